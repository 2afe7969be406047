@testable import OpenSandbox
import Testing

/// The codes that a server of OpenSandbox is known to give (opensandbox-server 1.1.1, execd at 3bb6fad3), each with the HTTP status it comes
/// with, and what the client makes of it.
@Suite struct ServerCodeTests {
    static let codes: [(code: String, http: Int32, status: Status)] = [
        ("MISSING_API_KEY", 401, .errUnauthorized), ("INVALID_API_KEY", 401, .errUnauthorized), ("TENANT_PROVIDER_UNAVAILABLE", 503, .errServer),
        ("MISSING_OR_INVALID_SECURE_ACCESS", 401, .errUnauthorized), ("INVALID_METADATA_FORMAT", 400, .errValidation),
        ("BACKEND_CONNECTION_FAILED", 502, .errServer), ("BACKEND_TIMEOUT", 504, .errServer), ("BACKEND_RESPONSE_FAILED", 502, .errServer),
        ("GENERAL::UNKNOWN_ERROR", 500, .errServer),

        ("DOCKER::SANDBOX_NOT_FOUND", 404, .errNotFound), ("DOCKER::SANDBOX_QUERY_FAILED", 500, .errServer),
        ("DOCKER::SANDBOX_IMAGE_PULL_FAILED", 500, .errServer), ("DOCKER::SANDBOX_START_FAILED", 500, .errServer),
        ("DOCKER::SANDBOX_DELETE_FAILED", 500, .errServer), ("DOCKER::SANDBOX_NOT_RUNNING", 409, .errConflict),
        ("DOCKER::SANDBOX_PAUSE_FAILED", 500, .errServer), ("DOCKER::SANDBOX_NOT_PAUSED", 409, .errConflict),
        ("DOCKER::SANDBOX_RESUME_FAILED", 500, .errServer), ("DOCKER::INVALID_EXPIRATION", 400, .errValidation),
        ("DOCKER::INVALID_EXPIRATION", 409, .errConflict), ("DOCKER::EXPIRATION_NOT_EXTENDED", 409, .errConflict),
        ("DOCKER::SANDBOX_EXECD_START_FAILED", 500, .errServer), ("DOCKER::SANDBOX_EXECD_DISTRIBUTION_FAILED", 500, .errServer),
        ("DOCKER::SANDBOX_BOOTSTRAP_INSTALL_FAILED", 500, .errServer), ("DOCKER::INVALID_ENTRYPOINT", 400, .errValidation),
        ("DOCKER::INVALID_PORT", 400, .errValidation), ("DOCKER::NETWORK_MODE_ENDPOINT_UNAVAILABLE", 400, .errValidation),
        ("DOCKER::INITIALIZATION_ERROR", 503, .errServer), ("DOCKER::SNAPSHOT_IMAGE_REMOVE_FAILED", 500, .errServer),

        ("KUBERNETES::SANDBOX_NOT_FOUND", 404, .errNotFound), ("KUBERNETES::POD_FAILED", 500, .errSandboxFailed),
        ("KUBERNETES::POD_READY_TIMEOUT", 504, .errReadyTimeout), ("KUBERNETES::API_ERROR", 500, .errServer),
        ("KUBERNETES::POD_IP_NOT_AVAILABLE", 404, .errNotFound), ("KUBERNETES::QUOTA_EXCEEDED", 403, .errQuota),
        ("KUBERNETES::INVALID_STATE", 409, .errConflict), ("KUBERNETES::INITIALIZATION_ERROR", 503, .errServer),
        ("KUBERNETES::POOL_NOT_FOUND", 404, .errNotFound), ("KUBERNETES::POOL_ALREADY_EXISTS", 409, .errConflict),
        ("KUBERNETES::POOL_API_ERROR", 500, .errServer), ("KUBERNETES::POOL_NOT_SUPPORTED", 501, .errUnsupported),
        ("KUBERNETES::POOL_CAPACITY_EXHAUSTED", 429, .errQuota),

        ("FSB::SANDBOX_NOT_FOUND", 404, .errNotFound), ("FSB::POOL_NOT_FOUND", 404, .errNotFound), ("FSB::TEMPLATE_NOT_FOUND", 404, .errNotFound),
        ("FSB::TEMPLATE_CONFLICT", 409, .errConflict), ("FSB::API_ERROR", 502, .errServer), ("FSB::API_NOT_SUPPORTED", 400, .errUnsupported),

        ("SANDBOX::UNKNOWN_ERROR", 500, .errServer), ("SANDBOX::API_NOT_SUPPORTED", 501, .errUnsupported),
        ("SANDBOX::INVALID_METADATA_LABEL", 400, .errValidation), ("SANDBOX::INVALID_PARAMETER", 400, .errValidation),
        ("SANDBOX::INTERNAL_ERROR", 500, .errServer),

        ("VOLUME::INVALID_NAME", 400, .errValidation), ("VOLUME::DUPLICATE_NAME", 400, .errValidation),
        ("VOLUME::INVALID_BACKEND", 400, .errValidation), ("VOLUME::INVALID_MOUNT_PATH", 400, .errValidation),
        ("VOLUME::INVALID_SUB_PATH", 400, .errValidation), ("VOLUME::INVALID_HOST_PATH", 400, .errValidation),
        ("VOLUME::HOST_PATH_NOT_ALLOWED", 400, .errValidation), ("VOLUME::INVALID_PVC_NAME", 400, .errValidation),
        ("VOLUME::UNSUPPORTED_BACKEND", 400, .errUnsupported), ("VOLUME::HOST_PATH_NOT_FOUND", 400, .errValidation),
        ("VOLUME::HOST_PATH_CREATE_FAILED", 500, .errServer), ("VOLUME::PVC_NOT_FOUND", 400, .errValidation),
        ("VOLUME::PVC_INSPECT_FAILED", 500, .errServer), ("VOLUME::PVC_SUBPATH_UNSUPPORTED_DRIVER", 400, .errUnsupported),
        ("VOLUME::INVALID_OSSFS_BUCKET", 400, .errValidation), ("VOLUME::OSSFS_PATH_NOT_FOUND", 400, .errValidation),
        ("VOLUME::OSSFS_MOUNT_FAILED", 500, .errServer), ("VOLUME::OSSFS_UNMOUNT_FAILED", 500, .errServer),

        ("SNAPSHOT::INVALID_SOURCE_STATE", 409, .errConflict), ("SNAPSHOT::RUNTIME_CREATE_FAILED", 500, .errServer),
        ("SNAPSHOT::RUNTIME_CREATE_CONFLICT", 409, .errConflict), ("SNAPSHOT::RUNTIME_PREFLIGHT_FAILED", 400, .errValidation),
        ("SNAPSHOT::UNSUPPORTED_RUNTIME", 501, .errUnsupported),

        ("INVALID_REQUEST_BODY", 400, .errValidation), ("INVALID_REQUEST_BODY", 404, .errNotFound), ("MISSING_QUERY", 400, .errValidation),
        ("RUNTIME_ERROR", 500, .errServer), ("INVALID_FILE", 400, .errValidation), ("INVALID_FILE_CONTENT", 400, .errValidation),
        ("INVALID_FILE_METADATA", 400, .errValidation), ("FILE_NOT_FOUND", 404, .errNotFound), ("UNKNOWN", 416, .errHttp),
        ("CONTEXT_NOT_FOUND", 404, .errNotFound), ("NOT_SUPPORTED", 501, .errUnsupported), ("ALREADY_CONNECTED", 409, .errConflict),
    ]

    @Test(arguments: codes)
    func aKnownCode(_ known: (code: String, http: Int32, status: Status)) {
        let body = #"{"code":"\#(known.code)","message":"the server's words"}"#
        let answer = Answer(body, status: known.http)
        let failure = ServerError(answer.body).failure("create sandbox", answer.head, answer.body)
        #expect(failure.status == known.status)
        #expect(failure.httpStatus == known.http)
        #expect(failure.code == known.code)
        #expect(failure.message == "create sandbox: the server's words")
        #expect(failure.requestID == "request-1")
        #expect(failure.isRetryable == (known.http == 429 || known.http == 502 || known.http == 503))
    }
}
