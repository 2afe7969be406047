import Interface

/// A comment taken apart: prose first, then fields such as `- Since: 0.1.0`.
struct Documentation {
    enum Keyword: String {
        case parameter = "Parameter"
        case returns = "Returns"
        case errors = "Errors"
        case threads = "Threads"
        case source = "Source"
        case since = "Since"
        /// The C name of an enum and the prefix of its constants.
        case c = "C"
    }

    struct Field {
        let keyword: Keyword
        /// Of a parameter.
        let name: String?
        var text: String
        let line: Int
    }

    let description: Description
    let fields: [Field]

    init(_ comment: Comment, of subject: String, line: Int, in file: SourceFile) throws(Problem) {
        var prose: [Substring] = []
        var fields: [Field] = []
        for line in comment.lines {
            if let field = try Self.field(line, in: file) {
                if field.keyword != .parameter, fields.contains(where: { $0.keyword == field.keyword }) {
                    throw file.problem("a second `- \(field.keyword.rawValue):`", line: line.number)
                }
                fields.append(field)
            } else if fields.isEmpty {
                prose.append(line.text)
            } else if let more = line.text.nonEmptyTrimmed {
                guard line.text.hasPrefix(" ") else { throw file.problem("prose belongs before the fields", line: line.number) }
                fields[fields.count - 1].text += (fields[fields.count - 1].text.isEmpty ? "" : " ") + more
            }
        }
        let paragraphs = prose.split { $0.allSatisfy(\.isWhitespace) }.map(Self.unwrapped)
        guard let summary = paragraphs.first else {
            throw file.problem("\(subject) has no documentation", line: line)
        }
        for field in fields where field.text.isEmpty {
            throw file.problem("`- \(field.keyword.rawValue):` says nothing", line: field.line)
        }
        let details = paragraphs.dropFirst().joined(separator: "\n\n")
        description = Description(summary: summary, details: details.isEmpty ? nil : details)
        self.fields = fields
    }

    /// One line for the paragraph and one for each list item in it; examples, indented by four, keep their lines.
    private static func unwrapped(_ lines: ArraySlice<Substring>) -> String {
        lines.reduce(into: "") { text, line in
            if line.hasPrefix("    ") || line.hasPrefix("- ") {
                text += (text.isEmpty ? "" : "\n") + line
            } else {
                text += (text.isEmpty ? "" : " ") + (line.nonEmptyTrimmed ?? "")
            }
        }
    }

    /// `- Keyword: text` or `- Parameter name: text`; nil for prose. A list item of the prose starts in lower case or has no
    /// colon after its first words.
    private static func field(_ line: Comment.Line, in file: SourceFile) throws(Problem) -> Field? {
        guard line.text.hasPrefix("- "), let colon = line.text.firstIndex(of: ":") else { return nil }
        let words = line.text[..<colon].dropFirst(2).split(separator: " ")
        guard let first = words.first, first.first?.isUppercase == true, words.count <= 2 else { return nil }
        guard let keyword = Keyword(rawValue: String(first)), words.count == (keyword == .parameter ? 2 : 1) else {
            throw file.problem("`\(line.text[...colon])` is not a field that is known here", line: line.number)
        }
        let text = line.text[line.text.index(after: colon)...].nonEmptyTrimmed ?? ""
        return Field(keyword: keyword, name: words.count == 2 ? String(words[1]) : nil, text: text, line: line.number)
    }

    subscript(keyword: Keyword) -> String? {
        fields.first { $0.keyword == keyword }?.text
    }

    /// The version of `- Since:`, whose form is checked.
    func since(in file: SourceFile) throws(Problem) -> String? {
        guard let field = fields.first(where: { $0.keyword == .since }) else { return nil }
        let parts = field.text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ UInt16($0) != nil }) else {
            throw file.problem("`- Since:` is not a version such as 0.1.0", line: field.line)
        }
        return field.text
    }

    func parameter(_ name: String) -> String? {
        fields.first { $0.keyword == .parameter && $0.name == name }?.text
    }

    /// Fields that mean nothing for this kind of declaration are mistakes, not decoration.
    func allow(_ keywords: Keyword..., in file: SourceFile) throws(Problem) {
        for field in fields where !keywords.contains(field.keyword) {
            throw file.problem("`- \(field.keyword.rawValue):` has no meaning here", line: field.line)
        }
    }
}

extension Substring {
    /// Without the spaces around it, nil when that is all there is.
    var nonEmptyTrimmed: String? {
        guard let first = firstIndex(where: { $0 != " " }), let last = lastIndex(where: { $0 != " " }) else { return nil }
        return String(self[first...last])
    }
}
