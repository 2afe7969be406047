/// A request's path and query, taken apart.
struct RequestTarget: Sendable {
    /// As it came, still encoded, always starting with "/".
    let path: String
    /// As it came, without the question mark.
    let query: String?

    init(_ uri: String) {
        let parts = uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts.first.map(String.init) ?? ""
        self.init(path: path.hasPrefix("/") ? path : "/" + path, query: parts.count > 1 ? String(parts[1]) : nil)
    }

    init(path: String, query: String?) {
        (self.path, self.query) = (path, query)
    }

    /// Decoded; "/a//b/" has a, "", b and "".
    var segments: [String] { path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { Percent.decode($0) } }

    /// What is left of the target behind `count` segments.
    func dropping(segments count: Int) -> RequestTarget {
        let parts = path.dropFirst().split(separator: "/", maxSplits: count, omittingEmptySubsequences: false)
        return RequestTarget(path: "/" + (parts.count > count ? parts[count] : ""), query: query)
    }

    /// Every value of a query parameter, in order.
    func values(_ name: String) -> [String] {
        FormFields.parse(query ?? "").filter { $0.name == name }.map(\.value)
    }

    func value(_ name: String) -> String? { values(name).last }

    var uri: String { query.map { path + "?" + $0 } ?? path }
}

enum FormFields {
    /// application/x-www-form-urlencoded.
    static func parse(_ text: String) -> [(name: String, value: String)] {
        text.split(separator: "&").map { field in
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Percent.decodeField(parts[0]), parts.count > 1 ? Percent.decodeField(parts[1]) : "")
        }
    }
}

enum Percent {
    /// A malformed escape stays as it is.
    static func decode(_ text: some StringProtocol) -> String {
        var result: [UInt8] = []
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.popFirst() {
            if byte == UInt8(ascii: "%"), let value = escaped(bytes) {
                result.append(value)
                bytes = bytes.dropFirst(2)
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// As Go's url.PathEscape.
    static func encodePathSegment(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            let character = Character(Unicode.Scalar(byte))
            if byte < 0x80 && (character.isLetter || character.isNumber || "-_.~$&+=:@".contains(character)) {
                result.append(character)
            } else {
                result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }

    static func decodeField(_ text: some StringProtocol) -> String {
        decode(String(text.map { $0 == "+" ? " " : $0 }))
    }

    private static func escaped(_ bytes: ArraySlice<UInt8>) -> UInt8? {
        guard bytes.count >= 2,
            let high = Character(Unicode.Scalar(bytes[bytes.startIndex])).hexDigitValue,
            let low = Character(Unicode.Scalar(bytes[bytes.startIndex + 1])).hexDigitValue
        else { return nil }
        return UInt8(high << 4 | low)
    }
}
