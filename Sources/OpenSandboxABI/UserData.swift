import OpenSandbox

/// A host's `user_data` with its release function, which runs once, when the last use of it is gone.
final class UserData: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer?
    private let release: osb_release_fn?

    init(_ pointer: UnsafeMutableRawPointer?, _ release: osb_release_fn?) {
        self.pointer = pointer
        self.release = release
    }

    deinit { release?(pointer) }
}

/// A callback that takes bytes and a size.
func bytesHandler(_ fn: osb_output_fn?, _ userData: UserData) -> BytesHandler? {
    fn.map { fn in
        { bytes in
            fn(UnsafeRawPointer(bytes.baseAddress).map { $0.assumingMemoryBound(to: CChar.self) }, UInt(bytes.count), userData.pointer)
        }
    }
}

/// The host's own health check; the built-in one for NULL.
func healthProbe(_ fn: osb_health_fn?, _ userData: UserData) -> HealthProbe {
    guard let fn else { return .daemon }
    return .custom { sandbox in lend(sandbox) { fn($0, userData.pointer) } }
}
