import HTTP
import OpenSandbox

/// The next sandbox. The server is asked when a page is through. What begins or ends meanwhile may move the pages: no sandbox comes twice
/// from two of them in a row, and one may be missed. After a failure the same page is asked for again.
///
/// - Parameter out: Receives the information, to free with osb_sandbox_info_free(), or NULL when there are no more.
/// - Errors: OSB_ERR_VALIDATION when the server refuses the filter.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_iterator_next")
package func osb_sandbox_iterator_next(
    _ iterator: osb_sandbox_iterator?, _ cancel: osb_cancel?, _ out: out<osb_sandbox_info>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let iterator = try open(iterator, SandboxIterator.self)
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = try iterator.next(cancel).map { seal(SandboxInfoBox($0)) }
    }
}

/// Releases an iterator.
///
/// - Since: 0.1.0
@_cdecl("osb_sandbox_iterator_free")
package func osb_sandbox_iterator_free(_ iterator: osb_sandbox_iterator?) {
    release(iterator, SandboxIterator.self)
}
