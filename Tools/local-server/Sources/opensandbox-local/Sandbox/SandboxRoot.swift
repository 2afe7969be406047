import CLocalSystem
import Glibc

/// The files of a sandbox as its processes see them: no link and no ".." leads out of its root.
struct SandboxRoot: Sendable {
    private let directory: Descriptor
    /// Its processes are root in a user namespace: the server's own user here.
    private let isMapped: Bool

    init(_ path: String, isMapped: Bool = false) throws(ContainerFailure) {
        self.isMapped = isMapped
        let number = local_open_root(path)
        guard number >= 0 else { throw ContainerFailure(text: "cannot open \(path): " + String(cString: strerror(-number))) }
        directory = Descriptor(owning: number)
    }

    func open(_ path: String, _ flags: Int32, mode: mode_t = 0) throws(SystemError) -> Descriptor {
        guard !path.utf8.contains(0) else { throw SystemError(number: EINVAL) }
        let number = local_open_in_root(directory.number, path, flags, mode)
        guard number >= 0 else { throw SystemError(number: -number) }
        return Descriptor(owning: number)
    }

    func isDirectory(_ path: String) throws(SystemError) -> Bool { try status(of: path).kind == .directory }

    /// What a path leads to, or, where `followsLink` is false, what stands there.
    func status(of path: String, followsLink: Bool = true) throws(SystemError) -> FileStatus {
        try status(of: try open(path, local_path_only | (followsLink ? 0 : O_NOFOLLOW)))
    }

    func status(of file: Descriptor) throws(SystemError) -> FileStatus {
        var status = stat()
        guard fstat(file.number, &status) == 0 else { throw .last }
        let owner = (status.st_uid, status.st_gid)
        return FileStatus(
            status, user: isMapped ? (owner.0 == geteuid() ? 0 : 65534) : owner.0,
            group: isMapped ? (owner.1 == getegid() ? 0 : 65534) : owner.1)
    }

    /// A regular file's first bytes.
    func contents(of path: String, limit: Int) throws(SystemError) -> [UInt8] {
        // Without waiting for the other end of a pipe that has the name.
        let file = try open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
        guard try status(of: file).kind == .file else { throw SystemError(number: EINVAL) }
        var contents: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while contents.count < limit {
            let count = read(file.number, &buffer, min(buffer.count, limit - contents.count))
            guard count >= 0 else { throw .last }
            if count == 0 { break }
            contents += buffer.prefix(count)
        }
        return contents
    }

    /// Makes a file that must not be there yet.
    func create(_ path: String, _ contents: [UInt8], mode: mode_t) throws(SystemError) {
        try fill(try open(path, O_WRONLY | O_CREAT | O_EXCL, mode: mode), contents)
    }

    /// Gives a file that is there other contents.
    func overwrite(_ path: String, _ contents: [UInt8]) throws(SystemError) {
        try fill(try open(path, O_WRONLY | O_TRUNC | O_NONBLOCK), contents)
    }

    private func fill(_ file: Descriptor, _ contents: [UInt8]) throws(SystemError) {
        var rest = contents[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(file.number, $0.baseAddress, $0.count) }
            guard count > 0 else { throw .last }
            rest = rest.dropFirst(count)
        }
    }

    /// Makes the directories of a path that are missing. Fails as Go's os.MkdirAll does.
    func makeDirectories(_ path: String) throws(SystemError) {
        var made = ""
        for name in path.split(separator: "/") {
            let parent = try open(made.isEmpty ? "/" : made, local_path_only | O_DIRECTORY)
            made += "/" + name
            guard mkdirat(parent.number, String(name), 0o755) != 0 else { continue }
            let failure = SystemError.last
            guard failure.number == EEXIST || failure.number == EROFS || failure.number == EACCES else { throw failure }
            do throws(SystemError) {
                guard try isDirectory(made) else { throw SystemError(number: ENOTDIR) }
            } catch {
                throw error.number == ENOENT ? failure : error
            }
        }
    }

    /// Removes a file or a link.
    func remove(_ path: String) throws(SystemError) {
        let (parent, name) = try parent(of: path)
        guard unlinkat(parent.number, name, 0) == 0 else { throw .last }
    }

    /// Within one file system only.
    func rename(_ source: String, to target: String) throws(SystemError) {
        let (sourceParent, sourceName) = try parent(of: source)
        let (targetParent, targetName) = try parent(of: target)
        guard renameat(sourceParent.number, sourceName, targetParent.number, targetName) == 0 else { throw .last }
    }

    /// The directory a path ends in, and the name in it.
    func parent(of path: String) throws(SystemError) -> (directory: Descriptor, name: String) {
        let parts = path.split(separator: "/")
        guard let name = parts.last, name != "..", name != "." else { throw SystemError(number: EBUSY) }
        let parent = "/" + parts.dropLast().joined(separator: "/")
        guard !path.utf8.contains(0) else { throw SystemError(number: EINVAL) }
        return (try open(parent, local_path_only | O_DIRECTORY), String(name))
    }

    /// The names in a directory, in order.
    func names(in path: String) throws(SystemError) -> [String] {
        let file = try open(path, O_RDONLY | O_DIRECTORY)
        let descriptor = dup(file.number)
        guard descriptor >= 0 else { throw .last }
        guard let directory = fdopendir(descriptor) else {
            close(descriptor)
            throw .last
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// A file without a name, on the file system that the path leads to, as far as it is there.
    func unnamedFile(near path: String) throws(SystemError) -> Descriptor {
        var parts = path.split(separator: "/")
        while true {
            _ = parts.popLast()
            do throws(SystemError) {
                return try open("/" + parts.joined(separator: "/"), O_RDWR | local_unnamed_file, mode: 0o755)
            } catch {
                guard !parts.isEmpty, error.number == ENOENT else { throw error }
            }
        }
    }

    /// Gives a file without a name one that is free, in a directory of the same mount.
    func link(_ file: Descriptor, as path: String) throws(SystemError) {
        let (parent, name) = try parent(of: path)
        guard linkat(AT_FDCWD, "/proc/self/fd/\(file.number)", parent.number, name, AT_SYMLINK_FOLLOW) == 0 else { throw .last }
    }

    /// `mode` is the nine bits.
    func setMode(of path: String, _ mode: mode_t) throws(SystemError) {
        let file = try open(path, local_path_only)
        guard chmod("/proc/self/fd/\(file.number)", mode) == 0 else { throw .last }
    }

    /// Nil leaves as it is.
    func setOwner(of path: String, user: UInt32?, group: UInt32?) throws(SystemError) {
        let file = try open(path, local_path_only)
        func outside(_ id: UInt32?, _ own: UInt32) -> UInt32 { id.map { isMapped && $0 == 0 ? own : $0 } ?? .max }
        let (user, group) = (outside(user, geteuid()), outside(group, getegid()))
        guard chown("/proc/self/fd/\(file.number)", user, group) == 0 else { throw .last }
    }
}

/// A system call's failure.
struct SystemError: Error {
    let number: Int32

    static var last: SystemError { SystemError(number: errno) }

    /// As Go words it.
    var text: String { String(cString: strerror(number)).lowercased() }
}
