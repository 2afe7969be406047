/// What is to be done when, the soonest first.
struct TimerHeap<Action> {
    private var entries: [(due: Deadline, action: Action)] = []

    var soonest: Deadline { entries.first?.due ?? .never }

    mutating func add(_ due: Deadline, _ action: Action) {
        entries.append((due, action))
        var index = entries.count &- 1
        while index > 0 {
            let parent = (index &- 1) / 2
            guard entries[index].due < entries[parent].due else { return }
            entries.swapAt(index, parent)
            index = parent
        }
    }

    /// The soonest one, if it is due.
    mutating func next(at now: Deadline) -> (due: Deadline, action: Action)? {
        guard let first = entries.first, first.due <= now else { return nil }
        let last = entries.removeLast()
        if !entries.isEmpty {
            entries[0] = last
            sink()
        }
        return first
    }

    private mutating func sink() {
        var index = 0
        while true {
            let left = index &* 2 &+ 1, right = left &+ 1
            var smallest = index
            if left < entries.count, entries[left].due < entries[smallest].due { smallest = left }
            if right < entries.count, entries[right].due < entries[smallest].due { smallest = right }
            guard smallest != index else { return }
            entries.swapAt(index, smallest)
            index = smallest
        }
    }
}
