/// A request whose shape is wrong, told the way FastAPI does.
struct ValidationError: Error {
    struct Issue {
        let type: String
        let location: [JSONValue]
        let message: String
        let input: JSONValue
        var context: JSONValue?

        var body: JSONValue {
            .object([
                "type": .string(type), "loc": .array(location), "msg": .string(message), "input": input, "ctx": context,
            ])
        }
    }

    let issues: [Issue]

    var body: JSONValue { .object(["detail": .array(issues.map(\.body))]) }

    /// A rule over the whole body.
    static func rule(_ message: String, input: JSONValue) -> ValidationError {
        ValidationError(issues: [
            Issue(
                type: "value_error", location: ["body"], message: "Value error, " + message, input: input,
                context: .object(["error": .object([])]))
        ])
    }

    static func malformed(_ error: JSONError) -> ValidationError {
        ValidationError(issues: [
            Issue(
                type: "json_invalid", location: ["body", .integer(error.offset)], message: "JSON decode error",
                input: .object([]), context: .object(["error": .string(error.pythonText)]))
        ])
    }

    static let missingBody = ValidationError(issues: [
        Issue(type: "missing", location: ["body"], message: "Field required", input: .null)
    ])
}

extension JSONError {
    /// In the words of Python's json module.
    fileprivate var pythonText: String {
        switch reason {
        case .keyExpected: "Expecting property name enclosed in double quotes"
        case .colonExpected: "Expecting ':' delimiter"
        case .objectSeparatorExpected, .arraySeparatorExpected: "Expecting ',' delimiter"
        case .unterminatedString: "Unterminated string starting at"
        case .controlCharacter: "Invalid control character at"
        case .badEscape: "Invalid \\escape"
        case .trailingText: "Extra data"
        case .badUTF8: "Invalid UTF-8"
        case .tooDeep: "Too deeply nested"
        case .valueExpected, .badNumber, .badLiteral: "Expecting value"
        }
    }
}
