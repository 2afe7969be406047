import HTTP
import JSON

/// One command run to its end on the caller's thread: takes the daemon's stream apart, calls back, and tells how it ended.
final class CommandRun: ResponseConsumer {
    /// The longest event that is taken: a line of a command's output may be this long once it is escaped.
    private static let longestEvent = 64 << 20
    private static let longestErrorBody = 1 << 20

    private let options: CommandOptions
    private let decoder = EventDecoder()
    private var framer = EventFramer(maximumFrame: CommandRun.longestEvent)
    private var state = ExecutionState()

    private var head: ResponseHead?
    /// The head's word, kept apart because every piece of the stream asks.
    private var isStream = false
    private var errorBody: [UInt8] = []
    private var executionID: Text?
    private var beganAt: Int64 = 0
    private var daemonDuration: Int64 = -1
    private var daemonError: DaemonError?
    private var stdout: OutputCollector
    private var stderr: OutputCollector
    private var callbackValue: Int32 = 0
    /// Why the stream made no sense.
    private var nonsense: Failure?

    init(_ options: CommandOptions) {
        self.options = options
        stdout = OutputCollector(limit: options.outputLimit)
        stderr = OutputCollector(limit: options.outputLimit)
    }

    // MARK: The stream

    func begin(_ head: ResponseHead) -> Flow {
        self.head = head
        isStream = head.status == 200
        return .more
    }

    func consume(_ bytes: UnsafeBufferPointer<UInt8>) -> Flow {
        guard isStream else {
            errorBody.append(contentsOf: bytes.prefix(Self.longestErrorBody &- errorBody.count))
            return errorBody.count < Self.longestErrorBody ? .more : .stop
        }
        // The framer is taken out while it calls back, so that nothing reached from a host's callback can find it in use.
        var framer = EventFramer(maximumFrame: 0)
        swap(&framer, &self.framer)
        let fed = framer.feed(bytes) { take($0) }
        swap(&framer, &self.framer)
        if fed == .frameTooLong { fail("an event is longer than 64 MiB", raw: []) }
        return flow
    }

    private var flow: Flow {
        if nonsense != nil || callbackValue != 0 { return .stop }
        return state.outcome != nil ? .complete : .more
    }

    /// One event; false stops the stream.
    private func take(_ frame: UnsafeBufferPointer<UInt8>) -> Bool {
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
            fail(kind == .failure ? "the daemon failed: \(decoder.message)" : problem, raw: Array(frame))
            return false
        }
        let value = deliver(kind, frame)
        // Once the command has ended there is nothing left to stop: how it ended is the truth, whatever the callback answers.
        if state.outcome == nil { callbackValue = value }
        return value == 0
    }

    /// What the result will need of an event; false when it turns out to be nonsense.
    private func note(_ kind: EventDecoder.Kind, _ frame: UnsafeBufferPointer<UInt8>) -> Bool {
        switch kind {
        case .initialized:
            guard !decoder.text.isEmpty, !decoder.text.contains(0) else {
                fail("the init event has no execution id", raw: Array(frame))
                return false
            }
            executionID = Text(decoder.text)
            beganAt = monotonicMilliseconds()
        case .stdout: if options.collects { stdout.append(line) }
        case .stderr: if options.collects { stderr.append(line) }
        case .error: daemonError = DaemonError(decoder)
        case .complete: daemonDuration = decoder.executionTime
        default: break
        }
        return true
    }

    private func deliver(_ kind: EventDecoder.Kind, _ frame: UnsafeBufferPointer<UInt8>) -> Int32 {
        // Each handler is taken from where it is: a copy of them all would count seven references up and down at every event.
        if let onEvent = options.handlers.onEvent {
            let value = onEvent(frame)
            if value != 0 { return value }
        }
        switch kind {
        case .initialized: return executionID.flatMap { options.handlers.onInit?($0) } ?? 0
        case .stdout: return options.handlers.onStdout?(line) ?? 0
        case .stderr: return options.handlers.onStderr?(line) ?? 0
        case .error: return daemonError.flatMap { options.handlers.onError?($0) } ?? 0
        case .complete: return options.handlers.onComplete?(decoder.executionTime) ?? 0
        case .result:
            guard let onResult = options.handlers.onResult else { return 0 }
            for (mime, value) in decoder.results {
                let answer = onResult(Text(mime.isExactly("text") ? "text/plain" : mime), Text(value.plainText))
                if answer != 0 { return answer }
            }
            return 0
        default: return 0
        }
    }

    /// A line without its terminator: the wire's "\n" is an empty line, and newer daemons keep the line's end.
    private var line: UnsafeBufferPointer<UInt8> {
        var line = decoder.text
        if line.last == UInt8(ascii: "\n") { line = UnsafeBufferPointer(rebasing: line.dropLast()) }
        if line.last == UInt8(ascii: "\r") { line = UnsafeBufferPointer(rebasing: line.dropLast()) }
        return line
    }

    private func fail(_ problem: String, raw: [UInt8]) {
        nonsense = nonsense ?? .protocolError("run command: \(problem)", raw: raw)
    }

    // MARK: The end

    /// How it ended, or why it is not known to have started.
    func result(_ end: TransferEnd) throws(Failure) -> CommandResult {
        if case .finished = end { finishFraming() }
        guard isStream, executionID != nil else { throw notStarted(end) }
        if callbackValue != 0 { return make(.stopped) }
        if let nonsense { return make(.lost, cause: nonsense) }
        switch state.outcome {
        case .exited(let code): return make(.exited, exitCode: code)
        case .signalled(let signal): return make(.signalled, signal: signal)
        case nil: break
        }
        guard case .failed(let failure) = end else {
            return make(.lost, cause: Failure(.errConnectionLost, "run command: the stream ended before the command did"))
        }
        // It did start, so the question whether it may be sent again no longer arises.
        let cause = Failure(failure, "run command", .get)
        switch failure.kind {
        case .cancelled: return make(.cancelled, cause: cause)
        case .deadline: return make(.timedOut, cause: cause)
        // A stream has no request timeout but the deadline of the command's options.
        case .requestTimeout: return make(.timedOut, cause: cause.with(message: "run command: the command's deadline passed"))
        default: return make(.lost, cause: cause)
        }
    }

    /// A last event without a line's end counts.
    private func finishFraming() {
        var framer = EventFramer(maximumFrame: 0)
        swap(&framer, &self.framer)
        if isStream, nonsense == nil, callbackValue == 0 { _ = framer.finish { take($0) } }
        swap(&framer, &self.framer)
    }

    private func notStarted(_ end: TransferEnd) -> Failure {
        if let head, !isStream {
            if case .failed(let failure) = end, failure.kind == .cancelled || failure.kind == .deadline { return Failure(failure, "run command", .post) }
            guard head.status > 299 else {
                return Failure(.errProtocol, "run command: HTTP \(head.status) is not a stream", httpStatus: head.status, raw: errorBody)
            }
            return ServerError(errorBody).failure("run command", head, errorBody)
        }
        if let nonsense { return nonsense.with(message: nonsense.message + "; the command may have run") }
        if case .failed(let failure) = end { return Failure(failure, "run command", .post) }
        return Failure(.errOutcomeUnknown, "run command: the stream ended without an event; the command may have run")
    }

    private func make(_ ended: Ended, exitCode: Int32? = nil, signal: Int32? = nil, cause: Failure? = nil) -> CommandResult {
        CommandResult(
            ended: ended, exitCode: exitCode, signal: signal, callbackValue: callbackValue, executionID: executionID ?? Text(""),
            duration: daemonDuration >= 0 ? daemonDuration : monotonicMilliseconds() &- beganAt, stdout: stdout.collected,
            stderr: stderr.collected, daemonError: daemonError, cause: cause)
    }
}

extension DaemonError {
    init(_ decoder: EventDecoder) {
        self.init(
            name: Text(decoder.errorName), value: Text(decoder.errorValue), traceback: Text(decoder.traceback.joined(separator: "\n")))
    }
}

extension JSONValue {
    /// A string as it is, anything else as JSON.
    fileprivate var plainText: [UInt8] {
        if let string { return Array(string.utf8) }
        var writer = JSONWriter()
        write(to: &writer)
        return writer.bytes
    }
}

extension Sandbox {
    package func run(_ command: String, _ options: CommandOptions, _ cancel: CancelToken?) throws(Failure) -> CommandResult {
        let deadline = Deadline(after: options.deadline)
        let endpoint = try daemonEndpoint(cancel, limits: client.config.limits.ending(by: deadline))
        var request = client.endpointRequest(endpoint, .post, "/command", body: options.body(command))
        request.limits = request.limits.forStream.ending(by: deadline)
        let run = CommandRun(options)
        return try run.result(client.perform(request, run, cancel))
    }
}
