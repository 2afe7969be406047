/// Why bytes are not the JSON that was asked for, and where.
package struct JSONError: Error {
    package enum Reason {
        case unexpectedEnd
        case unexpectedByte
        case trailingBytes
        case tooDeep
        case tooManyValues
        case controlCharacter
        case invalidEscape
        case loneSurrogate
        case invalidUTF8
        case numberOutOfRange
        case numberTooLong
        case wrongType
        case noMemory
    }

    package let reason: Reason

    /// Index of the byte at fault; the number of bytes where they end too soon.
    package let offset: Int

    package init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    /// One line for an error message.
    package var text: String { "\(reason.text) at byte \(offset)" }
}

extension JSONError.Reason {
    package var text: String {
        switch self {
        case .unexpectedEnd: "JSON ends too soon"
        case .unexpectedByte: "unexpected byte in JSON"
        case .trailingBytes: "bytes after the end of the JSON"
        case .tooDeep: "JSON nested too deeply"
        case .tooManyValues: "too many values in JSON"
        case .controlCharacter: "unescaped control character in a JSON string"
        case .invalidEscape: "invalid escape in a JSON string"
        case .loneSurrogate: "lone surrogate in a JSON string"
        case .invalidUTF8: "invalid UTF-8 in a JSON string"
        case .numberOutOfRange: "JSON number out of range"
        case .numberTooLong: "JSON number too long"
        case .wrongType: "JSON value of the wrong type"
        case .noMemory: "no memory for a JSON string"
        }
    }
}
