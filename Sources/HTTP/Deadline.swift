import CSystem

/// Milliseconds on the monotonic clock.
package func monotonicMilliseconds() -> Int64 { csystem_monotonic_milliseconds() }

/// A moment on the monotonic clock, or never.
package struct Deadline: Sendable, Comparable {
    package let milliseconds: Int64

    package init(at milliseconds: Int64) { self.milliseconds = milliseconds }

    /// So many milliseconds from `start`; -1, and what would overflow, is never.
    package init(after duration: Int64, from start: Int64 = monotonicMilliseconds()) {
        let (sum, overflow) = start.addingReportingOverflow(duration)
        milliseconds = duration < 0 || overflow ? Deadline.never.milliseconds : sum
    }

    package init(after duration: Int64?, from start: Int64 = monotonicMilliseconds()) {
        self.init(after: duration ?? -1, from: start)
    }

    package static var never: Deadline { Deadline(at: .max) }

    package var hasPassed: Bool { milliseconds != .max && monotonicMilliseconds() >= milliseconds }

    /// Milliseconds left: 0 when it has passed, nil for never.
    package var remaining: Int64? {
        milliseconds == .max ? nil : max(0, milliseconds &- monotonicMilliseconds())
    }

    package static func < (left: Deadline, right: Deadline) -> Bool { left.milliseconds < right.milliseconds }
}

extension Deadline {
    /// The time left as poll(2) takes it: -1 for ever, and never so short that the deadline is missed by rounding.
    package var pollTimeout: Int32 { remaining.map { Int32(clamping: $0) } ?? -1 }
}
