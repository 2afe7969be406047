import HTTP
import OpenSandbox

/// Runs a shell command in the sandbox and waits until it has ended, calling back on this thread as its output comes.
///
/// Returns at the command's last event: the second for which the daemon holds the stream open after it is not waited for. A
/// callback that answers anything but 0, the options' deadline, the cancel and its deadline all close the stream, and the daemon then kills the
/// command; the result tells which it was. What a callback answers to the last event changes nothing: the command has ended. A
/// non-zero exit code is a result, not an error.
///
/// A command that the options put into the background is only started: the result is OSB_ENDED_RUNNING with the execution's id.
///
/// - Parameter command: What the sandbox's shell shall run; not empty. NULL where the options have an argument vector.
/// - Parameter options: NULL for the defaults. Copied.
/// - Parameter out: Receives the result; free it with osb_result_free().
/// - Errors: An error means that the command is not known to have started. OSB_ERR_OUTCOME_UNKNOWN when the request was sent and
///   no event came, so that it may have run; OSB_ERR_PROTOCOL when the stream did not begin as the protocol says;
///   OSB_ERR_VALIDATION when the daemon refuses the request, e.g. for a directory that does not exist.
/// - Source: the held-open stream and the kill at its close are measured on the real daemon.
/// - Since: 0.1.0
@_cdecl("osb_command_run")
package func osb_command_run(
    _ sandbox: osb_sandbox?, _ command: cstring?, _ options: const<osb_command_options>?, _ cancel: osb_cancel?,
    _ out: out<osb_result>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let sandbox = try open(sandbox, Sandbox.self)
        let command = try optionalNonEmptyText(command, "command")
        let options = try optional(options, CommandOptionsBox.self)?.value ?? CommandOptions()
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = seal(ResultView(try sandbox.run(command, options, cancel)))
    }
}

/// Starts a command and returns at once. What becomes of it, failures to reach the server or the daemon included, is told by its events:
/// pulled with osb_execution_next() or osb_execution_wait(), or taken from a queue with osb_queue_poll().
///
/// Its output waits in a buffer (osb_command_options_set_buffer_limit()). When the host lags and the buffer is full, the connection is not
/// read any further until there is room: nothing is dropped, no other execution is held up, and in the end the command itself is
/// stopped by its own full pipe. A server that gives up on such a stream makes it OSB_ENDED_LOST, and the error says so.
///
/// A command that the options put into the background is started and then followed, as osb_execution_attach() does.
///
/// - Parameter command: As for osb_command_run().
/// - Parameter options: NULL for the defaults. Copied. Callbacks are called by osb_execution_wait() only.
/// - Parameter queue: Where its events go; NULL to pull them from the execution itself. Kept alive by the execution.
/// - Parameter user_data: The host's own pointer, given back by osb_event_user_data() and not touched otherwise.
/// - Parameter out: Receives the execution; free it with osb_execution_free().
/// - Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_RESOURCES when the client's thread could not be started or no descriptor is left.
/// - Since: 0.1.0
@_cdecl("osb_command_start")
package func osb_command_start(
    _ sandbox: osb_sandbox?, _ command: cstring?, _ options: const<osb_command_options>?, _ queue: osb_queue?,
    _ user_data: UnsafeMutableRawPointer?, _ out: out<osb_execution>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let sandbox = try open(sandbox, Sandbox.self)
        let command = try optionalNonEmptyText(command, "command")
        let options = try optional(options, CommandOptionsBox.self)?.value ?? CommandOptions()
        let queue = try optional(queue, Inbox.self)
        let out = try required(out, "out")
        out.pointee = try sealLaunched(try Execution.start(sandbox, command, options, queue, user_data))
    }
}

/// Sets an environment variable for all later commands and sessions of the sandbox, by adding a line to the file that its EXECD_ENVS
/// names. The value is read back, because daemons differ in how they read that file.
///
/// - Parameter name: Letters, digits and "_", not beginning with a digit.
/// - Parameter value: Not NULL: a variable cannot be taken away again.
/// - Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_UNSUPPORTED when the sandbox was created without EXECD_ENVS, or when its daemon's file cannot
///   hold the value; OSB_ERR_SERVER when the file cannot be written.
/// - Source: execd at 3bb6fad3 (env.go); the official Python client 1.1.1 does the same.
/// - Since: 0.1.0
@_cdecl("osb_command_set_env")
package func osb_command_set_env(
    _ sandbox: osb_sandbox?, _ name: cstring?, _ value: cstring?, _ cancel: osb_cancel?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let sandbox = try open(sandbox, Sandbox.self)
        let name = try text(name, "name")
        guard EnvironmentFile.isName(name) else { throw .argument("name", "is no name of a variable") }
        let value = try text(value, "value")
        try sandbox.setEnvironment(name, value, optional(cancel, CancelToken.self))
    }
}
