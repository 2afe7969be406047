import Glibc

/// What /proc tells of processes.
enum ProcessTable {
    /// True from the moment a process starts to exit, and when there is none.
    static func isExiting(_ pid: pid_t) -> Bool {
        let exiting: UInt64 = 0x4  // PF_EXITING
        guard let flags = fields(of: pid).dropFirst(6).first.flatMap({ UInt64($0) }) else { return true }
        return flags & exiting != 0
    }

    enum Activity { case active, stopped, none }

    /// Whether a process runs, stands still for a signal, or is no more.
    static func activity(of pid: pid_t) -> Activity {
        switch fields(of: pid).first {
        case "T", "t": .stopped
        case "Z", "X", nil: .none
        default: .active
        }
    }

    /// What /proc tells of a process, behind its name, which may hold anything: state, ppid, pgrp, session, tty, tpgid, flags …
    private static func fields(of pid: pid_t) -> ArraySlice<Substring> {
        let line = text("/proc/\(pid)/stat") ?? ""
        guard let nameEnd = line.lastIndex(of: ")") else { return [] }
        return line[nameEnd...].split(separator: " ").dropFirst()
    }

    /// Which pid namespace a process is in.
    static func namespace(of pid: pid_t) -> String? { Executable.linkTarget("/proc/\(pid)/ns/pid") }

    static func processes(inNamespace namespace: String) -> [pid_t] { pids().filter { self.namespace(of: $0) == namespace } }

    /// Live processes that inherited this variable.
    static func processes(withEnvironment variable: String) -> [pid_t] {
        pids().filter { hasEnvironment($0, variable) }
    }

    static func hasEnvironment(_ pid: pid_t, _ variable: String) -> Bool {
        guard let environment = contents("/proc/\(pid)/environ") else { return false }
        return environment.split(separator: 0).contains { $0.elementsEqual(variable.utf8) }
    }

    /// A file of /proc.
    static func text(_ path: String) -> String? { contents(path).map { String(decoding: $0, as: UTF8.self) } }

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
