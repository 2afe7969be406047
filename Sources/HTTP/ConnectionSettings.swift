import CSystem

/// What all connections of a client have in common.
package struct ConnectionSettings: Sendable {
    package var trust = TrustSettings()
    package var proxy = ProxySettings()
    /// How long a connection may be kept unused, in milliseconds. Servers and proxies drop idle ones after 5 s, and a request on
    /// a connection that is being dropped is lost.
    package var idleAge: Int64 = 3_000
    /// Silence after which TCP asks whether the other side is still there, in milliseconds; nil is never.
    package var keepAlive: Int64? = 60_000
    /// Connections at the same time, in all and to one host; nil is no limit but the process's descriptors.
    package var mostConnections: Int?
    package var mostPerHost: Int?
    /// Whether unary calls may use HTTP/2 where the server offers it over TLS. Streams never do: there each has its own flow control.
    package var allowsHTTP2 = true
    /// All field lines of an answer together, in bytes.
    package var longestHead = 256 << 10
    /// Each of them.
    package var longestLine = 64 << 10

    package init() {}
}

/// Whom to believe over TLS, and who we are there.
package struct TrustSettings: Sendable {
    /// PEM certificates of authorities, instead of the system's.
    package var caFile: String?
    /// A directory of them, as OpenSSL hashes names.
    package var caDirectory: String?
    package var caBytes: [UInt8]?
    package var verifies = true
    package var certificateFile: String?
    package var keyFile: String?
    package var leastVersion = TLSVersion.tls12

    /// The host names no authority of its own.
    var isSystems: Bool { caFile == nil && caDirectory == nil && caBytes == nil }
}

package enum TLSVersion: Sendable { case tls12, tls13 }

package struct ProxySettings: Sendable {
    package enum Choice: Sendable, Equatable {
        /// As http_proxy, https_proxy, all_proxy and no_proxy say.
        case environment
        case direct
        /// [http|https|socks4|socks4a|socks5|socks5h://][user:password@]host[:port]
        case url(String)
    }

    package static func isURL(_ text: String) -> Bool { csystem_is_proxy_url(text) }

    package var choice = Choice.environment
    package var user: String?
    package var password: String?
    /// Hosts that are reached without it, separated by commas.
    package var exceptions: String?
}
