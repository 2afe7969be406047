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
}

/// How a command shall run.
package struct CommandOptions {
    package var directory: String?
    package var environment = Pairs()
    /// Our own deadline in milliseconds.
    package var deadline: Int64?
    package var collects = true
    package var outputLimit = 16 << 20
    package var handlers = CommandHandlers()

    package init() {}

    /// The body of the daemon's POST /command.
    func body(_ command: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("command")
        writer.value(command)
        if let directory {
            writer.key("cwd")
            writer.value(directory)
        }
        if !environment.isEmpty { writer.object("envs", environment) }
        writer.endObject()
        return writer.bytes
    }
}
