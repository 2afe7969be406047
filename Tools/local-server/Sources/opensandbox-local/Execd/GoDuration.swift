/// Durations as Go's time.ParseDuration reads them: "1s", "10ms", "1.5s", "1m30s".
enum GoDuration {
    private static let units: [(name: String, nanoseconds: Double)] = [
        ("ns", 1), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9),
    ]

    /// As Go's Duration.String writes it: "1.5s", "1m0s", "300ms".
    static func text(_ duration: Duration) -> String {
        let milliseconds = duration.milliseconds
        guard milliseconds >= 1000 else { return milliseconds == 0 ? "0s" : "\(milliseconds)ms" }
        let (hours, minutes) = (milliseconds / 3_600_000, milliseconds / 60_000 % 60)
        var fraction = String(1000 + milliseconds % 1000).dropFirst()
        while fraction.last == "0" { fraction.removeLast() }
        let seconds = "\(milliseconds / 1000 % 60)" + (fraction.isEmpty ? "" : "." + fraction) + "s"
        if hours > 0 { return "\(hours)h\(minutes)m" + seconds }
        return minutes > 0 ? "\(minutes)m" + seconds : seconds
    }

    /// Nil for what is none, or longer than a day.
    static func parse(_ text: String) -> Duration? {
        if text == "0" { return .zero }
        var rest = text[...]
        var total = 0.0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(digits.count)
            let name = rest.prefix { !($0.isASCII && $0.isNumber) && $0 != "." }
            rest = rest.dropFirst(name.count)
            guard let number = Double(digits), let unit = units.first(where: { $0.name == name }) else { return nil }
            total += number * unit.nanoseconds
        }
        guard !text.isEmpty, total.isFinite, total >= 0, total <= 86_400e9 else { return nil }
        return .nanoseconds(Int64(total))
    }
}
