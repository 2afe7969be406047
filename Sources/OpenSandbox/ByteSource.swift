import CSystem
import HTTP

/// Where the bytes of an upload come from.
protocol ByteSource: AnyObject {
    /// How many it gives; nil when it does not know.
    var size: Int64? { get }
    /// How many bytes it wrote into `room`, 0 at the end; nil when it failed.
    func read(into room: UnsafeMutableRawBufferPointer) -> Int?
    /// Why it failed.
    var failure: Failure? { get }
    /// Whether the same call would give the same bytes again.
    var isRepeatable: Bool { get }
    /// The permission bits of a file of the host.
    var mode: UInt16? { get }
}

extension ByteSource {
    var mode: UInt16? { nil }
}

/// Fills `room` with what a host has; the number of bytes, 0 at the end, a negative one to give up.
package typealias ReadHandler = (UnsafeMutableRawBufferPointer) -> Int64

/// What a caller uploads. Borrowed for the call.
package enum HostSource {
    case memory(UnsafeRawBufferPointer)
    case path(String)
    case descriptor(CInt, size: Int64?)
    case callback(ReadHandler, size: Int64?)

    func open(_ cancel: CancelToken?) throws(Failure) -> any ByteSource {
        switch self {
        case .memory(let bytes): MemorySource(bytes)
        case .path(let path): try FileSource.open(path)
        case .descriptor(let descriptor, let size): try DescriptorSource.make(descriptor, size: size, cancel)
        case .callback(let read, let size): CallbackSource(read, size: size)
        }
    }
}

final class MemorySource: ByteSource {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var size: Int64? { Int64(bytes.count) }
    var failure: Failure? { nil }
    var isRepeatable: Bool { true }

    func read(into room: UnsafeMutableRawBufferPointer) -> Int? {
        let count = min(room.count, bytes.count &- position)
        guard count > 0, let target = room.baseAddress, let start = bytes.baseAddress else { return 0 }
        target.copyMemory(from: start + position, byteCount: count)
        position &+= count
        return count
    }
}

/// A regular file of the host, as long as it was when it was opened.
final class FileSource: ByteSource {
    let size: Int64?
    let mode: UInt16?
    private let file: DescriptorSource
    private let descriptor: CInt

    private init(_ descriptor: CInt, _ status: csystem_file_status, _ path: String) {
        self.descriptor = descriptor
        size = status.size
        mode = UInt16(truncatingIfNeeded: status.mode)
        file = DescriptorSource(descriptor, CSYSTEM_CHANNEL_FILE, size: status.size, nil, name: path)
    }

    static func open(_ path: String, follows: Bool = true) throws(Failure) -> FileSource {
        var status = csystem_file_status()
        let opened = csystem_file_open(path, follows, &status)
        guard opened >= 0 else {
            let error = csystem_failed(opened)
            throw error == EINVAL ? Failure(.errHostIo, "open \(path): it is no regular file") : .hostFile("open", path, error)
        }
        return FileSource(CInt(truncatingIfNeeded: opened), status, path)
    }

    deinit { csystem_file_close(descriptor) }

    var failure: Failure? { file.failure }
    var isRepeatable: Bool { true }

    func read(into room: UnsafeMutableRawBufferPointer) -> Int? { file.read(into: room) }
}

/// A descriptor of the host's, from where it stands.
final class DescriptorSource: ByteSource {
    let size: Int64?
    private(set) var failure: Failure?
    private let descriptor: CInt
    private let kind: csystem_channel_kind
    private let cancel: CancelToken?
    private let name: String
    private var rest: Int64

    init(_ descriptor: CInt, _ kind: csystem_channel_kind, size: Int64?, _ cancel: CancelToken?, name: String) {
        self.descriptor = descriptor
        self.kind = kind
        self.size = size
        self.cancel = cancel
        self.name = name
        rest = size ?? .max
    }

    static func make(_ descriptor: CInt, size: Int64?, _ cancel: CancelToken?) throws(Failure) -> DescriptorSource {
        DescriptorSource(descriptor, try csystem_channel_kind.of(descriptor), size: size, cancel, name: "descriptor \(descriptor)")
    }

    var isRepeatable: Bool { false }

    func read(into room: UnsafeMutableRawBufferPointer) -> Int? {
        let wanted = Int(clamping: min(Int64(room.count), rest))
        guard wanted > 0, let target = room.baseAddress else { return 0 }
        let bytes = target.assumingMemoryBound(to: UInt8.self)
        while true {
            let got = csystem_channel_read(descriptor, kind, bytes, wanted)
            if got > 0 {
                rest &-= got
                return Int(clamping: got)
            }
            if got == 0 {
                // Where the size is not known this is the end.
                guard rest > 0, size != nil else { return 0 }
                failure = Failure(.errIncomplete, "\(name) ended \(rest) bytes too early")
                return nil
            }
            let error = csystem_failed(got)
            guard csystem_is_would_block(error) else {
                failure = .hostFile("read", name, error)
                return nil
            }
            csystem_channel_wait(descriptor, false, cancel?.descriptor ?? -1, (cancel?.deadline ?? .never).pollTimeout)
            if let interruption = Failure.interruption(cancel, "read \(name)") {
                failure = interruption
                return nil
            }
        }
    }
}

/// A callback of the host's.
final class CallbackSource: ByteSource {
    let size: Int64?
    private(set) var failure: Failure?
    private let fill: ReadHandler
    private var rest: Int64

    init(_ fill: @escaping ReadHandler, size: Int64?) {
        self.fill = fill
        self.size = size
        rest = size ?? .max
    }

    var isRepeatable: Bool { false }

    func read(into room: UnsafeMutableRawBufferPointer) -> Int? {
        let wanted = max(0, Int(clamping: min(Int64(room.count), rest)))
        guard wanted > 0 else { return 0 }
        let got = fill(UnsafeMutableRawBufferPointer(rebasing: room.prefix(wanted)))
        guard got >= 0 else {
            failure = Failure(.errStopped, "the read callback answered \(got)")
            return nil
        }
        guard got <= Int64(wanted) else {
            failure = .argument("read", "answered more bytes than there was room for")
            return nil
        }
        guard got > 0 || size == nil else {
            failure = Failure(.errIncomplete, "the read callback ended \(rest) bytes too early")
            return nil
        }
        rest &-= got
        return Int(clamping: got)
    }
}

extension csystem_channel_kind {
    static func of(_ descriptor: CInt) throws(Failure) -> csystem_channel_kind {
        let kind = csystem_channel_kind_of(descriptor)
        guard kind >= 0 else { throw .argument("fd", csystem_failed(kind).errorText) }
        return csystem_channel_kind(rawValue: UInt32(truncatingIfNeeded: kind))
    }

    /// Of a regular file that was just opened.
    static func ofFile(_ descriptor: CInt) -> csystem_channel_kind {
        let kind = csystem_channel_kind_of(descriptor)
        return kind < 0 ? CSYSTEM_CHANNEL_FILE : csystem_channel_kind(rawValue: UInt32(truncatingIfNeeded: kind))
    }
}

extension CInt {
    /// The C library's words for an errno.
    var errorText: String { csystem_error_text(self).map { String(cString: $0) } ?? "an unknown error" }
}

extension Failure {
    /// What a call on a file of the host came to.
    @inline(never) static func hostFile(_ what: StaticString, _ name: String, _ error: CInt) -> Failure {
        let isScarce = error == EMFILE || error == ENFILE
        let status: Status = isScarce ? .errResources : csystem_is_broken_pipe(error) ? .errBrokenPipe : .errHostIo
        return Failure(status, "\(String(what)) \(name): \(error.errorText)")
    }

    /// The cancel's word, once it has spoken.
    @inline(never) static func interruption(_ cancel: CancelToken?, _ what: String) -> Failure? {
        switch cancel?.state ?? .idle {
        case .idle: nil
        case .triggered: Failure(.errCancelled, "\(what): cancelled")
        case .deadlinePassed: Failure(.errDeadline, "\(what): the cancel's deadline passed")
        }
    }
}
