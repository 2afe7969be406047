import HTTP
import JSON

/// Hands events to the host's callbacks, on the thread that reads them.
struct HandlerReceiver: EventReceiver {
    let handlers: CommandHandlers

    mutating func take(_ kind: EventDecoder.Kind, _ reader: CommandReader, _ frame: UnsafeBufferPointer<UInt8>) -> Receipt {
        let value = call(kind, reader, frame)
        return value == 0 ? .more : .stop(value)
    }

    private func call(_ kind: EventDecoder.Kind, _ reader: CommandReader, _ frame: UnsafeBufferPointer<UInt8>) -> Int32 {
        // Each handler is taken from where it is: a copy of them all would count seven references up and down at every event.
        if let onEvent = handlers.onEvent {
            let value = onEvent(frame)
            if value != 0 { return value }
        }
        switch kind {
        case .initialized: return reader.executionID.flatMap { handlers.onInit?($0) } ?? 0
        case .stdout: return handlers.onStdout?(reader.line) ?? 0
        case .stderr: return handlers.onStderr?(reader.line) ?? 0
        case .error: return reader.daemonError.flatMap { handlers.onError?($0) } ?? 0
        case .complete: return handlers.onComplete?(reader.decoder.executionTime) ?? 0
        case .result:
            guard let onResult = handlers.onResult else { return 0 }
            for (mime, value) in reader.decoder.results {
                let answer = onResult(Text(mime.mimeType), Text(value.plainText))
                if answer != 0 { return answer }
            }
            return 0
        default: return 0
        }
    }
}

extension String {
    /// The daemon calls text/plain "text".
    var mimeType: String { isExactly("text") ? "text/plain" : self }
}

extension JSONValue {
    /// A string as it is, anything else as JSON.
    var plainText: [UInt8] {
        if let string { return Array(string.utf8) }
        var writer = JSONWriter()
        write(to: &writer)
        return writer.bytes
    }
}
