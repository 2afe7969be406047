/// Well-formed sequences of UTF-8 (RFC 3629): nothing overlong, no surrogates, nothing above U+10FFFF.
enum UTF8Sequence {
    /// How many bytes the sequence at `index` has; 0 where it is not well formed.
    static func length(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xbf
        switch bytes[index] {
        case 0x00...0x7f: return 1
        case 0xc2...0xdf: length = 2
        case 0xe0: (length, second) = (3, 0xa0...0xbf)
        case 0xe1...0xec, 0xee...0xef: length = 3
        case 0xed: (length, second) = (3, 0x80...0x9f)
        case 0xf0: (length, second) = (4, 0x90...0xbf)
        case 0xf1...0xf3: length = 4
        case 0xf4: (length, second) = (4, 0x80...0x8f)
        default: return 0
        }
        guard bytes.count - index >= length, second.contains(bytes[index + 1]) else { return 0 }
        for offset in 2..<max(length, 2) where !(0x80...0xbf).contains(bytes[index + offset]) { return 0 }
        return length
    }
}
