import HTTP

/// What a framer made of a stream.
struct Framed: Equatable {
    var frames: [String] = []
    var result = EventFramer.FeedResult.consumed
}

/// Feeds `pieces` one after the other and ends the stream. A piece is copied, so that nothing can be read beyond its end
/// by luck.
func framed(_ pieces: [[UInt8]], maximumFrame: Int = 1 << 20) -> Framed {
    var framer = EventFramer(maximumFrame: maximumFrame)
    var framed = Framed()
    for piece in pieces {
        framed.result = piece.withUnsafeBufferPointer { bytes in
            framer.feed(bytes) {
                framed.frames.append(String(decoding: $0, as: UTF8.self))
                return true
            }
        }
        guard framed.result == .consumed else { return framed }
    }
    framed.result = framer.finish {
        framed.frames.append(String(decoding: $0, as: UTF8.self))
        return true
    }
    return framed
}

func framed(_ text: String, maximumFrame: Int = 1 << 20) -> Framed {
    framed([Array(text.utf8)], maximumFrame: maximumFrame)
}

/// Every way to cut `bytes` in two, and single bytes.
func splits(of bytes: [UInt8]) -> [[[UInt8]]] {
    (0...bytes.count).map { [Array(bytes[..<$0]), Array(bytes[$0...])] } + [bytes.map { [$0] }]
}
