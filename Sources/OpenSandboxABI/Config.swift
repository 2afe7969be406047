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

/// Sets the API key, sent to the server as OPEN-SANDBOX-API-KEY (osb_config_set_key_header()). It never goes to a sandbox, except through the server's proxy.
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

/// Sets the name of the header that carries the API key: OPEN-SANDBOX-API-KEY by default. For a proxy before the server that wants it
/// under another name, e.g. "X-API-Key".
///
/// - Parameter name: As for osb_config_set_header(); NULL for the default.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_config_set_key_header")
package func osb_config_set_key_header(_ config: osb_config?, _ name: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        let name = try optionalText(name, "name")
        if let name { try Header.checkKeyName(name, field: "name") }
        config.value.setKeyHeader(name)
    }
}

/// Reaches endpoints on a host at another address: what the server calls host.docker.internal may be localhost from here. One rule for
/// each host; the endpoint's path stays.
///
/// - Parameter host: host or host:port as the server says it. Without a port it stands for all of them.
/// - Parameter replacement: host or host:port; without a port the endpoint's stays. NULL forgets the rule.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_config_set_host_rewrite")
package func osb_config_set_host_rewrite(_ config: osb_config?, _ host: cstring?, _ replacement: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        let host = try text(host, "host")
        try config.value.hostRewrites.set(host, optionalText(replacement, "replacement"))
    }
}

/// Sets the port that the daemon listens on inside sandboxes: 44772 by default.
///
/// - Parameter port: 1 to 65535.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_config_set_daemon_port")
package func osb_config_set_daemon_port(_ config: osb_config?, _ port: Int32) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        config.value.daemonPort = try OpenSandboxABI.port(port)
    }
}

/// Sets how long the client remembers where a port of a sandbox is reached: 10 minutes by default. Pausing, resuming and killing a
/// sandbox by way of the same client make it forget.
///
/// - Parameter milliseconds: 0 to ask each time; -1 for ever.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_config_set_endpoint_lifetime")
package func osb_config_set_endpoint_lifetime(_ config: osb_config?, _ milliseconds: Int64) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        let lifetime = try duration(milliseconds, "milliseconds")
        config.value.endpointLifetime = lifetime == -1 ? nil : lifetime
    }
}

/// Sets how many endpoints the client remembers at the most: 1024 by default. The one not asked for longest is forgotten first.
///
/// - Parameter count: 0 to 1000000.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_config_set_endpoint_limit")
package func osb_config_set_endpoint_limit(_ config: osb_config?, _ count: UInt) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        guard let limit = Int(exactly: count), limit <= 1_000_000 else { throw .argument("count", "is more than 1000000") }
        config.value.mostEndpoints = limit
    }
}

/// Asks the server not to take this client's requests to sandboxes for signs of life, by the header OpenSandbox-Access-Renew: skip. For
/// somebody who only looks; see osb_create_options_set_renew_on_access().
///
/// - Parameter on: 1 or 0, which is the default.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
/// - Source: opensandbox-server 1.1.1, OSEP-0009.
/// - Since: 0.1.0
@_cdecl("osb_config_set_skip_access_renew")
package func osb_config_set_skip_access_renew(_ config: osb_config?, _ on: Int32) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        config.value.skipsAccessRenewal = try truth(on, "on")
    }
}

/// Releases a config; clients made from it keep what it said.
///
/// - Since: 0.1.0
@_cdecl("osb_config_free")
package func osb_config_free(_ config: osb_config?) {
    release(config, ConfigBox.self)
}
