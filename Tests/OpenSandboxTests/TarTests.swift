import Foundation
@testable import OpenSandbox
import Testing

/// Archives from others, honest and hostile ones, unpacked into a place of the host's.
@Suite struct TarTests {
    // MARK: A place on the host

    private final class Place {
        let root: URL
        var tree: String { root.appendingPathComponent("tree").path }

        init() throws {
            root = FileManager.default.temporaryDirectory.appendingPathComponent("osb-tar-" + UUID().uuidString)
            try FileManager.default.createDirectory(at: root, withIntermediateDirectories: false)
        }

        deinit { try? FileManager.default.removeItem(at: root) }

        /// Everything below the place, and what it is.
        func entries() throws -> [String] {
            try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted().map { path in
                let full = root.appendingPathComponent(path).path
                if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: full) { return "\(path) -> \(target)" }
                var isDirectory: ObjCBool = false
                _ = FileManager.default.fileExists(atPath: full, isDirectory: &isDirectory)
                if isDirectory.boolValue { return path + "/" }
                return "\(path): \(String(decoding: FileManager.default.contents(atPath: full) ?? Data(), as: UTF8.self).prefix(20))"
            }
        }

        func mode(_ path: String) throws -> Int {
            try FileManager.default.attributesOfItem(atPath: root.appendingPathComponent(path).path)[.posixPermissions] as? Int ?? -1
        }
    }

    /// What comes of it; the sink is gone when this returns.
    private func unpack(_ archive: [UInt8], in place: Place, pieces: Int = .max, keepsMode: Bool = false) throws -> Failure? {
        var options = FileOptions()
        options.keepsMode = keepsMode
        let sink: TreeSink
        do throws(Failure) { sink = TreeSink(try HostTree.make(place.tree, options, nil)) } catch { return error }
        var rest = archive[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(pieces))
            guard piece.withUnsafeBufferPointer({ sink.write($0) }) else { return try #require(sink.failure) }
            rest = rest.dropFirst(piece.count)
        }
        do throws(Failure) { try sink.finish() } catch { return error }
        return nil
    }

    // MARK: Archives made here, by other code than the library's

    private struct Entry {
        var name: String
        var flag: Character = "0"
        var content: [UInt8] = []
        var link = ""
        var mode = "0000644"
        var size: String?
        var magic = "ustar\u{0}00"
        var prefix = ""

        var bytes: [UInt8] {
            var block = [UInt8](repeating: 0, count: 512)
            func put(_ text: some Sequence<UInt8>, _ at: Int) { for (index, byte) in text.enumerated() { block[at + index] = byte } }
            put(name.utf8.prefix(100), 0)
            put(mode.utf8, 100)
            put("0000000".utf8, 108)
            put("0000000".utf8, 116)
            put((size ?? String(repeating: "0", count: 11 - String(content.count, radix: 8).count) + String(content.count, radix: 8)).utf8, 124)
            put("14722112345".utf8, 136)
            put("        ".utf8, 148)
            block[156] = flag.asciiValue ?? 0
            put(link.utf8.prefix(100), 157)
            put(magic.utf8, 257)
            put(prefix.utf8, 345)
            let sum = block.reduce(0) { $0 + Int($1) }
            let digits = String(sum, radix: 8)
            put((String(repeating: "0", count: 6 - digits.count) + digits + "\u{0} ").utf8, 148)
            return block + content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
        }
    }

    private func archive(_ entries: Entry...) -> [UInt8] {
        entries.flatMap(\.bytes) + [UInt8](repeating: 0, count: 1024)
    }

    private func record(_ key: String, _ value: String) -> [UInt8] {
        var length = key.utf8.count + value.utf8.count + 3
        while String(length).count + key.utf8.count + value.utf8.count + 3 != length {
            length = String(length).count + key.utf8.count + value.utf8.count + 3
        }
        return Array("\(length) \(key)=\(value)\n".utf8)
    }

    // MARK: Honest ones

    @Test(arguments: [1, 7, 511, 512, 513, Int.max])
    func everyKindOfEntryInPiecesOfAnySize(_ pieces: Int) throws {
        let place = try Place()
        let long = String(repeating: "n", count: 120)
        let failure = try unpack(
            archive(
                Entry(name: "./", flag: "5"), Entry(name: "./a", content: Array("hello".utf8)), Entry(name: "d/", flag: "5", mode: "0000750"),
                Entry(name: "d/empty"), Entry(name: "deep/er/f", content: Array(repeating: UInt8(ascii: "x"), count: 600)),
                Entry(name: "d/up", flag: "2", link: "../a"), Entry(name: "same", flag: "1", link: "./a"),
                Entry(name: "f", content: Array("prefixed".utf8), prefix: "p/q"),
                Entry(name: "././@LongLink", flag: "L", content: Array(long.utf8) + [0], magic: "ustar  "),
                Entry(name: String(long.prefix(100)), content: Array("long".utf8), magic: "ustar  "),
                Entry(name: "PaxHeaders/x", flag: "x", content: record("mtime", "1.5") + record("path", "p\u{e4}x=\nname")),
                Entry(name: "pax", content: Array("pax".utf8))),
            in: place, pieces: pieces)
        #expect(failure == nil)
        #expect(try place.entries() == [
            "tree/", "tree/a: hello", "tree/d/", "tree/d/empty: ", "tree/d/up -> ../a", "tree/deep/", "tree/deep/er/",
            "tree/deep/er/f: xxxxxxxxxxxxxxxxxxxx", "tree/\(long): long", "tree/p/", "tree/p/q/", "tree/p/q/f: prefixed",
            "tree/p\u{e4}x=\nname: pax", "tree/same: hello",
        ].sorted())
    }

    @Test func aTreeThatTheSystemsTarHasMade() throws {
        let place = try Place()
        let script = """
            mkdir -p src/sub/'wi th "quotes"' && cd src && echo one > a && ln a b && ln -s sub/x link && echo x > sub/x && chmod 751 sub/x
            n=$(printf 'n%.0s' $(seq 200)); echo long > sub/$n; ln -s $n sub/longlink; : > "$(printf 'new\\nline')"; chmod 4755 a
            """
        try run("/bin/sh", "-c", script, in: place.root)
        for format in ["gnu", "pax", "ustar", "v7"] where format != "v7" {
            let made = try Place()
            // ustar has no way to spell such names.
            let excluded = format == "ustar" ? ["--exclude=nnn*", "--exclude=longlink"] : []
            try run("/bin/tar", ["--format=\(format)"] + excluded + ["-C", "src", "-cf", "archive.tar", "."], in: place.root)
            let archive = try [UInt8](Data(contentsOf: place.root.appendingPathComponent("archive.tar")))
            #expect(try unpack(archive, in: made, keepsMode: true) == nil)
            let wanted = try place.entries().filter { $0.hasPrefix("src/") && (format != "ustar" || !$0.contains("nnn")) }
            #expect(try made.entries() == ["tree/"] + wanted.filter { $0 != "src/" }.map { "tree/" + $0.dropFirst(4) })
            #expect(try made.mode("tree/sub/x") == 0o751)
            // Never a set-user-ID bit.
            #expect(try made.mode("tree/a") == 0o755)
        }
    }

    @Test func anEmptyDirectoryGivesWayAndNothingElseDoes() throws {
        let place = try Place()
        try FileManager.default.createDirectory(atPath: place.tree, withIntermediateDirectories: false)
        #expect(try unpack(archive(Entry(name: "a")), in: place) == nil)
        #expect(try unpack(archive(Entry(name: "b")), in: place)?.status == .errHostIo)
        #expect(try place.entries() == ["tree/", "tree/a: "])
    }

    @Test func anEntryThatComesTwiceIsTheLastOne() throws {
        let place = try Place()
        #expect(try unpack(archive(
            Entry(name: "a", content: Array("first".utf8)), Entry(name: "a", content: Array("second".utf8)), Entry(name: "l", flag: "2", link: "a"),
            Entry(name: "l", content: Array("third".utf8))), in: place) == nil)
        #expect(try place.entries() == ["tree/", "tree/a: second", "tree/l: third"])
    }

    // MARK: Hostile ones

    /// Nothing of them is left, inside the place or outside.
    private func check(_ archive: [UInt8], _ status: Status, leaves outside: [String] = []) throws {
        let place = try Place()
        let failure = try unpack(archive, in: place)
        #expect(failure?.status == status, "\(failure?.message ?? "no failure")")
        #expect(try place.entries() == outside)
    }

    @Test(arguments: ["/etc/passwd", "../a", "a/../../b", "..", "a/..", "//a", "a\u{0}b/../..", ""])
    func namesOutsideOfTheTree(_ name: String) throws {
        if name.utf8.contains(0) { return }
        try check(archive(Entry(name: name)), name.isEmpty ? .errUnsafePath : .errUnsafePath)
        try check(archive(Entry(name: "PaxHeaders/x", flag: "x", content: record("path", name)), Entry(name: "fine")), .errUnsafePath)
        try check(archive(Entry(name: "././@LongLink", flag: "L", content: Array(name.utf8) + [0]), Entry(name: "fine")), .errUnsafePath)
    }

    @Test(arguments: ["/etc", "..", "../x", "a/../..", "./../x", "x/../y", ""])
    func linksOutOfTheTree(_ target: String) throws {
        try check(archive(Entry(name: "l", flag: "2", link: target)), .errUnsafePath)
        try check(archive(Entry(name: "PaxHeaders/x", flag: "x", content: record("linkpath", target)), Entry(name: "l", flag: "2", link: "fine")), .errUnsafePath)
    }

    @Test func linksAsDeepAsTheyMayGo() throws {
        #expect(TreePath.staysInside(link: Array("../../a/b".utf8), depth: 2))
        #expect(!TreePath.staysInside(link: Array("../../../a".utf8), depth: 2))
        #expect(TreePath.staysInside(link: Array(".//./..//x".utf8), depth: 1))
        #expect(!TreePath.staysInside(link: Array("a/..".utf8), depth: 5))
    }

    @Test func whatIsWrittenThroughALink() throws {
        try check(archive(Entry(name: "d/", flag: "5"), Entry(name: "l", flag: "2", link: "d"), Entry(name: "l/f")), .errUnsafePath)
        try check(archive(Entry(name: "d/", flag: "5"), Entry(name: "l", flag: "2", link: "d"), Entry(name: "l/", flag: "5")), .errUnsafePath)
    }

    @Test(arguments: ["/etc/passwd", "../outside", "d/../../outside", "", "."])
    func hardLinksOutOfTheTree(_ target: String) throws {
        try check(archive(Entry(name: "h", flag: "1", link: target)), .errUnsafePath)
    }

    @Test func hardLinksToWhatIsNoFile() throws {
        try check(archive(Entry(name: "f"), Entry(name: "l", flag: "2", link: "f"), Entry(name: "h", flag: "1", link: "l")), .errUnsafePath)
        try check(archive(Entry(name: "d/", flag: "5"), Entry(name: "l", flag: "2", link: "d"), Entry(name: "h", flag: "1", link: "l/f")), .errUnsafePath)
        try check(archive(Entry(name: "h", flag: "1", link: "nothing")), .errHostIo)
    }

    @Test(arguments: ["3", "4", "6", "S", "Z"])
    func whatIsNeitherFileNorDirectoryNorLink(_ flag: String) throws {
        try check(archive(Entry(name: "device", flag: Character(flag))), .errUnsafePath)
    }

    @Test func archivesThatEndInTheMiddle() throws {
        let whole = archive(Entry(name: "a", content: Array(repeating: 1, count: 700)), Entry(name: "b"))
        for count in [0, 1, 511, 512, 600, 1212, 1536, 2047, 2048] {
            try check(Array(whole.prefix(count)), .errIncomplete)
        }
    }

    @Test func headersThatMakeNoSense() throws {
        var damaged = archive(Entry(name: "a"))
        damaged[0] ^= 1
        try check(damaged, .errProtocol)
        for size in ["-0000000001", "99999999999", "0000000000x", "\u{1}"] { try check(archive(Entry(name: "a", size: size)), .errProtocol) }
        try check(archive(Entry(name: "x", flag: "x", content: Array("6 a=b".utf8)), Entry(name: "a")), .errProtocol)
        for records in ["x", "5 a=b", "999999999999999999999 a=b\n", "4 a=b\n", "0 a=b\n", "-6 a=b\n", "5 ab\n\n", "14 size=-100\n\n", "10 size=x\n"] {
            try check(archive(Entry(name: "x", flag: "x", content: Array(records.utf8)), Entry(name: "a")), .errProtocol)
        }
        try check(archive(Entry(name: "L", flag: "L", size: "00010000000"), Entry(name: "a")), .errProtocol)
        try check([UInt8](repeating: 0xFF, count: 4096), .errProtocol)
    }

    /// A number of 2^62 bytes is taken for what it is: the archive ends in the middle.
    @Test func sizesBeyondOctal() throws {
        var entry = Entry(name: "a").bytes
        for index in 0..<12 { entry[124 + index] = index == 0 ? 0x80 : index == 4 ? 0x40 : 0 }
        for index in 148..<156 { entry[index] = 32 }
        let digits = String(entry.reduce(0) { $0 + Int($1) }, radix: 8)
        for (index, byte) in (String(repeating: "0", count: 6 - digits.count) + digits + "\u{0} ").utf8.enumerated() { entry[148 + index] = byte }
        let block = entry
        let read = block.withUnsafeBufferPointer { TarHeader.read(UnsafeBufferPointer(rebasing: $0[..<512])) }
        guard case .header(let header) = read else { throw Unexpected() }
        #expect(header.size == 1 << 62)
        try check(block + [UInt8](repeating: 7, count: 5000), .errIncomplete)
    }

    private struct Unexpected: Error {}

    @Test func namesWithoutEnd() throws {
        let name = String(repeating: "d/", count: 2047) + "f"
        try check(archive(Entry(name: "x", flag: "x", content: record("path", name + "/" + name)), Entry(name: "a")), .errUnsafePath)
        try check(archive(Entry(name: "x", flag: "x", content: record("path", String(repeating: "n", count: 256))), Entry(name: "a")), .errUnsafePath)
        // As deep as a name can be, and gone again afterwards.
        try check(archive(Entry(name: "x", flag: "x", content: record("path", name)), Entry(name: "a"), Entry(name: "..")), .errUnsafePath)
    }

    // MARK: Archives of ours

    private func packed(_ path: String, _ options: FileOptions = FileOptions(), room: Int = 1000) throws -> [UInt8] {
        let source = try TreeSource.open(path, options)
        var archive: [UInt8] = []
        while true {
            var piece = [UInt8](repeating: 0, count: room)
            let count = piece.withUnsafeMutableBytes { source.read(into: $0) }
            guard let count else { throw source.failure ?? Failure(.errHostIo, "no reason") }
            if count == 0 { break }
            archive += piece.prefix(count)
        }
        #expect(Int64(archive.count) == source.size)
        return archive
    }

    @Test(arguments: [1, 512, 100_000])
    func aTreeGoesThereAndBack(_ room: Int) throws {
        let place = try Place()
        let script = """
            mkdir -p src/sub/empty && cd src && echo one > a && ln -s ../a sub/up && chmod 600 a && : > none && head -c 1500 /dev/zero > zeros
            n=$(printf 'n%.0s' $(seq 200)); echo long > sub/$n; ln -s $n sub/longlink; mkdir -p $n/$n && echo deep > $n/$n/f
            : > "$(printf 'new\\nline \\303\\244 "q" %%41')"
            """
        try run("/bin/sh", "-c", script, in: place.root)
        let archive = try packed(place.root.appendingPathComponent("src").path, room: room)
        let back = try Place()
        #expect(try unpack(archive, in: back, keepsMode: true) == nil)
        let wanted = try place.entries().filter { $0 != "src/" }.map { "tree/" + $0.dropFirst(4) }
        #expect(try back.entries() == (["tree/"] + wanted).sorted())
        #expect(try back.mode("tree/a") == 0o600)

        // The system's tar makes the same of it.
        try Data(archive).write(to: place.root.appendingPathComponent("ours.tar"))
        try run("/bin/sh", "-c", "mkdir out && tar -C out -xf ours.tar && diff -r --no-dereference src out", in: place.root)
    }

    @Test func ownersAreNamedWhereTheyAreAskedFor() throws {
        let place = try Place()
        try run("/bin/sh", "-c", "mkdir src && echo > src/a", in: place.root)
        var options = FileOptions()
        options.owner = "alice"
        options.group = "staff"
        try Data(try packed(place.root.path + "/src", options)).write(to: place.root.appendingPathComponent("ours.tar"))
        try run("/bin/sh", "-c", "tar -tvf ours.tar | grep -q ' alice/staff .* a$'", in: place.root)
    }

    @Test func aSizeBeyondOctalIsWrittenInBinary() throws {
        var header = TarHeader(kind: .file, name: Array("a".utf8))
        for size: Int64 in [0, 1, (1 << 33) - 1, 1 << 33, 1 << 40, .max] {
            header.size = size
            let read = header.bytes.withUnsafeBufferPointer { TarHeader.read($0) }
            guard case .header(let again) = read else { throw Unexpected() }
            #expect(again.size == size)
        }
    }

    @Test(arguments: ["ln -s /etc/passwd src/l", "ln -s .. src/l", "mkdir src/d; ln -s ../../x src/d/l", "ln -s d/../.. src/l"])
    func linksOutOfTheTreeAreNotSent(_ command: String) throws {
        let place = try Place()
        try run("/bin/sh", "-c", "mkdir src; " + command, in: place.root)
        let failure = failure { () throws(Failure) in _ = try TreeSource.open(place.root.path + "/src", FileOptions()) }
        #expect(failure?.status == .errUnsafePath)
    }

    @Test(arguments: ["mkfifo src/p", "rmdir src; echo > src", "rmdir src"])
    func whatCannotBeSentIsToldAtOnce(_ command: String) throws {
        let place = try Place()
        try run("/bin/sh", "-c", "mkdir src; " + command, in: place.root)
        let failure = failure { () throws(Failure) in _ = try TreeSource.open(place.root.path + "/src", FileOptions()) }
        #expect(failure?.status == .errHostIo)
    }

    @Test(arguments: ["echo more > src/b", "rm src/a", ": > src/a", "head -c 600 /dev/zero > src/a", "rm src/a; ln -s /etc/passwd src/a"])
    func aTreeThatChangesMeanwhileIsTold(_ command: String) throws {
        let place = try Place()
        try run("/bin/sh", "-c", "mkdir src; echo a > src/a; head -c 600 /dev/zero > src/z", in: place.root)
        let source = try TreeSource.open(place.root.path + "/src", FileOptions())
        try run("/bin/sh", "-c", command, in: place.root)
        var isEnded = false
        while !isEnded {
            var piece = [UInt8](repeating: 0, count: 100)
            isEnded = piece.withUnsafeMutableBytes { (source.read(into: $0) ?? 0) == 0 }
        }
        #expect(source.failure?.status == (command.contains("ln") ? .errUnsafePath : .errHostIo))
    }

    private func run(_ program: String, _ arguments: String..., in folder: URL) throws { try run(program, arguments, in: folder) }

    private func run(_ program: String, _ arguments: [String], in folder: URL) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(program) \(arguments)")
    }
}
