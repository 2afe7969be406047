import Reader
import SwiftSyntax

/// Walks over a file and notes what can trap.
final class TrapVisitor: SyntaxVisitor {
    private(set) var found: [Problem] = []
    private let source: SourceFile
    private let names: Names

    init(_ source: SourceFile, _ names: Names) {
        self.source = source
        self.names = names
        super.init(viewMode: .sourceAccurate)
    }

    private func note(_ message: String, at node: some SyntaxProtocol) {
        found.append(source.problem(message, line: source.line(at: node.positionAfterSkippingLeadingTrivia)))
    }

    private func proofs(at node: some SyntaxProtocol) -> Proofs { Proofs(at: Syntax(node), names: names) }

    // MARK: What is never right

    override func visit(_ node: ForceUnwrapExprSyntax) -> SyntaxVisitorContinueKind {
        note("`!` traps on nil: bind it with `if let` or `guard let`", at: node.exclamationMark)
        return .visitChildren
    }

    override func visit(_ node: ImplicitlyUnwrappedOptionalTypeSyntax) -> SyntaxVisitorContinueKind {
        note("an implicitly unwrapped type traps on nil: make it optional", at: node)
        return .visitChildren
    }

    override func visit(_ node: TryExprSyntax) -> SyntaxVisitorContinueKind {
        if node.questionOrExclamationMark?.tokenKind == .exclamationMark { note("`try!` traps on an error: catch it", at: node) }
        return .visitChildren
    }

    override func visit(_ node: AsExprSyntax) -> SyntaxVisitorContinueKind {
        if node.questionOrExclamationMark?.tokenKind == .exclamationMark { note("`as!` traps on another type: use `as?`", at: node.asKeyword) }
        return .visitChildren
    }

    override func visit(_ node: UnresolvedAsExprSyntax) -> SyntaxVisitorContinueKind {
        if node.questionOrExclamationMark?.tokenKind == .exclamationMark { note("`as!` traps on another type: use `as?`", at: node.asKeyword) }
        return .visitChildren
    }

    private static let endings: Set = ["fatalError", "precondition", "preconditionFailure", "assertionFailure", "abort", "exit"]

    override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
        if let name = node.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName.text {
            if Self.endings.contains(name) { note("`\(name)` ends the host's process: answer an error", at: node) }
            checkConversion(to: name, node)
            if name == "Dictionary", node.arguments.first?.label?.text == "uniqueKeysWithValues" { noteUniqueKeys(node) }
            if name == "Array" || name == "String", let count = node.arguments.first(where: { $0.label?.text == "count" }),
                node.arguments.first?.label?.text == "repeating" { checkNonNegative(count.expression, "\(name)(repeating:count:)") }
        } else if node.calledExpression.is(DictionaryExprSyntax.self), node.arguments.first?.label?.text == "uniqueKeysWithValues" {
            noteUniqueKeys(node)
        }
        if let member = node.calledExpression.as(MemberAccessExprSyntax.self) { checkMember(member, node) }
        return .visitChildren
    }

    private func noteUniqueKeys(_ node: FunctionCallExprSyntax) {
        note("`Dictionary(uniqueKeysWithValues:)` traps on a key that comes twice: fill it in a loop", at: node)
    }

    // MARK: Conversions

    private func checkConversion(to name: String, _ node: FunctionCallExprSyntax) {
        guard let target = Kind.integer(named: name), node.arguments.count == 1, let only = node.arguments.first, only.label == nil else { return }
        let kind = names.kind(of: only.expression)
        // A text's conversion answers nil.
        if kind == .text || kind.fits(in: target) || names.isConstant(only.expression) { return }
        note("`\(name)(…)` traps on what does not fit: use `exactly:`, `clamping:`, `truncatingIfNeeded:` or `bitPattern:`", at: node)
    }

    // MARK: Arithmetic

    private static let overflowing: Set = ["+", "-", "*", "+=", "-=", "*="]
    private static let shifts: Set = ["<<", ">>", "<<=", ">>="]
    private static let divisions: Set = ["/", "%", "/=", "%="]

    override func visit(_ node: SequenceExprSyntax) -> SyntaxVisitorContinueKind {
        let elements = Array(node.elements)
        for (index, element) in elements.enumerated() {
            guard let name = element.as(BinaryOperatorExprSyntax.self)?.operator.text, index > 0, index + 1 < elements.count else { continue }
            let left = elements[index - 1], right = elements[index + 1]
            if name == "..<" || name == "..." {
                checkRange(name, left, right, element)
            } else if Self.divisions.contains(name) {
                if !isNonZeroConstant(right), names.kind(of: left) != .float { note("`\(name)` traps on 0: look first", at: element) }
            } else if Self.overflowing.contains(name) {
                checkOverflow(name, left, right, element)
            } else if Self.shifts.contains(name), !names.isConstant(right) {
                note("`\(name)` by an amount from elsewhere loses bits: check it, and shift with `&\(name)`", at: element)
            }
        }
        return .visitChildren
    }

    private func checkOverflow(_ name: String, _ left: ExprSyntax, _ right: ExprSyntax, _ node: ExprSyntax) {
        if names.isConstant(left), names.isConstant(right) { return }
        for kind in [names.kind(of: left), names.kind(of: right)] {
            switch kind {
            // Texts and arrays are joined; a pointer's sum is checked by nobody, and traps nowhere.
            case .text, .sequence, .pointer, .float: return
            default: continue
            }
        }
        note("`\(name)` traps on overflow: use `&\(name)` where it cannot, or `…ReportingOverflow`", at: node)
    }

    override func visit(_ node: PrefixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
        if node.operator.text == "-", !names.isConstant(node.expression), names.kind(of: node.expression) != .float {
            note("`-` traps on the least integer: use `0 &-`", at: node)
        }
        return .visitChildren
    }

    private func isNonZeroConstant(_ expression: ExprSyntax) -> Bool {
        if let literal = expression.as(IntegerLiteralExprSyntax.self) { return literal.literal.text != "0" }
        if let call = expression.as(FunctionCallExprSyntax.self), let only = call.arguments.first, call.arguments.count == 1,
            Kind.integer(named: call.calledExpression.trimmedDescription) != nil { return isNonZeroConstant(only.expression) }
        return names.isConstant(expression) || names.kind(of: expression) == .float
            || ["alignment", "stride"].contains(expression.as(MemberAccessExprSyntax.self)?.declName.baseName.text)
    }

    // MARK: Bounds

    private func checkRange(_ name: String, _ lower: ExprSyntax, _ upper: ExprSyntax, _ node: ExprSyntax) {
        if names.isConstant(lower), names.isConstant(upper) { return }
        if name == "..<", lower.trimmedDescription == "0", names.kind(of: upper) == .count { return }
        note("`\(name)` traps when its bounds are the wrong way round: count with a condition, or use `indices` or `stride`", at: node)
    }

    override func visit(_ node: SubscriptCallExprSyntax) -> SyntaxVisitorContinueKind {
        guard node.arguments.count == 1, let argument = node.arguments.first, argument.label == nil else { return .visitChildren }
        switch names.kind(of: node.calledExpression) {
        case .pointer, .dictionary: return .visitChildren
        default: break
        }
        let collection = node.calledExpression.plain, index = argument.expression
        // A name, as in `document["id"]`, is no position.
        if names.kind(of: index) == .text || index.plain == "..." { return .visitChildren }
        let ends = bounds(of: index)
        let proofs = proofs(at: node)
        if !ends.isEmpty, ends.allSatisfy({ isKnown($0, of: collection, proofs) }) { return .visitChildren }
        note("`\(collection)[\(index.plain)]` traps out of bounds: nothing above it shows that it is within", at: node)
        return .visitChildren
    }

    /// The index, or what a range begins and ends with.
    private func bounds(of index: ExprSyntax) -> [ExprSyntax] {
        if let node = index.as(PostfixOperatorExprSyntax.self), node.operator.text == "..." { return [node.expression] }
        if let node = index.as(PrefixOperatorExprSyntax.self), ["..<", "..."].contains(node.operator.text) { return [node.expression] }
        if let node = index.as(SequenceExprSyntax.self), let middle = node.elements.dropFirst().first,
            node.elements.count == 3, middle.trimmedDescription == "..<" { return [node.elements.first, node.elements.last].compactMap { $0 } }
        return [index]
    }

    private func isKnown(_ index: ExprSyntax, of collection: String, _ proofs: Proofs) -> Bool {
        proofs.isIndex(index.plain, of: collection)
    }

    private static let taking: Set = ["removeFirst", "removeLast", "remove", "swapAt", "insert", "removeSubrange", "replaceSubrange"]
    private static let counting: Set = ["prefix", "suffix", "dropFirst", "dropLast"]

    private func checkMember(_ member: MemberAccessExprSyntax, _ node: FunctionCallExprSyntax) {
        let name = member.declName.baseName.text, collection = member.base?.plain ?? "self"
        if Self.counting.contains(name), node.arguments.count == 1, let only = node.arguments.first, only.label == nil {
            checkNonNegative(only.expression, "`\(name)`")
        }
        guard Self.taking.contains(name) else { return }
        let proofs = proofs(at: node)
        switch name {
        case "removeFirst", "removeLast":
            if node.arguments.isEmpty, proofs.isNonEmpty(collection) { return }
            note("`\(collection).\(name)` traps where there is too little: nothing above it shows that there is enough", at: node)
        default:
            let labels: Set = ["at", "subrange"]
            let positions = name == "swapAt" ? Array(node.arguments) : node.arguments.filter { labels.contains($0.label?.text ?? "") }
            if positions.isEmpty, !name.hasSuffix("Subrange") { return }
            if !positions.isEmpty, positions.allSatisfy({ proofs.isIndex($0.expression.plain, of: collection) }) { return }
            note("`\(collection).\(name)` traps out of bounds: nothing above it shows that it is within", at: node)
        }
    }

    private func checkNonNegative(_ expression: ExprSyntax, _ what: String) {
        if names.kind(of: expression) == .count || names.isConstant(expression) { return }
        note("\(what) traps on a number below 0: take `max(0, …)`", at: expression)
    }
}
