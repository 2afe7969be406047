import JSON

/// Whether something may be reached.
///
/// - C: osb_network_action OSB_NETWORK_
package enum NetworkAction: Int32, Sendable {
    case allow = 1
    case deny = 2
}

extension NetworkAction {
    var text: String { self == .allow ? "allow" : "deny" }
}

/// What a sandbox may reach: rules in their order, and what becomes of the rest.
package struct NetworkPolicy {
    package var defaultAction = NetworkAction.deny
    package private(set) var rules: [(action: NetworkAction, target: String)] = []

    package init() {}

    package mutating func addRule(_ action: NetworkAction, _ target: String) { rules.append((action, target)) }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("defaultAction", defaultAction.text)
        writer.key("egress")
        writer.beginArray()
        for rule in rules {
            writer.beginObject()
            writer.member("action", rule.action.text)
            writer.member("target", rule.target)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }
}
