import CSystem

/// Writes JSON piece by piece, commas by itself. That the pieces make up one value is the caller's care.
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []

    /// Whether what comes next is preceded by a member or element.
    private var needsComma = false

    package init() {}

    @inline(never) package mutating func beginObject() { open(ASCII.openBrace) }
    @inline(never) package mutating func endObject() { close(ASCII.closeBrace) }
    @inline(never) package mutating func beginArray() { open(ASCII.openBracket) }
    @inline(never) package mutating func endArray() { close(ASCII.closeBracket) }

    /// The name of the member whose value comes next.
    @inline(never) package mutating func key(_ name: String) {
        separate()
        quote(name)
        bytes.append(ASCII.colon)
        needsComma = false
    }

    @inline(never) package mutating func null() { literal("null") }
    @inline(never) package mutating func value(_ value: Bool) { value ? literal("true") : literal("false") }
    @inline(never) package mutating func value(_ value: Int) { self.value(Int64(value)) }

    @inline(never) package mutating func value(_ value: Int64) {
        separate()
        if value < 0 { bytes.append(ASCII.minus) }
        digits(value.magnitude)
    }

    @inline(never) package mutating func value(_ value: UInt64) {
        separate()
        digits(value)
    }

    /// The shortest digits that read back as the same number; null for what JSON has no number for.
    @inline(never) package mutating func value(_ value: Double) {
        guard value.isFinite else { return null() }
        separate()
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Int(CSYSTEM_DOUBLE_LENGTH_MAX)) { room in
            let length = csystem_format_double(value, room.baseAddress)
            bytes.append(contentsOf: UnsafeBufferPointer(start: room.baseAddress, count: length))
        }
    }

    @inline(never) package mutating func value(_ text: String) {
        separate()
        quote(text)
    }

    // MARK: - Pieces

    private mutating func separate() {
        if needsComma { bytes.append(ASCII.comma) }
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    @inline(__always)
    private mutating func literal(_ name: StaticString) {
        separate()
        bytes.append(contentsOf: name.bytes)
    }

    private mutating func digits(_ value: UInt64) {
        let most = 20
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: most) { room in
            guard let start = room.baseAddress else { return }
            var first = most
            var rest = value
            repeat {
                first &-= 1
                start[first] = ASCII.zero &+ UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            bytes.append(contentsOf: UnsafeBufferPointer(start: start + first, count: most &- first))
        }
    }

    private mutating func quote(_ text: String) {
        var text = text
        bytes.append(ASCII.quote)
        text.withUTF8 { escape($0) }
        bytes.append(ASCII.quote)
    }

    /// Swift's strings are valid UTF-8, of which JSON wants nothing escaped but what is below.
    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
        for byte in text {
            switch byte {
            case ASCII.quote, ASCII.backslash: escape(byte)
            case ASCII.lineFeed: escape(UInt8(ascii: "n"))
            case ASCII.carriageReturn: escape(UInt8(ascii: "r"))
            case ASCII.tab: escape(UInt8(ascii: "t"))
            case 0..<ASCII.space:
                escape(UInt8(ascii: "u"))
                bytes.append(ASCII.zero)
                bytes.append(ASCII.zero)
                bytes.append(Hexadecimal.digit(byte >> 4))
                bytes.append(Hexadecimal.digit(byte))
            default: bytes.append(byte)
            }
        }
    }

    private mutating func escape(_ name: UInt8) {
        bytes.append(ASCII.backslash)
        bytes.append(name)
    }
}
