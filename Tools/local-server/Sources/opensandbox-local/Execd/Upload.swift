import CLocalSystem
import Glibc
import NIOCore

/// POST /files/upload: a form of pairs, what a file is called and what is in it.
///
/// Nothing is written to where it belongs before the whole form is there. Until then a file's content is in a file
/// without a name, if possible in the very place where it gets its name.
struct Upload: Sendable {
    private static let mostParts = 1000
    private static let mostMetadataBytes = 10 << 20

    let sandbox: Sandbox

    private var files: Files { Files(sandbox: sandbox) }

    func receive(_ exchange: Exchange, _ execd: Execd) async throws {
        let form: Form
        do {
            form = try await read(exchange)
        } catch let error as SystemError {
            throw ExecdError.runtime("error copying file. write: " + error.text)
        }
        guard !form.metadata.isEmpty else {
            throw ExecdError(.badRequest, "INVALID_FILE_METADATA", "metadata file is missing")
        }
        guard !form.contents.isEmpty else { throw ExecdError(.badRequest, "INVALID_FILE_CONTENT", "file is missing") }
        guard form.metadata.count == form.contents.count else {
            throw ExecdError(
                .badRequest, "INVALID_FILE",
                "metadata and file count mismatch: \(form.metadata.count) vs \(form.contents.count)")
        }
        // One after the other: those before the first that fails are there.
        for (metadata, content) in zip(form.metadata, form.contents) {
            let target = try Target(metadata)
            try await Blocking.run { try place(content, target) }
        }
        try await execd.answerEmpty(exchange)
    }

    // MARK: The form

    private struct Form {
        var metadata: [ByteBuffer] = []
        var contents: [Descriptor] = []
    }

    private func read(_ exchange: Exchange) async throws -> Form {
        let malformed = ExecdError(.badRequest, "INVALID_FILE", "multipart form is empty")
        guard var reader = MultipartReader(contentType: exchange.head.headers.first(name: "Content-Type") ?? "") else {
            throw malformed
        }
        var form = Form()
        var writer: FileWriter?
        var isMetadata = false
        var (parts, metadataBytes) = (0, 0)
        while var bytes = try await exchange.nextBodyPart() {
            reader.feed(&bytes)
            while let event = try? reader.next() {
                switch event {
                case .part(let name, let isFile):
                    try await writer?.finish()
                    writer = nil
                    parts += 1
                    guard parts <= Self.mostParts else { throw malformed }
                    isMetadata = isFile && name == "metadata"
                    if isMetadata { form.metadata.append(ByteBuffer()) }
                    if isFile && name == "file" {
                        let file = try await spool(form)
                        form.contents.append(file)
                        writer = FileWriter(file)
                    }
                case .bytes(var content):
                    if isMetadata {
                        metadataBytes += content.readableBytes
                        guard metadataBytes <= Self.mostMetadataBytes else { throw malformed }
                        form.metadata[form.metadata.count - 1].writeBuffer(&content)
                    } else {
                        try await writer?.write(content)
                    }
                case .end:
                    try await writer?.finish()
                    // What comes behind the form does not matter.
                    while try await exchange.nextBodyPart() != nil {}
                    return form
                }
            }
        }
        throw malformed
    }

    /// Where the next file's content goes meanwhile.
    private func spool(_ form: Form) async throws -> Descriptor {
        let index = form.contents.count
        let target = index < form.metadata.count ? try? Target(form.metadata[index]) : nil
        return try await Blocking.run {
            if let target, let path = try? files.absolute(target.path), let file = try? files.root.unnamedFile(near: path) {
                return file
            }
            return try Descriptor.open(sandbox.home.logs, O_RDWR | local_unnamed_file)
        }
    }

    // MARK: One pair

    private struct Target: Sendable {
        let path: String
        let permission: Files.Permission

        init(_ metadata: ByteBuffer) throws(ExecdError) {
            do throws(ExecdError) {
                let fields = try GoFields(metadata, type: "FileMetadata", .metadata)
                path = try fields.string("path") ?? ""
                permission = try Files.Permission(fields)
            } catch {
                throw ExecdError(.badRequest, "INVALID_FILE_METADATA", error.body["message"]?.text ?? "")
            }
            guard !path.isEmpty else { throw ExecdError(.badRequest, "INVALID_FILE_METADATA", "metadata path is empty") }
        }
    }

    private func place(_ content: Descriptor, _ target: Target) throws(ExecdError) {
        let path: String
        do throws(FileProblem) {
            path = sandbox.absolute(try files.expand(target.path))
        } catch {
            throw .runtime("error resolving target path \(target.path). \(error.text)")
        }
        let directory = GoText.cleanPath(path + "/..")
        do throws(SystemError) {
            try files.root.makeDirectories(directory)
        } catch {
            throw .runtime("error creating target directory \(directory). mkdir \(directory): \(error.text)")
        }
        do throws(SystemError) {
            try write(content, to: path)
        } catch {
            throw .runtime("error opening destination file \(path). open \(path): \(error.text)")
        }
        do throws(FileProblem) {
            try files.apply(target.permission, to: path)
        } catch {
            throw .runtime("error chmoding file \(path). \(error.text)")
        }
    }

    /// A new file gets the content's own, a file that is there gets a copy: it stays the file it is.
    private func write(_ content: Descriptor, to path: String) throws(SystemError) {
        if !path.hasSuffix("/"), (try? files.root.link(content, as: path)) != nil { return }
        let file = try files.root.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NONBLOCK, mode: 0o755)
        guard lseek(content.number, 0, SEEK_SET) == 0 else { throw .last }
        var copied: Int64 = 0
        let result = local_copy_file(content.number, file.number, &copied)
        guard result == 0 else { throw SystemError(number: -result) }
    }
}
