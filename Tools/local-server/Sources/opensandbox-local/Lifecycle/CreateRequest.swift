/// The body of POST /sandboxes.
struct CreateRequest: Sendable {
    let image: String
    /// Seconds; nil is manual clean-up.
    let timeout: Int64?
    let environment: [String: String]
    let metadata: [String: String]
    let entrypoint: [String]
    let hasNetwork: Bool
    let platform: Platform?
    let mounts: [ContainerPlan.Mount]
    let preparation: ContainerPlan.Preparation?
    /// Callers that come by the lifecycle server's proxy need a token.
    let isSecured: Bool
    let extensions: [String: String]

    private static let longestTimeout: Int64 = 86_400

    /// `hostPaths` are where volumes may lie.
    init(_ body: JSONValue, hostPaths: [String]) throws {
        guard body.members != nil else {
            throw ValidationError(issues: [
                .init(
                    type: "model_attributes_type", location: ["body"],
                    message: "Input should be a valid dictionary or object to extract fields from", input: body)
            ])
        }
        let fields = FieldReader(body, at: ["body"])
        let imageFields = fields.nested("image")
        let image = imageFields?.string("uri", required: true)
        let login = imageFields?.nested("auth")
        _ = (login?.string("username", required: true), login?.string("password", required: true))
        imageFields?.adopt(login)
        fields.adopt(imageFields)
        let snapshot = fields.string("snapshotId")
        let platformFields = fields.nested("platform")
        let platform = platformFields.flatMap { Platform($0) }
        fields.adopt(platformFields)
        timeout = fields.integer("timeout", atLeast: 60)
        let limits = fields.strings("resourceLimits")
        _ = fields.strings("resourceRequests")
        environment = fields.strings("env", nullable: true) ?? [:]
        metadata = fields.strings("metadata") ?? [:]
        let hookFields = fields.nested("lifecycle")
        preparation = hookFields.map { LifecycleHooks($0) }?.preparation
        fields.adopt(hookFields)
        let entrypoint = fields.stringList("entrypoint", atLeast: 1)
        let policyFields = fields.nested("networkPolicy")
        let policy = policyFields.map { NetworkPolicy($0) }
        fields.adopt(policyFields)
        let proxyFields = fields.nested("credentialProxy")
        let isProxied = proxyFields?.bool("enabled") ?? false
        fields.adopt(proxyFields)
        isSecured = fields.bool("secureAccess") ?? false
        let volumes = fields.nestedList("volumes").compactMap { volumeFields in
            let volume = Volume(volumeFields)
            fields.adopt(volumeFields)
            return volume
        }
        let extensions = fields.strings("extensions") ?? [:]
        let template = fields.string("templateId")
        try fields.check()

        // The rules over several fields, in the real server's order.
        if environment.keys.contains("OPENSANDBOX_LIFECYCLE") {
            throw ValidationError.rule(
                "Environment variable 'OPENSANDBOX_LIFECYCLE' is reserved. Use the lifecycle request field instead.", input: body)
        }
        if let template, !template.isBlank { throw try Self.templateRefusal(body, timeout) }
        if let pool = extensions["poolRef"], !pool.isBlank { throw try Self.poolRefusal(body, snapshot) }
        if isProxied && policy == nil {
            throw ValidationError.rule("credentialProxy.enabled requires networkPolicy.", input: body)
        }
        let hasImage = image?.isBlank == false
        guard hasImage != (snapshot?.isBlank == false) else {
            throw ValidationError.rule("Exactly one of image or snapshotId must be provided.", input: body)
        }
        guard let image, hasImage else {
            throw ServiceError(.notFound, "SNAPSHOT::NOT_FOUND", "Snapshot \(snapshot ?? "") not found.")
        }
        guard let entrypoint else {
            throw ValidationError.rule("Entrypoint is required when image is provided.", input: body)
        }
        guard let limits else {
            throw ValidationError.rule("resourceLimits is required when poolRef is not provided.", input: body)
        }
        try Extensions.check(extensions)
        try Labels.check(metadata)
        self.platform = try platform?.checked()
        if let timeout, timeout > Self.longestTimeout {
            throw ServiceError.invalidParameter(
                "Sandbox timeout \(timeout)s exceeds configured maximum of \(Self.longestTimeout)s.")
        }
        try ResourceLimits.check(limits)
        try policy?.check()
        if isProxied {
            throw ServiceError.invalidParameter("credentialProxy.enabled requires server [egress].mode = \"dns+nft\".")
        }
        try Self.checkForProcess(environment, entrypoint + (preparation?.command ?? []))
        mounts = try Volume.mounts(volumes, allowed: hostPaths)
        self.extensions = Extensions.visible(extensions)
        self.image = image
        self.entrypoint = entrypoint
        hasNetwork = policy?.allowsByDefault ?? true
        try checkImage()
    }

    /// There is no registry here: every image is the host's own programs, but one can be asked for that does not exist.
    private func checkImage() throws {
        let marker = "no-such-"
        let isUnreachable = image.hasPrefix("127.0.0.1:") || image.hasPrefix("localhost:")
        guard image.contains(marker) || isUnreachable else { return }
        throw ServiceError(
            .internalServerError, "DOCKER::SANDBOX_IMAGE_PULL_FAILED",
            "Failed to pull image \(image): 500 Server Error: Internal Server Error (\"no such image\")")
    }

    private static func templateRefusal(_ body: JSONValue, _ timeout: Int64?) throws -> ServiceError {
        let fixed = [
            "credentialProxy", "entrypoint", "env", "image", "lifecycle", "platform", "resourceLimits", "resourceRequests",
            "secureAccess", "snapshotId", "volumes",
        ]
        let present = fixed.filter { ![nil, .null, .bool(false)].contains(body[$0]) }
        guard present.isEmpty else {
            throw ValidationError.rule(
                "templateId cannot be combined with: \(present.joined(separator: ", ")); "
                    + "the workload shape is fixed by the template's golden image.", input: body)
        }
        guard timeout != nil else { throw ValidationError.rule("timeout is required when templateId is provided.", input: body) }
        return .templatesNotSupported
    }

    private static func poolRefusal(_ body: JSONValue, _ snapshot: String?) throws -> ServiceError {
        if ![nil, .null].contains(body["lifecycle"]) {
            throw ValidationError.rule("lifecycle cannot be used together with poolRef.", input: body)
        }
        if snapshot?.isBlank == false {
            throw ValidationError.rule("snapshotId cannot be used together with poolRef.", input: body)
        }
        return ServiceError(
            .badRequest, "SANDBOX::UNSUPPORTED_POOL_REF",
            "poolRef is not supported by the Docker provider. Use Kubernetes BatchSandbox provider instead.")
    }

    /// What no process could be started with.
    private static func checkForProcess(_ environment: [String: String], _ entrypoint: [String]) throws {
        let isBad = environment.contains { $0.key.isEmpty || $0.key.contains("=") || ($0.key + $0.value).utf8.contains(0) }
        if isBad || entrypoint.contains(where: { $0.utf8.contains(0) }) {
            throw ServiceError(
                .internalServerError, "DOCKER::SANDBOX_START_FAILED", "Failed to create or start container: invalid argument")
        }
    }
}

/// The network a sandbox may reach. One machine without a filter can grant all or nothing.
struct NetworkPolicy: Sendable {
    let allowsByDefault: Bool
    private let hasRules: Bool

    init(_ fields: FieldReader) {
        allowsByDefault = fields.string("defaultAction") == "allow"
        hasRules = fields.list("egress")?.isEmpty == false
    }

    /// Rules that cannot be kept are refused rather than ignored.
    func check() throws(ServiceError) {
        guard hasRules else { return }
        throw .invalidParameter("egress.image must be configured when networkPolicy is provided.")
    }
}
