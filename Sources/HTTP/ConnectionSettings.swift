/// What all connections of a client have in common.
package struct ConnectionSettings: Sendable {
    /// A PEM file of certificate authorities instead of the system's.
    package var caFile: String?
    /// How long a connection may be kept unused, in milliseconds. Servers and proxies drop idle ones after 5 s, and a request on
    /// a connection that is being dropped is lost.
    package var idleAge: Int64 = 3_000

    package init() {}
}
