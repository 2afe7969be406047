extension Instant {
    /// RFC 3339 in UTC with milliseconds, for any time from the year 0 to 9999; what is beyond is moved there.
    static func text(_ milliseconds: Int64) -> String {
        let first: Int64 = -62_167_219_200_000, last: Int64 = 253_402_300_799_999
        let instant = min(max(milliseconds, first), last)
        let days = floored(instant, 86_400_000)
        let time = instant &- days &* 86_400_000
        let (year, month, day) = date(days)
        let parts: [(number: Int64, digits: Int, before: Unicode.Scalar)] = [
            (year, 4, "+"), (month, 2, "-"), (day, 2, "-"), (time / 3_600_000, 2, "T"), (time / 60_000 % 60, 2, ":"),
            (time / 1000 % 60, 2, ":"), (time % 1000, 3, "."),
        ]
        var text: [UInt8] = []
        for part in parts {
            text.append(UInt8(ascii: part.before))
            append(part.number, part.digits, to: &text)
        }
        text.append(UInt8(ascii: "Z"))
        return String(decoding: text.dropFirst(), as: UTF8.self)
    }

    /// The calendar's day that is so many after 1970-01-01, in years that begin in March.
    private static func date(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days &+ 719_468
        let era = floored(shifted, 146_097)
        let dayOfEra = shifted &- era &* 146_097
        let yearOfEra = (dayOfEra &- dayOfEra / 1_460 &+ dayOfEra / 36_524 &- dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra &- (365 &* yearOfEra &+ yearOfEra / 4 &- yearOfEra / 100)
        let monthFromMarch = (5 &* dayOfYear &+ 2) / 153
        let day = dayOfYear &- (153 &* monthFromMarch &+ 2) / 5 &+ 1
        let month = monthFromMarch < 10 ? monthFromMarch &+ 3 : monthFromMarch &- 9
        return (yearOfEra &+ era &* 400 &+ (month <= 2 ? 1 : 0), month, day)
    }

    private static func floored(_ number: Int64, _ divisor: Int64) -> Int64 {
        // no trap: the divisor is a day's milliseconds or an era's days
        number >= 0 ? number / divisor : (number &- divisor &+ 1) / divisor
    }

    private static func append(_ number: Int64, _ count: Int, to text: inout [UInt8]) {
        var digits: [UInt8] = [], rest = number
        for _ in stride(from: 0, to: count, by: 1) {
            digits.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        }
        text += digits.reversed()
    }

    /// The time of a header field as HTTP has it now: "Mon, 23 Nov 2026 05:35:54 GMT" (RFC 9110, 5.6.7). nil for anything else.
    static func ofHeader(_ text: String) -> Int64? {
        let months: [StaticString] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        var reader = Digits(text)
        guard let comma = reader.rest.firstIndex(of: UInt8(ascii: ",")) else { return nil }
        reader.rest = reader.rest[reader.rest.index(after: comma)...]
        guard reader.skip(" "), let day = reader.number(2), reader.skip(" ") else { return nil }
        let name = String(Substring(reader.rest.prefix(3)))
        guard let index = months.firstIndex(where: { name.isExactly($0) }) else { return nil }
        let month = Int64(clamping: index) &+ 1
        reader.rest = reader.rest.dropFirst(3)
        guard reader.skip(" "), let year = reader.number(4), reader.skip(" "), let hour = reader.number(2), reader.skip(":"),
            let minute = reader.number(2), reader.skip(":"), let second = reader.number(2), reader.rest.elementsEqual(" GMT".utf8),
            day >= 1, day <= daysInMonth(year, month), hour < 24, minute < 60, second < 61
        else { return nil }
        return (((daysSince1970(year, month, day) &* 24 &+ hour) &* 60 &+ minute) &* 60 &+ second) &* 1000
    }
}
