/// Cuts the body of an event stream into frames, one JSON text each, wherever its pieces happen to end.
///
/// It takes what daemons are known to send, mixed as they like: bare JSON on a line with any number of blank lines
/// between, and standard server-sent events. A line that is neither becomes a frame too, for whoever decodes it to
/// refuse: nothing is dropped in silence.
package struct EventFramer {
    package typealias Frame = UnsafeBufferPointer<UInt8>

    package enum FeedResult: Equatable {
        case consumed
        /// The closure asked to stop; bytes from `consumed` on are still to be fed, should the caller wish to go on.
        case stopped(consumed: Int)
        /// A frame longer than allowed, or than there is memory for. The framer refuses everything from here on.
        case frameTooLong
    }

    private let maximumFrame: Int
    private let maximumLine: Int

    /// A line begun in an earlier piece, or a whole one that had no turn yet.
    private var line = EventBuffer()
    private var lineIsWhole = false

    /// The `data` lines of an event whose blank line has not come, joined by line feeds.
    private var data = EventBuffer()
    private var hasData = false

    private var isFirstLine = true
    /// The last piece ended in CR: an LF now belongs to it.
    private var followsCarriageReturn = false
    private var isTooLong = false

    /// Of the memory of a line or an event this much is kept for the next one.
    private static let keptCapacity = 4096
    private static let byteOrderMark: (UInt8, UInt8, UInt8) = (0xEF, 0xBB, 0xBF)
    /// What a line may hold beyond its frame: the mark and `data: `.
    private static let lineOverhead = 9

    package init(maximumFrame: Int) {
        self.maximumFrame = min(max(maximumFrame, 0), Int.max &- Self.lineOverhead)
        maximumLine = self.maximumFrame &+ Self.lineOverhead
    }

    /// Takes the next piece and hands on the frames it completes, those that lie whole in it without a copy. A frame is
    /// valid only inside the closure, which may not touch the framer and answers false to stop.
    package mutating func feed(_ bytes: Frame, _ frame: (Frame) -> Bool) -> FeedResult {
        if lineIsWhole, let result = result(of: takeKeptLine(frame), consumed: 0) { return result }
        guard !isTooLong else { return .frameTooLong }
        guard bytes.count > 0, let base = bytes.baseAddress else { return .consumed }

        var start = 0
        if followsCarriageReturn {
            followsCarriageReturn = false
            if base[0] == Self.lineFeed { start = 1 }
        }
        var scanner = EventLineScanner(base, count: bytes.count)
        while let end = scanner.end(from: start) {
            let text = Frame(start: base + start, count: end &- start)
            var next = end &+ 1
            if base[end] == Self.carriageReturn {
                followsCarriageReturn = next == bytes.count
                if next < bytes.count, base[next] == Self.lineFeed { next &+= 1 }
            }
            let blankFollows = next < bytes.count && (base[next] == Self.lineFeed || base[next] == Self.carriageReturn)
            let step = line.count == 0 ? take(text, endsEvent: blankFollows, frame) : takeKeptLine(endingWith: text, frame)
            if let result = result(of: step, consumed: next) { return result }
            start = next
        }
        return keep(Frame(start: base + start, count: bytes.count &- start)) ? .consumed : .frameTooLong
    }

    /// Ends the stream: hands on a last line that lacks its end, and an event that lacks its blank line. To be called
    /// again after a stop.
    package mutating func finish(_ frame: (Frame) -> Bool) -> FeedResult {
        guard !isTooLong else { return .frameTooLong }
        if line.count > 0, let result = result(of: takeKeptLine(frame), consumed: 0) { return result }
        return result(of: dispatch(frame), consumed: 0) ?? .consumed
    }

    // MARK: - Lines

    private enum Step {
        case goOn, stop, tooLong
    }

    private mutating func take(_ whole: Frame, endsEvent: Bool, _ frame: (Frame) -> Bool) -> Step {
        // As for a line that comes in parts, whatever it is for: how a stream is cut makes no difference.
        guard whole.count <= maximumLine else { return .tooLong }
        let text = withoutByteOrderMark(whole)
        switch EventLine(text) {
        case .blank:
            return dispatch(frame)
        case .ignored:
            return .goOn
        case .data(let value):
            return endsEvent && !hasData ? pass(value, frame) : add(value)
        case .bare:
            guard hasData else { return pass(text, frame) }
            let step = dispatch(frame)
            guard case .goOn = step else {
                lineIsWhole = line.append(text)
                return lineIsWhole ? step : .tooLong
            }
            return pass(text, frame)
        }
    }

    /// Takes the line that earlier pieces began and `rest` ends.
    private mutating func takeKeptLine(endingWith rest: Frame, _ frame: (Frame) -> Bool) -> Step {
        keep(rest) ? takeKeptLine(frame) : .tooLong
    }

    private mutating func takeKeptLine(_ frame: (Frame) -> Bool) -> Step {
        var kept = EventBuffer()
        swap(&kept, &line)
        lineIsWhole = false
        let step = take(kept.bytes, endsEvent: false, frame)
        if !lineIsWhole {
            kept.clear(keeping: Self.keptCapacity)
            swap(&kept, &line)
        }
        return step
    }

    /// Keeps the beginning of a line until its end comes; false if it grew too long.
    private mutating func keep(_ part: Frame) -> Bool {
        if part.count <= maximumLine &- line.count, line.append(part) { return true }
        isTooLong = true
        return false
    }

    private mutating func withoutByteOrderMark(_ text: Frame) -> Frame {
        guard isFirstLine else { return text }
        isFirstLine = false
        let mark = Self.byteOrderMark
        guard text.count >= 3, let start = text.baseAddress, (start[0], start[1], start[2]) == mark else { return text }
        return Frame(start: start + 3, count: text.count &- 3)
    }

    // MARK: - Events

    /// Adds a `data` line to the event under way.
    private mutating func add(_ value: Frame) -> Step {
        if hasData {
            let separator: StaticString = "\n"
            guard data.append(Frame(start: separator.utf8Start, count: 1)) else { return .tooLong }
        }
        guard value.count <= maximumFrame &- data.count, data.append(value) else { return .tooLong }
        hasData = true
        return .goOn
    }

    /// Hands on the event whose `data` lines were gathered.
    private mutating func dispatch(_ frame: (Frame) -> Bool) -> Step {
        guard hasData else { return .goOn }
        hasData = false
        var gathered = EventBuffer()
        swap(&gathered, &data)
        let step = pass(gathered.bytes, frame)
        gathered.clear(keeping: Self.keptCapacity)
        swap(&gathered, &data)
        return step
    }

    private func pass(_ text: Frame, _ frame: (Frame) -> Bool) -> Step {
        guard text.count > 0 else { return .goOn }
        guard text.count <= maximumFrame else { return .tooLong }
        return frame(text) ? .goOn : .stop
    }

    /// What to answer the caller after `step`, nil to go on.
    private mutating func result(of step: Step, consumed: Int) -> FeedResult? {
        switch step {
        case .goOn: return nil
        case .stop: return .stopped(consumed: consumed)
        case .tooLong:
            isTooLong = true
            return .frameTooLong
        }
    }

    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D
}
