/// A sandbox as the lifecycle API shows it.
struct SandboxView {
    let sandbox: Sandbox

    /// The answer to its creation: like any other, but without the image and in other words.
    var created: JSONValue {
        .object([
            "id": .string(sandbox.id),
            "status": .object([
                "state": "Running", "reason": "CONTAINER_RUNNING", "message": "Sandbox container started successfully.",
                "lastTransitionAt": .string(sandbox.createdAt.text),
            ]),
            "metadata": metadata, "extensions": extensions, "platform": sandbox.platform?.view, "expiresAt": expiresAt,
            "createdAt": .string(sandbox.createdAt.text), "entrypoint": .strings(sandbox.entrypoint),
        ])
    }

    var whole: JSONValue {
        .object([
            "id": .string(sandbox.id), "image": .object(["uri": .string(imageWithTag)]),
            "platform": sandbox.platform?.view, "status": status, "metadata": metadata, "extensions": extensions, "entrypoint": .strings(sandbox.entrypoint), "expiresAt": expiresAt,
            "createdAt": .string(sandbox.createdAt.text),
        ])
    }

    var state: String {
        switch sandbox.status.status {
        case .running: "Running"
        case .paused: "Paused"
        case .exited(.exited(0)): "Terminated"
        case .exited: "Failed"
        }
    }

    private var status: JSONValue {
        let (status, since) = sandbox.status
        let (reason, message) = switch status {
        case .running: ("CONTAINER_RUNNING", "Sandbox container is running.")
        case .paused: ("CONTAINER_PAUSED", "Sandbox container is paused.")
        case .exited(.exited(0)): ("CONTAINER_EXITED", "Sandbox container exited successfully.")
        case .exited(.exited(let code)): ("CONTAINER_EXITED_ERROR", "Sandbox container exited with code \(code).")
        case .exited(.signalled(let signal)):
            ("CONTAINER_EXITED_ERROR", "Sandbox container exited with code \(128 + signal).")
        }
        return .object([
            "state": .string(state), "reason": .string(reason), "message": .string(message),
            "lastTransitionAt": .string(since.text),
        ])
    }

    private var metadata: JSONValue? { sandbox.metadata.isEmpty ? nil : .strings(sandbox.metadata) }

    private var extensions: JSONValue? { sandbox.extensions.isEmpty ? nil : .strings(sandbox.extensions) }

    private var expiresAt: JSONValue? { sandbox.expiresAt.map { .string($0.text) } }

    /// Docker tells the tag even where it was left out.
    private var imageWithTag: String {
        let name = sandbox.image.split(separator: "/").last ?? ""
        return name.contains(":") || name.contains("@") ? sandbox.image : sandbox.image + ":latest"
    }
}
