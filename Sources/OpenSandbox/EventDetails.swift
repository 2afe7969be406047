import JSON

/// What only rare events carry: errors, results, failures.
struct EventDetails {
    enum Member {
        case error, results, code, message
    }

    var errorName = ""
    var errorValue = ""
    var traceback: [String] = []
    var results: [(mime: String, value: JSONValue)] = []
    var code: String?
    var message: String?

    /// Reads a member's value; one of the wrong type counts as absent.
    mutating func read(_ member: Member, from reader: inout JSONReader) throws(JSONError) {
        switch member {
        case .error: try readError(from: &reader)
        case .results: try readResults(from: &reader)
        case .code: code = try reader.stringOrSkip()?.string
        case .message: message = try reader.stringOrSkip()?.string
        }
    }

    private mutating func readError(from reader: inout JSONReader) throws(JSONError) {
        errorName = ""
        errorValue = ""
        traceback = []
        guard try reader.peek() == .object else { return try reader.skip() }
        try reader.beginObject()
        while let name = try reader.nextKey() {
            if name.equals("ename") {
                errorName = try reader.stringOrSkip()?.string ?? ""
            } else if name.equals("evalue") {
                errorValue = try reader.stringOrSkip()?.string ?? ""
            } else if name.equals("traceback") {
                try readTraceback(from: &reader)
            } else {
                try reader.skip()
            }
        }
    }

    private mutating func readTraceback(from reader: inout JSONReader) throws(JSONError) {
        traceback = []
        guard try reader.peek() == .array else { return try reader.skip() }
        try reader.beginArray()
        while try reader.nextElement() {
            if let line = try reader.stringOrSkip() { traceback.append(line.string) }
        }
    }

    private mutating func readResults(from reader: inout JSONReader) throws(JSONError) {
        results = []
        guard try reader.peek() == .object else { return try reader.skip() }
        try reader.beginObject()
        while let mime = try reader.nextKey() {
            results.append((mime: mime.string, value: try JSONValue(from: &reader)))
        }
    }
}
