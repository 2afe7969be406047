import CSystem

/// Bytes that grow as they come and are given back when there were many. Unlike an array it answers false where there is
/// no memory, and holds no code that can trap: a server decides how much comes here.
package struct EventBuffer {
    private var storage: Storage?
    package private(set) var count = 0

    package init() {}

    /// Valid until the buffer changes.
    package var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: storage?.bytes, count: count) }

    /// Adds `part`; false, and nothing added, if there is no memory for it.
    package mutating func append(_ part: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let source = part.baseAddress, part.count > 0 else { return true }
        guard let target = reserve(count &+ part.count) else { return false }
        csystem_copy_bytes(target + count, source, part.count)
        count &+= part.count
        return true
    }

    /// Replaces what is there by what `fill` writes into room for `most` bytes, which answers how many it wrote.
    package mutating func replace(most: Int, _ fill: (UnsafeMutablePointer<UInt8>) -> Int) -> Bool {
        count = 0
        guard let target = reserve(most) else { return false }
        count = fill(target)
        return true
    }

    /// Empties the buffer, and gives its memory back if that is more than `kept` bytes.
    package mutating func clear(keeping kept: Int) {
        count = 0
        if let storage, storage.capacity > kept { self.storage = nil }
    }

    /// Memory of our own for `needed` bytes, grown by doubling so that adding up takes linear time.
    private mutating func reserve(_ needed: Int) -> UnsafeMutablePointer<UInt8>? {
        if storage == nil || !isKnownUniquelyReferenced(&storage) {
            let shared = bytes
            let own = Storage()
            guard let target = own.grow(to: needed) else { return nil }
            if let source = shared.baseAddress { csystem_copy_bytes(target, source, count) }
            storage = own
        }
        return storage?.grow(to: needed)
    }

    private final class Storage {
        private(set) var bytes: UnsafeMutablePointer<UInt8>?
        private(set) var capacity = 0

        deinit { csystem_free_bytes(bytes) }

        func grow(to needed: Int) -> UnsafeMutablePointer<UInt8>? {
            if let bytes, needed <= capacity { return bytes }
            let smallest = 256
            let larger = max(needed, capacity &* 2, smallest)
            guard let grown = csystem_resize_bytes(bytes, larger) else { return nil }
            bytes = grown
            capacity = larger
            return grown
        }
    }
}
