import NIOCore
import NIOPosix
import Synchronization

/// A port on loopback, and a task for every connection to it.
///
/// Connections are accepted one by one and not as an async sequence, for such a sequence ends with the first connection
/// that fails while it is set up, and the port with it.
final class LoopbackListener: Sendable {
    typealias Work = @Sendable () async -> Void

    let port: Int
    private let channel: any Channel
    private let connections: Connections

    private init(_ channel: any Channel, _ connections: Connections) {
        (self.channel, self.connections) = (channel, connections)
        port = channel.localAddress?.port ?? 0
    }

    /// Port 0 takes a free one. `prepare` sets a connection's pipeline up and answers what is to be done with it.
    static func listen(
        port: Int, halfClosure: Bool = false, prepare: @escaping @Sendable (any Channel) throws -> Work
    ) async throws -> LoopbackListener {
        let connections = Connections()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: halfClosure)
            // Grows to that only where much comes at once, as with an upload.
            .childChannelOption(
                .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 1024, initial: 16 << 10, maximum: 512 << 10))
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { connections.start(try prepare(channel)) }
            }
            .bind(host: "127.0.0.1", port: port).get()
        return LoopbackListener(channel, connections)
    }

    /// Closes the port and every connection to it.
    func close() async {
        // It may be closed already, which is as well.
        try? await channel.close()
        await connections.end()
    }
}

/// The tasks of a listener's connections.
private final class Connections: Sendable {
    private struct State {
        var tasks: [Int: Task<Void, Never>] = [:]
        var next = 0
        var hasEnded = false
    }

    private let state = Mutex(State())

    func start(_ work: @escaping LoopbackListener.Work) {
        state.withLock { state in
            let number = state.next
            state.next += 1
            let task = Task {
                await work()
                _ = self.state.withLock { $0.tasks.removeValue(forKey: number) }
            }
            state.tasks[number] = task
            if state.hasEnded { task.cancel() }
        }
    }

    func end() async {
        let tasks = state.withLock { state in
            state.hasEnded = true
            return Array(state.tasks.values)
        }
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }
}
