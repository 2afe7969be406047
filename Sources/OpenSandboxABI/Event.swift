import OpenSandbox

/// What the event tells; OSB_EVENT_NONE on a wrong handle.
///
/// - Since: 0.1.0
@_cdecl("osb_event_kind")
package func osb_event_kind(_ event: const<osb_event>?) -> osb_kind {
    peek(event, EventView.self)?.event.kind.rawValue ?? EventKind.none.rawValue
}

/// The execution it is of: the very pointer that osb_command_start() gave, to compare with.
///
/// - Returns: Borrowed: the host's own handle. NULL once the host has freed the execution.
/// - Since: 0.1.0
@_cdecl("osb_event_execution")
package func osb_event_execution(_ event: const<osb_event>?) -> const<osb_execution>? {
    peek(event, EventView.self)?.event.channel.handle
}

/// The pointer that osb_command_start() was given for its execution.
///
/// - Returns: The host's own pointer.
/// - Since: 0.1.0
@_cdecl("osb_event_user_data")
package func osb_event_user_data(_ event: const<osb_event>?) -> UnsafeMutableRawPointer? {
    peek(event, EventView.self)?.event.channel.userData
}

/// The event's number among its execution's: from 0, without a gap.
///
/// - Since: 0.1.0
@_cdecl("osb_event_sequence")
package func osb_event_sequence(_ event: const<osb_event>?) -> UInt64 {
    peek(event, EventView.self)?.event.sequence ?? 0
}

/// When it happened, on the daemon's clock: milliseconds since 1970, -1 where the daemon does not say.
///
/// - Since: 0.1.0
@_cdecl("osb_event_timestamp")
package func osb_event_timestamp(_ event: const<osb_event>?) -> Int64 {
    peek(event, EventView.self)?.event.timestamp ?? -1
}

/// What the event carries: for OSB_EVENT_STDOUT and OSB_EVENT_STDERR a line without its terminator, for OSB_EVENT_LOG bytes, for
/// OSB_EVENT_STARTED the execution's id, for OSB_EVENT_RESULT the value, for OSB_EVENT_OTHER the daemon's JSON.
///
/// - Parameter size: Receives the number of bytes; may be NULL.
/// - Returns: Borrowed bytes, NUL-terminated, valid until the event is freed; NULL for other kinds.
/// - Since: 0.1.0
@_cdecl("osb_event_data")
package func osb_event_data(_ event: const<osb_event>?, _ size: out_size?) -> cstring? {
    lendBytes(peek(event, EventView.self)?.event.data, size)
}

/// The MIME type of an OSB_EVENT_RESULT, NULL for other kinds.
///
/// - Returns: Borrowed text, valid until the event is freed.
/// - Since: 0.1.0
@_cdecl("osb_event_mime_type")
package func osb_event_mime_type(_ event: const<osb_event>?) -> cstring? {
    peek(event, EventView.self)?.event.mimeType?.pointer
}

/// The name in an OSB_EVENT_ERROR, e.g. "CommandExecError", NULL for other kinds.
///
/// - Returns: Borrowed text, valid until the event is freed.
/// - Since: 0.1.0
@_cdecl("osb_event_error_name")
package func osb_event_error_name(_ event: const<osb_event>?) -> cstring? {
    peek(event, EventView.self)?.event.daemonError?.name.pointer
}

/// The value in an OSB_EVENT_ERROR, e.g. "3", NULL for other kinds.
///
/// - Returns: Borrowed text, valid until the event is freed.
/// - Since: 0.1.0
@_cdecl("osb_event_error_value")
package func osb_event_error_value(_ event: const<osb_event>?) -> cstring? {
    peek(event, EventView.self)?.event.daemonError?.value.pointer
}

/// The traceback in an OSB_EVENT_ERROR, its lines joined by "\n", NULL for other kinds.
///
/// - Returns: Borrowed text, valid until the event is freed.
/// - Since: 0.1.0
@_cdecl("osb_event_error_traceback")
package func osb_event_error_traceback(_ event: const<osb_event>?) -> cstring? {
    peek(event, EventView.self)?.event.daemonError?.traceback.pointer
}

/// How long the command ran, from an OSB_EVENT_COMPLETED: milliseconds, -1 for other kinds and where the daemon does not say.
///
/// - Since: 0.1.0
@_cdecl("osb_event_duration")
package func osb_event_duration(_ event: const<osb_event>?) -> Int64 {
    peek(event, EventView.self)?.event.duration ?? -1
}

/// Where osb_execution_attach() goes on after an OSB_EVENT_LOG, in this process or another. Opaque: only this library gives and takes it.
///
/// - Returns: Borrowed text, valid until the event is freed; NULL for other kinds.
/// - Since: 0.1.0
@_cdecl("osb_event_cursor")
package func osb_event_cursor(_ event: const<osb_event>?) -> cstring? {
    peek(event, EventView.self)?.event.cursor?.pointer
}

/// How the command ended, from an OSB_EVENT_END.
///
/// - Returns: Borrowed, valid until the event is freed; NULL for other kinds, and when the command is not known to have started.
/// - Since: 0.1.0
@_cdecl("osb_event_result")
package func osb_event_result(_ event: const<osb_event>?) -> const<osb_result>? {
    peek(event, EventView.self)?.result
}

/// Why the command is not known to have started, from an OSB_EVENT_END: what osb_command_run() would have answered.
///
/// - Returns: Borrowed, valid until the event is freed; NULL for other kinds, and when there is a result.
/// - Since: 0.1.0
@_cdecl("osb_event_error")
package func osb_event_error(_ event: const<osb_event>?) -> const<osb_error>? {
    peek(event, EventView.self)?.error
}

/// Releases an event.
///
/// - Since: 0.1.0
@_cdecl("osb_event_free")
package func osb_event_free(_ event: osb_event?) {
    release(event, EventView.self)
}
