import Foundation
@testable import OpenSandbox
import Testing

@Suite struct ProgramTests {
    /// What /bin/sh makes of a command.
    private func output(_ command: String) throws -> String {
        let process = Process(), pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        process.standardOutput = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    @Test(arguments: [
        ["plain"], ["two words", ""], ["it's", "''", "'"], ["$HOME", "`id`", "$(id)", "\\", "\"x\""], ["a\nb", "\n"], ["*", "?", "~", "[a]"],
        ["-n", "--", "-"], ["é", "\u{1F600}", "a;b", "a&b", "a|b", "#x", "!"],
    ])
    func wordsReachTheProgramAsTheyAre(_ words: [String]) throws {
        let program = Program.vector(["printf", "<%s>"] + words)
        let expected = words.map { "<\($0)>" }.joined()
        #expect(try output(program.replacingShell) == expected)
        #expect(try output(program.withinShell) == expected)
    }

    @Test func theProgramTakesTheShellsPlace() throws {
        // A builtin would say "0" or fail; the program of that name is found in PATH.
        #expect(try output(Program.vector(["sh", "-c", "echo $PPID"]).replacingShell) == "\(getpid())\n")
    }

    @Test func aShellsCommandIsLeftAlone() {
        #expect(Program.shell("a 'b' $c").replacingShell == "a 'b' $c")
        #expect(Program.shell("a 'b' $c").withinShell == "a 'b' $c")
        #expect(Program.vector(["-odd"]).replacingShell == "exec -- '-odd'")
    }
}

@Suite struct EnvironmentFileTests {
    @Test func whatNoDaemonMisreadsIsTriedFirst() {
        #expect(EnvironmentFile.spellings("A", "b c=d") == ["A=b c=d", "A='b c=d'"])
        #expect(EnvironmentFile.spellings("A", "") == ["A=", "A=''"])
        #expect(EnvironmentFile.spellings("A", "it's") == ["A=it's", "A=\"it's\""])
    }

    @Test func whatAPlainLineCannotHoldIsQuoted() {
        #expect(EnvironmentFile.spellings("A", " x") == ["A=' x'"])
        #expect(EnvironmentFile.spellings("A", "$x") == ["A='$x'"])
        #expect(EnvironmentFile.spellings("A", "'$x'") == ["A=\"'\\$x'\""])
        #expect(EnvironmentFile.spellings("A", "1\n2\t\"") == ["A=\"1\\n2\\t\\\"\""])
    }

    @Test(arguments: ["A", "_", "a1_B"]) func names(_ name: String) { #expect(EnvironmentFile.isName(name)) }
    @Test(arguments: ["", "1a", "a-b", "a b", "é", "a="]) func noNames(_ name: String) { #expect(!EnvironmentFile.isName(name)) }
}
