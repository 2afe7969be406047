import Foundation
@testable import HTTP
import JSON
@testable import OpenSandbox

extension Answer {
    /// What the client makes of a recorded answer of the lifecycle server.
    init(_ recording: Recording) {
        self.init(
            head: ResponseHead(status: recording.status, headers: recording.fields.map { Header($0.name, $0.value) }),
            body: recording.body)
    }

    init(_ body: String, status: Int32 = 200, headers: [Header] = [Header("X-Request-ID", "request-1")]) {
        self.init(head: ResponseHead(status: status, headers: headers), body: Array(body.utf8))
    }

    func document() throws(JSONError) -> JSONValue { try JSONValue.parse(body) }
}

/// What a throwing call answers instead of a value; nil when it does not fail.
func failure<T>(_ call: () throws(Failure) -> T) -> Failure? {
    do throws(Failure) {
        _ = try call()
        return nil
    } catch {
        return error
    }
}

/// Foundation's reading of a time, to hold ours against.
func milliseconds(_ text: String) -> Int64? {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = text.contains(".") ? [.withInternetDateTime, .withFractionalSeconds] : [.withInternetDateTime]
    return formatter.date(from: text).map { Int64(($0.timeIntervalSince1970 * 1000).rounded(.down)) }
}
