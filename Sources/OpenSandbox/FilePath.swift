/// Paths of files inside a sandbox.
enum FilePath {
    /// The daemon would take a relative path from its own directory, and "~" for its own home: what the caller means is not that.
    @inline(never) static func check(_ path: String, _ name: StaticString = "path") throws(Failure) {
        guard !path.isEmpty else { throw .argument(name, "is empty") }
        guard path.utf8.first == UInt8(ascii: "/") else { throw .argument(name, "is not absolute") }
    }

    @inline(never) static func check(_ paths: [String], _ name: StaticString = "paths") throws(Failure) {
        guard !paths.isEmpty else { throw .argument(name, "is empty") }
        for path in paths { try check(path, name) }
    }

    /// A query that names the paths, in groups that servers take in one request line.
    static func queries(_ paths: [String]) -> [(query: String, paths: [String])] {
        let longest = 8 << 10
        var groups: [(query: String, paths: [String])] = []
        for path in paths {
            let part = "path=" + percentEncoded(path)
            if let last = groups.indices.last, groups[last].query.utf8.count &+ part.utf8.count < longest {
                groups[last].query += "&" + part
                groups[last].paths.append(path)
            } else {
                groups.append(("?" + part, [path]))
            }
        }
        return groups
    }
}
