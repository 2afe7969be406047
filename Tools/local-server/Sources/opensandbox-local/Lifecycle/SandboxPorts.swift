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
        let expires = exchange.target.value("expires")
        if isProxied && expires != nil {
            throw ServiceError.invalidParameter(
                "use_server_proxy cannot be combined with expires; signed endpoints require the gateway route.")
        }
        let endpoint: String
        if let instant = expires.flatMap({ Self.unixSeconds($0) }) {
            endpoint = try signedEndpoint(sandbox, port, instant)
        } else {
            endpoint = isProxied ? proxyEndpoint(exchange, port) : try await sandbox.directEndpoint(of: port)
        }
        var headers = isProxied || port == Sandbox.publishedPort ? [:] : Execd.accessHeaders(of: sandbox)
        headers[Self.secureAccessHeader] = sandbox.secureAccessToken
        try await answer(
            exchange, .ok,
            .object(["endpoint": .string(endpoint), "headers": headers.isEmpty ? nil : .strings(headers)]))
    }

    private static let secureAccessHeader = "OpenSandbox-Secure-Access"

    /// Anything else than a decimal number counts as left out.
    private static func unixSeconds(_ text: String) -> UInt64? {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? UInt64(text) : nil
    }

    /// In the form that gateways route by path: sandbox, port, expiry in base 36, signature.
    private func signedEndpoint(_ sandbox: Sandbox, _ port: Int, _ expires: UInt64) throws(ServiceError) -> String {
        guard let signature = sandbox.signedRoutes.add(port: port, expiresAt: expires) else {
            throw .invalidParameter("Too many signed endpoints.")
        }
        return "127.0.0.1:\(sandbox.execdHostPort)/\(sandbox.id)/\(port)/\(String(expires, radix: 36))/\(signature)"
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
        if let token = sandbox.secureAccessToken, exchange.head.headers.first(name: Self.secureAccessHeader) != token {
            throw ServiceError(
                .unauthorized, "MISSING_OR_INVALID_SECURE_ACCESS",
                "This sandbox requires the \(Self.secureAccessHeader) header for access.")
        }
        guard case .lifecycle(let requestID) = exchange.style else { return }
        exchange.target = exchange.target.dropping(segments: prefix)
        exchange.style = .serverProxy(requestID: requestID)
        do {
            if port == Sandbox.execdPort, sandbox.isRunning { return try await execd(sandbox).handle(exchange) }
            guard sandbox.isRunning else { throw ReverseProxy.Unreachable() }
            try await ReverseProxy(port: port, withheld: Self.withheldHeaders).forward(exchange)
        } catch let error where exchange.progress == .unanswered && (error is ReverseProxy.Unreachable || error is SandboxGone) {
            exchange.gate = nil
            exchange.style = .lifecycle(requestID: requestID)
            throw Self.unreachable(port)
        }
    }

    private static func unreachable(_ port: Int) -> ServiceError {
        ServiceError(
            .badGateway, "BACKEND_CONNECTION_FAILED",
            "Could not connect to the backend sandbox 127.0.0.1:\(port): All connection attempts failed")
    }

    /// The policy is the business of a process beside the sandbox, which there is none of here.
    func refuseNetworkPolicy(_ exchange: Exchange, _ id: String) throws {
        _ = try find(id)
        throw Self.unreachable(18080)
    }

    private static let withheldHeaders: Set<String> = [
        "authorization", "cookie", "open-sandbox-api-key", "opensandbox-secure-access", "x-forwarded-for",
        "x-forwarded-host", "x-forwarded-proto",
    ]
}
