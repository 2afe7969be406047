import CSystem
import HTTP
import JSON

/// Every shape of error body a server or daemon answers with: {"code","message"}, {"detail":{…}}, {"detail":[…]} (FastAPI's 422),
/// {"detail":"…"}, {"error":"…"} (the daemon's 401), plain text, and nothing.
struct ServerError {
    var code: String?
    var message: String?
    var field: String?

    init(_ body: [UInt8]) {
        let document: JSONValue?
        do throws(JSONError) { document = try JSONValue.parse(body) } catch { document = nil }
        guard let document, document.object != nil else {
            // A page of HTML says nothing to a person; a line of text may.
            let text = String(decoding: body.prefix(512), as: UTF8.self)
            if !text.isEmpty, text.utf8.first != UInt8(ascii: "<") { message = text }
            return
        }
        code = document["code"]?.string
        message = document["message"]?.string ?? document["error"]?.string
        guard let detail = document["detail"] else { return }
        if let text = detail.string { message = message ?? text }
        code = code ?? detail["code"]?.string
        message = message ?? detail["message"]?.string
        if let first = detail.array?.first {
            message = first["msg"]?.string
            field = first["loc"]?.array.map(Self.path)
        }
    }

    /// ["body","image","uri"] is image.uri: where in the request it stands needs no saying.
    private static func path(_ location: [JSONValue]) -> String {
        var path = ""
        for (index, part) in location.enumerated() {
            guard let name = part.string ?? part.int64.map({ String($0) }) else { continue }
            if index == 0, name.isExactly("body") { continue }
            path += path.isEmpty ? name : "." + name
        }
        return path
    }

    func failure(_ operation: StaticString, _ head: ResponseHead, _ body: [UInt8]) -> Failure {
        let status = Status(httpStatus: head.status, code: code ?? "")
        let what = head.status == 407 ? "the proxy wants credentials, or others" : message ?? "HTTP \(head.status)"
        return Failure(
            status, "\(String(operation)): \(what)", httpStatus: head.status, code: code, requestID: head["x-request-id"], field: field,
            retryAfter: head["retry-after"].flatMap { Self.pause($0, head) }, raw: body.isEmpty ? nil : body,
            isRetryable: head.status == 429 || head.status == 502 || head.status == 503)
    }

    /// Retry-After: seconds, or a time, which is one of the server's clock.
    private static func pause(_ text: String, _ head: ResponseHead) -> Int64? {
        let longest: Int64 = 1_000_000
        if let seconds = Int64(text) { return seconds >= 0 && seconds <= longest ? seconds &* 1000 : nil }
        guard let then = Instant.ofHeader(text) else { return nil }
        let now = head["date"].flatMap(Instant.ofHeader) ?? csystem_calendar_milliseconds()
        return min(max(then &- now, 0), longest &* 1000)
    }
}

extension Status {
    /// What an answer means. The server's codes say more than its HTTP status does where one stands for several things.
    init(httpStatus: Int32, code: String) {
        let codes: [(StaticString, Status)] = [
            ("KUBERNETES::QUOTA_EXCEEDED", .errQuota), ("KUBERNETES::POOL_CAPACITY_EXHAUSTED", .errQuota),
            ("KUBERNETES::POD_READY_TIMEOUT", .errReadyTimeout), ("KUBERNETES::POD_FAILED", .errSandboxFailed),
            ("SANDBOX::API_NOT_SUPPORTED", .errUnsupported), ("FSB::API_NOT_SUPPORTED", .errUnsupported),
            ("KUBERNETES::POOL_NOT_SUPPORTED", .errUnsupported), ("SNAPSHOT::UNSUPPORTED_RUNTIME", .errUnsupported),
            ("VOLUME::UNSUPPORTED_BACKEND", .errUnsupported), ("VOLUME::PVC_SUBPATH_UNSUPPORTED_DRIVER", .errUnsupported),
        ]
        for (known, status) in codes where code.isExactly(known) {
            self = status
            return
        }
        self =
            switch httpStatus {
            case 300...399: .errRedirect
            case 400, 422: .errValidation
            case 401: .errUnauthorized
            case 403: .errForbidden
            case 404: .errNotFound
            case 407: .errProxy
            case 409: .errConflict
            case 429: .errRateLimited
            case 501: .errUnsupported
            case 500...599: .errServer
            default: .errHttp
            }
    }
}
