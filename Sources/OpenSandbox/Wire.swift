import HTTP

/// What a client sends and to whom: everything about its requests but the connections they go over. A value, so that work on the I/O
/// thread needs to hold no client, whose end waits for that thread.
struct Wire: Sendable {
    let config: ClientConfig
    let scheme: Scheme
    /// Without a trailing slash.
    let base: String
    /// Shared by all copies.
    let clock = ServerClock()

    /// A request to the lifecycle server, with the key.
    func serverRequest(_ method: Method, _ path: String, body: [UInt8]? = nil) -> Request {
        Request(method, base + "/v1" + path, headers: withKey(commonHeaders(contentType(body))), body: body, limits: config.limits)
    }

    /// The same to what stands beside the versions of the interface: /health, /version.
    func rootRequest(_ path: String) -> Request {
        Request(.get, base + path, headers: withKey(commonHeaders(nil)), limits: config.limits)
    }

    /// A request to an endpoint of a sandbox. The key goes along only through the server's proxy: a sandbox must never see it.
    func endpointRequest(_ endpoint: Endpoint, _ method: Method, _ path: String, body: [UInt8]? = nil) -> Request {
        endpointRequest(endpoint, method, path, commonHeaders(contentType(body)), body: body)
    }

    /// The same with headers of the host's own, which take the place of the config's.
    func endpointRequest(
        _ endpoint: Endpoint, _ method: Method, _ path: String, own: [Header], contentType: String?, body: [UInt8]?
    ) -> Request {
        endpointRequest(endpoint, method, path, commonHeaders(contentType).without(own) + own, body: body)
    }

    private func endpointRequest(_ endpoint: Endpoint, _ method: Method, _ path: String, _ own: [Header], body: [UInt8]?) -> Request {
        var headers: [Header] = own.without(endpoint.headers)
        headers += endpoint.headers
        if config.skipsAccessRenewal { headers = headers.without([Header.accessRenewal]) + [Header.accessRenewal] }
        if endpoint.isThroughServer { headers = withKey(headers) }
        return Request(method, endpoint.url + path, headers: headers, body: body, limits: config.limits)
    }

    private func withKey(_ headers: [Header]) -> [Header] {
        guard !config.apiKey.isEmpty else { return headers }
        let key = Header(config.keyHeader, config.apiKey)
        return headers.without([key]) + [key]
    }

    private func contentType(_ body: [UInt8]?) -> String? { body == nil ? nil : "application/json" }

    private func commonHeaders(_ contentType: String?) -> [Header] {
        var headers: [Header] = [Header("User-Agent", config.userAgent)].without(config.headers)
        headers += config.headers
        if let contentType { headers.append(Header("Content-Type", contentType)) }
        return headers
    }

    func log(_ level: LogLevel, _ message: String) {
        if let log = config.log, level.rawValue <= log.level.rawValue { log(level, message) }
    }

    var logsRequests: Bool { config.log?.level == .debug || config.debug }
}

extension [Header] {
    /// Those that none of the others is in the place of.
    fileprivate func without(_ others: [Header]) -> [Header] {
        var kept: [Header] = []
        for header in self {
            var isReplaced = false
            for other in others where other.name.isSameFieldName(as: header.name) { isReplaced = true }
            if !isReplaced { kept.append(header) }
        }
        return kept
    }
}
