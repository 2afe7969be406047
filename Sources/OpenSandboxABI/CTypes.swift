// The C types, under their C names: the generator reads these aliases, and the exports' signatures read like the header.
// Every handle is an OpaquePointer to a HandleBox (Handle.swift).

/// `const` in the header; nothing to Swift.
package typealias const<T> = T
/// Where a function puts a handle that the caller then owns.
package typealias out<T> = UnsafeMutablePointer<T?>
/// Where a function puts several handles that the caller then owns: room for `capacity` of them, `count` are written.
package typealias out_array<T> = UnsafeMutablePointer<T?>
package typealias out_int32 = UnsafeMutablePointer<Int32>
package typealias out_int64 = UnsafeMutablePointer<Int64>
package typealias out_size = UnsafeMutablePointer<UInt>
package typealias cstring = UnsafePointer<CChar>
/// Several texts: `count` of them.
package typealias cstring_array = UnsafePointer<cstring?>

package typealias osb_status = Int32
package typealias osb_log_level = Int32
package typealias osb_cleanup = Int32
package typealias osb_sandbox_state = Int32
package typealias osb_ended = Int32
package typealias osb_kind = Int32
package typealias osb_network_action = Int32
package typealias osb_file_type = Int32
package typealias osb_change_kind = Int32
package typealias osb_limit = Int32

/// Why a call failed: immutable, safe to read from any thread.
///
/// - Threads: any.
/// - Since: 0.1.0
package typealias osb_error = OpaquePointer

/// A cancellation that any number of calls can share. Sticky: once triggered, or once its deadline has passed, every call it is
/// given to answers at once. A call that has completed is not undone: completion beats cancel.
///
/// - Threads: any; osb_cancel_trigger() also from a signal handler.
/// - Since: 0.1.0
package typealias osb_cancel = OpaquePointer

/// How to reach a server: address, key, time limits, headers.
///
/// - Threads: one at a time while it is being configured.
/// - Since: 0.1.0
package typealias osb_config = OpaquePointer

/// A client: connections, name look-ups and TLS sessions, shared by everything made from it. One per process and server is plenty.
///
/// - Threads: any, at the same time.
/// - Since: 0.1.0
package typealias osb_client = OpaquePointer

/// What a new sandbox shall be.
///
/// - Threads: one at a time while it is being configured.
/// - Since: 0.1.0
package typealias osb_create_options = OpaquePointer

/// Storage that a sandbox mounts: a path of the host, a volume of the platform or a bucket.
///
/// - Threads: one at a time while it is being configured.
/// - Since: 0.1.0
package typealias osb_volume = OpaquePointer

/// What a sandbox may reach: rules in their order, and what becomes of the rest.
///
/// - Threads: one at a time while it is being configured.
/// - Since: 0.1.0
package typealias osb_network_policy = OpaquePointer

/// A command that the daemon runs by itself: before the sandbox's own program, or time and again.
///
/// - Threads: one at a time while it is being configured.
/// - Since: 0.1.0
package typealias osb_hook = OpaquePointer

/// How to connect to a sandbox that exists.
///
/// - Threads: one at a time while it is being configured.
/// - Since: 0.1.0
package typealias osb_connect_options = OpaquePointer

/// Metadata to set and to remove.
///
/// - Threads: one at a time while it is being configured.
/// - Since: 0.1.0
package typealias osb_metadata_patch = OpaquePointer

/// A remote sandbox. The handle is not the sandbox: freeing it leaves the sandbox running.
///
/// - Threads: any, at the same time.
/// - Since: 0.1.0
package typealias osb_sandbox = OpaquePointer

/// What the server said of a sandbox at one moment: immutable.
///
/// - Threads: any.
/// - Since: 0.1.0
package typealias osb_sandbox_info = OpaquePointer

/// Where a port of a sandbox is reached: an address and the headers that must go with each request. Immutable.
///
/// - Threads: any.
/// - Since: 0.1.0
package typealias osb_endpoint = OpaquePointer

/// One reading of what a sandbox uses: immutable.
///
/// - Threads: any.
/// - Since: 0.1.0
package typealias osb_metrics = OpaquePointer

/// A request to a port of a sandbox.
///
/// - Threads: one at a time while it is being configured.
/// - Since: 0.1.0
package typealias osb_http_request = OpaquePointer

/// What a port of a sandbox answered.
///
/// - Threads: any.
/// - Since: 0.1.0
package typealias osb_http_response = OpaquePointer

/// What a server says of itself: immutable.
///
/// - Threads: any.
/// - Since: 0.1.0
package typealias osb_server_info = OpaquePointer

/// Which sandboxes to list, and how many at a time.
///
/// - Threads: one at a time while it is being configured.
/// - Since: 0.1.0
package typealias osb_sandbox_filter = OpaquePointer

/// A page of the server's list of sandboxes: immutable.
///
/// - Threads: any.
/// - Since: 0.1.0
package typealias osb_sandbox_page = OpaquePointer

/// All sandboxes that a filter lets through, one after the other.
///
/// - Threads: any, at the same time.
/// - Since: 0.1.0
package typealias osb_sandbox_iterator = OpaquePointer

/// How a command shall run, and who hears of it.
///
/// - Threads: one at a time while it is being configured.
/// - Since: 0.1.0
package typealias osb_command_options = OpaquePointer

/// How a command ended, and its output where it was collected: immutable.
///
/// - Threads: any.
/// - Since: 0.1.0
package typealias osb_result = OpaquePointer

/// A command that runs while the host does other things: started by osb_command_start(), or found by its id with osb_execution_attach().
///
/// - Threads: any, at the same time.
/// - Since: 0.1.0
package typealias osb_execution = OpaquePointer

/// One thing that an execution has told: immutable. It outlives execution and queue.
///
/// - Threads: any.
/// - Since: 0.1.0
package typealias osb_event = OpaquePointer

/// Where the events of any number of executions are taken from, of one client or of several.
///
/// - Threads: any, at the same time.
/// - Since: 0.1.0
package typealias osb_queue = OpaquePointer

/// What the daemon said of a command at one moment: immutable.
///
/// - Threads: any.
/// - Since: 0.1.0
package typealias osb_command_status = OpaquePointer

/// A shell in a sandbox whose directory and environment live on from one command to the next. The handle is not the session: freeing
/// it leaves the session there.
///
/// - Threads: any, at the same time.
/// - Since: 0.1.0
package typealias osb_session = OpaquePointer

/// How files are written, read and moved about.
///
/// - Threads: one at a time while it is being configured.
/// - Since: 0.1.0
package typealias osb_file_options = OpaquePointer

/// Files to be written in one request.
///
/// - Threads: one at a time while it is being filled.
/// - Since: 0.1.0
package typealias osb_file_batch = OpaquePointer

/// What the daemon said of some files at one moment: immutable.
///
/// - Threads: any.
/// - Since: 0.1.0
package typealias osb_file_list = OpaquePointer

/// What a file, or a part of it, held: immutable.
///
/// - Threads: any.
/// - Since: 0.1.0
package typealias osb_bytes = OpaquePointer

/// A directory that is watched for changes, by looking again and again.
///
/// - Threads: any; those that wait at the same time take turns.
/// - Since: 0.1.0
package typealias osb_watch = OpaquePointer

/// One change in a watched directory: immutable. It outlives the watch.
///
/// - Threads: any.
/// - Since: 0.1.0
package typealias osb_file_change = OpaquePointer

/// Called once after the last use of the user_data it was given with.
package typealias osb_release_fn = @convention(c) (_ user_data: UnsafeMutableRawPointer?) -> Void

/// Receives a line of the log. The one callback that may come on any thread, several at once; it must not call the library.
/// `message` is NUL-terminated and valid during the call.
package typealias osb_log_fn = @convention(c) (_ level: osb_log_level, _ message: cstring?, _ user_data: UnsafeMutableRawPointer?) -> Void

/// Hears of a call that failed and is tried again: which try it was, from 1, and the pause before the next, in milliseconds. `error` is
/// borrowed for the call. May call the library.
package typealias osb_retry_fn = @convention(c) (_ tried: Int32, _ pause: Int64, _ error: const<osb_error>?, _ user_data: UnsafeMutableRawPointer?) -> Void

/// A custom health check: 1 healthy, 0 not yet, anything else gives up. May call the library. `sandbox` is borrowed for the call.
package typealias osb_health_fn = @convention(c) (_ sandbox: osb_sandbox?, _ user_data: UnsafeMutableRawPointer?) -> Int32

/// Receives one line of output without its terminator (an empty line has size 0). `data` is valid during the call and not
/// NUL-terminated. 0 goes on; anything else stops the command, and osb_result_callback_value() gives it back.
package typealias osb_output_fn = @convention(c) (_ data: cstring?, _ size: UInt, _ user_data: UnsafeMutableRawPointer?) -> Int32

/// Receives the execution's id, once, as soon as the daemon has accepted the command. 0 goes on; anything else stops it.
package typealias osb_init_fn = @convention(c) (_ execution_id: cstring?, _ user_data: UnsafeMutableRawPointer?) -> Int32

/// Receives one representation of a result value; called once for each MIME type it comes in. `data` is text as the daemon sent
/// it (JSON text for representations that are not text), valid during the call. 0 goes on; anything else stops.
package typealias osb_value_fn = @convention(c) (_ mime_type: cstring?, _ data: cstring?, _ size: UInt, _ user_data: UnsafeMutableRawPointer?) -> Int32

/// Receives the daemon's error event, e.g. that the command exited with another code than 0. 0 goes on; anything else stops.
package typealias osb_failure_fn = @convention(c) (_ name: cstring?, _ value: cstring?, _ traceback: cstring?, _ user_data: UnsafeMutableRawPointer?) -> Int32

/// Receives the daemon's word that the command completed, with its duration in milliseconds (-1: not said). 0 goes on.
package typealias osb_complete_fn = @convention(c) (_ duration: Int64, _ user_data: UnsafeMutableRawPointer?) -> Int32

/// Receives every event of the stream as the JSON text the daemon sent, before the callback of its kind. `json` is valid during
/// the call and not NUL-terminated. 0 goes on; anything else stops.
package typealias osb_event_fn = @convention(c) (_ json: cstring?, _ size: UInt, _ user_data: UnsafeMutableRawPointer?) -> Int32

/// Hears that an automatic renewal failed. Called on a thread of the host's, within its next call for this sandbox; may call the library.
/// `sandbox` and `error` are borrowed for the call.
package typealias osb_renewal_fn = @convention(c) (_ sandbox: osb_sandbox?, _ error: const<osb_error>?, _ user_data: UnsafeMutableRawPointer?) -> Void

/// Receives a part of an answer's body. `response` is borrowed for the call and has the status and the headers; `data` is valid during it
/// and not NUL-terminated. 0 goes on; anything else stops, and osb_http_response_callback_value() gives it back.
package typealias osb_body_fn = @convention(c) (_ response: const<osb_http_response>?, _ data: cstring?, _ size: UInt, _ user_data: UnsafeMutableRawPointer?) -> Int32

/// Hears how many bytes of a transfer are done, and of how many (-1: not known). Called as they go and once more when all is there; what
/// that last call answers changes nothing. 0 goes on; anything else stops the transfer, which then answers OSB_ERR_STOPPED.
package typealias osb_progress_fn = @convention(c) (_ done: UInt64, _ total: Int64, _ user_data: UnsafeMutableRawPointer?) -> Int32

/// Gives the next bytes of an upload: writes at most `size` of them to `buffer` and answers how many. 0 is the end; a negative number
/// gives the upload up, which then answers OSB_ERR_STOPPED.
package typealias osb_read_fn = @convention(c) (_ buffer: UnsafeMutableRawPointer?, _ size: UInt, _ user_data: UnsafeMutableRawPointer?) -> Int64

/// Receives the next bytes of a download, valid during the call. 0 goes on; anything else stops the download, which then answers
/// OSB_ERR_STOPPED.
package typealias osb_write_fn = @convention(c) (_ data: UnsafeRawPointer?, _ size: UInt, _ user_data: UnsafeMutableRawPointer?) -> Int32
