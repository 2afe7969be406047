import HTTP
import OpenSandbox

// What every call on a sandbox's files takes: the sandbox, the caller's options, and what may cancel it.

private struct FileCall {
    let sandbox: Sandbox
    var options: FileOptions
    let cancel: CancelToken?

    init(_ sandbox: osb_sandbox?, _ options: const<osb_file_options>?, _ cancel: osb_cancel?) throws(Failure) {
        self.sandbox = try open(sandbox, Sandbox.self)
        self.options = try optional(options, FileOptionsBox.self)?.value ?? FileOptions()
        self.cancel = try optional(cancel, CancelToken.self)
    }
}

// MARK: Files in memory

/// Reads a file, or the options' range of it, into memory.
///
/// - Parameter path: An absolute path in the sandbox.
/// - Parameter options: NULL for the defaults. Copied.
/// - Parameter out: Receives the bytes; free them with osb_bytes_free().
/// - Errors: OSB_ERR_INVALID_ARGUMENT for a path that is not absolute; OSB_ERR_NOT_FOUND; OSB_ERR_CONFLICT for a directory; OSB_ERR_TOO_LARGE for more
///   than the options' read limit; OSB_ERR_INCOMPLETE when not all of it came.
/// - Since: 0.1.0
@_cdecl("osb_files_read")
package func osb_files_read(
    _ sandbox: osb_sandbox?, _ path: cstring?, _ options: const<osb_file_options>?, _ cancel: osb_cancel?, _ out: out<osb_bytes>?,
    _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let call = try FileCall(sandbox, options, cancel)
        let path = try text(path, "path")
        let out = try required(out, "out")
        out.pointee = seal(try call.sandbox.readFile(path, call.options, call.cancel))
    }
}

/// Reads some bytes of a file. What lies beyond its end is not there: fewer bytes come, or none.
///
/// - Parameter path: An absolute path in the sandbox.
/// - Parameter offset: Where they begin, up to 2^63-1.
/// - Parameter length: How many; 0 only looks whether the file is there.
/// - Parameter options: NULL for the defaults. Copied. Their range does not count.
/// - Parameter out: Receives the bytes; free them with osb_bytes_free().
/// - Errors: as for osb_files_read(); OSB_ERR_INVALID_ARGUMENT also for an offset or a length that no file can have.
/// - Since: 0.1.0
@_cdecl("osb_files_read_range")
package func osb_files_read_range(
    _ sandbox: osb_sandbox?, _ path: cstring?, _ offset: UInt64, _ length: UInt64, _ options: const<osb_file_options>?,
    _ cancel: osb_cancel?, _ out: out<osb_bytes>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        var call = try FileCall(sandbox, options, cancel)
        let path = try text(path, "path")
        guard let length = Int64(exactly: length) else { throw .argument("length", "is larger than any file") }
        let out = try required(out, "out")
        call.options.range = FileRange(offset: try fileOffset(offset), length: length)
        out.pointee = seal(try call.sandbox.readFile(path, call.options, call.cancel))
    }
}

/// Reads some lines of a file. They come without their ends (CR LF, too), joined by "\n"; the last one has none. Lines beyond the file's end
/// are not there.
///
/// - Parameter path: An absolute path in the sandbox.
/// - Parameter first: The first line's number: 1 or more.
/// - Parameter count: How many lines: 1 or more; -1 for all.
/// - Parameter options: NULL for the defaults. Copied. Their range does not count.
/// - Parameter out: Receives the bytes; free them with osb_bytes_free().
/// - Errors: as for osb_files_read().
/// - Source: execd at 3bb6fad3 (filesystem_download.go).
/// - Since: 0.1.0
@_cdecl("osb_files_read_lines")
package func osb_files_read_lines(
    _ sandbox: osb_sandbox?, _ path: cstring?, _ first: Int64, _ count: Int64, _ options: const<osb_file_options>?,
    _ cancel: osb_cancel?, _ out: out<osb_bytes>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let call = try FileCall(sandbox, options, cancel)
        let path = try text(path, "path")
        guard first >= 1 else { throw .argument("first", "is not 1 or more") }
        guard count == -1 || count >= 1 else { throw .argument("count", "is neither -1 nor 1 or more") }
        let out = try required(out, "out")
        out.pointee = seal(
            try call.sandbox.readLines(path, first: first, count: count == -1 ? nil : count, call.options, call.cancel))
    }
}

/// Writes a file: what was there before is replaced, directories on the way are made.
///
/// - Parameter path: An absolute path in the sandbox.
/// - Parameter data: What it shall hold; NULL where size is 0.
/// - Parameter size: How many bytes.
/// - Parameter options: NULL for the defaults. Copied.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for a path that is not absolute; OSB_ERR_CONFLICT where a directory is; OSB_ERR_FORBIDDEN; OSB_ERR_VALIDATION for
///   an owner that the sandbox does not know; OSB_ERR_INCOMPLETE when less is there afterwards than was sent.
/// - Since: 0.1.0
@_cdecl("osb_files_write")
package func osb_files_write(
    _ sandbox: osb_sandbox?, _ path: cstring?, _ data: UnsafeRawPointer?, _ size: UInt, _ options: const<osb_file_options>?,
    _ cancel: osb_cancel?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let call = try FileCall(sandbox, options, cancel)
        let path = try text(path, "path")
        let bytes = try bytes(data, size, "data")
        try call.sandbox.upload(.memory(bytes), to: path, call.options, call.cancel)
    }
}

/// Writes the files of a batch in one request, one after the other. It is not all or nothing: when one fails, those before it are written.
///
/// - Parameter batch: Not empty. Borrowed for the call.
/// - Parameter options: NULL for the defaults. Copied. Mode, owner and group are those of the batch's entries.
/// - Errors: as for osb_files_write(); OSB_ERR_HOST_IO for a file of the host that cannot be read.
/// - Since: 0.1.0
@_cdecl("osb_files_write_many")
package func osb_files_write_many(
    _ sandbox: osb_sandbox?, _ batch: const<osb_file_batch>?, _ options: const<osb_file_options>?, _ cancel: osb_cancel?,
    _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let call = try FileCall(sandbox, options, cancel)
        let batch = try open(batch, FileBatchBox.self)
        try call.sandbox.upload(batch.files, call.options, call.cancel)
    }
}

// MARK: Transfers

/// Writes a file with what a file of the host holds, in constant memory. A transfer has no time limit as a whole; the config's idle timeout ends it when nothing can be sent for so long. It is sent once.
///
/// - Parameter host_path: A regular file; links are followed.
/// - Parameter path: An absolute path in the sandbox.
/// - Parameter options: NULL for the defaults. Copied.
/// - Errors: as for osb_files_write(); OSB_ERR_HOST_IO when the host's file cannot be read, or became shorter meanwhile; OSB_ERR_STOPPED by the
///   progress callback.
/// - Since: 0.1.0
@_cdecl("osb_files_upload")
package func osb_files_upload(
    _ sandbox: osb_sandbox?, _ host_path: cstring?, _ path: cstring?, _ options: const<osb_file_options>?, _ cancel: osb_cancel?,
    _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let call = try FileCall(sandbox, options, cancel)
        let hostPath = try nonEmptyText(host_path, "host_path")
        let path = try text(path, "path")
        try call.sandbox.upload(.path(hostPath), to: path, call.options, call.cancel)
    }
}

/// Writes a file with what can be read from a descriptor, from where it stands: a file, a pipe or a socket, blocking or not.
///
/// - Parameter fd: Borrowed for the call.
/// - Parameter size: How many bytes it gives; -1 for all to its end. Through the server's proxy it has to be known.
/// - Parameter path: An absolute path in the sandbox.
/// - Parameter options: NULL for the defaults. Copied.
/// - Errors: as for osb_files_upload(); OSB_ERR_SIZE_UNKNOWN through the server's proxy; OSB_ERR_INCOMPLETE when it ends too early; OSB_ERR_OUTCOME_UNKNOWN
///   when the connection broke: what was read cannot be given again.
/// - Since: 0.1.0
@_cdecl("osb_files_upload_fd")
package func osb_files_upload_fd(
    _ sandbox: osb_sandbox?, _ fd: CInt, _ size: Int64, _ path: cstring?, _ options: const<osb_file_options>?, _ cancel: osb_cancel?,
    _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let call = try FileCall(sandbox, options, cancel)
        let source = HostSource.descriptor(try descriptor(fd), size: try optionalCount(size, "size"))
        let path = try text(path, "path")
        try call.sandbox.upload(source, to: path, call.options, call.cancel)
    }
}

/// Writes a file with what a callback gives, on the thread that made the call.
///
/// - Parameter fn: Gives the bytes.
/// - Parameter size: How many bytes it gives; -1 for all until it answers 0. Through the server's proxy it has to be known.
/// - Parameter path: An absolute path in the sandbox.
/// - Parameter options: NULL for the defaults. Copied.
/// - Errors: as for osb_files_upload_fd(); OSB_ERR_STOPPED by the callback.
/// - Since: 0.1.0
@_cdecl("osb_files_upload_from")
package func osb_files_upload_from(
    _ sandbox: osb_sandbox?, _ fn: osb_read_fn?, _ user_data: UnsafeMutableRawPointer?, _ size: Int64, _ path: cstring?,
    _ options: const<osb_file_options>?, _ cancel: osb_cancel?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let call = try FileCall(sandbox, options, cancel)
        guard let fn else { throw .argument("fn", "is NULL") }
        let source = HostSource.callback({ room in fn(room.baseAddress, UInt(room.count), user_data) }, size: try optionalCount(size, "size"))
        let path = try text(path, "path")
        try call.sandbox.upload(source, to: path, call.options, call.cancel)
    }
}

/// Brings a file, or the options' range of it, to a path on the host, in constant memory and through as many connections as it takes. It is there
/// whole or not at all: written to a temporary file beside its name, which is renamed at the end, and removed when anything fails. What has
/// the name already gives way, a symbolic link itself and not what it points to; a directory or a device does not.
///
/// - Parameter path: An absolute path in the sandbox.
/// - Parameter host_path: Where to; its directory must exist.
/// - Parameter options: NULL for the defaults. Copied.
/// - Errors: as for osb_files_read(); OSB_ERR_HOST_IO when it cannot be written there, before anything is asked where that is known by then;
///   OSB_ERR_FILE_CHANGED when it changed after a cut; OSB_ERR_STOPPED by the progress callback.
/// - Since: 0.1.0
@_cdecl("osb_files_download")
package func osb_files_download(
    _ sandbox: osb_sandbox?, _ path: cstring?, _ host_path: cstring?, _ options: const<osb_file_options>?, _ cancel: osb_cancel?,
    _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let call = try FileCall(sandbox, options, cancel)
        let path = try text(path, "path")
        let hostPath = try nonEmptyText(host_path, "host_path")
        try call.sandbox.download(path, to: .path(hostPath), call.options, call.cancel)
    }
}

/// Brings a file, or the options' range of it, to a descriptor, where it stands: a file, a pipe or a socket, blocking or not. What had come before
/// a failure is written.
///
/// - Parameter path: An absolute path in the sandbox.
/// - Parameter fd: Borrowed for the call.
/// - Parameter options: NULL for the defaults. Copied.
/// - Errors: as for osb_files_download(); OSB_ERR_BROKEN_PIPE when nobody reads from it any more, without a SIGPIPE.
/// - Since: 0.1.0
@_cdecl("osb_files_download_fd")
package func osb_files_download_fd(
    _ sandbox: osb_sandbox?, _ path: cstring?, _ fd: CInt, _ options: const<osb_file_options>?, _ cancel: osb_cancel?,
    _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let call = try FileCall(sandbox, options, cancel)
        let path = try text(path, "path")
        let sink = HostSink.descriptor(try descriptor(fd))
        try call.sandbox.download(path, to: sink, call.options, call.cancel)
    }
}

/// Gives a file, or the options' range of it, to a callback, piece by piece, on the thread that made the call. What had come before a failure was
/// given.
///
/// - Parameter path: An absolute path in the sandbox.
/// - Parameter fn: Takes the bytes.
/// - Parameter options: NULL for the defaults. Copied.
/// - Errors: as for osb_files_download(); OSB_ERR_STOPPED by the callback.
/// - Since: 0.1.0
@_cdecl("osb_files_download_to")
package func osb_files_download_to(
    _ sandbox: osb_sandbox?, _ path: cstring?, _ fn: osb_write_fn?, _ user_data: UnsafeMutableRawPointer?,
    _ options: const<osb_file_options>?, _ cancel: osb_cancel?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let call = try FileCall(sandbox, options, cancel)
        let path = try text(path, "path")
        guard let fn else { throw .argument("fn", "is NULL") }
        let sink = HostSink.callback { bytes in fn(UnsafeRawPointer(bytes.baseAddress), UInt(bytes.count), user_data) }
        try call.sandbox.download(path, to: sink, call.options, call.cancel)
    }
}

// MARK: Files and directories

/// Asks about several files, directories or links, which are not followed. All or nothing: one that is not there fails the call.
///
/// - Parameter paths: Absolute paths in the sandbox.
/// - Parameter count: How many: 1 or more.
/// - Parameter options: Their identity counts; NULL for the defaults. Copied.
/// - Parameter out: Receives a list with an entry for each, in their order; free it with osb_file_list_free().
/// - Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_NOT_FOUND.
/// - Since: 0.1.0
@_cdecl("osb_files_info")
package func osb_files_info(
    _ sandbox: osb_sandbox?, _ paths: cstring_array?, _ count: UInt, _ options: const<osb_file_options>?, _ cancel: osb_cancel?,
    _ out: out<osb_file_list>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let call = try FileCall(sandbox, options, cancel)
        let paths = try texts(paths, count, "paths")
        let out = try required(out, "out")
        out.pointee = seal(FileListView(try call.sandbox.fileInfo(paths, call.options, call.cancel)))
    }
}

/// Finds files below a directory by their names. Directories and what is behind symbolic links to them are not found.
///
/// - Parameter path: The directory's absolute path in the sandbox.
/// - Parameter pattern: For the file's name, without its directories: "*.txt", "**" for all. NULL for all.
/// - Parameter options: Their identity counts; NULL for the defaults. Copied.
/// - Parameter out: Receives a list; free it with osb_file_list_free().
/// - Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_NOT_FOUND; OSB_ERR_VALIDATION for a pattern that is none.
/// - Source: execd at 3bb6fad3 (filesystem.go).
/// - Since: 0.1.0
@_cdecl("osb_files_search")
package func osb_files_search(
    _ sandbox: osb_sandbox?, _ path: cstring?, _ pattern: cstring?, _ options: const<osb_file_options>?, _ cancel: osb_cancel?,
    _ out: out<osb_file_list>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let call = try FileCall(sandbox, options, cancel)
        let path = try text(path, "path")
        let pattern = try optionalNonEmptyText(pattern, "pattern")
        let out = try required(out, "out")
        out.pointee = seal(FileListView(try call.sandbox.searchFiles(path, pattern: pattern, call.options, call.cancel)))
    }
}

/// Lists a directory, each directory's entries by their names. Symbolic links are not followed.
///
/// - Parameter path: The directory's absolute path in the sandbox.
/// - Parameter depth: 1 for its own entries, 2 for those of its directories too; 0 for none at all, -1 for all there is.
/// - Parameter options: Their identity counts; NULL for the defaults. Copied.
/// - Parameter out: Receives a list; free it with osb_file_list_free().
/// - Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_NOT_FOUND; OSB_ERR_VALIDATION for what is no directory, or a symbolic link to one.
/// - Since: 0.1.0
@_cdecl("osb_files_list")
package func osb_files_list(
    _ sandbox: osb_sandbox?, _ path: cstring?, _ depth: Int32, _ options: const<osb_file_options>?, _ cancel: osb_cancel?,
    _ out: out<osb_file_list>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let call = try FileCall(sandbox, options, cancel)
        let path = try text(path, "path")
        guard depth >= -1 else { throw .argument("depth", "is less than -1") }
        let out = try required(out, "out")
        out.pointee = seal(
            FileListView(try call.sandbox.listDirectory(path, depth: depth == -1 ? nil : depth, call.options, call.cancel)))
    }
}

/// Makes directories, and those on the way to them. One that is there already stays as it is.
///
/// - Parameter paths: Absolute paths in the sandbox.
/// - Parameter count: How many: 1 or more.
/// - Parameter options: Their mode, owner, group and identity count; NULL for the defaults. Copied.
/// - Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_CONFLICT where a file is; OSB_ERR_FORBIDDEN.
/// - Since: 0.1.0
@_cdecl("osb_files_make_dirs")
package func osb_files_make_dirs(
    _ sandbox: osb_sandbox?, _ paths: cstring_array?, _ count: UInt, _ options: const<osb_file_options>?, _ cancel: osb_cancel?,
    _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let call = try FileCall(sandbox, options, cancel)
        let paths = try texts(paths, count, "paths")
        try call.sandbox.makeDirectories(paths, call.options, call.cancel)
    }
}

/// Deletes files, one after the other until one fails. One that is not there is no failure.
///
/// - Parameter paths: Absolute paths in the sandbox.
/// - Parameter count: How many: 1 or more.
/// - Parameter options: Their identity counts; NULL for the defaults. Copied.
/// - Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_CONFLICT for a directory; OSB_ERR_FORBIDDEN.
/// - Source: execd at 3bb6fad3 (utils.go); that a missing file is none is measured.
/// - Since: 0.1.0
@_cdecl("osb_files_delete")
package func osb_files_delete(
    _ sandbox: osb_sandbox?, _ paths: cstring_array?, _ count: UInt, _ options: const<osb_file_options>?, _ cancel: osb_cancel?,
    _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let call = try FileCall(sandbox, options, cancel)
        let paths = try texts(paths, count, "paths")
        try call.sandbox.deleteFiles(paths, call.options, call.cancel)
    }
}

/// Deletes directories with all that is in them, one after the other until one fails. One that is not there is no failure.
///
/// - Parameter paths: Absolute paths in the sandbox.
/// - Parameter count: How many: 1 or more.
/// - Parameter options: Their identity counts; NULL for the defaults. Copied.
/// - Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_FORBIDDEN.
/// - Since: 0.1.0
@_cdecl("osb_files_delete_dirs")
package func osb_files_delete_dirs(
    _ sandbox: osb_sandbox?, _ paths: cstring_array?, _ count: UInt, _ options: const<osb_file_options>?, _ cancel: osb_cancel?,
    _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let call = try FileCall(sandbox, options, cancel)
        let paths = try texts(paths, count, "paths")
        try call.sandbox.deleteDirectories(paths, call.options, call.cancel)
    }
}

/// Moves or renames files or directories, one after the other until one fails. What is at a target already does not give way.
///
/// - Parameter sources: Absolute paths in the sandbox.
/// - Parameter targets: As many: the new path of each.
/// - Parameter count: How many: 1 or more.
/// - Parameter options: Their identity counts; NULL for the defaults. Copied.
/// - Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_NOT_FOUND; OSB_ERR_CONFLICT when a target exists.
/// - Since: 0.1.0
@_cdecl("osb_files_move")
package func osb_files_move(
    _ sandbox: osb_sandbox?, _ sources: cstring_array?, _ targets: cstring_array?, _ count: UInt, _ options: const<osb_file_options>?,
    _ cancel: osb_cancel?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let call = try FileCall(sandbox, options, cancel)
        let sources = try texts(sources, count, "sources")
        let targets = try texts(targets, count, "targets")
        try call.sandbox.moveFiles(sources, targets, call.options, call.cancel)
    }
}

/// Sets mode, owner and group of files and directories, one after the other until one fails; what the options do not name stays.
///
/// - Parameter paths: Absolute paths in the sandbox.
/// - Parameter count: How many: 1 or more.
/// - Parameter options: At least one of mode, owner and group. Copied.
/// - Errors: OSB_ERR_INVALID_ARGUMENT, also for options that name nothing; OSB_ERR_NOT_FOUND; OSB_ERR_VALIDATION for an owner or group that the
///   sandbox does not know; OSB_ERR_FORBIDDEN.
/// - Since: 0.1.0
@_cdecl("osb_files_set_permissions")
package func osb_files_set_permissions(
    _ sandbox: osb_sandbox?, _ paths: cstring_array?, _ count: UInt, _ options: const<osb_file_options>?, _ cancel: osb_cancel?,
    _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let call = try FileCall(sandbox, options, cancel)
        let paths = try texts(paths, count, "paths")
        try call.sandbox.setPermissions(paths, call.options, call.cancel)
    }
}

/// Replaces a text wherever it occurs in a file. The daemon reads the whole file for it.
///
/// - Parameter path: An absolute path in the sandbox.
/// - Parameter old_text: What is looked for, byte for byte; not empty.
/// - Parameter new_text: What comes in its place.
/// - Parameter options: Their identity counts; NULL for the defaults. Copied.
/// - Parameter replaced: Receives how often it did, -1 where the daemon does not say; may be NULL.
/// - Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_NOT_FOUND; OSB_ERR_FORBIDDEN.
/// - Since: 0.1.0
@_cdecl("osb_files_replace")
package func osb_files_replace(
    _ sandbox: osb_sandbox?, _ path: cstring?, _ old_text: cstring?, _ new_text: cstring?, _ options: const<osb_file_options>?,
    _ cancel: osb_cancel?, _ replaced: out_int64?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let call = try FileCall(sandbox, options, cancel)
        let path = try text(path, "path")
        let old = try nonEmptyText(old_text, "old_text")
        let new = try text(new_text, "new_text")
        let count = try call.sandbox.replaceInFile(path, old: old, new: new, call.options, call.cancel)
        replaced?.pointee = count ?? -1
    }
}

// MARK: Directory trees

/// Writes a whole directory of the host below a directory of the sandbox, which is made if need be; what is there already is overwritten. It goes
/// as one archive, in constant memory, and is unpacked by the sandbox's own tar. Files, directories and symbolic links, with their modes and
/// times of change.
///
/// - Parameter host_path: A directory of the host. Its own name does not count.
/// - Parameter path: The absolute path of the directory in the sandbox.
/// - Parameter options: Owner, group, identity, verification and progress (of the archive's bytes) count; NULL for the defaults. Copied.
/// - Errors: OSB_ERR_HOST_IO when something cannot be read, is no file, directory or link, or changes meanwhile; OSB_ERR_UNSAFE_PATH for a
///   symbolic link that is absolute or leads out of the directory; OSB_ERR_UNSUPPORTED when the sandbox has no tar; as for osb_files_upload().
/// - Source: execd at 3bb6fad3 has no call for it.
/// - Since: 0.1.0
@_cdecl("osb_files_upload_tree")
package func osb_files_upload_tree(
    _ sandbox: osb_sandbox?, _ host_path: cstring?, _ path: cstring?, _ options: const<osb_file_options>?, _ cancel: osb_cancel?,
    _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let call = try FileCall(sandbox, options, cancel)
        let hostPath = try nonEmptyText(host_path, "host_path")
        let path = try text(path, "path")
        try call.sandbox.uploadTree(hostPath, to: path, call.options, call.cancel)
    }
}

/// Brings a whole directory of the sandbox to the host. It comes as one archive that the sandbox's own tar makes, in constant memory, and is
/// there whole or not at all: unpacked in a temporary directory beside its name, which is renamed at the end, and removed when anything fails.
/// What the sandbox sends is not trusted: names that are absolute or lead out of the directory, symbolic links that do, and what is neither a
/// file, a directory nor a link end the download.
///
/// - Parameter path: The absolute path of the directory in the sandbox.
/// - Parameter host_path: The directory to be made on the host. An empty one that is there gives way.
/// - Parameter options: Identity, keeping modes, resumption and progress (of the archive's bytes) count; NULL for the defaults. Copied.
/// - Errors: OSB_ERR_UNSAFE_PATH; OSB_ERR_HOST_IO when it cannot be written there; OSB_ERR_NOT_FOUND; OSB_ERR_CONFLICT for what is no
///   directory; OSB_ERR_UNSUPPORTED when the sandbox has no tar; OSB_ERR_INCOMPLETE when the archive ends in the middle; as for
///   osb_files_download().
/// - Source: execd at 3bb6fad3 has no call for it.
/// - Since: 0.1.0
@_cdecl("osb_files_download_tree")
package func osb_files_download_tree(
    _ sandbox: osb_sandbox?, _ path: cstring?, _ host_path: cstring?, _ options: const<osb_file_options>?, _ cancel: osb_cancel?,
    _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let call = try FileCall(sandbox, options, cancel)
        let path = try text(path, "path")
        let hostPath = try nonEmptyText(host_path, "host_path")
        try call.sandbox.downloadTree(path, to: hostPath, call.options, call.cancel)
    }
}

// MARK: Watching

/// Watches a directory, by listing it at once and then, while osb_watch_next() is waited in, again and again: the daemon has no call that tells of
/// changes. What comes and goes between two looks is not seen. No thread and no connection is kept for it.
///
/// - Parameter path: The directory's absolute path in the sandbox.
/// - Parameter depth: 1 for its own entries, more for those of its directories too, -1 for all there is.
/// - Parameter interval: Milliseconds from one look to the next: 10 or more.
/// - Parameter options: Their identity counts; NULL for the defaults. Copied.
/// - Parameter out: Receives the watch; free it with osb_watch_free().
/// - Errors: as for osb_files_list().
/// - Since: 0.1.0
@_cdecl("osb_files_watch")
package func osb_files_watch(
    _ sandbox: osb_sandbox?, _ path: cstring?, _ depth: Int32, _ interval: Int64, _ options: const<osb_file_options>?,
    _ cancel: osb_cancel?, _ out: out<osb_watch>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let call = try FileCall(sandbox, options, cancel)
        let path = try text(path, "path")
        guard depth == -1 || depth >= 1 else { throw .argument("depth", "is neither -1 nor 1 or more") }
        let interval = try duration(interval, "interval")
        guard interval >= 10 else { throw .argument("interval", "is less than 10") }
        let out = try required(out, "out")
        out.pointee = seal(
            try FileWatch.begin(call.sandbox, path, depth: depth == -1 ? nil : depth, interval: interval, call.options, call.cancel))
    }
}
