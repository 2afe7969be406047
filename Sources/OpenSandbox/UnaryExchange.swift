import HTTP

/// A unary call on the I/O thread: tried again where that is safe, as a blocking one is.
final class UnaryExchange: @unchecked Sendable {
    typealias Completion = (Result<Answer, Failure>) -> Void

    private let request: Request
    private let operation: StaticString
    private let wire: Wire
    private let isOwed: Bool
    private let deadline: Deadline
    private let completion: Completion
    private var tried = 0
    private var exchange: Exchange?
    private var isOver = false

    /// - Parameter isOwed: The client's end waits for it.
    init(_ request: Request, _ operation: StaticString, _ wire: Wire, isOwed: Bool = false, completion: @escaping Completion) {
        self.request = request
        self.operation = operation
        self.wire = wire
        self.isOwed = isOwed
        self.completion = completion
        deadline = Deadline(after: request.limits.request)
    }

    func begin(on loop: ExchangeLoop) {
        if isOwed { loop.owe() }
        attempt(loop)
    }

    private func attempt(_ loop: ExchangeLoop) {
        guard !isOver else { return }
        let collector = BodyCollector(limit: wire.config.mostOf.body)
        var request = self.request
        request.limits = request.limits.ending(by: deadline)
        exchange = loop.begin(request, Attempt(collector) { end in self.ended(end, collector, loop) }, of: wire)
    }

    private func ended(_ end: TransferEnd, _ collector: BodyCollector, _ loop: ExchangeLoop) {
        exchange = nil
        guard !isOver else { return }
        do throws(Failure) {
            settle(.success(try Answer.of(collector, end, operation, request.method)), loop)
        } catch {
            tried += 1
            let outcome = RetryPolicy.Outcome(failure: error, method: request.method, end: end, head: collector.head)
            guard request.mayRetry, let pause = wire.config.retry.pause(after: tried, outcome), Deadline(after: pause) < deadline else {
                return settle(.failure(error), loop)
            }
            wire.log(.debug, "\(String(operation)): try \(tried) failed, the next in \(pause) ms: \(error.message)")
            loop.after(pause) { self.attempt(loop) }
        }
    }

    /// The completion hears of it before this returns, unless it has heard.
    func cancel(on loop: ExchangeLoop) {
        guard !isOver else { return }
        settle(.failure(Failure(.errCancelled, "\(String(operation)): cancelled")), loop)
        exchange?.cancel()
        exchange = nil
    }

    private func settle(_ result: Result<Answer, Failure>, _ loop: ExchangeLoop) {
        isOver = true
        if isOwed { loop.settleOwed() }
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
