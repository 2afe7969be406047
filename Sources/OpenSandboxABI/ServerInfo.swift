import OpenSandbox

/// The server's version, e.g. "1.1.1".
///
/// - Returns: Borrowed text, valid until the information is freed.
/// - Since: 0.1.0
@_cdecl("osb_server_info_version")
package func osb_server_info_version(_ info: const<osb_server_info>?) -> cstring? {
    peek(info, ServerInfoBox.self)?.value.version.pointer
}

/// Releases the information.
///
/// - Since: 0.1.0
@_cdecl("osb_server_info_free")
package func osb_server_info_free(_ info: osb_server_info?) {
    release(info, ServerInfoBox.self)
}
