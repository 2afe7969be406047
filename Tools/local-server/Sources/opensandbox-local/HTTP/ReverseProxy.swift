import NIOCore
import NIOHTTP1
import NIOPosix

/// Passes a request on to a server on loopback and its answer back, both piece by piece.
struct ReverseProxy: Sendable {
    struct Unreachable: Error {}

    private typealias Backend = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    /// What concerns a connection, not the message.
    private static let hopByHop: Set<String> = [
        "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding",
        "upgrade", "proxy-connection",
    ]

    let port: Int
    /// Headers of the request that stay here, in lower case.
    let withheld: Set<String>

    func forward(_ exchange: Exchange) async throws {
        let backend: Backend
        do {
            backend = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .connect(host: "127.0.0.1", port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHTTPClientHandlers()
                        return try Backend(wrappingChannelSynchronously: channel)
                    }
                }
        } catch {
            throw Unreachable()
        }
        let head = requestHead(exchange)
        try await backend.executeThenClose { inbound, outbound in
            try await outbound.write(.head(head))
            while let part = try await exchange.nextBodyPart() { try await outbound.write(.body(.byteBuffer(part))) }
            try await outbound.write(.end(nil))
            try await passBack(inbound, to: exchange)
        }
    }

    private func requestHead(_ exchange: Exchange) -> HTTPRequestHead {
        var headers = HTTPHeaders()
        for (name, value) in exchange.head.headers where !isWithheld(name) { headers.add(name: name, value: value) }
        let isChunked = exchange.head.headers.contains(name: "transfer-encoding")
        if isChunked { headers.add(name: "transfer-encoding", value: "chunked") }
        return HTTPRequestHead(version: .http1_1, method: exchange.head.method, uri: exchange.target.uri, headers: headers)
    }

    private func isWithheld(_ name: String) -> Bool {
        let name = name.lowercased()
        return Self.hopByHop.contains(name) || withheld.contains(name) || name == "expect"
    }

    private func passBack(_ parts: NIOAsyncChannelInboundStream<HTTPClientResponsePart>, to exchange: Exchange) async throws {
        var stream: ResponseStream?
        for try await part in parts {
            switch part {
            case .head(let head):
                if (100..<200).contains(head.status.code) { continue }
                let headers = head.headers.filter { !Self.hopByHop.contains($0.name.lowercased()) }
                stream = try await exchange.beginStream(head.status, HTTPHeaders(headers.map { ($0.name, $0.value) }))
            case .body(let bytes):
                try await stream?.write([bytes])
            case .end:
                return try await exchange.endStream()
            }
        }
        throw Unreachable()
    }
}
