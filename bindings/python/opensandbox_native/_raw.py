# SPDX-License-Identifier: Apache-2.0
# Generated from bindings/opensandbox.json by Tools/generator: run `make generate`.
"""The C interface of libopensandbox 0.1.0, name for name, through ctypes.

A handle is a pointer to an opaque class, so that one of another kind is refused by ctypes. Text goes in as bytes and
comes out as bytes or None; what has a length beside it comes out as a pointer, for ctypes.string_at(). Outputs are
passed with byref(). Where C takes NULL for a callback, pass an empty one: osb_output_fn(). A callback must be kept
alive by the caller as long as the library may call it.
"""

import os
from ctypes import (CDLL, CFUNCTYPE, POINTER, Structure, c_char, c_char_p, c_double, c_int, c_int32, c_int64, c_size_t,
                    c_uint64, c_void_p)
from enum import IntEnum

_library = CDLL(os.environ.get("OPENSANDBOX_LIBRARY") or "libopensandbox.so.0")


class osb_error(Structure):
    """Why a call failed: immutable, safe to read from any thread."""


class osb_cancel(Structure):
    """A cancellation that any number of calls can share. Sticky: once triggered, or once its deadline has passed, every
    call it is given to answers at once. A call that has completed is not undone: completion beats cancel.
    """


class osb_config(Structure):
    """How to reach a server: address, key, time limits, headers."""


class osb_client(Structure):
    """A client: connections, name look-ups and TLS sessions, shared by everything made from it. One per process and
    server is plenty.
    """


class osb_create_options(Structure):
    """What a new sandbox shall be."""


class osb_volume(Structure):
    """Storage that a sandbox mounts: a path of the host, a volume of the platform or a bucket."""


class osb_network_policy(Structure):
    """What a sandbox may reach: rules in their order, and what becomes of the rest."""


class osb_hook(Structure):
    """A command that the daemon runs by itself: before the sandbox's own program, or time and again."""


class osb_connect_options(Structure):
    """How to connect to a sandbox that exists."""


class osb_metadata_patch(Structure):
    """Metadata to set and to remove."""


class osb_sandbox(Structure):
    """A remote sandbox. The handle is not the sandbox: freeing it leaves the sandbox running."""


class osb_sandbox_info(Structure):
    """What the server said of a sandbox at one moment: immutable."""


class osb_endpoint(Structure):
    """Where a port of a sandbox is reached: an address and the headers that must go with each request. Immutable."""


class osb_metrics(Structure):
    """One reading of what a sandbox uses: immutable."""


class osb_http_request(Structure):
    """A request to a port of a sandbox."""


class osb_http_response(Structure):
    """What a port of a sandbox answered."""


class osb_server_info(Structure):
    """What a server says of itself: immutable."""


class osb_sandbox_filter(Structure):
    """Which sandboxes to list, and how many at a time."""


class osb_sandbox_page(Structure):
    """A page of the server's list of sandboxes: immutable."""


class osb_sandbox_iterator(Structure):
    """All sandboxes that a filter lets through, one after the other."""


class osb_command_options(Structure):
    """How a command shall run, and who hears of it."""


class osb_result(Structure):
    """How a command ended, and its output where it was collected: immutable."""


class osb_execution(Structure):
    """A command that runs while the host does other things: started by osb_command_start(), or found by its id with
    osb_execution_attach().
    """


class osb_event(Structure):
    """One thing that an execution has told: immutable. It outlives execution and queue."""


class osb_queue(Structure):
    """Where the events of any number of executions are taken from, of one client or of several."""


class osb_command_status(Structure):
    """What the daemon said of a command at one moment: immutable."""


class osb_session(Structure):
    """A shell in a sandbox whose directory and environment live on from one command to the next. The handle is not the
    session: freeing it leaves the session there.
    """


class osb_file_options(Structure):
    """How files are written, read and moved about."""


class osb_file_batch(Structure):
    """Files to be written in one request."""


class osb_file_list(Structure):
    """What the daemon said of some files at one moment: immutable."""


class osb_bytes(Structure):
    """What a file, or a part of it, held: immutable."""


class osb_watch(Structure):
    """A directory that is watched for changes, by looking again and again."""


class osb_file_change(Structure):
    """One change in a watched directory: immutable. It outlives the watch."""


class osb_status(IntEnum):
    """What a call answers. Values are never reused; the hundreds tell the family."""

    # The call did what it says.
    OK = 0
    # An argument is missing, malformed or out of range. Nothing was sent.
    ERR_INVALID_ARGUMENT = 1
    # A handle is NULL or of another kind. Nothing was sent.
    ERR_INVALID_HANDLE = 2
    # Called from inside a callback that this very call is delivering.
    ERR_REENTRANT = 3
    # The handle was made before fork() and this is the child. Make a new client here.
    ERR_FORKED = 4
    # The process has run out of descriptors or threads.
    ERR_RESOURCES = 5
    # The loaded library is older than, or incompatible with, the header asked for.
    ERR_VERSION = 6
    # The execution's end was delivered already: nothing more comes.
    ERR_ENDED = 7
    # The host's name could not be resolved.
    ERR_RESOLVE = 100
    # No connection could be made.
    ERR_CONNECT = 101
    # The TLS handshake or the certificate check failed.
    ERR_TLS = 102
    # The connection broke before the answer was complete.
    ERR_CONNECTION_LOST = 103
    # One of the config's time limits (connect, first byte, idle, request) ran out.
    ERR_TIMEOUT = 104
    # The request was sent and no answer came: the server may have acted on it, once at the most.
    ERR_OUTCOME_UNKNOWN = 105
    # The proxy could not be reached, or refused us: 407, or whatever else its answer was.
    ERR_PROXY = 106
    # 401: the API key or access token is missing or wrong.
    ERR_UNAUTHORIZED = 200
    # 403: the key is known and not allowed to do this.
    ERR_FORBIDDEN = 201
    # 404: there is no such thing.
    ERR_NOT_FOUND = 202
    # 409: the thing's present state forbids it.
    ERR_CONFLICT = 203
    # 400 or 422: the server found the request invalid; osb_error_field() names the field where it said so.
    ERR_VALIDATION = 204
    # 429: too many requests; osb_error_retry_after() tells how long to wait where the server said so.
    ERR_RATE_LIMITED = 205
    # The server's quota or capacity is used up.
    ERR_QUOTA = 206
    # The server or the daemon does not offer this.
    ERR_UNSUPPORTED = 207
    # The server failed (5xx).
    ERR_SERVER = 208
    # Any other HTTP status that is not a success.
    ERR_HTTP = 209
    # The answer is not what the protocol allows; osb_error_raw() has its bytes.
    ERR_PROTOCOL = 300
    # The answer is larger than the limit set for it.
    ERR_TOO_LARGE = 301
    # Too many redirects, or one that is not followed.
    ERR_REDIRECT = 302
    # The sandbox was not ready, or not in the state that was waited for, in time: ours, or the server's own.
    ERR_READY_TIMEOUT = 400
    # The health check says that the sandbox is not healthy.
    ERR_UNHEALTHY = 401
    # The sandbox failed or ended before it was ready, or in the state that was waited for.
    ERR_SANDBOX_FAILED = 402
    # The daemon ended the command because the timeout that it was given ran out.
    ERR_COMMAND_TIMEOUT = 403
    # The osb_cancel was triggered.
    ERR_CANCELLED = 500
    # The osb_cancel's own deadline passed.
    ERR_DEADLINE = 501
    # A callback answered anything but 0.
    ERR_STOPPED = 502
    # A file or descriptor of the host could not be opened, read or written: no space, no permission, no such file.
    ERR_HOST_IO = 600
    # Nobody reads any more from the host's pipe or socket.
    ERR_BROKEN_PIPE = 601
    # What arrived is not as long as what was sent. Nothing of it may be taken for whole.
    ERR_INCOMPLETE = 602
    # The file changed while it was being transferred.
    ERR_FILE_CHANGED = 603
    # A size that the server's proxy has to know beforehand is not known.
    ERR_SIZE_UNKNOWN = 604
    # An entry of a directory tree is named or linked so that it would end up outside of the tree.
    ERR_UNSAFE_PATH = 605


class osb_log_level(IntEnum):
    """How important a line of the log is."""

    # Something was lost: a sandbox that could not be deleted, for instance.
    ERROR = 1
    # Something went wrong and was made good.
    WARNING = 2
    # What happened, once for each thing that did.
    INFO = 3
    # Each request and answer.
    DEBUG = 4


class osb_cleanup(IntEnum):
    """What became of the sandbox that a failed create left behind."""

    # Nothing was left behind.
    CLEANUP_NONE = 0
    # It is being deleted.
    CLEANUP_PENDING = 1
    # It is gone.
    CLEANUP_DONE = 2
    # It could not be deleted: it may live until its timeout.
    CLEANUP_FAILED = 3


class osb_sandbox_state(IntEnum):
    """A sandbox's state."""

    # A state this version does not know; its text tells.
    UNKNOWN = 0
    PENDING = 1
    RUNNING = 2
    PAUSING = 3
    PAUSED = 4
    RESUMING = 5
    STOPPING = 6
    TERMINATED = 7
    FAILED = 8


class osb_ended(IntEnum):
    """How a command ended."""

    # Not known: the handle given is no result.
    UNKNOWN = 0
    # By itself; osb_result_exit_code() has the code.
    EXITED = 1
    # By a signal; osb_result_signal() has its number.
    SIGNALLED = 2
    # By a deadline: the options' or the cancel's, or the timeout that the daemon was given; osb_result_error() tells
    # which.
    TIMED_OUT = 3
    # By the cancel.
    CANCELLED = 4
    # By a callback that answered anything but 0.
    STOPPED = 5
    # Unknown to us: the stream broke, fell silent or turned to nonsense. The command may go on or may have ended.
    LOST = 6
    # Not at all: it was started in the background and goes on there; osb_execution_attach() finds it.
    RUNNING = 7


class osb_kind(IntEnum):
    """What an event tells."""

    # Nothing: the handle given is no event.
    NONE = 0
    # The daemon has accepted the command; osb_event_data() has the execution's id.
    STARTED = 1
    # A line of standard output, without its terminator.
    STDOUT = 2
    # A line of standard error, without its terminator.
    STDERR = 3
    # Bytes of a background command's log, standard output and standard error mixed, exactly as they were written; they
    # may end anywhere.
    LOG = 4
    # One representation of a result value; osb_event_mime_type() names its kind.
    RESULT = 5
    # The daemon's error event, e.g. that the command exited with another code than 0.
    ERROR = 6
    # The daemon's word that the command completed.
    COMPLETED = 7
    # An event of another type; osb_event_data() has the JSON that the daemon sent.
    OTHER = 8
    # The last one: osb_event_result() tells how the command ended, or osb_event_error() why it is not known to have
    # started.
    END = 9


class osb_network_action(IntEnum):
    """Whether something may be reached."""

    ALLOW = 1
    DENY = 2


class osb_file_type(IntEnum):
    """What an entry of a directory is."""

    # Something this library does not know, or that the daemon does not say.
    UNKNOWN = 0
    # A regular file.
    REGULAR = 1
    DIRECTORY = 2
    # A symbolic link; its size is that of its target's name.
    SYMLINK = 3
    # A device, a pipe or a socket.
    OTHER = 4


class osb_change_kind(IntEnum):
    """What happened to an entry of a watched directory."""

    # Nothing: the handle given is no change.
    NONE = 0
    # It was not there at the look before.
    CREATED = 1
    # Its size, time of change, mode or type is another than at the look before; of a directory mode and type count.
    CHANGED = 2
    # It is not there any more.
    DELETED = 3


class osb_limit(IntEnum):
    """What a server can make us hold."""

    # The body of an answer to a call that is no stream or transfer: 16 MiB by default.
    BODY = 1
    # All header fields of an answer together: 256 KiB by default. libcurl itself takes up to 300 KiB.
    HEAD = 2
    # One event of a stream: 64 MiB by default.
    EVENT = 3
    # One header field of an answer: 64 KiB by default.
    LINE = 4
    # The items of one page of a list, counted in items: 10,000 by default.
    PAGE = 5


# Called once after the last use of the user_data it was given with.
osb_release_fn = CFUNCTYPE(None, c_void_p)

# Receives a line of the log. The one callback that may come on any thread, several at once; it must not call the
# library. `message` is NUL-terminated and valid during the call.
osb_log_fn = CFUNCTYPE(None, c_int32, c_char_p, c_void_p)

# Hears of a call that failed and is tried again: which try it was, from 1, and the pause before the next, in
# milliseconds. `error` is borrowed for the call. May call the library.
osb_retry_fn = CFUNCTYPE(None, c_int32, c_int64, POINTER(osb_error), c_void_p)

# A custom health check: 1 healthy, 0 not yet, anything else gives up. May call the library. `sandbox` is borrowed for
# the call.
osb_health_fn = CFUNCTYPE(c_int32, POINTER(osb_sandbox), c_void_p)

# Receives one line of output without its terminator (an empty line has size 0). `data` is valid during the call and not
# NUL-terminated. 0 goes on; anything else stops the command, and osb_result_callback_value() gives it back.
osb_output_fn = CFUNCTYPE(c_int32, POINTER(c_char), c_size_t, c_void_p)

# Receives the execution's id, once, as soon as the daemon has accepted the command. 0 goes on; anything else stops it.
osb_init_fn = CFUNCTYPE(c_int32, c_char_p, c_void_p)

# Receives one representation of a result value; called once for each MIME type it comes in. `data` is text as the
# daemon sent it (JSON text for representations that are not text), valid during the call. 0 goes on; anything else
# stops.
osb_value_fn = CFUNCTYPE(c_int32, c_char_p, POINTER(c_char), c_size_t, c_void_p)

# Receives the daemon's error event, e.g. that the command exited with another code than 0. 0 goes on; anything else
# stops.
osb_failure_fn = CFUNCTYPE(c_int32, c_char_p, c_char_p, c_char_p, c_void_p)

# Receives the daemon's word that the command completed, with its duration in milliseconds (-1: not said). 0 goes on.
osb_complete_fn = CFUNCTYPE(c_int32, c_int64, c_void_p)

# Receives every event of the stream as the JSON text the daemon sent, before the callback of its kind. `json` is valid
# during the call and not NUL-terminated. 0 goes on; anything else stops.
osb_event_fn = CFUNCTYPE(c_int32, POINTER(c_char), c_size_t, c_void_p)

# Hears that an automatic renewal failed. Called on a thread of the host's, within its next call for this sandbox; may
# call the library. `sandbox` and `error` are borrowed for the call.
osb_renewal_fn = CFUNCTYPE(None, POINTER(osb_sandbox), POINTER(osb_error), c_void_p)

# Receives a part of an answer's body. `response` is borrowed for the call and has the status and the headers; `data` is
# valid during it and not NUL-terminated. 0 goes on; anything else stops, and osb_http_response_callback_value() gives
# it back.
osb_body_fn = CFUNCTYPE(c_int32, POINTER(osb_http_response), POINTER(c_char), c_size_t, c_void_p)

# Hears how many bytes of a transfer are done, and of how many (-1: not known). Called as they go and once more when all
# is there; what that last call answers changes nothing. 0 goes on; anything else stops the transfer, which then answers
# OSB_ERR_STOPPED.
osb_progress_fn = CFUNCTYPE(c_int32, c_uint64, c_int64, c_void_p)

# Gives the next bytes of an upload: writes at most `size` of them to `buffer` and answers how many. 0 is the end; a
# negative number gives the upload up, which then answers OSB_ERR_STOPPED.
osb_read_fn = CFUNCTYPE(c_int64, c_void_p, c_size_t, c_void_p)

# Receives the next bytes of a download, valid during the call. 0 goes on; anything else stops the download, which then
# answers OSB_ERR_STOPPED.
osb_write_fn = CFUNCTYPE(c_int32, POINTER(c_char), c_size_t, c_void_p)

osb_version = _library.osb_version
osb_version.restype = c_char_p
osb_version.argtypes = []
osb_version.__doc__ = """
const char *osb_version(void)

The version of the loaded library, e.g. "0.1.0"; OSB_VERSION_STRING is that of the header.

- Returns: Borrowed text, valid for ever.
- Threads: any.
- Since: 0.1.0
"""

osb_version_number = _library.osb_version_number
osb_version_number.restype = c_int32
osb_version_number.argtypes = []
osb_version_number.__doc__ = """
int32_t osb_version_number(void)

The loaded library's version as one number, comparable with OSB_VERSION_NUMBER: major * 1000000 + minor * 1000 + patch.

- Threads: any.
- Since: 0.1.0
"""

osb_check_version = _library.osb_check_version
osb_check_version.restype = c_int32
osb_check_version.argtypes = [c_int32, c_int32, c_int32]
osb_check_version.__doc__ = """
osb_status osb_check_version(int32_t major, int32_t minor, int32_t patch)

Tells whether the loaded library can serve a program built with the header of the version given. Pass OSB_VERSION_MAJOR,
OSB_VERSION_MINOR and OSB_VERSION_PATCH. Until 1.0 the minor version must be the same; from then on the major.

- major: OSB_VERSION_MAJOR.
- minor: OSB_VERSION_MINOR.
- patch: OSB_VERSION_PATCH.
- Errors: OSB_ERR_VERSION when the library is older than the header, or of an incompatible line.
- Threads: any.
- Since: 0.1.0
"""

osb_status_name = _library.osb_status_name
osb_status_name.restype = c_char_p
osb_status_name.argtypes = [c_int32]
osb_status_name.__doc__ = """
const char *osb_status_name(osb_status status)

The constant's name, e.g. "OSB_ERR_NOT_FOUND"; "OSB_ERR_?" for a number that is none.

- status: Any number.
- Returns: Borrowed text, valid for ever.
- Threads: any.
- Since: 0.1.0
"""

osb_error_status = _library.osb_error_status
osb_error_status.restype = c_int32
osb_error_status.argtypes = [POINTER(osb_error)]
osb_error_status.__doc__ = """
osb_status osb_error_status(const osb_error *error)

What the failed call answered.

- Threads: any.
- Since: 0.1.0
"""

osb_error_message = _library.osb_error_message
osb_error_message.restype = c_char_p
osb_error_message.argtypes = [POINTER(osb_error)]
osb_error_message.__doc__ = """
const char *osb_error_message(const osb_error *error)

One line for a person: what was tried and what went wrong. Never holds a key or token.

- Returns: Borrowed text, valid until the error is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_error_http_status = _library.osb_error_http_status
osb_error_http_status.restype = c_int32
osb_error_http_status.argtypes = [POINTER(osb_error)]
osb_error_http_status.__doc__ = """
int32_t osb_error_http_status(const osb_error *error)

The HTTP status of the answer, 0 when there was none.

- Threads: any.
- Since: 0.1.0
"""

osb_error_code = _library.osb_error_code
osb_error_code.restype = c_char_p
osb_error_code.argtypes = [POINTER(osb_error)]
osb_error_code.__doc__ = """
const char *osb_error_code(const osb_error *error)

The server's own error code, e.g. "DOCKER::SANDBOX_NOT_FOUND", NULL when it gave none.

- Returns: Borrowed text, valid until the error is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_error_request_id = _library.osb_error_request_id
osb_error_request_id.restype = c_char_p
osb_error_request_id.argtypes = [POINTER(osb_error)]
osb_error_request_id.__doc__ = """
const char *osb_error_request_id(const osb_error *error)

The request id of the answer (its X-Request-ID), NULL when it had none.

- Returns: Borrowed text, valid until the error is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_error_field = _library.osb_error_field
osb_error_field.restype = c_char_p
osb_error_field.argtypes = [POINTER(osb_error)]
osb_error_field.__doc__ = """
const char *osb_error_field(const osb_error *error)

The field or parameter that is to blame, e.g. "timeout", NULL when none is known.

- Returns: Borrowed text, valid until the error is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_error_retryable = _library.osb_error_retryable
osb_error_retryable.restype = c_int32
osb_error_retryable.argtypes = [POINTER(osb_error)]
osb_error_retryable.__doc__ = """
int32_t osb_error_retryable(const osb_error *error)

1 when the same call may succeed if it is made again later and making it again is safe.

- Threads: any.
- Since: 0.1.0
"""

osb_error_retry_after = _library.osb_error_retry_after
osb_error_retry_after.restype = c_int64
osb_error_retry_after.argtypes = [POINTER(osb_error)]
osb_error_retry_after.__doc__ = """
int64_t osb_error_retry_after(const osb_error *error)

How many milliseconds the server asked to wait before another try (Retry-After), -1 when it did not.

- Threads: any.
- Since: 0.1.0
"""

osb_error_raw = _library.osb_error_raw
osb_error_raw.restype = POINTER(c_char)
osb_error_raw.argtypes = [POINTER(osb_error), POINTER(c_size_t)]
osb_error_raw.__doc__ = """
const void *osb_error_raw(const osb_error *error, size_t *size)

The bytes that were not understood, as received (the first 64 KiB of them): the body of an answer, or the event of a
stream.

- size: Receives the number of bytes; may be NULL.
- Returns: Borrowed bytes, valid until the error is freed, NULL when none were kept.
- Threads: any.
- Since: 0.1.0
"""

osb_error_sandbox_id = _library.osb_error_sandbox_id
osb_error_sandbox_id.restype = c_char_p
osb_error_sandbox_id.argtypes = [POINTER(osb_error)]
osb_error_sandbox_id.__doc__ = """
const char *osb_error_sandbox_id(const osb_error *error)

The sandbox that a failed or cancelled osb_sandbox_create() had made, NULL when none is known to exist.

- Returns: Borrowed text, valid until the error is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_error_cleanup = _library.osb_error_cleanup
osb_error_cleanup.restype = c_int32
osb_error_cleanup.argtypes = [POINTER(osb_error), c_int64]
osb_error_cleanup.__doc__ = """
osb_cleanup osb_error_cleanup(const osb_error *error, int64_t timeout)

Whether the sandbox left behind by a failed or cancelled osb_sandbox_create() has been deleted. The deletion goes on in
the background, whether or not anybody asks; this waits for its outcome as long as asked.

- timeout: How long to wait for the outcome, in milliseconds; 0 asks without waiting, -1 waits until it is known (the
  deletion gives up after 30 s).
- Threads: any.
- Since: 0.1.0
"""

osb_error_free = _library.osb_error_free
osb_error_free.restype = None
osb_error_free.argtypes = [POINTER(osb_error)]
osb_error_free.__doc__ = """
void osb_error_free(osb_error *error)

Releases an error.

- Threads: any.
- Since: 0.1.0
"""

osb_config_set_log = _library.osb_config_set_log
osb_config_set_log.restype = c_int32
osb_config_set_log.argtypes = [POINTER(osb_config), c_int32, osb_log_fn, c_void_p, osb_release_fn]
osb_config_set_log.__doc__ = """
osb_status osb_config_set_log(osb_config *config, osb_log_level level, osb_log_fn fn, void *user_data, osb_release_fn
release)

Sends the log to a callback. Off by default; the library never writes to stdout or stderr.

At OSB_LOG_DEBUG each request and answer is one line: method, URL, status, milliseconds, request id. Keys, tokens,
header values and bodies are never logged.

- level: The least important level that is delivered.
- fn: May come on any thread, several at once; must not call the library. NULL turns the log off.
- release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
- Errors: OSB_ERR_INVALID_ARGUMENT for an unknown level.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_debug = _library.osb_config_set_debug
osb_config_set_debug.restype = c_int32
osb_config_set_debug.argtypes = [POINTER(osb_config), c_int32]
osb_config_set_debug.__doc__ = """
osb_status osb_config_set_debug(osb_config *config, int32_t on)

Logs each request and answer: the same as asking for OSB_LOG_DEBUG, for a program that turns it on and off by a setting.

- on: 1 or 0.
- Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_cancel_new = _library.osb_cancel_new
osb_cancel_new.restype = POINTER(osb_cancel)
osb_cancel_new.argtypes = []
osb_cancel_new.__doc__ = """
osb_cancel *osb_cancel_new(void)

Makes a cancellation that nothing has triggered yet.

- Returns: A cancellation to free with osb_cancel_free(), NULL when the process has no descriptor left for it.
- Threads: any.
- Since: 0.1.0
"""

osb_cancel_set_timeout = _library.osb_cancel_set_timeout
osb_cancel_set_timeout.restype = c_int32
osb_cancel_set_timeout.argtypes = [POINTER(osb_cancel), c_int64]
osb_cancel_set_timeout.__doc__ = """
osb_status osb_cancel_set_timeout(osb_cancel *cancel, int64_t milliseconds)

Sets, moves or removes the deadline after which every call that uses this cancellation answers OSB_ERR_DEADLINE.
Reckoned on the monotonic clock from now.

- milliseconds: 0 or more; -1 removes the deadline.
- Errors: OSB_ERR_INVALID_ARGUMENT for a number below -1.
- Threads: any; osb_cancel_trigger() also from a signal handler.
- Since: 0.1.0
"""

osb_cancel_trigger = _library.osb_cancel_trigger
osb_cancel_trigger.restype = None
osb_cancel_trigger.argtypes = [POINTER(osb_cancel)]
osb_cancel_trigger.__doc__ = """
void osb_cancel_trigger(osb_cancel *cancel)

Cancels: every call that uses it answers OSB_ERR_CANCELLED at once, and so does every later one. May be called any
number of times, from any thread and from a signal handler.

- Threads: any; osb_cancel_trigger() also from a signal handler.
- Since: 0.1.0
"""

osb_cancel_is_triggered = _library.osb_cancel_is_triggered
osb_cancel_is_triggered.restype = c_int32
osb_cancel_is_triggered.argtypes = [POINTER(osb_cancel)]
osb_cancel_is_triggered.__doc__ = """
int32_t osb_cancel_is_triggered(const osb_cancel *cancel)

1 when it was triggered or its deadline has passed.

- Threads: any; osb_cancel_trigger() also from a signal handler.
- Since: 0.1.0
"""

osb_cancel_free = _library.osb_cancel_free
osb_cancel_free.restype = None
osb_cancel_free.argtypes = [POINTER(osb_cancel)]
osb_cancel_free.__doc__ = """
void osb_cancel_free(osb_cancel *cancel)

Releases a cancellation; calls that are using it keep it.

- Threads: any.
- Since: 0.1.0
"""

osb_config_new = _library.osb_config_new
osb_config_new.restype = POINTER(osb_config)
osb_config_new.argtypes = []
osb_config_new.__doc__ = """
osb_config *osb_config_new(void)

Makes a config with the defaults: domain localhost:8080, protocol http, no key, and what the environment says at this
moment: OPEN_SANDBOX_DOMAIN, OPEN_SANDBOX_PROTOCOL, OPEN_SANDBOX_API_KEY.

- Returns: A config to free with osb_config_free().
- Threads: any.
- Since: 0.1.0
"""

osb_config_set_domain = _library.osb_config_set_domain
osb_config_set_domain.restype = c_int32
osb_config_set_domain.argtypes = [POINTER(osb_config), c_char_p]
osb_config_set_domain.__doc__ = """
osb_status osb_config_set_domain(osb_config *config, const char *domain)

Sets the server's address.

- domain: "host", "host:port", "http://host/path", "[::1]:8080": scheme, port, path and a trailing slash are optional.
  User info, a query or a fragment are refused.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_protocol = _library.osb_config_set_protocol
osb_config_set_protocol.restype = c_int32
osb_config_set_protocol.argtypes = [POINTER(osb_config), c_char_p]
osb_config_set_protocol.__doc__ = """
osb_status osb_config_set_protocol(osb_config *config, const char *protocol)

Sets the protocol spoken to the server and to the sandboxes' endpoints.

- protocol: "http" or "https". A domain with another scheme is refused by osb_client_new().
- Errors: OSB_ERR_INVALID_ARGUMENT for anything else.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_api_key = _library.osb_config_set_api_key
osb_config_set_api_key.restype = c_int32
osb_config_set_api_key.argtypes = [POINTER(osb_config), c_char_p]
osb_config_set_api_key.__doc__ = """
osb_status osb_config_set_api_key(osb_config *config, const char *key)

Sets the API key, sent to the server as OPEN-SANDBOX-API-KEY (osb_config_set_key_header()). It never goes to a sandbox,
except through the server's proxy.

- key: NULL or "" for none.
- Errors: OSB_ERR_INVALID_ARGUMENT for a key with control characters.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_request_timeout = _library.osb_config_set_request_timeout
osb_config_set_request_timeout.restype = c_int32
osb_config_set_request_timeout.argtypes = [POINTER(osb_config), c_int64]
osb_config_set_request_timeout.__doc__ = """
osb_status osb_config_set_request_timeout(osb_config *config, int64_t milliseconds)

Sets how long a unary call may take as a whole: 30 s by default. Streams are not subject to it.

- milliseconds: 1 or more; -1 for no limit.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_connect_timeout = _library.osb_config_set_connect_timeout
osb_config_set_connect_timeout.restype = c_int32
osb_config_set_connect_timeout.argtypes = [POINTER(osb_config), c_int64]
osb_config_set_connect_timeout.__doc__ = """
osb_status osb_config_set_connect_timeout(osb_config *config, int64_t milliseconds)

Sets how long making a connection may take, look-up and TLS included: 10 s by default.

- milliseconds: 1 or more; -1 for no limit.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_first_byte_timeout = _library.osb_config_set_first_byte_timeout
osb_config_set_first_byte_timeout.restype = c_int32
osb_config_set_first_byte_timeout.argtypes = [POINTER(osb_config), c_int64]
osb_config_set_first_byte_timeout.__doc__ = """
osb_status osb_config_set_first_byte_timeout(osb_config *config, int64_t milliseconds)

Sets how long the first byte of an answer may take once the request is under way: 60 s by default.

- milliseconds: 1 or more; -1 for no limit.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_idle_timeout = _library.osb_config_set_idle_timeout
osb_config_set_idle_timeout.restype = c_int32
osb_config_set_idle_timeout.argtypes = [POINTER(osb_config), c_int64]
osb_config_set_idle_timeout.__doc__ = """
osb_status osb_config_set_idle_timeout(osb_config *config, int64_t milliseconds)

Sets how long a stream may stay silent: 60 s by default. The daemon sends a ping every 3 s; a paused sandbox sends none.

- milliseconds: 1 or more; 0 or -1 for no limit.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_header = _library.osb_config_set_header
osb_config_set_header.restype = c_int32
osb_config_set_header.argtypes = [POINTER(osb_config), c_char_p, c_char_p]
osb_config_set_header.__doc__ = """
osb_status osb_config_set_header(osb_config *config, const char *name, const char *value)

Adds a header to every request, or replaces the one of that name. Endpoint headers of a sandbox win over it.

- name: An HTTP token. Host, Content-Length, Content-Type, Transfer-Encoding, Connection, Keep-Alive, Upgrade, TE,
  Trailer, Expect, Proxy-Connection, Proxy-Authorization and the API key's header are refused.
- value: Without control characters. NULL removes the header.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_user_agent = _library.osb_config_set_user_agent
osb_config_set_user_agent.restype = c_int32
osb_config_set_user_agent.argtypes = [POINTER(osb_config), c_char_p]
osb_config_set_user_agent.__doc__ = """
osb_status osb_config_set_user_agent(osb_config *config, const char *user_agent)

Sets the User-Agent: "libopensandbox/VERSION" by default.

- user_agent: Without control characters.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_use_server_proxy = _library.osb_config_set_use_server_proxy
osb_config_set_use_server_proxy.restype = c_int32
osb_config_set_use_server_proxy.argtypes = [POINTER(osb_config), c_int32]
osb_config_set_use_server_proxy.__doc__ = """
osb_status osb_config_set_use_server_proxy(osb_config *config, int32_t on)

Reaches sandboxes through the server's proxy instead of directly: for hosts that can reach nothing but the server.

- on: 1 or 0, which is the default.
- Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_key_header = _library.osb_config_set_key_header
osb_config_set_key_header.restype = c_int32
osb_config_set_key_header.argtypes = [POINTER(osb_config), c_char_p]
osb_config_set_key_header.__doc__ = """
osb_status osb_config_set_key_header(osb_config *config, const char *name)

Sets the name of the header that carries the API key: OPEN-SANDBOX-API-KEY by default. For a proxy before the server
that wants it under another name, e.g. "X-API-Key".

- name: As for osb_config_set_header(); NULL for the default.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_host_rewrite = _library.osb_config_set_host_rewrite
osb_config_set_host_rewrite.restype = c_int32
osb_config_set_host_rewrite.argtypes = [POINTER(osb_config), c_char_p, c_char_p]
osb_config_set_host_rewrite.__doc__ = """
osb_status osb_config_set_host_rewrite(osb_config *config, const char *host, const char *replacement)

Reaches endpoints on a host at another address: what the server calls host.docker.internal may be localhost from here.
One rule for each host; the endpoint's path stays.

- host: host or host:port as the server says it. Without a port it stands for all of them.
- replacement: host or host:port; without a port the endpoint's stays. NULL forgets the rule.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_daemon_port = _library.osb_config_set_daemon_port
osb_config_set_daemon_port.restype = c_int32
osb_config_set_daemon_port.argtypes = [POINTER(osb_config), c_int32]
osb_config_set_daemon_port.__doc__ = """
osb_status osb_config_set_daemon_port(osb_config *config, int32_t port)

Sets the port that the daemon listens on inside sandboxes: 44772 by default.

- port: 1 to 65535.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_endpoint_lifetime = _library.osb_config_set_endpoint_lifetime
osb_config_set_endpoint_lifetime.restype = c_int32
osb_config_set_endpoint_lifetime.argtypes = [POINTER(osb_config), c_int64]
osb_config_set_endpoint_lifetime.__doc__ = """
osb_status osb_config_set_endpoint_lifetime(osb_config *config, int64_t milliseconds)

Sets how long the client remembers where a port of a sandbox is reached: 10 minutes by default. Pausing, resuming and
killing a sandbox by way of the same client make it forget.

- milliseconds: 0 to ask each time; -1 for ever.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_endpoint_limit = _library.osb_config_set_endpoint_limit
osb_config_set_endpoint_limit.restype = c_int32
osb_config_set_endpoint_limit.argtypes = [POINTER(osb_config), c_size_t]
osb_config_set_endpoint_limit.__doc__ = """
osb_status osb_config_set_endpoint_limit(osb_config *config, size_t count)

Sets how many endpoints the client remembers at the most: 1024 by default. The one not asked for longest is forgotten
first.

- count: 0 to 1000000.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_skip_access_renew = _library.osb_config_set_skip_access_renew
osb_config_set_skip_access_renew.restype = c_int32
osb_config_set_skip_access_renew.argtypes = [POINTER(osb_config), c_int32]
osb_config_set_skip_access_renew.__doc__ = """
osb_status osb_config_set_skip_access_renew(osb_config *config, int32_t on)

Asks the server not to take this client's requests to sandboxes for signs of life, by the header
OpenSandbox-Access-Renew: skip. For somebody who only looks; see osb_create_options_set_renew_on_access().

- on: 1 or 0, which is the default.
- Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_free = _library.osb_config_free
osb_config_free.restype = None
osb_config_free.argtypes = [POINTER(osb_config)]
osb_config_free.__doc__ = """
void osb_config_free(osb_config *config)

Releases a config; clients made from it keep what it said.

- Threads: any.
- Since: 0.1.0
"""

osb_config_set_idle_age = _library.osb_config_set_idle_age
osb_config_set_idle_age.restype = c_int32
osb_config_set_idle_age.argtypes = [POINTER(osb_config), c_int64]
osb_config_set_idle_age.__doc__ = """
osb_status osb_config_set_idle_age(osb_config *config, int64_t milliseconds)

Sets how long a connection is kept when nobody uses it: 3 s by default, because servers and proxies drop them after 5 s,
and a request on a connection that is being dropped is lost.

- milliseconds: 0 or more.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_keep_alive = _library.osb_config_set_keep_alive
osb_config_set_keep_alive.restype = c_int32
osb_config_set_keep_alive.argtypes = [POINTER(osb_config), c_int64]
osb_config_set_keep_alive.__doc__ = """
osb_status osb_config_set_keep_alive(osb_config *config, int64_t milliseconds)

Sets after how much silence TCP asks whether the other side is still there: 60 s by default.

- milliseconds: 1000 or more, counted in whole seconds; -1 for never.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_max_connections = _library.osb_config_set_max_connections
osb_config_set_max_connections.restype = c_int32
osb_config_set_max_connections.argtypes = [POINTER(osb_config), c_int32, c_int32]
osb_config_set_max_connections.__doc__ = """
osb_status osb_config_set_max_connections(osb_config *config, int32_t total, int32_t per_host)

Sets how many connections there may be at the same time. A call for which there is none waits, within its time limits;
so does a started execution.

- total: In all; 0 for no limit, which is the default.
- per_host: To one host and port; 0 for no limit, which is the default.
- Errors: OSB_ERR_INVALID_ARGUMENT for a negative number.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_http2 = _library.osb_config_set_http2
osb_config_set_http2.restype = c_int32
osb_config_set_http2.argtypes = [POINTER(osb_config), c_int32]
osb_config_set_http2.__doc__ = """
osb_status osb_config_set_http2(osb_config *config, int32_t on)

Speaks HTTP/2 where the server offers it over TLS. Streams and transfers speak HTTP/1.1 all the same: there each has a
connection, and so a flow control, of its own.

- on: 1, which is the default, or 0.
- Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_max_redirects = _library.osb_config_set_max_redirects
osb_config_set_max_redirects.restype = c_int32
osb_config_set_max_redirects.argtypes = [POINTER(osb_config), c_int32]
osb_config_set_max_redirects.__doc__ = """
osb_status osb_config_set_max_redirects(osb_config *config, int32_t most)

Follows redirects of GET requests, other than streams, transfers and requests to ports: not at all by default, because
no server of OpenSandbox redirects its API. To another host, port or scheme no header goes along but User-Agent: neither
the key, nor an endpoint's headers, nor the config's. From https to http none is followed.

- most: How many in a row; 0, which is the default, to 20. One more is OSB_ERR_REDIRECT.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_limit = _library.osb_config_set_limit
osb_config_set_limit.restype = c_int32
osb_config_set_limit.argtypes = [POINTER(osb_config), c_int32, c_size_t]
osb_config_set_limit.__doc__ = """
osb_status osb_config_set_limit(osb_config *config, osb_limit which, size_t most)

Sets how much a server can make us hold. Beyond it the call fails with OSB_ERR_TOO_LARGE, before the memory is taken.

- which: What of.
- most: In bytes, 1024 to 1073741824; for OSB_LIMIT_PAGE in items, 1 to 1073741824.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_ca_file = _library.osb_config_set_ca_file
osb_config_set_ca_file.restype = c_int32
osb_config_set_ca_file.argtypes = [POINTER(osb_config), c_char_p]
osb_config_set_ca_file.__doc__ = """
osb_status osb_config_set_ca_file(osb_config *config, const char *path)

Sets the file with the certificate authorities to trust, instead of the system's.

- path: A PEM file; NULL for the system's. It is read when a connection is made.
- Errors: OSB_ERR_INVALID_ARGUMENT for an empty path.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_ca_directory = _library.osb_config_set_ca_directory
osb_config_set_ca_directory.restype = c_int32
osb_config_set_ca_directory.argtypes = [POINTER(osb_config), c_char_p]
osb_config_set_ca_directory.__doc__ = """
osb_status osb_config_set_ca_directory(osb_config *config, const char *path)

Sets a directory with the certificate authorities to trust, named as OpenSSL's c_rehash does, instead of the system's.

Without osb_config_set_ca_file(), this and osb_config_set_ca_bytes() the authorities are those of SSL_CERT_FILE and
SSL_CERT_DIR, of the place libcurl was built to look at, or of wherever Debian, Fedora, Alpine or openSUSE keep them, as
found when the client is made. With any of them no other is trusted, by the server's connections and by those to an
https proxy.

- path: A directory; NULL for the system's.
- Errors: OSB_ERR_INVALID_ARGUMENT for an empty path.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_ca_bytes = _library.osb_config_set_ca_bytes
osb_config_set_ca_bytes.restype = c_int32
osb_config_set_ca_bytes.argtypes = [POINTER(osb_config), c_char_p, c_size_t]
osb_config_set_ca_bytes.__doc__ = """
osb_status osb_config_set_ca_bytes(osb_config *config, const void *pem, size_t pem_size)

Sets the certificate authorities to trust from memory, instead of the system's.

- pem: Certificates in PEM, in place of a file's; NULL for the system's. Copied.
- pem_size: Their bytes: up to 16 MiB.
- Errors: OSB_ERR_INVALID_ARGUMENT for no bytes, or too many.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_client_certificate = _library.osb_config_set_client_certificate
osb_config_set_client_certificate.restype = c_int32
osb_config_set_client_certificate.argtypes = [POINTER(osb_config), c_char_p, c_char_p]
osb_config_set_client_certificate.__doc__ = """
osb_status osb_config_set_client_certificate(osb_config *config, const char *certificate_file, const char *key_file)

Sets the certificate that says who we are, for servers that ask. Both files are read when a connection is made: what is
wrong with them, and a server that refuses the certificate or misses it, is OSB_ERR_TLS then.

- certificate_file: A PEM file, with the chain up to the authority where there is one; NULL for none.
- key_file: A PEM file with its key, which no password may protect; NULL when the certificate's file holds it too.
- Errors: OSB_ERR_INVALID_ARGUMENT for an empty path, or a key without a certificate.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_min_tls_version = _library.osb_config_set_min_tls_version
osb_config_set_min_tls_version.restype = c_int32
osb_config_set_min_tls_version.argtypes = [POINTER(osb_config), c_char_p]
osb_config_set_min_tls_version.__doc__ = """
osb_status osb_config_set_min_tls_version(osb_config *config, const char *version)

Sets the oldest version of TLS that is spoken: 1.2 by default.

- version: "1.2" or "1.3".
- Errors: OSB_ERR_INVALID_ARGUMENT for anything else.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_disable_tls_verification = _library.osb_config_disable_tls_verification
osb_config_disable_tls_verification.restype = c_int32
osb_config_disable_tls_verification.argtypes = [POINTER(osb_config)]
osb_config_disable_tls_verification.__doc__ = """
osb_status osb_config_disable_tls_verification(osb_config *config)

Trusts whoever answers, server or proxy: neither certificate nor name are verified, and everything sent, keys included,
can be read and changed on its way. For experiments. There is no way back but another config.

- Errors: none but OSB_ERR_INVALID_HANDLE.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_proxy = _library.osb_config_set_proxy
osb_config_set_proxy.restype = c_int32
osb_config_set_proxy.argtypes = [POINTER(osb_config), c_char_p]
osb_config_set_proxy.__doc__ = """
osb_status osb_config_set_proxy(osb_config *config, const char *url)

Sets the proxy that connections are made through. Hosts on loopback are always reached directly.

A proxy that cannot be reached, or refuses us, is OSB_ERR_PROXY; one that cannot reach the host OSB_ERR_CONNECT. Over
https the server's certificate is verified through it all the same, and it sees neither the key nor any other header.

- url: "[http|https|socks4|socks4a|socks5|socks5h://][user:password@]host[:port]", http without a scheme, 1080 without a
  port (https: 443); socks5 and socks4 look the host's name up here, the others leave that to the proxy. "" for none;
  NULL for what the environment says, which is the default: http_proxy, https_proxy, all_proxy and no_proxy, also in
  upper case but for HTTP_PROXY, which a CGI program's client can set.
- Errors: OSB_ERR_INVALID_ARGUMENT for another scheme, no host, or control characters.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_proxy_credentials = _library.osb_config_set_proxy_credentials
osb_config_set_proxy_credentials.restype = c_int32
osb_config_set_proxy_credentials.argtypes = [POINTER(osb_config), c_char_p, c_char_p]
osb_config_set_proxy_credentials.__doc__ = """
osb_status osb_config_set_proxy_credentials(osb_config *config, const char *user, const char *password)

Sets what the proxy is told about who we are: in HTTP by the Basic scheme. A user in the proxy's URL goes before.

- user: NULL for nobody.
- password: NULL for none.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_no_proxy = _library.osb_config_set_no_proxy
osb_config_set_no_proxy.restype = c_int32
osb_config_set_no_proxy.argtypes = [POINTER(osb_config), c_char_p]
osb_config_set_no_proxy.__doc__ = """
osb_status osb_config_set_no_proxy(osb_config *config, const char *hosts)

Sets the hosts that are reached without the proxy.

- hosts: Names, domains (".example.com") and addresses, separated by commas; NULL for what the environment says where
  the proxy is the environment's, and for none where it is not.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_tries = _library.osb_config_set_tries
osb_config_set_tries.restype = c_int32
osb_config_set_tries.argtypes = [POINTER(osb_config), c_int32]
osb_config_set_tries.__doc__ = """
osb_status osb_config_set_tries(osb_config *config, int32_t tries)

Sets how often a call that fails is tried, in all: 3 times by default.

Tried again is only what does no harm twice: a call with an idempotent method that was answered 429, 502 or 503, or
whose connection failed before any byte of an answer; and any call whose request never left. Commands and other streams
are never sent twice. A Retry-After of the server's is honoured up to 60 s; beyond it the call fails. The request
timeout and the cancel's deadline cover all tries and pauses together: where the next try would begin too late, the
failure is told at once.

- tries: 1, for no retry, to 20.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_set_retry_pause = _library.osb_config_set_retry_pause
osb_config_set_retry_pause.restype = c_int32
osb_config_set_retry_pause.argtypes = [POINTER(osb_config), c_int64, c_int64]
osb_config_set_retry_pause.__doc__ = """
osb_status osb_config_set_retry_pause(osb_config *config, int64_t first, int64_t longest)

Sets the pauses between tries: the first, and twice as long each time up to the longest, less up to a half by chance.
0.5 s and 30 s by default.

- first: Milliseconds, 1 to 3600000.
- longest: Milliseconds, `first` to 3600000.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_config_on_retry = _library.osb_config_on_retry
osb_config_on_retry.restype = c_int32
osb_config_on_retry.argtypes = [POINTER(osb_config), osb_retry_fn, c_void_p, osb_release_fn]
osb_config_on_retry.__doc__ = """
osb_status osb_config_on_retry(osb_config *config, osb_retry_fn fn, void *user_data, osb_release_fn release)

Calls back before each retry's pause, on the thread of the call that is retried. Look-ups of started executions are
retried without it, and are in the log.

- fn: NULL for none.
- release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
- Errors: none but OSB_ERR_INVALID_HANDLE.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_client_new = _library.osb_client_new
osb_client_new.restype = c_int32
osb_client_new.argtypes = [POINTER(osb_config), POINTER(POINTER(osb_client)), POINTER(POINTER(osb_error))]
osb_client_new.__doc__ = """
osb_status osb_client_new(const osb_config *config, osb_client **out, osb_error **error)

Makes a client. No connection is made yet.

- config: NULL for the defaults and the environment, as osb_config_new() gives them. Copied.
- out: Receives the client; free it with osb_client_free().
- Errors: OSB_ERR_INVALID_ARGUMENT when the domain is malformed or its scheme contradicts the protocol,
  OSB_ERR_RESOURCES.
- Threads: any.
- Since: 0.1.0
"""

osb_client_free = _library.osb_client_free
osb_client_free.restype = None
osb_client_free.argtypes = [POINTER(osb_client)]
osb_client_free.__doc__ = """
void osb_client_free(osb_client *client)

Releases a client. What was made from it keeps working and keeps it alive; with the last of them its connections are
closed, after deletions that failed creates left behind have finished (30 s at the most).

- Threads: any.
- Since: 0.1.0
"""

osb_create_options_new = _library.osb_create_options_new
osb_create_options_new.restype = POINTER(osb_create_options)
osb_create_options_new.argtypes = []
osb_create_options_new.__doc__ = """
osb_create_options *osb_create_options_new(void)

Makes create options with the defaults: nothing to make a sandbox from yet, entrypoint `tail -f /dev/null`, cpu 1 and
memory 2Gi, a life of 10 minutes, ready within 30 s, looked at every 200 ms.

- Returns: Options to free with osb_create_options_free().
- Threads: any.
- Since: 0.1.0
"""

osb_create_options_set_image = _library.osb_create_options_set_image
osb_create_options_set_image.restype = c_int32
osb_create_options_set_image.argtypes = [POINTER(osb_create_options), c_char_p]
osb_create_options_set_image.__doc__ = """
osb_status osb_create_options_set_image(osb_create_options *options, const char *image)

Sets the image the sandbox is made from. A sandbox is made from exactly one of an image, a snapshot, a template and a
pool.

- image: A container image's name, e.g. "ubuntu:24.04"; not empty.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_timeout = _library.osb_create_options_set_timeout
osb_create_options_set_timeout.restype = c_int32
osb_create_options_set_timeout.argtypes = [POINTER(osb_create_options), c_int64]
osb_create_options_set_timeout.__doc__ = """
osb_status osb_create_options_set_timeout(osb_create_options *options, int64_t milliseconds)

Sets how long the sandbox lives before the server ends it, counted from its creation: 10 minutes by default. The wire
knows whole seconds, so a part of one is rounded up. Servers refuse less than 60 s.

- milliseconds: 1 or more; -1 for no end (the same as osb_create_options_set_manual_cleanup()).
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_manual_cleanup = _library.osb_create_options_set_manual_cleanup
osb_create_options_set_manual_cleanup.restype = c_int32
osb_create_options_set_manual_cleanup.argtypes = [POINTER(osb_create_options)]
osb_create_options_set_manual_cleanup.__doc__ = """
osb_status osb_create_options_set_manual_cleanup(osb_create_options *options)

Lets the sandbox live until somebody kills it.

- Errors: none but OSB_ERR_INVALID_HANDLE.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_add_entrypoint = _library.osb_create_options_add_entrypoint
osb_create_options_add_entrypoint.restype = c_int32
osb_create_options_add_entrypoint.argtypes = [POINTER(osb_create_options), c_char_p]
osb_create_options_add_entrypoint.__doc__ = """
osb_status osb_create_options_add_entrypoint(osb_create_options *options, const char *argument)

Adds an argument to the program the sandbox runs as its first process; the first one added replaces the default `tail -f
/dev/null`.

- argument: The program, then its arguments, one a call.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_resource = _library.osb_create_options_set_resource
osb_create_options_set_resource.restype = c_int32
osb_create_options_set_resource.argtypes = [POINTER(osb_create_options), c_char_p, c_char_p]
osb_create_options_set_resource.__doc__ = """
osb_status osb_create_options_set_resource(osb_create_options *options, const char *name, const char *quantity)

Sets a resource limit.

- name: "cpu", "memory", or whatever else the server knows.
- quantity: In Kubernetes' notation: "500m", "2Gi". NULL removes the limit.
- Errors: OSB_ERR_INVALID_ARGUMENT for an empty name or quantity.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_env = _library.osb_create_options_set_env
osb_create_options_set_env.restype = c_int32
osb_create_options_set_env.argtypes = [POINTER(osb_create_options), c_char_p, c_char_p]
osb_create_options_set_env.__doc__ = """
osb_status osb_create_options_set_env(osb_create_options *options, const char *name, const char *value)

Sets an environment variable of the sandbox.

- name: Not empty, without "=".
- value: NULL removes the variable from these options.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_metadata = _library.osb_create_options_set_metadata
osb_create_options_set_metadata.restype = c_int32
osb_create_options_set_metadata.argtypes = [POINTER(osb_create_options), c_char_p, c_char_p]
osb_create_options_set_metadata.__doc__ = """
osb_status osb_create_options_set_metadata(osb_create_options *options, const char *key, const char *value)

Sets a metadata entry: a label to find the sandbox by. The server holds names and values to Kubernetes' rules for
labels.

- key: Not empty.
- value: NULL removes the entry from these options.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_ready_timeout = _library.osb_create_options_set_ready_timeout
osb_create_options_set_ready_timeout.restype = c_int32
osb_create_options_set_ready_timeout.argtypes = [POINTER(osb_create_options), c_int64]
osb_create_options_set_ready_timeout.__doc__ = """
osb_status osb_create_options_set_ready_timeout(osb_create_options *options, int64_t milliseconds)

Sets how long osb_sandbox_create() may wait for the sandbox to be ready, endpoint look-up and health checks included,
from the moment the server has answered: 30 s by default.

- milliseconds: 1 or more; -1 for no limit.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_poll_interval = _library.osb_create_options_set_poll_interval
osb_create_options_set_poll_interval.restype = c_int32
osb_create_options_set_poll_interval.argtypes = [POINTER(osb_create_options), c_int64]
osb_create_options_set_poll_interval.__doc__ = """
osb_status osb_create_options_set_poll_interval(osb_create_options *options, int64_t milliseconds)

Sets the pause between two looks at a sandbox that is not ready yet: 200 ms by default.

- milliseconds: 1 to 3600000.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_skip_health_check = _library.osb_create_options_set_skip_health_check
osb_create_options_set_skip_health_check.restype = c_int32
osb_create_options_set_skip_health_check.argtypes = [POINTER(osb_create_options), c_int32]
osb_create_options_set_skip_health_check.__doc__ = """
osb_status osb_create_options_set_skip_health_check(osb_create_options *options, int32_t on)

Returns from osb_sandbox_create() as soon as the server has answered, without waiting for the sandbox to be ready.

- on: 1 or 0, which is the default.
- Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_on_health_check = _library.osb_create_options_on_health_check
osb_create_options_on_health_check.restype = c_int32
osb_create_options_on_health_check.argtypes = [POINTER(osb_create_options), osb_health_fn, c_void_p, osb_release_fn]
osb_create_options_on_health_check.__doc__ = """
osb_status osb_create_options_on_health_check(osb_create_options *options, osb_health_fn fn, void *user_data,
osb_release_fn release)

Replaces the built-in health check (an answer of the daemon's /ping) by the host's own, asked until it says 1 or the
ready timeout runs out. It is kept by the sandbox, for osb_sandbox_is_healthy() and osb_sandbox_wait_ready().

- fn: NULL for the built-in check.
- release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
- Errors: none but OSB_ERR_INVALID_HANDLE.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_http_probe = _library.osb_create_options_set_http_probe
osb_create_options_set_http_probe.restype = c_int32
osb_create_options_set_http_probe.argtypes = [POINTER(osb_create_options), c_int32, c_char_p]
osb_create_options_set_http_probe.__doc__ = """
osb_status osb_create_options_set_http_probe(osb_create_options *options, int32_t port, const char *path)

Takes an HTTP request for health check: a GET through the endpoint of a port, answered with a status from 200 to 399.
For a sandbox whose own server has to be up before it is of use. In place of another health check.

- port: 1 to 65535.
- path: As for osb_http_request_set_path().
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_tcp_probe = _library.osb_create_options_set_tcp_probe
osb_create_options_set_tcp_probe.restype = c_int32
osb_create_options_set_tcp_probe.argtypes = [POINTER(osb_create_options), c_int32]
osb_create_options_set_tcp_probe.__doc__ = """
osb_status osb_create_options_set_tcp_probe(osb_create_options *options, int32_t port)

Takes for health check that something listens on a TCP port, seen from inside the sandbox: whatever it speaks, and on
whichever of the sandbox's addresses. Its list of sockets is read by a command, which wants a POSIX shell there. In
place of another health check.

- port: 1 to 65535.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_registry_auth = _library.osb_create_options_set_registry_auth
osb_create_options_set_registry_auth.restype = c_int32
osb_create_options_set_registry_auth.argtypes = [POINTER(osb_create_options), c_char_p, c_char_p]
osb_create_options_set_registry_auth.__doc__ = """
osb_status osb_create_options_set_registry_auth(osb_create_options *options, const char *username, const char *password)

Sets the name and password that the image's registry asks for.

- username: Not empty; NULL for none of both.
- password: Not empty; NULL for none of both.
- Errors: OSB_ERR_INVALID_ARGUMENT when one of them is NULL.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_snapshot = _library.osb_create_options_set_snapshot
osb_create_options_set_snapshot.restype = c_int32
osb_create_options_set_snapshot.argtypes = [POINTER(osb_create_options), c_char_p]
osb_create_options_set_snapshot.__doc__ = """
osb_status osb_create_options_set_snapshot(osb_create_options *options, const char *id)

Sets the snapshot the sandbox is made from, in place of an image.

- id: Not empty; NULL for none.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_template = _library.osb_create_options_set_template
osb_create_options_set_template.restype = c_int32
osb_create_options_set_template.argtypes = [POINTER(osb_create_options), c_char_p]
osb_create_options_set_template.__doc__ = """
osb_status osb_create_options_set_template(osb_create_options *options, const char *id)

Sets the template the sandbox is made from, in place of an image. A template has fixed what runs: with it go a timeout,
metadata, a network policy and extensions alone.

- id: Not empty; NULL for none.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_pool = _library.osb_create_options_set_pool
osb_create_options_set_pool.restype = c_int32
osb_create_options_set_pool.argtypes = [POINTER(osb_create_options), c_char_p]
osb_create_options_set_pool.__doc__ = """
osb_status osb_create_options_set_pool(osb_create_options *options, const char *name)

Sets the pool that the sandbox is taken from, in place of an image: one of sandboxes that run already. The extension
"poolRef".

- name: Not empty; NULL for none.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_resource_request = _library.osb_create_options_set_resource_request
osb_create_options_set_resource_request.restype = c_int32
osb_create_options_set_resource_request.argtypes = [POINTER(osb_create_options), c_char_p, c_char_p]
osb_create_options_set_resource_request.__doc__ = """
osb_status osb_create_options_set_resource_request(osb_create_options *options, const char *name, const char *quantity)

Sets what the sandbox is sure to get of a resource, where osb_create_options_set_resource() is the most it can have.

- name: "cpu", "memory", or whatever else the server knows.
- quantity: In Kubernetes' notation: "500m", "2Gi". NULL removes the request.
- Errors: OSB_ERR_INVALID_ARGUMENT for an empty name or quantity.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_platform = _library.osb_create_options_set_platform
osb_create_options_set_platform.restype = c_int32
osb_create_options_set_platform.argtypes = [POINTER(osb_create_options), c_char_p, c_char_p]
osb_create_options_set_platform.__doc__ = """
osb_status osb_create_options_set_platform(osb_create_options *options, const char *os, const char *arch)

Sets the machine the sandbox shall run on.

- os: "linux" or "windows"; NULL for none of both.
- arch: "amd64" or "arm64"; NULL for none of both.
- Errors: OSB_ERR_INVALID_ARGUMENT when one of them is NULL. Other names are refused by osb_sandbox_create().
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_network_policy = _library.osb_create_options_set_network_policy
osb_create_options_set_network_policy.restype = c_int32
osb_create_options_set_network_policy.argtypes = [POINTER(osb_create_options), POINTER(osb_network_policy)]
osb_create_options_set_network_policy.__doc__ = """
osb_status osb_create_options_set_network_policy(osb_create_options *options, const osb_network_policy *policy)

Sets what the sandbox may reach. Without a policy it may reach everything.

- policy: Copied; NULL for none.
- Errors: none but OSB_ERR_INVALID_HANDLE.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_credential_proxy = _library.osb_create_options_set_credential_proxy
osb_create_options_set_credential_proxy.restype = c_int32
osb_create_options_set_credential_proxy.argtypes = [POINTER(osb_create_options), c_int32]
osb_create_options_set_credential_proxy.__doc__ = """
osb_status osb_create_options_set_credential_proxy(osb_create_options *options, int32_t on)

Starts the sandbox with the proxy that can put credentials into its requests. Wants a network policy.

- on: 1 or 0, which is the default.
- Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_secure_access = _library.osb_create_options_set_secure_access
osb_create_options_set_secure_access.restype = c_int32
osb_create_options_set_secure_access.argtypes = [POINTER(osb_create_options), c_int32]
osb_create_options_set_secure_access.__doc__ = """
osb_status osb_create_options_set_secure_access(osb_create_options *options, int32_t on)

Lets only those reach the sandbox's ports who have its token: it comes with the endpoints' headers, and this library
sends it along.

- on: 1 or 0, which is the default.
- Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_add_volume = _library.osb_create_options_add_volume
osb_create_options_add_volume.restype = c_int32
osb_create_options_add_volume.argtypes = [POINTER(osb_create_options), POINTER(osb_volume)]
osb_create_options_add_volume.__doc__ = """
osb_status osb_create_options_add_volume(osb_create_options *options, const osb_volume *volume)

Adds storage that the sandbox mounts.

- volume: Copied.
- Errors: none but OSB_ERR_INVALID_HANDLE. What a volume lacks is told by osb_sandbox_create().
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_extension = _library.osb_create_options_set_extension
osb_create_options_set_extension.restype = c_int32
osb_create_options_set_extension.argtypes = [POINTER(osb_create_options), c_char_p, c_char_p]
osb_create_options_set_extension.__doc__ = """
osb_status osb_create_options_set_extension(osb_create_options *options, const char *key, const char *value)

Sets an extension: a setting that the server or its platform understands and this library does not.

- key: Not empty.
- value: NULL removes the extension from these options.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_renew_on_access = _library.osb_create_options_set_renew_on_access
osb_create_options_set_renew_on_access.restype = c_int32
osb_create_options_set_renew_on_access.argtypes = [POINTER(osb_create_options), c_int64]
osb_create_options_set_renew_on_access.__doc__ = """
osb_status osb_create_options_set_renew_on_access(osb_create_options *options, int64_t milliseconds)

Has the server move the sandbox's end each time somebody reaches it through the server: the extension
"access.renew.extend.seconds". osb_config_set_skip_access_renew() keeps a client's own requests from counting.

- milliseconds: How long it then lives on, 300000 to 86400000, rounded up to seconds; -1 for none.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_pre_start = _library.osb_create_options_set_pre_start
osb_create_options_set_pre_start.restype = c_int32
osb_create_options_set_pre_start.argtypes = [POINTER(osb_create_options), POINTER(osb_hook)]
osb_create_options_set_pre_start.__doc__ = """
osb_status osb_create_options_set_pre_start(osb_create_options *options, const osb_hook *hook)

Sets a command that has to succeed before the sandbox's own program starts.

- hook: Copied; NULL for none. A time limit of up to three hours; a name and a schedule are not sent.
- Errors: none but OSB_ERR_INVALID_HANDLE. What a hook lacks is told by osb_sandbox_create().
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_add_periodic = _library.osb_create_options_add_periodic
osb_create_options_add_periodic.restype = c_int32
osb_create_options_add_periodic.argtypes = [POINTER(osb_create_options), POINTER(osb_hook)]
osb_create_options_add_periodic.__doc__ = """
osb_status osb_create_options_add_periodic(osb_create_options *options, const osb_hook *hook)

Adds a command that runs time and again as long as the sandbox does.

- hook: Copied. It needs a name and a schedule; a time limit of up to five minutes.
- Errors: none but OSB_ERR_INVALID_HANDLE. What a hook lacks is told by osb_sandbox_create().
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_set_create_id = _library.osb_create_options_set_create_id
osb_create_options_set_create_id.restype = c_int32
osb_create_options_set_create_id.argtypes = [POINTER(osb_create_options), c_int32]
osb_create_options_set_create_id.__doc__ = """
osb_status osb_create_options_set_create_id(osb_create_options *options, int32_t on)

Labels the sandbox with the metadata entry "osb-create-id", which is on by default. When the answer to a create is lost,
or the call is cancelled under way, a sandbox may exist that nobody knows of: it is then looked for by this label, and
deleted.

The value is made anew for each create; a host that sets this metadata entry itself has chosen it, and has to see to it
that no other sandbox carries the same.

- on: 1, which is the default, or 0.
- Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_create_options_free = _library.osb_create_options_free
osb_create_options_free.restype = None
osb_create_options_free.argtypes = [POINTER(osb_create_options)]
osb_create_options_free.__doc__ = """
void osb_create_options_free(osb_create_options *options)

Releases create options.

- Threads: any.
- Since: 0.1.0
"""

osb_volume_new = _library.osb_volume_new
osb_volume_new.restype = POINTER(osb_volume)
osb_volume_new.argtypes = []
osb_volume_new.__doc__ = """
osb_volume *osb_volume_new(void)

Makes a volume without a name, a place or anything behind it. It takes a name, a mount path, and exactly one of a host's
path, a claim and a bucket.

- Returns: A volume to free with osb_volume_free().
- Threads: any.
- Since: 0.1.0
"""

osb_volume_set_name = _library.osb_volume_set_name
osb_volume_set_name.restype = c_int32
osb_volume_set_name.argtypes = [POINTER(osb_volume), c_char_p]
osb_volume_set_name.__doc__ = """
osb_status osb_volume_set_name(osb_volume *volume, const char *name)

Sets the volume's name, unique among those of a sandbox.

- name: 1 to 63 small letters, digits and "-", with a letter or digit at both ends.
- Errors: OSB_ERR_INVALID_ARGUMENT. The form is checked by osb_sandbox_create().
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_volume_set_mount_path = _library.osb_volume_set_mount_path
osb_volume_set_mount_path.restype = c_int32
osb_volume_set_mount_path.argtypes = [POINTER(osb_volume), c_char_p]
osb_volume_set_mount_path.__doc__ = """
osb_status osb_volume_set_mount_path(osb_volume *volume, const char *path)

Sets where the sandbox sees it.

- path: Absolute.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_volume_set_read_only = _library.osb_volume_set_read_only
osb_volume_set_read_only.restype = c_int32
osb_volume_set_read_only.argtypes = [POINTER(osb_volume), c_int32]
osb_volume_set_read_only.__doc__ = """
osb_status osb_volume_set_read_only(osb_volume *volume, int32_t on)

Lets the sandbox read it only.

- on: 1 or 0, which is the default.
- Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_volume_set_sub_path = _library.osb_volume_set_sub_path
osb_volume_set_sub_path.restype = c_int32
osb_volume_set_sub_path.argtypes = [POINTER(osb_volume), c_char_p]
osb_volume_set_sub_path.__doc__ = """
osb_status osb_volume_set_sub_path(osb_volume *volume, const char *path)

Mounts a folder of what is behind it instead of the whole.

- path: Relative, without ".."; NULL for the whole.
- Errors: OSB_ERR_INVALID_ARGUMENT. The form is checked by osb_sandbox_create().
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_volume_set_host = _library.osb_volume_set_host
osb_volume_set_host.restype = c_int32
osb_volume_set_host.argtypes = [POINTER(osb_volume), c_char_p]
osb_volume_set_host.__doc__ = """
osb_status osb_volume_set_host(osb_volume *volume, const char *path)

Puts a path of the server's host behind it. Servers allow few of them.

- path: Absolute, on the host.
- Errors: OSB_ERR_INVALID_ARGUMENT. The form is checked by osb_sandbox_create().
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_volume_set_claim = _library.osb_volume_set_claim
osb_volume_set_claim.restype = c_int32
osb_volume_set_claim.argtypes = [POINTER(osb_volume), c_char_p]
osb_volume_set_claim.__doc__ = """
osb_status osb_volume_set_claim(osb_volume *volume, const char *name)

Puts a volume of the platform behind it: a PersistentVolumeClaim of Kubernetes, or a named volume of Docker. By default
it is made where it is missing, and stays when the sandbox goes.

- name: The claim's or volume's name, up to 253 bytes.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_volume_set_claim_create = _library.osb_volume_set_claim_create
osb_volume_set_claim_create.restype = c_int32
osb_volume_set_claim_create.argtypes = [POINTER(osb_volume), c_int32]
osb_volume_set_claim_create.__doc__ = """
osb_status osb_volume_set_claim_create(osb_volume *volume, int32_t on)

Makes the claim where it is missing.

- on: 1, which is the default, or 0.
- Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1, and when the volume has no claim yet.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_volume_set_claim_delete = _library.osb_volume_set_claim_delete
osb_volume_set_claim_delete.restype = c_int32
osb_volume_set_claim_delete.argtypes = [POINTER(osb_volume), c_int32]
osb_volume_set_claim_delete.__doc__ = """
osb_status osb_volume_set_claim_delete(osb_volume *volume, int32_t on)

Deletes a claim that was made for the sandbox when the sandbox goes. One that was there before stays.

- on: 1 or 0, which is the default.
- Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1, and when the volume has no claim yet.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_volume_set_claim_storage = _library.osb_volume_set_claim_storage
osb_volume_set_claim_storage.restype = c_int32
osb_volume_set_claim_storage.argtypes = [POINTER(osb_volume), c_char_p, c_char_p]
osb_volume_set_claim_storage.__doc__ = """
osb_status osb_volume_set_claim_storage(osb_volume *volume, const char *storage_class, const char *storage)

Sets how a claim is made where it is missing. Docker has no use for it.

- storage_class: Kubernetes' StorageClass; NULL for the cluster's default.
- storage: How much, e.g. "1Gi"; NULL for the cluster's default.
- Errors: OSB_ERR_INVALID_ARGUMENT, also when the volume has no claim yet.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_volume_add_claim_access_mode = _library.osb_volume_add_claim_access_mode
osb_volume_add_claim_access_mode.restype = c_int32
osb_volume_add_claim_access_mode.argtypes = [POINTER(osb_volume), c_char_p]
osb_volume_add_claim_access_mode.__doc__ = """
osb_status osb_volume_add_claim_access_mode(osb_volume *volume, const char *mode)

Adds an access mode that a claim is made with where it is missing.

- mode: Kubernetes' name, e.g. "ReadWriteOnce".
- Errors: OSB_ERR_INVALID_ARGUMENT, also when the volume has no claim yet.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_volume_set_bucket = _library.osb_volume_set_bucket
osb_volume_set_bucket.restype = c_int32
osb_volume_set_bucket.argtypes = [POINTER(osb_volume), c_char_p, c_char_p, c_char_p, c_char_p]
osb_volume_set_bucket.__doc__ = """
osb_status osb_volume_set_bucket(osb_volume *volume, const char *bucket, const char *endpoint, const char *key_id, const
char *key_secret)

Puts a bucket of Alibaba Cloud's object store behind it, mounted by ossfs.

- bucket: Its name, 3 to 63 bytes.
- endpoint: Of the store, e.g. "oss-cn-hangzhou.aliyuncs.com".
- key_id: The access key's id.
- key_secret: The access key's secret; goes to the server as it is.
- Errors: OSB_ERR_INVALID_ARGUMENT. The name's length is checked by osb_sandbox_create().
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_volume_set_bucket_version = _library.osb_volume_set_bucket_version
osb_volume_set_bucket_version.restype = c_int32
osb_volume_set_bucket_version.argtypes = [POINTER(osb_volume), c_char_p]
osb_volume_set_bucket_version.__doc__ = """
osb_status osb_volume_set_bucket_version(osb_volume *volume, const char *version)

Sets ossfs's major version.

- version: "1.0" or "2.0", which is the default.
- Errors: OSB_ERR_INVALID_ARGUMENT, also when the volume has no bucket yet. Other versions are refused by
  osb_sandbox_create().
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_volume_add_bucket_option = _library.osb_volume_add_bucket_option
osb_volume_add_bucket_option.restype = c_int32
osb_volume_add_bucket_option.argtypes = [POINTER(osb_volume), c_char_p]
osb_volume_add_bucket_option.__doc__ = """
osb_status osb_volume_add_bucket_option(osb_volume *volume, const char *option)

Adds an option of ossfs.

- option: As ossfs has it.
- Errors: OSB_ERR_INVALID_ARGUMENT, also when the volume has no bucket yet.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_volume_free = _library.osb_volume_free
osb_volume_free.restype = None
osb_volume_free.argtypes = [POINTER(osb_volume)]
osb_volume_free.__doc__ = """
void osb_volume_free(osb_volume *volume)

Releases a volume; options that it was added to have a copy.

- Threads: any.
- Since: 0.1.0
"""

osb_network_policy_new = _library.osb_network_policy_new
osb_network_policy_new.restype = POINTER(osb_network_policy)
osb_network_policy_new.argtypes = []
osb_network_policy_new.__doc__ = """
osb_network_policy *osb_network_policy_new(void)

Makes a policy that denies everything.

- Returns: A policy to free with osb_network_policy_free().
- Threads: any.
- Since: 0.1.0
"""

osb_network_policy_set_default = _library.osb_network_policy_set_default
osb_network_policy_set_default.restype = c_int32
osb_network_policy_set_default.argtypes = [POINTER(osb_network_policy), c_int32]
osb_network_policy_set_default.__doc__ = """
osb_status osb_network_policy_set_default(osb_network_policy *policy, osb_network_action action)

Sets what becomes of what no rule is about.

- action: OSB_NETWORK_DENY, which is the default, or OSB_NETWORK_ALLOW.
- Errors: OSB_ERR_INVALID_ARGUMENT for another number.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_network_policy_add_rule = _library.osb_network_policy_add_rule
osb_network_policy_add_rule.restype = c_int32
osb_network_policy_add_rule.argtypes = [POINTER(osb_network_policy), c_int32, c_char_p]
osb_network_policy_add_rule.__doc__ = """
osb_status osb_network_policy_add_rule(osb_network_policy *policy, osb_network_action action, const char *target)

Adds a rule. The first that is about a target decides.

- action: OSB_NETWORK_ALLOW or OSB_NETWORK_DENY.
- target: A host's name, or those below one: "example.com", "*.example.com". Not empty.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_network_policy_free = _library.osb_network_policy_free
osb_network_policy_free.restype = None
osb_network_policy_free.argtypes = [POINTER(osb_network_policy)]
osb_network_policy_free.__doc__ = """
void osb_network_policy_free(osb_network_policy *policy)

Releases a policy; options that it was set in have a copy.

- Threads: any.
- Since: 0.1.0
"""

osb_hook_new = _library.osb_hook_new
osb_hook_new.restype = POINTER(osb_hook)
osb_hook_new.argtypes = []
osb_hook_new.__doc__ = """
osb_hook *osb_hook_new(void)

Makes a hook without a command.

- Returns: A hook to free with osb_hook_free().
- Threads: any.
- Since: 0.1.0
"""

osb_hook_add_argument = _library.osb_hook_add_argument
osb_hook_add_argument.restype = c_int32
osb_hook_add_argument.argtypes = [POINTER(osb_hook), c_char_p]
osb_hook_add_argument.__doc__ = """
osb_status osb_hook_add_argument(osb_hook *hook, const char *argument)

Adds a word of the command: the program first, then its arguments. No shell is between.

- argument: Any text.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_hook_set_timeout = _library.osb_hook_set_timeout
osb_hook_set_timeout.restype = c_int32
osb_hook_set_timeout.argtypes = [POINTER(osb_hook), c_int64]
osb_hook_set_timeout.__doc__ = """
osb_status osb_hook_set_timeout(osb_hook *hook, int64_t milliseconds)

Sets how long the command may take: what the server's default is otherwise (60 s).

- milliseconds: 1 or more, rounded up to seconds; -1 for the server's default. The most that a server takes is checked
  by osb_sandbox_create().
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_hook_set_name = _library.osb_hook_set_name
osb_hook_set_name.restype = c_int32
osb_hook_set_name.argtypes = [POINTER(osb_hook), c_char_p]
osb_hook_set_name.__doc__ = """
osb_status osb_hook_set_name(osb_hook *hook, const char *name)

Sets the name of a hook that runs time and again, unique among those of a sandbox.

- name: Not empty.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_hook_set_schedule = _library.osb_hook_set_schedule
osb_hook_set_schedule.restype = c_int32
osb_hook_set_schedule.argtypes = [POINTER(osb_hook), c_char_p]
osb_hook_set_schedule.__doc__ = """
osb_status osb_hook_set_schedule(osb_hook *hook, const char *schedule)

Sets when a hook runs that runs time and again.

- schedule: As the server understands it, e.g. "0 * * * *". Not empty.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_hook_free = _library.osb_hook_free
osb_hook_free.restype = None
osb_hook_free.argtypes = [POINTER(osb_hook)]
osb_hook_free.__doc__ = """
void osb_hook_free(osb_hook *hook)

Releases a hook; options that it was set in have a copy.

- Threads: any.
- Since: 0.1.0
"""

osb_connect_options_new = _library.osb_connect_options_new
osb_connect_options_new.restype = POINTER(osb_connect_options)
osb_connect_options_new.argtypes = []
osb_connect_options_new.__doc__ = """
osb_connect_options *osb_connect_options_new(void)

Makes connect options with the defaults: ready within 30 s, looked at every 200 ms.

- Returns: Options to free with osb_connect_options_free().
- Threads: any.
- Since: 0.1.0
"""

osb_connect_options_set_ready_timeout = _library.osb_connect_options_set_ready_timeout
osb_connect_options_set_ready_timeout.restype = c_int32
osb_connect_options_set_ready_timeout.argtypes = [POINTER(osb_connect_options), c_int64]
osb_connect_options_set_ready_timeout.__doc__ = """
osb_status osb_connect_options_set_ready_timeout(osb_connect_options *options, int64_t milliseconds)

Sets how long the wait for the sandbox to be ready may take, endpoint look-up and health checks included: 30 s by
default.

- milliseconds: 1 or more; -1 for no limit.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_connect_options_set_poll_interval = _library.osb_connect_options_set_poll_interval
osb_connect_options_set_poll_interval.restype = c_int32
osb_connect_options_set_poll_interval.argtypes = [POINTER(osb_connect_options), c_int64]
osb_connect_options_set_poll_interval.__doc__ = """
osb_status osb_connect_options_set_poll_interval(osb_connect_options *options, int64_t milliseconds)

Sets the pause between two looks at a sandbox: 200 ms by default.

- milliseconds: 1 to 3600000.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_connect_options_set_skip_health_check = _library.osb_connect_options_set_skip_health_check
osb_connect_options_set_skip_health_check.restype = c_int32
osb_connect_options_set_skip_health_check.argtypes = [POINTER(osb_connect_options), c_int32]
osb_connect_options_set_skip_health_check.__doc__ = """
osb_status osb_connect_options_set_skip_health_check(osb_connect_options *options, int32_t on)

Connects as soon as the server has told where the sandbox's daemon is, without waiting for it to be ready.

- on: 1 or 0, which is the default.
- Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_connect_options_on_health_check = _library.osb_connect_options_on_health_check
osb_connect_options_on_health_check.restype = c_int32
osb_connect_options_on_health_check.argtypes = [POINTER(osb_connect_options), osb_health_fn, c_void_p, osb_release_fn]
osb_connect_options_on_health_check.__doc__ = """
osb_status osb_connect_options_on_health_check(osb_connect_options *options, osb_health_fn fn, void *user_data,
osb_release_fn release)

Replaces the built-in health check, as osb_create_options_on_health_check() does.

- fn: NULL for the built-in check.
- release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
- Errors: none but OSB_ERR_INVALID_HANDLE.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_connect_options_set_http_probe = _library.osb_connect_options_set_http_probe
osb_connect_options_set_http_probe.restype = c_int32
osb_connect_options_set_http_probe.argtypes = [POINTER(osb_connect_options), c_int32, c_char_p]
osb_connect_options_set_http_probe.__doc__ = """
osb_status osb_connect_options_set_http_probe(osb_connect_options *options, int32_t port, const char *path)

Takes an HTTP request for health check, as osb_create_options_set_http_probe() does.

- port: 1 to 65535.
- path: As for osb_http_request_set_path().
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_connect_options_set_tcp_probe = _library.osb_connect_options_set_tcp_probe
osb_connect_options_set_tcp_probe.restype = c_int32
osb_connect_options_set_tcp_probe.argtypes = [POINTER(osb_connect_options), c_int32]
osb_connect_options_set_tcp_probe.__doc__ = """
osb_status osb_connect_options_set_tcp_probe(osb_connect_options *options, int32_t port)

Takes for health check that something listens on a TCP port, as osb_create_options_set_tcp_probe() does.

- port: 1 to 65535.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_connect_options_set_daemon_port = _library.osb_connect_options_set_daemon_port
osb_connect_options_set_daemon_port.restype = c_int32
osb_connect_options_set_daemon_port.argtypes = [POINTER(osb_connect_options), c_int32]
osb_connect_options_set_daemon_port.__doc__ = """
osb_status osb_connect_options_set_daemon_port(osb_connect_options *options, int32_t port)

Sets the port that this sandbox's daemon listens on, where it is not the config's.

- port: 1 to 65535; -1 for the config's.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_connect_options_free = _library.osb_connect_options_free
osb_connect_options_free.restype = None
osb_connect_options_free.argtypes = [POINTER(osb_connect_options)]
osb_connect_options_free.__doc__ = """
void osb_connect_options_free(osb_connect_options *options)

Releases connect options.

- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_create = _library.osb_sandbox_create
osb_sandbox_create.restype = c_int32
osb_sandbox_create.argtypes = [POINTER(osb_client), POINTER(osb_create_options), POINTER(osb_cancel),
                               POINTER(POINTER(osb_sandbox)), POINTER(POINTER(osb_error))]
osb_sandbox_create.__doc__ = """
osb_status osb_sandbox_create(osb_client *client, const osb_create_options *options, osb_cancel *cancel, osb_sandbox
**out, osb_error **error)

Creates a sandbox and waits until it is ready: its daemon answers, or the custom health check says so.

When it fails or is cancelled after the server made the sandbox, the sandbox is deleted in the background:
osb_error_sandbox_id() names it and osb_error_cleanup() tells whether that worked. When the answer is lost, or the call
cancelled before it came, the sandbox that may exist is looked for by its label (osb_create_options_set_create_id()) for
up to 30 s, and deleted: osb_error_sandbox_id() is NULL then, and osb_error_cleanup() tells. A key that is refused, a
name that does not resolve and a connection that keeps being refused are answered at once, not when the ready timeout
has run out.

- options: What to make; an image, a snapshot, a template or a pool is required. Copied.
- out: Receives the sandbox; free it with osb_sandbox_free().
- Errors: OSB_ERR_INVALID_ARGUMENT when the options break one of the server's rules, with the field's name, e.g.
  "volumes.0.name"; OSB_ERR_QUOTA; OSB_ERR_READY_TIMEOUT, with the last cause in the message; OSB_ERR_UNHEALTHY when the
  custom health check gave up; OSB_ERR_SANDBOX_FAILED when the sandbox ended instead; OSB_ERR_OUTCOME_UNKNOWN when the
  answer was lost and the sandbox may exist.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_connect = _library.osb_sandbox_connect
osb_sandbox_connect.restype = c_int32
osb_sandbox_connect.argtypes = [POINTER(osb_client), c_char_p, POINTER(osb_connect_options), POINTER(osb_cancel),
                                POINTER(POINTER(osb_sandbox)), POINTER(POINTER(osb_error))]
osb_sandbox_connect.__doc__ = """
osb_status osb_sandbox_connect(osb_client *client, const char *id, const osb_connect_options *options, osb_cancel
*cancel, osb_sandbox **out, osb_error **error)

Connects to a sandbox that exists: asks where its daemon is, and waits until it is ready.

- id: From osb_sandbox_id(), perhaps of another process; not empty.
- options: NULL for the defaults. Copied.
- out: Receives the sandbox; free it with osb_sandbox_free().
- Errors: OSB_ERR_NOT_FOUND when there is no such sandbox; OSB_ERR_READY_TIMEOUT, OSB_ERR_UNHEALTHY and
  OSB_ERR_SANDBOX_FAILED as for osb_sandbox_create().
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_attach = _library.osb_sandbox_attach
osb_sandbox_attach.restype = c_int32
osb_sandbox_attach.argtypes = [POINTER(osb_client), c_char_p, POINTER(POINTER(osb_sandbox)),
                               POINTER(POINTER(osb_error))]
osb_sandbox_attach.__doc__ = """
osb_status osb_sandbox_attach(osb_client *client, const char *id, osb_sandbox **out, osb_error **error)

A handle for a sandbox that exists already, perhaps since another process created it. Asks nobody: what is wrong with
the id shows at the first use.

- id: From osb_sandbox_id(); not empty.
- out: Receives the sandbox; free it with osb_sandbox_free().
- Errors: OSB_ERR_INVALID_ARGUMENT for an empty id.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_connect_paused = _library.osb_sandbox_connect_paused
osb_sandbox_connect_paused.restype = c_int32
osb_sandbox_connect_paused.argtypes = [POINTER(osb_client), c_char_p, POINTER(osb_connect_options), POINTER(osb_cancel),
                                       POINTER(POINTER(osb_sandbox)), POINTER(POINTER(osb_error))]
osb_sandbox_connect_paused.__doc__ = """
osb_status osb_sandbox_connect_paused(osb_client *client, const char *id, const osb_connect_options *options, osb_cancel
*cancel, osb_sandbox **out, osb_error **error)

Resumes a paused sandbox and connects to it, as osb_sandbox_connect() does.

- id: The sandbox's id; not empty.
- options: NULL for the defaults. Copied.
- out: Receives the sandbox; free it with osb_sandbox_free().
- Errors: OSB_ERR_NOT_FOUND when there is no such sandbox; OSB_ERR_CONFLICT when it is not paused;
  OSB_ERR_READY_TIMEOUT, OSB_ERR_UNHEALTHY and OSB_ERR_SANDBOX_FAILED as for osb_sandbox_create().
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_id = _library.osb_sandbox_id
osb_sandbox_id.restype = c_char_p
osb_sandbox_id.argtypes = [POINTER(osb_sandbox)]
osb_sandbox_id.__doc__ = """
const char *osb_sandbox_id(const osb_sandbox *sandbox)

The sandbox's id.

- Returns: Borrowed text, valid until the sandbox is freed.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_get_info = _library.osb_sandbox_get_info
osb_sandbox_get_info.restype = c_int32
osb_sandbox_get_info.argtypes = [POINTER(osb_sandbox), POINTER(osb_cancel), POINTER(POINTER(osb_sandbox_info)),
                                 POINTER(POINTER(osb_error))]
osb_sandbox_get_info.__doc__ = """
osb_status osb_sandbox_get_info(osb_sandbox *sandbox, osb_cancel *cancel, osb_sandbox_info **out, osb_error **error)

Asks the server for the sandbox's state and settings.

- out: Receives the information; free it with osb_sandbox_info_free().
- Errors: OSB_ERR_NOT_FOUND when the sandbox is gone.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_get_endpoint = _library.osb_sandbox_get_endpoint
osb_sandbox_get_endpoint.restype = c_int32
osb_sandbox_get_endpoint.argtypes = [POINTER(osb_sandbox), c_int32, POINTER(osb_cancel), POINTER(POINTER(osb_endpoint)),
                                     POINTER(POINTER(osb_error))]
osb_sandbox_get_endpoint.__doc__ = """
osb_status osb_sandbox_get_endpoint(osb_sandbox *sandbox, int32_t port, osb_cancel *cancel, osb_endpoint **out,
osb_error **error)

Where a port of the sandbox is reached: from the client's memory (osb_config_set_endpoint_lifetime()), or from the
server. Of those who ask for the same one at the same time one does, and the others wait for its answer.

- port: 1 to 65535; 44772 is the daemon.
- out: Receives the endpoint; free it with osb_endpoint_free().
- Errors: OSB_ERR_INVALID_ARGUMENT for another port; OSB_ERR_NOT_FOUND; OSB_ERR_PROTOCOL when the server's answer is not
  host[:port][/path], or brings headers that would forge another request.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_get_proxy_endpoint = _library.osb_sandbox_get_proxy_endpoint
osb_sandbox_get_proxy_endpoint.restype = c_int32
osb_sandbox_get_proxy_endpoint.argtypes = [POINTER(osb_sandbox), c_int32, POINTER(osb_cancel),
                                           POINTER(POINTER(osb_endpoint)), POINTER(POINTER(osb_error))]
osb_sandbox_get_proxy_endpoint.__doc__ = """
osb_status osb_sandbox_get_proxy_endpoint(osb_sandbox *sandbox, int32_t port, osb_cancel *cancel, osb_endpoint **out,
osb_error **error)

The same by way of the server's proxy, whatever osb_config_set_use_server_proxy() says.

- port: 1 to 65535.
- out: Receives the endpoint; free it with osb_endpoint_free().
- Errors: As for osb_sandbox_get_endpoint().
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_get_signed_endpoint = _library.osb_sandbox_get_signed_endpoint
osb_sandbox_get_signed_endpoint.restype = c_int32
osb_sandbox_get_signed_endpoint.argtypes = [POINTER(osb_sandbox), c_int32, c_int64, POINTER(osb_cancel),
                                            POINTER(POINTER(osb_endpoint)), POINTER(POINTER(osb_error))]
osb_sandbox_get_signed_endpoint.__doc__ = """
osb_status osb_sandbox_get_signed_endpoint(osb_sandbox *sandbox, int32_t port, int64_t expires_at, osb_cancel *cancel,
osb_endpoint **out, osb_error **error)

Asks the server for an endpoint that lets anybody in until it expires: for a browser, say, that cannot send headers.
Asked for each time, and directly, since servers sign none through their proxy.

- port: 1 to 65535.
- expires_at: When it expires, in milliseconds since 1970; the wire knows whole seconds, so a part of one is dropped.
- out: Receives the endpoint; free it with osb_endpoint_free().
- Errors: OSB_ERR_INVALID_ARGUMENT for another port or a time before 1970; OSB_ERR_VALIDATION or OSB_ERR_UNSUPPORTED
  from a server that signs none.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_send_request = _library.osb_sandbox_send_request
osb_sandbox_send_request.restype = c_int32
osb_sandbox_send_request.argtypes = [POINTER(osb_sandbox), c_int32, POINTER(osb_http_request), POINTER(osb_cancel),
                                     POINTER(POINTER(osb_http_response)), POINTER(POINTER(osb_error))]
osb_sandbox_send_request.__doc__ = """
osb_status osb_sandbox_send_request(osb_sandbox *sandbox, int32_t port, const osb_http_request *request, osb_cancel
*cancel, osb_http_response **out, osb_error **error)

Sends a request to a port of the sandbox, through its endpoint and with the endpoint's headers. What answers may be
anybody's program: any status is a response. The body is collected, or goes to the request's callback on this thread.

- port: 1 to 65535.
- request: NULL for GET /. Copied.
- out: Receives the response; free it with osb_http_response_free().
- Errors: OSB_ERR_INVALID_ARGUMENT for another port; OSB_ERR_TOO_LARGE for a body beyond its limit;
  OSB_ERR_OUTCOME_UNKNOWN when a POST or PATCH was sent and the answer lost; a failure of the endpoint look-up.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_get_metrics = _library.osb_sandbox_get_metrics
osb_sandbox_get_metrics.restype = c_int32
osb_sandbox_get_metrics.argtypes = [POINTER(osb_sandbox), POINTER(osb_cancel), POINTER(POINTER(osb_metrics)),
                                    POINTER(POINTER(osb_error))]
osb_sandbox_get_metrics.__doc__ = """
osb_status osb_sandbox_get_metrics(osb_sandbox *sandbox, osb_cancel *cancel, osb_metrics **out, osb_error **error)

Asks the daemon once what the sandbox uses. It measures for a second before it answers.

- out: Receives the reading; free it with osb_metrics_free().
- Errors: OSB_ERR_PROTOCOL when the answer lacks a number.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_is_healthy = _library.osb_sandbox_is_healthy
osb_sandbox_is_healthy.restype = c_int32
osb_sandbox_is_healthy.argtypes = [POINTER(osb_sandbox), POINTER(osb_cancel), POINTER(c_int32),
                                   POINTER(POINTER(osb_error))]
osb_sandbox_is_healthy.__doc__ = """
osb_status osb_sandbox_is_healthy(osb_sandbox *sandbox, osb_cancel *cancel, int32_t *out, osb_error **error)

Asks the health check once: the daemon's /ping, or the custom one the sandbox was created with.

- out: Receives 1 or 0. A daemon that cannot be reached or answers badly is 0.
- Errors: OSB_ERR_UNAUTHORIZED or OSB_ERR_FORBIDDEN when the daemon refuses us; a failure of the endpoint look-up.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_wait_ready = _library.osb_sandbox_wait_ready
osb_sandbox_wait_ready.restype = c_int32
osb_sandbox_wait_ready.argtypes = [POINTER(osb_sandbox), c_int64, POINTER(osb_cancel), POINTER(POINTER(osb_error))]
osb_sandbox_wait_ready.__doc__ = """
osb_status osb_sandbox_wait_ready(osb_sandbox *sandbox, int64_t timeout, osb_cancel *cancel, osb_error **error)

Waits until the health check succeeds, as osb_sandbox_create() does.

- timeout: How long at the most, in milliseconds; -1 for ever, 0 looks once.
- Errors: OSB_ERR_READY_TIMEOUT, OSB_ERR_UNHEALTHY; OSB_ERR_UNAUTHORIZED, OSB_ERR_FORBIDDEN, OSB_ERR_NOT_FOUND,
  OSB_ERR_RESOLVE and OSB_ERR_CONNECT at once; OSB_ERR_SANDBOX_FAILED when the sandbox ended.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_wait_for_state = _library.osb_sandbox_wait_for_state
osb_sandbox_wait_for_state.restype = c_int32
osb_sandbox_wait_for_state.argtypes = [POINTER(osb_sandbox), c_int32, c_int64, POINTER(osb_cancel),
                                       POINTER(POINTER(osb_error))]
osb_sandbox_wait_for_state.__doc__ = """
osb_status osb_sandbox_wait_for_state(osb_sandbox *sandbox, osb_sandbox_state state, int64_t timeout, osb_cancel
*cancel, osb_error **error)

Waits until the server says that the sandbox is in a state.

- state: One of OSB_STATE_* but OSB_STATE_UNKNOWN. A sandbox that the server no longer knows counts as
  OSB_STATE_TERMINATED.
- timeout: How long at the most, in milliseconds; -1 for ever, 0 looks once.
- Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_READY_TIMEOUT when the time is up; OSB_ERR_SANDBOX_FAILED when the sandbox
  ended, so that it will never be in that state; OSB_ERR_NOT_FOUND.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_pause = _library.osb_sandbox_pause
osb_sandbox_pause.restype = c_int32
osb_sandbox_pause.argtypes = [POINTER(osb_sandbox), POINTER(osb_cancel), POINTER(POINTER(osb_error))]
osb_sandbox_pause.__doc__ = """
osb_status osb_sandbox_pause(osb_sandbox *sandbox, osb_cancel *cancel, osb_error **error)

Pauses the sandbox: its processes stop where they are, and requests to it hang until it is resumed. Its end still comes.

- Errors: OSB_ERR_CONFLICT when it is not running; OSB_ERR_NOT_FOUND; OSB_ERR_UNSUPPORTED.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_resume = _library.osb_sandbox_resume
osb_sandbox_resume.restype = c_int32
osb_sandbox_resume.argtypes = [POINTER(osb_sandbox), POINTER(osb_cancel), POINTER(POINTER(osb_error))]
osb_sandbox_resume.__doc__ = """
osb_status osb_sandbox_resume(osb_sandbox *sandbox, osb_cancel *cancel, osb_error **error)

Resumes the paused sandbox and waits until it is ready, as it was when the handle was made; it may be reached somewhere
else then.

- Errors: OSB_ERR_CONFLICT when it is not paused; OSB_ERR_NOT_FOUND; OSB_ERR_READY_TIMEOUT, OSB_ERR_UNHEALTHY and
  OSB_ERR_SANDBOX_FAILED as for osb_sandbox_create().
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_renew = _library.osb_sandbox_renew
osb_sandbox_renew.restype = c_int32
osb_sandbox_renew.argtypes = [POINTER(osb_sandbox), c_int64, POINTER(osb_cancel), POINTER(c_int64),
                              POINTER(POINTER(osb_error))]
osb_sandbox_renew.__doc__ = """
osb_status osb_sandbox_renew(osb_sandbox *sandbox, int64_t milliseconds, osb_cancel *cancel, int64_t *out, osb_error
**error)

Moves the sandbox's end to so many milliseconds from now, sooner or later than it was. Now is the server's: it is taken
from the Date of its answers, so that a wrong clock here does no harm. A client that has heard nothing from the server
yet asks it once more for that.

- milliseconds: How long the sandbox shall live from now; 1 or more.
- out: Receives its new end in milliseconds since 1970; may be NULL.
- Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_CONFLICT when it has no end; OSB_ERR_NOT_FOUND.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_set_auto_renew = _library.osb_sandbox_set_auto_renew
osb_sandbox_set_auto_renew.restype = c_int32
osb_sandbox_set_auto_renew.argtypes = [POINTER(osb_sandbox), c_int64, osb_renewal_fn, c_void_p, osb_release_fn,
                                       POINTER(POINTER(osb_error))]
osb_sandbox_set_auto_renew.__doc__ = """
osb_status osb_sandbox_set_auto_renew(osb_sandbox *sandbox, int64_t milliseconds, osb_renewal_fn fn, void *user_data,
osb_release_fn release, osb_error **error)

Keeps the sandbox alive as long as this handle, or something made from it, is held: its end is moved at once and
whenever half of its time is over, in the background. Killing the sandbox ends that too.

A renewal that fails is tried again; osb_sandbox_renewal_error() has the last failure, and the callback hears of each.
It is called on a thread of the host's: by the next call that asks the server or the daemon for this sandbox. With the
sandbox gone there are no more tries.

- milliseconds: How long the sandbox shall live from each renewal, 1000 or more; -1 for no more renewals.
- fn: NULL for none.
- release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
- Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_RESOURCES when the client's thread could not be started.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_renewal_error = _library.osb_sandbox_renewal_error
osb_sandbox_renewal_error.restype = POINTER(osb_error)
osb_sandbox_renewal_error.argtypes = [POINTER(osb_sandbox)]
osb_sandbox_renewal_error.__doc__ = """
osb_error *osb_sandbox_renewal_error(const osb_sandbox *sandbox)

Why the last automatic renewal failed.

- Returns: An error to free with osb_error_free(), NULL when the last renewal did not fail or there was none.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_patch_metadata = _library.osb_sandbox_patch_metadata
osb_sandbox_patch_metadata.restype = c_int32
osb_sandbox_patch_metadata.argtypes = [POINTER(osb_sandbox), POINTER(osb_metadata_patch), POINTER(osb_cancel),
                                       POINTER(POINTER(osb_sandbox_info)), POINTER(POINTER(osb_error))]
osb_sandbox_patch_metadata.__doc__ = """
osb_status osb_sandbox_patch_metadata(osb_sandbox *sandbox, const osb_metadata_patch *patch, osb_cancel *cancel,
osb_sandbox_info **out, osb_error **error)

Changes the sandbox's metadata: what the patch does not name stays as it is.

- patch: What to set and to remove. Copied.
- out: Receives what the sandbox then is, to free with osb_sandbox_info_free(); may be NULL.
- Errors: OSB_ERR_INVALID_ARGUMENT for what is no label; OSB_ERR_NOT_FOUND.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_kill = _library.osb_sandbox_kill
osb_sandbox_kill.restype = c_int32
osb_sandbox_kill.argtypes = [POINTER(osb_sandbox), POINTER(osb_cancel), POINTER(POINTER(osb_error))]
osb_sandbox_kill.__doc__ = """
osb_status osb_sandbox_kill(osb_sandbox *sandbox, osb_cancel *cancel, osb_error **error)

Ends the remote sandbox. The handle stays valid, to be freed.

- Errors: OSB_ERR_NOT_FOUND when it is gone already.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_destroy = _library.osb_sandbox_destroy
osb_sandbox_destroy.restype = c_int32
osb_sandbox_destroy.argtypes = [POINTER(osb_sandbox), POINTER(osb_cancel), POINTER(POINTER(osb_error))]
osb_sandbox_destroy.__doc__ = """
osb_status osb_sandbox_destroy(osb_sandbox *sandbox, osb_cancel *cancel, osb_error **error)

Ends the remote sandbox and releases the handle, whatever comes of it: osb_sandbox_kill() and osb_sandbox_free() in one.
A sandbox that is gone already is fine.

- Errors: OSB_ERR_INVALID_HANDLE, and nothing is released; otherwise what the server said.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_free = _library.osb_sandbox_free
osb_sandbox_free.restype = None
osb_sandbox_free.argtypes = [POINTER(osb_sandbox)]
osb_sandbox_free.__doc__ = """
void osb_sandbox_free(osb_sandbox *sandbox)

Releases the handle. The remote sandbox goes on; osb_sandbox_kill() ends it.

- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_id = _library.osb_sandbox_info_id
osb_sandbox_info_id.restype = c_char_p
osb_sandbox_info_id.argtypes = [POINTER(osb_sandbox_info)]
osb_sandbox_info_id.__doc__ = """
const char *osb_sandbox_info_id(const osb_sandbox_info *info)

The sandbox's id.

- Returns: Borrowed text, valid until the information is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_state = _library.osb_sandbox_info_state
osb_sandbox_info_state.restype = c_int32
osb_sandbox_info_state.argtypes = [POINTER(osb_sandbox_info)]
osb_sandbox_info_state.__doc__ = """
osb_sandbox_state osb_sandbox_info_state(const osb_sandbox_info *info)

The state; OSB_STATE_UNKNOWN for one this version does not know: osb_sandbox_info_state_text() has the server's word.

- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_state_text = _library.osb_sandbox_info_state_text
osb_sandbox_info_state_text.restype = c_char_p
osb_sandbox_info_state_text.argtypes = [POINTER(osb_sandbox_info)]
osb_sandbox_info_state_text.__doc__ = """
const char *osb_sandbox_info_state_text(const osb_sandbox_info *info)

The state as the server wrote it, e.g. "Running".

- Returns: Borrowed text, valid until the information is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_reason = _library.osb_sandbox_info_reason
osb_sandbox_info_reason.restype = c_char_p
osb_sandbox_info_reason.argtypes = [POINTER(osb_sandbox_info)]
osb_sandbox_info_reason.__doc__ = """
const char *osb_sandbox_info_reason(const osb_sandbox_info *info)

The server's short reason for the state, e.g. "CONTAINER_RUNNING", NULL when it gave none.

- Returns: Borrowed text, valid until the information is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_message = _library.osb_sandbox_info_message
osb_sandbox_info_message.restype = c_char_p
osb_sandbox_info_message.argtypes = [POINTER(osb_sandbox_info)]
osb_sandbox_info_message.__doc__ = """
const char *osb_sandbox_info_message(const osb_sandbox_info *info)

The server's message on the state, NULL when it gave none.

- Returns: Borrowed text, valid until the information is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_image = _library.osb_sandbox_info_image
osb_sandbox_info_image.restype = c_char_p
osb_sandbox_info_image.argtypes = [POINTER(osb_sandbox_info)]
osb_sandbox_info_image.__doc__ = """
const char *osb_sandbox_info_image(const osb_sandbox_info *info)

The image's name as the server knows it, NULL when the sandbox was made from something else.

- Returns: Borrowed text, valid until the information is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_snapshot = _library.osb_sandbox_info_snapshot
osb_sandbox_info_snapshot.restype = c_char_p
osb_sandbox_info_snapshot.argtypes = [POINTER(osb_sandbox_info)]
osb_sandbox_info_snapshot.__doc__ = """
const char *osb_sandbox_info_snapshot(const osb_sandbox_info *info)

The snapshot it was made from, NULL when it was made from something else.

- Returns: Borrowed text, valid until the information is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_platform_os = _library.osb_sandbox_info_platform_os
osb_sandbox_info_platform_os.restype = c_char_p
osb_sandbox_info_platform_os.argtypes = [POINTER(osb_sandbox_info)]
osb_sandbox_info_platform_os.__doc__ = """
const char *osb_sandbox_info_platform_os(const osb_sandbox_info *info)

The operating system that was asked for, NULL when none was.

- Returns: Borrowed text, valid until the information is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_platform_arch = _library.osb_sandbox_info_platform_arch
osb_sandbox_info_platform_arch.restype = c_char_p
osb_sandbox_info_platform_arch.argtypes = [POINTER(osb_sandbox_info)]
osb_sandbox_info_platform_arch.__doc__ = """
const char *osb_sandbox_info_platform_arch(const osb_sandbox_info *info)

The architecture that was asked for, NULL when none was.

- Returns: Borrowed text, valid until the information is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_allocation_mode = _library.osb_sandbox_info_allocation_mode
osb_sandbox_info_allocation_mode.restype = c_char_p
osb_sandbox_info_allocation_mode.argtypes = [POINTER(osb_sandbox_info)]
osb_sandbox_info_allocation_mode.__doc__ = """
const char *osb_sandbox_info_allocation_mode(const osb_sandbox_info *info)

How it came to be, e.g. "pool", NULL when it was made for its caller.

- Returns: Borrowed text, valid until the information is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_allocation_pool = _library.osb_sandbox_info_allocation_pool
osb_sandbox_info_allocation_pool.restype = c_char_p
osb_sandbox_info_allocation_pool.argtypes = [POINTER(osb_sandbox_info)]
osb_sandbox_info_allocation_pool.__doc__ = """
const char *osb_sandbox_info_allocation_pool(const osb_sandbox_info *info)

The pool it was taken from, NULL when it was not.

- Returns: Borrowed text, valid until the information is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_allocation_state = _library.osb_sandbox_info_allocation_state
osb_sandbox_info_allocation_state.restype = c_char_p
osb_sandbox_info_allocation_state.argtypes = [POINTER(osb_sandbox_info)]
osb_sandbox_info_allocation_state.__doc__ = """
const char *osb_sandbox_info_allocation_state(const osb_sandbox_info *info)

How far its taking has come, e.g. "allocated", NULL when there is none.

- Returns: Borrowed text, valid until the information is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_created_at = _library.osb_sandbox_info_created_at
osb_sandbox_info_created_at.restype = c_int64
osb_sandbox_info_created_at.argtypes = [POINTER(osb_sandbox_info)]
osb_sandbox_info_created_at.__doc__ = """
int64_t osb_sandbox_info_created_at(const osb_sandbox_info *info)

When it was created, in milliseconds since 1970; -1 when the server did not say.

- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_expires_at = _library.osb_sandbox_info_expires_at
osb_sandbox_info_expires_at.restype = c_int64
osb_sandbox_info_expires_at.argtypes = [POINTER(osb_sandbox_info)]
osb_sandbox_info_expires_at.__doc__ = """
int64_t osb_sandbox_info_expires_at(const osb_sandbox_info *info)

When the server will end it, in milliseconds since 1970; -1 when it never will.

- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_last_transition_at = _library.osb_sandbox_info_last_transition_at
osb_sandbox_info_last_transition_at.restype = c_int64
osb_sandbox_info_last_transition_at.argtypes = [POINTER(osb_sandbox_info)]
osb_sandbox_info_last_transition_at.__doc__ = """
int64_t osb_sandbox_info_last_transition_at(const osb_sandbox_info *info)

When the state last changed, in milliseconds since 1970; -1 when the server did not say.

- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_entrypoint_count = _library.osb_sandbox_info_entrypoint_count
osb_sandbox_info_entrypoint_count.restype = c_size_t
osb_sandbox_info_entrypoint_count.argtypes = [POINTER(osb_sandbox_info)]
osb_sandbox_info_entrypoint_count.__doc__ = """
size_t osb_sandbox_info_entrypoint_count(const osb_sandbox_info *info)

How many arguments its first process has.

- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_entrypoint = _library.osb_sandbox_info_entrypoint
osb_sandbox_info_entrypoint.restype = c_char_p
osb_sandbox_info_entrypoint.argtypes = [POINTER(osb_sandbox_info), c_size_t]
osb_sandbox_info_entrypoint.__doc__ = """
const char *osb_sandbox_info_entrypoint(const osb_sandbox_info *info, size_t index)

An argument of its first process.

- index: From 0; NULL is returned past the end.
- Returns: Borrowed text, valid until the information is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_metadata_count = _library.osb_sandbox_info_metadata_count
osb_sandbox_info_metadata_count.restype = c_size_t
osb_sandbox_info_metadata_count.argtypes = [POINTER(osb_sandbox_info)]
osb_sandbox_info_metadata_count.__doc__ = """
size_t osb_sandbox_info_metadata_count(const osb_sandbox_info *info)

How many metadata entries it has.

- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_metadata_key = _library.osb_sandbox_info_metadata_key
osb_sandbox_info_metadata_key.restype = c_char_p
osb_sandbox_info_metadata_key.argtypes = [POINTER(osb_sandbox_info), c_size_t]
osb_sandbox_info_metadata_key.__doc__ = """
const char *osb_sandbox_info_metadata_key(const osb_sandbox_info *info, size_t index)

The key of a metadata entry.

- index: From 0; NULL is returned past the end.
- Returns: Borrowed text, valid until the information is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_metadata_value = _library.osb_sandbox_info_metadata_value
osb_sandbox_info_metadata_value.restype = c_char_p
osb_sandbox_info_metadata_value.argtypes = [POINTER(osb_sandbox_info), c_size_t]
osb_sandbox_info_metadata_value.__doc__ = """
const char *osb_sandbox_info_metadata_value(const osb_sandbox_info *info, size_t index)

The value of a metadata entry.

- index: From 0; NULL is returned past the end.
- Returns: Borrowed text, valid until the information is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_get_metadata = _library.osb_sandbox_info_get_metadata
osb_sandbox_info_get_metadata.restype = c_char_p
osb_sandbox_info_get_metadata.argtypes = [POINTER(osb_sandbox_info), c_char_p]
osb_sandbox_info_get_metadata.__doc__ = """
const char *osb_sandbox_info_get_metadata(const osb_sandbox_info *info, const char *key)

The value of the metadata entry with this key, NULL when there is none.

- key: Compared byte for byte.
- Returns: Borrowed text, valid until the information is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_extension_count = _library.osb_sandbox_info_extension_count
osb_sandbox_info_extension_count.restype = c_size_t
osb_sandbox_info_extension_count.argtypes = [POINTER(osb_sandbox_info)]
osb_sandbox_info_extension_count.__doc__ = """
size_t osb_sandbox_info_extension_count(const osb_sandbox_info *info)

How many extensions it has.

- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_extension_key = _library.osb_sandbox_info_extension_key
osb_sandbox_info_extension_key.restype = c_char_p
osb_sandbox_info_extension_key.argtypes = [POINTER(osb_sandbox_info), c_size_t]
osb_sandbox_info_extension_key.__doc__ = """
const char *osb_sandbox_info_extension_key(const osb_sandbox_info *info, size_t index)

The key of an extension.

- index: From 0; NULL is returned past the end.
- Returns: Borrowed text, valid until the information is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_extension_value = _library.osb_sandbox_info_extension_value
osb_sandbox_info_extension_value.restype = c_char_p
osb_sandbox_info_extension_value.argtypes = [POINTER(osb_sandbox_info), c_size_t]
osb_sandbox_info_extension_value.__doc__ = """
const char *osb_sandbox_info_extension_value(const osb_sandbox_info *info, size_t index)

The value of an extension.

- index: From 0; NULL is returned past the end.
- Returns: Borrowed text, valid until the information is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_get_extension = _library.osb_sandbox_info_get_extension
osb_sandbox_info_get_extension.restype = c_char_p
osb_sandbox_info_get_extension.argtypes = [POINTER(osb_sandbox_info), c_char_p]
osb_sandbox_info_get_extension.__doc__ = """
const char *osb_sandbox_info_get_extension(const osb_sandbox_info *info, const char *key)

The value of the extension with this key, NULL when there is none.

- key: Compared byte for byte.
- Returns: Borrowed text, valid until the information is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_info_free = _library.osb_sandbox_info_free
osb_sandbox_info_free.restype = None
osb_sandbox_info_free.argtypes = [POINTER(osb_sandbox_info)]
osb_sandbox_info_free.__doc__ = """
void osb_sandbox_info_free(osb_sandbox_info *info)

Releases the information.

- Threads: any.
- Since: 0.1.0
"""

osb_metadata_patch_new = _library.osb_metadata_patch_new
osb_metadata_patch_new.restype = POINTER(osb_metadata_patch)
osb_metadata_patch_new.argtypes = []
osb_metadata_patch_new.__doc__ = """
osb_metadata_patch *osb_metadata_patch_new(void)

Makes a patch that changes nothing.

- Returns: A patch to free with osb_metadata_patch_free().
- Threads: any.
- Since: 0.1.0
"""

osb_metadata_patch_set = _library.osb_metadata_patch_set
osb_metadata_patch_set.restype = c_int32
osb_metadata_patch_set.argtypes = [POINTER(osb_metadata_patch), c_char_p, c_char_p]
osb_metadata_patch_set.__doc__ = """
osb_status osb_metadata_patch_set(osb_metadata_patch *patch, const char *key, const char *value)

Sets or removes a metadata entry; what the patch does not name stays as it is.

- key: Not empty.
- value: NULL removes the entry from the sandbox.
- Errors: OSB_ERR_INVALID_ARGUMENT. The rules for labels are checked where the patch is used.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_metadata_patch_free = _library.osb_metadata_patch_free
osb_metadata_patch_free.restype = None
osb_metadata_patch_free.argtypes = [POINTER(osb_metadata_patch)]
osb_metadata_patch_free.__doc__ = """
void osb_metadata_patch_free(osb_metadata_patch *patch)

Releases a patch.

- Threads: any.
- Since: 0.1.0
"""

osb_metrics_cpu_count = _library.osb_metrics_cpu_count
osb_metrics_cpu_count.restype = c_double
osb_metrics_cpu_count.argtypes = [POINTER(osb_metrics)]
osb_metrics_cpu_count.__doc__ = """
double osb_metrics_cpu_count(const osb_metrics *metrics)

How many CPUs the sandbox has.

- Threads: any.
- Since: 0.1.0
"""

osb_metrics_cpu_percentage = _library.osb_metrics_cpu_percentage
osb_metrics_cpu_percentage.restype = c_double
osb_metrics_cpu_percentage.argtypes = [POINTER(osb_metrics)]
osb_metrics_cpu_percentage.__doc__ = """
double osb_metrics_cpu_percentage(const osb_metrics *metrics)

How much of its CPUs it used while it was looked at, in percent.

- Threads: any.
- Since: 0.1.0
"""

osb_metrics_memory_total = _library.osb_metrics_memory_total
osb_metrics_memory_total.restype = c_double
osb_metrics_memory_total.argtypes = [POINTER(osb_metrics)]
osb_metrics_memory_total.__doc__ = """
double osb_metrics_memory_total(const osb_metrics *metrics)

How much memory there is, in MiB.

- Threads: any.
- Since: 0.1.0
"""

osb_metrics_memory_used = _library.osb_metrics_memory_used
osb_metrics_memory_used.restype = c_double
osb_metrics_memory_used.argtypes = [POINTER(osb_metrics)]
osb_metrics_memory_used.__doc__ = """
double osb_metrics_memory_used(const osb_metrics *metrics)

How much of it is used, in MiB.

- Threads: any.
- Since: 0.1.0
"""

osb_metrics_timestamp = _library.osb_metrics_timestamp
osb_metrics_timestamp.restype = c_int64
osb_metrics_timestamp.argtypes = [POINTER(osb_metrics)]
osb_metrics_timestamp.__doc__ = """
int64_t osb_metrics_timestamp(const osb_metrics *metrics)

When the daemon looked, in milliseconds since 1970 by its own clock; -1 when it did not say.

- Threads: any.
- Since: 0.1.0
"""

osb_metrics_free = _library.osb_metrics_free
osb_metrics_free.restype = None
osb_metrics_free.argtypes = [POINTER(osb_metrics)]
osb_metrics_free.__doc__ = """
void osb_metrics_free(osb_metrics *metrics)

Releases the reading.

- Threads: any.
- Since: 0.1.0
"""

osb_endpoint_url = _library.osb_endpoint_url
osb_endpoint_url.restype = c_char_p
osb_endpoint_url.argtypes = [POINTER(osb_endpoint)]
osb_endpoint_url.__doc__ = """
const char *osb_endpoint_url(const osb_endpoint *endpoint)

The endpoint as a URL with the config's protocol and without a trailing slash: append a path to it.

- Returns: Borrowed text, valid until the endpoint is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_endpoint_address = _library.osb_endpoint_address
osb_endpoint_address.restype = c_char_p
osb_endpoint_address.argtypes = [POINTER(osb_endpoint)]
osb_endpoint_address.__doc__ = """
const char *osb_endpoint_address(const osb_endpoint *endpoint)

The endpoint as the server gave it: host[:port][/path].

- Returns: Borrowed text, valid until the endpoint is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_endpoint_header_count = _library.osb_endpoint_header_count
osb_endpoint_header_count.restype = c_size_t
osb_endpoint_header_count.argtypes = [POINTER(osb_endpoint)]
osb_endpoint_header_count.__doc__ = """
size_t osb_endpoint_header_count(const osb_endpoint *endpoint)

How many headers must go with each request to this endpoint.

- Threads: any.
- Since: 0.1.0
"""

osb_endpoint_header_name = _library.osb_endpoint_header_name
osb_endpoint_header_name.restype = c_char_p
osb_endpoint_header_name.argtypes = [POINTER(osb_endpoint), c_size_t]
osb_endpoint_header_name.__doc__ = """
const char *osb_endpoint_header_name(const osb_endpoint *endpoint, size_t index)

The name of such a header.

- index: From 0; NULL is returned past the end.
- Returns: Borrowed text, valid until the endpoint is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_endpoint_header_value = _library.osb_endpoint_header_value
osb_endpoint_header_value.restype = c_char_p
osb_endpoint_header_value.argtypes = [POINTER(osb_endpoint), c_size_t]
osb_endpoint_header_value.__doc__ = """
const char *osb_endpoint_header_value(const osb_endpoint *endpoint, size_t index)

The value of such a header: a secret.

- index: From 0; NULL is returned past the end.
- Returns: Borrowed text, valid until the endpoint is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_endpoint_free = _library.osb_endpoint_free
osb_endpoint_free.restype = None
osb_endpoint_free.argtypes = [POINTER(osb_endpoint)]
osb_endpoint_free.__doc__ = """
void osb_endpoint_free(osb_endpoint *endpoint)

Releases an endpoint.

- Threads: any.
- Since: 0.1.0
"""

osb_http_request_new = _library.osb_http_request_new
osb_http_request_new.restype = POINTER(osb_http_request)
osb_http_request_new.argtypes = []
osb_http_request_new.__doc__ = """
osb_http_request *osb_http_request_new(void)

Makes a request: GET / without headers or body.

- Returns: A request to free with osb_http_request_free().
- Threads: any.
- Since: 0.1.0
"""

osb_http_request_set_method = _library.osb_http_request_set_method
osb_http_request_set_method.restype = c_int32
osb_http_request_set_method.argtypes = [POINTER(osb_http_request), c_char_p]
osb_http_request_set_method.__doc__ = """
osb_status osb_http_request_set_method(osb_http_request *request, const char *method)

Sets the method.

- method: "GET", "POST", "PUT", "PATCH" or "DELETE".
- Errors: OSB_ERR_INVALID_ARGUMENT for anything else.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_http_request_set_path = _library.osb_http_request_set_path
osb_http_request_set_path.restype = c_int32
osb_http_request_set_path.argtypes = [POINTER(osb_http_request), c_char_p]
osb_http_request_set_path.__doc__ = """
osb_status osb_http_request_set_path(osb_http_request *request, const char *path)

Sets the path, with its query: what follows the endpoint's URL.

- path: Begins with "/", percent-encoded where it has to be; "." and ".." are refused as segments, because they could
  lead out of the sandbox.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_http_request_set_header = _library.osb_http_request_set_header
osb_http_request_set_header.restype = c_int32
osb_http_request_set_header.argtypes = [POINTER(osb_http_request), c_char_p, c_char_p]
osb_http_request_set_header.__doc__ = """
osb_status osb_http_request_set_header(osb_http_request *request, const char *name, const char *value)

Adds a header, or replaces the one of that name, in place of the config's. The endpoint's own headers win over it.

- name: As for osb_config_set_header(). For Content-Type see osb_http_request_set_body().
- value: Without control characters. NULL removes the header.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_http_request_set_body = _library.osb_http_request_set_body
osb_http_request_set_body.restype = c_int32
osb_http_request_set_body.argtypes = [POINTER(osb_http_request), c_char_p, c_size_t, c_char_p]
osb_http_request_set_body.__doc__ = """
osb_status osb_http_request_set_body(osb_http_request *request, const void *data, size_t size, const char *content_type)

Sets the body.

- data: Copied; NULL for an empty one.
- size: Its bytes, up to 64 MiB.
- content_type: The Content-Type; NULL for none.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_http_request_set_timeout = _library.osb_http_request_set_timeout
osb_http_request_set_timeout.restype = c_int32
osb_http_request_set_timeout.argtypes = [POINTER(osb_http_request), c_int64]
osb_http_request_set_timeout.__doc__ = """
osb_status osb_http_request_set_timeout(osb_http_request *request, int64_t milliseconds)

Sets how long the exchange may take as a whole: the config's request timeout by default, and no limit where the body
goes to a callback.

- milliseconds: 1 or more; -1 for no limit.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_http_request_set_body_limit = _library.osb_http_request_set_body_limit
osb_http_request_set_body_limit.restype = c_int32
osb_http_request_set_body_limit.argtypes = [POINTER(osb_http_request), c_size_t]
osb_http_request_set_body_limit.__doc__ = """
osb_status osb_http_request_set_body_limit(osb_http_request *request, size_t size)

Sets the largest body that is collected: 16 MiB by default. A larger one makes the call OSB_ERR_TOO_LARGE.

- size: In bytes; 0 takes none but an empty one. At the most 1 GiB.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_http_request_on_body = _library.osb_http_request_on_body
osb_http_request_on_body.restype = c_int32
osb_http_request_on_body.argtypes = [POINTER(osb_http_request), osb_body_fn, c_void_p, osb_release_fn]
osb_http_request_on_body.__doc__ = """
osb_status osb_http_request_on_body(osb_http_request *request, osb_body_fn fn, void *user_data, osb_release_fn release)

Hands the body to a callback as it comes, instead of collecting it.

- fn: NULL collects it again.
- release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
- Errors: none but OSB_ERR_INVALID_HANDLE.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_http_request_free = _library.osb_http_request_free
osb_http_request_free.restype = None
osb_http_request_free.argtypes = [POINTER(osb_http_request)]
osb_http_request_free.__doc__ = """
void osb_http_request_free(osb_http_request *request)

Releases a request.

- Threads: any.
- Since: 0.1.0
"""

osb_http_response_status = _library.osb_http_response_status
osb_http_response_status.restype = c_int32
osb_http_response_status.argtypes = [POINTER(osb_http_response)]
osb_http_response_status.__doc__ = """
int32_t osb_http_response_status(const osb_http_response *response)

The HTTP status, whatever it is: one that is not a success is the answer of what runs in the sandbox, or of the way
there, and no error.

- Threads: any.
- Since: 0.1.0
"""

osb_http_response_header_count = _library.osb_http_response_header_count
osb_http_response_header_count.restype = c_size_t
osb_http_response_header_count.argtypes = [POINTER(osb_http_response)]
osb_http_response_header_count.__doc__ = """
size_t osb_http_response_header_count(const osb_http_response *response)

How many headers it has.

- Threads: any.
- Since: 0.1.0
"""

osb_http_response_header_name = _library.osb_http_response_header_name
osb_http_response_header_name.restype = c_char_p
osb_http_response_header_name.argtypes = [POINTER(osb_http_response), c_size_t]
osb_http_response_header_name.__doc__ = """
const char *osb_http_response_header_name(const osb_http_response *response, size_t index)

The name of a header.

- index: From 0; NULL is returned past the end.
- Returns: Borrowed text, valid until the response is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_http_response_header_value = _library.osb_http_response_header_value
osb_http_response_header_value.restype = c_char_p
osb_http_response_header_value.argtypes = [POINTER(osb_http_response), c_size_t]
osb_http_response_header_value.__doc__ = """
const char *osb_http_response_header_value(const osb_http_response *response, size_t index)

The value of a header.

- index: From 0; NULL is returned past the end.
- Returns: Borrowed text, valid until the response is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_http_response_get_header = _library.osb_http_response_get_header
osb_http_response_get_header.restype = c_char_p
osb_http_response_get_header.argtypes = [POINTER(osb_http_response), c_char_p]
osb_http_response_get_header.__doc__ = """
const char *osb_http_response_get_header(const osb_http_response *response, const char *name)

The value of the first header with this name, NULL when there is none.

- name: Compared without regard to the case of its letters.
- Returns: Borrowed text, valid until the response is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_http_response_body = _library.osb_http_response_body
osb_http_response_body.restype = POINTER(c_char)
osb_http_response_body.argtypes = [POINTER(osb_http_response), POINTER(c_size_t)]
osb_http_response_body.__doc__ = """
const char *osb_http_response_body(const osb_http_response *response, size_t *size)

The body, NUL-terminated beyond its size; empty when it went to a callback.

- size: Receives the number of bytes; may be NULL.
- Returns: Borrowed bytes, valid until the response is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_http_response_callback_value = _library.osb_http_response_callback_value
osb_http_response_callback_value.restype = c_int32
osb_http_response_callback_value.argtypes = [POINTER(osb_http_response)]
osb_http_response_callback_value.__doc__ = """
int32_t osb_http_response_callback_value(const osb_http_response *response)

What the callback answered to stop the body, 0 when it came to its end.

- Threads: any.
- Since: 0.1.0
"""

osb_http_response_free = _library.osb_http_response_free
osb_http_response_free.restype = None
osb_http_response_free.argtypes = [POINTER(osb_http_response)]
osb_http_response_free.__doc__ = """
void osb_http_response_free(osb_http_response *response)

Releases a response.

- Threads: any.
- Since: 0.1.0
"""

osb_server_is_healthy = _library.osb_server_is_healthy
osb_server_is_healthy.restype = c_int32
osb_server_is_healthy.argtypes = [POINTER(osb_client), POINTER(osb_cancel), POINTER(c_int32),
                                  POINTER(POINTER(osb_error))]
osb_server_is_healthy.__doc__ = """
osb_status osb_server_is_healthy(osb_client *client, osb_cancel *cancel, int32_t *out, osb_error **error)

Asks the server whether it is healthy. It needs no key for that.

- out: Receives 1 or 0.
- Errors: OSB_ERR_NOT_FOUND when there is no server of OpenSandbox.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_server_get_info = _library.osb_server_get_info
osb_server_get_info.restype = c_int32
osb_server_get_info.argtypes = [POINTER(osb_client), POINTER(osb_cancel), POINTER(POINTER(osb_server_info)),
                                POINTER(POINTER(osb_error))]
osb_server_get_info.__doc__ = """
osb_status osb_server_get_info(osb_client *client, osb_cancel *cancel, osb_server_info **out, osb_error **error)

Asks the server what it is. It needs no key for that.

- out: Receives the information; free it with osb_server_info_free().
- Errors: OSB_ERR_UNSUPPORTED when it is older than the question.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_server_list_sandboxes = _library.osb_server_list_sandboxes
osb_server_list_sandboxes.restype = c_int32
osb_server_list_sandboxes.argtypes = [POINTER(osb_client), POINTER(osb_sandbox_filter), POINTER(osb_cancel),
                                      POINTER(POINTER(osb_sandbox_page)), POINTER(POINTER(osb_error))]
osb_server_list_sandboxes.__doc__ = """
osb_status osb_server_list_sandboxes(osb_client *client, const osb_sandbox_filter *filter, osb_cancel *cancel,
osb_sandbox_page **out, osb_error **error)

Lists sandboxes, a page of them. osb_server_iterate_sandboxes() goes through all pages.

- filter: NULL for all sandboxes. Copied.
- out: Receives the page; free it with osb_sandbox_page_free().
- Errors: OSB_ERR_VALIDATION when the server refuses the filter.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_server_iterate_sandboxes = _library.osb_server_iterate_sandboxes
osb_server_iterate_sandboxes.restype = c_int32
osb_server_iterate_sandboxes.argtypes = [POINTER(osb_client), POINTER(osb_sandbox_filter),
                                         POINTER(POINTER(osb_sandbox_iterator)), POINTER(POINTER(osb_error))]
osb_server_iterate_sandboxes.__doc__ = """
osb_status osb_server_iterate_sandboxes(osb_client *client, const osb_sandbox_filter *filter, osb_sandbox_iterator
**out, osb_error **error)

Begins to go through the sandboxes of all pages, one after the other. Asks nobody yet.

- filter: NULL for all sandboxes; its page is the first. Copied.
- out: Receives the iterator; free it with osb_sandbox_iterator_free().
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_server_get_sandbox = _library.osb_server_get_sandbox
osb_server_get_sandbox.restype = c_int32
osb_server_get_sandbox.argtypes = [POINTER(osb_client), c_char_p, POINTER(osb_cancel),
                                   POINTER(POINTER(osb_sandbox_info)), POINTER(POINTER(osb_error))]
osb_server_get_sandbox.__doc__ = """
osb_status osb_server_get_sandbox(osb_client *client, const char *id, osb_cancel *cancel, osb_sandbox_info **out,
osb_error **error)

Asks for a sandbox's state and settings.

- id: The sandbox's id; not empty.
- out: Receives the information; free it with osb_sandbox_info_free().
- Errors: OSB_ERR_NOT_FOUND when there is no such sandbox.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_server_pause_sandbox = _library.osb_server_pause_sandbox
osb_server_pause_sandbox.restype = c_int32
osb_server_pause_sandbox.argtypes = [POINTER(osb_client), c_char_p, POINTER(osb_cancel), POINTER(POINTER(osb_error))]
osb_server_pause_sandbox.__doc__ = """
osb_status osb_server_pause_sandbox(osb_client *client, const char *id, osb_cancel *cancel, osb_error **error)

Pauses a sandbox, as osb_sandbox_pause() does.

- id: The sandbox's id; not empty.
- Errors: OSB_ERR_NOT_FOUND when there is no such sandbox; OSB_ERR_CONFLICT when it is not running.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_server_resume_sandbox = _library.osb_server_resume_sandbox
osb_server_resume_sandbox.restype = c_int32
osb_server_resume_sandbox.argtypes = [POINTER(osb_client), c_char_p, POINTER(osb_cancel), POINTER(POINTER(osb_error))]
osb_server_resume_sandbox.__doc__ = """
osb_status osb_server_resume_sandbox(osb_client *client, const char *id, osb_cancel *cancel, osb_error **error)

Resumes a paused sandbox without waiting for it to be ready.

- id: The sandbox's id; not empty.
- Errors: OSB_ERR_NOT_FOUND when there is no such sandbox; OSB_ERR_CONFLICT when it is not paused.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_server_renew_sandbox = _library.osb_server_renew_sandbox
osb_server_renew_sandbox.restype = c_int32
osb_server_renew_sandbox.argtypes = [POINTER(osb_client), c_char_p, c_int64, POINTER(osb_cancel), POINTER(c_int64),
                                     POINTER(POINTER(osb_error))]
osb_server_renew_sandbox.__doc__ = """
osb_status osb_server_renew_sandbox(osb_client *client, const char *id, int64_t milliseconds, osb_cancel *cancel,
int64_t *out, osb_error **error)

Moves a sandbox's end, as osb_sandbox_renew() does.

- id: The sandbox's id; not empty.
- milliseconds: How long it shall live from now; 1 or more.
- out: Receives its new end in milliseconds since 1970; may be NULL.
- Errors: OSB_ERR_NOT_FOUND when there is no such sandbox; OSB_ERR_CONFLICT when it has no end.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_server_patch_metadata = _library.osb_server_patch_metadata
osb_server_patch_metadata.restype = c_int32
osb_server_patch_metadata.argtypes = [POINTER(osb_client), c_char_p, POINTER(osb_metadata_patch), POINTER(osb_cancel),
                                      POINTER(POINTER(osb_sandbox_info)), POINTER(POINTER(osb_error))]
osb_server_patch_metadata.__doc__ = """
osb_status osb_server_patch_metadata(osb_client *client, const char *id, const osb_metadata_patch *patch, osb_cancel
*cancel, osb_sandbox_info **out, osb_error **error)

Changes a sandbox's metadata, as osb_sandbox_patch_metadata() does.

- id: The sandbox's id; not empty.
- patch: What to set and to remove. Copied.
- out: Receives what the sandbox then is, to free with osb_sandbox_info_free(); may be NULL.
- Errors: OSB_ERR_INVALID_ARGUMENT for what is no label; OSB_ERR_NOT_FOUND when there is no such sandbox.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_server_kill_sandbox = _library.osb_server_kill_sandbox
osb_server_kill_sandbox.restype = c_int32
osb_server_kill_sandbox.argtypes = [POINTER(osb_client), c_char_p, POINTER(osb_cancel), POINTER(POINTER(osb_error))]
osb_server_kill_sandbox.__doc__ = """
osb_status osb_server_kill_sandbox(osb_client *client, const char *id, osb_cancel *cancel, osb_error **error)

Ends a sandbox.

- id: The sandbox's id; not empty.
- Errors: OSB_ERR_NOT_FOUND when it is gone already.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_server_info_version = _library.osb_server_info_version
osb_server_info_version.restype = c_char_p
osb_server_info_version.argtypes = [POINTER(osb_server_info)]
osb_server_info_version.__doc__ = """
const char *osb_server_info_version(const osb_server_info *info)

The server's version, e.g. "1.1.1".

- Returns: Borrowed text, valid until the information is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_server_info_free = _library.osb_server_info_free
osb_server_info_free.restype = None
osb_server_info_free.argtypes = [POINTER(osb_server_info)]
osb_server_info_free.__doc__ = """
void osb_server_info_free(osb_server_info *info)

Releases the information.

- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_filter_new = _library.osb_sandbox_filter_new
osb_sandbox_filter_new.restype = POINTER(osb_sandbox_filter)
osb_sandbox_filter_new.argtypes = []
osb_sandbox_filter_new.__doc__ = """
osb_sandbox_filter *osb_sandbox_filter_new(void)

Makes a filter that lets every sandbox through, in the server's own page size.

- Returns: A filter to free with osb_sandbox_filter_free().
- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_filter_add_state = _library.osb_sandbox_filter_add_state
osb_sandbox_filter_add_state.restype = c_int32
osb_sandbox_filter_add_state.argtypes = [POINTER(osb_sandbox_filter), c_int32]
osb_sandbox_filter_add_state.__doc__ = """
osb_status osb_sandbox_filter_add_state(osb_sandbox_filter *filter, osb_sandbox_state state)

Adds a state: sandboxes in one of those that were added come through.

- state: One of OSB_STATE_* but OSB_STATE_UNKNOWN.
- Errors: OSB_ERR_INVALID_ARGUMENT for anything else.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_sandbox_filter_add_state_text = _library.osb_sandbox_filter_add_state_text
osb_sandbox_filter_add_state_text.restype = c_int32
osb_sandbox_filter_add_state_text.argtypes = [POINTER(osb_sandbox_filter), c_char_p]
osb_sandbox_filter_add_state_text.__doc__ = """
osb_status osb_sandbox_filter_add_state_text(osb_sandbox_filter *filter, const char *state)

The same for a state that this version does not know.

- state: The server's word; not empty.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_sandbox_filter_set_metadata = _library.osb_sandbox_filter_set_metadata
osb_sandbox_filter_set_metadata.restype = c_int32
osb_sandbox_filter_set_metadata.argtypes = [POINTER(osb_sandbox_filter), c_char_p, c_char_p]
osb_sandbox_filter_set_metadata.__doc__ = """
osb_status osb_sandbox_filter_set_metadata(osb_sandbox_filter *filter, const char *key, const char *value)

Adds a metadata entry that sandboxes have to have.

- key: Not empty.
- value: NULL removes it from this filter.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_sandbox_filter_set_page = _library.osb_sandbox_filter_set_page
osb_sandbox_filter_set_page.restype = c_int32
osb_sandbox_filter_set_page.argtypes = [POINTER(osb_sandbox_filter), c_int32]
osb_sandbox_filter_set_page.__doc__ = """
osb_status osb_sandbox_filter_set_page(osb_sandbox_filter *filter, int32_t page)

Sets the page to list, or the first one to go through.

- page: From 1, which is the default.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_sandbox_filter_set_page_size = _library.osb_sandbox_filter_set_page_size
osb_sandbox_filter_set_page_size.restype = c_int32
osb_sandbox_filter_set_page_size.argtypes = [POINTER(osb_sandbox_filter), c_int32]
osb_sandbox_filter_set_page_size.__doc__ = """
osb_status osb_sandbox_filter_set_page_size(osb_sandbox_filter *filter, int32_t size)

Sets how many sandboxes a page has: what the server's default is otherwise (20).

- size: 1 to 200.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_sandbox_filter_free = _library.osb_sandbox_filter_free
osb_sandbox_filter_free.restype = None
osb_sandbox_filter_free.argtypes = [POINTER(osb_sandbox_filter)]
osb_sandbox_filter_free.__doc__ = """
void osb_sandbox_filter_free(osb_sandbox_filter *filter)

Releases a filter.

- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_page_count = _library.osb_sandbox_page_count
osb_sandbox_page_count.restype = c_size_t
osb_sandbox_page_count.argtypes = [POINTER(osb_sandbox_page)]
osb_sandbox_page_count.__doc__ = """
size_t osb_sandbox_page_count(const osb_sandbox_page *page)

How many sandboxes are on it.

- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_page_info = _library.osb_sandbox_page_info
osb_sandbox_page_info.restype = POINTER(osb_sandbox_info)
osb_sandbox_page_info.argtypes = [POINTER(osb_sandbox_page), c_size_t]
osb_sandbox_page_info.__doc__ = """
const osb_sandbox_info *osb_sandbox_page_info(const osb_sandbox_page *page, size_t index)

A sandbox of it.

- index: From 0; NULL is returned past the end.
- Returns: Borrowed information, valid until the page is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_page_number = _library.osb_sandbox_page_number
osb_sandbox_page_number.restype = c_int64
osb_sandbox_page_number.argtypes = [POINTER(osb_sandbox_page)]
osb_sandbox_page_number.__doc__ = """
int64_t osb_sandbox_page_number(const osb_sandbox_page *page)

Which page it is, from 1; -1 when the server did not say.

- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_page_size = _library.osb_sandbox_page_size
osb_sandbox_page_size.restype = c_int64
osb_sandbox_page_size.argtypes = [POINTER(osb_sandbox_page)]
osb_sandbox_page_size.__doc__ = """
int64_t osb_sandbox_page_size(const osb_sandbox_page *page)

How many sandboxes a page has at the most; -1 when the server did not say.

- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_page_total_items = _library.osb_sandbox_page_total_items
osb_sandbox_page_total_items.restype = c_int64
osb_sandbox_page_total_items.argtypes = [POINTER(osb_sandbox_page)]
osb_sandbox_page_total_items.__doc__ = """
int64_t osb_sandbox_page_total_items(const osb_sandbox_page *page)

How many sandboxes there are on all pages; -1 when the server did not say.

- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_page_total_pages = _library.osb_sandbox_page_total_pages
osb_sandbox_page_total_pages.restype = c_int64
osb_sandbox_page_total_pages.argtypes = [POINTER(osb_sandbox_page)]
osb_sandbox_page_total_pages.__doc__ = """
int64_t osb_sandbox_page_total_pages(const osb_sandbox_page *page)

How many pages there are; -1 when the server did not say.

- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_page_has_next = _library.osb_sandbox_page_has_next
osb_sandbox_page_has_next.restype = c_int32
osb_sandbox_page_has_next.argtypes = [POINTER(osb_sandbox_page)]
osb_sandbox_page_has_next.__doc__ = """
int32_t osb_sandbox_page_has_next(const osb_sandbox_page *page)

1 when another page follows.

- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_page_free = _library.osb_sandbox_page_free
osb_sandbox_page_free.restype = None
osb_sandbox_page_free.argtypes = [POINTER(osb_sandbox_page)]
osb_sandbox_page_free.__doc__ = """
void osb_sandbox_page_free(osb_sandbox_page *page)

Releases a page and the information on it.

- Threads: any.
- Since: 0.1.0
"""

osb_sandbox_iterator_next = _library.osb_sandbox_iterator_next
osb_sandbox_iterator_next.restype = c_int32
osb_sandbox_iterator_next.argtypes = [POINTER(osb_sandbox_iterator), POINTER(osb_cancel),
                                      POINTER(POINTER(osb_sandbox_info)), POINTER(POINTER(osb_error))]
osb_sandbox_iterator_next.__doc__ = """
osb_status osb_sandbox_iterator_next(osb_sandbox_iterator *iterator, osb_cancel *cancel, osb_sandbox_info **out,
osb_error **error)

The next sandbox. The server is asked when a page is through. What begins or ends meanwhile may move the pages: no
sandbox comes twice from two of them in a row, and one may be missed. After a failure the same page is asked for again.

- out: Receives the information, to free with osb_sandbox_info_free(), or NULL when there are no more.
- Errors: OSB_ERR_VALIDATION when the server refuses the filter.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_sandbox_iterator_free = _library.osb_sandbox_iterator_free
osb_sandbox_iterator_free.restype = None
osb_sandbox_iterator_free.argtypes = [POINTER(osb_sandbox_iterator)]
osb_sandbox_iterator_free.__doc__ = """
void osb_sandbox_iterator_free(osb_sandbox_iterator *iterator)

Releases an iterator.

- Threads: any.
- Since: 0.1.0
"""

osb_command_options_new = _library.osb_command_options_new
osb_command_options_new.restype = POINTER(osb_command_options)
osb_command_options_new.argtypes = []
osb_command_options_new.__doc__ = """
osb_command_options *osb_command_options_new(void)

Makes command options with the defaults: the daemon's own directory and environment, no deadline, output collected up to
16 MiB a stream, no callbacks.

- Returns: Options to free with osb_command_options_free().
- Threads: any.
- Since: 0.1.0
"""

osb_command_options_set_cwd = _library.osb_command_options_set_cwd
osb_command_options_set_cwd.restype = c_int32
osb_command_options_set_cwd.argtypes = [POINTER(osb_command_options), c_char_p]
osb_command_options_set_cwd.__doc__ = """
osb_status osb_command_options_set_cwd(osb_command_options *options, const char *cwd)

Sets the directory the command starts in.

- cwd: A path inside the sandbox; NULL for the daemon's own.
- Errors: OSB_ERR_INVALID_ARGUMENT for an empty path.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_command_options_set_env = _library.osb_command_options_set_env
osb_command_options_set_env.restype = c_int32
osb_command_options_set_env.argtypes = [POINTER(osb_command_options), c_char_p, c_char_p]
osb_command_options_set_env.__doc__ = """
osb_status osb_command_options_set_env(osb_command_options *options, const char *name, const char *value)

Sets an environment variable of the command, on top of the sandbox's.

- name: Not empty, without "=".
- value: NULL removes the variable from these options.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_command_options_add_argv = _library.osb_command_options_add_argv
osb_command_options_add_argv.restype = c_int32
osb_command_options_add_argv.argtypes = [POINTER(osb_command_options), c_char_p]
osb_command_options_add_argv.__doc__ = """
osb_status osb_command_options_add_argv(osb_command_options *options, const char *word)

Adds a word to the argument vector that is run in place of a command for the shell: first the program, then its
arguments. The command parameter of osb_command_run() and its like is then NULL. Where the daemon knows no argument
vectors, a shell is given the words quoted, and becomes the program.

- word: May be empty, except for the program.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_command_options_set_uid = _library.osb_command_options_set_uid
osb_command_options_set_uid.restype = c_int32
osb_command_options_set_uid.argtypes = [POINTER(osb_command_options), c_int64]
osb_command_options_set_uid.__doc__ = """
osb_status osb_command_options_set_uid(osb_command_options *options, int64_t uid)

Sets the user the command runs as.

- uid: 0 to 4294967295; -1 for the daemon's own, which is the default.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_command_options_set_gid = _library.osb_command_options_set_gid
osb_command_options_set_gid.restype = c_int32
osb_command_options_set_gid.argtypes = [POINTER(osb_command_options), c_int64]
osb_command_options_set_gid.__doc__ = """
osb_status osb_command_options_set_gid(osb_command_options *options, int64_t gid)

Sets the group the command runs as; needs a user too.

- gid: 0 to 4294967295; -1 for the user's own, which is the default.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_command_options_set_timeout = _library.osb_command_options_set_timeout
osb_command_options_set_timeout.restype = c_int32
osb_command_options_set_timeout.argtypes = [POINTER(osb_command_options), c_int64]
osb_command_options_set_timeout.__doc__ = """
osb_status osb_command_options_set_timeout(osb_command_options *options, int64_t milliseconds)

Has the daemon end the command when it has run for so long. The result is then OSB_ENDED_TIMED_OUT with
OSB_ERR_COMMAND_TIMEOUT as its error, also for a command in the background, which no deadline of ours could end. In a
session it ends the shell's own work only: the call returns when what the command started has closed its output.

- milliseconds: 1 or more; -1 for none, which is the default.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_command_options_set_background = _library.osb_command_options_set_background
osb_command_options_set_background.restype = c_int32
osb_command_options_set_background.argtypes = [POINTER(osb_command_options), c_int32]
osb_command_options_set_background.__doc__ = """
osb_status osb_command_options_set_background(osb_command_options *options, int32_t on)

Runs the command in the background: it outlives its connection, this process and the handle, until it ends or
osb_execution_interrupt() ends it. Its output goes to a log that osb_execution_attach() follows from anywhere.

- on: 1, or 0, which is the default.
- Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_command_options_set_buffer_limit = _library.osb_command_options_set_buffer_limit
osb_command_options_set_buffer_limit.restype = c_int32
osb_command_options_set_buffer_limit.argtypes = [POINTER(osb_command_options), c_size_t]
osb_command_options_set_buffer_limit.__doc__ = """
osb_status osb_command_options_set_buffer_limit(osb_command_options *options, size_t bytes)

Sets how many bytes of a started execution's output may wait for the host: 256 KiB by default.

- bytes: 16 KiB to 1 GiB.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_command_options_set_poll_interval = _library.osb_command_options_set_poll_interval
osb_command_options_set_poll_interval.restype = c_int32
osb_command_options_set_poll_interval.argtypes = [POINTER(osb_command_options), c_int64, c_int64]
osb_command_options_set_poll_interval.__doc__ = """
osb_status osb_command_options_set_poll_interval(osb_command_options *options, int64_t shortest, int64_t longest)

Sets how often the log of a background command is asked for: the pause grows from the first to the second while nothing
comes. 50 ms and 2 s by default.

- shortest: Milliseconds, 1 to 3600000.
- longest: Milliseconds, `shortest` to 3600000.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_command_options_set_deadline = _library.osb_command_options_set_deadline
osb_command_options_set_deadline.restype = c_int32
osb_command_options_set_deadline.argtypes = [POINTER(osb_command_options), c_int64]
osb_command_options_set_deadline.__doc__ = """
osb_status osb_command_options_set_deadline(osb_command_options *options, int64_t milliseconds)

Sets a deadline of our own, counted from the call: when it passes, the stream is closed, the daemon kills the command,
and the result is OSB_ENDED_TIMED_OUT with the output so far. A command in the background is not killed: following it
ends.

- milliseconds: 1 or more; -1 for none, which is the default.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_command_options_set_collect = _library.osb_command_options_set_collect
osb_command_options_set_collect.restype = c_int32
osb_command_options_set_collect.argtypes = [POINTER(osb_command_options), c_int32]
osb_command_options_set_collect.__doc__ = """
osb_status osb_command_options_set_collect(osb_command_options *options, int32_t on)

Collects the output in the result, or leaves it to the callbacks.

- on: 1, which is the default, or 0.
- Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_command_options_set_output_limit = _library.osb_command_options_set_output_limit
osb_command_options_set_output_limit.restype = c_int32
osb_command_options_set_output_limit.argtypes = [POINTER(osb_command_options), c_size_t]
osb_command_options_set_output_limit.__doc__ = """
osb_status osb_command_options_set_output_limit(osb_command_options *options, size_t bytes)

Sets how many bytes of stdout, and how many of stderr, are collected at the most: 16 MiB each by default. What comes
after is dropped and the result says so; callbacks still get everything.

- bytes: Up to 1 GiB.
- Errors: OSB_ERR_INVALID_ARGUMENT for more.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_command_options_on_init = _library.osb_command_options_on_init
osb_command_options_on_init.restype = c_int32
osb_command_options_on_init.argtypes = [POINTER(osb_command_options), osb_init_fn, c_void_p, osb_release_fn]
osb_command_options_on_init.__doc__ = """
osb_status osb_command_options_on_init(osb_command_options *options, osb_init_fn fn, void *user_data, osb_release_fn
release)

Calls back with the execution's id as soon as the daemon has accepted the command.

- fn: NULL for none.
- release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
- Errors: none but OSB_ERR_INVALID_HANDLE.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_command_options_on_stdout = _library.osb_command_options_on_stdout
osb_command_options_on_stdout.restype = c_int32
osb_command_options_on_stdout.argtypes = [POINTER(osb_command_options), osb_output_fn, c_void_p, osb_release_fn]
osb_command_options_on_stdout.__doc__ = """
osb_status osb_command_options_on_stdout(osb_command_options *options, osb_output_fn fn, void *user_data, osb_release_fn
release)

Calls back with each line of standard output.

- fn: NULL for none.
- release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
- Errors: none but OSB_ERR_INVALID_HANDLE.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_command_options_on_stderr = _library.osb_command_options_on_stderr
osb_command_options_on_stderr.restype = c_int32
osb_command_options_on_stderr.argtypes = [POINTER(osb_command_options), osb_output_fn, c_void_p, osb_release_fn]
osb_command_options_on_stderr.__doc__ = """
osb_status osb_command_options_on_stderr(osb_command_options *options, osb_output_fn fn, void *user_data, osb_release_fn
release)

Calls back with each line of standard error.

- fn: NULL for none.
- release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
- Errors: none but OSB_ERR_INVALID_HANDLE.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_command_options_on_result = _library.osb_command_options_on_result
osb_command_options_on_result.restype = c_int32
osb_command_options_on_result.argtypes = [POINTER(osb_command_options), osb_value_fn, c_void_p, osb_release_fn]
osb_command_options_on_result.__doc__ = """
osb_status osb_command_options_on_result(osb_command_options *options, osb_value_fn fn, void *user_data, osb_release_fn
release)

Calls back with each representation of each result value; commands give none, code executions do.

- fn: NULL for none.
- release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
- Errors: none but OSB_ERR_INVALID_HANDLE.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_command_options_on_error = _library.osb_command_options_on_error
osb_command_options_on_error.restype = c_int32
osb_command_options_on_error.argtypes = [POINTER(osb_command_options), osb_failure_fn, c_void_p, osb_release_fn]
osb_command_options_on_error.__doc__ = """
osb_status osb_command_options_on_error(osb_command_options *options, osb_failure_fn fn, void *user_data, osb_release_fn
release)

Calls back with the daemon's error event.

- fn: NULL for none.
- release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
- Errors: none but OSB_ERR_INVALID_HANDLE.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_command_options_on_complete = _library.osb_command_options_on_complete
osb_command_options_on_complete.restype = c_int32
osb_command_options_on_complete.argtypes = [POINTER(osb_command_options), osb_complete_fn, c_void_p, osb_release_fn]
osb_command_options_on_complete.__doc__ = """
osb_status osb_command_options_on_complete(osb_command_options *options, osb_complete_fn fn, void *user_data,
osb_release_fn release)

Calls back when the daemon says that the command completed with exit code 0.

- fn: NULL for none.
- release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
- Errors: none but OSB_ERR_INVALID_HANDLE.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_command_options_on_event = _library.osb_command_options_on_event
osb_command_options_on_event.restype = c_int32
osb_command_options_on_event.argtypes = [POINTER(osb_command_options), osb_event_fn, c_void_p, osb_release_fn]
osb_command_options_on_event.__doc__ = """
osb_status osb_command_options_on_event(osb_command_options *options, osb_event_fn fn, void *user_data, osb_release_fn
release)

Calls back with every event as the daemon sent it, pings and events of a type this version does not know included.

- fn: NULL for none.
- release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
- Errors: none but OSB_ERR_INVALID_HANDLE.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_command_options_on_log = _library.osb_command_options_on_log
osb_command_options_on_log.restype = c_int32
osb_command_options_on_log.argtypes = [POINTER(osb_command_options), osb_output_fn, c_void_p, osb_release_fn]
osb_command_options_on_log.__doc__ = """
osb_status osb_command_options_on_log(osb_command_options *options, osb_output_fn fn, void *user_data, osb_release_fn
release)

Calls back with the log of a background command: its standard output and standard error mixed, byte for byte, in pieces
that may end anywhere. Called by osb_execution_wait().

- fn: NULL for none.
- release: Called once when `user_data` is no longer used; may be NULL. Not called when this function fails.
- Errors: none but OSB_ERR_INVALID_HANDLE.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_command_options_free = _library.osb_command_options_free
osb_command_options_free.restype = None
osb_command_options_free.argtypes = [POINTER(osb_command_options)]
osb_command_options_free.__doc__ = """
void osb_command_options_free(osb_command_options *options)

Releases command options.

- Threads: any.
- Since: 0.1.0
"""

osb_command_run = _library.osb_command_run
osb_command_run.restype = c_int32
osb_command_run.argtypes = [POINTER(osb_sandbox), c_char_p, POINTER(osb_command_options), POINTER(osb_cancel),
                            POINTER(POINTER(osb_result)), POINTER(POINTER(osb_error))]
osb_command_run.__doc__ = """
osb_status osb_command_run(osb_sandbox *sandbox, const char *command, const osb_command_options *options, osb_cancel
*cancel, osb_result **out, osb_error **error)

Runs a shell command in the sandbox and waits until it has ended, calling back on this thread as its output comes.

Returns at the command's last event: the second for which the daemon holds the stream open after it is not waited for. A
callback that answers anything but 0, the options' deadline, the cancel and its deadline all close the stream, and the
daemon then kills the command; the result tells which it was. What a callback answers to the last event changes nothing:
the command has ended. A non-zero exit code is a result, not an error.

A command that the options put into the background is only started: the result is OSB_ENDED_RUNNING with the execution's
id.

- command: What the sandbox's shell shall run; not empty. NULL where the options have an argument vector.
- options: NULL for the defaults. Copied.
- out: Receives the result; free it with osb_result_free().
- Errors: An error means that the command is not known to have started. OSB_ERR_OUTCOME_UNKNOWN when the request was
  sent and no event came, so that it may have run; OSB_ERR_PROTOCOL when the stream did not begin as the protocol says;
  OSB_ERR_VALIDATION when the daemon refuses the request, e.g. for a directory that does not exist.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_command_start = _library.osb_command_start
osb_command_start.restype = c_int32
osb_command_start.argtypes = [POINTER(osb_sandbox), c_char_p, POINTER(osb_command_options), POINTER(osb_queue),
                              c_void_p, POINTER(POINTER(osb_execution)), POINTER(POINTER(osb_error))]
osb_command_start.__doc__ = """
osb_status osb_command_start(osb_sandbox *sandbox, const char *command, const osb_command_options *options, osb_queue
*queue, void *user_data, osb_execution **out, osb_error **error)

Starts a command and returns at once. What becomes of it, failures to reach the server or the daemon included, is told
by its events: pulled with osb_execution_next() or osb_execution_wait(), or taken from a queue with osb_queue_poll().

Its output waits in a buffer (osb_command_options_set_buffer_limit()). When the host lags and the buffer is full, the
connection is not read any further until there is room: nothing is dropped, no other execution is held up, and in the
end the command itself is stopped by its own full pipe. A server that gives up on such a stream makes it OSB_ENDED_LOST,
and the error says so.

A command that the options put into the background is started and then followed, as osb_execution_attach() does.

- command: As for osb_command_run().
- options: NULL for the defaults. Copied. Callbacks are called by osb_execution_wait() only.
- queue: Where its events go; NULL to pull them from the execution itself. Kept alive by the execution.
- user_data: The host's own pointer, given back by osb_event_user_data() and not touched otherwise.
- out: Receives the execution; free it with osb_execution_free().
- Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_RESOURCES when the client's thread could not be started or no descriptor is
  left.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_command_set_env = _library.osb_command_set_env
osb_command_set_env.restype = c_int32
osb_command_set_env.argtypes = [POINTER(osb_sandbox), c_char_p, c_char_p, POINTER(osb_cancel),
                                POINTER(POINTER(osb_error))]
osb_command_set_env.__doc__ = """
osb_status osb_command_set_env(osb_sandbox *sandbox, const char *name, const char *value, osb_cancel *cancel, osb_error
**error)

Sets an environment variable for all later commands and sessions of the sandbox, by adding a line to the file that its
EXECD_ENVS names. The value is read back, because daemons differ in how they read that file.

- name: Letters, digits and "_", not beginning with a digit.
- value: Not NULL: a variable cannot be taken away again.
- Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_UNSUPPORTED when the sandbox was created without EXECD_ENVS, or when its
  daemon's file cannot hold the value; OSB_ERR_SERVER when the file cannot be written.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_result_ended = _library.osb_result_ended
osb_result_ended.restype = c_int32
osb_result_ended.argtypes = [POINTER(osb_result)]
osb_result_ended.__doc__ = """
osb_ended osb_result_ended(const osb_result *result)

How the command ended.

- Threads: any.
- Since: 0.1.0
"""

osb_result_exit_code = _library.osb_result_exit_code
osb_result_exit_code.restype = c_int32
osb_result_exit_code.argtypes = [POINTER(osb_result)]
osb_result_exit_code.__doc__ = """
int32_t osb_result_exit_code(const osb_result *result)

The exit code; -1 unless the command ended as OSB_ENDED_EXITED.

- Threads: any.
- Since: 0.1.0
"""

osb_result_signal = _library.osb_result_signal
osb_result_signal.restype = c_int32
osb_result_signal.argtypes = [POINTER(osb_result)]
osb_result_signal.__doc__ = """
int32_t osb_result_signal(const osb_result *result)

The signal's number on Linux; -1 unless the command ended as OSB_ENDED_SIGNALLED and the daemon named a signal we know.

- Threads: any.
- Since: 0.1.0
"""

osb_result_callback_value = _library.osb_result_callback_value
osb_result_callback_value.restype = c_int32
osb_result_callback_value.argtypes = [POINTER(osb_result)]
osb_result_callback_value.__doc__ = """
int32_t osb_result_callback_value(const osb_result *result)

What the callback answered that stopped the command; 0 unless it ended as OSB_ENDED_STOPPED.

- Threads: any.
- Since: 0.1.0
"""

osb_result_execution_id = _library.osb_result_execution_id
osb_result_execution_id.restype = c_char_p
osb_result_execution_id.argtypes = [POINTER(osb_result)]
osb_result_execution_id.__doc__ = """
const char *osb_result_execution_id(const osb_result *result)

The execution's id, as the daemon gave it.

- Returns: Borrowed text, valid until the result is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_result_duration = _library.osb_result_duration
osb_result_duration.restype = c_int64
osb_result_duration.argtypes = [POINTER(osb_result)]
osb_result_duration.__doc__ = """
int64_t osb_result_duration(const osb_result *result)

How long it ran, in milliseconds: the daemon's figure where it gave one, else ours from the first event to the last.

- Threads: any.
- Since: 0.1.0
"""

osb_result_stdout = _library.osb_result_stdout
osb_result_stdout.restype = POINTER(c_char)
osb_result_stdout.argtypes = [POINTER(osb_result), POINTER(c_size_t)]
osb_result_stdout.__doc__ = """
const char *osb_result_stdout(const osb_result *result, size_t *size)

The standard output collected: one "\\n" after each line. Not byte-exact, because the wire is not: it carries lines, and
bytes that are not UTF-8 arrive as U+FFFD.

- size: Receives the number of bytes; may be NULL.
- Returns: Borrowed text, valid until the result is freed; "" when nothing was collected.
- Threads: any.
- Since: 0.1.0
"""

osb_result_stderr = _library.osb_result_stderr
osb_result_stderr.restype = POINTER(c_char)
osb_result_stderr.argtypes = [POINTER(osb_result), POINTER(c_size_t)]
osb_result_stderr.__doc__ = """
const char *osb_result_stderr(const osb_result *result, size_t *size)

The standard error collected, like osb_result_stdout().

- size: Receives the number of bytes; may be NULL.
- Returns: Borrowed text, valid until the result is freed; "" when nothing was collected.
- Threads: any.
- Since: 0.1.0
"""

osb_result_stdout_truncated = _library.osb_result_stdout_truncated
osb_result_stdout_truncated.restype = c_int32
osb_result_stdout_truncated.argtypes = [POINTER(osb_result)]
osb_result_stdout_truncated.__doc__ = """
int32_t osb_result_stdout_truncated(const osb_result *result)

1 when more standard output came than the limit let us collect.

- Threads: any.
- Since: 0.1.0
"""

osb_result_stderr_truncated = _library.osb_result_stderr_truncated
osb_result_stderr_truncated.restype = c_int32
osb_result_stderr_truncated.argtypes = [POINTER(osb_result)]
osb_result_stderr_truncated.__doc__ = """
int32_t osb_result_stderr_truncated(const osb_result *result)

1 when more standard error came than the limit let us collect.

- Threads: any.
- Since: 0.1.0
"""

osb_result_error = _library.osb_result_error
osb_result_error.restype = POINTER(osb_error)
osb_result_error.argtypes = [POINTER(osb_result)]
osb_result_error.__doc__ = """
const osb_error *osb_result_error(const osb_result *result)

Why the command did not end by itself: for OSB_ENDED_LOST what broke, for OSB_ENDED_TIMED_OUT and OSB_ENDED_CANCELLED
which limit or cancel it was. NULL otherwise.

- Returns: Borrowed, valid until the result is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_result_error_name = _library.osb_result_error_name
osb_result_error_name.restype = c_char_p
osb_result_error_name.argtypes = [POINTER(osb_result)]
osb_result_error_name.__doc__ = """
const char *osb_result_error_name(const osb_result *result)

The name in the daemon's error event, e.g. "CommandExecError", NULL when there was none.

- Returns: Borrowed text, valid until the result is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_result_error_value = _library.osb_result_error_value
osb_result_error_value.restype = c_char_p
osb_result_error_value.argtypes = [POINTER(osb_result)]
osb_result_error_value.__doc__ = """
const char *osb_result_error_value(const osb_result *result)

The value in the daemon's error event, e.g. "3", NULL when there was none.

- Returns: Borrowed text, valid until the result is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_result_error_traceback = _library.osb_result_error_traceback
osb_result_error_traceback.restype = c_char_p
osb_result_error_traceback.argtypes = [POINTER(osb_result)]
osb_result_error_traceback.__doc__ = """
const char *osb_result_error_traceback(const osb_result *result)

The traceback in the daemon's error event, its lines joined by "\\n", NULL when there was no error event.

- Returns: Borrowed text, valid until the result is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_result_free = _library.osb_result_free
osb_result_free.restype = None
osb_result_free.argtypes = [POINTER(osb_result)]
osb_result_free.__doc__ = """
void osb_result_free(osb_result *result)

Releases a result.

- Threads: any.
- Since: 0.1.0
"""

osb_execution_attach = _library.osb_execution_attach
osb_execution_attach.restype = c_int32
osb_execution_attach.argtypes = [POINTER(osb_sandbox), c_char_p, c_char_p, POINTER(osb_command_options),
                                 POINTER(osb_queue), c_void_p, POINTER(POINTER(osb_execution)),
                                 POINTER(POINTER(osb_error))]
osb_execution_attach.__doc__ = """
osb_status osb_execution_attach(osb_sandbox *sandbox, const char *id, const char *cursor, const osb_command_options
*options, osb_queue *queue, void *user_data, osb_execution **out, osb_error **error)

Follows a background command that was started before: by this process, by another one, or before a crash. Asks nobody
yet: without a queue it begins with the first osb_execution_next() or osb_execution_wait(), with one it begins now.

Its log comes as OSB_EVENT_LOG, byte for byte and each byte once, whatever happens to the connections; each such event
has a cursor from which another follow goes on. Between two looks there is a pause
(osb_command_options_set_poll_interval()).

- id: The execution's id: osb_execution_id(), osb_result_execution_id(), or the data of OSB_EVENT_STARTED.
- cursor: From osb_event_cursor(); NULL for the log's beginning.
- options: NULL for the defaults. Copied. Of them the deadline (for the follow: the command goes on), the timeout (what
  the command was given, to tell its end by it from another kill), the limits, the poll interval and the callbacks
  count.
- queue: As for osb_command_start().
- user_data: As for osb_command_start().
- out: Receives the execution; free it with osb_execution_free(), which leaves the command running.
- Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_RESOURCES. That there is no such command (OSB_ERR_NOT_FOUND), or that it
  runs in the foreground (OSB_ERR_CONFLICT), is told by the end.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_execution_id = _library.osb_execution_id
osb_execution_id.restype = c_char_p
osb_execution_id.argtypes = [POINTER(osb_execution)]
osb_execution_id.__doc__ = """
const char *osb_execution_id(const osb_execution *execution)

The execution's id, NULL until the daemon has told it. For a command in a session it is the session's.

- Returns: Borrowed text, valid until the execution is freed.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_execution_next = _library.osb_execution_next
osb_execution_next.restype = c_int32
osb_execution_next.argtypes = [POINTER(osb_execution), c_int64, POINTER(osb_cancel), POINTER(POINTER(osb_event)),
                               POINTER(POINTER(osb_error))]
osb_execution_next.__doc__ = """
osb_status osb_execution_next(osb_execution *execution, int64_t timeout, osb_cancel *cancel, osb_event **out, osb_error
**error)

Waits for the next event. Of the events of an execution each is given out once, OSB_EVENT_END being the last.

- timeout: How long at the most, in milliseconds; -1 for ever, 0 does not wait.
- out: Receives the event, to be freed with osb_event_free(), or NULL when the time is up.
- Errors: OSB_ERR_ENDED after OSB_EVENT_END, and once osb_execution_wait() has told the end; OSB_ERR_INVALID_ARGUMENT
  when the execution has a queue; OSB_ERR_REENTRANT from inside a callback that osb_execution_wait() called for the same
  execution. The cancel ends the wait, not the execution.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_execution_wait = _library.osb_execution_wait
osb_execution_wait.restype = c_int32
osb_execution_wait.argtypes = [POINTER(osb_execution), POINTER(osb_cancel), POINTER(POINTER(osb_result)),
                               POINTER(POINTER(osb_error))]
osb_execution_wait.__doc__ = """
osb_status osb_execution_wait(osb_execution *execution, osb_cancel *cancel, osb_result **out, osb_error **error)

Waits until the execution has ended, giving the events that nobody has pulled to the options' callbacks, on this thread.
May be called again, and by several threads.

- out: Receives the result; free it with osb_result_free().
- Errors: What osb_command_run() answers when the command is not known to have started; OSB_ERR_INVALID_ARGUMENT when
  the execution has a queue; OSB_ERR_REENTRANT from inside a callback of the same execution. The cancel ends the wait,
  not the execution.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_execution_cancel = _library.osb_execution_cancel
osb_execution_cancel.restype = None
osb_execution_cancel.argtypes = [POINTER(osb_execution)]
osb_execution_cancel.__doc__ = """
void osb_execution_cancel(osb_execution *execution)

Cancels: closes the stream, whereupon the daemon kills the command and its process group; through the server's proxy,
which may hide the close, the daemon is asked to as well. The end is OSB_ENDED_CANCELLED, after the output that has
come, unless the command has ended before. Of a command in the background only the follow ends;
osb_execution_interrupt() ends the command. Does not wait.

- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_execution_interrupt = _library.osb_execution_interrupt
osb_execution_interrupt.restype = c_int32
osb_execution_interrupt.argtypes = [POINTER(osb_execution), POINTER(osb_cancel), POINTER(POINTER(osb_error))]
osb_execution_interrupt.__doc__ = """
osb_status osb_execution_interrupt(osb_execution *execution, osb_cancel *cancel, osb_error **error)

Asks the daemon to end the command, in the background or not, with SIGTERM and, three seconds later, with SIGKILL, and
waits until it has. The execution's events go on and tell how it ended. For a command in a session it kills the command
and ends the session.

- Errors: OSB_ERR_CONFLICT when the daemon has not accepted the command yet, or the command has ended; OSB_ERR_NOT_FOUND
  when the daemon does not know it.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_execution_get_status = _library.osb_execution_get_status
osb_execution_get_status.restype = c_int32
osb_execution_get_status.argtypes = [POINTER(osb_execution), POINTER(osb_cancel), POINTER(POINTER(osb_command_status)),
                                     POINTER(POINTER(osb_error))]
osb_execution_get_status.__doc__ = """
osb_status osb_execution_get_status(osb_execution *execution, osb_cancel *cancel, osb_command_status **out, osb_error
**error)

Asks the daemon what has become of the command. Does not begin to follow it.

- out: Receives the status; free it with osb_command_status_free().
- Errors: OSB_ERR_CONFLICT when the daemon has not accepted the command yet; OSB_ERR_NOT_FOUND when it does not know it,
  as for commands in a session.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_execution_free = _library.osb_execution_free
osb_execution_free.restype = None
osb_execution_free.argtypes = [POINTER(osb_execution)]
osb_execution_free.__doc__ = """
void osb_execution_free(osb_execution *execution)

Releases an execution. If it is still running in the foreground, this cancels it: its stream is closed, and the daemon
kills the command. A queue delivers nothing more of it, its end neither. A command in the background goes on.

- Threads: any.
- Since: 0.1.0
"""

osb_event_kind = _library.osb_event_kind
osb_event_kind.restype = c_int32
osb_event_kind.argtypes = [POINTER(osb_event)]
osb_event_kind.__doc__ = """
osb_kind osb_event_kind(const osb_event *event)

What the event tells; OSB_EVENT_NONE on a wrong handle.

- Threads: any.
- Since: 0.1.0
"""

osb_event_execution = _library.osb_event_execution
osb_event_execution.restype = POINTER(osb_execution)
osb_event_execution.argtypes = [POINTER(osb_event)]
osb_event_execution.__doc__ = """
const osb_execution *osb_event_execution(const osb_event *event)

The execution it is of: the very pointer that osb_command_start() gave, to compare with.

- Returns: Borrowed: the host's own handle. NULL once the host has freed the execution.
- Threads: any.
- Since: 0.1.0
"""

osb_event_user_data = _library.osb_event_user_data
osb_event_user_data.restype = c_void_p
osb_event_user_data.argtypes = [POINTER(osb_event)]
osb_event_user_data.__doc__ = """
void *osb_event_user_data(const osb_event *event)

The pointer that osb_command_start() was given for its execution.

- Returns: The host's own pointer.
- Threads: any.
- Since: 0.1.0
"""

osb_event_sequence = _library.osb_event_sequence
osb_event_sequence.restype = c_uint64
osb_event_sequence.argtypes = [POINTER(osb_event)]
osb_event_sequence.__doc__ = """
uint64_t osb_event_sequence(const osb_event *event)

The event's number among its execution's: from 0, without a gap.

- Threads: any.
- Since: 0.1.0
"""

osb_event_timestamp = _library.osb_event_timestamp
osb_event_timestamp.restype = c_int64
osb_event_timestamp.argtypes = [POINTER(osb_event)]
osb_event_timestamp.__doc__ = """
int64_t osb_event_timestamp(const osb_event *event)

When it happened, on the daemon's clock: milliseconds since 1970, -1 where the daemon does not say.

- Threads: any.
- Since: 0.1.0
"""

osb_event_data = _library.osb_event_data
osb_event_data.restype = POINTER(c_char)
osb_event_data.argtypes = [POINTER(osb_event), POINTER(c_size_t)]
osb_event_data.__doc__ = """
const char *osb_event_data(const osb_event *event, size_t *size)

What the event carries: for OSB_EVENT_STDOUT and OSB_EVENT_STDERR a line without its terminator, for OSB_EVENT_LOG
bytes, for OSB_EVENT_STARTED the execution's id, for OSB_EVENT_RESULT the value, for OSB_EVENT_OTHER the daemon's JSON.

- size: Receives the number of bytes; may be NULL.
- Returns: Borrowed bytes, NUL-terminated, valid until the event is freed; NULL for other kinds.
- Threads: any.
- Since: 0.1.0
"""

osb_event_mime_type = _library.osb_event_mime_type
osb_event_mime_type.restype = c_char_p
osb_event_mime_type.argtypes = [POINTER(osb_event)]
osb_event_mime_type.__doc__ = """
const char *osb_event_mime_type(const osb_event *event)

The MIME type of an OSB_EVENT_RESULT, NULL for other kinds.

- Returns: Borrowed text, valid until the event is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_event_error_name = _library.osb_event_error_name
osb_event_error_name.restype = c_char_p
osb_event_error_name.argtypes = [POINTER(osb_event)]
osb_event_error_name.__doc__ = """
const char *osb_event_error_name(const osb_event *event)

The name in an OSB_EVENT_ERROR, e.g. "CommandExecError", NULL for other kinds.

- Returns: Borrowed text, valid until the event is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_event_error_value = _library.osb_event_error_value
osb_event_error_value.restype = c_char_p
osb_event_error_value.argtypes = [POINTER(osb_event)]
osb_event_error_value.__doc__ = """
const char *osb_event_error_value(const osb_event *event)

The value in an OSB_EVENT_ERROR, e.g. "3", NULL for other kinds.

- Returns: Borrowed text, valid until the event is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_event_error_traceback = _library.osb_event_error_traceback
osb_event_error_traceback.restype = c_char_p
osb_event_error_traceback.argtypes = [POINTER(osb_event)]
osb_event_error_traceback.__doc__ = """
const char *osb_event_error_traceback(const osb_event *event)

The traceback in an OSB_EVENT_ERROR, its lines joined by "\\n", NULL for other kinds.

- Returns: Borrowed text, valid until the event is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_event_duration = _library.osb_event_duration
osb_event_duration.restype = c_int64
osb_event_duration.argtypes = [POINTER(osb_event)]
osb_event_duration.__doc__ = """
int64_t osb_event_duration(const osb_event *event)

How long the command ran, from an OSB_EVENT_COMPLETED: milliseconds, -1 for other kinds and where the daemon does not
say.

- Threads: any.
- Since: 0.1.0
"""

osb_event_cursor = _library.osb_event_cursor
osb_event_cursor.restype = c_char_p
osb_event_cursor.argtypes = [POINTER(osb_event)]
osb_event_cursor.__doc__ = """
const char *osb_event_cursor(const osb_event *event)

Where osb_execution_attach() goes on after an OSB_EVENT_LOG, in this process or another. Opaque: only this library gives
and takes it.

- Returns: Borrowed text, valid until the event is freed; NULL for other kinds.
- Threads: any.
- Since: 0.1.0
"""

osb_event_result = _library.osb_event_result
osb_event_result.restype = POINTER(osb_result)
osb_event_result.argtypes = [POINTER(osb_event)]
osb_event_result.__doc__ = """
const osb_result *osb_event_result(const osb_event *event)

How the command ended, from an OSB_EVENT_END.

- Returns: Borrowed, valid until the event is freed; NULL for other kinds, and when the command is not known to have
  started.
- Threads: any.
- Since: 0.1.0
"""

osb_event_error = _library.osb_event_error
osb_event_error.restype = POINTER(osb_error)
osb_event_error.argtypes = [POINTER(osb_event)]
osb_event_error.__doc__ = """
const osb_error *osb_event_error(const osb_event *event)

Why the command is not known to have started, from an OSB_EVENT_END: what osb_command_run() would have answered.

- Returns: Borrowed, valid until the event is freed; NULL for other kinds, and when there is a result.
- Threads: any.
- Since: 0.1.0
"""

osb_event_free = _library.osb_event_free
osb_event_free.restype = None
osb_event_free.argtypes = [POINTER(osb_event)]
osb_event_free.__doc__ = """
void osb_event_free(osb_event *event)

Releases an event.

- Threads: any.
- Since: 0.1.0
"""

osb_queue_new = _library.osb_queue_new
osb_queue_new.restype = c_int32
osb_queue_new.argtypes = [POINTER(POINTER(osb_queue)), POINTER(POINTER(osb_error))]
osb_queue_new.__doc__ = """
osb_status osb_queue_new(osb_queue **out, osb_error **error)

Makes a queue.

- out: Receives the queue; free it with osb_queue_free().
- Errors: OSB_ERR_RESOURCES when the process has no descriptor left for it.
- Threads: any.
- Since: 0.1.0
"""

osb_queue_fd = _library.osb_queue_fd
osb_queue_fd.restype = c_int
osb_queue_fd.argtypes = [POINTER(osb_queue)]
osb_queue_fd.__doc__ = """
int osb_queue_fd(const osb_queue *queue)

The descriptor to wait for in an event loop: readable while osb_queue_poll() has something to give, and now and then
without. Level- triggered. For waiting only: never read, write or close it.

- Returns: A descriptor that lives as long as the queue, -1 on a wrong handle.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_queue_poll = _library.osb_queue_poll
osb_queue_poll.restype = c_int32
osb_queue_poll.argtypes = [POINTER(osb_queue), c_int64, POINTER(POINTER(osb_event)), c_size_t, POINTER(c_size_t),
                           POINTER(POINTER(osb_error))]
osb_queue_poll.__doc__ = """
osb_status osb_queue_poll(osb_queue *queue, int64_t timeout, osb_event **events, size_t capacity, size_t *count,
osb_error **error)

Takes the events that have come, in order for each execution, and waits when there are none. Each event is given out
once, whichever thread asks; osb_event_sequence() tells the order where several do.

- timeout: How long to wait at the most, in milliseconds; -1 for ever, 0 does not wait.
- events: Receives the events, to be freed with osb_event_free().
- capacity: How many there is room for: 1 or more.
- count: Receives how many were written; 0 when the time was up or osb_queue_wake() was called.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_queue_wake = _library.osb_queue_wake
osb_queue_wake.restype = None
osb_queue_wake.argtypes = [POINTER(osb_queue)]
osb_queue_wake.__doc__ = """
void osb_queue_wake(osb_queue *queue)

Has the osb_queue_poll() that is waiting, or else the next one, return without waiting any longer.

- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_queue_free = _library.osb_queue_free
osb_queue_free.restype = None
osb_queue_free.argtypes = [POINTER(osb_queue)]
osb_queue_free.__doc__ = """
void osb_queue_free(osb_queue *queue)

Releases a queue. Nothing is cancelled: its executions go on, and what they have to tell goes nowhere.

- Threads: any.
- Since: 0.1.0
"""

osb_command_status_id = _library.osb_command_status_id
osb_command_status_id.restype = c_char_p
osb_command_status_id.argtypes = [POINTER(osb_command_status)]
osb_command_status_id.__doc__ = """
const char *osb_command_status_id(const osb_command_status *status)

The execution's id.

- Returns: Borrowed text, valid until the status is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_command_status_running = _library.osb_command_status_running
osb_command_status_running.restype = c_int32
osb_command_status_running.argtypes = [POINTER(osb_command_status)]
osb_command_status_running.__doc__ = """
int32_t osb_command_status_running(const osb_command_status *status)

1 while the command runs.

- Threads: any.
- Since: 0.1.0
"""

osb_command_status_exit_code = _library.osb_command_status_exit_code
osb_command_status_exit_code.restype = c_int32
osb_command_status_exit_code.argtypes = [POINTER(osb_command_status)]
osb_command_status_exit_code.__doc__ = """
int32_t osb_command_status_exit_code(const osb_command_status *status)

The exit code; -1 while the command runs, and when a signal ended it.

- Threads: any.
- Since: 0.1.0
"""

osb_command_status_error = _library.osb_command_status_error
osb_command_status_error.restype = c_char_p
osb_command_status_error.argtypes = [POINTER(osb_command_status)]
osb_command_status_error.__doc__ = """
const char *osb_command_status_error(const osb_command_status *status)

How the command failed, in the daemon's words: "exit status 4", "signal: killed". NULL while it runs, and when it
succeeded.

- Returns: Borrowed text, valid until the status is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_command_status_command = _library.osb_command_status_command
osb_command_status_command.restype = c_char_p
osb_command_status_command.argtypes = [POINTER(osb_command_status)]
osb_command_status_command.__doc__ = """
const char *osb_command_status_command(const osb_command_status *status)

What was run, as the daemon was told.

- Returns: Borrowed text, valid until the status is freed; NULL where the daemon does not say.
- Threads: any.
- Since: 0.1.0
"""

osb_command_status_started_at = _library.osb_command_status_started_at
osb_command_status_started_at.restype = c_int64
osb_command_status_started_at.argtypes = [POINTER(osb_command_status)]
osb_command_status_started_at.__doc__ = """
int64_t osb_command_status_started_at(const osb_command_status *status)

When the command was started, on the daemon's clock: milliseconds since 1970, -1 where the daemon does not say.

- Threads: any.
- Since: 0.1.0
"""

osb_command_status_finished_at = _library.osb_command_status_finished_at
osb_command_status_finished_at.restype = c_int64
osb_command_status_finished_at.argtypes = [POINTER(osb_command_status)]
osb_command_status_finished_at.__doc__ = """
int64_t osb_command_status_finished_at(const osb_command_status *status)

When the command ended, on the daemon's clock: milliseconds since 1970, -1 while it runs.

- Threads: any.
- Since: 0.1.0
"""

osb_command_status_free = _library.osb_command_status_free
osb_command_status_free.restype = None
osb_command_status_free.argtypes = [POINTER(osb_command_status)]
osb_command_status_free.__doc__ = """
void osb_command_status_free(osb_command_status *status)

Releases a status.

- Threads: any.
- Since: 0.1.0
"""

osb_session_create = _library.osb_session_create
osb_session_create.restype = c_int32
osb_session_create.argtypes = [POINTER(osb_sandbox), c_char_p, POINTER(osb_cancel), POINTER(POINTER(osb_session)),
                               POINTER(POINTER(osb_error))]
osb_session_create.__doc__ = """
osb_status osb_session_create(osb_sandbox *sandbox, const char *cwd, osb_cancel *cancel, osb_session **out, osb_error
**error)

Creates a session: a shell whose directory and exported variables live on from one command to the next.

- cwd: The directory it begins in, made if need be; NULL for the daemon's own.
- out: Receives the session; free it with osb_session_free().
- Errors: OSB_ERR_INVALID_ARGUMENT for an empty path.
- Threads: any.
- Since: 0.1.0
"""

osb_session_attach = _library.osb_session_attach
osb_session_attach.restype = c_int32
osb_session_attach.argtypes = [POINTER(osb_sandbox), c_char_p, POINTER(POINTER(osb_session)),
                               POINTER(POINTER(osb_error))]
osb_session_attach.__doc__ = """
osb_status osb_session_attach(osb_sandbox *sandbox, const char *id, osb_session **out, osb_error **error)

A handle for a session that exists already, perhaps since another process created it. Asks nobody.

- id: From osb_session_id().
- out: Receives the session; free it with osb_session_free().
- Errors: OSB_ERR_INVALID_ARGUMENT for an empty id.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_session_id = _library.osb_session_id
osb_session_id.restype = c_char_p
osb_session_id.argtypes = [POINTER(osb_session)]
osb_session_id.__doc__ = """
const char *osb_session_id(const osb_session *session)

The session's id.

- Returns: Borrowed text, valid until the session is freed.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_session_run = _library.osb_session_run
osb_session_run.restype = c_int32
osb_session_run.argtypes = [POINTER(osb_session), c_char_p, POINTER(osb_command_options), POINTER(osb_cancel),
                            POINTER(POINTER(osb_result)), POINTER(POINTER(osb_error))]
osb_session_run.__doc__ = """
osb_status osb_session_run(osb_session *session, const char *command, const osb_command_options *options, osb_cancel
*cancel, osb_result **out, osb_error **error)

Runs a command in the session, as osb_command_run() does in the sandbox: the same callbacks, the same result. Both of
its outputs come as standard output. One command at a time: what two of them at once leave behind is the one's or the
other's.

- command: As for osb_command_run(); an argument vector is quoted for the session's shell.
- options: NULL for the defaults. Copied. A directory counts for this command. Variables, user, group and background are
  not for a session.
- out: Receives the result; free it with osb_result_free().
- Errors: As for osb_command_run(); OSB_ERR_INVALID_ARGUMENT for options that are not for a session; OSB_ERR_NOT_FOUND
  when there is no such session.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_session_start = _library.osb_session_start
osb_session_start.restype = c_int32
osb_session_start.argtypes = [POINTER(osb_session), c_char_p, POINTER(osb_command_options), POINTER(osb_queue),
                              c_void_p, POINTER(POINTER(osb_execution)), POINTER(POINTER(osb_error))]
osb_session_start.__doc__ = """
osb_status osb_session_start(osb_session *session, const char *command, const osb_command_options *options, osb_queue
*queue, void *user_data, osb_execution **out, osb_error **error)

Starts a command in the session and returns at once, as osb_command_start() does in the sandbox.

- command: As for osb_session_run().
- options: As for osb_session_run().
- queue: As for osb_command_start().
- user_data: As for osb_command_start().
- out: Receives the execution; free it with osb_execution_free().
- Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_RESOURCES.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_session_delete = _library.osb_session_delete
osb_session_delete.restype = c_int32
osb_session_delete.argtypes = [POINTER(osb_session), POINTER(osb_cancel), POINTER(POINTER(osb_error))]
osb_session_delete.__doc__ = """
osb_status osb_session_delete(osb_session *session, osb_cancel *cancel, osb_error **error)

Ends the remote session; a command that runs in it is killed. The handle stays valid, to be freed.

- Errors: OSB_ERR_NOT_FOUND when it is gone already.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_session_free = _library.osb_session_free
osb_session_free.restype = None
osb_session_free.argtypes = [POINTER(osb_session)]
osb_session_free.__doc__ = """
void osb_session_free(osb_session *session)

Releases the handle. The remote session goes on; osb_session_delete() ends it.

- Threads: any.
- Since: 0.1.0
"""

osb_file_options_new = _library.osb_file_options_new
osb_file_options_new.restype = POINTER(osb_file_options)
osb_file_options_new.argtypes = []
osb_file_options_new.__doc__ = """
osb_file_options *osb_file_options_new(void)

Makes file options with the defaults: the daemon's own user, no mode, owner or group told, the whole file, verified,
resumed.

- Returns: Options to free with osb_file_options_free().
- Threads: any.
- Since: 0.1.0
"""

osb_file_options_set_mode = _library.osb_file_options_set_mode
osb_file_options_set_mode.restype = c_int32
osb_file_options_set_mode.argtypes = [POINTER(osb_file_options), c_int32]
osb_file_options_set_mode.__doc__ = """
osb_status osb_file_options_set_mode(osb_file_options *options, int32_t mode)

Sets the permission bits of what is written, made or changed. Without them a new file gets the daemon's default (755)
and one that is written anew keeps its own.

- mode: 1 to 07777, e.g. 0644; -1 for none, which is the default. The daemon takes 0 for none.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_file_options_set_owner = _library.osb_file_options_set_owner
osb_file_options_set_owner.restype = c_int32
osb_file_options_set_owner.argtypes = [POINTER(osb_file_options), c_char_p]
osb_file_options_set_owner.__doc__ = """
osb_status osb_file_options_set_owner(osb_file_options *options, const char *owner)

Sets the user who shall own what is written, made or changed.

- owner: A name that the sandbox knows; NULL for none, which is the default.
- Errors: OSB_ERR_INVALID_ARGUMENT for an empty name.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_file_options_set_group = _library.osb_file_options_set_group
osb_file_options_set_group.restype = c_int32
osb_file_options_set_group.argtypes = [POINTER(osb_file_options), c_char_p]
osb_file_options_set_group.__doc__ = """
osb_status osb_file_options_set_group(osb_file_options *options, const char *group)

Sets the group of what is written, made or changed.

- group: A name that the sandbox knows; NULL for none, which is the default.
- Errors: OSB_ERR_INVALID_ARGUMENT for an empty name.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_file_options_set_identity = _library.osb_file_options_set_identity
osb_file_options_set_identity.restype = c_int32
osb_file_options_set_identity.argtypes = [POINTER(osb_file_options), c_int64, c_int64]
osb_file_options_set_identity.__doc__ = """
osb_status osb_file_options_set_identity(osb_file_options *options, int64_t uid, int64_t gid)

Has the daemon touch the files as a user of the sandbox, with no more than that user's rights. A daemon that cannot
answers OSB_ERR_UNSUPPORTED to the calls that ask for it.

- uid: 0 to 4294967294; -1, with a gid of -1, for the daemon's own user, which is the default.
- gid: 0 to 4294967294, or -1.
- Errors: OSB_ERR_INVALID_ARGUMENT, also for one without the other.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_file_options_set_range = _library.osb_file_options_set_range
osb_file_options_set_range.restype = c_int32
osb_file_options_set_range.argtypes = [POINTER(osb_file_options), c_uint64, c_int64]
osb_file_options_set_range.__doc__ = """
osb_status osb_file_options_set_range(osb_file_options *options, uint64_t offset, int64_t length)

Has a read or download take a part of the file. What lies beyond the file's end is not there: fewer bytes come, or none.

- offset: Where it begins, up to 2^63-1.
- length: How many bytes; -1 for all to the end.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_file_options_set_verify = _library.osb_file_options_set_verify
osb_file_options_set_verify.restype = c_int32
osb_file_options_set_verify.argtypes = [POINTER(osb_file_options), c_int32]
osb_file_options_set_verify.__doc__ = """
osb_status osb_file_options_set_verify(osb_file_options *options, int32_t on)

Has an upload ask afterwards how large the file is, and fail with OSB_ERR_INCOMPLETE if that is not what was sent.

- on: 1, which is the default, or 0.
- Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_file_options_set_resume = _library.osb_file_options_set_resume
osb_file_options_set_resume.restype = c_int32
osb_file_options_set_resume.argtypes = [POINTER(osb_file_options), c_int32]
osb_file_options_set_resume.__doc__ = """
osb_status osb_file_options_set_resume(osb_file_options *options, int32_t on)

Has a download go on after its connection was cut, from where it was, if the file is still the same: size and time of
change are compared, before going on and at the end. Where they leave it open, as for a file that was written in the
very second in which the download began, a download to a path begins anew, and one to a descriptor or a callback fails.
A read into memory always begins anew.

- on: 1, which is the default, or 0.
- Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_file_options_set_keep_mode = _library.osb_file_options_set_keep_mode
osb_file_options_set_keep_mode.restype = c_int32
osb_file_options_set_keep_mode.argtypes = [POINTER(osb_file_options), c_int32]
osb_file_options_set_keep_mode.__doc__ = """
osb_status osb_file_options_set_keep_mode(osb_file_options *options, int32_t on)

Has a download to a path give the file the permissions it has in the sandbox (never set-user-ID and the like), and an
upload from a path the ones it has on the host. For a symbolic link in the sandbox, whose target's mode the daemon does
not tell, it does nothing.

- on: 1, or 0, which is the default.
- Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_file_options_set_read_limit = _library.osb_file_options_set_read_limit
osb_file_options_set_read_limit.restype = c_int32
osb_file_options_set_read_limit.argtypes = [POINTER(osb_file_options), c_size_t]
osb_file_options_set_read_limit.__doc__ = """
osb_status osb_file_options_set_read_limit(osb_file_options *options, size_t bytes)

Sets how many bytes a read may take into memory: 64 MiB by default. More is OSB_ERR_TOO_LARGE; a download has no limit.

- bytes: 0 to 1 TiB.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_file_options_on_progress = _library.osb_file_options_on_progress
osb_file_options_on_progress.restype = c_int32
osb_file_options_on_progress.argtypes = [POINTER(osb_file_options), osb_progress_fn, c_void_p, osb_release_fn]
osb_file_options_on_progress.__doc__ = """
osb_status osb_file_options_on_progress(osb_file_options *options, osb_progress_fn fn, void *user_data, osb_release_fn
release)

Sets who hears how far a transfer has come, on the thread that made the call.

- fn: NULL for nobody, which is the default.
- Errors: OSB_ERR_INVALID_HANDLE.
- Threads: one at a time while it is being configured.
- Since: 0.1.0
"""

osb_file_options_free = _library.osb_file_options_free
osb_file_options_free.restype = None
osb_file_options_free.argtypes = [POINTER(osb_file_options)]
osb_file_options_free.__doc__ = """
void osb_file_options_free(osb_file_options *options)

Releases options.

- Threads: any.
- Since: 0.1.0
"""

osb_files_read = _library.osb_files_read
osb_files_read.restype = c_int32
osb_files_read.argtypes = [POINTER(osb_sandbox), c_char_p, POINTER(osb_file_options), POINTER(osb_cancel),
                           POINTER(POINTER(osb_bytes)), POINTER(POINTER(osb_error))]
osb_files_read.__doc__ = """
osb_status osb_files_read(osb_sandbox *sandbox, const char *path, const osb_file_options *options, osb_cancel *cancel,
osb_bytes **out, osb_error **error)

Reads a file, or the options' range of it, into memory.

- path: An absolute path in the sandbox.
- options: NULL for the defaults. Copied.
- out: Receives the bytes; free them with osb_bytes_free().
- Errors: OSB_ERR_INVALID_ARGUMENT for a path that is not absolute; OSB_ERR_NOT_FOUND; OSB_ERR_CONFLICT for a directory;
  OSB_ERR_TOO_LARGE for more than the options' read limit; OSB_ERR_INCOMPLETE when not all of it came.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_files_read_range = _library.osb_files_read_range
osb_files_read_range.restype = c_int32
osb_files_read_range.argtypes = [POINTER(osb_sandbox), c_char_p, c_uint64, c_uint64, POINTER(osb_file_options),
                                 POINTER(osb_cancel), POINTER(POINTER(osb_bytes)), POINTER(POINTER(osb_error))]
osb_files_read_range.__doc__ = """
osb_status osb_files_read_range(osb_sandbox *sandbox, const char *path, uint64_t offset, uint64_t length, const
osb_file_options *options, osb_cancel *cancel, osb_bytes **out, osb_error **error)

Reads some bytes of a file. What lies beyond its end is not there: fewer bytes come, or none.

- path: An absolute path in the sandbox.
- offset: Where they begin, up to 2^63-1.
- length: How many; 0 only looks whether the file is there.
- options: NULL for the defaults. Copied. Their range does not count.
- out: Receives the bytes; free them with osb_bytes_free().
- Errors: as for osb_files_read(); OSB_ERR_INVALID_ARGUMENT also for an offset or a length that no file can have.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_files_read_lines = _library.osb_files_read_lines
osb_files_read_lines.restype = c_int32
osb_files_read_lines.argtypes = [POINTER(osb_sandbox), c_char_p, c_int64, c_int64, POINTER(osb_file_options),
                                 POINTER(osb_cancel), POINTER(POINTER(osb_bytes)), POINTER(POINTER(osb_error))]
osb_files_read_lines.__doc__ = """
osb_status osb_files_read_lines(osb_sandbox *sandbox, const char *path, int64_t first, int64_t count, const
osb_file_options *options, osb_cancel *cancel, osb_bytes **out, osb_error **error)

Reads some lines of a file. They come without their ends (CR LF, too), joined by "\\n"; the last one has none. Lines
beyond the file's end are not there.

- path: An absolute path in the sandbox.
- first: The first line's number: 1 or more.
- count: How many lines: 1 or more; -1 for all.
- options: NULL for the defaults. Copied. Their range does not count.
- out: Receives the bytes; free them with osb_bytes_free().
- Errors: as for osb_files_read().
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_files_write = _library.osb_files_write
osb_files_write.restype = c_int32
osb_files_write.argtypes = [POINTER(osb_sandbox), c_char_p, c_char_p, c_size_t, POINTER(osb_file_options),
                            POINTER(osb_cancel), POINTER(POINTER(osb_error))]
osb_files_write.__doc__ = """
osb_status osb_files_write(osb_sandbox *sandbox, const char *path, const void *data, size_t size, const osb_file_options
*options, osb_cancel *cancel, osb_error **error)

Writes a file: what was there before is replaced, directories on the way are made.

- path: An absolute path in the sandbox.
- data: What it shall hold; NULL where size is 0.
- size: How many bytes.
- options: NULL for the defaults. Copied.
- Errors: OSB_ERR_INVALID_ARGUMENT for a path that is not absolute; OSB_ERR_CONFLICT where a directory is;
  OSB_ERR_FORBIDDEN; OSB_ERR_VALIDATION for an owner that the sandbox does not know; OSB_ERR_INCOMPLETE when less is
  there afterwards than was sent.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_files_write_many = _library.osb_files_write_many
osb_files_write_many.restype = c_int32
osb_files_write_many.argtypes = [POINTER(osb_sandbox), POINTER(osb_file_batch), POINTER(osb_file_options),
                                 POINTER(osb_cancel), POINTER(POINTER(osb_error))]
osb_files_write_many.__doc__ = """
osb_status osb_files_write_many(osb_sandbox *sandbox, const osb_file_batch *batch, const osb_file_options *options,
osb_cancel *cancel, osb_error **error)

Writes the files of a batch in one request, one after the other. It is not all or nothing: when one fails, those before
it are written.

- batch: Not empty. Borrowed for the call.
- options: NULL for the defaults. Copied. Mode, owner and group are those of the batch's entries.
- Errors: as for osb_files_write(); OSB_ERR_HOST_IO for a file of the host that cannot be read.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_files_upload = _library.osb_files_upload
osb_files_upload.restype = c_int32
osb_files_upload.argtypes = [POINTER(osb_sandbox), c_char_p, c_char_p, POINTER(osb_file_options), POINTER(osb_cancel),
                             POINTER(POINTER(osb_error))]
osb_files_upload.__doc__ = """
osb_status osb_files_upload(osb_sandbox *sandbox, const char *host_path, const char *path, const osb_file_options
*options, osb_cancel *cancel, osb_error **error)

Writes a file with what a file of the host holds, in constant memory. A transfer has no time limit as a whole; the
config's idle timeout ends it when nothing can be sent for so long. It is sent once.

- host_path: A regular file; links are followed.
- path: An absolute path in the sandbox.
- options: NULL for the defaults. Copied.
- Errors: as for osb_files_write(); OSB_ERR_HOST_IO when the host's file cannot be read, or became shorter meanwhile;
  OSB_ERR_STOPPED by the progress callback.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_files_upload_fd = _library.osb_files_upload_fd
osb_files_upload_fd.restype = c_int32
osb_files_upload_fd.argtypes = [POINTER(osb_sandbox), c_int, c_int64, c_char_p, POINTER(osb_file_options),
                                POINTER(osb_cancel), POINTER(POINTER(osb_error))]
osb_files_upload_fd.__doc__ = """
osb_status osb_files_upload_fd(osb_sandbox *sandbox, int fd, int64_t size, const char *path, const osb_file_options
*options, osb_cancel *cancel, osb_error **error)

Writes a file with what can be read from a descriptor, from where it stands: a file, a pipe or a socket, blocking or
not.

- fd: Borrowed for the call.
- size: How many bytes it gives; -1 for all to its end. Through the server's proxy it has to be known.
- path: An absolute path in the sandbox.
- options: NULL for the defaults. Copied.
- Errors: as for osb_files_upload(); OSB_ERR_SIZE_UNKNOWN through the server's proxy; OSB_ERR_INCOMPLETE when it ends
  too early; OSB_ERR_OUTCOME_UNKNOWN when the connection broke: what was read cannot be given again.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_files_upload_from = _library.osb_files_upload_from
osb_files_upload_from.restype = c_int32
osb_files_upload_from.argtypes = [POINTER(osb_sandbox), osb_read_fn, c_void_p, c_int64, c_char_p,
                                  POINTER(osb_file_options), POINTER(osb_cancel), POINTER(POINTER(osb_error))]
osb_files_upload_from.__doc__ = """
osb_status osb_files_upload_from(osb_sandbox *sandbox, osb_read_fn fn, void *user_data, int64_t size, const char *path,
const osb_file_options *options, osb_cancel *cancel, osb_error **error)

Writes a file with what a callback gives, on the thread that made the call.

- fn: Gives the bytes.
- size: How many bytes it gives; -1 for all until it answers 0. Through the server's proxy it has to be known.
- path: An absolute path in the sandbox.
- options: NULL for the defaults. Copied.
- Errors: as for osb_files_upload_fd(); OSB_ERR_STOPPED by the callback.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_files_download = _library.osb_files_download
osb_files_download.restype = c_int32
osb_files_download.argtypes = [POINTER(osb_sandbox), c_char_p, c_char_p, POINTER(osb_file_options), POINTER(osb_cancel),
                               POINTER(POINTER(osb_error))]
osb_files_download.__doc__ = """
osb_status osb_files_download(osb_sandbox *sandbox, const char *path, const char *host_path, const osb_file_options
*options, osb_cancel *cancel, osb_error **error)

Brings a file, or the options' range of it, to a path on the host, in constant memory and through as many connections as
it takes. It is there whole or not at all: written to a temporary file beside its name, which is renamed at the end, and
removed when anything fails. What has the name already gives way, a symbolic link itself and not what it points to; a
directory or a device does not.

- path: An absolute path in the sandbox.
- host_path: Where to; its directory must exist.
- options: NULL for the defaults. Copied.
- Errors: as for osb_files_read(); OSB_ERR_HOST_IO when it cannot be written there, before anything is asked where that
  is known by then; OSB_ERR_FILE_CHANGED when it changed after a cut; OSB_ERR_STOPPED by the progress callback.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_files_download_fd = _library.osb_files_download_fd
osb_files_download_fd.restype = c_int32
osb_files_download_fd.argtypes = [POINTER(osb_sandbox), c_char_p, c_int, POINTER(osb_file_options), POINTER(osb_cancel),
                                  POINTER(POINTER(osb_error))]
osb_files_download_fd.__doc__ = """
osb_status osb_files_download_fd(osb_sandbox *sandbox, const char *path, int fd, const osb_file_options *options,
osb_cancel *cancel, osb_error **error)

Brings a file, or the options' range of it, to a descriptor, where it stands: a file, a pipe or a socket, blocking or
not. What had come before a failure is written.

- path: An absolute path in the sandbox.
- fd: Borrowed for the call.
- options: NULL for the defaults. Copied.
- Errors: as for osb_files_download(); OSB_ERR_BROKEN_PIPE when nobody reads from it any more, without a SIGPIPE.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_files_download_to = _library.osb_files_download_to
osb_files_download_to.restype = c_int32
osb_files_download_to.argtypes = [POINTER(osb_sandbox), c_char_p, osb_write_fn, c_void_p, POINTER(osb_file_options),
                                  POINTER(osb_cancel), POINTER(POINTER(osb_error))]
osb_files_download_to.__doc__ = """
osb_status osb_files_download_to(osb_sandbox *sandbox, const char *path, osb_write_fn fn, void *user_data, const
osb_file_options *options, osb_cancel *cancel, osb_error **error)

Gives a file, or the options' range of it, to a callback, piece by piece, on the thread that made the call. What had
come before a failure was given.

- path: An absolute path in the sandbox.
- fn: Takes the bytes.
- options: NULL for the defaults. Copied.
- Errors: as for osb_files_download(); OSB_ERR_STOPPED by the callback.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_files_info = _library.osb_files_info
osb_files_info.restype = c_int32
osb_files_info.argtypes = [POINTER(osb_sandbox), POINTER(c_char_p), c_size_t, POINTER(osb_file_options),
                           POINTER(osb_cancel), POINTER(POINTER(osb_file_list)), POINTER(POINTER(osb_error))]
osb_files_info.__doc__ = """
osb_status osb_files_info(osb_sandbox *sandbox, const char *const *paths, size_t count, const osb_file_options *options,
osb_cancel *cancel, osb_file_list **out, osb_error **error)

Asks about several files, directories or links, which are not followed. All or nothing: one that is not there fails the
call.

- paths: Absolute paths in the sandbox.
- count: How many: 1 or more.
- options: Their identity counts; NULL for the defaults. Copied.
- out: Receives a list with an entry for each, in their order; free it with osb_file_list_free().
- Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_NOT_FOUND.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_files_search = _library.osb_files_search
osb_files_search.restype = c_int32
osb_files_search.argtypes = [POINTER(osb_sandbox), c_char_p, c_char_p, POINTER(osb_file_options), POINTER(osb_cancel),
                             POINTER(POINTER(osb_file_list)), POINTER(POINTER(osb_error))]
osb_files_search.__doc__ = """
osb_status osb_files_search(osb_sandbox *sandbox, const char *path, const char *pattern, const osb_file_options
*options, osb_cancel *cancel, osb_file_list **out, osb_error **error)

Finds files below a directory by their names. Directories and what is behind symbolic links to them are not found.

- path: The directory's absolute path in the sandbox.
- pattern: For the file's name, without its directories: "*.txt", "**" for all. NULL for all.
- options: Their identity counts; NULL for the defaults. Copied.
- out: Receives a list; free it with osb_file_list_free().
- Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_NOT_FOUND; OSB_ERR_VALIDATION for a pattern that is none.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_files_list = _library.osb_files_list
osb_files_list.restype = c_int32
osb_files_list.argtypes = [POINTER(osb_sandbox), c_char_p, c_int32, POINTER(osb_file_options), POINTER(osb_cancel),
                           POINTER(POINTER(osb_file_list)), POINTER(POINTER(osb_error))]
osb_files_list.__doc__ = """
osb_status osb_files_list(osb_sandbox *sandbox, const char *path, int32_t depth, const osb_file_options *options,
osb_cancel *cancel, osb_file_list **out, osb_error **error)

Lists a directory, each directory's entries by their names. Symbolic links are not followed.

- path: The directory's absolute path in the sandbox.
- depth: 1 for its own entries, 2 for those of its directories too; 0 for none at all, -1 for all there is.
- options: Their identity counts; NULL for the defaults. Copied.
- out: Receives a list; free it with osb_file_list_free().
- Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_NOT_FOUND; OSB_ERR_VALIDATION for what is no directory, or a symbolic link
  to one.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_files_make_dirs = _library.osb_files_make_dirs
osb_files_make_dirs.restype = c_int32
osb_files_make_dirs.argtypes = [POINTER(osb_sandbox), POINTER(c_char_p), c_size_t, POINTER(osb_file_options),
                                POINTER(osb_cancel), POINTER(POINTER(osb_error))]
osb_files_make_dirs.__doc__ = """
osb_status osb_files_make_dirs(osb_sandbox *sandbox, const char *const *paths, size_t count, const osb_file_options
*options, osb_cancel *cancel, osb_error **error)

Makes directories, and those on the way to them. One that is there already stays as it is.

- paths: Absolute paths in the sandbox.
- count: How many: 1 or more.
- options: Their mode, owner, group and identity count; NULL for the defaults. Copied.
- Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_CONFLICT where a file is; OSB_ERR_FORBIDDEN.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_files_delete = _library.osb_files_delete
osb_files_delete.restype = c_int32
osb_files_delete.argtypes = [POINTER(osb_sandbox), POINTER(c_char_p), c_size_t, POINTER(osb_file_options),
                             POINTER(osb_cancel), POINTER(POINTER(osb_error))]
osb_files_delete.__doc__ = """
osb_status osb_files_delete(osb_sandbox *sandbox, const char *const *paths, size_t count, const osb_file_options
*options, osb_cancel *cancel, osb_error **error)

Deletes files, one after the other until one fails. One that is not there is no failure.

- paths: Absolute paths in the sandbox.
- count: How many: 1 or more.
- options: Their identity counts; NULL for the defaults. Copied.
- Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_CONFLICT for a directory; OSB_ERR_FORBIDDEN.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_files_delete_dirs = _library.osb_files_delete_dirs
osb_files_delete_dirs.restype = c_int32
osb_files_delete_dirs.argtypes = [POINTER(osb_sandbox), POINTER(c_char_p), c_size_t, POINTER(osb_file_options),
                                  POINTER(osb_cancel), POINTER(POINTER(osb_error))]
osb_files_delete_dirs.__doc__ = """
osb_status osb_files_delete_dirs(osb_sandbox *sandbox, const char *const *paths, size_t count, const osb_file_options
*options, osb_cancel *cancel, osb_error **error)

Deletes directories with all that is in them, one after the other until one fails. One that is not there is no failure.

- paths: Absolute paths in the sandbox.
- count: How many: 1 or more.
- options: Their identity counts; NULL for the defaults. Copied.
- Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_FORBIDDEN.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_files_move = _library.osb_files_move
osb_files_move.restype = c_int32
osb_files_move.argtypes = [POINTER(osb_sandbox), POINTER(c_char_p), POINTER(c_char_p), c_size_t,
                           POINTER(osb_file_options), POINTER(osb_cancel), POINTER(POINTER(osb_error))]
osb_files_move.__doc__ = """
osb_status osb_files_move(osb_sandbox *sandbox, const char *const *sources, const char *const *targets, size_t count,
const osb_file_options *options, osb_cancel *cancel, osb_error **error)

Moves or renames files or directories, one after the other until one fails. What is at a target already does not give
way.

- sources: Absolute paths in the sandbox.
- targets: As many: the new path of each.
- count: How many: 1 or more.
- options: Their identity counts; NULL for the defaults. Copied.
- Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_NOT_FOUND; OSB_ERR_CONFLICT when a target exists.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_files_set_permissions = _library.osb_files_set_permissions
osb_files_set_permissions.restype = c_int32
osb_files_set_permissions.argtypes = [POINTER(osb_sandbox), POINTER(c_char_p), c_size_t, POINTER(osb_file_options),
                                      POINTER(osb_cancel), POINTER(POINTER(osb_error))]
osb_files_set_permissions.__doc__ = """
osb_status osb_files_set_permissions(osb_sandbox *sandbox, const char *const *paths, size_t count, const
osb_file_options *options, osb_cancel *cancel, osb_error **error)

Sets mode, owner and group of files and directories, one after the other until one fails; what the options do not name
stays.

- paths: Absolute paths in the sandbox.
- count: How many: 1 or more.
- options: At least one of mode, owner and group. Copied.
- Errors: OSB_ERR_INVALID_ARGUMENT, also for options that name nothing; OSB_ERR_NOT_FOUND; OSB_ERR_VALIDATION for an
  owner or group that the sandbox does not know; OSB_ERR_FORBIDDEN.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_files_replace = _library.osb_files_replace
osb_files_replace.restype = c_int32
osb_files_replace.argtypes = [POINTER(osb_sandbox), c_char_p, c_char_p, c_char_p, POINTER(osb_file_options),
                              POINTER(osb_cancel), POINTER(c_int64), POINTER(POINTER(osb_error))]
osb_files_replace.__doc__ = """
osb_status osb_files_replace(osb_sandbox *sandbox, const char *path, const char *old_text, const char *new_text, const
osb_file_options *options, osb_cancel *cancel, int64_t *replaced, osb_error **error)

Replaces a text wherever it occurs in a file. The daemon reads the whole file for it.

- path: An absolute path in the sandbox.
- old_text: What is looked for, byte for byte; not empty.
- new_text: What comes in its place.
- options: Their identity counts; NULL for the defaults. Copied.
- replaced: Receives how often it did, -1 where the daemon does not say; may be NULL.
- Errors: OSB_ERR_INVALID_ARGUMENT; OSB_ERR_NOT_FOUND; OSB_ERR_FORBIDDEN.
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_files_upload_tree = _library.osb_files_upload_tree
osb_files_upload_tree.restype = c_int32
osb_files_upload_tree.argtypes = [POINTER(osb_sandbox), c_char_p, c_char_p, POINTER(osb_file_options),
                                  POINTER(osb_cancel), POINTER(POINTER(osb_error))]
osb_files_upload_tree.__doc__ = """
osb_status osb_files_upload_tree(osb_sandbox *sandbox, const char *host_path, const char *path, const osb_file_options
*options, osb_cancel *cancel, osb_error **error)

Writes a whole directory of the host below a directory of the sandbox, which is made if need be; what is there already
is overwritten. It goes as one archive, in constant memory, and is unpacked by the sandbox's own tar. Files, directories
and symbolic links, with their modes and times of change.

- host_path: A directory of the host. Its own name does not count.
- path: The absolute path of the directory in the sandbox.
- options: Owner, group, identity, verification and progress (of the archive's bytes) count; NULL for the defaults.
  Copied.
- Errors: OSB_ERR_HOST_IO when something cannot be read, is no file, directory or link, or changes meanwhile;
  OSB_ERR_UNSAFE_PATH for a symbolic link that is absolute or leads out of the directory; OSB_ERR_UNSUPPORTED when the
  sandbox has no tar; as for osb_files_upload().
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_files_download_tree = _library.osb_files_download_tree
osb_files_download_tree.restype = c_int32
osb_files_download_tree.argtypes = [POINTER(osb_sandbox), c_char_p, c_char_p, POINTER(osb_file_options),
                                    POINTER(osb_cancel), POINTER(POINTER(osb_error))]
osb_files_download_tree.__doc__ = """
osb_status osb_files_download_tree(osb_sandbox *sandbox, const char *path, const char *host_path, const osb_file_options
*options, osb_cancel *cancel, osb_error **error)

Brings a whole directory of the sandbox to the host. It comes as one archive that the sandbox's own tar makes, in
constant memory, and is there whole or not at all: unpacked in a temporary directory beside its name, which is renamed
at the end, and removed when anything fails. What the sandbox sends is not trusted: names that are absolute or lead out
of the directory, symbolic links that do, and what is neither a file, a directory nor a link end the download.

- path: The absolute path of the directory in the sandbox.
- host_path: The directory to be made on the host. An empty one that is there gives way.
- options: Identity, keeping modes, resumption and progress (of the archive's bytes) count; NULL for the defaults.
  Copied.
- Errors: OSB_ERR_UNSAFE_PATH; OSB_ERR_HOST_IO when it cannot be written there; OSB_ERR_NOT_FOUND; OSB_ERR_CONFLICT for
  what is no directory; OSB_ERR_UNSUPPORTED when the sandbox has no tar; OSB_ERR_INCOMPLETE when the archive ends in the
  middle; as for osb_files_download().
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_files_watch = _library.osb_files_watch
osb_files_watch.restype = c_int32
osb_files_watch.argtypes = [POINTER(osb_sandbox), c_char_p, c_int32, c_int64, POINTER(osb_file_options),
                            POINTER(osb_cancel), POINTER(POINTER(osb_watch)), POINTER(POINTER(osb_error))]
osb_files_watch.__doc__ = """
osb_status osb_files_watch(osb_sandbox *sandbox, const char *path, int32_t depth, int64_t interval, const
osb_file_options *options, osb_cancel *cancel, osb_watch **out, osb_error **error)

Watches a directory, by listing it at once and then, while osb_watch_next() is waited in, again and again: the daemon
has no call that tells of changes. What comes and goes between two looks is not seen. No thread and no connection is
kept for it.

- path: The directory's absolute path in the sandbox.
- depth: 1 for its own entries, more for those of its directories too, -1 for all there is.
- interval: Milliseconds from one look to the next: 10 or more.
- options: Their identity counts; NULL for the defaults. Copied.
- out: Receives the watch; free it with osb_watch_free().
- Errors: as for osb_files_list().
- Threads: any, at the same time.
- Since: 0.1.0
"""

osb_file_batch_new = _library.osb_file_batch_new
osb_file_batch_new.restype = POINTER(osb_file_batch)
osb_file_batch_new.argtypes = []
osb_file_batch_new.__doc__ = """
osb_file_batch *osb_file_batch_new(void)

Makes an empty batch.

- Returns: A batch to free with osb_file_batch_free().
- Threads: any.
- Since: 0.1.0
"""

osb_file_batch_add = _library.osb_file_batch_add
osb_file_batch_add.restype = c_int32
osb_file_batch_add.argtypes = [POINTER(osb_file_batch), c_char_p, c_char_p, c_size_t, POINTER(osb_file_options),
                               POINTER(POINTER(osb_error))]
osb_file_batch_add.__doc__ = """
osb_status osb_file_batch_add(osb_file_batch *batch, const char *path, const void *data, size_t size, const
osb_file_options *options, osb_error **error)

Adds a file with these bytes.

- path: Its absolute path in the sandbox.
- data: What it shall hold; copied. NULL where size is 0.
- size: How many bytes.
- options: Its mode, owner and group; NULL for none of them. Copied.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being filled.
- Since: 0.1.0
"""

osb_file_batch_add_file = _library.osb_file_batch_add_file
osb_file_batch_add_file.restype = c_int32
osb_file_batch_add_file.argtypes = [POINTER(osb_file_batch), c_char_p, c_char_p, POINTER(osb_file_options),
                                    POINTER(POINTER(osb_error))]
osb_file_batch_add_file.__doc__ = """
osb_status osb_file_batch_add_file(osb_file_batch *batch, const char *path, const char *host_path, const
osb_file_options *options, osb_error **error)

Adds a file with what a file of the host holds when the batch is written.

- path: Its absolute path in the sandbox.
- host_path: A regular file.
- options: Its mode, owner and group; NULL for none of them. Copied.
- Errors: OSB_ERR_INVALID_ARGUMENT.
- Threads: one at a time while it is being filled.
- Since: 0.1.0
"""

osb_file_batch_count = _library.osb_file_batch_count
osb_file_batch_count.restype = c_size_t
osb_file_batch_count.argtypes = [POINTER(osb_file_batch)]
osb_file_batch_count.__doc__ = """
size_t osb_file_batch_count(const osb_file_batch *batch)

How many files it holds.

- Threads: one at a time while it is being filled.
- Since: 0.1.0
"""

osb_file_batch_free = _library.osb_file_batch_free
osb_file_batch_free.restype = None
osb_file_batch_free.argtypes = [POINTER(osb_file_batch)]
osb_file_batch_free.__doc__ = """
void osb_file_batch_free(osb_file_batch *batch)

Releases a batch.

- Threads: any.
- Since: 0.1.0
"""

osb_file_list_count = _library.osb_file_list_count
osb_file_list_count.restype = c_size_t
osb_file_list_count.argtypes = [POINTER(osb_file_list)]
osb_file_list_count.__doc__ = """
size_t osb_file_list_count(const osb_file_list *list)

How many entries there are.

- Threads: any.
- Since: 0.1.0
"""

osb_file_list_path = _library.osb_file_list_path
osb_file_list_path.restype = c_char_p
osb_file_list_path.argtypes = [POINTER(osb_file_list), c_size_t]
osb_file_list_path.__doc__ = """
const char *osb_file_list_path(const osb_file_list *list, size_t index)

An entry's path, as the daemon says it: absolute.

- index: From 0; NULL is returned past the end.
- Returns: Borrowed text, valid until the list is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_file_list_type = _library.osb_file_list_type
osb_file_list_type.restype = c_int32
osb_file_list_type.argtypes = [POINTER(osb_file_list), c_size_t]
osb_file_list_type.__doc__ = """
osb_file_type osb_file_list_type(const osb_file_list *list, size_t index)

What an entry is.

- index: From 0; OSB_FILE_TYPE_UNKNOWN is returned past the end.
- Threads: any.
- Since: 0.1.0
"""

osb_file_list_size = _library.osb_file_list_size
osb_file_list_size.restype = c_int64
osb_file_list_size.argtypes = [POINTER(osb_file_list), c_size_t]
osb_file_list_size.__doc__ = """
int64_t osb_file_list_size(const osb_file_list *list, size_t index)

An entry's size in bytes.

- index: From 0; -1 is returned past the end.
- Threads: any.
- Since: 0.1.0
"""

osb_file_list_mode = _library.osb_file_list_mode
osb_file_list_mode.restype = c_int32
osb_file_list_mode.argtypes = [POINTER(osb_file_list), c_size_t]
osb_file_list_mode.__doc__ = """
int32_t osb_file_list_mode(const osb_file_list *list, size_t index)

An entry's permission bits, e.g. 0644; -1 where the daemon does not say.

- index: From 0; -1 is returned past the end.
- Threads: any.
- Since: 0.1.0
"""

osb_file_list_owner = _library.osb_file_list_owner
osb_file_list_owner.restype = c_char_p
osb_file_list_owner.argtypes = [POINTER(osb_file_list), c_size_t]
osb_file_list_owner.__doc__ = """
const char *osb_file_list_owner(const osb_file_list *list, size_t index)

The name of an entry's owner, or the number where it has none.

- index: From 0; NULL is returned past the end.
- Returns: Borrowed text, valid until the list is freed; NULL where the daemon does not say.
- Threads: any.
- Since: 0.1.0
"""

osb_file_list_group = _library.osb_file_list_group
osb_file_list_group.restype = c_char_p
osb_file_list_group.argtypes = [POINTER(osb_file_list), c_size_t]
osb_file_list_group.__doc__ = """
const char *osb_file_list_group(const osb_file_list *list, size_t index)

The name of an entry's group, or the number where it has none.

- index: From 0; NULL is returned past the end.
- Returns: Borrowed text, valid until the list is freed; NULL where the daemon does not say.
- Threads: any.
- Since: 0.1.0
"""

osb_file_list_modified_at = _library.osb_file_list_modified_at
osb_file_list_modified_at.restype = c_int64
osb_file_list_modified_at.argtypes = [POINTER(osb_file_list), c_size_t]
osb_file_list_modified_at.__doc__ = """
int64_t osb_file_list_modified_at(const osb_file_list *list, size_t index)

When an entry was last changed, on the sandbox's clock: milliseconds since 1970, -1 where the daemon does not say.

- index: From 0; -1 is returned past the end.
- Threads: any.
- Since: 0.1.0
"""

osb_file_list_created_at = _library.osb_file_list_created_at
osb_file_list_created_at.restype = c_int64
osb_file_list_created_at.argtypes = [POINTER(osb_file_list), c_size_t]
osb_file_list_created_at.__doc__ = """
int64_t osb_file_list_created_at(const osb_file_list *list, size_t index)

When an entry was made, as far as its filesystem knows: milliseconds since 1970, -1 where the daemon does not say.

- index: From 0; -1 is returned past the end.
- Threads: any.
- Since: 0.1.0
"""

osb_file_list_free = _library.osb_file_list_free
osb_file_list_free.restype = None
osb_file_list_free.argtypes = [POINTER(osb_file_list)]
osb_file_list_free.__doc__ = """
void osb_file_list_free(osb_file_list *list)

Releases a list.

- Threads: any.
- Since: 0.1.0
"""

osb_bytes_data = _library.osb_bytes_data
osb_bytes_data.restype = POINTER(c_char)
osb_bytes_data.argtypes = [POINTER(osb_bytes), POINTER(c_size_t)]
osb_bytes_data.__doc__ = """
const void *osb_bytes_data(const osb_bytes *bytes, size_t *size)

The bytes.

- size: Receives how many there are; may be NULL.
- Returns: Borrowed bytes, NUL-terminated, valid until they are freed; NULL on a wrong handle.
- Threads: any.
- Since: 0.1.0
"""

osb_bytes_free = _library.osb_bytes_free
osb_bytes_free.restype = None
osb_bytes_free.argtypes = [POINTER(osb_bytes)]
osb_bytes_free.__doc__ = """
void osb_bytes_free(osb_bytes *bytes)

Releases bytes.

- Threads: any.
- Since: 0.1.0
"""

osb_watch_next = _library.osb_watch_next
osb_watch_next.restype = c_int32
osb_watch_next.argtypes = [POINTER(osb_watch), c_int64, POINTER(osb_cancel), POINTER(POINTER(osb_file_change)),
                           POINTER(POINTER(osb_error))]
osb_watch_next.__doc__ = """
osb_status osb_watch_next(osb_watch *watch, int64_t timeout, osb_cancel *cancel, osb_file_change **out, osb_error
**error)

The next change, in the order of paths for those that one look finds. Waits for it, looking again and again; each is
given out once.

- timeout: How long at the most, in milliseconds; -1 for ever, 0 looks at most once.
- out: Receives the change, to be freed with osb_file_change_free(), or NULL when the time is up.
- Errors: OSB_ERR_NOT_FOUND while the directory is not there, and whatever else a look may come to: the watch goes on
  all the same.
- Threads: any; those that wait at the same time take turns.
- Since: 0.1.0
"""

osb_watch_free = _library.osb_watch_free
osb_watch_free.restype = None
osb_watch_free.argtypes = [POINTER(osb_watch)]
osb_watch_free.__doc__ = """
void osb_watch_free(osb_watch *watch)

Releases a watch. Nothing looks any more.

- Threads: any.
- Since: 0.1.0
"""

osb_file_change_kind = _library.osb_file_change_kind
osb_file_change_kind.restype = c_int32
osb_file_change_kind.argtypes = [POINTER(osb_file_change)]
osb_file_change_kind.__doc__ = """
osb_change_kind osb_file_change_kind(const osb_file_change *change)

What happened; OSB_CHANGE_NONE on a wrong handle.

- Threads: any.
- Since: 0.1.0
"""

osb_file_change_path = _library.osb_file_change_path
osb_file_change_path.restype = c_char_p
osb_file_change_path.argtypes = [POINTER(osb_file_change)]
osb_file_change_path.__doc__ = """
const char *osb_file_change_path(const osb_file_change *change)

The entry's absolute path.

- Returns: Borrowed text, valid until the change is freed.
- Threads: any.
- Since: 0.1.0
"""

osb_file_change_type = _library.osb_file_change_type
osb_file_change_type.restype = c_int32
osb_file_change_type.argtypes = [POINTER(osb_file_change)]
osb_file_change_type.__doc__ = """
osb_file_type osb_file_change_type(const osb_file_change *change)

What the entry is; of a deleted one, what it was.

- Threads: any.
- Since: 0.1.0
"""

osb_file_change_size = _library.osb_file_change_size
osb_file_change_size.restype = c_int64
osb_file_change_size.argtypes = [POINTER(osb_file_change)]
osb_file_change_size.__doc__ = """
int64_t osb_file_change_size(const osb_file_change *change)

The entry's size in bytes; of a deleted one, the last that was seen. -1 on a wrong handle.

- Threads: any.
- Since: 0.1.0
"""

osb_file_change_modified_at = _library.osb_file_change_modified_at
osb_file_change_modified_at.restype = c_int64
osb_file_change_modified_at.argtypes = [POINTER(osb_file_change)]
osb_file_change_modified_at.__doc__ = """
int64_t osb_file_change_modified_at(const osb_file_change *change)

When the entry was last changed, on the sandbox's clock: milliseconds since 1970, -1 where the daemon does not say.

- Threads: any.
- Since: 0.1.0
"""

osb_file_change_free = _library.osb_file_change_free
osb_file_change_free.restype = None
osb_file_change_free.argtypes = [POINTER(osb_file_change)]
osb_file_change_free.__doc__ = """
void osb_file_change_free(osb_file_change *change)

Releases a change.

- Threads: any.
- Since: 0.1.0
"""
