import JSON
@testable import HTTP
@testable import OpenSandbox

/// A stream of events: two control bytes, then its bytes. However it is cut, and however often its reader stops, the frames are the same; and
/// a command's stream tells the same end, but for one thing: what comes behind the last event loses the command where it is in one piece with it,
/// and is not read otherwise.
func fuzzEvents(_ bytes: UnsafeBufferPointer<UInt8>) {
    let (size, rest) = bytes.splitFirst()
    let (cut, stream) = rest.splitFirst()
    let longest = size < 128 ? Int(size) : 1 << 20

    let expected = frames(of: stream, longest, cut: nil, stops: false)
    check(expected == frames(of: stream, longest, cut: cut, stops: false), "the frames of a stream in pieces differ")
    check(expected == frames(of: stream, longest, cut: cut, stops: true), "the frames of a reader that stops differ")
    for frame in expected.frames {
        check(!frame.isEmpty && frame.count <= longest, "a frame of \(frame.count) bytes")
        decode(frame)
    }

    var options = CommandOptions()
    options.outputLimit = Int(size)
    options.isBackground = cut & 1 == 1
    options.timeout = cut & 2 == 2 ? 1_000 : nil
    let whole = end(of: stream, options, cut: nil), inPieces = end(of: stream, options, cut: cut)
    check(whole == inPieces, "cut, the command ends otherwise: \(whole), \(inPieces)")
}

private struct Frames: Equatable {
    var frames: [[UInt8]] = []
    var isTooLong = false
}

/// The pieces of a stream: their lengths follow from one byte.
private func pieces(_ stream: UnsafeBufferPointer<UInt8>, _ cut: UInt8?) -> [UnsafeBufferPointer<UInt8>] {
    guard var seed = cut.map(UInt32.init) else { return [stream] }
    var pieces: [UnsafeBufferPointer<UInt8>] = [], start = 0
    while start < stream.count {
        seed = seed &* 1_664_525 &+ 1_013_904_223
        let end = min(start + Int(seed >> 28), stream.count)
        pieces.append(UnsafeBufferPointer(rebasing: stream[start..<end]))
        start = end
    }
    return pieces
}

private func frames(of stream: UnsafeBufferPointer<UInt8>, _ longest: Int, cut: UInt8?, stops: Bool) -> Frames {
    var framer = EventFramer(maximumFrame: longest), found = Frames()
    func take(_ frame: EventFramer.Frame) -> Bool {
        found.frames.append(Array(frame))
        return !stops
    }
    for piece in pieces(stream, cut) {
        piece.isolated { piece in
            var from = 0
            while true {
                switch framer.feed(UnsafeBufferPointer(rebasing: piece[from...]), take) {
                case .consumed: return
                case .frameTooLong: return found.isTooLong = true
                case .stopped(let consumed):
                    check(stops && consumed >= 0 && consumed <= piece.count - from, "it stopped at \(consumed) of \(piece.count - from)")
                    from += consumed
                }
            }
        }
        if found.isTooLong { return found }
    }
    while true {
        switch framer.finish(take) {
        case .consumed: return found
        case .frameTooLong:
            found.isTooLong = true
            return found
        case .stopped: check(stops, "it stopped unasked")
        }
    }
}

private func decode(_ frame: [UInt8]) {
    frame.withUnsafeBufferPointer { frame in
        frame.isolated { frame in
            let decoder = EventDecoder()
            do throws(JSONError) {
                _ = try decoder.decode(frame)
                check(decoder.text.count <= frame.count, "a text longer than its frame")
                check(decoder.text.allSatisfy { _ in true } && String(validating: decoder.text, as: UTF8.self) != nil, "the text is not UTF-8")
                _ = decoder.typeName + decoder.errorName + decoder.errorValue + decoder.code + decoder.message
            } catch { check(error.offset >= 0 && error.offset <= frame.count, "an error at byte \(error.offset) of \(frame.count)") }
        }
    }
}

private struct Receiver: EventReceiver {
    var count = 0
    let stopsAt: Int

    mutating func take(_ kind: EventDecoder.Kind, _ reader: CommandReader, _ frame: UnsafeBufferPointer<UInt8>) -> Receipt {
        count += 1
        _ = reader.line.reduce(0) { $0 ^ $1 }
        return count == stopsAt ? .stop(7) : .more
    }
}

/// How a command ended, and what it wrote.
private struct Told: Equatable {
    var verdict = ""
    var output: [String] = []
}

private func end(of stream: UnsafeBufferPointer<UInt8>, _ options: CommandOptions, cut: UInt8?) -> Told {
    let reader = CommandReader(options, "fuzz", longestEvent: 64 << 20)
    var receiver = Receiver(stopsAt: options.outputLimit), answer = CommandAnswer()
    answer.begin(ResponseHead(status: 200, headers: []))
    for piece in pieces(stream, cut) where !reader.isOver {
        piece.isolated { piece in
            let taken = reader.feed(piece, to: &receiver)
            check(taken >= 0 && taken <= piece.count, "it took \(taken) of \(piece.count) bytes")
        }
    }
    if !reader.isOver { check(reader.finish(to: &receiver), "there is more behind the end") }
    do throws(Failure) {
        let result = try reader.result(answer, .finished)
        check(result.stdout.text.count <= options.outputLimit && result.stderr.text.count <= options.outputLimit, "more was kept than allowed")
        return Told(
            verdict: "\(result.ended) \(result.exitCode ?? -2) \(result.signal ?? -2) \(result.cause?.message ?? "")",
            output: [result.stdout.text.string, result.stderr.text.string])
    } catch {
        return Told(verdict: "\(error.status) \(error.message)")
    }
}
