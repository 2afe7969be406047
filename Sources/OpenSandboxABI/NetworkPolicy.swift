import OpenSandbox

/// Makes a policy that denies everything.
///
/// - Returns: A policy to free with osb_network_policy_free().
/// - Threads: any.
/// - Since: 0.1.0
@_cdecl("osb_network_policy_new")
package func osb_network_policy_new() -> osb_network_policy? {
    seal(NetworkPolicyBox(NetworkPolicy()))
}

/// Sets what becomes of what no rule is about.
///
/// - Parameter action: OSB_NETWORK_DENY, which is the default, or OSB_NETWORK_ALLOW.
/// - Errors: OSB_ERR_INVALID_ARGUMENT for another number.
/// - Since: 0.1.0
@_cdecl("osb_network_policy_set_default")
package func osb_network_policy_set_default(_ policy: osb_network_policy?, _ action: osb_network_action) -> osb_status {
    enter { () throws(Failure) in
        let policy = try open(policy, NetworkPolicyBox.self)
        policy.value.defaultAction = try networkAction(action)
    }
}

/// Adds a rule. The first that is about a target decides.
///
/// - Parameter action: OSB_NETWORK_ALLOW or OSB_NETWORK_DENY.
/// - Parameter target: A host's name, or those below one: "example.com", "*.example.com". Not empty.
/// - Errors: OSB_ERR_INVALID_ARGUMENT.
/// - Since: 0.1.0
@_cdecl("osb_network_policy_add_rule")
package func osb_network_policy_add_rule(_ policy: osb_network_policy?, _ action: osb_network_action, _ target: cstring?) -> osb_status {
    enter { () throws(Failure) in
        let policy = try open(policy, NetworkPolicyBox.self)
        let action = try networkAction(action)
        policy.value.addRule(action, try nonEmptyText(target, "target"))
    }
}

/// Releases a policy; options that it was set in have a copy.
///
/// - Since: 0.1.0
@_cdecl("osb_network_policy_free")
package func osb_network_policy_free(_ policy: osb_network_policy?) {
    release(policy, NetworkPolicyBox.self)
}
