import Glibc

/// Every file below a directory whose name fits a pattern, in order of names. Links are not followed.
struct FileSearch {
    let files: Files
    private let pattern: String
    private let glob: Glob
    private let accounts: AccountNames

    init(files: Files, pattern: String) {
        (self.files, self.pattern) = (files, pattern)
        glob = Glob(pattern)
        accounts = AccountNames(of: files.root)
    }

    func run(_ root: String) throws(FileProblem) -> [JSONValue] {
        var found: [JSONValue] = []
        var waiting = [root]
        while let path = waiting.popLast() {
            let status: FileStatus
            do throws(FileProblem) {
                status = try files.linkStatus(path)
                if status.kind == .directory {
                    waiting += try files.names(in: path).reversed().map { path == "/" ? "/" + $0 : path + "/" + $0 }
                    continue
                }
            } catch {
                // It has gone while we looked.
                if error.isAbsence { continue }
                throw error.within("error accessing path \(path): ")
            }
            if try fits(path) { found.append(Files.view(path, status, accounts)) }
        }
        return found
    }

    private func fits(_ path: String) throws(FileProblem) -> Bool {
        do throws(Glob.Malformed) {
            return try glob.matches(String(path.split(separator: "/").last ?? ""))
        } catch {
            throw FileProblem("invalid pattern \(pattern): syntax error in pattern")
        }
    }
}

/// What a directory holds, and what its directories hold, down to a depth. Links are not followed.
struct DirectoryList {
    let files: Files

    func run(_ root: String, depth: Int) throws(FileProblem) -> [JSONValue] {
        guard depth > 0 else { return [] }
        let accounts = AccountNames(of: files.root)
        var found: [JSONValue] = []
        // The last is next: what a directory holds comes right behind it.
        var waiting = try entries(of: root, depth: 1)
        while let (path, level) = waiting.popLast() {
            let status = try files.linkStatus(path)
            found.append(Files.view(path, status, accounts))
            if status.kind == .directory && level < depth { waiting += try entries(of: path, depth: level + 1) }
        }
        return found
    }

    private func entries(of path: String, depth: Int) throws(FileProblem) -> [(path: String, depth: Int)] {
        try files.names(in: path).reversed().map { (path == "/" ? "/" + $0 : path + "/" + $0, depth) }
    }
}
