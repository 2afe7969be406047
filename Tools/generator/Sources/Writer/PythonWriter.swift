import Foundation
import Interface

/// Writes `bindings/python/opensandbox_native/_raw.py` from the description's text and nothing else: what suffices here suffices
/// for a binding to any language.
public enum PythonWriter {
    private static let width = 120
    private static let quotes = "\"\"\""

    public static func write(description: String) throws -> String {
        let interface = try JSONDecoder().decode(Interface.self, from: Data(description.utf8))
        var body: [String] = []
        for handle in interface.handles {
            body += ["", "class \(handle.name)(Structure):"] + docstring(handle.description, indent: 4) + [""]
        }
        for enumeration in interface.enumerations { body += declaration(enumeration) }
        for callback in interface.callbacks { body += declaration(callback) }
        for function in interface.functions { body += declaration(function) }
        return (opening(interface.version, for: body) + body).joined(separator: "\n") + "\n"
    }

    private static func opening(_ version: Version, for body: [String]) -> [String] {
        let code = body.joined(separator: "\n")
        let names = ["CFUNCTYPE", "POINTER", "Structure", "c_char", "c_char_p", "c_double", "c_int", "c_int32", "c_int64",
                     "c_size_t", "c_uint64", "c_void_p"]
        let used = Set(code.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_") }).map(String.init))
        return [
            "# SPDX-License-Identifier: Apache-2.0",
            "# Generated from bindings/opensandbox.json by Tools/generator: run `make generate`.",
            "\(quotes)The C interface of libopensandbox \(version.text), name for name, through ctypes.",
            "",
            "A handle is a pointer to an opaque class, so that one of another kind is refused by ctypes. Text goes in as bytes and",
            "comes out as bytes or None; what has a length beside it comes out as a pointer, for ctypes.string_at(). Outputs are",
            "passed with byref(). Where C takes NULL for a callback, pass an empty one: osb_output_fn(). A callback must be kept",
            "alive by the caller as long as the library may call it.",
            quotes,
            "",
            "import os",
        ] + Prose.list(["CDLL"] + names.filter(used.contains), open: "from ctypes import (", close: ")", width: width) + [
            "from enum import IntEnum",
            "",
            #"_library = CDLL(os.environ.get("OPENSANDBOX_LIBRARY") or "libopensandbox.so.\#(version.major)")"#,
            "",
        ]
    }

    private static func declaration(_ enumeration: Enumeration) -> [String] {
        ["", "class \(enumeration.name)(IntEnum):"] + docstring(enumeration.description, indent: 4) + [""]
            + enumeration.constants.flatMap { constant in
                (constant.description.map { Prose.fill($0.summary, width: width, first: "    # ", rest: "    # ") } ?? [])
                    + ["    \(constant.name.dropFirst(enumeration.prefix.count)) = \(constant.value)"]
            } + [""]
    }

    private static func declaration(_ callback: Callback) -> [String] {
        let types = [result(callback.result)] + callback.parameters.map { type($0, fromLibrary: true) }
        return [""] + Prose.fill(callback.description.summary, width: width, first: "# ", rest: "# ")
            + Prose.list(types, open: "\(callback.name) = CFUNCTYPE(", close: ")", width: width)
    }

    private static func declaration(_ function: Function) -> [String] {
        let name = function.name
        return ["", "\(name) = _library.\(name)", "\(name).restype = \(result(function.result))"]
            + Prose.list(
                function.parameters.map { type($0, fromLibrary: false) }, open: "\(name).argtypes = [", close: "]", width: width)
            + documentation(function)
    }

    private static func documentation(_ function: Function) -> [String] {
        let signature = function.parameters.isEmpty
            ? "void" : function.parameters.map { $0.type.declaring($0.name) }.joined(separator: ", ")
        var text = ["\(function.result.type.declaring(function.name))(\(signature))", "", function.description.summary]
        if let details = function.description.details { text += ["", details] }
        var fields = function.parameters.compactMap { parameter in parameter.text.map { "- \(parameter.name): \($0)" } }
        if let returns = function.result.text { fields.append("- Returns: \(returns)") }
        if function.canFail { fields.append("- Errors: " + function.failures.map(\.text).joined(separator: "; ")) }
        fields.append("- Threads: \(function.threads)")
        fields.append("- Since: \(function.since)")
        text += [""] + fields
        return ["\(function.name).__doc__ = \(quotes)"] + filled(text.joined(separator: "\n"), width: width) + [quotes]
    }

    private static func docstring(_ description: Description, indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        let text = [description.summary, description.details].compactMap { $0 }.joined(separator: "\n\n")
        let lines = filled(text, width: width - indent - quotes.count).map { $0.isEmpty ? "" : margin + $0 }
        let first = margin + quotes + (lines.first ?? "").dropFirst(indent)
        if lines.count == 1, !first.hasSuffix("\""), first.count + quotes.count <= width { return [first + quotes] }
        return [first] + lines.dropFirst() + [margin + quotes]
    }

    /// Lines that may stand between triple quotes.
    private static func filled(_ text: String, width: Int) -> [String] {
        let safe = text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: quotes, with: "\\\"\\\"\\\"")
        return Prose.fillLines(safe, width: width)
    }

    private static func type(_ parameter: Parameter, fromLibrary: Bool) -> String {
        let value = value(parameter.type, fromLibrary: fromLibrary || parameter.direction == .output)
        return parameter.direction == .output ? "POINTER(\(value))" : value
    }

    private static func result(_ result: Result) -> String {
        value(result.type, fromLibrary: true)
    }

    /// - Parameter fromLibrary: Whether Python receives it. A c_char_p would then be cut at its first NUL byte.
    private static func value(_ type: CType, fromLibrary: Bool) -> String {
        switch type.kind {
        case .void: "None"
        case .int: "c_int"
        case .int32, .enumeration: "c_int32"
        case .int64: "c_int64"
        case .uint64: "c_uint64"
        case .size: "c_size_t"
        case .double: "c_double"
        case .text: "c_char_p"
        case .texts: "POINTER(c_char_p)"
        case .bytes: fromLibrary ? "POINTER(c_char)" : "c_char_p"
        case .pointer: "c_void_p"
        case .handle: "POINTER(\(type.name ?? ""))"
        case .callback: type.name ?? ""
        }
    }
}
