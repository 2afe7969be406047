import HTTP
import OpenSandbox

/// Sets a directory with the certificate authorities to trust, named as OpenSSL's c_rehash does, instead of the system's.
///
/// Without osb_config_set_ca_file(), this and osb_config_set_ca_bytes() the authorities are those of SSL_CERT_FILE and SSL_CERT_DIR, of
/// the place libcurl was built to look at, or of wherever Debian, Fedora, Alpine or openSUSE keep them, as found when the client is made.
/// With any of them no other is trusted, by the server's connections and by those to an https proxy.
///
/// - Parameter path: A directory; NULL for the system's.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for an empty path.
/// - Since: 0.1.0
@_cdecl("osb_config_set_ca_directory")
package func osb_config_set_ca_directory(_ config: osb_config?, _ path: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        config.value.connection.trust.caDirectory = try optionalNonEmptyText(path, "path")
    }
}

/// Sets the certificate authorities to trust from memory, instead of the system's.
///
/// - Parameter pem: Certificates in PEM, in place of a file's; NULL for the system's. Copied.
/// - Parameter pem_size: Their bytes: up to 16 MiB.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for no bytes, or too many.
/// - Since: 0.1.0
@_cdecl("osb_config_set_ca_bytes")
package func osb_config_set_ca_bytes(_ config: osb_config?, _ pem: UnsafeRawPointer?, _ pem_size: UInt) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        guard let pem else {
            config.value.connection.trust.caBytes = nil
            return
        }
        guard pem_size > 0, pem_size <= 16 << 20 else { throw .argument("pem_size", "is not between 1 and 16 MiB") }
        config.value.connection.trust.caBytes = Array(UnsafeRawBufferPointer(start: pem, count: Int(clamping: pem_size)))
    }
}

/// Sets the certificate that says who we are, for servers that ask. Both files are read when a connection is made: what is wrong with them,
/// and a server that refuses the certificate or misses it, is OSB_ERR_TLS then.
///
/// - Parameter certificate_file: A PEM file, with the chain up to the authority where there is one; NULL for none.
/// - Parameter key_file: A PEM file with its key, which no password may protect; NULL when the certificate's file holds it too.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for an empty path, or a key without a certificate.
/// - Since: 0.1.0
@_cdecl("osb_config_set_client_certificate")
package func osb_config_set_client_certificate(_ config: osb_config?, _ certificate_file: cstring?, _ key_file: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        let certificate = try optionalNonEmptyText(certificate_file, "certificate_file")
        let key = try optionalNonEmptyText(key_file, "key_file")
        guard certificate != nil || key == nil else { throw .argument("key_file", "has no certificate") }
        config.value.connection.trust.certificateFile = certificate
        config.value.connection.trust.keyFile = key
    }
}

/// Sets the oldest version of TLS that is spoken: 1.2 by default.
///
/// - Parameter version: "1.2" or "1.3".
/// - Errors: OSB_ERR_INVALID_ARGUMENT for anything else.
/// - Since: 0.1.0
@_cdecl("osb_config_set_min_tls_version")
package func osb_config_set_min_tls_version(_ config: osb_config?, _ version: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        config.value.connection.trust.leastVersion = try TLSVersion.named(text(version, "version"))
    }
}

/// Trusts whoever answers, server or proxy: neither certificate nor name are verified, and everything sent, keys included, can be read and
/// changed on its way. For experiments. There is no way back but another config.
///
/// - Errors: none but OSB_ERR_INVALID_HANDLE.
/// - Since: 0.1.0
@_cdecl("osb_config_disable_tls_verification")
package func osb_config_disable_tls_verification(_ config: osb_config?) -> osb_status {
    enter { () throws(Failure) in
        try open(config, ConfigBox.self).value.connection.trust.verifies = false
    }
}

/// Sets the proxy that connections are made through. Hosts on loopback are always reached directly.
///
/// A proxy that cannot be reached, or refuses us, is OSB_ERR_PROXY; one that cannot reach the host OSB_ERR_CONNECT. Over https the server's
/// certificate is verified through it all the same, and it sees neither the key nor any other header.
///
/// - Parameter url: "[http|https|socks4|socks4a|socks5|socks5h://][user:password@]host[:port]", http without a scheme, 1080 without a port
///   (https: 443); socks5 and socks4 look the host's name up here, the others leave that to the proxy. "" for none; NULL for what the
///   environment says, which is the default: http_proxy, https_proxy, all_proxy and no_proxy, also in upper case but for HTTP_PROXY, which
///   a CGI program's client can set.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for another scheme, no host, or control characters.
/// - Since: 0.1.0
@_cdecl("osb_config_set_proxy")
package func osb_config_set_proxy(_ config: osb_config?, _ url: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        let url = try optionalText(url, "url")
        if let url {
            try Header.checkValue(url, field: "url")
            guard url.isEmpty || ProxySettings.isURL(url) else { throw .argument("url", "is not a proxy's") }
        }
        config.value.connection.proxy.choice = url.map { $0.isEmpty ? .direct : .url($0) } ?? .environment
    }
}

/// Sets what the proxy is told about who we are: in HTTP by the Basic scheme. A user in the proxy's URL goes before.
///
/// - Parameter user: NULL for nobody.
/// - Parameter password: NULL for none.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_config_set_proxy_credentials")
package func osb_config_set_proxy_credentials(_ config: osb_config?, _ user: cstring?, _ password: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        let user = try optionalText(user, "user"), password = try optionalText(password, "password")
        config.value.connection.proxy.user = user
        config.value.connection.proxy.password = password
    }
}

/// Sets the hosts that are reached without the proxy.
///
/// - Parameter hosts: Names, domains (".example.com") and addresses, separated by commas; NULL for what the environment says where the
///   proxy is the environment's, and for none where it is not.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_config_set_no_proxy")
package func osb_config_set_no_proxy(_ config: osb_config?, _ hosts: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        config.value.connection.proxy.exceptions = try optionalText(hosts, "hosts")
    }
}

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
