import HTTP
import JSON

/// One file brought to a sink, through as many connections as it takes.
final class FileDownload: ResponseConsumer {
    /// A directory is announced with this length, and then not sent (measured on execd at 3bb6fad3).
    private static let lengthOfDirectories = Int64.max
    private static let longestRefusal = 64 << 10

    private let sink: any ByteSink
    private let operation: StaticString
    private let range: FileRange
    private let progressHandler: ProgressHandler?

    /// What the sink has.
    private(set) var done: Int64 = 0
    /// What it shall have, once that is known.
    private(set) var wanted: Int64?
    /// The whole file's size, once that is known.
    private(set) var size: Int64?

    private var head: ResponseHead?
    /// When the file was last changed, and when the first answer began: what its head said, in milliseconds since 1970.
    private(set) var modifiedAt: Int64?
    private(set) var begunAt: Int64?
    private var refusal: [UInt8] = []
    /// Bytes of an answer that come before those that are wanted.
    private var skip: Int64 = 0
    /// Why it cannot go on, whatever the connection does.
    private(set) var failure: Failure?

    init(_ sink: any ByteSink, _ operation: StaticString, _ options: FileOptions) {
        self.sink = sink
        self.operation = operation
        range = options.range ?? FileRange(offset: 0, length: nil)
        progressHandler = options.onProgress
    }

    /// What the daemon said of the file's size before.
    func expect(size: Int64) {
        if self.size == nil { settle(size: size) }
    }

    /// The header that asks for what is missing.
    var rangeHeader: String? { range.header(after: done) }

    var isComplete: Bool { wanted.map { done >= $0 } ?? false }

    /// The next answer is the first one.
    func forget() {
        done = 0
        wanted = nil
        size = nil
        begunAt = nil
        modifiedAt = nil
    }

    private func settle(size: Int64) {
        self.size = size
        let there = max(0, size &- range.offset)
        wanted = min(range.length ?? there, there)
    }

    // MARK: ResponseConsumer

    func begin(_ head: ResponseHead) -> Flow {
        self.head = head
        refusal = []
        skip = 0
        let length = head.contentLength
        if done == 0 {
            modifiedAt = head["last-modified"].flatMap(Instant.ofHeader)
            begunAt = head["date"].flatMap(Instant.ofHeader)
        }
        switch head.status {
        case 200:
            guard length != Self.lengthOfDirectories else {
                return fail(Failure(.errConflict, "\(String(operation)): it is a directory", httpStatus: 200))
            }
            skip = range.offset.addingReportingOverflow(done).partialValue
            if let length, length >= 0 { return agree(size: length) }
            return .more
        case 206:
            guard let part = ContentRange(head["content-range"] ?? ""), part.start == range.offset &+ done else {
                return fail(protocolError("the answer is not the part of the file that was asked for"))
            }
            return part.size.map { agree(size: $0) } ?? .more
        case 300...: return .more
        default: return fail(protocolError("HTTP \(head.status) is no file"))
        }
    }

    /// Of several answers for one file each tells the same size.
    private func agree(size: Int64) -> Flow {
        if let known = self.size, known != size, done > 0 {
            return fail(Failure(.errFileChanged, "\(String(operation)): the file had \(known) bytes when this began and has \(size) now"))
        }
        settle(size: size)
        return .more
    }

    func consume(_ bytes: UnsafeBufferPointer<UInt8>) -> Flow {
        guard let head, head.status == 200 || head.status == 206 else {
            refusal.append(contentsOf: bytes.prefix(max(0, Self.longestRefusal &- refusal.count)))
            return refusal.count < Self.longestRefusal ? .more : .stop
        }
        var bytes = bytes
        if skip > 0 {
            let dropped = max(0, Int(clamping: min(Int64(bytes.count), skip)))
            skip &-= Int64(dropped)
            bytes = UnsafeBufferPointer(rebasing: bytes.dropFirst(dropped))
        }
        let rest = wanted.map { $0 &- done } ?? range.length.map { $0 &- done } ?? .max
        if Int64(bytes.count) > rest { bytes = UnsafeBufferPointer(rebasing: bytes.prefix(max(0, Int(clamping: rest)))) }
        if !bytes.isEmpty {
            guard sink.write(bytes) else { return fail(sink.failure ?? Failure(.errHostIo, "\(String(operation)): a sink failed")) }
            done &+= Int64(bytes.count)
            if let stop = told() { return fail(stop) }
        }
        // What a server that knows no ranges sends beyond the end is not waited for.
        return Int64(bytes.count) == rest && head.status == 200 && range.length != nil ? .stop : .more
    }

    private func told() -> Failure? {
        guard let progressHandler else { return nil }
        let value = progressHandler(UInt64(max(0, done)), wanted ?? -1)
        return value == 0 ? nil : Failure(.errStopped, "the progress callback answered \(value)")
    }

    /// The last word, when all is there.
    func finish() { _ = progressHandler?(UInt64(max(0, done)), done) }

    private func fail(_ failure: Failure) -> Flow {
        self.failure = failure
        return .stop
    }

    private func protocolError(_ problem: String) -> Failure {
        Failure(.errProtocol, "\(String(operation)): \(problem)", httpStatus: head?.status ?? 0)
    }

    // MARK: The end of one connection

    enum Outcome {
        case complete
        /// The connection did not bring it all.
        case cut(Failure)
    }

    func outcome(_ end: TransferEnd) throws(Failure) -> Outcome {
        if let failure { throw failure }
        if case .failed(let cause) = end {
            let failure = Failure(cause, operation, .get)
            switch cause.kind {
            case .lost, .connect, .firstByteTimeout, .idleTimeout, .connectTimeout: return .cut(failure)
            default: throw failure
            }
        }
        guard let head else { throw protocolError("no answer") }
        if head.status == 416, let size = ContentRange.size(ofUnsatisfied: head["content-range"] ?? ""), size <= range.offset &+ done {
            settle(size: size)
            return .complete
        }
        guard head.status == 200 || head.status == 206 else {
            let failure = ServerError(refusal).failure(operation, head, refusal)
            // On the way, not by the daemon.
            if head.status == 502 || head.status == 503 || head.status == 504 { return .cut(failure) }
            throw failure
        }
        // A proxy may end its answer as if all were well although the daemon's connection broke.
        if let wanted, done < wanted {
            return .cut(Failure(.errIncomplete, "\(String(operation)): the answer ended after \(done) of \(wanted) bytes", isRetryable: true))
        }
        return .complete
    }
}

/// RFC 9110, 14.4: "bytes 6-10/24".
struct ContentRange {
    let start: Int64
    /// nil where it is not told.
    let size: Int64?

    init?(_ text: String) {
        var words = Words(text)
        guard words.skip("bytes "), let start = words.number(), words.skip("-"), words.number() != nil, words.skip("/") else { return nil }
        self.start = start
        size = words.number()
        guard words.isAtEnd || (size == nil && words.skip("*") && words.isAtEnd) else { return nil }
    }

    /// From "bytes */24".
    static func size(ofUnsatisfied text: String) -> Int64? {
        var words = Words(text)
        guard words.skip("bytes */"), let size = words.number(), words.isAtEnd else { return nil }
        return size
    }

    private struct Words {
        private var rest: ArraySlice<UInt8>

        init(_ text: String) { rest = Array(text.utf8)[...] }

        var isAtEnd: Bool { rest.isEmpty }

        mutating func skip(_ word: StaticString) -> Bool {
            let isThere = word.withUTF8Buffer { rest.starts(with: $0) }
            if isThere { rest = rest.dropFirst(word.utf8CodeUnitCount) }
            return isThere
        }

        /// Decimal digits; nil where there are none, or too many.
        mutating func number() -> Int64? {
            guard let first = rest.first, Self.isDigit(first) else { return nil }
            var value: Int64 = 0
            while let byte = rest.first, Self.isDigit(byte) {
                let (tens, isLarge) = value.multipliedReportingOverflow(by: 10)
                let (sum, isLarger) = tens.addingReportingOverflow(Int64(truncatingIfNeeded: byte &- UInt8(ascii: "0")))
                if isLarge || isLarger { return nil }
                value = sum
                rest = rest.dropFirst()
            }
            return value
        }

        private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    }
}
