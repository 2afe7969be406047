import CSystem

// What libcurl's verdict on a transfer that failed means.
extension Transfer {
    /// - Parameter text: libcurl's own words.
    func verdict(_ code: CURLcode, _ text: UnsafePointer<CChar>, osError: Int) -> TransportFailure {
        // They hold the proxy's whole URL, its password included.
        if strstr(text, "Unsupported proxy") != nil { return failure(.proxyRefused, "the proxy's URL is not one that can be used") }
        let answer = csystem_easy_get_long(easy, CURLINFO_HTTP_CONNECTCODE)
        if answer >= 300 {
            let why = answer == 407 ? ": it wants credentials, or others" : ""
            return failure(Self.kind(ofConnectAnswer: answer), "the proxy answers CONNECT with \(answer)\(why)")
        }
        let message = String(cString: text)
        switch code {
        // A look-up for which there was no thread is a name that does not resolve to libcurl; only its words tell.
        case CURLE_COULDNT_RESOLVE_HOST where strstr(text, "thread failed to start") != nil: return failure(.resources, message)
        case CURLE_PROXY:
            return failure(csystem_proxy_found_nobody(easy) ? .connect : .proxyRefused, "the proxy: " + message)
        case CURLE_COULDNT_CONNECT where csystem_failed_at_proxy(easy, text, String(Substring(request.host))):
            return failure(.proxy, "the proxy: " + message)
        case CURLE_PEER_FAILED_VERIFICATION:
            // Several directories are separated by colons.
            guard let caDirectory, strchr(caDirectory, 58) == nil, access(caDirectory, R_OK) != 0 else { return failure(.tls, message) }
            return failure(.tls, "\(message) (the directory \(caDirectory) cannot be read)")
        case CURLE_SSL_CERTPROBLEM:
            return failure(.tls, message + " (missing, unreadable, behind a password, or not one pair)")
        case CURLE_RECV_ERROR where Self.isRefusedCertificate(text), CURLE_SEND_ERROR where Self.isRefusedCertificate(text):
            return TransportFailure(kind: .tls, message: message, mayHaveBeenSent: false)
        default:
            return failure(TransportFailure.Kind(code, osError: osError), message)
        }
    }

    /// A gateway's statuses are about the host that it was to connect to.
    private static func kind(ofConnectAnswer status: Int) -> TransportFailure.Kind { (502...504).contains(status) ? .connect : .proxyRefused }

    /// In TLS 1.3 a server that wants another certificate of ours, or any, says so after our handshake is over. It has read no request then:
    /// these alerts (RFC 8446, 6.2) end its handshake.
    private static func isRefusedCertificate(_ text: UnsafePointer<CChar>) -> Bool {
        for alert: StaticString in [
            "alert certificate", "alert bad certificate", "alert unsupported certificate", "alert unknown ca", "alert access denied",
        ] where strstr(text, UnsafeRawPointer(alert.utf8Start).assumingMemoryBound(to: CChar.self)) != nil {
            return true
        }
        return false
    }
}
