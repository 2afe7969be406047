/// Immutable UTF-8 that a C getter can lend: NUL-terminated, at one address as long as it lives, and it may hold NUL bytes.
package final class Text: @unchecked Sendable {
    package let pointer: UnsafePointer<CChar>
    /// Bytes, without the terminator.
    package let count: Int

    private init(_ copy: (pointer: UnsafePointer<CChar>, count: Int)) {
        pointer = copy.pointer
        count = copy.count
    }

    package convenience init(_ bytes: UnsafeBufferPointer<UInt8>) { self.init(Text.copy(bytes)) }

    package convenience init(_ bytes: [UInt8]) { self.init(bytes.withUnsafeBufferPointer { Text.copy($0) }) }

    @inline(never) package convenience init(_ string: String) { self.init(Array(string.utf8)) }

    private static func copy(_ bytes: UnsafeBufferPointer<UInt8>) -> (pointer: UnsafePointer<CChar>, count: Int) {
        let start = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count &+ 1)
        _ = UnsafeMutableBufferPointer(start: start, count: bytes.count).initialize(from: bytes)
        (start + bytes.count).initialize(to: 0)
        return (UnsafePointer(UnsafeMutableRawPointer(start).assumingMemoryBound(to: CChar.self)), bytes.count)
    }

    deinit { pointer.deallocate() }

    package var string: String { String(cString: pointer) }

    package func withPointer<R>(_ body: (UnsafePointer<CChar>) -> R) -> R {
        withExtendedLifetime(self) { body(pointer) }
    }
}

extension String {
    /// Byte for byte: what is equal to Swift in another sense is not the same name on the wire.
    @inline(never) func isExactly(_ name: StaticString) -> Bool {
        name.withUTF8Buffer { utf8.elementsEqual($0) }
    }

    @inline(never) func isExactly(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }

    /// Whether these bytes stand anywhere in it.
    func holds(_ part: StaticString) -> Bool {
        var rest = Array(utf8)[...]
        return part.withUTF8Buffer { part in
            while rest.count >= part.count {
                if rest.starts(with: part) { return true }
                rest = rest.dropFirst()
            }
            return false
        }
    }
}
