import HTTP

/// Hosts that the server names and that are reached at another address from here: what it calls host.docker.internal, for instance.
package struct HostRewrites: Sendable {
    private var rules = Pairs()

    package init() {}

    /// - Parameters:
    ///   - host: host[:port] as the server says it.
    ///   - replacement: host[:port]; without a port the server's stays. nil forgets the rule.
    package mutating func set(_ host: String, _ replacement: String?) throws(Failure) {
        try Self.check(host, "host")
        if let replacement { try Self.check(replacement, "replacement") }
        rules.set(host, replacement)
    }

    private static func check(_ text: String, _ name: StaticString) throws(Failure) {
        let address: ServerAddress
        do throws(ServerAddress.Problem) { address = try ServerAddress(parsing: text) } catch { throw .argument(name, String(error.text)) }
        guard address.scheme == nil, address.address.isExactly(text), !text.utf8.contains(UInt8(ascii: "/")) else {
            throw .argument(name, "is not host[:port]")
        }
    }

    /// - Parameter address: host[:port][/path].
    func applied(to address: String) -> String {
        guard !rules.isEmpty else { return address }
        let whole = Authority(address)
        for rule in rules.all {
            let from = Authority(rule.name), to = Authority(rule.value)
            guard from.host.isSameFieldName(as: whole.host), from.port.isEmpty || from.port.isExactly(whole.port) else { continue }
            let port: String = to.port.isEmpty ? whole.port : to.port
            return to.host + port + whole.path
        }
        return address
    }

    private struct Authority {
        let host: String
        /// With its colon; "" for none.
        let port: String
        let path: String

        init(_ address: String) {
            let bytes = Substring(address).utf8
            let slash = bytes.firstIndex(of: UInt8(ascii: "/")) ?? bytes.endIndex
            let authority = bytes[..<slash]
            // An IPv6 address has colons of its own, before its bracket.
            let end = authority.lastIndex(of: UInt8(ascii: "]")) ?? authority.startIndex
            let fromColon = authority[end...].drop { $0 != UInt8(ascii: ":") }
            host = String(Substring(authority.dropLast(fromColon.count)))
            port = String(Substring(fromColon))
            path = String(Substring(bytes[slash...]))
        }
    }
}
