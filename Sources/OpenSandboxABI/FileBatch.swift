import OpenSandbox

/// Makes an empty batch.
///
/// - Returns: A batch to free with osb_file_batch_free().
/// - Threads: any.
/// - Since: 0.1.0
@_cdecl("osb_file_batch_new")
package func osb_file_batch_new() -> osb_file_batch? {
    seal(FileBatchBox())
}

/// Adds a file with these bytes.
///
/// - Parameter path: Its absolute path in the sandbox.
/// - Parameter data: What it shall hold; copied. NULL where size is 0.
/// - Parameter size: How many bytes.
/// - Parameter options: Its mode, owner and group; NULL for none of them. Copied.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_file_batch_add")
package func osb_file_batch_add(
    _ batch: osb_file_batch?, _ path: cstring?, _ data: UnsafeRawPointer?, _ size: UInt, _ options: const<osb_file_options>?,
    _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let batch = try open(batch, FileBatchBox.self)
        let path = try text(path, "path")
        let bytes = try bytes(data, size, "data")
        let options = try optional(options, FileOptionsBox.self)?.value ?? FileOptions()
        batch.files.append(try FileUpload(path, options, .bytes(Array(bytes))))
    }
}

/// Adds a file with what a file of the host holds when the batch is written.
///
/// - Parameter path: Its absolute path in the sandbox.
/// - Parameter host_path: A regular file.
/// - Parameter options: Its mode, owner and group; NULL for none of them. Copied.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_file_batch_add_file")
package func osb_file_batch_add_file(
    _ batch: osb_file_batch?, _ path: cstring?, _ host_path: cstring?, _ options: const<osb_file_options>?, _ error: out<osb_error>?
) -> osb_status {
    enter(error) { () throws(Failure) in
        let batch = try open(batch, FileBatchBox.self)
        let path = try text(path, "path")
        let hostPath = try nonEmptyText(host_path, "host_path")
        let options = try optional(options, FileOptionsBox.self)?.value ?? FileOptions()
        batch.files.append(try FileUpload(path, options, .path(hostPath)))
    }
}

/// How many files it holds.
///
/// - Since: 0.1.0
@_cdecl("osb_file_batch_count")
package func osb_file_batch_count(_ batch: const<osb_file_batch>?) -> UInt {
    UInt(peek(batch, FileBatchBox.self)?.files.count ?? 0)
}

/// Releases a batch.
///
/// - Since: 0.1.0
@_cdecl("osb_file_batch_free")
package func osb_file_batch_free(_ batch: osb_file_batch?) {
    release(batch, FileBatchBox.self)
}
