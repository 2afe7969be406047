import CSystem
import HTTP

/// Where a redirected request goes, and what it takes along. Off by default: no server of OpenSandbox redirects its API.
struct RedirectPolicy {
    /// How many in a row are followed.
    let most: Int

    /// The request for the place that an answer names; nil when it is none that is followed.
    func next(_ request: Request, _ head: ResponseHead, followed: Int) throws(Failure) -> Request? {
        guard most > 0, (301...303).contains(head.status) || head.status == 307 || head.status == 308, let location = head["location"] else {
            return nil
        }
        // What changes something is not sent anywhere but where it was meant to go.
        guard request.method == .get else { return nil }
        guard followed < most else { throw refused("more than \(most) redirects", head) }
        guard let url = Self.resolve(location, from: request.url) else { throw refused("the redirect's location makes no sense", head) }
        var next = request
        next.url = url
        guard !next.isSameOrigin(as: request) else { return next }
        guard !request.url.utf8.starts(with: "https:".utf8) || url.utf8.starts(with: "https:".utf8) else {
            throw refused("a redirect leads from https to http", head)
        }
        next.headers = request.headers.filter { Self.mayTravel($0) }
        return next
    }

    private func refused(_ problem: String, _ head: ResponseHead) -> Failure {
        Failure(.errRedirect, "redirect: \(problem)", httpStatus: head.status, requestID: head["x-request-id"])
    }

    /// Only what says nothing about who is asking: every header of the host's may be a secret, and so may every endpoint's.
    private static func mayTravel(_ header: Header) -> Bool { header.name.isSameFieldName(as: "User-Agent") }

    private static func resolve(_ location: String, from url: String) -> String? {
        guard let resolved = csystem_resolve_url(url, location) else { return nil }
        defer { csystem_free_bytes(UnsafeMutableRawPointer(resolved).assumingMemoryBound(to: UInt8.self)) }
        let text = String(cString: resolved)
        return text.utf8.starts(with: "http://".utf8) || text.utf8.starts(with: "https://".utf8) ? text : nil
    }
}
