extension JSONReader {
    /// Reads a string. Its escapes and its UTF-8 are checked here, so whoever uses the text need not.
    package mutating func string() throws(JSONError) -> JSONText {
        guard try nextByte() == ASCII.quote else { throw failure(.unexpectedByte) }
        position &+= 1
        let first = position
        var isEscaped = false
        while true {
            skipPlainBytes()
            guard position < count else { throw failure(.unexpectedEnd) }
            switch base[position] {
            case ASCII.quote:
                let raw = UnsafeBufferPointer(start: base + first, count: position &- first)
                position &+= 1
                return JSONText(raw: raw, isEscaped: isEscaped)
            case ASCII.backslash:
                isEscaped = true
                try checkEscape()
            case 0x80...:
                try checkUTF8()
            default:
                throw failure(.controlCharacter)
            }
        }
    }

    /// Steps to the next byte that ends a string or needs a closer look, eight at a time while they last.
    @inline(__always)
    private mutating func skipPlainBytes() {
        while count &- position >= 8 {
            let special = Self.specialBytes(UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self).littleEndian)
            guard special == 0 else {
                position &+= special.trailingZeroBitCount >> 3
                return
            }
            position &+= 8
        }
        while position < count {
            let byte = base[position]
            guard byte >= ASCII.space, byte < 0x80, byte != ASCII.quote, byte != ASCII.backslash else { return }
            position &+= 1
        }
    }

    /// Sets the top bit of every byte that is a quote, a backslash, a control character or not ASCII. A borrow may set
    /// others above the lowest such byte, never below it, and only the lowest is asked for.
    @inline(__always)
    private static func specialBytes(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = word ^ (ones &* UInt64(ASCII.quote))
        let backslashes = word ^ (ones &* UInt64(ASCII.backslash))
        let found = ((quotes &- ones) & ~quotes)
            | ((backslashes &- ones) & ~backslashes)
            | ((word &- ones &* UInt64(ASCII.space)) & ~word)
            | word
        return found & (ones &* 0x80)
    }

    /// Steps over an escape, both halves of a surrogate pair as one.
    private mutating func checkEscape() throws(JSONError) {
        let start = position
        position &+= 1
        guard position < count else { throw failure(.unexpectedEnd) }
        let name = base[position]
        position &+= 1
        switch name {
        case ASCII.quote, ASCII.backslash, UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            return
        case UInt8(ascii: "u"):
            break
        default:
            throw JSONError(.invalidEscape, at: start)
        }

        let unit = try hexUnit()
        guard unit & 0xF800 == 0xD800 else { return }
        guard unit < 0xDC00, count &- position >= 2, base[position] == ASCII.backslash, base[position &+ 1] == UInt8(ascii: "u")
        else { throw JSONError(.loneSurrogate, at: start) }
        position &+= 2
        guard try hexUnit() & 0xFC00 == 0xDC00 else { throw JSONError(.loneSurrogate, at: start) }
    }

    /// The four hexadecimal digits of a `\u` escape.
    private mutating func hexUnit() throws(JSONError) -> UInt16 {
        guard count &- position >= 4 else {
            position = count
            throw failure(.unexpectedEnd)
        }
        guard let unit = Hexadecimal.unit(base + position) else { throw failure(.invalidEscape) }
        position &+= 4
        return unit
    }

    /// Steps over a run of UTF-8 beyond ASCII (RFC 3629: no surrogates, nothing overlong, nothing above U+10FFFF).
    private mutating func checkUTF8() throws(JSONError) {
        while position < count, base[position] >= 0x80 {
            let lead = base[position]
            let length: Int
            let second: ClosedRange<UInt8>
            switch lead {
            case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
            case 0xE0: (length, second) = (3, 0xA0...0xBF)
            case 0xED: (length, second) = (3, 0x80...0x9F)
            case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
            case 0xF0: (length, second) = (4, 0x90...0xBF)
            case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
            case 0xF4: (length, second) = (4, 0x80...0x8F)
            default: throw failure(.invalidUTF8)
            }
            guard count &- position >= length, second.contains(base[position &+ 1]),
                length < 3 || base[position &+ 2] & 0xC0 == 0x80,
                length < 4 || base[position &+ 3] & 0xC0 == 0x80
            else { throw failure(.invalidUTF8) }
            position &+= length
        }
    }
}
