/// Where the log goes, and how much of it.
package struct Log: Sendable {
    let level: LogLevel
    private let write: @Sendable (LogLevel, String) -> Void

    package init(level: LogLevel, write: @escaping @Sendable (LogLevel, String) -> Void) {
        self.level = level
        self.write = write
    }

    func callAsFunction(_ level: LogLevel, _ message: String) { write(level, message) }
}
