import Glibc

/// What the server says to the terminal, a line at a time.
enum Console {
    static func out(_ line: String) { write(line, to: STDOUT_FILENO) }

    static func fail(_ line: String) { write("opensandbox-local: " + line, to: STDERR_FILENO) }

    private static func write(_ line: String, to descriptor: Int32) {
        var bytes = Array((line + "\n").utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            // Nobody reads: the server goes on without being heard.
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
