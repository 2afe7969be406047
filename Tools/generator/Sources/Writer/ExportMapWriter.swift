import Interface

/// Writes `Sources/exports.map`, the linker's version script: what is not listed is not exported.
public enum ExportMapWriter {
    public static func write(_ interface: Interface) -> String {
        let symbols = interface.functions.map { "        \($0.name);" }.sorted().joined(separator: "\n")
        return """
            # Generated from Sources/OpenSandboxABI by Tools/generator: edit there, then run `make generate`.
            OPENSANDBOX_\(interface.version.major) {
                global:
            \(symbols)
                local:
                    *;
            };

            """
    }
}
