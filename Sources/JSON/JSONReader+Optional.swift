extension JSONReader {
    /// How far the reader has come.
    package var offset: Int { position }

    /// The next value if it is a string; any other is passed over.
    package mutating func stringOrSkip() throws(JSONError) -> JSONText? {
        if try peek() == .string { return try string() }
        try skip()
        return nil
    }

    /// The next value if it is an integer of 64 bits; any other is passed over.
    package mutating func integerOrSkip() throws(JSONError) -> Int64? {
        guard try peek() == .number else {
            try skip()
            return nil
        }
        guard case .integer(let value) = try scanNumber().integer else { return nil }
        return value
    }
}
