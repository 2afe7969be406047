/// Reads fields of a JSON object the way pydantic does, and notes every one that is wrong before giving up.
final class FieldReader {
    typealias Issue = ValidationError.Issue

    private let object: JSONValue
    private let location: [JSONValue]
    private(set) var issues: [Issue] = []

    init(_ object: JSONValue, at location: [JSONValue]) {
        (self.object, self.location) = (object, location)
    }

    /// Call when all fields are read.
    func check() throws(ValidationError) {
        if !issues.isEmpty { throw ValidationError(issues: issues) }
    }

    func note(_ type: String, _ path: [JSONValue], _ message: String, _ input: JSONValue, _ context: JSONValue? = nil) {
        issues.append(Issue(type: type, location: location + path, message: message, input: input, context: context))
    }

    /// What is there and not null.
    func value(_ name: String) -> JSONValue? {
        guard let value = object[name], value != .null else { return nil }
        return value
    }

    func string(_ name: String, required: Bool = false) -> String? {
        guard let value = object[name], required || value != .null else {
            if required { note("missing", [.string(name)], "Field required", object) }
            return nil
        }
        return text(value, [.string(name)])
    }

    func bool(_ name: String) -> Bool? {
        guard let value = value(name) else { return nil }
        switch value {
        case .bool(let value): return value
        default:
            note("bool_type", [.string(name)], "Input should be a valid boolean", value)
            return nil
        }
    }

    func integer(_ name: String, atLeast least: Int64, atMost most: Int64 = .max) -> Int64? {
        guard let value = value(name) else { return nil }
        let number: Int64
        switch value {
        case .number(let text):
            guard let exact = Int64(text) ?? Double(text).flatMap({ Int64(exactly: $0) }) else {
                note("int_from_float", [.string(name)], "Input should be a valid integer, got a number with a fractional part", value)
                return nil
            }
            number = exact
        case .string(let text):
            guard let parsed = Int64(text) else { noteUnparsable(name, value); return nil }
            number = parsed
        default:
            note("int_type", [.string(name)], "Input should be a valid integer", value)
            return nil
        }
        return checkRange(number, name, value, atLeast: least, atMost: most)
    }

    /// A number that came as text, in a path or query.
    func number(_ name: String, _ text: String, _ range: ClosedRange<Int64>) -> Int64? {
        guard let number = Int64(text) else { noteUnparsable(name, .string(text)); return nil }
        return checkRange(number, name, .string(text), atLeast: range.lowerBound, atMost: range.upperBound)
    }

    private func checkRange(_ number: Int64, _ name: String, _ input: JSONValue, atLeast least: Int64, atMost most: Int64) -> Int64? {
        if number < least {
            note("greater_than_equal", [.string(name)], "Input should be greater than or equal to \(least)", input,
                .object(["ge": .integer(least)]))
            return nil
        }
        if number > most {
            note("less_than_equal", [.string(name)], "Input should be less than or equal to \(most)", input,
                .object(["le": .integer(most)]))
            return nil
        }
        return number
    }

    private func noteUnparsable(_ name: String, _ input: JSONValue) {
        note("int_parsing", [.string(name)], "Input should be a valid integer, unable to parse string as an integer", input)
    }

    /// Text to text; where `nullable`, null values are left out.
    func strings(_ name: String, nullable: Bool = false) -> [String: String]? {
        guard let value = value(name) else { return nil }
        guard let members = value.members else {
            note("dict_type", [.string(name)], "Input should be a valid dictionary", value)
            return nil
        }
        var strings: [String: String] = [:]
        for member in members where !(nullable && member.value == .null) {
            strings[member.key] = text(member.value, [.string(name), .string(member.key)])
        }
        return strings
    }

    func list(_ name: String, atLeast least: Int = 0, required: Bool = false) -> [JSONValue]? {
        guard let value = value(name) else {
            if required { note("missing", [.string(name)], "Field required", object) }
            return nil
        }
        guard case .array(let elements) = value else {
            note("list_type", [.string(name)], "Input should be a valid list", value)
            return nil
        }
        guard elements.count >= least else {
            note("too_short", [.string(name)],
                "List should have at least \(least) item after validation, not \(elements.count)", value,
                .object(["field_type": "List", "min_length": .integer(least), "actual_length": .integer(elements.count)]))
            return nil
        }
        return elements
    }

    func stringList(_ name: String, atLeast least: Int, required: Bool = false) -> [String]? {
        list(name, atLeast: least, required: required)?.enumerated().compactMap { text($1, [.string(name), .integer($0)]) }
    }

    /// A nested object's fields, to be read and then handed to `adopt`.
    func nested(_ name: String) -> FieldReader? {
        guard let value = value(name) else { return nil }
        guard value.members != nil else {
            note("model_attributes_type", [.string(name)],
                "Input should be a valid dictionary or object to extract fields from", value)
            return nil
        }
        return FieldReader(value, at: location + [.string(name)])
    }

    /// The fields of every object in a list, each to be read and then handed to `adopt`.
    func nestedList(_ name: String) -> [FieldReader] {
        (list(name) ?? []).enumerated().compactMap { index, element in
            guard element.members == nil else { return FieldReader(element, at: location + [.string(name), .integer(index)]) }
            note("model_attributes_type", [.string(name), .integer(index)],
                "Input should be a valid dictionary or object to extract fields from", element)
            return nil
        }
    }

    func forbidOthers(_ known: Set<String>) {
        for member in object.members ?? [] where !known.contains(member.key) {
            note("extra_forbidden", [.string(member.key)], "Extra inputs are not permitted", member.value)
        }
    }

    /// A rule over all fields of the object.
    func noteRule(_ message: String) {
        note("value_error", [], "Value error, " + message, object, .object(["error": .object([])]))
    }

    func noteMismatch(_ name: String, _ text: String, _ pattern: String) {
        note("string_pattern_mismatch", [.string(name)], "String should match pattern '\(pattern)'", .string(text),
            .object(["pattern": .string(pattern)]))
    }

    func checkLength(_ name: String, _ text: String, atMost most: Int) {
        guard text.unicodeScalars.count > most else { return }
        note("string_too_long", [.string(name)], "String should have at most \(most) characters", .string(text),
            .object(["max_length": .integer(most)]))
    }

    func adopt(_ nested: FieldReader?) { issues += nested?.issues ?? [] }

    private func text(_ value: JSONValue, _ path: [JSONValue]) -> String? {
        if let text = value.text { return text }
        note("string_type", path, "Input should be a valid string", value)
        return nil
    }
}
