import HTTP
import OpenSandbox

/// Makes a request: GET / without headers or body.
///
/// - Returns: A request to free with osb_http_request_free().
/// - Threads: any.
/// - Since: 0.1.0
@_cdecl("osb_http_request_new")
package func osb_http_request_new() -> osb_http_request? {
    seal(HTTPRequestBox(HTTPRequest()))
}

/// Sets the method.
///
/// - Parameter method: "GET", "POST", "PUT", "PATCH" or "DELETE".
/// - Errors: OSB_ERR_INVALID_ARGUMENT for anything else.
/// - Since: 0.1.0
@_cdecl("osb_http_request_set_method")
package func osb_http_request_set_method(_ request: osb_http_request?, _ method: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let request = try open(request, HTTPRequestBox.self)
        guard let method = Method(try text(method, "method")) else { throw .argument("method", "is not one that is offered") }
        request.value.method = method
    }
}

/// Sets the path, with its query: what follows the endpoint's URL.
///
/// - Parameter path: Begins with "/", percent-encoded where it has to be; "." and ".." are refused as segments, because they could lead
///   out of the sandbox.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_http_request_set_path")
package func osb_http_request_set_path(_ request: osb_http_request?, _ path: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let request = try open(request, HTTPRequestBox.self)
        try request.value.setPath(text(path, "path"))
    }
}

/// Adds a header, or replaces the one of that name, in place of the config's. The endpoint's own headers win over it.
///
/// - Parameter name: As for osb_config_set_header(). For Content-Type see osb_http_request_set_body().
/// - Parameter value: Without control characters. NULL removes the header.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_http_request_set_header")
package func osb_http_request_set_header(_ request: osb_http_request?, _ name: cstring?, _ value: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let request = try open(request, HTTPRequestBox.self)
        let name = try text(name, "name")
        try Header.checkName(name, field: "name")
        let value = try optionalText(value, "value")
        if let value { try Header.checkValue(value, field: "value") }
        request.value.setHeader(name, value)
    }
}

/// Sets the body.
///
/// - Parameter data: Copied; NULL for an empty one.
/// - Parameter size: Its bytes, up to 64 MiB.
/// - Parameter content_type: The Content-Type; NULL for none.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_http_request_set_body")
package func osb_http_request_set_body(
    _ request: osb_http_request?, _ data: UnsafeRawPointer?, _ size: UInt, _ content_type: cstring?
) -> osb_status {
    enter { () throws(Failure) in
        let request = try open(request, HTTPRequestBox.self)
        let contentType = try optionalNonEmptyText(content_type, "content_type")
        if let contentType { try Header.checkValue(contentType, field: "content_type") }
        request.value.body = try copiedBytes(data, size, "data")
        request.value.contentType = contentType
    }
}

/// Sets how long the exchange may take as a whole: the config's request timeout by default, and no limit where the body goes to a callback.
///
/// - Parameter milliseconds: 1 or more; -1 for no limit.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_http_request_set_timeout")
package func osb_http_request_set_timeout(_ request: osb_http_request?, _ milliseconds: Int64) -> osb_status {
    enter { () throws(Failure) in
        let request = try open(request, HTTPRequestBox.self)
        request.value.timeout = .some(try limit(milliseconds, "milliseconds"))
    }
}

/// Sets the largest body that is collected: 16 MiB by default. A larger one makes the call OSB_ERR_TOO_LARGE.
///
/// - Parameter size: In bytes; 0 takes none but an empty one. At the most 1 GiB.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_http_request_set_body_limit")
package func osb_http_request_set_body_limit(_ request: osb_http_request?, _ size: UInt) -> osb_status {
    enter { () throws(Failure) in
        let request = try open(request, HTTPRequestBox.self)
        guard let limit = Int(exactly: size), limit <= 1 << 30 else { throw .argument("size", "is more than 1 GiB") }
        request.value.bodyLimit = limit
    }
}

/// Hands the body to a callback as it comes, instead of collecting it.
///
/// - Parameter fn: NULL collects it again.
/// - Parameter release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
/// - Errors: none but OSB_ERR_INVALID_HANDLE.
/// - Since: 0.1.0
@_cdecl("osb_http_request_on_body")
package func osb_http_request_on_body(
    _ request: osb_http_request?, _ fn: osb_body_fn?, _ user_data: UnsafeMutableRawPointer?, _ release: osb_release_fn?
) -> osb_status {
    enter { () throws(Failure) in
        let request = try open(request, HTTPRequestBox.self)
        let userData = UserData(user_data, release)
        let handler: HTTPRequest.BodyHandler? = fn.map { fn in
            { response, bytes in
                let data = UnsafeRawPointer(bytes.baseAddress).map { $0.assumingMemoryBound(to: CChar.self) }
                return lend(response) { fn($0, data, UInt(bytes.count), userData.pointer) }
            }
        }
        request.update { $0.onBody = handler }
    }
}

/// Releases a request.
///
/// - Since: 0.1.0
@_cdecl("osb_http_request_free")
package func osb_http_request_free(_ request: osb_http_request?) {
    release(request, HTTPRequestBox.self)
}
