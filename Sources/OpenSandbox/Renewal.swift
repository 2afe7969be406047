import CSystem
import HTTP

/// Keeps a sandbox alive as long as somebody holds its handle: its end is moved time and again, by the I/O thread. What goes wrong there
/// waits for a thread of the host's to be told on.
package final class Renewal: @unchecked Sendable {
    package typealias Handler = (Sandbox, Failure) -> Void

    /// A timer holds on to what it is for: none of a sandbox that is let go of lasts longer. Milliseconds.
    private static let longestPause: Int64 = 60_000
    private static let shortestRetry: Int64 = 1_000

    private let wire: Wire
    private let id: Text
    private let thread: IOThread

    private let lock = Lock()
    // Guarded by the lock.
    /// Milliseconds; nil while nothing is renewed.
    private var lifetime: Int64?
    /// Counts the settings, so that what goes on for an earlier one is told from what goes on for this.
    private var setting: UInt64 = 0
    private var handler: Handler?
    private var failure: Failure?
    private var isUntold = false

    init(_ client: Client, _ id: Text) {
        wire = client.wire
        thread = client.thread
        self.id = id
    }

    // MARK: On the host's threads

    /// Starts the thread; after that `set` cannot fail.
    func prepare() throws(Failure) {
        guard thread.post({ _ in }) else { throw Failure(.errResources, "set automatic renewal: the I/O thread could not be started") }
    }

    /// From now on, or no more with nil.
    func set(_ lifetime: Int64?, _ handler: Handler?) {
        let (setting, previous) = lock.withLock {
            self.lifetime = lifetime
            self.setting &+= 1
            failure = nil
            isUntold = false
            let previous = self.handler
            self.handler = handler
            return (self.setting, previous)
        }
        // The host's release function may call the library.
        withExtendedLifetime(previous) {}
        if lifetime != nil { _ = thread.post { self.renew($0, setting) } }
    }

    func stop() { set(nil, nil) }

    /// Why the last renewal failed; nil when it did not.
    var lastFailure: Failure? { lock.withLock { failure } }

    /// Tells the host of a failure, once, on the thread it calls us on.
    func tell(_ sandbox: Sandbox) {
        let (news, handler) = lock.withLock {
            let news = isUntold ? failure : nil
            isUntold = false
            return (news, self.handler)
        }
        if let news, let handler { handler(sandbox, news) }
    }

    // MARK: On the I/O thread

    private func current(_ setting: UInt64) -> Int64? {
        lock.withLock { self.setting == setting ? lifetime : nil }
    }

    private func renew(_ loop: ExchangeLoop, _ setting: UInt64) {
        guard let lifetime = current(setting) else { return }
        guard let now = wire.clock.now else { return askTime(loop, setting) }
        let request = Expiry.request(wire, id, now &+ lifetime)
        let call = UnaryExchange(request, "renew sandbox", wire, clock: wire.clock) { answer in
            do throws(Failure) {
                _ = try Expiry.from(try answer.get())
                self.settle(nil, loop, setting)
            } catch {
                self.failed(error, reckonedFrom: now, loop, setting)
            }
        }
        call.begin(on: loop)
    }

    /// Any answer of the server's tells its time.
    private func askTime(_ loop: ExchangeLoop, _ setting: UInt64) {
        let call = UnaryExchange(wire.serverRequest(.get, Sandbox.path(id)), "get sandbox", wire, clock: wire.clock) { answer in
            switch answer {
            case .success where self.wire.clock.now != nil: self.renew(loop, setting)
            case .success: self.settle(Failure(.errProtocol, "renew sandbox: the server does not tell the time"), loop, setting)
            case .failure(let failure): self.settle(failure, loop, setting)
            }
        }
        call.begin(on: loop)
    }

    private func failed(_ failure: Failure, reckonedFrom now: Int64, _ loop: ExchangeLoop, _ setting: UInt64) {
        if Expiry.isRefused(failure), let then = wire.clock.now, Expiry.differs(now, then) { return renew(loop, setting) }
        settle(failure, loop, setting)
    }

    private func settle(_ failure: Failure?, _ loop: ExchangeLoop, _ setting: UInt64) {
        let lifetime: Int64? = lock.withLock {
            guard self.setting == setting else { return nil }
            self.failure = failure
            isUntold = failure != nil
            return self.lifetime
        }
        guard let lifetime else { return }
        if let failure {
            wire.log(.warning, "sandbox \(id.string) was not renewed: \(failure.message)")
            // There is nothing left to renew.
            if failure.status == .errNotFound { return }
        }
        // Half of its life is left when it is renewed, and a failure leaves time for more tries.
        let pause = failure == nil ? lifetime / 2 : max(min(lifetime / 10, 30_000), Self.shortestRetry)
        wait(Deadline(after: pause), loop, setting)
    }

    private func wait(_ due: Deadline, _ loop: ExchangeLoop, _ setting: UInt64) {
        guard current(setting) != nil else { return }
        guard let left = due.remaining, left > 0 else { return renew(loop, setting) }
        loop.after(min(left, Self.longestPause)) { self.wait(due, loop, setting) }
    }
}

extension Sandbox {
    package func readyForRenewal() throws(Failure) { try renewal.prepare() }

    /// Keeps it alive for so many milliseconds at a time, as long as the handle is held.
    package func setAutoRenew(_ lifetime: Int64?, _ handler: Renewal.Handler?) { renewal.set(lifetime, handler) }

    package var renewalFailure: Failure? { renewal.lastFailure }
}
