import NIOCore
import NIOHTTP1

typealias ServerChannel = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

/// One request and its answer.
final class Exchange {
    let head: HTTPRequestHead
    /// What is asked for. A router that takes a prefix off the path hands the rest on.
    var target: RequestTarget
    var style: ResponseStyle
    /// Where the exchange waits while the sandbox it goes to is paused.
    var gate: Gate?
    private(set) var progress = Progress.unanswered
    /// Of the answer's body: what is missing of it cannot be hidden.
    private(set) var hasAnnouncedLength = false
    private var bodyEnded = false
    private let connection: HTTPConnection

    enum Progress { case unanswered, begun, ended }

    init(head: HTTPRequestHead, connection: HTTPConnection, style: ResponseStyle) {
        (self.head, self.connection, self.style) = (head, connection, style)
        target = RequestTarget(head.uri)
    }

    // MARK: The request's body

    struct BodyTooLarge: Error {}

    /// The whole body.
    func body(limit: Int = 8 << 20) async throws -> ByteBuffer {
        var body = ByteBuffer()
        while var part = try await nextBodyPart() {
            guard body.readableBytes + part.readableBytes <= limit else { throw BodyTooLarge() }
            body.writeBuffer(&part)
        }
        return body
    }

    func nextBodyPart() async throws -> ByteBuffer? {
        if bodyEnded { return nil }
        try await gate?.pass()
        if head.expectsContinue && !connection.saidContinue {
            connection.saidContinue = true
            try await connection.write(.head(HTTPResponseHead(version: .http1_1, status: .continue)))
        }
        switch try await connection.nextPart() {
        case .body(let part): return part
        case .head, .end, nil:
            bodyEnded = true
            return nil
        }
    }

    /// Reads what nobody read of the body, so that the next request can follow. False when that is not worth it.
    func drainBody() async throws -> Bool {
        if head.expectsContinue && !connection.saidContinue && !bodyEnded { return false }
        var allowance = 1 << 20
        while let part = try await nextBodyPart() {
            allowance -= part.readableBytes
            if allowance < 0 { return false }
        }
        return true
    }

    // MARK: The answer

    func answer(_ status: HTTPResponseStatus, _ headers: HTTPHeaders = [:], _ body: ByteBuffer = ByteBuffer()) async throws {
        try await gate?.pass()
        progress = .begun
        var headers = style.headers(headers)
        addConnectionHeader(to: &headers)
        let head = HTTPResponseHead(version: head.version, status: status, headers: headers)
        let content: [HTTPServerResponsePart] = body.readableBytes > 0 && self.head.method != .HEAD ? [.body(.byteBuffer(body))] : []
        try await connection.write([.head(head)] + content + [.end(nil)])
        progress = .ended
    }

    /// Begins an answer whose body follows piece by piece.
    func beginStream(_ status: HTTPResponseStatus, _ headers: HTTPHeaders) async throws -> ResponseStream {
        try await gate?.pass()
        progress = .begun
        var headers = style.headers(headers)
        hasAnnouncedLength = headers.contains(name: "Content-Length")
        let hasBody = head.method != .HEAD && status.mayHaveResponseBody
        if hasBody && !hasAnnouncedLength && head.version == .http1_1 {
            headers.add(name: style.name("Transfer-Encoding"), value: "chunked")
        }
        addConnectionHeader(to: &headers)
        try await connection.write(.head(HTTPResponseHead(version: head.version, status: status, headers: headers)))
        return ResponseStream(outbound: connection.outbound, gate: gate)
    }

    func endStream() async throws {
        try await gate?.pass()
        try await connection.write(.end(nil))
        progress = .ended
    }

    private func addConnectionHeader(to headers: inout HTTPHeaders) {
        if !head.isKeepAlive { headers.replaceOrAdd(name: style.name("Connection"), value: "close") }
    }
}

/// The body of an answer in the making; several tasks may write to it.
struct ResponseStream: Sendable {
    fileprivate let outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>
    fileprivate let gate: Gate?

    /// One chunk each. Waits while the client does not read.
    func write(_ chunks: [ByteBuffer]) async throws {
        try await gate?.pass()
        try await outbound.write(contentsOf: chunks.lazy.map { .body(.byteBuffer($0)) })
    }
}

extension HTTPRequestHead {
    var expectsContinue: Bool { headers[canonicalForm: "expect"].contains { $0.lowercased() == "100-continue" } }
}
