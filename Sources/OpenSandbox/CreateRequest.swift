import JSON

/// The body of POST /sandboxes (CreateSandboxRequest, opensandbox-server 1.1.1).
extension CreateOptions {
    /// The label of a sandbox by which its creation is known.
    static let createIDKey = "osb-create-id"

    func body(createID: String?) throws(Failure) -> [UInt8] {
        let source = try source()
        try check(source)
        var writer = JSONWriter()
        writer.beginObject()
        writeSource(source, &writer)
        writeProgram(source, &writer)
        if !environment.isEmpty { writer.object("env", environment) }
        var labels = metadata
        if let createID { labels.set(Self.createIDKey, createID) }
        if !labels.isEmpty { writer.object("metadata", labels) }
        writeMachine(&writer)
        writeSurroundings(&writer)
        writer.endObject()
        return writer.bytes
    }

    private func writeSource(_ source: CreateSource, _ writer: inout JSONWriter) {
        switch source {
        case .image(let name):
            writer.key("image")
            writer.beginObject()
            writer.member("uri", name)
            if let registryAuth {
                writer.key("auth")
                writer.beginObject()
                writer.member("username", registryAuth.username)
                writer.member("password", registryAuth.password)
                writer.endObject()
            }
            writer.endObject()
        case .snapshot(let id): writer.member("snapshotId", id)
        case .template(let id): writer.member("templateId", id)
        case .pool: break  // one of the extensions
        }
    }

    /// What runs, how long and with what. Templates and pools have it fixed, so that only what somebody asked for is sent there.
    private func writeProgram(_ source: CreateSource, _ writer: inout JSONWriter) {
        let isFixed = switch source {
        case .image, .snapshot: false
        case .template, .pool: true
        }
        if !entrypoint.isEmpty || !isFixed {
            writer.member("entrypoint", entrypoint.isEmpty ? ["tail", "-f", "/dev/null"] : entrypoint)
        }
        writer.key("timeout")
        if let lifetime { writer.value(wholeSeconds(lifetime)) } else { writer.null() }
        if hasOwnResources || !isFixed { writer.object("resourceLimits", resources) }
        if !resourceRequests.isEmpty { writer.object("resourceRequests", resourceRequests) }
    }

    private func writeMachine(_ writer: inout JSONWriter) {
        if let platform {
            writer.key("platform")
            writer.beginObject()
            writer.member("os", platform.os)
            writer.member("arch", platform.architecture)
            writer.endObject()
        }
        if !volumes.isEmpty {
            writer.key("volumes")
            writer.beginArray()
            for volume in volumes { volume.write(to: &writer) }
            writer.endArray()
        }
        writeHooks(&writer)
    }

    private func writeHooks(_ writer: inout JSONWriter) {
        guard preStart != nil || !periodic.isEmpty else { return }
        writer.key("lifecycle")
        writer.beginObject()
        if let preStart {
            writer.key("preStart")
            preStart.write(to: &writer, isPeriodic: false)
        }
        if !periodic.isEmpty {
            writer.key("periodic")
            writer.beginArray()
            for hook in periodic { hook.write(to: &writer, isPeriodic: true) }
            writer.endArray()
        }
        writer.endObject()
    }

    private func writeSurroundings(_ writer: inout JSONWriter) {
        if let networkPolicy {
            writer.key("networkPolicy")
            networkPolicy.write(to: &writer)
        }
        if usesCredentialProxy {
            writer.key("credentialProxy")
            writer.beginObject()
            writer.member("enabled", true)
            writer.endObject()
        }
        if securesAccess { writer.member("secureAccess", true) }
        if !extensions.isEmpty { writer.object("extensions", extensions) }
    }
}

extension JSONWriter {
    mutating func object(_ key: String, _ pairs: Pairs) {
        self.key(key)
        beginObject()
        for pair in pairs.all { member(pair.name, pair.value) }
        endObject()
    }

    mutating func member(_ name: String, _ text: String) {
        key(name)
        value(text)
    }

    mutating func member(_ name: String, _ truth: Bool) {
        key(name)
        value(truth)
    }

    mutating func member(_ name: String, _ texts: [String]) {
        key(name)
        beginArray()
        for text in texts { value(text) }
        endArray()
    }
}
