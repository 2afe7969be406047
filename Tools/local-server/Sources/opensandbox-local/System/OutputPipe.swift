import CLocalSystem
import Glibc
import NIOCore
import NIOPosix

/// What a child writes to one of its outputs. It is read only when asked for, so a reader that lags stops the child.
final class OutputPipe: Sendable {
    /// For the child; the server closes its copy with `closeWritingEnd` once the child has it.
    let writingEnd: Int32
    private let reader: OutputReader
    private let loop: any EventLoop

    init() async throws {
        var ends: [Int32] = [-1, -1]
        let result = local_pipe(&ends)
        guard result == 0 else { throw IOError(errnoCode: -result, reason: "pipe") }
        let (readingEnd, writingEnd) = (ends[0], ends[1])
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let reader = OutputReader(descriptor: readingEnd)
        do {
            _ = try await NIOPipeBootstrap(group: loop)
                .channelOption(.autoRead, value: false)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(reader) }
                }
                .takingOwnershipOfDescriptor(input: readingEnd).get()
        } catch {
            close(writingEnd)
            throw error
        }
        (self.writingEnd, self.reader, self.loop) = (writingEnd, reader, loop)
    }

    func closeWritingEnd() { close(writingEnd) }

    /// The next bytes, or nil at the end. One caller at a time.
    func next() async throws -> ByteBuffer? {
        let promise = loop.makePromise(of: ByteBuffer?.self)
        loop.execute { self.reader.demand(promise) }
        return try await promise.futureResult.get()
    }

    /// The child has ended: what it wrote is still delivered, but the end does not wait for other processes that
    /// inherited the pipe. What those write later is thrown away, so that they neither block nor die of it.
    func finish() {
        loop.execute { self.reader.finish() }
    }

    /// Nobody will ask again: whatever comes is thrown away.
    func abandon() {
        loop.execute { self.reader.discard() }
    }
}

/// Lives on its event loop and is touched nowhere else, hence unchecked.
private final class OutputReader: ChannelInboundHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer

    private let descriptor: Int32
    private var context: ChannelHandlerContext?
    private var demand: EventLoopPromise<ByteBuffer?>?
    /// Read without being asked for, which happens once: at the end SwiftNIO reads all the pipe still holds.
    private var unread: [ByteBuffer] = []
    /// Bytes still to deliver, known once the child has ended.
    private var rest: Int?
    private var discards = false

    init(descriptor: Int32) { self.descriptor = descriptor }

    func demand(_ promise: EventLoopPromise<ByteBuffer?>) {
        if !unread.isEmpty { return promise.succeed(unread.removeFirst()) }
        guard let context, !discards else { return promise.succeed(nil) }
        demand = promise
        if rest == 0 { endOfChild() } else { context.read() }
    }

    /// What the pipe holds now is the last the child can have written.
    func finish() {
        guard context != nil, rest == nil else { return }
        rest = Int(local_pipe_waiting(descriptor))
        if rest == 0 && demand != nil { endOfChild() }
    }

    private func endOfChild() {
        discard()
        answer(nil)
    }

    func discard() {
        discards = true
        unread = []
        context?.read()
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !discards else { return }
        var bytes = unwrapInboundIn(data)
        if let rest {
            bytes = bytes.readSlice(length: min(rest, bytes.readableBytes)) ?? bytes
            self.rest = rest - bytes.readableBytes
        }
        if demand != nil { answer(bytes) } else { unread.append(bytes) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // A read that found nothing leaves the demand open.
        if demand != nil || discards { context.read() }
    }

    func channelInactive(context: ChannelHandlerContext) { end() }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func end() {
        context = nil
        answer(nil)
    }

    private func answer(_ bytes: ByteBuffer?) {
        let promise = demand
        demand = nil
        promise?.succeed(bytes)
    }
}
