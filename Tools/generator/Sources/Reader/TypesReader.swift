import Interface
import SwiftSyntax

/// Reads `CTypes.swift`: handles, callbacks, the names of enumerations, and shorthands for pointers.
struct TypesReader {
    private(set) var table = TypeTable()
    private(set) var handles: [Handle] = []
    private(set) var callbacks: [Callback] = []
    private(set) var enumerations: [Enumeration] = []
    private var declared: [String: Enumeration]
    private var handleLines: [String: Int] = [:]
    private let file: SourceFile

    /// - Parameter declared: The marked enums by their C names.
    init(_ file: SourceFile, declared: [String: Enumeration], problems: inout [Problem]) {
        self.file = file
        self.declared = declared
        for statement in file.tree.statements {
            guard let alias = statement.item.as(TypeAliasDeclSyntax.self) else { continue }
            do throws(Problem) { try read(alias) } catch { problems.append(error) }
        }
        for name in self.declared.keys.sorted() {
            problems.append(file.problem("the enum marked `- C: \(name)` has no `typealias \(name) = Int32` here", line: 1))
        }
    }

    private mutating func read(_ alias: TypeAliasDeclSyntax) throws(Problem) {
        let name = alias.name.text
        let value = alias.initializer.value
        // `const` and the outs mean something to the table itself.
        if alias.genericParameterClause != nil, ["const", "out", "out_array"].contains(name) { return }
        guard !table.knows(name) else { throw file.problem("\(name) is declared twice", at: alias) }
        guard name.hasPrefix("osb_") else { return table.add(name, try table.unwrapped(value, in: file)) }

        if let function = value.as(AttributedTypeSyntax.self) {
            try readCallback(name, function, alias)
        } else if value.trimmedDescription == "OpaquePointer" {
            try readHandle(name, alias)
        } else if value.trimmedDescription == "Int32" {
            guard let enumeration = declared.removeValue(forKey: name) else {
                throw file.problem("no enum is marked `- C: \(name) PREFIX_`", at: alias)
            }
            enumerations.append(enumeration)
            table.add(name, .init(type: CType(kind: .enumeration, name: name, spelling: name), isPointer: false))
        } else {
            throw file.problem("\(name) is neither a handle (OpaquePointer), an enum (Int32) nor a @convention(c) function", at: alias)
        }
    }

    /// Whoever is given a handle must be able to give it back.
    func unreleased(_ functions: [Function]) -> [Problem] {
        let exported = Set(functions.map(\.name))
        return handles.filter { !exported.contains($0.free) }.map { handle in
            file.problem("no function \(handle.free) releases \(handle.name)", line: handleLines[handle.name] ?? 1)
        }
    }

    private func documentation(_ name: String, _ alias: TypeAliasDeclSyntax) throws(Problem) -> Documentation {
        let line = file.line(at: alias.positionAfterSkippingLeadingTrivia)
        return try Documentation(Comment(of: alias, in: file), of: name, line: line, in: file)
    }

    private mutating func readHandle(_ name: String, _ alias: TypeAliasDeclSyntax) throws(Problem) {
        table.add(name, .init(type: CType(kind: .handle, name: name, spelling: "\(name) *")))
        let documentation = try documentation(name, alias)
        try documentation.allow(.threads, .since, in: file)
        guard let threads = documentation[.threads] else { throw file.problem("\(name) has no `- Threads:`", at: alias) }
        guard let since = try documentation.since(in: file) else { throw file.problem("\(name) has no `- Since:`", at: alias) }
        handles.append(Handle(
            name: name, description: documentation.description, free: "\(name)_free", threads: threads, since: since))
        handleLines[name] = file.line(at: alias.positionAfterSkippingLeadingTrivia)
    }

    private mutating func readCallback(
        _ name: String, _ value: AttributedTypeSyntax, _ alias: TypeAliasDeclSyntax
    ) throws(Problem) {
        let attributes = value.attributes.map(\.trimmedDescription)
        guard attributes == ["@convention(c)"], let function = value.baseType.as(FunctionTypeSyntax.self) else {
            throw file.problem("\(name) is not a plain @convention(c) function", at: alias)
        }
        table.add(name, .init(type: CType(kind: .callback, name: name, spelling: name)))
        let documentation = try documentation(name, alias)
        try documentation.allow(.parameter, .returns, in: file)
        var parameters = ParameterReader(table: table, documentation: documentation, file: file)
        for element in function.parameters {
            guard let label = element.secondName ?? element.firstName else {
                throw file.problem("a parameter of \(name) has no name", at: element)
            }
            try parameters.read(label, element.type)
        }
        try parameters.refuseStrangers()
        callbacks.append(Callback(
            name: name, description: documentation.description,
            parameters: parameters.all.map { parameter in
                var parameter = parameter
                parameter.ownership = parameter.ownership.map { _ in .borrowed }
                return parameter
            },
            result: try ResultReader(table: table, documentation: documentation, file: file)
                .read(function.returnClause.type, parameters: parameters.all)))
    }
}
