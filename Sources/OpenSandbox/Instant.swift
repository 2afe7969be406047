/// RFC 3339 times as OpenSandbox's servers write them: with or without a fraction, with Z or an offset; without either, UTC.
enum Instant {
    /// Milliseconds since 1970-01-01 UTC, nil for what is no such time.
    static func milliseconds(_ text: String) -> Int64? {
        var reader = Digits(text)
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"), let day = reader.number(2),
            reader.skip("T") || reader.skip("t") || reader.skip(" "), let hour = reader.number(2), reader.skip(":"),
            let minute = reader.number(2), reader.skip(":"), let second = reader.number(2),
            (1...12).contains(month), day >= 1, day <= daysInMonth(year, month), hour < 24, minute < 60, second < 61
        else { return nil }
        let fraction = reader.skip(".") ? reader.fraction() : 0
        guard let fraction, let offset = reader.offset(), reader.isAtEnd else { return nil }
        let days = daysSince1970(year, month, day)
        return (((days &* 24 &+ hour) &* 60 &+ minute &- offset) &* 60 &+ second) &* 1000 &+ fraction
    }

    /// The proleptic Gregorian calendar, counted in years that begin in March so that the leap day is the last.
    static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let y = month <= 2 ? year &- 1 : year
        let era = y / 400
        let yearOfEra = y &- era &* 400
        let dayOfYear = (153 &* (month > 2 ? month &- 3 : month &+ 9) &+ 2) / 5 &+ day &- 1
        let dayOfEra = yearOfEra &* 365 &+ yearOfEra / 4 &- yearOfEra / 100 &+ dayOfYear
        return era &* 146_097 &+ dayOfEra &- 719_468
    }

    static func daysInMonth(_ year: Int64, _ month: Int64) -> Int64 {
        let (nextYear, nextMonth) = month == 12 ? (year &+ 1, 1) : (year, month &+ 1)
        return daysSince1970(nextYear, nextMonth, 1) &- daysSince1970(year, month, 1)
    }

    struct Digits {
        var rest: Substring.UTF8View

        init(_ text: String) { rest = Substring(text).utf8 }

        var isAtEnd: Bool { rest.isEmpty }

        mutating func digit() -> Int64? {
            guard let byte = rest.first, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            rest = rest.dropFirst()
            return Int64(truncatingIfNeeded: byte &- UInt8(ascii: "0"))
        }

        mutating func number(_ count: Int) -> Int64? {
            var number: Int64 = 0
            for _ in stride(from: 0, to: count, by: 1) {
                guard let digit = digit() else { return nil }
                number = number &* 10 &+ digit
            }
            return number
        }

        mutating func skip(_ character: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: character) else { return false }
            rest = rest.dropFirst()
            return true
        }

        /// Milliseconds; finer digits are read and dropped.
        mutating func fraction() -> Int64? {
            var milliseconds: Int64 = 0, weight: Int64 = 100
            guard let first = digit() else { return nil }
            milliseconds = first &* weight
            while let next = digit() {
                weight /= 10
                milliseconds = milliseconds &+ next &* weight
            }
            return milliseconds
        }

        /// Minutes east of UTC.
        mutating func offset() -> Int64? {
            if rest.isEmpty || skip("Z") || skip("z") { return 0 }
            let isEast = skip("+")
            guard isEast || skip("-"), let hours = number(2), skip(":"), let minutes = number(2), hours < 24, minutes < 60 else { return nil }
            return (hours &* 60 &+ minutes) &* (isEast ? 1 : -1)
        }
    }
}
