import CSystem
import HTTP
import JSON

// What the lifecycle server does, to sandboxes by their ids and of itself.

extension Client {
    /// A unary call to the server, whose clock is read by the way.
    func ask(
        _ method: Method, _ path: String, body: [UInt8]? = nil, _ operation: StaticString, _ cancel: CancelToken?, limits: TimeLimits? = nil
    ) throws(Failure) -> Answer {
        var request = wire.serverRequest(method, path, body: body)
        request.limits = limits ?? request.limits
        return try ask(request, operation, cancel)
    }

    func ask(_ request: Request, _ operation: StaticString, _ cancel: CancelToken?) throws(Failure) -> Answer {
        try call(request, operation, cancel, clock: wire.clock)
    }

    // MARK: Sandboxes

    /// - Parameter mayRetry: False for who asks again anyhow.
    package func info(_ id: Text, _ cancel: CancelToken?, limits: TimeLimits? = nil, mayRetry: Bool = true) throws(Failure) -> SandboxInfo {
        var request = wire.serverRequest(.get, Sandbox.path(id))
        request.limits = limits ?? request.limits
        request.mayRetry = mayRetry
        let answer = try ask(request, "get sandbox", cancel)
        return try SandboxInfo(try answer.document("get sandbox"), answer, "get sandbox")
    }

    package func pause(_ id: Text, _ cancel: CancelToken?) throws(Failure) {
        defer { endpoints.forget(id) }
        _ = try ask(.post, Sandbox.path(id) + "/pause", "pause sandbox", cancel)
    }

    package func resume(_ id: Text, _ cancel: CancelToken?) throws(Failure) {
        // It may come up somewhere else.
        defer { endpoints.forget(id) }
        _ = try ask(.post, Sandbox.path(id) + "/resume", "resume sandbox", cancel)
    }

    package func kill(_ id: Text, _ cancel: CancelToken?) throws(Failure) {
        defer { endpoints.forget(id) }
        _ = try ask(.delete, Sandbox.path(id), "kill sandbox", cancel)
    }

    package func patch(_ id: Text, _ patch: MetadataPatch, _ cancel: CancelToken?) throws(Failure) -> SandboxInfo {
        let answer = try ask(.patch, Sandbox.path(id) + "/metadata", body: try patch.body(), "patch metadata", cancel)
        return try SandboxInfo(try answer.document("patch metadata"), answer, "patch metadata")
    }

    /// Moves the end of a sandbox to so many milliseconds from now, and tells when that is.
    package func renew(_ id: Text, for lifetime: Int64, _ cancel: CancelToken?) throws(Failure) -> Int64 {
        // Nothing heard from the server yet: any answer tells its time.
        if wire.clock.now == nil { _ = try info(id, cancel) }
        let now = wire.clock.now ?? csystem_calendar_milliseconds()
        do throws(Failure) {
            return try renew(id, until: now &+ lifetime, cancel)
        } catch {
            // The refusal has set the clock right, if it was wrong.
            guard Expiry.isRefused(error), let then = wire.clock.now, Expiry.differs(now, then) else { throw error }
            return try renew(id, until: then &+ lifetime, cancel)
        }
    }

    private func renew(_ id: Text, until instant: Int64, _ cancel: CancelToken?) throws(Failure) -> Int64 {
        try Expiry.from(try ask(Expiry.request(wire, id, instant), "renew sandbox", cancel))
    }

    package func list(_ filter: SandboxFilter, _ cancel: CancelToken?) throws(Failure) -> SandboxPage {
        try SandboxPage(try ask(.get, "/sandboxes" + filter.query, "list sandboxes", cancel), most: wire.config.mostOf.page)
    }

    // MARK: The server itself

    package func serverIsHealthy(_ cancel: CancelToken?) throws(Failure) -> Bool {
        let answer: Answer
        do throws(Failure) { answer = try ask(wire.rootRequest("/health"), "get health", cancel) } catch {
            if error.httpStatus == 503 { return false }
            throw error
        }
        return try answer.document("get health")["status"]?.string?.isExactly("healthy") ?? false
    }

    package func serverInfo(_ cancel: CancelToken?) throws(Failure) -> ServerInfo {
        do throws(Failure) {
            return try ServerInfo(try ask(wire.rootRequest("/version"), "get version", cancel))
        } catch {
            // Servers older than the route have no such thing.
            throw error.status == .errNotFound ? error.with(status: .errUnsupported) : error
        }
    }
}

/// What a server says of itself.
package struct ServerInfo {
    package let version: Text

    init(_ answer: Answer) throws(Failure) {
        guard let version = try answer.document("get version")["version"]?.string else {
            throw Failure(.errProtocol, "get version: the answer has no version", httpStatus: answer.head.status, field: "version", raw: answer.body)
        }
        self.version = Text(version)
    }
}

/// The end of a sandbox, moved: POST /sandboxes/{id}/renew-expiration.
enum Expiry {
    static func request(_ wire: Wire, _ id: Text, _ instant: Int64) -> Request {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("expiresAt", Instant.text(instant))
        writer.endObject()
        return wire.serverRequest(.post, Sandbox.path(id) + "/renew-expiration", body: writer.bytes)
    }

    static func from(_ answer: Answer) throws(Failure) -> Int64 {
        guard let instant = try answer.document("renew sandbox")["expiresAt"]?.string.flatMap(Instant.milliseconds) else {
            throw Failure(
                .errProtocol, "renew sandbox: the answer does not say when it ends", httpStatus: answer.head.status,
                requestID: answer.head["x-request-id"], field: "expiresAt", raw: answer.body)
        }
        return instant
    }

    /// The server found the new end in the past.
    static func isRefused(_ failure: Failure) -> Bool {
        failure.httpStatus == 400 && failure.code?.holds("INVALID_EXPIRATION") == true
    }

    /// Whether two readings of the server's clock, taken at nearly the same moment, are not of the same clock.
    static func differs(_ one: Int64, _ other: Int64) -> Bool { (one &- other).magnitude > 5_000 }
}
