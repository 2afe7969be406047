import NIOCore

/// The body of POST /command.
struct CommandRequest: Sendable {
    let command: String
    let directory: String?
    let timeout: Duration?
    let user: UInt32?
    let group: UInt32?
    let environment: [String: String]
    let isBackground: Bool

    init(_ body: ByteBuffer, for sandbox: Sandbox) throws(ExecdError) {
        let fields = try GoFields(body, type: "RunCommandRequest", .command)
        let command = try fields.string("command") ?? ""
        isBackground = try fields.bool("background") ?? false
        let directory = try fields.string("cwd") ?? ""
        let milliseconds = try fields.integer("timeout", as: Int64.self) ?? 0
        user = try fields.integer("uid", as: UInt32.self)
        group = try fields.integer("gid", as: UInt32.self)
        let requested = try fields.strings("envs") ?? [:]
        guard !command.isEmpty else { throw fields.violation("Command", "required") }
        timeout = try fields.timeout(milliseconds: milliseconds, field: "TimeoutMs")
        self.command = command
        if let bad = requested.first(where: { $0.key.isEmpty || $0.key.contains("=") || ($0.key + $0.value).utf8.contains(0) }) {
            throw fields.invalid("invalid environment variable: \(bad.key)")
        }
        if command.utf8.contains(0) { throw fields.invalid("command contains NUL") }
        environment = EnvironmentFile.variables(of: sandbox).merging(requested) { $1 }
        self.directory = try fields.directory(directory, in: sandbox, environment)
    }

    /// What is to be started for it.
    func containerCommand(descriptors: [Int32], endsItsGroup: Bool = false) -> ContainerCommand {
        ContainerCommand(
            arguments: ["bash", "-c", command], environment: environment, directory: directory, descriptors: descriptors,
            user: user, group: group, endsItsGroup: endsItsGroup)
    }
}

extension GoFields {
    /// Nil without a limit.
    func timeout(milliseconds: Int64, field: String) throws(ExecdError) -> Duration? {
        guard milliseconds >= 0 else { throw violation(field, "gte") }
        // More than a century is for ever, and safe to reckon with.
        return milliseconds == 0 ? nil : .milliseconds(min(milliseconds, 100 * 366 * 86_400_000))
    }

    /// Where to start: absolute, with variables put in. Nil for the default. As with the real one, that it is there is
    /// looked at with the sandbox's own variables, not with those of the request.
    func directory(_ name: String, in sandbox: Sandbox, _ environment: [String: String] = [:]) throws(ExecdError) -> String? {
        guard !name.isEmpty else { return nil }
        guard !name.utf8.contains(0) else { throw invalid("cwd contains NUL") }
        let path: String, requested: String
        do throws(GoText.PathProblem) {
            path = try GoText.expandPath(name, sandbox.environment)
            requested = try GoText.expandPath(name, sandbox.environment.merging(environment) { $1 })
        } catch {
            throw invalid("cannot resolve working directory \"\(name)\": \(error.text)")
        }
        if let problem = sandbox.problem(withDirectory: path, named: name) { throw invalid(problem) }
        return sandbox.absolute(requested)
    }
}
