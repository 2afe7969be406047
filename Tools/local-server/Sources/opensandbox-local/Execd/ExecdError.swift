import NIOHTTP1

/// An answer of execd that says what is wrong.
struct ExecdError: Error {
    let status: HTTPResponseStatus
    let body: JSONValue

    init(_ status: HTTPResponseStatus, _ code: String, _ message: String) {
        self.status = status
        body = .object(["code": .string(code), "message": message.isEmpty ? nil : .string(message)])
    }

    private init(_ status: HTTPResponseStatus, body: JSONValue) {
        (self.status, self.body) = (status, body)
    }

    static let unauthorized = ExecdError(
        .unauthorized, body: .object(["error": "Unauthorized: invalid or missing header X-EXECD-ACCESS-TOKEN"]))

    static func invalidRequest(_ message: String) -> ExecdError { ExecdError(.badRequest, "INVALID_REQUEST_BODY", message) }

    static func missingQuery(_ name: String) -> ExecdError {
        ExecdError(.badRequest, "MISSING_QUERY", "missing query parameter '\(name)'")
    }

    /// A file that cannot be reached: 404 where there is none.
    static func file(_ problem: FileProblem) -> ExecdError {
        problem.isAbsence
            ? ExecdError(.notFound, "FILE_NOT_FOUND", "file not found. " + problem.text)
            : runtime("error accessing file: " + problem.text)
    }

    static func runtime(_ message: String) -> ExecdError { ExecdError(.internalServerError, "RUNTIME_ERROR", message) }
}

extension JSONError {
    /// In the words of Go's encoding/json.
    var goText: String {
        guard let found else { return "unexpected end of JSON input" }
        if reason == .tooDeep { return "exceeded max depth" }
        return "invalid character '\(Character(Unicode.Scalar(found)))' " + goPlace
    }

    private var goPlace: String {
        switch reason {
        case .keyExpected: "looking for beginning of object key string"
        case .colonExpected: "after object key"
        case .objectSeparatorExpected: "after object key:value pair"
        case .arraySeparatorExpected: "after array element"
        case .unterminatedString, .controlCharacter, .badUTF8: "in string literal"
        case .badEscape: "in string escape code"
        case .badNumber: "in numeric literal"
        case .trailingText: "after top-level value"
        case .valueExpected, .tooDeep: "looking for beginning of value"
        case .badLiteral(let word, let letter): "in literal \(word) (expecting '\(Character(Unicode.Scalar(letter)))')"
        }
    }
}
