import NIOCore
import NIOHTTP1
import NIOPosix

/// A port on loopback that speaks HTTP.
final class HTTPListener: Sendable {
    let port: Int
    private let work: Task<Void, Never>

    private init(port: Int, work: Task<Void, Never>) {
        (self.port, self.work) = (port, work)
    }

    /// Port 0 takes a free one.
    static func listen(
        port: Int, style: @escaping @Sendable (HTTPRequestHead) -> ResponseStyle, handler: @escaping HTTPConnection.Handler
    ) async throws -> HTTPListener {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .bind(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture { try httpPipeline(of: channel) }
            }
        let work = Task {
            // Ends when the listener is closed, and with it every connection.
            _ = try? await server.executeThenClose { connections in
                try await withThrowingDiscardingTaskGroup { group in
                    for try await connection in connections {
                        group.addTask { await HTTPConnection.serve(connection, style: style, handler: handler) }
                    }
                }
            }
        }
        return HTTPListener(port: server.channel.localAddress?.port ?? port, work: work)
    }

    /// Closes the port and every connection to it.
    func close() async {
        work.cancel()
        await work.value
    }

    private static func httpPipeline(of channel: any Channel) throws -> ServerChannel {
        // The headers are ours to the letter, the framing ones included: the real servers differ in how they spell them.
        var encoder = HTTPResponseEncoder.Configuration()
        encoder.automaticallySetFramingHeaders = false
        try channel.pipeline.syncOperations.configureHTTPServerPipeline(
            withPipeliningAssistance: false, withErrorHandling: true, withEncoderConfiguration: encoder)
        return try ServerChannel(wrappingChannelSynchronously: channel)
    }
}
