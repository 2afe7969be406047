import HTTP

/// How to reach a server.
package struct ClientConfig: Sendable {
    package var domain = "localhost:8080"
    package var scheme: Scheme?
    package var apiKey = ""
    package var limits = TimeLimits()
    package var headers: [Header] = []
    package var userAgent = "libopensandbox/" + String(Version.text)
    package var useServerProxy = false
    /// The header that carries the key.
    private(set) var keyHeader = Header.apiKeyName
    package var hostRewrites = HostRewrites()
    package var daemonPort = DaemonAddress.usualPort
    /// How long an endpoint is remembered, in milliseconds; nil is for ever, 0 not at all.
    package var endpointLifetime: Int64? = 600_000
    package var mostEndpoints = 1024
    package var skipsAccessRenewal = false
    package var connection = ConnectionSettings()
    package var retry = RetryPolicy()
    package var mostRedirects = 0
    package var mostOf = SizeLimits()
    package var log: Log?
    package var debug = false
    /// What the environment said that makes no sense; told when a client is made from it.
    private var environmentFailure: Failure?

    /// The defaults and what the environment says.
    package init(environment: (StaticString) -> String?) {
        apiKey = environment("OPEN_SANDBOX_API_KEY") ?? ""
        domain = environment("OPEN_SANDBOX_DOMAIN").flatMap { $0.isEmpty ? nil : $0 } ?? domain
        if let text = environment("OPEN_SANDBOX_PROTOCOL"), !text.isEmpty {
            do throws(Failure) { scheme = try Scheme(text) } catch { environmentFailure = error }
        }
    }

    package mutating func setLimit(_ which: SizeLimit, _ most: Int) {
        switch which {
        case .body: mostOf.body = most
        case .head: connection.longestHead = most
        case .event: mostOf.event = most
        case .line: connection.longestLine = most
        case .page: mostOf.page = most
        }
    }

    package mutating func setHeader(_ name: String, _ value: String?) {
        headers = headers.filter { !$0.name.isSameFieldName(as: name) }
        if let value { headers.append(Header(name, value)) }
    }

    /// - Parameter name: nil is the usual one.
    package mutating func setKeyHeader(_ name: String?) { keyHeader = name ?? Header.apiKeyName }

    /// The scheme everything is spoken in, and the server's base URL.
    func resolve() throws(Failure) -> (scheme: Scheme, base: String) {
        if scheme == nil, let environmentFailure { throw environmentFailure }
        try Header.checkValue(apiKey, field: "key")
        let server = try ServerAddress(domain)
        if let asked = scheme, let written = server.scheme, asked != written {
            throw .argument("domain", "has a scheme that contradicts the protocol")
        }
        let scheme = server.scheme ?? scheme ?? .http
        return (scheme, scheme.prefix + server.address)
    }
}
