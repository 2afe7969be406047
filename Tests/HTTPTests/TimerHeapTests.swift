@testable import HTTP
import Testing

@Suite struct TimerHeapTests {
    @Test func theSoonestComesFirstWhateverTheOrder() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<50 {
            let dues = (0..<100).map { _ in Int64.random(in: 0..<40, using: &generator) }
            var heap = TimerHeap<Int64>()
            for due in dues { heap.add(Deadline(at: due), due) }
            var came: [Int64] = []
            while let (due, action) = heap.next(at: Deadline(at: 1_000)) {
                #expect(due.milliseconds == action)
                came.append(action)
            }
            #expect(came == dues.sorted())
            #expect(heap.soonest == .never)
        }
    }

    @Test func whatIsNotDueStays() {
        var heap = TimerHeap<Int>()
        heap.add(Deadline(at: 20), 2)
        heap.add(Deadline(at: 10), 1)
        #expect(heap.soonest == Deadline(at: 10))
        #expect(heap.next(at: Deadline(at: 9)) == nil)
        #expect(heap.next(at: Deadline(at: 10))?.action == 1)
        #expect(heap.next(at: Deadline(at: 19)) == nil)
        #expect(heap.next(at: Deadline(at: 20))?.action == 2)
    }
}
