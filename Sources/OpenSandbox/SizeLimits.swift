/// What a server can make us hold.
///
/// - C: osb_limit OSB_LIMIT_
package enum SizeLimit: Int32, Sendable {
    /// The body of an answer to a call that is no stream or transfer: 16 MiB by default.
    case body = 1
    /// All header fields of an answer together: 256 KiB by default. libcurl itself takes up to 300 KiB.
    case head = 2
    /// One event of a stream: 64 MiB by default.
    case event = 3
    /// One header field of an answer: 64 KiB by default.
    case line = 4
    /// The items of one page of a list, counted in items: 10,000 by default.
    case page = 5
}

/// The same in bytes.
package struct SizeLimits: Sendable {
    package var body = 16 << 20
    package var event = 64 << 20
    package var page = 10_000

    package init() {}
}
