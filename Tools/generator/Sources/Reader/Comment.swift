import SwiftSyntax

/// The `///` lines that stand directly before a declaration.
struct Comment {
    struct Line {
        let text: Substring
        let number: Int
    }

    let lines: [Line]

    init(of node: some SyntaxProtocol, in file: SourceFile) throws(Problem) {
        var lines: [Line] = []
        var position = node.position
        for piece in node.leadingTrivia.pieces {
            switch piece {
            case .docLineComment(let comment):
                let line = Line(text: Self.content(comment), number: file.line(at: position))
                try Self.check(line, file)
                lines.append(line)
            case .docBlockComment:
                throw file.problem("write documentation with ///", line: file.line(at: position))
            case .newlines(let count) where count > 1:
                lines = []
            default:
                break
            }
            position += piece.sourceLength
        }
        self.lines = lines
    }

    private static func content(_ comment: String) -> Substring {
        let text = comment.dropFirst("///".count)
        return text.hasPrefix(" ") ? text.dropFirst() : text
    }

    /// What would end the header's comment early, or read differently from one machine to the next.
    private static func check(_ line: Line, _ file: SourceFile) throws(Problem) {
        for marker in ["/*", "*/"] where line.text.contains(marker) {
            throw file.problem("\"\(marker)\" cannot stand in a C comment", line: line.number)
        }
        if let foreign = line.text.unicodeScalars.first(where: { $0.value < 0x20 || $0.value > 0x7e }) {
            let code = String(foreign.value, radix: 16, uppercase: true)
            throw file.problem("the header is plain ASCII: U+\(code) is not", line: line.number)
        }
    }
}
