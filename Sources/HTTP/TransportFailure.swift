import CSystem

/// Why an exchange did not come to its end.
package struct TransportFailure: Error, Sendable {
    package enum Kind: Sendable {
        /// The proxy could not be reached.
        case proxy
        /// The proxy refused what we asked of it, or cannot be spoken to at all.
        case proxyRefused
        case resolve, connect, tls, lost, resources, malformed, headTooLarge
        /// The request had left on a connection that died unanswered, and sending it again is not safe.
        case resendRefused
        case connectTimeout, firstByteTimeout, idleTimeout, requestTimeout
        case cancelled, deadline
        /// libcurl refused what we asked of it.
        case refused
    }

    package let kind: Kind
    /// One line, without a URL.
    package let message: String
    /// The request, or a part of it, may have reached the server.
    package let mayHaveBeenSent: Bool
    /// A line of an answer had come.
    package var wasAnswered = false
}

extension TransportFailure.Kind {
    init(_ code: CURLcode, osError: Int) {
        switch code {
        case _ where osError == Int(EMFILE) || osError == Int(ENFILE): self = .resources
        case CURLE_COULDNT_RESOLVE_HOST: self = .resolve
        case CURLE_COULDNT_CONNECT: self = .connect
        case CURLE_COULDNT_RESOLVE_PROXY: self = .proxy
        case CURLE_PROXY: self = .proxyRefused
        case CURLE_OPERATION_TIMEDOUT: self = .connectTimeout
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CRL_BADFILE, CURLE_SSL_SHUTDOWN_FAILED, CURLE_USE_SSL_FAILED,
            CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT: self = .tls
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING:
            self = .malformed
        case CURLE_OUT_OF_MEMORY: self = .resources
        case CURLE_ABORTED_BY_CALLBACK: self = .resendRefused
        case CURLE_URL_MALFORMAT, CURLE_BAD_FUNCTION_ARGUMENT, CURLE_UNKNOWN_OPTION, CURLE_NOT_BUILT_IN: self = .refused
        default: self = .lost
        }
    }
}
