import Glibc
import NIOCore
import NIOHTTP1

/// Commands: run, ask about, stop.
extension Execd {
    static let commandRoutes: [Route] = [
        Route(method: .POST, pattern: "command") { execd, exchange, _ in try await execd.runCommand(exchange) },
        Route(method: .DELETE, pattern: "command") { execd, exchange, _ in try await execd.interrupt(exchange) },
        Route(method: .GET, pattern: "command/status/*") { try await $0.showStatus($1, $2[2]) },
        Route(method: .GET, pattern: "command/*/logs") { try await $0.sendLog($1, $2[1]) },
    ]

    private func runCommand(_ exchange: Exchange) async throws {
        let request = try CommandRequest(try await exchange.body(), for: sandbox)
        if request.isBackground {
            try await BackgroundCommand(request: request, sandbox: sandbox, processes: processes, tail: tail).run(exchange)
        } else {
            try await ForegroundCommand(request: request, sandbox: sandbox, processes: processes, tail: tail).run(exchange)
        }
    }

    private func showStatus(_ exchange: Exchange, _ id: String) async throws {
        guard let command = sandbox.executions.command(id) else {
            throw ExecdError(.notFound, "INVALID_REQUEST_BODY", "command not found: \(id)")
        }
        try await answer(exchange, .ok, command.status)
    }

    /// What a background command has printed from a byte on.
    private func sendLog(_ exchange: Exchange, _ id: String) async throws {
        let cursor = exchange.target.value("cursor").flatMap { Int64($0) } ?? 0
        guard let command = sandbox.executions.command(id) else { throw ExecdError.invalidRequest("command not found: \(id)") }
        guard let log = command.log else {
            throw ExecdError.invalidRequest("command \(id) is not running in background")
        }
        guard let file = try? Descriptor.open(log, O_RDONLY), let size = file.size else {
            throw ExecdError.invalidRequest("error open combined output file for command \(id)")
        }
        guard cursor >= 0 else {
            throw ExecdError.invalidRequest("error seek file: seek /tmp/\(id).output: invalid argument")
        }
        let count = max(0, size - cursor)
        let headers: HTTPHeaders = [
            "Content-Type": "text/plain; charset=utf-8", "Execd-Commands-Tail-Cursor": String(max(cursor, size)),
            "Content-Length": String(count),
        ]
        if count == 0 { return try await exchange.answer(.ok, headers) }
        let stream = try await exchange.beginStream(.ok, headers)
        try await FileReader(file: file).send(from: cursor, count: count, to: stream)
        try await exchange.endStream()
    }

    // MARK: Interrupt

    /// How long a group may take to end by itself, and how long it is waited for when it was killed: a process that
    /// nobody in the sandbox reaps stays in its group.
    private static let grace = Duration.seconds(3)
    private static let graceAfterKill = Duration.seconds(1)

    private func interrupt(_ exchange: Exchange) async throws {
        guard let id = exchange.target.value("id"), !id.isEmpty else { throw ExecdError.missingQuery("id") }
        if let command = sandbox.executions.command(id) {
            guard let child = command.child, !child.hasEnded else {
                throw Self.interruptFailed("command session \(id) is not running")
            }
            // Also when whoever asked has gone: what is begun is brought to its end.
            await Task { await terminate(child) }.value
        } else if let session = sandbox.executions.removeSession(id) {
            session.close(processes)
        } else {
            throw Self.interruptFailed("no such session")
        }
        try await answerEmpty(exchange)
    }

    private static func interruptFailed(_ reason: String) -> ExecdError {
        .runtime("error interruptting code context. " + reason)
    }

    /// Asks the child's group to end, makes it after a while, and returns when it is gone.
    private func terminate(_ child: Child) async {
        processes.signalGroup(of: child, SIGTERM)
        if await isGone(child, within: Self.grace) { return }
        processes.killRemains(of: child)
        _ = await isGone(child, within: Self.graceAfterKill)
    }

    private func isGone(_ child: Child, within time: Duration) async -> Bool {
        let deadline = ContinuousClock.now + time
        while processes.hasGroup(of: child) {
            guard ContinuousClock.now < deadline, (try? await Task.sleep(for: .milliseconds(5))) != nil else { return false }
        }
        return true
    }
}
