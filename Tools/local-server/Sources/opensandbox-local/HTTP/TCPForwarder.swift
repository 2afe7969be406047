import NIOCore
import NIOPosix

/// A port on loopback whose bytes go to another one and back, whatever they are.
final class TCPForwarder: Sendable {
    private typealias Side = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    let port: Int
    private let work: Task<Void, Never>

    private init(port: Int, work: Task<Void, Never>) {
        (self.port, self.work) = (port, work)
    }

    static func listen(to target: Int) async throws -> TCPForwarder {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture { try halfClosable(channel) }
            }
        let work = Task {
            _ = try? await server.executeThenClose { clients in
                try await withThrowingDiscardingTaskGroup { group in
                    for try await client in clients {
                        group.addTask { await connect(client, to: target) }
                    }
                }
            }
        }
        return TCPForwarder(port: server.channel.localAddress?.port ?? 0, work: work)
    }

    func close() async {
        work.cancel()
        await work.value
    }

    /// A side that breaks ends both; nobody else is concerned.
    private static func connect(_ client: Side, to target: Int) async {
        try? await client.executeThenClose { fromClient, toClient in
            let server = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .channelOption(.allowRemoteHalfClosure, value: true)
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
