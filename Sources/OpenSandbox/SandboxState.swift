/// A sandbox's state.
///
/// - C: osb_sandbox_state OSB_STATE_
package enum SandboxState: Int32, Sendable {
    /// A state this version does not know; its text tells.
    case unknown = 0
    case pending = 1
    case running = 2
    case pausing = 3
    case paused = 4
    case resuming = 5
    case stopping = 6
    case terminated = 7
    case failed = 8
}

extension SandboxState {
    private static let names: [(StaticString, SandboxState)] = [
        ("Pending", .pending), ("Running", .running), ("Pausing", .pausing), ("Paused", .paused), ("Resuming", .resuming),
        ("Stopping", .stopping), ("Terminated", .terminated), ("Failed", .failed),
    ]

    /// The state with the server's name `text`; names this version does not know are `unknown`.
    init(_ text: String) {
        self = .unknown
        for (name, state) in Self.names where text.isExactly(name) { self = state }
    }

    /// The server's name; nil for `unknown`.
    package var name: StaticString? {
        for (name, state) in Self.names where state == self { return name }
        return nil
    }

    /// A sandbox in this state will never be ready.
    var isFinal: Bool { self == .terminated || self == .failed || self == .stopping }
}
