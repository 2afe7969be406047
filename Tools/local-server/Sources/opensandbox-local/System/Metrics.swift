import Glibc

/// Processor and memory of the machine, as execd tells them.
struct Metrics: Sendable {
    /// Over which the processor's use is measured.
    static let interval = Duration.seconds(1)

    struct Unreadable: Error {
        let text: String
    }

    /// What the kernel has counted so far.
    struct Sample: Sendable {
        let at = Timestamp.now
        fileprivate let busy: Double
        fileprivate let total: Double

        init() throws(Unreadable) {
            // cpu user nice system idle iowait irq softirq steal guest guest_nice, of which the last two count as user already.
            let line = ProcessTable.text("/proc/stat")?.split(separator: "\n").first ?? ""
            let ticks = line.split(separator: " ").dropFirst().prefix(8).compactMap { Double($0) }
            guard ticks.count == 8 else { throw Unreadable(text: "/proc/stat") }
            total = ticks.reduce(0, +)
            busy = total - ticks[3] - ticks[4]
        }
    }

    private let processors: Int
    private let usedPercent: Double
    private let totalMebibytes: Double
    private let usedMebibytes: Double
    private let at: Timestamp

    init(from begin: Sample, to end: Sample) throws(Unreadable) {
        let passed = end.total - begin.total
        usedPercent = passed > 0 ? min(100, max(0, (end.busy - begin.busy) / passed * 100)) : 0
        at = begin.at
        processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        var kibibytes: [Substring: Double] = [:]
        for line in (ProcessTable.text("/proc/meminfo") ?? "").split(separator: "\n") {
            let parts = line.split(whereSeparator: { $0 == ":" || $0 == " " })
            if parts.count >= 2, let number = Double(parts[1]) { kibibytes[parts[0]] = number }
        }
        guard let total = kibibytes["MemTotal"], let free = kibibytes["MemFree"] else { throw Unreadable(text: "/proc/meminfo") }
        let caches = ["Buffers", "Cached", "SReclaimable"].reduce(0) { $0 + (kibibytes[Substring($1)] ?? 0) }
        totalMebibytes = total / 1024
        usedMebibytes = max(0, total - free - caches) / 1024
    }

    var view: JSONValue {
        .object([
            "cpu_count": .integer(processors), "cpu_used_pct": Self.number(usedPercent), "mem_total_mib": Self.number(totalMebibytes),
            "mem_used_mib": Self.number(usedMebibytes), "timestamp": .integer(at.milliseconds),
        ])
    }

    /// Go leaves ".0" out.
    private static func number(_ value: Double) -> JSONValue { Int64(exactly: value).map { .integer($0) } ?? .number("\(value)") }
}
