import Glibc
import NIOCore
import Synchronization

/// One sandbox: its container, its ports and what the lifecycle API tells of it.
final class Sandbox: Sendable {
    let id: String
    let image: String
    let entrypoint: [String]
    let createdAt: Timestamp
    let environment: [String: String]
    let container: any Container
    let home: SandboxHome
    let executions = Executions()

    private struct State {
        var metadata: [String: String]
        var expiresAt: Timestamp?
        var isBeingRemoved = false
        var finished: (status: ExitStatus, at: Timestamp)?
        var execd: LoopbackListener?
        var forwarders: [Int: LoopbackListener] = [:]
    }

    private let state: Mutex<State>

    init(
        id: String, request: CreateRequest, createdAt: Timestamp, environment: [String: String],
        container: any Container, home: SandboxHome
    ) {
        (self.id, self.createdAt, self.environment) = (id, createdAt, environment)
        (self.container, self.home) = (container, home)
        (image, entrypoint) = (request.image, request.entrypoint)
        state = Mutex(State(metadata: request.metadata, expiresAt: request.timeout.map { createdAt.adding(seconds: $0) }))
    }

    // MARK: State

    enum Status: Sendable {
        case running
        case exited(ExitStatus)
    }

    /// How it stands, and since when.
    var status: (status: Status, since: Timestamp) {
        state.withLock { state in
            state.finished.map { (.exited($0.status), $0.at) } ?? (.running, createdAt)
        }
    }

    /// False as soon as it starts to go, which is before its processes are seen to end.
    var isRunning: Bool {
        state.withLock { !$0.isBeingRemoved && $0.finished == nil } && container.isRunning
    }

    var metadata: [String: String] { state.withLock { $0.metadata } }

    /// Nil: it stays until deleted.
    var expiresAt: Timestamp? {
        get { state.withLock { $0.expiresAt } }
        set { state.withLock { $0.expiresAt = newValue } }
    }

    /// Notes the end of the entrypoint, which is the end of everything in the sandbox but its record.
    func watch() async {
        let status = await container.exitStatus
        state.withLock { $0.finished = (status, .now) }
    }

    // MARK: Files

    /// Where a path that starts nowhere leads: to the workspace.
    func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : container.workspace + "/" + path }

    /// Why commands cannot start in `path`, which was given as `name`; nil if they can. As execd words it.
    func problem(withDirectory path: String, named name: String) -> String? {
        do throws(SystemError) {
            return try container.root.isDirectory(absolute(path)) ? nil : "working directory path is not a directory: \(name)"
        } catch {
            let reason = "stat \(path): \(error.text)"
            return error.number == ENOENT
                ? "working directory does not exist: \(name): \(reason)"
                : "cannot access working directory \"\(name)\": \(reason)"
        }
    }

    // MARK: Ports

    /// The port of the sandbox that execd listens on.
    static let execdPort = 44772
    /// The other port a real container publishes by itself.
    static let publishedPort = 8080

    /// Opens execd's own port on the host.
    func openExecd(_ handler: @escaping HTTPConnection.Handler) async throws {
        let listener = try await HTTPListener.listen(port: 0, style: { _ in .execd }, handler: handler)
        state.withLock { $0.execd = listener }
    }

    /// Where a port of the sandbox is reached directly.
    func directEndpoint(of port: Int) async throws -> String {
        if port == Self.publishedPort { return "127.0.0.1:\(try await forwarder(of: port).port)" }
        let execd = state.withLock { $0.execd?.port } ?? 0
        return "127.0.0.1:\(execd)/proxy/\(port)"
    }

    private func forwarder(of port: Int) async throws -> LoopbackListener {
        if let forwarder = state.withLock({ $0.forwarders[port] }) { return forwarder }
        let forwarder = try await TCPForwarder.listen(to: port)
        let kept = state.withLock { state in
            if state.isBeingRemoved { return Optional<LoopbackListener>.none }
            if state.forwarders[port] == nil { state.forwarders[port] = forwarder }
            return state.forwarders[port]
        }
        if kept !== forwarder { await forwarder.close() }
        return kept ?? forwarder
    }

    // MARK: End

    /// True for the one caller that is to remove it.
    func beginRemoval() -> Bool {
        state.withLock { state in
            defer { state.isBeingRemoved = true }
            return !state.isBeingRemoved
        }
    }

    /// Ends every process and closes every port.
    func end() async {
        await container.kill()
        let (execd, forwarders) = state.withLock { ($0.execd, $0.forwarders.values) }
        await execd?.close()
        for forwarder in forwarders { await forwarder.close() }
    }
}
