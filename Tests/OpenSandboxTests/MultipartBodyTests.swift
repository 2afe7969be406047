@testable import OpenSandbox
import Testing

@Suite struct MultipartBodyTests {
    /// Tells a size and gives nothing.
    private final class Hollow: ByteSource {
        let size: Int64?
        init(_ size: Int64) { self.size = size }
        var failure: Failure? { nil }
        var isRepeatable: Bool { true }
        func read(into room: UnsafeMutableRawBufferPointer) -> Int? { 0 }
    }

    private func body(_ sources: any ByteSource...) -> MultipartBody {
        let body = MultipartBody(boundary: "b", tellsSize: true)
        for source in sources { body.add("/f", FileOptions(), source) }
        body.end()
        return body
    }

    /// A sparse file may be as long as that, and so are two files together; what stands around them counts as well.
    @Test(arguments: [[Int64.max], [.max - 1], [.max, .max], [1 << 62, 1 << 62]])
    func aSizeThatNoNumberHolds(_ sizes: [Int64]) {
        let body = MultipartBody(boundary: "b", tellsSize: true)
        for size in sizes { body.add("/f", FileOptions(), Hollow(size)) }
        body.end()
        #expect(body.knownSize == nil)
    }

    @Test(arguments: [1, 2, 7, 100, 4096])
    func inPiecesOfAnySizeItIsTheSame(_ piece: Int) throws {
        let first = Array("hello".utf8), second = [UInt8](repeating: 7, count: 300)
        let whole = try body(ArraySource(first), ArraySource([]), ArraySource(second)).collected()
        let other = body(ArraySource(first), ArraySource([]), ArraySource(second))
        var read: [UInt8] = [], room = [UInt8](repeating: 0, count: piece)
        while let count = room.withUnsafeMutableBytes({ other.read(into: $0) }), count > 0 { read += room.prefix(count) }
        #expect(read == whole)
        #expect(Int64(whole.count) == other.knownSize)
        #expect([0, 1, 2, 3, -1].map { other.given($0) } == [5, 0, 300, 0, 0])
    }
}
