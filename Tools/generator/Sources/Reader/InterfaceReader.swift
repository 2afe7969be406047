import Foundation
import Interface
import SwiftSyntax

/// Reads the whole C interface from the Swift sources below a root.
public enum InterfaceReader {
    private static let exports = "Sources/OpenSandboxABI"
    private static let models = "Sources/OpenSandbox"

    public static func read(root: URL) throws(Rejection) -> Interface {
        var problems: [Problem] = []
        do throws(Problem) {
            let interface = try read(root, &problems)
            if problems.isEmpty { return interface }
        } catch {
            problems.append(error)
        }
        throw Rejection(problems: problems.sorted { ($0.file, $0.line) < ($1.file, $1.line) })
    }

    private static func read(_ root: URL, _ problems: inout [Problem]) throws(Problem) -> Interface {
        let models = try SourceFile.all(in: models, root: root)
        let version = try VersionReader.read(file("\(Self.models)/Version.swift", in: models))

        var declared: [String: Enumeration] = [:]
        for model in models {
            for enumeration in EnumerationReader(model).read(problems: &problems)
            where declared.updateValue(enumeration, forKey: enumeration.name) != nil {
                problems.append(model.problem("\(enumeration.name) is marked twice", line: 1))
            }
        }

        let exports = try SourceFile.all(in: exports, root: root)
        let typesFile = try file("\(Self.exports)/CTypes.swift", in: exports)
        let conventionsFile = try file("\(Self.exports)/Conventions.swift", in: exports)
        let types = TypesReader(typesFile, declared: declared, problems: &problems)
        let conventions = try ConventionsReader(conventionsFile)

        var sections: [String: [Function]] = [:]
        for export in exports {
            let functions = FunctionReader(export, types: types, problems: &problems).functions
            if functions.isEmpty { continue }
            sections[export.name] = functions
            if !conventions.sections.contains(export.name) {
                problems.append(export.problem("exports functions, but Conventions.sections does not list \(export.name)", line: 1))
            }
        }
        for section in conventions.sections where sections[section] == nil && problems.isEmpty {
            problems.append(conventionsFile.problem("no file exports the section \(section)", line: conventions.line(of: section)))
        }

        let interface = Interface(
            version: version, conventions: conventions.text, handles: types.handles, enumerations: types.enumerations,
            callbacks: types.callbacks, functions: conventions.sections.flatMap { sections[$0] ?? [] })
        if problems.isEmpty { problems += types.unreleased(interface.functions) }
        if problems.isEmpty { problems += try strayNames(in: exports + models, interface) }
        return interface
    }

    private static func file(_ path: String, in files: [SourceFile]) throws(Problem) -> SourceFile {
        guard let file = files.first(where: { $0.path == path }) else {
            throw Problem(file: path, line: 1, message: "is missing")
        }
        return file
    }

    /// Names in documentation that the header does not declare.
    private static func strayNames(in files: [SourceFile], _ interface: Interface) throws(Problem) -> [Problem] {
        let declared = Names.declared(by: interface)
        var problems: [Problem] = []
        for file in files {
            for (number, line) in file.tree.description.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                guard let start = line.firstIndex(where: { $0 != " " }), line[start...].hasPrefix("///"),
                      !line[start...].hasPrefix("/// - C:")
                else { continue }
                for name in Names.all(in: String(line)) where !declared.contains(name) {
                    problems.append(file.problem("\(name) is mentioned but not declared", line: number + 1))
                }
            }
        }
        return problems
    }
}
