import CSystem

/// A string where it stands in the text, checked and still escaped. Valid as long as those bytes.
package struct JSONText {
    /// What is between the quotes.
    package let raw: UnsafeBufferPointer<UInt8>

    /// Whether `raw` differs from the text it stands for.
    package let isEscaped: Bool

    /// The text, in UTF-8. It may hold NUL.
    package var string: String {
        guard isEscaped else { return String(decoding: raw, as: UTF8.self) }
        return String(unsafeUninitializedCapacity: raw.count) { room in
            guard let start = room.baseAddress else { return 0 }
            return unescape(into: start)
        }
    }

    @inline(__always)
    package func equals(_ name: StaticString) -> Bool {
        isEscaped ? string.hasSameBytes(as: name.bytes) : raw.hasSameBytes(as: name.bytes)
    }

    /// Writes the text to `room`, which has space for `raw.count` bytes, the most it can take. Answers its length.
    package func unescape(into room: UnsafeMutablePointer<UInt8>) -> Int {
        guard var source = raw.baseAddress else { return 0 }
        let end = source + raw.count
        var target = room
        while source < end {
            let left = end - source
            let plain = csystem_find_byte(source, ASCII.backslash, left).map { $0 - source } ?? left
            csystem_copy_bytes(target, source, plain)
            source += plain
            target += plain
            // The reader let an escape pass only whole.
            if source < end { Self.unescapeOne(&source, &target) }
        }
        return target - room
    }

    /// Steps both pointers over one escape, a surrogate pair counting as one.
    private static func unescapeOne(_ source: inout UnsafePointer<UInt8>, _ target: inout UnsafeMutablePointer<UInt8>) {
        let name = source[1]
        source += 2
        switch name {
        case UInt8(ascii: "b"): target[0] = 0x08
        case UInt8(ascii: "f"): target[0] = 0x0C
        case UInt8(ascii: "n"): target[0] = ASCII.lineFeed
        case UInt8(ascii: "r"): target[0] = ASCII.carriageReturn
        case UInt8(ascii: "t"): target[0] = ASCII.tab
        case UInt8(ascii: "u"):
            encode(scalar(&source), &target)
            return
        default: target[0] = name
        }
        target += 1
    }

    /// The scalar whose hexadecimal digits are at `source`.
    private static func scalar(_ source: inout UnsafePointer<UInt8>) -> UInt32 {
        let unit = UInt32(Hexadecimal.unit(source) ?? 0)
        source += 4
        guard unit & 0xF800 == 0xD800 else { return unit }
        let low = UInt32(Hexadecimal.unit(source + 2) ?? 0)
        source += 6
        return 0x1_0000 &+ ((unit & 0x3FF) << 10 | low & 0x3FF)
    }

    /// Writes UTF-8: at most three bytes for six of a lone escape, four for twelve of a pair.
    private static func encode(_ scalar: UInt32, _ target: inout UnsafeMutablePointer<UInt8>) {
        func put(_ byte: UInt32) {
            target[0] = UInt8(truncatingIfNeeded: byte)
            target += 1
        }
        switch scalar {
        case 0..<0x80:
            put(scalar)
        case 0x80..<0x800:
            put(0xC0 | scalar >> 6)
            put(0x80 | scalar & 0x3F)
        case 0x800..<0x1_0000:
            put(0xE0 | scalar >> 12)
            put(0x80 | scalar >> 6 & 0x3F)
            put(0x80 | scalar & 0x3F)
        default:
            put(0xF0 | scalar >> 18)
            put(0x80 | scalar >> 12 & 0x3F)
            put(0x80 | scalar >> 6 & 0x3F)
            put(0x80 | scalar & 0x3F)
        }
    }
}
