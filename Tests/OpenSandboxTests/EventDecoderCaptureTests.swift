import Foundation
import HTTP
import OpenSandbox
import Testing

@Suite struct EventDecoderCaptureTests {
    @Test func theCapturesAreThere() {
        #expect(EventDecoderCapture.names.count >= 30)
    }

    /// Foundation's parser reads the same out of every event.
    @Test(arguments: EventDecoderCapture.names)
    func eventsAreWhatAnotherParserReads(_ name: String) throws {
        let body = try EventDecoderCapture(name).body
        let decoded = events([body[...]])
        let objects = try String(decoding: body, as: UTF8.self).split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(!objects.isEmpty)
        try #require(decoded.count == objects.count)
        for (event, object) in zip(decoded, objects) {
            let event = try #require(event)
            #expect(event.typeName == object["type"] as? String ?? "")
            #expect(event.text == object["text"] as? String ?? "")
            #expect(event.timestamp == object["timestamp"] as? Int64 ?? 0)
            #expect(event.executionTime == object["execution_time"] as? Int64 ?? -1)
            #expect(event.executionCount == object["execution_count"] as? Int64 ?? -1)
            let error = object["error"] as? [String: Any]
            #expect(event.errorName == error?["ename"] as? String ?? "")
            #expect(event.errorValue == error?["evalue"] as? String ?? "")
            #expect(event.traceback == error?["traceback"] as? [String] ?? [])
            #expect(event.results.count == (object["results"] as? [String: Any])?.count ?? 0)
            #expect(event.code == object["code"] as? String ?? "")
            #expect(event.message == object["message"] as? String ?? "")
            #expect(event.kind != .unknown || object["type"] == nil)
        }
    }

    @Test(arguments: EventDecoderCapture.names)
    func everySplitGivesTheSameEvents(_ name: String) throws {
        let body = try EventDecoderCapture(name).body
        let whole = events([body[...]])
        #expect(!whole.contains(nil))

        // Every place of a short stream, some thousand places of a long one: each costs reading the whole.
        let step = body.count < 4000 ? 1 : body.count / 40 | 1
        for place in stride(from: 0, through: body.count, by: step) {
            if events([body[..<place], body[place...]]) != whole { Issue.record("differs when split at \(place)") }
        }
        if events(body.indices.map { body[$0...$0] }) != whole { Issue.record("differs in single bytes") }

        for seed in 0..<UInt64(body.count < 4000 ? 50 : 5) {
            var generator = SeededGenerator(seed: seed)
            var pieces: [ArraySlice<UInt8>] = []
            var rest = body[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 1...(seed.isMultiple(of: 2) ? 9 : 3000), using: &generator))
                pieces.append(piece)
                rest = rest.dropFirst(piece.count)
            }
            if events(pieces) != whole { Issue.record("differs in the random pieces of seed \(seed)") }
        }
    }

    /// The same events as a standard stream would carry them, and line by line.
    @Test(arguments: EventDecoderCapture.names)
    func everyFramingGivesTheSameEvents(_ name: String) throws {
        let body = try EventDecoderCapture(name).body
        let whole = events([body[...]])
        let lines = String(decoding: body, as: UTF8.self).split(separator: "\n")
        for (before, after) in [("", "\n"), ("", "\r\n"), ("data: ", "\n\n"), ("event: e\r\nid: 1\r\ndata:", "\r\n\r\n"), (": c\ndata: ", "\r\r")] {
            let framing = Array((lines.map { before + $0 + after }.joined()).utf8)
            #expect(events([framing[...]]) == whole)
        }
    }

    @Test func stdoutAndStderrOfACommand() throws {
        #expect(
            try stream("ex_04_command_stdout_stderr_exit0.txt") == [
                DecodedEvent(kind: .initialized, typeName: "init", text: "3cc509b8d47542d0b7b9cbeca78f6062"),
                DecodedEvent(kind: .ping, typeName: "ping", text: "pong"),
                DecodedEvent(kind: .stderr, typeName: "stderr", text: "err1"),
                DecodedEvent(kind: .stdout, typeName: "stdout", text: "out1"),
                DecodedEvent(kind: .stdout, typeName: "stdout", text: "noeol"),
                DecodedEvent(kind: .complete, typeName: "execution_complete", executionTime: 0),
            ])
    }

    @Test func aCommandThatFails() throws {
        #expect(
            try stream("ex_05_command_exit3.txt").last
                == DecodedEvent(kind: .error, typeName: "error", errorName: "CommandExecError", errorValue: "3", traceback: ["exit status 3"]))
    }

    @Test func escapesAndUnicode() throws {
        let texts = try stream("ex_14_command_utf8_and_escapes.txt").filter { $0.kind == .stdout }.map(\.text)
        #expect(texts == ["héllo ☃ 😀", "tab\there", "a", "b", "c", "<&>\"\\", "\u{fffd}\u{fffd} bin"])
    }

    @Test func aLineOf70000Bytes() throws {
        let texts = try stream("ex_16_command_large_line.txt").filter { $0.kind == .stdout }.map(\.text)
        #expect(texts == [String(repeating: "x", count: 70_000), "done"])
    }

    @Test func troubleInAStreamAlreadyBegun() throws {
        #expect(
            try stream("ex_73_session_run_timeout.txt").last
                == DecodedEvent(kind: .failure, code: "RUNTIME_ERROR", message: "error running in session. timeout after 1s"))
    }

    @Test func codeWithAResult() throws {
        let events = try stream("code_04_run_stdout_result.txt")
        #expect(events.map(\.kind) == [.initialized, .ping, .stdout, .complete, .executionCount, .result])
        #expect(events.last?.results == ["text=\"42\""])
        #expect(events.first { $0.kind == .executionCount }?.executionCount == 1)
        #expect(events.first { $0.kind == .stdout }?.text == "hello\n")
    }

    private func stream(_ name: String) throws -> [DecodedEvent] {
        try events([EventDecoderCapture(name).body[...]]).map { try #require($0).withoutTimes() }
    }
}

/// A small seeded generator, so that a failure can be repeated.
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 2 &+ 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
