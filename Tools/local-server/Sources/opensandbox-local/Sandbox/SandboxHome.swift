import Glibc

/// Where a sandbox keeps its files on the host.
struct SandboxHome: Sendable {
    let path: String

    var temporary: String { path + "/tmp" }
    var root: String { path + "/root" }
    var workspace: String { path + "/workspace" }
    /// What background commands print; sandboxes do not see it.
    var logs: String { path + "/logs" }
    /// What the entrypoint prints.
    var console: String { path + "/console.log" }

    func log(of command: String) -> String { logs + "/" + command }

    func make() throws(ContainerFailure) {
        let directories: [(String, mode_t)] = [
            (path, 0o700), (temporary, 0o1777), (root, 0o700), (workspace, 0o755), (logs, 0o700),
        ]
        for (directory, mode) in directories {
            // The mode again by itself, for mkdir's is cut by the umask.
            guard mkdir(directory, mode) == 0, chmod(directory, mode) == 0 else {
                throw ContainerFailure(text: "cannot make \(directory): " + String(cString: strerror(errno)))
            }
        }
    }

    /// The last line the entrypoint, or what was to start it, printed.
    func lastConsoleLine() -> String? {
        guard let file = fopen(console, "r") else { return nil }
        defer { fclose(file) }
        var buffer = [CChar](repeating: 0, count: 1024)
        var last: String?
        while fgets(&buffer, Int32(buffer.count), file) != nil {
            let line = String(decoding: buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if !line.isEmpty { last = line }
        }
        return last
    }
}
