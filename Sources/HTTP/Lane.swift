import CSystem

/// A multi handle with the connections it keeps, driven by one calling thread at a time.
final class Lane: @unchecked Sendable {
    /// Less than this in one pass, right after another pass, is a stream that trickles line by line.
    private static let smallRead = 4096
    /// Waiting this long between such passes lets a dozen lines come in one read. Milliseconds.
    private static let gatherPause: Int32 = 1
    private static let mostConnections = 64

    private let multi: UnsafeMutableRawPointer
    private let budgetShare: BudgetShare?
    private var origins: [Substring.UTF8View] = []
    /// A transfer whose consumer has all it needs while the server still holds its answer open.
    private var parked: Transfer?
    private(set) var lastUsed = monotonicMilliseconds()

    /// nil when libcurl has no memory or descriptor for it.
    static func make(_ share: BudgetShare?) -> Lane? { curl_multi_init().map { Lane($0, share) } }

    /// A connection that may be made, given back when the lane is closed.
    struct BudgetShare {
        let budget: ConnectionBudget
        let origin: [UInt8]
    }

    private init(_ multi: UnsafeMutableRawPointer, _ share: BudgetShare?) {
        self.multi = multi
        budgetShare = share
        csystem_multi_set_long(multi, CURLMOPT_MAXCONNECTS, Self.mostConnections)
        // A transfer that wants a fresh connection gives up the kept one then.
        if share != nil { csystem_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, 1) }
    }

    deinit {
        if let parked { curl_multi_remove_handle(multi, parked.easy) }
        curl_multi_cleanup(multi)
        if let budgetShare { budgetShare.budget.giveBack(budgetShare.origin) }
    }

    var isParked: Bool { parked != nil }

    func knows(_ origin: Substring.UTF8View) -> Bool {
        for known in origins where known.elementsEqual(origin) { return true }
        return false
    }

    /// Drives a transfer to its end on this thread. One that is complete early stays behind, parked.
    func run(_ transfer: Transfer, cancel: CancelToken?) -> TransferEnd {
        defer { lastUsed = monotonicMilliseconds() }
        guard curl_multi_add_handle(multi, transfer.easy) == CURLM_OK else {
            return .failed(transfer.failure(.resources, "libcurl took no more transfers"))
        }
        var end = drive(transfer, cancel)
        while let code = done, transfer.beginsAgain(after: code) {
            curl_multi_remove_handle(multi, transfer.easy)
            done = nil
            guard curl_multi_add_handle(multi, transfer.easy) == CURLM_OK else {
                return .failed(transfer.failure(.resources, "libcurl took no more transfers"))
            }
            end = drive(transfer, cancel)
        }
        if case .complete = end, transfer.isComplete, case .none = done {
            transfer.dropConsumer()
            parked = transfer
        } else {
            curl_multi_remove_handle(multi, transfer.easy)
        }
        done = nil
        remember(transfer.request.origin)
        return end
    }

    /// Looks, without waiting, whether the parked transfer has ended; false when it still goes on.
    func settle() -> Bool {
        guard let parked else { return true }
        guard perform(parked) != nil else { return false }
        curl_multi_remove_handle(multi, parked.easy)
        self.parked = nil
        done = nil
        lastUsed = monotonicMilliseconds()
        return true
    }

    /// libcurl's verdict on the transfer in this lane, once there is one.
    private var done: CURLcode?

    private func drive(_ transfer: Transfer, _ cancel: CancelToken?) -> TransferEnd {
        // Now, because over a kept connection the first pass sends the request.
        if let end = interruption(transfer, cancel) { return end }
        // Long ago; subtracting the least integer would overflow into "just now", and every answer's first part would be napped upon.
        var lastReadAt: Int64 = 0
        while true {
            let before = transfer.received
            if let end = perform(transfer) { return end }
            if transfer.isComplete { return .complete }
            if let end = interruption(transfer, cancel) { return end }

            let count = transfer.received &- before
            if count > 0 {
                let now = csystem_monotonic_microseconds()
                let isBusy = count < Self.smallRead && !transfer.request.isBulk && now &- lastReadAt < 1_500
                lastReadAt = now
                if isBusy {
                    csystem_wait_readable(cancel?.descriptor ?? -1, Self.gatherPause)
                    lastReadAt = csystem_monotonic_microseconds()
                    continue
                }
            }
            guard wait(transfer, cancel) else { return .failed(transfer.failure(.resources, "waiting for the connection failed")) }
        }
    }

    /// One pass over what libcurl has to do; the end when the transfer has come to one.
    private func perform(_ transfer: Transfer) -> TransferEnd? {
        let before = transfer.received
        var running: CInt = 0
        let status: CURLMcode
        if transfer.writesTLS {
            var guarded = csystem_signal_guard()
            csystem_signal_guard_begin(&guarded)
            status = curl_multi_perform(multi, &running)
            csystem_signal_guard_end(&guarded)
        } else {
            status = curl_multi_perform(multi, &running)
        }
        if transfer.received != before { transfer.heard() }
        guard status == CURLM_OK else { return .failed(transfer.failure(.resources, String(cString: curl_multi_strerror(status)))) }
        var code = CURLE_OK
        guard csystem_multi_next_done(multi, &code) != nil else { return nil }
        done = code
        return transfer.end(code)
    }

    private func interruption(_ transfer: Transfer, _ cancel: CancelToken?) -> TransferEnd? {
        switch cancel?.state ?? .idle {
        case .triggered: .failed(transfer.failure(.cancelled, "cancelled"))
        case .deadlinePassed: .failed(transfer.failure(.deadline, "the cancel's deadline passed"))
        case .idle: transfer.expired().map { .failed($0) }
        }
    }

    private func wait(_ transfer: Transfer, _ cancel: CancelToken?) -> Bool {
        var until = min(transfer.deadline, cancel?.deadline ?? .never)
        if transfer.isConnecting { until = min(until, Deadline(after: Transfer.connectingLook)) }
        // libcurl shortens this to its own timers.
        let timeout = until.remaining.map { Int32(clamping: $0) } ?? 60_000
        var extra = curl_waitfd(fd: cancel?.descriptor ?? -1, events: Int16(CURL_WAIT_POLLIN), revents: 0)
        return curl_multi_poll(multi, &extra, cancel == nil ? 0 : 1, timeout, nil) == CURLM_OK
    }

    private func remember(_ origin: Substring.UTF8View) {
        guard !knows(origin) else { return }
        if origins.count >= Self.mostConnections { origins.removeFirst() }
        origins.append(origin)
    }
}
