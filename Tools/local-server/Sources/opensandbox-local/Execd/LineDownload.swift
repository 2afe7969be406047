import Glibc
import NIOCore
import NIOHTTP1

/// Which lines of a file are wanted, counted from 1.
struct LineWindow: Sendable {
    let offset: Int64
    /// Nil: to the end.
    let limit: Int64?

    init(offset: String, limit: String) throws(ExecdError) {
        self.offset = try Self.number("offset", offset) ?? 1
        self.limit = try Self.number("limit", limit)
    }

    private static func number(_ name: String, _ text: String) throws(ExecdError) -> Int64? {
        guard !text.isEmpty else { return nil }
        guard let number = Int64(text), number >= 1 else {
            throw .invalidRequest("invalid query parameter '\(name)': \(text)")
        }
        return number
    }
}

/// Passes lines on, joined by "\n", with what ends them in the file taken off. However long a line is, no more of it is held
/// than a piece of the file.
struct LineDownload {
    /// Up to here the real one knows the length before it begins.
    private static let longestCounted = 2048

    let file: Descriptor
    let window: LineWindow

    func send(_ exchange: Exchange) async throws {
        let headers: HTTPHeaders = ["Content-Type": "text/plain; charset=utf-8"]
        var splitter = LineTrimmer(window)
        var output = ByteBuffer()
        var stream: ResponseStream?
        let reader = FileReader(file: file)
        var offset: Int64 = 0
        while !splitter.isDone {
            let piece = try await reader.next(at: &offset)
            if piece.readableBytes == 0 { break }
            splitter.feed(piece, &output)
            guard output.readableBytes > Self.longestCounted else { continue }
            if stream == nil { stream = try await exchange.beginStream(.ok, headers) }
            try await stream?.write([output])
            output = ByteBuffer()
        }
        if let stream {
            if output.readableBytes > 0 { try await stream.write([output]) }
            return try await exchange.endStream()
        }
        var counted = headers
        counted.add(name: "Content-Length", value: String(output.readableBytes))
        try await exchange.answer(.ok, counted, output)
    }
}

/// Finds the wanted lines in a file that comes piece by piece.
private struct LineTrimmer {
    private let window: LineWindow
    private var line: Int64 = 0
    private var isInLine = false
    private var written: Int64 = 0
    /// "\r"s that belong to the line's end if nothing else follows.
    private var returns = 0
    private(set) var isDone = false

    init(_ window: LineWindow) { self.window = window }

    mutating func feed(_ piece: ByteBuffer, _ output: inout ByteBuffer) {
        var rest = piece.readableBytesView
        while !rest.isEmpty && !isDone {
            if !isInLine { begin(&output) }
            let end = rest.firstIndex(of: UInt8(ascii: "\n"))
            if line >= window.offset { pass(rest[..<(end ?? rest.endIndex)], &output) }
            guard let end else { return }
            isInLine = false
            returns = 0
            if let limit = window.limit, written >= limit { isDone = true }
            rest = rest[(end + 1)...]
        }
    }

    private mutating func begin(_ output: inout ByteBuffer) {
        isInLine = true
        line += 1
        guard line >= window.offset else { return }
        if written > 0 { output.writeInteger(UInt8(ascii: "\n")) }
        written += 1
    }

    private mutating func pass(_ text: ByteBufferView, _ output: inout ByteBuffer) {
        guard let last = text.lastIndex(where: { $0 != UInt8(ascii: "\r") }) else {
            returns += text.count
            return
        }
        output.writeRepeatingByte(UInt8(ascii: "\r"), count: returns)
        output.writeBytes(text[...last])
        returns = text.distance(from: last, to: text.endIndex) - 1
    }
}
