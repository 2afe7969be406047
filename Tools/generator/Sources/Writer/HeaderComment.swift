import Interface

/// The comments of the header, as a C programmer reads them: no Markdown.
enum HeaderComment {
    static let width = 120

    static func handle(_ handle: Handle) -> [String] {
        wrap(body(handle.description) + [[life(threads: handle.threads, since: handle.since)]])
    }

    static func enumeration(_ enumeration: Enumeration) -> [String] {
        wrap(body(enumeration.description))
    }

    static func constant(_ constant: Enumeration.Constant) -> [String] {
        constant.description.map { wrap(body($0, indent: 4), indent: 4) } ?? []
    }

    static func callback(_ callback: Callback) -> [String] {
        wrap(body(callback.description) + [arguments(callback.parameters, callback.result)])
    }

    static func function(_ function: Function) -> [String] {
        let failures = function.failures.enumerated().flatMap { index, failure in
            fill(failure.text, first: index == 0 ? "Errors: " : "        ", rest: "          ")
        }
        return wrap(
            body(function.description) + [arguments(function.parameters, function.result)]
                + [failures + [life(threads: function.threads, since: function.since)]])
    }

    private static func arguments(_ parameters: [Parameter], _ result: Result) -> [String] {
        let described = parameters.filter { $0.text != nil }
        let column = described.map(\.name.count).max() ?? 0
        var lines = described.flatMap { parameter in
            let name = parameter.name + String(repeating: " ", count: column - parameter.name.count)
            return fill(parameter.text ?? "", first: "@param \(name)  ", rest: String(repeating: " ", count: column + 9))
        }
        if let text = result.text { lines += fill(text, first: "@return ", rest: "        ") }
        return lines
    }

    private static func life(threads: String, since: String) -> String {
        "Threads: \(threads)\(threads.hasSuffix(".") ? "" : ".") Since \(since)."
    }

    private static func body(_ description: Description, indent: Int = 0) -> [[String]] {
        let text = [description.summary, description.details].compactMap { $0 }.joined(separator: "\n\n")
        return [Prose.fillLines(plain(text), width: width - " * ".count - indent)]
    }

    private static func fill(_ text: String, first: String, rest: String) -> [String] {
        Prose.fill(plain(text), width: width - " * ".count, first: first, rest: rest)
    }

    private static func plain(_ text: String) -> String {
        text.filter { $0 != "`" }
    }

    /// Blocks with an empty line between them; one line where everything fits on it.
    private static func wrap(_ blocks: [[String]], indent: Int = 0) -> [String] {
        let margin = String(repeating: " ", count: indent)
        let lines = Array(blocks.filter { !$0.isEmpty }.joined(separator: [""]))
        if lines.count == 1, let line = lines.first, indent + line.count + "/**  */".count <= width {
            return ["\(margin)/** \(line) */"]
        }
        return ["\(margin)/**"] + lines.map { "\(margin) *" + ($0.isEmpty ? "" : " ") + $0 } + ["\(margin) */"]
    }
}
