import HTTP
import OpenSandbox

/// The next change, in the order of paths for those that one look finds. Waits for it, looking again and again; each is given out once.
///
/// - Parameter timeout: How long at the most, in milliseconds; -1 for ever, 0 looks at most once.
/// - Parameter out: Receives the change, to be freed with osb_file_change_free(), or NULL when the time is up.
/// - Errors: OSB_ERR_NOT_FOUND while the directory is not there, and whatever else a look may come to: the watch goes on all the same.
/// - Since: 0.1.0
@_cdecl("osb_watch_next")
package func osb_watch_next(
    _ watch: osb_watch?, _ timeout: Int64, _ cancel: osb_cancel?, _ out: out<osb_file_change>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let watch = try open(watch, FileWatch.self)
        let timeout = try duration(timeout, "timeout")
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = try watch.next(timeout: timeout, cancel).map { seal(FileChangeView($0)) }
    }
}

/// Releases a watch. Nothing looks any more.
///
/// - Since: 0.1.0
@_cdecl("osb_watch_free")
package func osb_watch_free(_ watch: osb_watch?) {
    release(watch, FileWatch.self)
}
