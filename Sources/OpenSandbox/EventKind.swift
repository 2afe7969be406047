/// What an event tells.
///
/// - C: osb_kind OSB_EVENT_
package enum EventKind: Int32, Sendable {
    /// Nothing: the handle given is no event.
    case none = 0
    /// The daemon has accepted the command; osb_event_data() has the execution's id.
    case started = 1
    /// A line of standard output, without its terminator.
    case stdout = 2
    /// A line of standard error, without its terminator.
    case stderr = 3
    /// Bytes of a background command's log, standard output and standard error mixed, exactly as they were written; they may end anywhere.
    case log = 4
    /// One representation of a result value; osb_event_mime_type() names its kind.
    case result = 5
    /// The daemon's error event, e.g. that the command exited with another code than 0.
    case error = 6
    /// The daemon's word that the command completed.
    case completed = 7
    /// An event of another type; osb_event_data() has the JSON that the daemon sent.
    case other = 8
    /// The last one: osb_event_result() tells how the command ended, or osb_event_error() why it is not known to have started.
    case end = 9
}
