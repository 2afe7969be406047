import OpenSandbox

/// Makes a hook without a command.
///
/// - Returns: A hook to free with osb_hook_free().
/// - Threads: any.
/// - Since: 0.1.0
@_cdecl("osb_hook_new")
package func osb_hook_new() -> osb_hook? {
    seal(HookBox(LifecycleHook()))
}

/// Adds a word of the command: the program first, then its arguments. No shell is between.
///
/// - Parameter argument: Any text.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_hook_add_argument")
package func osb_hook_add_argument(_ hook: osb_hook?, _ argument: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let hook = try open(hook, HookBox.self)
        hook.value.addArgument(try text(argument, "argument"))
    }
}

/// Sets how long the command may take: what the server's default is otherwise (60 s).
///
/// - Parameter milliseconds: 1 or more, rounded up to seconds; -1 for the server's default. The most that a server takes is checked by
///   osb_sandbox_create().
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Source: the default is opensandbox-server 1.1.1's.
/// - Since: 0.1.0
@_cdecl("osb_hook_set_timeout")
package func osb_hook_set_timeout(_ hook: osb_hook?, _ milliseconds: Int64) -> osb_status {
    enter { () throws(Failure) in
        let hook = try open(hook, HookBox.self)
        hook.value.timeout = try limit(milliseconds, "milliseconds")
    }
}

/// Sets the name of a hook that runs time and again, unique among those of a sandbox.
///
/// - Parameter name: Not empty.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_hook_set_name")
package func osb_hook_set_name(_ hook: osb_hook?, _ name: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let hook = try open(hook, HookBox.self)
        hook.value.name = try nonEmptyText(name, "name")
    }
}

/// Sets when a hook runs that runs time and again.
///
/// - Parameter schedule: As the server understands it, e.g. "0 * * * *". Not empty.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_hook_set_schedule")
package func osb_hook_set_schedule(_ hook: osb_hook?, _ schedule: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let hook = try open(hook, HookBox.self)
        hook.value.schedule = try nonEmptyText(schedule, "schedule")
    }
}

/// Releases a hook; options that it was set in have a copy.
///
/// - Since: 0.1.0
@_cdecl("osb_hook_free")
package func osb_hook_free(_ hook: osb_hook?) {
    release(hook, HookBox.self)
}
