import CSystem
import HTTP

/// A directory tree of the host as a tar archive, made as it is read.
final class TreeSource: ByteSource {
    let size: Int64?
    private(set) var failure: Failure?
    private let root: String
    private let options: FileOptions
    private var walk: OpaquePointer?
    private var given: Int64 = 0

    /// What comes next: the rest of a header or of zeros, then of a file.
    private var pending: [UInt8] = []
    private var position = 0
    private var file: FileSource?
    private var fileRest: Int64 = 0
    private var isEnded = false

    private init(_ root: String, _ options: FileOptions, size: Int64) {
        self.root = root
        self.options = options
        self.size = size
        walk = csystem_walk_open(root)
    }

    deinit { csystem_walk_close(walk) }

    /// Goes through the whole tree once: how large the archive will be, and whether everything in it can be sent.
    static func open(_ root: String, _ options: FileOptions) throws(Failure) -> TreeSource {
        var status = csystem_file_status()
        let found = csystem_file_status_at(root, &status)
        guard found >= 0 else { throw .hostFile("open", root, csystem_failed(found)) }
        guard status.is_directory else { throw .hostFile("open", root, ENOTDIR) }
        guard let walk = csystem_walk_open(root) else { throw .hostFile("open", root, ENOMEM) }
        defer { csystem_walk_close(walk) }
        var size = Int64(TarHeader.endSize)
        while let header = try next(walk, root, options) {
            let content = header.kind == .file ? header.size &+ TarHeader.padding(header.size) : 0
            let (sum, overflow) = size.addingReportingOverflow(Int64(header.bytes.count) &+ content)
            guard !overflow else { throw .hostFile("read", root, EFBIG) }
            size = sum
        }
        return TreeSource(root, options, size: size)
    }

    private static func next(_ walk: OpaquePointer, _ root: String, _ options: FileOptions) throws(Failure) -> TarHeader? {
        var entry = csystem_walk_entry()
        while true {
            let found = csystem_walk_next(walk, &entry)
            if found == 0 { return nil }
            guard found > 0 else {
                throw .hostFile("read", entry.path.map { String(cString: $0) } ?? root, csystem_failed(found))
            }
            let name = bytes(entry.name)
            // The root is there already.
            if !name.isEmpty { return try header(entry, name, options) }
        }
    }

    private static func header(_ entry: csystem_walk_entry, _ name: [UInt8], _ options: FileOptions) throws(Failure) -> TarHeader {
        var header = TarHeader(kind: .file, name: name)
        header.mode = entry.mode
        header.modifiedAt = entry.modified_at
        header.owner = options.owner ?? ""
        header.group = options.group ?? ""
        switch entry.kind {
        case CSYSTEM_ENTRY_FILE: header.size = entry.size
        case CSYSTEM_ENTRY_DIRECTORY:
            header.kind = .directory
            header.name.append(UInt8(ascii: "/"))
        case CSYSTEM_ENTRY_LINK:
            header.kind = .symbolicLink
            header.link = bytes(entry.target)
            let depth = name.split(separator: UInt8(ascii: "/")).count &- 1
            guard TreePath.staysInside(link: header.link, depth: depth) else {
                throw Failure(
                    .errUnsafePath, "the link \(TreePath.text(name)) leads out of the tree, to \(TreePath.text(header.link))")
            }
        default: throw Failure(.errHostIo, "\(TreePath.text(name)) is neither a file, a directory nor a link")
        }
        return header
    }

    private static func bytes(_ text: UnsafePointer<CChar>?) -> [UInt8] {
        guard let text else { return [] }
        return Array(UnsafeBufferPointer(start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: strlen(text)))
    }

    // MARK: ByteSource

    var isRepeatable: Bool { true }

    func read(into room: UnsafeMutableRawBufferPointer) -> Int? {
        do throws(Failure) {
            let count = try fill(room)
            given &+= Int64(count)
            // Its size has been told: less would never be complete, and more not be taken.
            if let size, given > size || (count == 0 && !room.isEmpty && given < size) {
                throw Failure(.errHostIo, "\(root) changed while it was read")
            }
            return count
        } catch {
            failure = error
            return nil
        }
    }

    private func fill(_ room: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        while !room.isEmpty {
            if position < pending.count { return give(room) }
            if let file { return try give(room, of: file) }
            guard try advance() else { return 0 }
        }
        return 0
    }

    private func give(_ room: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(room.count, pending.count &- position)
        pending.withUnsafeBytes { room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<(position &+ count)])) }
        position &+= count
        return count
    }

    private func give(_ room: UnsafeMutableRawBufferPointer, of file: FileSource) throws(Failure) -> Int {
        if fileRest > 0 {
            guard let count = file.read(into: room), count > 0 else { throw file.failure ?? .hostFile("read", root, EIO) }
            fileRest &-= Int64(count)
            return count
        }
        self.file = nil
        set(pending: [UInt8](repeating: 0, count: Int(TarHeader.padding(file.size ?? 0))))
        return try fill(room)
    }

    private func set(pending bytes: [UInt8]) {
        pending = bytes
        position = 0
    }

    /// Goes on to the next entry; false after the last.
    private func advance() throws(Failure) -> Bool {
        guard !isEnded else { return false }
        guard let walk else { throw .hostFile("read", root, ENOMEM) }
        var entry = csystem_walk_entry()
        let found = csystem_walk_next(walk, &entry)
        guard found >= 0 else { throw .hostFile("read", entry.path.map { String(cString: $0) } ?? root, csystem_failed(found)) }
        guard found > 0 else {
            isEnded = true
            set(pending: [UInt8](repeating: 0, count: TarHeader.endSize))
            return true
        }
        let name = Self.bytes(entry.name)
        guard !name.isEmpty else { return true }
        var header = try Self.header(entry, name, options)
        if header.kind == .file, let path = entry.path {
            let source = try FileSource.open(String(cString: path), follows: false)
            header.size = source.size ?? 0
            fileRest = header.size
            file = source
        }
        set(pending: header.bytes)
        return true
    }
}
