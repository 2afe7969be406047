import Foundation
import Interface
import Reader

/// `generate --root DIR [--check]`
@main
enum Generate {
    private static let usage = """
        usage: generate --root DIR [--check]
        Writes what is generated from the Swift sources below DIR; with --check, compares and exits 1 on a difference.

        """

    static func main() throws {
        var arguments = CommandLine.arguments.dropFirst()
        var root: URL?
        var isCheck = false
        while let argument = arguments.popFirst() {
            switch argument {
            case "--root": root = arguments.popFirst().map { URL(fileURLWithPath: $0, isDirectory: true) }
            case "--check": isCheck = true
            default: fail(usage, status: 2)
            }
        }
        guard let root else { fail(usage, status: 2) }

        let interface: Interface
        do throws(Rejection) {
            interface = try InterfaceReader.read(root: root)
        } catch {
            fail(error.problems.map { "\($0)\n" }.joined(), status: 1)
        }
        let outputs = try Output.all(of: interface)
        if isCheck {
            let differences = outputs.compactMap { $0.difference(below: root) }
            if !differences.isEmpty { fail(differences.joined(separator: "\n") + "\n", status: 1) }
        } else {
            for output in outputs { try output.write(below: root) }
        }
    }

    private static func fail(_ message: String, status: Int32) -> Never {
        FileHandle.standardError.write(Data(message.utf8))
        exit(status)
    }
}
