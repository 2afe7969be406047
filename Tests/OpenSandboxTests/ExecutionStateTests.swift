@testable import OpenSandbox
import Testing

@Suite struct ExecutionStateTests {
    static let kinds: [EventDecoder.Kind] = [
        .initialized, .stdout, .stderr, .result, .executionCount, .status, .error, .complete, .ping, .failure, .unknown,
    ]

    private func isNonsense(_ verdict: ExecutionState.Verdict) -> Bool {
        if case .nonsense(let problem) = verdict { return !problem.isEmpty }
        return false
    }

    @Test(arguments: kinds)
    func beforeInit(_ kind: EventDecoder.Kind) {
        var state = ExecutionState()
        let verdict = state.take(kind, errorValue: "1")
        switch kind {
        case .initialized, .ping, .status, .unknown: #expect(verdict == .deliver)
        default: #expect(isNonsense(verdict))
        }
        #expect(state.hasBegun == (kind == .initialized))
        #expect(state.outcome == nil)
    }

    @Test(arguments: kinds)
    func whileItRuns(_ kind: EventDecoder.Kind) {
        var state = ExecutionState()
        #expect(state.take(.initialized) == .deliver)
        let verdict = state.take(kind, errorValue: "3")
        switch kind {
        case .initialized, .failure: #expect(isNonsense(verdict))
        case .complete: #expect(verdict == .ended(.exited(0)))
        case .error: #expect(verdict == .ended(.exited(3)))
        default: #expect(verdict == .deliver)
        }
        #expect(state.hasBegun)
        #expect(state.outcome == (kind == .complete ? .exited(0) : kind == .error ? .exited(3) : nil))
    }

    @Test(arguments: kinds, [EventDecoder.Kind.complete, .error])
    func afterItsEnd(_ kind: EventDecoder.Kind, _ last: EventDecoder.Kind) {
        var state = ExecutionState()
        #expect(state.take(.initialized) == .deliver)
        _ = state.take(last, errorValue: "5")
        let verdict = state.take(kind, errorValue: "6")
        switch kind {
        case .ping, .status, .unknown: #expect(verdict == .deliver)
        default: #expect(isNonsense(verdict))
        }
        #expect(state.outcome == .exited(last == .complete ? 0 : 5))
    }

    @Test(arguments: [
        ("0", 0), ("1", 1), ("127", 127), ("255", 255), ("2147483647", 2_147_483_647), ("", nil), ("three", nil), ("3 ", nil),
        ("3.0", nil), ("2147483648", nil), ("99999999999999999999", nil),
    ] as [(String, Int32?)])
    func exitCodes(_ value: String, _ code: Int32?) {
        var state = ExecutionState()
        _ = state.take(.initialized)
        let verdict = state.take(.error, errorValue: value)
        if let code { #expect(verdict == .ended(.exited(code))) } else { #expect(isNonsense(verdict)) }
    }

    @Test(arguments: [
        ("signal: hangup", 1), ("signal: interrupt", 2), ("signal: killed", 9), ("signal: segmentation fault", 11),
        ("signal: segmentation fault (core dumped)", 11), ("signal: terminated", 15), ("signal: bad system call", 31), ("signal: 34", nil),
        ("signal: KILLED", nil), ("killed", nil), ("", nil),
    ] as [(String, Int32?)])
    func signals(_ line: String, _ number: Int32?) {
        for traceback in [[line], ["something before", line]] {
            var state = ExecutionState()
            _ = state.take(.initialized)
            #expect(state.take(.error, errorValue: "-1", traceback: traceback) == .ended(.signalled(number)))
        }
    }

    @Test func aSignalNobodyNames() {
        var state = ExecutionState()
        _ = state.take(.initialized)
        #expect(state.take(.error, errorValue: "-1", traceback: []) == .ended(.signalled(nil)))
    }
}
