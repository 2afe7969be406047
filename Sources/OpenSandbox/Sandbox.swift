import HTTP
import JSON

/// A remote sandbox.
package final class Sandbox: @unchecked Sendable {
    package let id: Text
    let client: Client
    let readiness: Readiness
    let daemon: DaemonAddress
    let renewal: Renewal

    init(_ client: Client, id: Text, readiness: Readiness, daemonPort: UInt16? = nil) {
        self.client = client
        self.id = id
        self.readiness = readiness
        let config = client.wire.config
        let key = EndpointKey(id, port: daemonPort ?? config.daemonPort, isThroughServer: config.useServerProxy)
        daemon = DaemonAddress(key, client.endpoints)
        renewal = Renewal(client, id)
    }

    deinit { renewal.stop() }

    /// The id is the server's word, so it is quoted like anybody's.
    static func path(_ id: Text) -> String { path(id.string) }

    static func path(_ id: String) -> String { "/sandboxes/" + percentEncoded(id) }

    // MARK: Handles

    package static func create(_ client: Client, _ options: CreateOptions, _ cancel: CancelToken?) throws(Failure) -> Sandbox {
        let info = try CreateCall(client, options).run(cancel)
        let sandbox = Sandbox(client, id: info.id, readiness: options.readiness)
        do throws(Failure) {
            if info.state.isFinal { throw Failure(.errSandboxFailed, "create sandbox: the sandbox is \(info.stateText.string)") }
            if !options.readiness.skip { try sandbox.waitReady(timeout: options.readiness.timeout ?? -1, cancel) }
        } catch {
            throw error.with(sandboxID: info.id, cleanup: client.deleteLater(info.id))
        }
        return sandbox
    }

    /// One that exists. Asks nobody.
    package static func attach(_ client: Client, _ id: String, _ options: ConnectOptions = ConnectOptions()) -> Sandbox {
        Sandbox(client, id: Text(id), readiness: options.readiness, daemonPort: options.daemonPort)
    }

    /// One that exists, found to be ready.
    package static func connect(_ client: Client, _ id: String, _ options: ConnectOptions, _ cancel: CancelToken?) throws(Failure) -> Sandbox {
        let sandbox = attach(client, id, options)
        try sandbox.becomeReady(cancel)
        return sandbox
    }

    /// One that is paused, resumed and found to be ready.
    package static func resume(_ client: Client, _ id: String, _ options: ConnectOptions, _ cancel: CancelToken?) throws(Failure) -> Sandbox {
        let sandbox = attach(client, id, options)
        try sandbox.resume(cancel)
        return sandbox
    }

    private func becomeReady(_ cancel: CancelToken?) throws(Failure) {
        if readiness.skip {
            _ = try daemonEndpoint(cancel)
        } else {
            try waitReady(timeout: readiness.timeout ?? -1, cancel)
        }
    }

    // MARK: Its life

    package func info(_ cancel: CancelToken?, limits: TimeLimits? = nil, mayRetry: Bool = true) throws(Failure) -> SandboxInfo {
        renewal.tell(self)
        return try client.info(id, cancel, limits: limits, mayRetry: mayRetry)
    }

    package func pause(_ cancel: CancelToken?) throws(Failure) {
        renewal.tell(self)
        try client.pause(id, cancel)
    }

    package func resume(_ cancel: CancelToken?) throws(Failure) {
        renewal.tell(self)
        try client.resume(id, cancel)
        try becomeReady(cancel)
    }

    package func renew(for lifetime: Int64, _ cancel: CancelToken?) throws(Failure) -> Int64 {
        renewal.tell(self)
        return try client.renew(id, for: lifetime, cancel)
    }

    package func patch(_ patch: MetadataPatch, _ cancel: CancelToken?) throws(Failure) -> SandboxInfo {
        renewal.tell(self)
        return try client.patch(id, patch, cancel)
    }

    package func kill(_ cancel: CancelToken?) throws(Failure) {
        renewal.tell(self)
        try client.kill(id, cancel)
        renewal.stop()
    }

    /// Ends it; one that is gone already is fine.
    package func destroy(_ cancel: CancelToken?) throws(Failure) {
        do throws(Failure) { try kill(cancel) } catch { if error.status != .errNotFound { throw error } }
    }

    package func waitForState(_ wanted: SandboxState, timeout: Int64, _ cancel: CancelToken?) throws(Failure) {
        var wait = ReadinessWait(timeout: timeout, interval: readiness.interval, "wait for state")
        repeat {
            do throws(Failure) {
                let info = try info(cancel, limits: wait.limits(client.wire.config.limits), mayRetry: false)
                if info.state == wanted { return }
                let isUnderWay = info.state == .stopping && (wanted == .terminated || wanted == .failed)
                if info.state.isFinal, !isUnderWay {
                    throw Failure(.errSandboxFailed, "wait for state: the sandbox is \(info.described)")
                }
                wait.failed(Failure(.errConflict, "the sandbox is \(info.described)"))
            } catch {
                // What has ended is taken off the list, sooner or later.
                if error.status == .errNotFound, wanted == .terminated { return }
                if wait.isFinal(error) { throw error }
                wait.failed(error)
            }
        } while try wait.again(cancel)
        throw wait.timedOut("not there", "asking the server")
    }

    // MARK: Endpoints

    package func endpoint(
        port: UInt16, _ cancel: CancelToken?, limits: TimeLimits? = nil, mayRetry: Bool = true
    ) throws(Failure) -> Endpoint {
        renewal.tell(self)
        let key = EndpointKey(id, port: port, isThroughServer: client.wire.config.useServerProxy)
        return try client.endpoint(key, limits ?? client.wire.config.limits, cancel, mayRetry: mayRetry)
    }

    /// The same by way of the server, whatever the config says.
    package func proxyEndpoint(port: UInt16, _ cancel: CancelToken?) throws(Failure) -> Endpoint {
        renewal.tell(self)
        return try client.endpoint(EndpointKey(id, port: port, isThroughServer: true), client.wire.config.limits, cancel)
    }

    /// One that works without further headers until it expires. Not remembered: whoever wants one wants it for so long.
    package func signedEndpoint(port: UInt16, expiresAt instant: Int64, _ cancel: CancelToken?) throws(Failure) -> Endpoint {
        renewal.tell(self)
        let key = EndpointKey(id, port: port, isThroughServer: false)
        // Servers refuse a signed endpoint through themselves (opensandbox-server 1.1.1).
        let answer = try client.ask(.get, Endpoint.path(key) + "?expires=\(instant / 1000)", "get signed endpoint", cancel)
        return try Endpoint.from(answer, key, client.wire)
    }

    /// The daemon's endpoint, asked for once.
    func daemonEndpoint(_ cancel: CancelToken?, limits: TimeLimits? = nil, mayRetry: Bool = true) throws(Failure) -> Endpoint {
        renewal.tell(self)
        if let known = daemon.endpoint { return known }
        return try client.endpoint(daemon.key, limits ?? client.wire.config.limits, cancel, mayRetry: mayRetry)
    }

    // MARK: Health

    package func isHealthy(_ cancel: CancelToken?) throws(Failure) -> Bool {
        // Where the sandbox is not known there is nothing to ask.
        if case .custom(let check) = readiness.probe { return check(self) == 1 }
        _ = try daemonEndpoint(cancel)
        do throws(Failure) {
            try probe(client.wire.config.limits, cancel)
            return true
        } catch {
            switch error.status {
            case .errUnauthorized, .errForbidden, .errCancelled, .errDeadline: throw error
            default: return false
            }
        }
    }

    package func waitReady(timeout: Int64, _ cancel: CancelToken?) throws(Failure) {
        var wait = ReadinessWait(timeout: timeout, interval: readiness.interval, "wait until ready")
        repeat {
            do throws(Failure) {
                return try probe(wait.limits(client.wire.config.limits), cancel)
            } catch {
                if wait.isFinal(error) { throw error }
                wait.failed(error)
                if wait.isTimeToLook { try checkState(limits: wait.limits(client.wire.config.limits), cancel) }
            }
        } while try wait.again(cancel)
        let isProxied = client.wire.config.useServerProxy
        throw wait.timedOut("not ready", isProxied ? "reaching the sandbox through the server's proxy" : "reaching the sandbox directly")
    }

    /// A sandbox that has ended will never be ready: says so instead of waiting on. A look that fails says nothing.
    private func checkState(limits: TimeLimits, _ cancel: CancelToken?) throws(Failure) {
        let info: SandboxInfo
        do throws(Failure) { info = try self.info(cancel, limits: limits, mayRetry: false) } catch { return }
        if info.state.isFinal { throw Failure(.errSandboxFailed, "wait until ready: the sandbox is \(info.described)") }
    }
}

/// Percent-encodes everything but RFC 3986's unreserved characters.
func percentEncoded(_ text: String) -> String {
    func digit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? UInt8(ascii: "0") &+ nibble : UInt8(ascii: "A") &+ (nibble &- 10) }
    var bytes: [UInt8] = []
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
            bytes.append(byte)
        default:
            bytes += [UInt8(ascii: "%"), digit(byte >> 4), digit(byte & 15)]
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
