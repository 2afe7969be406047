import HTTP

extension TLSVersion {
    package static func named(_ name: String) throws(Failure) -> TLSVersion {
        if name.isExactly("1.2") { return .tls12 }
        if name.isExactly("1.3") { return .tls13 }
        throw .argument("version", "is neither \"1.2\" nor \"1.3\"")
    }
}
