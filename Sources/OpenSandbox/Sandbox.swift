import HTTP
import JSON

/// A remote sandbox.
package final class Sandbox: @unchecked Sendable {
    /// The port the daemon listens on inside every sandbox.
    static let daemonPort: UInt16 = 44772

    package let id: Text
    let client: Client
    private let readiness: Readiness
    let daemon = DaemonAddress()

    init(_ client: Client, id: Text, readiness: Readiness) {
        self.client = client
        self.id = id
        self.readiness = readiness
    }

    /// The id is the server's word, so it is quoted like anybody's.
    static func path(_ id: Text) -> String { "/sandboxes/" + percentEncoded(id.string) }

    package static func create(_ client: Client, _ options: CreateOptions, _ cancel: CancelToken?) throws(Failure) -> Sandbox {
        let request = client.wire.serverRequest(.post, "/sandboxes", body: try options.body())
        let (document, answer) = try client.callForDocument(request, "create sandbox", cancel)
        let info: SandboxInfo
        do throws(Failure) { info = try SandboxInfo(document, answer, "create sandbox") } catch {
            // Whatever else is wrong with the answer: a sandbox that it names has been made.
            guard let id = SandboxInfo.id(document) else { throw error }
            throw error.with(sandboxID: id, cleanup: client.deleteLater(id))
        }
        let sandbox = Sandbox(client, id: info.id, readiness: options.readiness)
        do throws(Failure) {
            if info.state.isFinal { throw Failure(.errSandboxFailed, "create sandbox: the sandbox is \(info.stateText.string)") }
            if !options.readiness.skip { try sandbox.waitReady(timeout: options.readiness.timeout ?? -1, cancel) }
        } catch {
            throw error.with(sandboxID: info.id, cleanup: client.deleteLater(info.id))
        }
        return sandbox
    }

    /// A sandbox that exists already. Asks nobody.
    package static func attach(_ client: Client, id: String) -> Sandbox { Sandbox(client, id: Text(id), readiness: Readiness()) }

    package func info(_ cancel: CancelToken?, limits: TimeLimits? = nil, mayRetry: Bool = true) throws(Failure) -> SandboxInfo {
        var request = client.wire.serverRequest(.get, Self.path(id))
        request.limits = limits ?? request.limits
        request.mayRetry = mayRetry
        let (document, answer) = try client.callForDocument(request, "get sandbox", cancel)
        return try SandboxInfo(document, answer, "get sandbox")
    }

    package func endpoint(
        port: UInt16, _ cancel: CancelToken?, limits: TimeLimits? = nil, mayRetry: Bool = true
    ) throws(Failure) -> Endpoint {
        var request = Endpoint.request(client.wire, sandbox: id, port: port)
        request.limits = limits ?? request.limits
        request.mayRetry = mayRetry
        return try Endpoint.from(try client.call(request, "get endpoint", cancel), client.wire)
    }

    package func kill(_ cancel: CancelToken?) throws(Failure) {
        _ = try client.call(client.wire.serverRequest(.delete, Self.path(id)), "kill sandbox", cancel)
        daemon.forget()
    }

    /// The daemon's endpoint, asked for once.
    func daemonEndpoint(_ cancel: CancelToken?, limits: TimeLimits? = nil, mayRetry: Bool = true) throws(Failure) -> Endpoint {
        if let known = daemon.endpoint { return known }
        let endpoint = try endpoint(port: Self.daemonPort, cancel, limits: limits, mayRetry: mayRetry)
        daemon.remember(endpoint)
        return endpoint
    }

    // MARK: Health

    package func isHealthy(_ cancel: CancelToken?) throws(Failure) -> Bool {
        if let check = readiness.healthCheck { return check(self) == 1 }
        let endpoint = try daemonEndpoint(cancel)
        do throws(Failure) {
            try ping(endpoint, limits: client.wire.config.limits, cancel)
            return true
        } catch {
            switch error.status {
            case .errUnauthorized, .errForbidden, .errCancelled, .errDeadline: throw error
            default: return false
            }
        }
    }

    package func waitReady(timeout: Int64, _ cancel: CancelToken?) throws(Failure) {
        var wait = ReadinessWait(timeout: timeout, interval: readiness.interval)
        repeat {
            do throws(Failure) {
                if let check = readiness.healthCheck {
                    let answer = check(self)
                    if answer == 1 { return }
                    if answer != 0 { throw Failure(.errUnhealthy, "wait until ready: the health check gave up with \(answer)") }
                    wait.failed(Failure(.errUnhealthy, "the health check says not yet"))
                } else {
                    let limits = wait.limits(client.wire.config.limits)
                    let endpoint = try daemonEndpoint(cancel, limits: limits, mayRetry: false)
                    try ping(endpoint, limits: wait.limits(client.wire.config.limits), cancel)
                    return
                }
            } catch {
                if wait.isFinal(error) { throw error }
                wait.failed(error)
                if wait.isTimeToLook { try checkState(limits: wait.limits(client.wire.config.limits), cancel) }
            }
        } while try wait.again(cancel)
        throw wait.timedOut(proxied: client.wire.config.useServerProxy)
    }

    /// A sandbox that has ended will never be ready: says so instead of waiting on. A look that fails says nothing.
    private func checkState(limits: TimeLimits, _ cancel: CancelToken?) throws(Failure) {
        let info: SandboxInfo
        do throws(Failure) { info = try self.info(cancel, limits: limits, mayRetry: false) } catch { return }
        guard info.state.isFinal else { return }
        let reason = info.message ?? info.reason
        throw Failure(.errSandboxFailed, "wait until ready: the sandbox is \(info.stateText.string)\(reason.map { ": " + $0.string } ?? "")")
    }

    private func ping(_ endpoint: Endpoint, limits: TimeLimits, _ cancel: CancelToken?) throws(Failure) {
        var request = client.wire.endpointRequest(endpoint, .get, "/ping")
        request.limits = limits
        // Whoever waits for it to succeed asks again.
        request.mayRetry = false
        _ = try client.call(request, "ping", cancel)
    }
}

/// Percent-encodes everything but RFC 3986's unreserved characters.
func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
            bytes.append(byte)
        default:
            bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
