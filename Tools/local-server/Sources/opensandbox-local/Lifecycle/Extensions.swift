/// What a create request passes on beside its fields.
enum Extensions {
    private static let renewal = "access.renew.extend.seconds"
    private static let renewalSeconds = 300...86_400
    /// Only those are told again.
    private static let visiblePrefix = "opensandbox.extensions."

    static func check(_ extensions: [String: String]) throws(ServiceError) {
        guard let text = extensions[renewal] else { return }
        let (least, most) = (renewalSeconds.lowerBound, renewalSeconds.upperBound)
        guard !text.isBlank else {
            throw .invalidParameter(
                "Invalid extensions[\"\(renewal)\"]: empty value; omit the key to disable renew-on-access, "
                    + "or use an integer between \(least) and \(most) seconds.")
        }
        guard let seconds = Int(text.trimmed) else {
            throw .invalidParameter(
                "Invalid extensions[\"\(renewal)\"]: must be a base-10 integer string between \(least) and \(most), got '\(text)'.")
        }
        guard renewalSeconds.contains(seconds) else {
            throw .invalidParameter(
                "Invalid extensions[\"\(renewal)\"]: must be between \(least) and \(most) seconds "
                    + "(5 minutes to 24 hours inclusive), got \(seconds).")
        }
    }

    static func visible(_ extensions: [String: String]) -> [String: String] {
        extensions.filter { $0.key.hasPrefix(visiblePrefix) }
    }
}
