@testable import HTTP
import Testing

@Suite struct DeadlineTests {
    @Test func reckonedFromAMoment() {
        #expect(Deadline(after: 5, from: 100).milliseconds == 105)
        #expect(Deadline(after: 0, from: 100).milliseconds == 100)
        #expect(Deadline(after: -1, from: 100) == .never)
        #expect(Deadline(after: .min, from: 100) == .never)
        #expect(Deadline(after: .max, from: 100) == .never)
        #expect(Deadline(after: nil, from: 100) == .never)
        #expect(Deadline(after: Int64?.some(7), from: 100).milliseconds == 107)
    }

    @Test func whatIsLeft() throws {
        let now = monotonicMilliseconds()
        let past = Deadline(after: 0, from: now), future = Deadline(after: 1_000_000, from: now)
        #expect(past.hasPassed)
        #expect(past.remaining == 0)
        #expect(past.pollTimeout == 0)
        #expect(!future.hasPassed)
        #expect((1...1_000_000).contains(try #require(future.remaining)))
        #expect(!Deadline.never.hasPassed)
        #expect(Deadline.never.remaining == nil)
        #expect(Deadline.never.pollTimeout == -1)
        #expect(Deadline(after: 1 << 40, from: now).pollTimeout == .max)
        #expect(Deadline(at: .min).hasPassed)
        #expect(past < future && future < .never)
    }
}
