import Foundation

/// The answer in a recording of one exchange with a real server or daemon.
struct Recording {
    static let folder: URL = {
        var tests = URL(fileURLWithPath: #filePath)
        for _ in 0..<2 { tests.deleteLastPathComponent() }
        return tests.appendingPathComponent("captures", isDirectory: true)
    }()

    static func names(_ prefixes: String...) -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return all.filter { name in prefixes.contains { name.hasPrefix($0) } }.sorted()
    }

    let status: Int32
    /// Names in lower case.
    let fields: [(name: String, value: String)]
    /// As the server wrote it, its chunks put together.
    let body: [UInt8]

    init(_ name: String) throws {
        let recording = [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent(name)))
        let answer = Self.answer(recording)
        let headEnd = answer.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound ?? answer.endIndex
        let lines = String(decoding: answer[..<headEnd], as: UTF8.self).components(separatedBy: "\r\n")
        status = Int32(lines[0].split(separator: " ").dropFirst().first ?? "") ?? 0
        fields = lines.dropFirst().compactMap { line in
            line.firstIndex(of: ":").map {
                (line[..<$0].lowercased(), line[line.index(after: $0)...].trimmingCharacters(in: .whitespaces))
            }
        }
        let rest = answer[headEnd...]
        let isChunked = fields.contains { $0.name == "transfer-encoding" && $0.value.lowercased() == "chunked" }
        body = isChunked ? Self.joined(chunks: rest) : Array(rest)
    }

    subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

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
