import HTTP

/// What is known of a sandbox's daemon: where it is, and whether it runs argument vectors. Shared by the sandbox and its executions.
final class DaemonAddress: @unchecked Sendable {
    /// The port the daemon listens on inside every sandbox, unless its operator has chosen another.
    static let usualPort: UInt16 = 44772

    let key: EndpointKey
    let cache: EndpointCache
    private let lock = Lock()
    private var refusesVectors = false

    init(_ key: EndpointKey, _ cache: EndpointCache) {
        self.key = key
        self.cache = cache
    }

    var endpoint: Endpoint? { cache.endpoint(key) }

    func remember(_ endpoint: Endpoint) { cache.remember(key, endpoint) }

    /// Older daemons know commands for a shell only.
    var knowsNoVectors: Bool {
        get { lock.withLock { refusesVectors } }
        set { lock.withLock { refusesVectors = newValue } }
    }
}
