/// What an endpoint is known by.
struct EndpointKey: Hashable, Sendable {
    /// Bytes, as they are compared: the id is the server's word.
    let sandbox: [UInt8]
    let port: UInt16
    let isThroughServer: Bool

    init(_ sandbox: Text, port: UInt16, isThroughServer: Bool) {
        self.sandbox = Array(sandbox.string.utf8)
        self.port = port
        self.isThroughServer = isThroughServer
    }
}
