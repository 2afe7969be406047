import OpenSandbox

/// Makes command options with the defaults: the daemon's own directory and environment, no deadline, output collected up to
/// 16 MiB a stream, no callbacks.
///
/// - Returns: Options to free with osb_command_options_free().
/// - Threads: any.
/// - Since: 0.1.0
@_cdecl("osb_command_options_new")
package func osb_command_options_new() -> osb_command_options? {
    seal(CommandOptionsBox(CommandOptions()))
}

/// Sets the directory the command starts in.
///
/// - Parameter cwd: A path inside the sandbox; NULL for the daemon's own.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for an empty path.
/// - Since: 0.1.0
@_cdecl("osb_command_options_set_cwd")
package func osb_command_options_set_cwd(_ options: osb_command_options?, _ cwd: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CommandOptionsBox.self)
        options.value.directory = try optionalNonEmptyText(cwd, "cwd")
    }
}

/// Sets an environment variable of the command, on top of the sandbox's.
///
/// - Parameter name: Not empty, without "=".
/// - Parameter value: NULL removes the variable from these options.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_command_options_set_env")
package func osb_command_options_set_env(_ options: osb_command_options?, _ name: cstring?, _ value: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CommandOptionsBox.self)
        options.value.environment.set(try environmentName(name), try optionalText(value, "value"))
    }
}

/// Adds a word to the argument vector that is run in place of a command for the shell: first the program, then its arguments. The
/// command parameter of osb_command_run() and its like is then NULL. Where the daemon knows no argument vectors, a shell is given the
/// words quoted, and becomes the program.
///
/// - Parameter word: May be empty, except for the program.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Source: execd at 3bb6fad3 knows no `argv`; the official Python client 1.1.1 sends it.
/// - Since: 0.1.0
@_cdecl("osb_command_options_add_argv")
package func osb_command_options_add_argv(_ options: osb_command_options?, _ word: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CommandOptionsBox.self)
        options.value.vector.append(options.value.vector.isEmpty ? try nonEmptyText(word, "word") : try text(word, "word"))
    }
}

/// Sets the user the command runs as.
///
/// - Parameter uid: 0 to 4294967295; -1 for the daemon's own, which is the default.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_command_options_set_uid")
package func osb_command_options_set_uid(_ options: osb_command_options?, _ uid: Int64) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CommandOptionsBox.self)
        options.value.user = try identity(uid, "uid")
    }
}

/// Sets the group the command runs as; needs a user too.
///
/// - Parameter gid: 0 to 4294967295; -1 for the user's own, which is the default.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_command_options_set_gid")
package func osb_command_options_set_gid(_ options: osb_command_options?, _ gid: Int64) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CommandOptionsBox.self)
        options.value.group = try identity(gid, "gid")
    }
}

/// Has the daemon end the command when it has run for so long. The result is then OSB_ENDED_TIMED_OUT with OSB_ERR_COMMAND_TIMEOUT as
/// its error, also for a command in the background, which no deadline of ours could end. In a session it ends the shell's own
/// work only: the call returns when what the command started has closed its output.
///
/// - Parameter milliseconds: 1 or more; -1 for none, which is the default.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Source: the daemon reports SIGKILL in either case (measured), so that a kill about when the timeout runs out is taken for it.
/// - Since: 0.1.0
@_cdecl("osb_command_options_set_timeout")
package func osb_command_options_set_timeout(_ options: osb_command_options?, _ milliseconds: Int64) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CommandOptionsBox.self)
        options.value.timeout = try limit(milliseconds, "milliseconds")
    }
}

/// Runs the command in the background: it outlives its connection, this process and the handle, until it ends or
/// osb_execution_interrupt() ends it. Its output goes to a log that osb_execution_attach() follows from anywhere.
///
/// - Parameter on: 1, or 0, which is the default.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
/// - Since: 0.1.0
@_cdecl("osb_command_options_set_background")
package func osb_command_options_set_background(_ options: osb_command_options?, _ on: Int32) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CommandOptionsBox.self)
        options.value.isBackground = try truth(on, "on")
    }
}

/// Sets how many bytes of a started execution's output may wait for the host: 256 KiB by default.
///
/// - Parameter bytes: 16 KiB to 1 GiB.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_command_options_set_buffer_limit")
package func osb_command_options_set_buffer_limit(_ options: osb_command_options?, _ bytes: UInt) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CommandOptionsBox.self)
        guard bytes >= 16 << 10, bytes <= 1 << 30 else { throw .argument("bytes", "is not between 16 KiB and 1 GiB") }
        options.value.bufferLimit = Int(clamping: bytes)
    }
}

/// Sets how often the log of a background command is asked for: the pause grows from the first to the second while nothing comes. 50 ms
/// and 2 s by default.
///
/// - Parameter shortest: Milliseconds, 1 to 3600000.
/// - Parameter longest: Milliseconds, `shortest` to 3600000.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_command_options_set_poll_interval")
package func osb_command_options_set_poll_interval(_ options: osb_command_options?, _ shortest: Int64, _ longest: Int64) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CommandOptionsBox.self)
        guard (1...3_600_000).contains(shortest) else { throw .argument("shortest", "is not between 1 and 3600000") }
        guard longest >= shortest, longest <= 3_600_000 else { throw .argument("longest", "is not between the shortest and 3600000") }
        options.value.polling.shortest = shortest
        options.value.polling.longest = longest
    }
}

/// Sets a deadline of our own, counted from the call: when it passes, the stream is closed, the daemon kills the command, and the
/// result is OSB_ENDED_TIMED_OUT with the output so far. A command in the background is not killed: following it ends.
///
/// - Parameter milliseconds: 1 or more; -1 for none, which is the default.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Source: that a closed stream kills a foreground command is measured on the real daemon.
/// - Since: 0.1.0
@_cdecl("osb_command_options_set_deadline")
package func osb_command_options_set_deadline(_ options: osb_command_options?, _ milliseconds: Int64) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CommandOptionsBox.self)
        options.value.deadline = try limit(milliseconds, "milliseconds")
    }
}

/// Collects the output in the result, or leaves it to the callbacks.
///
/// - Parameter on: 1, which is the default, or 0.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
/// - Since: 0.1.0
@_cdecl("osb_command_options_set_collect")
package func osb_command_options_set_collect(_ options: osb_command_options?, _ on: Int32) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CommandOptionsBox.self)
        options.value.collects = try truth(on, "on")
    }
}

/// Sets how many bytes of stdout, and how many of stderr, are collected at the most: 16 MiB each by default. What comes after is
/// dropped and the result says so; callbacks still get everything.
///
/// - Parameter bytes: Up to 1 GiB.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for more.
/// - Since: 0.1.0
@_cdecl("osb_command_options_set_output_limit")
package func osb_command_options_set_output_limit(_ options: osb_command_options?, _ bytes: UInt) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CommandOptionsBox.self)
        guard bytes <= 1 << 30 else { throw .argument("bytes", "is more than 1 GiB") }
        options.value.outputLimit = Int(clamping: bytes)
    }
}

/// Calls back with the execution's id as soon as the daemon has accepted the command.
///
/// - Parameter fn: NULL for none.
/// - Parameter release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
/// - Errors: none but OSB_ERR_INVALID_HANDLE.
/// - Since: 0.1.0
@_cdecl("osb_command_options_on_init")
package func osb_command_options_on_init(
    _ options: osb_command_options?, _ fn: osb_init_fn?, _ user_data: UnsafeMutableRawPointer?, _ release: osb_release_fn?
) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CommandOptionsBox.self)
        let userData = UserData(user_data, release)
        let handler: ((Text) -> Int32)? = fn.map { fn in
            { id in id.withPointer { fn($0, userData.pointer) } }
        }
        options.update { $0.handlers.onInit = handler }
    }
}

/// Calls back with each line of standard output.
///
/// - Parameter fn: NULL for none.
/// - Parameter release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
/// - Errors: none but OSB_ERR_INVALID_HANDLE.
/// - Since: 0.1.0
@_cdecl("osb_command_options_on_stdout")
package func osb_command_options_on_stdout(
    _ options: osb_command_options?, _ fn: osb_output_fn?, _ user_data: UnsafeMutableRawPointer?, _ release: osb_release_fn?
) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CommandOptionsBox.self)
        let userData = UserData(user_data, release)
        options.update { $0.handlers.onStdout = bytesHandler(fn, userData) }
    }
}

/// Calls back with each line of standard error.
///
/// - Parameter fn: NULL for none.
/// - Parameter release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
/// - Errors: none but OSB_ERR_INVALID_HANDLE.
/// - Since: 0.1.0
@_cdecl("osb_command_options_on_stderr")
package func osb_command_options_on_stderr(
    _ options: osb_command_options?, _ fn: osb_output_fn?, _ user_data: UnsafeMutableRawPointer?, _ release: osb_release_fn?
) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CommandOptionsBox.self)
        let userData = UserData(user_data, release)
        options.update { $0.handlers.onStderr = bytesHandler(fn, userData) }
    }
}

/// Calls back with each representation of each result value; commands give none, code executions do.
///
/// - Parameter fn: NULL for none.
/// - Parameter release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
/// - Errors: none but OSB_ERR_INVALID_HANDLE.
/// - Since: 0.1.0
@_cdecl("osb_command_options_on_result")
package func osb_command_options_on_result(
    _ options: osb_command_options?, _ fn: osb_value_fn?, _ user_data: UnsafeMutableRawPointer?, _ release: osb_release_fn?
) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CommandOptionsBox.self)
        let userData = UserData(user_data, release)
        let handler: ((Text, Text) -> Int32)? = fn.map { fn in
            { mime, data in
                mime.withPointer { mime in fn(mime, data.pointer, UInt(data.count), userData.pointer) }
            }
        }
        options.update { $0.handlers.onResult = handler }
    }
}

/// Calls back with the daemon's error event.
///
/// - Parameter fn: NULL for none.
/// - Parameter release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
/// - Errors: none but OSB_ERR_INVALID_HANDLE.
/// - Since: 0.1.0
@_cdecl("osb_command_options_on_error")
package func osb_command_options_on_error(
    _ options: osb_command_options?, _ fn: osb_failure_fn?, _ user_data: UnsafeMutableRawPointer?, _ release: osb_release_fn?
) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CommandOptionsBox.self)
        let userData = UserData(user_data, release)
        let handler: ((DaemonError) -> Int32)? = fn.map { fn in
            { error in fn(error.name.pointer, error.value.pointer, error.traceback.pointer, userData.pointer) }
        }
        options.update { $0.handlers.onError = handler }
    }
}

/// Calls back when the daemon says that the command completed with exit code 0.
///
/// - Parameter fn: NULL for none.
/// - Parameter release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
/// - Errors: none but OSB_ERR_INVALID_HANDLE.
/// - Since: 0.1.0
@_cdecl("osb_command_options_on_complete")
package func osb_command_options_on_complete(
    _ options: osb_command_options?, _ fn: osb_complete_fn?, _ user_data: UnsafeMutableRawPointer?, _ release: osb_release_fn?
) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CommandOptionsBox.self)
        let userData = UserData(user_data, release)
        let handler: ((Int64) -> Int32)? = fn.map { fn in
            { duration in fn(duration, userData.pointer) }
        }
        options.update { $0.handlers.onComplete = handler }
    }
}

/// Calls back with every event as the daemon sent it, pings and events of a type this version does not know included.
///
/// - Parameter fn: NULL for none.
/// - Parameter release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
/// - Errors: none but OSB_ERR_INVALID_HANDLE.
/// - Since: 0.1.0
@_cdecl("osb_command_options_on_event")
package func osb_command_options_on_event(
    _ options: osb_command_options?, _ fn: osb_event_fn?, _ user_data: UnsafeMutableRawPointer?, _ release: osb_release_fn?
) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CommandOptionsBox.self)
        let userData = UserData(user_data, release)
        options.update { $0.handlers.onEvent = bytesHandler(fn, userData) }
    }
}

/// Calls back with the log of a background command: its standard output and standard error mixed, byte for byte, in pieces that may end
/// anywhere. Called by osb_execution_wait().
///
/// - Parameter fn: NULL for none.
/// - Parameter release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
/// - Errors: none but OSB_ERR_INVALID_HANDLE.
/// - Since: 0.1.0
@_cdecl("osb_command_options_on_log")
package func osb_command_options_on_log(
    _ options: osb_command_options?, _ fn: osb_output_fn?, _ user_data: UnsafeMutableRawPointer?, _ release: osb_release_fn?
) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CommandOptionsBox.self)
        let userData = UserData(user_data, release)
        options.update { $0.handlers.onLog = bytesHandler(fn, userData) }
    }
}

/// Releases command options.
///
/// - Since: 0.1.0
@_cdecl("osb_command_options_free")
package func osb_command_options_free(_ options: osb_command_options?) {
    release(options, CommandOptionsBox.self)
}
