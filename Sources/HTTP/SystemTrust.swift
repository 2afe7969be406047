import CSystem

/// Where this system keeps the authorities it trusts. libcurl knows the place of the system it was built on, which need not be this one.
enum SystemTrust {
    /// Sets nothing where libcurl's own idea holds.
    static func apply(to trust: inout TrustSettings) {
        guard trust.isSystems else { return }
        trust.caFile = environment("SSL_CERT_FILE")
        trust.caDirectory = environment("SSL_CERT_DIR")
        guard trust.isSystems, !csystem_has_default_authorities() else { return }
        trust.caFile = file()
        if trust.caFile == nil, access(directory, R_OK) == 0 { trust.caDirectory = directory }
    }

    /// Of hashed names, where there is no file with all of them.
    private static var directory: String { "/etc/ssl/certs" }

    /// Debian and Alpine, Fedora, openSUSE, and OpenSSL's own place.
    private static func file() -> String? {
        let places = [
            "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
            "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
        ]
        for place in places where access(place, R_OK) == 0 { return place }
        return nil
    }

    private static func environment(_ name: String) -> String? {
        guard let value = getenv(name) else { return nil }
        let text = String(cString: value)
        return text.isEmpty ? nil : text
    }
}
