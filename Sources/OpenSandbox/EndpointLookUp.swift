import HTTP

extension Client {
    /// A port's endpoint, from memory, or from the server: of those who want it at the same time one asks.
    ///
    /// - Parameter mayRetry: False for who asks again anyhow.
    func endpoint(_ key: EndpointKey, _ limits: TimeLimits, _ cancel: CancelToken?, mayRetry: Bool = true) throws(Failure) -> Endpoint {
        let deadline = Deadline(after: limits.request)
        while true {
            switch endpoints.find(key) {
            case .known(let endpoint): return endpoint
            case .ask(let lookUp):
                let answer = ask(key, limits, cancel, mayRetry)
                endpoints.settle(key, lookUp, answer)
                return try answer.get()
            case .wait(let lookUp):
                guard let answer = endpoints.wait(for: lookUp, until: deadline, unless: cancel) else { throw Self.unanswered(cancel) }
                // What ended another's question need not end ours.
                if case .failure(let failure) = answer, failure.isOfItsCaller { continue }
                return try answer.get()
            }
        }
    }

    private func ask(_ key: EndpointKey, _ limits: TimeLimits, _ cancel: CancelToken?, _ mayRetry: Bool) -> Result<Endpoint, Failure> {
        var request = Endpoint.request(wire, key)
        request.mayRetry = mayRetry
        request.limits = limits
        do throws(Failure) {
            return .success(try Endpoint.from(try ask(request, "get endpoint", cancel), key, wire))
        } catch {
            return .failure(error)
        }
    }

    private static func unanswered(_ cancel: CancelToken?) -> Failure {
        switch cancel?.state ?? .idle {
        case .idle: Failure(.errTimeout, "get endpoint: no complete answer within the request timeout", isRetryable: true)
        case .triggered: Failure(.errCancelled, "get endpoint: cancelled")
        case .deadlinePassed: Failure(.errDeadline, "get endpoint: the cancel's deadline passed")
        }
    }
}

/// Somebody on the I/O thread who wants an endpoint: by a question of its own, or by the answer to another's. For that thread alone.
final class EndpointWait: @unchecked Sendable {
    typealias Completion = (Result<Endpoint, Failure>) -> Void

    private let daemon: DaemonAddress
    private let wire: Wire
    private let thread: IOThread
    private let limits: TimeLimits
    private var completion: Completion?
    private var call: UnaryExchange?

    fileprivate init(_ daemon: DaemonAddress, _ wire: Wire, _ thread: IOThread, _ deadline: Deadline, _ completion: @escaping Completion) {
        self.daemon = daemon
        self.wire = wire
        self.thread = thread
        limits = wire.config.limits.ending(by: deadline)
        self.completion = completion
    }

    /// Its completion hears of it, unless that has heard already.
    func cancel() {
        call?.cancel()
        finish(.failure(Failure(.errCancelled, "get endpoint: cancelled")))
    }

    /// The same, and nobody hears of it.
    func leave() {
        completion = nil
        call?.cancel()
    }

    fileprivate func start(_ loop: ExchangeLoop) {
        switch daemon.cache.find(daemon.key) {
        case .known(let endpoint): loop.after(0) { self.finish(.success(endpoint)) }
        case .ask(let lookUp): ask(lookUp, loop)
        case .wait(let lookUp):
            let thread = thread
            daemon.cache.whenDone(lookUp) { answer in _ = thread.post { self.heard(answer, $0) } }
            // The other may have all the time in the world.
            if let limit = limits.request {
                loop.after(limit) { self.finish(.failure(Failure(.errTimeout, "get endpoint: no complete answer within the request timeout"))) }
            }
        }
    }

    private func ask(_ lookUp: EndpointCache.LookUp?, _ loop: ExchangeLoop) {
        var request = Endpoint.request(wire, daemon.key)
        request.limits = limits
        let call = UnaryExchange(request, "get endpoint", wire, clock: wire.clock) { answer in
            self.call = nil
            let found = self.read(answer)
            self.daemon.cache.settle(self.daemon.key, lookUp, found)
            self.finish(found)
        }
        self.call = call
        call.begin(on: loop)
    }

    private func read(_ answer: Result<Answer, Failure>) -> Result<Endpoint, Failure> {
        do throws(Failure) {
            return .success(try Endpoint.from(try answer.get(), daemon.key, wire))
        } catch {
            return .failure(error)
        }
    }

    private func heard(_ answer: Result<Endpoint, Failure>, _ loop: ExchangeLoop) {
        guard completion != nil else { return }
        if case .failure(let failure) = answer, failure.isOfItsCaller { return start(loop) }
        finish(answer)
    }

    private func finish(_ found: Result<Endpoint, Failure>) {
        let completion = self.completion
        self.completion = nil
        completion?(found)
    }
}

extension ExchangeLoop {
    /// Finds out where a daemon is.
    func lookUp(
        _ daemon: DaemonAddress, _ wire: Wire, _ thread: IOThread, _ deadline: Deadline, _ completion: @escaping EndpointWait.Completion
    ) -> EndpointWait {
        let wait = EndpointWait(daemon, wire, thread, deadline, completion)
        wait.start(self)
        return wait
    }
}

extension Failure {
    /// It came of the caller's own limits, and says nothing to anybody else.
    var isOfItsCaller: Bool { status == .errCancelled || status == .errDeadline || status == .errTimeout }
}
