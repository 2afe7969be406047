import HTTP
import JSON

/// The stream of a command that the daemon runs in the foreground. The I/O thread puts its bytes in here; whoever reads the events takes
/// them apart. When the reader lags, the transfer is paused.
final class StreamSource: EventSource, ExchangeDelegate, @unchecked Sendable {
    /// Of emptied buffers this much is kept, lest a thousand idle streams hold what each once needed.
    private static let keptBuffer = 4_096

    private let plan: RunPlan
    private let wire: Wire
    private let sandbox: Text
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
    private var verdict: Conclusion?

    // The I/O thread's.
    private unowned(unsafe) var loop: ExchangeLoop?
    private var channel: EventChannel?
    private var exchange: Exchange?
    private var lookUp: UnaryExchange?
    private var endpoint: Endpoint?
    private var idFinder: ExecutionIDFinder? = ExecutionIDFinder()
    private var pausedAt: Int64?
    private var pausedFor: Int64 = 0

    // The reader's.
    private let reader: CommandReader
    private var current = EventBuffer()
    private var offset = 0

    init(_ plan: RunPlan, in sandbox: Sandbox) {
        self.plan = plan
        wire = sandbox.client.wire
        self.sandbox = sandbox.id
        daemon = sandbox.daemon
        thread = sandbox.client.thread
        reader = CommandReader(plan.options, plan.operation, longestEvent: wire.config.mostOf.event)
    }

    var id: Text? { lock.withLock { foundID } }
    var conclusion: Conclusion? { lock.withLock { verdict } }

    // MARK: On the I/O thread

    func launch(_ channel: EventChannel) throws(Failure) {
        self.channel = channel
        guard thread.post({ self.start($0) }) else { throw Failure(.errResources, "start command: the I/O thread could not be started") }
    }

    private func start(_ loop: ExchangeLoop) {
        self.loop = loop
        guard !lock.withLock({ isCancelled }) else {
            return fail(Failure(.errCancelled, "\(String(plan.operation)): cancelled"))
        }
        if let known = daemon.endpoint { return request(known, loop) }
        lookUp = loop.lookUp(sandbox, daemon, wire, plan.deadline) { found in
            self.lookUp = nil
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
        lock.withLock { self.end = explained(end) }
        idFinder = nil
        channel?.notify()
        channel = nil
    }

    /// A stream that was paused and then broke may have been given up because nobody took its output.
    private func explained(_ end: TransferEnd) -> TransferEnd {
        if let pausedAt { pausedFor = pausedFor &+ monotonicMilliseconds() &- pausedAt }
        guard pausedFor > 0, case .failed(let failure) = end, failure.kind == .lost else { return end }
        return .failed(failure.adding("; it had been paused for \(pausedFor) ms because its events were not taken"))
    }

    private func resume() {
        if let pausedAt { pausedFor = pausedFor &+ monotonicMilliseconds() &- pausedAt }
        pausedAt = nil
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
        guard let loop else { return }
        lookUp?.cancel(on: loop)
        guard let exchange else { return }
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
            let rest = UnsafeBufferPointer(rebasing: current.bytes[offset...])
            offset = offset &+ reader.feed(rest, to: &receiver)
            guard reader.isOver else { return true }
            let hasEnded = reader.hasEnded
            _ = thread.post { _ in self.leave(hasEnded: hasEnded) }
            conclude(.complete)
            return false
        }
        let (end, isAll) = lock.withLock { (self.end, waiting.count == 0) }
        guard let end else { return !isAll }
        guard isAll else { return true }
        if case .finished = end, answer.isStream, !reader.finish(to: &receiver) { return true }
        conclude(end)
        return false
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
        let refusal = lock.withLock { self.refusal }
        let verdict: Conclusion
        do throws(Failure) {
            if let refusal, reader.executionID == nil { throw refusal }
            verdict = .ended(try reader.result(answer, end))
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

extension ExchangeLoop {
    /// Asks the server where the daemon is, and remembers it.
    func lookUp(
        _ sandbox: Text, _ daemon: DaemonAddress, _ wire: Wire, _ deadline: Deadline, _ completion: @escaping (Result<Endpoint, Failure>) -> Void
    ) -> UnaryExchange {
        var request = Endpoint.request(wire, sandbox: sandbox, port: Sandbox.daemonPort)
        request.limits = request.limits.ending(by: deadline)
        let call = UnaryExchange(request, "get endpoint", wire) { answer in
            do throws(Failure) {
                let endpoint = try Endpoint.from(try answer.get(), wire)
                daemon.remember(endpoint)
                completion(.success(endpoint))
            } catch {
                completion(.failure(error))
            }
        }
        call.begin(on: self)
        return call
    }
}
