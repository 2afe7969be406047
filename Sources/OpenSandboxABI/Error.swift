import OpenSandbox

/// The constant's name, e.g. "OSB_ERR_NOT_FOUND"; "OSB_ERR_?" for a number that is none.
///
/// - Parameter status: Any number.
/// - Returns: Borrowed text, valid for ever.
/// - Threads: any.
/// - Since: 0.1.0
@_cdecl("osb_status_name")
package func osb_status_name(_ status: osb_status) -> cstring? {
    staticText(Status(rawValue: status)?.name ?? "OSB_ERR_?")
}

/// What the failed call answered.
///
/// - Since: 0.1.0
@_cdecl("osb_error_status")
package func osb_error_status(_ error: const<osb_error>?) -> osb_status {
    peek(error, ErrorView.self)?.failure.status.rawValue ?? Status.ok.rawValue
}

/// One line for a person: what was tried and what went wrong. Never holds a key or token.
///
/// - Returns: Borrowed text, valid until the error is freed.
/// - Since: 0.1.0
@_cdecl("osb_error_message")
package func osb_error_message(_ error: const<osb_error>?) -> cstring? {
    peek(error, ErrorView.self)?.message.pointer
}

/// The HTTP status of the answer, 0 when there was none.
///
/// - Since: 0.1.0
@_cdecl("osb_error_http_status")
package func osb_error_http_status(_ error: const<osb_error>?) -> Int32 {
    peek(error, ErrorView.self)?.failure.httpStatus ?? 0
}

/// The server's own error code, e.g. "DOCKER::SANDBOX_NOT_FOUND", NULL when it gave none.
///
/// - Returns: Borrowed text, valid until the error is freed.
/// - Since: 0.1.0
@_cdecl("osb_error_code")
package func osb_error_code(_ error: const<osb_error>?) -> cstring? {
    peek(error, ErrorView.self)?.code?.pointer
}

/// The request id of the answer (its X-Request-ID), NULL when it had none.
///
/// - Returns: Borrowed text, valid until the error is freed.
/// - Since: 0.1.0
@_cdecl("osb_error_request_id")
package func osb_error_request_id(_ error: const<osb_error>?) -> cstring? {
    peek(error, ErrorView.self)?.requestID?.pointer
}

/// The field or parameter that is to blame, e.g. "timeout", NULL when none is known.
///
/// - Returns: Borrowed text, valid until the error is freed.
/// - Since: 0.1.0
@_cdecl("osb_error_field")
package func osb_error_field(_ error: const<osb_error>?) -> cstring? {
    peek(error, ErrorView.self)?.field?.pointer
}

/// 1 when the same call may succeed if it is made again later and making it again is safe.
///
/// - Since: 0.1.0
@_cdecl("osb_error_retryable")
package func osb_error_retryable(_ error: const<osb_error>?) -> Int32 {
    peek(error, ErrorView.self)?.failure.isRetryable == true ? 1 : 0
}

/// How many milliseconds the server asked to wait before another try (Retry-After), -1 when it did not.
///
/// - Since: 0.1.0
@_cdecl("osb_error_retry_after")
package func osb_error_retry_after(_ error: const<osb_error>?) -> Int64 {
    peek(error, ErrorView.self)?.failure.retryAfter ?? -1
}

/// The bytes that were not understood, as received (the first 64 KiB of them): the body of an answer, or the event of a stream.
///
/// - Parameter size: Receives the number of bytes; may be NULL.
/// - Returns: Borrowed bytes, valid until the error is freed, NULL when none were kept.
/// - Since: 0.1.0
@_cdecl("osb_error_raw")
package func osb_error_raw(_ error: const<osb_error>?, _ size: out_size?) -> UnsafeRawPointer? {
    let raw = peek(error, ErrorView.self)?.raw
    size?.pointee = UInt(raw?.count ?? 0)
    return UnsafeRawPointer(raw?.pointer)
}

/// The sandbox that a failed or cancelled osb_sandbox_create() had made, NULL when none is known to exist.
///
/// - Returns: Borrowed text, valid until the error is freed.
/// - Since: 0.1.0
@_cdecl("osb_error_sandbox_id")
package func osb_error_sandbox_id(_ error: const<osb_error>?) -> cstring? {
    peek(error, ErrorView.self)?.sandboxID?.pointer
}

/// Whether the sandbox left behind by a failed or cancelled osb_sandbox_create() has been deleted. The deletion goes on in the
/// background, whether or not anybody asks; this waits for its outcome as long as asked.
///
/// - Parameter timeout: How long to wait for the outcome, in milliseconds; 0 asks without waiting, -1 waits until it is known
///   (the deletion gives up after 30 s).
/// - Since: 0.1.0
@_cdecl("osb_error_cleanup")
package func osb_error_cleanup(_ error: const<osb_error>?, _ timeout: Int64) -> osb_cleanup {
    guard let cleanup = peek(error, ErrorView.self)?.failure.cleanup else { return CleanupState.cleanupNone.rawValue }
    return cleanup.wait(milliseconds: timeout).rawValue
}

/// Releases an error.
///
/// - Since: 0.1.0
@_cdecl("osb_error_free")
package func osb_error_free(_ error: osb_error?) {
    release(error, ErrorView.self)
}
