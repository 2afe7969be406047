import HTTP
import OpenSandbox

/// Sets the file with the certificate authorities to trust, instead of the system's.
///
/// - Parameter path: A PEM file; NULL for the system's. It is read when a connection is made.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for an empty path.
/// - Since: 0.1.0
@_cdecl("osb_config_set_ca_file")
package func osb_config_set_ca_file(_ config: osb_config?, _ path: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        config.value.connection.trust.caFile = try optionalNonEmptyText(path, "path")
    }
}

/// Sets a directory with the certificate authorities to trust, named as OpenSSL's c_rehash does, instead of the system's.
///
/// Without osb_config_set_ca_file(), this and osb_config_set_ca_bytes() the authorities are those of SSL_CERT_FILE and SSL_CERT_DIR, of
/// the place libcurl was built to look at, or of wherever Debian, Fedora, Alpine or openSUSE keep them, as found when the client is made.
/// With any of them no other is trusted, by the server's connections and by those to an https proxy.
///
/// - Parameter path: A directory; NULL for the system's.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for an empty path.
/// - Since: 0.1.0
@_cdecl("osb_config_set_ca_directory")
package func osb_config_set_ca_directory(_ config: osb_config?, _ path: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        config.value.connection.trust.caDirectory = try optionalNonEmptyText(path, "path")
    }
}

/// Sets the certificate authorities to trust from memory, instead of the system's.
///
/// - Parameter pem: Certificates in PEM, in place of a file's; NULL for the system's. Copied.
/// - Parameter pem_size: Their bytes: up to 16 MiB.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for no bytes, or too many.
/// - Since: 0.1.0
@_cdecl("osb_config_set_ca_bytes")
package func osb_config_set_ca_bytes(_ config: osb_config?, _ pem: UnsafeRawPointer?, _ pem_size: UInt) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        guard let pem else {
            config.value.connection.trust.caBytes = nil
            return
        }
        guard pem_size > 0, pem_size <= 16 << 20 else { throw .argument("pem_size", "is not between 1 and 16 MiB") }
        config.value.connection.trust.caBytes = Array(UnsafeRawBufferPointer(start: pem, count: Int(clamping: pem_size)))
    }
}

/// Sets the certificate that says who we are, for servers that ask. Both files are read when a connection is made: what is wrong with them,
/// and a server that refuses the certificate or misses it, is OSB_ERR_TLS then.
///
/// - Parameter certificate_file: A PEM file, with the chain up to the authority where there is one; NULL for none.
/// - Parameter key_file: A PEM file with its key, which no password may protect; NULL when the certificate's file holds it too.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for an empty path, or a key without a certificate.
/// - Since: 0.1.0
@_cdecl("osb_config_set_client_certificate")
package func osb_config_set_client_certificate(_ config: osb_config?, _ certificate_file: cstring?, _ key_file: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        let certificate = try optionalNonEmptyText(certificate_file, "certificate_file")
        let key = try optionalNonEmptyText(key_file, "key_file")
        guard certificate != nil || key == nil else { throw .argument("key_file", "has no certificate") }
        config.value.connection.trust.certificateFile = certificate
        config.value.connection.trust.keyFile = key
    }
}

/// Sets the oldest version of TLS that is spoken: 1.2 by default.
///
/// - Parameter version: "1.2" or "1.3".
/// - Errors: OSB_ERR_INVALID_ARGUMENT for anything else.
/// - Since: 0.1.0
@_cdecl("osb_config_set_min_tls_version")
package func osb_config_set_min_tls_version(_ config: osb_config?, _ version: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        config.value.connection.trust.leastVersion = try TLSVersion.named(text(version, "version"))
    }
}

/// Trusts whoever answers, server or proxy: neither certificate nor name are verified, and everything sent, keys included, can be read and
/// changed on its way. For experiments. There is no way back but another config.
///
/// - Errors: none but OSB_ERR_INVALID_HANDLE.
/// - Since: 0.1.0
@_cdecl("osb_config_disable_tls_verification")
package func osb_config_disable_tls_verification(_ config: osb_config?) -> osb_status {
    enter { () throws(Failure) in
        try open(config, ConfigBox.self).value.connection.trust.verifies = false
    }
}
