/// Names in a directory tree that comes from, or goes to, somebody who is not trusted.
enum TreePath {
    /// As much as any system takes; it also bounds how deep a tree can be.
    static let longestName = 4096
    static let longestPart = 255

    private static let slash = UInt8(ascii: "/")

    /// The parts of a name below the tree's root, none for the root itself; nil for one that is absolute, leads out of the tree, or is no name.
    static func parts(_ name: [UInt8]) -> [[UInt8]]? {
        guard name.first != slash, name.count <= longestName, !name.contains(0) else { return nil }
        var parts: [[UInt8]] = []
        for part in name.split(separator: slash) where !part.elementsEqual(".".utf8) {
            guard !part.elementsEqual("..".utf8), part.count <= longestPart else { return nil }
            parts.append(Array(part))
        }
        return parts
    }

    /// Whether a symbolic link in a directory so many levels below the root stays within the tree, whatever links its target leads through:
    /// relative, and upwards only at its beginning, where the directories are known to be directories.
    static func staysInside(link target: [UInt8], depth: Int) -> Bool {
        guard !target.isEmpty, target.first != slash, target.count <= longestName, !target.contains(0) else { return false }
        var up = 0, isDescending = false
        for part in target.split(separator: slash) where !part.elementsEqual(".".utf8) {
            if part.elementsEqual("..".utf8) {
                guard !isDescending else { return false }
                up &+= 1
            } else {
                isDescending = true
            }
        }
        return up <= depth
    }

    static func text(_ name: [UInt8]) -> String { String(decoding: name.prefix(longestName), as: UTF8.self) }
}
