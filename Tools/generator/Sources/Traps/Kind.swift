import SwiftSyntax

/// What the syntax alone tells of a value: as much of its type as decides whether an operation on it can trap.
enum Kind: Equatable {
    case integer(bits: Int, isSigned: Bool)
    /// An `Int` that is never negative: a collection's count, or a stride of memory.
    case count
    case float
    case text
    case pointer
    /// An array, a slice or a set of them: `+` joins it to another.
    case sequence
    case dictionary
    case unknown

    static let word = Kind.integer(bits: 64, isSigned: true)

    /// The types by name, C's among them. Every platform of the library has words of 64 bits.
    private static let integers: [String: Kind] = [
        "Int": word, "Int8": .integer(bits: 8, isSigned: true), "Int16": .integer(bits: 16, isSigned: true),
        "Int32": .integer(bits: 32, isSigned: true), "Int64": word, "UInt": .integer(bits: 64, isSigned: false),
        "UInt8": .integer(bits: 8, isSigned: false), "UInt16": .integer(bits: 16, isSigned: false),
        "UInt32": .integer(bits: 32, isSigned: false), "UInt64": .integer(bits: 64, isSigned: false),
        "CInt": .integer(bits: 32, isSigned: true), "CUnsignedInt": .integer(bits: 32, isSigned: false), "CLong": word,
        "curl_off_t": word, "size_t": word, "off_t": word,
    ]

    /// The integer type of that name, nil if it is none.
    static func integer(named name: String) -> Kind? { integers[name] }

    /// What a type's spelling says, whether it is optional or not.
    init(type: String) {
        var name = type.filter { $0 != " " }
        for prefix in ["inout", "borrowing", "consuming", "sending", "@escaping"] where name.hasPrefix(prefix) { name.removeFirst(prefix.count) }
        while let last = name.last, last == "?" || last == "!" { name.removeLast() }
        if let integer = Kind.integer(named: name) {
            self = integer
        } else if name.hasPrefix("Unsafe"), name.contains("Pointer") {
            // A buffer's subscript is checked in a debug build and lets anything pass in the shipping one.
            self = name.contains("BufferPointer") ? .sequence : .pointer
        } else if name.hasPrefix("["), name.hasSuffix("]") {
            self = Kind.isDictionary(name) ? .dictionary : .sequence
        } else if name.hasPrefix("Array<") || name.hasPrefix("ArraySlice<") {
            self = .sequence
        } else {
            switch name {
            case "String", "Substring", "StaticString": self = .text
            case "Double", "Float", "CDouble": self = .float
            default: self = .unknown
            }
        }
    }

    /// Whether `[...]` has a colon of its own, outside of what it nests.
    private static func isDictionary(_ name: String) -> Bool {
        var depth = 0
        for character in name {
            switch character {
            case "[", "(", "<": depth += 1
            case "]", ")", ">": depth -= 1
            case ":" where depth == 1: return true
            default: continue
            }
        }
        return false
    }

    /// Whether every value of this kind is one of `wider`'s.
    func fits(in wider: Kind) -> Bool {
        guard case .integer(let bits, let isSigned) = wider else { return false }
        switch self {
        case .count: return bits == 64
        case .integer(let mine, let mineIsSigned):
            return mineIsSigned == isSigned ? mine <= bits : !mineIsSigned && mine < bits
        default: return false
        }
    }
}
