import Glibc

/// A command that was started, and what can be asked about it afterwards.
final class Command: Sendable {
    let id: String
    /// What was asked to run.
    let content: String
    let startedAt: Instant
    /// Nil: it did not start.
    let child: Child?
    /// Where a background command's output goes.
    let log: String?
    private let failure: End?

    struct End: Sendable {
        let code: Int32
        /// Empty for a success.
        let text: String
        let at: Instant
    }

    init(id: String, content: String, startedAt: Instant, child: Child, log: String? = nil) {
        (self.id, self.content, self.startedAt, self.child, self.log) = (id, content, startedAt, child, log)
        failure = nil
    }

    /// A background command that could not be started.
    init(id: String, content: String, startedAt: Instant, failure: String, log: String) {
        (self.id, self.content, self.startedAt, self.log) = (id, content, startedAt, log)
        child = nil
        self.failure = End(code: 255, text: failure, at: .now)
    }

    /// Nil while it runs.
    var end: End? {
        child?.end.map { End(code: $0.status.code, text: $0.status == .exited(0) ? "" : $0.status.text, at: $0.at) } ?? failure
    }

    /// As GET /command/status shows it.
    var status: JSONValue {
        let end = end
        return .object([
            "id": .string(id), "content": .string(content), "running": .bool(end == nil),
            "exit_code": end.map { .integer($0.code) }, "error": end.flatMap { $0.text.isEmpty ? nil : .string($0.text) },
            "started_at": .string(startedAt.text), "finished_at": end.map { .string($0.at.text) },
        ])
    }

    func removeLog() {
        if let log { unlink(log) }
    }
}
