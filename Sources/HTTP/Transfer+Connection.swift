import CSystem

// How a transfer's connection is made: proxy, TLS, protocol.
extension Transfer {
    func configureConnection(_ settings: ConnectionSettings) {
        csystem_easy_set_long(easy, CURLOPT_MAXAGE_CONN, Int(clamping: max(1, settings.idleAge / 1000)))
        csystem_easy_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, Int(clamping: request.limits.connect ?? Int64(Int32.max)))
        let usesHTTP2 = settings.allowsHTTP2 && isTLS && request.mayShareConnection && !request.isBulk
        csystem_easy_set_long(easy, CURLOPT_HTTP_VERSION, Int(clamping: usesHTTP2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1))
        if let silence = settings.keepAlive {
            let seconds = Int(clamping: max(1, silence / 1000))
            csystem_easy_set_long(easy, CURLOPT_TCP_KEEPALIVE, 1)
            csystem_easy_set_long(easy, CURLOPT_TCP_KEEPIDLE, seconds)
            csystem_easy_set_long(easy, CURLOPT_TCP_KEEPINTVL, seconds)
        }
        setProxy(settings.proxy)
        let trust = settings.trust
        let version = trust.leastVersion == .tls13 ? CURL_SSLVERSION_TLSv1_3 : CURL_SSLVERSION_TLSv1_2
        if mayMeetProxy(settings.proxy) { setTrust(trust, version: version, .proxy) }
        guard isTLS else { return }
        setTrust(trust, version: version, .server)
        setIdentity(trust)
    }

    /// A server on this machine is reached directly, whatever the environment says.
    func mayMeetProxy(_ proxy: ProxySettings) -> Bool { proxy.choice != .direct && !request.isLoopback }

    private func setProxy(_ proxy: ProxySettings) {
        guard mayMeetProxy(proxy) else {
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
        // Its answer to CONNECT is not the server's: a request that got no other was not answered.
        csystem_easy_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        if let user = proxy.user { csystem_easy_set_text(easy, CURLOPT_PROXYUSERNAME, user) }
        if let password = proxy.password { csystem_easy_set_text(easy, CURLOPT_PROXYPASSWORD, password) }
    }

    private func setTrust(_ trust: TrustSettings, version: Int, _ side: TrustOptions) {
        csystem_easy_set_long(easy, side.version, version)
        if !trust.verifies {
            csystem_easy_set_long(easy, side.verifiesPeer, 0)
            csystem_easy_set_long(easy, side.verifiesHost, 0)
        }
        guard !trust.isSystems else { return }
        // Each of them, because those not named are the system's to libcurl, which would be trusted too.
        csystem_easy_set_text(easy, side.caFile, trust.caFile)
        csystem_easy_set_text(easy, side.caDirectory, trust.caDirectory)
        trust.caBytes?.withUnsafeBufferPointer { bytes in
            _ = csystem_easy_set_blob(easy, side.caBytes, bytes.baseAddress, bytes.count)
        }
    }

    private func setIdentity(_ trust: TrustSettings) {
        guard let file = trust.certificateFile else { return }
        csystem_easy_set_text(easy, CURLOPT_SSLCERT, file)
        if let file = trust.keyFile { csystem_easy_set_text(easy, CURLOPT_SSLKEY, file) }
        // Without one OpenSSL asks for it on the terminal.
        csystem_easy_set_text(easy, CURLOPT_KEYPASSWD, "")
    }
}

/// libcurl's names for the same things of a server and of a proxy.
private struct TrustOptions {
    let version, verifiesPeer, verifiesHost, caFile, caDirectory, caBytes: CURLoption

    static var server: TrustOptions {
        TrustOptions(
            version: CURLOPT_SSLVERSION, verifiesPeer: CURLOPT_SSL_VERIFYPEER, verifiesHost: CURLOPT_SSL_VERIFYHOST,
            caFile: CURLOPT_CAINFO, caDirectory: CURLOPT_CAPATH, caBytes: CURLOPT_CAINFO_BLOB)
    }

    static var proxy: TrustOptions {
        TrustOptions(
            version: CURLOPT_PROXY_SSLVERSION, verifiesPeer: CURLOPT_PROXY_SSL_VERIFYPEER, verifiesHost: CURLOPT_PROXY_SSL_VERIFYHOST,
            caFile: CURLOPT_PROXY_CAINFO, caDirectory: CURLOPT_PROXY_CAPATH, caBytes: CURLOPT_PROXY_CAINFO_BLOB)
    }
}
