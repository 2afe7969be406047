import Glibc
import Synchronization

/// What lasts between the runs of a session: exported variables and the working directory. Each run is a shell of its own.
final class ShellSession: Sendable {
    typealias Value = [UInt8]

    let id = Identifier.uuid()

    private struct State {
        var environment: [String: Value]
        var directory: String?
        var running: [Child] = []
        var isClosed = false
    }

    private let state: Mutex<State>

    init(environment: [String: String], directory: String?) {
        state = Mutex(State(environment: environment.mapValues { Array($0.utf8) }, directory: directory))
    }

    /// The shell script of a run. What a run leaves behind is printed at its end, between marks (SessionOutput reads it).
    func script(_ command: String, in directory: String?) -> [UInt8] {
        let state = state.withLock { $0 }
        var script: [UInt8] = []
        for (name, value) in state.environment.sorted(by: { $0.key < $1.key }) where Self.lasts(name, value) {
            script += Array("export \(name)=".utf8) + Self.quoted(value) + [UInt8(ascii: "\n")]
        }
        if let directory = directory ?? state.directory {
            script += Array("cd ".utf8) + Self.quoted(Array(directory.utf8)) + [UInt8(ascii: "\n")]
        }
        script += Array(command.utf8)
        if script.last != UInt8(ascii: "\n") { script.append(UInt8(ascii: "\n")) }
        return script + Array(SessionOutput.ending.utf8)
    }

    /// Notes what a run left behind.
    func update(_ output: SessionOutput) {
        state.withLock { state in
            if !output.environment.isEmpty { state.environment = output.environment }
            if let directory = output.directory { state.directory = directory }
        }
    }

    /// A shell that was started for it. One that comes too late is killed.
    func begin(_ child: Child, _ processes: Processes) {
        let isClosed = state.withLock { state in
            state.running.append(child)
            return state.isClosed
        }
        if isClosed { processes.signalGroup(of: child, SIGKILL) }
    }

    func end(_ child: Child) { state.withLock { $0.running.removeAll { $0 === child } } }

    /// Kills what runs in it.
    func close(_ processes: Processes) {
        let running = state.withLock { state in
            state.isClosed = true
            return state.running
        }
        for child in running { processes.signalGroup(of: child, SIGKILL) }
    }

    /// Prompts, and what is too long, do not last from one run to the next.
    static func lasts(_ name: String, _ value: Value) -> Bool {
        GoText.isVariableName(name) && value.count <= 8 << 10
            && !["PS1", "PS2", "PS3", "PS4", "PROMPT_COMMAND"].contains(name)
    }

    private static func quoted(_ text: [UInt8]) -> [UInt8] {
        let quote = UInt8(ascii: "'")
        return [quote] + text.flatMap { $0 == quote ? Array("'\"'\"'".utf8) : [$0] } + [quote]
    }
}
