import Synchronization

/// Ways to a port that are open to whoever knows them, for a time.
final class SignedRoutes: Sendable {
    private static let most = 4096

    private struct Route {
        let port: Int
        let expiresAt: UInt64
    }

    private let routes = Mutex<[String: Route]>([:])

    /// The last part of the way: a secret. Nil when there are too many.
    func add(port: Int, expiresAt: UInt64) -> String? {
        let signature = Identifier.hex()
        return routes.withLock { routes in
            routes = routes.filter { $0.value.expiresAt > Self.now }
            guard routes.count < Self.most else { return nil }
            routes[signature] = Route(port: port, expiresAt: expiresAt)
            return signature
        }
    }

    func isOpen(port: Int, expires: String, signature: String) -> Bool {
        guard let route = routes.withLock({ $0[signature] }) else { return false }
        return route.port == port && String(route.expiresAt, radix: 36) == expires && route.expiresAt > Self.now
    }

    private static var now: UInt64 { UInt64(clamping: Timestamp.now.microseconds / 1_000_000) }
}
