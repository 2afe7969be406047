import HTTP

/// A unary call on the I/O thread.
final class UnaryExchange: ExchangeDelegate {
    typealias Completion = (Result<Answer, Failure>) -> Void

    private let collector = BodyCollector(limit: Answer.largestBody)
    private let operation: StaticString
    private let method: Method
    private let clock: ServerClock?
    private let completion: Completion

    /// - Parameter clock: Learns the time from the answer, where that is the server's.
    init(_ operation: StaticString, _ method: Method, clock: ServerClock? = nil, completion: @escaping Completion) {
        self.operation = operation
        self.method = method
        self.clock = clock
        self.completion = completion
    }

    func begin(_ head: ResponseHead) -> Flow { collector.begin(head) }

    func consume(_ bytes: UnsafeBufferPointer<UInt8>) -> Flow { collector.consume(bytes) }

    func ended(_ end: TransferEnd) {
        clock?.note(collector.head)
        do throws(Failure) {
            completion(.success(try Answer.of(collector, end, operation, method)))
        } catch {
            completion(.failure(error))
        }
    }
}
