import Interface

/// Writes `include/opensandbox.h`.
public enum HeaderWriter {
    public static func write(_ interface: Interface) -> String {
        var lines = opening(interface)
        lines += rule("Types")
        for handle in interface.handles {
            lines += HeaderComment.handle(handle) + ["typedef struct \(handle.name) \(handle.name);", ""]
        }
        for enumeration in interface.enumerations { lines += declaration(enumeration) + [""] }
        for callback in interface.callbacks { lines += declaration(callback) + [""] }
        var section = ""
        for function in interface.functions {
            if function.section != section {
                section = function.section
                lines += rule(title(section))
            }
            lines += declaration(function) + [""]
        }
        return (lines + closing).joined(separator: "\n") + "\n"
    }

    private static func opening(_ interface: Interface) -> [String] {
        let version = interface.version
        let conventions = Prose.fillEntries(interface.conventions, width: HeaderComment.width - " * ".count)
        return [
            "/* SPDX-License-Identifier: Apache-2.0",
            " * Generated from Sources/OpenSandboxABI by Tools/generator: edit there, then run `make generate`. */",
            "",
            "/*",
        ] + conventions.map { " *" + ($0.isEmpty ? "" : " ") + $0 } + [
            " */",
            "#ifndef OPENSANDBOX_H",
            "#define OPENSANDBOX_H",
            "",
            "#include <stddef.h>",
            "#include <stdint.h>",
            "",
            "/** The version of this header; osb_version() and osb_version_number() tell that of the loaded library. */",
            "#define OSB_VERSION_MAJOR \(version.major)",
            "#define OSB_VERSION_MINOR \(version.minor)",
            "#define OSB_VERSION_PATCH \(version.patch)",
            "#define OSB_VERSION_STRING \"\(version.text)\"",
            "#define OSB_VERSION_NUMBER (OSB_VERSION_MAJOR * 1000000 + OSB_VERSION_MINOR * 1000 + OSB_VERSION_PATCH)",
            "",
            "#if defined(__GNUC__)",
            "#define OSB_API __attribute__((visibility(\"default\")))",
            "#else",
            "#define OSB_API",
            "#endif",
            "",
            "#ifdef __cplusplus",
            "extern \"C\" {",
            "#endif",
            "",
        ]
    }

    private static let closing = [
        "#ifdef __cplusplus",
        "}",
        "#endif",
        "",
        "#endif /* OPENSANDBOX_H */",
    ]

    private static func rule(_ title: String) -> [String] {
        let start = "/* ---- \(title) "
        let dashes = String(repeating: "-", count: max(4, HeaderComment.width - start.count - " */".count))
        return [start + dashes + " */", ""]
    }

    /// `CreateOptions` -> `Create options`
    private static func title(_ section: String) -> String {
        section.reduce(into: "") { title, letter in
            title += letter.isUppercase && !title.isEmpty ? " \(letter.lowercased())" : String(letter)
        }
    }

    private static func declaration(_ enumeration: Enumeration) -> [String] {
        var lines = HeaderComment.enumeration(enumeration) + ["typedef int32_t \(enumeration.name);", "enum {"]
        for (index, constant) in enumeration.constants.enumerated() {
            if constant.startsGroup { lines.append("") }
            let comma = index + 1 < enumeration.constants.count ? "," : ""
            lines += HeaderComment.constant(constant) + ["    \(constant.name) = \(constant.value)\(comma)"]
        }
        return lines + ["};"]
    }

    private static func declaration(_ callback: Callback) -> [String] {
        let open = "typedef \(callback.result.type.declaring("(*\(callback.name))"))("
        return HeaderComment.callback(callback) + signature(open, callback.parameters)
    }

    private static func declaration(_ function: Function) -> [String] {
        let open = "OSB_API \(function.result.type.declaring(function.name))("
        return HeaderComment.function(function) + signature(open, function.parameters)
    }

    private static func signature(_ open: String, _ parameters: [Parameter]) -> [String] {
        let items = parameters.isEmpty ? ["void"] : parameters.map { $0.type.declaring($0.name) }
        return Prose.list(items, open: open, close: ");", width: HeaderComment.width)
    }
}
