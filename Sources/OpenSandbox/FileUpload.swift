import HTTP
import JSON

/// A file and what it shall hold, for a request with several.
package struct FileUpload {
    let path: String
    let options: FileOptions
    let content: Content

    package enum Content {
        case bytes([UInt8])
        /// A file of the host, opened when the request is made.
        case path(String)

        func open() throws(Failure) -> any ByteSource {
            switch self {
            case .bytes(let bytes): ArraySource(bytes)
            case .path(let path): try FileSource.open(path)
            }
        }
    }

    package init(_ path: String, _ options: FileOptions, _ content: Content) throws(Failure) {
        try FilePath.check(path)
        self.path = path
        self.options = options
        self.content = content
    }
}

extension Sandbox {
    /// Writes one file.
    package func upload(_ source: HostSource, to path: String, _ options: FileOptions, _ cancel: CancelToken?) throws(Failure) {
        try FilePath.check(path)
        try upload([Part(path, options, try source.open(cancel))], options, "upload file", cancel)
    }

    /// Writes several in one request. The daemon writes one after the other: when it fails, those before it are written.
    package func upload(_ files: [FileUpload], _ options: FileOptions, _ cancel: CancelToken?) throws(Failure) {
        guard !files.isEmpty else { throw .argument("batch", "is empty") }
        var parts: [Part] = []
        for file in files { parts.append(Part(file.path, file.options, try file.content.open())) }
        try upload(parts, options, "write files", cancel)
    }

    struct Part {
        let path: String
        let options: FileOptions
        let source: any ByteSource

        init(_ path: String, _ options: FileOptions, _ source: any ByteSource) {
            self.path = path
            self.source = source
            var options = options
            if options.keepsMode, options.mode == nil { options.mode = source.mode }
            self.options = options
        }
    }

    func upload(_ files: [Part], _ options: FileOptions, _ operation: StaticString, _ cancel: CancelToken?) throws(Failure) {
        let service = try FileService(self, options, cancel)
        var total: Int64? = 0
        var isRepeatable = true
        for file in files {
            total = total.flatMap { sum in file.source.size.map { sum.addingReportingOverflow($0).partialValue } }
            isRepeatable = isRepeatable && file.source.isRepeatable
        }
        let progress = Progress.of(options.onProgress, total: total)
        // Chunked, no limit on a body's size stands in the way; but the server's proxy takes no chunked body.
        let body = MultipartBody(tellsSize: service.endpoint.isThroughServer, progress: progress)
        for file in files { body.add(file.path, file.options, file.source) }
        body.end()
        if service.endpoint.isThroughServer, body.size == nil {
            throw Failure(.errSizeUnknown, "\(String(operation)): through the server's proxy the size has to be known beforehand")
        }
        try service.send(body, operation, isRepeatable: isRepeatable, cancel)
        if options.verifies { try service.verify(files.map { ($0.path, $0.source.size) }, body, operation, cancel) }
        progress?.finish()
    }
}

extension FileService {
    /// What is no larger is sent in one piece on a kept connection, and not read as it is sent.
    private static let smallBody: Int64 = 64 << 10

    fileprivate func send(
        _ body: MultipartBody, _ operation: StaticString, isRepeatable: Bool, _ cancel: CancelToken?
    ) throws(Failure) {
        var request = self.request(.post, "/files/upload")
        request.headers.append(Header("Content-Type", body.contentType))
        if let size = body.knownSize, size <= Self.smallBody, isRepeatable {
            request.body = try body.collected()
        } else {
            request.source = body
            request.isBulk = true
            request.limits = request.limits.forStream
        }
        var problem: Failure?
        do throws(Failure) {
            // Writing the same bytes once more is safe for the host; where they cannot be had again, what became of them is not known. By
            // itself it is sent again only if it never left, and then nothing of the source has been read.
            _ = try client.call(request, operation, cancel, countsAs: isRepeatable ? .put : .post)
        } catch { problem = refined(error) }
        if let failure = body.failure { throw failure.with(message: "\(String(operation)): \(failure.message)") }
        if let problem { throw problem }
    }

    /// Whether the daemon has as much as was sent.
    fileprivate func verify(
        _ files: [(path: String, size: Int64?)], _ body: MultipartBody, _ operation: StaticString, _ cancel: CancelToken?
    ) throws(Failure) {
        let entries = try info(files.map { $0.path }, cancel)
        for (index, entry) in entries.enumerated() where index < files.count {
            // Of two files of one name the last one is there.
            let sent = files.last { $0.path.isExactly(files[index].path) }?.size ?? body.given(index)
            // What a symbolic link or a device stands for is not told.
            guard entry.type == .regular || entry.type == .unknown else { continue }
            guard entry.size == sent else {
                throw Failure(
                    .errIncomplete, "\(String(operation)): \(sent) bytes were sent to \(files[index].path), of which \(entry.size) are there")
            }
        }
    }
}

/// Bytes of our own.
final class ArraySource: ByteSource {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var size: Int64? { Int64(bytes.count) }
    var failure: Failure? { nil }
    var isRepeatable: Bool { true }

    func read(into room: UnsafeMutableRawBufferPointer) -> Int? {
        let part = bytes.dropFirst(max(0, position)).prefix(room.count)
        room.copyBytes(from: part)
        position &+= part.count
        return part.count
    }
}
