extension String {
    var isBlank: Bool { allSatisfy(\.isWhitespace) }

    /// Without the white space around it.
    var trimmed: String {
        var rest = drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
