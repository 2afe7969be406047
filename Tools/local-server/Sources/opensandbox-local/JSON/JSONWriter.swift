import NIOCore

/// Writes JSON as one of the two real servers does: the bytes differ, and clients meet both.
struct JSONWriter {
    enum Dialect {
        /// encoding/json: escapes what HTML and JavaScript would trip over, and makes invalid UTF-8 U+FFFD.
        case go
        /// Starlette's JSONResponse.
        case python
    }

    private let dialect: Dialect
    private(set) var buffer = ByteBuffer()

    init(_ dialect: Dialect) { self.dialect = dialect }

    static func bytes(_ value: JSONValue, _ dialect: Dialect) -> ByteBuffer {
        var writer = JSONWriter(dialect)
        writer.write(value)
        return writer.buffer
    }

    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: raw("null")
        case .bool(let value): raw(value ? "true" : "false")
        case .number(let text): buffer.writeString(text)
        case .string(let text): string(text.utf8)
        case .array(let elements): list("[", elements, "]") { $0.write($1) }
        case .object(let members):
            list("{", members, "}") { writer, member in
                writer.string(member.key.utf8)
                writer.raw(":")
                writer.write(member.value)
            }
        }
    }

    private mutating func list<Element>(
        _ open: StaticString, _ elements: [Element], _ close: StaticString, _ writeElement: (inout JSONWriter, Element) -> Void
    ) {
        raw(open)
        for (index, element) in elements.enumerated() {
            if index > 0 { raw(",") }
            writeElement(&self, element)
        }
        raw(close)
    }

    mutating func raw(_ text: StaticString) { buffer.writeStaticString(text) }

    mutating func integer(_ value: some BinaryInteger) { buffer.writeString(String(value)) }

    /// A string, quoted. The bytes need not be valid UTF-8: whatever a command writes passes through here.
    mutating func string(_ bytes: some Collection<UInt8>) {
        raw("\"")
        if bytes.withContiguousStorageIfAvailable({ characters($0) }) == nil {
            Array(bytes).withUnsafeBufferPointer { characters($0) }
        }
        raw("\"")
    }

    private mutating func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
        var copied = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                if isPlain(byte) { index += 1; continue }
                copy(bytes, copied..<index)
                escape(byte)
                index += 1
            } else {
                let length = UTF8Sequence.length(at: index, in: bytes)
                if length > 0 && !isSeparator(bytes, index) { index += length; continue }
                copy(bytes, copied..<index)
                if length > 0 {
                    raw(bytes[index + 2] == 0xa8 ? "\\u2028" : "\\u2029")
                    index += length
                } else {
                    raw("\\ufffd")
                    index += 1
                }
            }
            copied = index
        }
        copy(bytes, copied..<bytes.count)
    }

    private mutating func copy(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        if !range.isEmpty { buffer.writeBytes(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[range])) }
    }

    private func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"): false
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"): dialect == .python
        default: true
        }
    }

    /// U+2028 and U+2029, which end a line in JavaScript.
    private func isSeparator(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        dialect == .go && bytes[index] == 0xe2 && bytes[index + 1] == 0x80 && bytes[index + 2] & 0xfe == 0xa8
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): raw("\\\"")
        case UInt8(ascii: "\\"): raw("\\\\")
        case 0x08: raw("\\b")
        case 0x09: raw("\\t")
        case 0x0a: raw("\\n")
        case 0x0c: raw("\\f")
        case 0x0d: raw("\\r")
        default:
            raw("\\u00")
            for nibble in [byte >> 4, byte & 0xf] { buffer.writeInteger(Self.hexDigit(nibble)) }
        }
    }

    private static func hexDigit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
    }
}
