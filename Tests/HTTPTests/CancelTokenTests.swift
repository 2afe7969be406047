@testable import HTTP
import Testing

@Suite struct CancelTokenTests {
    @Test func stickyOnceTriggered() throws {
        let token = try #require(CancelToken.make())
        #expect(token.state == .idle)
        #expect(token.deadline == .never)
        token.trigger()
        token.trigger()
        #expect(token.state == .triggered)
        token.setTimeout(milliseconds: -1)
        #expect(token.state == .triggered)
    }

    @Test func aDeadlineMayBeMovedAndTakenBack() throws {
        let token = try #require(CancelToken.make())
        token.setTimeout(milliseconds: 0)
        #expect(token.state == .deadlinePassed)
        token.setTimeout(milliseconds: 1_000_000)
        #expect(token.state == .idle)
        token.setTimeout(milliseconds: 0)
        token.setTimeout(milliseconds: -1)
        #expect(token.state == .idle)
        token.setTimeout(milliseconds: 0)
        token.trigger()
        #expect(token.state == .triggered)
    }

    /// Each would sleep for a day otherwise: the suite's watchdog is the check.
    @Test func sleepEndsWithTheToken() throws {
        let day: Int64 = 86_400_000
        let triggered = try #require(CancelToken.make())
        triggered.trigger()
        CancelToken.sleep(milliseconds: day, unless: triggered)
        let late = try #require(CancelToken.make())
        late.setTimeout(milliseconds: 5)
        CancelToken.sleep(milliseconds: day, unless: late)
        #expect(late.state == .deadlinePassed)
    }

    @Test func sleepEndsWhenTriggeredFromAnotherThread() async throws {
        let token = try #require(CancelToken.make())
        let trigger = Task.detached { token.trigger() }
        CancelToken.sleep(milliseconds: 86_400_000, unless: token)
        #expect(token.state == .triggered)
        await trigger.value
    }

    @Test func sleepLastsAsLongAsItSays() throws {
        let before = monotonicMilliseconds()
        CancelToken.sleep(milliseconds: 20, unless: nil)
        CancelToken.sleep(milliseconds: 20, unless: try #require(CancelToken.make()))
        #expect(monotonicMilliseconds() - before >= 40)
    }
}
