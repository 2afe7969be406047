/// Reads JSON by pulling one piece at a time, without building anything: strict RFC 8259, in bounded depth.
///
/// The bytes must stay where they are while the reader, or any text it gave, is in use. After an error the reader is
/// of no further use.
package struct JSONReader {
    package enum Kind {
        case object, array, string, number, bool, null
    }

    let base: UnsafePointer<UInt8>
    let count: Int
    /// The next byte to read; never beyond `count`.
    var position = 0

    private var depthLeft: Int
    private var valuesLeft: Int
    /// True between the start of an object or array and its first member or element.
    private var isFirst = false

    package init(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits = JSONLimits()) {
        let nowhere: StaticString = ""
        base = bytes.baseAddress ?? nowhere.utf8Start
        count = bytes.count
        depthLeft = limits.depth
        valuesLeft = limits.values
    }

    /// What the next value is, by its first byte.
    package mutating func peek() throws(JSONError) -> Kind {
        switch try nextByte() {
        case ASCII.openBrace: return .object
        case ASCII.openBracket: return .array
        case ASCII.quote: return .string
        case ASCII.minus, ASCII.zero...ASCII.nine: return .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
        case UInt8(ascii: "n"): return .null
        default: throw failure(.unexpectedByte)
        }
    }

    package mutating func beginObject() throws(JSONError) {
        try open(ASCII.openBrace)
    }

    /// The next member's name, with its value to be read next, or nil where the object ends.
    @inline(__always)
    package mutating func nextKey() throws(JSONError) -> JSONText? {
        guard try advance(before: ASCII.closeBrace) else { return nil }
        let key = try string()
        guard try nextByte() == ASCII.colon else { throw failure(.unexpectedByte) }
        position &+= 1
        return key
    }

    package mutating func beginArray() throws(JSONError) {
        try open(ASCII.openBracket)
    }

    /// Whether there is another element, to be read next; false where the array ends.
    package mutating func nextElement() throws(JSONError) -> Bool {
        try advance(before: ASCII.closeBracket)
    }

    package mutating func bool() throws(JSONError) -> Bool {
        if try nextByte() == UInt8(ascii: "t") {
            try literal("true")
            return true
        }
        try literal("false")
        return false
    }

    package mutating func null() throws(JSONError) {
        _ = try nextByte()
        try literal("null")
    }

    /// Passes over a value, checked as strictly as one that is read, but for the range of its numbers.
    package mutating func skip() throws(JSONError) {
        switch try peek() {
        case .object:
            try beginObject()
            while try nextKey() != nil { try skip() }
        case .array:
            try beginArray()
            while try nextElement() { try skip() }
        case .string: _ = try string()
        case .number: _ = try scanNumber()
        case .bool: _ = try bool()
        case .null: try null()
        }
    }

    /// Demands that only white space is left.
    package mutating func end() throws(JSONError) {
        skipWhiteSpace()
        guard position == count else { throw failure(.trailingBytes) }
    }

    /// Takes one value, about to be kept, from those the limits allow.
    mutating func spendValue() throws(JSONError) {
        guard valuesLeft > 0 else { throw failure(.tooManyValues) }
        valuesLeft &-= 1
    }

    /// The error for the byte at `position`, or for its absence.
    func failure(_ reason: JSONError.Reason) -> JSONError {
        JSONError(position < count || reason != .unexpectedByte ? reason : .unexpectedEnd, at: position)
    }

    // MARK: - Structure

    private mutating func open(_ bracket: UInt8) throws(JSONError) {
        guard try nextByte() == bracket else { throw failure(.unexpectedByte) }
        guard depthLeft > 0 else { throw failure(.tooDeep) }
        depthLeft &-= 1
        position &+= 1
        isFirst = true
    }

    /// Steps over the comma between members or elements; false, and out of the container, at its end.
    @inline(__always)
    private mutating func advance(before bracket: UInt8) throws(JSONError) -> Bool {
        let byte = try nextByte()
        if byte == bracket {
            position &+= 1
            depthLeft &+= 1
            isFirst = false
            return false
        }
        if isFirst {
            isFirst = false
            return true
        }
        guard byte == ASCII.comma else { throw failure(.unexpectedByte) }
        position &+= 1
        return true
    }

    @inline(__always)
    private mutating func literal(_ name: StaticString) throws(JSONError) {
        for byte in name.bytes {
            guard position < count, base[position] == byte else { throw failure(.unexpectedByte) }
            position &+= 1
        }
    }

    /// The next byte that is not white space, left unread.
    @inline(__always)
    mutating func nextByte() throws(JSONError) -> UInt8 {
        skipWhiteSpace()
        guard position < count else { throw failure(.unexpectedEnd) }
        return base[position]
    }

    @inline(__always)
    private mutating func skipWhiteSpace() {
        while position < count {
            switch base[position] {
            case ASCII.space, ASCII.lineFeed, ASCII.carriageReturn, ASCII.tab: position &+= 1
            default: return
            }
        }
    }
}
