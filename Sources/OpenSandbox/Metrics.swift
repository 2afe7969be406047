import HTTP
import JSON

/// One reading of what a sandbox uses.
package struct Metrics {
    package let cpuCount: Double
    /// Of one CPU or of all, as the daemon reckons it.
    package let cpuPercentage: Double
    /// In MiB.
    package let memoryTotal: Double
    package let memoryUsed: Double
    /// Milliseconds since 1970.
    package let timestamp: Int64?

    /// From the daemon's GET /metrics (execd at 3bb6fad3).
    init(_ answer: Answer) throws(Failure) {
        let document = try answer.document("get metrics")
        func number(_ name: StaticString) throws(Failure) -> Double {
            guard let number = document[name]?.double else {
                throw Failure(
                    .errProtocol, "get metrics: the answer's \(String(name)) is no number", httpStatus: answer.head.status, field: String(name),
                    raw: answer.body)
            }
            return number
        }
        cpuCount = try number("cpu_count")
        cpuPercentage = try number("cpu_used_pct")
        memoryTotal = try number("mem_total_mib")
        memoryUsed = try number("mem_used_mib")
        timestamp = document["timestamp"]?.int64
    }
}

extension Sandbox {
    package func metrics(_ cancel: CancelToken?) throws(Failure) -> Metrics {
        let request = client.wire.endpointRequest(try daemonEndpoint(cancel), .get, "/metrics")
        return try Metrics(try client.call(request, "get metrics", cancel))
    }
}
