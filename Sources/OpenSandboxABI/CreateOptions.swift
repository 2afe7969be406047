import OpenSandbox

/// Makes create options with the defaults: no image yet, entrypoint `tail -f /dev/null`, cpu 1 and memory 2Gi, a life of 10
/// minutes, ready within 30 s, looked at every 200 ms.
///
/// - Returns: Options to free with osb_create_options_free().
/// - Threads: any.
/// - Since: 0.1.0
@_cdecl("osb_create_options_new")
package func osb_create_options_new() -> osb_create_options? {
    seal(CreateOptionsBox(CreateOptions()))
}

/// Sets the image the sandbox is made from. Required.
///
/// - Parameter image: A container image's name, e.g. "ubuntu:24.04"; not empty.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_image")
package func osb_create_options_set_image(_ options: osb_create_options?, _ image: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        options.value.image = try nonEmptyText(image, "image")
    }
}

/// Sets how long the sandbox lives before the server ends it, counted from its creation: 10 minutes by default. The wire knows
/// whole seconds, so a part of one is rounded up. Servers refuse less than 60 s.
///
/// - Parameter milliseconds: 1 or more; -1 for no end (the same as osb_create_options_set_manual_cleanup()).
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Source: the minimum is measured on opensandbox-server 1.1.1.
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_timeout")
package func osb_create_options_set_timeout(_ options: osb_create_options?, _ milliseconds: Int64) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        options.value.lifetime = try limit(milliseconds, "milliseconds")
    }
}

/// Lets the sandbox live until somebody kills it.
///
/// - Errors: none but OSB_ERR_INVALID_HANDLE.
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_manual_cleanup")
package func osb_create_options_set_manual_cleanup(_ options: osb_create_options?) -> osb_status {
    enter { () throws(Failure) in
        try open(options, CreateOptionsBox.self).value.lifetime = nil
    }
}

/// Adds an argument to the program the sandbox runs as its first process; the first one added replaces the default
/// `tail -f /dev/null`.
///
/// - Parameter argument: The program, then its arguments, one a call.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_create_options_add_entrypoint")
package func osb_create_options_add_entrypoint(_ options: osb_create_options?, _ argument: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        options.value.addEntrypoint(try text(argument, "argument"))
    }
}

/// Sets a resource limit.
///
/// - Parameter name: "cpu", "memory", or whatever else the server knows.
/// - Parameter quantity: In Kubernetes' notation: "500m", "2Gi". NULL removes the limit.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for an empty name or quantity.
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_resource")
package func osb_create_options_set_resource(_ options: osb_create_options?, _ name: cstring?, _ quantity: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        let name = try nonEmptyText(name, "name")
        options.value.resources.set(name, quantity == nil ? nil : try nonEmptyText(quantity, "quantity"))
    }
}

/// Sets an environment variable of the sandbox.
///
/// - Parameter name: Not empty, without "=".
/// - Parameter value: NULL removes the variable from these options.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_env")
package func osb_create_options_set_env(_ options: osb_create_options?, _ name: cstring?, _ value: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        options.value.environment.set(try environmentName(name), try optionalText(value, "value"))
    }
}

/// Sets a metadata entry: a label to find the sandbox by. The server holds names and values to Kubernetes' rules for labels.
///
/// - Parameter key: Not empty.
/// - Parameter value: NULL removes the entry from these options.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_metadata")
package func osb_create_options_set_metadata(_ options: osb_create_options?, _ key: cstring?, _ value: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        let key = try nonEmptyText(key, "key")
        options.value.metadata.set(key, try optionalText(value, "value"))
    }
}

/// Sets how long osb_sandbox_create() may wait for the sandbox to be ready, endpoint look-up and health checks included, from
/// the moment the server has answered: 30 s by default.
///
/// - Parameter milliseconds: 1 or more; -1 for no limit.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_ready_timeout")
package func osb_create_options_set_ready_timeout(_ options: osb_create_options?, _ milliseconds: Int64) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        options.value.readiness.timeout = try limit(milliseconds, "milliseconds")
    }
}

/// Sets the pause between two looks at a sandbox that is not ready yet: 200 ms by default.
///
/// - Parameter milliseconds: 1 to 3600000.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_poll_interval")
package func osb_create_options_set_poll_interval(_ options: osb_create_options?, _ milliseconds: Int64) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        guard (1...3_600_000).contains(milliseconds) else { throw .argument("milliseconds", "is not between 1 and 3600000") }
        options.value.readiness.interval = milliseconds
    }
}

/// Returns from osb_sandbox_create() as soon as the server has answered, without waiting for the sandbox to be ready.
///
/// - Parameter on: 1 or 0, which is the default.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_skip_health_check")
package func osb_create_options_set_skip_health_check(_ options: osb_create_options?, _ on: Int32) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        options.value.readiness.skip = try truth(on, "on")
    }
}

/// Replaces the built-in health check (an answer of the daemon's /ping) by the host's own, asked until it says 1 or the ready
/// timeout runs out. It is kept by the sandbox, for osb_sandbox_is_healthy() and osb_sandbox_wait_ready().
///
/// - Parameter fn: NULL for the built-in check.
/// - Parameter release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
/// - Errors: none but OSB_ERR_INVALID_HANDLE.
/// - Since: 0.1.0
@_cdecl("osb_create_options_on_health_check")
package func osb_create_options_on_health_check(
    _ options: osb_create_options?, _ fn: osb_health_fn?, _ user_data: UnsafeMutableRawPointer?, _ release: osb_release_fn?
) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        let userData = UserData(user_data, release)
        let handler: HealthCheck? = fn.map { fn in
            { sandbox in lend(sandbox) { fn($0, userData.pointer) } }
        }
        options.update { $0.readiness.healthCheck = handler }
    }
}

/// Releases create options.
///
/// - Since: 0.1.0
@_cdecl("osb_create_options_free")
package func osb_create_options_free(_ options: osb_create_options?) {
    release(options, CreateOptionsBox.self)
}
