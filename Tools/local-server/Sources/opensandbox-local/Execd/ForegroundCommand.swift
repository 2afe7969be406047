import Glibc
import NIOCore

/// A command whose output goes to the stream that asked for it, and that dies with the stream.
struct ForegroundCommand {
    let request: CommandRequest
    let sandbox: Sandbox
    let processes: Processes
    /// How long the stream stays open after its last event.
    let tail: Duration

    func run(_ exchange: Exchange) async throws {
        let id = Identifier.hex()
        let began = ContinuousClock.now
        let startedAt = Instant.now
        let output = try await OutputPipe()
        let errors = try await OutputPipe()
        defer {
            output.abandon()
            errors.abandon()
        }
        let started = await start(output, errors)
        output.closeWritingEnd()
        errors.closeWritingEnd()

        let last: ExecdEvent
        let stream: EventStream
        switch started {
        case .success(let child):
            // Whichever way this ends, a command that still runs then has lost its reader.
            defer { processes.signalGroup(of: child, SIGKILL) }
            sandbox.executions.add(Command(id: id, content: request.command, startedAt: startedAt, child: child))
            stream = try await EventStream.begin(exchange)
            let status = try await withTaskCancellationHandler {
                try await follow(child, id, output, errors, stream)
            } onCancel: {
                processes.signalGroup(of: child, SIGKILL)
            }
            let elapsed = began.duration(to: .now)
            last = status == .exited(0)
                ? .complete(milliseconds: elapsed.milliseconds)
                : .failed(value: String(status.code), traceback: status.text)
        case .failure(let failure):
            guard sandbox.isRunning else { throw SandboxGone() }
            stream = try await EventStream.begin(exchange)
            try await stream.send(.initialised(id: id))
            last = .failed(value: failure.text, traceback: failure.text)
        }
        try await stream.send(last)
        try await Task.sleep(for: tail)
        try await exchange.endStream()
    }

    private func start(_ output: OutputPipe, _ errors: OutputPipe) async -> Result<Child, StartFailure> {
        do {
            let nothing = try Descriptor.open("/dev/null", O_RDONLY)
            return .success(
                try await sandbox.start(
                    request.containerCommand(descriptors: [nothing.number, output.writingEnd, errors.writingEnd])))
        } catch {
            return .failure(StartFailure(text: Processes.reason(error)))
        }
    }

    /// Passes on what the command writes until it has ended.
    private func follow(
        _ child: Child, _ id: String, _ output: OutputPipe, _ errors: OutputPipe, _ stream: EventStream
    ) async throws -> ExitStatus {
        try await stream.send(.initialised(id: id))
        async let _: Void = stream.keepAlive()
        async let _: Void = kill(child, after: request.timeout)
        async let lines: Void = stream.forward(output, as: .stdout)
        async let errorLines: Void = stream.forward(errors, as: .stderr)
        let status = await child.exitStatus
        output.finish()
        errors.finish()
        // A container that ends takes its processes along, and looks for a moment as if only they had been killed.
        guard sandbox.isRunning else { throw SandboxGone() }
        _ = try await (lines, errorLines)
        return status
    }

    private func kill(_ child: Child, after timeout: Duration?) async throws {
        guard let timeout else { return }
        try await Task.sleep(for: timeout)
        try await sandbox.gate.pass()
        processes.signalGroup(of: child, SIGKILL)
    }
}

extension Duration {
    var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
