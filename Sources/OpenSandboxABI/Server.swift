import HTTP
import OpenSandbox

/// Asks the server whether it is healthy. It needs no key for that.
///
/// - Parameter out: Receives 1 or 0.
/// - Errors: OSB_ERR_NOT_FOUND when there is no server of OpenSandbox.
/// - Since: 0.1.0
@_cdecl("osb_server_is_healthy")
package func osb_server_is_healthy(
    _ client: osb_client?, _ cancel: osb_cancel?, _ out: out_int32?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let client = try open(client, Client.self)
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = try client.serverIsHealthy(cancel) ? 1 : 0
    }
}

/// Asks the server what it is. It needs no key for that.
///
/// - Parameter out: Receives the information; free it with osb_server_info_free().
/// - Errors: OSB_ERR_UNSUPPORTED when it is older than the question.
/// - Since: 0.1.0
@_cdecl("osb_server_get_info")
package func osb_server_get_info(
    _ client: osb_client?, _ cancel: osb_cancel?, _ out: out<osb_server_info>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let client = try open(client, Client.self)
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = seal(ServerInfoBox(try client.serverInfo(cancel)))
    }
}

/// Lists sandboxes, a page of them. osb_server_iterate_sandboxes() goes through all pages.
///
/// - Parameter filter: NULL for all sandboxes. Copied.
/// - Parameter out: Receives the page; free it with osb_sandbox_page_free().
/// - Errors: OSB_ERR_VALIDATION when the server refuses the filter.
/// - Since: 0.1.0
@_cdecl("osb_server_list_sandboxes")
package func osb_server_list_sandboxes(
    _ client: osb_client?, _ filter: const<osb_sandbox_filter>?, _ cancel: osb_cancel?, _ out: out<osb_sandbox_page>?,
    _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let client = try open(client, Client.self)
        let filter = try optional(filter, SandboxFilterBox.self)?.value ?? SandboxFilter()
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = seal(SandboxPageView(try client.list(filter, cancel)))
    }
}

/// Begins to go through the sandboxes of all pages, one after the other. Asks nobody yet.
///
/// - Parameter filter: NULL for all sandboxes; its page is the first. Copied.
/// - Parameter out: Receives the iterator; free it with osb_sandbox_iterator_free().
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_server_iterate_sandboxes")
package func osb_server_iterate_sandboxes(
    _ client: osb_client?, _ filter: const<osb_sandbox_filter>?, _ out: out<osb_sandbox_iterator>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let client = try open(client, Client.self)
        let filter = try optional(filter, SandboxFilterBox.self)?.value ?? SandboxFilter()
        let out = try required(out, "out")
        out.pointee = seal(SandboxIterator(client, filter))
    }
}

/// Asks for a sandbox's state and settings.
///
/// - Parameter id: The sandbox's id; not empty.
/// - Parameter out: Receives the information; free it with osb_sandbox_info_free().
/// - Errors: OSB_ERR_NOT_FOUND when there is no such sandbox.
/// - Since: 0.1.0
@_cdecl("osb_server_get_sandbox")
package func osb_server_get_sandbox(
    _ client: osb_client?, _ id: cstring?, _ cancel: osb_cancel?, _ out: out<osb_sandbox_info>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let client = try open(client, Client.self)
        let id = Text(try sandboxID(id))
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = seal(SandboxInfoBox(try client.info(id, cancel)))
    }
}

/// Pauses a sandbox, as osb_sandbox_pause() does.
///
/// - Parameter id: The sandbox's id; not empty.
/// - Errors: OSB_ERR_NOT_FOUND when there is no such sandbox; OSB_ERR_CONFLICT when it is not running.
/// - Since: 0.1.0
@_cdecl("osb_server_pause_sandbox")
package func osb_server_pause_sandbox(
    _ client: osb_client?, _ id: cstring?, _ cancel: osb_cancel?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let client = try open(client, Client.self)
        let id = Text(try sandboxID(id))
        try client.pause(id, optional(cancel, CancelToken.self))
    }
}

/// Resumes a paused sandbox without waiting for it to be ready.
///
/// - Parameter id: The sandbox's id; not empty.
/// - Errors: OSB_ERR_NOT_FOUND when there is no such sandbox; OSB_ERR_CONFLICT when it is not paused.
/// - Since: 0.1.0
@_cdecl("osb_server_resume_sandbox")
package func osb_server_resume_sandbox(
    _ client: osb_client?, _ id: cstring?, _ cancel: osb_cancel?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let client = try open(client, Client.self)
        let id = Text(try sandboxID(id))
        try client.resume(id, optional(cancel, CancelToken.self))
    }
}

/// Moves a sandbox's end, as osb_sandbox_renew() does.
///
/// - Parameter id: The sandbox's id; not empty.
/// - Parameter milliseconds: How long it shall live from now; 1 or more.
/// - Parameter out: Receives its new end in milliseconds since 1970; may be NULL.
/// - Errors: OSB_ERR_NOT_FOUND when there is no such sandbox; OSB_ERR_CONFLICT when it has no end.
/// - Since: 0.1.0
@_cdecl("osb_server_renew_sandbox")
package func osb_server_renew_sandbox(
    _ client: osb_client?, _ id: cstring?, _ milliseconds: Int64, _ cancel: osb_cancel?, _ out: out_int64?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let client = try open(client, Client.self)
        let id = Text(try sandboxID(id))
        let lifetime = try lifetime(milliseconds)
        let end = try client.renew(id, for: lifetime, optional(cancel, CancelToken.self))
        out?.pointee = end
    }
}

/// Changes a sandbox's metadata, as osb_sandbox_patch_metadata() does.
///
/// - Parameter id: The sandbox's id; not empty.
/// - Parameter patch: What to set and to remove. Copied.
/// - Parameter out: Receives what the sandbox then is, to free with osb_sandbox_info_free(); may be NULL.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for what is no label; OSB_ERR_NOT_FOUND when there is no such sandbox.
/// - Since: 0.1.0
@_cdecl("osb_server_patch_metadata")
package func osb_server_patch_metadata(
    _ client: osb_client?, _ id: cstring?, _ patch: const<osb_metadata_patch>?, _ cancel: osb_cancel?, _ out: out<osb_sandbox_info>?,
    _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let client = try open(client, Client.self)
        let id = Text(try sandboxID(id))
        let patch = try open(patch, MetadataPatchBox.self)
        let info = try client.patch(id, patch.value, optional(cancel, CancelToken.self))
        out?.pointee = seal(SandboxInfoBox(info))
    }
}

/// Ends a sandbox.
///
/// - Parameter id: The sandbox's id; not empty.
/// - Errors: OSB_ERR_NOT_FOUND when it is gone already.
/// - Since: 0.1.0
@_cdecl("osb_server_kill_sandbox")
package func osb_server_kill_sandbox(_ client: osb_client?, _ id: cstring?, _ cancel: osb_cancel?, _ error: out<osb_error>?) -> osb_status {
    enter(error) { () throws(Failure) in
        let client = try open(client, Client.self)
        let id = Text(try sandboxID(id))
        try client.kill(id, optional(cancel, CancelToken.self))
    }
}
