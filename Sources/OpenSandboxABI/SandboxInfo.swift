import OpenSandbox

/// The sandbox's id.
///
/// - Returns: Borrowed text, valid until the information is freed.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_id")
package func osb_sandbox_info_id(_ info: const<osb_sandbox_info>?) -> cstring? {
    peek(info, SandboxInfoBox.self)?.value.id.pointer
}

/// The state; OSB_STATE_UNKNOWN for one this version does not know: osb_sandbox_info_state_text() has the server's word.
///
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_state")
package func osb_sandbox_info_state(_ info: const<osb_sandbox_info>?) -> osb_sandbox_state {
    peek(info, SandboxInfoBox.self)?.value.state.rawValue ?? SandboxState.unknown.rawValue
}

/// The state as the server wrote it, e.g. "Running".
///
/// - Returns: Borrowed text, valid until the information is freed.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_state_text")
package func osb_sandbox_info_state_text(_ info: const<osb_sandbox_info>?) -> cstring? {
    peek(info, SandboxInfoBox.self)?.value.stateText.pointer
}

/// The server's short reason for the state, e.g. "CONTAINER_RUNNING", NULL when it gave none.
///
/// - Returns: Borrowed text, valid until the information is freed.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_reason")
package func osb_sandbox_info_reason(_ info: const<osb_sandbox_info>?) -> cstring? {
    peek(info, SandboxInfoBox.self)?.value.reason?.pointer
}

/// The server's message on the state, NULL when it gave none.
///
/// - Returns: Borrowed text, valid until the information is freed.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_message")
package func osb_sandbox_info_message(_ info: const<osb_sandbox_info>?) -> cstring? {
    peek(info, SandboxInfoBox.self)?.value.message?.pointer
}

/// The image's name as the server knows it, NULL when the sandbox was made from something else.
///
/// - Returns: Borrowed text, valid until the information is freed.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_image")
package func osb_sandbox_info_image(_ info: const<osb_sandbox_info>?) -> cstring? {
    peek(info, SandboxInfoBox.self)?.value.image?.pointer
}

/// The snapshot it was made from, NULL when it was made from something else.
///
/// - Returns: Borrowed text, valid until the information is freed.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_snapshot")
package func osb_sandbox_info_snapshot(_ info: const<osb_sandbox_info>?) -> cstring? {
    peek(info, SandboxInfoBox.self)?.value.snapshot?.pointer
}

/// The operating system that was asked for, NULL when none was.
///
/// - Returns: Borrowed text, valid until the information is freed.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_platform_os")
package func osb_sandbox_info_platform_os(_ info: const<osb_sandbox_info>?) -> cstring? {
    peek(info, SandboxInfoBox.self)?.value.platform.os?.pointer
}

/// The architecture that was asked for, NULL when none was.
///
/// - Returns: Borrowed text, valid until the information is freed.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_platform_arch")
package func osb_sandbox_info_platform_arch(_ info: const<osb_sandbox_info>?) -> cstring? {
    peek(info, SandboxInfoBox.self)?.value.platform.architecture?.pointer
}

/// How it came to be, e.g. "pool", NULL when it was made for its caller.
///
/// - Returns: Borrowed text, valid until the information is freed.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_allocation_mode")
package func osb_sandbox_info_allocation_mode(_ info: const<osb_sandbox_info>?) -> cstring? {
    peek(info, SandboxInfoBox.self)?.value.allocation.mode?.pointer
}

/// The pool it was taken from, NULL when it was not.
///
/// - Returns: Borrowed text, valid until the information is freed.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_allocation_pool")
package func osb_sandbox_info_allocation_pool(_ info: const<osb_sandbox_info>?) -> cstring? {
    peek(info, SandboxInfoBox.self)?.value.allocation.pool?.pointer
}

/// How far its taking has come, e.g. "allocated", NULL when there is none.
///
/// - Returns: Borrowed text, valid until the information is freed.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_allocation_state")
package func osb_sandbox_info_allocation_state(_ info: const<osb_sandbox_info>?) -> cstring? {
    peek(info, SandboxInfoBox.self)?.value.allocation.state?.pointer
}

/// When it was created, in milliseconds since 1970; -1 when the server did not say.
///
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_created_at")
package func osb_sandbox_info_created_at(_ info: const<osb_sandbox_info>?) -> Int64 {
    peek(info, SandboxInfoBox.self)?.value.createdAt ?? -1
}

/// When the server will end it, in milliseconds since 1970; -1 when it never will.
///
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_expires_at")
package func osb_sandbox_info_expires_at(_ info: const<osb_sandbox_info>?) -> Int64 {
    peek(info, SandboxInfoBox.self)?.value.expiresAt ?? -1
}

/// When the state last changed, in milliseconds since 1970; -1 when the server did not say.
///
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_last_transition_at")
package func osb_sandbox_info_last_transition_at(_ info: const<osb_sandbox_info>?) -> Int64 {
    peek(info, SandboxInfoBox.self)?.value.lastTransitionAt ?? -1
}

/// How many arguments its first process has.
///
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_entrypoint_count")
package func osb_sandbox_info_entrypoint_count(_ info: const<osb_sandbox_info>?) -> UInt {
    UInt(peek(info, SandboxInfoBox.self)?.value.entrypoint.count ?? 0)
}

/// An argument of its first process.
///
/// - Parameter index: From 0; NULL is returned past the end.
/// - Returns: Borrowed text, valid until the information is freed.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_entrypoint")
package func osb_sandbox_info_entrypoint(_ info: const<osb_sandbox_info>?, _ index: UInt) -> cstring? {
    peek(info, SandboxInfoBox.self)?.value.entrypoint.element(index)?.pointer
}

/// How many metadata entries it has.
///
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_metadata_count")
package func osb_sandbox_info_metadata_count(_ info: const<osb_sandbox_info>?) -> UInt {
    UInt(peek(info, SandboxInfoBox.self)?.value.metadata.count ?? 0)
}

/// The key of a metadata entry.
///
/// - Parameter index: From 0; NULL is returned past the end.
/// - Returns: Borrowed text, valid until the information is freed.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_metadata_key")
package func osb_sandbox_info_metadata_key(_ info: const<osb_sandbox_info>?, _ index: UInt) -> cstring? {
    peek(info, SandboxInfoBox.self)?.value.metadata.element(index)?.key.pointer
}

/// The value of a metadata entry.
///
/// - Parameter index: From 0; NULL is returned past the end.
/// - Returns: Borrowed text, valid until the information is freed.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_metadata_value")
package func osb_sandbox_info_metadata_value(_ info: const<osb_sandbox_info>?, _ index: UInt) -> cstring? {
    peek(info, SandboxInfoBox.self)?.value.metadata.element(index)?.value.pointer
}

/// The value of the metadata entry with this key, NULL when there is none.
///
/// - Parameter key: Compared byte for byte.
/// - Returns: Borrowed text, valid until the information is freed.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_get_metadata")
package func osb_sandbox_info_get_metadata(_ info: const<osb_sandbox_info>?, _ key: cstring?) -> cstring? {
    guard let info = peek(info, SandboxInfoBox.self)?.value, let key = try? text(key, "key") else { return nil }
    return info.metadataValue(key)?.pointer
}

/// How many extensions it has.
///
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_extension_count")
package func osb_sandbox_info_extension_count(_ info: const<osb_sandbox_info>?) -> UInt {
    UInt(peek(info, SandboxInfoBox.self)?.value.extensions.count ?? 0)
}

/// The key of an extension.
///
/// - Parameter index: From 0; NULL is returned past the end.
/// - Returns: Borrowed text, valid until the information is freed.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_extension_key")
package func osb_sandbox_info_extension_key(_ info: const<osb_sandbox_info>?, _ index: UInt) -> cstring? {
    peek(info, SandboxInfoBox.self)?.value.extensions.element(index)?.key.pointer
}

/// The value of an extension.
///
/// - Parameter index: From 0; NULL is returned past the end.
/// - Returns: Borrowed text, valid until the information is freed.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_extension_value")
package func osb_sandbox_info_extension_value(_ info: const<osb_sandbox_info>?, _ index: UInt) -> cstring? {
    peek(info, SandboxInfoBox.self)?.value.extensions.element(index)?.value.pointer
}

/// The value of the extension with this key, NULL when there is none.
///
/// - Parameter key: Compared byte for byte.
/// - Returns: Borrowed text, valid until the information is freed.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_get_extension")
package func osb_sandbox_info_get_extension(_ info: const<osb_sandbox_info>?, _ key: cstring?) -> cstring? {
    guard let info = peek(info, SandboxInfoBox.self)?.value, let key = try? text(key, "key") else { return nil }
    return info.extensionValue(key)?.pointer
}

/// Releases the information.
///
/// - Since: 0.1.0
@_cdecl("osb_sandbox_info_free")
package func osb_sandbox_info_free(_ info: osb_sandbox_info?) {
    release(info, SandboxInfoBox.self)
}
