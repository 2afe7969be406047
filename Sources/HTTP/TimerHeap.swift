/// What is to be done when, the soonest first.
struct TimerHeap<Action> {
    private var entries: [(due: Deadline, action: Action)] = []

    var soonest: Deadline { entries.first?.due ?? .never }

    mutating func add(_ due: Deadline, _ action: Action) {
        entries.append((due, action))
        var index = entries.count &- 1
        while index > 0 {
            let parent = (index &- 1) / 2
            guard index < entries.count, parent < entries.count, entries[index].due < entries[parent].due else { return }
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
        while index < entries.count {
            var child = index &* 2 &+ 1
            let right = child &+ 1
            if child < entries.count, right < entries.count, entries[right].due < entries[child].due { child = right }
            guard child < entries.count, entries[child].due < entries[index].due else { return }
            entries.swapAt(index, child)
            index = child
        }
    }
}
