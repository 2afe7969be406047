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
    /// By a deadline: the options' or the cancel's, or the timeout that the daemon was given; osb_result_error() tells which.
    case timedOut = 3
    /// By the cancel.
    case cancelled = 4
    /// By a callback that answered anything but 0.
    case stopped = 5
    /// Unknown to us: the stream broke, fell silent or turned to nonsense. The command may go on or may have ended.
    case lost = 6
    /// Not at all: it was started in the background and goes on there; osb_execution_attach() finds it.
    case running = 7
}
