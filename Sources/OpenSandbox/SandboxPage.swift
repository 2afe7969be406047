import HTTP
import JSON

/// A page of the server's list of sandboxes.
package struct SandboxPage {
    package let items: [SandboxInfo]
    package let page: Int64?
    package let pageSize: Int64?
    package let totalItems: Int64?
    package let totalPages: Int64?
    package let hasNext: Bool

    /// From GET /sandboxes.
    ///
    /// - Parameter most: More items than that are not taken apart.
    init(_ answer: Answer, most: Int) throws(Failure) {
        let document = try answer.document("list sandboxes")
        guard let elements = document["items"]?.array else {
            throw Failure(
                .errProtocol, "list sandboxes: the answer has no items", httpStatus: answer.head.status,
                requestID: answer.head["x-request-id"], field: "items", raw: answer.body)
        }
        guard elements.count <= most else {
            throw Failure(.errTooLarge, "list sandboxes: the page has \(elements.count) items, more than \(most)", requestID: answer.head["x-request-id"])
        }
        var items: [SandboxInfo] = []
        for element in elements { items.append(try SandboxInfo(element, answer, "list sandboxes")) }
        self.items = items
        let pagination = document["pagination"]
        page = pagination?["page"]?.int64
        pageSize = pagination?["pageSize"]?.int64
        totalItems = pagination?["totalItems"]?.int64
        totalPages = pagination?["totalPages"]?.int64
        hasNext = pagination?["hasNextPage"]?.bool ?? false
    }
}
