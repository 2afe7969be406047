import Synchronization

/// The commands and sessions of one sandbox. Of commands that have ended, the last few thousand are remembered.
final class Executions: Sendable {
    private static let mostEnded = 4096
    private static let mostEndedBytes = 64 << 20
    private static let mostSessions = 4096

    private struct State {
        var commands: [String: Command] = [:]
        /// The oldest first.
        var ended: [Command] = []
        var endedBytes = 0
        var sessions: [String: ShellSession] = [:]
    }

    private let state = Mutex(State())

    // MARK: Commands

    func add(_ command: Command) {
        state.withLock { $0.commands[command.id] = command }
        Task {
            _ = await command.child?.exitStatus
            for forgotten in noteEnd(of: command) { forgotten.removeLog() }
        }
    }

    func command(_ id: String) -> Command? { state.withLock { $0.commands[id] } }

    /// Answers those that are forgotten for it.
    private func noteEnd(of command: Command) -> [Command] {
        state.withLock { state in
            state.ended.append(command)
            state.endedBytes += command.content.utf8.count
            var count = 0
            while state.ended.count - count > Self.mostEnded || state.endedBytes > Self.mostEndedBytes, count < state.ended.count {
                state.endedBytes -= state.ended[count].content.utf8.count
                state.commands[state.ended[count].id] = nil
                count += 1
            }
            defer { state.ended.removeFirst(count) }
            return Array(state.ended.prefix(count))
        }
    }

    // MARK: Sessions

    /// False when there are too many.
    func add(_ session: ShellSession) -> Bool {
        state.withLock { state in
            guard state.sessions.count < Self.mostSessions else { return false }
            state.sessions[session.id] = session
            return true
        }
    }

    func session(_ id: String) -> ShellSession? { state.withLock { $0.sessions[id] } }

    func removeSession(_ id: String) -> ShellSession? { state.withLock { $0.sessions.removeValue(forKey: id) } }
}
