/// Gives the body of a request piece by piece, on the thread that drives the transfer. A request with one is sent once: nothing can
/// take back what was given.
package protocol BodySource: AnyObject, Sendable {
    /// How many bytes it gives in all, which become the Content-Length; nil is a chunked body.
    var size: Int64? { get }
    /// Fills `room`, from its beginning: how many bytes, 0 at the end, nil to give the request up.
    func read(into room: UnsafeMutableRawBufferPointer) -> Int?
}
