import SwiftSyntax

/// What the names mean that stand in the sources: the members of each type by the type's name, and each file's own globals.
struct Declarations {
    struct Meaning {
        var kind: Kind
        /// Known when the program is compiled: a literal, or made of nothing else.
        var constant: ExprSyntax?
    }

    private var members: [String: [String: Meaning]] = [:]
    private static let ambiguous = Meaning(kind: .unknown, constant: nil)

    mutating func gather(from tree: SourceFileSyntax) {
        let gatherer = Gatherer(viewMode: .sourceAccurate)
        gatherer.walk(tree)
        for (type, name, meaning) in gatherer.found {
            let known = members[type]?[name]
            members[type, default: [:]][name] = known == nil || known?.kind == meaning.kind ? meaning : Self.ambiguous
        }
    }

    /// The member `name` of the type in whose declaration or extension the node stands, or of one around it; else the global.
    func meaning(of name: String, at node: some SyntaxProtocol) -> Meaning? {
        var ancestor = node.parent
        while let current = ancestor {
            if let type = current.declaredTypeName, let found = members[type]?[name] { return found }
            ancestor = current.parent
        }
        return members[""]?[name]
    }

    /// Whether every member of that name, whatever its type, is text.
    func isText(_ name: String) -> Bool {
        let kinds = members.values.compactMap { $0[name]?.kind }
        return !kinds.isEmpty && kinds.allSatisfy { $0 == .text }
    }

    /// The member of that type.
    func meaning(of name: String, in type: String) -> Meaning? { members[type]?[name] }

    private final class Gatherer: SyntaxVisitor {
        var found: [(type: String, name: String, meaning: Meaning)] = []

        override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
            guard node.isMember || node.isGlobal else { return .skipChildren }
            let isLet = node.bindingSpecifier.tokenKind == .keyword(.let)
            for binding in node.bindings {
                guard let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.text else { continue }
                let kind = binding.typeAnnotation.map { Kind(type: $0.type.trimmedDescription) } ?? literalKind(binding.initializer?.value)
                found.append((node.enclosingTypeName, name, Meaning(kind: kind, constant: isLet ? binding.initializer?.value : nil)))
            }
            return .visitChildren
        }

        override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
            let result = node.signature.returnClause.map { Kind(type: $0.type.trimmedDescription) } ?? .unknown
            found.append((node.enclosingTypeName, node.name.text, Meaning(kind: result, constant: nil)))
            return .visitChildren
        }

        private func literalKind(_ value: ExprSyntax?) -> Kind {
            guard let value else { return .unknown }
            if value.is(IntegerLiteralExprSyntax.self) { return .word }
            if value.is(FloatLiteralExprSyntax.self) { return .float }
            if value.is(StringLiteralExprSyntax.self) { return .text }
            if value.is(ArrayExprSyntax.self) { return .sequence }
            if value.is(DictionaryExprSyntax.self) { return .dictionary }
            if let elements = value.as(SequenceExprSyntax.self)?.elements,
                elements.allSatisfy({ $0.is(IntegerLiteralExprSyntax.self) || $0.is(BinaryOperatorExprSyntax.self) }) { return .word }
            if let called = value.as(FunctionCallExprSyntax.self)?.calledExpression.trimmedDescription {
                if called.hasSuffix(".allocate"), called.hasPrefix("Unsafe"), !called.contains("Buffer") { return .pointer }
                return Kind(type: called)
            }
            return .unknown
        }
    }
}

extension SyntaxProtocol {
    /// The name of the type that this node declares or extends.
    var declaredTypeName: String? {
        let name: String? =
            if let node = self.as(StructDeclSyntax.self) { node.name.text }
            else if let node = self.as(ClassDeclSyntax.self) { node.name.text }
            else if let node = self.as(EnumDeclSyntax.self) { node.name.text }
            else if let node = self.as(ProtocolDeclSyntax.self) { node.name.text }
            else if let node = self.as(ExtensionDeclSyntax.self) { node.extendedType.trimmedDescription }
            else { nil }
        return name.map { String($0.split(separator: ".").last ?? "") }
    }

    /// The type around this node, "" at the top of a file.
    var enclosingTypeName: String {
        var ancestor = parent
        while let current = ancestor {
            if let name = current.declaredTypeName { return name }
            ancestor = current.parent
        }
        return ""
    }

    var isMember: Bool { parent?.is(MemberBlockItemSyntax.self) ?? false }
    var isGlobal: Bool { parent?.parent?.parent?.is(SourceFileSyntax.self) ?? false }
}
