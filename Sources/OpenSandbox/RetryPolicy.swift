import CSystem
import HTTP

/// When a call that failed is tried again, and how long after. Only where trying twice does what trying once does: the method is idempotent
/// and the server was busy or the connection failed before any byte of an answer; or the request never left.
package struct RetryPolicy: Sendable {
    /// A server that asks for more patience than this is not given it: the call fails. Milliseconds.
    private static let longestRetryAfter: Int64 = 60_000

    /// Tries in all; 1 is no retry.
    package var tries = 3
    /// The pause after the first try; each further one is twice as long. Milliseconds.
    package var firstPause: Int64 = 500
    package var longestPause: Int64 = 30_000
    /// Hears of each retry before its pause, on the thread of the call.
    package var onRetry: (@Sendable (Retry) -> Void)?

    package init() {}

    /// The pause before the next try, nil when there is none.
    func pause(after tried: Int, _ outcome: Outcome) -> Int64? {
        guard tried < tries, outcome.mayBeRepeated else { return nil }
        if let asked = outcome.failure.retryAfter {
            return asked <= Self.longestRetryAfter ? asked : nil
        }
        var pause = max(firstPause, 1), doublings = 1
        while doublings < tried, pause < longestPause {
            pause &*= 2
            doublings &+= 1
        }
        pause = min(pause, longestPause)
        // Anywhere in its upper half, lest those that failed together come back together.
        return pause &- Int64(truncatingIfNeeded: csystem_random().multipliedFullWidth(by: (pause / 2 &+ 1).magnitude).high)
    }

    /// What came of one try.
    struct Outcome {
        let failure: Failure
        let method: Method
        let end: TransferEnd
        let head: ResponseHead?

        var mayBeRepeated: Bool {
            if let head {
                let isBusy = head.status == 429 || head.status == 502 || head.status == 503
                guard case .failed = end else { return isBusy && method.isIdempotent }
                return false
            }
            guard case .failed(let failure) = end, !failure.wasAnswered else { return false }
            switch failure.kind {
            case .connect, .connectTimeout, .proxy, .lost: return method.isIdempotent || !failure.mayHaveBeenSent
            default: return false
            }
        }
    }
}

/// A try that failed and is made again.
package struct Retry {
    package let operation: StaticString
    /// Which try failed, from 1.
    package let tried: Int
    /// Milliseconds until the next one.
    package let pause: Int64
    package let failure: Failure
}
