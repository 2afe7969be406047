import Synchronization

/// The sandbox went away under a request: its stream breaks, with no event that would tell how its command ended.
struct SandboxGone: Error {}

/// Where the daemon of a paused sandbox stands still: whoever wants to pass waits until it goes on, or until it is gone.
final class Gate: Sendable {
    private enum Position { case open, closed, gone }

    private struct State {
        var position = Position.open
        var waiters: [Int: CheckedContinuation<Void, any Error>] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    /// Throws when there is nothing left to pass to, or when the task is cancelled.
    func pass() async throws {
        if state.withLock({ $0.position == .open }) { return }
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result: Result<Void, any Error>? = state.withLock { state in
                    switch state.position {
                    case .open: return .success(())
                    case .gone: return .failure(SandboxGone())
                    case .closed:
                        // One that is cancelled from here on is found among the waiters.
                        if Task.isCancelled { return .failure(CancellationError()) }
                        state.waiters[number] = continuation
                        return nil
                    }
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: number) }?.resume(throwing: CancellationError())
        }
    }

    func close() { move(to: .closed) }

    func open() { move(to: .open) }

    /// For ever.
    func remove() { move(to: .gone) }

    private func move(to position: Position) {
        let waiters = state.withLock { state in
            guard state.position != .gone else { return [CheckedContinuation<Void, any Error>]() }
            state.position = position
            guard position != .closed else { return [] }
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters {
            if position == .open { waiter.resume() } else { waiter.resume(throwing: SandboxGone()) }
        }
    }
}
