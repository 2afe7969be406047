import NIOCore
import NIOPosix

/// Ports on loopback whose bytes go to another one and back, whatever they are.
enum TCPForwarder {
    private typealias Side = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    static func listen(to target: Int) async throws -> LoopbackListener {
        try await LoopbackListener.listen(port: 0, halfClosure: true) { channel in
            let client = try halfClosable(channel)
            return { await connect(client, to: target) }
        }
    }

    /// A side that breaks ends both; nobody else is concerned.
    private static func connect(_ client: Side, to target: Int) async {
        try? await client.executeThenClose { fromClient, toClient in
            let server = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .channelOption(.allowRemoteHalfClosure, value: true)
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .connect(host: "127.0.0.1", port: target) { channel in
                    channel.eventLoop.makeCompletedFuture { try halfClosable(channel) }
                }
            try await server.executeThenClose { fromServer, toServer in
                async let upwards: Void = copy(fromClient, toServer)
                try await copy(fromServer, toClient)
                try await upwards
            }
        }
    }

    private static func copy(
        _ source: NIOAsyncChannelInboundStream<ByteBuffer>, _ target: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws {
        for try await bytes in source { try await target.write(bytes) }
        target.finish()
    }

    private static func halfClosable(_ channel: any Channel) throws -> Side {
        try Side(wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
    }
}
