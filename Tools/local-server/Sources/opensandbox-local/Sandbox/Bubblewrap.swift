import CLocalSystem
import Glibc

/// Each sandbox in a root of its own: private /tmp, /root and /workspace, the host's programs read-only, processes of
/// its own, and on demand no network. One bubblewrap per sandbox holds the namespaces; commands join them.
struct Bubblewrap: Isolation {
    private let processes: Processes
    private let program: String
    /// An ordinary user needs a user namespace for all the others, and is root inside.
    private let needsUserNamespace = geteuid() != 0

    init(processes: Processes) throws(ContainerFailure) {
        guard let program = Executable.find("bwrap") else { throw ContainerFailure(text: "bubblewrap is not installed") }
        (self.processes, self.program) = (processes, program)
    }

    func open(_ plan: ContainerPlan) async throws(ContainerFailure) -> any Container {
        let nothing = try Descriptor.open("/dev/null", O_RDONLY)
        let console = try Descriptor.open(plan.home.console, O_WRONLY | O_CREAT | O_APPEND)
        let gate = try Descriptor.pipe()
        do {
            let information = try await OutputPipe()
            let ready = try await OutputPipe()
            defer {
                information.abandon()
                ready.abandon()
            }
            let launch = Launch(
                arguments: [program] + arguments(plan), environment: [:],
                descriptors: [
                    nothing.number, console.number, console.number, information.writingEnd, ready.writingEnd,
                    gate.reading.number,
                ])
            let started: Result<Child, any Error>
            do { started = .success(try await processes.start(launch)) } catch { started = .failure(error) }
            information.closeWritingEnd()
            ready.closeWritingEnd()
            let outer = try started.get()

            var report: [UInt8] = []
            while let bytes = try await information.next() { report += bytes.readableBytesView }
            guard try await ready.next() != nil, let inner = Self.innerProcess(report) else {
                processes.signal(outer, SIGKILL)
                _ = await outer.exitStatus
                throw ContainerFailure(text: plan.home.lastConsoleLine() ?? "bubblewrap did not start")
            }
            let container = try BubblewrapContainer(
                outer: outer, inner: inner, processes: processes, environment: plan.environment,
                mask: local_namespaces(needsUserNamespace, !plan.hasNetwork))
            if let preparation = plan.preparation {
                do throws(ContainerFailure) {
                    try await container.prepare(preparation, processes, console: console)
                } catch {
                    await container.kill()
                    throw error
                }
            }
            // Until its last owner closes it here, the entrypoint waits: one that ends at once would be gone before we hold it.
            withExtendedLifetime(gate.writing) {}
            return container
        } catch let failure as ContainerFailure {
            throw failure
        } catch let failure as Processes.LaunchFailure {
            throw ContainerFailure(text: failure.text)
        } catch {
            throw ContainerFailure(text: "\(error)")
        }
    }

    private func arguments(_ plan: ContainerPlan) -> [String] {
        var arguments = ["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--hostname", plan.hostname, "--die-with-parent"]
        if !plan.hasNetwork { arguments.append("--unshare-net") }
        if needsUserNamespace {
            arguments += ["--unshare-user", "--uid", "0", "--gid", "0"]
        } else {
            arguments += ["--cap-drop", "ALL"] + Self.keptCapabilities.flatMap { ["--cap-add", $0] }
        }
        arguments += hostFiles()
        arguments += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/run"]
        // Where name resolution is configured on hosts that keep it below /run.
        arguments += ["--ro-bind-try", "/run/systemd/resolve", "/run/systemd/resolve"]
        arguments += ["--bind", plan.home.temporary, "/tmp", "--bind", plan.home.root, "/root"]
        arguments += ["--bind", plan.home.workspace, "/workspace", "--chdir", "/workspace", "--clearenv"]
        for mount in plan.mounts { arguments += [mount.isReadOnly ? "--ro-bind" : "--bind", mount.source, mount.target] }
        for (name, value) in plan.environment { arguments += ["--setenv", name, value] }
        // The first word out of the new root tells that it is complete, and may be joined; then it waits until it is held.
        let announce = "echo >&4; read -r _ <&5; exec 3>&- 4>&- 5<&-; exec \"$@\""
        return arguments + ["--info-fd", "3", "--", "/bin/sh", "-c", announce, "sandbox"] + plan.entrypoint
    }

    /// The same as commands keep (see process.c).
    private static let keptCapabilities = [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_SETGID", "CAP_SETUID",
        "CAP_NET_BIND_SERVICE", "CAP_SYS_CHROOT", "CAP_AUDIT_WRITE", "CAP_SETFCAP",
    ]

    /// The host's programs. /bin and its like are links into /usr on most systems, directories on others.
    private func hostFiles() -> [String] {
        var arguments = ["--ro-bind", "/usr", "/usr", "--ro-bind", "/etc", "/etc", "--ro-bind-try", "/opt", "/opt"]
        for path in ["/bin", "/sbin", "/lib", "/lib32", "/lib64"] {
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFLNK, let target = Executable.linkTarget(path) {
                arguments += ["--symlink", target, path]
            } else {
                arguments += ["--ro-bind", path, path]
            }
        }
        return arguments
    }

    private static func innerProcess(_ report: [UInt8]) -> pid_t? {
        guard let report = try? JSONParser.parse(report), case .number(let text)? = report["child-pid"] else { return nil }
        return pid_t(text)
    }
}

final class BubblewrapContainer: Container {
    /// bubblewrap as we started it: ends after everything inside has.
    private let outer: Child
    /// The first process of the sandbox's own pid namespace.
    private let inner: pid_t
    private let innerHandle: Descriptor
    let root: SandboxRoot
    let workspace = "/workspace"
    let temporary = "/tmp"
    private let processes: Processes
    private let environment: [String: String]
    private let mask: Int32
    private let namespace: String

    fileprivate init(
        outer: Child, inner: pid_t, processes: Processes, environment: [String: String], mask: Int32
    ) throws(ContainerFailure) {
        let handle = local_pidfd(inner)
        guard handle >= 0 else { throw ContainerFailure(text: "the sandbox ended while it started") }
        innerHandle = Descriptor(owning: handle)
        root = try SandboxRoot("/proc/\(inner)/root", isMapped: geteuid() != 0)
        (self.outer, self.inner, self.processes) = (outer, inner, processes)
        (self.environment, self.mask) = (environment, mask)
        guard let namespace = ProcessTable.namespace(of: inner) else {
            throw ContainerFailure(text: "the sandbox ended while it started")
        }
        self.namespace = namespace
    }

    var isRunning: Bool { !outer.hasEnded && !ProcessTable.isExiting(inner) }

    var members: [pid_t] { ProcessTable.processes(inNamespace: namespace) }

    func isMember(_ pid: pid_t) -> Bool { ProcessTable.namespace(of: pid) == namespace }

    var exitStatus: ExitStatus { get async { await outer.exitStatus } }

    func start(_ command: ContainerCommand) async throws -> Child {
        try await processes.start(
            Launch(
                arguments: command.arguments, environment: environment.merging(command.environment) { $1 },
                directory: command.directory ?? workspace, descriptors: command.descriptors, confined: true,
                user: command.user, group: command.group,
                namespaces: Launch.Namespaces(process: innerHandle.number, mask: mask),
                endsItsGroup: command.endsItsGroup))
    }

    func kill() async {
        local_pidfd_signal(innerHandle.number, SIGKILL)
        _ = await outer.exitStatus
    }
}
