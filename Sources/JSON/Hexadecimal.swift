package enum Hexadecimal {
    /// The value of the four digits at `digits`, or nil if one is none.
    @inline(__always)
    static func unit(_ digits: UnsafePointer<UInt8>) -> UInt16? {
        guard let a = value(digits[0]), let b = value(digits[1]), let c = value(digits[2]), let d = value(digits[3])
        else { return nil }
        return a << 12 | b << 8 | c << 4 | d
    }

    /// The digit for the low four bits of `value`.
    @inline(__always)
    package static func digit(_ value: UInt8) -> UInt8 {
        let nibble = value & 0x0F
        return nibble < 10 ? ASCII.zero &+ nibble : UInt8(ascii: "a") &+ (nibble &- 10)
    }

    @inline(__always)
    private static func value(_ digit: UInt8) -> UInt16? {
        switch digit {
        case ASCII.zero...ASCII.nine: UInt16(digit &- ASCII.zero)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(digit &- UInt8(ascii: "A") &+ 10)
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(digit &- UInt8(ascii: "a") &+ 10)
        default: nil
        }
    }
}
