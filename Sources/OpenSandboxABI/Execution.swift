import HTTP
import OpenSandbox

/// A handle for an execution, which begins. It has the handle before its first event can come.
func sealLaunched(_ execution: Execution) throws(Failure) -> OpaquePointer {
    let handle = sealNamed(execution)
    do throws(Failure) { try execution.launch() } catch {
        execution.abandon()
        release(handle, Execution.self)
        throw error
    }
    return handle
}

private func sealNamed(_ execution: Execution) -> OpaquePointer {
    let handle = seal(execution)
    execution.channel.handle = handle
    return handle
}

/// Follows a background command that was started before: by this process, by another one, or before a crash. Asks nobody yet: without a
/// queue it begins with the first osb_execution_next() or osb_execution_wait(), with one it begins now.
///
/// Its log comes as OSB_EVENT_LOG, byte for byte and each byte once, whatever happens to the connections; each such event has a cursor from
/// which another follow goes on. Between two looks there is a pause (osb_command_options_set_poll_interval()).
///
/// - Parameter id: The execution's id: osb_execution_id(), osb_result_execution_id(), or the data of OSB_EVENT_STARTED.
/// - Parameter cursor: From osb_event_cursor(); NULL for the log's beginning.
/// - Parameter options: NULL for the defaults. Copied. Of them the deadline (for the follow: the command goes on), the timeout (what the
///   command was given, to tell its end by it from another kill), the limits, the poll interval and the callbacks count.
/// - Parameter queue: As for osb_command_start().
/// - Parameter user_data: As for osb_command_start().
/// - Parameter out: Receives the execution; free it with osb_execution_free(), which leaves the command running.
/// - Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_RESOURCES. That there is no such command (OSB_ERR_NOT_FOUND), or that it runs in the
///   foreground (OSB_ERR_CONFLICT), is told by the end.
/// - Source: the cursor of today's daemons is a byte offset, though the specification says line (measured).
/// - Since: 0.1.0
@_cdecl("osb_execution_attach")
package func osb_execution_attach(
    _ sandbox: osb_sandbox?, _ id: cstring?, _ cursor: cstring?, _ options: const<osb_command_options>?, _ queue: osb_queue?,
    _ user_data: UnsafeMutableRawPointer?, _ out: out<osb_execution>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let sandbox = try open(sandbox, Sandbox.self)
        let id = try nonEmptyText(id, "id")
        let cursor = try optionalText(cursor, "cursor")
        let options = try optional(options, CommandOptionsBox.self)?.value ?? CommandOptions()
        let queue = try optional(queue, Inbox.self)
        let out = try required(out, "out")
        let execution = try Execution.attach(sandbox, id, from: cursor, options, queue, user_data)
        out.pointee = queue == nil ? sealNamed(execution) : try sealLaunched(execution)
    }
}

/// The execution's id, NULL until the daemon has told it. For a command in a session it is the session's.
///
/// - Returns: Borrowed text, valid until the execution is freed.
/// - Since: 0.1.0
@_cdecl("osb_execution_id")
package func osb_execution_id(_ execution: const<osb_execution>?) -> cstring? {
    peek(execution, Execution.self)?.id?.pointer
}

/// Waits for the next event. Of the events of an execution each is given out once, OSB_EVENT_END being the last.
///
/// - Parameter timeout: How long at the most, in milliseconds; -1 for ever, 0 does not wait.
/// - Parameter out: Receives the event, to be freed with osb_event_free(), or NULL when the time is up.
/// - Errors: OSB_ERR_ENDED after OSB_EVENT_END, and once osb_execution_wait() has told the end; OSB_ERR_INVALID_ARGUMENT when the execution
///   has a queue; OSB_ERR_REENTRANT from inside a callback that osb_execution_wait() called for the same execution. The cancel ends the wait, not the execution.
/// - Since: 0.1.0
@_cdecl("osb_execution_next")
package func osb_execution_next(
    _ execution: osb_execution?, _ timeout: Int64, _ cancel: osb_cancel?, _ out: out<osb_event>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let execution = try open(execution, Execution.self)
        let timeout = try duration(timeout, "timeout")
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = try execution.next(timeout: timeout, cancel).map { seal(EventView($0)) }
    }
}

/// Waits until the execution has ended, giving the events that nobody has pulled to the options' callbacks, on this thread. May be called
/// again, and by several threads.
///
/// - Parameter out: Receives the result; free it with osb_result_free().
/// - Errors: What osb_command_run() answers when the command is not known to have started; OSB_ERR_INVALID_ARGUMENT when the execution has a
///   queue; OSB_ERR_REENTRANT from inside a callback of the same execution. The cancel ends the wait, not the execution.
/// - Since: 0.1.0
@_cdecl("osb_execution_wait")
package func osb_execution_wait(
    _ execution: osb_execution?, _ cancel: osb_cancel?, _ out: out<osb_result>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let execution = try open(execution, Execution.self)
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = seal(ResultView(try execution.wait(cancel)))
    }
}

/// Cancels: closes the stream, whereupon the daemon kills the command and its process group; through the server's proxy, which may hide the
/// close, the daemon is asked to as well. The end is OSB_ENDED_CANCELLED, after the output that has come, unless the command has ended
/// before. Of a command in the background only the follow ends; osb_execution_interrupt() ends the command. Does not wait.
///
/// - Source: that a closed stream kills a foreground command's group is measured on the real daemon; in a session it kills the
///   shell's own process alone (execd at 3bb6fad3).
/// - Since: 0.1.0
@_cdecl("osb_execution_cancel")
package func osb_execution_cancel(_ execution: osb_execution?) {
    peek(execution, Execution.self)?.cancel()
}

/// Asks the daemon to end the command, in the background or not, with SIGTERM and, three seconds later, with SIGKILL, and waits until it has. The
/// execution's events go on and tell how it ended. For a command in a session it kills the command and ends the session.
///
/// - Errors: OSB_ERR_CONFLICT when the daemon has not accepted the command yet, or the command has ended; OSB_ERR_NOT_FOUND when the daemon does
///   not know it.
/// - Source: execd at 3bb6fad3 (interrupt.go); times measured.
/// - Since: 0.1.0
@_cdecl("osb_execution_interrupt")
package func osb_execution_interrupt(_ execution: osb_execution?, _ cancel: osb_cancel?, _ error: out<osb_error>?) -> osb_status {
    enter(error) { () throws(Failure) in
        let execution = try open(execution, Execution.self)
        try execution.interrupt(optional(cancel, CancelToken.self))
    }
}

/// Asks the daemon what has become of the command. Does not begin to follow it.
///
/// - Parameter out: Receives the status; free it with osb_command_status_free().
/// - Errors: OSB_ERR_CONFLICT when the daemon has not accepted the command yet; OSB_ERR_NOT_FOUND when it does not know it, as for
///   commands in a session.
/// - Since: 0.1.0
@_cdecl("osb_execution_get_status")
package func osb_execution_get_status(
    _ execution: osb_execution?, _ cancel: osb_cancel?, _ out: out<osb_command_status>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let execution = try open(execution, Execution.self)
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = seal(CommandStatusBox(try execution.status(cancel)))
    }
}

/// Releases an execution. If it is still running in the foreground, this cancels it: its stream is closed, and the daemon kills the
/// command. A queue delivers nothing more of it, its end neither. A command in the background goes on.
///
/// - Since: 0.1.0
@_cdecl("osb_execution_free")
package func osb_execution_free(_ execution: osb_execution?) {
    peek(execution, Execution.self)?.abandon()
    release(execution, Execution.self)
}
