import Foundation
import Reader
import SwiftSyntax

/// Finds what can trap in the library's sources.
public struct TrapCheck {
    /// What has no justification, in the order of files and lines.
    public private(set) var findings: [Problem] = []
    /// How many `// no trap:` there are, each of which covers something.
    public private(set) var justifications = 0
    public private(set) var files = 0

    private static let folder = "Sources"

    public init(root: URL) throws(Problem) {
        var sources: [SourceFile] = []
        for path in try Self.paths(below: root) { sources.append(try SourceFile(path: path, root: root)) }
        var declarations = Declarations()
        for source in sources { declarations.gather(from: source.tree) }
        for source in sources {
            let visitor = TrapVisitor(source, Names(declarations: declarations))
            visitor.walk(source.tree)
            take(visitor.found, in: source)
        }
        files = sources.count
    }

    private mutating func take(_ found: [Problem], in source: SourceFile) {
        var justified = Justifications(source)
        for problem in found where !justified.covers(line: problem.line) { findings.append(problem) }
        findings += justified.problems
        findings.sort { ($0.file, $0.line) < ($1.file, $1.line) }
        justifications += justified.used
    }

    private static func paths(below root: URL) throws(Problem) -> [String] {
        let url = root.appendingPathComponent(folder)
        guard let names = FileManager.default.enumerator(atPath: url.path)?.compactMap({ $0 as? String }), !names.isEmpty else {
            throw SourceFile.unreadable(folder)
        }
        return names.filter { $0.hasSuffix(".swift") }.sorted().map { "\(folder)/\($0)" }
    }
}
