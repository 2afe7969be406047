import NIOCore

/// A JSON object read the way Go fills a struct from it: null is absence, and another type is an error that names the field.
struct GoFields {
    /// What stands before the reasons of a route.
    struct Wording: Sendable {
        let parsing: String
        let validation: String

        static let command = Wording(
            parsing: "error parsing request, MAYBE invalid body format. ", validation: "invalid request, validation error ")
        static let metadata = Wording(parsing: "invalid metadata format. ", validation: "")
        static let session = Wording(parsing: "error parsing request. ", validation: "invalid request. ")
    }

    private let object: JSONValue
    private let type: String
    private let wording: Wording

    init(_ body: ByteBuffer, type: String, _ wording: Wording) throws(ExecdError) {
        (self.type, self.wording) = (type, wording)
        object = try Self.document(body, wording)
        guard object.members != nil else {
            throw .invalidRequest(wording.parsing + "json: cannot unmarshal \(object.goKind) into Go value of type model.\(type)")
        }
    }

    private init(_ object: JSONValue, type: String, _ wording: Wording) throws(ExecdError) {
        (self.object, self.type, self.wording) = (object == .null ? .object([]) : object, type, wording)
        guard self.object.members != nil else {
            throw .invalidRequest(wording.parsing + "json: cannot unmarshal \(object.goKind) into Go value of type model.\(type)")
        }
    }

    /// A body that is a map from text to such objects.
    static func map(_ body: ByteBuffer, type: String) throws(ExecdError) -> [(key: String, value: GoFields)] {
        let document = try document(body, .command)
        if document == .null { return [] }
        guard let members = document.members else { throw mismatch(document, "map[string]model.\(type)") }
        var entries: [(key: String, value: GoFields)] = []
        for member in members { entries.append((member.key, try GoFields(member.value, type: type, .command))) }
        return entries
    }

    /// A body that is a list of such objects.
    static func list(_ body: ByteBuffer, type: String) throws(ExecdError) -> [GoFields] {
        let document = try document(body, .command)
        if document == .null { return [] }
        guard case .array(let elements) = document else { throw mismatch(document, "[]model.\(type)") }
        var entries: [GoFields] = []
        for element in elements { entries.append(try GoFields(element, type: type, .command)) }
        return entries
    }

    private static func document(_ body: ByteBuffer, _ wording: Wording) throws(ExecdError) -> JSONValue {
        do throws(JSONError) {
            return try JSONParser.parse(body.readableBytesView)
        } catch {
            throw .invalidRequest(wording.parsing + (body.readableBytes == 0 ? "EOF" : error.goText))
        }
    }

    private static func mismatch(_ value: JSONValue, _ type: String) -> ExecdError {
        .invalidRequest(Wording.command.parsing + "json: cannot unmarshal \(value.goKind) into Go value of type \(type)")
    }

    func string(_ name: String) throws(ExecdError) -> String? {
        switch object[name] {
        case nil, .null: nil
        case .string(let text): text
        case .some(let other): throw mismatch(name, other, "string")
        }
    }

    func bool(_ name: String) throws(ExecdError) -> Bool? {
        switch object[name] {
        case nil, .null: nil
        case .bool(let value): value
        case .some(let other): throw mismatch(name, other, "bool")
        }
    }

    func integer<Integer: FixedWidthInteger>(_ name: String, as type: Integer.Type) throws(ExecdError) -> Integer? {
        switch object[name] {
        case nil, .null: return nil
        case .number(let text):
            guard let value = Integer(text) else { throw mismatch(name, .number(text), "\(type)".lowercased(), "number \(text)") }
            return value
        case .some(let other): throw mismatch(name, other, "\(type)".lowercased())
        }
    }

    func strings(_ name: String) throws(ExecdError) -> [String: String]? {
        guard let value = object[name], value != .null else { return nil }
        guard let members = value.members else { throw mismatch(name, value, "map[string]string") }
        var strings: [String: String] = [:]
        for member in members {
            guard let text = member.value.text else { throw mismatch(name, member.value, "string") }
            strings[member.key] = text
        }
        return strings
    }

    /// A field that is there but breaks the rule a tag of the struct sets.
    func violation(_ field: String, _ tag: String) -> ExecdError {
        invalid("Key: '\(type).\(field)' Error:Field validation for '\(field)' failed on the '\(tag)' tag")
    }

    /// A field whose value cannot be taken.
    func invalid(_ reason: String) -> ExecdError { .invalidRequest(wording.validation + reason) }

    private func mismatch(_ name: String, _ value: JSONValue, _ goType: String, _ kind: String? = nil) -> ExecdError {
        .invalidRequest(wording.parsing + "json: cannot unmarshal \(kind ?? value.goKind) into Go struct field \(type).\(name) of type \(goType)")
    }
}

extension JSONValue {
    fileprivate var goKind: String {
        switch self {
        case .null: "null"
        case .bool: "bool"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
