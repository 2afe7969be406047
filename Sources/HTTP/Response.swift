/// An answer's status and header fields.
package struct ResponseHead: Sendable {
    package let status: Int32
    package let headers: [Header]

    /// The value of the first field of this name.
    @inline(never) package subscript(_ name: String) -> String? {
        for header in headers where header.name.isSameFieldName(as: name) { return header.value }
        return nil
    }

    /// nil where it is not told.
    package var contentLength: Int64? {
        guard let text: String = self["content-length"] else { return nil }
        return Int64(text)
    }
}

/// What a consumer wants next of an answer's body.
package enum Flow: Sendable {
    case more
    /// It has all it needs. What the server still sends is not its business, and the connection can be used again.
    case complete
    /// It wants no more of it: the connection is closed.
    case stop
    /// It has no room: the same bytes come again after a resume. On the I/O thread only.
    case pause
}

/// Takes an answer as it comes, on the thread that drives the transfer.
package protocol ResponseConsumer: AnyObject {
    func begin(_ head: ResponseHead) -> Flow
    /// `bytes` are valid during the call.
    func consume(_ bytes: UnsafeBufferPointer<UInt8>) -> Flow
}

/// Collects a body, up to a limit.
package final class BodyCollector: ResponseConsumer {
    package private(set) var head: ResponseHead?
    package private(set) var body: [UInt8] = []
    package private(set) var isTooLarge = false
    package let limit: Int

    package init(limit: Int) { self.limit = limit }

    package func begin(_ head: ResponseHead) -> Flow {
        self.head = head
        // One that announces too much is not even begun.
        isTooLarge = (head.contentLength ?? 0) > Int64(limit)
        return isTooLarge ? .stop : .more
    }

    package func consume(_ bytes: UnsafeBufferPointer<UInt8>) -> Flow {
        guard bytes.count <= limit &- body.count else {
            isTooLarge = true
            return .stop
        }
        body.append(contentsOf: bytes)
        return .more
    }
}
