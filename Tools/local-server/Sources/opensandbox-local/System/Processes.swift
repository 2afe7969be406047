import CLocalSystem
import Glibc
import NIOPosix
import Synchronization

/// A program to start.
struct Launch: Sendable {
    var arguments: [String]
    var environment: [String: String]
    var directory: String?
    /// Become 0, 1, 2 … of the process.
    var descriptors: [Int32]
    var confined = false
    var user: UInt32?
    var group: UInt32?
    /// The namespaces it runs in.
    var namespaces: Namespaces?
    /// When it ends, what is left of its group is killed.
    var endsItsGroup = false

    struct Namespaces: Sendable {
        /// pidfd of a process inside.
        let process: Int32
        let mask: Int32
    }
}

/// A process of ours that runs, or ran; the leader of its own group.
final class Child: Sendable {
    struct End: Sendable {
        let status: ExitStatus
        let at: Instant
    }

    let pid: pid_t
    fileprivate let endsItsGroup: Bool
    fileprivate let ended = Eventually<End>()

    fileprivate init(pid: pid_t, endsItsGroup: Bool) { (self.pid, self.endsItsGroup) = (pid, endsItsGroup) }

    var exitStatus: ExitStatus { get async { await ended.value.status } }
    /// Nil while it runs.
    var end: End? { ended.current }
    var hasEnded: Bool { end != nil }
}

/// Every process the server started, from its start until it is reaped.
///
/// Starting, reaping and signalling share one lock, so that no signal ever reaches a pid that has been reaped and
/// given to somebody else. Starting has a thread of its own that lives as long as the server, because the kernel kills
/// the children when the *thread* that started them ends.
final class Processes: Sendable {
    struct LaunchFailure: Error {
        let step: local_step
        let errno: Int32
        let program: String

        /// As Go words the failure of exec.Cmd.Start.
        var text: String {
            switch step {
            case LOCAL_STEP_DIRECTORY: "chdir: " + String(cString: strerror(errno)).lowercased()
            default: "fork/exec \(program): " + String(cString: strerror(errno)).lowercased()
            }
        }
    }

    /// Why a start failed.
    static func reason(_ error: any Error) -> String {
        switch error {
        case let failure as LaunchFailure: failure.text
        case let failure as ContainerFailure: failure.text
        default: "\(error)"
        }
    }

    private let starter = NIOThreadPool(numberOfThreads: 1)
    private let running = Mutex<[pid_t: Child]>([:])

    init() { starter.start() }

    func start(_ launch: Launch) async throws -> Child {
        try await starter.runIfActive {
            try self.running.withLock { running in
                let child = Child(pid: try launch.startNow(), endsItsGroup: launch.endsItsGroup)
                running[child.pid] = child
                return child
            }
        }
    }

    /// Collects whoever has ended, orphans that came to us included.
    func reap() {
        let ended = running.withLock { running in
            var ended: [(Child, Child.End)] = []
            while case let pid = local_ended_child(), pid > 0 {
                let child = running.removeValue(forKey: pid)
                // Before it is reaped: its pid, and with it the group's number, cannot be anybody else's yet.
                if child?.endsItsGroup == true { _ = kill(-pid, SIGKILL) }
                var status: Int32 = 0
                while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
                if let child { ended.append((child, Child.End(status: ExitStatus(waitStatus: status), at: .now))) }
            }
            return ended
        }
        // Without the lock: who is waked takes locks of the concurrency runtime's, which is holding those while a cancelled task signals.
        for (child, end) in ended { child.ended.fulfil(end) }
    }

    /// Sends a signal to the child's group, if the child still runs.
    func signalGroup(of child: Child, _ signal: Int32) {
        running.withLock { running in
            if running[child.pid] === child { _ = kill(-child.pid, signal) }
        }
    }

    /// True while a process of the child's group is left, the child itself gone or not.
    func hasGroup(of child: Child) -> Bool {
        running.withLock { _ in kill(-child.pid, 0) == 0 || errno == EPERM }
    }

    /// Kills what is left of the child's group, the child itself gone or not. For whoever has just seen that some is left.
    func killRemains(of child: Child) {
        running.withLock { _ in _ = kill(-child.pid, SIGKILL) }
    }

    /// Sends a signal to the child alone, if it still runs.
    func signal(_ child: Child, _ signal: Int32) {
        running.withLock { running in
            if running[child.pid] === child { _ = kill(child.pid, signal) }
        }
    }
}

extension Launch {
    fileprivate func startNow() throws -> pid_t {
        var failedStep: Int32 = 0
        let pid = withCStrings(arguments) { arguments in
            withCStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
                withOptionalCString(directory) { directory in
                    descriptors.withUnsafeBufferPointer { descriptors in
                        var process = local_process()
                        process.arguments = arguments
                        process.environment = environment
                        process.directory = directory
                        process.descriptors = descriptors.baseAddress
                        process.descriptor_count = descriptors.count
                        process.sandbox = namespaces?.process ?? -1
                        process.namespaces = namespaces?.mask ?? 0
                        process.confined = confined
                        process.uid = user.map(Int64.init) ?? -1
                        process.gid = group.map(Int64.init) ?? -1
                        return local_process_start(&process, &failedStep)
                    }
                }
            }
        }
        guard pid > 0 else {
            throw Processes.LaunchFailure(
                step: local_step(UInt32(failedStep)), errno: -pid, program: arguments.first ?? "")
        }
        return pid
    }
}

private func withOptionalCString<Result>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Result) -> Result {
    guard let text else { return body(nil) }
    return text.withCString(body)
}

/// An argv for the time of a call.
private func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    var pointers = strings.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    pointers.append(nil)
    return pointers.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { preconditionFailure("an array that holds at least its end has an address") }
        return body(base)
    }
}
