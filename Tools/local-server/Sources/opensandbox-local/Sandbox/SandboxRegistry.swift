import Synchronization

/// Every sandbox there is.
final class SandboxRegistry: Sendable {
    private let isolation: any Isolation
    private let processes: Processes
    private let stateDirectory: String
    private let limit: Int
    private let execd: @Sendable (Sandbox) -> HTTPConnection.Handler

    private struct State {
        var sandboxes: [String: Sandbox] = [:]
        var expirations: [String: Task<Void, Never>] = [:]
        /// Being made.
        var expected = 0
        var isClosed = false
    }

    private let state = Mutex(State())

    /// `execd` makes what answers on a sandbox's execd port.
    init(
        isolation: any Isolation, processes: Processes, stateDirectory: String, limit: Int,
        execd: @escaping @Sendable (Sandbox) -> HTTPConnection.Handler
    ) {
        (self.isolation, self.processes, self.stateDirectory) = (isolation, processes, stateDirectory)
        (self.limit, self.execd) = (limit, execd)
    }

    /// There are as many sandboxes as there may be.
    struct Full: Error {}

    func find(_ id: String) -> Sandbox? { state.withLock { $0.sandboxes[id] } }

    /// The youngest first.
    var all: [Sandbox] { state.withLock { Array($0.sandboxes.values) }.sorted { $0.createdAt > $1.createdAt } }

    /// Makes a sandbox and keeps it, also when whoever asked has gone meanwhile: as with the real server, the answer may be
    /// lost, the sandbox is not.
    func create(_ request: CreateRequest) async throws -> Sandbox {
        try state.withLock { state throws(Full) in
            guard state.sandboxes.count + state.expected < limit else { throw Full() }
            state.expected += 1
        }
        defer { state.withLock { $0.expected -= 1 } }
        let made = await Task { () -> Result<Sandbox, ContainerFailure> in
            do throws(ContainerFailure) { return .success(try await self.make(request)) } catch { return .failure(error) }
        }.value
        return try made.get()
    }

    private func make(_ request: CreateRequest) async throws(ContainerFailure) -> Sandbox {
        let id = Identifier.uuid()
        let createdAt = Timestamp.now
        let home = SandboxHome(path: stateDirectory + "/" + id)
        try home.make()
        let environment = Self.baseEnvironment.merging(request.environment) { $1 }
        let plan = ContainerPlan(
            home: home, hostname: id, environment: environment, entrypoint: request.entrypoint,
            hasNetwork: request.hasNetwork, mounts: request.mounts, preparation: request.preparation)
        let container: any Container
        do throws(ContainerFailure) {
            container = try await isolation.open(plan)
        } catch {
            await removeFiles(of: home)
            throw error
        }
        let sandbox = Sandbox(
            id: id, request: request, createdAt: createdAt, environment: environment, container: container, home: home)
        do {
            try await sandbox.openExecd(execd(sandbox))
        } catch {
            await sandbox.end()
            await removeFiles(of: home)
            throw ContainerFailure(text: "\(error)")
        }
        let isKept = state.withLock { state in
            if !state.isClosed { state.sandboxes[id] = sandbox }
            return !state.isClosed
        }
        guard isKept else {
            await sandbox.end()
            await removeFiles(of: home)
            throw ContainerFailure(text: "the server is stopping")
        }
        Task { await sandbox.watch() }
        scheduleExpiration(of: sandbox)
        return sandbox
    }

    private static let baseEnvironment = [
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root",
    ]

    func renew(_ sandbox: Sandbox, until expiresAt: Timestamp) {
        sandbox.expiresAt = expiresAt
        scheduleExpiration(of: sandbox)
    }

    private func scheduleExpiration(of sandbox: Sandbox) {
        guard let expiresAt = sandbox.expiresAt else { return }
        let task = Task {
            guard (try? await Task.sleep(for: expiresAt.timeLeft())) != nil else { return }
            await self.remove(sandbox)
        }
        state.withLock { $0.expirations.updateValue(task, forKey: sandbox.id) }?.cancel()
    }

    /// Returns when nothing is left of it. It goes on when whoever asked has gone.
    func remove(_ sandbox: Sandbox) async {
        guard sandbox.beginRemoval() else { return }
        await Task {
            let expiration = self.state.withLock { state in
                state.sandboxes[sandbox.id] = nil
                return state.expirations.removeValue(forKey: sandbox.id)
            }
            expiration?.cancel()
            await sandbox.end()
            await self.removeFiles(of: sandbox.home)
        }.value
    }

    /// Removes every sandbox and takes no more.
    func close() async {
        let sandboxes = state.withLock { state in
            state.isClosed = true
            return Array(state.sandboxes.values)
        }
        await withDiscardingTaskGroup { group in
            for sandbox in sandboxes { group.addTask { await self.remove(sandbox) } }
        }
    }

    private func removeFiles(of home: SandboxHome) async {
        await FileTree(processes: processes).remove(home.path)
    }
}
