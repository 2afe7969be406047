import OpenSandbox

/// How many sandboxes are on it.
///
/// - Since: 0.1.0
@_cdecl("osb_sandbox_page_count")
package func osb_sandbox_page_count(_ page: const<osb_sandbox_page>?) -> UInt {
    UInt(peek(page, SandboxPageView.self)?.items.count ?? 0)
}

/// A sandbox of it.
///
/// - Parameter index: From 0; NULL is returned past the end.
/// - Returns: Borrowed information, valid until the page is freed.
/// - Since: 0.1.0
@_cdecl("osb_sandbox_page_info")
package func osb_sandbox_page_info(_ page: const<osb_sandbox_page>?, _ index: UInt) -> const<osb_sandbox_info>? {
    peek(page, SandboxPageView.self)?.items.element(index)
}

/// Which page it is, from 1; -1 when the server did not say.
///
/// - Since: 0.1.0
@_cdecl("osb_sandbox_page_number")
package func osb_sandbox_page_number(_ page: const<osb_sandbox_page>?) -> Int64 {
    peek(page, SandboxPageView.self)?.page.page ?? -1
}

/// How many sandboxes a page has at the most; -1 when the server did not say.
///
/// - Since: 0.1.0
@_cdecl("osb_sandbox_page_size")
package func osb_sandbox_page_size(_ page: const<osb_sandbox_page>?) -> Int64 {
    peek(page, SandboxPageView.self)?.page.pageSize ?? -1
}

/// How many sandboxes there are on all pages; -1 when the server did not say.
///
/// - Since: 0.1.0
@_cdecl("osb_sandbox_page_total_items")
package func osb_sandbox_page_total_items(_ page: const<osb_sandbox_page>?) -> Int64 {
    peek(page, SandboxPageView.self)?.page.totalItems ?? -1
}

/// How many pages there are; -1 when the server did not say.
///
/// - Since: 0.1.0
@_cdecl("osb_sandbox_page_total_pages")
package func osb_sandbox_page_total_pages(_ page: const<osb_sandbox_page>?) -> Int64 {
    peek(page, SandboxPageView.self)?.page.totalPages ?? -1
}

/// 1 when another page follows.
///
/// - Since: 0.1.0
@_cdecl("osb_sandbox_page_has_next")
package func osb_sandbox_page_has_next(_ page: const<osb_sandbox_page>?) -> Int32 {
    peek(page, SandboxPageView.self)?.page.hasNext == true ? 1 : 0
}

/// Releases a page and the information on it.
///
/// - Since: 0.1.0
@_cdecl("osb_sandbox_page_free")
package func osb_sandbox_page_free(_ page: osb_sandbox_page?) {
    release(page, SandboxPageView.self)
}
