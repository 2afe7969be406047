import NIOHTTP1

/// How the ports of a sandbox are reached: what the lifecycle server says of it, and its own proxy to them.
extension LifecycleServer {
    func endpoint(_ exchange: Exchange, _ id: String) async throws {
        let text = exchange.target.segments.last ?? ""
        let fields = FieldReader(.object([]), at: ["path"])
        let number = fields.number("port", text, Int64.min...Int64.max)
        try fields.check()
        guard let number, let port = Int(exactly: number), (1...65535).contains(port) else {
            throw ServiceError(.badRequest, "DOCKER::INVALID_PORT", "Port must be between 1 and 65535.")
        }
        let sandbox = try find(id)
        let isProxied = ["true", "1", "yes", "on"].contains(exchange.target.value("use_server_proxy")?.lowercased())
        let endpoint = isProxied ? proxyEndpoint(exchange, port) : try await sandbox.directEndpoint(of: port)
        let headers = isProxied || port == Sandbox.publishedPort ? [:] : Execd.accessHeaders(of: sandbox)
        try await answer(
            exchange, .ok,
            .object(["endpoint": .string(endpoint), "headers": headers.isEmpty ? nil : .strings(headers)]))
    }

    /// The way back to where the question came in.
    private func proxyEndpoint(_ exchange: Exchange, _ port: Int) -> String {
        let host = exchange.head.headers.first(name: "Host") ?? "127.0.0.1"
        let prefix = exchange.target.path.split(separator: "/").dropLast(2).joined(separator: "/")
        return "\(host)/\(prefix)/proxy/\(port)"
    }

    /// Needs no API key, like the real one's. `prefix` segments of the path are the proxy's own.
    func forward(_ exchange: Exchange, id: String, port text: String, prefix: Int) async throws {
        let sandbox = try find(id)
        guard let port = Int(text), (1...65535).contains(port) else {
            throw ServiceError(.badRequest, "DOCKER::INVALID_PORT", "Port must be between 1 and 65535.")
        }
        guard case .lifecycle(let requestID) = exchange.style else { return }
        exchange.target = exchange.target.dropping(segments: prefix)
        exchange.style = .serverProxy(requestID: requestID)
        if port == Sandbox.execdPort, sandbox.isRunning { return try await execd(sandbox).handle(exchange) }
        do {
            guard sandbox.isRunning else { throw ReverseProxy.Unreachable() }
            try await ReverseProxy(port: port, withheld: Self.withheldHeaders).forward(exchange)
        } catch is ReverseProxy.Unreachable where exchange.progress == .unanswered {
            exchange.style = .lifecycle(requestID: requestID)
            throw ServiceError(
                .badGateway, "BACKEND_CONNECTION_FAILED",
                "Could not connect to the backend sandbox 127.0.0.1:\(port): All connection attempts failed")
        }
    }

    private static let withheldHeaders: Set<String> = [
        "authorization", "cookie", "open-sandbox-api-key", "opensandbox-secure-access", "x-forwarded-for",
        "x-forwarded-host", "x-forwarded-proto",
    ]
}
