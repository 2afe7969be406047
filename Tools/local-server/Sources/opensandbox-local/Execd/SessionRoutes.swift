import NIOCore
import NIOHTTP1

/// Shell sessions: make, run in, end.
extension Execd {
    static let sessionRoutes: [Route] = [
        Route(method: .POST, pattern: "session") { execd, exchange, _ in try await execd.createSession(exchange) },
        Route(method: .POST, pattern: "session/*/run") { try await $0.runInSession($1, $2[1]) },
        Route(method: .DELETE, pattern: "session/*") { try await $0.deleteSession($1, $2[1]) },
    ]

    private func createSession(_ exchange: Exchange) async throws {
        let body = try await exchange.body()
        let name = body.readableBytes == 0 ? "" : try GoFields(body, type: "CreateSessionRequest", .session).string("cwd") ?? ""
        let session = ShellSession(environment: sandbox.environment, directory: try sessionDirectory(name))
        guard sandbox.executions.add(session) else { throw ExecdError.runtime("error creating session. too many sessions") }
        try await answer(exchange, .ok, .object(["session_id": .string(session.id)]))
    }

    /// It is made where it is missing.
    private func sessionDirectory(_ name: String) throws(ExecdError) -> String? {
        guard !name.isEmpty else { return nil }
        guard !name.utf8.contains(0) else { throw .runtime("error creating session. mkdir: invalid argument") }
        let path: String
        do throws(GoText.PathProblem) {
            path = sandbox.absolute(try GoText.expandPath(name, sandbox.environment))
        } catch {
            throw .runtime("error creating session. resolve request cwd \(name): \(error.text)")
        }
        do throws(SystemError) {
            try sandbox.container.root.makeDirectories(path)
        } catch {
            throw .runtime("error creating session. mkdir \(path): \(error.text)")
        }
        return path
    }

    private func runInSession(_ exchange: Exchange, _ id: String) async throws {
        let fields = try GoFields(try await exchange.body(), type: "RunInSessionRequest", .session)
        let command = try fields.string("command") ?? ""
        let directory = try fields.string("cwd") ?? ""
        let milliseconds = try fields.integer("timeout", as: Int64.self) ?? 0
        guard !command.isEmpty else { throw fields.violation("Command", "required") }
        let timeout = try fields.timeout(milliseconds: milliseconds, field: "Timeout")
        let path = try fields.directory(directory, in: sandbox)
        guard let session = sandbox.executions.session(id) else {
            throw ExecdError.runtime("error running in session. context not found")
        }
        let run = SessionRun(
            command: command, directory: path, timeout: timeout, session: session, sandbox: sandbox, processes: processes)
        try await run.run(exchange)
    }

    private func deleteSession(_ exchange: Exchange, _ id: String) async throws {
        guard let session = sandbox.executions.removeSession(id) else {
            throw ExecdError(.notFound, "CONTEXT_NOT_FOUND", "session \(id) not found")
        }
        session.close(processes)
        try await answerEmpty(exchange)
    }
}
