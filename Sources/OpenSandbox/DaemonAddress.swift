import HTTP

/// What is known of a sandbox's daemon: where it is, and whether it runs argument vectors. Shared by the sandbox and its executions.
final class DaemonAddress: @unchecked Sendable {
    private let lock = Lock()
    private var known: Endpoint?
    private var refusesVectors = false

    var endpoint: Endpoint? { lock.withLock { known } }

    func remember(_ endpoint: Endpoint) { lock.withLock { known = endpoint } }

    func forget() { lock.withLock { known = nil } }

    /// Older daemons know commands for a shell only.
    var knowsNoVectors: Bool {
        get { lock.withLock { refusesVectors } }
        set { lock.withLock { refusesVectors = newValue } }
    }
}
