import HTTP

/// A background command, started here or anywhere else: its log is asked for again and again, and its status whenever there was nothing
/// new. No connection is held meanwhile, so one that breaks costs nothing but another try.
final class LogSource: EventSource, ExchangeDelegate, @unchecked Sendable {
    /// The daemon files a command a moment after it has said that it runs. Milliseconds.
    private static let longestFiling: Int64 = 2_000

    /// How it ended, before the reader has had all of the log.
    private enum Verdict {
        case finished(CommandStatus)
        case given(up: Failure)
        case failed(Failure)
    }

    private struct Chunk {
        /// Small pieces of a page are put together up to this.
        static let size = 16 << 10

        var bytes: [UInt8]
        /// The place after it.
        var cursor: LogCursor
    }

    /// What an answer with a part of the log has told so far.
    private struct Page {
        var answer = CommandAnswer()
        var next: String?
        var countsBytes = false
        /// Bytes still to be dropped: they were delivered before.
        var skip: Int64 = 0
        var isEmpty = true
        /// The last chunk that waits is of this page.
        var isLast = false
    }

    private let plan: RunPlan?
    private let options: CommandOptions
    private let deadline: Deadline
    private let wire: Wire
    private let daemon: DaemonAddress
    private let thread: IOThread

    private let lock = Lock()
    // Guarded by the lock.
    private var chunks: [Chunk] = []
    private var waiting = 0
    private var isPaused = false
    private var knownID: Text?
    private var isConfirmed = false
    private var verdict: Verdict?
    private var result: Conclusion?
    private var isCancelled = false

    // The I/O thread's.
    private unowned(unsafe) var loop: ExchangeLoop?
    private var channel: EventChannel?
    private var endpointWait: EndpointWait?
    private var exchange: Exchange?
    private var call: UnaryExchange?
    private var endpoint: Endpoint?
    private var cursor: LogCursor
    private var page = Page()
    private var pause: Int64
    /// Since when no look at the log has worked, and since when no question for the status has: the log may go on answering meanwhile.
    private var failingSince: Int64?
    private var statusFailingSince: Int64?
    private var startedAt: Int64?
    private var final: CommandStatus?
    private let alarm = Alarm()
    private var isOver = false

    /// What a timer of the loop holds instead of the source itself, which may be done with long before the timer comes.
    private final class Alarm {
        var source: LogSource?
    }

    // The reader's.
    private var hasToldStart = false
    /// The last one first.
    private var current: [Chunk] = []
    private var output: OutputCollector

    /// A command that is still to be started.
    init(_ plan: RunPlan, in sandbox: Sandbox) {
        self.plan = plan
        options = plan.options
        deadline = plan.deadline
        cursor = .start
        wire = sandbox.client.wire
        daemon = sandbox.daemon
        thread = sandbox.client.thread
        pause = options.polling.shortest
        output = OutputCollector(limit: options.outputLimit)
    }

    /// A command that was started before.
    init(_ id: Text, from cursor: LogCursor, _ options: CommandOptions, in sandbox: Sandbox) {
        plan = nil
        self.options = options
        deadline = Deadline(after: options.deadline)
        self.cursor = cursor
        knownID = id
        wire = sandbox.client.wire
        daemon = sandbox.daemon
        thread = sandbox.client.thread
        pause = options.polling.shortest
        output = OutputCollector(limit: options.outputLimit)
    }

    var id: Text? { lock.withLock { knownID } }
    var conclusion: Conclusion? { lock.withLock { result } }

    // MARK: Beginning

    func launch(_ channel: EventChannel) throws(Failure) {
        guard thread.post({ self.start($0, channel) }) else { throw Failure(.errResources, "follow command: the I/O thread could not be started") }
    }

    private func start(_ loop: ExchangeLoop, _ channel: EventChannel) {
        self.loop = loop
        self.channel = channel
        guard !lock.withLock({ isCancelled }) else { return settle(.failed(Self.cancelled)) }
        lookUp(loop)
    }

    private func lookUp(_ loop: ExchangeLoop) {
        if let known = daemon.endpoint { return proceed(known, loop) }
        endpointWait = loop.lookUp(daemon, wire, thread, deadline) { found in
            self.endpointWait = nil
            switch found {
            case .success(let endpoint): self.proceed(endpoint, loop)
            case .failure(let failure): self.settle(.failed(failure))
            }
        }
    }

    private func proceed(_ endpoint: Endpoint, _ loop: ExchangeLoop) {
        self.endpoint = endpoint
        guard id == nil, let plan else { return readLog() }
        let starter = BackgroundStart(plan, daemon, longestEvent: wire.config.mostOf.event) { outcome in
            self.exchange = nil
            self.started(outcome, endpoint, loop)
        }
        exchange = loop.begin(plan.request(endpoint, daemon, wire), starter, of: wire)
    }

    private func started(_ outcome: BackgroundStart.Outcome, _ endpoint: Endpoint, _ loop: ExchangeLoop) {
        switch outcome {
        case .refusedVector: proceed(endpoint, loop)
        case .failed(let failure): settle(.failed(failure))
        case .started(let id):
            startedAt = monotonicMilliseconds()
            lock.withLock { knownID = id }
            confirm()
            readLog()
        }
    }

    /// The command is known to exist.
    private func confirm() {
        let isNews = lock.withLock {
            let isNews = !isConfirmed
            isConfirmed = true
            return isNews
        }
        if isNews { channel?.notify() }
    }

    // MARK: Following

    private func readLog() {
        guard !isOver, let loop, let endpoint, let id else { return }
        guard !deadline.hasPassed else { return giveUp(Self.late) }
        page = Page()
        page.skip = cursor.skip
        var request = wire.endpointRequest(endpoint, .get, CommandStatus.logPath(id, cursor))
        // A log may be of any length.
        request.limits = request.limits.forStream.ending(by: deadline)
        request.mayShareConnection = false
        exchange = loop.begin(request, self, of: wire)
    }

    func begin(_ head: ResponseHead) -> Flow {
        page.answer.begin(head)
        page.next = head["execd-commands-tail-cursor"]
        page.countsBytes = cursor.countsBytes(length: head["content-length"], next: page.next)
        if page.answer.isStream { confirm() }
        return .more
    }

    func consume(_ bytes: UnsafeBufferPointer<UInt8>) -> Flow {
        guard page.answer.isStream else { return page.answer.take(bytes) }
        let dropped = max(0, Int(clamping: min(page.skip, Int64(bytes.count))))
        let rest = UnsafeBufferPointer(rebasing: bytes.dropFirst(dropped))
        let place = cursor.advanced(by: rest.count, countsBytes: page.countsBytes)
        let (isTaken, isFirst) = lock.withLock { () -> (Bool, Bool) in
            let isFirst = chunks.isEmpty
            guard isFirst || rest.count <= options.bufferLimit &- waiting else {
                isPaused = true
                return (false, false)
            }
            if !rest.isEmpty { append(rest, place) }
            return (true, isFirst && !rest.isEmpty)
        }
        guard isTaken else { return .pause }
        page.skip = page.skip &- Int64(dropped)
        if !rest.isEmpty {
            page.isEmpty = false
            cursor = place
        }
        if isFirst { channel?.notify() }
        return .more
    }

    private func append(_ bytes: UnsafeBufferPointer<UInt8>, _ place: LogCursor) {
        waiting = waiting &+ bytes.count
        if page.isLast, let last = chunks.indices.last, chunks[last].bytes.count &+ bytes.count <= Chunk.size {
            chunks[last].bytes.append(contentsOf: bytes)
            chunks[last].cursor = place
        } else {
            chunks.append(Chunk(bytes: Array(bytes), cursor: place))
            page.isLast = true
        }
    }

    func ended(_ end: TransferEnd) {
        exchange = nil
        if isOver { return }
        if let refusal = page.answer.refusal(end, "follow command") { return failed(CommandStatus.refined(refusal)) }
        guard case .finished = end else {
            if case .failed(let failure) = end { failed(Failure(failure, "follow command", .get)) }
            return
        }
        failingSince = nil
        if let next = page.next, LogCursor(next) != nil { cursor = LogCursor(daemons: next) }
        // Asked for after it had ended: this was all of it.
        if let final { return settle(.finished(final)) }
        guard page.isEmpty else {
            statusFailingSince = nil
            pause = options.polling.shortest
            return later()
        }
        askStatus()
    }

    private func askStatus() {
        guard !isOver, let loop, let endpoint, let id else { return }
        var request = wire.endpointRequest(endpoint, .get, CommandStatus.path(id))
        request.limits = request.limits.ending(by: deadline)
        // The follow tries again by itself.
        request.mayRetry = false
        let call = UnaryExchange(request, "get command status", wire) { answer in
            self.call = nil
            if self.isOver { return }
            do throws(Failure) {
                self.take(try CommandStatus(try answer.get()))
            } catch {
                self.failed(CommandStatus.refined(error), isStatus: true)
            }
        }
        self.call = call
        call.begin(on: loop)
    }

    private func take(_ status: CommandStatus) {
        statusFailingSince = nil
        confirm()
        if status.isRunning { return later(growing: true) }
        final = status
        // What it wrote between the last look and its end is still to come.
        readLog()
    }

    private func later(growing: Bool = false) {
        let wait = min(pause, deadline.remaining ?? pause)
        if growing { pause = min(max(pause &+ pause / 2, pause &+ 1), options.polling.longest) }
        alarm.source = self
        loop?.after(wait) { [alarm] in
            let source = alarm.source
            alarm.source = nil
            source?.readLog()
        }
    }

    // MARK: Failing and ending

    /// A try that failed. The next one may succeed, unless this one says otherwise or it has been going on for as long as a stream may be silent.
    private func failed(_ failure: Failure, isStatus: Bool = false) {
        if deadline.hasPassed { return giveUp(Self.late) }
        let now = monotonicMilliseconds()
        if failure.status == .errNotFound, let startedAt, now &- startedAt < Self.longestFiling { return later() }
        let since = (isStatus ? statusFailingSince : failingSince) ?? now
        if isStatus { statusFailingSince = since } else { failingSince = since }
        let isPassing = failure.isRetryable || failure.httpStatus == 504 || failure.status == .errConnectionLost || failure.status == .errTimeout
        if isPassing, now &- since < wire.config.limits.idle ?? .max { return later(growing: true) }
        settle(lock.withLock { isConfirmed } ? .given(up: failure) : .failed(failure))
    }

    /// Follows no further. The command goes on.
    private func giveUp(_ failure: Failure) {
        guard !isOver else { return }
        settle(lock.withLock { isConfirmed } ? .given(up: failure) : .failed(failure))
    }

    private func settle(_ verdict: Verdict) {
        isOver = true
        alarm.source = nil
        endpointWait?.leave()
        endpointWait = nil
        exchange?.cancel()
        exchange = nil
        call?.cancel()
        call = nil
        lock.withLock { self.verdict = verdict }
        channel?.notify()
        channel = nil
    }

    func cancel() {
        let isFirst = lock.withLock {
            let isFirst = !isCancelled
            isCancelled = true
            return isFirst
        }
        if isFirst { _ = thread.post { _ in self.giveUp(Self.cancelled) } }
    }

    private static var cancelled: Failure { Failure(.errCancelled, "follow command: cancelled") }
    private static var late: Failure { Failure(.errTimeout, "follow command: the command's deadline passed") }

    // MARK: On the reader's thread

    func read(to reading: inout Reading) -> Bool {
        if !hasToldStart, let id = lock.withLock({ isConfirmed ? knownID : nil }) {
            hasToldStart = true
            switch tell(id, to: reading) {
            case .more: break
            case .enough: return true
            case .stop(let value):
                stop(value)
                return false
            }
        }
        while let chunk = nextChunk() {
            if options.collects { chunk.bytes.withUnsafeBufferPointer { output.append(raw: $0) } }
            switch tell(chunk, to: reading) {
            case .more: break
            case .enough: return true
            case .stop(let value):
                stop(value)
                return false
            }
        }
        let verdict = lock.withLock { chunks.isEmpty ? self.verdict : nil }
        if let verdict { conclude(verdict) }
        return false
    }

    private func tell(_ id: Text, to reading: Reading) -> Receipt {
        switch reading {
        case .events(let collector): return collector.take(started: id)
        case .handlers(let receiver): return Receipt(receiver.handlers.onInit?(id) ?? 0)
        }
    }

    private func tell(_ chunk: Chunk, to reading: Reading) -> Receipt {
        switch reading {
        case .events(let collector): return collector.take(log: chunk.bytes, cursor: chunk.cursor)
        case .handlers(let receiver):
            guard let onLog = receiver.handlers.onLog else { return .more }
            return Receipt(chunk.bytes.withUnsafeBufferPointer { onLog($0) })
        }
    }

    private func nextChunk() -> Chunk? {
        if current.isEmpty { takeWaiting() }
        return current.popLast()
    }

    private func takeWaiting() {
        let wasPaused = lock.withLock {
            swap(&current, &chunks)
            waiting = 0
            let wasPaused = isPaused
            isPaused = false
            return wasPaused
        }
        current.reverse()
        if wasPaused { _ = thread.post { _ in self.exchange?.resume() } }
    }

    func stop(_ value: Int32) {
        guard conclusion == nil else { return }
        cancel()
        finish(.stopped, stopValue: value)
    }

    private func conclude(_ verdict: Verdict) {
        switch verdict {
        case .failed(let failure): lock.withLock { result = .failed(failure) }
        case .given(let failure):
            let ended: Ended =
                switch failure.status {
                case .errCancelled: .cancelled
                case .errTimeout where deadline.hasPassed: .timedOut
                default: .lost
                }
            finish(ended, cause: failure)
        case .finished(let status): finish(status)
        }
    }

    private func finish(_ status: CommandStatus) {
        guard let code = status.exitCode else {
            return finish(.lost, cause: Failure(.errProtocol, "follow command: it has ended, and the daemon does not say how"))
        }
        guard code == -1 else { return finish(.exited, exitCode: code, duration: status.duration) }
        let signal = Signal.number(status.error?.string ?? "")
        if signal == Signal.kill, let timeout = options.timeout, let duration = status.duration, duration >= timeout &- CommandReader.timeoutSlack {
            let cause = Failure(.errCommandTimeout, "follow command: the timeout that the daemon was given ran out")
            return finish(.timedOut, duration: duration, cause: cause)
        }
        finish(.signalled, signal: signal, duration: status.duration)
    }

    private func finish(
        _ ended: Ended, exitCode: Int32? = nil, signal: Int32? = nil, stopValue: Int32 = 0, duration: Int64? = nil, cause: Failure? = nil
    ) {
        let result = CommandResult(
            ended: ended, exitCode: exitCode, signal: signal, callbackValue: stopValue, executionID: id ?? Text(""), duration: duration ?? -1,
            stdout: output.collected, stderr: OutputCollector(limit: 0).collected, daemonError: nil, cause: cause)
        current = []
        lock.withLock {
            chunks = []
            self.result = .ended(result)
        }
    }
}

extension Receipt {
    /// What a callback answered.
    init(_ value: Int32) { self = value == 0 ? .more : .stop(value) }
}
