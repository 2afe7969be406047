import OpenSandbox

/// The endpoint as a URL with the config's protocol and without a trailing slash: append a path to it.
///
/// - Returns: Borrowed text, valid until the endpoint is freed.
/// - Since: 0.1.0
@_cdecl("osb_endpoint_url")
package func osb_endpoint_url(_ endpoint: const<osb_endpoint>?) -> cstring? {
    peek(endpoint, EndpointView.self)?.url.pointer
}

/// The endpoint as the server gave it: host[:port][/path].
///
/// - Returns: Borrowed text, valid until the endpoint is freed.
/// - Since: 0.1.0
@_cdecl("osb_endpoint_address")
package func osb_endpoint_address(_ endpoint: const<osb_endpoint>?) -> cstring? {
    peek(endpoint, EndpointView.self)?.address.pointer
}

/// How many headers must go with each request to this endpoint.
///
/// - Since: 0.1.0
@_cdecl("osb_endpoint_header_count")
package func osb_endpoint_header_count(_ endpoint: const<osb_endpoint>?) -> UInt {
    UInt(peek(endpoint, EndpointView.self)?.headers.count ?? 0)
}

/// The name of such a header.
///
/// - Parameter index: From 0; NULL is returned past the end.
/// - Returns: Borrowed text, valid until the endpoint is freed.
/// - Since: 0.1.0
@_cdecl("osb_endpoint_header_name")
package func osb_endpoint_header_name(_ endpoint: const<osb_endpoint>?, _ index: UInt) -> cstring? {
    peek(endpoint, EndpointView.self)?.headers.element(index)?.key.pointer
}

/// The value of such a header: a secret.
///
/// - Parameter index: From 0; NULL is returned past the end.
/// - Returns: Borrowed text, valid until the endpoint is freed.
/// - Since: 0.1.0
@_cdecl("osb_endpoint_header_value")
package func osb_endpoint_header_value(_ endpoint: const<osb_endpoint>?, _ index: UInt) -> cstring? {
    peek(endpoint, EndpointView.self)?.headers.element(index)?.value.pointer
}

/// Releases an endpoint.
///
/// - Since: 0.1.0
@_cdecl("osb_endpoint_free")
package func osb_endpoint_free(_ endpoint: osb_endpoint?) {
    release(endpoint, EndpointView.self)
}
