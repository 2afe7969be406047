/// Makes events that the host can hold of what a stream tells.
final class EventCollector: EventReceiver {
    private let channel: EventChannel
    private let most: Int
    private var sequence: UInt64
    private(set) var events: [Event] = []

    init(_ channel: EventChannel, most: Int, from sequence: UInt64) {
        self.channel = channel
        self.most = most
        self.sequence = sequence
    }

    private var receipt: Receipt { events.count < most ? .more : .enough }

    func take(_ kind: EventDecoder.Kind, _ reader: CommandReader, _ frame: UnsafeBufferPointer<UInt8>) -> Receipt {
        let decoder = reader.decoder, stamp = decoder.timestamp
        switch kind {
        case .stdout: add { Event(.stdout, of: channel, sequence: $0, timestamp: stamp, data: Text(reader.line)) }
        case .stderr: add { Event(.stderr, of: channel, sequence: $0, timestamp: stamp, data: Text(reader.line)) }
        case .initialized: add { Event(.started, of: channel, sequence: $0, timestamp: stamp, data: reader.executionID) }
        case .error: add { Event(.error, of: channel, sequence: $0, timestamp: stamp, daemonError: reader.daemonError) }
        case .complete: add { Event(.completed, of: channel, sequence: $0, timestamp: stamp, duration: decoder.executionTime) }
        case .result:
            for (mime, value) in decoder.results {
                add { Event(.result, of: channel, sequence: $0, timestamp: stamp, data: Text(value.plainText), mimeType: Text(mime.mimeType)) }
            }
        case .ping: break
        case .status, .executionCount, .failure, .unknown:
            add { Event(.other, of: channel, sequence: $0, timestamp: stamp, data: Text(frame)) }
        }
        return receipt
    }

    func take(started id: Text) -> Receipt {
        add { Event(.started, of: channel, sequence: $0, data: id) }
        return receipt
    }

    func take(log bytes: [UInt8], cursor: LogCursor) -> Receipt {
        add { Event(.log, of: channel, sequence: $0, data: Text(bytes), cursor: Text(cursor.text)) }
        return receipt
    }

    private func add(_ event: (UInt64) -> Event) {
        events.append(event(sequence))
        sequence &+= 1
    }
}
