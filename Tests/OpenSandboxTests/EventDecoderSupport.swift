import HTTP
import JSON
import OpenSandbox

/// Everything one event says, to be compared and shown.
struct DecodedEvent: Equatable {
    var kind: EventDecoder.Kind
    var typeName = ""
    var text = ""
    var timestamp: Int64 = 0
    var executionTime: Int64 = -1
    var executionCount: Int64 = -1
    var eid: Int64 = -1
    var errorName = ""
    var errorValue = ""
    var traceback: [String] = []
    var results: [String] = []
    var code = ""
    var message = ""

    /// The same but for the numbers that differ from one recording to the next.
    func withoutTimes() -> DecodedEvent {
        var event = self
        event.timestamp = 0
        event.executionTime = min(executionTime, 0)
        return event
    }
}

extension EventDecoder {
    func event(_ frame: UnsafeBufferPointer<UInt8>) throws(JSONError) -> DecodedEvent {
        let kind = try decode(frame)
        return DecodedEvent(
            kind: kind, typeName: typeName, text: String(decoding: text, as: UTF8.self), timestamp: timestamp,
            executionTime: executionTime, executionCount: executionCount, eid: eid, errorName: errorName, errorValue: errorValue,
            traceback: traceback,
            results: results.map { result in
                var writer = JSONWriter()
                result.value.write(to: &writer)
                return result.mime + "=" + String(decoding: writer.bytes, as: UTF8.self)
            },
            code: code, message: message)
    }

    func event(_ frame: String) throws(JSONError) -> DecodedEvent {
        try Array(frame.utf8).withUnsafeBufferPointer { (bytes) throws(JSONError) -> DecodedEvent in try event(bytes) }
    }
}

/// The events of a stream that comes in `pieces`; nil in the place of a frame that is none.
func events(_ pieces: [ArraySlice<UInt8>]) -> [DecodedEvent?] {
    var framer = EventFramer(maximumFrame: 1 << 24)
    let decoder = EventDecoder()
    var events: [DecodedEvent?] = []
    func take(_ frame: UnsafeBufferPointer<UInt8>) -> Bool {
        events.append(try? decoder.event(frame))
        return true
    }
    for piece in pieces { _ = piece.withUnsafeBufferPointer { framer.feed($0, take) } }
    _ = framer.finish(take)
    return events
}
