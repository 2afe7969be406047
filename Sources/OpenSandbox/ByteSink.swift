import CSystem
import HTTP

/// Where the bytes of a download go.
protocol ByteSink: AnyObject {
    /// Takes all of them; false when it failed.
    func write(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool
    /// Why it failed.
    var failure: Failure? { get }
    /// Forgets what it has taken, so that it can be given anew; false when it cannot.
    func startOver() -> Bool
    /// Whether it is cheaper to start over than to find out whether the file is still the same.
    var prefersStartingOver: Bool { get }
}

extension ByteSink {
    var prefersStartingOver: Bool { false }
}

/// Takes bytes; 0 goes on.
package typealias WriteHandler = (UnsafeBufferPointer<UInt8>) -> Int32

/// Where a caller downloads to. Borrowed for the call.
package enum HostSink {
    case path(String)
    case descriptor(CInt)
    case callback(WriteHandler)
}

/// Bytes in memory that a C getter can lend, NUL-terminated.
package final class Bytes: ByteSink {
    private var buffer = EventBuffer()
    private let limit: Int
    private(set) var failure: Failure?

    init(limit: Int) { self.limit = limit }

    package var pointer: UnsafePointer<UInt8>? { buffer.bytes.baseAddress }
    /// Without the NUL.
    package private(set) var count = 0

    func write(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count <= limit &- buffer.count else {
            failure = Failure(.errTooLarge, "the file is larger than the \(limit) bytes that a read may take")
            return false
        }
        return append(bytes)
    }

    var prefersStartingOver: Bool { true }

    func startOver() -> Bool {
        buffer.clear(keeping: .max)
        return true
    }

    /// Ends it with the NUL.
    func finish() throws(Failure) -> Bytes {
        count = buffer.count
        let isEnded = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1) { room in
            room.initialize(repeating: 0)
            return append(UnsafeBufferPointer(room))
        }
        if !isEnded, let failure { throw failure }
        return self
    }

    private func append(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if buffer.append(bytes) { return true }
        failure = Failure(.errResources, "there is no memory for the file")
        return false
    }
}

/// A descriptor of the host's, from where it stands.
final class DescriptorSink: ByteSink {
    private(set) var failure: Failure?
    private let descriptor: CInt
    private let kind: csystem_channel_kind
    private let cancel: CancelToken?
    private let name: String

    init(_ descriptor: CInt, _ kind: csystem_channel_kind, _ cancel: CancelToken?, name: String) {
        self.descriptor = descriptor
        self.kind = kind
        self.cancel = cancel
        self.name = name
    }

    static func make(_ descriptor: CInt, _ cancel: CancelToken?) throws(Failure) -> DescriptorSink {
        DescriptorSink(descriptor, try csystem_channel_kind.of(descriptor), cancel, name: "descriptor \(descriptor)")
    }

    func startOver() -> Bool { false }

    func write(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard var next = bytes.baseAddress else { return true }
        var rest = bytes.count
        while rest > 0 {
            let put = csystem_channel_write(descriptor, kind, next, rest)
            if put >= 0 {
                next += Int(clamping: put)
                rest &-= Int(clamping: put)
                continue
            }
            let error = csystem_failed(put)
            guard csystem_is_would_block(error) else {
                failure = .hostFile("write", name, error)
                return false
            }
            csystem_channel_wait(descriptor, true, cancel?.descriptor ?? -1, (cancel?.deadline ?? .never).pollTimeout)
            if let interruption = Failure.interruption(cancel, "write \(name)") {
                failure = interruption
                return false
            }
        }
        return true
    }
}

/// A callback of the host's.
final class CallbackSink: ByteSink {
    private(set) var failure: Failure?
    private let take: WriteHandler

    init(_ take: @escaping WriteHandler) { self.take = take }

    func startOver() -> Bool { false }

    func write(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let value = take(bytes)
        guard value != 0 else { return true }
        failure = Failure(.errStopped, "the write callback answered \(value)")
        return false
    }
}
