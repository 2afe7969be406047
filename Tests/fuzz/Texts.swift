import Foundation
@testable import HTTP
@testable import OpenSandbox

/// Short texts that a server or a host gives: times, cursors, names.
func fuzzTexts(_ bytes: UnsafeBufferPointer<UInt8>) {
    let text = bytes.text
    if let time = Instant.milliseconds(text) {
        check(time >= -62_200_000_000_000 && time <= 253_410_000_000_000, "\(text) is \(time)")
    }
    if let cursor = LogCursor(text) {
        check(cursor.skip >= 0, "a cursor that skips \(cursor.skip)")
        check(LogCursor(cursor.text) == cursor, "a cursor that does not read back: \(cursor.text)")
        for countsBytes in [false, true] {
            let next = cursor.advanced(by: bytes.count, countsBytes: countsBytes)
            check(next.skip >= 0 && LogCursor(next.text) == next, "a cursor that leads to \(next.text)")
        }
    }
    let words = text.components(separatedBy: "\n")
    _ = LogCursor.start.countsBytes(length: words.first, next: words.last)
    _ = LogCursor(daemons: words.first ?? "").countsBytes(length: words.last, next: words.first)
    _ = SandboxState(text)
    _ = Signal.number(text)
    _ = text.mimeType
    check(text.holds("") && text.holds("timeout after ") == text.contains("timeout after "), "what it holds is not found")
    let copy = Text(text)
    check(copy.count == text.utf8.count && (text.utf8.contains(0) || copy.string == text), "a copy that differs")
    do throws(Failure) { _ = try Scheme(text) } catch { check(error.status == .errInvalidArgument, "another failure") }

    var state = ExecutionState()
    _ = state.take(.initialized)
    _ = state.take(.error, errorValue: words.first ?? "", traceback: words)
}
