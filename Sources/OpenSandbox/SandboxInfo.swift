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
    package let snapshot: Text?
    package let platform: (os: Text?, architecture: Text?)
    package let allocation: (mode: Text?, pool: Text?, state: Text?)
    package let createdAt: Int64?
    package let expiresAt: Int64?
    package let lastTransitionAt: Int64?
    package let entrypoint: [Text]
    package let metadata: [(key: Text, value: Text)]
    package let extensions: [(key: Text, value: Text)]

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
        snapshot = document["snapshotId"]?.string.map { Text($0) }
        let platform = document["platform"], allocation = document["allocation"]
        self.platform = (platform?["os"]?.string.map { Text($0) }, platform?["arch"]?.string.map { Text($0) })
        self.allocation = (
            allocation?["mode"]?.string.map { Text($0) }, allocation?["poolRef"]?.string.map { Text($0) },
            allocation?["state"]?.string.map { Text($0) }
        )
        createdAt = document["createdAt"]?.string.flatMap(Instant.milliseconds)
        expiresAt = document["expiresAt"]?.string.flatMap(Instant.milliseconds)
        lastTransitionAt = status["lastTransitionAt"]?.string.flatMap(Instant.milliseconds)
        var entrypoint: [Text] = []
        for argument in document["entrypoint"]?.array ?? [] {
            guard let argument = argument.string else { throw malformed("entrypoint") }
            entrypoint.append(Text(argument))
        }
        self.entrypoint = entrypoint
        guard let metadata = Self.texts(document["metadata"]) else { throw malformed("metadata") }
        self.metadata = metadata
        guard let extensions = Self.texts(document["extensions"]) else { throw malformed("extensions") }
        self.extensions = extensions
    }

    /// An object's members, whose values are texts; nothing where there is no object, nil where a value is something else.
    private static func texts(_ value: JSONValue?) -> [(key: Text, value: Text)]? {
        var texts: [(key: Text, value: Text)] = []
        for member in value?.object?.members ?? [] {
            guard let value = member.value.string else { return nil }
            texts.append((Text(member.key), Text(value)))
        }
        return texts
    }

    /// The id alone, for when nothing else can be made out. A NUL would end it early in C.
    static func id(_ document: JSONValue) -> Text? {
        guard let id = document["id"]?.string, !id.isEmpty, !id.utf8.contains(0) else { return nil }
        return Text(id)
    }

    /// Its state, and why: for a message.
    var described: String {
        guard let reason = message ?? reason else { return stateText.string }
        return "\(stateText.string): \(reason.string)"
    }

    package func metadataValue(_ key: String) -> Text? { Self.value(key, in: metadata) }

    package func extensionValue(_ key: String) -> Text? { Self.value(key, in: extensions) }

    private static func value(_ key: String, in texts: [(key: Text, value: Text)]) -> Text? {
        for entry in texts where entry.key.string.isExactly(key) { return entry.value }
        return nil
    }
}
