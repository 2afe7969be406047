import NIOCore
import NIOHTTP1

/// How busy the machine is.
extension Execd {
    static let metricRoutes: [Route] = [
        Route(method: .GET, pattern: "metrics") { execd, exchange, _ in try await execd.showMetrics(exchange) },
        Route(method: .GET, pattern: "metrics/watch") { execd, exchange, _ in try await execd.watchMetrics(exchange) },
    ]

    private func showMetrics(_ exchange: Exchange) async throws {
        try await answer(exchange, .ok, try await Self.metrics().view)
    }

    /// One object a line, for as long as the client listens: a second's pause, and a second in which is measured.
    private func watchMetrics(_ exchange: Exchange) async throws {
        let stream = try await exchange.beginStream(.ok, EventStream.headers)
        while true {
            try await Task.sleep(for: Metrics.interval)
            var line = JSONWriter.bytes(try await Self.metrics().view, .go)
            line.writeString("\n")
            try await stream.write([line])
        }
    }

    private static func metrics() async throws -> Metrics {
        do throws(Metrics.Unreadable) {
            let begin = try Metrics.Sample()
            do { try await Task.sleep(for: Metrics.interval) } catch { throw Metrics.Unreadable(text: "\(error)") }
            return try Metrics(from: begin, to: try Metrics.Sample())
        } catch {
            throw ExecdError.runtime("error reading runtime metrics. " + error.text)
        }
    }
}
