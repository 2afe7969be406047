import JSON
import Testing

@Suite struct JSONStructureTests {
    @Test func everyKindOfValue() throws {
        let value = try parse(#" { "n" : null , "t":true,"f":false, "i":-7,"d":1.5,"s":"x","a":[1,[],{}],"o":{"k":"v"} } "#)
        #expect(value["n"]?.isNull == true)
        #expect(value["t"]?.bool == true)
        #expect(value["f"]?.bool == false)
        #expect(value["i"]?.int64 == -7)
        #expect(value["d"]?.double == 1.5)
        #expect(value["s"]?.string == "x")
        #expect(value["a"]?.array?.count == 3)
        #expect(value["a"]?.array?.first?.int64 == 1)
        #expect(value["o"]?["k"]?.string == "v")
        #expect(value["absent"] == nil)
    }

    @Test func anAccessorOfAnotherKindIsNil() throws {
        let values = try parse(#"[null,true,1,1.5,"1",[],{}]"#).array ?? []
        #expect(values.map(\.isNull) == [true, false, false, false, false, false, false])
        #expect(values.map { $0.bool != nil } == [false, true, false, false, false, false, false])
        #expect(values.map { $0.int64 != nil } == [false, false, true, false, false, false, false])
        #expect(values.map { $0.double != nil } == [false, false, true, true, false, false, false])
        #expect(values.map { $0.string != nil } == [false, false, false, false, true, false, false])
        #expect(values.map { $0.array != nil } == [false, false, false, false, false, true, false])
        #expect(values.map { $0.object != nil } == [false, false, false, false, false, false, true])
        #expect(values.allSatisfy { $0["a"] == nil })
    }

    @Test func theLastOfDuplicateMembersCounts() throws {
        let object = try #require(try parse(#"{"a":1,"b":2,"a":3}"#).object)
        #expect(object["a" as StaticString]?.int64 == 3)
        #expect(object["a" as String]?.int64 == 3)
        #expect(object.members.map(\.key) == ["a", "b", "a"])
    }

    @Test func namesAreComparedByteForByte() throws {
        let composed = try parse("{\"\u{e9}\":1}")
        #expect(composed["\u{e9}"]?.int64 == 1)
        #expect(composed["e\u{301}"] == nil)
        #expect(try parse(#"{"\u0061b":1,"":2}"#)["ab"]?.int64 == 1)
        #expect(try parse(#"{"":2}"#)[""]?.int64 == 2)
    }

    @Test(arguments: [
        ("", JSONError.Reason.unexpectedEnd, 0), (" ", .unexpectedEnd, 1), ("[", .unexpectedEnd, 1), ("{", .unexpectedEnd, 1),
        ("[1", .unexpectedEnd, 2), ("[1,", .unexpectedEnd, 3), (#"{"a""#, .unexpectedEnd, 4), (#"{"a":"#, .unexpectedEnd, 5),
        ("[1,]", .unexpectedByte, 3), ("[,1]", .unexpectedByte, 1), ("[1 2]", .unexpectedByte, 3), ("[1}", .unexpectedByte, 2),
        ("]", .unexpectedByte, 0), (#"{"a" 1}"#, .unexpectedByte, 5), ("{1:2}", .unexpectedByte, 1),
        (#"{"a":1,}"#, .unexpectedByte, 7), (#"{"a":1]"#, .unexpectedByte, 6), (#"{,"a":1}"#, .unexpectedByte, 1),
        ("tru", .unexpectedEnd, 3), ("trux", .unexpectedByte, 3), ("nul", .unexpectedEnd, 3), ("False", .unexpectedByte, 0),
        ("1 2", .trailingBytes, 2), ("{}x", .trailingBytes, 2), ("\u{feff}{}", .unexpectedByte, 0), ("\u{0}", .unexpectedByte, 0),
        ("[1\u{a0}]", .unexpectedByte, 2), ("/*c*/1", .unexpectedByte, 0), ("NaN", .unexpectedByte, 0),
    ])
    func malformedStructure(_ text: String, _ reason: JSONError.Reason, _ offset: Int) throws {
        let found = try #require(refusal(text))
        #expect(found.reason == reason)
        #expect(found.offset == offset)
        #expect(!isSkipped(Array(text.utf8)))
    }

    @Test func everyCutOfADocumentIsRefused() {
        let document = Array(#"{"a":[1,-2.5e+3,"x\u00e9\ud83d\ude00\n",true,false,null,{"b":{}}],"ü":[]}"#.utf8)
        #expect(refusal(document) == nil)
        for length in 0..<document.count {
            #expect(refusal(Array(document[..<length])) != nil, "cut at \(length)")
        }
    }

    @Test func depthIsBounded() {
        func nested(_ depth: Int, _ open: String, _ close: String) -> String {
            String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
        }
        for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
            #expect(refusal(nested(64, open, close)) == nil)
            #expect(refusal(nested(65, open, close))?.reason == .tooDeep)
            #expect(!isSkipped(Array(nested(65, open, close).utf8)))
            #expect(refusal(nested(2, open, close), limits: JSONLimits(depth: 2)) == nil)
            #expect(refusal(nested(3, open, close), limits: JSONLimits(depth: 2))?.reason == .tooDeep)
        }
        #expect(refusal(String(repeating: "[", count: 1_000_000))?.reason == .tooDeep)
        #expect(refusal("[[],[[]],[]]", limits: JSONLimits(depth: 3)) == nil)
        #expect(refusal("[]", limits: JSONLimits(depth: 0))?.reason == .tooDeep)
        #expect(refusal("[]", limits: JSONLimits(depth: -1))?.reason == .tooDeep)
    }

    @Test func theNumberOfValuesIsBounded() {
        let limits = JSONLimits(values: 4)
        #expect(refusal("[1,2,3]", limits: limits) == nil)
        #expect(refusal("[1,2,3,4]", limits: limits)?.reason == .tooManyValues)
        #expect(refusal(#"{"a":1,"b":[],"c":2,"d":3}"#, limits: limits)?.reason == .tooManyValues)
    }

    @Test func anErrorTellsWhatAndWhere() {
        #expect(JSONError(.loneSurrogate, at: 12).text == "lone surrogate in a JSON string at byte 12")
    }
}
