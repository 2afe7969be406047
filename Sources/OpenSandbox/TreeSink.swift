import CSystem
import HTTP

/// A tar archive from somebody who is not trusted, unpacked as it comes into a directory of the host that has no name until all is there.
final class TreeSink: ByteSink {
    /// What an entry may say of the one after it.
    private static let mostFields: Int64 = 1 << 20

    private(set) var failure: Failure?
    private let tree: HostTree

    private enum State {
        case header
        /// So much is left of it, and of the zeros after it.
        case content(rest: Int64, padding: Int64)
        case ended
    }

    private var state = State.header
    private var block: [UInt8] = []
    private var entry: TarHeader?
    private var collected: [UInt8] = []
    private var next = TarFields()
    private var common = TarFields()

    init(_ tree: HostTree) { self.tree = tree }

    func startOver() -> Bool { false }

    /// Gives the tree its name.
    func finish() throws(Failure) {
        guard case .ended = state else { throw Failure(.errIncomplete, "the archive of the tree ends in the middle") }
        try tree.finish()
    }

    func write(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var rest = bytes[...]
        do throws(Failure) {
            while !rest.isEmpty { rest = try take(rest) }
            return true
        } catch {
            failure = error
            return false
        }
    }

    /// Takes some of them; what is left.
    private func take(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) throws(Failure) -> Slice<UnsafeBufferPointer<UInt8>> {
        switch state {
        case .ended: return bytes.dropFirst(bytes.count)
        case .header:
            let part = bytes.prefix(TarHeader.blockSize &- block.count)
            block += part
            if block.count == TarHeader.blockSize { try takeHeader() }
            return bytes.dropFirst(part.count)
        case .content(let rest, let padding):
            if rest > 0 {
                let part = bytes.prefix(Int(clamping: min(rest, Int64(bytes.count))))
                try takeContent(UnsafeBufferPointer(rebasing: part))
                state = .content(rest: rest &- Int64(part.count), padding: padding)
                if rest == Int64(part.count) { try endContent(padding) }
                return bytes.dropFirst(part.count)
            }
            let part = bytes.prefix(Int(clamping: min(padding, Int64(bytes.count))))
            state = padding == Int64(part.count) ? .header : .content(rest: 0, padding: padding &- Int64(part.count))
            return bytes.dropFirst(part.count)
        }
    }

    private func takeHeader() throws(Failure) {
        let read = block.withUnsafeBufferPointer { TarHeader.read($0) }
        block = []
        switch read {
        case .end: state = .ended
        case .malformed: throw malformed("a header makes no sense")
        case .header(var header):
            switch header.kind {
            case .longName, .longLink, .fields, .commonFields:
                guard header.size <= Self.mostFields else { throw malformed("a name is too long") }
                collected = []
            default:
                guard header.take(common), header.take(next) else { throw malformed("a size makes no sense") }
                next = TarFields()
                try begin(&header)
            }
            entry = header
            state = .content(rest: header.size, padding: TarHeader.padding(header.size))
            if header.size == 0 { try endContent(0) }
        }
    }

    private func begin(_ header: inout TarHeader) throws(Failure) {
        guard let parts = TreePath.parts(header.name) else { throw unsafe(header.name, "is a name outside of the tree") }
        switch header.kind {
        case .directory:
            header.size = 0
            try tree.makeDirectory(parts, mode: header.mode)
        case .file:
            guard !parts.isEmpty else { throw unsafe(header.name, "is no name of a file") }
            try tree.beginFile(parts, mode: header.mode)
        case .symbolicLink:
            header.size = 0
            guard !parts.isEmpty, TreePath.staysInside(link: header.link, depth: parts.count &- 1) else {
                throw unsafe(header.name, "is a link out of the tree, to \(TreePath.text(header.link))")
            }
            try tree.makeLink(parts, to: header.link)
        case .hardLink:
            header.size = 0
            guard !parts.isEmpty, let target = TreePath.parts(header.link), !target.isEmpty else {
                throw unsafe(header.name, "is a link out of the tree, to \(TreePath.text(header.link))")
            }
            try tree.makeHardLink(parts, to: target)
        default: throw unsafe(header.name, "is neither a file, a directory nor a link")
        }
    }

    private func takeContent(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) {
        switch entry?.kind {
        case .file: try tree.write(bytes)
        case .longName, .longLink, .fields, .commonFields: collected += bytes
        default: break
        }
    }

    private func endContent(_ padding: Int64) throws(Failure) {
        state = padding == 0 ? .header : .content(rest: 0, padding: padding)
        switch entry?.kind {
        case .file: try tree.endFile(modifiedAt: entry?.modifiedAt ?? 0)
        case .longName: next.name = Array(collected.prefix { $0 != 0 })
        case .longLink: next.link = Array(collected.prefix { $0 != 0 })
        case .fields: if !next.take(records: collected) { throw malformed("a pax header makes no sense") }
        case .commonFields: if !common.take(records: collected) { throw malformed("a pax header makes no sense") }
        default: break
        }
        collected = []
    }

    private func malformed(_ problem: String) -> Failure { Failure(.errProtocol, "the archive of the tree: \(problem)") }

    private func unsafe(_ name: [UInt8], _ problem: String) -> Failure {
        Failure(.errUnsafePath, "\(TreePath.text(name)) \(problem)")
    }
}
