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
    /// How often in a row a connection may bring next to nothing before the download is given up.
    private static let mostBarren = 5
    /// Less than this is next to nothing.
    private static let barrenBelow: Int64 = 64 << 10
    private static let firstPause: Int64 = 100

    /// Downloads, and goes on after a cut where the file is still what it was. What was asked about it beforehand is returned.
    @discardableResult
    func download(
        _ path: String, to sink: any ByteSink, _ operation: StaticString, _ cancel: CancelToken?
    ) throws(Failure) -> FileEntry? {
        let download = FileDownload(sink, operation, options)
        // A sink that can forget starts again from the beginning, and needs to know nothing of the file beforehand.
        let startsOver = sink.startOver()
        let before = startsOver ? nil : try state(path, operation, cancel)
        if let before { download.expect(size: before.entry.type == .regular ? before.entry.size : before.linkSize ?? before.entry.size) }
        var barren = 0, wasCut = false
        while true {
            let doneBefore = download.done
            let end = client.perform(request(path, download), download, cancel)
            let outcome: FileDownload.Outcome
            do throws(Failure) { outcome = try download.outcome(end) } catch { throw refined(error) }
            guard case .cut(let failure) = outcome else { break }
            wasCut = true
            barren = download.done &- doneBefore < Self.barrenBelow ? barren &+ 1 : 0
            guard options.resumes, barren < Self.mostBarren else { throw failure }
            try pause(barren, operation, cancel)
            if startsOver {
                _ = download.startOver()
            } else if let before {
                try checkUnchanged(path, before, failure, operation, cancel)
            }
        }
        if wasCut, let before { try checkUnchanged(path, before, nil, operation, cancel) }
        if startsOver, options.verifies, download.wanted == nil { try checkSize(path, download, operation, cancel) }
        download.finish()
        return before?.entry
    }

    private func request(_ path: String, _ download: FileDownload) -> Request {
        var request = request(.get, "/files/download?path=" + percentEncoded(path))
        request.isBulk = true
        request.limits = request.limits.forStream
        if let range = download.rangeHeader { request.headers.append(Header("Range", range)) }
        return request
    }

    private func pause(_ barren: Int, _ operation: StaticString, _ cancel: CancelToken?) throws(Failure) {
        if barren > 0 { CancelToken.sleep(milliseconds: Self.firstPause << Int64(barren &- 1), unless: cancel) }
        if let interruption = Failure.interruption(cancel, String(operation)) { throw interruption }
    }

    // MARK: Whether the file is still what it was

    /// What is said of a file, and of the file behind a link by the head of its download.
    private struct FileState {
        let entry: FileEntry
        let linkSize: Int64?
        let linkModified: String?
    }

    private func state(_ path: String, _ operation: StaticString, _ cancel: CancelToken?) throws(Failure) -> FileState {
        let entry = try info(path, cancel)
        switch entry.type {
        case .directory: throw Failure(.errConflict, "\(String(operation)): it is a directory")
        case .regular, .unknown, .other: return FileState(entry: entry, linkSize: nil, linkModified: nil)
        case .symlink: break
        }
        let probe = HeadProbe()
        let end = client.perform(request(.get, "/files/download?path=" + percentEncoded(path)), probe, cancel)
        guard let head = probe.head else {
            if case .failed(let failure) = end { throw Failure(failure, operation, .get) }
            throw .protocolError("\(String(operation)): no answer", raw: [])
        }
        guard head.status == 200 else { return FileState(entry: entry, linkSize: nil, linkModified: nil) }
        return FileState(entry: entry, linkSize: head["content-length"].flatMap { Int64($0) }, linkModified: head["last-modified"])
    }

    /// - Parameter cut: Why it is asked; nil at the end.
    private func checkUnchanged(
        _ path: String, _ before: FileState, _ cut: Failure?, _ operation: StaticString, _ cancel: CancelToken?
    ) throws(Failure) {
        let now: FileState
        do throws(Failure) { now = try state(path, operation, cancel) } catch {
            // While the way to the daemon is broken nothing is said of the file: the next try tells.
            if cut != nil, error.isRetryable { return }
            throw error
        }
        let isSameLink = before.linkSize == now.linkSize && (before.linkModified ?? "").isExactly(now.linkModified ?? "")
        guard now.entry.isUnchanged(since: before.entry), isSameLink else {
            throw Failure(.errFileChanged, "\(String(operation)): the file changed after a connection had broken")
        }
    }

    /// Where the answer did not tell its length.
    private func checkSize(_ path: String, _ download: FileDownload, _ operation: StaticString, _ cancel: CancelToken?) throws(Failure) {
        let entry = try info(path, cancel)
        guard entry.type == .regular else { return }
        download.expect(size: entry.size)
        if !download.isComplete {
            throw Failure(.errIncomplete, "\(String(operation)): \(download.done) bytes came of a file of \(entry.size)", isRetryable: true)
        }
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
