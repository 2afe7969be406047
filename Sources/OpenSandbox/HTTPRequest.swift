import HTTP

/// A request to a port of a sandbox.
package struct HTTPRequest {
    package typealias BodyHandler = (HTTPResponse, UnsafeBufferPointer<UInt8>) -> Int32

    package var method = Method.get
    package private(set) var path = "/"
    package private(set) var headers: [Header] = []
    package var contentType: String?
    package var body: [UInt8]?
    /// Milliseconds; nil within is no limit, nil without the config's.
    package var timeout: Int64??
    /// The largest body that is collected.
    package var bodyLimit = 16 << 20
    /// Takes the body in place of the response.
    package var onBody: BodyHandler?

    package init() {}

    package mutating func setPath(_ path: String) throws(Failure) {
        try Self.check(path)
        self.path = path
    }

    /// Sets, replaces or, with nil, removes.
    package mutating func setHeader(_ name: String, _ value: String?) {
        headers = headers.filter { !$0.name.isSameFieldName(as: name) }
        if let value { headers.append(Header(name, value)) }
    }

    /// A path below an endpoint, whose own path must not be left: through the server's proxy that would lead to another sandbox, with the key.
    package static func check(_ path: String) throws(Failure) {
        let bytes = Array(path.utf8)
        guard bytes.first == UInt8(ascii: "/") else { throw .argument("path", "does not begin with \"/\"") }
        for byte in bytes where byte <= 32 || byte >= 127 || byte == UInt8(ascii: "#") {
            throw .argument("path", "has a character that has to be percent-encoded")
        }
        let beforeQuery = bytes.prefix { $0 != UInt8(ascii: "?") }
        for segment in beforeQuery.split(separator: UInt8(ascii: "/")) where isDots(segment) {
            throw .argument("path", "has a segment \".\" or \"..\"")
        }
    }

    /// Encoded or not.
    private static func isDots(_ segment: ArraySlice<UInt8>) -> Bool {
        var dots = 0
        var rest = segment
        while let first = rest.first {
            if first == UInt8(ascii: ".") {
                rest = rest.dropFirst()
            } else if rest.starts(with: "%2e".utf8) || rest.starts(with: "%2E".utf8) {
                rest = rest.dropFirst(3)
            } else {
                return false
            }
            dots &+= 1
        }
        return dots == 1 || dots == 2
    }
}

extension Method {
    /// The method with this name, nil for one that is not offered.
    package init?(_ name: String) {
        for method in [Method.get, .post, .put, .patch, .delete] where name.isExactly(method.name) {
            self = method
            return
        }
        return nil
    }
}

/// What a port of a sandbox answered: any status is one.
package final class HTTPResponse: @unchecked Sendable {
    package let status: Int32
    package let headers: [(name: Text, value: Text)]
    /// What was collected, at the end.
    package fileprivate(set) var body: Text?
    /// What a callback answered to stop the body, 0 when none did.
    package fileprivate(set) var callbackValue: Int32 = 0

    fileprivate init(_ head: ResponseHead) {
        status = head.status
        headers = head.headers.map { (Text($0.name), Text($0.value)) }
    }

    /// The value of the first header of this name.
    package func header(_ name: String) -> Text? {
        for header in headers where header.name.string.isSameFieldName(as: name) { return header.value }
        return nil
    }
}

/// One request to a port and its answer, on the caller's thread.
private final class PortExchange: ResponseConsumer {
    private(set) var response: HTTPResponse?
    private(set) var isTooLarge = false
    private let limit: Int
    private let handler: HTTPRequest.BodyHandler?
    private var collected: [UInt8] = []

    init(_ request: HTTPRequest) {
        limit = request.bodyLimit
        handler = request.onBody
    }

    func begin(_ head: ResponseHead) -> Flow {
        response = HTTPResponse(head)
        return .more
    }

    func consume(_ bytes: UnsafeBufferPointer<UInt8>) -> Flow {
        guard let handler, let response else { return collect(bytes) }
        response.callbackValue = handler(response, bytes)
        return response.callbackValue == 0 ? .more : .stop
    }

    private func collect(_ bytes: UnsafeBufferPointer<UInt8>) -> Flow {
        guard bytes.count <= limit &- collected.count else {
            isTooLarge = true
            return .stop
        }
        collected.append(contentsOf: bytes)
        return .more
    }

    func finish() { response?.body = Text(collected) }
}

extension Sandbox {
    package func send(_ request: HTTPRequest, port: UInt16, _ cancel: CancelToken?) throws(Failure) -> HTTPResponse {
        let endpoint = try endpoint(port: port, cancel)
        var sent = client.wire.endpointRequest(
            endpoint, request.method, request.path, own: request.headers, contentType: request.contentType, body: request.body)
        // A body that is taken as it comes may be a stream without an end.
        if request.onBody != nil {
            sent.limits = sent.limits.forStream
            sent.mayRetry = false
            sent.mayShareConnection = false
        }
        if let timeout = request.timeout { sent.limits.request = timeout }
        let (exchange, end) = try exchange(request, sent, cancel)
        if exchange.isTooLarge {
            throw Failure(.errTooLarge, "send request: the answer's body is larger than its limit", httpStatus: exchange.response?.status ?? 0)
        }
        if case .failed(let failure) = end { throw Failure(failure, "send request", request.method) }
        guard let response = exchange.response else { throw .protocolError("send request: no answer", raw: []) }
        exchange.finish()
        return response
    }

    /// Tried again where the connection failed: whatever the port answers is an answer.
    private func exchange(_ request: HTTPRequest, _ sent: Request, _ cancel: CancelToken?) throws(Failure) -> (PortExchange, TransferEnd) {
        var tries = Tries(sent, "send request", client.wire.config)
        while true {
            let exchange = PortExchange(request)
            let end = client.perform(tries.next, exchange, cancel)
            guard case .failed(let failure) = end, exchange.response == nil else { return (exchange, end) }
            try client.again(&tries, after: Failure(failure, "send request", request.method), end, nil, cancel)
        }
    }
}
