import HTTP
import JSON

/// What is asked of the daemon about files in one exchange each. All paths are absolute.
extension Sandbox {
    /// One entry a path, in their order; a path that is not there fails them all.
    package func fileInfo(_ paths: [String], _ options: FileOptions, _ cancel: CancelToken?) throws(Failure) -> [FileEntry] {
        try FilePath.check(paths)
        return try FileService(self, options, cancel).info(paths, cancel)
    }

    /// - Parameter pattern: nil is everything.
    package func searchFiles(
        _ path: String, pattern: String?, _ options: FileOptions, _ cancel: CancelToken?
    ) throws(Failure) -> [FileEntry] {
        try FilePath.check(path)
        let query = "?path=" + percentEncoded(path) + (pattern.map { "&pattern=" + percentEncoded($0) } ?? "")
        return try FileService(self, options, cancel).entries("/files/search" + query, "search files", cancel)
    }

    /// - Parameter depth: nil is all there is.
    package func listDirectory(_ path: String, depth: Int32?, _ options: FileOptions, _ cancel: CancelToken?) throws(Failure) -> [FileEntry] {
        try FilePath.check(path)
        let query = "?path=\(percentEncoded(path))&depth=\(depth ?? Int32.max)"
        return try FileService(self, options, cancel).entries("/directories/list" + query, "list directory", cancel)
    }

    package func makeDirectories(_ paths: [String], _ options: FileOptions, _ cancel: CancelToken?) throws(Failure) {
        try FilePath.check(paths)
        try setAll("/directories", paths, options, "make directories", cancel)
    }

    package func setPermissions(_ paths: [String], _ options: FileOptions, _ cancel: CancelToken?) throws(Failure) {
        try FilePath.check(paths)
        guard options.hasPermissions else { throw .argument("options", "have neither mode nor owner nor group") }
        try setAll("/files/permissions", paths, options, "set permissions", cancel)
    }

    package func deleteFiles(_ paths: [String], _ options: FileOptions, _ cancel: CancelToken?) throws(Failure) {
        try deleteAll("/files", paths, options, "delete files", cancel)
    }

    package func deleteDirectories(_ paths: [String], _ options: FileOptions, _ cancel: CancelToken?) throws(Failure) {
        try deleteAll("/directories", paths, options, "delete directories", cancel)
    }

    package func moveFiles(_ sources: [String], _ targets: [String], _ options: FileOptions, _ cancel: CancelToken?) throws(Failure) {
        try FilePath.check(sources, "sources")
        try FilePath.check(targets, "targets")
        var writer = JSONWriter()
        writer.beginArray()
        for (source, target) in zip(sources, targets) {
            writer.beginObject()
            writer.key("src")
            writer.value(source)
            writer.key("dest")
            writer.value(target)
            writer.endObject()
        }
        writer.endArray()
        _ = try FileService(self, options, cancel).call(.post, "/files/mv", body: writer.bytes, "move files", cancel)
    }

    /// How often it was replaced; nil where the daemon does not say.
    package func replaceInFile(
        _ path: String, old: String, new: String, _ options: FileOptions, _ cancel: CancelToken?
    ) throws(Failure) -> Int64? {
        try FilePath.check(path)
        var writer = JSONWriter()
        writer.beginObject()
        writer.key(path)
        writer.beginObject()
        writer.key("old")
        writer.value(old)
        writer.key("new")
        writer.value(new)
        writer.endObject()
        writer.endObject()
        let operation: StaticString = "replace in file"
        let answer = try FileService(self, options, cancel)
            .call(.post, "/files/replace?verbose=true", body: writer.bytes, operation, cancel)
        // A daemon that knows no `verbose` says nothing.
        return answer.body.isEmpty ? nil : try answer.document(operation).object?[path]?["replacedCount"]?.int64
    }

    // MARK: Shapes of requests

    private func setAll(
        _ call: String, _ paths: [String], _ options: FileOptions, _ operation: StaticString, _ cancel: CancelToken?
    ) throws(Failure) {
        var writer = JSONWriter()
        writer.beginObject()
        for path in paths {
            writer.key(path)
            writer.beginObject()
            writer.permissions(options)
            writer.endObject()
        }
        writer.endObject()
        _ = try FileService(self, options, cancel).call(.post, call, body: writer.bytes, operation, cancel)
    }

    private func deleteAll(
        _ call: String, _ paths: [String], _ options: FileOptions, _ operation: StaticString, _ cancel: CancelToken?
    ) throws(Failure) {
        try FilePath.check(paths)
        let service = try FileService(self, options, cancel)
        for group in FilePath.queries(paths) { _ = try service.call(.delete, call + group.query, operation, cancel) }
    }
}
