import CSystem

/// Names on the host.
enum HostPath {
    static func split(_ path: String) throws(Failure) -> (parent: String, name: String) {
        var bytes = Array(path.utf8)
        while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
        let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
        let name = String(decoding: slash.map { bytes[bytes.index(after: $0)...] } ?? bytes[...], as: UTF8.self)
        guard !name.isEmpty, !name.isExactly("."), !name.isExactly("..") else { throw .argument("host_path", "is not the name of a file") }
        guard let slash else { return (".", name) }
        return (slash == 0 ? "/" : String(decoding: bytes[..<slash], as: UTF8.self), name)
    }

    static func temporaryName() -> String { ".osb-" + String(csystem_random(), radix: 16) + ".part" }
}
