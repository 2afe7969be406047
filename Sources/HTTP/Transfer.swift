import CSystem

/// How a transfer ended, for whoever started it.
package enum TransferEnd: Sendable {
    /// The server ended its answer as HTTP says.
    case finished
    /// The consumer had all it needed before the server ended its answer.
    case complete
    /// The consumer wanted no more.
    case stopped
    case failed(TransportFailure)
}

/// One exchange on a libcurl easy handle: its set-up, its state and its time limits. Whoever drives it (a lane or the I/O thread) adds the
/// handle to a multi and tells what came of it; only that thread touches it.
final class Transfer: @unchecked Sendable {
    /// What libcurl reads and sends at a time where there is much of it. Larger reads empty the socket, and then wait for whoever fills it.
    private static let bulkReads = 64 << 10
    private static let bulkWrites = 256 << 10
    /// Whoever takes a body has to put it away before it answers: for each so many bytes it gets a second more.
    private static let bytesPutAwayPerSecond: Int64 = 16 << 20

    private static let mostBeginnings = 3

    let request: Request
    let easy: UnsafeMutableRawPointer
    private var consumer: (any ResponseConsumer)?
    /// Kept until the easy handle is gone: libcurl takes its locks while it cleans up.
    private let share: ConnectionShare
    private var fields: UnsafeMutablePointer<curl_slist>?
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    private enum Phase { case waiting, head, body, complete, stopped }
    private var phase = Phase.waiting
    private var status: Int32 = 0
    private var headers: [Header] = []
    private var headSize = 0
    private let longestHead: Int
    private let longestLine: Int
    /// Of the authorities, to tell when it is missing: OpenSSL does not.
    let caDirectory: String?
    private var requestsSent = 0
    private var timesBegun = 1
    private var isHeadTooLarge = false
    private var hasSocket = false
    /// Why there was no socket, 0 when there was one.
    private var socketError = 0

    private let startedAt = monotonicMilliseconds()
    private var sentAt: Int64?
    /// When the source last gave a part of the body, and how much it has given.
    private var lastGivenAt: Int64?
    private var given: Int64 = 0
    private var isBodyGiven = false
    private var lastByteAt: Int64?
    /// Body bytes received so far, so that a driver sees whether a pass brought any.
    private(set) var received = 0
    private(set) var isPaused = false

    /// nil when libcurl has no memory or descriptor for it. No failable initialiser: in Embedded Swift one that fails leaks its instance.
    static func make(
        _ request: Request, share: ConnectionShare, settings: ConnectionSettings, consumer: any ResponseConsumer
    ) -> Transfer? {
        guard let easy = curl_easy_init() else { return nil }
        let transfer = Transfer(easy, request, share, settings, consumer)
        transfer.configure(settings)
        return transfer
    }

    private init(
        _ easy: UnsafeMutableRawPointer, _ request: Request, _ share: ConnectionShare, _ settings: ConnectionSettings,
        _ consumer: any ResponseConsumer
    ) {
        self.easy = easy
        longestHead = settings.longestHead
        longestLine = settings.longestLine
        caDirectory = settings.trust.caDirectory
        self.request = request
        self.consumer = consumer
        self.share = share
        errorText[0] = 0
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(fields)
        errorText.deallocate()
    }

    /// Lets go of the consumer, which has all it needs, and of whatever the host gave it: the transfer may stay behind for a while.
    func dropConsumer() { consumer = nil }

    var isComplete: Bool { phase == .complete }
    var isInBody: Bool { phase == .body }
    var isTLS: Bool { request.url.utf8.starts(with: "https:".utf8) }
    /// OpenSSL writes to the socket, to the server's or to that of a proxy: SIGPIPE is ours there.
    private(set) var writesTLS = false

    /// The driver's word that a pass brought a part of the body: one look at the clock for all its pieces, which may be thousands. After the
    /// consumer, which may have been a host's callback and taken its time: silence is the server's alone.
    func heard() { lastByteAt = monotonicMilliseconds() }

    /// A connection is being made. Up to 8.0 libcurl gives up an address that does not answer, and turns to the next one only when it is
    /// called again, for which it asks nobody: its driver has to look from time to time.
    var isConnecting: Bool { sentAt == nil && hasSocket }
    static let connectingLook: Int64 = 250

    /// Has libcurl look at a transfer that nothing has happened to. Only while it is connecting, for it needs a connection.
    func nudge() {
        curl_easy_pause(easy, CInt(CURLPAUSE_RECV))
        curl_easy_pause(easy, CURLPAUSE_CONT)
    }

    /// Takes up a transfer that its consumer paused: what was held back comes now.
    func resume() {
        isPaused = false
        heard()
        curl_easy_pause(easy, CURLPAUSE_CONT)
    }
}

// MARK: Set-up

extension Transfer {
    private func configure(_ settings: ConnectionSettings) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        csystem_easy_set_pointer(easy, CURLOPT_PRIVATE, context)
        csystem_easy_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
        csystem_easy_set_pointer(easy, CURLOPT_SHARE, share.handle)
        csystem_easy_set_text(easy, CURLOPT_URL, request.url)
        csystem_easy_set_text(easy, CURLOPT_PROTOCOLS_STR, "http,https")
        // No signal handler of libcurl's, and no wait for a look-up thread when a transfer is given up.
        csystem_easy_set_long(easy, CURLOPT_NOSIGNAL, 1)
        csystem_easy_set_long(easy, CURLOPT_QUICK_EXIT, 1)
        configureConnection(settings)
        writesTLS = isTLS || mayMeetProxy(settings.proxy)

        setMethod()
        setFields()

        csystem_easy_on_data(easy, CURLOPT_HEADERFUNCTION) { data, size, count, context in
            Transfer.from(context)?.receiveField(data, size &* count) ?? 0
        }
        csystem_easy_set_pointer(easy, CURLOPT_HEADERDATA, context)
        csystem_easy_on_data(easy, CURLOPT_WRITEFUNCTION) { data, size, count, context in
            Transfer.from(context)?.receiveBody(data, size &* count) ?? 0
        }
        csystem_easy_set_pointer(easy, CURLOPT_WRITEDATA, context)
        if request.isBulk {
            csystem_easy_set_long(easy, CURLOPT_BUFFERSIZE, Self.bulkReads)
            csystem_easy_set_long(easy, CURLOPT_UPLOAD_BUFFERSIZE, Self.bulkWrites)
        }
        csystem_easy_on_prereq(easy, { context, _, _, _, _ in
            Transfer.from(context)?.willSend() ?? CURL_PREREQFUNC_ABORT
        }, context)
        csystem_easy_on_open(easy, { context, _, address in
            Transfer.from(context)?.openSocket(address) ?? CURL_SOCKET_BAD
        }, context)
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// The transfer an easy handle belongs to.
    static func owner(of easy: UnsafeMutableRawPointer) -> Transfer? {
        from(csystem_easy_get_private(easy))
    }

    private func setMethod() {
        let name = UnsafeRawPointer(request.method.name.utf8Start).assumingMemoryBound(to: CChar.self)
        if let source = request.source {
            setSource(source)
            csystem_easy_set_text(easy, CURLOPT_CUSTOMREQUEST, name)
            return
        }
        if request.body == nil && request.method == .get { return }
        if let body = request.body ?? (request.method == .post ? [] : nil) {
            csystem_easy_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
            body.withUnsafeBufferPointer { bytes in
                bytes.withMemoryRebound(to: CChar.self) { chars in
                    // An empty array may have no address, and NULL would mean something else to libcurl.
                    if let start = chars.baseAddress, !chars.isEmpty {
                        _ = csystem_easy_set_text(easy, CURLOPT_COPYPOSTFIELDS, start)
                    } else {
                        _ = csystem_easy_set_text(easy, CURLOPT_COPYPOSTFIELDS, "")
                    }
                }
            }
        }
        csystem_easy_set_text(easy, CURLOPT_CUSTOMREQUEST, name)
    }

    private func setSource(_ source: any BodySource) {
        csystem_easy_set_long(easy, CURLOPT_POST, 1)
        csystem_easy_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(source.size ?? -1))
        // On a kept connection that has died it would be lost, and it cannot be given again.
        csystem_easy_set_long(easy, CURLOPT_FRESH_CONNECT, 1)
        csystem_easy_on_data(easy, CURLOPT_READFUNCTION) { room, size, count, context in
            Transfer.from(context)?.giveBody(room, size &* count) ?? Int(CURL_READFUNC_ABORT)
        }
        csystem_easy_set_pointer(easy, CURLOPT_READDATA, Unmanaged.passUnretained(self).toOpaque())
    }

    private func setFields() {
        // "Expect: 100-continue" costs a second against servers that do not answer it.
        fields = curl_slist_append(nil, "Expect:")
        if let source = request.source, source.size == nil, let longer = curl_slist_append(fields, "Transfer-Encoding: chunked") {
            fields = longer
        }
        // libcurl would call a body that nobody has named a form's.
        var isNamed = false
        for header in request.headers where header.name.isSameFieldName(as: "Content-Type") { isNamed = true }
        if !isNamed, let longer = curl_slist_append(fields, "Content-Type:") { fields = longer }
        for header in request.headers {
            // "Name:" would take a field away, "Name;" is how libcurl spells an empty value.
            let line = header.value.isEmpty ? header.name + ";" : header.name + ": " + header.value
            if let longer = curl_slist_append(fields, line) { fields = longer }
        }
        csystem_easy_set_list(easy, CURLOPT_HTTPHEADER, fields)
    }
}

// MARK: What libcurl calls

extension Transfer {
    /// libcurl sends a request again by itself when a kept connection dies before any answer. For a command that means running it
    /// twice, so the second try is refused.
    private func willSend() -> CInt {
        if requestsSent > 0, !request.method.isIdempotent { return CURL_PREREQFUNC_ABORT }
        requestsSent &+= 1
        sentAt = monotonicMilliseconds()
        return CURL_PREREQFUNC_OK
    }

    private func giveBody(_ room: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        guard let room, let source = request.source,
            let read = source.read(into: UnsafeMutableRawBufferPointer(start: room, count: count)), read >= 0, read <= count
        else {
            phase = .stopped
            return Int(CURL_READFUNC_ABORT)
        }
        // After the source, which may have been a host's callback and taken its time.
        lastGivenAt = monotonicMilliseconds()
        given = given &+ Int64(clamping: read)
        isBodyGiven = read == 0 || given == source.size
        return read
    }

    /// libcurl itself forgets why it got no socket.
    private func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>?) -> curl_socket_t {
        guard let address else { return CURL_SOCKET_BAD }
        let socket = csystem_socket_open(address)
        hasSocket = hasSocket || socket >= 0
        socketError = socket < 0 ? Int(clamping: 0 &- socket) : 0
        return socket < 0 ? CURL_SOCKET_BAD : socket
    }

    private func receiveField(_ data: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        guard let data else { return 0 }
        headSize = headSize &+ count
        if headSize > longestHead || count > longestLine {
            isHeadTooLarge = true
            return 0
        }
        lastByteAt = monotonicMilliseconds()
        let line = UnsafeRawBufferPointer(start: data, count: count).trimmedLine
        if phase == .waiting || phase == .head, line.isStatusLine {
            // A later status line follows an interim answer (1xx): only the last one counts.
            phase = .head
            headers = []
            status = Int32(clamping: csystem_easy_get_long(easy, CURLINFO_RESPONSE_CODE))
            return count
        }
        guard phase == .head else { return count }
        if line.isEmpty {
            return status >= 200 ? pass(consumer?.begin(ResponseHead(status: status, headers: headers)) ?? .complete, count) : count
        }
        if let header = Header(line: line) { headers.append(header) }
        return count
    }

    private func receiveBody(_ data: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        guard let data else { return 0 }
        if phase == .complete { return count }
        received = received &+ count
        let bytes = UnsafeBufferPointer(start: UnsafeRawPointer(data).assumingMemoryBound(to: UInt8.self), count: count)
        return pass(consumer?.consume(bytes) ?? .complete, count)
    }

    private func pass(_ flow: Flow, _ count: Int) -> Int {
        switch flow {
        case .more: phase = .body
        case .complete: phase = .complete
        case .stop:
            phase = .stopped
            return 0
        case .pause:
            isPaused = true
            received = received &- count
            return Int(CURL_WRITEFUNC_PAUSE)
        }
        return count
    }
}

// MARK: Time limits and ends

extension Transfer {
    /// The next moment at which `expired()` may have something to say.
    var deadline: Deadline {
        let limits = request.limits
        var next = Deadline(after: limits.request, from: startedAt)
        switch phase {
        case .waiting, .head:
            if let sentAt { next = min(next, answerDeadline(sentAt)) }
        case .body:
            if let lastByteAt, !isPaused { next = min(next, Deadline(after: limits.idle, from: lastByteAt)) }
        case .complete, .stopped: break
        }
        return next
    }

    /// While a source gives the body it is the sending that may not stand still; the answer's head is waited for after that.
    private func answerDeadline(_ sentAt: Int64) -> Deadline {
        let limits = request.limits
        guard request.source != nil else { return Deadline(after: limits.firstByte, from: sentAt) }
        guard isBodyGiven else { return Deadline(after: limits.idle, from: lastGivenAt ?? sentAt) }
        let toPutAway = given / Self.bytesPutAwayPerSecond &* 1000
        return Deadline(after: limits.firstByte.map { $0 &+ toPutAway }, from: lastGivenAt ?? sentAt)
    }

    /// The limit that has run out, if any has.
    func expired() -> TransportFailure? {
        let deadline = self.deadline
        guard deadline.hasPassed else { return nil }
        guard deadline < Deadline(after: request.limits.request, from: startedAt) else {
            return failure(.requestTimeout, "no complete answer within the request timeout")
        }
        if phase == .body { return failure(.idleTimeout, "the stream was silent for longer than the idle timeout") }
        return request.source != nil && !isBodyGiven
            ? failure(.idleTimeout, "nothing of the body could be sent for longer than the idle timeout")
            : failure(.firstByteTimeout, "no answer within the first-byte timeout")
    }

    func failure(_ kind: TransportFailure.Kind, _ message: String) -> TransportFailure {
        TransportFailure(kind: kind, message: message, mayHaveBeenSent: requestsSent > 0, wasAnswered: headSize > 0)
    }

    /// One line beyond libcurl's own limit (100 KiB) is CURLE_OUT_OF_MEMORY to it while the head comes, CURLE_TOO_LARGE (100) since 8.6.
    private func isLineTooLong(_ code: CURLcode) -> Bool {
        code.rawValue == 100 || (code == CURLE_OUT_OF_MEMORY && sentAt != nil && (phase == .waiting || phase == .head))
    }

    /// Whether it is to be begun again: a server may go away from an HTTP/2 connection at any moment (RFC 9113, 6.8), and libcurl 7.88 then
    /// gives up what was on its way there. Each beginning is on another connection, and a server that always goes away is left.
    func beginsAgain(after code: CURLcode) -> Bool {
        guard code == CURLE_HTTP2 || code == CURLE_HTTP2_STREAM, headSize == 0, timesBegun < Self.mostBeginnings,
            request.method.isIdempotent, request.source == nil
        else { return false }
        timesBegun &+= 1
        sentAt = nil
        errorText[0] = 0
        return true
    }

    /// What libcurl takes for whole. A connection that ends between two field lines is that to it, too.
    private var endOfAnswer: TransferEnd {
        switch phase {
        case .body: return .finished
        case .head: return .failed(failure(.lost, "the connection ended in the middle of the answer's header fields"))
        case .waiting, .complete, .stopped: return .failed(failure(.malformed, "the answer has no status line"))
        }
    }

    /// What libcurl's verdict on the transfer means.
    func end(_ code: CURLcode) -> TransferEnd {
        if phase == .stopped { return .stopped }
        if phase == .complete { return .complete }
        if isHeadTooLarge || isLineTooLong(code) { return .failed(failure(.headTooLarge, "the answer's header fields are too large")) }
        guard code != CURLE_OK else { return endOfAnswer }
        let osError = socketError != 0 ? socketError : csystem_easy_get_long(easy, CURLINFO_OS_ERRNO)
        if errorText[0] != 0 { return .failed(verdict(code, errorText, osError: osError)) }
        return .failed(curl_easy_strerror(code).map { verdict(code, $0, osError: osError) } ?? failure(.lost, "libcurl gave up"))
    }
}

// MARK: Field lines

extension UnsafeRawBufferPointer {
    /// Without the line's end and the blanks around it.
    fileprivate var trimmedLine: Slice<UnsafeRawBufferPointer> {
        var line = self[...]
        while let last = line.last, last == 13 || last == 10 || last == 32 || last == 9 { line = line.dropLast() }
        while let first = line.first, first == 32 || first == 9 { line = line.dropFirst() }
        return line
    }
}

extension Slice<UnsafeRawBufferPointer> {
    fileprivate var isStatusLine: Bool { starts(with: "HTTP/".utf8) }
}

extension Header {
    fileprivate init?(line: Slice<UnsafeRawBufferPointer>) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let value = UnsafeRawBufferPointer(rebasing: line[line.index(after: colon)...]).trimmedLine
        self.init(String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self))
    }
}
