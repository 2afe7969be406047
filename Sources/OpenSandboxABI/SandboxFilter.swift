import OpenSandbox

/// Makes a filter that lets every sandbox through, in the server's own page size.
///
/// - Returns: A filter to free with osb_sandbox_filter_free().
/// - Threads: any.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_filter_new")
package func osb_sandbox_filter_new() -> osb_sandbox_filter? {
    seal(SandboxFilterBox(SandboxFilter()))
}

/// Adds a state: sandboxes in one of those that were added come through.
///
/// - Parameter state: One of OSB_STATE_* but OSB_STATE_UNKNOWN.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for anything else.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_filter_add_state")
package func osb_sandbox_filter_add_state(_ filter: osb_sandbox_filter?, _ state: osb_sandbox_state) -> osb_status {
    enter { () throws(Failure) in
        let filter = try open(filter, SandboxFilterBox.self)
        guard let name = SandboxState(rawValue: state)?.name else { throw .argument("state", "is not one that has a name") }
        filter.value.addState(String(cString: staticText(name)))
    }
}

/// The same for a state that this version does not know.
///
/// - Parameter state: The server's word; not empty.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_filter_add_state_text")
package func osb_sandbox_filter_add_state_text(_ filter: osb_sandbox_filter?, _ state: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let filter = try open(filter, SandboxFilterBox.self)
        filter.value.addState(try nonEmptyText(state, "state"))
    }
}

/// Adds a metadata entry that sandboxes have to have.
///
/// - Parameter key: Not empty.
/// - Parameter value: NULL removes it from this filter.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_filter_set_metadata")
package func osb_sandbox_filter_set_metadata(_ filter: osb_sandbox_filter?, _ key: cstring?, _ value: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let filter = try open(filter, SandboxFilterBox.self)
        let key = try nonEmptyText(key, "key")
        filter.value.setMetadata(key, try optionalText(value, "value"))
    }
}

/// Sets the page to list, or the first one to go through.
///
/// - Parameter page: From 1, which is the default.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_filter_set_page")
package func osb_sandbox_filter_set_page(_ filter: osb_sandbox_filter?, _ page: Int32) -> osb_status {
    enter { () throws(Failure) in
        let filter = try open(filter, SandboxFilterBox.self)
        guard page >= 1 else { throw .argument("page", "is less than 1") }
        filter.value.page = page
    }
}

/// Sets how many sandboxes a page has: what the server's default is otherwise (20).
///
/// - Parameter size: 1 to 200.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Source: default and limit are opensandbox-server 1.1.1's.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_filter_set_page_size")
package func osb_sandbox_filter_set_page_size(_ filter: osb_sandbox_filter?, _ size: Int32) -> osb_status {
    enter { () throws(Failure) in
        let filter = try open(filter, SandboxFilterBox.self)
        guard (1...SandboxFilter.largestPage).contains(size) else { throw .argument("size", "is not between 1 and 200") }
        filter.value.pageSize = size
    }
}

/// Releases a filter.
///
/// - Since: 0.1.0
@_cdecl("osb_sandbox_filter_free")
package func osb_sandbox_filter_free(_ filter: osb_sandbox_filter?) {
    release(filter, SandboxFilterBox.self)
}
