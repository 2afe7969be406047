import CSystem

extension JSONReader {
    /// Reads a number.
    package mutating func number() throws(JSONError) -> JSONNumber {
        let scanned = try scanNumber()
        if let integer = scanned.integer { return integer }

        let length = position &- scanned.start
        guard length <= Int(CSYSTEM_NUMBER_LENGTH_MAX) else { throw JSONError(.numberTooLong, at: scanned.start) }
        var double = 0.0
        guard csystem_parse_double(base + scanned.start, length, &double), double.isFinite else {
            throw JSONError(.numberOutOfRange, at: scanned.start)
        }
        return .double(double)
    }

    /// A number checked but not converted, for its range matters only to those who want its value.
    struct ScannedNumber {
        let start: Int
        var isNegative = false
        /// The digits' value; nil once it left 64 bits, or where there is a fraction or an exponent.
        var magnitude: UInt64? = 0

        /// Nil where only a double will do, as for -0.
        var integer: JSONNumber? {
            guard let magnitude else { return nil }
            if let value = Int64(exactly: magnitude) {
                return isNegative ? (value == 0 ? nil : .integer(0 &- value)) : .integer(value)
            }
            if isNegative { return magnitude == Int64.min.magnitude ? .integer(.min) : nil }
            return .unsigned(magnitude)
        }
    }

    mutating func scanNumber() throws(JSONError) -> ScannedNumber {
        let first = try nextByte()
        var scanned = ScannedNumber(start: position)
        if first == ASCII.minus {
            scanned.isNegative = true
            position &+= 1
        }
        if position < count, base[position] == ASCII.zero {
            position &+= 1
        } else {
            scanned.magnitude = try integerPart()
        }
        if position < count, base[position] == ASCII.point {
            position &+= 1
            scanned.magnitude = nil
            try digits()
        }
        // Upper and lower case differ in one bit.
        if position < count, base[position] | 0x20 == UInt8(ascii: "e") {
            position &+= 1
            scanned.magnitude = nil
            if position < count, base[position] == ASCII.plus || base[position] == ASCII.minus { position &+= 1 }
            try digits()
        }
        return scanned
    }

    private mutating func integerPart() throws(JSONError) -> UInt64? {
        let start = position
        var end = start
        var value: UInt64 = 0
        while end < count, let digit = Self.digit(base[end]) {
            value = value &* 10 &+ digit
            end &+= 1
        }
        position = end
        guard end > start else { throw failure(.unexpectedByte) }
        return end &- start <= Self.digitsThatFit ? value : checkedValue(start, end)
    }

    /// Any number of so many digits fits 64 bits; one of more may not.
    private static let digitsThatFit = 19

    private func checkedValue(_ start: Int, _ end: Int) -> UInt64? {
        var value: UInt64 = 0
        var index = start
        while index < end, let digit = Self.digit(base[index]) {
            let (tenfold, tooBig) = value.multipliedReportingOverflow(by: 10)
            let (sum, tooBigNow) = tenfold.addingReportingOverflow(digit)
            if tooBig || tooBigNow { return nil }
            value = sum
            index &+= 1
        }
        return value
    }

    private mutating func digits() throws(JSONError) {
        let start = position
        while position < count, Self.digit(base[position]) != nil { position &+= 1 }
        guard position > start else { throw failure(.unexpectedByte) }
    }

    @inline(__always)
    private static func digit(_ byte: UInt8) -> UInt64? {
        let value = byte &- ASCII.zero
        return value < 10 ? UInt64(value) : nil
    }
}
