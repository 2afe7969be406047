import JSON

package typealias BytesHandler = (UnsafeBufferPointer<UInt8>) -> Int32

/// Who hears of what a command does. 0 goes on; anything else stops it.
package struct CommandHandlers {
    package var onInit: ((Text) -> Int32)?
    package var onStdout: BytesHandler?
    package var onStderr: BytesHandler?
    package var onResult: ((Text, Text) -> Int32)?
    package var onError: ((DaemonError) -> Int32)?
    package var onComplete: ((Int64) -> Int32)?
    package var onEvent: BytesHandler?
    package var onLog: BytesHandler?
}

/// How often the log of a background command is asked for, in milliseconds: the pause grows from the first to the last while nothing comes.
package struct PollIntervals: Sendable {
    package var shortest: Int64 = 50
    package var longest: Int64 = 2_000

    package init() {}
}

/// How a command shall run.
package struct CommandOptions {
    package var directory: String?
    package var environment = Pairs()
    /// The program and its arguments, in place of a command for the shell.
    package var vector: [String] = []
    package var user: UInt32?
    package var group: UInt32?
    /// What the daemon allows it, in milliseconds.
    package var timeout: Int64?
    /// Our own deadline in milliseconds.
    package var deadline: Int64?
    package var isBackground = false
    package var collects = true
    package var outputLimit = 16 << 20
    /// How many bytes of a started execution's stream may wait for whoever reads its events.
    package var bufferLimit = 256 << 10
    package var polling = PollIntervals()
    package var handlers = CommandHandlers()

    package init() {}

    /// What to run: the command for the shell, or the options' argument vector.
    func program(_ command: String?) throws(Failure) -> Program {
        guard let command else {
            guard !vector.isEmpty else { throw .argument("command", "is NULL, and the options have no argument vector") }
            return .vector(vector)
        }
        guard vector.isEmpty else { throw .argument("command", "is given, and so is an argument vector") }
        return .shell(command)
    }

    func check() throws(Failure) {
        if group != nil, user == nil { throw .argument("gid", "needs a uid") }
    }

    /// The body of the daemon's POST /command.
    func body(_ program: Program, asVector: Bool) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        if asVector, case .vector(let words) = program {
            writer.key("argv")
            writer.beginArray()
            for word in words { writer.value(word) }
            writer.endArray()
        } else {
            writer.key("command")
            writer.value(program.replacingShell)
        }
        if let directory {
            writer.key("cwd")
            writer.value(directory)
        }
        if !environment.isEmpty { writer.object("envs", environment) }
        if let user { writer.member("uid", Int64(user)) }
        if let group { writer.member("gid", Int64(group)) }
        if let timeout { writer.member("timeout", timeout) }
        if isBackground {
            writer.key("background")
            writer.value(true)
        }
        writer.endObject()
        return writer.bytes
    }
}

extension JSONWriter {
    mutating func member(_ name: String, _ number: Int64) {
        key(name)
        value(number)
    }
}
