import NIOCore
import NIOHTTP1

/// The stream of events that answers a request to run something.
struct EventStream: Sendable {
    static let keepAliveInterval = Duration.seconds(3)

    private let response: ResponseStream

    static func begin(_ exchange: Exchange) async throws -> EventStream {
        EventStream(response: try await exchange.beginStream(.ok, headers))
    }

    static let headers: HTTPHeaders = [
        "Cache-Control": "no-cache", "Content-Type": "text/event-stream", "X-Accel-Buffering": "no",
    ]

    func send(_ event: ExecdEvent) async throws {
        try await response.write([event.encoded(at: Timestamp.now.milliseconds)])
    }

    /// What went wrong, in the midst of the stream: as the real one does, without a type and without an empty line behind it.
    func send(_ error: ExecdError) async throws {
        try await response.write([JSONWriter.bytes(error.body, .go)])
    }

    /// Pings at once, or after a while, and then at intervals, until cancelled.
    func keepAlive(after delay: Duration = .zero) async throws {
        try await Task.sleep(for: delay)
        while true {
            try await send(.ping)
            try await Task.sleep(for: Self.keepAliveInterval)
        }
    }

    /// Passes a pipe on, an event a line, until its end.
    func forward(_ pipe: OutputPipe, as source: ExecdEvent.Source) async throws {
        var splitter = LineSplitter()
        while let bytes = try await pipe.next() {
            try await sendLines(of: source) { splitter.feed(bytes, $0) }
        }
        try await sendLines(of: source) { splitter.finish($0) }
    }

    /// One event for each line that `produce` hands over.
    func sendLines(of source: ExecdEvent.Source, _ produce: ((ByteBufferView) -> Void) throws -> Void) async throws {
        // All events share one buffer and go out together, but each is a chunk of its own as the real ones are.
        var writer = JSONWriter(.go)
        var ends: [Int] = []
        let now = Timestamp.now.milliseconds
        try produce { line in
            ExecdEvent.writeLine(line, of: source, at: now, to: &writer)
            ends.append(writer.buffer.writerIndex)
        }
        var events = writer.buffer
        let chunks = ends.compactMap { end in events.readSlice(length: end - events.readerIndex) }
        if !chunks.isEmpty { try await response.write(chunks) }
    }
}
