import OpenSandbox

/// Sets how often a call that fails is tried, in all: 3 times by default.
///
/// Tried again is only what does no harm twice: a call with an idempotent method that was answered 429, 502 or 503, or whose connection
/// failed before any byte of an answer; and any call whose request never left. Commands and other streams are never sent twice. A
/// Retry-After of the server's is honoured up to 60 s; beyond it the call fails. The request timeout and the cancel's deadline cover
/// all tries and pauses together: where the next try would begin too late, the failure is told at once.
///
/// - Parameter tries: 1, for no retry, to 20.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_config_set_tries")
package func osb_config_set_tries(_ config: osb_config?, _ tries: Int32) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        guard (1...20).contains(tries) else { throw .argument("tries", "is not between 1 and 20") }
        config.value.retry.tries = Int(tries)
    }
}

/// Sets the pauses between tries: the first, and twice as long each time up to the longest, less up to a half by chance. 0.5 s and 30 s by
/// default.
///
/// - Parameter first: Milliseconds, 1 to 3600000.
/// - Parameter longest: Milliseconds, `first` to 3600000.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_config_set_retry_pause")
package func osb_config_set_retry_pause(_ config: osb_config?, _ first: Int64, _ longest: Int64) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        guard (1...3_600_000).contains(first) else { throw .argument("first", "is not between 1 and 3600000") }
        guard longest >= first, longest <= 3_600_000 else { throw .argument("longest", "is not between the first and 3600000") }
        config.value.retry.firstPause = first
        config.value.retry.longestPause = longest
    }
}

/// Calls back before each retry's pause, on the thread of the call that is retried. Look-ups of started executions are retried without
/// it, and are in the log.
///
/// - Parameter fn: NULL for none.
/// - Parameter release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
/// - Errors: none but OSB_ERR_INVALID_HANDLE.
/// - Since: 0.1.0
@_cdecl("osb_config_on_retry")
package func osb_config_on_retry(
    _ config: osb_config?, _ fn: osb_retry_fn?, _ user_data: UnsafeMutableRawPointer?, _ release: osb_release_fn?
) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        let userData = UserData(user_data, release)
        let handler = fn.map { fn in
            { @Sendable (retry: Retry) in lend(ErrorView(retry.failure)) { fn(Int32(clamping: retry.tried), retry.pause, $0, userData.pointer) } }
        }
        config.update { $0.retry.onRetry = handler }
    }
}
