/// Where the events of an execution come from: the daemon's stream, or the log of a background command.
protocol EventSource: AnyObject {
    /// The execution's id as soon as the daemon has told it. Any thread.
    var id: Text? { get }

    /// Begins. The channel is told whenever there is something to read.
    func launch(_ channel: EventChannel) throws(Failure)

    /// Hands on what has come, and answers whether there is more to read at once. Never waits. One thread at a time, as for `conclusion`.
    func read(to reading: inout Reading) -> Bool

    /// Ends it with what a callback answered, unless it has ended. The reader's thread, outside of `read`.
    func stop(_ value: Int32)

    /// What became of it; nil while events may still come.
    var conclusion: Conclusion? { get }

    /// Ends it at the next opportunity, unless it has ended. Any thread.
    func cancel()
}

/// Who reads.
enum Reading {
    case events(EventCollector)
    case handlers(HandlerReceiver)
}
