import HTTP
import OpenSandbox

/// Makes a cancellation that nothing has triggered yet.
///
/// - Returns: A cancellation to free with osb_cancel_free(), NULL when the process has no descriptor left for it.
/// - Threads: any.
/// - Since: 0.1.0
@_cdecl("osb_cancel_new")
package func osb_cancel_new() -> osb_cancel? {
    CancelToken.make().map(seal)
}

/// Sets, moves or removes the deadline after which every call that uses this cancellation answers OSB_ERR_DEADLINE. Reckoned
/// on the monotonic clock from now.
///
/// - Parameter milliseconds: 0 or more; -1 removes the deadline.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for a number below -1.
/// - Since: 0.1.0
@_cdecl("osb_cancel_set_timeout")
package func osb_cancel_set_timeout(_ cancel: osb_cancel?, _ milliseconds: Int64) -> osb_status {
    enter { () throws(Failure) in
        let cancel = try open(cancel, CancelToken.self)
        cancel.setTimeout(milliseconds: try duration(milliseconds, "milliseconds"))
    }
}

/// Cancels: every call that uses it answers OSB_ERR_CANCELLED at once, and so does every later one. May be called any number
/// of times, from any thread and from a signal handler.
///
/// - Since: 0.1.0
@_cdecl("osb_cancel_trigger")
package func osb_cancel_trigger(_ cancel: osb_cancel?) {
    peek(cancel, CancelToken.self)?.trigger()
}

/// 1 when it was triggered or its deadline has passed.
///
/// - Since: 0.1.0
@_cdecl("osb_cancel_is_triggered")
package func osb_cancel_is_triggered(_ cancel: const<osb_cancel>?) -> Int32 {
    (peek(cancel, CancelToken.self)?.state ?? .idle) == .idle ? 0 : 1
}

/// Releases a cancellation; calls that are using it keep it.
///
/// - Since: 0.1.0
@_cdecl("osb_cancel_free")
package func osb_cancel_free(_ cancel: osb_cancel?) {
    release(cancel, CancelToken.self)
}
