/// An object's members in the order of the wire. Where a name comes twice, its last value counts.
package struct JSONObject {
    package var members: [(key: String, value: JSONValue)]

    package init(members: [(key: String, value: JSONValue)] = []) {
        self.members = members
    }

    package subscript(_ key: StaticString) -> JSONValue? {
        @inline(__always) get { value(named: key.bytes) }
    }

    package subscript(_ key: String) -> JSONValue? {
        var key = key
        return key.withUTF8 { value(named: $0) }
    }

    func value(named name: UnsafeBufferPointer<UInt8>) -> JSONValue? {
        var found: JSONValue?
        for member in members where member.key.hasSameBytes(as: name) { found = member.value }
        return found
    }
}
