import HTTP
import JSON

/// Why a call did not do what it says. Immutable once it has been thrown.
package final class Failure: Error, @unchecked Sendable {
    /// As much of an answer that was not understood as is kept.
    static let mostRaw = 64 << 10

    package let status: Status
    package let message: String
    package let httpStatus: Int32
    package let code: String?
    package let requestID: String?
    package let field: String?
    package let retryAfter: Int64?
    package let raw: [UInt8]?
    package let isRetryable: Bool
    /// The sandbox that was made before it failed, and its deletion.
    package let sandboxID: Text?
    package let cleanup: Cleanup?

    @inline(never) package init(
        _ status: Status, _ message: String, httpStatus: Int32 = 0, code: String? = nil, requestID: String? = nil, field: String? = nil,
        retryAfter: Int64? = nil, raw: [UInt8]? = nil, isRetryable: Bool = false, sandboxID: Text? = nil, cleanup: Cleanup? = nil
    ) {
        self.status = status
        self.message = message
        self.httpStatus = httpStatus
        self.code = code
        self.requestID = requestID
        self.field = field
        self.retryAfter = retryAfter
        self.raw = raw.map { Array($0.prefix(Failure.mostRaw)) }
        self.isRetryable = isRetryable
        self.sandboxID = sandboxID
        self.cleanup = cleanup
    }

    /// The plain case, out of line: written out at each of the many places that throw one it would be a tenth of the library.
    @inline(never)
    package convenience init(_ status: Status, _ message: String) {
        self.init(status, message, httpStatus: 0)
    }

    /// The same failure with more said: what led to it, and what it left behind.
    @inline(never) func with(status: Status? = nil, message: String? = nil, sandboxID: Text? = nil, cleanup: Cleanup? = nil) -> Failure {
        Failure(
            status ?? self.status, message ?? self.message, httpStatus: httpStatus, code: code, requestID: requestID, field: field,
            retryAfter: retryAfter, raw: raw, isRetryable: isRetryable, sandboxID: sandboxID ?? self.sandboxID, cleanup: cleanup ?? self.cleanup)
    }

    @inline(never)
    package static func argument(_ name: StaticString, _ problem: String) -> Failure {
        Failure(.errInvalidArgument, "\(String(name)) \(problem)", field: String(name))
    }

    /// A field within what an argument holds, by its name on the wire.
    static func field(_ path: String, _ problem: String) -> Failure {
        Failure(.errInvalidArgument, "\(path) \(problem)", field: path)
    }

    package static func handle(_ problem: String) -> Failure { Failure(.errInvalidHandle, problem) }

    static func protocolError(_ message: String, raw: [UInt8]) -> Failure { Failure(.errProtocol, message, raw: raw) }
}

extension String {
    @inline(never) init(_ text: StaticString) {
        self = text.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
    }
}

// MARK: From the transport

extension Failure {
    convenience init(_ failure: TransportFailure, _ operation: StaticString, _ method: Method) {
        let status: Status =
            switch failure.kind {
            case .resolve: .errResolve
            case .connect: .errConnect
            case .proxy, .proxyRefused: .errProxy
            case .tls: .errTls
            case .resources: .errResources
            case .malformed: .errProtocol
            case .headTooLarge: .errTooLarge
            case .connectTimeout, .firstByteTimeout, .idleTimeout, .requestTimeout: .errTimeout
            case .cancelled: .errCancelled
            case .deadline: .errDeadline
            case .refused: .errInvalidArgument
            case .lost, .resendRefused: .errConnectionLost
            }
        let mayHaveActed = failure.mayHaveBeenSent && !method.isIdempotent
        let isUnknown = mayHaveActed && (status == .errConnectionLost || status == .errTimeout)
        let retryable = status == .errConnect || status == .errResolve || failure.kind == .proxy || (!isUnknown && (status == .errConnectionLost || status == .errTimeout))
        self.init(
            isUnknown ? .errOutcomeUnknown : status,
            "\(String(operation)): \(failure.message)\(mayHaveActed ? "; the request had been sent and may have been carried out" : "")",
            isRetryable: retryable)
    }
}
