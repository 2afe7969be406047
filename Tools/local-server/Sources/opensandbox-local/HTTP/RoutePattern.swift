/// The shape of a path: words, and "*" for any one segment that is not empty.
struct RoutePattern: Sendable, ExpressibleByStringLiteral {
    private let words: [String]

    init(stringLiteral pattern: String) { words = pattern.split(separator: "/").map(String.init) }

    func matches(_ segments: [String]) -> Bool {
        segments.count == words.count && zip(segments, words).allSatisfy { $1 == "*" ? !$0.isEmpty : $0 == $1 }
    }
}
