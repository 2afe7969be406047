import CLocalSystem
import NIOCore

/// Takes a multipart/form-data body (RFC 7578) apart as it comes; no more of it is held than a boundary's length.
struct MultipartReader {
    struct Malformed: Error {}

    enum Event {
        case part(name: String, isFile: Bool)
        /// Of the part begun last.
        case bytes(ByteBuffer)
        /// The form is complete.
        case end
    }

    private enum Place { case preamble, behindBoundary, headers, content, end }

    private static let mostHeaderBytes = 64 << 10

    private let boundary: [UInt8]
    private var place = Place.preamble
    private var buffer = ByteBuffer()

    /// Nil where the content is no form.
    init?(contentType: String) {
        var parameters = contentType.split(separator: ";").map { $0.drop(while: \.isWhitespace) }[...]
        guard let kind = parameters.popFirst(), String(kind).trimmed.lowercased() == "multipart/form-data" else { return nil }
        let boundary = parameters.first { $0.lowercased().hasPrefix("boundary=") }.map { $0.dropFirst("boundary=".count) }
        guard let boundary, case let text = String(boundary).trimmed.filter({ $0 != "\"" }), (1...200).contains(text.utf8.count) else {
            return nil
        }
        self.boundary = Array("\r\n--\(text)".utf8)
        // The first boundary need have no line end before it.
        buffer.writeString("\r\n")
    }

    mutating func feed(_ bytes: inout ByteBuffer) {
        // Anew, for a buffer that is only added to keeps the room of what was taken out of it.
        var joined = ByteBufferAllocator().buffer(capacity: buffer.readableBytes + bytes.readableBytes)
        joined.writeBuffer(&buffer)
        joined.writeBuffer(&bytes)
        buffer = joined
    }

    /// What comes next, or nil when more has to be fed first.
    mutating func next() throws(Malformed) -> Event? {
        while true {
            switch place {
            case .end: return nil
            case .preamble:
                guard let length = distanceToBoundary() else {
                    dropUncertain()
                    return nil
                }
                buffer.moveReaderIndex(forwardBy: length + boundary.count)
                place = .behindBoundary
            case .content:
                if let length = distanceToBoundary() {
                    let content = buffer.readSlice(length: length)
                    buffer.moveReaderIndex(forwardBy: boundary.count)
                    place = .behindBoundary
                    if let content, length > 0 { return .bytes(content) }
                } else {
                    // All but what may be the begin of a boundary.
                    let length = buffer.readableBytes - (boundary.count - 1)
                    guard length > 0, let content = buffer.readSlice(length: length) else { return nil }
                    return .bytes(content)
                }
            case .behindBoundary:
                guard let mark = buffer.getBytes(at: buffer.readerIndex, length: 2) else { return nil }
                if mark == Array("--".utf8) {
                    place = .end
                    return .end
                }
                if mark == Array("\r\n".utf8) {
                    place = .headers
                } else if mark[0] == UInt8(ascii: " ") || mark[0] == UInt8(ascii: "\t") {
                    buffer.moveReaderIndex(forwardBy: 1)
                } else {
                    throw Malformed()
                }
            case .headers:
                guard let length = distance(to: Array("\r\n\r\n".utf8)) else {
                    guard buffer.readableBytes < Self.mostHeaderBytes else { throw Malformed() }
                    return nil
                }
                let lines = buffer.readString(length: length) ?? ""
                buffer.moveReaderIndex(forwardBy: 4)
                place = .content
                return Self.part(lines)
            }
        }
    }

    private func distanceToBoundary() -> Int? { distance(to: boundary) }

    private func distance(to wanted: [UInt8]) -> Int? {
        buffer.withUnsafeReadableBytes { bytes in
            guard let begin = bytes.baseAddress else { return nil }
            let offset = local_find(begin, bytes.count, wanted, wanted.count)
            return offset >= 0 ? offset : nil
        }
    }

    private mutating func dropUncertain() {
        let length = buffer.readableBytes - (boundary.count - 1)
        if length > 0 { buffer.moveReaderIndex(forwardBy: length) }
    }

    /// As in Go, what has a file name is a file.
    private static func part(_ headers: String) -> Event {
        var name = "", isFile = false
        for line in headers.split(separator: "\r\n") {
            guard line.lowercased().hasPrefix("content-disposition:") else { continue }
            for parameter in line.split(separator: ";").dropFirst() {
                let pair = parameter.split(separator: "=", maxSplits: 1)
                guard pair.count == 2 else { continue }
                let value = String(pair[1]).trimmed.filter { $0 != "\"" }
                switch String(pair[0]).trimmed.lowercased() {
                case "name": name = value
                case "filename", "filename*": isFile = isFile || !value.isEmpty
                default: break
                }
            }
        }
        return .part(name: name, isFile: isFile)
    }
}
