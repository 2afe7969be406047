import HTTP
import OpenSandbox

/// Runs a shell command in the sandbox and waits until it has ended, calling back on this thread as its output comes.
///
/// Returns at the command's last event: the second for which the daemon holds the stream open after it is not waited for. A
/// callback that answers anything but 0, the options' deadline, the cancel and its deadline all close the stream, and the daemon then kills the
/// command; the result tells which it was. What a callback answers to the last event changes nothing: the command has ended. A
/// non-zero exit code is a result, not an error.
///
/// - Parameter sandbox: The sandbox.
/// - Parameter command: What the sandbox's shell shall run; not empty.
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
        let command = try nonEmptyText(command, "command")
        let options = try optional(options, CommandOptionsBox.self)?.value ?? CommandOptions()
        let cancel = try optional(cancel, CancelToken.self)
        let out = try required(out, "out")
        out.pointee = seal(ResultView(try sandbox.run(command, options, cancel)))
    }
}
