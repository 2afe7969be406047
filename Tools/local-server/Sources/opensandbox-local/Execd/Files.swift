import Glibc

/// What execd does with a sandbox's files. Everything here waits for the file system.
struct Files: Sendable {
    let sandbox: Sandbox

    var root: SandboxRoot { sandbox.container.root }

    // MARK: Paths

    /// With variables put in.
    func expand(_ path: String) throws(FileProblem) -> String {
        do throws(GoText.PathProblem) {
            return try GoText.expandPath(path, sandbox.environment)
        } catch {
            throw FileProblem(error.text)
        }
    }

    func absolute(_ path: String) throws(FileProblem) -> String { GoText.cleanPath(sandbox.absolute(try expand(path))) }

    /// A call's failure with the operation and the path it is told with.
    func attempt<Result>(
        _ operation: String, _ path: String, _ body: () throws(SystemError) -> Result
    ) throws(FileProblem) -> Result {
        do throws(SystemError) { return try body() } catch { throw FileProblem(operation, path, error) }
    }

    // MARK: Looking

    func status(_ path: String) throws(FileProblem) -> FileStatus {
        try attempt("stat", path) { () throws(SystemError) in try root.status(of: path) }
    }

    func linkStatus(_ path: String) throws(FileProblem) -> FileStatus {
        try attempt("lstat", path) { () throws(SystemError) in try root.status(of: path, followsLink: false) }
    }

    func names(in path: String) throws(FileProblem) -> [String] {
        try attempt("open", path) { () throws(SystemError) in try root.names(in: path) }
    }

    static func view(_ path: String, _ status: FileStatus, _ names: AccountNames) -> JSONValue {
        .object([
            "path": .string(path), "type": .string(status.kind.rawValue), "size": .integer(status.size),
            "modified_at": .string(status.modifiedAt.text), "created_at": .string(status.changedAt.text),
            "owner": .string(names.user(status.user)), "group": .string(names.group(status.group)),
            "mode": .number(String(status.permissions, radix: 8)),
        ])
    }

    // MARK: Changing

    struct Permission: Sendable {
        /// Decimal digits that stand for an octal number: 755 is rwxr-xr-x. 0 leaves the mode as it is.
        let mode: Int64
        let owner: String
        let group: String

        init(_ fields: GoFields) throws(ExecdError) {
            owner = try fields.string("owner") ?? ""
            group = try fields.string("group") ?? ""
            mode = try fields.integer("mode", as: Int64.self) ?? 0
        }
    }

    func apply(_ permission: Permission, to name: String) throws(FileProblem) {
        let path = try absolute(name)
        if permission.mode != 0 {
            guard let mode = UInt32(String(permission.mode), radix: 8) else {
                throw FileProblem("strconv.ParseUint: parsing \"\(permission.mode)\": invalid syntax")
            }
            try attempt("chmod", path) { () throws(SystemError) in try root.setMode(of: path, mode & 0o777) }
        }
        guard !(permission.owner + permission.group).isEmpty else { return }
        let names = AccountNames(of: root)
        let user = names.user(named: permission.owner), group = names.group(named: permission.group)
        if !permission.owner.isEmpty && user == nil {
            throw FileProblem("failed to lookup user \(permission.owner): user: unknown user \(permission.owner)")
        }
        if !permission.group.isEmpty && group == nil {
            throw FileProblem("failed to lookup group \(permission.group): group: unknown group \(permission.group)")
        }
        do throws(FileProblem) {
            try attempt("chown", path) { () throws(SystemError) in
                try root.setOwner(of: path, user: permission.owner.isEmpty ? nil : user, group: permission.group.isEmpty ? nil : group)
            }
        } catch {
            throw error.within("failed to set owner/group for \(path): ")
        }
    }

    func makeDirectory(_ name: String, _ permission: Permission) throws(FileProblem) {
        let path = try absolute(name)
        let isThere = (try? root.status(of: path)) != nil
        try attempt("mkdir", path) { () throws(SystemError) in try root.makeDirectories(path) }
        if !isThere { try apply(permission, to: path) }
    }

    func removeFile(_ name: String) throws(FileProblem) {
        let path = try absolute(name)
        do throws(FileProblem) {
            guard try status(path).kind != .directory else { throw FileProblem("path is a directory: \(name)") }
        } catch {
            if error.isAbsence { return }
            throw error
        }
        do throws(FileProblem) {
            try attempt("remove", path) { () throws(SystemError) in try root.remove(path) }
        } catch {
            throw error.within("failed to remove file: ")
        }
    }

    /// False when only a copy can bring it there, for it lies in another file system.
    func rename(_ sourceName: String, to targetName: String) throws(FileProblem) -> Bool {
        let source = try absolute(sourceName), target = try absolute(targetName)
        do throws(FileProblem) {
            _ = try status(source)
        } catch where error.isAbsence {
            throw error.within("source path not found: \(sourceName): ")
        } catch {}
        let directory = GoText.cleanPath(target + "/..")
        do throws(FileProblem) {
            try attempt("mkdir", directory) { () throws(SystemError) in try root.makeDirectories(directory) }
        } catch {
            throw error.within("failed to create destination directory: ")
        }
        guard (try? root.status(of: target)) == nil else { throw FileProblem("destination path already exists: \(targetName)") }
        do throws(SystemError) {
            try root.rename(source, to: target)
        } catch {
            if error.number == EXDEV { return false }
            throw FileProblem("rename", "\(source) \(target)", error).within("failed to rename file: ")
        }
        return true
    }

    /// Files beyond this are not searched for text.
    private static let largestText = 256 << 20

    /// How often it was replaced.
    func replace(_ old: String, with new: String, in name: String) throws(FileProblem) -> Int {
        let path = try absolute(name)
        let status = try status(path)
        guard status.kind != .directory else { throw FileProblem("read \(path): is a directory") }
        guard status.size <= Self.largestText else { throw FileProblem("read \(path): file too large") }
        let contents = try attempt("open", path) { () throws(SystemError) in
            try root.contents(of: path, limit: Self.largestText)
        }
        let (replaced, count) = contents.replacing(Array(old.utf8), with: Array(new.utf8))
        try attempt("open", path) { () throws(SystemError) in try root.overwrite(path, replaced) }
        return count
    }
}

extension [UInt8] {
    /// All that do not overlap, from the left.
    fileprivate func replacing(_ old: [UInt8], with new: [UInt8]) -> (result: [UInt8], count: Int) {
        guard let first = old.first else { return (self, 0) }
        var result: [UInt8] = []
        var (copied, at, count) = (0, 0, 0)
        while let found = self[at...].firstIndex(of: first) {
            guard self.count - found >= old.count else { break }
            if self[found..<found + old.count].elementsEqual(old) {
                result += self[copied..<found] + new
                count += 1
                at = found + old.count
                copied = at
            } else {
                at = found + 1
            }
        }
        return (result + self[copied...], count)
    }
}
