import HTTP
import OpenSandbox

/// Creates a sandbox and waits until it is ready: its daemon answers, or the custom health check says so.
///
/// When it fails or is cancelled after the server made the sandbox, the sandbox is deleted in the background:
/// osb_error_sandbox_id() names it and osb_error_cleanup() tells whether that worked. A key that is refused, a name that does
/// not resolve and a connection that keeps being refused are answered at once, not when the ready timeout has run out.
///
/// - Parameter options: What to make; an image is required. Copied.
/// - Parameter out: Receives the sandbox; free it with osb_sandbox_free().
/// - Errors: OSB_ERR_INVALID_ARGUMENT when no image is set; OSB_ERR_READY_TIMEOUT, with the last cause in the message;
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

/// A handle for a sandbox that exists already, perhaps since another process created it. Asks nobody: what is wrong with the id shows at the
/// first use.
///
/// - Parameter id: From osb_sandbox_id().
/// - Parameter out: Receives the sandbox; free it with osb_sandbox_free().
/// - Errors: OSB_ERR_INVALID_ARGUMENT for an empty id.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_attach")
package func osb_sandbox_attach(_ client: osb_client?, _ id: cstring?, _ out: out<osb_sandbox>?, _ error: out<osb_error>?) -> osb_status {
    enter(error) { () throws(Failure) in
        let client = try open(client, Client.self)
        let id = try nonEmptyText(id, "id")
        let out = try required(out, "out")
        out.pointee = seal(Sandbox.attach(client, id: id))
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

/// Asks the server where a port of the sandbox is reached.
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
        guard let port = UInt16(exactly: port), port > 0 else { throw .argument("port", "is not between 1 and 65535") }
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = seal(EndpointView(try sandbox.endpoint(port: port, cancel)))
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
/// - Errors: OSB_ERR_READY_TIMEOUT, OSB_ERR_UNHEALTHY; OSB_ERR_UNAUTHORIZED, OSB_ERR_FORBIDDEN, OSB_ERR_RESOLVE and
///   OSB_ERR_CONNECT at once.
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

/// Releases the handle. The remote sandbox goes on; osb_sandbox_kill() ends it.
///
/// - Since: 0.1.0
@_cdecl("osb_sandbox_free")
package func osb_sandbox_free(_ sandbox: osb_sandbox?) {
    release(sandbox, Sandbox.self)
}
