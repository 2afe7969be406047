/// What is to run around a sandbox's life. Only preStart does; periodic hooks are checked and not run.
struct LifecycleHooks: Sendable {
    let preparation: ContainerPlan.Preparation?

    init(_ fields: FieldReader) {
        fields.forbidOthers(["preStart", "periodic"])
        let before = fields.nested("preStart")
        preparation = before.flatMap { Self.hook($0, longest: 10_800, standard: 60, fields: ["command", "timeoutSeconds"]) }
        fields.adopt(before)
        var names: Set<String> = []
        var isUnique = true
        for hook in fields.nestedList("periodic") {
            let name = hook.string("name", required: true)?.trimmed
            let schedule = hook.string("schedule", required: true)?.trimmed
            _ = Self.hook(hook, longest: 300, standard: 60, fields: ["name", "schedule", "command", "timeoutSeconds"])
            if hook.issues.isEmpty, name?.isEmpty == true { hook.noteRule("Periodic lifecycle hook name must not be blank.") }
            if hook.issues.isEmpty, schedule?.isEmpty == true { hook.noteRule("Periodic lifecycle hook schedule must not be blank.") }
            if let name { isUnique = names.insert(name).inserted && isUnique }
            fields.adopt(hook)
        }
        if fields.issues.isEmpty && !isUnique { fields.noteRule("Periodic lifecycle hook names must be unique.") }
    }

    private static func hook(
        _ fields: FieldReader, longest: Int64, standard: Int64, fields known: Set<String>
    ) -> ContainerPlan.Preparation? {
        fields.forbidOthers(known)
        let command = fields.stringList("command", atLeast: 1, required: true)
        let timeout = fields.integer("timeoutSeconds", atLeast: 1, atMost: longest) ?? standard
        guard fields.issues.isEmpty, let command else { return nil }
        guard command.first?.isBlank == false else {
            fields.noteRule("Lifecycle hook command must not be empty.")
            return nil
        }
        return ContainerPlan.Preparation(command: command, timeout: .seconds(timeout))
    }
}
