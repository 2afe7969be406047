import Interface
import SwiftSyntax

/// Reads the numbers of `enum Version`.
enum VersionReader {
    static func read(_ file: SourceFile) throws(Problem) -> Version {
        let members = file.tree.statements.lazy.compactMap { $0.item.as(EnumDeclSyntax.self) }
            .first { $0.name.text == "Version" }?.memberBlock.members
        let bindings = members?.compactMap { $0.decl.as(VariableDeclSyntax.self) }.flatMap(\.bindings) ?? []
        func value(_ name: String) throws(Problem) -> ExprSyntax {
            guard let value = bindings.first(where: { $0.pattern.trimmedDescription == name })?.initializer?.value else {
                throw file.problem("declares no Version.\(name) with a value", line: 1)
            }
            return value
        }
        func number(_ name: String) throws(Problem) -> Int32 {
            let value = try value(name)
            // OSB_VERSION_NUMBER gives each part three digits.
            guard let number = Int32(value.trimmedDescription), 0...999 ~= number else {
                throw file.problem("Version.\(name) is not a number from 0 to 999", at: value)
            }
            return number
        }
        let version = Version(major: try number("major"), minor: try number("minor"), patch: try number("patch"))
        let text = try value("text")
        guard text.as(StringLiteralExprSyntax.self)?.representedLiteralValue == version.text else {
            throw file.problem("Version.text is not \"\(version.text)\"", at: text)
        }
        return version
    }
}
