@testable import HTTP
@testable import OpenSandbox
import Testing

@Suite struct CommandReaderTests {
    private struct Counter: EventReceiver {
        var count = 0

        mutating func take(_ kind: EventDecoder.Kind, _ reader: CommandReader, _ frame: UnsafeBufferPointer<UInt8>) -> Receipt {
            count += 1
            return .more
        }
    }

    /// How a command ends whose stream comes in these pieces, and how many events were delivered.
    private func read(_ pieces: [String], background: Bool = false) throws(Failure) -> (Ended, Int) {
        var options = CommandOptions()
        options.isBackground = background
        let reader = CommandReader(options, "test")
        var counter = Counter(), answer = CommandAnswer()
        answer.begin(ResponseHead(status: 200, headers: []))
        for piece in pieces where !reader.isOver { Array(piece.utf8).withUnsafeBufferPointer { _ = reader.feed($0, to: &counter) } }
        return (try reader.result(answer, .finished).ended, counter.count)
    }

    private static let start = #"{"type":"init","text":"id"}"# + "\n"
    private static let complete = #"{"type":"execution_complete","execution_time":1}"# + "\n"
    private static let output = #"{"type":"stdout","text":"late"}"# + "\n"

    /// Found by the fuzzer: what came in one piece with the last event was read, and made the command's end nonsense.
    @Test(arguments: [false, true])
    func whatFollowsTheLastEventMakesNoDifferenceHoweverItIsCut(_ background: Bool) throws {
        let whole = try read([Self.start + Self.complete + Self.output + "nonsense\n"], background: background)
        let cut = try read([Self.start, Self.complete, Self.output, "nonsense\n"], background: background)
        #expect(whole == cut)
        #expect(whole == (background ? (.running, 1) : (.exited, 2)))
    }
}
