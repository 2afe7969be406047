@testable import OpenSandbox
import Testing

@Suite struct LogCursorTests {
    @Test func bytesBecomePartOfACursorThatCountsThem() {
        let cursor = LogCursor(daemons: "100", skip: 5)
        #expect(cursor.countsBytes(length: "50", next: "150"))
        #expect(cursor.advanced(by: 7, countsBytes: true) == LogCursor(daemons: "112"))
        #expect(cursor.advanced(by: 0, countsBytes: false) == cursor)
    }

    @Test func bytesAreSkippedWhereTheDaemonCountsOtherwise() {
        let cursor = LogCursor(daemons: "3")
        for (length, next) in [("50", "7"), (nil, "53"), ("50", nil), ("x", "53"), ("-3", "0"), ("9223372036854775807", "2")] as [(String?, String?)] {
            #expect(!cursor.countsBytes(length: length, next: next))
        }
        let place = cursor.advanced(by: 10, countsBytes: false).advanced(by: 4, countsBytes: false)
        #expect(place.text == "3+14")
        #expect(LogCursor(place.text) == place)
    }

    @Test func aPlaceThatWouldOverflowIsSkippedTo() {
        let last = LogCursor(daemons: "9223372036854775807")
        #expect(last.advanced(by: 1, countsBytes: true).text == "9223372036854775807+1")
    }

    @Test func aPlaceBeyondEveryLogGoesNoFurther() throws {
        let last = try #require(LogCursor("0+9223372036854775800"))
        for countsBytes in [false, true] {
            #expect(last.advanced(by: 20, countsBytes: countsBytes) == last)
            #expect(last.advanced(by: 7, countsBytes: countsBytes).skip == (countsBytes ? 0 : .max))
        }
    }

    @Test func theLongestCursorOfADaemonLeadsToOneThatReadsBack() throws {
        let longest = try #require(LogCursor(String(repeating: "9", count: 64)))
        let place = longest.advanced(by: .max, countsBytes: true)
        #expect(place.text == longest.text + "+9223372036854775807")
        #expect(LogCursor(place.text) == place)
    }

    @Test(arguments: ["0", "18", "9999", "3+14", "99999999999999999999999"])
    func textGivesTheSameAgain(_ text: String) {
        #expect(LogCursor(text)?.text == text)
    }

    @Test(arguments: ["", "+", "+3", "-1", "1+", "1+x", "1+-2", "1+2+3", "1+00000000000000000001", "a", "1&2", "1 ", "\u{661}", String(repeating: "1", count: 65)])
    func otherTextIsNone(_ text: String) {
        #expect(LogCursor(text) == nil)
    }
}
