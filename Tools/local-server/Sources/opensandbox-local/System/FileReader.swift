import Glibc
import NIOCore
import NIOPosix

/// Passes a file on piece by piece, on threads that may wait for a disk.
struct FileReader: Sendable {
    struct Shrunk: Error {}

    private static let pieceSize = 1 << 20

    let file: Descriptor

    /// Exactly `count` bytes, which were promised. A file that has fewer by now breaks the answer off.
    func send(from start: Int64, count: Int64, to stream: ResponseStream) async throws {
        var offset = start
        let end = start + count
        while offset < end {
            let piece = try await read(at: offset, most: Int(min(end - offset, Int64(Self.pieceSize))))
            guard piece.readableBytes > 0 else { throw Shrunk() }
            offset += Int64(piece.readableBytes)
            try await stream.write([piece])
        }
    }

    /// The next piece, which is empty at the end.
    func next(at offset: inout Int64) async throws -> ByteBuffer {
        let piece = try await read(at: offset, most: Self.pieceSize)
        offset += Int64(piece.readableBytes)
        return piece
    }

    private func read(at offset: Int64, most: Int) async throws -> ByteBuffer {
        try await NIOThreadPool.singleton.runIfActive {
            var buffer = ByteBufferAllocator().buffer(capacity: most)
            let count = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: most) { bytes in
                // What cannot be read is as good as not there: the answer has begun.
                max(0, pread(file.number, bytes.baseAddress, most, off_t(offset)))
            }
            return count > 0 ? buffer : ByteBuffer()
        }
    }
}
