import HTTP
import OpenSandbox

/// Makes a config with the defaults: domain localhost:8080, protocol http, no key, and what the environment says at this moment:
/// OPEN_SANDBOX_DOMAIN, OPEN_SANDBOX_PROTOCOL, OPEN_SANDBOX_API_KEY.
///
/// - Returns: A config to free with osb_config_free().
/// - Threads: any.
/// - Since: 0.1.0
@_cdecl("osb_config_new")
package func osb_config_new() -> osb_config? {
    seal(ConfigBox(ClientConfig(environment: environmentVariable)))
}

/// Sets the server's address.
///
/// - Parameter domain: "host", "host:port", "http://host/path", "[::1]:8080": scheme, port, path and a trailing slash are
///   optional. User info, a query or a fragment are refused.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_config_set_domain")
package func osb_config_set_domain(_ config: osb_config?, _ domain: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        let domain = try text(domain, "domain")
        _ = try ServerAddress(domain)
        config.value.domain = domain
    }
}

/// Sets the protocol spoken to the server and to the sandboxes' endpoints.
///
/// - Parameter protocol: "http" or "https". A domain with another scheme is refused by osb_client_new().
/// - Errors: OSB_ERR_INVALID_ARGUMENT for anything else.
/// - Since: 0.1.0
@_cdecl("osb_config_set_protocol")
package func osb_config_set_protocol(_ config: osb_config?, _ `protocol`: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        config.value.scheme = try Scheme(text(`protocol`, "protocol"))
    }
}

/// Sets the API key, sent to the server as OPEN-SANDBOX-API-KEY. It never goes to a sandbox, except through the server's proxy.
///
/// - Parameter key: NULL or "" for none.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for a key with control characters.
/// - Since: 0.1.0
@_cdecl("osb_config_set_api_key")
package func osb_config_set_api_key(_ config: osb_config?, _ key: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        let key = try optionalText(key, "key") ?? ""
        try Header.checkValue(key, field: "key")
        config.value.apiKey = key
    }
}

/// Sets how long a unary call may take as a whole: 30 s by default. Streams are not subject to it.
///
/// - Parameter milliseconds: 1 or more; -1 for no limit.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_config_set_request_timeout")
package func osb_config_set_request_timeout(_ config: osb_config?, _ milliseconds: Int64) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        config.value.limits.request = try limit(milliseconds, "milliseconds")
    }
}

/// Sets how long making a connection may take, look-up and TLS included: 10 s by default.
///
/// - Parameter milliseconds: 1 or more; -1 for no limit.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_config_set_connect_timeout")
package func osb_config_set_connect_timeout(_ config: osb_config?, _ milliseconds: Int64) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        config.value.limits.connect = try limit(milliseconds, "milliseconds")
    }
}

/// Sets how long the first byte of an answer may take once the request is under way: 60 s by default.
///
/// - Parameter milliseconds: 1 or more; -1 for no limit.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_config_set_first_byte_timeout")
package func osb_config_set_first_byte_timeout(_ config: osb_config?, _ milliseconds: Int64) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        config.value.limits.firstByte = try limit(milliseconds, "milliseconds")
    }
}

/// Sets how long a stream may stay silent: 60 s by default. The daemon sends a ping every 3 s; a paused sandbox sends none.
///
/// - Parameter milliseconds: 1 or more; 0 or -1 for no limit.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Source: the daemon's ping interval is measured on the real execd.
/// - Since: 0.1.0
@_cdecl("osb_config_set_idle_timeout")
package func osb_config_set_idle_timeout(_ config: osb_config?, _ milliseconds: Int64) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        config.value.limits.idle = milliseconds == 0 ? nil : try limit(milliseconds, "milliseconds")
    }
}

/// Adds a header to every request, or replaces the one of that name. Endpoint headers of a sandbox win over it.
///
/// - Parameter name: An HTTP token. Host, Content-Length, Content-Type, Transfer-Encoding, Connection, Keep-Alive, Upgrade, TE,
///   Trailer, Expect, Proxy-Connection, Proxy-Authorization and the API key's header are refused.
/// - Parameter value: Without control characters. NULL removes the header.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_config_set_header")
package func osb_config_set_header(_ config: osb_config?, _ name: cstring?, _ value: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        let name = try text(name, "name")
        try Header.checkName(name, field: "name")
        let value = try optionalText(value, "value")
        if let value { try Header.checkValue(value, field: "value") }
        config.value.setHeader(name, value)
    }
}

/// Sets the User-Agent: "libopensandbox/VERSION" by default.
///
/// - Parameter user_agent: Without control characters.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_config_set_user_agent")
package func osb_config_set_user_agent(_ config: osb_config?, _ user_agent: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        let userAgent = try text(user_agent, "user_agent")
        try Header.checkValue(userAgent, field: "user_agent")
        config.value.userAgent = userAgent
    }
}

/// Reaches sandboxes through the server's proxy instead of directly: for hosts that can reach nothing but the server.
///
/// - Parameter on: 1 or 0, which is the default.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
/// - Since: 0.1.0
@_cdecl("osb_config_set_use_server_proxy")
package func osb_config_set_use_server_proxy(_ config: osb_config?, _ on: Int32) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        config.value.useServerProxy = try truth(on, "on")
    }
}

/// Sets the file with the certificate authorities to trust, instead of the system's.
///
/// - Parameter path: A PEM file; NULL for the system's. It is read when a connection is made.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for an empty path.
/// - Since: 0.1.0
@_cdecl("osb_config_set_ca_file")
package func osb_config_set_ca_file(_ config: osb_config?, _ path: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        config.value.connection.trust.caFile = try optionalNonEmptyText(path, "path")
    }
}

/// Releases a config; clients made from it keep what it said.
///
/// - Since: 0.1.0
@_cdecl("osb_config_free")
package func osb_config_free(_ config: osb_config?) {
    release(config, ConfigBox.self)
}
