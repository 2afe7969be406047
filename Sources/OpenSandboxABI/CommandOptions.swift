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
        options.value.directory = cwd == nil ? nil : try nonEmptyText(cwd, "cwd")
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

/// Sets a deadline of our own, counted from the call: when it passes, the stream is closed, the daemon kills the command, and the
/// result is OSB_ENDED_TIMED_OUT with the output so far.
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
        options.value.outputLimit = Int(bytes)
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
        options.value.handlers.onInit = fn.map { fn in
            { id in id.withPointer { fn($0, userData.pointer) } }
        }
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
        options.value.handlers.onStdout = bytesHandler(fn, userData)
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
        options.value.handlers.onStderr = bytesHandler(fn, userData)
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
        options.value.handlers.onResult = fn.map { fn in
            { mime, data in
                mime.withPointer { mime in fn(mime, data.pointer, UInt(data.count), userData.pointer) }
            }
        }
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
        options.value.handlers.onError = fn.map { fn in
            { error in fn(error.name.pointer, error.value.pointer, error.traceback.pointer, userData.pointer) }
        }
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
        options.value.handlers.onComplete = fn.map { fn in
            { duration in fn(duration, userData.pointer) }
        }
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
        options.value.handlers.onEvent = bytesHandler(fn, userData)
    }
}

/// Releases command options.
///
/// - Since: 0.1.0
@_cdecl("osb_command_options_free")
package func osb_command_options_free(_ options: osb_command_options?) {
    release(options, CommandOptionsBox.self)
}
