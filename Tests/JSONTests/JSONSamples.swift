import JSON

func parse(_ text: String, limits: JSONLimits = JSONLimits()) throws(JSONError) -> JSONValue {
    try JSONValue.parse(Array(text.utf8), limits: limits)
}

/// Why `bytes` are refused, and by which byte; nil if they are not.
func refusal(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) -> (reason: JSONError.Reason, offset: Int)? {
    do throws(JSONError) {
        _ = try JSONValue.parse(bytes, limits: limits)
        return nil
    } catch {
        return (error.reason, error.offset)
    }
}

func refusal(_ text: String, limits: JSONLimits = JSONLimits()) -> (reason: JSONError.Reason, offset: Int)? {
    refusal(Array(text.utf8), limits: limits)
}

/// Whether the reader passes over `text` as a whole document.
func isSkipped(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
        var reader = JSONReader(buffer)
        do throws(JSONError) {
            try reader.skip()
            try reader.end()
            return true
        } catch {
            return false
        }
    }
}

extension JSONValue {
    var written: String {
        var writer = JSONWriter()
        write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
