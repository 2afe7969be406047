import HTTP
import JSON

/// A shell in a sandbox whose directory and environment live on from one command to the next.
package final class Session: @unchecked Sendable {
    package let sandbox: Sandbox
    package let id: Text

    private init(_ sandbox: Sandbox, _ id: Text) {
        self.sandbox = sandbox
        self.id = id
    }

    static func path(_ id: Text) -> String { "/session/" + percentEncoded(id.string) }

    package static func create(_ sandbox: Sandbox, directory: String?, _ cancel: CancelToken?) throws(Failure) -> Session {
        let client = sandbox.client
        var writer = JSONWriter()
        writer.beginObject()
        if let directory {
            writer.key("cwd")
            writer.value(directory)
        }
        writer.endObject()
        let request = client.wire.endpointRequest(try sandbox.daemonEndpoint(cancel), .post, "/session", body: writer.bytes)
        let (document, answer) = try client.callForDocument(request, "create session", cancel)
        guard let id = document["session_id"]?.string, !id.isEmpty, !id.utf8.contains(0) else {
            throw Failure(.errProtocol, "create session: the answer has no session id", httpStatus: answer.head.status, raw: answer.body)
        }
        return Session(sandbox, Text(id))
    }

    /// One that exists already. Asks nobody.
    package static func attach(_ sandbox: Sandbox, id: String) -> Session { Session(sandbox, Text(id)) }

    package func run(_ command: String?, _ options: CommandOptions, _ cancel: CancelToken?) throws(Failure) -> CommandResult {
        try sandbox.run(RunPlan(command, options, session: id), cancel)
    }

    package func delete(_ cancel: CancelToken?) throws(Failure) {
        let request = sandbox.client.wire.endpointRequest(try sandbox.daemonEndpoint(cancel), .delete, Self.path(id))
        _ = try sandbox.client.call(request, "delete session", cancel)
    }
}
