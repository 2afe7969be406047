import CLocalSystem
import Glibc

/// Stops all processes of a container and lets them go on.
struct Freezer: Sendable {
    /// A process that does not stand still after so many looks sleeps in the kernel, and stops when it comes out.
    private static let mostLooks = 1000

    let container: any Container

    /// Returns when everything stands still. Answers what stood still before, and is not to be woken.
    func stop() async -> Set<pid_t> {
        let before = Set(container.members.filter { ProcessTable.activity(of: $0) == .stopped })
        for _ in 0..<Self.mostLooks {
            // Those that were born while we looked are found by the next look.
            let active = container.members.filter { ProcessTable.activity(of: $0) == .active }
            if active.isEmpty { break }
            for pid in active { signal(pid, SIGSTOP) }
            try? await Task.sleep(for: .milliseconds(1))
        }
        return before
    }

    func resume(except stopped: Set<pid_t>) {
        for pid in container.members where !stopped.contains(pid) { signal(pid, SIGCONT) }
    }

    /// The pid may be somebody else's by now, so membership is looked at once more when the process is held.
    private func signal(_ pid: pid_t, _ number: Int32) {
        let descriptor = local_pidfd(pid)
        guard descriptor >= 0 else { return }
        let handle = Descriptor(owning: descriptor)
        if container.isMember(pid) { local_pidfd_signal(handle.number, number) }
    }
}
