import Glibc

enum HTTPDate {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// The present, as the Date header wants it.
    static func now() -> String { text(time(nil)) }

    static func text(_ instant: Int) -> String {
        var instant = instant
        var parts = tm()
        gmtime_r(&instant, &parts)
        let day = twoDigits(parts.tm_mday), hour = twoDigits(parts.tm_hour)
        let minute = twoDigits(parts.tm_min), second = twoDigits(parts.tm_sec)
        return "\(days[Int(parts.tm_wday)]), \(day) \(months[Int(parts.tm_mon)]) \(parts.tm_year + 1900) \(hour):\(minute):\(second) GMT"
    }

    /// Seconds since 1970, from the form that is in use; the obsolete ones count as nothing.
    static func parse(_ text: String) -> Int? {
        let fields = text.split(separator: " ")
        guard fields.count == 6, fields[0].hasSuffix(","), fields[5] == "GMT", let day = Int32(fields[1]),
            let month = months.firstIndex(where: { $0 == fields[2] }), let year = Int32(fields[3]), (1900...9999).contains(year)
        else { return nil }
        let clock = fields[4].split(separator: ":").compactMap { Int32($0) }
        guard clock.count == 3, (1...31).contains(day), (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (year - 1900, Int32(month), day)
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (clock[0], clock[1], clock[2])
        return timegm(&parts)
    }

    private static func twoDigits(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
