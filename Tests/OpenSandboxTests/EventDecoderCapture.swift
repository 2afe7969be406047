import Foundation

/// The recording of one exchange with a real daemon.
struct EventDecoderCapture {
    static let folder: URL = {
        var tests = URL(fileURLWithPath: #filePath)
        for _ in 0..<2 { tests.deleteLastPathComponent() }
        return tests.appendingPathComponent("captures", isDirectory: true)
    }()

    /// Those whose answer is an event stream of an execution.
    static let names: [String] = {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return all.filter { $0.hasPrefix("ex_") || $0.hasPrefix("code_") }.sorted()
            .filter { (try? EventDecoderCapture($0))?.isEventStream == true }
    }()

    /// The answer's body as the daemon wrote it, its chunks put together.
    let body: [UInt8]
    let isEventStream: Bool

    init(_ name: String) throws {
        let recording = [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent(name)))
        let answer = Self.answer(recording)
        let headEnd = answer.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound ?? answer.endIndex
        let head = String(decoding: answer[..<headEnd], as: UTF8.self).lowercased()
        isEventStream = head.contains("content-type: text/event-stream")
        let rest = answer[headEnd...]
        body = head.contains("transfer-encoding: chunked") ? Self.joined(chunks: rest) : Array(rest)
    }

    /// What the server sent: each piece follows a line that tells its length.
    private static func answer(_ recording: [UInt8]) -> [UInt8] {
        var answer: [UInt8] = []
        var rest = recording[...]
        while let mark = rest.firstRange(of: Array("<<< server->client t=".utf8)) {
            let line = rest[mark.upperBound...].prefix { $0 != 0x0A }
            rest = rest[line.endIndex...].dropFirst()
            let words = String(decoding: line, as: UTF8.self).split(separator: " ")
            guard words.count == 3, words[2] == "bytes", let count = Int(words[1]) else { continue }
            answer += rest.prefix(count)
            rest = rest.dropFirst(count)
        }
        return answer
    }

    private static func joined(chunks: ArraySlice<UInt8>) -> [UInt8] {
        var body: [UInt8] = []
        var rest = chunks
        while let lineEnd = rest.firstRange(of: Array("\r\n".utf8)),
            let size = Int(String(decoding: rest[..<lineEnd.lowerBound], as: UTF8.self), radix: 16), size > 0
        {
            let chunk = rest[lineEnd.upperBound...]
            body += chunk.prefix(size)
            rest = chunk.dropFirst(size + 2)
        }
        return body
    }
}
