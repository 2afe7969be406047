/// libopensandbox: the C client of OpenSandbox, remote isolated machines for AI agents and other untrusted code.
///
/// Names      osb_<object>_<verb>. Handles are opaque pointers; there are no public structs.
/// Numbers    Durations are int64_t milliseconds (-1: for ever, 0: do not wait); instants are int64_t milliseconds since
///            1970-01-01 UTC (-1: none); sizes are size_t; truth is int32_t 0 or 1; enums are int32_t, values never reused.
/// Text       Goes in as NUL-terminated UTF-8, bytes as pointer and length. It comes out borrowed and NUL-terminated,
///            valid until its owner is freed, with a length where it can hold NUL bytes. Absent text is NULL.
/// Ownership  osb_x_free() releases your reference: any thread, any order, NULL is fine, no network (the one exception is
///            said at the function). Children keep their parents alive. Never call free() on anything of this library.
/// Options    Are copied when used; NULL stands for the defaults. Setters take effect for later uses only.
/// Errors     A function that can fail returns osb_status, 0 being OSB_OK; outputs are written on success only. Its last
///            parameter, osb_error **error, may be NULL; on failure it receives an error to free with osb_error_free().
///            NULL where something is needed, or a handle of another kind, answers OSB_ERR_INVALID_ARGUMENT or
///            OSB_ERR_INVALID_HANDLE, everywhere. Getters never fail: on a wrong handle they give NULL, 0 or -1.
///            Using a handle after freeing it is undefined.
/// Commands   How a command ended is a result, not an error: once the daemon accepted it, osb_command_run() answers OSB_OK
///            and an osb_result that tells the exit code, the signal, the deadline, or that the stream was lost.
/// Cancel     Calls that block take an osb_cancel (NULL: none): trigger it from any thread or from a signal handler, and the
///            call returns at once. Every such call may answer OSB_ERR_CANCELLED or OSB_ERR_DEADLINE.
/// Network    Every call that asks a server may answer, besides what its own comment names, any transport status (1xx), any
///            server status (2xx), OSB_ERR_PROTOCOL, OSB_ERR_TOO_LARGE and OSB_ERR_REDIRECT.
/// Threads    Any function may be called from any thread; handles may be shared, but for one that is being configured
///            (config, options) or freed. Callbacks run on the thread that called the library, inside that call, with
///            user_data last; 0 goes on, anything else stops. A callback may call any function. A release function is
///            called once, after the last use of the user_data it came with, on whichever thread drops it last.
/// Executions A command can also run while the host does other things: osb_command_start() gives an osb_execution whose events are
///            pulled, one execution at a time or all of them through an osb_queue, whose descriptor any event loop can wait for.
/// Processes  Nothing to initialise. No signal handlers, nothing on stdout or stderr. After fork() the child must make a
///            new client: every inherited handle answers OSB_ERR_FORKED there.
package enum Conventions {
    /// The order of the header's sections; each is a file of this folder.
    static let sections = [
        "Version", "Error", "Log", "Cancel", "Config", "Connection", "Trust", "Proxy", "Retry", "Client",
        "CreateOptions", "Volume", "NetworkPolicy", "Hook", "ConnectOptions", "Sandbox", "SandboxInfo", "MetadataPatch", "Metrics", "Endpoint", "HTTPRequest", "HTTPResponse", "Server",
        "ServerInfo", "SandboxFilter", "SandboxPage", "SandboxIterator",
        "CommandOptions", "Command", "Result", "Execution", "Event", "Queue", "CommandStatus", "Session",
        "FileOptions", "Files", "FileBatch", "FileList", "Bytes", "Watch", "FileChange",
    ]
}
