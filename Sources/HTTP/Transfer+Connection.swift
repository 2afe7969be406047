import CSystem

// How a transfer's connection is made: proxy, TLS, protocol.
extension Transfer {
    func configureConnection(_ settings: ConnectionSettings) {
        csystem_easy_set_long(easy, CURLOPT_MAXAGE_CONN, Int(clamping: max(1, settings.idleAge / 1000)))
        csystem_easy_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, Int(clamping: request.limits.connect ?? Int64(Int32.max)))
        let usesHTTP2 = settings.allowsHTTP2 && isTLS && request.mayShareConnection && !request.isBulk
        csystem_easy_set_long(easy, CURLOPT_HTTP_VERSION, Int(usesHTTP2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1))
        if let silence = settings.keepAlive {
            let seconds = Int(clamping: max(1, silence / 1000))
            csystem_easy_set_long(easy, CURLOPT_TCP_KEEPALIVE, 1)
            csystem_easy_set_long(easy, CURLOPT_TCP_KEEPIDLE, seconds)
            csystem_easy_set_long(easy, CURLOPT_TCP_KEEPINTVL, seconds)
        }
        setProxy(settings.proxy)
        if isTLS { setTrust(settings.trust) }
    }

    private func setProxy(_ proxy: ProxySettings) {
        // A server on this machine is reached directly, whatever the environment says.
        if request.isLoopback || proxy.choice == .direct {
            csystem_easy_set_text(easy, CURLOPT_PROXY, "")
            return
        }
        if case .url(let url) = proxy.choice {
            csystem_easy_set_text(easy, CURLOPT_PROXY, url)
            // The environment's exceptions are for the environment's proxy.
            csystem_easy_set_text(easy, CURLOPT_NOPROXY, proxy.exceptions ?? "")
        } else if let exceptions = proxy.exceptions {
            csystem_easy_set_text(easy, CURLOPT_NOPROXY, exceptions)
        }
        if let user = proxy.user { csystem_easy_set_text(easy, CURLOPT_PROXYUSERNAME, user) }
        if let password = proxy.password { csystem_easy_set_text(easy, CURLOPT_PROXYPASSWORD, password) }
    }

    private func setTrust(_ trust: TrustSettings) {
        csystem_easy_set_long(
            easy, CURLOPT_SSLVERSION, trust.leastVersion == .tls13 ? CURL_SSLVERSION_TLSv1_3 : CURL_SSLVERSION_TLSv1_2)
        if !trust.verifies {
            csystem_easy_set_long(easy, CURLOPT_SSL_VERIFYPEER, 0)
            csystem_easy_set_long(easy, CURLOPT_SSL_VERIFYHOST, 0)
        }
        if let file = trust.caFile { csystem_easy_set_text(easy, CURLOPT_CAINFO, file) }
        if let directory = trust.caDirectory { csystem_easy_set_text(easy, CURLOPT_CAPATH, directory) }
        if let bytes = trust.caBytes {
            bytes.withUnsafeBufferPointer { bytes in
                _ = csystem_easy_set_blob(easy, CURLOPT_CAINFO_BLOB, bytes.baseAddress, bytes.count)
            }
        }
        if let file = trust.certificateFile { csystem_easy_set_text(easy, CURLOPT_SSLCERT, file) }
        if let file = trust.keyFile { csystem_easy_set_text(easy, CURLOPT_SSLKEY, file) }
    }
}
