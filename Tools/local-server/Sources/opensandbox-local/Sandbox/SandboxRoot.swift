import CLocalSystem
import Glibc

/// The files of a sandbox as its processes see them: no link and no ".." leads out of its root.
struct SandboxRoot: Sendable {
    private let directory: Descriptor

    init(_ path: String) throws(ContainerFailure) {
        let number = local_open_root(path)
        guard number >= 0 else { throw ContainerFailure(text: "cannot open \(path): " + String(cString: strerror(-number))) }
        directory = Descriptor(owning: number)
    }

    func open(_ path: String, _ flags: Int32, mode: mode_t = 0) throws(SystemError) -> Descriptor {
        let number = local_open_in_root(directory.number, path, flags, mode)
        guard number >= 0 else { throw SystemError(number: -number) }
        return Descriptor(owning: number)
    }

    func isDirectory(_ path: String) throws(SystemError) -> Bool {
        let file = try open(path, local_path_only)
        var status = stat()
        guard fstat(file.number, &status) == 0 else { throw .last }
        return status.st_mode & S_IFMT == S_IFDIR
    }

    /// A regular file's first bytes.
    func contents(of path: String, limit: Int) throws(SystemError) -> [UInt8] {
        // Without waiting for the other end of a pipe that has the name.
        let file = try open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
        var status = stat()
        guard fstat(file.number, &status) == 0 else { throw .last }
        guard status.st_mode & S_IFMT == S_IFREG else { throw SystemError(number: EINVAL) }
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
        let file = try open(path, O_WRONLY | O_CREAT | O_EXCL, mode: mode)
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

    /// Removes a file, if it is there.
    func remove(_ path: String) {
        let parts = path.split(separator: "/")
        guard let name = parts.last else { return }
        guard let parent = try? open("/" + parts.dropLast().joined(separator: "/"), local_path_only | O_DIRECTORY) else { return }
        unlinkat(parent.number, String(name), 0)
    }
}

/// A system call's failure.
struct SystemError: Error {
    let number: Int32

    static var last: SystemError { SystemError(number: errno) }

    /// As Go words it.
    var text: String { String(cString: strerror(number)).lowercased() }
}
