import HTTP
import Testing

@Suite struct EventFramingTests {
    static let accepted: [(stream: String, frames: [String])] = [
        ("", []),
        ("\n\n\n", []),
        // What daemons send today.
        ("{\"a\":1}\n\n{\"b\":2}\n\n", ["{\"a\":1}", "{\"b\":2}"]),
        ("{\"a\":1}\n{\"b\":2}\n", ["{\"a\":1}", "{\"b\":2}"]),
        ("{\"a\":1}\r\n\r\n{\"b\":2}\r\n\r\n", ["{\"a\":1}", "{\"b\":2}"]),
        ("{\"a\":1}\r\r{\"b\":2}\r", ["{\"a\":1}", "{\"b\":2}"]),
        ("{\"a\":1}\n\r\n\r{\"b\":2}\r\n", ["{\"a\":1}", "{\"b\":2}"]),
        ("{\"a\":1}\n\n{\"b\":2}", ["{\"a\":1}", "{\"b\":2}"]),
        ("{\"a\":1}{\"b\":2}\n", ["{\"a\":1}{\"b\":2}"]),
        // Server-sent events.
        ("data: {\"a\":1}\n\ndata: {\"b\":2}\n\n", ["{\"a\":1}", "{\"b\":2}"]),
        ("data:{\"a\":1}\r\n\r\ndata:  {\"b\":2}\r\n\r\n", ["{\"a\":1}", " {\"b\":2}"]),
        ("data: {\"a\":1}\r\rdata: {\"b\":2}\r\r", ["{\"a\":1}", "{\"b\":2}"]),
        ("event: x\nid: 7\nretry: 10\ndata: {\ndata: \"a\":1\ndata: }\n\n", ["{\n\"a\":1\n}"]),
        ("data: 1\r\ndata: 2\r\n\r\n", ["1\n2"]),
        ("data: 1\rdata: 2\r\r", ["1\n2"]),
        ("data\ndata\n\n", ["\n"]),
        ("data: 1\ndata:\ndata: 2\n\n", ["1\n\n2"]),
        ("data:\n\ndata\n\ndata: \n\n", []),
        (": comment\n:\n::\n\ndata: 1\n: inside\ndata: 2\n\n", ["1\n2"]),
        ("id\nevent\nretry\nid:\n\n", []),
        ("data: {\"a\":1}", ["{\"a\":1}"]),
        ("data: {\"a\":1}\n", ["{\"a\":1}"]),
        // Either, mixed.
        ("\u{feff}{\"a\":1}\n\n", ["{\"a\":1}"]),
        ("\u{feff}data: 1\n\n\u{feff}data: 2\n\n", ["1", "\u{feff}data: 2"]),
        ("{\"a\":1}\n\ndata: 2\n\n: c\n{\"b\":3}\n", ["{\"a\":1}", "2", "{\"b\":3}"]),
        ("data: 1\n{\"b\":2}\n\n", ["1", "{\"b\":2}"]),
        ("data: 1\ndata: 2\n{\"b\":3}\ndata: 4\n", ["1\n2", "{\"b\":3}", "4"]),
        ("{\"a\":\"\u{2028}\u{2029}\u{85}\"}\n", ["{\"a\":\"\u{2028}\u{2029}\u{85}\"}"]),
        // Neither: handed on for the decoder to refuse.
        ("<html>\n  <b>x</b>\n", ["<html>", "  <b>x</b>"]),
        ("data{}\ndatax: 1\nevents: 1\nid 1\nDATA: 1\n data: 1\n", ["data{}", "datax: 1", "events: 1", "id 1", "DATA: 1", " data: 1"]),
        ("\u{0}\n \n", ["\u{0}", " "]),
        ("dat", ["dat"]),
    ]

    @Test(arguments: accepted.indices)
    func everySplitGivesTheSameFrames(_ index: Int) {
        let (stream, frames) = Self.accepted[index]
        #expect(framed(stream) == Framed(frames: frames))
        for pieces in splits(of: Array(stream.utf8)) {
            let framed = framed(pieces)
            if framed != Framed(frames: frames) { Issue.record("\(pieces.map(\.count)): \(framed)") }
        }
    }

    @Test func aWholeFrameIsNotCopied() {
        for stream in ["{\"a\":1}\n\n", "data: {\"a\":1}\n\n", "data: {\"a\":1}\r\n\r\n"] {
            let bytes = Array(stream.utf8)
            bytes.withUnsafeBufferPointer { piece in
                var framer = EventFramer(maximumFrame: 100)
                var frames = 0
                _ = framer.feed(piece) { frame in
                    frames += 1
                    guard let start = piece.baseAddress, let inner = frame.baseAddress else { return false }
                    #expect(inner >= start && inner + frame.count <= start + piece.count)
                    return true
                }
                #expect(frames == 1)
            }
        }
    }

    @Test func aLineOfEightMebibytesArrivesWhole() {
        let text = "{\"text\":\"" + String(repeating: "x", count: 8 << 20) + "\"}"
        for prefix in ["", "data: "] {
            let bytes = Array((prefix + text + "\n\n{}\n\n").utf8)
            for size in [1 << 14, 100_003, bytes.count] {
                let pieces = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
                let framed = framed(pieces, maximumFrame: 16 << 20)
                #expect(framed.result == .consumed)
                #expect(framed.frames.map(\.utf8.count) == [text.utf8.count, 2])
                #expect(framed.frames.first == text)
            }
        }
    }

    @Test func aFrameMayBeAsLongAsAllowedAndNoLonger() {
        for (stream, frames) in [("12345678\n\n", ["12345678"]), ("data: 12345678\n\n", ["12345678"]), ("data: 123\ndata: 4567\n\n", ["123\n4567"])] {
            for pieces in splits(of: Array(stream.utf8)) {
                #expect(framed(pieces, maximumFrame: 8) == Framed(frames: frames))
                #expect(framed(pieces, maximumFrame: 7) == Framed(frames: [], result: .frameTooLong))
            }
        }
        for ignored in [":", "id: ", "event:"] {
            for pieces in splits(of: Array((ignored + String(repeating: "x", count: 100) + "\n1\n").utf8)) {
                #expect(framed(pieces, maximumFrame: 8) == Framed(frames: [], result: .frameTooLong))
            }
        }
        for pieces in splits(of: Array("1\n\n\(String(repeating: "x", count: 100))".utf8)) {
            #expect(framed(pieces, maximumFrame: 8) == Framed(frames: ["1"], result: .frameTooLong))
        }
    }

    @Test(arguments: [Int.min, -1, 0, 1, Int.max])
    func anyLimitIsTaken(_ limit: Int) {
        #expect(framed("\n: c\n1\n", maximumFrame: limit).result == (limit > 0 ? .consumed : .frameTooLong))
    }

    @Test func whatFollowsAFrameTooLongIsRefused() {
        var framer = EventFramer(maximumFrame: 4)
        let results = [Array("123456\n".utf8), Array("1\n".utf8)].map { piece in
            piece.withUnsafeBufferPointer { framer.feed($0) { _ in true } }
        }
        #expect(results == [.frameTooLong, .frameTooLong])
        #expect(framer.finish { _ in true } == .frameTooLong)
    }

    /// Stops at every frame, feeds the rest again, and must miss and repeat nothing, however the stream is cut.
    @Test(arguments: accepted.indices)
    func aStopCanBeResumed(_ index: Int) {
        let (stream, frames) = Self.accepted[index]
        for pieces in splits(of: Array(stream.utf8)) {
            var framer = EventFramer(maximumFrame: 1000)
            var seen: [String] = []
            let stop: (UnsafeBufferPointer<UInt8>) -> Bool = {
                seen.append(String(decoding: $0, as: UTF8.self))
                return false
            }
            for piece in pieces {
                var rest = piece[...]
                while case .stopped(let consumed) = Array(rest).withUnsafeBufferPointer({ framer.feed($0, stop) }) {
                    rest = rest.dropFirst(consumed)
                }
            }
            while case .stopped = framer.finish(stop) {}
            if seen != frames { Issue.record("\(pieces.map(\.count)): \(seen)") }
        }
    }

    @Test func aCopyIsAFramerOfItsOwn() {
        var first = EventFramer(maximumFrame: 100)
        func feed(_ framer: inout EventFramer, _ text: String) -> [String] {
            var frames: [String] = []
            _ = Array(text.utf8).withUnsafeBufferPointer { bytes in
                framer.feed(bytes) {
                    frames.append(String(decoding: $0, as: UTF8.self))
                    return true
                }
            }
            return frames
        }
        #expect(feed(&first, "{\"a\"") == [])
        var second = first
        #expect(feed(&first, ":1") == [])
        #expect(feed(&second, ":2") == [])
        #expect(feed(&first, "}\n") == ["{\"a\":1}"])
        #expect(feed(&second, "}\n") == ["{\"a\":2}"])
    }
}
