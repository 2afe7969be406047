/// Variables in texts, as Go's os.Expand and execd's paths have them.
enum GoText {
    /// Puts in the values of "$name" and "${name}"; a name that is not there counts as empty.
    static func expand(_ text: String, _ environment: [String: String]) -> String {
        var result: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "$"), !rest.isEmpty else {
                result.append(byte)
                continue
            }
            let (name, length) = variable(rest)
            if let name {
                result += Array((environment[name] ?? "").utf8)
            } else if length == 0 {
                result.append(byte)
            }
            rest = rest.dropFirst(length)
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// What follows a "$": a name and how many bytes it takes. Without a name, those bytes are bad syntax and go.
    private static func variable(_ text: ArraySlice<UInt8>) -> (name: String?, length: Int) {
        if text.first == UInt8(ascii: "{") {
            guard let end = text.firstIndex(of: UInt8(ascii: "}")) else { return (nil, 1) }
            let name = text[text.startIndex + 1..<end]
            return (name.isEmpty ? nil : String(decoding: name, as: UTF8.self), name.count + 2)
        }
        if let first = text.first, "*#$@!?-0123456789".utf8.contains(first) {
            return (String(decoding: [first], as: UTF8.self), 1)
        }
        let name = text.prefix { isNameByte($0) }
        return (name.isEmpty ? nil : String(decoding: name, as: UTF8.self), name.count)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    /// Whether a variable can be exported under this name.
    static func isVariableName(_ name: String) -> Bool {
        name.utf8.allSatisfy { isNameByte($0) } && name.utf8.first.map { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
    }

    struct PathProblem: Error {
        let text: String
    }

    /// A path with its variables put in and a "~" at its start replaced. Unlike elsewhere, a variable must be there.
    static func expandPath(_ path: String, _ environment: [String: String]) throws(PathProblem) -> String {
        if path.isEmpty { return path }
        let missing = Set(variables(in: path)).filter { environment[$0] == nil }
        guard missing.isEmpty else {
            throw PathProblem(text: "path references undefined environment variables: " + missing.sorted().joined(separator: ","))
        }
        let expanded = expand(path, environment)
        guard expanded == "~" || expanded.hasPrefix("~/") || expanded.hasPrefix("~\\") else { return expanded }
        guard let home = environment["HOME"], !home.isEmpty else { throw PathProblem(text: "$HOME is not defined") }
        return expanded == "~" ? home : home + "/" + expanded.dropFirst(2)
    }

    /// Without empty parts, "." and "..", as filepath.Clean does it: by the text alone.
    static func cleanPath(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    private static func variables(in path: String) -> [String] {
        var names: [String] = []
        var rest = Array(path.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "$") else { continue }
            if let name = variable(rest).name, isVariableName(name) { names.append(name) }
        }
        return names
    }
}
