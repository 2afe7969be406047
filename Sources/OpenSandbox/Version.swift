/// The library's version: the header's macros, the runtime functions and the SONAME all come from here.
package enum Version {
    package static let major: Int32 = 0
    package static let minor: Int32 = 1
    package static let patch: Int32 = 0
    package static let text: StaticString = "0.1.0"
}
