/// How to connect to a sandbox that exists.
package struct ConnectOptions {
    package var readiness = Readiness()
    /// nil is the config's.
    package var daemonPort: UInt16?

    package init() {}
}
