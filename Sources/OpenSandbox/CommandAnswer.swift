import HTTP

/// The answer to a request to run something: a stream of events, or a refusal with a body of its own.
struct CommandAnswer {
    private static let longestRefusal = 1 << 20

    private(set) var head: ResponseHead?
    /// The head's word, kept apart because every piece of the stream asks.
    private(set) var isStream = false
    private(set) var body: [UInt8] = []

    mutating func begin(_ head: ResponseHead) {
        self.head = head
        isStream = head.status == 200
    }

    /// A piece of a refusal's body.
    mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) -> Flow {
        body.append(contentsOf: bytes.prefix(max(0, Self.longestRefusal &- body.count)))
        return body.count < Self.longestRefusal ? .more : .stop
    }

    /// Why the daemon did not run it; nil where it answered with a stream, or not at all.
    func refusal(_ end: TransferEnd, _ operation: StaticString) -> Failure? {
        guard let head, !isStream else { return nil }
        if case .failed(let failure) = end, failure.kind == .cancelled || failure.kind == .deadline { return Failure(failure, operation, .post) }
        guard head.status > 299 else {
            return Failure(.errProtocol, "\(String(operation)): HTTP \(head.status) is not a stream", httpStatus: head.status, raw: body)
        }
        return ServerError(body).failure(operation, head, body)
    }
}
