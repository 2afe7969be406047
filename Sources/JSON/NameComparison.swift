import CSystem

// Names on the wire are compared byte for byte. Swift's `==` takes canonically equivalent texts for the same, and brings
// the tables which that takes into the library.

extension UnsafeBufferPointer<UInt8> {
    @inline(__always)
    func hasSameBytes(as other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count else { return false }
        guard let left = baseAddress, let right = other.baseAddress else { return true }
        return csystem_equal_bytes(left, right, count)
    }
}

extension String {
    func hasSameBytes(as name: UnsafeBufferPointer<UInt8>) -> Bool {
        var text = self
        return text.withUTF8 { $0.hasSameBytes(as: name) }
    }
}

extension StaticString {
    /// The literal's bytes. Swift's accessors trap on representations no string literal has; where the literal is known,
    /// that check is gone, so whatever takes one is inlined.
    @inline(__always)
    var bytes: UnsafeBufferPointer<UInt8> {
        guard hasPointerRepresentation else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
    }
}
