import HTTP
import OpenSandbox

/// Makes a queue.
///
/// - Parameter out: Receives the queue; free it with osb_queue_free().
/// - Errors: OSB_ERR_RESOURCES when the process has no descriptor left for it.
/// - Threads: any.
/// - Since: 0.1.0
@_cdecl("osb_queue_new")
package func osb_queue_new(_ out: out<osb_queue>?, _ error: out<osb_error>?) -> osb_status {
    enter(error) { () throws(Failure) in
        let out = try required(out, "out")
        out.pointee = seal(try Inbox.make())
    }
}

/// The descriptor to wait for in an event loop: readable while osb_queue_poll() has something to give, and now and then without. Level-
/// triggered. For waiting only: never read, write or close it.
///
/// - Returns: A descriptor that lives as long as the queue, -1 on a wrong handle.
/// - Since: 0.1.0
@_cdecl("osb_queue_fd")
package func osb_queue_fd(_ queue: const<osb_queue>?) -> CInt {
    peek(queue, Inbox.self)?.descriptor ?? -1
}

/// Takes the events that have come, in order for each execution, and waits when there are none. Each event is given out once,
/// whichever thread asks; osb_event_sequence() tells the order where several do.
///
/// - Parameter timeout: How long to wait at the most, in milliseconds; -1 for ever, 0 does not wait.
/// - Parameter events: Receives the events, to be freed with osb_event_free().
/// - Parameter capacity: How many there is room for: 1 or more.
/// - Parameter count: Receives how many were written; 0 when the time was up or osb_queue_wake() was called.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_queue_poll")
package func osb_queue_poll(
    _ queue: osb_queue?, _ timeout: Int64, _ events: out_array<osb_event>?, _ capacity: UInt, _ count: out_size?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let queue = try open(queue, Inbox.self)
        let timeout = try duration(timeout, "timeout")
        let events = try required(events, "events")
        guard capacity > 0 else { throw .argument("capacity", "is 0") }
        let count = try required(count, "count")
        let taken = try queue.poll(most: Int(clamping: capacity), until: Deadline(after: timeout), nil)
        for (index, event) in taken.enumerated() { events[index] = seal(EventView(event)) }
        count.pointee = UInt(taken.count)
    }
}

/// Has the osb_queue_poll() that is waiting, or else the next one, return without waiting any longer.
///
/// - Since: 0.1.0
@_cdecl("osb_queue_wake")
package func osb_queue_wake(_ queue: osb_queue?) {
    peek(queue, Inbox.self)?.wake()
}

/// Releases a queue. Nothing is cancelled: its executions go on, and what they have to tell goes nowhere.
///
/// - Since: 0.1.0
@_cdecl("osb_queue_free")
package func osb_queue_free(_ queue: osb_queue?) {
    peek(queue, Inbox.self)?.shut()
    release(queue, Inbox.self)
}
