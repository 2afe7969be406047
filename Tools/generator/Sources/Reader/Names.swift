import Interface

/// The C names that prose mentions, so that a comment cannot speak of what does not exist.
enum Names {
    /// Every `osb_...` and `OSB_...` of a text. Patterns (`osb_x_free`, `OSB_LOG_*`) are not names.
    static func all(in text: String) -> [String] {
        text.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_") }).map(String.init).filter {
            ($0.hasPrefix("osb_") || $0.hasPrefix("OSB_")) && !$0.hasSuffix("_") && !$0.hasPrefix("osb_x_")
        }
    }

    static let macros: Set = [
        "OSB_API", "OSB_VERSION_MAJOR", "OSB_VERSION_MINOR", "OSB_VERSION_PATCH", "OSB_VERSION_STRING", "OSB_VERSION_NUMBER",
    ]

    static func declared(by interface: Interface) -> Set<String> {
        macros
            .union(interface.handles.map(\.name))
            .union(interface.enumerations.map(\.name))
            .union(interface.enumerations.flatMap { $0.constants.map(\.name) })
            .union(interface.callbacks.map(\.name))
            .union(interface.functions.map(\.name))
    }
}
