import JSON
@testable import HTTP
@testable import OpenSandbox

/// The models that are read from an answer's body. A new decoder is one more line here and its function below.
private let models: [@Sendable (Answer) throws(Failure) -> Void] = [
    readInfo,
    readEndpoint,
    readProxiedEndpoint,
    readCommandStatus,
]

/// An answer's body, for every model.
func fuzzModels(_ bytes: UnsafeBufferPointer<UInt8>) {
    let answer = Answer(head: ResponseHead(status: 200, headers: []), body: Array(bytes))
    for model in models {
        do throws(Failure) { try model(answer) } catch { check(error) }
    }
}

/// The body of an answer that is an error: its status and a header's value come first, each with a line of its own.
func fuzzErrors(_ bytes: UnsafeBufferPointer<UInt8>) {
    let parts = bytes.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return }
    let status = Int32(String(decoding: parts[0], as: UTF8.self)) ?? 500
    let value = String(decoding: parts[1], as: UTF8.self)
    let head = ResponseHead(status: status, headers: [Header("Retry-After", value), Header("X-Request-ID", value)]), body = Array(parts[2])
    let failure = ServerError(body).failure("fuzz", head, body)
    check(failure)
    check(failure.status != .ok, "an error that is none")
    check(failure.retryAfter ?? 0 >= 0, "a pause of \(failure.retryAfter ?? 0) ms")
    check(CommandStatus.refined(failure))

    var answer = CommandAnswer()
    answer.begin(head)
    for piece in [parts[2].prefix(3), parts[2].dropFirst(3)] where !answer.isStream { _ = answer.take(UnsafeBufferPointer(rebasing: piece)) }
    if let refusal = answer.refusal(.finished, "fuzz") { check(refusal) }
}

private func check(_ failure: Failure) {
    check(!failure.message.isEmpty, "a failure without a message")
    check(failure.raw?.count ?? 0 <= Failure.mostRaw, "more was kept than allowed")
}

@Sendable private func readInfo(_ answer: Answer) throws(Failure) {
    let info = try SandboxInfo(try answer.document("fuzz"), answer, "fuzz")
    check(info.id.count > 0 && !info.id.string.utf8.contains(0), "an id that is none")
    for entry in info.metadata { check(info.metadataValue(entry.key.string) != nil, "metadata that is not found") }
}

@Sendable private func readEndpoint(_ answer: Answer) throws(Failure) {
    check(try Endpoint(try answer.document("fuzz"), answer, scheme: .http, isThroughServer: false))
}

@Sendable private func readProxiedEndpoint(_ answer: Answer) throws(Failure) {
    check(try Endpoint(try answer.document("fuzz"), answer, scheme: .https, isThroughServer: true))
}

private func check(_ endpoint: Endpoint) {
    check(endpoint.url.utf8.allSatisfy { $0 > 32 && $0 < 127 }, "a URL with \(endpoint.url)")
    for header in endpoint.headers { checkSent(header) }
}

@Sendable private func readCommandStatus(_ answer: Answer) throws(Failure) {
    let status = try CommandStatus(answer)
    check(status.duration ?? 0 >= 0, "a duration of \(status.duration ?? 0)")
    _ = CommandStatus.path(status.id) + CommandStatus.interruptPath(status.id) + CommandStatus.logPath(status.id, .start)
}

/// What may go into a request as it is: no line end, no colon in the name, nothing that we set ourselves.
func checkSent(_ header: Header) {
    check(!header.name.isEmpty && header.name.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: ":") }, "a name with \(header.name)")
    check(header.value.utf8.allSatisfy { $0 != 13 && $0 != 10 && $0 != 0 }, "a value that ends a line")
    for name in ["Host", "Content-Length", "Transfer-Encoding", "OPEN-SANDBOX-API-KEY"] {
        check(!header.name.isSameFieldName(as: name), "\(name) from outside")
    }
}
