/// What a new sandbox is made from.
enum CreateSource {
    case image(String), snapshot(String), template(String)
    /// A pool of sandboxes that are running already.
    case pool(String)
}

/// What it takes to fetch an image from a registry that asks who wants it.
package struct RegistryAuth: Sendable {
    package var username: String
    package var password: String

    package init(username: String, password: String) {
        self.username = username
        self.password = password
    }
}

/// The machine a sandbox shall run on.
package struct Platform: Sendable {
    package var os: String
    package var architecture: String

    package init(os: String, architecture: String) {
        self.os = os
        self.architecture = architecture
    }
}

/// What a new sandbox shall be.
package struct CreateOptions {
    package var image: String?
    package var registryAuth: RegistryAuth?
    package var snapshot: String?
    package var template: String?
    /// Milliseconds; nil is until somebody kills it.
    package var lifetime: Int64? = 600_000
    private(set) var entrypoint: [String] = []
    /// nil where nobody has asked for any: then the defaults go where limits are needed.
    private var limits: Pairs?
    package var resourceRequests = Pairs()
    package var environment = Pairs()
    package var metadata = Pairs()
    package var extensions = Pairs()
    package var platform: Platform?
    package var networkPolicy: NetworkPolicy?
    package var usesCredentialProxy = false
    package var securesAccess = false
    package private(set) var volumes: [Volume] = []
    package var preStart: LifecycleHook?
    package private(set) var periodic: [LifecycleHook] = []
    package var readiness = Readiness()
    /// Whether it is labelled, so that one whose creation was lost track of can be found and deleted.
    package var carriesCreateID = true

    private static let poolKey = "poolRef"

    package init() {}

    package mutating func addEntrypoint(_ argument: String) { entrypoint.append(argument) }

    package mutating func addVolume(_ volume: Volume) { volumes.append(volume) }

    package mutating func addPeriodic(_ hook: LifecycleHook) { periodic.append(hook) }

    package mutating func setResource(_ name: String, _ quantity: String?) {
        var changed = resources
        changed.set(name, quantity)
        limits = changed
    }

    package mutating func setPool(_ name: String?) { extensions.set(Self.poolKey, name) }

    /// Milliseconds.
    package mutating func setRenewOnAccess(_ lifetime: Int64?) {
        extensions.set("access.renew.extend.seconds", lifetime.map { String(wholeSeconds($0)) })
    }

    var resources: Pairs { limits ?? Pairs([("cpu", "1"), ("memory", "2Gi")]) }

    var hasOwnResources: Bool { limits != nil }

    var pool: String? { extensions.value(Self.poolKey) }

    /// The label by which a creation is known, where the host has chosen it.
    var createID: String? { metadata.value(Self.createIDKey) }
}
