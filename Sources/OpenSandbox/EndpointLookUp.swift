import HTTP

extension Client {
    /// A port's endpoint, from memory, or from the server: of those who want it at the same time one asks.
    func endpoint(_ key: EndpointKey, _ limits: TimeLimits, _ cancel: CancelToken?) throws(Failure) -> Endpoint {
        let deadline = Deadline(after: limits.request)
        while true {
            switch endpoints.find(key) {
            case .known(let endpoint): return endpoint
            case .ask(let lookUp):
                let answer = ask(key, limits, cancel)
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

    private func ask(_ key: EndpointKey, _ limits: TimeLimits, _ cancel: CancelToken?) -> Result<Endpoint, Failure> {
        var request = Endpoint.request(wire, key)
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

extension Failure {
    /// It came of the caller's own limits, and says nothing to anybody else.
    var isOfItsCaller: Bool { status == .errCancelled || status == .errDeadline || status == .errTimeout }
}
