import HTTP
import JSON

/// The sandbox of a create whose answer never came, if there is one: looked for by its label until it is there, and deleted. On the I/O
/// thread; the client's end waits for it.
final class LostSandbox: @unchecked Sendable {
    /// The server may still be making it. Milliseconds from one look to the next; together with the last look half a minute.
    private static let pauses: [Int64] = [500, 1_000, 2_000, 4_000, 8_000, 12_000]
    private static let longest: Int64 = 30_000

    private let createID: String
    private let wire: Wire
    private let cleanup = Cleanup()
    private let deadline = Deadline(after: LostSandbox.longest)
    private var looks = 0
    private var lastFailure: Failure?

    private init(_ createID: String, _ wire: Wire) {
        self.createID = createID
        self.wire = wire
    }

    static func deleteLater(_ createID: String, _ client: Client) -> Cleanup {
        let lost = LostSandbox(createID, client.wire)
        if !client.thread.post({ lost.look($0) }) {
            lost.finish(Failure(.errResources, "no thread could be started to look for it"))
        }
        return lost.cleanup
    }

    private func look(_ loop: ExchangeLoop) {
        var filter = SandboxFilter()
        filter.setMetadata(CreateOptions.createIDKey, createID)
        send(.get, "/sandboxes" + filter.query, "list sandboxes", loop) { answer in
            do throws(Failure) {
                let page = try SandboxPage(try answer.get(), most: self.wire.config.mostOf.page)
                self.lastFailure = nil
                guard let found = self.labelled(page) else { return self.lookAgain(loop) }
                self.delete(found.id, loop)
            } catch {
                self.failed(error, loop)
            }
        }
    }

    /// A server that knew nothing of the filter would list them all: only what carries the label is ours to delete.
    private func labelled(_ page: SandboxPage) -> SandboxInfo? {
        for item in page.items where item.metadataValue(CreateOptions.createIDKey)?.string.isExactly(createID) == true { return item }
        return nil
    }

    private func delete(_ id: Text, _ loop: ExchangeLoop) {
        send(.delete, Sandbox.path(id), "delete sandbox", loop) { answer in
            switch answer {
            case .success: self.cleanup.finish(.cleanupDone)
            case .failure(let failure) where failure.status == .errNotFound: self.cleanup.finish(.cleanupDone)
            case .failure(let failure): self.failed(failure, loop)
            }
        }
    }

    private func send(
        _ method: Method, _ path: String, _ operation: StaticString, _ loop: ExchangeLoop, _ completion: @escaping UnaryExchange.Completion
    ) {
        var request = wire.serverRequest(method, path)
        request.limits = request.limits.ending(by: deadline)
        // It looks again by itself.
        request.mayRetry = false
        UnaryExchange(request, operation, wire, clock: wire.clock, isOwed: true, completion: completion).begin(on: loop)
    }

    private func failed(_ failure: Failure, _ loop: ExchangeLoop) {
        lastFailure = failure
        // What the server refuses now it will refuse again.
        let isHopeless = (400...499).contains(failure.httpStatus) && failure.status != .errRateLimited && failure.status != .errConflict
        if isHopeless { finish(failure) } else { lookAgain(loop) }
    }

    private func lookAgain(_ loop: ExchangeLoop) {
        guard looks < Self.pauses.count, !deadline.hasPassed else { return finish(lastFailure) }
        let pause = Self.pauses[looks]
        looks &+= 1
        loop.after(pause, isOwed: true) { self.look(loop) }
    }

    private func finish(_ failure: Failure?) {
        guard let failure else { return cleanup.finish(.cleanupNone) }
        wire.log(.error, "a sandbox labelled \(CreateOptions.createIDKey)=\(createID) may have been left behind: \(failure.message)")
        cleanup.finish(.cleanupFailed)
    }
}
