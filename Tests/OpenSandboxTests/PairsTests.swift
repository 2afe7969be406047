@testable import OpenSandbox
import Testing

@Suite struct PairsTests {
    private func text(_ pairs: Pairs) -> String { pairs.all.map { "\($0.name)=\($0.value)" }.joined(separator: " ") }

    @Test func eachNameOnceInTheOrderTheyCame() {
        var pairs = Pairs()
        #expect(pairs.isEmpty)
        pairs.set("b", "1")
        pairs.set("a", "2")
        pairs.set("b", "3")
        #expect(text(pairs) == "b=3 a=2")
        pairs.set("b", nil)
        pairs.set("c", nil)
        #expect(text(pairs) == "a=2")
        pairs.set("b", "")
        #expect(text(pairs) == "a=2 b=")
        #expect(!pairs.isEmpty)
    }

    /// Names are bytes on the wire: two that Unicode calls equal are two.
    @Test func namesAreComparedByteForByte() {
        var pairs = Pairs([("\u{E9}", "composed")])
        pairs.set("e\u{301}", "decomposed")
        #expect(pairs.all.count == 2)
    }
}
