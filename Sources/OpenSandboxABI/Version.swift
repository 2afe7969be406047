import OpenSandbox

/// The version of the loaded library, e.g. "0.1.0"; OSB_VERSION_STRING is that of the header.
///
/// - Returns: Borrowed text, valid for ever.
/// - Threads: any.
/// - Since: 0.1.0
@_cdecl("osb_version")
package func osb_version() -> cstring? {
    staticText(Version.text)
}

/// The loaded library's version as one number, comparable with OSB_VERSION_NUMBER: major * 1000000 + minor * 1000 + patch.
///
/// - Threads: any.
/// - Since: 0.1.0
@_cdecl("osb_version_number")
package func osb_version_number() -> Int32 {
    Version.major * 1_000_000 + Version.minor * 1_000 + Version.patch
}

/// Tells whether the loaded library can serve a program built with the header of the version given. Pass OSB_VERSION_MAJOR,
/// OSB_VERSION_MINOR and OSB_VERSION_PATCH. Until 1.0 the minor version must be the same; from then on the major.
///
/// - Parameter major: OSB_VERSION_MAJOR.
/// - Parameter minor: OSB_VERSION_MINOR.
/// - Parameter patch: OSB_VERSION_PATCH.
/// - Errors: OSB_ERR_VERSION when the library is older than the header, or of an incompatible line.
/// - Threads: any.
/// - Since: 0.1.0
@_cdecl("osb_check_version")
package func osb_check_version(_ major: Int32, _ minor: Int32, _ patch: Int32) -> osb_status {
    let sameLine = major == Version.major && (major > 0 || minor == Version.minor)
    let newEnough = (minor, patch) <= (Version.minor, Version.patch)
    return sameLine && newEnough && minor >= 0 && patch >= 0 ? Status.ok.rawValue : Status.errVersion.rawValue
}
