import NIOHTTP1

/// How the headers of an answer look, which depends on which of the real servers it stands for and what lies between.
enum ResponseStyle: Sendable {
    /// The lifecycle server's own answers.
    case lifecycle(requestID: String)
    /// execd, asked directly.
    case execd
    /// execd behind its own reverse proxy, where the path starts with /proxy/44772.
    case execdBehindItself
    /// execd or another server in the sandbox, through the lifecycle server's proxy.
    case serverProxy(requestID: String)

    /// The lifecycle server ends a stream cleanly even when what it forwards broke off.
    var endsBrokenStreamsCleanly: Bool {
        if case .serverProxy = self { true } else { false }
    }

    /// The answer's headers around those of the answer's content.
    func headers(_ content: HTTPHeaders) -> HTTPHeaders {
        var headers = HTTPHeaders()
        switch self {
        case .lifecycle(let requestID):
            headers.add(name: "server", value: "uvicorn")
            headers.add(contentsOf: content)
            headers.add(name: "vary", value: "Origin")
            headers.add(name: "x-request-id", value: requestID)
            headers.add(name: "date", value: HTTPDate.now())
        case .execd, .execdBehindItself:
            headers.add(contentsOf: content)
            if case .execd = self, content["Content-Type"] == ["text/event-stream"] {
                headers.add(name: "Connection", value: "keep-alive")
            }
            // A server in the sandbox that was passed on to has dated its answer itself.
            if !content.contains(name: "Date") { headers.add(name: "Date", value: HTTPDate.now()) }
        case .serverProxy(let requestID):
            headers.add(name: "server", value: "uvicorn")
            for (name, value) in content { headers.add(name: name.lowercased(), value: value) }
            if !content.contains(name: "Date") { headers.add(name: "date", value: HTTPDate.now()) }
            headers.add(name: "vary", value: "Origin")
            headers.add(name: "x-request-id", value: requestID)
        }
        return headers
    }

    /// The name in the spelling this server uses.
    func name(_ name: String) -> String {
        switch self {
        case .execd, .execdBehindItself: name
        case .lifecycle, .serverProxy: name.lowercased()
        }
    }
}
