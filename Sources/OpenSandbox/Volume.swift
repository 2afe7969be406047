import JSON

/// Storage that a sandbox mounts.
package struct Volume {
    /// A volume of the platform, by its claim.
    package struct Claim {
        package var name: String
        package var createsIfMissing = true
        package var isDeletedWithSandbox = false
        package var storageClass: String?
        package var storage: String?
        package private(set) var accessModes: [String] = []

        init(_ name: String) { self.name = name }

        package mutating func addAccessMode(_ mode: String) { accessModes.append(mode) }
    }

    /// A bucket of an object store.
    package struct Bucket {
        package var name: String
        package var endpoint: String
        package var keyID: String
        package var keySecret: String
        package var version = "2.0"
        package private(set) var options: [String] = []

        init(_ name: String, endpoint: String, keyID: String, keySecret: String) {
            self.name = name
            self.endpoint = endpoint
            self.keyID = keyID
            self.keySecret = keySecret
        }

        package mutating func addOption(_ option: String) { options.append(option) }
    }

    package var name = ""
    package var mountPath = ""
    package var isReadOnly = false
    package var subPath: String?
    package private(set) var hostPath: String?
    package private(set) var claim: Claim?
    package private(set) var bucket: Bucket?

    package init() {}

    package mutating func setHost(_ path: String) { hostPath = path }

    package mutating func setClaim(_ name: String) { claim = Claim(name) }

    package mutating func setBucket(_ name: String, endpoint: String, keyID: String, keySecret: String) {
        bucket = Bucket(name, endpoint: endpoint, keyID: keyID, keySecret: keySecret)
    }

    /// Changes what there must be already.
    package mutating func changeClaim(_ change: (inout Claim) -> Void) throws(Failure) {
        guard var changed = claim else { throw .argument("volume", "has no claim yet") }
        change(&changed)
        claim = changed
    }

    package mutating func changeBucket(_ change: (inout Bucket) -> Void) throws(Failure) {
        guard var changed = bucket else { throw .argument("volume", "has no bucket yet") }
        change(&changed)
        bucket = changed
    }

    /// The server's rules for a volume (opensandbox-server 1.1.1).
    func check(field: String) throws(Failure) {
        guard isDNSLabel(Substring(name).utf8) else {
            throw .field(field + ".name", "is not 1 to 63 small letters, digits and \"-\", with a letter or digit at both ends")
        }
        guard mountPath.utf8.first == UInt8(ascii: "/") else { throw .field(field + ".mountPath", "is not an absolute path") }
        if let subPath, !Self.staysBelow(subPath) { throw .field(field + ".subPath", "is not a path below the volume") }
        let backends = (hostPath == nil ? 0 : 1) &+ (claim == nil ? 0 : 1) &+ (bucket == nil ? 0 : 1)
        guard backends == 1 else {
            throw .field(field, backends == 0 ? "has no host path, no claim and no bucket" : "has more than one of host path, claim and bucket")
        }
        if let hostPath, !Self.isAbsolute(hostPath) { throw .field(field + ".host.path", "is not an absolute path") }
        if let claim, claim.name.utf8.count > 253 { throw .field(field + ".pvc.claimName", "is longer than 253 bytes") }
        if let bucket {
            guard (3...63).contains(bucket.name.utf8.count) else { throw .field(field + ".ossfs.bucket", "is not 3 to 63 bytes long") }
            guard bucket.version.isOne(of: ["1.0", "2.0"]) else { throw .field(field + ".ossfs.version", "is neither \"1.0\" nor \"2.0\"") }
        }
    }

    private static func staysBelow(_ path: String) -> Bool {
        guard !path.isEmpty, path.utf8.first != UInt8(ascii: "/") else { return false }
        for part in Substring(path).utf8.split(separator: UInt8(ascii: "/")) where part.elementsEqual("..".utf8) { return false }
        return true
    }

    /// A path of the host, which may be a Windows one: `/data`, `C:\data`.
    private static func isAbsolute(_ path: String) -> Bool {
        let bytes = Array(path.utf8.prefix(3))
        if bytes.first == UInt8(ascii: "/") { return true }
        guard bytes.count == 3, bytes[1] == UInt8(ascii: ":"), bytes[2] == UInt8(ascii: "\\") || bytes[2] == UInt8(ascii: "/") else { return false }
        return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[0] | 0x20)
    }
}

extension Volume {
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", name)
        if let hostPath {
            writer.key("host")
            writer.beginObject()
            writer.member("path", hostPath)
            writer.endObject()
        }
        if let claim { claim.write(to: &writer) }
        if let bucket { bucket.write(to: &writer) }
        writer.member("mountPath", mountPath)
        writer.member("readOnly", isReadOnly)
        if let subPath { writer.member("subPath", subPath) }
        writer.endObject()
    }
}

extension Volume.Claim {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.key("pvc")
        writer.beginObject()
        writer.member("claimName", name)
        writer.member("createIfNotExists", createsIfMissing)
        writer.member("deleteOnSandboxTermination", isDeletedWithSandbox)
        if let storageClass { writer.member("storageClass", storageClass) }
        if let storage { writer.member("storage", storage) }
        if !accessModes.isEmpty { writer.member("accessModes", accessModes) }
        writer.endObject()
    }
}

extension Volume.Bucket {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.key("ossfs")
        writer.beginObject()
        writer.member("bucket", name)
        writer.member("endpoint", endpoint)
        writer.member("version", version)
        if !options.isEmpty { writer.member("options", options) }
        writer.member("accessKeyId", keyID)
        writer.member("accessKeySecret", keySecret)
        writer.endObject()
    }
}
