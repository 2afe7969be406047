import Glibc

/// What /proc tells of processes.
enum ProcessTable {
    /// True from the moment a process starts to exit, and when there is none.
    static func isExiting(_ pid: pid_t) -> Bool {
        let exiting: UInt64 = 0x4  // PF_EXITING
        let line = contents("/proc/\(pid)/stat").map { String(decoding: $0, as: UTF8.self) } ?? ""
        // Behind the name, which may hold anything: state, ppid, pgrp, session, tty, tpgid, flags.
        guard let nameEnd = line.lastIndex(of: ")") else { return true }
        let fields = line[nameEnd...].split(separator: " ").dropFirst()
        guard let flags = fields.dropFirst(6).first.flatMap({ UInt64($0) }) else { return true }
        return flags & exiting != 0
    }

    /// Live processes that inherited this variable.
    static func processes(withEnvironment variable: String) -> [pid_t] {
        let wanted = Array(variable.utf8)
        return pids().filter { pid in
            guard let environment = contents("/proc/\(pid)/environ") else { return false }
            return environment.split(separator: 0).contains { $0.elementsEqual(wanted) }
        }
    }

    private static func pids() -> [pid_t] {
        guard let directory = opendir("/proc") else { return [] }
        defer { closedir(directory) }
        var pids: [pid_t] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if let pid = pid_t(name) { pids.append(pid) }
        }
        return pids
    }

    private static func contents(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var contents: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = read(descriptor, &buffer, buffer.count), count > 0 { contents += buffer.prefix(count) }
        return contents
    }
}
