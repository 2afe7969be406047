/// Why a text is not JSON. Go and Python each say it in words of their own, so this keeps what both need.
struct JSONError: Error, Equatable {
    enum Reason: Equatable {
        case valueExpected, keyExpected, colonExpected, objectSeparatorExpected, arraySeparatorExpected
        /// The word that began, and the letter that should have come.
        case badLiteral(String, expecting: UInt8)
        case unterminatedString, controlCharacter, badEscape, badNumber, badUTF8, trailingText, tooDeep
    }

    let reason: Reason
    /// Where, in bytes.
    let offset: Int
    /// What stands there; nil at the end of the text.
    let found: UInt8?
}

/// A strict parser (RFC 8259) that takes a text apart in one pass.
struct JSONParser {
    /// Far beyond any request of the protocol, far below the stack's end.
    private static let deepest = 64

    private let bytes: [UInt8]
    private var offset = 0
    private var depth = 0

    static func parse(_ bytes: some Sequence<UInt8>) throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes: Array(bytes))
        parser.skipSpace()
        let value = try parser.value()
        parser.skipSpace()
        guard parser.here == nil else { throw parser.error(.trailingText) }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var here: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private func error(_ reason: JSONError.Reason) -> JSONError {
        JSONError(reason: reason, offset: offset, found: here)
    }

    private mutating func skipSpace() {
        while let byte = here, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { offset += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard here == byte else { return false }
        offset += 1
        return true
    }

    private mutating func value() throws(JSONError) -> JSONValue {
        switch here {
        case UInt8(ascii: "{"): try object()
        case UInt8(ascii: "["): try array()
        case UInt8(ascii: "\""): .string(try string())
        case UInt8(ascii: "t"): try literal("true", .bool(true))
        case UInt8(ascii: "f"): try literal("false", .bool(false))
        case UInt8(ascii: "n"): try literal("null", .null)
        case let byte? where byte == UInt8(ascii: "-") || isDigit(byte): try number()
        default: throw error(.valueExpected)
        }
    }

    private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        let letters = word.withUTF8Buffer { Array($0) }
        for (index, letter) in letters.enumerated() {
            let found = offset + index < bytes.count ? bytes[offset + index] : nil
            guard found == letter else {
                throw JSONError(reason: .badLiteral("\(word)", expecting: letter), offset: offset, found: found)
            }
        }
        offset += letters.count
        return value
    }

    private mutating func object() throws(JSONError) -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var members: [JSONValue.Member] = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object([]) }
        while true {
            guard here == UInt8(ascii: "\"") else { throw error(.keyExpected) }
            let key = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw error(.colonExpected) }
            skipSpace()
            members.append(JSONValue.Member(key: key, value: try value()))
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw error(.objectSeparatorExpected) }
            skipSpace()
        }
    }

    private mutating func array() throws(JSONError) -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var elements: [JSONValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array([]) }
        while true {
            elements.append(try value())
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            guard take(UInt8(ascii: ",")) else { throw error(.arraySeparatorExpected) }
            skipSpace()
        }
    }

    private mutating func enter() throws(JSONError) {
        guard depth < Self.deepest else { throw error(.tooDeep) }
        depth += 1
        offset += 1
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = offset
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        if take(UInt8(ascii: ".")) { try digits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        return .number(String(decoding: bytes[start..<offset], as: UTF8.self))
    }

    private mutating func digits() throws(JSONError) {
        let start = offset
        while let byte = here, isDigit(byte) { offset += 1 }
        guard offset > start else { throw error(.badNumber) }
    }

    private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private mutating func string() throws(JSONError) -> String {
        offset += 1
        var text: [UInt8] = []
        while let byte = here {
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                guard let result = String(validating: text, as: UTF8.self) else { throw error(.badUTF8) }
                return result
            case UInt8(ascii: "\\"):
                offset += 1
                try escape(into: &text)
            case 0..<0x20:
                throw error(.controlCharacter)
            default:
                text.append(byte)
                offset += 1
            }
        }
        throw error(.unterminatedString)
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        switch here {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(bytes[offset])
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0c)
        case UInt8(ascii: "n"): text.append(0x0a)
        case UInt8(ascii: "r"): text.append(0x0d)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            offset += 1
            return text.append(contentsOf: Array(String(try scalar()).utf8))
        default: throw error(.badEscape)
        }
        offset += 1
    }

    /// After "\u": one scalar, from a pair of surrogates where need be. A surrogate alone becomes U+FFFD, as in Go.
    private mutating func scalar() throws(JSONError) -> Character {
        let replacement: Character = "\u{fffd}"
        let first = try unit()
        if let scalar = Unicode.Scalar(first) { return Character(scalar) }
        guard first < 0xdc00, offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u")
        else { return replacement }
        let beforeSecond = offset
        offset += 2
        let second = try unit()
        guard (0xdc00...0xdfff).contains(second) else {
            offset = beforeSecond
            return replacement
        }
        let scalar = 0x10000 + ((UInt32(first) - 0xd800) << 10) + (UInt32(second) - 0xdc00)
        return Unicode.Scalar(scalar).map(Character.init) ?? replacement
    }

    private mutating func unit() throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = here, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw error(.badEscape) }
            unit = unit << 4 | UInt16(digit)
            offset += 1
        }
        return unit
    }
}
