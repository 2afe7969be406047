import Interface
import SwiftSyntax

/// Which C type a Swift type stands for, in one place: the numbers and pointers that are allowed, and the names of
/// `CTypes.swift`.
struct TypeTable {
    /// A C type together with what the Swift spelling tells of its use.
    struct Meaning {
        var type: CType
        var direction = Parameter.Direction.input
        var isConstant = false
        var isPointer = true
        /// Room for several.
        var isArray = false
    }

    private var names: [String: Meaning] = [:]

    mutating func add(_ name: String, _ meaning: Meaning) {
        names[name] = meaning
    }

    func knows(_ name: String) -> Bool { names[name] != nil }

    /// A parameter's or result's type. The host can pass NULL for any pointer, so each of them is an optional in Swift.
    func meaning(of type: TypeSyntax, in file: SourceFile) throws(Problem) -> Meaning {
        let optional = type.as(OptionalTypeSyntax.self)
        let meaning = try unwrapped(optional?.wrappedType ?? type, in: file)
        guard meaning.isPointer == (optional != nil) else {
            let advice = meaning.isPointer ? "may be NULL in C: make it optional" : "is no pointer: it cannot be optional"
            throw file.problem("\(type.trimmed) \(advice)", at: type)
        }
        return meaning
    }

    /// The type of an alias's right-hand side, or of what is left without the `?`.
    func unwrapped(_ type: TypeSyntax, in file: SourceFile) throws(Problem) -> Meaning {
        let unknown = file.problem("no C type is known for \(type.trimmed)", at: type)
        guard let identifier = type.as(IdentifierTypeSyntax.self) else { throw unknown }
        let name = identifier.name.text
        guard let argument = identifier.genericArgumentClause?.arguments.first?.argument else {
            if let meaning = Self.builtin[name] ?? names[name] { return meaning }
            guard let advice = Self.advice[name] else { throw unknown }
            throw file.problem("\(name) has no place in the C interface: \(advice)", at: type)
        }
        guard case .type(let pointee) = argument else { throw unknown }
        switch name {
        case "const":
            var meaning = try handle(pointee, in: file)
            meaning.type.spelling = "const " + meaning.type.spelling
            meaning.isConstant = true
            return meaning
        case "out_array":
            var meaning = output(of: try handle(pointee, in: file))
            meaning.isArray = true
            return meaning
        case "out":
            return output(of: try handle(pointee, in: file))
        case "UnsafePointer" where pointee.trimmedDescription == "CChar":
            return Meaning(type: CType(kind: .text, spelling: "const char *"))
        case "UnsafePointer" where pointee.trimmedDescription == "cstring?":
            return Meaning(type: CType(kind: .texts, spelling: "const char *const *"))
        case "UnsafeMutablePointer":
            let value = try unwrapped(pointee, in: file)
            guard !value.isPointer, value.type.kind != .void else { throw unknown }
            return output(of: value)
        default:
            throw unknown
        }
    }

    private func handle(_ type: TypeSyntax, in file: SourceFile) throws(Problem) -> Meaning {
        let meaning = try unwrapped(type, in: file)
        guard meaning.type.kind == .handle else { throw file.problem("\(type.trimmed) is not a handle", at: type) }
        return meaning
    }

    private func output(of value: Meaning) -> Meaning {
        var type = value.type
        type.spelling = type.declaring("*")
        return Meaning(type: type, direction: .output)
    }

    private static func number(_ kind: CType.Kind, _ spelling: String) -> Meaning {
        Meaning(type: CType(kind: kind, spelling: spelling), isPointer: false)
    }

    static let void = number(.void, "void")

    private static let builtin: [String: Meaning] = [
        "Void": void,
        "CInt": number(.int, "int"),
        "Int32": number(.int32, "int32_t"),
        "Int64": number(.int64, "int64_t"),
        "UInt64": number(.uint64, "uint64_t"),
        "UInt": number(.size, "size_t"),
        "Double": number(.double, "double"),
        "UnsafeRawPointer": Meaning(type: CType(kind: .pointer, spelling: "const void *")),
        "UnsafeMutableRawPointer": Meaning(type: CType(kind: .pointer, spelling: "void *")),
    ]

    private static let advice = [
        "Bool": "truth is an Int32, 0 or 1",
        "Int": "a size is a UInt, any other number has a fixed width",
        "OpaquePointer": "give the handle a name in CTypes.swift",
    ]
}
