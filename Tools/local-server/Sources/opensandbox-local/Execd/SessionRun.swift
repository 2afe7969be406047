import Glibc
import NIOCore

/// One command in a session. Its output, stdout and stderr alike, goes to the stream that asked for it.
struct SessionRun {
    let command: String
    let directory: String?
    let timeout: Duration?
    let session: ShellSession
    let sandbox: Sandbox
    let processes: Processes

    private static let longest = Duration.seconds(24 * 3600)

    func run(_ exchange: Exchange) async throws {
        let began = ContinuousClock.now
        let output = try await OutputPipe()
        defer { output.abandon() }
        let script = sandbox.container.temporary + "/execd_bash_\(Identifier.hex()).sh"
        let started = await start(script, output)
        output.closeWritingEnd()
        defer { try? sandbox.container.root.remove(script) }

        switch started {
        case .success(let child):
            session.begin(child, processes)
            defer {
                // Only the shell itself: what it started may go on, as with the real one.
                processes.signal(child, SIGKILL)
                session.end(child)
            }
            let stream = try await EventStream.begin(exchange)
            try await withTaskCancellationHandler {
                try await follow(child, began, output, stream)
            } onCancel: {
                processes.signal(child, SIGKILL)
                output.finish()
            }
        case .failure(let failure):
            guard sandbox.isRunning else { throw SandboxGone() }
            let stream = try await EventStream.begin(exchange)
            try await stream.send(.initialised(id: session.id))
            try await stream.send(.sessionRun("start bash: " + failure.text))
        }
        try await exchange.endStream()
    }

    private func start(_ script: String, _ output: OutputPipe) async -> Result<Child, StartFailure> {
        do {
            try sandbox.container.root.create(script, session.script(command, in: directory), mode: 0o600)
            let nothing = try Descriptor.open("/dev/null", O_RDONLY)
            return .success(
                try await sandbox.start(
                    ContainerCommand(
                        arguments: ["bash", "--noprofile", "--norc", script],
                        descriptors: [nothing.number, output.writingEnd, output.writingEnd])))
        } catch {
            return .failure(StartFailure(text: Processes.reason(error)))
        }
    }

    /// Passes on what is written until nobody can write any more, which may be long after the shell has ended.
    private func follow(
        _ child: Child, _ began: ContinuousClock.Instant, _ output: OutputPipe, _ stream: EventStream
    ) async throws {
        let limit = min(timeout ?? Self.longest, Self.longest)
        try await stream.send(.initialised(id: session.id))
        async let _: Void = stream.keepAlive()
        async let _: Void = kill(child, after: limit)
        var reader = SessionOutput()
        do {
            while let bytes = try await output.next() {
                try await stream.sendLines(of: .stdout) { try reader.feed(bytes, $0) }
            }
            try await stream.sendLines(of: .stdout) { reader.finish($0) }
        } catch is SessionOutput.LineTooLong {
            output.abandon()
            return try await stream.send(.sessionRun("read stdout: bufio.Scanner: token too long"))
        }
        let status = await child.exitStatus
        guard sandbox.isRunning else { throw SandboxGone() }
        let elapsed = began.duration(to: .now)
        guard elapsed < limit else {
            return try await stream.send(.sessionRun("timeout after " + GoDuration.text(limit)))
        }
        session.update(reader)
        let code = reader.exitCode ?? status.code
        try await stream.send(
            code == 0
                ? .complete(milliseconds: elapsed.milliseconds)
                : .failed(value: String(code), traceback: status == .exited(0) ? "command exited with code \(code)" : status.text))
    }

    private func kill(_ child: Child, after timeout: Duration) async throws {
        try await Task.sleep(for: timeout)
        try await sandbox.gate.pass()
        processes.signal(child, SIGKILL)
    }
}

extension ExecdError {
    fileprivate static func sessionRun(_ reason: String) -> ExecdError { .runtime("error running in session. " + reason) }
}
