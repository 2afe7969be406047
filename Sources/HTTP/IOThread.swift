import CSystem

/// The one thread of a client: runs its exchange loop. It starts with the first task, and holds on to this object until it ends.
package final class IOThread: @unchecked Sendable {
    package typealias Task = @Sendable (ExchangeLoop) -> Void

    private let settings: ConnectionSettings
    private let share: ConnectionShare
    private let budget: ConnectionBudget?
    private let lock = Lock()
    private var tasks: [Task] = []
    private var isClosing = false
    private var thread: pthread_t?
    private var loop: ExchangeLoop?
    private var wake: CInt = -1

    init(_ settings: ConnectionSettings, _ share: ConnectionShare, _ budget: ConnectionBudget?) {
        self.settings = settings
        self.share = share
        self.budget = budget
    }

    deinit {
        if wake >= 0 { CSystem.close(wake) }
    }

    /// Has a task done on the thread, after those given before. From any thread. False when it cannot be started: nothing was done.
    package func post(_ task: @escaping Task) -> Bool {
        lock.withLock {
            guard !isClosing, thread != nil || start() else { return false }
            tasks.append(task)
            if tasks.count == 1 { csystem_event_signal(wake) }
            return true
        }
    }

    /// Waits for what is owed, and for the thread to end.
    func close() {
        let thread = lock.withLock {
            isClosing = true
            if wake >= 0 { csystem_event_signal(wake) }
            return self.thread
        }
        guard let thread else { return }
        // On the thread itself it was one of its own tasks that let the client's last reference go: nobody waits for it then.
        if pthread_equal(thread, pthread_self()) != 0 { pthread_detach(thread) } else { pthread_join(thread, nil) }
    }

    private func start() -> Bool {
        if wake < 0 { wake = csystem_event_new() }
        if loop == nil { loop = ExchangeLoop.make(settings, share, budget) }
        guard wake >= 0, let loop, loop.watchWake(wake) else { return false }
        var started = pthread_t()
        let context = Unmanaged.passRetained(self)
        let status = csystem_thread_start(&started, { context in
            if let context { Unmanaged<IOThread>.fromOpaque(context).takeRetainedValue().run() }
            return nil
        }, context.toOpaque())
        guard status == 0 else {
            context.release()
            return false
        }
        thread = started
        budget?.add(waiter: wake)
        return true
    }

    private func run() {
        guard let loop = lock.withLock({ self.loop }) else { return }
        while !loop.mayEnd {
            loop.pass(wake: wake) {
                for task in takeTasks() { task(loop) }
            }
            if lock.withLock({ isClosing && tasks.isEmpty }) { loop.close() }
        }
        loop.end()
        budget?.remove(waiter: wake)
    }

    private func takeTasks() -> [Task] {
        lock.withLock {
            guard !tasks.isEmpty || isClosing || budget != nil else { return [] }
            csystem_event_clear(wake)
            var taken: [Task] = []
            swap(&taken, &tasks)
            return taken
        }
    }
}
