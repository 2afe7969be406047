import JSON
import Testing

@Suite struct JSONNumberTests {
    @Test func integersAreExactTo64Bits() throws {
        for value in [0, 1, -1, 9, 10, 9_007_199_254_740_993, -9_007_199_254_740_993, Int64.max, Int64.max - 1, Int64.min, Int64.min + 1] {
            guard case .integer(let read) = try parse("\(value)") else {
                Issue.record("\(value) is not read as an integer")
                continue
            }
            #expect(read == value)
            #expect(try parse("\(value)").int64 == value)
        }
        for value in [UInt64(Int64.max) + 1, UInt64.max] {
            guard case .unsigned(let read) = try parse("\(value)") else {
                Issue.record("\(value) is not read as an unsigned integer")
                continue
            }
            #expect(read == value)
            #expect(try parse("\(value)").int64 == nil)
            #expect(try parse("\(value)").double == Double(value))
        }
    }

    @Test(arguments: [
        ("-9223372036854775809", -9223372036854775809.0), ("18446744073709551616", 18446744073709551616.0),
        ("99999999999999999999999", 1e23), ("0.1", 0.1), ("-0.5", -0.5), ("1e3", 1000), ("1E+3", 1000), ("25e-1", 2.5),
        ("1.7976931348623157e308", .greatestFiniteMagnitude), ("5e-324", .leastNonzeroMagnitude),
        ("2.2250738585072014e-308", .leastNormalMagnitude), ("1e-400", 0),
    ])
    func doubles(_ text: String, _ expected: Double) throws {
        #expect(try parse(text).double == expected)
    }

    @Test func minusZeroKeepsItsSign() throws {
        guard case .double(let zero) = try parse("-0") else {
            Issue.record("-0 is not read as a double")
            return
        }
        #expect(zero == 0 && zero.sign == .minus)
        #expect(try parse("-0").int64 == 0)
    }

    @Test func anIntegerSpelledAsADoubleIsTakenWhereItIsExact() throws {
        #expect(try parse("3.0").int64 == 3)
        #expect(try parse("-3e2").int64 == -300)
        #expect(try parse("9007199254740991.0").int64 == 9_007_199_254_740_991)
        #expect(try parse("9007199254740993.0").int64 == nil)
        #expect(try parse("3.5").int64 == nil)
        #expect(try parse("1e300").int64 == nil)
    }

    @Test(arguments: ["1e309", "-1e309", "1e999999999999999999999", String(repeating: "9", count: 400)])
    func beyondADouble(_ text: String) {
        #expect(refusal(text)?.reason == .numberOutOfRange)
        // Whoever does not want the value does not mind its range.
        #expect(isSkipped(Array(text.utf8)))
    }

    @Test func lengthIsBounded() {
        func digits(_ count: Int) -> String { "0." + String(repeating: "1", count: count - 2) }
        #expect(refusal(digits(1023)) == nil)
        #expect(refusal(digits(1024))?.reason == .numberTooLong)
        #expect(refusal(digits(1_000_000))?.reason == .numberTooLong)
    }

    @Test(arguments: ["-", "+1", "01", "-01", "1.", ".5", "1.e5", "1e", "1e+", "1e-", "0x10", "1_000", "--1", "1.2.3", "1e5.0", "-a", "Infinity"])
    func malformedNumbers(_ text: String) {
        #expect(refusal(text) != nil)
        #expect(!isSkipped(Array(text.utf8)))
    }
}
