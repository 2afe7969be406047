import CSystem
import Synchronization

/// A sticky cancellation with an optional deadline, shared by any number of calls.
///
/// Its descriptor becomes readable for good when it is triggered, so that whoever waits in poll(2) wakes up: no list of waiters, no lock,
/// and therefore nothing that a signal handler could find locked.
package final class CancelToken: Sendable {
    package enum State { case idle, triggered, deadlinePassed }

    package let descriptor: CInt
    private let isTriggered = Atomic<Bool>(false)
    private let deadlineMilliseconds = Atomic<Int64>(.max)

    private init(descriptor: CInt) { self.descriptor = descriptor }

    /// nil when the process has no descriptor left.
    package static func make() -> CancelToken? {
        let descriptor = csystem_event_new()
        return descriptor < 0 ? nil : CancelToken(descriptor: descriptor)
    }

    deinit { close(descriptor) }

    package func trigger() {
        isTriggered.store(true, ordering: .releasing)
        csystem_event_signal(descriptor)
    }

    package func setTimeout(milliseconds: Int64) {
        deadlineMilliseconds.store(Deadline(after: milliseconds).milliseconds, ordering: .releasing)
    }

    package var deadline: Deadline { Deadline(at: deadlineMilliseconds.load(ordering: .acquiring)) }

    package var state: State {
        if isTriggered.load(ordering: .acquiring) { return .triggered }
        return deadline.hasPassed ? .deadlinePassed : .idle
    }

    /// Waits until it is triggered or the time is up, whichever is first. Milliseconds.
    package static func sleep(milliseconds: Int64, unless cancel: CancelToken?) {
        let end = min(Deadline(after: milliseconds), cancel?.deadline ?? .never)
        while !end.hasPassed, cancel?.state ?? .idle == .idle {
            csystem_wait_readable(cancel?.descriptor ?? -1, end.pollTimeout)
        }
    }
}
