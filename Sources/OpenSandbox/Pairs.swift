/// Names with values, each name once, in the order in which they were first set.
package struct Pairs: Sendable {
    package private(set) var all: [(name: String, value: String)]

    init(_ all: [(name: String, value: String)] = []) { self.all = all }

    package var isEmpty: Bool { all.isEmpty }

    func value(_ name: String) -> String? {
        for pair in all where pair.name.isExactly(name) { return pair.value }
        return nil
    }

    /// Sets, replaces or, with nil, removes.
    package mutating func set(_ name: String, _ value: String?) {
        let index = all.indices.first { all[$0].name.isExactly(name) }
        switch (index, value) {
        case (let index?, let value?): all[index].value = value
        case (let index?, nil): all.remove(at: index)
        case (nil, let value?): all.append((name, value))
        case (nil, nil): break
        }
    }
}
