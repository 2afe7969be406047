import JSON

/// Metadata to set and to remove (a merge patch, RFC 7396).
package struct MetadataPatch {
    private var changes: [(key: String, value: String?)] = []

    package init() {}

    /// - Parameter value: nil removes.
    package mutating func set(_ key: String, _ value: String?) {
        changes = changes.filter { !$0.key.isExactly(key) }
        changes.append((key, value))
    }

    func body() throws(Failure) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        for change in changes {
            if let value = change.value {
                try checkLabels(Pairs([(change.key, value)]), field: "metadata")
                writer.member(change.key, value)
            } else {
                try checkLabelKey(change.key, field: "metadata")
                writer.key(change.key)
                writer.null()
            }
        }
        writer.endObject()
        return writer.bytes
    }
}
