import JSON

/// A command that the daemon runs by itself: before the sandbox's own program, or time and again.
package struct LifecycleHook {
    package private(set) var command: [String] = []
    /// Milliseconds; nil is the server's default.
    package var timeout: Int64?
    /// Of a hook that runs time and again.
    package var name: String?
    package var schedule: String?

    package init() {}

    package mutating func addArgument(_ argument: String) { command.append(argument) }

    /// - Parameter longest: Seconds.
    func check(field: String, longest: Int64) throws(Failure) {
        guard let program = command.first, !program.isBlank else { throw .field(field + ".command", "is empty") }
        if let timeout, wholeSeconds(timeout) > longest { throw .field(field + ".timeoutSeconds", "is more than \(longest)") }
    }

    func write(to writer: inout JSONWriter, isPeriodic: Bool) {
        writer.beginObject()
        if isPeriodic {
            writer.member("name", name ?? "")
            writer.member("schedule", schedule ?? "")
        }
        writer.member("command", command)
        if let timeout { writer.member("timeoutSeconds", wholeSeconds(timeout)) }
        writer.endObject()
    }
}

/// Milliseconds in the seconds that the wire knows, rounded up: nothing ends sooner than was asked.
func wholeSeconds(_ milliseconds: Int64) -> Int64 { milliseconds / 1000 &+ (milliseconds % 1000 > 0 ? 1 : 0) }
