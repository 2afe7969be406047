import NIOCore
import NIOHTTP1

/// The lifecycle API, and the proxy through which sandboxes are reached by way of it.
struct LifecycleServer: Sendable {
    private static let keyHeader = "OPEN-SANDBOX-API-KEY"
    private static let version = "1.1.1"

    let registry: SandboxRegistry
    let apiKey: String?
    let execd: @Sendable (Sandbox) -> Execd

    /// Echoes the client's request id, or makes one.
    static func style(for head: HTTPRequestHead) -> ResponseStyle {
        let sent = head.headers.first(name: "X-Request-ID") ?? ""
        return .lifecycle(requestID: sent.isBlank ? Identifier.hex() : sent)
    }

    func handle(_ exchange: Exchange) async throws {
        do {
            try await route(exchange)
        } catch let error as ServiceError where exchange.progress == .unanswered {
            try await answer(exchange, error.status, error.body)
        } catch let error as ValidationError where exchange.progress == .unanswered {
            try await answer(exchange, .unprocessableEntity, error.body)
        } catch is Exchange.BodyTooLarge where exchange.progress == .unanswered {
            try await answer(exchange, .payloadTooLarge, .object(["detail": "Request body too large"]))
        }
    }

    // MARK: Routes

    private typealias Action = @Sendable (LifecycleServer, Exchange, String) async throws -> Void

    private struct Route: Sendable {
        let method: HTTPMethod
        let pattern: RoutePattern
        let action: Action
    }

    private static let routes: [Route] = [
        Route(method: .POST, pattern: "sandboxes") { server, exchange, _ in try await server.create(exchange) },
        Route(method: .GET, pattern: "sandboxes") { server, exchange, _ in try await server.list(exchange) },
        Route(method: .GET, pattern: "sandboxes/*") { try await $0.show($1, $2) },
        Route(method: .DELETE, pattern: "sandboxes/*") { try await $0.delete($1, $2) },
        Route(method: .POST, pattern: "sandboxes/*/renew-expiration") { try await $0.renew($1, $2) },
        Route(method: .GET, pattern: "sandboxes/*/endpoints/*") { try await $0.endpoint($1, $2) },
    ]

    /// Those that are not mounted under both "/" and "/v1".
    private static let rootRoutes: [Route] = [
        Route(method: .GET, pattern: "health") { server, exchange, _ in
            try await server.answer(exchange, .ok, .object(["status": "healthy"]))
        },
        Route(method: .GET, pattern: "version") { server, exchange, _ in
            try await server.answer(exchange, .ok, .object(["version": .string(version)]))
        },
    ]
    private static let versionedRoutes: [Route] = [
        Route(method: .POST, pattern: "metrics/events") { server, exchange, _ in
            // The official clients' telemetry: taken and forgotten.
            _ = try await exchange.body()
            try await exchange.answer(.noContent)
        }
    ]

    private func route(_ exchange: Exchange) async throws {
        var segments = exchange.target.segments
        let isVersioned = segments.first == "v1"
        if isVersioned { segments.removeFirst() }
        if segments.count >= 4, segments[0] == "sandboxes", segments[2] == "proxy", segments[3].allSatisfy(\.isNumber) {
            return try await forward(exchange, id: segments[1], port: segments[3], prefix: isVersioned ? 5 : 4)
        }
        let isOpen = !isVersioned && ["health", "version"].contains(segments.first)
        if !isOpen { try authorise(exchange) }

        let candidates = Self.routes + (isVersioned ? Self.versionedRoutes : Self.rootRoutes)
        let matching = candidates.filter { $0.pattern.matches(segments) }
        guard let first = matching.first else {
            return try await answer(exchange, .notFound, .object(["detail": "Not Found"]))
        }
        guard let route = matching.first(where: { $0.method == exchange.head.method }) else {
            return try await answer(
                exchange, .methodNotAllowed, .object(["detail": "Method Not Allowed"]), ["allow": first.method.rawValue])
        }
        try await route.action(self, exchange, segments.count > 1 ? segments[1] : "")
    }

    private func authorise(_ exchange: Exchange) throws {
        guard let apiKey else { return }
        let sent = exchange.head.headers.first(name: Self.keyHeader) ?? ""
        if sent.isEmpty {
            throw ServiceError(
                .unauthorized, "MISSING_API_KEY",
                "Authentication credentials are missing. Provide API key via \(Self.keyHeader) header.")
        }
        if sent != apiKey {
            throw ServiceError(
                .unauthorized, "INVALID_API_KEY",
                "Authentication credentials are invalid. Check your API key and try again.")
        }
    }

    func find(_ id: String) throws -> Sandbox {
        guard let sandbox = registry.find(id) else { throw ServiceError.sandboxNotFound(id) }
        return sandbox
    }

    // MARK: Sandboxes

    private func create(_ exchange: Exchange) async throws {
        let request = try CreateRequest(try await jsonBody(exchange))
        let sandbox: Sandbox
        do throws(ContainerFailure) {
            sandbox = try await registry.create(request)
        } catch {
            throw ServiceError(
                .internalServerError, "DOCKER::SANDBOX_START_FAILED",
                "Failed to create or start container: \(error.text)")
        }
        try await answer(exchange, .accepted, SandboxView(sandbox: sandbox).created)
    }

    private func list(_ exchange: Exchange) async throws {
        let list = try SandboxList(exchange.target)
        try await answer(exchange, .ok, list.answer(registry.all))
    }

    private func show(_ exchange: Exchange, _ id: String) async throws {
        try await answer(exchange, .ok, SandboxView(sandbox: try find(id)).whole)
    }

    private func delete(_ exchange: Exchange, _ id: String) async throws {
        await registry.remove(try find(id))
        try await exchange.answer(.noContent)
    }

    private func renew(_ exchange: Exchange, _ id: String) async throws {
        let body = try await jsonBody(exchange)
        let fields = FieldReader(body, at: ["body"])
        let text = fields.string("expiresAt", required: true)
        let expiresAt = text.flatMap { Timestamp($0) }
        if let text, expiresAt == nil {
            fields.note(
                "datetime_from_date_parsing", ["expiresAt"], "Input should be a valid datetime or date", .string(text))
        }
        try fields.check()
        let sandbox = try find(id)
        guard let expiresAt, expiresAt > .now else {
            throw ServiceError(.badRequest, "DOCKER::INVALID_EXPIRATION", "New expiration time must be in the future.")
        }
        guard sandbox.expiresAt != nil else {
            throw ServiceError(
                .conflict, "DOCKER::INVALID_EXPIRATION", "Sandbox \(id) does not have automatic expiration enabled.")
        }
        registry.renew(sandbox, until: expiresAt)
        try await answer(exchange, .ok, .object(["expiresAt": .string(expiresAt.text)]))
    }

    // MARK: Bodies

    private func jsonBody(_ exchange: Exchange) async throws -> JSONValue {
        let body = try await exchange.body()
        guard body.readableBytes > 0 else { throw ValidationError.missingBody }
        do throws(JSONError) {
            return try JSONParser.parse(body.readableBytesView)
        } catch {
            throw ValidationError.malformed(error)
        }
    }

    func answer(
        _ exchange: Exchange, _ status: HTTPResponseStatus, _ body: JSONValue, _ headers: HTTPHeaders = [:]
    ) async throws {
        let bytes = JSONWriter.bytes(body, .python)
        var headers = headers
        headers.add(name: "content-length", value: String(bytes.readableBytes))
        headers.add(name: "content-type", value: "application/json")
        try await exchange.answer(status, headers, bytes)
    }
}
