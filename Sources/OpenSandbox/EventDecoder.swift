import HTTP
import JSON

/// Reads one frame of an execution's stream after the other. What it read is valid until the next `decode`, and as long
/// as the frame's own bytes; a line of output costs no allocation.
package final class EventDecoder {
    package enum Kind {
        case initialized, ping, status, stdout, stderr, executionCount, result, error, complete
        /// A type-less object with `code` or `message`: how a daemon reports trouble in a stream it has already begun.
        case failure
        /// A well-formed object of a type not known here.
        case unknown
    }

    /// Unescaped UTF-8, empty if absent. It may hold NUL.
    package private(set) var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    /// Milliseconds since 1970, 0 if absent.
    package private(set) var timestamp: Int64 = 0
    /// Milliseconds, -1 if absent.
    package private(set) var executionTime: Int64 = -1
    /// -1 if absent.
    package private(set) var executionCount: Int64 = -1
    /// The event's number in its stream, -1 if absent.
    package private(set) var eid: Int64 = -1

    package var typeName: String { type?.string ?? "" }
    package var errorName: String { details.errorName }
    package var errorValue: String { details.errorValue }
    package var traceback: [String] { details.traceback }
    package var results: [(mime: String, value: JSONValue)] { details.results }
    package var code: String { details.code ?? "" }
    package var message: String { details.message ?? "" }

    private var type: JSONText?
    private var details = EventDetails()
    private var hasDetails = false
    private var scratch = EventBuffer()

    /// More scratch than this is given back, lest one huge line be paid for as long as the stream lives.
    private static let keptScratch = 65_536

    package init() {}

    /// Reads one event. Throws if the frame is no JSON object, or if its `type`, or the `text` of an event that lives by
    /// it, is no string; other members of the wrong type count as absent.
    package func decode(_ frame: UnsafeBufferPointer<UInt8>) throws(JSONError) -> Kind {
        reset()
        var reader = JSONReader(frame)
        var rawText: JSONText?
        var misplacedText: Int?

        try reader.beginObject()
        while let name = try reader.nextKey() {
            let valueOffset = reader.offset
            switch EventMember(name) {
            case .type:
                guard let string = try reader.stringOrSkip() else { throw JSONError(.wrongType, at: valueOffset) }
                type = string
            case .text:
                rawText = try reader.stringOrSkip()
                misplacedText = rawText == nil ? valueOffset : nil
            case .timestamp: timestamp = try reader.integerOrSkip() ?? 0
            case .executionTime: executionTime = try reader.integerOrSkip() ?? -1
            case .executionCount: executionCount = try reader.integerOrSkip() ?? -1
            case .eid: eid = try reader.integerOrSkip() ?? -1
            case .detail(let member):
                hasDetails = true
                try details.read(member, from: &reader)
            case .other: try reader.skip()
            }
        }
        try reader.end()

        let kind = kind()
        if let misplacedText, kind.needsText { throw JSONError(.wrongType, at: misplacedText) }
        if let rawText { text = try unescaped(rawText) }
        return kind
    }

    private func reset() {
        text = UnsafeBufferPointer(start: nil, count: 0)
        timestamp = 0
        executionTime = -1
        executionCount = -1
        eid = -1
        type = nil
        scratch.clear(keeping: Self.keptScratch)
        if hasDetails {
            details = EventDetails()
            hasDetails = false
        }
    }

    private func kind() -> Kind {
        if let type { return Kind(type) }
        return details.code != nil || details.message != nil ? .failure : .unknown
    }

    private func unescaped(_ text: JSONText) throws(JSONError) -> UnsafeBufferPointer<UInt8> {
        guard text.isEscaped else { return text.raw }
        guard scratch.replace(most: text.raw.count, text.unescape) else { throw JSONError(.noMemory, at: 0) }
        return scratch.bytes
    }
}

extension EventDecoder.Kind {
    fileprivate init(_ type: JSONText) {
        if type.equals("stdout") { self = .stdout }
        else if type.equals("stderr") { self = .stderr }
        else if type.equals("ping") { self = .ping }
        else if type.equals("init") { self = .initialized }
        else if type.equals("execution_complete") { self = .complete }
        else if type.equals("error") { self = .error }
        else if type.equals("result") { self = .result }
        else if type.equals("execution_count") { self = .executionCount }
        else if type.equals("status") { self = .status }
        else { self = .unknown }
    }

    fileprivate var needsText: Bool {
        switch self {
        case .initialized, .stdout, .stderr: true
        default: false
        }
    }
}
