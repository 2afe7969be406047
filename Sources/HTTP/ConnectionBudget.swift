import CSystem

/// How many connections there may be at the same time, in all and to one origin, over lanes and I/O thread together.
final class ConnectionBudget: @unchecked Sendable {
    private enum Shortage { case total, host }

    private let most: Int
    private let mostPerHost: Int
    /// Where connections lie that nobody uses.
    private let lanes: LanePool
    private let lock = Lock()
    private var taken = 0
    private var hosts: [(origin: [UInt8], taken: Int)] = []
    /// Whoever waits for a connection to become free: each is told by its own descriptor.
    private var waiters: [CInt] = []

    /// nil where there is no limit. No failable initialiser: in Embedded Swift one that fails leaks its instance.
    static func make(_ settings: ConnectionSettings, _ lanes: LanePool) -> ConnectionBudget? {
        guard settings.mostConnections != nil || settings.mostPerHost != nil else { return nil }
        return ConnectionBudget(settings.mostConnections ?? .max, settings.mostPerHost ?? .max, lanes)
    }

    private init(_ most: Int, _ mostPerHost: Int, _ lanes: LanePool) {
        self.most = most
        self.mostPerHost = mostPerHost
        self.lanes = lanes
    }

    /// Takes a connection out of the budget, at the cost of one that is not used. False when all are in use.
    ///
    /// - Parameter takesLanes: The caller could take an unused connection to the origin itself: none of those is given up for it.
    func take(_ origin: Substring.UTF8View, takesLanes: Bool) -> Bool {
        while let shortage = reserve(origin) {
            guard lanes.dropOldest(of: shortage == .host ? origin : nil, sparing: takesLanes ? origin : nil) else { return false }
        }
        return true
    }

    private func reserve(_ origin: Substring.UTF8View) -> Shortage? {
        lock.withLock {
            var index = 0
            while index < hosts.count, !hosts[index].origin.elementsEqual(origin) { index &+= 1 }
            if index < hosts.count, hosts[index].taken >= mostPerHost { return .host }
            guard taken < most else { return .total }
            taken &+= 1
            if index < hosts.count { hosts[index].taken &+= 1 } else { hosts.append((Array(origin), 1)) }
            return nil
        }
    }

    func giveBack(_ origin: [UInt8]) {
        lock.withLock {
            for index in hosts.indices where hosts[index].origin.elementsEqual(origin) {
                taken &-= 1
                hosts[index].taken &-= 1
                if hosts[index].taken == 0 { hosts.remove(at: index) }
                break
            }
        }
        wake()
    }

    /// A connection has become free, or unused.
    func wake() {
        lock.withLock { for waiter in waiters { csystem_event_signal(waiter) } }
    }

    func add(waiter: CInt) { lock.withLock { waiters.append(waiter) } }
    func remove(waiter: CInt) { lock.withLock { waiters = waiters.filter { $0 != waiter } } }
}
