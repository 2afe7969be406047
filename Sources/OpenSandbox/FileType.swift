/// What an entry of a directory is.
///
/// - C: osb_file_type OSB_FILE_TYPE_
package enum FileType: Int32, Sendable {
    /// Something this library does not know, or that the daemon does not say.
    case unknown = 0
    /// A regular file.
    case regular = 1
    case directory = 2
    /// A symbolic link; its size is that of its target's name.
    case symlink = 3
    /// A device, a pipe or a socket.
    case other = 4

    init(_ name: String) {
        if name.isExactly("file") {
            self = .regular
        } else if name.isExactly("directory") {
            self = .directory
        } else if name.isExactly("symlink") {
            self = .symlink
        } else {
            self = name.isExactly("other") ? .other : .unknown
        }
    }
}
