import NIOHTTP1

/// An answer of the lifecycle server that says what is wrong.
struct ServiceError: Error {
    let status: HTTPResponseStatus
    let body: JSONValue

    init(_ status: HTTPResponseStatus, _ code: String, _ message: String) {
        self.status = status
        body = .object(["code": .string(code), "message": .string(message)])
    }

    static func sandboxNotFound(_ id: String) -> ServiceError {
        ServiceError(.notFound, "DOCKER::SANDBOX_NOT_FOUND", "Sandbox \(id) not found.")
    }

    static let templatesNotSupported = ServiceError(
        .notImplemented, "FSB::API_NOT_SUPPORTED", "Template management requires the kubernetes runtime.")
    static let poolsNotSupported = ServiceError(
        .notImplemented, "KUBERNETES::POOL_NOT_SUPPORTED",
        "Pool management is only available when runtime.type is 'kubernetes'.")
    static let snapshotsNotSupported = ServiceError(
        .notImplemented, "SNAPSHOT::NOT_IMPLEMENTED", "Snapshot management is not implemented by the local server.")

    static func invalidParameter(_ message: String) -> ServiceError {
        ServiceError(.badRequest, "SANDBOX::INVALID_PARAMETER", message)
    }
}
