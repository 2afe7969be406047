import CSystem

/// Moves requests: blocking calls on the caller's thread, everything else on the I/O thread.
package final class Engine: @unchecked Sendable {
    private let settings: ConnectionSettings
    private let share: ConnectionShare
    private let lanes: LanePool
    private let budget: ConnectionBudget?
    package let thread: IOThread

    /// nil when libcurl has no memory for it.
    package static func make(_ settings: ConnectionSettings) -> Engine? {
        // Counted by libcurl, and safe to call from several threads since 7.84: nothing for the host to initialise.
        guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK else { return nil }
        var settings = settings
        SystemTrust.apply(to: &settings.trust)
        return ConnectionShare.make().map { Engine(settings, $0) }
    }

    private init(_ settings: ConnectionSettings, _ share: ConnectionShare) {
        self.settings = settings
        self.share = share
        lanes = LanePool(idleAge: settings.idleAge)
        budget = ConnectionBudget.make(settings, lanes)
        thread = IOThread(settings, share, budget)
    }

    /// Lanes know the budget, which knows the pool, which knows the lanes.
    deinit { lanes.empty() }

    /// Sends a request and gives its answer to the consumer, on this thread, until one of them or the cancel ends it.
    package func perform(_ request: Request, _ consumer: any ResponseConsumer, cancel: CancelToken?) -> TransferEnd {
        let lane: Lane
        switch self.lane(for: request, cancel) {
        case .success(let ready): lane = ready
        case .failure(let failure): return .failed(failure)
        }
        guard let transfer = Transfer.make(request, share: share, settings: settings, consumer: consumer) else { return .failed(Self.noResources) }
        let end = lane.run(transfer, cancel: cancel)
        lanes.put(lane)
        budget?.wake()
        return end
    }

    private static var noResources: TransportFailure {
        TransportFailure(kind: .resources, message: "libcurl could not start a transfer", mayHaveBeenSent: false)
    }

    /// A lane with a connection to the request's origin, or one that may make it; waits where there may be no more of them.
    private func lane(for request: Request, _ cancel: CancelToken?) -> Result<Lane, TransportFailure> {
        if let lane = lanes.take(for: request.origin) { return .success(lane) }
        guard let budget else { return Lane.make(nil).map { .success($0) } ?? .failure(Self.noResources) }
        let share = Lane.BudgetShare(budget: budget, origin: Array(request.origin))
        let end = Deadline(after: request.limits.request)
        while !budget.take(request.origin, takesLanes: true) {
            let waiter = csystem_event_new()
            guard waiter >= 0 else { return .failure(Self.noResources) }
            budget.add(waiter: waiter)
            defer {
                budget.remove(waiter: waiter)
                CSystem.close(waiter)
            }
            // Once more, now that none can become free unnoticed.
            if let lane = lanes.take(for: request.origin) { return .success(lane) }
            if budget.take(request.origin, takesLanes: true) { break }
            csystem_wait_either(waiter, cancel?.descriptor ?? -1, min(end, cancel?.deadline ?? .never).pollTimeout)
            if let failure = interruption(end, cancel) { return .failure(failure) }
            if let lane = lanes.take(for: request.origin) { return .success(lane) }
        }
        guard let lane = Lane.make(share) else {
            budget.giveBack(share.origin)
            return .failure(Self.noResources)
        }
        return .success(lane)
    }

    private func interruption(_ end: Deadline, _ cancel: CancelToken?) -> TransportFailure? {
        func failure(_ kind: TransportFailure.Kind, _ message: String) -> TransportFailure {
            TransportFailure(kind: kind, message: message, mayHaveBeenSent: false)
        }
        switch cancel?.state ?? .idle {
        case .triggered: return failure(.cancelled, "cancelled")
        case .deadlinePassed: return failure(.deadline, "the cancel's deadline passed")
        case .idle: return end.hasPassed ? failure(.connectTimeout, "no connection became free within the request timeout") : nil
        }
    }

    /// Waits for what the I/O thread owes, and for its end.
    package func close() { thread.close() }
}
