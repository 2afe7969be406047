import SwiftSyntax

/// Reads `Conventions.swift`: the header's opening, and the order of its sections.
struct ConventionsReader {
    let text: String
    let sections: [String]
    private let sectionLines: [String: Int]

    init(_ file: SourceFile) throws(Problem) {
        guard let declaration = file.tree.statements.lazy.compactMap({ $0.item.as(EnumDeclSyntax.self) }).first(where: {
            $0.name.text == "Conventions"
        }) else { throw file.problem("declares no enum Conventions", line: 1) }
        text = try Self.unwrapped(Comment(of: declaration, in: file))
        guard !text.isEmpty else { throw file.problem("Conventions has no documentation", at: declaration) }

        let bindings = declaration.memberBlock.members.compactMap { $0.decl.as(VariableDeclSyntax.self) }.flatMap(\.bindings)
        guard let list = bindings.first(where: { $0.pattern.trimmedDescription == "sections" })?
            .initializer?.value.as(ArrayExprSyntax.self)
        else { throw file.problem("Conventions has no `static let sections = [...]`", at: declaration) }
        var sections: [String] = []
        var lines: [String: Int] = [:]
        for element in list.elements {
            guard let name = element.expression.as(StringLiteralExprSyntax.self)?.representedLiteralValue else {
                throw file.problem("a section is named by a plain string", at: element)
            }
            guard lines.updateValue(file.line(at: element.positionAfterSkippingLeadingTrivia), forKey: name) == nil else {
                throw file.problem("\(name) is listed twice", at: element)
            }
            sections.append(name)
        }
        self.sections = sections
        sectionLines = lines
    }

    /// One line for each entry (`Word   text`, continued below the text) and each paragraph.
    private static func unwrapped(_ comment: Comment) -> String {
        var lines: [String] = []
        for line in comment.lines.map(\.text) {
            let startsEntry = line.first != " " && line.contains("  ")
            if let more = line.nonEmptyTrimmed, let last = lines.last, !last.isEmpty, !startsEntry {
                lines[lines.count - 1] = last + " " + more
            } else {
                lines.append(String(line))
            }
        }
        return lines.joined(separator: "\n")
    }

    func line(of section: String) -> Int { sectionLines[section] ?? 1 }
}
