import Glibc

/// A command whose stream tells only that it was started. It outlives stream and connection; its output goes to a file.
struct BackgroundCommand {
    let request: CommandRequest
    let sandbox: Sandbox
    let processes: Processes
    /// How long the stream stays open after its last event.
    let tail: Duration

    func run(_ exchange: Exchange) async throws {
        let began = ContinuousClock.now
        // It starts, and is remembered, also when whoever asked has gone meanwhile.
        let command = await Task { await start() }.value
        guard sandbox.isRunning else { throw SandboxGone() }
        let stream = try await EventStream.begin(exchange)
        try await stream.send(.initialised(id: command.id))
        try await stream.send(.ping)
        if command.child == nil {
            let reason = "failed to start commands: " + (command.end?.text ?? "")
            try await stream.send(ExecdError.runtime("error running commands " + reason))
        } else {
            async let _: Void = stream.keepAlive(after: EventStream.keepAliveInterval)
            try await stream.send(.complete(milliseconds: began.duration(to: .now).milliseconds))
            try await Task.sleep(for: tail)
        }
        try await exchange.endStream()
    }

    private func start() async -> Command {
        let id = Identifier.hex()
        let log = sandbox.home.log(of: id)
        let startedAt = Instant.now
        let command: Command
        do {
            let nothing = try Descriptor.open("/dev/null", O_RDONLY)
            let output = try Descriptor.open(log, O_WRONLY | O_CREAT | O_EXCL | O_APPEND)
            let child = try await sandbox.start(
                request.containerCommand(descriptors: [nothing.number, output.number, output.number], endsItsGroup: true))
            command = Command(id: id, content: request.command, startedAt: startedAt, child: child, log: log)
            limit(child)
        } catch {
            command = Command(
                id: id, content: request.command, startedAt: startedAt, failure: Processes.reason(error), log: log)
        }
        sandbox.executions.add(command)
        return command
    }

    private func limit(_ child: Child) {
        guard let timeout = request.timeout else { return }
        let killer = Task {
            try await Task.sleep(for: timeout)
            try await sandbox.gate.pass()
            processes.signalGroup(of: child, SIGKILL)
        }
        Task {
            _ = await child.exitStatus
            killer.cancel()
        }
    }
}
