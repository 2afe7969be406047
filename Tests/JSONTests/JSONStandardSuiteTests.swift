import Foundation
import JSON
import Testing

/// The data files of nst/JSONTestSuite, which are not ours to copy: from `JSON_TEST_SUITE`, else from beside the repository.
enum StandardSuite {
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["JSON_TEST_SUITE"] { return URL(fileURLWithPath: path, isDirectory: true) }
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        return root.appendingPathComponent("../shared/json-test-suite", isDirectory: true)
    }()

    static let files: [URL] = {
        let all = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return (all ?? []).filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
    }()
}

@Suite(.enabled(if: !StandardSuite.files.isEmpty, "SKIPPED: no JSON test suite; set JSON_TEST_SUITE to its test_parsing folder"))
struct JSONStandardSuiteTests {
    @Test(arguments: StandardSuite.files.map(\.lastPathComponent))
    func file(_ name: String) throws {
        let bytes = [UInt8](try Data(contentsOf: StandardSuite.folder.appendingPathComponent(name)))
        let isAccepted = refusal(bytes) == nil
        switch name.prefix(2) {
        case "y_":
            #expect(isAccepted)
            #expect(isSkipped(bytes))
        case "n_":
            #expect(!isAccepted)
            #expect(!isSkipped(bytes))
        case "i_":
            // Either answer will do, but reading to keep may refuse only more than reading to skip.
            #expect(!isAccepted || isSkipped(bytes))
        default: Issue.record("a file of no known kind")
        }
    }

    @Test func everyKindIsThere() {
        for kind in ["y_", "n_", "i_"] {
            #expect(StandardSuite.files.contains { $0.lastPathComponent.hasPrefix(kind) })
        }
    }
}
