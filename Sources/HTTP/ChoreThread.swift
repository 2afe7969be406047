import CSystem

/// Does, one after the other and on one thread, what calls leave behind. The thread starts with the first chore.
final class ChoreThread: @unchecked Sendable {
    private let condition = Condition()
    private var chores: [@Sendable () -> Void] = []
    private var thread: pthread_t?
    private var isClosing = false

    func add(_ chore: @escaping @Sendable () -> Void) -> Bool {
        let accepted = condition.lock.withLock {
            guard !isClosing, thread != nil || start() else { return false }
            chores.append(chore)
            return true
        }
        condition.broadcast()
        return accepted
    }

    /// Waits until all chores are done, and for the thread to end.
    func close() {
        let thread = condition.lock.withLock {
            isClosing = true
            return self.thread
        }
        condition.broadcast()
        if let thread { pthread_join(thread, nil) }
    }

    private func start() -> Bool {
        var started = pthread_t()
        // Unretained: close() joins the thread before this object can go.
        let status = csystem_thread_start(&started, { context in
            if let context { Unmanaged<ChoreThread>.fromOpaque(context).takeUnretainedValue().run() }
            return nil
        }, Unmanaged.passUnretained(self).toOpaque())
        guard status == 0 else { return false }
        thread = started
        return true
    }

    private func run() {
        while let chore = next() { chore() }
    }

    private func next() -> (@Sendable () -> Void)? {
        condition.lock.withLock {
            while chores.isEmpty, !isClosing { condition.wait(until: .never) }
            return chores.isEmpty ? nil : chores.removeFirst()
        }
    }
}
