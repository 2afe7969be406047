import Glibc
import NIOHTTP1

/// A directory of the host that a sandbox asks to see. The other backends of the real server have no counterpart here.
struct Volume: Sendable {
    enum Backend: Sendable {
        case host(path: String)
        case claim(name: String)
        case objectStore(bucket: String)
    }

    let name: String
    let mountPath: String
    let isReadOnly: Bool
    let subPath: String?
    let backend: Backend

    private static let namePattern = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"

    /// Nil after noting what is wrong.
    init?(_ fields: FieldReader) {
        let name = fields.string("name", required: true)
        if let name, !Self.isName(name) { fields.noteMismatch("name", name, Self.namePattern) }
        if let name { fields.checkLength("name", name, atMost: 63) }
        let host = fields.nested("host")
        let path = host?.string("path", required: true)
        if let path, !path.hasPrefix("/"), !Self.isDrive(path) { host?.noteMismatch("path", path, "^(/|[A-Za-z]:[\\\\/])") }
        fields.adopt(host)
        let claim = fields.nested("pvc")
        let claimName = claim?.string("claimName", required: true)
        if let claimName, !Self.isName(claimName) { claim?.noteMismatch("claimName", claimName, Self.namePattern) }
        fields.adopt(claim)
        let objectStore = fields.nested("ossfs")
        let bucket = objectStore?.string("bucket", required: true)
        _ = objectStore?.string("endpoint", required: true)
        let hasCredentials = objectStore?.string("accessKeyId")?.isEmpty == false
            && objectStore?.string("accessKeySecret")?.isEmpty == false
        if let objectStore, objectStore.issues.isEmpty, !hasCredentials {
            objectStore.noteRule("OSSFS inline credentials are required: accessKeyId and accessKeySecret.")
        }
        fields.adopt(objectStore)
        let mountPath = fields.string("mountPath", required: true)
        if let mountPath, !mountPath.hasPrefix("/") { fields.noteMismatch("mountPath", mountPath, "^/.*") }
        isReadOnly = fields.bool("readOnly") ?? false
        subPath = fields.string("subPath")
        guard fields.issues.isEmpty, let name, let mountPath else { return nil }

        (self.name, self.mountPath) = (name, mountPath)
        switch (path, claimName, bucket) {
        case (let path?, nil, nil): backend = .host(path: path)
        case (nil, let name?, nil): backend = .claim(name: name)
        case (nil, nil, let bucket?): backend = .objectStore(bucket: bucket)
        default:
            let found = path == nil && claimName == nil && bucket == nil ? "none was" : "multiple were"
            fields.noteRule("Exactly one backend (host, pvc, ossfs) must be specified, but \(found) provided.")
            return nil
        }
    }

    private static func isName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let isInside = bytes.allSatisfy { ("a"..."z").contains(Unicode.Scalar($0)) || ("0"..."9").contains(Unicode.Scalar($0)) || $0 == UInt8(ascii: "-") }
        return isInside && bytes.first != UInt8(ascii: "-") && bytes.last != UInt8(ascii: "-") && !bytes.isEmpty
    }

    private static func isDrive(_ path: String) -> Bool {
        let bytes = Array(path.utf8)
        return bytes.count >= 3 && bytes[1] == UInt8(ascii: ":") && "\\/".utf8.contains(bytes[2])
    }

    /// What is to be mounted. `prefixes` are where volumes may lie.
    static func mounts(_ volumes: [Volume], allowed prefixes: [String]) throws(ServiceError) -> [ContainerPlan.Mount] {
        var names: Set<String> = []
        var mounts: [ContainerPlan.Mount] = []
        for volume in volumes {
            guard names.insert(volume.name).inserted else {
                throw error("DUPLICATE_NAME", "Duplicate volume name '\(volume.name)'. Each volume must have a unique name.")
            }
            mounts.append(try volume.mount(allowed: prefixes))
        }
        return mounts
    }

    private func mount(allowed prefixes: [String]) throws(ServiceError) -> ContainerPlan.Mount {
        if let subPath, subPath.hasPrefix("/") {
            throw Self.error("INVALID_SUB_PATH", "SubPath '\(subPath)' must be a relative path, not absolute.")
        }
        if let subPath, subPath.split(separator: "/").contains("..") {
            throw Self.error("INVALID_SUB_PATH", "SubPath '\(subPath)' contains path traversal '..' which is not allowed.")
        }
        switch backend {
        case .claim(let claim):
            throw Self.error(
                "PVC_NOT_FOUND",
                "Volume '\(name)': Docker named volume '\(claim)' does not exist. Named volumes must be created before sandbox "
                    + "creation (e.g., 'docker volume create <name>').")
        case .objectStore(let bucket):
            throw Self.error(
                "OSSFS_MOUNT_FAILED", "Volume '\(name)': failed to mount OSSFS bucket '\(bucket)': ossfs is not installed",
                .internalServerError)
        case .host(let path):
            return ContainerPlan.Mount(source: try source(path, prefixes), target: mountPath, isReadOnly: isReadOnly)
        }
    }

    private func source(_ path: String, _ prefixes: [String]) throws(ServiceError) -> String {
        guard !(path + mountPath + (subPath ?? "")).utf8.contains(0) else {
            throw Self.error("INVALID_HOST_PATH", "Host path contains a NUL.")
        }
        if path.split(separator: "/").contains(where: { $0.hasPrefix("..") }) {
            throw Self.error("INVALID_HOST_PATH", "Host path '\(path)' contains path traversal component '..'.")
        }
        if path.contains("//") || (path.utf8.count > 1 && path.hasSuffix("/")) {
            throw Self.error("INVALID_HOST_PATH", "Host path '\(path)' is not normalized. Remove redundant slashes.")
        }
        try Self.check(path, under: prefixes)
        let below = (subPath ?? "").split(separator: "/").filter { $0 != "." }.joined(separator: "/")
        let whole = below.isEmpty ? path : path + "/" + below
        // No directory may be made where a link leads out, so what is there already is looked at first.
        try Self.check(Self.canonical(whole), under: prefixes.map(Self.canonical))
        guard Self.makeDirectories(whole) else {
            throw Self.error(
                "HOST_PATH_CREATE_FAILED",
                "Volume '\(name)': could not ensure host path directory exists at '\(whole)': \(String(cString: strerror(errno)))",
                .internalServerError)
        }
        return Self.canonical(whole)
    }

    private static func check(_ path: String, under prefixes: [String]) throws(ServiceError) {
        guard !prefixes.contains(where: { path == $0 || path.hasPrefix($0 == "/" ? "/" : $0 + "/") }) else { return }
        let list = prefixes.map { "'\($0)'" }.joined(separator: ", ")
        throw error(
            "HOST_PATH_NOT_ALLOWED", "Host path '\(path)' is not under any allowed prefix. Allowed prefixes: [\(list)]")
    }

    /// With links followed as far as the path is there.
    private static func canonical(_ path: String) -> String {
        var missing: [Substring] = []
        var parts = path.split(separator: "/")
        while true {
            let found = "/" + parts.joined(separator: "/")
            if let real = realpath(found, nil) {
                defer { free(real) }
                return ([String(cString: real) == "/" ? "" : String(cString: real)] + missing.map(String.init)).joined(separator: "/")
            }
            guard let last = parts.popLast() else { return path }
            missing.insert(last, at: 0)
        }
    }

    private static func makeDirectories(_ path: String) -> Bool {
        if access(path, F_OK) == 0 { return true }
        var made = ""
        for name in path.split(separator: "/") {
            made += "/" + name
            guard mkdir(made, 0o755) == 0 || errno == EEXIST else { return false }
        }
        return access(path, F_OK) == 0
    }

    private static func error(
        _ code: String, _ message: String, _ status: HTTPResponseStatus = .badRequest
    ) -> ServiceError {
        ServiceError(status, "VOLUME::" + code, message)
    }
}
