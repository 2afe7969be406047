import OpenSandbox

/// How many CPUs the sandbox has.
///
/// - Since: 0.1.0
@_cdecl("osb_metrics_cpu_count")
package func osb_metrics_cpu_count(_ metrics: const<osb_metrics>?) -> Double {
    peek(metrics, MetricsBox.self)?.value.cpuCount ?? 0
}

/// How much of its CPUs it used while it was looked at, in percent.
///
/// - Since: 0.1.0
@_cdecl("osb_metrics_cpu_percentage")
package func osb_metrics_cpu_percentage(_ metrics: const<osb_metrics>?) -> Double {
    peek(metrics, MetricsBox.self)?.value.cpuPercentage ?? 0
}

/// How much memory there is, in MiB.
///
/// - Since: 0.1.0
@_cdecl("osb_metrics_memory_total")
package func osb_metrics_memory_total(_ metrics: const<osb_metrics>?) -> Double {
    peek(metrics, MetricsBox.self)?.value.memoryTotal ?? 0
}

/// How much of it is used, in MiB.
///
/// - Since: 0.1.0
@_cdecl("osb_metrics_memory_used")
package func osb_metrics_memory_used(_ metrics: const<osb_metrics>?) -> Double {
    peek(metrics, MetricsBox.self)?.value.memoryUsed ?? 0
}

/// When the daemon looked, in milliseconds since 1970 by its own clock; -1 when it did not say.
///
/// - Since: 0.1.0
@_cdecl("osb_metrics_timestamp")
package func osb_metrics_timestamp(_ metrics: const<osb_metrics>?) -> Int64 {
    peek(metrics, MetricsBox.self)?.value.timestamp ?? -1
}

/// Releases the reading.
///
/// - Since: 0.1.0
@_cdecl("osb_metrics_free")
package func osb_metrics_free(_ metrics: osb_metrics?) {
    release(metrics, MetricsBox.self)
}
