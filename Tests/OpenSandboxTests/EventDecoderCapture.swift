/// The body of a daemon's recorded answer that is an event stream of an execution.
struct EventDecoderCapture {
    static let names: [String] = Recording.names("ex_", "code_").filter {
        (try? Recording($0))?["content-type"]?.lowercased().hasPrefix("text/event-stream") == true
    }

    let body: [UInt8]

    init(_ name: String) throws { body = try Recording(name).body }
}
