import CSystem

/// Moves requests: blocking calls on the caller's thread, everything else on the I/O thread.
package final class Engine: @unchecked Sendable {
    private let settings: ConnectionSettings
    private let share: ConnectionShare
    private let lanes: LanePool
    package let thread: IOThread

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
        thread = IOThread(settings, share)
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

    /// Waits for what the I/O thread owes, and for its end.
    package func close() { thread.close() }
}
