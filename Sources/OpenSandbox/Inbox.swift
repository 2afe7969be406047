import CSystem
import HTTP

/// Where executions that have something to tell stand in line, until somebody takes it: an osb_queue, or one execution's own.
package final class Inbox: @unchecked Sendable {
    /// So much of one execution at a time, while others wait: nobody is starved by a loud one.
    private static let mostAtOnce = 64

    let lock = Lock()
    /// Readable whenever somebody stands in line or a poll is to be woken.
    package let descriptor: CInt
    private var line: [EventChannel] = []
    private var isSignalled = false
    private var isWoken = false
    private var isClosed = false
    private var isOver = false

    private init(_ descriptor: CInt) { self.descriptor = descriptor }

    package static func make() throws(Failure) -> Inbox {
        let descriptor = csystem_event_new()
        guard descriptor >= 0 else { throw Failure(.errResources, "there is no descriptor left") }
        return Inbox(descriptor)
    }

    deinit { close(descriptor) }

    // MARK: Who has something

    func list(_ channel: EventChannel) {
        lock.withLock {
            guard !isClosed, !channel.isWithdrawn, !channel.isListed else { return }
            if channel.isServed { channel.wantsAgain = true } else { append(channel) }
        }
    }

    /// Nothing more of it is delivered.
    func withdraw(_ channel: EventChannel) {
        lock.withLock {
            channel.isWithdrawn = true
            guard channel.isListed else { return }
            channel.isListed = false
            line = line.filter { $0 !== channel }
        }
    }

    /// Nobody will ask any more.
    package func shut() {
        let dropped = lock.withLock {
            isClosed = true
            let dropped = line
            line = []
            return dropped
        }
        withExtendedLifetime(dropped) {}
    }

    /// Ends a poll that waits, or the next one.
    package func wake() {
        lock.withLock {
            isWoken = true
            signal()
        }
    }

    /// Nothing will ever come again: nobody waits from now on. For an inbox of one.
    func finish() {
        lock.withLock {
            isOver = true
            signal()
        }
    }

    private func append(_ channel: EventChannel) {
        channel.isListed = true
        line.append(channel)
        signal()
    }

    private func signal() {
        guard !isSignalled else { return }
        isSignalled = true
        csystem_event_signal(descriptor)
    }

    // MARK: Who takes it

    /// The next in line, to be served by this thread alone until `done`.
    private func next() -> EventChannel? {
        lock.withLock {
            guard !line.isEmpty else {
                if isSignalled, !isWoken, !isOver {
                    isSignalled = false
                    csystem_event_clear(descriptor)
                }
                return nil
            }
            let channel = line.removeFirst()
            channel.isListed = false
            channel.isServed = true
            channel.server = pthread_self()
            return channel
        }
    }

    private func done(_ channel: EventChannel, hasMore: Bool) {
        lock.withLock {
            channel.isServed = false
            channel.server = nil
            let again = hasMore || channel.wantsAgain
            channel.wantsAgain = false
            if again, !isClosed, !channel.isWithdrawn { append(channel) }
        }
    }

    private func takeWake() -> Bool {
        lock.withLock {
            let was = isWoken
            isWoken = false
            return was || isOver
        }
    }

    /// Whether this thread is in the middle of serving the channel: a callback of the host's called us.
    func isServing(_ channel: EventChannel) -> Bool {
        lock.withLock {
            guard channel.isServed, let server = channel.server else { return false }
            return pthread_equal(server, pthread_self()) != 0
        }
    }

    /// Events, `most` at the most and one at least unless the time is up or somebody woke it.
    package func poll(most: Int, until deadline: Deadline, _ cancel: CancelToken?) throws(Failure) -> [Event] {
        while true {
            var events: [Event] = []
            // One turn each for those who stand in line now: one that is never done must not keep us here.
            var turns = max(1, lock.withLock { line.count })
            while turns > 0, events.count < most, let channel = next() {
                turns &-= 1
                let served = channel.serve(most: min(most &- events.count, Self.mostAtOnce))
                done(channel, hasMore: served.hasMore)
                events += served.events
            }
            if !events.isEmpty || takeWake() || deadline.hasPassed { return events }
            try wait(until: deadline, cancel)
        }
    }

    /// Hands whatever comes to the handlers, until the channel's end. For an inbox of one.
    func drain(_ channel: EventChannel, to handlers: CommandHandlers, _ cancel: CancelToken?) throws(Failure) -> Conclusion {
        while true {
            while let listed = next() {
                done(listed, hasMore: listed.serve(handlers))
                // The end comes before a cancel.
                if channel.source.conclusion == nil { try check(cancel) }
            }
            if let conclusion = channel.source.conclusion { return conclusion }
            try wait(until: .never, cancel)
        }
    }

    private func wait(until deadline: Deadline, _ cancel: CancelToken?) throws(Failure) {
        try check(cancel)
        csystem_wait_either(descriptor, cancel?.descriptor ?? -1, min(deadline, cancel?.deadline ?? .never).pollTimeout)
    }

    private func check(_ cancel: CancelToken?) throws(Failure) {
        switch cancel?.state ?? .idle {
        case .idle: break
        case .triggered: throw Failure(.errCancelled, "wait for events: cancelled")
        case .deadlinePassed: throw Failure(.errDeadline, "wait for events: the cancel's deadline passed")
        }
    }
}
