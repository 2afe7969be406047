import SwiftSyntax

/// What stands written above a place as a condition that had to hold on the way there. That nothing changed since is not looked at.
struct Proofs {
    /// Conditions without blanks, those joined by `&&` apart.
    private var held: [String] = []
    /// Names with the expression they were bound to, the nearest first.
    private var bindings: [(name: String, value: String)] = []
    private let names: Names

    init(at place: Syntax, names: Names) {
        self.names = names
        var node = place
        while let parent = node.parent {
            if let list = parent.as(CodeBlockItemListSyntax.self) {
                for item in list.reversed() where item.position < node.position { take(item) }
            }
            if let conditions = conditions(of: parent, seenFrom: node) { take(conditions) }
            if let operands = parent.as(ExprListSyntax.self) { take(operands.filter { $0.position < node.position }) }
            if let loop = parent.as(ForStmtSyntax.self), node.id != Syntax(loop.sequence).id {
                bindings.append((loop.pattern.trimmedDescription, loop.sequence.plain))
                if let condition = loop.whereClause?.condition, node.id == Syntax(loop.body).id { take(condition) }
            }
            if let closure = parent.as(ClosureExprSyntax.self), let call = closure.parent?.as(FunctionCallExprSyntax.self),
                let base = call.calledExpression.as(MemberAccessExprSyntax.self)?.base {
                bindings.append(("$0", base.plain))
            }
            if parent.is(FunctionDeclSyntax.self) || parent.is(InitializerDeclSyntax.self) || parent.is(AccessorDeclSyntax.self) { break }
            node = parent
        }
    }

    /// A statement that has been passed: a guard holds from here on, and a name is bound.
    private mutating func take(_ item: CodeBlockItemSyntax) {
        if let passed = item.item.as(GuardStmtSyntax.self) { take(passed.conditions) }
        for binding in item.item.as(VariableDeclSyntax.self)?.bindings ?? [] {
            if let value = binding.initializer?.value { bindings.append((binding.pattern.trimmedDescription, value.plain)) }
        }
    }

    private mutating func take(_ conditions: ConditionElementListSyntax) {
        for element in conditions {
            switch element.condition {
            case .expression(let condition): take(condition)
            case .optionalBinding(let binding):
                if let value = binding.initializer?.value { bindings.append((binding.pattern.trimmedDescription, value.plain)) }
            default: continue
            }
        }
    }

    private mutating func take(_ condition: ExprSyntax) {
        guard let sequence = condition.as(SequenceExprSyntax.self) else { return held.append(condition.plain) }
        take(sequence.elements)
    }

    /// The operands of `&&`, or those before `&&` or `?`. What stands beside an `||` proves nothing, nor does it behind the colon of a `?`.
    private mutating func take(_ elements: ExprListSyntax) {
        for element in elements {
            if element.is(UnresolvedTernaryExprSyntax.self) || element.as(BinaryOperatorExprSyntax.self)?.operator.text == "||" { return }
        }
        var part = ""
        for element in elements {
            if element.as(BinaryOperatorExprSyntax.self)?.operator.text == "&&" {
                held.append(part)
                part = ""
            } else if element.is(AssignmentExprSyntax.self) {
                part = ""
            } else {
                part += element.plain
            }
        }
        if !part.isEmpty { held.append(part) }
    }

    // MARK: What they show

    func isNonEmpty(_ collection: String) -> Bool {
        held.contains { condition in
            condition == "!\(collection).isEmpty" || condition.hasPrefix("\(collection).count>0")
                || condition.hasPrefix("\(collection).count>Self.") || condition.hasPrefix("\(collection).count>=Self.")
        } || bindings.contains { $0.value == "\(collection).first" || $0.value == "\(collection).last" }
    }

    /// Whether `collection` has an element, or an end, at `index`.
    func isIndex(_ index: String, of collection: String) -> Bool {
        let count = collection == "self" ? ["count", "self.count"] : ["\(collection).count"]
        for count in count where held.contains("\(index)<\(count)") { return true }
        if let number = Int(index), number >= 0 {
            if number == 0, isNonEmpty(collection) { return true }
            return held.contains { condition in
                for (sign, least) in [("==", number + 1), (">=", number + 1), (">", number)] where condition.hasPrefix("\(collection).count\(sign)") {
                    return Int(condition.dropFirst("\(collection).count\(sign)".count)).map { $0 >= least } ?? false
                }
                return false
            }
        }
        if index == "\(collection).startIndex" || index == "\(collection).endIndex" { return true }
        if index.hasPrefix("\(collection).index(after:"), index.hasSuffix(")") {
            let inner = String(index.dropFirst("\(collection).index(after:".count).dropLast())
            return inner == "\(collection).startIndex" ? isNonEmpty(collection) || startsWithSomething(collection) : isIndex(inner, of: collection)
        }
        guard let value = bindings.first(where: { $0.name == index })?.value else { return false }
        return ["firstIndex(", "lastIndex(", "indices"].contains { value.hasPrefix("\(collection).\($0)") }
    }

    private func startsWithSomething(_ collection: String) -> Bool { held.contains { $0.hasPrefix("\(collection).first==") } }
}

extension SyntaxProtocol {
    /// The text without blanks.
    var plain: String { trimmedDescription.filter { !$0.isWhitespace } }
}
