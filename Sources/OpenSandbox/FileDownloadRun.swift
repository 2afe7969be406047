import HTTP

extension Sandbox {
    /// Reads a file, or the options' range of it, into memory.
    package func readFile(_ path: String, _ options: FileOptions, _ cancel: CancelToken?) throws(Failure) -> Bytes {
        try FilePath.check(path)
        let bytes = Bytes(limit: options.readLimit)
        let service = try FileService(self, options, cancel)
        // HTTP has no word for a range of no bytes; that the file is there shall be true all the same.
        if options.range?.length == 0 {
            _ = try service.info(path, cancel)
        } else {
            try service.download(path, to: bytes, "read file", cancel)
        }
        return try bytes.finish()
    }

    /// Reads lines, without their ends, joined by "\n".
    ///
    /// - Parameter first: From 1.
    /// - Parameter count: nil is all.
    package func readLines(
        _ path: String, first: Int64, count: Int64?, _ options: FileOptions, _ cancel: CancelToken?
    ) throws(Failure) -> Bytes {
        try FilePath.check(path)
        let operation: StaticString = "read lines"
        let service = try FileService(self, options, cancel)
        let bytes = Bytes(limit: options.readLimit)
        var whole = options
        whole.range = nil
        let download = FileDownload(bytes, operation, whole)
        let query = "?path=\(percentEncoded(path))&offset=\(first)" + (count.map { "&limit=\($0)" } ?? "")
        var request = service.request(.get, "/files/download" + query)
        request.isBulk = true
        request.limits = request.limits.forStream
        let end = client.perform(request, download, cancel)
        do throws(Failure) {
            if case .cut(let failure) = try download.outcome(end) { throw failure }
        } catch { throw service.refined(error) }
        return try bytes.finish()
    }

    /// Brings a file to the host.
    package func download(_ path: String, to sink: HostSink, _ options: FileOptions, _ cancel: CancelToken?) throws(Failure) {
        try FilePath.check(path)
        let operation: StaticString = "download file"
        switch sink {
        case .path(let hostPath):
            // First, so that nothing is asked of the daemon where nothing can be written.
            let file = try HostFileSink.make(hostPath, cancel)
            let service = try FileService(self, options, cancel)
            let entry = try service.download(path, to: file, operation, cancel)
            // A symbolic link's own mode says nothing.
            try file.finish(mode: options.keepsMode && entry?.type == .regular ? entry?.mode : nil)
        case .descriptor(let descriptor):
            let sink = try DescriptorSink.make(descriptor, cancel)
            try FileService(self, options, cancel).download(path, to: sink, operation, cancel)
        case .callback(let take):
            try FileService(self, options, cancel).download(path, to: CallbackSink(take), operation, cancel)
        }
    }
}

extension FileService {
    /// Downloads, and goes on after a cut where the file is still what it was. What was asked about the file is returned, where something was.
    @discardableResult
    func download(
        _ path: String, to sink: any ByteSink, _ operation: StaticString, _ cancel: CancelToken?
    ) throws(Failure) -> FileEntry? {
        var run = DownloadRun(self, path, sink, operation, cancel)
        do throws(Failure) { return try run.run() } catch { throw refined(error) }
    }
}

/// One download over as many connections as it takes.
private struct DownloadRun {
    /// How often in a row a connection may bring next to nothing, and how often in all it may begin anew, before the download is given up.
    private static let mostBarren = 5
    /// Less than this is next to nothing.
    private static let barrenBelow: Int64 = 64 << 10
    private static let firstPause: Int64 = 100

    private let service: FileService
    private let path: String
    private let sink: any ByteSink
    private let operation: StaticString
    private let cancel: CancelToken?
    private let download: FileDownload
    /// What was said of the file, from which it may not differ.
    private var known: FileState?
    private var barren = 0
    private var startedOver = 0

    init(_ service: FileService, _ path: String, _ sink: any ByteSink, _ operation: StaticString, _ cancel: CancelToken?) {
        self.service = service
        self.path = path
        self.sink = sink
        self.operation = operation
        self.cancel = cancel
        download = FileDownload(sink, operation, service.options)
    }

    mutating func run() throws(Failure) -> FileEntry? {
        // Only what the answer will not say: a part of a file comes without the time of its last change, and nothing tells the mode.
        if !sink.prefersStartingOver, service.options.range != nil || service.options.keepsMode { known = try state() }
        var wasCut = false
        while let failure = try connect() {
            wasCut = true
            guard service.options.resumes, barren < Self.mostBarren else { throw failure }
            try pause()
            try goOn(failure)
        }
        if wasCut, let known {
            guard case .same = compare(try state(), known) else { throw changed }
        }
        download.finish()
        return known?.entry
    }

    /// One connection: why it did not bring all that is wanted; nil when it did.
    private mutating func connect() throws(Failure) -> Failure? {
        let before = download.done
        var request = request
        if let range = download.rangeHeader { request.headers.append(Header("Range", range)) }
        let end = service.client.perform(request, download, cancel)
        let failure = try cut(end)
        barren = failure != nil && download.done &- before < Self.barrenBelow ? barren &+ 1 : 0
        return failure
    }

    private var request: Request {
        var request = service.request(.get, "/files/download?path=" + percentEncoded(path))
        request.isBulk = true
        request.limits = request.limits.forStream
        return request
    }

    private func cut(_ end: TransferEnd) throws(Failure) -> Failure? {
        if case .cut(let failure) = try download.outcome(end) { return failure }
        // An answer that did not tell its length may have ended early.
        guard service.options.verifies, download.wanted == nil else { return nil }
        let entry = try service.info(path, cancel)
        guard entry.type == .regular else { return nil }
        download.expect(size: entry.size)
        if download.isComplete { return nil }
        return Failure(
            .errIncomplete, "\(String(operation)): \(download.done) bytes came of a file of \(entry.size)", isRetryable: true)
    }

    private func pause() throws(Failure) {
        if barren > 0 { CancelToken.sleep(milliseconds: Self.firstPause &<< Int64(barren &- 1), unless: cancel) }
        if let interruption = Failure.interruption(cancel, String(operation)) { throw interruption }
    }

    // MARK: After a cut

    /// Sees to it that the next connection may go on where this one ended, or begins anew.
    private mutating func goOn(_ failure: Failure) throws(Failure) {
        if download.done == 0 { return download.forget() }
        if sink.prefersStartingOver { return try startOver(failure) }
        while true {
            let now: FileState
            do throws(Failure) { now = try state() } catch {
                // While the way to the daemon is broken nothing is said of the file.
                barren &+= 1
                guard error.isRetryable else { throw error }
                guard barren < Self.mostBarren else { throw failure }
                try pause()
                continue
            }
            switch compare(now, known) {
            case .same: break
            case .changed: throw changed
            case .unclear: try startOver(failure)
            }
            known = now
            return
        }
    }

    private mutating func startOver(_ failure: Failure) throws(Failure) {
        startedOver &+= 1
        guard startedOver < Self.mostBarren, sink.startOver() else { throw failure }
        download.forget()
    }

    private var changed: Failure {
        Failure(.errFileChanged, "\(String(operation)): the file changed after a connection had broken")
    }

    // MARK: Whether the file is still what it was

    /// What is said of a file, and of the file behind a link by the head of its download.
    private struct FileState {
        let entry: FileEntry
        var linkSize: Int64?
        var linkModified: String?
    }

    private func state() throws(Failure) -> FileState {
        var state = FileState(entry: try service.info(path, cancel))
        if state.entry.type == .directory { throw Failure(.errConflict, "\(String(operation)): it is a directory") }
        guard state.entry.type == .symlink else { return state }
        let probe = HeadProbe()
        let end = service.client.perform(request, probe, cancel)
        guard let head = probe.head else {
            if case .failed(let failure) = end { throw Failure(failure, operation, .get) }
            throw .protocolError("\(String(operation)): no answer", raw: [])
        }
        if head.status == 200 {
            state.linkSize = head.contentLength
            state.linkModified = head["last-modified"]
        }
        return state
    }

    private enum Comparison { case same, changed, unclear }

    /// - Parameter known: What was said before; without it what the first answer's head said has to do, in whole seconds.
    private func compare(_ now: FileState, _ known: FileState?) -> Comparison {
        if let known {
            let isSameLink = known.linkSize == now.linkSize && (known.linkModified ?? "").isExactly(now.linkModified ?? "")
            return now.entry.isUnchanged(since: known.entry) && isSameLink ? .same : .changed
        }
        guard let size = download.size, let modifiedAt = download.modifiedAt, let begunAt = download.begunAt else { return .unclear }
        let modifiedNow = now.entry.type == .symlink
            ? now.linkModified.flatMap(Instant.ofHeader) : now.entry.modifiedAt.map { $0 / 1000 &* 1000 }
        guard size == now.linkSize ?? now.entry.size, modifiedAt == modifiedNow else { return .changed }
        // In the second in which it was begun to be read it may have been changed once more.
        return modifiedAt < begunAt ? .same : .unclear
    }
}

/// Looks at an answer's head alone.
private final class HeadProbe: ResponseConsumer {
    private(set) var head: ResponseHead?

    func begin(_ head: ResponseHead) -> Flow {
        self.head = head
        return .stop
    }

    func consume(_ bytes: UnsafeBufferPointer<UInt8>) -> Flow { .stop }
}
