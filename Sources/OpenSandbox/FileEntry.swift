import HTTP
import JSON

/// What the daemon said of a file at one moment.
package struct FileEntry {
    package let path: Text
    package let type: FileType
    package let size: Int64
    /// Permission bits; nil where the daemon does not say.
    package let mode: UInt16?
    package let owner: Text?
    package let group: Text?
    /// Milliseconds since 1970.
    package let modifiedAt: Int64?
    package let createdAt: Int64?
    /// The daemon's own spelling, to the nanosecond: two that differ are two states of the file.
    let modifiedText: String

    /// nil where it has no path or no size.
    init?(_ document: JSONValue) {
        guard let path = document["path"]?.string, !path.isEmpty, let size = document["size"]?.int64 else { return nil }
        self.path = Text(path)
        self.size = size
        type = FileType(document["type"]?.string ?? "")
        mode = document["mode"]?.int64.flatMap(Self.bits)
        owner = document["owner"]?.string.map { Text($0) }
        group = document["group"]?.string.map { Text($0) }
        modifiedText = document["modified_at"]?.string ?? ""
        modifiedAt = Instant.milliseconds(modifiedText)
        createdAt = document["created_at"]?.string.flatMap(Instant.milliseconds)
    }

    /// Whether nothing says that the file is another than it was.
    func isUnchanged(since other: FileEntry) -> Bool {
        size == other.size && type == other.type && modifiedText.isExactly(other.modifiedText)
    }

    // MARK: Modes on the wire: decimal numbers whose digits are the octal ones

    /// 644 is 0o644; nil for a number with other digits, or beyond 7777.
    static func bits(_ digits: Int64) -> UInt16? {
        guard (0...7777).contains(digits) else { return nil }
        var bits: UInt16 = 0, shift: UInt16 = 0, rest = digits
        while rest > 0 {
            guard rest % 10 < 8 else { return nil }
            bits |= UInt16(truncatingIfNeeded: rest % 10) &<< shift
            shift &+= 3
            rest /= 10
        }
        return bits
    }

    static func digits(_ bits: UInt16) -> Int64 {
        var digits: Int64 = 0, weight: Int64 = 1, rest = bits
        while rest > 0 {
            digits &+= Int64(rest & 7) &* weight
            weight &*= 10
            rest >>= 3
        }
        return digits
    }
}

extension JSONWriter {
    @inline(never) mutating func permissions(_ options: FileOptions) {
        if let mode = options.mode { member("mode", FileEntry.digits(mode)) }
        if let owner = options.owner {
            key("owner")
            value(owner)
        }
        if let group = options.group {
            key("group")
            value(group)
        }
    }
}
