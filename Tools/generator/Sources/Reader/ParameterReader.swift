import Interface
import SwiftSyntax

/// Reads the parameters of one function or callback, left to right.
struct ParameterReader {
    let table: TypeTable
    let documentation: Documentation
    let file: SourceFile
    private(set) var all: [Parameter] = []
    /// The parameter that has room for several things.
    private var array: Int?

    init(table: TypeTable, documentation: Documentation, file: SourceFile) {
        self.table = table
        self.documentation = documentation
        self.file = file
    }

    mutating func read(_ label: TokenSyntax, _ type: TypeSyntax) throws(Problem) {
        let name = label.identifier?.name ?? label.text
        guard !Self.reserved.contains(name) else { throw file.problem("\(name) is a keyword of C or C++", at: label) }
        let meaning = try table.meaning(of: type, in: file)
        guard meaning.type.kind != .void else { throw file.problem("\(name) has no value", at: type) }
        markLength(name, meaning)
        markCount(name, meaning)
        markArray(name, meaning)
        let text = documentation.parameter(name)
        all.append(Parameter(
            name: name, type: meaning.type, direction: meaning.direction, ownership: Self.ownership(meaning),
            isNullable: meaning.isPointer && (text.map(Self.allowsNull) ?? Self.standardNullable.contains(name)), length: nil,
            text: text))
    }

    /// `data, size` and `name, name_size` are one thing: bytes and their number.
    private mutating func markLength(_ name: String, _ meaning: TypeTable.Meaning) {
        guard meaning.type.kind == .size, meaning.direction == .input, let data = all.last, data.direction == .input,
              name == "size" || name == "\(data.name)_size",
              data.type.kind == .text || data.type.spelling == "const void *"
        else { return }
        all[all.count - 1].type.kind = .bytes
        all[all.count - 1].ownership = .copied
        all[all.count - 1].length = name
    }

    /// `paths, count` are one thing, and so are `sources, targets, count`.
    private mutating func markCount(_ name: String, _ meaning: TypeTable.Meaning) {
        guard name == "count", meaning.type.kind == .size, meaning.direction == .input else { return }
        for index in all.indices where all[index].type.kind == .texts { all[index].length = name }
    }

    /// `events, capacity, count` are one thing: room for so many, and how many there are.
    private mutating func markArray(_ name: String, _ meaning: TypeTable.Meaning) {
        if meaning.isArray { array = all.count }
        guard let array, meaning.type.kind == .size else { return }
        if name == "capacity", meaning.direction == .input { all[array].capacity = name }
        if name == "count", meaning.direction == .output { all[array].length = name }
    }

    /// An array without its capacity or its count.
    func refuseLooseArrays(line: Int) throws(Problem) {
        for parameter in all where parameter.type.kind == .texts && parameter.length == nil {
            throw file.problem("\(parameter.name) are several texts: they want a count beside them", line: line)
        }
        guard let array, all[array].capacity == nil || all[array].length == nil else { return }
        throw file.problem("\(all[array].name) is an array: it wants a capacity and a count beside it", line: line)
    }

    private static func ownership(_ meaning: TypeTable.Meaning) -> Ownership? {
        switch meaning.type.kind {
        case .handle: meaning.direction == .output ? .owned : meaning.isConstant ? .copied : .borrowed
        case .text, .texts, .bytes: .copied
        case .pointer, .callback: .borrowed
        default: nil
        }
    }

    /// A text that speaks of NULL says what NULL does.
    private static func allowsNull(_ text: String) -> Bool {
        text.contains("NULL") && !text.contains("not be NULL")
    }

    /// A `- Parameter` field whose parameter does not exist, or is described twice.
    func refuseStrangers() throws(Problem) {
        var known = Set(all.map(\.name))
        for field in documentation.fields where field.keyword == .parameter {
            guard known.remove(field.name ?? "") != nil else {
                throw file.problem("there is no parameter \(field.name ?? "") left to describe", line: field.line)
            }
        }
    }

    /// Parameters that mean the same everywhere: the header's conventions describe them once. All may be NULL.
    static let standardNullable: Set = ["cancel", "error", "user_data", "release"]

    private static let reserved: Set = [
        "auto", "bool", "break", "case", "catch", "char", "class", "const", "continue", "default", "delete", "do", "double",
        "else", "enum", "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if", "inline", "int", "long",
        "mutable", "namespace", "new", "operator", "private", "protected", "public", "register", "restrict", "return", "short",
        "signed", "sizeof", "static", "struct", "switch", "template", "this", "throw", "true", "try", "typedef", "typename",
        "union", "unsigned", "using", "virtual", "void", "volatile", "while",
    ]
}

/// Reads what a function or callback returns.
struct ResultReader {
    let table: TypeTable
    let documentation: Documentation
    let file: SourceFile

    func read(_ type: TypeSyntax?, parameters: [Parameter]) throws(Problem) -> Result {
        let text = documentation[.returns]
        guard let type else { return try nothing(TypeTable.void.type) }
        var meaning = try table.meaning(of: type, in: file)
        guard meaning.direction == .input, meaning.type.kind != .callback else {
            throw file.problem("\(type.trimmed) cannot be returned", at: type)
        }
        switch meaning.type.kind {
        case .void:
            return try nothing(meaning.type)
        case .handle:
            let isBorrowed = text?.hasPrefix("Borrowed") == true
            guard isBorrowed == meaning.isConstant else {
                let advice = isBorrowed
                    ? "a borrowed handle is returned as const<...>" : "a const handle is borrowed: say `- Returns: Borrowed ...`"
                throw file.problem(advice, at: type)
            }
            return Result(type: meaning.type, ownership: isBorrowed ? .borrowed : .owned, length: nil, text: text)
        case .text, .pointer:
            let length = parameters.first { $0.name == "size" && $0.direction == .output && $0.type.kind == .size }?.name
            if length != nil { meaning.type.kind = .bytes }
            return Result(type: meaning.type, ownership: .borrowed, length: length, text: text)
        default:
            return Result(type: meaning.type, ownership: nil, length: nil, text: text)
        }
    }

    private func nothing(_ type: CType) throws(Problem) -> Result {
        if let field = documentation.fields.first(where: { $0.keyword == .returns }) {
            throw file.problem("`- Returns:` where nothing is returned", line: field.line)
        }
        return Result(type: type, ownership: nil, length: nil, text: nil)
    }
}
