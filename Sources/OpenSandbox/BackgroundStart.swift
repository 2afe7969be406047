import HTTP

/// The request that starts a background command: its stream tells the id and then nothing more.
final class BackgroundStart: ExchangeDelegate {
    enum Outcome {
        case started(Text)
        /// Nothing was run: the same request is to be sent once more.
        case refusedVector
        case failed(Failure)
    }

    private struct Nobody: EventReceiver {
        mutating func take(_ kind: EventDecoder.Kind, _ reader: CommandReader, _ frame: UnsafeBufferPointer<UInt8>) -> Receipt { .more }
    }

    private let plan: RunPlan
    private let daemon: DaemonAddress
    private let completion: (Outcome) -> Void
    private let reader: CommandReader
    private var answer = CommandAnswer()
    private var nobody = Nobody()

    init(_ plan: RunPlan, _ daemon: DaemonAddress, longestEvent: Int, completion: @escaping (Outcome) -> Void) {
        self.plan = plan
        self.daemon = daemon
        self.completion = completion
        reader = CommandReader(plan.options, plan.operation, longestEvent: longestEvent)
    }

    func begin(_ head: ResponseHead) -> Flow {
        answer.begin(head)
        return .more
    }

    func consume(_ bytes: UnsafeBufferPointer<UInt8>) -> Flow {
        guard answer.isStream else { return answer.take(bytes) }
        _ = reader.feed(bytes, to: &nobody)
        guard reader.isOver else { return .more }
        return reader.hasEnded ? .complete : .stop
    }

    func ended(_ end: TransferEnd) {
        if plan.isRefusedAsVector(answer, daemon) { return completion(.refusedVector) }
        if case .finished = end, answer.isStream { _ = reader.finish(to: &nobody) }
        do throws(Failure) {
            let result = try reader.result(answer, end)
            if let problem = problem(result) { throw problem }
            completion(.started(result.executionID))
        } catch {
            completion(.failed(error))
        }
    }

    /// Why a command that was accepted does not run. One whose stream merely broke does: its status will tell.
    private func problem(_ result: CommandResult) -> Failure? {
        switch result.ended {
        case .running: nil
        case .lost: result.cause?.status == .errProtocol ? result.cause : nil
        case .cancelled, .timedOut: nil
        default:
            Failure(.errServer, "run command: the daemon could not start it\(result.daemonError.map { ": " + $0.value.string } ?? "")")
        }
    }
}
