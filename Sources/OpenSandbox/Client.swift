import HTTP
import JSON

/// A server and the connections to it, shared by everything made from it.
package final class Client: @unchecked Sendable {
    let config: ClientConfig
    let scheme: Scheme
    /// Without a trailing slash.
    private let base: String
    private let engine: Engine
    private let closesEngine: Bool
    /// The largest answer of a unary call that is taken.
    private static let largestBody = 16 << 20

    private init(_ config: ClientConfig, scheme: Scheme, base: String, engine: Engine, closesEngine: Bool = true) {
        self.config = config
        self.scheme = scheme
        self.base = base
        self.engine = engine
        self.closesEngine = closesEngine
    }

    /// No initialiser, because Embedded Swift never gives back the memory of an object whose initialiser throws.
    package static func make(_ config: ClientConfig) throws(Failure) -> Client {
        let (scheme, base) = try config.resolve()
        var settings = ConnectionSettings()
        settings.caFile = config.caFile
        guard let engine = Engine.make(settings) else { throw Failure(.errResources, "libcurl could not be set up") }
        return Client(config, scheme: scheme, base: base, engine: engine)
    }

    deinit {
        if closesEngine { engine.close() }
    }

    // MARK: Requests

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
        var headers = [Header("User-Agent", config.userAgent)]
        for header in config.headers {
            if header.name.isSameFieldName(as: "User-Agent") { headers.removeFirst() }
            headers.append(header)
        }
        if body != nil { headers.append(Header("Content-Type", "application/json")) }
        return headers
    }

    // MARK: Calls

    struct Answer {
        let head: ResponseHead
        let body: [UInt8]
    }

    /// A unary call: its answer when the status is a success, a failure otherwise.
    func call(_ request: Request, _ operation: StaticString, _ cancel: CancelToken?) throws(Failure) -> Answer {
        let collector = BodyCollector(limit: Self.largestBody)
        let end = perform(request, collector, cancel)
        if collector.isTooLarge { throw Failure(.errTooLarge, "\(String(operation)): the answer is larger than 16 MiB") }
        if case .failed(let failure) = end { throw Failure(failure, operation, request.method) }
        guard let head = collector.head else { throw .protocolError("\(String(operation)): no answer", raw: []) }
        guard (200...299).contains(head.status) else { throw ServerError(collector.body).failure(operation, head, collector.body) }
        return Answer(head: head, body: collector.body)
    }

    /// A unary call whose answer is a JSON document.
    func callForDocument(_ request: Request, _ operation: StaticString, _ cancel: CancelToken?) throws(Failure) -> (JSONValue, Answer) {
        let answer = try call(request, operation, cancel)
        do throws(JSONError) {
            return (try JSONValue.parse(answer.body), answer)
        } catch {
            throw Failure(
                .errProtocol, "\(String(operation)): the answer is not JSON: \(error.text)", httpStatus: answer.head.status,
                requestID: answer.head["x-request-id"], raw: answer.body)
        }
    }

    /// Any exchange, logged.
    func perform(_ request: Request, _ consumer: any ResponseConsumer, _ cancel: CancelToken?) -> TransferEnd {
        guard config.log?.level == .debug || config.debug else { return engine.perform(request, consumer, cancel: cancel) }
        let started = monotonicMilliseconds()
        let watched = LoggedConsumer(consumer)
        let end = engine.perform(request, watched, cancel: cancel)
        var line = "\(String(request.method.name)) \(request.url)"
        if let head = watched.head {
            line += " \(head.status)"
            if let id = head["x-request-id"] { line += " request-id \(id)" }
        }
        if case .failed(let failure) = end { line += " failed: \(failure.message)" }
        config.log?(.debug, line + " \(monotonicMilliseconds() &- started) ms")
        return end
    }

    func log(_ level: LogLevel, _ message: String) {
        if let log = config.log, level.rawValue <= log.level.rawValue { log(level, message) }
    }

    /// Deletes a sandbox behind the caller's back; the outcome is in what is returned.
    func deleteLater(_ id: Text) -> Cleanup {
        let cleanup = Cleanup()
        // A deputy, because a client that its own chores hold might end on their thread, which its end waits for.
        let deputy = Client(config, scheme: scheme, base: base, engine: engine, closesEngine: false)
        let accepted = engine.leave { deputy.delete(id, cleanup) }
        if !accepted {
            log(.error, "sandbox \(id.string) was left behind: no thread could be started to delete it")
            cleanup.finish(.cleanupFailed)
        }
        return cleanup
    }

    private func delete(_ id: Text, _ cleanup: Cleanup) {
        var request = serverRequest(.delete, Sandbox.path(id))
        request.limits.request = 30_000
        do throws(Failure) {
            _ = try call(request, "delete sandbox", nil)
            cleanup.finish(.cleanupDone)
        } catch {
            let isGone = error.status == .errNotFound
            if !isGone { log(.error, "sandbox \(id.string) was left behind: \(error.message)") }
            cleanup.finish(isGone ? .cleanupDone : .cleanupFailed)
        }
    }
}

/// Remembers the head of an answer that goes to somebody else.
private final class LoggedConsumer: ResponseConsumer {
    private let consumer: any ResponseConsumer
    private(set) var head: ResponseHead?

    init(_ consumer: any ResponseConsumer) { self.consumer = consumer }

    func begin(_ head: ResponseHead) -> Flow {
        self.head = head
        return consumer.begin(head)
    }

    func consume(_ bytes: UnsafeBufferPointer<UInt8>) -> Flow { consumer.consume(bytes) }
}
