/// The lanes of a client that no call is using. A call takes the one used last that knows its origin: its connection is the warmest.
final class LanePool: @unchecked Sendable {
    /// Parked lanes above this number are closed, the oldest first. What a server still holds open after its last event costs no more than this.
    private static let mostParked = 8
    private static let mostIdle = 64

    private let lock = Lock()
    /// The one used last is at the end.
    private var idle: [Lane] = []
    private var parked: [Lane] = []
    private let idleAge: Int64

    init(idleAge: Int64) { self.idleAge = idleAge }

    /// A lane that has a connection to this origin.
    func take(for origin: Substring.UTF8View) -> Lane? {
        let (lane, dropped) = lock.withLock {
            settle()
            let dropped = dropStale()
            return (takeIdle(for: origin), dropped)
        }
        // Connections close here, outside the lock.
        withExtendedLifetime(dropped) {}
        return lane
    }

    /// Closes the connection that has been unused for the longest for another to be made; false when none is unused.
    ///
    /// - Parameters:
    ///   - origin: Only one to this origin; nil is any.
    ///   - spared: None to this origin that could be taken instead.
    func dropOldest(of origin: Substring.UTF8View?, sparing spared: Substring.UTF8View?) -> Bool {
        let dropped = lock.withLock { () -> Lane? in
            settle()
            return Self.takeFirst(from: &idle) { lane in
                (origin.map { lane.knows($0) } ?? true) && !(spared.map { lane.knows($0) } ?? false)
            } ?? Self.takeFirst(from: &parked) { lane in origin.map { lane.knows($0) } ?? true }
        }
        return dropped != nil
    }

    private static func takeFirst(from lanes: inout [Lane], where fits: (Lane) -> Bool) -> Lane? {
        for index in lanes.indices where fits(lanes[index]) { return lanes.remove(at: index) }
        return nil
    }

    /// Closes all connections that are not used.
    func empty() {
        let dropped = lock.withLock {
            let dropped = idle + parked
            idle = []
            parked = []
            return dropped
        }
        withExtendedLifetime(dropped) {}
    }

    func put(_ lane: Lane) {
        let dropped = lock.withLock {
            if lane.isParked { parked.append(lane) } else { idle.append(lane) }
            var dropped = dropStale()
            while parked.count > Self.mostParked { dropped.append(parked.removeFirst()) }
            while idle.count > Self.mostIdle { dropped.append(idle.removeFirst()) }
            return dropped
        }
        withExtendedLifetime(dropped) {}
    }

    private func settle() {
        var waiting: [Lane] = []
        for lane in parked {
            if lane.settle() { idle.append(lane) } else { waiting.append(lane) }
        }
        parked = waiting
    }

    private func dropStale() -> [Lane] {
        let oldest = monotonicMilliseconds() &- idleAge
        var kept: [Lane] = [], dropped: [Lane] = []
        for lane in idle {
            if lane.lastUsed >= oldest { kept.append(lane) } else { dropped.append(lane) }
        }
        idle = kept
        return dropped
    }

    private func takeIdle(for origin: Substring.UTF8View) -> Lane? {
        for index in idle.indices.reversed() where idle[index].knows(origin) { return idle.remove(at: index) }
        return nil
    }
}
