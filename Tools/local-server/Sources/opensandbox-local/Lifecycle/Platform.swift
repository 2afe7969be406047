/// What a sandbox asks to run on.
struct Platform: Sendable {
    let system: String
    let architecture: String

    /// Nil after noting what is wrong.
    init?(_ fields: FieldReader) {
        let (system, architecture) = (fields.string("os", required: true), fields.string("arch", required: true))
        guard let system, let architecture else { return nil }
        (self.system, self.architecture) = (system, architecture)
    }

    /// As the real server has it: in lower case, and supported.
    func checked() throws(ServiceError) -> Platform {
        let normal = Platform(system.trimmed.lowercased(), architecture.trimmed.lowercased())
        guard ["linux", "windows"].contains(normal.system) else {
            throw .invalidParameter("Unsupported platform.os '\(system)'. Supported values: ['linux', 'windows'].")
        }
        guard ["amd64", "arm64"].contains(normal.architecture) else {
            throw .invalidParameter("Unsupported platform.arch '\(architecture)'. Supported values: ['amd64', 'arm64'].")
        }
        guard normal.system == "linux" else {
            throw .invalidParameter("Windows profile requires host devices to be present: /dev/kvm, /dev/net/tun.")
        }
        return normal
    }

    private init(_ system: String, _ architecture: String) { (self.system, self.architecture) = (system, architecture) }

    var view: JSONValue { .object(["os": .string(system), "arch": .string(architecture)]) }
}
