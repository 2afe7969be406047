import CSystem
import HTTP

/// One execution's events on their way from where they come to an inbox. It knows neither client nor sandbox, so that work on the I/O
/// thread can hold it.
package final class EventChannel: @unchecked Sendable {
    let source: any EventSource
    let inbox: Inbox
    package let userData: UnsafeMutableRawPointer?

    // Guarded by the inbox's lock.
    var isListed = false
    var isServed = false
    var wantsAgain = false
    var isWithdrawn = false
    var server: pthread_t?
    /// What the host calls the execution; nil once the host has freed it.
    private var hostHandle: OpaquePointer?

    // For whoever is serving it, one thread at a time.
    private var undelivered: [Event] = []
    private var sequence: UInt64 = 0
    private(set) var hasDeliveredEnd = false

    init(_ source: any EventSource, _ inbox: Inbox, userData: UnsafeMutableRawPointer?) {
        self.source = source
        self.inbox = inbox
        self.userData = userData
    }

    package var handle: OpaquePointer? {
        get { inbox.lock.withLock { hostHandle } }
        set { inbox.lock.withLock { hostHandle = newValue } }
    }

    /// There is something to read.
    func notify() { inbox.list(self) }

    /// Up to `most` events, and whether there are more at once.
    func serve(most: Int) -> (events: [Event], hasMore: Bool) {
        var events: [Event] = []
        // What is left from an earlier turn says nothing of what the source has.
        var hasMore = true
        if undelivered.isEmpty, source.conclusion == nil {
            let collector = EventCollector(self, most: most, from: sequence)
            var reading = Reading.events(collector)
            hasMore = source.read(to: &reading)
            sequence = sequence &+ UInt64(collector.events.count)
            undelivered = collector.events
        }
        // One event of the daemon's may become several of ours.
        let count = max(0, min(most, undelivered.count))
        events += undelivered.prefix(count)
        undelivered = Array(undelivered.dropFirst(count))
        if let conclusion = source.conclusion, undelivered.isEmpty, !hasDeliveredEnd {
            guard events.count < most else { return (events, true) }
            hasDeliveredEnd = true
            events.append(Event(.end, of: self, sequence: sequence, conclusion: conclusion))
        }
        return (events, !hasDeliveredEnd && (hasMore || !undelivered.isEmpty))
    }

    /// Hands what has come to the handlers; answers whether there is more at once.
    func serve(_ handlers: CommandHandlers) -> Bool {
        while let event = undelivered.first {
            undelivered.removeFirst()
            // Only one event of the daemon's that became several of ours can have been given out in part.
            guard let mime = event.mimeType, let data = event.data, let value = handlers.onResult?(mime, data), value != 0 else { continue }
            undelivered = []
            source.stop(value)
        }
        guard source.conclusion == nil else { return false }
        var reading = Reading.handlers(HandlerReceiver(handlers: handlers))
        return source.read(to: &reading)
    }
}
