import HTTP
@testable import OpenSandbox
import Testing

@Suite struct HeaderRulesTests {
    @Test(arguments: ["X", "x-y_z", "Authorization", "User-Agent", "!#$%&'*+-.^_`|~09azAZ", "Accept", "OPENSANDBOX-EGRESS-AUTH"])
    func namesThatMayBeSet(_ name: String) throws {
        try Header.checkName(name, field: "name")
        #expect(Header(name, "v").isForwardable)
    }

    @Test(arguments: [
        "", " ", "a b", "a:", "a\r", "a\n", "a\u{0}", "a\"", "a(b)", "a,b", "a/b", "a;b", "a<b", "a=b", "a@b", "a[b]", "a\\b", "a{b}", "\u{E4}",
        "Host", "HOST", "content-length", "Transfer-Encoding", "Connection", "Upgrade", "TE", "Trailer", "Expect", "Open-Sandbox-Api-Key",
    ])
    func namesThatMayNot(_ name: String) {
        #expect(failure { () throws(Failure) in try Header.checkName(name, field: "name") }?.field == "name")
        #expect(!Header(name, "v").isForwardable)
    }

    @Test(arguments: ["", "v", "a b", "a\tb", "\u{E4}", "a: b, c; d=\"e\""])
    func valuesThatMayBeSet(_ value: String) throws {
        try Header.checkValue(value, field: "value")
        #expect(Header("X", value).isForwardable)
    }

    @Test(arguments: ["\r", "\n", "a\r\nB: c", "a\u{0}b", "\u{1}", "\u{1F}", "\u{7F}"])
    func valuesThatMayNot(_ value: String) {
        #expect(failure { () throws(Failure) in try Header.checkValue(value, field: "value") }?.status == .errInvalidArgument)
        #expect(!Header("X", value).isForwardable)
    }
}
