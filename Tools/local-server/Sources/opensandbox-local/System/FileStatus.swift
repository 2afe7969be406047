import Glibc

/// What the file system tells of a file.
struct FileStatus: Sendable {
    enum Kind: String, Sendable {
        case file, directory, symlink, other
    }

    let kind: Kind
    let size: Int64
    /// The nine bits.
    let permissions: mode_t
    let modifiedAt: Instant
    let changedAt: Instant
    let user: UInt32
    let group: UInt32

    init(_ status: stat, user: UInt32, group: UInt32) {
        kind = switch status.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .directory
        case S_IFLNK: .symlink
        default: .other
        }
        size = Int64(status.st_size)
        permissions = status.st_mode & 0o777
        modifiedAt = Instant(seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
        changedAt = Instant(seconds: status.st_ctim.tv_sec, nanoseconds: status.st_ctim.tv_nsec)
        (self.user, self.group) = (user, group)
    }
}
