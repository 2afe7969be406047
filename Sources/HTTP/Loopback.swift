extension Request {
    /// The host is this machine by name or by address.
    var isLoopback: Bool {
        var host = origin
        guard let slashes = host.lastIndex(of: UInt8(ascii: "/")) else { return false }
        host = host[host.index(after: slashes)...]
        if host.first == UInt8(ascii: "[") { return host.starts(with: "[::1]".utf8) }
        if let colon = host.lastIndex(of: UInt8(ascii: ":")) { host = host[..<colon] }
        return host.elementsEqual("localhost".utf8) || host.starts(with: "127.".utf8) && host.allSatisfy { $0.isDigitOrDot }
    }
}

extension UInt8 {
    fileprivate var isDigitOrDot: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") || self == UInt8(ascii: ".") }
}
