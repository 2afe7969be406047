import HTTP
import JSON

/// The answer to a unary call that succeeded.
struct Answer {
    let head: ResponseHead
    let body: [UInt8]

    init(head: ResponseHead, body: [UInt8]) {
        self.head = head
        self.body = body
    }

    /// What came of an exchange: an answer whose status is a success, or why there is none.
    static func of(_ collector: BodyCollector, _ end: TransferEnd, _ operation: StaticString, _ method: Method) throws(Failure) -> Answer {
        if collector.isTooLarge { throw Failure(.errTooLarge, "\(String(operation)): the answer is larger than \(collector.limit) bytes") }
        if case .failed(let failure) = end { throw Failure(failure, operation, method) }
        guard let head = collector.head else { throw .protocolError("\(String(operation)): no answer", raw: []) }
        guard (200...299).contains(head.status) else { throw ServerError(collector.body).failure(operation, head, collector.body) }
        return Answer(head: head, body: collector.body)
    }

    func document(_ operation: StaticString) throws(Failure) -> JSONValue {
        do throws(JSONError) {
            return try JSONValue.parse(body)
        } catch {
            throw Failure(
                .errProtocol, "\(String(operation)): the answer is not JSON: \(error.text)", httpStatus: head.status,
                requestID: head["x-request-id"], raw: body)
        }
    }
}
