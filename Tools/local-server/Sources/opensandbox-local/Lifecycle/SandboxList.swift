/// The query of GET /sandboxes and its answer.
struct SandboxList {
    private let states: Set<String>
    private let metadata: [(name: String, value: String)]
    private let page: Int
    private let pageSize: Int

    init(_ target: RequestTarget) throws {
        let fields = FieldReader(.object([]), at: ["query"])
        let page = fields.number("page", target.value("page") ?? "1", 1...Int64.max)
        let pageSize = fields.number("pageSize", target.value("pageSize") ?? "20", 1...200)
        try fields.check()
        self.page = Int(page ?? 1)
        self.pageSize = Int(pageSize ?? 20)
        states = Set(target.values("state").map { $0.lowercased() })
        let filter = target.value("metadata") ?? ""
        // Strict, as the real one: every field is a pair.
        let fieldsOfFilter = filter.isEmpty ? [] : filter.split(separator: "&", omittingEmptySubsequences: false)
        if let bad = fieldsOfFilter.first(where: { !$0.contains("=") }) {
            throw ServiceError(
                .badRequest, "INVALID_METADATA_FORMAT", "Invalid metadata format: bad query field: '\(bad)'")
        }
        metadata = FormFields.parse(filter)
    }

    func answer(_ sandboxes: [Sandbox]) -> JSONValue {
        let matching = sandboxes.filter { sandbox in
            let tags = sandbox.metadata
            return (states.isEmpty || states.contains(SandboxView(sandbox: sandbox).state.lowercased()))
                && metadata.allSatisfy { tags[$0.name] == $0.value }
        }
        let pages = (matching.count + pageSize - 1) / pageSize
        let items = page > pages ? [] : matching.dropFirst((page - 1) * pageSize).prefix(pageSize)
        return .object([
            "items": .array(items.map { SandboxView(sandbox: $0).whole }),
            "pagination": .object([
                "page": .integer(page), "pageSize": .integer(pageSize), "totalItems": .integer(matching.count),
                "totalPages": .integer(pages), "hasNextPage": .bool(page < pages),
            ]),
        ])
    }
}
