import HTTP
import OpenSandbox

/// Sets how long a connection is kept when nobody uses it: 3 s by default, because servers and proxies drop them after 5 s, and a request
/// on a connection that is being dropped is lost.
///
/// - Parameter milliseconds: 0 or more.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_config_set_idle_age")
package func osb_config_set_idle_age(_ config: osb_config?, _ milliseconds: Int64) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        let age = try duration(milliseconds, "milliseconds")
        guard age >= 0 else { throw .argument("milliseconds", "is less than 0") }
        config.value.connection.idleAge = age
    }
}

/// Sets after how much silence TCP asks whether the other side is still there: 60 s by default.
///
/// - Parameter milliseconds: 1000 or more, counted in whole seconds; -1 for never.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_config_set_keep_alive")
package func osb_config_set_keep_alive(_ config: osb_config?, _ milliseconds: Int64) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        let silence = try limit(milliseconds, "milliseconds")
        if let silence, silence < 1000 { throw .argument("milliseconds", "is less than a second") }
        config.value.connection.keepAlive = silence
    }
}

/// Sets how many connections there may be at the same time. A call for which there is none waits, within its time limits; so does a started
/// execution.
///
/// - Parameter total: In all; 0 for no limit, which is the default.
/// - Parameter per_host: To one host and port; 0 for no limit, which is the default.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for a negative number.
/// - Since: 0.1.0
@_cdecl("osb_config_set_max_connections")
package func osb_config_set_max_connections(_ config: osb_config?, _ total: Int32, _ per_host: Int32) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        guard total >= 0 else { throw .argument("total", "is less than 0") }
        guard per_host >= 0 else { throw .argument("per_host", "is less than 0") }
        config.value.connection.mostConnections = total == 0 ? nil : Int(clamping: total)
        config.value.connection.mostPerHost = per_host == 0 ? nil : Int(clamping: per_host)
    }
}

/// Speaks HTTP/2 where the server offers it over TLS. Streams and transfers speak HTTP/1.1 all the same: there each has a connection, and
/// so a flow control, of its own.
///
/// - Parameter on: 1, which is the default, or 0.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
/// - Since: 0.1.0
@_cdecl("osb_config_set_http2")
package func osb_config_set_http2(_ config: osb_config?, _ on: Int32) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        config.value.connection.allowsHTTP2 = try truth(on, "on")
    }
}

/// Follows redirects of GET requests, other than streams, transfers and requests to ports: not at all by default, because no server of OpenSandbox redirects its API. To another host, port or
/// scheme no header goes along but User-Agent: neither the key, nor an endpoint's headers, nor the config's. From https to http none is
/// followed.
///
/// - Parameter most: How many in a row; 0, which is the default, to 20. One more is OSB_ERR_REDIRECT.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_config_set_max_redirects")
package func osb_config_set_max_redirects(_ config: osb_config?, _ most: Int32) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        guard (0...20).contains(most) else { throw .argument("most", "is not between 0 and 20") }
        config.value.mostRedirects = Int(most)
    }
}

/// Sets how much a server can make us hold. Beyond it the call fails with OSB_ERR_TOO_LARGE, before the memory is taken.
///
/// - Parameter which: What of.
/// - Parameter most: In bytes, 1024 to 1073741824; for OSB_LIMIT_PAGE in items, 1 to 1073741824.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_config_set_limit")
package func osb_config_set_limit(_ config: osb_config?, _ which: osb_limit, _ most: UInt) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        guard let which = SizeLimit(rawValue: which) else { throw .argument("which", "is not one of OSB_LIMIT_*") }
        let least: UInt = which == .page ? 1 : 1 << 10
        guard most >= least, most <= 1 << 30 else { throw .argument("most", "is not between \(least) and 1073741824") }
        config.value.setLimit(which, Int(clamping: most))
    }
}
