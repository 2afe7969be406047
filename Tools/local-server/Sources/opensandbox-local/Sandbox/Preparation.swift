import Glibc

extension Container {
    /// Runs a command that comes before the entrypoint; what it prints goes where the entrypoint's output goes.
    func prepare(
        _ preparation: ContainerPlan.Preparation, _ processes: Processes, console: Descriptor
    ) async throws(ContainerFailure) {
        let child: Child
        do {
            let nothing = try Descriptor.open("/dev/null", O_RDONLY)
            child = try await start(
                ContainerCommand(
                    arguments: preparation.command, descriptors: [nothing.number, console.number, console.number],
                    endsItsGroup: true))
        } catch {
            throw ContainerFailure(text: "preStart hook failed: " + Processes.reason(error))
        }
        let killer = Task {
            try await Task.sleep(for: preparation.timeout)
            processes.signalGroup(of: child, SIGKILL)
            return true
        }
        let status = await child.exitStatus
        killer.cancel()
        if case .success(true) = await killer.result {
            throw ContainerFailure(text: "preStart hook failed: timeout after " + GoDuration.text(preparation.timeout))
        }
        guard status == .exited(0) else { throw ContainerFailure(text: "preStart hook failed: " + status.text) }
    }
}
