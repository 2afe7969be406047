import Glibc
import NIOCore
import NIOHTTP1

/// Files and directories: look, change, search.
extension Execd {
    static let fileRoutes: [Route] = [
        Route(method: .GET, pattern: "files/info") { execd, exchange, _ in try await execd.showFiles(exchange) },
        Route(method: .DELETE, pattern: "files") { execd, exchange, _ in try await execd.removeFiles(exchange) },
        Route(method: .POST, pattern: "files/permissions") { execd, exchange, _ in try await execd.setPermissions(exchange) },
        Route(method: .POST, pattern: "files/mv") { execd, exchange, _ in try await execd.renameFiles(exchange) },
        Route(method: .GET, pattern: "files/search") { execd, exchange, _ in try await execd.searchFiles(exchange) },
        Route(method: .POST, pattern: "files/replace") { execd, exchange, _ in try await execd.replaceText(exchange) },
        Route(method: .POST, pattern: "files/upload") { execd, exchange, _ in try await Upload(sandbox: execd.sandbox).receive(exchange, execd) },
        Route(method: .GET, pattern: "files/download") { execd, exchange, _ in try await Download(sandbox: execd.sandbox).send(exchange, execd) },
        Route(method: .GET, pattern: "directories/list") { execd, exchange, _ in try await execd.listDirectory(exchange) },
        Route(method: .POST, pattern: "directories") { execd, exchange, _ in try await execd.makeDirectories(exchange) },
        Route(method: .DELETE, pattern: "directories") { execd, exchange, _ in try await execd.removeDirectories(exchange) },
    ]

    private var files: Files { Files(sandbox: sandbox) }

    /// Runs where it may wait for a disk. What is wrong with a file becomes the answer.
    private func withFiles<Result: Sendable>(_ work: @escaping @Sendable (Files) throws -> Result) async throws -> Result {
        let files = files
        do {
            return try await Blocking.run { try work(files) }
        } catch let problem as FileProblem {
            throw ExecdError.file(problem)
        }
    }

    /// All or nothing: one that is not there fails the request.
    private func showFiles(_ exchange: Exchange) async throws {
        let names = exchange.target.values("path")
        let view = try await withFiles { files in
            let accounts = AccountNames(of: files.root)
            var members: [JSONValue.Member] = []
            for name in names where !members.contains(where: { $0.key == name }) {
                let path = try files.absolute(name)
                let status: FileStatus
                do throws(FileProblem) {
                    status = try files.linkStatus(path)
                } catch {
                    throw error.within(error.isAbsence ? "file not found: \(name): " : "error accessing file \(name): ")
                }
                members.append(.init(key: name, value: Files.view(path, status, accounts)))
            }
            return JSONValue.object(members)
        }
        try await answer(exchange, .ok, view)
    }

    private func removeFiles(_ exchange: Exchange) async throws {
        let names = exchange.target.values("path")
        try await withFiles { files in
            for name in names {
                do throws(FileProblem) {
                    try files.removeFile(name)
                } catch {
                    throw ExecdError.runtime("error removing file \(name). \(error.text)")
                }
            }
        }
        try await answerEmpty(exchange)
    }

    private func setPermissions(_ exchange: Exchange) async throws {
        let request = try GoFields.map(try await exchange.body(), type: "Permission")
        var permissions: [(name: String, permission: Files.Permission)] = []
        for (name, fields) in request { permissions.append((name, try Files.Permission(fields))) }
        try await withFiles { [permissions] files in
            for (name, permission) in permissions {
                do throws(FileProblem) {
                    try files.apply(permission, to: name)
                } catch {
                    throw ExecdError.runtime("error changing permissions for \(name). \(error.text)")
                }
            }
        }
        try await answerEmpty(exchange)
    }

    private func renameFiles(_ exchange: Exchange) async throws {
        var moves: [(source: String, target: String)] = []
        for fields in try GoFields.list(try await exchange.body(), type: "RenameFileItem") {
            moves.append((try fields.string("src") ?? "", try fields.string("dest") ?? ""))
        }
        for (source, target) in moves {
            let isDone = try await withFiles { try $0.rename(source, to: target) }
            if !isDone { try await moveByCopy(source, target) }
        }
        try await answerEmpty(exchange)
    }

    /// A sandbox's directories are mounts, where a container of the real server has one file system: mv copies.
    private func moveByCopy(_ source: String, _ target: String) async throws {
        let (from, to) = try await withFiles { (try $0.absolute(source), try $0.absolute(target)) }
        if let reason = try await run(["mv", "-T", "--", from, to]) {
            throw ExecdError.file(FileProblem("failed to rename file: rename \(from) \(to): \(reason)"))
        }
    }

    private func makeDirectories(_ exchange: Exchange) async throws {
        let request = try GoFields.map(try await exchange.body(), type: "Permission")
        var directories: [(name: String, permission: Files.Permission)] = []
        for (name, fields) in request { directories.append((name, try Files.Permission(fields))) }
        try await withFiles { [directories] files in
            for (name, permission) in directories { try files.makeDirectory(name, permission) }
        }
        try await answerEmpty(exchange)
    }

    /// By rm in the sandbox, which copes with any depth. A path that is not there is as well.
    private func removeDirectories(_ exchange: Exchange) async throws {
        for name in exchange.target.values("path") {
            let path: String
            do throws(FileProblem) {
                path = try files.absolute(name)
            } catch {
                throw ExecdError.runtime("error resolving directory \(name). \(error.text)")
            }
            guard !path.utf8.contains(0) else {
                throw ExecdError.runtime("error removing directory \(name). unlinkat \(path): invalid argument")
            }
            if let reason = try await run(["rm", "-rf", "--", path]) {
                throw ExecdError.runtime("error removing directory \(name). unlinkat \(path): \(reason)")
            }
        }
        try await answerEmpty(exchange)
    }

    /// Runs a tool in the sandbox to its end, also when whoever asked has gone. Nil, or the reason it gives for failing.
    private func run(_ arguments: [String]) async throws -> String? {
        let sandbox = sandbox
        return try await Task {
            let output = try await OutputPipe()
            defer { output.abandon() }
            let nothing = try Descriptor.open("/dev/null", O_RDWR)
            let started: Result<Child, any Error>
            do {
                started = .success(
                    try await sandbox.start(
                        ContainerCommand(
                            arguments: arguments, environment: ["LC_ALL": "C", "PATH": "/usr/bin:/bin"], directory: "/",
                            descriptors: [nothing.number, nothing.number, output.writingEnd])))
            } catch {
                started = .failure(error)
            }
            output.closeWritingEnd()
            let child = try started.get()
            var said: [UInt8] = []
            while let bytes = try await output.next() { if said.count < 4096 { said += bytes.readableBytesView } }
            guard await child.exitStatus != .exited(0) else { return nil }
            let line = String(decoding: said, as: UTF8.self).split(separator: "\n").first ?? ""
            return line.split(separator: ": ").last.map { $0.lowercased() } ?? "input/output error"
        }.value
    }

    private func replaceText(_ exchange: Exchange) async throws {
        let isVerbose = exchange.target.value("verbose") == "true"
        var items: [(name: String, old: String, new: String)] = []
        for (name, fields) in try GoFields.map(try await exchange.body(), type: "ReplaceFileContentItem") {
            items.append((name, try fields.string("old") ?? "", try fields.string("new") ?? ""))
        }
        let counts = try await withFiles { [items] files in
            var counts: [JSONValue.Member] = []
            for (name, old, new) in items {
                if old.isEmpty {
                    _ = try files.status(try files.absolute(name))
                    throw ExecdError.invalidRequest("old content must not be empty")
                }
                let count = try files.replace(old, with: new, in: name)
                counts.append(.init(key: name, value: .object(["replacedCount": .integer(count)])))
            }
            return counts
        }
        if isVerbose { try await answer(exchange, .ok, .object(counts)) } else { try await answerEmpty(exchange) }
    }

    // MARK: Trees

    private func searchFiles(_ exchange: Exchange) async throws {
        guard let name = exchange.target.value("path"), !name.isEmpty else { throw ExecdError.missingQuery("path") }
        let wanted = exchange.target.value("pattern") ?? ""
        let pattern = wanted.isEmpty ? "**" : wanted
        let found = try await withFiles { files in
            let path = try Self.resolve(name, files)
            _ = try files.status(path)
            do throws(FileProblem) {
                return try FileSearch(files: files, pattern: pattern).run(path)
            } catch {
                throw ExecdError.runtime("error searching files. \(error.text)")
            }
        }
        try await answer(exchange, .ok, .array(found))
    }

    private func listDirectory(_ exchange: Exchange) async throws {
        guard let name = exchange.target.value("path"), !name.isEmpty else { throw ExecdError.missingQuery("path") }
        let rawDepth = exchange.target.value("depth") ?? ""
        guard let depth = rawDepth.isEmpty ? 1 : Int(rawDepth), depth >= 0 else {
            throw ExecdError.invalidRequest("invalid query parameter 'depth': \(rawDepth)")
        }
        let found = try await withFiles { files in
            let path = try Self.resolve(name, files)
            switch try files.linkStatus(path).kind {
            case .directory: break
            case .symlink: throw ExecdError.invalidRequest("path is a symbolic link, refusing to traverse: \(path)")
            case .file, .other: throw ExecdError.invalidRequest("path is not a directory: \(path)")
            }
            do throws(FileProblem) {
                return try DirectoryList(files: files).run(path, depth: depth)
            } catch {
                throw ExecdError.runtime("error listing directory \(path). \(error.text)")
            }
        }
        try await answer(exchange, .ok, .array(found))
    }

    private static func resolve(_ name: String, _ files: Files) throws(ExecdError) -> String {
        do throws(FileProblem) {
            return try files.absolute(name)
        } catch {
            throw .runtime("error converting path \(name) to absolute. \(error.text)")
        }
    }
}
