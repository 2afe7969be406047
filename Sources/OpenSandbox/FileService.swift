import HTTP
import JSON

/// The daemon's calls for files, as itself or as a user of the sandbox.
struct FileService {
    let client: Client
    let endpoint: Endpoint
    let options: FileOptions

    @inline(never) init(_ sandbox: Sandbox, _ options: FileOptions, _ cancel: CancelToken?) throws(Failure) {
        client = sandbox.client
        endpoint = try sandbox.daemonEndpoint(cancel)
        self.options = options
    }

    @inline(never) func request(_ method: Method, _ path: String, body: [UInt8]? = nil) -> Request {
        client.wire.endpointRequest(endpoint, method, options.pathPrefix + path, body: body)
    }

    @inline(never) func call(
        _ method: Method, _ path: String, body: [UInt8]? = nil, _ operation: StaticString, _ cancel: CancelToken?
    ) throws(Failure) -> Answer {
        do throws(Failure) { return try client.call(request(method, path, body: body), operation, cancel) } catch { throw refined(error) }
    }

    // MARK: Calls

    func info(_ paths: [String], _ cancel: CancelToken?) throws(Failure) -> [FileEntry] {
        let operation: StaticString = "get file info"
        var entries: [FileEntry] = []
        for group in FilePath.queries(paths) {
            let answer = try call(.get, "/files/info" + group.query, operation, cancel)
            let found = try answer.document(operation).object
            for path in group.paths {
                // no trap: the member of a JSON object by its name, nil where there is none
                guard let entry = found?[path].flatMap({ FileEntry($0) }) else {
                    throw malformed(operation, "nothing, or nothing whole, is said of \(path)", answer)
                }
                entries.append(entry)
            }
        }
        return entries
    }

    @inline(never) func info(_ path: String, _ cancel: CancelToken?) throws(Failure) -> FileEntry {
        guard let entry = try info([path], cancel).first else { throw .protocolError("get file info: no answer", raw: []) }
        return entry
    }

    func entries(_ path: String, _ operation: StaticString, _ cancel: CancelToken?) throws(Failure) -> [FileEntry] {
        let answer = try call(.get, path, operation, cancel)
        guard let list = try answer.document(operation).array else { throw malformed(operation, "the answer is no list", answer) }
        var entries: [FileEntry] = []
        for element in list {
            guard let entry = FileEntry(element) else { throw malformed(operation, "an entry has no path or no size", answer) }
            entries.append(entry)
        }
        return entries
    }

    @inline(never) private func malformed(_ operation: StaticString, _ problem: String, _ answer: Answer) -> Failure {
        Failure(.errProtocol, "\(String(operation)): \(problem)", httpStatus: answer.head.status, raw: answer.body)
    }

    // MARK: Failures

    /// The daemon has one status for whatever its own calls to the system answer; the words tell which it was.
    func refined(_ failure: Failure) -> Failure {
        if failure.httpStatus == 404 || failure.httpStatus == 405, failure.code == nil, failure.message.holds("page not found") {
            let lacking: String = options.identity == nil ? "; this daemon has no such call" : "; this daemon does not act as another user"
            return failure.with(status: .errUnsupported, message: failure.message + lacking)
        }
        guard failure.httpStatus == 500 else { return failure }
        for (words, status) in Self.meanings where failure.message.holds(words) { return failure.with(status: status) }
        return failure
    }

    private static var meanings: [(StaticString, Status)] {
        [
            ("no such file or directory", .errNotFound), ("permission denied", .errForbidden), ("operation not permitted", .errForbidden),
            ("read-only file system", .errForbidden), ("is a directory", .errConflict), ("not a directory", .errConflict),
            ("already exists", .errConflict), ("no space left", .errQuota), ("quota exceeded", .errQuota),
            ("failed to lookup", .errValidation), ("file name too long", .errValidation), ("invalid pattern", .errValidation),
        ]
    }
}
