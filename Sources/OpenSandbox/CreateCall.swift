import HTTP
import JSON

/// The request that makes a sandbox. One that may have been made although we cannot tell is looked for by its label, and deleted.
struct CreateCall {
    private let client: Client
    private let options: CreateOptions
    private let createID: String?

    init(_ client: Client, _ options: CreateOptions) {
        self.client = client
        self.options = options
        createID = options.carriesCreateID ? options.createID ?? Self.newID() : nil
    }

    /// 32 hexadecimal digits.
    private static func newID() -> String {
        var text: [UInt8] = []
        for _ in 0..<16 {
            let byte = UInt8.random(in: 0...255)
            text += [Hexadecimal.digit(byte >> 4), Hexadecimal.digit(byte)]
        }
        return String(decoding: text, as: UTF8.self)
    }

    func run(_ cancel: CancelToken?) throws(Failure) -> SandboxInfo {
        let request = client.wire.serverRequest(.post, "/sandboxes", body: try options.body(createID: createID))
        var tries = Tries(request, "create sandbox", client.wire.config)
        while true {
            let collector = BodyCollector(limit: client.wire.config.mostOf.body)
            let end = client.perform(tries.next, collector, cancel)
            client.wire.clock.note(collector.head)
            do throws(Failure) {
                return try info(Answer.of(collector, end, "create sandbox", .post))
            } catch {
                if error.sandboxID == nil, let createID, Self.mayHaveMadeOne(end, collector.head) {
                    throw error.with(cleanup: LostSandbox.deleteLater(createID, client))
                }
                try client.again(&tries, after: error, end, collector.head, cancel)
            }
        }
    }

    private func info(_ answer: Answer) throws(Failure) -> SandboxInfo {
        let document = try answer.document("create sandbox")
        do throws(Failure) {
            return try SandboxInfo(document, answer, "create sandbox")
        } catch {
            // Whatever else is wrong with the answer: a sandbox that it names has been made.
            guard let id = SandboxInfo.id(document) else { throw error }
            throw error.with(sandboxID: id, cleanup: client.deleteLater(id))
        }
    }

    /// Whether there may be a sandbox although the call failed: the request had left, and the answer was lost, was nonsense, or was a
    /// gateway's that had lost it.
    private static func mayHaveMadeOne(_ end: TransferEnd, _ head: ResponseHead?) -> Bool {
        if case .failed(let failure) = end { return failure.mayHaveBeenSent }
        guard let status = head?.status else { return true }
        return (200...299).contains(status) || status == 502 || status == 504
    }
}
