/// How important a line of the log is.
///
/// - C: osb_log_level OSB_LOG_
package enum LogLevel: Int32, Sendable {
    /// Something was lost: a sandbox that could not be deleted, for instance.
    case error = 1
    /// Something went wrong and was made good.
    case warning = 2
    /// What happened, once for each thing that did.
    case info = 3
    /// Each request and answer.
    case debug = 4
}
