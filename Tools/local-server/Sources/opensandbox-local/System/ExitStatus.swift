/// How a process ended.
enum ExitStatus: Sendable, Equatable {
    case exited(Int32)
    case signalled(Int32)

    init(waitStatus: Int32) {
        let signal = waitStatus & 0x7f
        self = signal == 0 ? .exited((waitStatus >> 8) & 0xff) : .signalled(signal)
    }

    /// The number execd reports: a process that a signal ended has none of its own.
    var code: Int32 {
        switch self {
        case .exited(let code): code
        case .signalled: -1
        }
    }

    /// In the words of Go's os.ProcessState, which execd passes on.
    var text: String {
        switch self {
        case .exited(let code): "exit status \(code)"
        case .signalled(let signal): "signal: " + (Self.signalNames[signal] ?? "signal \(signal)")
        }
    }

    private static let signalNames: [Int32: String] = [
        1: "hangup", 2: "interrupt", 3: "quit", 4: "illegal instruction", 5: "trace/breakpoint trap", 6: "aborted",
        7: "bus error", 8: "floating point exception", 9: "killed", 10: "user defined signal 1",
        11: "segmentation fault", 12: "user defined signal 2", 13: "broken pipe", 14: "alarm clock", 15: "terminated",
    ]
}
