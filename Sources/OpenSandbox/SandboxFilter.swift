/// Which sandboxes to list, and how many at a time.
package struct SandboxFilter: Sendable {
    /// The server takes no more (opensandbox-server 1.1.1).
    package static let largestPage: Int32 = 200

    private var states: [String] = []
    private var metadata = Pairs()
    /// From 1; nil leaves it to the server.
    package var page: Int32?
    package var pageSize: Int32?

    package init() {}

    /// One of several is enough.
    package mutating func addState(_ name: String) {
        for known in states where known.isExactly(name) { return }
        states.append(name)
    }

    /// All of them have to be there.
    package mutating func setMetadata(_ key: String, _ value: String?) { metadata.set(key, value) }

    /// With its question mark; "" for none.
    var query: String {
        var parts = states.map { "state=" + percentEncoded($0) }
        if !metadata.isEmpty {
            // Encoded twice: once for the pairs, and once more as the one parameter that they are (opensandbox-server 1.1.1).
            let pairs = metadata.all.map { percentEncoded($0.name) + "=" + percentEncoded($0.value) }
            parts.append("metadata=" + percentEncoded(pairs.joined(separator: "&")))
        }
        if let page { parts.append("page=\(page)") }
        if let pageSize { parts.append("pageSize=\(pageSize)") }
        return parts.isEmpty ? "" : "?" + parts.joined(separator: "&")
    }
}
