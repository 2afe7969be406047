import HTTP
import OpenSandbox

/// Creates a session: a shell whose directory and exported variables live on from one command to the next.
///
/// - Parameter cwd: The directory it begins in, made if need be; NULL for the daemon's own.
/// - Parameter out: Receives the session; free it with osb_session_free().
/// - Errors: OSB_ERR_INVALID_ARGUMENT for an empty path.
/// - Threads: any.
/// - Since: 0.1.0
@_cdecl("osb_session_create")
package func osb_session_create(
    _ sandbox: osb_sandbox?, _ cwd: cstring?, _ cancel: osb_cancel?, _ out: out<osb_session>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let sandbox = try open(sandbox, Sandbox.self)
        let cwd = try optionalNonEmptyText(cwd, "cwd")
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = seal(try Session.create(sandbox, directory: cwd, cancel))
    }
}

/// A handle for a session that exists already, perhaps since another process created it. Asks nobody.
///
/// - Parameter id: From osb_session_id().
/// - Parameter out: Receives the session; free it with osb_session_free().
/// - Errors: OSB_ERR_INVALID_ARGUMENT for an empty id.
/// - Since: 0.1.0
@_cdecl("osb_session_attach")
package func osb_session_attach(_ sandbox: osb_sandbox?, _ id: cstring?, _ out: out<osb_session>?, _ error: out<osb_error>?) -> osb_status {
    enter(error) { () throws(Failure) in
        let sandbox = try open(sandbox, Sandbox.self)
        let id = try nonEmptyText(id, "id")
        let out = try required(out, "out")
        out.pointee = seal(Session.attach(sandbox, id: id))
    }
}

/// The session's id.
///
/// - Returns: Borrowed text, valid until the session is freed.
/// - Since: 0.1.0
@_cdecl("osb_session_id")
package func osb_session_id(_ session: const<osb_session>?) -> cstring? {
    peek(session, Session.self)?.id.pointer
}

/// Runs a command in the session, as osb_command_run() does in the sandbox: the same callbacks, the same result. Both of its outputs come as
/// standard output. One command at a time: what two of them at once leave behind is the one's or the other's.
///
/// - Parameter command: As for osb_command_run(); an argument vector is quoted for the session's shell.
/// - Parameter options: NULL for the defaults. Copied. A directory counts for this command. Variables, user, group and background are not for a
///   session.
/// - Parameter out: Receives the result; free it with osb_result_free().
/// - Errors: As for osb_command_run(); OSB_ERR_INVALID_ARGUMENT for options that are not for a session; OSB_ERR_NOT_FOUND when there is no such
///   session.
/// - Source: execd at 3bb6fad3 merges the outputs and answers an unknown session with 500.
/// - Since: 0.1.0
@_cdecl("osb_session_run")
package func osb_session_run(
    _ session: osb_session?, _ command: cstring?, _ options: const<osb_command_options>?, _ cancel: osb_cancel?, _ out: out<osb_result>?,
    _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let session = try open(session, Session.self)
        let command = try optionalNonEmptyText(command, "command")
        let options = try optional(options, CommandOptionsBox.self)?.value ?? CommandOptions()
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = seal(ResultView(try session.run(command, options, cancel)))
    }
}

/// Starts a command in the session and returns at once, as osb_command_start() does in the sandbox.
///
/// - Parameter command: As for osb_session_run().
/// - Parameter options: As for osb_session_run().
/// - Parameter queue: As for osb_command_start().
/// - Parameter user_data: As for osb_command_start().
/// - Parameter out: Receives the execution; free it with osb_execution_free().
/// - Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_RESOURCES.
/// - Since: 0.1.0
@_cdecl("osb_session_start")
package func osb_session_start(
    _ session: osb_session?, _ command: cstring?, _ options: const<osb_command_options>?, _ queue: osb_queue?,
    _ user_data: UnsafeMutableRawPointer?, _ out: out<osb_execution>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let session = try open(session, Session.self)
        let command = try optionalNonEmptyText(command, "command")
        let options = try optional(options, CommandOptionsBox.self)?.value ?? CommandOptions()
        let queue = try optional(queue, Inbox.self)
        let out = try required(out, "out")
        out.pointee = try sealLaunched(try Execution.start(session.sandbox, command, options, session: session, queue, user_data))
    }
}

/// Ends the remote session; a command that runs in it is killed. The handle stays valid, to be freed.
///
/// - Errors: OSB_ERR_NOT_FOUND when it is gone already.
/// - Since: 0.1.0
@_cdecl("osb_session_delete")
package func osb_session_delete(_ session: osb_session?, _ cancel: osb_cancel?, _ error: out<osb_error>?) -> osb_status {
    enter(error) { () throws(Failure) in
        let session = try open(session, Session.self)
        try session.delete(optional(cancel, CancelToken.self))
    }
}

/// Releases the handle. The remote session goes on; osb_session_delete() ends it.
///
/// - Since: 0.1.0
@_cdecl("osb_session_free")
package func osb_session_free(_ session: osb_session?) {
    release(session, Session.self)
}
