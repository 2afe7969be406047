import Glibc

/// What a sandbox runs, and where.
struct ContainerPlan: Sendable {
    let home: SandboxHome
    let hostname: String
    /// Of every process in it.
    let environment: [String: String]
    let entrypoint: [String]
    let hasNetwork: Bool
    var mounts: [Mount] = []
    /// Runs to its end before the entrypoint begins.
    var preparation: Preparation?

    /// A directory of the host's that is seen in the sandbox.
    struct Mount: Sendable {
        let source: String
        let target: String
        let isReadOnly: Bool
    }

    struct Preparation: Sendable {
        let command: [String]
        let timeout: Duration
    }
}

/// The processes of one sandbox. It lives as long as its entrypoint.
protocol Container: AnyObject, Sendable {
    /// False from the moment it starts to end, before its processes are seen to die.
    var isRunning: Bool { get }

    /// How the entrypoint ended, once everything in the container is gone.
    var exitStatus: ExitStatus { get async }

    /// Starts another program inside, as leader of its own group.
    func start(_ command: ContainerCommand) async throws -> Child

    /// Ends everything inside, and returns when it is gone.
    func kill() async

    /// The processes in it right now.
    var members: [pid_t] { get }
    func isMember(_ pid: pid_t) -> Bool

    /// The files as its processes see them.
    var root: SandboxRoot { get }

    /// Where commands start, and where temporary files belong, as its processes see them.
    var workspace: String { get }
    var temporary: String { get }
}

struct ContainerCommand: Sendable {
    var arguments: [String]
    /// On top of the container's own.
    var environment: [String: String] = [:]
    /// Nil: the workspace.
    var directory: String?
    var descriptors: [Int32]
    var user: UInt32?
    var group: UInt32?
    /// When it ends, what is left of its group is killed.
    var endsItsGroup = false
}

/// A way of making containers.
protocol Isolation: Sendable {
    func open(_ plan: ContainerPlan) async throws(ContainerFailure) -> any Container
}

struct ContainerFailure: Error {
    let text: String
}
