import CSystem

/// Moves requests: blocking calls on the caller's thread, work that a call leaves behind on a thread of its own.
package final class Engine: @unchecked Sendable {
    private let settings: ConnectionSettings
    private let share: ConnectionShare
    private let lanes: LanePool
    private let chores = ChoreThread()

    /// nil when libcurl has no memory for it.
    package static func make(_ settings: ConnectionSettings) -> Engine? {
        // Counted by libcurl, and safe to call from several threads since 7.84: nothing for the host to initialise.
        guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK else { return nil }
        return ConnectionShare.make().map { Engine(settings, $0) }
    }

    private init(_ settings: ConnectionSettings, _ share: ConnectionShare) {
        self.settings = settings
        self.share = share
        lanes = LanePool(idleAge: settings.idleAge)
    }

    /// Sends a request and gives its answer to the consumer, on this thread, until one of them or the cancel ends it.
    package func perform(_ request: Request, _ consumer: any ResponseConsumer, cancel: CancelToken?) -> TransferEnd {
        guard let transfer = Transfer.make(request, share: share, settings: settings, consumer: consumer),
            let lane = lanes.take(for: request.origin)
        else {
            return .failed(TransportFailure(kind: .resources, message: "libcurl could not start a transfer", mayHaveBeenSent: false))
        }
        let end = lane.run(transfer, cancel: cancel)
        lanes.put(lane)
        return end
    }

    /// Has work done that a call leaves behind. False when no thread could be started for it: nothing was done.
    package func leave(_ chore: @escaping @Sendable () -> Void) -> Bool { chores.add(chore) }

    /// Waits for the work left behind.
    package func close() { chores.close() }
}
