import Foundation
import JSON
@testable import HTTP
@testable import OpenSandbox

/// What a host's texts become in a request: a path, a shell's word, a header, a body, a line of the daemon's file. The texts are separated by NUL.
func fuzzRequests(_ bytes: UnsafeBufferPointer<UInt8>) {
    let texts = bytes.split(separator: 0, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    for text in texts {
        let encoded = percentEncoded(text)
        check(encoded.utf8.allSatisfy { $0 == UInt8(ascii: "%") || $0.isUnreserved }, "\(encoded) is not encoded")
        check(percentDecoded(encoded) == Array(text.utf8), "\(encoded) reads back as another")
        check(words(String(decoding: shellQuoted(text), as: UTF8.self)) == [text], "a shell reads another word")
        checkLines(text)
    }
    let program = Program.vector(texts)
    check(words(program.withinShell) == texts, "a shell reads other words")
    let replacing = words(program.replacingShell)
    check(replacing == ["exec"] + (texts.first?.utf8.first == UInt8(ascii: "-") ? ["--"] : []) + texts, "a shell runs something else")

    checkHeader(texts.first ?? "", texts.last ?? "")
    checkBodies(texts)
}

private func checkHeader(_ name: String, _ value: String) {
    let header = Header(name, value)
    if header.isForwardable { checkSent(header) }
    do throws(Failure) {
        try Header.checkName(name, field: "name")
        try Header.checkValue(value, field: "value")
        check(header.isForwardable, "a host may set what a server may not")
    } catch { check(!header.isForwardable, "a server may set what a host may not") }
}

private func checkBodies(_ texts: [String]) {
    var options = CommandOptions()
    options.vector = texts
    options.directory = texts.first
    for text in texts { options.environment.set(text, texts.last) }
    for asVector in [false, true] {
        let body = parsed(options.body(.vector(texts), asVector: asVector))
        check(body["cwd"]?.string == texts.first, "another directory")
        check(asVector ? body["argv"]?.array?.map { $0.string ?? "" } == texts : body["command"]?.string != nil, "another program")
        for text in texts { check(body["envs"]?.object?[text]?.string == texts.last, "another variable") }
    }
    var create = CreateOptions()
    create.image = texts.first
    create.metadata = options.environment
    do throws(Failure) {
        check(parsed(try create.body(createID: nil))["image"]?["uri"]?.string == texts.first, "another image")
    } catch { check(error.status == .errInvalidArgument && error.field != nil, error.message) }
}

private func parsed(_ body: [UInt8]) -> JSONValue {
    do throws(JSONError) { return try JSONValue.parse(body) } catch {
        check(false, "a body that is no JSON: \(error.text)")
        return .null
    }
}

private func checkLines(_ value: String) {
    for line in EnvironmentFile.spellings("NAME", value) {
        check(!line.utf8.contains(10) && !line.utf8.contains(13) && line.utf8.starts(with: "NAME=".utf8), "a line that is none: \(line)")
    }
    _ = EnvironmentFile.isName(value)
}

extension UInt8 {
    fileprivate var isUnreserved: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "-._~".utf8.contains(self)
        }
    }
}

private func percentDecoded(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = [], rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
        guard byte == UInt8(ascii: "%") else {
            bytes.append(byte)
            continue
        }
        bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
        rest = rest.dropFirst(2)
    }
    return bytes
}

/// The words of a line as a shell takes it apart: blanks, single quotes, backslashes.
private func words(_ line: String) -> [String] {
    var words: [[UInt8]] = [], word: [UInt8]?, isQuoted = false, isEscaped = false
    for byte in line.utf8 {
        switch byte {
        case _ where isEscaped:
            word = (word ?? []) + [byte]
            isEscaped = false
        case UInt8(ascii: "'"):
            isQuoted.toggle()
            word = word ?? []
        case UInt8(ascii: "\\") where !isQuoted: isEscaped = true
        case UInt8(ascii: " ") where !isQuoted:
            if let ended = word { words.append(ended) }
            word = nil
        default: word = (word ?? []) + [byte]
        }
    }
    if let word { words.append(word) }
    return words.map { String(decoding: $0, as: UTF8.self) }
}
