@testable import OpenSandbox
import Testing

@Suite struct PercentEncodingTests {
    @Test(arguments: [
        ("", ""), ("azAZ09-._~", "azAZ09-._~"), ("a b", "a%20b"), ("../x?y#z", "..%2Fx%3Fy%23z"), ("100%", "100%25"), ("\u{E4}", "%C3%A4"),
        ("\u{1F600}", "%F0%9F%98%80"), ("\r\n\u{0}\u{7F}", "%0D%0A%00%7F"), ("+&=;", "%2B%26%3D%3B"),
    ])
    func everythingButTheUnreserved(_ text: String, _ encoded: String) {
        #expect(percentEncoded(text) == encoded)
    }
}
