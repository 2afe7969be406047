@testable import HTTP
import Testing

@Suite struct MessageTests {
    @Test(arguments: [("A-b", "a-B", true), ("a", "ab", false), ("", "", true), ("@", "`", false), ("[", "{", false), ("\u{C4}", "\u{E4}", false)])
    func fieldNamesAreEqualWhateverTheirCase(_ left: String, _ right: String, _ isSame: Bool) {
        #expect(left.isSameFieldName(as: right) == isSame)
        #expect(right.isSameFieldName(as: left) == isSame)
    }

    @Test func theFirstFieldOfAName() {
        let head = ResponseHead(status: 200, headers: [Header("X-Request-ID", "1"), Header("x-request-id", "2")])
        #expect(head["x-REQUEST-id"] == "1")
        #expect(head["X-Request"] == nil)
    }

    @Test(arguments: [
        ("http://a:1/b/c", "http://a:1"), ("https://a", "https://a"), ("http://[::1]:2/", "http://[::1]:2"), ("http://a?b", "http://a?b"),
    ])
    func originsOfRequests(_ url: String, _ origin: String) {
        #expect(Request(.get, url).origin.elementsEqual(origin.utf8))
    }

    @Test(arguments: [
        ("http://localhost", true), ("http://localhost:1/a", true), ("https://127.0.0.1:8080/x", true), ("http://127.1.2.3", true),
        ("http://[::1]:1/", true), ("http://[::2]/", false), ("http://localhost.example", false), ("http://a/127.0.0.1", false),
        ("http://128.0.0.1", false), ("http://a.localhost.example:1", false), ("http://127.example", false),
    ])
    func thisMachine(_ url: String, _ isLoopback: Bool) {
        #expect(Request(.get, url).isLoopback == isLoopback)
    }

    @Test(arguments: [(Method.get, true), (.put, true), (.delete, true), (.post, false), (.patch, false)])
    func whatMayBeSentTwice(_ method: Method, _ isIdempotent: Bool) {
        #expect(method.isIdempotent == isIdempotent)
    }

    @Test func aBodyUpToItsLimit() {
        let collector = BodyCollector(limit: 4)
        func feed(_ bytes: [UInt8]) -> Flow { bytes.withUnsafeBufferPointer { collector.consume($0) } }
        #expect(collector.begin(ResponseHead(status: 201, headers: [])) == .more)
        #expect(feed([1, 2, 3]) == .more)
        #expect(feed([4]) == .more)
        #expect(!collector.isTooLarge)
        #expect(feed([5]) == .stop)
        #expect(collector.isTooLarge)
        #expect(collector.body == [1, 2, 3, 4])
        #expect(collector.head?.status == 201)
    }
}
