import Foundation
import HTTP
@testable import OpenSandbox
import Testing

@Suite struct ServerErrorTests {
    private func failure(_ answer: Answer) -> Failure {
        ServerError(answer.body).failure("operation", answer.head, answer.body)
    }

    static let recordings = Recording.names("lc_").filter { ((try? Recording($0))?.status ?? 0) >= 400 }

    @Test func theRecordingsAreThere() { #expect(Self.recordings.count >= 30) }

    /// Against Foundation's reading of the same bytes.
    @Test(arguments: recordings)
    func aRecordedError(_ name: String) throws {
        let recording = try Recording(name)
        let failure = failure(Answer(recording))
        let document = try #require(try JSONSerialization.jsonObject(with: Data(recording.body)) as? [String: Any])
        let first = (document["detail"] as? [[String: Any]])?.first
        let message = document["message"] as? String ?? document["detail"] as? String ?? first?["msg"] as? String

        #expect(failure.message == "operation: " + (try #require(message)))
        #expect(failure.code == document["code"] as? String)
        #expect(failure.httpStatus == recording.status)
        #expect(failure.requestID == recording["x-request-id"])
        #expect(failure.requestID != nil)
        #expect((failure.field != nil) == (first != nil))
        #expect(failure.retryAfter == nil)
        #expect(failure.raw == recording.body)
        #expect(failure.isRetryable == (recording.status == 502))
        let statuses: [Int32: Status] = [
            400: .errValidation, 401: .errUnauthorized, 404: .errNotFound, 405: .errHttp, 409: .errConflict, 422: .errValidation,
            500: .errServer, 501: .errUnsupported, 502: .errServer,
        ]
        #expect(failure.status == statuses[recording.status])
    }

    @Test(arguments: [
        ("lc_39_422_bad_body.txt", "timeout"), ("lc_40_422_missing_fields.txt", ""), ("lc_41_400_malformed_json.txt", "1"),
        ("lc_42_timeout_too_small.txt", "timeout"), ("lc_50_list_bad_page.txt", "query.page"), ("lc_70_endpoint_port_text.txt", "path.port"),
    ])
    func theFieldToBlame(_ name: String, _ field: String) throws {
        #expect(failure(Answer(try Recording(name))).field == field)
    }

    @Test(arguments: [
        (#"{"code":"A::B","message":"m"}"#, "A::B", "m", nil),
        (#"{"detail":{"code":"A::B","message":"m"}}"#, "A::B", "m", nil),
        (#"{"detail":[{"loc":["body","image","uri"],"msg":"m"},{"loc":["body"],"msg":"n"}]}"#, nil, "m", "image.uri"),
        (#"{"detail":[{"loc":["body","env",3,"name"],"msg":"m"}]}"#, nil, "m", "env.3.name"),
        (#"{"detail":"m"}"#, nil, "m", nil),
        (#"{"error":"Unauthorized: m"}"#, nil, "Unauthorized: m", nil),
        (#"{"detail":[]}"#, nil, "HTTP 400", nil), (#"{"detail":[7]}"#, nil, "HTTP 400", nil), (#"{"detail":7}"#, nil, "HTTP 400", nil),
        (#"{"code":7,"message":[]}"#, nil, "HTTP 400", nil), (#"{}"#, nil, "HTTP 400", nil),
        ("404 page not found", nil, "404 page not found", nil), ("", nil, "HTTP 400", nil),
        ("<html>no</html>", nil, "HTTP 400", nil), ("[1]", nil, "[1]", nil), (#"{"code":"A"#, nil, #"{"code":"A"#, nil),
    ] as [(String, String?, String, String?)])
    func everyShapeOfBody(_ body: String, _ code: String?, _ message: String, _ field: String?) {
        let failure = failure(Answer(body, status: 400))
        #expect(failure.status == .errValidation)
        #expect(failure.code == code)
        #expect(failure.message == "operation: " + message)
        #expect(failure.field == field)
        #expect(failure.raw == (body.isEmpty ? nil : Array(body.utf8)))
    }

    @Test func aLongTextIsCut() {
        let failure = failure(Answer(String(repeating: "x", count: 100_000), status: 500))
        #expect(failure.message == "operation: " + String(repeating: "x", count: 512))
        #expect(failure.raw?.count == 64 << 10)
    }

    @Test(arguments: [
        (300, "", Status.errRedirect), (304, "", .errRedirect), (400, "", .errValidation), (401, "", .errUnauthorized), (403, "", .errForbidden),
        (404, "", .errNotFound),
        (405, "", .errHttp), (407, "", .errProxy), (409, "", .errConflict), (418, "", .errHttp), (422, "", .errValidation), (429, "", .errRateLimited),
        (500, "", .errServer), (501, "", .errUnsupported), (503, "", .errServer), (599, "", .errServer), (600, "", .errHttp),
        (403, "KUBERNETES::QUOTA_EXCEEDED", .errQuota), (503, "KUBERNETES::POOL_CAPACITY_EXHAUSTED", .errQuota),
        (404, "DOCKER::SANDBOX_NOT_FOUND", .errNotFound),
    ])
    func statusesByNumberAndCode(_ http: Int32, _ code: String, _ status: Status) {
        #expect(Status(httpStatus: http, code: code) == status)
    }

    @Test(arguments: [
        ("0", 0), ("1", 1000), ("120", 120_000), ("-1", nil), ("1.5", nil), ("", nil), ("99999999999999999999", nil),
        ("1000001", nil), ("Mon, 23 Nov 2026 05:35:54 GMT", 54_000), ("Mon, 23 Nov 2026 05:34:00 GMT", 0),
        ("Tue, 23 Nov 2027 05:35:54 GMT", 1_000_000_000), ("Mon, 23 Nov 2026 05:35:54", nil), ("Mon 23 Nov 2026", nil), ("23 Nov 2026", nil),
    ] as [(String, Int64?)])
    func retryAfter(_ text: String, _ milliseconds: Int64?) {
        let headers = [Header("Retry-After", text), Header("Date", "Mon, 23 Nov 2026 05:35:00 GMT")]
        let failure = failure(Answer("", status: 429, headers: headers))
        #expect(failure.retryAfter == milliseconds)
        #expect(failure.isRetryable)
        #expect(failure.requestID == nil)
    }
}
