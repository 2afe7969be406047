// swift-tools-version: 6.1
// The local server. A package of its own, so that building the library never builds SwiftNIO.
import PackageDescription

let package = Package(
    name: "opensandbox-local",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "opensandbox-local", targets: ["opensandbox-local"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
    ],
    targets: [
        .target(
            name: "CLocalSystem",
            cSettings: [.define("_GNU_SOURCE"), .unsafeFlags(["-Wall", "-Wextra", "-Werror"])]),
        .executableTarget(
            name: "opensandbox-local",
            dependencies: [
                "CLocalSystem",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: [.swiftLanguageMode(.v6), .unsafeFlags(["-warnings-as-errors"])]),
    ]
)
