import HTTP
import JSON

/// A server and the connections to it, shared by everything made from it.
package final class Client: @unchecked Sendable {
    let wire: Wire
    let endpoints: EndpointCache
    private let engine: Engine

    private init(_ wire: Wire, _ engine: Engine) {
        self.wire = wire
        endpoints = EndpointCache(capacity: wire.config.mostEndpoints, lifetime: wire.config.endpointLifetime)
        self.engine = engine
    }

    /// No initialiser, because Embedded Swift never gives back the memory of an object whose initialiser throws.
    package static func make(_ config: ClientConfig) throws(Failure) -> Client {
        let (scheme, base) = try config.resolve()
        guard let engine = Engine.make(config.connection) else { throw Failure(.errResources, "libcurl could not be set up") }
        return Client(Wire(config: config, scheme: scheme, base: base), engine)
    }

    deinit { engine.close() }

    // MARK: Blocking calls

    /// A unary call: its answer when the status is a success, a failure otherwise. Tried again where that is safe.
    ///
    /// - Parameters:
    ///   - clock: Learns the time from the answers, where they are the server's.
    ///   - countsAs: What the host is told that it may do again: the request's method, unless that says too little.
    func call(
        _ request: Request, _ operation: StaticString, _ cancel: CancelToken?, clock: ServerClock? = nil, countsAs: Method? = nil
    ) throws(Failure) -> Answer {
        var tries = Tries(request, operation, wire.config)
        while true {
            let collector = BodyCollector(limit: wire.config.mostOf.body)
            let end = perform(tries.next, collector, cancel)
            clock?.note(collector.head)
            do throws(Failure) {
                return try Answer.of(collector, end, operation, countsAs ?? request.method)
            } catch {
                try again(&tries, after: error, end, collector.head, cancel)
            }
        }
    }

    /// Waits for the next try; throws the failure where there is none.
    func again(
        _ tries: inout Tries, after failure: Failure, _ end: TransferEnd, _ head: ResponseHead?, _ cancel: CancelToken?
    ) throws(Failure) {
        guard let retry = try tries.again(after: failure, end, head, until: cancel?.deadline ?? .never) else { return }
        wire.config.retry.onRetry?(retry)
        CancelToken.sleep(milliseconds: retry.pause, unless: cancel)
        if cancel?.state ?? .idle == .triggered { throw Failure(.errCancelled, "\(String(retry.operation)): cancelled") }
    }

    /// A unary call whose answer is a JSON document.
    func callForDocument(_ request: Request, _ operation: StaticString, _ cancel: CancelToken?) throws(Failure) -> (JSONValue, Answer) {
        let answer = try call(request, operation, cancel)
        return (try answer.document(operation), answer)
    }

    /// Any exchange, logged.
    func perform(_ request: Request, _ consumer: any ResponseConsumer, _ cancel: CancelToken?) -> TransferEnd {
        guard wire.logsRequests else { return engine.perform(request, consumer, cancel: cancel) }
        let logged = LoggedExchange(request, wire, consumer: consumer)
        let end = engine.perform(request, logged, cancel: cancel)
        logged.log(end)
        return end
    }

    // MARK: Work on the I/O thread

    /// Has something begun on the I/O thread.
    func begin(_ task: @escaping IOThread.Task) throws(Failure) {
        guard engine.thread.post(task) else { throw Failure(.errResources, "the I/O thread could not be started") }
    }

    /// The thread, for what keeps giving it tasks and must not keep the client alive.
    var thread: IOThread { engine.thread }

    /// Deletes a sandbox behind the caller's back; the outcome is in what is returned.
    func deleteLater(_ id: Text) -> Cleanup {
        let cleanup = Cleanup()
        let wire = wire
        var request = wire.serverRequest(.delete, Sandbox.path(id))
        request.limits.request = 30_000
        let deletion = request
        let accepted = engine.thread.post { loop in
            let call = UnaryExchange(deletion, "delete sandbox", wire, isOwed: true) { answer in
                switch answer {
                case .success: cleanup.finish(.cleanupDone)
                case .failure(let failure):
                    let isGone = failure.status == .errNotFound
                    if !isGone { wire.log(.error, "sandbox \(id.string) was left behind: \(failure.message)") }
                    cleanup.finish(isGone ? .cleanupDone : .cleanupFailed)
                }
            }
            call.begin(on: loop)
        }
        if !accepted {
            wire.log(.error, "sandbox \(id.string) was left behind: no thread could be started to delete it")
            cleanup.finish(.cleanupFailed)
        }
        return cleanup
    }
}
