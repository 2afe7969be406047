/// One thing that an execution has told. Immutable.
package final class Event {
    package let kind: EventKind
    /// From 0, without a gap within an execution.
    package let sequence: UInt64
    /// The daemon's, in milliseconds since 1970; -1 where it gave none.
    package let timestamp: Int64
    package let data: Text?
    package let mimeType: Text?
    package let daemonError: DaemonError?
    /// Milliseconds, -1 where not known.
    package let duration: Int64
    /// Where a follow goes on after this event.
    package let cursor: Text?
    package let conclusion: Conclusion?
    /// Whose it is.
    package let channel: EventChannel

    init(
        _ kind: EventKind, of channel: EventChannel, sequence: UInt64, timestamp: Int64 = 0, data: Text? = nil, mimeType: Text? = nil,
        daemonError: DaemonError? = nil, duration: Int64 = -1, cursor: Text? = nil, conclusion: Conclusion? = nil
    ) {
        self.kind = kind
        self.channel = channel
        self.sequence = sequence
        self.timestamp = timestamp > 0 ? timestamp : -1
        self.data = data
        self.mimeType = mimeType
        self.daemonError = daemonError
        self.duration = duration
        self.cursor = cursor
        self.conclusion = conclusion
    }
}

/// What became of an execution.
package enum Conclusion {
    case ended(CommandResult)
    /// It is not known to have started.
    case failed(Failure)
}
