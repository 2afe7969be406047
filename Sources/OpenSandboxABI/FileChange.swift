import OpenSandbox

/// What happened; OSB_CHANGE_NONE on a wrong handle.
///
/// - Since: 0.1.0
@_cdecl("osb_file_change_kind")
package func osb_file_change_kind(_ change: const<osb_file_change>?) -> osb_change_kind {
    peek(change, FileChangeView.self)?.change.kind.rawValue ?? FileChangeKind.none.rawValue
}

/// The entry's absolute path.
///
/// - Returns: Borrowed text, valid until the change is freed.
/// - Since: 0.1.0
@_cdecl("osb_file_change_path")
package func osb_file_change_path(_ change: const<osb_file_change>?) -> cstring? {
    peek(change, FileChangeView.self)?.change.entry.path.pointer
}

/// What the entry is; of a deleted one, what it was.
///
/// - Since: 0.1.0
@_cdecl("osb_file_change_type")
package func osb_file_change_type(_ change: const<osb_file_change>?) -> osb_file_type {
    peek(change, FileChangeView.self)?.change.entry.type.rawValue ?? FileType.unknown.rawValue
}

/// The entry's size in bytes; of a deleted one, the last that was seen. -1 on a wrong handle.
///
/// - Since: 0.1.0
@_cdecl("osb_file_change_size")
package func osb_file_change_size(_ change: const<osb_file_change>?) -> Int64 {
    peek(change, FileChangeView.self)?.change.entry.size ?? -1
}

/// When the entry was last changed, on the sandbox's clock: milliseconds since 1970, -1 where the daemon does not say.
///
/// - Since: 0.1.0
@_cdecl("osb_file_change_modified_at")
package func osb_file_change_modified_at(_ change: const<osb_file_change>?) -> Int64 {
    peek(change, FileChangeView.self)?.change.entry.modifiedAt ?? -1
}

/// Releases a change.
///
/// - Since: 0.1.0
@_cdecl("osb_file_change_free")
package func osb_file_change_free(_ change: osb_file_change?) {
    release(change, FileChangeView.self)
}
