import HTTP

/// Remembers the head of an answer that goes to somebody else, for one line of the log at its end.
final class LoggedExchange: ExchangeDelegate {
    private let request: Request
    private let wire: Wire
    private let consumer: any ResponseConsumer
    private let delegate: (any ExchangeDelegate)?
    private let startedAt = monotonicMilliseconds()
    private var head: ResponseHead?
    private var isLogged = false

    /// On a lane: whoever drives it calls `log` when it has ended.
    init(_ request: Request, _ wire: Wire, consumer: any ResponseConsumer) {
        self.request = request
        self.wire = wire
        self.consumer = consumer
        delegate = nil
    }

    /// On the I/O thread.
    init(_ request: Request, _ wire: Wire, delegate: any ExchangeDelegate) {
        self.request = request
        self.wire = wire
        consumer = delegate
        self.delegate = delegate
    }

    /// An exchange whose delegate had all it needed hears of no end.
    deinit { if !isLogged { log(.complete) } }

    func begin(_ head: ResponseHead) -> Flow {
        self.head = head
        return consumer.begin(head)
    }

    func consume(_ bytes: UnsafeBufferPointer<UInt8>) -> Flow { consumer.consume(bytes) }

    func ended(_ end: TransferEnd) {
        log(end)
        delegate?.ended(end)
    }

    func log(_ end: TransferEnd) {
        isLogged = true
        var line = "\(String(request.method.name)) \(request.url)"
        if let head {
            line += " \(head.status)"
            if let id = head["x-request-id"] { line += " request-id \(id)" }
        }
        if case .failed(let failure) = end { line += " failed: \(failure.message)" }
        wire.config.log?(.debug, line + " \(monotonicMilliseconds() &- startedAt) ms")
    }
}

extension ExchangeLoop {
    /// Begins an exchange that is logged where the config asks for it.
    @discardableResult
    func begin(_ request: Request, _ delegate: any ExchangeDelegate, of wire: Wire) -> Exchange? {
        begin(request, wire.logsRequests ? LoggedExchange(request, wire, delegate: delegate) : delegate)
    }
}
