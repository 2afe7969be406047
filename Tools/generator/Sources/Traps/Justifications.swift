import Reader
import SwiftSyntax

/// The comments `// no trap: REASON` of a file. Each covers its own line, or the next one if it has a line to itself.
struct Justifications {
    private static let mark = "// no trap:"

    private let source: SourceFile
    /// By the line they cover: where they stand, and whether they were needed.
    private var comments: [Int: (line: Int, reason: String, isUsed: Bool)] = [:]

    init(_ source: SourceFile) {
        self.source = source
        let lines = source.tree.description.split(separator: "\n", omittingEmptySubsequences: false)
        for token in source.tree.tokens(viewMode: .sourceAccurate) {
            var position = token.position
            for piece in token.leadingTrivia.pieces {
                take(piece, at: position, lines)
                position = position.advanced(by: piece.sourceLength.utf8Length)
            }
            position = token.endPositionBeforeTrailingTrivia
            for piece in token.trailingTrivia.pieces {
                take(piece, at: position, lines)
                position = position.advanced(by: piece.sourceLength.utf8Length)
            }
        }
    }

    private mutating func take(_ piece: TriviaPiece, at position: AbsolutePosition, _ lines: [Substring]) {
        guard case .lineComment(let text) = piece, text.hasPrefix(Self.mark) else { return }
        let line = source.line(at: position)
        let isAlone = lines[line - 1].drop { $0 == " " }.hasPrefix(Self.mark)
        let reason = text.dropFirst(Self.mark.count).filter { !$0.isWhitespace }
        comments[isAlone ? line + 1 : line] = (line, String(reason), false)
    }

    /// Whether what was found on a line is justified.
    mutating func covers(line: Int) -> Bool {
        guard let comment = comments[line], !comment.reason.isEmpty else { return false }
        comments[line]?.isUsed = true
        return true
    }

    var used: Int { comments.values.filter(\.isUsed).count }

    /// Those that say nothing, and those that nothing needs.
    var problems: [Problem] {
        comments.values.compactMap { comment in
            if comment.reason.isEmpty { return source.problem("`\(Self.mark)` gives no reason", line: comment.line) }
            return comment.isUsed ? nil : source.problem("`\(Self.mark)` justifies nothing here", line: comment.line)
        }
    }
}
