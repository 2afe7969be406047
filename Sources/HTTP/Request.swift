package enum Method: Sendable {
    case get, post, put, patch, delete

    package var name: StaticString {
        switch self {
        case .get: "GET"
        case .post: "POST"
        case .put: "PUT"
        case .patch: "PATCH"
        case .delete: "DELETE"
        }
    }

    /// Sending it twice does what sending it once does (RFC 9110, 9.2.2).
    package var isIdempotent: Bool { self == .get || self == .put || self == .delete }
}

/// How long each part of an exchange may take, in milliseconds; nil is no limit.
package struct TimeLimits: Sendable {
    /// Look-up, connection and TLS handshake.
    package var connect: Int64? = 10_000
    /// From the request to the answer's head.
    package var firstByte: Int64? = 60_000
    /// Silence within the answer's body.
    package var idle: Int64? = 60_000
    /// The whole exchange; not for streams.
    package var request: Int64? = 30_000

    package init() {}

    /// The limits of a stream: it may go on for ever as long as it is heard of.
    package var forStream: TimeLimits {
        var limits = self
        limits.request = nil
        return limits
    }

    /// The same limits, and never past the deadline. One that has passed leaves a millisecond, so that it is the deadline that is told.
    package func ending(by deadline: Deadline) -> TimeLimits {
        guard let remaining = deadline.remaining else { return self }
        let left = max(remaining, 1)
        var limits = self
        limits.request = min(request ?? left, left)
        return limits
    }
}

package struct Request: Sendable {
    package var method: Method
    package var url: String
    package var headers: [Header]
    package var body: [UInt8]?
    /// A body that is read as it is sent, in place of `body`.
    package var source: (any BodySource)?
    /// Its answer or its body may be of any size: larger buffers are worth their memory.
    package var isBulk = false
    package var limits: TimeLimits
    /// A try that is one of many anyhow is not tried again by itself.
    package var mayRetry = true
    /// Streams want a connection of their own; anything else can share one where the protocol lets it.
    package var mayShareConnection = true

    package init(_ method: Method, _ url: String, headers: [Header] = [], body: [UInt8]? = nil, limits: TimeLimits = TimeLimits()) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.limits = limits
    }

    /// Whether it goes to the same scheme, host and port.
    package func isSameOrigin(as other: Request) -> Bool { origin.elementsEqual(other.origin) }

    /// Scheme, host and port: what a connection can be used again for.
    var origin: Substring.UTF8View {
        let bytes = Substring(url).utf8
        var slashes = 0
        for index in bytes.indices where bytes[index] == UInt8(ascii: "/") {
            slashes &+= 1
            if slashes == 3 { return bytes[..<index] }
        }
        return bytes
    }
}
