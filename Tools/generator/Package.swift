// swift-tools-version: 6.0
// Reads the library's exports and writes its header, its linker script, its description and its raw bindings; and checks that nothing in its
// sources can trap on data from outside. A package of its own, so that building the library never builds swift-syntax.
import PackageDescription

let package = Package(
    name: "generator",
    dependencies: [
        .package(url: "https://github.com/swiftlang/swift-syntax.git", exact: "603.0.1"),
    ],
    targets: [
        .target(name: "Interface"),
        .target(
            name: "Reader",
            dependencies: [
                "Interface",
                .product(name: "SwiftParser", package: "swift-syntax"),
                .product(name: "SwiftSyntax", package: "swift-syntax"),
            ]),
        // Depends on the model alone: nothing that is written can look at the Swift sources.
        .target(name: "Writer", dependencies: ["Interface"]),
        .executableTarget(name: "generate", dependencies: ["Interface", "Reader", "Writer"]),
        .target(name: "Traps", dependencies: ["Reader", .product(name: "SwiftSyntax", package: "swift-syntax")]),
        .executableTarget(name: "check-traps", dependencies: ["Reader", "Traps"]),
    ]
)
