/// Text broken into lines of at most a given width.
enum Prose {
    /// Fills one paragraph: `first` begins its first line, `rest` every other one.
    static func fill(_ text: String, width: Int, first: String = "", rest: String = "") -> [String] {
        var lines: [String] = []
        var line = first
        var isEmpty = true
        for word in text.split(whereSeparator: \.isWhitespace) {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = rest
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
    }

    /// Fills each line of a text whose lines are paragraphs or list items; keeps indented lines as they are.
    static func fillLines(_ text: String, width: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            line.hasPrefix(" ") ? [String(line)] : fill(String(line), width: width, rest: line.hasPrefix("- ") ? "  " : "")
        }
    }

    /// Fills entries such as `Numbers    Durations are ...`, with their continuation below the text.
    static func fillEntries(_ text: String, width: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            let word = line.prefix { $0 != " " }
            let gap = line[word.endIndex...].prefix { $0 == " " }
            guard gap.count > 1 else { return fill(String(line), width: width) }
            let margin = String(repeating: " ", count: word.count + gap.count)
            return fill(String(line[gap.endIndex...]), width: width, first: String(word + gap), rest: margin)
        }
    }

    /// Items separated by commas, between an opening and a closing text, the items aligned below each other.
    static func list(_ items: [String], open: String, close: String, width: Int) -> [String] {
        let indent = String(repeating: " ", count: open.count)
        var lines: [String] = []
        var line = open
        for (index, item) in items.enumerated() {
            let piece = item + (index + 1 < items.count ? "," : close)
            if line.count > open.count, line.count + 1 + piece.count > width {
                lines.append(line)
                line = indent
            }
            line += (line.count > open.count ? " " : "") + piece
        }
        return lines + [items.isEmpty ? open + close : line]
    }
}
