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
        var old = 0, new = 0
        while old < before.count || new < now.count {
            let order = old == before.count ? 1 : new == now.count ? -1 : before[old].order(to: now[new])
            if order < 0 {
                changes.append(FileChange(kind: .deleted, entry: before[old]))
                old &+= 1
            } else if order > 0 {
                changes.append(FileChange(kind: .created, entry: now[new]))
                new &+= 1
            } else {
                if !now[new].looksLike(before[old]) { changes.append(FileChange(kind: .changed, entry: now[new])) }
                old &+= 1
                new &+= 1
            }
        }
        return changes
    }
}

extension FileEntry {
    /// Negative, 0 or positive, as its path stands before, at or after the other's.
    func order(to other: FileEntry) -> Int {
        let most = min(path.count, other.path.count)
        for index in 0..<most where path.pointer[index] != other.path.pointer[index] {
            return UInt8(bitPattern: path.pointer[index]) < UInt8(bitPattern: other.path.pointer[index]) ? -1 : 1
        }
        return path.count &- other.path.count
    }

    fileprivate func looksLike(_ other: FileEntry) -> Bool {
        // A directory's own size and time change with what is in it, which has changes of its own.
        type == other.type && mode == other.mode && (type == .directory || size == other.size && modifiedText.isExactly(other.modifiedText))
    }
}
