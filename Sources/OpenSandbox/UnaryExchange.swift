import HTTP

/// A unary call on the I/O thread: tried again where that is safe, as a blocking one is. For that thread alone.
final class UnaryExchange: @unchecked Sendable {
    typealias Completion = (Result<Answer, Failure>) -> Void

    private let operation: StaticString
    private let method: Method
    private let wire: Wire
    private let clock: ServerClock?
    private let isOwed: Bool
    private let completion: Completion
    private var tries: Tries
    private unowned(unsafe) var loop: ExchangeLoop?
    private var exchange: Exchange?
    private var isOver = false

    /// - Parameters:
    ///   - clock: Learns the time from the answer, where that is the server's.
    ///   - isOwed: The client's end waits for it.
    init(
        _ request: Request, _ operation: StaticString, _ wire: Wire, clock: ServerClock? = nil, isOwed: Bool = false,
        completion: @escaping Completion
    ) {
        self.operation = operation
        method = request.method
        self.wire = wire
        self.clock = clock
        self.isOwed = isOwed
        self.completion = completion
        tries = Tries(request, operation, wire.config)
    }

    func begin(on loop: ExchangeLoop) {
        self.loop = loop
        if isOwed { loop.owe() }
        attempt()
    }

    private func attempt() {
        guard !isOver, let loop else { return }
        let collector = BodyCollector(limit: wire.config.mostOf.body)
        exchange = loop.begin(tries.next, Attempt(collector) { self.ended($0, collector) }, of: wire)
    }

    private func ended(_ end: TransferEnd, _ collector: BodyCollector) {
        exchange = nil
        guard !isOver else { return }
        clock?.note(collector.head)
        do throws(Failure) {
            settle(.success(try Answer.of(collector, end, operation, method)))
        } catch {
            do throws(Failure) {
                let retry = try tries.again(after: error, end, collector.head)
                if let retry { wire.log(.debug, "\(String(operation)): next try in \(retry.pause) ms, because: \(error.message)") }
                loop?.after(retry?.pause ?? 0) { self.attempt() }
            } catch {
                settle(.failure(error))
            }
        }
    }

    /// The completion hears of it before this returns, unless it has heard.
    func cancel() {
        guard !isOver else { return }
        settle(.failure(Failure(.errCancelled, "\(String(operation)): cancelled")))
        exchange?.cancel()
        exchange = nil
    }

    private func settle(_ result: Result<Answer, Failure>) {
        isOver = true
        if isOwed { loop?.settleOwed() }
        completion(result)
    }

    private final class Attempt: ExchangeDelegate {
        private let collector: BodyCollector
        private let completion: (TransferEnd) -> Void

        init(_ collector: BodyCollector, completion: @escaping (TransferEnd) -> Void) {
            self.collector = collector
            self.completion = completion
        }

        func begin(_ head: ResponseHead) -> Flow { collector.begin(head) }
        func consume(_ bytes: UnsafeBufferPointer<UInt8>) -> Flow { collector.consume(bytes) }
        func ended(_ end: TransferEnd) { completion(end) }
    }
}
