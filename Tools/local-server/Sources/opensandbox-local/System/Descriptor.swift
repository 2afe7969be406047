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

    static func pipe() throws(ContainerFailure) -> (reading: Descriptor, writing: Descriptor) {
        var ends: [Int32] = [-1, -1]
        let result = local_pipe(&ends)
        guard result == 0 else { throw ContainerFailure(text: "cannot make a pipe: " + String(cString: strerror(-result))) }
        return (Descriptor(owning: ends[0]), Descriptor(owning: ends[1]))
    }

    /// Of a file, in bytes.
    var size: Int64? {
        var status = stat()
        return fstat(number, &status) == 0 ? Int64(status.st_size) : nil
    }

    deinit { close(number) }
}
