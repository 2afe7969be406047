import Glibc
import Synchronization

/// Runs everything on the host as it is, for machines that refuse namespaces. Files and processes are the host's own.
struct NoIsolation: Isolation {
    let processes: Processes

    func open(_ plan: ContainerPlan) async throws(ContainerFailure) -> any Container {
        guard plan.mounts.isEmpty else { throw ContainerFailure(text: "without isolation there are no volumes") }
        let container = try PlainContainer(plan: plan, processes: processes)
        if let preparation = plan.preparation {
            let console = try Descriptor.open(plan.home.console, O_WRONLY | O_CREAT | O_APPEND)
            do throws(ContainerFailure) {
                try await container.prepare(preparation, processes, console: console)
            } catch {
                await container.kill()
                throw error
            }
        }
        try await container.startEntrypoint(plan)
        return container
    }
}

final class PlainContainer: Container {
    /// Every process of the sandbox inherits it; by it those are found that have left their group.
    private static let marker = "OPENSANDBOX_LOCAL_ID"

    private let id: String
    private let home: SandboxHome
    let root: SandboxRoot
    private let processes: Processes
    private let environment: [String: String]
    private let entrypoint = Eventually<Child>()
    private let killed = Mutex(false)

    fileprivate init(plan: ContainerPlan, processes: Processes) throws(ContainerFailure) {
        id = plan.hostname
        home = plan.home
        root = try SandboxRoot("/")
        self.processes = processes
        environment = plan.environment.merging([
            Self.marker: plan.hostname, "HOME": plan.home.root, "TMPDIR": plan.home.temporary,
        ]) { $1 }
    }

    fileprivate func startEntrypoint(_ plan: ContainerPlan) async throws(ContainerFailure) {
        let nothing = try Descriptor.open("/dev/null", O_RDONLY)
        let console = try Descriptor.open(home.console, O_WRONLY | O_CREAT | O_APPEND)
        do {
            entrypoint.fulfil(
                try await start(
                    ContainerCommand(
                        arguments: plan.entrypoint,
                        descriptors: [nothing.number, console.number, console.number])))
        } catch let failure as Processes.LaunchFailure {
            throw ContainerFailure(text: failure.text)
        } catch {
            throw ContainerFailure(text: "\(error)")
        }
    }

    var workspace: String { home.workspace }
    var temporary: String { home.temporary }

    var isRunning: Bool { !killed.withLock { $0 } && entrypoint.current?.hasEnded == false }

    var members: [pid_t] { ProcessTable.processes(withEnvironment: "\(Self.marker)=\(id)") }

    func isMember(_ pid: pid_t) -> Bool { ProcessTable.hasEnvironment(pid, "\(Self.marker)=\(id)") }

    var exitStatus: ExitStatus {
        get async {
            let status = await entrypoint.value.exitStatus
            await kill()
            return status
        }
    }

    func start(_ command: ContainerCommand) async throws -> Child {
        try await processes.start(
            Launch(
                arguments: command.arguments, environment: environment.merging(command.environment) { $1 },
                directory: command.directory ?? workspace, descriptors: command.descriptors,
                user: command.user, group: command.group, endsItsGroup: command.endsItsGroup))
    }

    func kill() async {
        killed.withLock { $0 = true }
        // One that forks while we look is found by the next look.
        while true {
            let members = members
            if members.isEmpty { break }
            for member in members { _ = Glibc.kill(member, SIGKILL) }
            await Task.yield()
        }
        if let child = entrypoint.current { _ = await child.exitStatus }
    }
}
