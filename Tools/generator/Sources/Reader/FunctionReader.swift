import Interface
import SwiftSyntax

/// Reads the exports of one file, which is one section of the header, and holds them to the conventions.
struct FunctionReader {
    private let file: SourceFile
    private let table: TypeTable
    private let handles: [String: Handle]
    private(set) var functions: [Function] = []
    /// The fields of the section's first function, which speak for those that have neither their own nor a receiver's.
    private var sectionDefaults: Documentation?

    init(_ file: SourceFile, types: TypesReader, problems: inout [Problem]) {
        self.file = file
        table = types.table
        handles = Dictionary(types.handles.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let exports = Exports(viewMode: .sourceAccurate)
        exports.walk(file.tree)
        for (function, symbol) in exports.found {
            do throws(Problem) { try read(function, symbol) } catch { problems.append(error) }
        }
    }

    private mutating func read(_ declaration: FunctionDeclSyntax, _ symbol: String) throws(Problem) {
        let name = declaration.name.text
        let line = file.line(at: declaration.funcKeyword.positionAfterSkippingLeadingTrivia)
        guard name == symbol else { throw file.problem("\(name) is exported under another name, \(symbol)", line: line) }
        guard name.hasPrefix("osb_") else { throw file.problem("\(name) does not begin with osb_", line: line) }
        let signature = declaration.signature
        guard signature.effectSpecifiers == nil, declaration.genericParameterClause == nil else {
            throw file.problem("\(name): a C function cannot throw, be async or be generic", line: line)
        }

        let documentation = try Documentation(Comment(of: declaration, in: file), of: name, line: line, in: file)
        try documentation.allow(.parameter, .returns, .errors, .threads, .source, .since, in: file)
        sectionDefaults = sectionDefaults ?? documentation

        var reader = ParameterReader(table: table, documentation: documentation, file: file)
        for parameter in signature.parameterClause.parameters {
            try reader.read(parameter.secondName ?? parameter.firstName, parameter.type)
        }
        try reader.refuseStrangers()
        try reader.refuseLooseArrays(line: line)
        var parameters = reader.all
        let result = try ResultReader(table: table, documentation: documentation, file: file)
            .read(signature.returnClause?.type, parameters: parameters)

        let receiver = parameters.first.flatMap { $0.type.kind == .handle && $0.direction == .input ? $0 : nil }
        for parameter in parameters.dropFirst(receiver == nil ? 0 : 1) where parameter.text == nil {
            guard ParameterReader.standardNullable.contains(parameter.name) else {
                throw file.problem("\(name) does not document its parameter \(parameter.name)", line: line)
            }
        }
        try checkStandard(parameters, of: name, line: line)
        settleOwnership(&parameters, of: name, receiver: receiver)

        // Getters never fail: a function of nothing but a const handle answers, it does not report.
        let isGetter = parameters.count == 1 && receiver?.type.spelling.hasPrefix("const ") == true
        let canFail = result.type.name == "osb_status" && !isGetter
        guard canFail == (documentation[.errors] != nil) else {
            throw file.problem(canFail ? "\(name) has no `- Errors:`" : "`- Errors:` of \(name), which cannot fail", line: line)
        }

        let handle = receiver.flatMap { handles[$0.type.name ?? ""] }
        // Releasing is for any thread, whatever else may be done with the handle.
        let usualThreads = Self.isRelease(name) ? "any." : handle?.threads
        guard let threads = documentation[.threads] ?? usualThreads ?? sectionDefaults?[.threads] else {
            throw file.problem("\(name) has no `- Threads:`, of its own or inherited", line: line)
        }
        guard let since = try documentation.since(in: file) ?? handle?.since ?? sectionDefaults?[.since] else {
            throw file.problem("\(name) has no `- Since:`, of its own or inherited", line: line)
        }
        functions.append(Function(
            name: name, section: file.name, description: documentation.description, parameters: parameters, result: result,
            canFail: canFail, failures: documentation[.errors].map(Self.failures) ?? [], threads: threads, since: since,
            source: documentation[.source]))
    }

    /// Names that mean something everywhere mean it here too: `cancel` is an osb_cancel, `error` comes last.
    private func checkStandard(_ parameters: [Parameter], of name: String, line: Int) throws(Problem) {
        for (index, parameter) in parameters.enumerated() {
            let isErrorOutput = parameter.type.name == "osb_error" && parameter.direction == .output
            if isErrorOutput, parameter.name != "error" || index != parameters.count - 1 {
                throw file.problem("\(name): the osb_error ** is called error and comes last", line: line)
            }
            if parameter.type.name == "osb_cancel", index > 0, parameter.name != "cancel" {
                throw file.problem("\(name): the osb_cancel is called cancel", line: line)
            }
            if parameter.name == "release", parameter.type.name != "osb_release_fn" {
                throw file.problem("\(name): release is an osb_release_fn", line: line)
            }
        }
    }

    private func settleOwnership(_ parameters: inout [Parameter], of name: String, receiver: Parameter?) {
        let isRelease = Self.isRelease(name)
        let isKept = parameters.contains { $0.name == "release" }
        for index in parameters.indices {
            let isReceiver = index == 0 && receiver != nil
            if isReceiver {
                parameters[index].ownership = isRelease ? .consumed : .borrowed
                parameters[index].isNullable = isRelease || parameters[index].isNullable
            } else if isKept, [.callback, .pointer].contains(parameters[index].type.kind) {
                parameters[index].ownership = .consumed
            }
        }
    }

    private static func isRelease(_ name: String) -> Bool {
        name.hasSuffix("_free")
    }

    /// `OSB_ERR_A when ...; OSB_ERR_B, OSB_ERR_C for ...`: one entry before each semicolon that a status follows.
    private static func failures(_ text: String) -> [Function.Failure] {
        var entries: [String] = []
        for piece in text.split(separator: ";") {
            let piece = piece.nonEmptyTrimmed ?? ""
            if entries.isEmpty || piece.hasPrefix("OSB_ERR_") {
                entries.append(piece)
            } else {
                entries[entries.count - 1] += "; " + piece
            }
        }
        return entries.map { entry in
            Function.Failure(statuses: Names.all(in: entry).filter { $0.hasPrefix("OSB_ERR_") }, text: entry)
        }
    }
}

/// Finds the functions marked `@_cdecl("...")`, wherever they stand.
private final class Exports: SyntaxVisitor {
    private(set) var found: [(FunctionDeclSyntax, symbol: String)] = []

    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
        for attribute in node.attributes {
            guard let attribute = attribute.as(AttributeSyntax.self), attribute.attributeName.trimmedDescription == "_cdecl"
            else { continue }
            found.append((node, symbol: attribute.arguments?.trimmedDescription.filter { $0 != "\"" } ?? ""))
        }
        return .skipChildren
    }
}
