import HTTP

/// One question whether a sandbox is healthy: nothing is thrown when it is.
extension Sandbox {
    func probe(_ limits: TimeLimits, _ cancel: CancelToken?) throws(Failure) {
        switch readiness.probe {
        case .daemon: try ping(limits, cancel)
        case .custom(let check): try ask(check)
        case .http(let port, let path): try fetch(port, path, limits, cancel)
        case .tcp(let port): try look(port, limits, cancel)
        }
    }

    private func ping(_ limits: TimeLimits, _ cancel: CancelToken?) throws(Failure) {
        var request = client.wire.endpointRequest(try daemonEndpoint(cancel, limits: limits, mayRetry: false), .get, "/ping")
        request.limits = limits
        // Whoever waits for it to succeed asks again.
        request.mayRetry = false
        _ = try client.call(request, "ping", cancel)
    }

    private func ask(_ check: HealthCheck) throws(Failure) {
        let answer = check(self)
        if answer == 0 { throw Failure(.errUnhealthy, "the health check says not yet", isRetryable: true) }
        if answer != 1 { throw Failure(.errUnhealthy, "wait until ready: the health check gave up with \(answer)") }
    }

    private func fetch(_ port: UInt16, _ path: String, _ limits: TimeLimits, _ cancel: CancelToken?) throws(Failure) {
        let endpoint = try endpoint(port: port, cancel, limits: limits, mayRetry: false)
        var request = client.wire.endpointRequest(endpoint, .get, path)
        request.limits = limits
        let head = HeadCollector()
        if case .failed(let failure) = client.perform(request, head, cancel) { throw Self.notYet(Failure(failure, "HTTP probe", .get)) }
        let status = head.head?.status ?? 0
        guard (200...399).contains(status) else { throw Failure(.errUnhealthy, "HTTP probe: HTTP \(status)", httpStatus: status, isRetryable: true) }
    }

    /// What a server that is still starting looks like, which may take it as long as it likes: nobody is there, or nobody that speaks HTTP.
    private static func notYet(_ failure: Failure) -> Failure {
        switch failure.status {
        case .errConnect, .errConnectionLost, .errProtocol: Failure(.errUnhealthy, failure.message, isRetryable: true)
        default: failure
        }
    }

    /// Asks the kernel's list of sockets, inside: most ports are reached through the daemon, which takes every connection, and a
    /// connection of ours would not be a client's that the program behind it expects.
    private func look(_ port: UInt16, _ limits: TimeLimits, _ cancel: CancelToken?) throws(Failure) {
        var options = CommandOptions()
        options.collects = false
        options.deadline = limits.request
        let result = try run(RunPlan(Self.listening(port), options), cancel)
        switch result.ended {
        case .exited where result.exitCode == 0: return
        case .exited: throw Failure(.errUnhealthy, "TCP probe: nothing listens on port \(port)", isRetryable: true)
        default: throw result.cause ?? Failure(.errUnhealthy, "TCP probe: the look at port \(port) was ended", isRetryable: true)
        }
    }

    /// State 0A is listening (Linux, Documentation/networking/proc_net_tcp). Where there is no grep the shell's own words do: they read byte
    /// by byte, which takes its time on a busy machine.
    static func listening(_ port: UInt16) -> String {
        // Four digits: those of a number with a 1 before them.
        let number = String(Substring(String(1 << 16 | UInt32(port), radix: 16, uppercase: true).utf8.dropFirst()))
        return "command -v grep >/dev/null && exec grep -qs ':\(number) [0-9A-F]*:0000 0A ' /proc/net/tcp /proc/net/tcp6; "
            + "for f in /proc/net/tcp /proc/net/tcp6; do [ -r $f ] || continue; while read -r n local remote state rest; do "
            + "case \"$local $state\" in *:\(number)\" 0A\") exit 0;; esac; done <$f; done; exit 1"
    }
}

/// Wants an answer's head alone.
private final class HeadCollector: ResponseConsumer {
    private(set) var head: ResponseHead?

    func begin(_ head: ResponseHead) -> Flow {
        self.head = head
        return .stop
    }

    func consume(_ bytes: UnsafeBufferPointer<UInt8>) -> Flow { .stop }
}
