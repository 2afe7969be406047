import OpenSandbox

/// Makes create options with the defaults: nothing to make a sandbox from yet, entrypoint `tail -f /dev/null`, cpu 1 and memory 2Gi, a life of 10
/// minutes, ready within 30 s, looked at every 200 ms.
///
/// - Returns: Options to free with osb_create_options_free().
/// - Threads: any.
/// - Since: 0.1.0
@_cdecl("osb_create_options_new")
package func osb_create_options_new() -> osb_create_options? {
    seal(CreateOptionsBox(CreateOptions()))
}

/// Sets the image the sandbox is made from. A sandbox is made from exactly one of an image, a snapshot, a template and a pool.
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
        options.value.setResource(name, try optionalNonEmptyText(quantity, "quantity"))
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
        options.value.readiness.interval = try interval(milliseconds)
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
        let probe = healthProbe(fn, userData)
        options.update { $0.readiness.probe = probe }
    }
}

/// Takes an HTTP request for health check: a GET through the endpoint of a port, answered with a status from 200 to 399. For a sandbox
/// whose own server has to be up before it is of use. In place of another health check.
///
/// - Parameter port: 1 to 65535.
/// - Parameter path: As for osb_http_request_set_path().
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_http_probe")
package func osb_create_options_set_http_probe(_ options: osb_create_options?, _ port: Int32, _ path: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        options.value.readiness.probe = try httpProbe(port, path)
    }
}

/// Takes for health check that something listens on a TCP port, seen from inside the sandbox: whatever it speaks, and on whichever of the
/// sandbox's addresses. Its list of sockets is read by a command, which wants a POSIX shell there. In place of another health check.
///
/// - Parameter port: 1 to 65535.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_tcp_probe")
package func osb_create_options_set_tcp_probe(_ options: osb_create_options?, _ port: Int32) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        options.value.readiness.probe = .tcp(port: try OpenSandboxABI.port(port))
    }
}

/// Sets the name and password that the image's registry asks for.
///
/// - Parameter username: Not empty; NULL for none of both.
/// - Parameter password: Not empty; NULL for none of both.
/// - Errors: OSB_ERR_INVALID_ARGUMENT when one of them is NULL.
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_registry_auth")
package func osb_create_options_set_registry_auth(_ options: osb_create_options?, _ username: cstring?, _ password: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        guard username != nil || password != nil else {
            options.value.registryAuth = nil
            return
        }
        options.value.registryAuth = RegistryAuth(
            username: try nonEmptyText(username, "username"), password: try nonEmptyText(password, "password"))
    }
}

/// Sets the snapshot the sandbox is made from, in place of an image.
///
/// - Parameter id: Not empty; NULL for none.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_snapshot")
package func osb_create_options_set_snapshot(_ options: osb_create_options?, _ id: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        options.value.snapshot = try optionalNonEmptyText(id, "id")
    }
}

/// Sets the template the sandbox is made from, in place of an image. A template has fixed what runs: with it go a timeout, metadata, a
/// network policy and extensions alone.
///
/// - Parameter id: Not empty; NULL for none.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Source: the published client opensandbox 1.1.1 sends these alone; the Docker server answers OSB_ERR_UNSUPPORTED.
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_template")
package func osb_create_options_set_template(_ options: osb_create_options?, _ id: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        options.value.template = try optionalNonEmptyText(id, "id")
    }
}

/// Sets the pool that the sandbox is taken from, in place of an image: one of sandboxes that run already. The extension "poolRef".
///
/// - Parameter name: Not empty; NULL for none.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_pool")
package func osb_create_options_set_pool(_ options: osb_create_options?, _ name: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        options.value.setPool(try optionalNonEmptyText(name, "name"))
    }
}

/// Sets what the sandbox is sure to get of a resource, where osb_create_options_set_resource() is the most it can have.
///
/// - Parameter name: "cpu", "memory", or whatever else the server knows.
/// - Parameter quantity: In Kubernetes' notation: "500m", "2Gi". NULL removes the request.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for an empty name or quantity.
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_resource_request")
package func osb_create_options_set_resource_request(_ options: osb_create_options?, _ name: cstring?, _ quantity: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        let name = try nonEmptyText(name, "name")
        options.value.resourceRequests.set(name, try optionalNonEmptyText(quantity, "quantity"))
    }
}

/// Sets the machine the sandbox shall run on.
///
/// - Parameter os: "linux" or "windows"; NULL for none of both.
/// - Parameter arch: "amd64" or "arm64"; NULL for none of both.
/// - Errors: OSB_ERR_INVALID_ARGUMENT when one of them is NULL. Other names are refused by osb_sandbox_create().
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_platform")
package func osb_create_options_set_platform(_ options: osb_create_options?, _ os: cstring?, _ arch: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        guard os != nil || arch != nil else {
            options.value.platform = nil
            return
        }
        options.value.platform = Platform(os: try nonEmptyText(os, "os"), architecture: try nonEmptyText(arch, "arch"))
    }
}

/// Sets what the sandbox may reach. Without a policy it may reach everything.
///
/// - Parameter policy: Copied; NULL for none.
/// - Errors: none but OSB_ERR_INVALID_HANDLE.
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_network_policy")
package func osb_create_options_set_network_policy(_ options: osb_create_options?, _ policy: const<osb_network_policy>?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        options.value.networkPolicy = try optional(policy, NetworkPolicyBox.self)?.value
    }
}

/// Starts the sandbox with the proxy that can put credentials into its requests. Wants a network policy.
///
/// - Parameter on: 1 or 0, which is the default.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_credential_proxy")
package func osb_create_options_set_credential_proxy(_ options: osb_create_options?, _ on: Int32) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        options.value.usesCredentialProxy = try truth(on, "on")
    }
}

/// Lets only those reach the sandbox's ports who have its token: it comes with the endpoints' headers, and this library sends it along.
///
/// - Parameter on: 1 or 0, which is the default.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_secure_access")
package func osb_create_options_set_secure_access(_ options: osb_create_options?, _ on: Int32) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        options.value.securesAccess = try truth(on, "on")
    }
}

/// Adds storage that the sandbox mounts.
///
/// - Parameter volume: Copied.
/// - Errors: none but OSB_ERR_INVALID_HANDLE. What a volume lacks is told by osb_sandbox_create().
/// - Since: 0.1.0
@_cdecl("osb_create_options_add_volume")
package func osb_create_options_add_volume(_ options: osb_create_options?, _ volume: const<osb_volume>?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        options.value.addVolume(try open(volume, VolumeBox.self).value)
    }
}

/// Sets an extension: a setting that the server or its platform understands and this library does not.
///
/// - Parameter key: Not empty.
/// - Parameter value: NULL removes the extension from these options.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_extension")
package func osb_create_options_set_extension(_ options: osb_create_options?, _ key: cstring?, _ value: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        let key = try nonEmptyText(key, "key")
        options.value.extensions.set(key, try optionalText(value, "value"))
    }
}

/// Has the server move the sandbox's end each time somebody reaches it through the server: the extension "access.renew.extend.seconds".
/// osb_config_set_skip_access_renew() keeps a client's own requests from counting.
///
/// - Parameter milliseconds: How long it then lives on, 300000 to 86400000, rounded up to seconds; -1 for none.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_renew_on_access")
package func osb_create_options_set_renew_on_access(_ options: osb_create_options?, _ milliseconds: Int64) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        guard milliseconds == -1 || (300_000...86_400_000).contains(milliseconds) else {
            throw .argument("milliseconds", "is neither -1 nor between 300000 and 86400000")
        }
        options.value.setRenewOnAccess(milliseconds == -1 ? nil : milliseconds)
    }
}

/// Sets a command that has to succeed before the sandbox's own program starts.
///
/// - Parameter hook: Copied; NULL for none. A time limit of up to three hours; a name and a schedule are not sent.
/// - Errors: none but OSB_ERR_INVALID_HANDLE. What a hook lacks is told by osb_sandbox_create().
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_pre_start")
package func osb_create_options_set_pre_start(_ options: osb_create_options?, _ hook: const<osb_hook>?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        options.value.preStart = try optional(hook, HookBox.self)?.value
    }
}

/// Adds a command that runs time and again as long as the sandbox does.
///
/// - Parameter hook: Copied. It needs a name and a schedule; a time limit of up to five minutes.
/// - Errors: none but OSB_ERR_INVALID_HANDLE. What a hook lacks is told by osb_sandbox_create().
/// - Since: 0.1.0
@_cdecl("osb_create_options_add_periodic")
package func osb_create_options_add_periodic(_ options: osb_create_options?, _ hook: const<osb_hook>?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        options.value.addPeriodic(try open(hook, HookBox.self).value)
    }
}

/// Labels the sandbox with the metadata entry "osb-create-id", which is on by default. When the answer to a create is lost, or the call
/// is cancelled under way, a sandbox may exist that nobody knows of: it is then looked for by this label, and deleted.
///
/// The value is made anew for each create; a host that sets this metadata entry itself has chosen it, and has to see to it that no other
/// sandbox carries the same.
///
/// - Parameter on: 1, which is the default, or 0.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
/// - Since: 0.1.0
@_cdecl("osb_create_options_set_create_id")
package func osb_create_options_set_create_id(_ options: osb_create_options?, _ on: Int32) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, CreateOptionsBox.self)
        options.value.carriesCreateID = try truth(on, "on")
    }
}

/// Releases create options.
///
/// - Since: 0.1.0
@_cdecl("osb_create_options_free")
package func osb_create_options_free(_ options: osb_create_options?) {
    release(options, CreateOptionsBox.self)
}
