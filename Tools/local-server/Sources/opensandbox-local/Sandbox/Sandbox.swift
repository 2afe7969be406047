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
    let gate = Gate()
    let platform: Platform?
    let extensions: [String: String]
    /// What the lifecycle server's proxy asks callers for; nil: nothing.
    let secureAccessToken: String?
    let signedRoutes = SignedRoutes()

    private struct State {
        var metadata: [String: String]
        var expiresAt: Timestamp?
        var isBeingRemoved = false
        var finished: (status: ExitStatus, at: Timestamp)?
        var execd: LoopbackListener?
        var forwarders: [Int: LoopbackListener] = [:]
        var isPaused = false
        /// Pausing and resuming, one after the other; the value is what stood still before.
        var transition: Task<Set<pid_t>, Never>?
    }

    private let state: Mutex<State>

    init(
        id: String, request: CreateRequest, createdAt: Timestamp, environment: [String: String],
        container: any Container, home: SandboxHome
    ) {
        (self.id, self.createdAt, self.environment) = (id, createdAt, environment)
        (self.container, self.home) = (container, home)
        (image, entrypoint) = (request.image, request.entrypoint)
        (platform, extensions) = (request.platform, request.extensions)
        secureAccessToken = request.isSecured ? Identifier.hex() : nil
        state = Mutex(State(metadata: request.metadata, expiresAt: request.timeout.map { createdAt.adding(seconds: $0) }))
    }

    // MARK: State

    enum Status: Sendable {
        case running
        case paused
        case exited(ExitStatus)
    }

    /// How it stands, and since when.
    var status: (status: Status, since: Timestamp) {
        state.withLock { state in
            state.finished.map { (.exited($0.status), $0.at) } ?? (state.isPaused ? .paused : .running, createdAt)
        }
    }

    /// False as soon as it starts to go, which is before its processes are seen to end.
    var isRunning: Bool {
        state.withLock { !$0.isBeingRemoved && $0.finished == nil } && container.isRunning
    }

    var metadata: [String: String] { state.withLock { $0.metadata } }

    /// Null removes a key, anything else puts it in.
    func patchMetadata(_ patch: [String: String?]) {
        state.withLock { state in
            for (key, value) in patch { state.metadata[key] = value }
        }
    }

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

    // MARK: Pause

    /// Stops everything in the sandbox, its daemon included. False when it does not run.
    func pause() async -> Bool {
        let transition = state.withLock { state -> Task<Set<pid_t>, Never>? in
            guard !state.isPaused, state.finished == nil, !state.isBeingRemoved else { return nil }
            state.isPaused = true
            gate.close()
            let previous = state.transition
            let task = Task {
                _ = await previous?.value
                return await Freezer(container: container).stop()
            }
            state.transition = task
            return task
        }
        guard let transition else { return false }
        _ = await transition.value
        return true
    }

    /// False when it is not paused.
    func resume() async -> Bool {
        let transition = state.withLock { state -> Task<Set<pid_t>, Never>? in
            guard state.isPaused, state.finished == nil, !state.isBeingRemoved else { return nil }
            state.isPaused = false
            let previous = state.transition
            let task = Task { () -> Set<pid_t> in
                Freezer(container: container).resume(except: await previous?.value ?? [])
                // Another pause may have come meanwhile; its own resume opens the gate.
                self.state.withLock { if !$0.isPaused { gate.open() } }
                return []
            }
            state.transition = task
            return task
        }
        guard let transition else { return false }
        _ = await transition.value
        return true
    }

    /// Starts a command in it. One that gets in while the sandbox is being paused is stopped with the rest.
    func start(_ command: ContainerCommand) async throws -> Child {
        try await gate.pass()
        let child = try await container.start(command)
        await stopLatecomers()
        return child
    }

    private func stopLatecomers() async {
        let transition = state.withLock { state -> Task<Set<pid_t>, Never>? in
            guard state.isPaused else { return nil }
            let previous = state.transition
            let task = Task {
                let before = await previous?.value ?? []
                _ = await Freezer(container: container).stop()
                return before
            }
            state.transition = task
            return task
        }
        _ = await transition?.value
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
        return "127.0.0.1:\(execdHostPort)/proxy/\(port)"
    }

    /// Where execd listens on the host.
    var execdHostPort: Int { state.withLock { $0.execd?.port } ?? 0 }

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
        gate.remove()
        await container.kill()
        let (execd, forwarders) = state.withLock { ($0.execd, $0.forwarders.values) }
        await execd?.close()
        for forwarder in forwarders { await forwarder.close() }
    }
}
