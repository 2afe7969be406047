import CSystem

/// Name look-ups and TLS sessions, shared by all connections of a client. One lock for each kind, as libcurl asks.
final class ConnectionShare: @unchecked Sendable {
    let handle: UnsafeMutableRawPointer
    private let locks: Locks

    private final class Locks: @unchecked Sendable {
        let all = (0..<Int(CURL_LOCK_DATA_LAST.rawValue)).map { _ in Lock() }

        func lock(for data: curl_lock_data) -> Lock? {
            guard let index = Int(exactly: data.rawValue), index < all.count else { return nil }
            return all[index]
        }
    }

    /// nil when libcurl has no memory for it.
    static func make() -> ConnectionShare? {
        let locks = Locks()
        let lock: csystem_curl_lock_fn = { _, data, _, context in
            guard let context else { return }
            Unmanaged<Locks>.fromOpaque(context).takeUnretainedValue().lock(for: data)?.lock()
        }
        let unlock: csystem_curl_unlock_fn = { _, data, context in
            guard let context else { return }
            Unmanaged<Locks>.fromOpaque(context).takeUnretainedValue().lock(for: data)?.unlock()
        }
        let handle = csystem_share_new(lock, unlock, Unmanaged.passUnretained(locks).toOpaque())
        return handle.map { ConnectionShare($0, locks) }
    }

    private init(_ handle: UnsafeMutableRawPointer, _ locks: Locks) {
        self.handle = handle
        self.locks = locks
    }

    deinit {
        curl_share_cleanup(handle)
        withExtendedLifetime(locks) {}
    }
}
