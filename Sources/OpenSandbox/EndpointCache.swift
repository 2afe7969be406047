import CSystem
import HTTP

/// What the server said of endpoints, for a while: shared by everything made from a client.
///
/// Of those who want the same one at the same time one asks, and the others wait for its answer.
final class EndpointCache: @unchecked Sendable {
    private struct Entry {
        let endpoint: Endpoint
        let expiry: Deadline
        var lastUse: UInt64
    }

    typealias Continuation = (Result<Endpoint, Failure>) -> Void

    /// A question under way.
    final class LookUp: @unchecked Sendable {
        fileprivate let done: CInt
        fileprivate var answer: Result<Endpoint, Failure>?
        fileprivate var continuations: [Continuation] = []

        /// nil when the process has no descriptor left.
        fileprivate static func make() -> LookUp? {
            let done = csystem_event_new()
            return done < 0 ? nil : LookUp(done)
        }

        private init(_ done: CInt) { self.done = done }

        deinit { close(done) }
    }

    enum Finding {
        case known(Endpoint)
        /// Nobody is asking: the caller shall, and `settle` what came of it.
        case ask(LookUp?)
        case wait(LookUp)
    }

    private let lock = Lock()
    private let capacity: Int
    /// Milliseconds; nil is for ever, 0 keeps nothing.
    private let lifetime: Int64?
    private var entries: [EndpointKey: Entry] = [:]
    private var lookUps: [EndpointKey: LookUp] = [:]
    private var uses: UInt64 = 0

    init(capacity: Int, lifetime: Int64?) {
        self.capacity = capacity
        self.lifetime = lifetime
    }

    func endpoint(_ key: EndpointKey) -> Endpoint? {
        lock.withLock { known(key) }
    }

    func remember(_ key: EndpointKey, _ endpoint: Endpoint) {
        lock.withLock { keep(key, endpoint) }
    }

    /// Forgets a sandbox's endpoints. What is being asked for now is for those who wait for it, and not kept.
    func forget(_ sandbox: Text) {
        let id = Array(sandbox.string.utf8)
        lock.withLock {
            for key in Array(entries.keys) where key.sandbox == id { entries[key] = nil }
            for key in Array(lookUps.keys) where key.sandbox == id { lookUps[key] = nil }
        }
    }

    func find(_ key: EndpointKey) -> Finding {
        lock.withLock {
            if let endpoint = known(key) { return .known(endpoint) }
            if let other = lookUps[key] { return .wait(other) }
            // Without a descriptor to wait on, everybody asks for itself.
            let mine = LookUp.make()
            lookUps[key] = mine
            return .ask(mine)
        }
    }

    /// What came of a question; it is kept unless the sandbox was forgotten meanwhile.
    func settle(_ key: EndpointKey, _ lookUp: LookUp?, _ answer: Result<Endpoint, Failure>) {
        let continuations = lock.withLock { () -> [Continuation] in
            let isWanted = lookUp == nil || lookUps[key] === lookUp
            if isWanted, case .success(let endpoint) = answer { keep(key, endpoint) }
            guard let lookUp else { return [] }
            if isWanted { lookUps[key] = nil }
            lookUp.answer = answer
            csystem_event_signal(lookUp.done)
            let continuations = lookUp.continuations
            lookUp.continuations = []
            return continuations
        }
        for continuation in continuations { continuation(answer) }
    }

    /// Has something done with another's answer: on whichever thread that is settled, or on this one when it is already.
    func whenDone(_ lookUp: LookUp, _ continuation: @escaping Continuation) {
        let answer = lock.withLock {
            if lookUp.answer == nil { lookUp.continuations.append(continuation) }
            return lookUp.answer
        }
        if let answer { continuation(answer) }
    }

    /// Another's answer; nil when the time is up, or the cancel says so.
    func wait(for lookUp: LookUp, until deadline: Deadline, unless cancel: CancelToken?) -> Result<Endpoint, Failure>? {
        let end = min(deadline, cancel?.deadline ?? .never)
        while true {
            if let answer = lock.withLock({ lookUp.answer }) { return answer }
            guard !end.hasPassed, cancel?.state ?? .idle == .idle else { return nil }
            csystem_wait_either(lookUp.done, cancel?.descriptor ?? -1, end.pollTimeout)
        }
    }

    // MARK: Under the lock

    private func known(_ key: EndpointKey) -> Endpoint? {
        guard let entry = entries[key] else { return nil }
        guard !entry.expiry.hasPassed else {
            entries[key] = nil
            return nil
        }
        uses &+= 1
        entries[key]?.lastUse = uses
        return entry.endpoint
    }

    private func keep(_ key: EndpointKey, _ endpoint: Endpoint) {
        guard lifetime != 0, capacity > 0 else { return }
        if entries[key] == nil, entries.count >= capacity { dropOldest() }
        uses &+= 1
        entries[key] = Entry(endpoint: endpoint, expiry: Deadline(after: lifetime), lastUse: uses)
    }

    private func dropOldest() {
        var oldest: (key: EndpointKey, lastUse: UInt64)?
        for (key, entry) in entries where entry.lastUse < oldest?.lastUse ?? .max { oldest = (key, entry.lastUse) }
        if let oldest { entries[oldest.key] = nil }
    }
}
