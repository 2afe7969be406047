/// Hears how much of a transfer is done, and of how much (-1 where that is not known). 0 goes on; anything else stops it.
package typealias ProgressHandler = (_ done: UInt64, _ total: Int64) -> Int32

/// How files are written, read and moved about.
package struct FileOptions {
    /// Permission bits.
    package var mode: UInt16?
    package var owner: String?
    package var group: String?
    /// Who the daemon shall be when it touches the files; nil is itself.
    package var identity: FileIdentity?
    package var range: FileRange?
    package var verifies = true
    package var resumes = true
    package var keepsMode = false
    /// The most that a read takes into memory.
    package var readLimit = 64 << 20
    package var onProgress: ProgressHandler?

    package init() {}

    /// The request's part before the call's own path.
    var pathPrefix: String { identity.map { "/v1/filesystem/\($0.user)/\($0.group)" } ?? "" }

    var hasPermissions: Bool { mode != nil || owner != nil || group != nil }
}

/// A user and group of the sandbox.
package struct FileIdentity {
    package let user: UInt32
    package let group: UInt32

    package init(user: UInt32, group: UInt32) {
        self.user = user
        self.group = group
    }
}

/// Bytes of a file.
package struct FileRange {
    package let offset: Int64
    /// nil is to the end.
    package let length: Int64?

    package init(offset: Int64, length: Int64?) {
        self.offset = offset
        self.length = length
    }

    /// The Range header for what is left of it after so many bytes; nil where that is the whole file. Beyond the largest offset the end is
    /// left open: the daemon adds one to it.
    func header(after done: Int64) -> String? {
        let (start, overflow) = offset.addingReportingOverflow(done)
        guard !overflow else { return nil }
        guard let length else { return start == 0 ? nil : "bytes=\(start)-" }
        let (end, isBeyond) = offset.addingReportingOverflow(length &- 1)
        return isBeyond || end >= Int64.max &- 1 ? "bytes=\(start)-" : "bytes=\(start)-\(end)"
    }
}
