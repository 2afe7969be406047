/// What a call answers. Values are never reused; the hundreds tell the family.
///
/// - C: osb_status OSB_
package enum Status: Int32, CaseIterable, Sendable {
    /// The call did what it says.
    case ok = 0

    /// An argument is missing, malformed or out of range. Nothing was sent.
    case errInvalidArgument = 1
    /// A handle is NULL or of another kind. Nothing was sent.
    case errInvalidHandle = 2
    /// Called from inside a callback that this very call is delivering.
    case errReentrant = 3
    /// The handle was made before fork() and this is the child. Make a new client here.
    case errForked = 4
    /// The process has run out of descriptors or threads.
    case errResources = 5
    /// The loaded library is older than, or incompatible with, the header asked for.
    case errVersion = 6
    /// The execution's end was delivered already: nothing more comes.
    case errEnded = 7

    /// The host's name could not be resolved.
    case errResolve = 100
    /// No connection could be made.
    case errConnect = 101
    /// The TLS handshake or the certificate check failed.
    case errTls = 102
    /// The connection broke before the answer was complete.
    case errConnectionLost = 103
    /// One of the config's time limits (connect, first byte, idle, request) ran out.
    case errTimeout = 104
    /// The request was sent and no answer came: the server may have acted on it, once at the most.
    case errOutcomeUnknown = 105
    /// The proxy could not be reached, or refused us: 407, or whatever else its answer was.
    case errProxy = 106

    /// 401: the API key or access token is missing or wrong.
    case errUnauthorized = 200
    /// 403: the key is known and not allowed to do this.
    case errForbidden = 201
    /// 404: there is no such thing.
    case errNotFound = 202
    /// 409: the thing's present state forbids it.
    case errConflict = 203
    /// 400 or 422: the server found the request invalid; osb_error_field() names the field where it said so.
    case errValidation = 204
    /// 429: too many requests; osb_error_retry_after() tells how long to wait where the server said so.
    case errRateLimited = 205
    /// The server's quota or capacity is used up.
    case errQuota = 206
    /// The server or the daemon does not offer this.
    case errUnsupported = 207
    /// The server failed (5xx).
    case errServer = 208
    /// Any other HTTP status that is not a success.
    case errHttp = 209

    /// The answer is not what the protocol allows; osb_error_raw() has its bytes.
    case errProtocol = 300
    /// The answer is larger than the limit set for it.
    case errTooLarge = 301
    /// Too many redirects, or one that is not followed.
    case errRedirect = 302

    /// The sandbox was not ready, or not in the state that was waited for, in time: ours, or the server's own.
    case errReadyTimeout = 400
    /// The health check says that the sandbox is not healthy.
    case errUnhealthy = 401
    /// The sandbox failed or ended before it was ready, or in the state that was waited for.
    case errSandboxFailed = 402
    /// The daemon ended the command because the timeout that it was given ran out.
    case errCommandTimeout = 403

    /// The osb_cancel was triggered.
    case errCancelled = 500
    /// The osb_cancel's own deadline passed.
    case errDeadline = 501
    /// A callback answered anything but 0.
    case errStopped = 502

    /// A file or descriptor of the host could not be opened, read or written: no space, no permission, no such file.
    case errHostIo = 600
    /// Nobody reads any more from the host's pipe or socket.
    case errBrokenPipe = 601
    /// What arrived is not as long as what was sent. Nothing of it may be taken for whole.
    case errIncomplete = 602
    /// The file changed while it was being transferred.
    case errFileChanged = 603
    /// A size that the server's proxy has to know beforehand is not known.
    case errSizeUnknown = 604
    /// An entry of a directory tree is named or linked so that it would end up outside of the tree.
    case errUnsafePath = 605
}

extension Status {
    /// The C constant's name, e.g. `OSB_ERR_NOT_FOUND`.
    package var name: StaticString {
        switch self {
        case .ok: "OSB_OK"
        case .errInvalidArgument: "OSB_ERR_INVALID_ARGUMENT"
        case .errInvalidHandle: "OSB_ERR_INVALID_HANDLE"
        case .errReentrant: "OSB_ERR_REENTRANT"
        case .errForked: "OSB_ERR_FORKED"
        case .errResources: "OSB_ERR_RESOURCES"
        case .errVersion: "OSB_ERR_VERSION"
        case .errEnded: "OSB_ERR_ENDED"
        case .errResolve: "OSB_ERR_RESOLVE"
        case .errConnect: "OSB_ERR_CONNECT"
        case .errTls: "OSB_ERR_TLS"
        case .errConnectionLost: "OSB_ERR_CONNECTION_LOST"
        case .errTimeout: "OSB_ERR_TIMEOUT"
        case .errOutcomeUnknown: "OSB_ERR_OUTCOME_UNKNOWN"
        case .errProxy: "OSB_ERR_PROXY"
        case .errUnauthorized: "OSB_ERR_UNAUTHORIZED"
        case .errForbidden: "OSB_ERR_FORBIDDEN"
        case .errNotFound: "OSB_ERR_NOT_FOUND"
        case .errConflict: "OSB_ERR_CONFLICT"
        case .errValidation: "OSB_ERR_VALIDATION"
        case .errRateLimited: "OSB_ERR_RATE_LIMITED"
        case .errQuota: "OSB_ERR_QUOTA"
        case .errUnsupported: "OSB_ERR_UNSUPPORTED"
        case .errServer: "OSB_ERR_SERVER"
        case .errHttp: "OSB_ERR_HTTP"
        case .errProtocol: "OSB_ERR_PROTOCOL"
        case .errTooLarge: "OSB_ERR_TOO_LARGE"
        case .errRedirect: "OSB_ERR_REDIRECT"
        case .errReadyTimeout: "OSB_ERR_READY_TIMEOUT"
        case .errUnhealthy: "OSB_ERR_UNHEALTHY"
        case .errSandboxFailed: "OSB_ERR_SANDBOX_FAILED"
        case .errCommandTimeout: "OSB_ERR_COMMAND_TIMEOUT"
        case .errCancelled: "OSB_ERR_CANCELLED"
        case .errDeadline: "OSB_ERR_DEADLINE"
        case .errStopped: "OSB_ERR_STOPPED"
        case .errHostIo: "OSB_ERR_HOST_IO"
        case .errBrokenPipe: "OSB_ERR_BROKEN_PIPE"
        case .errIncomplete: "OSB_ERR_INCOMPLETE"
        case .errFileChanged: "OSB_ERR_FILE_CHANGED"
        case .errSizeUnknown: "OSB_ERR_SIZE_UNKNOWN"
        case .errUnsafePath: "OSB_ERR_UNSAFE_PATH"
        }
    }
}
