/// The rules that the server has for a create (its CreateSandboxRequest, opensandbox-server 1.1.1), checked before anything is sent. A
/// failure names the field as the server would.
extension CreateOptions {
    func source() throws(Failure) -> CreateSource {
        var sources: [(field: String, source: CreateSource)] = []
        if let image { sources.append(("image", .image(image))) }
        if let snapshot { sources.append(("snapshotId", .snapshot(snapshot))) }
        if let template { sources.append(("templateId", .template(template))) }
        if let pool { sources.append(("extensions.poolRef", .pool(pool))) }
        guard let first = sources.first else { throw .argument("image", "is not set, and neither is a snapshot, a template or a pool") }
        if let second = sources.dropFirst().first {
            throw .field(second.field, "is set, and so is \(first.field): a sandbox is made from one of them")
        }
        return first.source
    }

    func check(_ source: CreateSource) throws(Failure) {
        switch source {
        case .image: break
        case .snapshot: try refuse([("image.auth", registryAuth != nil)], "is for images")
        case .template: try checkTemplate()
        case .pool: try checkPool()
        }
        try checkLabels(metadata, field: "metadata")
        for variable in environment.all where variable.name.isExactly("OPENSANDBOX_LIFECYCLE") {
            throw .field("env.OPENSANDBOX_LIFECYCLE", "is the server's own")
        }
        if usesCredentialProxy, networkPolicy == nil { throw .field("credentialProxy", "needs a network policy") }
        try check(platform)
        try checkVolumes()
        try checkHooks()
    }

    private func refuse(_ fields: [(name: String, isSet: Bool)], _ problem: String) throws(Failure) {
        for field in fields where field.isSet { throw .field(field.name, problem) }
    }

    /// A template has fixed what runs; only what is around it can be chosen.
    private func checkTemplate() throws(Failure) {
        guard lifetime != nil else { throw .field("timeout", "is needed for a template: what is made from one has to end") }
        try refuse([
            ("image.auth", registryAuth != nil), ("entrypoint", !entrypoint.isEmpty), ("env", !environment.isEmpty),
            ("resourceLimits", hasOwnResources), ("resourceRequests", !resourceRequests.isEmpty), ("platform", platform != nil),
            ("credentialProxy", usesCredentialProxy), ("secureAccess", securesAccess), ("volumes", !volumes.isEmpty),
            ("lifecycle", preStart != nil || !periodic.isEmpty),
        ], "is not for a template, which has fixed it")
    }

    private func checkPool() throws(Failure) {
        try refuse([
            ("image.auth", registryAuth != nil), ("credentialProxy", usesCredentialProxy), ("platform", platform != nil),
            ("lifecycle", preStart != nil || !periodic.isEmpty),
        ], "is not for a pool, whose sandboxes run already")
    }

    private func check(_ platform: Platform?) throws(Failure) {
        guard let platform else { return }
        guard platform.os.isOne(of: ["linux", "windows"]) else { throw .field("platform.os", "is neither \"linux\" nor \"windows\"") }
        guard platform.architecture.isOne(of: ["amd64", "arm64"]) else {
            throw .field("platform.arch", "is neither \"amd64\" nor \"arm64\"")
        }
    }

    private func checkVolumes() throws(Failure) {
        for index in volumes.indices {
            let volume = volumes[index]
            try volume.check(field: "volumes.\(index)")
            for other in volumes[..<index] where other.name.isExactly(volume.name) {
                throw .field("volumes.\(index).name", "is the name of another volume")
            }
        }
    }

    private func checkHooks() throws(Failure) {
        try preStart?.check(field: "lifecycle.preStart", longest: 10_800)
        for index in periodic.indices {
            let hook = periodic[index]
            let field = "lifecycle.periodic.\(index)"
            try hook.check(field: field, longest: 300)
            guard let name = hook.name, !name.isBlank else { throw .field(field + ".name", "is not set") }
            guard let schedule = hook.schedule, !schedule.isBlank else { throw .field(field + ".schedule", "is not set") }
            for other in periodic[..<index] where other.name?.isExactly(name) == true {
                throw .field(field + ".name", "is the name of another hook")
            }
        }
    }
}

extension String {
    func isOne(of names: [StaticString]) -> Bool {
        for name in names where isExactly(name) { return true }
        return false
    }

    var isBlank: Bool {
        for byte in utf8 where byte != 32 && !(9...13).contains(byte) { return false }
        return true
    }
}
