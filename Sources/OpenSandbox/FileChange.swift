/// What happened to an entry of a watched directory.
///
/// - C: osb_change_kind OSB_CHANGE_
package enum FileChangeKind: Int32, Sendable {
    /// Nothing: the handle given is no change.
    case none = 0
    /// It was not there at the look before.
    case created = 1
    /// Its size, time of change, mode or type is another than at the look before; of a directory mode and type count.
    case changed = 2
    /// It is not there any more.
    case deleted = 3
}

/// One difference between two looks at a directory.
package struct FileChange {
    package let kind: FileChangeKind
    /// What is there now; of a deleted one what was there.
    package let entry: FileEntry

    /// The differences between two lists, each in the order of paths.
    static func between(_ before: [FileEntry], _ now: [FileEntry]) -> [FileChange] {
        var changes: [FileChange] = []
        var old = before[...], new = now[...]
        while !old.isEmpty || !new.isEmpty {
            let was = old.first, there = new.first
            let order = if let was, let there { was.order(to: there) } else { was == nil ? 1 : -1 }
            if let was, order < 0 {
                changes.append(FileChange(kind: .deleted, entry: was))
            } else if let there, order > 0 {
                changes.append(FileChange(kind: .created, entry: there))
            } else if let was, let there, !there.looksLike(was) {
                changes.append(FileChange(kind: .changed, entry: there))
            }
            if order <= 0 { old = old.dropFirst() }
            if order >= 0 { new = new.dropFirst() }
        }
        return changes
    }
}

extension FileEntry {
    /// Negative, 0 or positive, as its path stands before, at or after the other's.
    func order(to other: FileEntry) -> Int {
        let most = min(path.count, other.path.count)
        let mine: UnsafePointer<CChar> = path.pointer, others: UnsafePointer<CChar> = other.path.pointer
        for index in 0..<most where mine[index] != others[index] {
            return UInt8(bitPattern: mine[index]) < UInt8(bitPattern: others[index]) ? -1 : 1
        }
        return path.count &- other.path.count
    }

    fileprivate func looksLike(_ other: FileEntry) -> Bool {
        // A directory's own size and time change with what is in it, which has changes of its own.
        type == other.type && mode == other.mode && (type == .directory || size == other.size && modifiedText.isExactly(other.modifiedText))
    }
}
