import HTTP

/// The tries of one call, under one deadline: what is sent next, and whether there is a next one at all.
struct Tries {
    private var request: Request
    private let operation: StaticString
    private let deadline: Deadline
    private let policy: RetryPolicy
    private let redirects: RedirectPolicy
    private var tried = 0
    private var followed = 0

    init(_ request: Request, _ operation: StaticString, _ config: ClientConfig) {
        self.request = request
        self.operation = operation
        deadline = Deadline(after: request.limits.request)
        policy = config.retry
        redirects = RedirectPolicy(most: config.mostRedirects)
    }

    /// The next request, with the time that is left.
    var next: Request {
        var request = request
        request.limits = request.limits.ending(by: deadline)
        return request
    }

    /// What follows a try that failed: nil for the next one at once, elsewhere. Throws where there is none, or it would begin too late.
    mutating func again(
        after failure: Failure, _ end: TransferEnd, _ head: ResponseHead?, until limit: Deadline = .never
    ) throws(Failure) -> Retry? {
        if let head, let next = try redirects.next(request, head, followed: followed) {
            request = next
            followed &+= 1
            return nil
        }
        tried &+= 1
        let outcome = RetryPolicy.Outcome(failure: failure, method: request.method, end: end, head: head)
        guard request.mayRetry, let pause = policy.pause(after: tried, outcome), Deadline(after: pause) < min(deadline, limit) else {
            throw tried == 1 ? failure : failure.with(message: "\(failure.message) (try \(tried))")
        }
        return Retry(operation: operation, tried: tried, pause: pause, failure: failure)
    }
}
