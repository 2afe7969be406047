import HTTP

/// A command that runs while the host does other things: started by us, or found by its id.
package final class Execution: @unchecked Sendable {
    private let sandbox: Sandbox
    package let channel: EventChannel
    private let source: any EventSource
    private let handlers: CommandHandlers
    private let hasQueue: Bool
    private let lock = Lock()
    private var isLaunched = false

    private init(_ source: any EventSource, in sandbox: Sandbox, _ handlers: CommandHandlers, _ channel: EventChannel, hasQueue: Bool) {
        self.source = source
        self.sandbox = sandbox
        self.handlers = handlers
        self.channel = channel
        self.hasQueue = hasQueue
    }

    private static func make(
        _ source: any EventSource, in sandbox: Sandbox, _ handlers: CommandHandlers, _ queue: Inbox?, _ userData: UnsafeMutableRawPointer?
    ) throws(Failure) -> Execution {
        let inbox: Inbox
        if let queue { inbox = queue } else { inbox = try Inbox.make() }
        let channel = EventChannel(source, inbox, userData: userData)
        return Execution(source, in: sandbox, handlers, channel, hasQueue: queue != nil)
    }

    deinit {
        if !hasQueue { channel.inbox.shut() }
    }

    /// Starts a command once it is launched.
    package static func start(
        _ sandbox: Sandbox, _ command: String?, _ options: CommandOptions, session: Session? = nil, _ queue: Inbox?,
        _ userData: UnsafeMutableRawPointer?
    ) throws(Failure) -> Execution {
        let plan = try RunPlan(command, options, session: session?.id)
        let source: any EventSource = options.isBackground ? LogSource(plan, in: sandbox) : StreamSource(plan, in: sandbox)
        return try make(source, in: sandbox, options.handlers, queue, userData)
    }

    /// Follows a background command that was started before, once it is launched.
    package static func attach(
        _ sandbox: Sandbox, _ id: String, from cursor: String?, _ options: CommandOptions, _ queue: Inbox?, _ userData: UnsafeMutableRawPointer?
    ) throws(Failure) -> Execution {
        guard let place = cursor.map({ LogCursor($0) }) ?? .start else { throw .argument("cursor", "is none that this library gave") }
        return try make(LogSource(Text(id), from: place, options, in: sandbox), in: sandbox, options.handlers, queue, userData)
    }

    /// Has it begin, unless it has.
    package func launch() throws(Failure) {
        try lock.withLock { () throws(Failure) in
            guard !isLaunched else { return }
            try source.launch(channel)
            isLaunched = true
        }
    }

    package var id: Text? { source.id }

    // MARK: Events

    /// The next event; nil when the time is up.
    package func next(timeout: Int64, _ cancel: CancelToken?) throws(Failure) -> Event? {
        try enter()
        let event = try channel.inbox.poll(most: 1, until: Deadline(after: timeout), cancel).first
        if let event {
            if event.kind == .end { channel.inbox.finish() }
            return event
        }
        guard source.conclusion == nil else { throw Failure(.errEnded, "next event: the execution's end was delivered already") }
        return nil
    }

    /// Hands what comes to the handlers until the end, and tells how that was.
    package func wait(_ cancel: CancelToken?) throws(Failure) -> CommandResult {
        try enter()
        let conclusion = try channel.inbox.drain(channel, to: handlers, cancel)
        channel.inbox.finish()
        switch conclusion {
        case .ended(let result): return result
        case .failed(let failure): throw failure
        }
    }

    private func enter() throws(Failure) {
        guard !hasQueue else { throw .argument("execution", "has a queue: its events are there") }
        guard !channel.inbox.isServing(channel) else {
            throw Failure(.errReentrant, "the execution is in the middle of delivering an event to this thread")
        }
        try launch()
    }

    // MARK: Ending it

    package func cancel() { source.cancel() }

    /// The host lets go of it: nothing more of it is delivered, and what runs in the foreground is cancelled.
    package func abandon() {
        channel.handle = nil
        if hasQueue { channel.inbox.withdraw(channel) }
        source.cancel()
    }

    /// Asks the daemon to end the command.
    package func interrupt(_ cancel: CancelToken?) throws(Failure) {
        let request = try commandRequest(.delete, "interrupt command", CommandStatus.interruptPath, cancel)
        do throws(Failure) {
            _ = try sandbox.client.call(request, "interrupt command", cancel)
        } catch {
            throw CommandStatus.refined(error)
        }
    }

    package func status(_ cancel: CancelToken?) throws(Failure) -> CommandStatus {
        let request = try commandRequest(.get, "get command status", CommandStatus.path, cancel)
        do throws(Failure) {
            return try CommandStatus(try sandbox.client.call(request, "get command status", cancel))
        } catch {
            throw CommandStatus.refined(error)
        }
    }

    private func commandRequest(
        _ method: Method, _ operation: StaticString, _ path: (Text) -> String, _ cancel: CancelToken?
    ) throws(Failure) -> Request {
        guard let id else { throw Failure(.errConflict, "\(String(operation)): the daemon has not accepted the command yet") }
        return sandbox.client.wire.endpointRequest(try sandbox.daemonEndpoint(cancel), method, path(id))
    }
}
