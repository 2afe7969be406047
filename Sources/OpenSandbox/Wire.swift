import HTTP

/// What a client sends and to whom: everything about its requests but the connections they go over. A value, so that work on the I/O
/// thread needs to hold no client, whose end waits for that thread.
struct Wire: Sendable {
    let config: ClientConfig
    let scheme: Scheme
    /// Without a trailing slash.
    let base: String

    /// A request to the lifecycle server, with the key.
    func serverRequest(_ method: Method, _ path: String, body: [UInt8]? = nil) -> Request {
        var headers = commonHeaders(body)
        if !config.apiKey.isEmpty { headers.append(Header(Header.apiKeyName, config.apiKey)) }
        return Request(method, base + "/v1" + path, headers: headers, body: body, limits: config.limits)
    }

    /// A request to an endpoint of a sandbox. The key goes along only through the server's proxy: a sandbox must never see it.
    func endpointRequest(_ endpoint: Endpoint, _ method: Method, _ path: String, body: [UInt8]? = nil) -> Request {
        var headers = commonHeaders(body).filter { mine in
            for theirs in endpoint.headers where theirs.name.isSameFieldName(as: mine.name) { return false }
            return true
        }
        headers += endpoint.headers
        if endpoint.isThroughServer, !config.apiKey.isEmpty { headers.append(Header(Header.apiKeyName, config.apiKey)) }
        return Request(method, endpoint.url + path, headers: headers, body: body, limits: config.limits)
    }

    private func commonHeaders(_ body: [UInt8]?) -> [Header] {
        let namesAgent = config.headers.contains { $0.name.isSameFieldName(as: "User-Agent") }
        var headers: [Header] = namesAgent ? [] : [Header("User-Agent", config.userAgent)]
        headers += config.headers
        if body != nil { headers.append(Header("Content-Type", "application/json")) }
        return headers
    }

    func log(_ level: LogLevel, _ message: String) {
        if let log = config.log, level.rawValue <= log.level.rawValue { log(level, message) }
    }

    var logsRequests: Bool { config.log?.level == .debug || config.debug }
}
