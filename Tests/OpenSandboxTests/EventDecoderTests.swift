import JSON
import OpenSandbox
import Testing

@Suite struct EventDecoderTests {
    private let decoder = EventDecoder()

    @Test(arguments: [
        ("init", EventDecoder.Kind.initialized), ("ping", .ping), ("status", .status), ("stdout", .stdout), ("stderr", .stderr),
        ("execution_count", .executionCount), ("result", .result), ("error", .error), ("execution_complete", .complete),
        ("", .unknown), ("stdou", .unknown), ("stdout2", .unknown), ("Stdout", .unknown), (#"std\u006fut"#, .stdout),
    ])
    func types(_ type: String, _ kind: EventDecoder.Kind) throws {
        #expect(try decoder.event("{\"type\":\"\(type)\"}").kind == kind)
    }

    @Test func everyMember() throws {
        let event = try decoder.event(
            #"""
            {"type":"error","text":"t","timestamp":1,"execution_time":2,"execution_count":3,"eid":4,"other":{"a":[1,{}]},
             "error":{"ename":"E\u0041","evalue":"-1","traceback":["a","b\n"],"more":null},
             "results":{"text":"4","application/json":{"k":[1,2.5]}},"code":"C","message":"M"}
            """#)
        #expect(
            event
                == DecodedEvent(
                    kind: .error, typeName: "error", text: "t", timestamp: 1, executionTime: 2, executionCount: 3, eid: 4, errorName: "EA",
                    errorValue: "-1", traceback: ["a", "b\n"], results: ["text=\"4\"", #"application/json={"k":[1,2.5]}"#], code: "C",
                    message: "M"))
    }

    @Test func membersComeInAnyOrderAndTheLastCounts() throws {
        let event = try decoder.event(#"{"text":"a","timestamp":5,"text":"b","type":"stderr","type":"stdout"}"#)
        #expect(event == DecodedEvent(kind: .stdout, typeName: "stdout", text: "b", timestamp: 5))
    }

    @Test func nothingIsLeftOfTheEventBefore() throws {
        _ = try decoder.event(
            #"{"type":"error","text":"\t","timestamp":1,"execution_time":2,"execution_count":3,"eid":4,"error":{"ename":"E","evalue":"1","traceback":["x"]},"results":{"a":1},"code":"C","message":"M"}"#)
        #expect(try decoder.event("{}") == DecodedEvent(kind: .unknown))
        _ = try? decoder.event(#"{"type":"stdout","text":"x","code":"C",}"#)
        #expect(try decoder.event("{}") == DecodedEvent(kind: .unknown))
    }

    @Test(arguments: [#"{"code":"C"}"#, #"{"message":"M"}"#, #"{"code":"C","message":"M","text":7}"#])
    func aFailureHasNoType(_ frame: String) throws {
        #expect(try decoder.event(frame).kind == .failure)
    }

    @Test func sideMembersOfTheWrongTypeCountAsAbsent() throws {
        let event = try decoder.event(
            #"{"type":"error","timestamp":"now","execution_time":1.5,"execution_count":null,"eid":99999999999999999999,"error":["x"],"results":"r","code":1,"message":{}}"#)
        #expect(event == DecodedEvent(kind: .error, typeName: "error"))
        let inner = try decoder.event(#"{"type":"error","error":{"ename":1,"evalue":2,"traceback":[1,"a",null,["b"]]}}"#)
        #expect(inner == DecodedEvent(kind: .error, typeName: "error", traceback: ["a"]))
        #expect(try decoder.event(#"{"type":"error","error":{"traceback":"x"}}"#).traceback == [])
    }

    @Test func textOfTheWrongTypeIsRefusedWhereItMatters() throws {
        for type in ["init", "stdout", "stderr"] {
            for text in ["1", "null", "true", "[]", #"{"a":1}"#] {
                #expect(refusal(#"{"type":"\#(type)","text":\#(text)}"#) == .wrongType)
                #expect(refusal(#"{"text":\#(text),"type":"\#(type)"}"#) == .wrongType)
            }
            #expect(try decoder.event("{\"type\":\"\(type)\"}").text == "")
        }
        for type in ["ping", "status", "error", "execution_complete", "other"] {
            #expect(try decoder.event(#"{"type":"\#(type)","text":1}"#).text == "")
        }
    }

    @Test(arguments: [
        ("", JSONError.Reason.unexpectedEnd), ("[]", .unexpectedByte), ("\"x\"", .unexpectedByte), ("1", .unexpectedByte), ("<html>", .unexpectedByte),
        ("null", .unexpectedByte), ("{", .unexpectedEnd), (#"{"type":"stdout","text":"a"#, .unexpectedEnd), ("{}{}", .trailingBytes),
        (#"{"type":1}"#, .wrongType), (#"{"type":null}"#, .wrongType), (#"{"type":["stdout"]}"#, .wrongType),
        (#"{"type":"stdout","text":"\ud800"}"#, .loneSurrogate), (#"{"type":"ping","x":"\udc00"}"#, .loneSurrogate),
        (#"{"type":"ping","x":[1,]}"#, .unexpectedByte), (#"{"type":"ping","timestamp":01}"#, .unexpectedByte),
        (#"{"type":"ping","results":{"a":}}"#, .unexpectedByte), (#"{"type":"ping","error":{"traceback":["a"}}"#, .unexpectedByte),
    ])
    func whatIsNoEventIsRefused(_ frame: String, _ reason: JSONError.Reason) {
        #expect(refusal(frame) == reason)
    }

    @Test func invalidUTF8IsRefused() {
        let frame = Array(#"{"type":"stdout","text":""#.utf8) + [0xFF] + Array("\"}".utf8)
        #expect(refusal(frame) == .invalidUTF8)
    }

    @Test func nestingIsBoundedInSideMembersToo() {
        let deep = String(repeating: "[", count: 100_000)
        for member in ["other", "results", "error", "timestamp"] {
            #expect(refusal("{\"type\":\"ping\",\"\(member)\":\(deep)") == .tooDeep)
        }
        #expect(refusal("{\"type\":\"result\",\"results\":{\"a\":\(deep)") == .tooDeep)
    }

    @Test func textMayHoldNULAndAnyEscape() throws {
        #expect(try decoder.event(#"{"type":"stdout","text":"a\u0000b\\\"\ud83d\ude00\u2028"}"#).text == "a\u{0}b\\\"😀\u{2028}")
    }

    @Test func plainTextIsNotCopied() throws {
        let frame = Array(#"{"type":"stdout","text":"plain"}"#.utf8)
        try frame.withUnsafeBufferPointer { bytes in
            _ = try decoder.decode(bytes)
            let start = try #require(bytes.baseAddress)
            let text = try #require(decoder.text.baseAddress)
            #expect(text == start + 25)
            #expect(decoder.text.count == 5)
        }
    }

    /// Scratch grows, is given back, and grows again.
    @Test func escapedTextOfEverySize() throws {
        for count in [0, 1, 255, 256, 257, 70_000, 3, 200_000, 64] {
            let text = try decoder.event(#"{"type":"stdout","text":""# + String(repeating: #"\n"#, count: count) + #""}"#).text
            #expect(text.utf8.count == count)
            #expect(text.utf8.allSatisfy { $0 == 0x0A })
        }
    }

    private func refusal(_ frame: String) -> JSONError.Reason? { refusal(Array(frame.utf8)) }

    private func refusal(_ frame: [UInt8]) -> JSONError.Reason? {
        frame.withUnsafeBufferPointer { bytes in
            do throws(JSONError) {
                _ = try decoder.decode(bytes)
                return nil
            } catch {
                return error.reason
            }
        }
    }
}
