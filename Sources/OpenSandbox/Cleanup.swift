import HTTP

/// What became of the sandbox that a failed create left behind.
///
/// - C: osb_cleanup OSB_
package enum CleanupState: Int32, Sendable {
    /// Nothing was left behind.
    case cleanupNone = 0
    /// It is being deleted.
    case cleanupPending = 1
    /// It is gone.
    case cleanupDone = 2
    /// It could not be deleted: it may live until its timeout.
    case cleanupFailed = 3
}

/// The deletion of a sandbox behind the caller's back, watched by the error that the caller holds.
package final class Cleanup: @unchecked Sendable {
    private let condition = Condition()
    private var state = CleanupState.cleanupPending

    init() {}

    func finish(_ state: CleanupState) {
        condition.lock.withLock { self.state = state }
        condition.broadcast()
    }

    /// The state once it is known, or when the time is up. -1 waits for ever: whoever made this finishes it.
    package func wait(milliseconds: Int64) -> CleanupState {
        let deadline = Deadline(after: milliseconds)
        return condition.lock.withLock {
            while state == .cleanupPending, !deadline.hasPassed { condition.wait(until: deadline) }
            return state
        }
    }
}
