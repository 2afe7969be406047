import CSystem
import HTTP

/// A directory of the host that is being filled, beside the name it shall have. Every step goes from directory to directory by descriptors and
/// never through a link, so that nothing that is put into it can lead out of it.
final class HostTree {
    private let path: String
    private let name: String
    private let parent: CInt
    private let temporaryName: String
    private let root: CInt
    private let cancel: CancelToken?
    private let keepsModes: Bool
    private var isNamed = false

    /// The directory used last: its entries tend to come together.
    private var current: (parts: [[UInt8]], descriptor: CInt)?
    private var file: (descriptor: CInt, sink: DescriptorSink)?

    static func make(_ path: String, _ options: FileOptions, _ cancel: CancelToken?) throws(Failure) -> HostTree {
        let (folder, name) = try HostPath.split(path)
        let opened = csystem_directory_open(folder)
        guard opened >= 0 else { throw .hostFile("open", folder, csystem_failed(opened)) }
        let parent = CInt(truncatingIfNeeded: opened)
        do throws(Failure) {
            let temporaryName = HostPath.temporaryName()
            try check(path, name, in: parent)
            let made = csystem_directory_make(parent, temporaryName, 0o777)
            guard made >= 0 else { throw .hostFile("make a directory in", folder, csystem_failed(made)) }
            let root = csystem_directory_enter(parent, temporaryName)
            guard root >= 0 else {
                csystem_tree_remove(parent, temporaryName)
                throw .hostFile("open a new directory in", folder, csystem_failed(root))
            }
            return HostTree(path, name, parent, temporaryName, CInt(truncatingIfNeeded: root), options, cancel)
        } catch {
            csystem_file_close(parent)
            throw error
        }
    }

    private init(
        _ path: String, _ name: String, _ parent: CInt, _ temporaryName: String, _ root: CInt, _ options: FileOptions,
        _ cancel: CancelToken?
    ) {
        self.path = path
        self.name = name
        self.parent = parent
        self.temporaryName = temporaryName
        self.root = root
        self.cancel = cancel
        keepsModes = options.keepsMode
    }

    deinit {
        if let file { csystem_file_close(file.descriptor) }
        if let current { csystem_file_close(current.descriptor) }
        csystem_file_close(root)
        if !isNamed { csystem_tree_remove(parent, temporaryName) }
        csystem_file_close(parent)
    }

    /// An empty directory gives way; nothing else does.
    private static func check(_ path: String, _ name: String, in parent: CInt) throws(Failure) {
        var status = csystem_file_status()
        let found = csystem_file_look(parent, name, &status)
        if csystem_is_no_such_file(csystem_failed(found)) { return }
        guard found >= 0 else { throw .hostFile("look at", path, csystem_failed(found)) }
        guard status.is_directory else { throw .hostFile("write", path, EEXIST) }
        let inside = csystem_directory_is_empty(parent, name)
        guard inside >= 0 else { throw .hostFile("look at", path, csystem_failed(inside)) }
        guard inside == 1 else { throw .hostFile("write", path, ENOTEMPTY) }
    }

    /// Gives it its name.
    func finish() throws(Failure) {
        let renamed = csystem_file_rename(parent, temporaryName, name)
        guard renamed >= 0 else { throw .hostFile("rename to", path, csystem_failed(renamed)) }
        isNamed = true
    }

    // MARK: Entries

    func makeDirectory(_ parts: [[UInt8]], mode: UInt32) throws(Failure) {
        let descriptor = try directory(parts)
        // Whoever fills it has to be able to, whatever it is to be.
        if keepsModes, !parts.isEmpty { csystem_file_set_mode(descriptor, mode | 0o700) }
    }

    func beginFile(_ parts: [[UInt8]], mode: UInt32) throws(Failure) {
        let (folder, name) = try place(parts)
        let descriptor = try replacing(folder, name, parts) { csystem_file_create(folder, $0, mode) }
        file = (descriptor, DescriptorSink(descriptor, csystem_channel_kind.ofFile(descriptor), cancel, name: text(parts)))
        if keepsModes { csystem_file_set_mode(descriptor, mode) }
    }

    func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) {
        guard let file, !file.sink.write(bytes) else { return }
        throw file.sink.failure ?? .hostFile("write", path, EIO)
    }

    func endFile(modifiedAt: Int64) throws(Failure) {
        guard let file else { return }
        self.file = nil
        csystem_file_set_modified(file.descriptor, modifiedAt)
        let closed = csystem_file_close(file.descriptor)
        guard closed >= 0 else { throw .hostFile("write", path, csystem_failed(closed)) }
    }

    func makeLink(_ parts: [[UInt8]], to target: [UInt8]) throws(Failure) {
        let (folder, name) = try place(parts)
        let target = Text(target)
        _ = try replacing(folder, name, parts) { csystem_link_make(folder, $0, target.pointer) }
    }

    func makeHardLink(_ parts: [[UInt8]], to target: [[UInt8]]) throws(Failure) {
        guard let targetName = target.last.map({ Text($0) }) else { return }
        let targetFolder = try open(Array(target.dropLast()), making: false)
        defer { csystem_file_close(targetFolder) }
        var status = csystem_file_status()
        let found = csystem_file_look(targetFolder, targetName.pointer, &status)
        guard found >= 0 else { throw .hostFile("link to", text(target), csystem_failed(found)) }
        guard status.is_file else { throw Failure(.errUnsafePath, "\(text(parts)) is a hard link to what is no file, \(text(target))") }
        let (folder, name) = try place(parts)
        _ = try replacing(folder, name, parts) { csystem_file_link(folder, $0, targetFolder, targetName.pointer) }
    }

    /// Makes an entry; one that came before it under the same name gives way.
    private func replacing(
        _ folder: CInt, _ name: Text, _ parts: [[UInt8]], _ make: (UnsafePointer<CChar>) -> Int64
    ) throws(Failure) -> CInt {
        var made = make(name.pointer)
        if csystem_failed(made) == EEXIST {
            csystem_file_remove(folder, name.pointer)
            made = make(name.pointer)
        }
        guard made >= 0 else { throw .hostFile("write", text(parts), csystem_failed(made)) }
        return CInt(truncatingIfNeeded: made)
    }

    // MARK: Directories

    private func place(_ parts: [[UInt8]]) throws(Failure) -> (folder: CInt, name: Text) {
        (try directory(Array(parts.dropLast())), Text(parts.last ?? []))
    }

    /// A directory below the root, made if need be. Valid until the next one is asked for.
    private func directory(_ parts: [[UInt8]]) throws(Failure) -> CInt {
        if let current, current.parts == parts { return current.descriptor }
        let descriptor = try open(parts, making: true)
        if let current { csystem_file_close(current.descriptor) }
        current = (parts, descriptor)
        return descriptor
    }

    private func open(_ parts: [[UInt8]], making: Bool) throws(Failure) -> CInt {
        var at = csystem_directory_enter(root, ".")
        guard at >= 0 else { throw .hostFile("open", path, csystem_failed(at)) }
        for part in parts {
            let name = Text(part), from = CInt(truncatingIfNeeded: at)
            at = csystem_directory_enter(from, name.pointer)
            if making, csystem_is_no_such_file(csystem_failed(at)) {
                csystem_directory_make(from, name.pointer, 0o777)
                at = csystem_directory_enter(from, name.pointer)
            }
            csystem_file_close(from)
            if at < 0 {
                let error = csystem_failed(at)
                // A link, or a file, is in the way.
                if error == ELOOP || error == ENOTDIR { throw Failure(.errUnsafePath, "\(text(parts)) leads through what is no directory") }
                throw .hostFile("open", text(parts), error)
            }
        }
        return CInt(truncatingIfNeeded: at)
    }

    private func text(_ parts: [[UInt8]]) -> String { path + "/" + TreePath.text(Array(parts.joined(separator: [UInt8(ascii: "/")]))) }
}
