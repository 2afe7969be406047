// swift-tools-version: 6.1
// The library and its unit tests. It depends on no other package: libcurl, from the system, is all it stands on.
//
// OSB_EMBEDDED=1 builds the shipping library in Embedded Swift; without it the same sources build in ordinary Swift,
// which the unit tests need. Each mode wants a --scratch-path of its own (see the Makefile).
import PackageDescription

let embedded = Context.environment["OSB_EMBEDDED"] == "1"

var settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .unsafeFlags(["-warnings-as-errors", "-Werror", "EmbeddedRestrictions"]),
]
if embedded {
    settings += [
        .enableExperimentalFeature("Embedded"),
        // Function sections let the linker drop what nobody calls (three quarters of the file); valgrind reads DWARF 4; Embedded
        // Swift has no exclusivity checks to call.
        .unsafeFlags(["-wmo", "-Xfrontend", "-function-sections", "-dwarf-version=4", "-enforce-exclusivity=unchecked"]),
    ]
}

// What is not on the way of a stream's bytes is built for size: a sandbox is made once, an event comes a million times.
let small = settings + (embedded ? [.unsafeFlags(["-Osize"])] : [])

let package = Package(
    name: "opensandbox",
    products: [
        .library(name: "opensandbox", type: .dynamic, targets: ["OpenSandboxABI"]),
    ],
    targets: [
        .target(
            name: "CSystem",
            cSettings: [.define("_GNU_SOURCE"), .unsafeFlags(["-fvisibility=hidden", "-Wall", "-Wextra", "-Werror", "-gdwarf-4"])],
            linkerSettings: [.linkedLibrary("curl"), .linkedLibrary("m")]),
        .target(name: "JSON", dependencies: ["CSystem"], swiftSettings: settings),
        .target(name: "HTTP", dependencies: ["CSystem"], swiftSettings: settings),
        .target(name: "OpenSandbox", dependencies: ["CSystem", "JSON", "HTTP"], swiftSettings: small),
        .target(name: "OpenSandboxABI", dependencies: ["CSystem", "OpenSandbox", "HTTP"], swiftSettings: small),
    ] + (embedded ? [] : [
        .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: [.swiftLanguageMode(.v6)]),
        .testTarget(name: "HTTPTests", dependencies: ["HTTP"], swiftSettings: [.swiftLanguageMode(.v6)]),
        .testTarget(name: "OpenSandboxTests", dependencies: ["OpenSandbox", "HTTP", "JSON"], swiftSettings: [.swiftLanguageMode(.v6)]),
    ])
)
