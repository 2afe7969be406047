import HTTP
import JSON

/// What the server said of a sandbox at one moment.
package struct SandboxInfo {
    package let id: Text
    package let state: SandboxState
    package let stateText: Text
    package let reason: Text?
    package let message: Text?
    package let image: Text?
    package let createdAt: Int64?
    package let expiresAt: Int64?
    package let lastTransitionAt: Int64?
    package let entrypoint: [Text]
    package let metadata: [(key: Text, value: Text)]

    /// From the server's Sandbox object (GET /sandboxes/{id} and the answer of a create).
    init(_ document: JSONValue, _ answer: Answer, _ operation: StaticString) throws(Failure) {
        func malformed(_ field: StaticString) -> Failure {
            Failure(
                .errProtocol, "\(String(operation)): the answer's \(String(field)) is missing or of the wrong type",
                httpStatus: answer.head.status, requestID: answer.head["x-request-id"], field: String(field), raw: answer.body)
        }
        guard let id = Self.id(document) else { throw malformed("id") }
        guard let status = document["status"], let state = status["state"]?.string else { throw malformed("status.state") }
        self.id = id
        self.state = SandboxState(state)
        stateText = Text(state)
        reason = status["reason"]?.string.map { Text($0) }
        message = status["message"]?.string.map { Text($0) }
        image = document["image"]?["uri"]?.string.map { Text($0) }
        createdAt = document["createdAt"]?.string.flatMap(Instant.milliseconds)
        expiresAt = document["expiresAt"]?.string.flatMap(Instant.milliseconds)
        lastTransitionAt = status["lastTransitionAt"]?.string.flatMap(Instant.milliseconds)
        var entrypoint: [Text] = []
        for argument in document["entrypoint"]?.array ?? [] {
            guard let argument = argument.string else { throw malformed("entrypoint") }
            entrypoint.append(Text(argument))
        }
        self.entrypoint = entrypoint
        var metadata: [(key: Text, value: Text)] = []
        for member in document["metadata"]?.object?.members ?? [] {
            guard let value = member.value.string else { throw malformed("metadata") }
            metadata.append((Text(member.key), Text(value)))
        }
        self.metadata = metadata
    }

    /// The id alone, for when nothing else can be made out. A NUL would end it early in C.
    static func id(_ document: JSONValue) -> Text? {
        guard let id = document["id"]?.string, !id.isEmpty, !id.utf8.contains(0) else { return nil }
        return Text(id)
    }

    package func metadataValue(_ key: String) -> Text? {
        for entry in metadata where entry.key.string.isExactly(key) { return entry.value }
        return nil
    }
}
