package typealias HealthCheck = (Sandbox) -> Int32

/// How a sandbox is asked whether it is healthy.
package enum HealthProbe {
    /// The daemon answers its /ping.
    case daemon
    /// The host says.
    case custom(HealthCheck)
    /// A GET through the endpoint of a port is answered with a status from 200 to 399.
    case http(port: UInt16, path: String)
    /// Something listens on a port, seen from inside.
    case tcp(port: UInt16)
}

/// How a sandbox is found to be ready.
package struct Readiness {
    /// Milliseconds; nil is for ever.
    package var timeout: Int64? = 30_000
    package var interval: Int64 = 200
    package var skip = false
    package var probe = HealthProbe.daemon

    package init() {}
}
