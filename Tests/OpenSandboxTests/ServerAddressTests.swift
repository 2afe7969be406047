@testable import OpenSandbox
import Testing

@Suite struct ServerAddressTests {
    @Test(arguments: [
        ("localhost", nil, "localhost"), ("localhost:8080", nil, "localhost:8080"), ("http://a", .http, "a"), ("https://a:443", .https, "a:443"),
        ("a/", nil, "a"), ("a///", nil, "a"), ("a:1/b/c", nil, "a:1/b/c"), ("a/b/", nil, "a/b"), ("http://a.b-c_d:65535/x", .http, "a.b-c_d:65535/x"),
        ("127.0.0.1:1", nil, "127.0.0.1:1"), ("[::1]", nil, "[::1]"), ("[::1]:8080", nil, "[::1]:8080"),
        ("https://[2001:db8::ffff:1.2.3.4]:9/p", .https, "[2001:db8::ffff:1.2.3.4]:9/p"), ("a/b:c", nil, "a/b:c"), ("a/%20", nil, "a/%20"),
    ] as [(String, Scheme?, String)])
    func whatIsAnAddress(_ text: String, _ scheme: Scheme?, _ address: String) throws {
        let parsed = try ServerAddress(text)
        #expect(parsed.scheme == scheme)
        #expect(parsed.address == address)
    }

    @Test(arguments: [
        "", "/", "//", "http://", "https:///", "/path", ":8080", "ftp://a", "HTTP://a", "http:/a", "a:", "a:0", "a:65536", "a:99999999999999999999",
        "a:+80", "a:-1", "a:8o", "a:000080", "a:1:2", "::1", "[::1", "[]", "[::1]x", "[::1]:", "[::1]:0", "[::g]", "[fe80::1%eth0]", "user@a",
        "user:password@a", "a?b", "a/b?c", "a#b", "a b", "a\tb", "a\r\nb", "a\u{0}", "a\u{7F}", "\u{E4}.de", "a/\u{E4}", "a\\b", "a\"b", "a<b",
        "a|b", "a^b", "a`b", "a{b}", "a;b", "a,b", "a%20b", "http://http://a",
    ])
    func whatIsNone(_ text: String) throws {
        let failure = try #require(failure { () throws(Failure) in try ServerAddress(text) })
        #expect(failure.status == .errInvalidArgument)
        #expect(failure.field == "domain")
    }

    @Test(arguments: [("http", Scheme.http), ("https", .https)])
    func schemes(_ text: String, _ scheme: Scheme) throws {
        #expect(try Scheme(text) == scheme)
        #expect(scheme.prefix == text + "://")
    }

    @Test(arguments: ["", "HTTP", "http:", "ftp", "http ", "httpss"])
    func whatIsNoScheme(_ text: String) {
        #expect(failure { () throws(Failure) in try Scheme(text) }?.field == "protocol")
    }
}
