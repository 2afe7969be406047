/// What a command runs.
package enum Program: Sendable {
    /// Text for the sandbox's shell.
    case shell(String)
    /// A program and its arguments, without a shell between.
    case vector([String])

    /// The same for a daemon that knows no argument vectors: a shell command that becomes the program, every word quoted.
    var replacingShell: String {
        switch self {
        case .shell(let text): text
        // Without `exec` a builtin of the same name would run in the program's place. `--` only where it is needed: not every shell has it.
        case .vector(let words): "exec " + (words.first?.utf8.first == UInt8(ascii: "-") ? "-- " : "") + Self.quoted(words)
        }
    }

    /// The same as a command of a session's shell, which has to live on.
    var withinShell: String {
        switch self {
        case .shell(let text): text
        case .vector(let words): Self.quoted(words)
        }
    }

    private static func quoted(_ words: [String]) -> String {
        var text: [UInt8] = []
        for word in words {
            if !text.isEmpty { text.append(UInt8(ascii: " ")) }
            text += shellQuoted(word)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// One word of a POSIX shell that stands for exactly this text.
func shellQuoted(_ text: String) -> [UInt8] {
    let quote = UInt8(ascii: "'")
    var quoted = [quote]
    for byte in text.utf8 {
        if byte == quote { quoted += Array("'\\''".utf8) } else { quoted.append(byte) }
    }
    quoted.append(quote)
    return quoted
}
