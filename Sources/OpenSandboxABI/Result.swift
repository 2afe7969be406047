import OpenSandbox

/// How the command ended.
///
/// - Since: 0.1.0
@_cdecl("osb_result_ended")
package func osb_result_ended(_ result: const<osb_result>?) -> osb_ended {
    peek(result, ResultView.self)?.result.ended.rawValue ?? Ended.unknown.rawValue
}

/// The exit code; -1 unless the command ended as OSB_ENDED_EXITED.
///
/// - Since: 0.1.0
@_cdecl("osb_result_exit_code")
package func osb_result_exit_code(_ result: const<osb_result>?) -> Int32 {
    peek(result, ResultView.self)?.result.exitCode ?? -1
}

/// The signal's number on Linux; -1 unless the command ended as OSB_ENDED_SIGNALLED and the daemon named a signal we know.
///
/// - Since: 0.1.0
@_cdecl("osb_result_signal")
package func osb_result_signal(_ result: const<osb_result>?) -> Int32 {
    peek(result, ResultView.self)?.result.signal ?? -1
}

/// What the callback answered that stopped the command; 0 unless it ended as OSB_ENDED_STOPPED.
///
/// - Since: 0.1.0
@_cdecl("osb_result_callback_value")
package func osb_result_callback_value(_ result: const<osb_result>?) -> Int32 {
    peek(result, ResultView.self)?.result.callbackValue ?? 0
}

/// The execution's id, as the daemon gave it.
///
/// - Returns: Borrowed text, valid until the result is freed.
/// - Since: 0.1.0
@_cdecl("osb_result_execution_id")
package func osb_result_execution_id(_ result: const<osb_result>?) -> cstring? {
    peek(result, ResultView.self)?.result.executionID.pointer
}

/// How long it ran, in milliseconds: the daemon's figure where it gave one, else ours from the first event to the last.
///
/// - Since: 0.1.0
@_cdecl("osb_result_duration")
package func osb_result_duration(_ result: const<osb_result>?) -> Int64 {
    peek(result, ResultView.self)?.result.duration ?? -1
}

/// The standard output collected: one "\n" after each line. Not byte-exact, because the wire is not: it carries lines, and bytes
/// that are not UTF-8 arrive as U+FFFD.
///
/// - Parameter size: Receives the number of bytes; may be NULL.
/// - Returns: Borrowed text, valid until the result is freed; "" when nothing was collected.
/// - Since: 0.1.0
@_cdecl("osb_result_stdout")
package func osb_result_stdout(_ result: const<osb_result>?, _ size: out_size?) -> cstring? {
    lendBytes(peek(result, ResultView.self)?.result.stdout.text, size)
}

/// The standard error collected, like osb_result_stdout().
///
/// - Parameter size: Receives the number of bytes; may be NULL.
/// - Returns: Borrowed text, valid until the result is freed; "" when nothing was collected.
/// - Since: 0.1.0
@_cdecl("osb_result_stderr")
package func osb_result_stderr(_ result: const<osb_result>?, _ size: out_size?) -> cstring? {
    lendBytes(peek(result, ResultView.self)?.result.stderr.text, size)
}

/// 1 when more standard output came than the limit let us collect.
///
/// - Since: 0.1.0
@_cdecl("osb_result_stdout_truncated")
package func osb_result_stdout_truncated(_ result: const<osb_result>?) -> Int32 {
    peek(result, ResultView.self)?.result.stdout.isTruncated == true ? 1 : 0
}

/// 1 when more standard error came than the limit let us collect.
///
/// - Since: 0.1.0
@_cdecl("osb_result_stderr_truncated")
package func osb_result_stderr_truncated(_ result: const<osb_result>?) -> Int32 {
    peek(result, ResultView.self)?.result.stderr.isTruncated == true ? 1 : 0
}

/// Why the command did not end by itself: for OSB_ENDED_LOST what broke, for OSB_ENDED_TIMED_OUT and OSB_ENDED_CANCELLED which
/// limit or cancel it was. NULL otherwise.
///
/// - Returns: Borrowed, valid until the result is freed.
/// - Since: 0.1.0
@_cdecl("osb_result_error")
package func osb_result_error(_ result: const<osb_result>?) -> const<osb_error>? {
    peek(result, ResultView.self)?.error
}

/// The name in the daemon's error event, e.g. "CommandExecError", NULL when there was none.
///
/// - Returns: Borrowed text, valid until the result is freed.
/// - Since: 0.1.0
@_cdecl("osb_result_error_name")
package func osb_result_error_name(_ result: const<osb_result>?) -> cstring? {
    peek(result, ResultView.self)?.result.daemonError?.name.pointer
}

/// The value in the daemon's error event, e.g. "3", NULL when there was none.
///
/// - Returns: Borrowed text, valid until the result is freed.
/// - Since: 0.1.0
@_cdecl("osb_result_error_value")
package func osb_result_error_value(_ result: const<osb_result>?) -> cstring? {
    peek(result, ResultView.self)?.result.daemonError?.value.pointer
}

/// The traceback in the daemon's error event, its lines joined by "\n", NULL when there was no error event.
///
/// - Returns: Borrowed text, valid until the result is freed.
/// - Since: 0.1.0
@_cdecl("osb_result_error_traceback")
package func osb_result_error_traceback(_ result: const<osb_result>?) -> cstring? {
    peek(result, ResultView.self)?.result.daemonError?.traceback.pointer
}

/// Releases a result.
///
/// - Since: 0.1.0
@_cdecl("osb_result_free")
package func osb_result_free(_ result: osb_result?) {
    release(result, ResultView.self)
}
