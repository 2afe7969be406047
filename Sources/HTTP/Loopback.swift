extension Request {
    /// The host is this machine by name or by address.
    var isLoopback: Bool {
        let host = host
        return host.elementsEqual("localhost".utf8) || host.elementsEqual("::1".utf8)
            || host.starts(with: "127.".utf8) && host.allSatisfy { $0.isDigitOrDot }
    }

    /// An IPv6 address without its brackets.
    var host: Substring.UTF8View {
        var host = origin
        guard let slashes = host.lastIndex(of: UInt8(ascii: "/")) else { return host }
        host = host[host.index(after: slashes)...]
        if host.first == UInt8(ascii: "["), let end = host.firstIndex(of: UInt8(ascii: "]")) { return host[..<end].dropFirst() }
        return host.firstIndex(of: UInt8(ascii: ":")).map { host[..<$0] } ?? host
    }
}

extension UInt8 {
    fileprivate var isDigitOrDot: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") || self == UInt8(ascii: ".") }
}
