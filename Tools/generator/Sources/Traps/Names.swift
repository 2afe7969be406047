import SwiftSyntax

/// What a name or an expression means at a place: its nearest declaration decides, and one that says too little makes it unknown.
struct Names {
    let declarations: Declarations

    // MARK: Expressions

    func kind(of expression: ExprSyntax) -> Kind {
        if let node = expression.as(IntegerLiteralExprSyntax.self) { return node.literal.text.hasPrefix("-") ? .word : .count }
        if expression.is(FloatLiteralExprSyntax.self) { return .float }
        if expression.is(StringLiteralExprSyntax.self) { return .text }
        if expression.is(ArrayExprSyntax.self) { return .sequence }
        if expression.is(DictionaryExprSyntax.self) { return .dictionary }
        if let node = expression.as(DeclReferenceExprSyntax.self) { return kind(ofName: node.baseName.text, at: Syntax(node)) }
        if let node = expression.as(InOutExprSyntax.self) { return kind(of: node.expression) }
        if let node = expression.as(OptionalChainingExprSyntax.self) { return kind(of: node.expression) }
        if let node = expression.as(TryExprSyntax.self) { return kind(of: node.expression) }
        if let node = expression.as(PrefixOperatorExprSyntax.self) { return kind(of: node.expression) }
        if let node = expression.as(TupleExprSyntax.self), node.elements.count == 1, let only = node.elements.first {
            return kind(of: only.expression)
        }
        if let node = expression.as(MemberAccessExprSyntax.self) { return kind(ofMember: node) }
        if let node = expression.as(FunctionCallExprSyntax.self) { return kind(ofCall: node) }
        if let node = expression.as(SubscriptCallExprSyntax.self) { return kind(ofElement: node) }
        if let node = expression.as(SequenceExprSyntax.self) { return kind(ofSequence: Array(node.elements)) }
        return .unknown
    }

    private func kind(ofMember node: MemberAccessExprSyntax) -> Kind {
        let name = node.declName.baseName.text
        switch name {
        case "count", "utf8CodeUnitCount", "alignment", "size", "stride", "trailingZeroBitCount": return .count
        case "baseAddress", "utf8Start": return .pointer
        default: break
        }
        guard let base = node.base else { return .unknown }
        let type = base.trimmedDescription
        if type == "self" || type == "Self" { return declarations.meaning(of: name, at: node)?.kind ?? .unknown }
        return declarations.meaning(of: name, in: type)?.kind ?? (declarations.isText(name) ? .text : .unknown)
    }

    private func kind(ofCall node: FunctionCallExprSyntax) -> Kind {
        let called = node.calledExpression
        if let name = called.as(DeclReferenceExprSyntax.self)?.baseName.text {
            if name == "min" || name == "max" {
                let kinds = node.arguments.map { kind(of: $0.expression) }
                if name == "max", kinds.contains(.count) { return .count }
                return kinds.first.map { first in kinds.allSatisfy { $0 == first } ? first : .unknown } ?? .unknown
            }
            let byName = Kind(type: name)
            if byName != .unknown { return byName }
            return declarations.meaning(of: name, at: node)?.kind ?? .unknown
        }
        if called.is(ArrayExprSyntax.self) { return .sequence }
        guard let member = called.as(MemberAccessExprSyntax.self) else { return .unknown }
        let name = member.declName.baseName.text
        switch name {
        case "allocate" where member.base.map({ Kind(type: $0.trimmedDescription) }) == .pointer: return .pointer
        case "prefix", "suffix", "dropFirst", "dropLast", "filter": return member.base.map { kind(of: $0) } ?? .unknown
        default: return kind(ofMember: member)
        }
    }

    private func kind(ofElement node: SubscriptCallExprSyntax) -> Kind {
        guard let only = node.arguments.first, node.arguments.count == 1 else { return .unknown }
        // A part of what it is taken from.
        let isRange = only.expression.trimmedDescription.contains("...") || only.expression.trimmedDescription.contains("..<")
        return isRange ? kind(of: node.calledExpression) : .unknown
    }

    /// Of operators that mix nothing: what every operand is, the whole is.
    private func kind(ofSequence elements: [ExprSyntax]) -> Kind {
        var operators: Set<String> = [], kinds: [Kind] = []
        for element in elements {
            if let node = element.as(BinaryOperatorExprSyntax.self) {
                operators.insert(node.operator.text)
            } else if element.is(AssignmentExprSyntax.self) || element.is(UnresolvedTernaryExprSyntax.self) {
                return .unknown
            } else if !element.is(IntegerLiteralExprSyntax.self) {
                kinds.append(kind(of: element))
            }
        }
        guard let first = kinds.first else { return .count }
        if kinds.contains(.pointer), operators.isSubset(of: ["+", "-"]) { return kinds.filter { $0 == .pointer }.count == 1 ? .pointer : .word }
        if kinds.contains(.text), operators == ["+"] { return .text }
        guard kinds.allSatisfy({ $0 == first }) else { return .unknown }
        if first == .count { return operators.isSubset(of: ["??", "/", "%", ">>"]) ? .count : .word }
        return operators.isDisjoint(with: ["==", "!=", "<", ">", "<=", ">=", "&&", "||", "...", "..<"]) ? first : .unknown
    }

    // MARK: Constants

    /// Whether the compiler knows the value, so that a trap would be there in every run: C's and Swift's literals under their names.
    func isConstant(_ expression: ExprSyntax) -> Bool {
        if expression.is(IntegerLiteralExprSyntax.self) || expression.is(FloatLiteralExprSyntax.self) { return true }
        if let node = expression.as(SequenceExprSyntax.self) {
            return node.elements.allSatisfy { $0.is(BinaryOperatorExprSyntax.self) || isConstant($0) }
        }
        if let node = expression.as(TupleExprSyntax.self) { return node.elements.allSatisfy { isConstant($0.expression) } }
        if let node = expression.as(FunctionCallExprSyntax.self) {
            guard let name = node.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName.text, Kind.integer(named: name) != nil else { return false }
            return node.arguments.allSatisfy { $0.label?.text == "ascii" || isConstant($0.expression) }
        }
        if let node = expression.as(DeclReferenceExprSyntax.self) {
            let name = node.baseName.text
            if name.isConstantOfC { return true }
            guard !isLocal(name, at: Syntax(node)), let value = declarations.meaning(of: name, at: node)?.constant else { return false }
            return isConstant(value)
        }
        guard let node = expression.as(MemberAccessExprSyntax.self), let base = node.base else { return false }
        let name = node.declName.baseName.text
        if name == "rawValue" { return isConstant(base) }
        let type = base.trimmedDescription
        if Kind.integer(named: type) != nil, name == "max" || name == "min" { return true }
        let meaning = type == "Self" || type == "self" ? declarations.meaning(of: name, at: node) : declarations.meaning(of: name, in: type)
        return meaning?.constant.map { isConstant($0) } ?? false
    }

    // MARK: Names

    private func kind(ofName name: String, at node: Syntax) -> Kind {
        switch local(name, at: node) {
        case .meaning(let kind): return kind
        case .notLocal: return declarations.meaning(of: name, at: node)?.kind ?? .unknown
        }
    }

    private func isLocal(_ name: String, at node: Syntax) -> Bool {
        if case .notLocal = local(name, at: node) { return false }
        return true
    }

    private enum Local {
        case meaning(Kind)
        case notLocal
    }

    /// The declaration of a local name nearest to a place, above it.
    private func local(_ name: String, at place: Syntax) -> Local {
        var node = place
        while let parent = node.parent {
            if let list = parent.as(CodeBlockItemListSyntax.self), !(parent.parent?.is(SourceFileSyntax.self) ?? false),
                let found = declared(name, in: list, before: node) { return .meaning(found) }
            if let conditions = conditions(of: parent, seenFrom: node), let found = bound(name, in: conditions) { return .meaning(found) }
            if let loop = parent.as(ForStmtSyntax.self), node.id != Syntax(loop.sequence).id, let found = element(name, of: loop) { return .meaning(found) }
            if let closure = parent.as(ClosureExprSyntax.self), let found = parameter(name, of: closure) { return .meaning(found) }
            if let choice = parent.as(SwitchCaseSyntax.self), binds(name, choice.label) { return .meaning(.unknown) }
            if let clause = parent.as(CatchClauseSyntax.self), binds(name, clause.catchItems) || name == "error" { return .meaning(.unknown) }
            let parameters = parent.as(FunctionDeclSyntax.self)?.signature.parameterClause.parameters
                ?? parent.as(InitializerDeclSyntax.self)?.signature.parameterClause.parameters
                ?? parent.as(SubscriptDeclSyntax.self)?.parameterClause.parameters
            for parameter in parameters ?? [] where (parameter.secondName ?? parameter.firstName).text == name {
                return .meaning(parameter.ellipsis == nil ? Kind(type: parameter.type.trimmedDescription) : .sequence)
            }
            node = parent
        }
        return .notLocal
    }

    private func declared(_ name: String, in list: CodeBlockItemListSyntax, before node: Syntax) -> Kind? {
        for item in list.reversed() where item.position < node.position {
            if let declaration = item.item.as(VariableDeclSyntax.self) {
                for binding in declaration.bindings {
                    if let found = kind(name, of: binding.pattern, binding.typeAnnotation, binding.initializer) { return found }
                }
            }
            if let condition = item.item.as(GuardStmtSyntax.self)?.conditions, let found = bound(name, in: condition) { return found }
        }
        return nil
    }

    private func bound(_ name: String, in conditions: ConditionElementListSyntax) -> Kind? {
        for element in conditions.reversed() {
            if let binding = element.condition.as(OptionalBindingConditionSyntax.self) {
                if binding.initializer == nil, binding.pattern.trimmedDescription == name { return kind(ofName: name, at: Syntax(conditions)) }
                if let found = kind(name, of: binding.pattern, binding.typeAnnotation, binding.initializer) { return found }
            }
            if let pattern = element.condition.as(MatchingPatternConditionSyntax.self), binds(name, pattern.pattern) { return .unknown }
        }
        return nil
    }

    private func kind(
        _ name: String, of pattern: PatternSyntax, _ annotation: TypeAnnotationSyntax?, _ initializer: InitializerClauseSyntax?
    ) -> Kind? {
        guard pattern.is(IdentifierPatternSyntax.self) else { return binds(name, pattern) ? .unknown : nil }
        guard pattern.trimmedDescription == name else { return nil }
        if let annotation { return Kind(type: annotation.type.trimmedDescription) }
        guard let value = initializer?.value else { return .unknown }
        let found = kind(of: value)
        // A variable that begins as a count may become anything.
        return found == .count && value.is(IntegerLiteralExprSyntax.self) ? .word : found
    }

    private func element(_ name: String, of loop: ForStmtSyntax) -> Kind? {
        guard binds(name, loop.pattern) else { return nil }
        let sequence = loop.sequence.trimmedDescription
        if loop.pattern.trimmedDescription == name {
            if sequence == "utf8" || sequence.hasSuffix(".utf8") { return .integer(bits: 8, isSigned: false) }
            if sequence.hasPrefix("0..<") || sequence.hasPrefix("0...") || sequence.contains(".indices") { return .count }
        }
        return .unknown
    }

    private func parameter(_ name: String, of closure: ClosureExprSyntax) -> Kind? {
        switch closure.signature?.parameterClause {
        case .simpleInput(let names): return names.contains { $0.name.text == name } ? .unknown : nil
        case .parameterClause(let clause):
            for parameter in clause.parameters where (parameter.secondName ?? parameter.firstName).text == name {
                return parameter.type.map { Kind(type: $0.trimmedDescription) } ?? .unknown
            }
            return nil
        case nil: return nil
        }
    }

    private func binds(_ name: String, _ pattern: (some SyntaxProtocol)?) -> Bool {
        pattern?.tokens(viewMode: .sourceAccurate).contains { $0.tokenKind == .identifier(name) } ?? false
    }
}

/// The conditions that hold where `node` stands, a child of `parent`: all of an `if` or `while` for its body, the earlier ones for a later one.
func conditions(of parent: Syntax, seenFrom node: Syntax) -> ConditionElementListSyntax? {
    if let list = parent.as(ConditionElementListSyntax.self) { return list.filter { $0.position < node.position } }
    if let branch = parent.as(IfExprSyntax.self), node.id == Syntax(branch.body).id { return branch.conditions }
    if let loop = parent.as(WhileStmtSyntax.self), node.id == Syntax(loop.body).id { return loop.conditions }
    return nil
}

extension String {
    /// How C spells a macro or an enum's constant.
    var isConstantOfC: Bool { count > 2 && !contains { $0.isLowercase } }
}
