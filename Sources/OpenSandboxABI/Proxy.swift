import HTTP
import OpenSandbox

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
