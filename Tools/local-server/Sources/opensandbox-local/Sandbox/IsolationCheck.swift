/// Finds out how sandboxes can be kept apart on this machine.
enum IsolationCheck {
    static func resolve(
        _ choice: Options.IsolationChoice, processes: Processes, state: String
    ) async throws(StartFailure) -> any Isolation {
        if choice == .none { return NoIsolation(processes: processes) }
        do throws(ContainerFailure) {
            let bubblewrap = try Bubblewrap(processes: processes)
            try await rehearse(bubblewrap, processes: processes, state: state)
            return bubblewrap
        } catch {
            throw StartFailure(
                text: "this machine refuses to isolate sandboxes (\(error.text)); "
                    + "pass --isolation none to run their commands unprotected on the host")
        }
    }

    /// Makes a sandbox, joins it and ends it: what is refused is refused now, in one line, and not to the first client.
    private static func rehearse(
        _ isolation: any Isolation, processes: Processes, state: String
    ) async throws(ContainerFailure) {
        let home = SandboxHome(path: state + "/rehearsal")
        try home.make()
        let plan = ContainerPlan(
            home: home, hostname: "rehearsal", environment: ["PATH": "/usr/bin:/bin"],
            entrypoint: ["sleep", "infinity"], hasNetwork: true)
        let outcome: ContainerFailure?
        do throws(ContainerFailure) {
            let container = try await isolation.open(plan)
            outcome = await join(container)
            await container.kill()
        } catch {
            outcome = error
        }
        await FileTree(processes: processes).remove(home.path)
        if let outcome { throw outcome }
    }

    private static func join(_ container: any Container) async -> ContainerFailure? {
        do {
            let child = try await container.start(ContainerCommand(arguments: ["true"], descriptors: []))
            let status = await child.exitStatus
            return status == .exited(0) ? nil : ContainerFailure(text: status.text)
        } catch {
            return ContainerFailure(text: (error as? Processes.LaunchFailure)?.text ?? "\(error)")
        }
    }
}
