import Foundation
import Interface
import Writer

/// A file that the generator owns.
struct Output {
    let path: String
    let text: String

    static func all(of interface: Interface) throws -> [Output] {
        let description = DescriptionWriter.write(interface)
        return [
            Output(path: "include/opensandbox.h", text: HeaderWriter.write(interface)),
            Output(path: "Sources/exports.map", text: ExportMapWriter.write(interface)),
            Output(path: "bindings/opensandbox.json", text: description),
            Output(path: "bindings/python/opensandbox_native/_raw.py", text: try PythonWriter.write(description: description)),
        ]
    }

    /// Writes the file unless it already reads like this: an untouched file rebuilds nothing.
    func write(below root: URL) throws {
        if stored(below: root) == text { return }
        let url = root.appendingPathComponent(path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url, options: .atomic)
    }

    /// The lines in which the stored file differs, nil when it does not.
    func difference(below root: URL) -> String? {
        guard let stored = stored(below: root) else { return "--- \(path) is missing" }
        if stored == text { return nil }
        let old = stored.split(separator: "\n", omittingEmptySubsequences: false)
        let new = text.split(separator: "\n", omittingEmptySubsequences: false)
        let changes = new.difference(from: old).map { change in
            switch change {
            case .remove(let offset, let line, _): (offset, 0, "-\(offset + 1): \(line)")
            case .insert(let offset, let line, _): (offset, 1, "+\(offset + 1): \(line)")
            }
        }
        return (["--- \(path) as stored (-) and as generated (+)"] + changes.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2))
            .joined(separator: "\n")
    }

    private func stored(below root: URL) -> String? {
        try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }
}
