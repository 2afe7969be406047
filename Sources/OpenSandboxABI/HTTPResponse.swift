import OpenSandbox

/// The HTTP status, whatever it is: one that is not a success is the answer of what runs in the sandbox, or of the way there, and no error.
///
/// - Since: 0.1.0
@_cdecl("osb_http_response_status")
package func osb_http_response_status(_ response: const<osb_http_response>?) -> Int32 {
    peek(response, HTTPResponse.self)?.status ?? 0
}

/// How many headers it has.
///
/// - Since: 0.1.0
@_cdecl("osb_http_response_header_count")
package func osb_http_response_header_count(_ response: const<osb_http_response>?) -> UInt {
    UInt(peek(response, HTTPResponse.self)?.headers.count ?? 0)
}

/// The name of a header.
///
/// - Parameter index: From 0; NULL is returned past the end.
/// - Returns: Borrowed text, valid until the response is freed.
/// - Since: 0.1.0
@_cdecl("osb_http_response_header_name")
package func osb_http_response_header_name(_ response: const<osb_http_response>?, _ index: UInt) -> cstring? {
    peek(response, HTTPResponse.self)?.headers.element(index)?.name.pointer
}

/// The value of a header.
///
/// - Parameter index: From 0; NULL is returned past the end.
/// - Returns: Borrowed text, valid until the response is freed.
/// - Since: 0.1.0
@_cdecl("osb_http_response_header_value")
package func osb_http_response_header_value(_ response: const<osb_http_response>?, _ index: UInt) -> cstring? {
    peek(response, HTTPResponse.self)?.headers.element(index)?.value.pointer
}

/// The value of the first header with this name, NULL when there is none.
///
/// - Parameter name: Compared without regard to the case of its letters.
/// - Returns: Borrowed text, valid until the response is freed.
/// - Since: 0.1.0
@_cdecl("osb_http_response_get_header")
package func osb_http_response_get_header(_ response: const<osb_http_response>?, _ name: cstring?) -> cstring? {
    guard let response = peek(response, HTTPResponse.self), let name = try? text(name, "name") else { return nil }
    return response.header(name)?.pointer
}

/// The body, NUL-terminated beyond its size; empty when it went to a callback.
///
/// - Parameter size: Receives the number of bytes; may be NULL.
/// - Returns: Borrowed bytes, valid until the response is freed.
/// - Since: 0.1.0
@_cdecl("osb_http_response_body")
package func osb_http_response_body(_ response: const<osb_http_response>?, _ size: out_size?) -> cstring? {
    lendBytes(peek(response, HTTPResponse.self)?.body, size)
}

/// What the callback answered to stop the body, 0 when it came to its end.
///
/// - Since: 0.1.0
@_cdecl("osb_http_response_callback_value")
package func osb_http_response_callback_value(_ response: const<osb_http_response>?) -> Int32 {
    peek(response, HTTPResponse.self)?.callbackValue ?? 0
}

/// Releases a response.
///
/// - Since: 0.1.0
@_cdecl("osb_http_response_free")
package func osb_http_response_free(_ response: osb_http_response?) {
    release(response, HTTPResponse.self)
}
