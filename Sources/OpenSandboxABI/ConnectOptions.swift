import OpenSandbox

/// Makes connect options with the defaults: ready within 30 s, looked at every 200 ms.
///
/// - Returns: Options to free with osb_connect_options_free().
/// - Threads: any.
/// - Since: 0.1.0
@_cdecl("osb_connect_options_new")
package func osb_connect_options_new() -> osb_connect_options? {
    seal(ConnectOptionsBox(ConnectOptions()))
}

/// Sets how long the wait for the sandbox to be ready may take, endpoint look-up and health checks included: 30 s by default.
///
/// - Parameter milliseconds: 1 or more; -1 for no limit.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_connect_options_set_ready_timeout")
package func osb_connect_options_set_ready_timeout(_ options: osb_connect_options?, _ milliseconds: Int64) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, ConnectOptionsBox.self)
        options.value.readiness.timeout = try limit(milliseconds, "milliseconds")
    }
}

/// Sets the pause between two looks at a sandbox: 200 ms by default.
///
/// - Parameter milliseconds: 1 to 3600000.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_connect_options_set_poll_interval")
package func osb_connect_options_set_poll_interval(_ options: osb_connect_options?, _ milliseconds: Int64) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, ConnectOptionsBox.self)
        options.value.readiness.interval = try interval(milliseconds)
    }
}

/// Connects as soon as the server has told where the sandbox's daemon is, without waiting for it to be ready.
///
/// - Parameter on: 1 or 0, which is the default.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
/// - Since: 0.1.0
@_cdecl("osb_connect_options_set_skip_health_check")
package func osb_connect_options_set_skip_health_check(_ options: osb_connect_options?, _ on: Int32) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, ConnectOptionsBox.self)
        options.value.readiness.skip = try truth(on, "on")
    }
}

/// Replaces the built-in health check, as osb_create_options_on_health_check() does.
///
/// - Parameter fn: NULL for the built-in check.
/// - Parameter release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
/// - Errors: none but OSB_ERR_INVALID_HANDLE.
/// - Since: 0.1.0
@_cdecl("osb_connect_options_on_health_check")
package func osb_connect_options_on_health_check(
    _ options: osb_connect_options?, _ fn: osb_health_fn?, _ user_data: UnsafeMutableRawPointer?, _ release: osb_release_fn?
) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, ConnectOptionsBox.self)
        let probe = healthProbe(fn, UserData(user_data, release))
        options.update { $0.readiness.probe = probe }
    }
}

/// Takes an HTTP request for health check, as osb_create_options_set_http_probe() does.
///
/// - Parameter port: 1 to 65535.
/// - Parameter path: As for osb_http_request_set_path().
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_connect_options_set_http_probe")
package func osb_connect_options_set_http_probe(_ options: osb_connect_options?, _ port: Int32, _ path: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, ConnectOptionsBox.self)
        options.value.readiness.probe = try httpProbe(port, path)
    }
}

/// Takes for health check that something listens on a TCP port, as osb_create_options_set_tcp_probe() does.
///
/// - Parameter port: 1 to 65535.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_connect_options_set_tcp_probe")
package func osb_connect_options_set_tcp_probe(_ options: osb_connect_options?, _ port: Int32) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, ConnectOptionsBox.self)
        options.value.readiness.probe = .tcp(port: try OpenSandboxABI.port(port))
    }
}

/// Sets the port that this sandbox's daemon listens on, where it is not the config's.
///
/// - Parameter port: 1 to 65535; -1 for the config's.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_connect_options_set_daemon_port")
package func osb_connect_options_set_daemon_port(_ options: osb_connect_options?, _ port: Int32) -> osb_status {
    enter { () throws(Failure) in
        let options = try open(options, ConnectOptionsBox.self)
        options.value.daemonPort = port == -1 ? nil : try OpenSandboxABI.port(port)
    }
}

/// Releases connect options.
///
/// - Since: 0.1.0
@_cdecl("osb_connect_options_free")
package func osb_connect_options_free(_ options: osb_connect_options?) {
    release(options, ConnectOptionsBox.self)
}
