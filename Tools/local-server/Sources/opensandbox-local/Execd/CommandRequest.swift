import NIOCore

/// The body of POST /command.
struct CommandRequest: Sendable {
    let command: String
    let directory: String?
    let timeout: Duration?
    let user: UInt32?
    let group: UInt32?
    let environment: [String: String]
    let isBackground: Bool

    init(_ body: ByteBuffer) throws(ExecdError) {
        let fields = try GoFields(body, type: "RunCommandRequest")
        let command = try fields.string("command") ?? ""
        isBackground = try fields.bool("background") ?? false
        directory = try fields.string("cwd").flatMap { $0.isEmpty ? nil : $0 }
        let milliseconds = try fields.integer("timeout", as: Int64.self) ?? 0
        user = try fields.integer("uid", as: UInt32.self)
        group = try fields.integer("gid", as: UInt32.self)
        environment = try fields.strings("envs") ?? [:]
        guard !command.isEmpty else { throw fields.violation("Command", "required") }
        guard milliseconds >= 0 else { throw fields.violation("TimeoutMs", "gte") }
        // More than a century is for ever, and safe to reckon with.
        timeout = milliseconds == 0 ? nil : .milliseconds(min(milliseconds, 100 * 366 * 86_400_000))
        self.command = command
        if let bad = environment.first(where: { $0.key.isEmpty || $0.key.contains("=") || ($0.key + $0.value).utf8.contains(0) }) {
            throw .invalidRequest("invalid environment variable: \(bad.key)")
        }
        if (command + (directory ?? "")).utf8.contains(0) { throw .invalidRequest("command contains NUL") }
    }
}

/// A JSON object read the way Go fills a struct from it: null is absence, and another type is an error that names the field.
struct GoFields {
    private let object: JSONValue
    private let type: String

    init(_ body: ByteBuffer, type: String) throws(ExecdError) {
        self.type = type
        do throws(JSONError) {
            object = try JSONParser.parse(body.readableBytesView)
        } catch {
            throw .invalidBody(body.readableBytes == 0 ? "EOF" : error.goText)
        }
        guard object.members != nil else {
            throw .invalidBody("json: cannot unmarshal \(object.goKind) into Go value of type model.\(type)")
        }
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
        .invalidRequest("Key: '\(type).\(field)' Error:Field validation for '\(field)' failed on the '\(tag)' tag")
    }

    private func mismatch(_ name: String, _ value: JSONValue, _ goType: String, _ kind: String? = nil) -> ExecdError {
        .invalidBody("json: cannot unmarshal \(kind ?? value.goKind) into Go struct field \(type).\(name) of type \(goType)")
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
