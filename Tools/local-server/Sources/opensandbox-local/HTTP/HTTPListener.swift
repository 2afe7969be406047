import NIOCore
import NIOHTTP1

/// Ports that speak HTTP.
enum HTTPListener {
    static func listen(
        port: Int, style: @escaping @Sendable (HTTPRequestHead) -> ResponseStyle, handler: @escaping HTTPConnection.Handler
    ) async throws -> LoopbackListener {
        try await LoopbackListener.listen(port: port) { channel in
            let connection = try httpPipeline(of: channel)
            return { await HTTPConnection.serve(connection, style: style, handler: handler) }
        }
    }

    private static func httpPipeline(of channel: any Channel) throws -> ServerChannel {
        // The headers are ours to the letter, the framing ones included: the real servers differ in how they spell them.
        var encoder = HTTPResponseEncoder.Configuration()
        encoder.automaticallySetFramingHeaders = false
        try channel.pipeline.syncOperations.configureHTTPServerPipeline(
            withPipeliningAssistance: false, withErrorHandling: true, withEncoderConfiguration: encoder)
        return try ServerChannel(wrappingChannelSynchronously: channel)
    }
}
