import HTTP

/// The wait for a sandbox to be ready, or in some state: one deadline over look-ups and health checks, and what stands in the way so far.
struct ReadinessWait {
    /// A daemon that is only starting refuses connections too; one that refuses for longer than this is not there. Milliseconds.
    private static let longestRefusal: Int64 = 1_000

    private let deadline: Deadline
    private let interval: Int64
    private let operation: StaticString
    private var attempts = 0
    private var last: Failure?
    private var refusedSince: Int64?
    private var lookedAt = monotonicMilliseconds()
    /// The exchange that was allowed last would end with the wait, before its own time is up.
    private var isCutShort = false

    /// Every second of failing the sandbox's state is worth a look: it may have ended.
    var isTimeToLook: Bool {
        mutating get {
            let now = monotonicMilliseconds()
            guard now &- lookedAt >= 1_000 else { return false }
            lookedAt = now
            return true
        }
    }

    init(timeout: Int64, interval: Int64, _ operation: StaticString) {
        deadline = Deadline(after: timeout)
        self.interval = interval
        self.operation = operation
    }

    /// The limits of one exchange: the config's, and never past the deadline. A wait of 0 looks once, in the config's time.
    mutating func limits(_ limits: TimeLimits) -> TimeLimits {
        guard !deadline.hasPassed else { return limits }
        let ending = limits.ending(by: deadline)
        isCutShort = ending.request != limits.request
        return ending
    }

    mutating func failed(_ failure: Failure) {
        attempts &+= 1
        // A try that the end of the wait cut short says nothing of what stood in the way.
        let isEndless = failure.status == .errTimeout || failure.status == .errOutcomeUnknown
        if isEndless, isCutShort, last != nil { return }
        last = failure
        guard failure.status == .errConnect || failure.status == .errProxy else {
            refusedSince = nil
            return
        }
        refusedSince = refusedSince ?? monotonicMilliseconds()
    }

    /// Whether waiting longer cannot help: a refused key, a name that does not resolve, a connection that keeps being refused.
    func isFinal(_ failure: Failure) -> Bool {
        switch failure.status {
        case .errUnauthorized, .errForbidden, .errResolve, .errTls, .errResources, .errCancelled, .errDeadline, .errProtocol, .errTooLarge,
            .errInvalidArgument, .errSandboxFailed:
            return true
        case .errUnhealthy: return !failure.isRetryable
        case .errProxy where !failure.isRetryable: return true
        case .errConnect, .errProxy:
            return refusedSince.map { monotonicMilliseconds() &- $0 >= Self.longestRefusal } ?? false
        case .errNotFound:
            // Kubernetes publishes a sandbox before its address is known; any other 404 is the sandbox's end.
            return failure.code.map { !$0.isExactly("KUBERNETES::POD_IP_NOT_AVAILABLE") && $0.utf8.contains(UInt8(ascii: ":")) } ?? false
        default: return false
        }
    }

    /// Pauses; false when the time is up.
    func again(_ cancel: CancelToken?) throws(Failure) -> Bool {
        guard !deadline.hasPassed else { return false }
        CancelToken.sleep(milliseconds: min(interval, deadline.remaining ?? interval), unless: cancel)
        switch cancel?.state ?? .idle {
        case .idle: return !deadline.hasPassed
        case .triggered: throw Failure(.errCancelled, "\(String(operation)): cancelled")
        case .deadlinePassed: throw Failure(.errDeadline, "\(String(operation)): the cancel's deadline passed")
        }
    }

    /// - Parameters:
    ///   - problem: What it still is not.
    ///   - way: How it was looked at.
    func timedOut(_ problem: StaticString, _ way: StaticString) -> Failure {
        let cause = last.map { "; last: \($0.message)" } ?? ""
        let message = "\(String(operation)): \(String(problem)) after \(attempts) tries, \(String(way))\(cause)"
        return last?.with(status: .errReadyTimeout, message: message) ?? Failure(.errReadyTimeout, message)
    }
}
