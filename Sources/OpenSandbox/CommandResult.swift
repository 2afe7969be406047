/// The daemon's error event.
package struct DaemonError {
    package let name: Text
    package let value: Text
    /// Its lines joined by "\n".
    package let traceback: Text
}

/// Output collected up to a limit.
package struct CollectedOutput {
    package let text: Text
    package let isTruncated: Bool
}

/// How a command ended.
package struct CommandResult {
    package let ended: Ended
    package let exitCode: Int32?
    package let signal: Int32?
    package let callbackValue: Int32
    package let executionID: Text
    /// Milliseconds.
    package let duration: Int64
    package let stdout: CollectedOutput
    package let stderr: CollectedOutput
    package let daemonError: DaemonError?
    /// Why it did not end by itself.
    package let cause: Failure?
}

/// Gathers lines of output, one "\n" after each.
struct OutputCollector {
    private var bytes: [UInt8] = []
    private var isTruncated = false
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    mutating func append(_ line: UnsafeBufferPointer<UInt8>) {
        // Once something is missing nothing more is taken: a gap in the middle could not be seen.
        guard !isTruncated else { return }
        let room = max(0, limit &- bytes.count)
        guard line.count < room else {
            bytes.append(contentsOf: line.prefix(room))
            isTruncated = line.count &+ 1 > room
            return
        }
        bytes.append(contentsOf: line)
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Bytes as they are.
    mutating func append(raw part: UnsafeBufferPointer<UInt8>) {
        guard !isTruncated else { return }
        let room = max(0, limit &- bytes.count)
        bytes.append(contentsOf: part.prefix(room))
        isTruncated = part.count > room
    }

    var collected: CollectedOutput { CollectedOutput(text: Text(bytes), isTruncated: isTruncated) }
}
