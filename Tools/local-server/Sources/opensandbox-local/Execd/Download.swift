import Glibc
import NIOCore
import NIOHTTP1

/// GET /files/download: a file, a range of its bytes, or some of its lines.
struct Download: Sendable {
    let sandbox: Sandbox

    private var files: Files { Files(sandbox: sandbox) }

    func send(_ exchange: Exchange, _ execd: Execd) async throws {
        guard let name = exchange.target.value("path"), !name.isEmpty else { throw ExecdError.missingQuery("path") }
        let path: String
        do throws(FileProblem) {
            path = sandbox.absolute(try files.expand(name))
        } catch {
            throw ExecdError.runtime("error resolving file path: \(name). \(error.text)")
        }
        let lines = (offset: exchange.target.value("offset") ?? "", limit: exchange.target.value("limit") ?? "")
        let range = exchange.head.headers.first(name: "Range") ?? ""
        let wantsLines = !(lines.offset + lines.limit).isEmpty
        guard !wantsLines || range.isEmpty else {
            throw ExecdError.invalidRequest(
                "line-based reading (offset/limit) and byte range (Range header) are mutually exclusive")
        }
        let (file, status) = try await open(path)
        if wantsLines {
            let window = try LineWindow(offset: lines.offset, limit: lines.limit)
            return try await LineDownload(file: file, window: window).send(exchange)
        }
        try await send(file, status, GoText.cleanPath(path), range, exchange)
    }

    private func open(_ path: String) async throws -> (Descriptor, FileStatus) {
        let files = files
        do {
            return try await Blocking.run {
                try files.attempt("open", path) { () throws(SystemError) in
                    let file = try files.root.open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
                    return (file, try files.root.status(of: file))
                }
            }
        } catch let problem as FileProblem {
            throw ExecdError.file(problem)
        }
    }

    private func send(_ file: Descriptor, _ status: FileStatus, _ path: String, _ range: String, _ exchange: Exchange) async throws {
        var headers: HTTPHeaders = [
            "Content-Type": "application/octet-stream",
            "Content-Disposition": Self.disposition(String(path.split(separator: "/").last ?? "/")),
        ]
        if !range.isEmpty {
            guard let ranges = ByteRange.parse(range, size: status.size) else {
                return try await refuseRange(headers, status.size, exchange)
            }
            if let range = ranges.first {
                headers.add(name: "Content-Range", value: "bytes \(range.start)-\(range.start + range.count - 1)/\(status.size)")
                return try await send(file, from: range.start, count: range.count, .partialContent, headers, exchange)
            }
        }
        let validity = Validity(exchange.head.headers, modifiedAt: status.modifiedAt)
        if status.modifiedAt.seconds != 0 { headers.add(name: "Last-Modified", value: HTTPDate.text(status.modifiedAt.seconds)) }
        switch validity.verdict {
        case .notModified:
            headers.remove(name: "Content-Type")
            return try await exchange.answer(.notModified, headers)
        case .preconditionFailed:
            headers.add(name: "Content-Length", value: "0")
            return try await exchange.answer(.preconditionFailed, headers)
        case .send:
            break
        }
        if !range.isEmpty && validity.allowsRange && status.size > 0 && ByteRange.asksForSome(range) {
            let text = "invalid range: failed to overlap\n"
            headers.remove(name: "Last-Modified")
            headers.replaceOrAdd(name: "Content-Type", value: "text/plain; charset=utf-8")
            headers.add(name: "Content-Range", value: "bytes */\(status.size)")
            headers.add(name: "X-Content-Type-Options", value: "nosniff")
            headers.add(name: "Content-Length", value: String(text.utf8.count))
            return try await exchange.answer(.rangeNotSatisfiable, headers, ByteBuffer(string: text))
        }
        headers.add(name: "Accept-Ranges", value: "bytes")
        // A directory's end is as far away as can be told, and none of it comes.
        let count = status.kind == .directory ? Int64.max : status.size
        try await send(file, from: 0, count: count, .ok, headers, exchange)
    }

    /// Exactly as many bytes as were promised, or the answer breaks off.
    private func send(
        _ file: Descriptor, from start: Int64, count: Int64, _ status: HTTPResponseStatus, _ headers: HTTPHeaders, _ exchange: Exchange
    ) async throws {
        var headers = headers
        headers.add(name: "Content-Length", value: String(count))
        if count == 0 { return try await exchange.answer(status, headers) }
        let stream = try await exchange.beginStream(status, headers)
        try await FileReader(file: file).send(from: start, count: count, to: stream)
        try await exchange.endStream()
    }

    /// The length of the file was announced before the error that takes its place: it is cut, or the rest never comes.
    private func refuseRange(_ headers: HTTPHeaders, _ size: Int64, _ exchange: Exchange) async throws {
        var headers = headers
        headers.add(name: "Content-Length", value: String(size))
        let body = JSONWriter.bytes(ExecdError(.rangeNotSatisfiable, "UNKNOWN", "").body, .go)
        if body.readableBytes == size { return try await exchange.answer(.rangeNotSatisfiable, headers, body) }
        let stream = try await exchange.beginStream(.rangeNotSatisfiable, headers)
        if body.readableBytes < size { try await stream.write([body]) }
        throw FileReader.Shrunk()
    }

    private static func disposition(_ name: String) -> String {
        // Go writes a header's line ends as blanks.
        let name = String(String.UnicodeScalarView(name.unicodeScalars.map { $0 == "\r" || $0 == "\n" ? " " : $0 }))
        guard name.unicodeScalars.contains(where: { !$0.isASCII }) else { return "attachment; filename=\"\(name)\"" }
        let encoded = Percent.encodePathSegment(name)
        return "attachment; filename=\"\(encoded)\"; filename*=UTF-8''\(encoded)"
    }
}

/// Bytes of a file, as the Range header asks for them.
struct ByteRange: Sendable {
    let start: Int64
    let count: Int64

    /// Those that lie within the file; nil where the header is none.
    static func parse(_ header: String, size: Int64) -> [ByteRange]? {
        guard let texts = texts(header) else { return nil }
        var ranges: [ByteRange] = []
        for text in texts {
            guard let dash = text.firstIndex(of: "-") else { return nil }
            let first = String(text[..<dash]).trimmed, last = String(text[text.index(after: dash)...]).trimmed
            let start: Int64, end: Int64
            if first.isEmpty {
                guard let suffix = Int64(last), suffix >= 0 else { return nil }
                (start, end) = (size - min(suffix, size), size)
            } else {
                guard let begin = Int64(first), begin >= 0 else { return nil }
                start = begin
                if last.isEmpty {
                    end = size
                } else {
                    guard let final = Int64(last), final >= begin else { return nil }
                    end = final < size ? final + 1 : size
                }
            }
            if start < size { ranges.append(ByteRange(start: start, count: end - start)) }
        }
        return ranges
    }

    /// A header that asks for nothing at all counts as if it were not there.
    static func asksForSome(_ header: String) -> Bool { texts(header)?.isEmpty == false }

    private static func texts(_ header: String) -> [Substring]? {
        guard header.hasPrefix("bytes=") else { return nil }
        return header.dropFirst("bytes=".count).split(separator: ",").filter { !String($0).isBlank }
    }
}

/// What the conditions of a request say about a file that has an age and no tag. As Go's http.ServeContent judges.
private struct Validity {
    enum Verdict { case send, notModified, preconditionFailed }

    let verdict: Verdict
    /// Whether If-Range lets the range be.
    let allowsRange: Bool

    init(_ headers: HTTPHeaders, modifiedAt: Instant) {
        func date(_ name: String) -> Int? { headers.first(name: name).flatMap { HTTPDate.parse($0) } }
        let modified = modifiedAt.seconds
        if let tags = headers.first(name: "If-Match"), tags.trimmed != "*" {
            verdict = .preconditionFailed
        } else if headers.first(name: "If-Match") == nil, let limit = date("If-Unmodified-Since"), modified > limit {
            verdict = .preconditionFailed
        } else if let tags = headers.first(name: "If-None-Match") {
            verdict = tags.trimmed == "*" ? .notModified : .send
        } else if let limit = date("If-Modified-Since"), modified <= limit {
            verdict = .notModified
        } else {
            verdict = .send
        }
        allowsRange = headers.first(name: "If-Range").map { HTTPDate.parse($0) == modified } ?? true
    }
}
