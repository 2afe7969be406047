@testable import OpenSandbox
import Testing

/// Where a name goes that is longer than the field for it.
@Suite struct TarNameTests {
    private func name(_ lengths: Int...) -> [UInt8] {
        Array(lengths.map { String(repeating: "n", count: $0) }.joined(separator: "/").utf8)
    }

    private func header(_ name: [UInt8]) throws -> (blocks: Int, name: [UInt8]) {
        let bytes = TarHeader(kind: .file, name: name).bytes
        let read = bytes.withUnsafeBufferPointer { TarHeader.read(UnsafeBufferPointer(rebasing: $0.prefix(TarHeader.blockSize))) }
        guard case .header(let header) = read else { throw Unreadable() }
        return (bytes.count / TarHeader.blockSize, header.name)
    }

    private struct Unreadable: Error {}

    @Test func oneThatFitsWholeOrInTwoParts() throws {
        for name in [name(1), name(100), name(50, 49), name(1, 99), name(1, 100), name(155, 100), name(155, 1), name(60, 60, 60)] {
            let (blocks, read) = try header(name)
            #expect(blocks == 1)
            #expect(read == name)
        }
    }

    /// A block that announces it, one that holds it, and its own.
    @Test func oneThatDoesNotIsSpelledOut() throws {
        let slashAtEnd = name(120) + [UInt8(ascii: "/")], slashAtStart = [UInt8(ascii: "/")] + name(100)
        for name in [name(101), name(156, 1), name(155, 101), name(1, 101), slashAtEnd, slashAtStart] {
            let (blocks, read) = try header(name)
            #expect(blocks == 3)
            #expect(read == Array("././@LongLink".utf8))
        }
    }
}
