/// Variables that processes of a sandbox set for the commands after them: the lines of the file that EXECD_ENVS names.
enum EnvironmentFile {
    private static let variable = "EXECD_ENVS"
    private static let largest = 1 << 20

    /// Read anew for each command. A file that is not there, or a line that is none, is left out.
    static func variables(of sandbox: Sandbox) -> [String: String] {
        guard let name = sandbox.environment[variable], !name.isEmpty,
            let path = try? GoText.expandPath(name, sandbox.environment),
            let bytes = try? sandbox.container.root.contents(of: sandbox.absolute(path), limit: largest)
        else { return [:] }
        var variables: [String: String] = [:]
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let line = String(decoding: line, as: UTF8.self).trimmed
            guard !line.isEmpty, !line.hasPrefix("#"), let equals = line.firstIndex(of: "="), equals > line.startIndex,
                !line.utf8.contains(0)
            else { continue }
            variables[String(line[..<equals])] = GoText.expand(String(line[line.index(after: equals)...]), sandbox.environment)
        }
        return variables
    }
}
