import NIOCore

/// One event of a command's stream, as execd writes it: a bare JSON object and an empty line.
enum ExecdEvent: Sendable {
    case initialised(id: String)
    case ping
    case complete(milliseconds: Int64)
    case failed(value: String, traceback: String)

    /// One line of output.
    enum Source: String, Sendable {
        case stdout, stderr
    }

    func encoded(at timestamp: Int64) -> ByteBuffer {
        switch self {
        case .initialised(let id): Self.text("init", id.utf8, timestamp)
        case .ping: Self.text("ping", "pong".utf8, timestamp)
        case .complete(let milliseconds):
            // Go leaves a zero out.
            Self.object([
                "type": "execution_complete", "execution_time": milliseconds == 0 ? nil : .integer(milliseconds),
                "timestamp": .integer(timestamp),
            ])
        case .failed(let value, let traceback):
            Self.object([
                "type": "error", "timestamp": .integer(timestamp),
                "error": .object([
                    "ename": "CommandExecError", "evalue": .string(value), "traceback": .strings([traceback]),
                ]),
            ])
        }
    }

    /// A line of output. Its bytes need not be valid UTF-8.
    static func writeLine(_ line: some Collection<UInt8>, of source: Source, at timestamp: Int64, to writer: inout JSONWriter) {
        writeText(source.rawValue, line, timestamp, to: &writer)
    }

    private static func text(_ type: String, _ text: some Collection<UInt8>, _ timestamp: Int64) -> ByteBuffer {
        var writer = JSONWriter(.go)
        writeText(type, text, timestamp, to: &writer)
        return writer.buffer
    }

    private static func writeText(
        _ type: String, _ text: some Collection<UInt8>, _ timestamp: Int64, to writer: inout JSONWriter
    ) {
        writer.raw("{\"type\":")
        writer.string(type.utf8)
        writer.raw(",\"text\":")
        writer.string(text)
        writer.raw(",\"timestamp\":")
        writer.integer(timestamp)
        writer.raw("}\n\n")
    }

    private static func object(_ members: KeyValuePairs<String, JSONValue?>) -> ByteBuffer {
        var writer = JSONWriter(.go)
        writer.write(.object(members))
        writer.raw("\n\n")
        return writer.buffer
    }
}
