/// A pattern for names, with the rules of Go's doublestar as execd has them: "*", "?", "[a-z]", "{a,b}", "**" and "!(a)".
struct Glob: Sendable {
    struct Malformed: Error {}

    /// Alternatives multiply; what takes longer than this is no pattern.
    private static let mostSteps = 100_000

    private let pattern: [Unicode.Scalar]

    init(_ pattern: String) { self.pattern = Array(pattern.unicodeScalars) }

    func matches(_ name: String) throws(Malformed) -> Bool {
        guard isWellFormed else { throw Malformed() }
        var steps = 0
        return try Self.match(pattern[...], Array(name.unicodeScalars)[...], isSegmentStart: true, &steps)
    }

    /// Also where no name ever gets.
    private var isWellFormed: Bool {
        var rest = pattern[...]
        var depth = 0
        while let next = rest.popFirst() {
            switch next {
            case "\\": if rest.popFirst() == nil { return false }
            case "[":
                guard let behind = try? Self.matchClass(rest, nil).behind else { return false }
                rest = behind
            case "{": depth += 1
            case "}":
                depth -= 1
                if depth < 0 { return false }
            default: break
            }
        }
        return depth == 0
    }

    private typealias Text = ArraySlice<Unicode.Scalar>

    private static func match(_ pattern: Text, _ name: Text, isSegmentStart: Bool, _ steps: inout Int) throws(Malformed) -> Bool {
        steps += 1
        guard steps <= mostSteps else { throw Malformed() }
        guard let first = pattern.first else { return name.isEmpty }
        let rest = pattern.dropFirst()
        switch first {
        case "*":
            if rest.first == "*" && isSegmentStart {
                let behind = rest.dropFirst()
                if behind.isEmpty { return true }
                if behind.first == "/" { return try matchSegments(behind.dropFirst(), name, &steps) }
            }
            return try matchStar(rest.first == "*" ? rest.dropFirst() : rest, name, &steps)
        case "?":
            guard let character = name.first, character != "/" else { return false }
            return try match(rest, name.dropFirst(), isSegmentStart: false, &steps)
        case "[":
            let (isIn, behind) = try matchClass(rest, name.first)
            guard isIn else { return false }
            return try match(behind, name.dropFirst(), isSegmentStart: false, &steps)
        case "{":
            let end = try closing(rest, "{", "}", depth: 1)
            for alternative in alternatives(rest[..<end]) {
                let combined = Array(alternative + rest[(end + 1)...])
                if try match(combined[...], name, isSegmentStart: isSegmentStart, &steps) { return true }
            }
            return false
        case "!":
            guard rest.first == "(" else { throw Malformed() }
            let end = try closing(rest, "(", ")", depth: 0)
            let combined = Array(rest.dropFirst()[..<end] + rest[(end + 1)...])
            return try !match(combined[...], name, isSegmentStart: isSegmentStart, &steps)
        case "\\":
            guard let literal = rest.first else { throw Malformed() }
            guard name.first == literal else { return false }
            return try match(rest.dropFirst(), name.dropFirst(), isSegmentStart: literal == "/", &steps)
        default:
            // "a/**" matches "a" itself.
            if name.isEmpty && pattern.elementsEqual("/**".unicodeScalars) { return true }
            guard name.first == first else { return false }
            return try match(rest, name.dropFirst(), isSegmentStart: first == "/", &steps)
        }
    }

    /// Any text without a slash, and then the rest.
    private static func matchStar(_ rest: Text, _ name: Text, _ steps: inout Int) throws(Malformed) -> Bool {
        var name = name
        while true {
            if try match(rest, name, isSegmentStart: false, &steps) { return true }
            guard let character = name.popFirst(), character != "/" else { return false }
        }
    }

    /// Any number of segments, and then the rest.
    private static func matchSegments(_ rest: Text, _ name: Text, _ steps: inout Int) throws(Malformed) -> Bool {
        var name = name
        while true {
            if try match(rest, name, isSegmentStart: true, &steps) { return true }
            guard let slash = name.firstIndex(of: "/") else { return false }
            name = name[(slash + 1)...]
        }
    }

    /// What follows a "[": whether the character is meant, and what stands behind the "]".
    private static func matchClass(_ text: Text, _ character: Unicode.Scalar?) throws(Malformed) -> (isIn: Bool, behind: Text) {
        var text = text
        let isNegated = text.first == "!" || text.first == "^"
        if isNegated { text.removeFirst() }
        guard text.first != "]" else { throw Malformed() }
        var isIn = false
        var low: Unicode.Scalar?
        while true {
            guard let next = text.popFirst() else { throw Malformed() }
            if next == "]" { break }
            if next == "-", let begin = low, let end = text.first, end != "]" {
                text.removeFirst()
                let high = end == "\\" ? text.popFirst() : end
                if let character, let high, begin <= character, character <= high { isIn = true }
                low = nil
            } else {
                low = next == "\\" ? text.popFirst() : next
                if character != nil && low == character { isIn = true }
            }
        }
        return (character != nil && isIn != isNegated, text)
    }

    private static func closing(
        _ text: Text, _ open: Unicode.Scalar, _ close: Unicode.Scalar, depth begin: Int
    ) throws(Malformed) -> Int {
        var depth = begin
        var index = text.startIndex
        while index < text.endIndex {
            switch text[index] {
            case "\\": index += 1
            case open: depth += 1
            case close:
                depth -= 1
                if depth == 0 { return index }
            default: break
            }
            index += 1
        }
        throw Malformed()
    }

    /// Taken apart at the commas that stand in no braces of their own.
    private static func alternatives(_ text: Text) -> [Text] {
        var parts: [Text] = []
        var (start, depth, index) = (text.startIndex, 0, text.startIndex)
        while index < text.endIndex {
            switch text[index] {
            case "\\": index += 1
            case "{": depth += 1
            case "}": depth -= 1
            case "," where depth == 0:
                parts.append(text[start..<index])
                start = index + 1
            default: break
            }
            index += 1
        }
        return parts + [text[start...]]
    }
}
