import HTTP

extension Header {
    /// Fields that say where a message ends, who it is for, or who we are: nobody but us sets them.
    private static var reserved: [String] {
        [
            "host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer", "expect", "keep-alive",
            "proxy-connection", "proxy-authorization", "content-type", Header.apiKeyName,
        ]
    }

    static var apiKeyName: String { "OPEN-SANDBOX-API-KEY" }

    /// Asks the server's proxy not to take a request for a sign of life (opensandbox-server 1.1.1).
    static var accessRenewal: Header { Header("OpenSandbox-Access-Renew", "skip") }

    /// The name of the header that carries the key: any that is not reserved, and the usual one.
    package static func checkKeyName(_ name: String, field: StaticString) throws(Failure) {
        if !name.isSameFieldName(as: apiKeyName) { try checkName(name, field: field) }
    }

    /// A field name is a token (RFC 9110, 5.6.2).
    package static func checkName(_ name: String, field: StaticString) throws(Failure) {
        guard isToken(name) else { throw .argument(field, "is not a header name") }
        guard !isReserved(name) else { throw .argument(field, "is a header that may not be set") }
    }

    /// No control characters but the tab: a line end would begin another header.
    package static func checkValue(_ value: String, field: StaticString) throws(Failure) {
        guard isFieldValue(value) else { throw .argument(field, "has control characters, which no header may") }
    }

    /// Fit to be sent along with requests, as names and values from a server have to be.
    var isForwardable: Bool { Header.isToken(name) && !Header.isReserved(name) && Header.isFieldValue(value) }

    private static func isReserved(_ name: String) -> Bool {
        for other in reserved where name.isSameFieldName(as: other) { return true }
        return false
    }

    private static func isToken(_ name: String) -> Bool {
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): continue
            default: if !"!#$%&'*+-.^_`|~".utf8.contains(byte) { return false }
            }
        }
        return !name.isEmpty
    }

    private static func isFieldValue(_ value: String) -> Bool {
        for byte in value.utf8 where (byte < 32 && byte != 9) || byte == 127 { return false }
        return true
    }
}
