import JSON

package typealias HealthCheck = (Sandbox) -> Int32

/// How a sandbox is found to be ready.
package struct Readiness {
    /// Milliseconds; nil is for ever.
    package var timeout: Int64? = 30_000
    package var interval: Int64 = 200
    package var skip = false
    package var healthCheck: HealthCheck?
}

/// What a new sandbox shall be.
package struct CreateOptions {
    package var image: String?
    /// Milliseconds; nil is until somebody kills it.
    package var lifetime: Int64? = 600_000
    private var entrypoint: [String] = []
    package var resources = Pairs([("cpu", "1"), ("memory", "2Gi")])
    package var environment = Pairs()
    package var metadata = Pairs()
    package var readiness = Readiness()

    package init() {}

    package mutating func addEntrypoint(_ argument: String) { entrypoint.append(argument) }

    func body() throws(Failure) -> [UInt8] {
        guard let image else { throw .argument("image", "is not set") }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("image")
        writer.beginObject()
        writer.key("uri")
        writer.value(image)
        writer.endObject()
        writer.key("entrypoint")
        writer.beginArray()
        for argument in entrypoint.isEmpty ? ["tail", "-f", "/dev/null"] : entrypoint { writer.value(argument) }
        writer.endArray()
        writer.key("timeout")
        // Whole seconds, rounded up: it lives at least as long as was asked.
        if let lifetime { writer.value(lifetime / 1000 &+ (lifetime % 1000 > 0 ? 1 : 0)) } else { writer.null() }
        writer.object("resourceLimits", resources)
        if !environment.isEmpty { writer.object("env", environment) }
        if !metadata.isEmpty { writer.object("metadata", metadata) }
        writer.endObject()
        return writer.bytes
    }
}

extension JSONWriter {
    mutating func object(_ key: String, _ pairs: Pairs) {
        self.key(key)
        beginObject()
        for pair in pairs.all {
            self.key(pair.name)
            value(pair.value)
        }
        endObject()
    }
}
