import CSystem

/// All exchanges of a client that nobody waits for, on one epoll: what the I/O thread runs. A pass costs what is ready, not what is open.
///
/// Only the I/O thread touches it.
package final class ExchangeLoop: @unchecked Sendable {
    /// Connections whose answers the server still holds open although nobody needs more of them; beyond this number the oldest is closed.
    private static let mostParked = 64
    /// The daemon holds a stream open for a second; one that takes much longer is not worth its connection. Milliseconds.
    private static let longestParked: Int64 = 5_000
    private static let mostConnections = 64
    /// Before its body comes an exchange's limits change with every step: they are looked at this often. Milliseconds.
    private static let earlyLook = Transfer.connectingLook
    /// As for a lane: a pass that brought this little per exchange, right after another one, is streams that trickle line by line.
    private static let smallRead = 4_096
    private static let gatherPause: Int32 = 1

    private enum Timer {
        /// By its easy handle: an exchange that is over is not kept for the sake of a time limit.
        case look(UnsafeMutableRawPointer)
        case task(() -> Void)
    }

    private let settings: ConnectionSettings
    private let share: ConnectionShare
    private let budget: ConnectionBudget?
    private let watch: CInt
    private var multi: UnsafeMutableRawPointer?
    private var exchanges: [UnsafeMutableRawPointer: Exchange] = [:]
    private var parked: [Exchange] = []
    /// Exchanges for which there may be no connection yet, the oldest first.
    private var queued: [Exchange] = []
    private var timers = TimerHeap<Timer>()
    /// When libcurl wants to be called without a socket being ready.
    private var curlTimer = Deadline.never
    private var owed = 0
    private var isClosing = false
    private var lastUsed = monotonicMilliseconds()

    /// Whose delegates have all they need since the last look.
    private var completed: [Exchange] = []
    private let ready = UnsafeMutablePointer<csystem_ready>.allocate(capacity: CSYSTEM_WATCH_BATCH)
    private var receivedInPass = 0
    private var lastReadAt: Int64 = 0

    /// nil when the process has no descriptor left.
    static func make(_ settings: ConnectionSettings, _ share: ConnectionShare, _ budget: ConnectionBudget?) -> ExchangeLoop? {
        let watch = csystem_watch_new()
        return watch < 0 ? nil : ExchangeLoop(settings, share, budget, watch)
    }

    private init(_ settings: ConnectionSettings, _ share: ConnectionShare, _ budget: ConnectionBudget?, _ watch: CInt) {
        self.settings = settings
        self.share = share
        self.budget = budget
        self.watch = watch
    }

    deinit {
        if let multi { curl_multi_cleanup(multi) }
        CSystem.close(watch)
        ready.deallocate()
    }

    // MARK: For delegates

    /// Begins an exchange; its delegate hears of everything that becomes of it, a failure to begin included, though never before this returns.
    @discardableResult
    package func begin(_ request: Request, _ delegate: any ExchangeDelegate) -> Exchange? {
        let relay = Exchange.Relay(delegate, self)
        guard !isClosing || owed > 0, let multi = multiHandle(),
            let transfer = Transfer.make(request, share: share, settings: settings, consumer: relay),
            budget != nil || curl_multi_add_handle(multi, transfer.easy) == CURLM_OK
        else {
            let failure = TransportFailure(
                kind: isClosing ? .cancelled : .resources, message: isClosing ? "cancelled" : "libcurl could not start a transfer",
                mayHaveBeenSent: false)
            after(0) { delegate.ended(.failed(failure)) }
            return nil
        }
        let exchange = Exchange(transfer, relay, self)
        relay.exchange = exchange
        exchanges[transfer.easy] = exchange
        if budget != nil {
            // Counted as long as it is there, and so is its connection.
            csystem_easy_set_long(transfer.easy, CURLOPT_FORBID_REUSE, 1)
            queued.append(exchange)
            admit()
        }
        look(at: exchange)
        return exchange
    }

    /// Does something later. Milliseconds.
    ///
    /// - Parameter isOwed: The client's end waits for it.
    package func after(_ milliseconds: Int64, isOwed: Bool = false, _ task: @escaping () -> Void) {
        guard isOwed else { return timers.add(Deadline(after: milliseconds), .task(task)) }
        owe()
        timers.add(Deadline(after: milliseconds), .task {
            self.settleOwed()
            task()
        })
    }

    /// The client's end waits until as many are settled as were owed.
    package func owe() { owed &+= 1 }
    package func settleOwed() { owed &-= 1 }

    /// Lets those begin for which there is a connection now.
    private func admit() {
        guard let budget, let multi, !queued.isEmpty else { return }
        let waiting = queued
        queued = []
        for exchange in waiting {
            guard mayConnect(to: exchange.transfer.request.origin, budget) else {
                queued.append(exchange)
                continue
            }
            exchange.isAdmitted = true
            curl_multi_add_handle(multi, exchange.transfer.easy)
        }
    }

    /// A connection that is only held open for politeness makes room for one that is wanted.
    private func mayConnect(to origin: Substring.UTF8View, _ budget: ConnectionBudget) -> Bool {
        while !budget.take(origin, takesLanes: false) {
            guard let oldest = parked.first else { return false }
            finish(oldest, .complete)
        }
        return true
    }

    // MARK: For exchanges

    func received(_ count: Int) { receivedInPass = receivedInPass &+ count }

    func completed(_ exchange: Exchange) { completed.append(exchange) }

    func finish(_ exchange: Exchange, _ end: TransferEnd) {
        guard exchange.state != .over else { return }
        let wasParked = exchange.state == .parked
        exchange.state = .over
        exchanges[exchange.transfer.easy] = nil
        if let multi { curl_multi_remove_handle(multi, exchange.transfer.easy) }
        if exchange.isAdmitted {
            budget?.giveBack(Array(exchange.transfer.request.origin))
        } else if budget != nil {
            queued = queued.filter { $0 !== exchange }
        }
        if wasParked { parked = parked.filter { $0 !== exchange } }
        exchange.tell(end)
    }

    func park(_ exchange: Exchange) {
        exchange.state = .parked
        exchange.transfer.dropConsumer()
        if exchange.transfer.isPaused { exchange.transfer.resume() }
        parked.append(exchange)
        if parked.count > Self.mostParked, let oldest = parked.first { finish(oldest, .complete) }
        schedule(exchange, Deadline(after: Self.longestParked))
    }

    /// Looks at its time limits, and settles when to do so again.
    func look(at exchange: Exchange) {
        guard exchange.state == .running else { return }
        if let failure = exchange.transfer.expired() { return finish(exchange, .failed(failure)) }
        if exchange.transfer.isConnecting { exchange.transfer.nudge() }
        let deadline = exchange.transfer.deadline
        schedule(exchange, exchange.transfer.isInBody ? deadline : min(deadline, Deadline(after: Self.earlyLook)))
    }

    private func schedule(_ exchange: Exchange, _ when: Deadline) {
        exchange.nextLook = when
        // An entry that comes sooner adds the later one when its time has come: each exchange has one that counts.
        guard when < exchange.entry else { return }
        exchange.entry = when
        timers.add(when, .look(exchange.transfer.easy))
    }

    // MARK: The loop

    /// One pass: waits for something to do, does it, and looks at the clock.
    func pass(wake: CInt, _ tasks: () -> Void) {
        let count = max(0, Int(clamping: csystem_watch_wait(watch, ready, waitTime)))
        receivedInPass = 0
        for index in 0..<count where ready[index].descriptor != wake {
            let this = ready[index]
            let mask = (this.readable ? CURL_CSELECT_IN : 0) | (this.writable ? CURL_CSELECT_OUT : 0) | (this.failed ? CURL_CSELECT_ERR : 0)
            act(this.descriptor, mask)
        }
        tasks()
        admit()
        if curlTimer.hasPassed {
            curlTimer = .never
            act(CURL_SOCKET_TIMEOUT, 0)
        }
        settleEnds()
        runTimers()
        dropIdleConnections()
        gather(count, wake)
    }

    func watchWake(_ descriptor: CInt) -> Bool { csystem_watch_set(watch, descriptor, true, false) == 0 }

    /// Whether nothing is left that the end has to wait for.
    var mayEnd: Bool { isClosing && owed == 0 }

    func close() { isClosing = true }

    /// Lets go of everything.
    func end() {
        for exchange in exchanges.values { finish(exchange, .failed(exchange.transfer.failure(.cancelled, "cancelled"))) }
        // What those had to say may have left tasks; nobody is there any more for whom they would be done.
        runTimers()
        timers = TimerHeap()
    }

    private var waitTime: Int32 {
        var soonest = min(timers.soonest, curlTimer)
        if exchanges.isEmpty, multi != nil { soonest = min(soonest, Deadline(after: settings.idleAge, from: lastUsed)) }
        return soonest.pollTimeout
    }

    private func act(_ socket: curl_socket_t, _ mask: CInt) {
        guard let multi else { return }
        var running: CInt = 0
        curl_multi_socket_action(multi, socket, mask, &running)
    }

    private func settleEnds() {
        var early: [Exchange] = []
        swap(&early, &completed)
        for exchange in early where exchange.state == .running {
            exchange.tell(.complete)
            park(exchange)
        }
        guard let multi else { return }
        var code = CURLE_OK
        while let easy = csystem_multi_next_done(multi, &code) {
            guard let exchange = exchanges[easy] else { continue }
            lastUsed = monotonicMilliseconds()
            finish(exchange, exchange.transfer.end(code))
        }
    }

    private func runTimers() {
        let now = Deadline(at: monotonicMilliseconds())
        while let (due, timer) = timers.next(at: now) {
            switch timer {
            case .task(let task): task()
            case .look(let easy):
                guard let exchange = exchanges[easy], exchange.entry == due else { continue }
                exchange.entry = .never
                if due < exchange.nextLook {
                    schedule(exchange, exchange.nextLook)
                } else if exchange.state == .parked {
                    finish(exchange, .complete)
                } else {
                    look(at: exchange)
                }
            }
        }
    }

    /// Servers and proxies drop connections that nobody uses; so do we, before a request is lost on one.
    private func dropIdleConnections() {
        guard let multi, exchanges.isEmpty else { return }
        guard monotonicMilliseconds() &- lastUsed >= settings.idleAge else { return }
        self.multi = nil
        curl_multi_cleanup(multi)
        curlTimer = .never
    }

    /// Waiting a moment while streams trickle lets a dozen lines come in one read.
    private func gather(_ count: Int, _ wake: CInt) {
        guard receivedInPass > 0 else { return }
        let now = csystem_monotonic_microseconds()
        let isBusy = receivedInPass < Self.smallRead &* max(count, 1) && now &- lastReadAt < 1_500
        lastReadAt = now
        guard isBusy else { return }
        csystem_wait_readable(wake, Self.gatherPause)
        lastReadAt = csystem_monotonic_microseconds()
    }

    // MARK: libcurl's wishes

    private func multiHandle() -> UnsafeMutableRawPointer? {
        if let multi { return multi }
        guard let made = curl_multi_init() else { return nil }
        csystem_multi_set_long(made, CURLMOPT_MAXCONNECTS, Self.mostConnections)
        let context = Unmanaged.passUnretained(self).toOpaque()
        csystem_multi_on_events(made, { _, socket, what, context, _ in
            ExchangeLoop.from(context)?.watch(socket, what)
            return 0
        }, { _, milliseconds, context in
            ExchangeLoop.from(context)?.curlTimer = Deadline(after: Int64(clamping: milliseconds))
            return 0
        }, context)
        multi = made
        return made
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> ExchangeLoop? {
        context.map { Unmanaged<ExchangeLoop>.fromOpaque($0).takeUnretainedValue() }
    }

    private func watch(_ socket: curl_socket_t, _ what: CInt) {
        if what == CURL_POLL_REMOVE {
            csystem_watch_remove(watch, socket)
        } else {
            csystem_watch_set(watch, socket, what & CURL_POLL_IN != 0, what & CURL_POLL_OUT != 0)
        }
    }
}
