import HTTP
import JSON

/// What to run and how: a command of the sandbox itself, or one in a session of it.
struct RunPlan {
    let program: Program
    let options: CommandOptions
    let session: Text?
    /// Counted from the moment the plan was made.
    let deadline: Deadline

    init(_ command: String?, _ options: CommandOptions, session: Text? = nil) throws(Failure) {
        program = try options.program(command)
        self.options = options
        self.session = session
        deadline = Deadline(after: options.deadline)
        try options.check()
        if session != nil { try Self.checkForSession(options) }
    }

    /// What the daemon's sessions have no words for.
    private static func checkForSession(_ options: CommandOptions) throws(Failure) {
        if !options.environment.isEmpty { throw .argument("env", "is not for a session: export it there") }
        if options.user != nil { throw .argument("uid", "is not for a session") }
        if options.isBackground { throw .argument("background", "is not for a session") }
    }

    var operation: StaticString { session == nil ? "run command" : "run in session" }

    private var isVector: Bool {
        if case .vector = program { return session == nil }
        return false
    }

    /// - Parameter daemon: Tells whether it takes an argument vector as it is.
    func request(_ endpoint: Endpoint, _ daemon: DaemonAddress, _ wire: Wire) -> Request {
        let path: String, body: [UInt8]
        if let session {
            path = Session.path(session) + "/run"
            body = sessionBody()
        } else {
            path = "/command"
            body = options.body(program, asVector: !daemon.knowsNoVectors)
        }
        var request = wire.endpointRequest(endpoint, .post, path, body: body)
        request.limits = request.limits.forStream.ending(by: deadline)
        request.mayShareConnection = false
        return request
    }

    private func sessionBody() -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("command")
        writer.value(program.withinShell)
        if let directory = options.directory {
            writer.key("cwd")
            writer.value(directory)
        }
        if let timeout = options.timeout { writer.member("timeout", timeout) }
        writer.endObject()
        return writer.bytes
    }

    /// Whether the answer says that this daemon knows no argument vectors: it missed the command, and ran nothing. The same request can
    /// then be sent once more, for a shell.
    func isRefusedAsVector(_ answer: CommandAnswer, _ daemon: DaemonAddress) -> Bool {
        guard isVector, !daemon.knowsNoVectors, answer.head?.status == 400 else { return false }
        let message = ServerError(answer.body).message ?? ""
        guard message.holds("'Command' failed on the 'required' tag") else { return false }
        daemon.knowsNoVectors = true
        return true
    }

    /// The daemon has one status for all its failures; its words tell more.
    func refined(_ failure: Failure) -> Failure {
        session != nil && failure.httpStatus == 500 && failure.message.holds("context not found") ? failure.with(status: .errNotFound) : failure
    }
}
