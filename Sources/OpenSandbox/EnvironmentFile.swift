import HTTP

extension Sandbox {
    /// Sets an environment variable for all later commands, by way of the file that the daemon reads before each of them.
    ///
    /// How that file quotes has changed between daemons, so what was written is read back: first unquoted where no daemon can misread that,
    /// then quoted.
    package func setEnvironment(_ name: String, _ value: String, _ cancel: CancelToken?) throws(Failure) {
        let spellings = EnvironmentFile.spellings(name, value)
        guard !spellings.isEmpty else { throw .argument("value", "holds what no line of the daemon's file can") }
        for line in spellings {
            try append(line, cancel)
            if try read(name, cancel).utf8.elementsEqual(value.utf8) { return }
        }
        throw Failure(.errUnsupported, "set env: this daemon's file of variables cannot hold the value", field: "value")
    }

    private func append(_ line: String, _ cancel: CancelToken?) throws(Failure) {
        let result = try run(EnvironmentFile.appending(line), CommandOptions(), cancel)
        guard result.ended == .exited else { throw result.cause ?? Failure(.errConnectionLost, "set env: the command was ended") }
        guard result.exitCode != EnvironmentFile.notConfigured else {
            throw Failure(.errUnsupported, "set env: the sandbox's EXECD_ENVS is not set, so its daemon reads no file of variables")
        }
        guard result.exitCode == 0 else {
            throw Failure(.errServer, "set env: the file of variables could not be written: \(result.stderr.text.string)")
        }
    }

    private func read(_ name: String, _ cancel: CancelToken?) throws(Failure) -> String {
        // A "." at its end keeps line ends that belong to the value.
        let result = try run("printf '%s.' \"$\(name)\"", CommandOptions(), cancel)
        guard result.ended == .exited, result.exitCode == 0 else {
            throw result.cause ?? Failure(.errConnectionLost, "set env: the value could not be read back")
        }
        let text = Array(result.stdout.text.string.utf8)
        // Collected output ends each line, the last one too.
        return String(decoding: text.dropLast(2), as: UTF8.self)
    }
}

/// The file that EXECD_ENVS names: a line KEY=VALUE for each variable, the last one counts (execd at 3bb6fad3, env.go, and the official
/// Python client 1.1.1).
package enum EnvironmentFile {
    /// What the appending command exits with where the sandbox has no such file.
    static let notConfigured: Int32 = 78

    package static func isName(_ name: String) -> Bool {
        for (index, byte) in name.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): continue
            case UInt8(ascii: "0")...UInt8(ascii: "9") where index > 0: continue
            default: return false
            }
        }
        return !name.isEmpty
    }

    /// The lines that may stand for the value, the one that any daemon reads the same first.
    static func spellings(_ name: String, _ value: String) -> [String] {
        var lines: [String] = []
        let bytes = Array(value.utf8)
        let isOneLine = !bytes.contains(UInt8(ascii: "\n")) && !bytes.contains(UInt8(ascii: "\r"))
        let hasBlankEnds = bytes.first.map(isBlank) ?? false || bytes.last.map(isBlank) ?? false
        let hasReference = bytes.contains(UInt8(ascii: "$"))
        let isQuoted = bytes.first == UInt8(ascii: "'") || bytes.first == UInt8(ascii: "\"")
        if isOneLine, !hasBlankEnds, !hasReference, !isQuoted { lines.append("\(name)=\(value)") }
        if bytes.contains(UInt8(ascii: "'")) {
            lines.append("\(name)=\"\(escaped(bytes))\"")
        } else if isOneLine {
            lines.append("\(name)='\(value)'")
        } else {
            lines.append("\(name)=\"\(escaped(bytes))\"")
        }
        return lines
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

    private static func escaped(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "$"): text += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): text += Array("\\n".utf8)
            case UInt8(ascii: "\r"): text += Array("\\r".utf8)
            case UInt8(ascii: "\t"): text += Array("\\t".utf8)
            default: text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    static func appending(_ line: String) -> String {
        let quoted = String(decoding: shellQuoted(line), as: UTF8.self)
        return """
            [ -n "${EXECD_ENVS:-}" ] || exit \(notConfigured)
            mkdir -p "$(dirname "$EXECD_ENVS")" && printf '%s\\n' \(quoted) >> "$EXECD_ENVS"
            """
    }
}
