import HTTP

/// A directory that is looked at again and again: the daemon has no call that tells of changes.
package final class FileWatch: @unchecked Sendable {
    private let sandbox: Sandbox
    private let path: String
    private let depth: Int32?
    private let interval: Int64
    private let options: FileOptions

    /// Guards what follows; the condition is that nobody is looking.
    private let condition = Condition()
    private var isBusy = false
    private var entries: [FileEntry]
    /// Found and not given out yet, the next one last.
    private var pending: [FileChange] = []
    private var lastLook = monotonicMilliseconds()

    /// Takes the first look.
    ///
    /// - Parameter depth: nil is all there is.
    /// - Parameter interval: Milliseconds from one look to the next.
    package static func begin(
        _ sandbox: Sandbox, _ path: String, depth: Int32?, interval: Int64, _ options: FileOptions, _ cancel: CancelToken?
    ) throws(Failure) -> FileWatch {
        let entries = try look(sandbox, path, depth, options, cancel)
        return FileWatch(sandbox, path, depth, interval, options, entries)
    }

    private init(
        _ sandbox: Sandbox, _ path: String, _ depth: Int32?, _ interval: Int64, _ options: FileOptions, _ entries: [FileEntry]
    ) {
        self.sandbox = sandbox
        self.path = path
        self.depth = depth
        self.interval = interval
        self.options = options
        self.entries = entries
    }

    private static func look(
        _ sandbox: Sandbox, _ path: String, _ depth: Int32?, _ options: FileOptions, _ cancel: CancelToken?
    ) throws(Failure) -> [FileEntry] {
        var entries = try sandbox.listDirectory(path, depth: depth, options, cancel)
        entries.sort { $0.order(to: $1) < 0 }
        return entries
    }

    /// The next change; nil when the time is up. Threads that ask at once take turns.
    package func next(timeout: Int64, _ cancel: CancelToken?) throws(Failure) -> FileChange? {
        let deadline = Deadline(after: timeout)
        guard try takeTurn(until: deadline, cancel) else { return nil }
        defer { endTurn() }
        while pending.isEmpty {
            let due = Deadline(after: interval, from: lastLook)
            if let wait = min(due, deadline).remaining, wait > 0 { CancelToken.sleep(milliseconds: wait, unless: cancel) }
            if let interruption = Failure.interruption(cancel, "watch") { throw interruption }
            guard due.hasPassed else { return nil }
            lastLook = monotonicMilliseconds()
            let now = try Self.look(sandbox, path, depth, options, cancel)
            pending = FileChange.between(entries, now).reversed()
            entries = now
            if pending.isEmpty, deadline.hasPassed { return nil }
        }
        return pending.popLast()
    }

    private func takeTurn(until deadline: Deadline, _ cancel: CancelToken?) throws(Failure) -> Bool {
        /// A cancel does not wake who waits for a condition: it is looked at this often. Milliseconds.
        let look: Int64 = 50
        while true {
            let hasTurn = condition.lock.withLock {
                if isBusy { condition.wait(until: min(deadline, Deadline(after: look))) }
                if isBusy { return false }
                isBusy = true
                return true
            }
            if hasTurn { return true }
            if let interruption = Failure.interruption(cancel, "watch") { throw interruption }
            if deadline.hasPassed { return false }
        }
    }

    private func endTurn() {
        condition.lock.withLock { isBusy = false }
        condition.broadcast()
    }
}
