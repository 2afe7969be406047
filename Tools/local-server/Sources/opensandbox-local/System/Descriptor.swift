import CLocalSystem
import Glibc

/// An open file that is closed with its last owner.
final class Descriptor: Sendable {
    let number: Int32

    init(owning number: Int32) { self.number = number }

    static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o600) throws(ContainerFailure) -> Descriptor {
        let number = Glibc.open(path, flags | O_CLOEXEC, mode)
        guard number >= 0 else { throw ContainerFailure(text: "cannot open \(path): " + String(cString: strerror(errno))) }
        return Descriptor(owning: number)
    }

    /// A directory to be the root of later look-ups.
    static func root(_ path: String) throws(ContainerFailure) -> Descriptor {
        let number = local_open_root(path)
        guard number >= 0 else { throw ContainerFailure(text: "cannot open \(path): " + String(cString: strerror(-number))) }
        return Descriptor(owning: number)
    }

    static func pipe() throws(ContainerFailure) -> (reading: Descriptor, writing: Descriptor) {
        var ends: [Int32] = [-1, -1]
        let result = local_pipe(&ends)
        guard result == 0 else { throw ContainerFailure(text: "cannot make a pipe: " + String(cString: strerror(-result))) }
        return (Descriptor(owning: ends[0]), Descriptor(owning: ends[1]))
    }

    deinit { close(number) }
}

extension Descriptor {
    /// With this directory as the root of the file system: why `path` is no directory, as execd words it, or nil.
    func problem(withDirectory path: String) -> String? {
        let result = local_open_in_root(number, path)
        guard result >= 0 else {
            let reason = String(cString: strerror(-result)).lowercased()
            return "working directory does not exist: \(path): stat \(path): \(reason)"
        }
        let found = Descriptor(owning: result)
        return local_is_directory(found.number) == 1 ? nil : "working directory is not a directory: \(path)"
    }
}
