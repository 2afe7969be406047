import HTTP

/// All sandboxes that a filter lets through, one after the other, page by page.
package final class SandboxIterator: @unchecked Sendable {
    private let client: Client
    private let lock = Lock()
    private var filter: SandboxFilter
    private var waiting: ArraySlice<SandboxInfo> = []
    /// Of the last page: what ends or begins meanwhile moves the rest, and the same sandbox may come again with the next page.
    private var known: [Text] = []
    private var nextPage: Int32?

    package init(_ client: Client, _ filter: SandboxFilter) {
        self.client = client
        self.filter = filter
        nextPage = filter.page ?? 1
    }

    /// nil when there are no more. After a failure the same page is asked for again.
    package func next(_ cancel: CancelToken?) throws(Failure) -> SandboxInfo? {
        while true {
            let (item, page) = lock.withLock { (waiting.popFirst(), nextPage) }
            if let item { return item }
            guard let page else { return nil }
            var asked = lock.withLock { filter }
            asked.page = page
            take(try client.list(asked, cancel), of: page)
        }
    }

    private func take(_ found: SandboxPage, of page: Int32) {
        lock.withLock {
            // Somebody else may have asked for the same one meanwhile.
            guard nextPage == page else { return }
            var fresh: [SandboxInfo] = []
            for item in found.items where !isKnown(item.id) { fresh.append(item) }
            waiting = fresh[...]
            known = found.items.map { $0.id }
            nextPage = found.hasNext && !found.items.isEmpty && page < Int32.max ? page &+ 1 : nil
        }
    }

    private func isKnown(_ id: Text) -> Bool {
        for other in known where other.string.isExactly(id.string) { return true }
        return false
    }
}
