import HTTP
import JSON

/// Takes what a command's stream tells. One call an event, in order.
protocol EventReceiver {
    /// `decoder` and `frame` are valid during the call.
    mutating func take(_ kind: EventDecoder.Kind, _ reader: CommandReader, _ frame: UnsafeBufferPointer<UInt8>) -> Receipt
}

enum Receipt: Equatable {
    case more
    /// Taken, and enough for now.
    case enough
    /// Taken, and the command shall be stopped.
    case stop(Int32)
}

/// Reads the stream of one command: takes the bytes apart, hands on the events, and gathers what the result will need. Free of I/O; one
/// thread at a time.
final class CommandReader {
    let operation: StaticString
    let decoder = EventDecoder()
    private(set) var executionID: Text?
    private(set) var daemonError: DaemonError?
    private(set) var stdout: OutputCollector
    private(set) var stderr: OutputCollector

    private let collects: Bool
    private let isBackground: Bool
    private let timeout: Int64?
    private let longestEvent: Int
    private var framer: EventFramer
    private var state = ExecutionState()
    private var begin: (at: Int64, stamp: Int64) = (0, 0)
    private var daemonDuration: Int64 = -1
    private var outlivedTimeout = false
    private var stopValue: Int32?
    /// Why the stream made no sense.
    private var nonsense: Failure?

    /// - Parameter longestEvent: In bytes. A line of a command's output may be this long once it is escaped.
    init(_ options: CommandOptions, _ operation: StaticString, longestEvent: Int) {
        self.operation = operation
        self.longestEvent = longestEvent
        framer = EventFramer(maximumFrame: longestEvent)
        collects = options.collects
        isBackground = options.isBackground
        timeout = options.timeout
        stdout = OutputCollector(limit: options.outputLimit)
        stderr = OutputCollector(limit: options.outputLimit)
    }

    /// The command has told how it ended.
    var hasEnded: Bool { state.outcome != nil || outlivedTimeout }
    /// Nothing that still comes matters: it has ended, was stopped, or makes no sense.
    var isOver: Bool { hasEnded || stopValue != nil || nonsense != nil }

    /// Takes the next piece of the stream; answers how much of it: less than all when the receiver had enough or nothing more matters.
    func feed(_ bytes: UnsafeBufferPointer<UInt8>, to receiver: inout some EventReceiver) -> Int {
        // The framer is taken out while it calls back, so that nothing reached from a host's callback can find it in use.
        var framer = EventFramer(maximumFrame: 0)
        swap(&framer, &self.framer)
        let fed = framer.feed(bytes) { take($0, &receiver) }
        swap(&framer, &self.framer)
        switch fed {
        case .consumed: return bytes.count
        case .stopped(let consumed): return consumed
        case .frameTooLong:
            nonsense = nonsense ?? Failure(.errTooLarge, "\(String(operation)): an event is longer than \(longestEvent) bytes")
            return bytes.count
        }
    }

    /// The stream is at its end: a last event without a line's end counts. To be called again after the receiver had enough; true when
    /// there is nothing more.
    func finish(to receiver: inout some EventReceiver) -> Bool {
        guard !isOver else { return true }
        var framer = EventFramer(maximumFrame: 0)
        swap(&framer, &self.framer)
        let fed = framer.finish { take($0, &receiver) }
        swap(&framer, &self.framer)
        return fed == .consumed || isOver
    }

    /// A receiver that had taken an event before wants no more after all.
    func stop(_ value: Int32) {
        // Once the command has ended there is nothing left to stop: how it ended is the truth, whatever the receiver says.
        if state.outcome == nil { stopValue = value }
    }

    // MARK: Events

    /// One event; false stops the framer.
    private func take(_ frame: UnsafeBufferPointer<UInt8>, _ receiver: inout some EventReceiver) -> Bool {
        let kind: EventDecoder.Kind
        do throws(JSONError) { kind = try decoder.decode(frame) } catch {
            fail("an event is not what the protocol says: \(error.text)", raw: Array(frame))
            return false
        }
        switch state.take(kind, errorValue: kind == .error ? decoder.errorValue : "", traceback: kind == .error ? decoder.traceback : []) {
        case .deliver, .ended:
            guard note(kind, frame) else { return false }
        case .nonsense(let problem):
            if kind == .error { daemonError = DaemonError(decoder) }
            if kind == .failure, state.hasBegun, timeout != nil, Self.tellsTimeout(decoder.message) {
                outlivedTimeout = true
                return false
            }
            fail(kind == .failure ? "the daemon failed: \(decoder.message)" : problem, raw: Array(frame))
            return false
        }
        // A background command's stream is complete once the command has been started.
        if isBackground, kind == .complete { return false }
        switch receiver.take(kind, self, frame) {
        // What comes after the last event may come in the same piece or in one that nobody waits for: it counts in neither.
        case .more: return !hasEnded
        case .enough: return false
        case .stop(let value):
            stop(value)
            return false
        }
    }

    /// What the result will need of an event; false when it turns out to be nonsense.
    private func note(_ kind: EventDecoder.Kind, _ frame: UnsafeBufferPointer<UInt8>) -> Bool {
        switch kind {
        case .initialized:
            guard let id = Self.id(decoder) else {
                fail("the init event has no execution id", raw: Array(frame))
                return false
            }
            executionID = id
            begin = (monotonicMilliseconds(), decoder.timestamp)
        case .stdout: if collects { stdout.append(line) }
        case .stderr: if collects { stderr.append(line) }
        case .error:
            daemonError = DaemonError(decoder)
            outlivedTimeout = state.outcome == .signalled(Signal.kill) && hasReachedTimeout
        case .complete: daemonDuration = decoder.executionTime
        default: break
        }
        return true
    }

    /// The id in an init event; nil where it makes no sense.
    static func id(_ decoder: EventDecoder) -> Text? {
        decoder.text.isEmpty || decoder.text.contains(0) ? nil : Text(decoder.text)
    }

    /// A line without its terminator: the wire's "\n" is an empty line, and newer daemons keep the line's end.
    var line: UnsafeBufferPointer<UInt8> {
        var line = decoder.text
        if line.last == UInt8(ascii: "\n") { line = UnsafeBufferPointer(rebasing: line.dropLast()) }
        if line.last == UInt8(ascii: "\r") { line = UnsafeBufferPointer(rebasing: line.dropLast()) }
        return line
    }

    /// Whether it has run as long as the daemon was told to let it: a kill then is the timeout's. The daemon's own clock tells where it
    /// can; it stamps the start a little late, hence the slack.
    private var hasReachedTimeout: Bool {
        guard let timeout else { return false }
        let isStamped = begin.stamp > 0 && decoder.timestamp > 0
        let ran = isStamped ? decoder.timestamp.subtractingReportingOverflow(begin.stamp).partialValue : monotonicMilliseconds() &- begin.at
        return ran >= timeout &- CommandReader.timeoutSlack
    }

    static let timeoutSlack: Int64 = 100

    /// A session's timeout comes as an object without a type: "error running in session. timeout after 1s" (execd at 3bb6fad3).
    private static func tellsTimeout(_ message: String) -> Bool { message.holds("timeout after ") }

    private func fail(_ problem: String, raw: [UInt8]) {
        nonsense = nonsense ?? .protocolError("\(String(operation)): \(problem)", raw: raw)
    }

    // MARK: The end

    /// How it ended. `end` is the transfer's: it counts only where the stream itself has not told. A stream that was paused and then
    /// broke may have been given up because nobody took its output; milliseconds.
    func result(_ answer: CommandAnswer, _ end: TransferEnd, pausedFor: Int64 = 0) throws(Failure) -> CommandResult {
        guard answer.isStream, executionID != nil else { throw notStarted(answer, end) }
        if let stopValue { return make(.stopped, stopValue: stopValue) }
        if let nonsense { return make(.lost, cause: nonsense) }
        if outlivedTimeout {
            return make(.timedOut, cause: Failure(.errCommandTimeout, "\(String(operation)): the timeout that the daemon was given ran out"))
        }
        switch state.outcome {
        case .exited(let code): return isBackground && code == 0 ? make(.running) : make(.exited, exitCode: code)
        case .signalled(let signal): return make(.signalled, signal: signal)
        case nil: break
        }
        let pause: String = pausedFor > 0 ? "; it had been paused for \(pausedFor) ms because its events were not taken" : ""
        guard case .failed(let failure) = end else {
            return make(.lost, cause: Failure(.errConnectionLost, "\(String(operation)): the stream ended before the command did\(pause)"))
        }
        // It did start, so the question whether it may be sent again no longer arises.
        let cause = Failure(failure, operation, .get)
        switch failure.kind {
        case .cancelled: return make(.cancelled, cause: cause)
        case .deadline: return make(.timedOut, cause: cause)
        // A stream has no request timeout but the deadline of the command's options.
        case .requestTimeout: return make(.timedOut, cause: cause.with(message: "\(String(operation)): the command's deadline passed"))
        case .lost where pausedFor > 0: return make(.lost, cause: cause.with(message: cause.message + pause))
        default: return make(.lost, cause: cause)
        }
    }

    private func notStarted(_ answer: CommandAnswer, _ end: TransferEnd) -> Failure {
        if let refusal = answer.refusal(end, operation) { return refusal }
        if let nonsense { return nonsense.with(message: nonsense.message + "; the command may have run") }
        if case .failed(let failure) = end { return Failure(failure, operation, .post) }
        return Failure(.errOutcomeUnknown, "\(String(operation)): the stream ended without an event; the command may have run")
    }

    private func make(
        _ ended: Ended, exitCode: Int32? = nil, signal: Int32? = nil, stopValue: Int32 = 0, cause: Failure? = nil
    ) -> CommandResult {
        CommandResult(
            ended: ended, exitCode: exitCode, signal: signal, callbackValue: stopValue, executionID: executionID ?? Text(""),
            duration: daemonDuration >= 0 ? daemonDuration : monotonicMilliseconds() &- begin.at, stdout: stdout.collected,
            stderr: stderr.collected, daemonError: daemonError, cause: cause)
    }
}

extension DaemonError {
    init(_ decoder: EventDecoder) {
        self.init(
            name: Text(decoder.errorName), value: Text(decoder.errorValue), traceback: Text(decoder.traceback.joined(separator: "\n")))
    }
}
