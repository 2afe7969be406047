import Glibc
import NIOCore
import NIOPosix

/// Writes to a file in large pieces, each while the next is being collected.
final class FileWriter {
    private static let pieceSize = 1 << 20

    private let file: Descriptor
    private var waiting: [ByteBuffer] = []
    private var waitingBytes = 0
    private var writing: Task<Void, any Error>?

    init(_ file: Descriptor) { self.file = file }

    func write(_ bytes: ByteBuffer) async throws {
        waiting.append(bytes)
        waitingBytes += bytes.readableBytes
        if waitingBytes >= Self.pieceSize { try await flush() }
    }

    /// Returns when everything is written.
    func finish() async throws {
        try await flush()
        try await writing?.value
    }

    private func flush() async throws {
        try await writing?.value
        writing = Self.start(waiting, file)
        (waiting, waitingBytes) = ([], 0)
    }

    private static func start(_ pieces: [ByteBuffer], _ file: Descriptor) -> Task<Void, any Error> {
        Task { try await Blocking.run { for piece in pieces { try write(piece, to: file) } } }
    }

    private static func write(_ bytes: ByteBuffer, to file: Descriptor) throws {
        try bytes.withUnsafeReadableBytes { bytes in
            var done = 0
            while done < bytes.count {
                let count = Glibc.write(file.number, bytes.baseAddress?.advanced(by: done), bytes.count - done)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { throw SystemError.last }
                done += count
            }
        }
    }
}
