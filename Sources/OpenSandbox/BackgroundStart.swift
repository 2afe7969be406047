import HTTP

/// The request that starts a background command: its stream tells the id and then nothing more.
final class BackgroundStart: ExchangeDelegate {
    enum Outcome {
        case started(Text)
        /// Nothing was run: the same request is to be sent once more.
        case refusedVector
        case failed(Failure)
    }

    private let plan: RunPlan
    private let daemon: DaemonAddress
    private let completion: (Outcome) -> Void
    private let run: CommandRun

    init(_ plan: RunPlan, _ daemon: DaemonAddress, longestEvent: Int, completion: @escaping (Outcome) -> Void) {
        self.plan = plan
        self.daemon = daemon
        self.completion = completion
        // The follow tells of the start itself.
        run = CommandRun(plan, CommandHandlers(), longestEvent: longestEvent)
    }

    func begin(_ head: ResponseHead) -> Flow { run.begin(head) }

    func consume(_ bytes: UnsafeBufferPointer<UInt8>) -> Flow { run.consume(bytes) }

    func ended(_ end: TransferEnd) {
        if plan.isRefusedAsVector(run.answer, daemon) { return completion(.refusedVector) }
        do throws(Failure) {
            let result = try run.result(end)
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
