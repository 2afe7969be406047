import NIOCore
import NIOHTTP1

/// The daemon inside one sandbox: what answers on its port 44772.
struct Execd: Sendable {
    private static let tokenVariable = "EXECD_ACCESS_TOKEN"
    private static let tailVariable = "EXECD_API_GRACE_SHUTDOWN"
    static let tokenHeader = "X-EXECD-ACCESS-TOKEN"

    let sandbox: Sandbox
    let processes: Processes
    let tail: Duration

    /// The sandbox's environment may set the tail, as it does for the real daemon.
    init(sandbox: Sandbox, processes: Processes, tail: Duration) {
        (self.sandbox, self.processes) = (sandbox, processes)
        self.tail = sandbox.environment[Self.tailVariable].flatMap(GoDuration.parse) ?? tail
    }

    /// What a client has to send along to be let in.
    static func accessHeaders(of sandbox: Sandbox) -> [String: String] {
        sandbox.environment[tokenVariable].map { $0.isEmpty ? [:] : [tokenHeader: $0] } ?? [:]
    }

    func handle(_ exchange: Exchange) async throws {
        exchange.gate = sandbox.gate
        try await sandbox.gate.pass()
        do {
            let segments = exchange.target.segments
            if segments.count >= 4, segments[0] == sandbox.id, case .execd = exchange.style {
                return try await forwardSigned(exchange, segments)
            }
            try authorise(exchange)
            try await route(exchange)
        } catch let error as ExecdError where exchange.progress == .unanswered {
            try await answer(exchange, error.status, error.body)
        } catch is Exchange.BodyTooLarge where exchange.progress == .unanswered {
            try await answer(exchange, .badRequest, ExecdError.invalidRequest("http: request body too large").body)
        }
    }

    /// A signed endpoint: sandbox, port, expiry, signature. It stands for the gateway that the local server has not.
    private func forwardSigned(_ exchange: Exchange, _ segments: [String]) async throws {
        guard let port = Int(segments[1]),
            sandbox.signedRoutes.isOpen(port: port, expires: segments[2], signature: segments[3])
        else { return try await answerText(exchange, .unauthorized, "the signed route is unknown or has expired") }
        if port == Sandbox.execdPort { try authorise(exchange) }
        try await forward(exchange, port: segments[1], prefix: 4)
    }

    private func authorise(_ exchange: Exchange) throws(ExecdError) {
        // The lifecycle server's proxy adds what the sandbox asks for by itself.
        if case .serverProxy = exchange.style { return }
        for (name, value) in Self.accessHeaders(of: sandbox) where exchange.head.headers[name].first != value {
            throw ExecdError.unauthorized
        }
    }

    private func route(_ exchange: Exchange) async throws {
        let segments = exchange.target.segments
        if segments.first == "proxy", segments.count >= 2 {
            return try await forward(exchange, port: segments[1], prefix: 2)
        }
        let route = Self.routes.first { $0.method == exchange.head.method && $0.pattern.matches(segments) }
        guard let route else { return try await answerText(exchange, .notFound, "404 page not found") }
        try await route.action(self, exchange, segments)
    }

    typealias Action = @Sendable (Execd, Exchange, [String]) async throws -> Void

    struct Route: Sendable {
        let method: HTTPMethod
        let pattern: RoutePattern
        let action: Action
    }

    private static let routes: [Route] = commandRoutes + sessionRoutes + metricRoutes + fileRoutes + [
        Route(method: .GET, pattern: "ping") { execd, exchange, _ in try await execd.answerEmpty(exchange) }
    ]

    /// execd passes on to any port of the sandbox, its own included.
    private func forward(_ exchange: Exchange, port: String, prefix: Int) async throws {
        exchange.target = exchange.target.dropping(segments: prefix)
        guard let port = Int(port), (1...65535).contains(port) else {
            return try await answerText(exchange, .badRequest, "Bad Request")
        }
        if port == Sandbox.execdPort {
            if case .execd = exchange.style { exchange.style = .execdBehindItself }
            return try await route(exchange)
        }
        if case .execd = exchange.style { exchange.style = .execdBehindItself }
        do {
            try await ReverseProxy(port: port, withheld: [Self.tokenHeader.lowercased()]).forward(exchange)
        } catch is ReverseProxy.Unreachable where exchange.progress == .unanswered {
            try await answerText(exchange, .badGateway, "Bad Gateway\n", ["X-Content-Type-Options": "nosniff"])
        }
    }

    func answerEmpty(_ exchange: Exchange) async throws {
        try await exchange.answer(.ok, ["Content-Length": "0"])
    }

    func answer(_ exchange: Exchange, _ status: HTTPResponseStatus, _ body: JSONValue) async throws {
        let bytes = JSONWriter.bytes(body, .go)
        try await exchange.answer(
            status, ["Content-Type": "application/json; charset=utf-8", "Content-Length": String(bytes.readableBytes)], bytes)
    }

    private func answerText(
        _ exchange: Exchange, _ status: HTTPResponseStatus, _ text: String, _ headers: HTTPHeaders = [:]
    ) async throws {
        var headers = headers
        headers.add(name: "Content-Type", value: headers.isEmpty ? "text/plain" : "text/plain; charset=utf-8")
        headers.add(name: "Content-Length", value: String(text.utf8.count))
        try await exchange.answer(status, headers, ByteBuffer(string: text))
    }
}
