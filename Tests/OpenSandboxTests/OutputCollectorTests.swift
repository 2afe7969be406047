@testable import OpenSandbox
import Testing

@Suite struct OutputCollectorTests {
    private func collect(_ lines: [String], limit: Int) -> (text: String, isTruncated: Bool) {
        var collector = OutputCollector(limit: limit)
        for line in lines { Array(line.utf8).withUnsafeBufferPointer { collector.append($0) } }
        return (collector.collected.text.string, collector.collected.isTruncated)
    }

    @Test(arguments: [
        ([], 10, "", false), (["ab", "", "c"], 10, "ab\n\nc\n", false), (["ab", "c"], 5, "ab\nc\n", false),
        // A line for which only the line's end has no room is cut all the same.
        (["ab", "c"], 4, "ab\nc", true), (["ab", "cd"], 4, "ab\nc", true), (["abcdef"], 3, "abc", true), (["a"], 0, "", true),
        ([""], 0, "", true), (["", ""], 1, "\n", true),
        // Nothing is taken after a gap, even if it would fit.
        (["abcd", "", "x"], 4, "abcd", true),
    ])
    func linesUpToALimit(_ lines: [String], _ limit: Int, _ text: String, _ isTruncated: Bool) {
        let collected = collect(lines, limit: limit)
        #expect(collected.text == text)
        #expect(collected.isTruncated == isTruncated)
    }

    @Test func bytesThatCWouldStopAt() {
        var collector = OutputCollector(limit: 10)
        [97, 0, 98].withUnsafeBufferPointer { collector.append($0) }
        #expect(collector.collected.text.count == 4)
    }
}
