/// The pieces of an interpolated string, appended out of line: the standard library's own ways are meant to be inlined, and written out at each of
/// some hundred messages they were a sixth of the library.
extension DefaultStringInterpolation {
    @inline(never)
    mutating func appendLiteral(_ literal: String) { write(literal) }

    @inline(never)
    mutating func appendInterpolation(_ text: String) { write(text) }

    @inline(never)
    mutating func appendInterpolation(_ number: Int64) { write(String(number)) }

    @inline(never)
    mutating func appendInterpolation(_ number: Int32) { write(String(number)) }

    @inline(never)
    mutating func appendInterpolation(_ number: Int) { write(String(number)) }
}
