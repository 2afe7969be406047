import Foundation
import SwiftParser
import SwiftSyntax

/// A parsed Swift file that knows where its nodes stand.
package struct SourceFile {
    /// Relative to the repository's root, for messages.
    package let path: String
    package let tree: SourceFileSyntax
    private let converter: SourceLocationConverter

    package init(path: String, root: URL) throws(Problem) {
        guard let data = try? Data(contentsOf: root.appendingPathComponent(path)),
              let text = String(validating: data, as: UTF8.self)
        else { throw Problem(file: path, line: 1, message: "cannot be read as UTF-8") }
        self.path = path
        tree = Parser.parse(source: text)
        converter = SourceLocationConverter(fileName: path, tree: tree)
        if tree.hasError { throw Problem(file: path, line: 1, message: "is not well-formed Swift") }
    }

    /// The file's name without folder and suffix: that of its section.
    var name: String {
        String(path.split(separator: "/").last?.dropLast(".swift".count) ?? "")
    }

    package func line(at position: AbsolutePosition) -> Int {
        converter.location(for: position).line
    }

    func problem(_ message: String, at node: some SyntaxProtocol) -> Problem {
        problem(message, line: line(at: node.positionAfterSkippingLeadingTrivia))
    }

    package func problem(_ message: String, line: Int) -> Problem {
        Problem(file: path, line: line, message: message)
    }

    /// The Swift files of a folder, in the order of their names.
    static func all(in folder: String, root: URL) throws(Problem) -> [SourceFile] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path) else {
            throw unreadable(folder)
        }
        var files: [SourceFile] = []
        for name in names.sorted() where name.hasSuffix(".swift") {
            files.append(try SourceFile(path: "\(folder)/\(name)", root: root))
        }
        return files
    }

    package static func unreadable(_ folder: String) -> Problem {
        Problem(file: folder, line: 1, message: "is not a folder that can be read")
    }
}
