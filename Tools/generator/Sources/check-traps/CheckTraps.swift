import Foundation
import Reader
import Traps

/// `check-traps --root DIR`
@main
enum CheckTraps {
    private static let usage = """
        usage: check-traps --root DIR
        Names everything in the Swift files below DIR/Sources that can trap and has no justification; exits 1 if there is any.

        """

    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count == 2, arguments.first == "--root", let root = arguments.last else { fail(usage, status: 2) }
        do throws(Problem) {
            let check = try TrapCheck(root: URL(fileURLWithPath: root, isDirectory: true))
            print("\(check.files) files, \(check.findings.count) findings, \(check.justifications) justified")
            if !check.findings.isEmpty { fail(check.findings.map { "\($0)\n" }.joined(), status: 1) }
        } catch {
            fail("\(error)\n", status: 1)
        }
    }

    private static func fail(_ message: String, status: Int32) -> Never {
        FileHandle.standardError.write(Data(message.utf8))
        exit(status)
    }
}
