/// The identifiers the real servers give out.
enum Identifier {
    /// 32 hexadecimal digits: commands and requests.
    static func hex() -> String {
        var generator = SystemRandomNumberGenerator()
        return digits(generator.next()) + digits(generator.next())
    }

    /// A version 4 UUID in lower case: sandboxes and sessions.
    static func uuid() -> String {
        let hex = Array(hex())
        let variant = ["8", "9", "a", "b"].randomElement() ?? "8"
        return [
            String(hex[0..<8]), String(hex[8..<12]), "4" + String(hex[13..<16]), variant + String(hex[17..<20]),
            String(hex[20..<32]),
        ].joined(separator: "-")
    }

    private static func digits(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
