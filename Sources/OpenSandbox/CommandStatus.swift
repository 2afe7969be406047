import HTTP
import JSON

/// What the daemon says of a command.
package struct CommandStatus {
    package let id: Text
    /// What was run.
    package let command: Text?
    package let isRunning: Bool
    /// nil while it runs.
    package let exitCode: Int32?
    /// In the daemon's words: "exit status 4", "signal: killed".
    package let error: Text?
    /// Milliseconds since 1970.
    package let startedAt: Int64?
    package let finishedAt: Int64?

    static func path(_ id: Text) -> String { "/command/status/" + percentEncoded(id.string) }
    static func logPath(_ id: Text, _ cursor: LogCursor) -> String { "/command/\(percentEncoded(id.string))/logs?cursor=\(cursor.daemons)" }
    static func interruptPath(_ id: Text) -> String { "/command?id=" + percentEncoded(id.string) }

    /// From GET /command/status/{id} (execd at 3bb6fad3).
    init(_ answer: Answer) throws(Failure) {
        let document = try answer.document("get command status")
        guard let id = document["id"]?.string, let isRunning = document["running"]?.bool else {
            throw Failure(
                .errProtocol, "get command status: the answer has no id or does not say whether it runs", httpStatus: answer.head.status,
                raw: answer.body)
        }
        self.id = Text(id)
        self.isRunning = isRunning
        command = document["content"]?.string.map { Text($0) }
        exitCode = document["exit_code"]?.int64.flatMap { Int32(exactly: $0) }
        error = document["error"]?.string.map { Text($0) }
        startedAt = document["started_at"]?.string.flatMap(Instant.milliseconds)
        finishedAt = document["finished_at"]?.string.flatMap(Instant.milliseconds)
    }

    /// Milliseconds it has run, where the daemon tells.
    var duration: Int64? {
        guard let startedAt, let finishedAt, finishedAt >= startedAt else { return nil }
        return finishedAt &- startedAt
    }

    /// The daemon has one status for many failures; its words tell which.
    static func refined(_ failure: Failure) -> Failure {
        guard failure.httpStatus == 400 || failure.httpStatus == 500 else { return failure }
        if failure.message.holds("command not found") || failure.message.holds("no such session") { return failure.with(status: .errNotFound) }
        if failure.message.holds("is not running") { return failure.with(status: .errConflict) }
        return failure
    }
}
