import HTTP
import OpenSandbox

/// Creates a sandbox and waits until it is ready: its daemon answers, or the custom health check says so.
///
/// When it fails or is cancelled after the server made the sandbox, the sandbox is deleted in the background:
/// osb_error_sandbox_id() names it and osb_error_cleanup() tells whether that worked. When the answer is lost, or the call cancelled before
/// it came, the sandbox that may exist is looked for by its label (osb_create_options_set_create_id()) for up to 30 s, and deleted:
/// osb_error_sandbox_id() is NULL then, and osb_error_cleanup() tells. A key that is refused, a name that does
/// not resolve and a connection that keeps being refused are answered at once, not when the ready timeout has run out.
///
/// - Parameter options: What to make; an image, a snapshot, a template or a pool is required. Copied.
/// - Parameter out: Receives the sandbox; free it with osb_sandbox_free().
/// - Errors: OSB_ERR_INVALID_ARGUMENT when the options break one of the server's rules, with the field's name, e.g. "volumes.0.name";
///   OSB_ERR_QUOTA; OSB_ERR_READY_TIMEOUT, with the last cause in the message;
///   OSB_ERR_UNHEALTHY when the custom health check gave up; OSB_ERR_SANDBOX_FAILED when the sandbox ended instead;
///   OSB_ERR_OUTCOME_UNKNOWN when the answer was lost and the sandbox may exist.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_create")
package func osb_sandbox_create(
    _ client: osb_client?, _ options: const<osb_create_options>?, _ cancel: osb_cancel?, _ out: out<osb_sandbox>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let client = try open(client, Client.self)
        let options = try optional(options, CreateOptionsBox.self)?.value ?? CreateOptions()
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = seal(try Sandbox.create(client, options, cancel))
    }
}

/// Connects to a sandbox that exists: asks where its daemon is, and waits until it is ready.
///
/// - Parameter id: From osb_sandbox_id(), perhaps of another process; not empty.
/// - Parameter options: NULL for the defaults. Copied.
/// - Parameter out: Receives the sandbox; free it with osb_sandbox_free().
/// - Errors: OSB_ERR_NOT_FOUND when there is no such sandbox; OSB_ERR_READY_TIMEOUT, OSB_ERR_UNHEALTHY and OSB_ERR_SANDBOX_FAILED as for
///   osb_sandbox_create().
/// - Since: 0.1.0
@_cdecl("osb_sandbox_connect")
package func osb_sandbox_connect(
    _ client: osb_client?, _ id: cstring?, _ options: const<osb_connect_options>?, _ cancel: osb_cancel?, _ out: out<osb_sandbox>?,
    _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let client = try open(client, Client.self)
        let id = try sandboxID(id)
        let options = try optional(options, ConnectOptionsBox.self)?.value ?? ConnectOptions()
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = seal(try Sandbox.connect(client, id, options, cancel))
    }
}

/// A handle for a sandbox that exists already, perhaps since another process created it. Asks nobody: what is wrong with the id shows at the
/// first use.
///
/// - Parameter id: From osb_sandbox_id(); not empty.
/// - Parameter out: Receives the sandbox; free it with osb_sandbox_free().
/// - Errors: OSB_ERR_INVALID_ARGUMENT for an empty id.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_attach")
package func osb_sandbox_attach(_ client: osb_client?, _ id: cstring?, _ out: out<osb_sandbox>?, _ error: out<osb_error>?) -> osb_status {
    enter(error) { () throws(Failure) in
        let client = try open(client, Client.self)
        let id = try sandboxID(id)
        let out = try required(out, "out")
        out.pointee = seal(Sandbox.attach(client, id))
    }
}

/// Resumes a paused sandbox and connects to it, as osb_sandbox_connect() does.
///
/// - Parameter id: The sandbox's id; not empty.
/// - Parameter options: NULL for the defaults. Copied.
/// - Parameter out: Receives the sandbox; free it with osb_sandbox_free().
/// - Errors: OSB_ERR_NOT_FOUND when there is no such sandbox; OSB_ERR_CONFLICT when it is not paused; OSB_ERR_READY_TIMEOUT,
///   OSB_ERR_UNHEALTHY and OSB_ERR_SANDBOX_FAILED as for osb_sandbox_create().
/// - Since: 0.1.0
@_cdecl("osb_sandbox_connect_paused")
package func osb_sandbox_connect_paused(
    _ client: osb_client?, _ id: cstring?, _ options: const<osb_connect_options>?, _ cancel: osb_cancel?, _ out: out<osb_sandbox>?,
    _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let client = try open(client, Client.self)
        let id = try sandboxID(id)
        let options = try optional(options, ConnectOptionsBox.self)?.value ?? ConnectOptions()
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = seal(try Sandbox.resume(client, id, options, cancel))
    }
}

/// The sandbox's id.
///
/// - Returns: Borrowed text, valid until the sandbox is freed.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_id")
package func osb_sandbox_id(_ sandbox: const<osb_sandbox>?) -> cstring? {
    peek(sandbox, Sandbox.self)?.id.pointer
}

/// Asks the server for the sandbox's state and settings.
///
/// - Parameter out: Receives the information; free it with osb_sandbox_info_free().
/// - Errors: OSB_ERR_NOT_FOUND when the sandbox is gone.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_get_info")
package func osb_sandbox_get_info(
    _ sandbox: osb_sandbox?, _ cancel: osb_cancel?, _ out: out<osb_sandbox_info>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let sandbox = try open(sandbox, Sandbox.self)
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = seal(SandboxInfoBox(try sandbox.info(cancel)))
    }
}

/// Where a port of the sandbox is reached: from the client's memory (osb_config_set_endpoint_lifetime()), or from the server. Of those who
/// ask for the same one at the same time one does, and the others wait for its answer.
///
/// - Parameter port: 1 to 65535; 44772 is the daemon.
/// - Parameter out: Receives the endpoint; free it with osb_endpoint_free().
/// - Errors: OSB_ERR_INVALID_ARGUMENT for another port; OSB_ERR_NOT_FOUND; OSB_ERR_PROTOCOL when the server's answer is not
///   host[:port][/path], or brings headers that would forge another request.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_get_endpoint")
package func osb_sandbox_get_endpoint(
    _ sandbox: osb_sandbox?, _ port: Int32, _ cancel: osb_cancel?, _ out: out<osb_endpoint>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let sandbox = try open(sandbox, Sandbox.self)
        let port = try OpenSandboxABI.port(port)
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = seal(EndpointView(try sandbox.endpoint(port: port, cancel)))
    }
}

/// The same by way of the server's proxy, whatever osb_config_set_use_server_proxy() says.
///
/// - Parameter port: 1 to 65535.
/// - Parameter out: Receives the endpoint; free it with osb_endpoint_free().
/// - Errors: As for osb_sandbox_get_endpoint().
/// - Since: 0.1.0
@_cdecl("osb_sandbox_get_proxy_endpoint")
package func osb_sandbox_get_proxy_endpoint(
    _ sandbox: osb_sandbox?, _ port: Int32, _ cancel: osb_cancel?, _ out: out<osb_endpoint>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let sandbox = try open(sandbox, Sandbox.self)
        let port = try OpenSandboxABI.port(port)
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = seal(EndpointView(try sandbox.proxyEndpoint(port: port, cancel)))
    }
}

/// Asks the server for an endpoint that lets anybody in until it expires: for a browser, say, that cannot send headers. Asked for each
/// time, and directly, since servers sign none through their proxy.
///
/// - Parameter port: 1 to 65535.
/// - Parameter expires_at: When it expires, in milliseconds since 1970; the wire knows whole seconds, so a part of one is dropped.
/// - Parameter out: Receives the endpoint; free it with osb_endpoint_free().
/// - Errors: OSB_ERR_INVALID_ARGUMENT for another port or a time before 1970; OSB_ERR_VALIDATION or OSB_ERR_UNSUPPORTED from a server that
///   signs none.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_get_signed_endpoint")
package func osb_sandbox_get_signed_endpoint(
    _ sandbox: osb_sandbox?, _ port: Int32, _ expires_at: Int64, _ cancel: osb_cancel?, _ out: out<osb_endpoint>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let sandbox = try open(sandbox, Sandbox.self)
        let port = try OpenSandboxABI.port(port)
        guard expires_at >= 1000 else { throw .argument("expires_at", "is not a time after 1970") }
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = seal(EndpointView(try sandbox.signedEndpoint(port: port, expiresAt: expires_at, cancel)))
    }
}

/// Sends a request to a port of the sandbox, through its endpoint and with the endpoint's headers. What answers may be anybody's program:
/// any status is a response. The body is collected, or goes to the request's callback on this thread.
///
/// - Parameter port: 1 to 65535.
/// - Parameter request: NULL for GET /. Copied.
/// - Parameter out: Receives the response; free it with osb_http_response_free().
/// - Errors: OSB_ERR_INVALID_ARGUMENT for another port; OSB_ERR_TOO_LARGE for a body beyond its limit; OSB_ERR_OUTCOME_UNKNOWN when a POST
///   or PATCH was sent and the answer lost; a failure of the endpoint look-up.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_send_request")
package func osb_sandbox_send_request(
    _ sandbox: osb_sandbox?, _ port: Int32, _ request: const<osb_http_request>?, _ cancel: osb_cancel?, _ out: out<osb_http_response>?,
    _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let sandbox = try open(sandbox, Sandbox.self)
        let port = try OpenSandboxABI.port(port)
        let request = try optional(request, HTTPRequestBox.self)?.value ?? HTTPRequest()
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = seal(try sandbox.send(request, port: port, cancel))
    }
}

/// Asks the daemon once what the sandbox uses. It measures for a second before it answers.
///
/// - Parameter out: Receives the reading; free it with osb_metrics_free().
/// - Errors: OSB_ERR_PROTOCOL when the answer lacks a number.
/// - Source: the second is measured on the real execd.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_get_metrics")
package func osb_sandbox_get_metrics(
    _ sandbox: osb_sandbox?, _ cancel: osb_cancel?, _ out: out<osb_metrics>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let sandbox = try open(sandbox, Sandbox.self)
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = seal(MetricsBox(try sandbox.metrics(cancel)))
    }
}

/// Asks the health check once: the daemon's /ping, or the custom one the sandbox was created with.
///
/// - Parameter out: Receives 1 or 0. A daemon that cannot be reached or answers badly is 0.
/// - Errors: OSB_ERR_UNAUTHORIZED or OSB_ERR_FORBIDDEN when the daemon refuses us; a failure of the endpoint look-up.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_is_healthy")
package func osb_sandbox_is_healthy(
    _ sandbox: osb_sandbox?, _ cancel: osb_cancel?, _ out: out_int32?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let sandbox = try open(sandbox, Sandbox.self)
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = try sandbox.isHealthy(cancel) ? 1 : 0
    }
}

/// Waits until the health check succeeds, as osb_sandbox_create() does.
///
/// - Parameter timeout: How long at the most, in milliseconds; -1 for ever, 0 looks once.
/// - Errors: OSB_ERR_READY_TIMEOUT, OSB_ERR_UNHEALTHY; OSB_ERR_UNAUTHORIZED, OSB_ERR_FORBIDDEN, OSB_ERR_NOT_FOUND, OSB_ERR_RESOLVE and
///   OSB_ERR_CONNECT at once; OSB_ERR_SANDBOX_FAILED when the sandbox ended.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_wait_ready")
package func osb_sandbox_wait_ready(_ sandbox: osb_sandbox?, _ timeout: Int64, _ cancel: osb_cancel?, _ error: out<osb_error>?) -> osb_status {
    enter(error) { () throws(Failure) in
        let sandbox = try open(sandbox, Sandbox.self)
        let timeout = try duration(timeout, "timeout")
        let cancel = try optional(cancel, CancelToken.self)
        try sandbox.waitReady(timeout: timeout, cancel)
    }
}

/// Waits until the server says that the sandbox is in a state.
///
/// - Parameter state: One of OSB_STATE_* but OSB_STATE_UNKNOWN. A sandbox that the server no longer knows counts as OSB_STATE_TERMINATED.
/// - Parameter timeout: How long at the most, in milliseconds; -1 for ever, 0 looks once.
/// - Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_READY_TIMEOUT when the time is up; OSB_ERR_SANDBOX_FAILED when the sandbox ended, so that it
///   will never be in that state; OSB_ERR_NOT_FOUND.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_wait_for_state")
package func osb_sandbox_wait_for_state(
    _ sandbox: osb_sandbox?, _ state: osb_sandbox_state, _ timeout: Int64, _ cancel: osb_cancel?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let sandbox = try open(sandbox, Sandbox.self)
        guard let state = SandboxState(rawValue: state), state != .unknown else { throw .argument("state", "is not one that has a name") }
        let timeout = try duration(timeout, "timeout")
        let cancel = try optional(cancel, CancelToken.self)
        try sandbox.waitForState(state, timeout: timeout, cancel)
    }
}

/// Pauses the sandbox: its processes stop where they are, and requests to it hang until it is resumed. Its end still comes.
///
/// - Errors: OSB_ERR_CONFLICT when it is not running; OSB_ERR_NOT_FOUND; OSB_ERR_UNSUPPORTED.
/// - Source: that requests hang is measured on the real server and daemon.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_pause")
package func osb_sandbox_pause(_ sandbox: osb_sandbox?, _ cancel: osb_cancel?, _ error: out<osb_error>?) -> osb_status {
    enter(error) { () throws(Failure) in
        let sandbox = try open(sandbox, Sandbox.self)
        try sandbox.pause(optional(cancel, CancelToken.self))
    }
}

/// Resumes the paused sandbox and waits until it is ready, as it was when the handle was made; it may be reached somewhere else then.
///
/// - Errors: OSB_ERR_CONFLICT when it is not paused; OSB_ERR_NOT_FOUND; OSB_ERR_READY_TIMEOUT, OSB_ERR_UNHEALTHY and
///   OSB_ERR_SANDBOX_FAILED as for osb_sandbox_create().
/// - Since: 0.1.0
@_cdecl("osb_sandbox_resume")
package func osb_sandbox_resume(_ sandbox: osb_sandbox?, _ cancel: osb_cancel?, _ error: out<osb_error>?) -> osb_status {
    enter(error) { () throws(Failure) in
        let sandbox = try open(sandbox, Sandbox.self)
        try sandbox.resume(optional(cancel, CancelToken.self))
    }
}

/// Moves the sandbox's end to so many milliseconds from now, sooner or later than it was. Now is the server's: it is taken from the Date
/// of its answers, so that a wrong clock here does no harm. A client that has heard nothing from the server yet asks it once more for that.
///
/// - Parameter milliseconds: How long the sandbox shall live from now; 1 or more.
/// - Parameter out: Receives its new end in milliseconds since 1970; may be NULL.
/// - Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_CONFLICT when it has no end; OSB_ERR_NOT_FOUND.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_renew")
package func osb_sandbox_renew(
    _ sandbox: osb_sandbox?, _ milliseconds: Int64, _ cancel: osb_cancel?, _ out: out_int64?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let sandbox = try open(sandbox, Sandbox.self)
        let lifetime = try lifetime(milliseconds)
        let end = try sandbox.renew(for: lifetime, optional(cancel, CancelToken.self))
        out?.pointee = end
    }
}

/// Keeps the sandbox alive as long as this handle, or something made from it, is held: its end is moved at once and whenever half of its
/// time is over, in the background. Killing the sandbox ends that too.
///
/// A renewal that fails is tried again; osb_sandbox_renewal_error() has the last failure, and the callback hears of each. It is called on a
/// thread of the host's: by the next call that asks the server or the daemon for this sandbox. With the sandbox gone there are no more
/// tries.
///
/// - Parameter milliseconds: How long the sandbox shall live from each renewal, 1000 or more; -1 for no more renewals.
/// - Parameter fn: NULL for none.
/// - Parameter release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
/// - Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_RESOURCES when the client's thread could not be started.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_set_auto_renew")
package func osb_sandbox_set_auto_renew(
    _ sandbox: osb_sandbox?, _ milliseconds: Int64, _ fn: osb_renewal_fn?, _ user_data: UnsafeMutableRawPointer?, _ release: osb_release_fn?,
    _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let sandbox = try open(sandbox, Sandbox.self)
        let lifetime = try duration(milliseconds, "milliseconds")
        guard lifetime == -1 || lifetime >= 1000 else { throw .argument("milliseconds", "is neither -1 nor 1000 or more") }
        try sandbox.readyForRenewal()
        let userData = UserData(user_data, release)
        sandbox.setAutoRenew(lifetime == -1 ? nil : lifetime, fn.map { fn in
            { sandbox, failure in
                lend(sandbox) { sandbox in lend(ErrorView(failure)) { fn(sandbox, $0, userData.pointer) } }
            }
        })
    }
}

/// Why the last automatic renewal failed.
///
/// - Returns: An error to free with osb_error_free(), NULL when the last renewal did not fail or there was none.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_renewal_error")
package func osb_sandbox_renewal_error(_ sandbox: const<osb_sandbox>?) -> osb_error? {
    peek(sandbox, Sandbox.self)?.renewalFailure.map { seal(ErrorView($0)) }
}

/// Changes the sandbox's metadata: what the patch does not name stays as it is.
///
/// - Parameter patch: What to set and to remove. Copied.
/// - Parameter out: Receives what the sandbox then is, to free with osb_sandbox_info_free(); may be NULL.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for what is no label; OSB_ERR_NOT_FOUND.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_patch_metadata")
package func osb_sandbox_patch_metadata(
    _ sandbox: osb_sandbox?, _ patch: const<osb_metadata_patch>?, _ cancel: osb_cancel?, _ out: out<osb_sandbox_info>?,
    _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let sandbox = try open(sandbox, Sandbox.self)
        let patch = try open(patch, MetadataPatchBox.self)
        let info = try sandbox.patch(patch.value, optional(cancel, CancelToken.self))
        out?.pointee = seal(SandboxInfoBox(info))
    }
}

/// Ends the remote sandbox. The handle stays valid, to be freed.
///
/// - Errors: OSB_ERR_NOT_FOUND when it is gone already.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_kill")
package func osb_sandbox_kill(_ sandbox: osb_sandbox?, _ cancel: osb_cancel?, _ error: out<osb_error>?) -> osb_status {
    enter(error) { () throws(Failure) in
        let sandbox = try open(sandbox, Sandbox.self)
        try sandbox.kill(optional(cancel, CancelToken.self))
    }
}

/// Ends the remote sandbox and releases the handle, whatever comes of it: osb_sandbox_kill() and osb_sandbox_free() in one. A sandbox that is
/// gone already is fine.
///
/// - Errors: OSB_ERR_INVALID_HANDLE, and nothing is released; otherwise what the server said.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_destroy")
package func osb_sandbox_destroy(_ sandbox: osb_sandbox?, _ cancel: osb_cancel?, _ error: out<osb_error>?) -> osb_status {
    enter(error) { () throws(Failure) in
        let remote = try open(sandbox, Sandbox.self)
        let cancel = try optional(cancel, CancelToken.self)
        defer { release(sandbox, Sandbox.self) }
        try remote.destroy(cancel)
    }
}

/// Releases the handle. The remote sandbox goes on; osb_sandbox_kill() ends it.
///
/// - Since: 0.1.0
@_cdecl("osb_sandbox_free")
package func osb_sandbox_free(_ sandbox: osb_sandbox?) {
    release(sandbox, Sandbox.self)
}
