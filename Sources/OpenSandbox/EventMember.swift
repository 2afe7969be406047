import JSON

/// The members of an event that are read.
enum EventMember {
    case type, text, timestamp, executionTime, executionCount, eid
    case detail(EventDetails.Member)
    case other

    /// The members of an output line come first: it is they that come by the million.
    @inline(__always)
    init(_ name: JSONText) {
        if name.equals("type") { self = .type }
        else if name.equals("text") { self = .text }
        else if name.equals("timestamp") { self = .timestamp }
        else if name.equals("execution_time") { self = .executionTime }
        else if name.equals("execution_count") { self = .executionCount }
        else if name.equals("eid") { self = .eid }
        else if name.equals("error") { self = .detail(.error) }
        else if name.equals("results") { self = .detail(.results) }
        else if name.equals("code") { self = .detail(.code) }
        else if name.equals("message") { self = .detail(.message) }
        else { self = .other }
    }
}
