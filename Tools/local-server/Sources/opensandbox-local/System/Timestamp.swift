import Glibc

/// An instant, to the microsecond, on the wall clock.
struct Timestamp: Sendable, Comparable {
    let microseconds: Int64

    static var now: Timestamp {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Timestamp(microseconds: Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000)
    }

    var milliseconds: Int64 { microseconds / 1000 }

    static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }

    func adding(seconds: Int64) -> Timestamp { Timestamp(microseconds: microseconds + seconds * 1_000_000) }

    func timeLeft(from now: Timestamp = .now) -> Duration { .microseconds(max(0, microseconds - now.microseconds)) }

    /// As pydantic writes it: "2026-11-23T05:35:53.338890Z", the fraction left out where it is zero.
    var text: String {
        let fraction = microseconds % 1_000_000
        return dateAndTime(Int(microseconds / 1_000_000)) + (fraction == 0 ? "" : "." + padded(fraction, 6)) + "Z"
    }

    /// ISO 8601 with seconds; without an offset it is UTC. Nil for anything else.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        guard let year = Self.digits(4, &rest), Self.take("-", &rest), let month = Self.digits(2, &rest),
            Self.take("-", &rest), let day = Self.digits(2, &rest), Self.take("T", &rest) || Self.take(" ", &rest),
            let hour = Self.digits(2, &rest), Self.take(":", &rest), let minute = Self.digits(2, &rest),
            Self.take(":", &rest), let second = Self.digits(2, &rest),
            (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 60
        else { return nil }
        var fraction: Int64 = 0
        if Self.take(".", &rest) {
            var unit: Int64 = 100_000
            let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard !digits.isEmpty else { return nil }
            for digit in digits.prefix(6) {
                fraction += Int64(digit - UInt8(ascii: "0")) * unit
                unit /= 10
            }
            rest = rest.dropFirst(digits.count)
        }
        var offset: Int64 = 0
        if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
            rest.removeFirst()
            guard let hours = Self.digits(2, &rest), Self.take(":", &rest), let minutes = Self.digits(2, &rest),
                hours < 24, minutes < 60
            else { return nil }
            offset = Int64(hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
        } else if !rest.isEmpty {
            guard Self.take("Z", &rest) || Self.take("z", &rest) else { return nil }
        }
        guard rest.isEmpty else { return nil }
        var parts = tm()
        parts.tm_year = Int32(year - 1900)
        parts.tm_mon = Int32(month - 1)
        parts.tm_mday = Int32(day)
        parts.tm_hour = Int32(hour)
        parts.tm_min = Int32(minute)
        parts.tm_sec = Int32(second)
        self.init(microseconds: (Int64(timegm(&parts)) - offset) * 1_000_000 + fraction)
    }

    init(microseconds: Int64) { self.microseconds = microseconds }

    private static func digits(_ count: Int, _ text: inout ArraySlice<UInt8>) -> Int? {
        var value = 0
        for _ in 0..<count {
            guard let byte = text.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
            text.removeFirst()
        }
        return value
    }

    private static func take(_ character: Character, _ text: inout ArraySlice<UInt8>) -> Bool {
        guard text.first == character.asciiValue else { return false }
        text.removeFirst()
        return true
    }
}

/// An instant, to the nanosecond, as execd tells it.
struct Instant: Sendable {
    let seconds: Int
    let nanoseconds: Int

    static var now: Instant {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Instant(seconds: now.tv_sec, nanoseconds: now.tv_nsec)
    }

    /// RFC 3339 as Go writes it: the fraction without the zeros at its end.
    var text: String {
        var fraction = padded(nanoseconds, 9)[...]
        while fraction.last == "0" { fraction.removeLast() }
        return dateAndTime(seconds) + (fraction.isEmpty ? "" : "." + fraction) + "Z"
    }
}

/// "2026-11-23T05:35:53"
private func dateAndTime(_ seconds: Int) -> String {
    var seconds = seconds
    var parts = tm()
    gmtime_r(&seconds, &parts)
    let date = "\(padded(parts.tm_year + 1900, 4))-\(padded(parts.tm_mon + 1, 2))-\(padded(parts.tm_mday, 2))"
    return date + "T" + "\(padded(parts.tm_hour, 2)):\(padded(parts.tm_min, 2)):\(padded(parts.tm_sec, 2))"
}

private func padded(_ number: some BinaryInteger, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
