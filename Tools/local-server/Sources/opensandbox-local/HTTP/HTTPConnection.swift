import NIOCore
import NIOHTTP1

/// One client's connection: its requests, one after the other.
final class HTTPConnection {
    typealias Handler = @Sendable (Exchange) async throws -> Void

    /// How long a client may keep a connection without saying anything that is due.
    private static let patience = TimeAmount.seconds(60)

    let outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>
    var saidContinue = false
    private var inbound: NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator
    private let channel: any Channel

    private init(
        channel: any Channel, inbound: NIOAsyncChannelInboundStream<HTTPServerRequestPart>,
        outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>
    ) {
        (self.channel, self.outbound) = (channel, outbound)
        self.inbound = inbound.makeAsyncIterator()
    }

    /// Serves until either side closes. The work for a client that has gone is cancelled.
    static func serve(_ channel: ServerChannel, style: @escaping @Sendable (HTTPRequestHead) -> ResponseStyle, handler: @escaping Handler) async {
        let work = Task {
            // A connection that breaks is the client's business; there is nobody to tell.
            try? await channel.executeThenClose { inbound, outbound in
                let connection = HTTPConnection(channel: channel.channel, inbound: inbound, outbound: outbound)
                try await connection.serveRequests(style: style, handler: handler)
                try await connection.close()
            }
        }
        channel.channel.closeFuture.whenComplete { _ in work.cancel() }
        await withTaskCancellationHandler { await work.value } onCancel: { work.cancel() }
    }

    private func serveRequests(style: (HTTPRequestHead) -> ResponseStyle, handler: Handler) async throws {
        while case .head(let head)? = try await nextPart() {
            saidContinue = false
            let exchange = Exchange(head: head, connection: self, style: style(head))
            do {
                try await handler(exchange)
            } catch {
                try await close(exchange, after: error)
            }
            guard exchange.progress == .ended, head.isKeepAlive, try await exchange.drainBody() else { return }
        }
    }

    /// An answer that has begun breaks off, unless its style hides that; one that has not becomes a plain 500.
    private func close(_ exchange: Exchange, after error: any Error) async throws {
        switch exchange.progress {
        case _ where error is SandboxGone && exchange.progress != .begun:
            throw error
        case .begun where exchange.style.endsBrokenStreamsCleanly && !exchange.hasAnnouncedLength:
            exchange.gate = nil
            try await exchange.endStream()
        case .unanswered where channel.isActive:
            Console.fail("\(exchange.head.method.rawValue) \(exchange.target.path): \(error)")
            let text = "Internal Server Error"
            try await exchange.answer(
                .internalServerError, ["content-length": String(text.utf8.count), "content-type": "text/plain; charset=utf-8"],
                ByteBuffer(string: text))
        case .unanswered, .begun, .ended:
            throw error
        }
    }

    /// Closes once the client has everything: closing at once would throw away what is still on its way.
    private func close() async throws {
        try await channel.close(mode: .output).get()
        while try await nextPart() != nil {}
    }

    func nextPart() async throws -> HTTPServerRequestPart? {
        let channel = self.channel
        let impatience = channel.eventLoop.scheduleTask(in: Self.patience) { channel.close(promise: nil) }
        defer { impatience.cancel() }
        return try await inbound.next()
    }

    func write(_ part: HTTPServerResponsePart) async throws { try await outbound.write(part) }

    func write(_ parts: [HTTPServerResponsePart]) async throws { try await outbound.write(contentsOf: parts) }
}
