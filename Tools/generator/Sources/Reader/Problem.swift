/// Something in the sources that cannot be, or may not be, turned into C.
public struct Problem: Error, CustomStringConvertible {
    public let file: String
    public let line: Int
    public let message: String

    public var description: String { "\(file):\(line): \(message)" }
}

/// All that was found, so that one run names everything to mend.
public struct Rejection: Error {
    public let problems: [Problem]
}
