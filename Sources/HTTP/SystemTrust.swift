import CSystem

/// Where this system keeps the authorities it trusts. libcurl knows the place of the system it was built on, which need not be this one.
enum SystemTrust {
    /// Sets nothing where libcurl's own idea holds.
    static func apply(to trust: inout TrustSettings) {
        guard trust.isSystems else { return }
        if let file = environment("SSL_CERT_FILE") {
            trust.caFile = file
        } else if let directory = environment("SSL_CERT_DIR") {
            trust.caDirectory = directory
        } else if !csystem_has_default_authorities() {
            trust.caFile = file()
        }
    }

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
        guard let value = getenv(name), value[0] != 0 else { return nil }
        return String(cString: value)
    }
}
