/// What a stream of events has told so far of how its command ends. Free of I/O: events go in, verdicts come out.
package struct ExecutionState {
    package enum Outcome: Equatable {
        case exited(Int32)
        /// nil where the daemon gave no name for the signal that we know.
        case signalled(Int32?)
    }

    package enum Verdict: Equatable {
        /// Deliver the event and go on.
        case deliver
        /// The command has ended; deliver the event, nothing comes after it.
        case ended(Outcome)
        /// The stream makes no sense.
        case nonsense(String)
    }

    package private(set) var hasBegun = false
    package private(set) var outcome: Outcome?

    package init() {}

    /// - Parameters errorValue, traceback: of an error event.
    package mutating func take(_ kind: EventDecoder.Kind, errorValue: String = "", traceback: [String] = []) -> Verdict {
        if outcome != nil {
            // The daemon's ping may come once more while it holds the stream open.
            return kind == .ping || kind == .status || kind == .unknown ? .deliver : .nonsense("an event came after the last one")
        }
        switch kind {
        case .initialized:
            guard !hasBegun else { return .nonsense("a second init event came") }
            hasBegun = true
            return .deliver
        case .ping, .status, .unknown:
            return .deliver
        case .stdout, .stderr, .executionCount, .result:
            return hasBegun ? .deliver : .nonsense("an event came before init")
        case .complete:
            return end(.exited(0))
        case .error:
            guard let code = Int32(errorValue) else { return .nonsense("an error event has no exit code") }
            guard code == -1 else { return end(.exited(code)) }
            return end(.signalled(Signal.number(traceback.last ?? "")))
        case .failure:
            return .nonsense("the daemon reported a failure of its own")
        }
    }

    private mutating func end(_ outcome: Outcome) -> Verdict {
        guard hasBegun else { return .nonsense("the last event came before init") }
        self.outcome = outcome
        return .ended(outcome)
    }
}

/// Go's names of Linux signals, as the daemon spells them in a traceback: "signal: killed".
enum Signal {
    static let kill: Int32 = 9

    private static var names: [(name: StaticString, number: Int32)] {
        [
            ("hangup", 1), ("interrupt", 2), ("quit", 3), ("illegal instruction", 4), ("trace/breakpoint trap", 5), ("aborted", 6),
            ("bus error", 7), ("floating point exception", 8), ("killed", 9), ("user defined signal 1", 10), ("segmentation fault", 11),
            ("user defined signal 2", 12), ("broken pipe", 13), ("alarm clock", 14), ("terminated", 15), ("CPU time limit exceeded", 24),
            ("file size limit exceeded", 25), ("bad system call", 31),
        ]
    }

    static func number(_ line: String) -> Int32? {
        for (name, number) in names {
            let wanted = "signal: " + String(name)
            if line.isExactly(wanted) || line.isExactly(wanted + " (core dumped)") { return number }
        }
        return nil
    }
}
