/// One entry of a tar archive: what its header says, and what the entries before it say in its place.
struct TarHeader {
    enum Kind: Equatable {
        case file, hardLink, symbolicLink, directory
        /// For the entry that follows: its name or its link's name, spelled out (GNU), or any of its fields (pax).
        case longName, longLink, fields
        /// For all entries that follow (pax).
        case commonFields
        /// A device, a pipe, a part of a file of another archive, and what else there may be.
        case other
    }

    var kind: Kind
    var name: [UInt8]
    var link: [UInt8] = []
    var size: Int64 = 0
    var mode: UInt32 = 0
    /// Seconds since 1970.
    var modifiedAt: Int64 = 0
    var owner = "", group = ""

    static let blockSize = 512
    /// What archives end with.
    static let endSize = 2 * blockSize

    /// How many zeros follow so many bytes.
    static func padding(_ size: Int64) -> Int64 { (Int64(blockSize) &- size % Int64(blockSize)) % Int64(blockSize) }
}

// MARK: Reading

extension TarHeader {
    enum Block {
        case header(TarHeader)
        case end
        case malformed
    }

    /// ustar (POSIX.1-1988), and what GNU tar has made of it.
    static func read(_ block: UnsafeBufferPointer<UInt8>) -> Block {
        guard block.count == blockSize else { return .malformed }
        var sum: Int64 = 0
        for byte in block { sum &+= Int64(truncatingIfNeeded: byte) }
        if sum == 0 { return .end }
        let checksum = Field(block, 148, 8)
        for byte in checksum.bytes { sum &-= Int64(truncatingIfNeeded: byte) }
        sum &+= 8 * 32
        guard checksum.number == sum, let size = Field(block, 124, 12).number, size >= 0, let flag = Field(block, 156, 1).bytes.first
        else { return .malformed }

        var name = Field(block, 0, 100).text
        let isPOSIX = Field(block, 257, 6).bytes.elementsEqual("ustar\0".utf8)
        let prefix = Field(block, 345, 155).text
        if isPOSIX, !prefix.isEmpty { name = prefix + [UInt8(ascii: "/")] + name }
        var header = TarHeader(kind: Kind(flag, name), name: name)
        header.size = size
        header.link = Field(block, 157, 100).text
        header.mode = UInt32(truncatingIfNeeded: (Field(block, 100, 8).number ?? 0) & 0o777)
        header.modifiedAt = Field(block, 136, 12).number ?? 0
        return .header(header)
    }

    /// Takes what an entry before this one says of it. False where that makes no sense.
    mutating func take(_ fields: TarFields) -> Bool {
        if let name = fields.name { self.name = name }
        if let link = fields.link { self.link = link }
        if let size = fields.size { self.size = size }
        return size >= 0
    }

    private struct Field {
        let bytes: Slice<UnsafeBufferPointer<UInt8>>

        init(_ block: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) {
            bytes = block.dropFirst(max(0, start)).prefix(max(0, count))
        }

        func isExactly(_ word: StaticString) -> Bool { String(decoding: bytes, as: UTF8.self).isExactly(word) }

        /// Up to the first NUL.
        var text: [UInt8] { Array(bytes.prefix { $0 != 0 }) }

        /// Octal digits between blanks and NULs, or binary with the highest bit set (GNU); nil for anything else, and for what no number holds.
        var number: Int64? {
            guard let first = bytes.first else { return nil }
            if first & 0x80 != 0 { return binary }
            var value: Int64 = 0, isBegun = false
            for byte in bytes {
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "7"):
                    guard value >> 60 == 0 else { return nil }
                    value = value << 3 | Int64(truncatingIfNeeded: byte &- UInt8(ascii: "0"))
                    isBegun = true
                case 32, 0: if isBegun { return value }
                default: return nil
                }
            }
            return value
        }

        private var binary: Int64? {
            guard bytes.first == 0x80 else { return nil }
            var value: Int64 = 0
            for byte in bytes.dropFirst() {
                guard value >> 55 == 0 else { return nil }
                value = value << 8 | Int64(truncatingIfNeeded: byte)
            }
            return value
        }
    }
}

extension TarHeader.Kind {
    fileprivate init(_ flag: UInt8, _ name: [UInt8]) {
        switch flag {
        // The oldest archives tell a directory by its slash alone.
        case UInt8(ascii: "0"), 0, UInt8(ascii: "7"): self = name.last == UInt8(ascii: "/") ? .directory : .file
        case UInt8(ascii: "1"): self = .hardLink
        case UInt8(ascii: "2"): self = .symbolicLink
        case UInt8(ascii: "5"): self = .directory
        case UInt8(ascii: "L"): self = .longName
        case UInt8(ascii: "K"): self = .longLink
        case UInt8(ascii: "x"): self = .fields
        case UInt8(ascii: "g"): self = .commonFields
        default: self = .other
        }
    }
}

/// What is said of an entry before it comes.
struct TarFields {
    var name: [UInt8]?
    var link: [UInt8]?
    var size: Int64?

    /// Adds pax's records, each "LENGTH KEY=VALUE\n". False where they are none.
    mutating func take(records: [UInt8]) -> Bool {
        var rest = records[...]
        while !rest.isEmpty {
            let digits = rest.prefix { $0 != 32 }
            guard let length = Int(String(decoding: digits, as: UTF8.self)), length > digits.count &+ 1, length <= rest.count else { return false }
            let record = rest.prefix(max(0, length)).dropFirst(digits.count).dropFirst()
            guard record.last == 10, let equals = record.firstIndex(of: UInt8(ascii: "=")) else { return false }
            let key = String(decoding: record[..<equals], as: UTF8.self), value = Array(record[record.index(after: equals)...].dropLast())
            if key.isExactly("path") { name = value }
            if key.isExactly("linkpath") { link = value }
            if key.isExactly("size") {
                guard let number = Int64(String(decoding: value, as: UTF8.self)), number >= 0 else { return false }
                size = number
            }
            // A file with holes comes in another shape than its size says.
            if key.holds("GNU.sparse") { return false }
            rest = rest.dropFirst(max(0, length))
        }
        return true
    }
}

// MARK: Writing

extension TarHeader {
    /// The header's blocks. A name that does not fit goes before it as GNU tar does it: busybox's tar does not read pax's way.
    var bytes: [UInt8] {
        var blocks: [UInt8] = []
        if link.count > 100 { blocks += Self.spelledOut(link, UInt8(ascii: "K")) }
        let split = Self.split(name)
        if split == nil { blocks += Self.spelledOut(name, UInt8(ascii: "L")) }
        return blocks + block(split?.name ?? name[...], split?.prefix ?? [])
    }

    private static func spelledOut(_ text: [UInt8], _ flag: UInt8) -> [UInt8] {
        var header = TarHeader(kind: .longName, name: Array("././@LongLink".utf8))
        header.size = Int64(text.count &+ 1)
        var bytes = header.block(header.name[...], [], flag: flag)
        bytes += text
        bytes.append(0)
        bytes += [UInt8](repeating: 0, count: Int(padding(header.size)))
        return bytes
    }

    /// In two parts at a slash, where it does not fit in one; nil where it fits in neither way.
    private static func split(_ name: [UInt8]) -> (prefix: ArraySlice<UInt8>, name: ArraySlice<UInt8>)? {
        if name.count <= 100 { return ([], name[...]) }
        // Neither part may be empty, and the first has room for 155 bytes.
        guard let slash = name.dropLast().prefix(156).dropFirst().lastIndex(of: UInt8(ascii: "/")) else { return nil }
        let prefix = name.prefix(max(0, slash)), rest = name.dropFirst(prefix.count).dropFirst()
        return rest.count <= 100 ? (prefix, rest) : nil
    }

    private func block(_ name: ArraySlice<UInt8>, _ prefix: ArraySlice<UInt8>, flag: UInt8? = nil) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: Self.blockSize)
        func put(_ bytes: some Sequence<UInt8>, at start: Int, most: Int) {
            var index = start
            for byte in bytes where index < start &+ most && index < block.count {
                block[index] = byte
                index &+= 1
            }
        }
        func octal(_ value: Int64, at start: Int, digits: Int) {
            var rest = value
            for index in stride(from: start &+ digits &- 1, through: start, by: -1) where index < block.count {
                block[index] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest & 7)
                rest >>= 3
            }
        }
        put(name, at: 0, most: 100)
        octal(Int64(mode), at: 100, digits: 7)
        octal(0, at: 108, digits: 7)
        octal(0, at: 116, digits: 7)
        if size < 1 << 33 {
            octal(size, at: 124, digits: 11)
        } else {
            put([0x80], at: 124, most: 1)
            withUnsafeBytes(of: size.bigEndian) { put($0, at: 128, most: 8) }
        }
        octal(min(max(modifiedAt, 0), 1 << 33 - 1), at: 136, digits: 11)
        put([flag ?? self.flag], at: 156, most: 1)
        put(link, at: 157, most: 100)
        put("ustar".utf8, at: 257, most: 6)
        put("00".utf8, at: 263, most: 2)
        put(owner.utf8, at: 265, most: 31)
        put(group.utf8, at: 297, most: 31)
        put(prefix, at: 345, most: 155)
        var sum: Int64 = 8 * 32
        for byte in block { sum &+= Int64(truncatingIfNeeded: byte) }
        octal(sum, at: 148, digits: 6)
        put([32], at: 155, most: 1)
        return block
    }

    private var flag: UInt8 {
        switch kind {
        case .directory: UInt8(ascii: "5")
        case .symbolicLink: UInt8(ascii: "2")
        case .hardLink: UInt8(ascii: "1")
        default: UInt8(ascii: "0")
        }
    }
}
