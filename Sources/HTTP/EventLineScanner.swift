import CSystem

/// Finds where lines end in one piece of a stream, at LF, CR or CRLF, looking at each byte once for each of the two.
struct EventLineScanner {
    private let base: UnsafePointer<UInt8>
    private let count: Int
    /// The first CR not yet passed, `count` if there is none.
    private var carriageReturn: Int

    init(_ base: UnsafePointer<UInt8>, count: Int) {
        self.base = base
        self.count = count
        carriageReturn = 0
        carriageReturn = find(0x0D, from: 0, to: count) ?? count
    }

    /// The end of the line that starts at `start`, or nil if it goes on beyond the piece.
    @inline(__always)
    mutating func end(from start: Int) -> Int? {
        if carriageReturn < start { carriageReturn = find(0x0D, from: start, to: count) ?? count }
        if let lineFeed = find(0x0A, from: start, to: carriageReturn) { return lineFeed }
        return carriageReturn < count ? carriageReturn : nil
    }

    @inline(__always)
    private func find(_ byte: UInt8, from start: Int, to end: Int) -> Int? {
        guard start < end else { return nil }
        return csystem_find_byte(base + start, byte, end &- start).map { $0 - base }
    }
}
