import HTTP
import JSON

/// Where a port of a sandbox is reached.
package struct Endpoint {
    /// host[:port][/path], as the server gave it.
    package let address: String
    package let url: String
    package let headers: [Header]
    /// The endpoint is a path of the lifecycle server, which forwards.
    let isThroughServer: Bool

    /// The request that asks for it, and its answer read.
    static func request(_ wire: Wire, _ key: EndpointKey) -> Request {
        wire.serverRequest(.get, path(key) + (key.isThroughServer ? "?use_server_proxy=true" : ""))
    }

    static func path(_ key: EndpointKey) -> String {
        Sandbox.path(String(decoding: key.sandbox, as: UTF8.self)) + "/endpoints/\(key.port)"
    }

    static func from(_ answer: Answer, _ key: EndpointKey, _ wire: Wire) throws(Failure) -> Endpoint {
        try Endpoint(
            try answer.document("get endpoint"), answer, scheme: wire.scheme, isThroughServer: key.isThroughServer,
            rewrites: wire.config.hostRewrites)
    }

    /// From GET /sandboxes/{id}/endpoints/{port}. A server that has been taken over must not be able to make us send requests elsewhere
    /// than it says, or several where one was meant.
    init(
        _ document: JSONValue, _ answer: Answer, scheme: Scheme, isThroughServer: Bool, rewrites: HostRewrites = HostRewrites()
    ) throws(Failure) {
        func malformed(_ problem: String) -> Failure {
            Failure(
                .errProtocol, "get endpoint: \(problem)", httpStatus: answer.head.status, requestID: answer.head["x-request-id"],
                field: "endpoint", raw: answer.body)
        }
        guard let text = document["endpoint"]?.string else { throw malformed("the answer has no endpoint") }
        let parsed: ServerAddress
        do throws(ServerAddress.Problem) { parsed = try ServerAddress(parsing: text) } catch {
            throw malformed("the endpoint \(String(error.text))")
        }
        guard parsed.scheme == nil else { throw malformed("the endpoint is not host[:port][/path]") }
        var headers: [Header] = []
        for member in document["headers"]?.object?.members ?? [] {
            guard let value = member.value.string else { throw malformed("a header's value is not text") }
            let header = Header(member.key, value)
            guard header.isForwardable else { throw malformed("a header would forge the request") }
            headers.append(header)
        }
        address = text
        url = scheme.prefix + rewrites.applied(to: parsed.address)
        self.headers = headers
        // A server that does not know the parameter answers with the direct endpoint, and that must not see the key.
        self.isThroughServer = isThroughServer && Self.isProxied(parsed.address)
    }

    /// The server's proxy is …/sandboxes/{id}/proxy/{port}, whatever stands before it (opensandbox-server 1.1.1).
    private static func isProxied(_ address: String) -> Bool {
        let parts = Array(address.utf8).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for index in parts.indices.dropFirst() where parts[index].elementsEqual("sandboxes".utf8) {
            let proxy = index &+ 2
            if proxy < parts.count, parts[proxy].elementsEqual("proxy".utf8) { return true }
        }
        return false
    }
}
