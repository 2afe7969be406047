/// A place in the log of a background command: a cursor of the daemon's, and so many bytes further.
///
/// Today's daemons count bytes (the specification says lines), which shows in an answer's length; the bytes are then part of the cursor.
/// Where they do not count bytes, the place is still exact: the bytes are skipped when the log is read again from there.
struct LogCursor: Equatable, Sendable {
    /// Digits of the daemon's, and of what is skipped.
    private static let longest = (daemons: 64, skip: 19)

    private(set) var daemons: String
    private(set) var skip: Int64

    static var start: LogCursor { LogCursor(daemons: "0", skip: 0) }

    init(daemons: String, skip: Int64 = 0) {
        self.daemons = daemons
        self.skip = skip
    }

    /// What `text` gave.
    init?(_ text: String) {
        let parts = Array(text.utf8).split(separator: UInt8(ascii: "+"), omittingEmptySubsequences: false)
        guard let first = parts.first, !first.isEmpty, first.count <= Self.longest.daemons, parts.count <= 2 else { return nil }
        // A word of the daemon's that goes into a URL as it is.
        for byte in first {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        }
        daemons = String(decoding: first, as: UTF8.self)
        skip = 0
        guard parts.count == 2 else { return }
        guard parts[1].count <= Self.longest.skip, let skip = Int64(String(decoding: parts[1], as: UTF8.self)), skip >= 0 else { return nil }
        self.skip = skip
    }

    var text: String { skip == 0 ? daemons : "\(daemons)+\(skip)" }

    /// So many bytes further on.
    func advanced(by count: Int, countsBytes: Bool) -> LogCursor {
        let (further, isTooFar) = skip.addingReportingOverflow(Int64(clamping: count))
        // No log is that long: it is the place of a cursor that somebody made up.
        guard !isTooFar else { return self }
        if countsBytes, let place = Int64(daemons) {
            let (sum, overflow) = place.addingReportingOverflow(further)
            if !overflow { return LogCursor(daemons: String(sum)) }
        }
        return LogCursor(daemons: daemons, skip: further)
    }

    /// Whether an answer from here that is so long and leads there shows that the daemon counts bytes.
    func countsBytes(length: String?, next: String?) -> Bool {
        guard let length, let next, let place = Int64(daemons), let bytes = Int64(length), let end = Int64(next) else { return false }
        let (sum, overflow) = place.addingReportingOverflow(bytes)
        return !overflow && bytes >= 0 && sum == end
    }
}
