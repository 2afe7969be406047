import OpenSandbox

/// Makes a patch that changes nothing.
///
/// - Returns: A patch to free with osb_metadata_patch_free().
/// - Threads: any.
/// - Since: 0.1.0
@_cdecl("osb_metadata_patch_new")
package func osb_metadata_patch_new() -> osb_metadata_patch? {
    seal(MetadataPatchBox(MetadataPatch()))
}

/// Sets or removes a metadata entry; what the patch does not name stays as it is.
///
/// - Parameter key: Not empty.
/// - Parameter value: NULL removes the entry from the sandbox.
/// - Errors: OSB_ERR_INVALID_ARGUMENT. The rules for labels are checked where the patch is used.
/// - Since: 0.1.0
@_cdecl("osb_metadata_patch_set")
package func osb_metadata_patch_set(_ patch: osb_metadata_patch?, _ key: cstring?, _ value: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let patch = try open(patch, MetadataPatchBox.self)
        let key = try nonEmptyText(key, "key")
        patch.value.set(key, try optionalText(value, "value"))
    }
}

/// Releases a patch.
///
/// - Since: 0.1.0
@_cdecl("osb_metadata_patch_free")
package func osb_metadata_patch_free(_ patch: osb_metadata_patch?) {
    release(patch, MetadataPatchBox.self)
}
