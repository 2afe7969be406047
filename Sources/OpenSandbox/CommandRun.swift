import HTTP

/// One command's stream read to its end, on whichever thread drives it.
final class CommandRun: ResponseConsumer {
    private let reader: CommandReader
    private var receiver: HandlerReceiver
    private(set) var answer = CommandAnswer()

    init(_ plan: RunPlan, _ handlers: CommandHandlers, longestEvent: Int) {
        reader = CommandReader(plan.options, plan.operation, longestEvent: longestEvent)
        receiver = HandlerReceiver(handlers: handlers)
    }

    func begin(_ head: ResponseHead) -> Flow {
        answer.begin(head)
        return .more
    }

    func consume(_ bytes: UnsafeBufferPointer<UInt8>) -> Flow {
        guard answer.isStream else { return answer.take(bytes) }
        _ = reader.feed(bytes, to: &receiver)
        guard reader.isOver else { return .more }
        return reader.hasEnded ? .complete : .stop
    }

    /// How it ended, or why it is not known to have started.
    func result(_ end: TransferEnd) throws(Failure) -> CommandResult {
        if case .finished = end, answer.isStream { _ = reader.finish(to: &receiver) }
        return try reader.result(answer, end)
    }

    /// The id of a command that may still be running: one whose stream was closed before it had ended.
    var unfinishedID: Text? { reader.hasEnded ? nil : reader.executionID }
}

extension Sandbox {
    package func run(_ command: String?, _ options: CommandOptions, _ cancel: CancelToken?) throws(Failure) -> CommandResult {
        try run(RunPlan(command, options), cancel)
    }

    func run(_ plan: RunPlan, _ cancel: CancelToken?) throws(Failure) -> CommandResult {
        let endpoint = try daemonEndpoint(cancel, limits: client.wire.config.limits.ending(by: plan.deadline))
        while true {
            let run = CommandRun(plan, plan.options.handlers, longestEvent: client.wire.config.mostOf.event)
            let end = client.perform(plan.request(endpoint, daemon, client.wire), run, cancel)
            if plan.isRefusedAsVector(run.answer, daemon) { continue }
            if endpoint.isThroughServer, let id = run.unfinishedID, plan.session == nil, !plan.options.isBackground {
                let wire = client.wire
                _ = client.thread.post { loop in loop.stop(id, endpoint, of: wire) }
            }
            do throws(Failure) { return try run.result(end) } catch { throw plan.refined(error) }
        }
    }
}

extension ExchangeLoop {
    /// Asks the daemon to end a command whose stream was closed, where a proxy may hide that from it. Nobody waits for the answer.
    func stop(_ id: Text, _ endpoint: Endpoint, of wire: Wire) {
        var request = wire.endpointRequest(endpoint, .delete, CommandStatus.interruptPath(id))
        request.limits.request = 5_000
        UnaryExchange(request, "stop command", wire, isOwed: true) { _ in }.begin(on: self)
    }
}
