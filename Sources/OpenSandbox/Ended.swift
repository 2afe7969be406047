/// How a command ended.
///
/// - C: osb_ended OSB_ENDED_
package enum Ended: Int32, Sendable {
    /// Not known: the handle given is no result.
    case unknown = 0
    /// By itself; osb_result_exit_code() has the code.
    case exited = 1
    /// By a signal; osb_result_signal() has its number.
    case signalled = 2
    /// By a deadline: the options' or the cancel's.
    case timedOut = 3
    /// By the cancel.
    case cancelled = 4
    /// By a callback that answered anything but 0.
    case stopped = 5
    /// Unknown to us: the stream broke, fell silent or turned to nonsense. The command may go on or may have ended.
    case lost = 6
}
