import CSystem

/// How many connections there may be at the same time, in all and to one origin, over lanes and I/O thread together.
final class ConnectionBudget: @unchecked Sendable {
    private let most: Int
    private let mostPerHost: Int
    private let lock = Lock()
    private var taken = 0
    private var hosts: [(origin: [UInt8], taken: Int)] = []
    /// Somebody went without since this was last asked.
    private var isShort = false
    /// Whoever waits for a connection to become free: each is told by its own descriptor.
    private var waiters: [CInt] = []

    /// nil where there is no limit. No failable initialiser: in Embedded Swift one that fails leaks its instance.
    static func make(_ settings: ConnectionSettings) -> ConnectionBudget? {
        guard settings.mostConnections != nil || settings.mostPerHost != nil else { return nil }
        return ConnectionBudget(settings.mostConnections ?? .max, settings.mostPerHost ?? .max)
    }

    private init(_ most: Int, _ mostPerHost: Int) {
        self.most = most
        self.mostPerHost = mostPerHost
    }

    func take(_ origin: Substring.UTF8View) -> Bool {
        lock.withLock {
            let index = hosts.indices.first { hosts[$0].origin.elementsEqual(origin) }
            guard taken < most, index.map({ hosts[$0].taken < mostPerHost }) ?? true else {
                isShort = true
                return false
            }
            taken &+= 1
            if let index { hosts[index].taken &+= 1 } else { hosts.append((Array(origin), 1)) }
            return true
        }
    }

    func giveBack(_ origin: [UInt8]) {
        lock.withLock {
            guard let index = hosts.indices.first(where: { hosts[$0].origin.elementsEqual(origin) }) else { return }
            taken &-= 1
            hosts[index].taken &-= 1
            if hosts[index].taken == 0 { hosts.remove(at: index) }
            for waiter in waiters { csystem_event_signal(waiter) }
        }
    }

    /// Whether a connection that is not used any more had better be closed than kept.
    func takeShortage() -> Bool {
        lock.withLock {
            let was = isShort
            isShort = false
            return was
        }
    }

    func add(waiter: CInt) { lock.withLock { waiters.append(waiter) } }
    func remove(waiter: CInt) { lock.withLock { waiters = waiters.filter { $0 != waiter } } }
}
