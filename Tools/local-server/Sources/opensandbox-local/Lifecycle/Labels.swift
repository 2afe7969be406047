import NIOHTTP1

/// Kubernetes' rules for labels, which metadata has to follow.
enum Labels {
    private static let reservedPrefix = "opensandbox.io/"

    static func isReserved(_ key: String) -> Bool { key.hasPrefix(reservedPrefix) }

    static func check(_ metadata: [String: String]) throws(ServiceError) {
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            if isReserved(key) {
                throw invalid(
                    "Metadata key '\(key)' uses the reserved prefix '\(reservedPrefix)'. "
                        + "Keys under this prefix are managed by the system and cannot be set via metadata.")
            }
            guard isKey(key) else {
                throw invalid(
                    "Metadata key '\(key)' is invalid: must be either a name or a DNS-subdomain prefix and name separated by /, "
                        + "where the name is up to 63 characters and matches [A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?, "
                        + "and the optional prefix is a valid DNS subdomain up to 253 characters.")
            }
            guard value.isEmpty || isName(value) else {
                throw invalid(
                    "Metadata value '\(value)' is invalid: must be 63 characters or less, start/end with an alphanumeric "
                        + "character, and contain only alphanumeric, '-', '_', or '.' characters.")
            }
        }
    }

    private static func invalid(_ message: String) -> ServiceError {
        ServiceError(.badRequest, "SANDBOX::INVALID_METADATA_LABEL", message)
    }

    private static func isKey(_ key: String) -> Bool {
        let parts = key.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.last, isName(name) else { return false }
        return parts.count == 1 || isDomain(parts[0])
    }

    private static func isName(_ text: some StringProtocol) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count <= 63, let first = bytes.first, let last = bytes.last else { return false }
        return isAlphanumeric(first) && isAlphanumeric(last)
            && bytes.allSatisfy { isAlphanumeric($0) || "-_.".utf8.contains($0) }
    }

    private static func isDomain(_ text: some StringProtocol) -> Bool {
        text.utf8.count <= 253
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                isName(label) && label.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (isAlphanumeric($0) && !isUpper($0)) }
            }
    }

    private static func isUpper(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isUpper(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
