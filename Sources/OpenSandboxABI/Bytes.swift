import OpenSandbox

/// The bytes.
///
/// - Parameter size: Receives how many there are; may be NULL.
/// - Returns: Borrowed bytes, NUL-terminated, valid until they are freed; NULL on a wrong handle.
/// - Since: 0.1.0
@_cdecl("osb_bytes_data")
package func osb_bytes_data(_ bytes: const<osb_bytes>?, _ size: out_size?) -> UnsafeRawPointer? {
    let bytes = peek(bytes, Bytes.self)
    size?.pointee = UInt(bytes?.count ?? 0)
    return UnsafeRawPointer(bytes?.pointer)
}

/// Releases bytes.
///
/// - Since: 0.1.0
@_cdecl("osb_bytes_free")
package func osb_bytes_free(_ bytes: osb_bytes?) {
    release(bytes, Bytes.self)
}
