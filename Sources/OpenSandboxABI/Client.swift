import OpenSandbox

/// Makes a client. No connection is made yet.
///
/// - Parameter config: NULL for the defaults and the environment, as osb_config_new() gives them. Copied.
/// - Parameter out: Receives the client; free it with osb_client_free().
/// - Errors: OSB_ERR_INVALID_ARGUMENT when the domain is malformed or its scheme contradicts the protocol, OSB_ERR_RESOURCES.
/// - Threads: any.
/// - Since: 0.1.0
@_cdecl("osb_client_new")
package func osb_client_new(_ config: const<osb_config>?, _ out: out<osb_client>?, _ error: out<osb_error>?) -> osb_status {
    enter(error) { () throws(Failure) in
        let config = try optional(config, ConfigBox.self)?.value ?? ClientConfig(environment: environmentVariable)
        let out = try required(out, "out")
        out.pointee = seal(try Client.make(config))
    }
}

/// Releases a client. What was made from it keeps working and keeps it alive; with the last of them its connections are closed,
/// after deletions that failed creates left behind have finished (30 s at the most).
///
/// - Since: 0.1.0
@_cdecl("osb_client_free")
package func osb_client_free(_ client: osb_client?) {
    release(client, Client.self)
}
