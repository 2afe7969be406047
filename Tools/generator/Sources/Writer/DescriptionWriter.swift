import Interface

/// Writes `bindings/opensandbox.json`: the interface for generators of bindings. Reading it back with `Interface`'s decoder
/// gives the same value.
public enum DescriptionWriter {
    public static func write(_ interface: Interface) -> String {
        let version = interface.version
        return JSON.object([
            ("version", .object([
                ("major", .number(version.major)), ("minor", .number(version.minor)), ("patch", .number(version.patch)),
            ])),
            ("conventions", .string(interface.conventions)),
            ("ownership", .object(Ownership.allCases.map { ($0.rawValue, .string($0.meaning)) })),
            ("handles", .array(interface.handles.map(handle))),
            ("enumerations", .array(interface.enumerations.map(enumeration))),
            ("callbacks", .array(interface.callbacks.map(callback))),
            ("functions", .array(interface.functions.map(function))),
        ]).print() + "\n"
    }

    private static func handle(_ handle: Handle) -> JSON {
        .object([
            ("name", .string(handle.name)), ("description", description(handle.description)),
            ("free", .string(handle.free)), ("threads", .string(handle.threads)), ("since", .string(handle.since)),
        ])
    }

    private static func enumeration(_ enumeration: Enumeration) -> JSON {
        .object([
            ("name", .string(enumeration.name)), ("prefix", .string(enumeration.prefix)),
            ("description", description(enumeration.description)),
            ("constants", .array(enumeration.constants.map { constant in
                .object([
                    ("name", .string(constant.name)), ("value", .number(constant.value)),
                    ("description", constant.description.map(description)), ("startsGroup", .bool(constant.startsGroup)),
                ])
            })),
        ])
    }

    private static func callback(_ callback: Callback) -> JSON {
        .object([
            ("name", .string(callback.name)), ("description", description(callback.description)),
            ("parameters", .array(callback.parameters.map(parameter))), ("result", result(callback.result)),
        ])
    }

    private static func function(_ function: Function) -> JSON {
        .object([
            ("name", .string(function.name)), ("section", .string(function.section)),
            ("description", description(function.description)),
            ("parameters", .array(function.parameters.map(parameter))), ("result", result(function.result)),
            ("canFail", .bool(function.canFail)),
            ("failures", .array(function.failures.map { failure in
                .object([("statuses", .array(failure.statuses.map { .string($0) })), ("text", .string(failure.text))])
            })),
            ("threads", .string(function.threads)), ("since", .string(function.since)), ("source", string(function.source)),
        ])
    }

    private static func parameter(_ parameter: Parameter) -> JSON {
        .object([
            ("name", .string(parameter.name)), ("type", type(parameter.type)),
            ("direction", .string(parameter.direction.rawValue)), ("ownership", string(parameter.ownership?.rawValue)),
            ("isNullable", .bool(parameter.isNullable)), ("length", string(parameter.length)),
            ("capacity", string(parameter.capacity)), ("text", string(parameter.text)),
        ])
    }

    private static func result(_ result: Result) -> JSON {
        .object([
            ("type", type(result.type)), ("ownership", string(result.ownership?.rawValue)), ("length", string(result.length)),
            ("text", string(result.text)),
        ])
    }

    private static func type(_ type: CType) -> JSON {
        .object([("kind", .string(type.kind.rawValue)), ("name", string(type.name)), ("spelling", .string(type.spelling))])
    }

    private static func description(_ description: Description) -> JSON {
        .object([("summary", .string(description.summary)), ("details", string(description.details))])
    }

    private static func string(_ text: String?) -> JSON? {
        text.map { .string($0) }
    }
}
