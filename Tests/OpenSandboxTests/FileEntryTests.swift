import Foundation
import HTTP
import JSON
@testable import OpenSandbox
import Testing

@Suite struct FileEntryTests {
    static let recordings = ["ex_43_info.txt", "ex_45_search.txt", "ex_56_dirlist.txt", "ex_57_dirlist_depth2.txt", "ex_91_info_default_mode.txt"]

    /// Every field, against Foundation's reading of the same bytes.
    @Test(arguments: recordings)
    func aRecordedEntryIsReadFieldByField(_ name: String) throws {
        let recording = try Recording(name)
        let document = try Answer(recording).document()
        let expected = try JSONSerialization.jsonObject(with: Data(recording.body))
        let pairs: [(JSONValue, [String: Any])]
        if let list = expected as? [[String: Any]] {
            pairs = Array(zip(try #require(document.array), list))
        } else {
            let map = try #require(expected as? [String: [String: Any]])
            pairs = try #require(document.object).members.map { ($0.value, map[$0.key] ?? [:]) }
        }
        #expect(!pairs.isEmpty)
        for (value, fields) in pairs {
            let entry = try #require(FileEntry(value))
            #expect(entry.path.string == fields["path"] as? String)
            #expect(entry.size == (fields["size"] as? NSNumber)?.int64Value)
            #expect(entry.type == (fields["type"] as? String == "file" ? .regular : .directory))
            #expect(entry.owner?.string == fields["owner"] as? String)
            #expect(entry.group?.string == fields["group"] as? String)
            let mode = try #require((fields["mode"] as? NSNumber)?.intValue)
            #expect(entry.mode == UInt16(String(mode), radix: 8))
            #expect(entry.modifiedAt != nil)
            #expect(entry.modifiedText == fields["modified_at"] as? String)
        }
    }

    @Test(arguments: [(0, 0), (7, 0o7), (644, 0o644), (1777, 0o1777), (7777, 0o7777)])
    func aModeIsADecimalNumberWithOctalDigits(_ digits: Int, _ bits: Int) {
        #expect(FileEntry.bits(Int64(digits)) == UInt16(bits))
        #expect(FileEntry.digits(UInt16(bits)) == Int64(digits))
    }

    @Test(arguments: [8, 648, 10000, -1, -644, Int64.max, Int64.min])
    func anythingElseIsNoMode(_ digits: Int64) { #expect(FileEntry.bits(digits) == nil) }

    // MARK: Differences between two looks

    private func entry(_ path: String, size: Int = 1, type: String = "file", modified: String = "a", mode: Int = 644) throws -> FileEntry {
        let text = "{\"path\":\"\(path)\",\"size\":\(size),\"type\":\"\(type)\",\"modified_at\":\"\(modified)\",\"mode\":\(mode)}"
        return try #require(FileEntry(try JSONValue.parse(Array(text.utf8))))
    }

    private func changes(_ before: [FileEntry], _ now: [FileEntry]) -> [String] {
        FileChange.between(before, now).map { "\($0.kind) \($0.entry.path.string)" }
    }

    @Test func changesAreToldInTheOrderOfPaths() throws {
        let before = [try entry("/a"), try entry("/b"), try entry("/c"), try entry("/e")]
        let now = [try entry("/b", size: 2), try entry("/c"), try entry("/d"), try entry("/e", modified: "b"), try entry("/f")]
        #expect(changes(before, now) == ["deleted /a", "changed /b", "created /d", "changed /e", "created /f"])
        #expect(changes(now, before) == ["created /a", "changed /b", "deleted /d", "changed /e", "deleted /f"])
        #expect(changes([], now).count == now.count)
        #expect(changes(before, []).allSatisfy { $0.hasPrefix("deleted") })
        #expect(changes(now, now).isEmpty)
    }

    @Test func ofADirectoryModeAndTypeCount() throws {
        let directory = try entry("/d", type: "directory")
        #expect(changes([directory], [try entry("/d", size: 9, type: "directory", modified: "b")]).isEmpty)
        #expect(changes([directory], [try entry("/d", type: "directory", mode: 700)]) == ["changed /d"])
        #expect(changes([directory], [try entry("/d")]) == ["changed /d"])
    }

    @Test func pathsAreOrderedByTheirBytes() throws {
        let paths = ["/a", "/a/b", "/a-b", "/ab", "/\u{e4}", "/B"]
        let sorted = try paths.map { try entry($0) }.sorted { $0.order(to: $1) < 0 }.map(\.path.string)
        #expect(sorted == paths.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
    }

    // MARK: Requests

    @Test func aRangesHeader() {
        #expect(FileRange(offset: 0, length: nil).header(after: 0) == nil)
        #expect(FileRange(offset: 0, length: nil).header(after: 7) == "bytes=7-")
        #expect(FileRange(offset: 3, length: nil).header(after: 0) == "bytes=3-")
        #expect(FileRange(offset: 3, length: 4).header(after: 0) == "bytes=3-6")
        #expect(FileRange(offset: 3, length: 4).header(after: 2) == "bytes=5-6")
        #expect(FileRange(offset: 3, length: .max).header(after: 0) == "bytes=3-")
        #expect(FileRange(offset: .max, length: 1).header(after: 0) == "bytes=\(Int64.max)-")
    }

    @Test(arguments: [
        ("bytes 6-10/24", 6, 24), ("bytes 0-0/*", 0, nil), ("bytes 8589934592-8589934600/8589934601", 8_589_934_592, 8_589_934_601),
    ] as [(String, Int64, Int64?)])
    func aContentRange(_ text: String, _ start: Int64, _ size: Int64?) throws {
        let range = try #require(ContentRange(text))
        #expect(range.start == start)
        #expect(range.size == size)
    }

    @Test(arguments: ["", "bytes", "bytes */24", "6-10/24", "bytes 6-10", "bytes -10/24", "bytes a-b/c", "bytes 6-/24", "lines 6-10/24", "bytes 99999999999999999999-1/2"])
    func whatIsNoContentRange(_ text: String) { #expect(ContentRange(text) == nil) }
}
