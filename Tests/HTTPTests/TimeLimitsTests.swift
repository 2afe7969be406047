@testable import HTTP
import Testing

@Suite struct TimeLimitsTests {
    @Test func aDeadlineShortensTheRequest() throws {
        let limits = TimeLimits()
        #expect(limits.ending(by: .never).request == 30_000)
        #expect(limits.ending(by: Deadline(after: 1 << 40)).request == 30_000)
        let short = try #require(limits.ending(by: Deadline(after: 5_000)).request)
        #expect((1...5_000).contains(short))
        #expect(limits.ending(by: Deadline(at: 0)).request == 1)
    }

    @Test func aStreamHasNoEndButItsDeadline() throws {
        let stream = TimeLimits().forStream
        #expect(stream.request == nil)
        #expect(stream.idle == 60_000 && stream.firstByte == 60_000 && stream.connect == 10_000)
        #expect(stream.ending(by: .never).request == nil)
        #expect((1...5_000).contains(try #require(stream.ending(by: Deadline(after: 5_000)).request)))
        #expect(stream.ending(by: Deadline(at: 0)).request == 1)
    }
}
