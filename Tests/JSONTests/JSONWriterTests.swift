import JSON
import Testing

@Suite struct JSONWriterTests {
    @Test func writesCommasByItself() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("a")
        writer.beginArray()
        writer.value(1)
        writer.value(Int64.min)
        writer.value(UInt64.max)
        writer.value(true)
        writer.value(false)
        writer.null()
        writer.beginObject()
        writer.endObject()
        writer.beginArray()
        writer.endArray()
        writer.endArray()
        writer.key("b")
        writer.value("x")
        writer.endObject()
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == #"{"a":[1,-9223372036854775808,18446744073709551615,true,false,null,{},[]],"b":"x"}"#)
    }

    @Test(arguments: [
        ("", #""""#), ("\"\\", #""\"\\""#), ("\n\r\t", #""\n\r\t""#), ("\u{0}\u{1f}\u{8}\u{7f}", "\"\\u0000\\u001f\\u0008\u{7f}\""),
        ("é☃😀\u{2028}", "\"é☃😀\u{2028}\""), ("</script>", #""</script>""#),
    ])
    func strings(_ text: String, _ expected: String) throws {
        #expect(JSONValue.string(text).written == expected)
        #expect(try parse(expected).string == text)
    }

    @Test(arguments: [
        (0.0, "0"), (-0.0, "-0"), (0.1, "0.1"), (1.5, "1.5"), (1e21, "1e+21"), (Double.leastNonzeroMagnitude, "5e-324"), (1.0 / 3, "0.3333333333333333"),
        (Double.greatestFiniteMagnitude, "1.7976931348623157e+308"), (.infinity, "null"), (-.infinity, "null"), (.nan, "null"),
    ])
    func doubles(_ value: Double, _ expected: String) {
        #expect(JSONValue.double(value).written == expected)
    }

    @Test func doublesReadBackAsWritten() throws {
        var generator = SplitMix(seed: 7)
        for _ in 0..<2000 {
            let value = Double(bitPattern: generator.next())
            guard value.isFinite else { continue }
            let text = JSONValue.double(value).written
            #expect(try parse(text).double?.bitPattern == value.bitPattern, "\(text)")
            #expect(text.utf8.count <= 24)
        }
    }

    @Test func whatIsReadIsWrittenAgain() throws {
        for text in [
            "null", "true", "[]", "{}", "-1", "9223372036854775807", "18446744073709551615", "[[[]],{\"a\":{\"b\":[1,2.5,\"x\"]}}]",
            #"{"a":1,"a":2}"#, #""\u0001\n""#,
        ] {
            #expect(try parse(text).written == text)
        }
    }
}

/// A small seeded generator, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
