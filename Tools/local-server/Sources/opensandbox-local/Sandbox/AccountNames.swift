/// Names of users and groups, as a sandbox has them.
struct AccountNames: Sendable {
    private static let largest = 4 << 20

    private let users: [(name: String, id: UInt32)]
    private let groups: [(name: String, id: UInt32)]
    private let userNames: [UInt32: String]
    private let groupNames: [UInt32: String]

    init(of root: SandboxRoot) {
        users = Self.entries(root, "/etc/passwd")
        groups = Self.entries(root, "/etc/group")
        userNames = Dictionary(users.map { ($0.id, $0.name) }) { first, _ in first }
        groupNames = Dictionary(groups.map { ($0.id, $0.name) }) { first, _ in first }
    }

    /// The name, or the number where there is none.
    func user(_ id: UInt32) -> String { userNames[id] ?? String(id) }

    func group(_ id: UInt32) -> String { groupNames[id] ?? String(id) }

    func user(named name: String) -> UInt32? { users.first { $0.name == name }?.id }

    func group(named name: String) -> UInt32? { groups.first { $0.name == name }?.id }

    /// Lines of name:password:number:…
    private static func entries(_ root: SandboxRoot, _ path: String) -> [(name: String, id: UInt32)] {
        guard let bytes = try? root.contents(of: path, limit: largest) else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
            let fields = line.split(separator: ":", omittingEmptySubsequences: false)
            guard fields.count > 2, let id = UInt32(fields[2]) else { return nil }
            return (String(fields[0]), id)
        }
    }
}
