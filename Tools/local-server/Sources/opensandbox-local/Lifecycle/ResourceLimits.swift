/// Limits are checked as the real server checks them, and not enforced.
enum ResourceLimits {
    private static let memoryUnits: Set<String> = [
        "", "b", "k", "kb", "ki", "m", "mb", "mi", "g", "gb", "gi", "t", "tb", "ti",
    ]

    static func check(_ limits: [String: String]) throws(ServiceError) {
        if let memory = limits["memory"], !isMemory(memory) { throw unresolved("memory", memory) }
        if let cpu = limits["cpu"], !isCPU(cpu) { throw unresolved("cpu", cpu) }
    }

    private static func unresolved(_ name: String, _ value: String) -> ServiceError {
        .invalidParameter("Invalid resourceLimits.\(name): '\(value)'; must resolve to a positive resource limit.")
    }

    private static func isMemory(_ text: String) -> Bool {
        let text = text.lowercased().filter { !$0.isWhitespace }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        return memoryUnits.contains(String(text.dropFirst(digits.count))) && (Int64(digits) ?? 0) > 0
    }

    private static func isCPU(_ text: String) -> Bool {
        let text = text.lowercased().filter { !$0.isWhitespace }
        let number = text.hasSuffix("m") ? text.dropLast() : text[...]
        return (Double(number) ?? 0) > 0 && Double(number)?.isFinite == true
    }
}
