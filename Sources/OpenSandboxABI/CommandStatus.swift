import OpenSandbox

/// The execution's id.
///
/// - Returns: Borrowed text, valid until the status is freed.
/// - Since: 0.1.0
@_cdecl("osb_command_status_id")
package func osb_command_status_id(_ status: const<osb_command_status>?) -> cstring? {
    peek(status, CommandStatusBox.self)?.value.id.pointer
}

/// 1 while the command runs.
///
/// - Since: 0.1.0
@_cdecl("osb_command_status_running")
package func osb_command_status_running(_ status: const<osb_command_status>?) -> Int32 {
    peek(status, CommandStatusBox.self)?.value.isRunning == true ? 1 : 0
}

/// The exit code; -1 while the command runs, and when a signal ended it.
///
/// - Since: 0.1.0
@_cdecl("osb_command_status_exit_code")
package func osb_command_status_exit_code(_ status: const<osb_command_status>?) -> Int32 {
    peek(status, CommandStatusBox.self)?.value.exitCode ?? -1
}

/// How the command failed, in the daemon's words: "exit status 4", "signal: killed". NULL while it runs, and when it succeeded.
///
/// - Returns: Borrowed text, valid until the status is freed.
/// - Since: 0.1.0
@_cdecl("osb_command_status_error")
package func osb_command_status_error(_ status: const<osb_command_status>?) -> cstring? {
    peek(status, CommandStatusBox.self)?.value.error?.pointer
}

/// What was run, as the daemon was told.
///
/// - Returns: Borrowed text, valid until the status is freed; NULL where the daemon does not say.
/// - Since: 0.1.0
@_cdecl("osb_command_status_command")
package func osb_command_status_command(_ status: const<osb_command_status>?) -> cstring? {
    peek(status, CommandStatusBox.self)?.value.command?.pointer
}

/// When the command was started, on the daemon's clock: milliseconds since 1970, -1 where the daemon does not say.
///
/// - Since: 0.1.0
@_cdecl("osb_command_status_started_at")
package func osb_command_status_started_at(_ status: const<osb_command_status>?) -> Int64 {
    peek(status, CommandStatusBox.self)?.value.startedAt ?? -1
}

/// When the command ended, on the daemon's clock: milliseconds since 1970, -1 while it runs.
///
/// - Since: 0.1.0
@_cdecl("osb_command_status_finished_at")
package func osb_command_status_finished_at(_ status: const<osb_command_status>?) -> Int64 {
    peek(status, CommandStatusBox.self)?.value.finishedAt ?? -1
}

/// Releases a status.
///
/// - Since: 0.1.0
@_cdecl("osb_command_status_free")
package func osb_command_status_free(_ status: osb_command_status?) {
    release(status, CommandStatusBox.self)
}
