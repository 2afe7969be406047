import HTTP
import JSON

/// The stream of a command that the daemon runs in the foreground. The I/O thread puts its bytes in here; whoever reads the events takes
/// them apart. When the reader lags, the transfer is paused.
final class StreamSource: EventSource, ExchangeDelegate, @unchecked Sendable {
    /// Of emptied buffers this much is kept, lest a thousand idle streams hold what each once needed.
    private static let keptBuffer = 4_096

    private let plan: RunPlan
    private let wire: Wire
    private let daemon: DaemonAddress
    private let thread: IOThread

    private let lock = Lock()
    // Guarded by the lock.
    private var waiting = EventBuffer()
    private var isPaused = false
    private var answer = CommandAnswer()
    private var end: TransferEnd?
    private var refusal: Failure?
    private var foundID: Text?
    private var isCancelled = false
    /// How long the transfer was paused, in milliseconds.
    private var pausedFor: Int64 = 0
    private var verdict: Conclusion?

    // The I/O thread's.
    private unowned(unsafe) var loop: ExchangeLoop?
    private var channel: EventChannel?
    private var endpointWait: EndpointWait?
    private var exchange: Exchange?
    private var endpoint: Endpoint?
    private var idFinder: ExecutionIDFinder? = ExecutionIDFinder()
    private var pausedAt: Int64?

    // The reader's.
    private let reader: CommandReader
    private var current = EventBuffer()
    private var offset = 0

    init(_ plan: RunPlan, in sandbox: Sandbox) {
        self.plan = plan
        wire = sandbox.client.wire
        daemon = sandbox.daemon
        thread = sandbox.client.thread
        reader = CommandReader(plan.options, plan.operation, longestEvent: wire.config.mostOf.event)
    }

    var id: Text? { lock.withLock { foundID } }
    var conclusion: Conclusion? { lock.withLock { verdict } }

    // MARK: On the I/O thread

    func launch(_ channel: EventChannel) throws(Failure) {
        guard thread.post({ self.start($0, channel) }) else { throw Failure(.errResources, "start command: the I/O thread could not be started") }
    }

    private func start(_ loop: ExchangeLoop, _ channel: EventChannel) {
        self.loop = loop
        self.channel = channel
        guard !lock.withLock({ isCancelled }) else {
            return fail(Failure(.errCancelled, "\(String(plan.operation)): cancelled"))
        }
        if let known = daemon.endpoint { return request(known, loop) }
        endpointWait = loop.lookUp(daemon, wire, thread, plan.deadline) { found in
            self.endpointWait = nil
            switch found {
            case .success(let endpoint): self.request(endpoint, loop)
            case .failure(let failure): self.fail(failure)
            }
        }
    }

    private func request(_ endpoint: Endpoint, _ loop: ExchangeLoop) {
        self.endpoint = endpoint
        exchange = loop.begin(plan.request(endpoint, daemon, wire), self, of: wire)
    }

    func begin(_ head: ResponseHead) -> Flow {
        lock.withLock { answer.begin(head) }
        return .more
    }

    func consume(_ bytes: UnsafeBufferPointer<UInt8>) -> Flow {
        let (flow, isFirst) = lock.withLock { () -> (Flow, Bool) in
            guard answer.isStream else { return (answer.take(bytes), false) }
            let isFirst = waiting.count == 0
            guard isFirst || bytes.count <= plan.options.bufferLimit &- waiting.count else {
                isPaused = true
                return (.pause, false)
            }
            guard waiting.append(bytes) else {
                refusal = Failure(.errResources, "\(String(plan.operation)): no memory for the stream")
                return (.stop, false)
            }
            return (.more, isFirst)
        }
        if flow == .pause { pausedAt = monotonicMilliseconds() }
        if flow == .more { findID(bytes) }
        if isFirst { channel?.notify() }
        return flow
    }

    /// The first event has it, whenever the reader gets to that.
    private func findID(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let finder = idFinder, finder.feed(bytes) else { return }
        idFinder = nil
        lock.withLock { foundID = finder.id }
    }

    func ended(_ end: TransferEnd) {
        exchange = nil
        if let loop, let endpoint, plan.isRefusedAsVector(answer, daemon) {
            lock.withLock { answer = CommandAnswer() }
            return request(endpoint, loop)
        }
        settle(end)
    }

    private func fail(_ failure: Failure) {
        lock.withLock { refusal = failure }
        settle(.stopped)
    }

    private func settle(_ end: TransferEnd) {
        notePause()
        lock.withLock { self.end = end }
        idFinder = nil
        channel?.notify()
        channel = nil
    }

    private func notePause() {
        guard let since = pausedAt else { return }
        pausedAt = nil
        lock.withLock { pausedFor = pausedFor &+ max(1, monotonicMilliseconds() &- since) }
    }

    private func resume() {
        notePause()
        exchange?.resume()
    }

    /// The reader needs no more of the stream.
    private func leave(hasEnded: Bool) {
        if hasEnded { exchange?.complete() } else { closeStream() }
        exchange = nil
        idFinder = nil
        channel = nil
    }

    private func closeStream() {
        endpointWait?.cancel()
        guard let exchange, let loop else { return }
        exchange.cancel()
        if let endpoint, endpoint.isThroughServer, plan.session == nil, let id { loop.stop(id, endpoint, of: wire) }
    }

    func cancel() {
        let isFirst = lock.withLock {
            let isFirst = !isCancelled
            isCancelled = true
            return isFirst
        }
        if isFirst { _ = thread.post { _ in self.closeStream() } }
    }

    // MARK: On the reader's thread

    func read(to reading: inout Reading) -> Bool {
        switch reading {
        case .events(var collector): return read(to: &collector)
        case .handlers(var receiver): return read(to: &receiver)
        }
    }

    /// One buffer's worth at the most.
    private func read(to receiver: inout some EventReceiver) -> Bool {
        if offset == current.count { takeWaiting() }
        if offset < current.count {
            let rest = UnsafeBufferPointer(rebasing: current.bytes.dropFirst(max(0, offset)))
            offset = offset &+ reader.feed(rest, to: &receiver)
            guard reader.isOver else { return true }
            leaveStream()
            return false
        }
        let (end, isAll) = lock.withLock { (self.end, waiting.count == 0) }
        guard let end else { return !isAll }
        guard isAll else { return true }
        if case .finished = end, answer.isStream, !reader.finish(to: &receiver) { return true }
        conclude(end)
        return false
    }

    func stop(_ value: Int32) {
        guard conclusion == nil else { return }
        reader.stop(value)
        leaveStream()
    }

    /// What the stream still brings does not matter.
    private func leaveStream() {
        let hasEnded = reader.hasEnded
        _ = thread.post { _ in self.leave(hasEnded: hasEnded) }
        conclude(.complete)
    }

    private func takeWaiting() {
        current.clear(keeping: Self.keptBuffer)
        offset = 0
        let wasPaused = lock.withLock {
            swap(&current, &waiting)
            let wasPaused = isPaused
            isPaused = false
            return wasPaused
        }
        if wasPaused { _ = thread.post { _ in self.resume() } }
    }

    private func conclude(_ end: TransferEnd) {
        let (refusal, pausedFor) = lock.withLock { (self.refusal, self.pausedFor) }
        let verdict: Conclusion
        do throws(Failure) {
            if let refusal, reader.executionID == nil { throw refusal }
            verdict = .ended(try reader.result(answer, end, pausedFor: pausedFor))
        } catch {
            verdict = .failed(plan.refined(error))
        }
        current = EventBuffer()
        offset = 0
        lock.withLock {
            waiting = EventBuffer()
            self.verdict = verdict
        }
    }
}

/// Finds the execution's id at the beginning of a stream.
final class ExecutionIDFinder {
    private var framer = EventFramer(maximumFrame: 64 << 10)
    private(set) var id: Text?

    /// True when it is known, or cannot be.
    func feed(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let decoder = EventDecoder()
        let fed = framer.feed(bytes) { frame in
            do throws(JSONError) {
                if try decoder.decode(frame) == .initialized { id = CommandReader.id(decoder) }
            } catch {}
            return false
        }
        return fed != .consumed
    }
}
