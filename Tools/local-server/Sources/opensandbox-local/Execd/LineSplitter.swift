import NIOCore

/// Takes output apart as execd does: a line ends at "\n" or "\r", "\r\n" counts once, and an empty line is "\n".
struct LineSplitter {
    /// A line that never ends is passed on in pieces of this size, where the real one would collect it without limit.
    static let longestLine = 16 << 20

    private var unfinished = ByteBuffer()
    private var lastWasReturn = false

    mutating func feed(_ bytes: ByteBuffer, _ line: (ByteBufferView) -> Void) {
        let view = bytes.readableBytesView
        var start = view.startIndex
        for index in view.indices {
            let byte = view[index]
            guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { continue }
            let isRestOfReturn = byte == UInt8(ascii: "\n") && index == start && lastWasReturn && unfinished.readableBytes == 0
            if !isRestOfReturn { end(view[start..<index], line) }
            lastWasReturn = byte == UInt8(ascii: "\r")
            start = index + 1
        }
        guard start < view.endIndex else { return }
        lastWasReturn = false
        unfinished.writeBytes(view[start...])
        if unfinished.readableBytes >= Self.longestLine { finish(line) }
    }

    /// The last line, if nothing ended it.
    mutating func finish(_ line: (ByteBufferView) -> Void) {
        guard unfinished.readableBytes > 0 else { return }
        line(unfinished.readableBytesView)
        unfinished = ByteBuffer()
    }

    private mutating func end(_ rest: ByteBufferView, _ line: (ByteBufferView) -> Void) {
        if unfinished.readableBytes > 0 {
            unfinished.writeBytes(rest)
            finish(line)
        } else if rest.isEmpty {
            line(Self.emptyLine.readableBytesView)
        } else {
            line(rest)
        }
    }

    private static let emptyLine = ByteBuffer(string: "\n")
}
