import Interface
import SwiftSyntax

/// Reads the enums that are marked `- C: osb_name PREFIX_`.
struct EnumerationReader {
    private let file: SourceFile

    init(_ file: SourceFile) {
        self.file = file
    }

    func read(problems: inout [Problem]) -> [Enumeration] {
        var found: [Enumeration] = []
        for statement in file.tree.statements {
            guard let declaration = statement.item.as(EnumDeclSyntax.self) else { continue }
            do throws(Problem) {
                if let enumeration = try read(declaration) { found.append(enumeration) }
            } catch { problems.append(error) }
        }
        return found
    }

    private func read(_ declaration: EnumDeclSyntax) throws(Problem) -> Enumeration? {
        // Other enums are none of the header's business, whatever their comments look like.
        guard declaration.leadingTrivia.description.contains("/// - C:") else { return nil }
        let documentation = try documentation(declaration, declaration.name.text)
        try documentation.allow(.c, in: file)
        let words = (documentation[.c] ?? "").split(separator: " ")
        guard words.count == 2, words[0].hasPrefix("osb_"), words[1].hasPrefix("OSB_"), words[1].hasSuffix("_") else {
            throw file.problem("write `- C: osb_name OSB_PREFIX_`", at: declaration)
        }
        guard declaration.inheritanceClause?.inheritedTypes.first?.type.trimmedDescription == "Int32" else {
            throw file.problem("\(declaration.name.text) is marked for C: its raw type must be Int32", at: declaration)
        }
        var constants: [Enumeration.Constant] = []
        for member in declaration.memberBlock.members {
            guard let line = member.decl.as(EnumCaseDeclSyntax.self) else { continue }
            constants.append(try constant(line, prefix: words[1], isFirst: constants.isEmpty))
        }
        guard !constants.isEmpty else { throw file.problem("\(declaration.name.text) has no cases", at: declaration) }
        return Enumeration(
            name: String(words[0]), prefix: String(words[1]), description: documentation.description, constants: constants)
    }

    private func constant(_ line: EnumCaseDeclSyntax, prefix: Substring, isFirst: Bool) throws(Problem) -> Enumeration.Constant {
        guard line.elements.count == 1, let element = line.elements.first else {
            throw file.problem("one case a line, each with its comment", at: line)
        }
        let name = element.name.identifier?.name ?? element.name.text
        guard let raw = element.rawValue?.value.trimmedDescription, let value = Int32(raw.filter { $0 != "_" }) else {
            throw file.problem("\(name) needs a value of its own: values are fixed for ever", at: line)
        }
        let documentation = try Comment(of: line, in: file).lines.isEmpty ? nil : documentation(line, name)
        try documentation?.allow(in: file)
        return Enumeration.Constant(
            name: prefix + Self.upperSnake(name), value: value, description: documentation?.description,
            startsGroup: !isFirst && Self.isSetApart(line))
    }

    private func documentation(_ node: some SyntaxProtocol, _ name: String) throws(Problem) -> Documentation {
        let line = file.line(at: node.positionAfterSkippingLeadingTrivia)
        return try Documentation(Comment(of: node, in: file), of: name, line: line, in: file)
    }

    private static func isSetApart(_ node: some SyntaxProtocol) -> Bool {
        node.leadingTrivia.contains { if case .newlines(let count) = $0 { count > 1 } else { false } }
    }

    /// `errInvalidArgument` -> `ERR_INVALID_ARGUMENT`, `errTLS` -> `ERR_TLS`, `errHTTPStatus` -> `ERR_HTTP_STATUS`.
    private static func upperSnake(_ name: String) -> String {
        let letters = Array(name)
        var snake = ""
        for (index, letter) in letters.enumerated() {
            if letter.isUppercase, index > 0 {
                let afterLower = !letters[index - 1].isUppercase
                let beforeLower = index + 1 < letters.count && letters[index + 1].isLowercase
                if afterLower || beforeLower { snake += "_" }
            }
            snake += letter.uppercased()
        }
        return snake
    }
}
