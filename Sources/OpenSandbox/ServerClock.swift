import CSystem
import HTTP
import Synchronization

/// The server's time, from the Date of its answers: this machine's own clock may be wrong. Goes on by a clock that nobody sets.
final class ServerClock: Sendable {
    private static let unknown = Int64.min

    /// From the clock since boot to the server's.
    private let offset = Atomic<Int64>(ServerClock.unknown)

    func note(_ head: ResponseHead?) {
        guard let date = head?["date"].flatMap(Instant.ofHeader) else { return }
        // The header names the second that has begun. Its end, so that what is asked to live a minute from now does.
        offset.store(date &+ 1000 &- csystem_boot_milliseconds(), ordering: .relaxed)
    }

    /// Milliseconds since 1970; nil as long as no answer has told.
    var now: Int64? {
        let offset = self.offset.load(ordering: .relaxed)
        return offset == Self.unknown ? nil : csystem_boot_milliseconds() &+ offset
    }
}
