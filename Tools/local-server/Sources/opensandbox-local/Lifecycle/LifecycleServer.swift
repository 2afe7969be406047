import NIOCore
import NIOHTTP1

/// The lifecycle API, and the proxy through which sandboxes are reached by way of it.
struct LifecycleServer: Sendable {
    private static let keyHeader = "OPEN-SANDBOX-API-KEY"
    private static let version = "1.1.1"

    let registry: SandboxRegistry
    let apiKey: String?
    let hostPaths: [String]
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
        Route(method: .PATCH, pattern: "sandboxes/*/metadata") { try await $0.patchMetadata($1, $2) },
        Route(method: .POST, pattern: "sandboxes/*/pause") { try await $0.pause($1, $2) },
        Route(method: .POST, pattern: "sandboxes/*/resume") { try await $0.resume($1, $2) },
        Route(method: .GET, pattern: "sandboxes/*/endpoints/*") { try await $0.endpoint($1, $2) },
    ]

    /// Those that the real server answers in the same way: it needs another runtime, or something beside the sandbox.
    private static let refusedRoutes: [Route] =
        [HTTPMethod.GET, .PUT, .PATCH, .DELETE].map { method in
            Route(method: method, pattern: "sandboxes/*/networkpolicy") { try $0.refuseNetworkPolicy($1, $2) }
        }
        + refused("pools", [.GET, .POST], .poolsNotSupported)
        + refused("pools/*", [.GET, .PUT, .DELETE], .poolsNotSupported)
        + refused("templates", [.GET, .POST], .templatesNotSupported)
        + refused("templates/*", [.GET, .DELETE], .templatesNotSupported)
        + refused("snapshots", [.GET], .snapshotsNotSupported)
        + refused("snapshots/*", [.GET, .DELETE], .snapshotsNotSupported)
        + refused("sandboxes/*/snapshots", [.POST], .snapshotsNotSupported)

    private static func refused(_ pattern: RoutePattern, _ methods: [HTTPMethod], _ error: ServiceError) -> [Route] {
        methods.map { Route(method: $0, pattern: pattern) { _, _, _ in throw error } }
    }

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

        let candidates = Self.routes + Self.refusedRoutes + (isVersioned ? Self.versionedRoutes : Self.rootRoutes)
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
        let request = try CreateRequest(try await jsonBody(exchange), hostPaths: hostPaths)
        let sandbox: Sandbox
        do {
            sandbox = try await registry.create(request)
        } catch let failure as ContainerFailure {
            throw ServiceError(
                .internalServerError, "DOCKER::SANDBOX_START_FAILED",
                "Failed to create or start container: \(failure.text)")
        } catch is SandboxRegistry.Full {
            let error = ServiceError(
                .tooManyRequests, "KUBERNETES::POOL_CAPACITY_EXHAUSTED", "As many sandboxes run as this server was told to allow.")
            return try await answer(exchange, error.status, error.body, ["retry-after": "1"])
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

    private func pause(_ exchange: Exchange, _ id: String) async throws {
        guard try await find(id).pause() else {
            throw ServiceError(.conflict, "DOCKER::SANDBOX_NOT_RUNNING", "Sandbox is not in a running state.")
        }
        try await exchange.answer(.accepted, ["content-length": "0"])
    }

    private func resume(_ exchange: Exchange, _ id: String) async throws {
        guard try await find(id).resume() else {
            throw ServiceError(.conflict, "DOCKER::SANDBOX_NOT_PAUSED", "Sandbox is not in a paused state.")
        }
        try await exchange.answer(.accepted, ["content-length": "0"])
    }

    private func patchMetadata(_ exchange: Exchange, _ id: String) async throws {
        let body = try await jsonBody(exchange)
        guard let members = body.members else {
            throw ValidationError(issues: [
                .init(type: "dict_type", location: ["body"], message: "Input should be a valid dictionary", input: body)
            ])
        }
        let fields = FieldReader(body, at: ["body"])
        var patch: [String: String?] = [:]
        for member in members { patch[member.key] = .some(fields.string(member.key)) }
        try fields.check()
        let sandbox = try find(id)
        if let reserved = members.first(where: { Labels.isReserved($0.key) }) {
            throw ServiceError(
                .badRequest, "INVALID_METADATA_LABEL", "Metadata key '\(reserved.key)' is reserved (opensandbox.io/ prefix).")
        }
        try Labels.check(patch.compactMapValues { $0 })
        sandbox.patchMetadata(patch)
        try await answer(exchange, .ok, SandboxView(sandbox: sandbox).whole)
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
