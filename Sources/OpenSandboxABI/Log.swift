import OpenSandbox

/// Sends the log to a callback. Off by default; the library never writes to stdout or stderr.
///
/// At OSB_LOG_DEBUG each request and answer is one line: method, URL, status, milliseconds, request id. Keys, tokens, header
/// values and bodies are never logged.
///
/// - Parameter level: The least important level that is delivered.
/// - Parameter fn: May come on any thread, several at once; must not call the library. NULL turns the log off.
/// - Parameter release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for an unknown level.
/// - Since: 0.1.0
@_cdecl("osb_config_set_log")
package func osb_config_set_log(
    _ config: osb_config?, _ level: osb_log_level, _ fn: osb_log_fn?, _ user_data: UnsafeMutableRawPointer?, _ release: osb_release_fn?
) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        guard let level = LogLevel(rawValue: level) else { throw .argument("level", "is not one of OSB_LOG_*") }
        let userData = UserData(user_data, release)
        let handler = fn.map { fn in
            Log(level: level) { level, message in
                Text(message).withPointer { fn(level.rawValue, $0, userData.pointer) }
            }
        }
        config.update { $0.log = handler }
    }
}

/// Logs each request and answer: the same as asking for OSB_LOG_DEBUG, for a program that turns it on and off by a setting.
///
/// - Parameter on: 1 or 0.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
/// - Since: 0.1.0
@_cdecl("osb_config_set_debug")
package func osb_config_set_debug(_ config: osb_config?, _ on: Int32) -> osb_status {
    enter { () throws(Failure) in
        let config = try open(config, ConfigBox.self)
        config.value.debug = try truth(on, "on")
    }
}
