import Glibc

/// Where all sandboxes keep their files. Private to the server's user, and removed at its end if the server made it.
struct StateDirectory: Sendable {
    let path: String
    private let isOurs: Bool
    private let processes: Processes

    /// Nil takes a fresh temporary one.
    init(_ path: String?, processes: Processes) throws(StartFailure) {
        self.processes = processes
        if let path {
            isOurs = mkdir(path, 0o700) == 0
            guard isOurs || errno == EEXIST, let absolute = realpath(path, nil) else {
                throw StartFailure(text: "cannot use \(path): " + String(cString: strerror(errno)))
            }
            defer { free(absolute) }
            self.path = String(cString: absolute)
        } else {
            let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
            var template = Array((parent + "/opensandbox-local-XXXXXX").utf8CString)
            guard let made = mkdtemp(&template) else {
                throw StartFailure(text: "cannot make a directory in \(parent): " + String(cString: strerror(errno)))
            }
            self.path = String(cString: made)
            isOurs = true
        }
    }

    func remove() async {
        if isOurs { await FileTree(processes: processes).remove(path) }
    }
}
