/// A JSON value whose members keep their order, printed so that people can read it and a diff stays small.
enum JSON {
    case string(String)
    case number(Int32)
    case bool(Bool)
    case array([JSON])
    case object([(String, JSON?)])

    /// On one line where that fits, else one member or element a line.
    func print(indent: Int = 0, width: Int = 120, after used: Int = 0) -> String {
        let line = compact
        if used + line.count <= width { return line }
        let margin = String(repeating: " ", count: indent + 2)
        func block(_ open: String, _ lines: [String], _ close: String) -> String {
            "\(open)\n\(lines.map { margin + $0 }.joined(separator: ",\n"))\n\(String(repeating: " ", count: indent))\(close)"
        }
        switch self {
        case .array(let elements) where !elements.isEmpty:
            return block("[", elements.map { $0.print(indent: indent + 2, width: width, after: indent + 3) }, "]")
        case .object(let members) where !members.isEmpty:
            let lines = Self.present(members).map { name, value in
                let key = "\(Self.quoted(name)): "
                return key + value.print(indent: indent + 2, width: width, after: indent + 3 + key.count)
            }
            return block("{", lines, "}")
        default:
            return line
        }
    }

    private var compact: String {
        switch self {
        case .string(let text): Self.quoted(text)
        case .number(let number): String(number)
        case .bool(let truth): truth ? "true" : "false"
        case .array(let elements): "[\(elements.map(\.compact).joined(separator: ", "))]"
        case .object(let members):
            "{\(Self.present(members).map { "\(Self.quoted($0)): \($1.compact)" }.joined(separator: ", "))}"
        }
    }

    /// A member without a value is left out.
    private static func present(_ members: [(String, JSON?)]) -> [(String, JSON)] {
        members.compactMap { name, value in value.map { (name, $0) } }
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.map { character -> String in
            switch character {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            default: String(character)
            }
        }
        return "\"\(escaped.joined())\""
    }
}
