import CSystem

/// http or https.
package enum Scheme: Sendable {
    case http, https

    package init(_ text: String) throws(Failure) {
        if text.isExactly("http") {
            self = .http
        } else if text.isExactly("https") {
            self = .https
        } else {
            throw .argument("protocol", "is neither \"http\" nor \"https\"")
        }
    }

    var prefix: String { self == .http ? "http://" : "https://" }
}

/// An authority with an optional path: [scheme://]host[:port][/path]. What a host configures, and what a server says of an endpoint.
package struct ServerAddress: Sendable {
    package let scheme: Scheme?
    /// host[:port][/path] without a trailing slash.
    package let address: String

    package init(_ text: String) throws(Failure) {
        do throws(Problem) { try self.init(parsing: text) } catch { throw .argument("domain", String(error.text)) }
    }

    struct Problem: Error { let text: StaticString }

    init(parsing text: String) throws(Problem) {
        // Bytes all along: an address is ASCII, and Swift's characters would bring Unicode's tables into the library.
        var rest = Substring(text).utf8
        if rest.starts(with: "http://".utf8) {
            scheme = .http
            rest = rest.dropFirst(7)
        } else if rest.starts(with: "https://".utf8) {
            scheme = .https
            rest = rest.dropFirst(8)
        } else {
            scheme = nil
        }
        for byte in rest {
            switch byte {
            case 0...32, 127...255: throw Problem(text: "has a character that no address may have")
            case UInt8(ascii: "@"): throw Problem(text: "has user info")
            case UInt8(ascii: "?"): throw Problem(text: "has a query")
            case UInt8(ascii: "#"): throw Problem(text: "has a fragment")
            case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "{"), UInt8(ascii: "}"),
                UInt8(ascii: "|"), UInt8(ascii: "^"), UInt8(ascii: "`"):
                throw Problem(text: "has a character that no address may have")
            default: continue
            }
        }
        while rest.last == UInt8(ascii: "/") { rest = rest.dropLast() }
        let slash = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        try Self.check(authority: rest[..<slash])
        address = String(Substring(rest))
    }

    private static func check(authority: Substring.UTF8View) throws(Problem) {
        var host = authority
        var port: Substring.UTF8View?
        if host.first == UInt8(ascii: "[") {
            guard let end = host.firstIndex(of: UInt8(ascii: "]")) else { throw Problem(text: "has an IPv6 address without \"]\"") }
            let after = host[host.index(after: end)...]
            guard after.isEmpty || after.first == UInt8(ascii: ":") else { throw Problem(text: "has something between \"]\" and the port") }
            port = after.isEmpty ? nil : after.dropFirst()
            host = host[..<end].dropFirst()
            guard csystem_is_ipv6_address(String(Substring(host))) else { throw Problem(text: "has a malformed IPv6 address") }
        } else {
            if let colon = host.firstIndex(of: UInt8(ascii: ":")) {
                port = host[host.index(after: colon)...]
                host = host[..<colon]
            }
            for byte in host where !isNameByte(byte) { throw Problem(text: "has a malformed host name") }
        }
        guard !host.isEmpty else { throw Problem(text: "has no host") }
        if let port {
            guard let number = UInt32(String(Substring(port))), (1...65535).contains(number), port.count <= 5,
                port.first != UInt8(ascii: "+")
            else { throw Problem(text: "has a port that is not between 1 and 65535") }
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")) || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
