import NIOCore

/// Takes the output of a session's run apart: lines for the client, and what the shell tells of itself at its end.
struct SessionOutput {
    /// Longer lines end the run, as Go's bufio.Scanner does.
    struct LineTooLong: Error {}

    private static let longestLine = 16 << 20
    /// Of the variables together; the real one would take any number.
    private static let mostVariableBytes = 16 << 20

    /// What the script prints last.
    static let ending = """
        __USER_EXIT_CODE__=$?
        printf "\\n%s\\n" "__ENV_DUMP_START__"
        export -p
        printf "%s\\n" "__ENV_DUMP_END__"
        printf "__PWD__:%s\\n" "$(pwd)"
        printf "__EXIT_CODE__:%s\\n" "$__USER_EXIT_CODE__"
        exit "$__USER_EXIT_CODE__"

        """

    private(set) var environment: [String: ShellSession.Value] = [:]
    private(set) var directory: String?
    private(set) var exitCode: Int32?

    private var unfinished = ByteBuffer()
    private var isInEnvironment = false
    private var variableBytes = 0

    mutating func feed(_ bytes: ByteBuffer, _ line: (ByteBufferView) -> Void) throws(LineTooLong) {
        let view = bytes.readableBytesView
        var start = view.startIndex
        while let end = view[start...].firstIndex(of: UInt8(ascii: "\n")) {
            if unfinished.readableBytes > 0 {
                unfinished.writeBytes(view[start..<end])
                finish(line)
            } else {
                take(view[start..<end], line)
            }
            start = end + 1
        }
        unfinished.writeBytes(view[start...])
        if unfinished.readableBytes >= Self.longestLine { throw LineTooLong() }
    }

    /// The last line, if nothing ended it.
    mutating func finish(_ line: (ByteBufferView) -> Void) {
        let last = unfinished
        unfinished = ByteBuffer()
        take(last.readableBytesView, line)
    }

    private mutating func take(_ text: ByteBufferView, _ line: (ByteBufferView) -> Void) {
        let text = text.last == UInt8(ascii: "\r") ? text.dropLast() : text
        if text.elementsEqual("__ENV_DUMP_START__".utf8) {
            isInEnvironment = true
        } else if text.elementsEqual("__ENV_DUMP_END__".utf8) {
            isInEnvironment = false
        } else if let rest = Self.rest(of: text, behind: "__EXIT_CODE__:") {
            exitCode = Int32(rest) ?? exitCode
        } else if let rest = Self.rest(of: text, behind: "__PWD__:") {
            if !rest.isEmpty { directory = rest }
        } else if isInEnvironment {
            takeVariable(Array(text))
        } else if !text.isEmpty {
            // Empty lines are no events, unlike those of a command.
            line(text)
        }
    }

    private static func rest(of text: ByteBufferView, behind prefix: String) -> String? {
        text.starts(with: prefix.utf8) ? String(decoding: text.dropFirst(prefix.utf8.count), as: UTF8.self) : nil
    }

    /// A line of "export -p": declare -x NAME="value".
    private mutating func takeVariable(_ text: [UInt8]) {
        let prefix = Array("declare -x ".utf8)
        variableBytes += text.count
        guard text.starts(with: prefix), variableBytes <= Self.mostVariableBytes else { return }
        let parts = text.dropFirst(prefix.count).split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first else { return }
        let name = String(decoding: first, as: UTF8.self)
        let value = parts.count > 1 ? Self.unquoted(Array(parts[1])) : []
        if ShellSession.lasts(name, value) { environment[name] = value }
    }

    /// As the real one reads it, by Go's rules for quoted text: where the shell escaped "$" or "`", which Go does not know,
    /// only the quotes around the text go, and its backslashes stay.
    private static func unquoted(_ text: [UInt8]) -> [UInt8] {
        let (quote, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
        let inner = text.drop { $0 == quote }
        let trimmed = Array(inner.prefix(upTo: (inner.lastIndex { $0 != quote } ?? inner.startIndex - 1) + 1))
        guard text.count >= 2, text.first == quote, text.last == quote else { return trimmed }
        var result: [UInt8] = []
        var rest = text.dropFirst().dropLast()
        while let byte = rest.popFirst() {
            guard byte != quote else { return trimmed }
            guard byte == backslash else {
                result.append(byte)
                continue
            }
            guard let escaped = rest.popFirst(), escaped == quote || escaped == backslash else { return trimmed }
            result.append(escaped)
        }
        return result
    }
}
