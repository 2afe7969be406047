import CSystem

/// What one line of an event stream is for, whichever of the accepted framings it belongs to.
enum EventLine {
    case blank
    /// A comment, or a field that carries nothing of ours.
    case ignored
    /// A `data` field's value.
    case data(UnsafeBufferPointer<UInt8>)
    /// No line of a standard event stream: an event by itself.
    case bare

    @inline(__always)
    init(_ line: UnsafeBufferPointer<UInt8>) {
        guard line.count > 0, let start = line.baseAddress else {
            self = .blank
            return
        }
        switch start[0] {
        case UInt8(ascii: ":"): self = .ignored
        case UInt8(ascii: "d"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "r"): self = Self.field(line)
        default: self = .bare
        }
    }

    private static func field(_ line: UnsafeBufferPointer<UInt8>) -> EventLine {
        if let value = value(of: "data", in: line) { return .data(value) }
        if value(of: "event", in: line) != nil || value(of: "id", in: line) != nil || value(of: "retry", in: line) != nil {
            return .ignored
        }
        return .bare
    }

    /// The value of the field called `name`, without the one space that may precede it; nil if `line` is not that field.
    @inline(__always)
    private static func value(of name: StaticString, in line: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
        var first = name.utf8CodeUnitCount
        guard line.count >= first, let start = line.baseAddress, csystem_equal_bytes(start, name.utf8Start, first)
        else { return nil }
        if first < line.count {
            guard start[first] == UInt8(ascii: ":") else { return nil }
            first &+= 1
            if first < line.count, start[first] == UInt8(ascii: " ") { first &+= 1 }
        }
        return UnsafeBufferPointer(start: start + first, count: line.count &- first)
    }
}
