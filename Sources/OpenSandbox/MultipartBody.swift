import CSystem
import HTTP
import JSON

/// The body of POST /files/upload: for each file its metadata, then its bytes, both of them parts with a filename, paired by their order
/// (execd at 3bb6fad3, filesystem_upload.go).
final class MultipartBody: BodySource, @unchecked Sendable {
    private enum Segment {
        case bytes([UInt8])
        /// With its number among the files.
        case source(any ByteSource, file: Int)
    }

    let boundary: String
    private var segments: [Segment] = []
    /// Where reading has come to.
    private var index = 0
    private var offset = 0
    private let progress: Progress?
    private(set) var failure: Failure?
    private let tellsSize: Bool
    /// How much each file turned out to hold.
    private var given: [Int64] = []

    /// - Parameter tellsSize: With a Content-Length, not chunked.
    init(boundary: String = MultipartBody.newBoundary(), tellsSize: Bool, progress: Progress? = nil) {
        self.boundary = boundary
        self.tellsSize = tellsSize
        self.progress = progress
    }

    /// Random, so that no content can be made to hold it.
    static func newBoundary() -> String {
        "opensandbox-" + String(csystem_random(), radix: 16) + String(csystem_random(), radix: 16)
    }

    var contentType: String { "multipart/form-data; boundary=" + boundary }

    func add(_ path: String, _ options: FileOptions, _ source: any ByteSource) {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("path")
        writer.value(path)
        writer.permissions(options)
        writer.endObject()
        // The file's own name stands in the metadata, where every character can: here a fixed one does.
        text("--\(boundary)\r\nContent-Disposition: form-data; name=\"metadata\"; filename=\"metadata\"\r\nContent-Type: application/json\r\n\r\n")
        segments.append(.bytes(writer.bytes))
        text("\r\n--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\nContent-Type: application/octet-stream\r\n\r\n")
        segments.append(.source(source, file: given.count))
        given.append(0)
        text("\r\n")
    }

    /// After the last file.
    func end() { text("--\(boundary)--\r\n") }

    private func text(_ text: String) { segments.append(.bytes(Array(text.utf8))) }

    // MARK: BodySource

    /// All of it; nil where a source does not know, or for a chunked body.
    var size: Int64? { tellsSize ? knownSize : nil }

    var knownSize: Int64? {
        var sum: Int64 = 0
        for segment in segments {
            switch segment {
            case .bytes(let bytes): sum = sum.addingReportingOverflow(Int64(bytes.count)).partialValue
            case .source(let source, _):
                guard let size = source.size, size >= 0 else { return nil }
                let (longer, overflow) = sum.addingReportingOverflow(size)
                guard !overflow else { return nil }
                sum = longer
            }
        }
        return sum
    }

    /// A whole buffer where there is so much, unless waiting for it would hold back what has come.
    func read(into room: UnsafeMutableRawBufferPointer) -> Int? {
        var filled = 0
        while index < segments.count, filled < room.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: room[filled...])
            switch segments[index] {
            case .bytes(let bytes):
                let count = min(rest.count, bytes.count &- offset)
                bytes.withUnsafeBytes { rest.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<(offset &+ count)])) }
                filled &+= count
                offset &+= count
                if offset == bytes.count { next() }
            case .source(let source, let file):
                guard let count = source.read(into: rest) else { return give(up: source.failure) }
                filled &+= count
                given[file] = given[file] &+ Int64(count)
                if let stop = progress?.add(count) { return give(up: stop) }
                if count == 0 { next() } else if count < rest.count, source.size == nil { return filled }
            }
        }
        return filled
    }

    /// The bytes of a file that have been given.
    func given(_ file: Int) -> Int64 { given.indices.contains(file) ? given[file] : 0 }

    private func next() {
        index &+= 1
        offset = 0
    }

    private func give(up failure: Failure?) -> Int? {
        self.failure = failure ?? Failure(.errHostIo, "a source failed")
        return nil
    }

    /// All of it in memory, for what is small.
    func collected() throws(Failure) -> [UInt8] {
        var body = [UInt8](repeating: 0, count: Int(clamping: knownSize ?? 0))
        var filled = 0
        while filled < body.count {
            guard let count = body.withUnsafeMutableBytes({ read(into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...])) }) else {
                throw failure ?? Failure(.errHostIo, "a source failed")
            }
            guard count > 0 else { break }
            filled &+= count
        }
        return body
    }
}

/// Counts a transfer's bytes, and tells the host.
final class Progress {
    private let handler: ProgressHandler
    private let total: Int64
    private var done: UInt64 = 0

    private init(_ handler: @escaping ProgressHandler, _ total: Int64?) {
        self.handler = handler
        self.total = total ?? -1
    }

    /// nil when nobody wants to hear. No failable initialiser: in Embedded Swift one that fails leaks its instance.
    static func of(_ handler: ProgressHandler?, total: Int64?) -> Progress? { handler.map { Progress($0, total) } }

    /// Why the host wants no more of it.
    func add(_ count: Int) -> Failure? {
        guard count > 0 else { return nil }
        done &+= UInt64(count)
        let value = handler(done, total)
        return value == 0 ? nil : Failure(.errStopped, "the progress callback answered \(value)")
    }

    /// The last word, when all is there; what the host answers changes nothing any more.
    func finish() { _ = handler(done, total < 0 ? Int64(clamping: done) : total) }
}
