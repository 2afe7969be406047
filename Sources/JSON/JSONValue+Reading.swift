extension JSONValue {
    /// Reads a text that holds one value and nothing else.
    package static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits = JSONLimits()
    ) throws(JSONError) -> JSONValue {
        var reader = JSONReader(bytes, limits: limits)
        let value = try JSONValue(from: &reader)
        try reader.end()
        return value
    }

    package static func parse(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) -> JSONValue {
        try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) -> JSONValue in try parse(buffer, limits: limits) }
    }

    /// Takes the reader's next value whole.
    package init(from reader: inout JSONReader) throws(JSONError) {
        try reader.spendValue()
        switch try reader.peek() {
        case .object: self = .object(try JSONObject(from: &reader))
        case .array: self = .array(try Self.elements(from: &reader))
        case .string: self = .string(try reader.string().string)
        case .number: self.init(try reader.number())
        case .bool: self = .bool(try reader.bool())
        case .null:
            try reader.null()
            self = .null
        }
    }

    private init(_ number: JSONNumber) {
        switch number {
        case .integer(let value): self = .integer(value)
        case .unsigned(let value): self = .unsigned(value)
        case .double(let value): self = .double(value)
        }
    }

    private static func elements(from reader: inout JSONReader) throws(JSONError) -> [JSONValue] {
        var elements: [JSONValue] = []
        try reader.beginArray()
        while try reader.nextElement() {
            elements.append(try JSONValue(from: &reader))
        }
        return elements
    }
}

extension JSONObject {
    fileprivate init(from reader: inout JSONReader) throws(JSONError) {
        self.init()
        try reader.beginObject()
        while let key = try reader.nextKey() {
            members.append((key: key.string, value: try JSONValue(from: &reader)))
        }
    }
}
