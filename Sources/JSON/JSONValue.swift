/// Any JSON value.
package enum JSONValue {
    case null
    case bool(Bool)
    case integer(Int64)
    /// Above `Int64.max` only.
    case unsigned(UInt64)
    case double(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

/// What a value holds, or nil if it is something else. Never inlined: documents are small and rare, and the code that reads them is not.
extension JSONValue {
    package var isNull: Bool {
        if case .null = self { true } else { false }
    }

    @inline(never) package var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    @inline(never) package var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    @inline(never) package var array: [JSONValue]? {
        if case .array(let value) = self { value } else { nil }
    }

    @inline(never) package var object: JSONObject? {
        if case .object(let value) = self { value } else { nil }
    }

    /// An integer, also one spelled `3.0` or `3e0` as long as a double tells it from its neighbours.
    @inline(never) package var int64: Int64? {
        switch self {
        case .integer(let value): return value
        case .double(let value):
            let limit = 9_007_199_254_740_992.0
            return -limit < value && value < limit ? Int64(exactly: value) : nil
        default: return nil
        }
    }

    /// Any number, rounded if it is a large integer.
    @inline(never) package var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .unsigned(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    /// The member of an object.
    package subscript(_ key: StaticString) -> JSONValue? {
        @inline(__always) get { member(named: key.bytes) }
    }

    @inline(never) package func member(named name: UnsafeBufferPointer<UInt8>) -> JSONValue? { object?.value(named: name) }
}
