/// Whoever an exchange on the I/O thread is for. Everything is called on that thread.
package protocol ExchangeDelegate: ResponseConsumer {
    /// The exchange is over; nothing comes after this. From here a further exchange may be begun.
    func ended(_ end: TransferEnd)
}

/// One exchange on the I/O thread. Its methods are for that thread alone, and not for use inside `begin` and `consume`, which
/// libcurl calls: what those want, they answer.
package final class Exchange: @unchecked Sendable {
    enum State { case running, parked, over }

    let transfer: Transfer
    private let relay: Relay
    private unowned(unsafe) let loop: ExchangeLoop
    var state = State.running
    /// Has taken its part of a limited number of connections.
    var isAdmitted = false
    /// When the loop looks at its time limits next.
    var nextLook = Deadline.never
    /// The entry among the loop's timers that counts; others are stale.
    var entry = Deadline.never

    init(_ transfer: Transfer, _ relay: Relay, _ loop: ExchangeLoop) {
        self.transfer = transfer
        self.relay = relay
        self.loop = loop
    }

    /// Closes its connection. The delegate hears `cancelled` before this returns, unless the exchange is over.
    package func cancel() {
        loop.finish(self, .failed(transfer.failure(.cancelled, "cancelled")))
    }

    /// Takes up a body that the delegate paused.
    package func resume() {
        guard state == .running, transfer.isPaused else { return }
        transfer.resume()
        loop.look(at: self)
    }

    /// The delegate has all it needs, and hears no more. The rest of the answer is read and dropped, so that the connection can be
    /// used again.
    package func complete() {
        guard state == .running else { return }
        relay.delegate = nil
        loop.park(self)
    }

    func tell(_ end: TransferEnd) {
        let delegate = relay.delegate
        relay.delegate = nil
        delegate?.ended(end)
    }

    /// Hands on what libcurl brings, as long as there is somebody to take it.
    final class Relay: ResponseConsumer {
        var delegate: (any ExchangeDelegate)?
        /// Set as soon as there is one; libcurl calls only after that.
        unowned(unsafe) var exchange: Exchange?
        private unowned(unsafe) let loop: ExchangeLoop

        init(_ delegate: any ExchangeDelegate, _ loop: ExchangeLoop) {
            self.delegate = delegate
            self.loop = loop
        }

        package func begin(_ head: ResponseHead) -> Flow { noting(delegate?.begin(head) ?? .complete) }

        package func consume(_ bytes: UnsafeBufferPointer<UInt8>) -> Flow {
            guard let delegate else { return .complete }
            let flow = delegate.consume(bytes)
            if flow != .pause {
                loop.received(bytes.count)
                exchange?.transfer.heard()
            }
            return noting(flow)
        }

        private func noting(_ flow: Flow) -> Flow {
            if flow == .complete, delegate != nil, let exchange { loop.completed(exchange) }
            return flow
        }
    }
}
