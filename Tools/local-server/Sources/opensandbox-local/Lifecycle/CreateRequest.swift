/// The body of POST /sandboxes.
struct CreateRequest: Sendable {
    let image: String
    /// Seconds; nil is manual clean-up.
    let timeout: Int64?
    let environment: [String: String]
    let metadata: [String: String]
    let entrypoint: [String]
    let hasNetwork: Bool

    private static let longestTimeout: Int64 = 86_400

    init(_ body: JSONValue) throws {
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
        fields.adopt(imageFields)
        let snapshot = fields.string("snapshotId")
        timeout = fields.integer("timeout", atLeast: 60)
        let limits = fields.strings("resourceLimits")
        environment = fields.strings("env", nullable: true) ?? [:]
        metadata = fields.strings("metadata") ?? [:]
        let entrypoint = fields.stringList("entrypoint", atLeast: 1)
        let policyFields = fields.nested("networkPolicy")
        let policy = policyFields.map { NetworkPolicy($0) }
        fields.adopt(policyFields)
        _ = fields.bool("secureAccess")
        let volumes = fields.list("volumes") ?? []
        _ = fields.strings("extensions")
        try fields.check()

        // The rules over several fields, in the real server's order.
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
        try Labels.check(metadata)
        if let timeout, timeout > Self.longestTimeout {
            throw ServiceError.invalidParameter(
                "Sandbox timeout \(timeout)s exceeds configured maximum of \(Self.longestTimeout)s.")
        }
        try ResourceLimits.check(limits)
        try policy?.check()
        try Self.check(volumes)
        try Self.checkForProcess(environment, entrypoint)
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

    private static func check(_ volumes: [JSONValue]) throws {
        for volume in volumes {
            guard let path = volume["host"]?["path"]?.text else {
                throw ServiceError(.badRequest, "VOLUME::UNSUPPORTED_BACKEND", "Volume backend is not supported.")
            }
            throw ServiceError(
                .badRequest, "VOLUME::HOST_PATH_NOT_ALLOWED",
                "Host path '\(path)' is not under any allowed prefix. Allowed prefixes: []")
        }
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

extension String {
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
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
