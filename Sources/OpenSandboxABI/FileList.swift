import OpenSandbox

/// How many entries there are.
///
/// - Since: 0.1.0
@_cdecl("osb_file_list_count")
package func osb_file_list_count(_ list: const<osb_file_list>?) -> UInt {
    UInt(peek(list, FileListView.self)?.entries.count ?? 0)
}

/// An entry's path, as the daemon says it: absolute.
///
/// - Parameter index: From 0; NULL is returned past the end.
/// - Returns: Borrowed text, valid until the list is freed.
/// - Since: 0.1.0
@_cdecl("osb_file_list_path")
package func osb_file_list_path(_ list: const<osb_file_list>?, _ index: UInt) -> cstring? {
    peek(list, FileListView.self)?.entries.element(index)?.path.pointer
}

/// What an entry is.
///
/// - Parameter index: From 0; OSB_FILE_TYPE_UNKNOWN is returned past the end.
/// - Since: 0.1.0
@_cdecl("osb_file_list_type")
package func osb_file_list_type(_ list: const<osb_file_list>?, _ index: UInt) -> osb_file_type {
    peek(list, FileListView.self)?.entries.element(index)?.type.rawValue ?? FileType.unknown.rawValue
}

/// An entry's size in bytes.
///
/// - Parameter index: From 0; -1 is returned past the end.
/// - Since: 0.1.0
@_cdecl("osb_file_list_size")
package func osb_file_list_size(_ list: const<osb_file_list>?, _ index: UInt) -> Int64 {
    peek(list, FileListView.self)?.entries.element(index)?.size ?? -1
}

/// An entry's permission bits, e.g. 0644; -1 where the daemon does not say.
///
/// - Parameter index: From 0; -1 is returned past the end.
/// - Since: 0.1.0
@_cdecl("osb_file_list_mode")
package func osb_file_list_mode(_ list: const<osb_file_list>?, _ index: UInt) -> Int32 {
    peek(list, FileListView.self)?.entries.element(index)?.mode.map { Int32($0) } ?? -1
}

/// The name of an entry's owner, or the number where it has none.
///
/// - Parameter index: From 0; NULL is returned past the end.
/// - Returns: Borrowed text, valid until the list is freed; NULL where the daemon does not say.
/// - Since: 0.1.0
@_cdecl("osb_file_list_owner")
package func osb_file_list_owner(_ list: const<osb_file_list>?, _ index: UInt) -> cstring? {
    peek(list, FileListView.self)?.entries.element(index)?.owner?.pointer
}

/// The name of an entry's group, or the number where it has none.
///
/// - Parameter index: From 0; NULL is returned past the end.
/// - Returns: Borrowed text, valid until the list is freed; NULL where the daemon does not say.
/// - Since: 0.1.0
@_cdecl("osb_file_list_group")
package func osb_file_list_group(_ list: const<osb_file_list>?, _ index: UInt) -> cstring? {
    peek(list, FileListView.self)?.entries.element(index)?.group?.pointer
}

/// When an entry was last changed, on the sandbox's clock: milliseconds since 1970, -1 where the daemon does not say.
///
/// - Parameter index: From 0; -1 is returned past the end.
/// - Since: 0.1.0
@_cdecl("osb_file_list_modified_at")
package func osb_file_list_modified_at(_ list: const<osb_file_list>?, _ index: UInt) -> Int64 {
    peek(list, FileListView.self)?.entries.element(index)?.modifiedAt ?? -1
}

/// When an entry was made, as far as its filesystem knows: milliseconds since 1970, -1 where the daemon does not say.
///
/// - Parameter index: From 0; -1 is returned past the end.
/// - Since: 0.1.0
@_cdecl("osb_file_list_created_at")
package func osb_file_list_created_at(_ list: const<osb_file_list>?, _ index: UInt) -> Int64 {
    peek(list, FileListView.self)?.entries.element(index)?.createdAt ?? -1
}

/// Releases a list.
///
/// - Since: 0.1.0
@_cdecl("osb_file_list_free")
package func osb_file_list_free(_ list: osb_file_list?) {
    release(list, FileListView.self)
}
