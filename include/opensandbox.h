/* SPDX-License-Identifier: Apache-2.0
 * Generated from Sources/OpenSandboxABI by Tools/generator: edit there, then run `make generate`. */

/*
 * libopensandbox: the C client of OpenSandbox, remote isolated machines for AI agents and other untrusted code.
 *
 * Names      osb_<object>_<verb>. Handles are opaque pointers; there are no public structs.
 * Numbers    Durations are int64_t milliseconds (-1: for ever, 0: do not wait); instants are int64_t milliseconds since
 *            1970-01-01 UTC (-1: none); sizes are size_t; truth is int32_t 0 or 1; enums are int32_t, values never
 *            reused.
 * Text       Goes in as NUL-terminated UTF-8, bytes as pointer and length. It comes out borrowed and NUL-terminated,
 *            valid until its owner is freed, with a length where it can hold NUL bytes. Absent text is NULL.
 * Ownership  osb_x_free() releases your reference: any thread, any order, NULL is fine, no network (the one exception
 *            is said at the function). Children keep their parents alive. Never call free() on anything of this
 *            library.
 * Options    Are copied when used; NULL stands for the defaults. Setters take effect for later uses only.
 * Errors     A function that can fail returns osb_status, 0 being OSB_OK; outputs are written on success only. Its last
 *            parameter, osb_error **error, may be NULL; on failure it receives an error to free with osb_error_free().
 *            NULL where something is needed, or a handle of another kind, answers OSB_ERR_INVALID_ARGUMENT or
 *            OSB_ERR_INVALID_HANDLE, everywhere. Getters never fail: on a wrong handle they give NULL, 0 or -1. Using a
 *            handle after freeing it is undefined.
 * Commands   How a command ended is a result, not an error: once the daemon accepted it, osb_command_run() answers
 *            OSB_OK and an osb_result that tells the exit code, the signal, the deadline, or that the stream was lost.
 * Cancel     Calls that block take an osb_cancel (NULL: none): trigger it from any thread or from a signal handler, and
 *            the call returns at once. Every such call may answer OSB_ERR_CANCELLED or OSB_ERR_DEADLINE.
 * Network    Every call that asks a server may answer, besides what its own comment names, any transport status (1xx),
 *            any server status (2xx), OSB_ERR_PROTOCOL, OSB_ERR_TOO_LARGE and OSB_ERR_REDIRECT.
 * Threads    Any function may be called from any thread; handles may be shared, but for one that is being configured
 *            (config, options) or freed. Callbacks run on the thread that called the library, inside that call, with
 *            user_data last; 0 goes on, anything else stops. A callback may call any function. A release function is
 *            called once, after the last use of the user_data it came with, on whichever thread drops it last.
 *            Executions A command can also run while the host does other things: osb_command_start() gives an
 *            osb_execution whose events are pulled, one execution at a time or all of them through an osb_queue, whose
 *            descriptor any event loop can wait for.
 * Processes  Nothing to initialise. No signal handlers, nothing on stdout or stderr. After fork() the child must make a
 *            new client: every inherited handle answers OSB_ERR_FORKED there.
 */
#ifndef OPENSANDBOX_H
#define OPENSANDBOX_H

#include <stddef.h>
#include <stdint.h>

/** The version of this header; osb_version() and osb_version_number() tell that of the loaded library. */
#define OSB_VERSION_MAJOR 0
#define OSB_VERSION_MINOR 1
#define OSB_VERSION_PATCH 0
#define OSB_VERSION_STRING "0.1.0"
#define OSB_VERSION_NUMBER (OSB_VERSION_MAJOR * 1000000 + OSB_VERSION_MINOR * 1000 + OSB_VERSION_PATCH)

#if defined(__GNUC__)
#define OSB_API __attribute__((visibility("default")))
#else
#define OSB_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Types ------------------------------------------------------------------------------------------------------- */

/**
 * Why a call failed: immutable, safe to read from any thread.
 *
 * Threads: any. Since 0.1.0.
 */
typedef struct osb_error osb_error;

/**
 * A cancellation that any number of calls can share. Sticky: once triggered, or once its deadline has passed, every
 * call it is given to answers at once. A call that has completed is not undone: completion beats cancel.
 *
 * Threads: any; osb_cancel_trigger() also from a signal handler. Since 0.1.0.
 */
typedef struct osb_cancel osb_cancel;

/**
 * How to reach a server: address, key, time limits, headers.
 *
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
typedef struct osb_config osb_config;

/**
 * A client: connections, name look-ups and TLS sessions, shared by everything made from it. One per process and server
 * is plenty.
 *
 * Threads: any, at the same time. Since 0.1.0.
 */
typedef struct osb_client osb_client;

/**
 * What a new sandbox shall be.
 *
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
typedef struct osb_create_options osb_create_options;

/**
 * Storage that a sandbox mounts: a path of the host, a volume of the platform or a bucket.
 *
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
typedef struct osb_volume osb_volume;

/**
 * What a sandbox may reach: rules in their order, and what becomes of the rest.
 *
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
typedef struct osb_network_policy osb_network_policy;

/**
 * A command that the daemon runs by itself: before the sandbox's own program, or time and again.
 *
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
typedef struct osb_hook osb_hook;

/**
 * How to connect to a sandbox that exists.
 *
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
typedef struct osb_connect_options osb_connect_options;

/**
 * Metadata to set and to remove.
 *
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
typedef struct osb_metadata_patch osb_metadata_patch;

/**
 * A remote sandbox. The handle is not the sandbox: freeing it leaves the sandbox running.
 *
 * Threads: any, at the same time. Since 0.1.0.
 */
typedef struct osb_sandbox osb_sandbox;

/**
 * What the server said of a sandbox at one moment: immutable.
 *
 * Threads: any. Since 0.1.0.
 */
typedef struct osb_sandbox_info osb_sandbox_info;

/**
 * Where a port of a sandbox is reached: an address and the headers that must go with each request. Immutable.
 *
 * Threads: any. Since 0.1.0.
 */
typedef struct osb_endpoint osb_endpoint;

/**
 * One reading of what a sandbox uses: immutable.
 *
 * Threads: any. Since 0.1.0.
 */
typedef struct osb_metrics osb_metrics;

/**
 * A request to a port of a sandbox.
 *
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
typedef struct osb_http_request osb_http_request;

/**
 * What a port of a sandbox answered.
 *
 * Threads: any. Since 0.1.0.
 */
typedef struct osb_http_response osb_http_response;

/**
 * What a server says of itself: immutable.
 *
 * Threads: any. Since 0.1.0.
 */
typedef struct osb_server_info osb_server_info;

/**
 * Which sandboxes to list, and how many at a time.
 *
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
typedef struct osb_sandbox_filter osb_sandbox_filter;

/**
 * A page of the server's list of sandboxes: immutable.
 *
 * Threads: any. Since 0.1.0.
 */
typedef struct osb_sandbox_page osb_sandbox_page;

/**
 * All sandboxes that a filter lets through, one after the other.
 *
 * Threads: any, at the same time. Since 0.1.0.
 */
typedef struct osb_sandbox_iterator osb_sandbox_iterator;

/**
 * How a command shall run, and who hears of it.
 *
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
typedef struct osb_command_options osb_command_options;

/**
 * How a command ended, and its output where it was collected: immutable.
 *
 * Threads: any. Since 0.1.0.
 */
typedef struct osb_result osb_result;

/**
 * A command that runs while the host does other things: started by osb_command_start(), or found by its id with
 * osb_execution_attach().
 *
 * Threads: any, at the same time. Since 0.1.0.
 */
typedef struct osb_execution osb_execution;

/**
 * One thing that an execution has told: immutable. It outlives execution and queue.
 *
 * Threads: any. Since 0.1.0.
 */
typedef struct osb_event osb_event;

/**
 * Where the events of any number of executions are taken from, of one client or of several.
 *
 * Threads: any, at the same time. Since 0.1.0.
 */
typedef struct osb_queue osb_queue;

/**
 * What the daemon said of a command at one moment: immutable.
 *
 * Threads: any. Since 0.1.0.
 */
typedef struct osb_command_status osb_command_status;

/**
 * A shell in a sandbox whose directory and environment live on from one command to the next. The handle is not the
 * session: freeing it leaves the session there.
 *
 * Threads: any, at the same time. Since 0.1.0.
 */
typedef struct osb_session osb_session;

/**
 * How files are written, read and moved about.
 *
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
typedef struct osb_file_options osb_file_options;

/**
 * Files to be written in one request.
 *
 * Threads: one at a time while it is being filled. Since 0.1.0.
 */
typedef struct osb_file_batch osb_file_batch;

/**
 * What the daemon said of some files at one moment: immutable.
 *
 * Threads: any. Since 0.1.0.
 */
typedef struct osb_file_list osb_file_list;

/**
 * What a file, or a part of it, held: immutable.
 *
 * Threads: any. Since 0.1.0.
 */
typedef struct osb_bytes osb_bytes;

/**
 * A directory that is watched for changes, by looking again and again.
 *
 * Threads: any; those that wait at the same time take turns. Since 0.1.0.
 */
typedef struct osb_watch osb_watch;

/**
 * One change in a watched directory: immutable. It outlives the watch.
 *
 * Threads: any. Since 0.1.0.
 */
typedef struct osb_file_change osb_file_change;

/** What a call answers. Values are never reused; the hundreds tell the family. */
typedef int32_t osb_status;
enum {
    /** The call did what it says. */
    OSB_OK = 0,

    /** An argument is missing, malformed or out of range. Nothing was sent. */
    OSB_ERR_INVALID_ARGUMENT = 1,
    /** A handle is NULL or of another kind. Nothing was sent. */
    OSB_ERR_INVALID_HANDLE = 2,
    /** Called from inside a callback that this very call is delivering. */
    OSB_ERR_REENTRANT = 3,
    /** The handle was made before fork() and this is the child. Make a new client here. */
    OSB_ERR_FORKED = 4,
    /** The process has run out of descriptors or threads. */
    OSB_ERR_RESOURCES = 5,
    /** The loaded library is older than, or incompatible with, the header asked for. */
    OSB_ERR_VERSION = 6,
    /** The execution's end was delivered already: nothing more comes. */
    OSB_ERR_ENDED = 7,

    /** The host's name could not be resolved. */
    OSB_ERR_RESOLVE = 100,
    /** No connection could be made. */
    OSB_ERR_CONNECT = 101,
    /** The TLS handshake or the certificate check failed. */
    OSB_ERR_TLS = 102,
    /** The connection broke before the answer was complete. */
    OSB_ERR_CONNECTION_LOST = 103,
    /** One of the config's time limits (connect, first byte, idle, request) ran out. */
    OSB_ERR_TIMEOUT = 104,
    /** The request was sent and no answer came: the server may have acted on it, once at the most. */
    OSB_ERR_OUTCOME_UNKNOWN = 105,
    /** The proxy could not be reached, or refused us: 407, or whatever else its answer was. */
    OSB_ERR_PROXY = 106,

    /** 401: the API key or access token is missing or wrong. */
    OSB_ERR_UNAUTHORIZED = 200,
    /** 403: the key is known and not allowed to do this. */
    OSB_ERR_FORBIDDEN = 201,
    /** 404: there is no such thing. */
    OSB_ERR_NOT_FOUND = 202,
    /** 409: the thing's present state forbids it. */
    OSB_ERR_CONFLICT = 203,
    /** 400 or 422: the server found the request invalid; osb_error_field() names the field where it said so. */
    OSB_ERR_VALIDATION = 204,
    /** 429: too many requests; osb_error_retry_after() tells how long to wait where the server said so. */
    OSB_ERR_RATE_LIMITED = 205,
    /** The server's quota or capacity is used up. */
    OSB_ERR_QUOTA = 206,
    /** The server or the daemon does not offer this. */
    OSB_ERR_UNSUPPORTED = 207,
    /** The server failed (5xx). */
    OSB_ERR_SERVER = 208,
    /** Any other HTTP status that is not a success. */
    OSB_ERR_HTTP = 209,

    /** The answer is not what the protocol allows; osb_error_raw() has its bytes. */
    OSB_ERR_PROTOCOL = 300,
    /** The answer is larger than the limit set for it. */
    OSB_ERR_TOO_LARGE = 301,
    /** Too many redirects, or one that is not followed. */
    OSB_ERR_REDIRECT = 302,

    /** The sandbox was not ready, or not in the state that was waited for, in time: ours, or the server's own. */
    OSB_ERR_READY_TIMEOUT = 400,
    /** The health check says that the sandbox is not healthy. */
    OSB_ERR_UNHEALTHY = 401,
    /** The sandbox failed or ended before it was ready, or in the state that was waited for. */
    OSB_ERR_SANDBOX_FAILED = 402,
    /** The daemon ended the command because the timeout that it was given ran out. */
    OSB_ERR_COMMAND_TIMEOUT = 403,

    /** The osb_cancel was triggered. */
    OSB_ERR_CANCELLED = 500,
    /** The osb_cancel's own deadline passed. */
    OSB_ERR_DEADLINE = 501,
    /** A callback answered anything but 0. */
    OSB_ERR_STOPPED = 502,

    /** A file or descriptor of the host could not be opened, read or written: no space, no permission, no such file. */
    OSB_ERR_HOST_IO = 600,
    /** Nobody reads any more from the host's pipe or socket. */
    OSB_ERR_BROKEN_PIPE = 601,
    /** What arrived is not as long as what was sent. Nothing of it may be taken for whole. */
    OSB_ERR_INCOMPLETE = 602,
    /** The file changed while it was being transferred. */
    OSB_ERR_FILE_CHANGED = 603,
    /** A size that the server's proxy has to know beforehand is not known. */
    OSB_ERR_SIZE_UNKNOWN = 604,
    /** An entry of a directory tree is named or linked so that it would end up outside of the tree. */
    OSB_ERR_UNSAFE_PATH = 605
};

/** How important a line of the log is. */
typedef int32_t osb_log_level;
enum {
    /** Something was lost: a sandbox that could not be deleted, for instance. */
    OSB_LOG_ERROR = 1,
    /** Something went wrong and was made good. */
    OSB_LOG_WARNING = 2,
    /** What happened, once for each thing that did. */
    OSB_LOG_INFO = 3,
    /** Each request and answer. */
    OSB_LOG_DEBUG = 4
};

/** What became of the sandbox that a failed create left behind. */
typedef int32_t osb_cleanup;
enum {
    /** Nothing was left behind. */
    OSB_CLEANUP_NONE = 0,
    /** It is being deleted. */
    OSB_CLEANUP_PENDING = 1,
    /** It is gone. */
    OSB_CLEANUP_DONE = 2,
    /** It could not be deleted: it may live until its timeout. */
    OSB_CLEANUP_FAILED = 3
};

/** A sandbox's state. */
typedef int32_t osb_sandbox_state;
enum {
    /** A state this version does not know; its text tells. */
    OSB_STATE_UNKNOWN = 0,
    OSB_STATE_PENDING = 1,
    OSB_STATE_RUNNING = 2,
    OSB_STATE_PAUSING = 3,
    OSB_STATE_PAUSED = 4,
    OSB_STATE_RESUMING = 5,
    OSB_STATE_STOPPING = 6,
    OSB_STATE_TERMINATED = 7,
    OSB_STATE_FAILED = 8
};

/** How a command ended. */
typedef int32_t osb_ended;
enum {
    /** Not known: the handle given is no result. */
    OSB_ENDED_UNKNOWN = 0,
    /** By itself; osb_result_exit_code() has the code. */
    OSB_ENDED_EXITED = 1,
    /** By a signal; osb_result_signal() has its number. */
    OSB_ENDED_SIGNALLED = 2,
    /**
     * By a deadline: the options' or the cancel's, or the timeout that the daemon was given; osb_result_error() tells
     * which.
     */
    OSB_ENDED_TIMED_OUT = 3,
    /** By the cancel. */
    OSB_ENDED_CANCELLED = 4,
    /** By a callback that answered anything but 0. */
    OSB_ENDED_STOPPED = 5,
    /** Unknown to us: the stream broke, fell silent or turned to nonsense. The command may go on or may have ended. */
    OSB_ENDED_LOST = 6,
    /** Not at all: it was started in the background and goes on there; osb_execution_attach() finds it. */
    OSB_ENDED_RUNNING = 7
};

/** What an event tells. */
typedef int32_t osb_kind;
enum {
    /** Nothing: the handle given is no event. */
    OSB_EVENT_NONE = 0,
    /** The daemon has accepted the command; osb_event_data() has the execution's id. */
    OSB_EVENT_STARTED = 1,
    /** A line of standard output, without its terminator. */
    OSB_EVENT_STDOUT = 2,
    /** A line of standard error, without its terminator. */
    OSB_EVENT_STDERR = 3,
    /**
     * Bytes of a background command's log, standard output and standard error mixed, exactly as they were written; they
     * may end anywhere.
     */
    OSB_EVENT_LOG = 4,
    /** One representation of a result value; osb_event_mime_type() names its kind. */
    OSB_EVENT_RESULT = 5,
    /** The daemon's error event, e.g. that the command exited with another code than 0. */
    OSB_EVENT_ERROR = 6,
    /** The daemon's word that the command completed. */
    OSB_EVENT_COMPLETED = 7,
    /** An event of another type; osb_event_data() has the JSON that the daemon sent. */
    OSB_EVENT_OTHER = 8,
    /**
     * The last one: osb_event_result() tells how the command ended, or osb_event_error() why it is not known to have
     * started.
     */
    OSB_EVENT_END = 9
};

/** Whether something may be reached. */
typedef int32_t osb_network_action;
enum {
    OSB_NETWORK_ALLOW = 1,
    OSB_NETWORK_DENY = 2
};

/** What an entry of a directory is. */
typedef int32_t osb_file_type;
enum {
    /** Something this library does not know, or that the daemon does not say. */
    OSB_FILE_TYPE_UNKNOWN = 0,
    /** A regular file. */
    OSB_FILE_TYPE_REGULAR = 1,
    OSB_FILE_TYPE_DIRECTORY = 2,
    /** A symbolic link; its size is that of its target's name. */
    OSB_FILE_TYPE_SYMLINK = 3,
    /** A device, a pipe or a socket. */
    OSB_FILE_TYPE_OTHER = 4
};

/** What happened to an entry of a watched directory. */
typedef int32_t osb_change_kind;
enum {
    /** Nothing: the handle given is no change. */
    OSB_CHANGE_NONE = 0,
    /** It was not there at the look before. */
    OSB_CHANGE_CREATED = 1,
    /**
     * Its size, time of change, mode or type is another than at the look before; of a directory mode and type count.
     */
    OSB_CHANGE_CHANGED = 2,
    /** It is not there any more. */
    OSB_CHANGE_DELETED = 3
};

/** What a server can make us hold. */
typedef int32_t osb_limit;
enum {
    /** The body of an answer to a call that is no stream or transfer: 16 MiB by default. */
    OSB_LIMIT_BODY = 1,
    /** All header fields of an answer together: 256 KiB by default. libcurl itself takes up to 300 KiB. */
    OSB_LIMIT_HEAD = 2,
    /** One event of a stream: 64 MiB by default. */
    OSB_LIMIT_EVENT = 3,
    /** One header field of an answer: 64 KiB by default. */
    OSB_LIMIT_LINE = 4,
    /** The items of one page of a list, counted in items: 10,000 by default. */
    OSB_LIMIT_PAGE = 5
};

/** Called once after the last use of the user_data it was given with. */
typedef void (*osb_release_fn)(void *user_data);

/**
 * Receives a line of the log. The one callback that may come on any thread, several at once; it must not call the
 * library. message is NUL-terminated and valid during the call.
 */
typedef void (*osb_log_fn)(osb_log_level level, const char *message, void *user_data);

/**
 * Hears of a call that failed and is tried again: which try it was, from 1, and the pause before the next, in
 * milliseconds. error is borrowed for the call. May call the library.
 */
typedef void (*osb_retry_fn)(int32_t tried, int64_t pause, const osb_error *error, void *user_data);

/**
 * A custom health check: 1 healthy, 0 not yet, anything else gives up. May call the library. sandbox is borrowed for
 * the call.
 */
typedef int32_t (*osb_health_fn)(osb_sandbox *sandbox, void *user_data);

/**
 * Receives one line of output without its terminator (an empty line has size 0). data is valid during the call and not
 * NUL-terminated. 0 goes on; anything else stops the command, and osb_result_callback_value() gives it back.
 */
typedef int32_t (*osb_output_fn)(const char *data, size_t size, void *user_data);

/**
 * Receives the execution's id, once, as soon as the daemon has accepted the command. 0 goes on; anything else stops it.
 */
typedef int32_t (*osb_init_fn)(const char *execution_id, void *user_data);

/**
 * Receives one representation of a result value; called once for each MIME type it comes in. data is text as the daemon
 * sent it (JSON text for representations that are not text), valid during the call. 0 goes on; anything else stops.
 */
typedef int32_t (*osb_value_fn)(const char *mime_type, const char *data, size_t size, void *user_data);

/**
 * Receives the daemon's error event, e.g. that the command exited with another code than 0. 0 goes on; anything else
 * stops.
 */
typedef int32_t (*osb_failure_fn)(const char *name, const char *value, const char *traceback, void *user_data);

/**
 * Receives the daemon's word that the command completed, with its duration in milliseconds (-1: not said). 0 goes on.
 */
typedef int32_t (*osb_complete_fn)(int64_t duration, void *user_data);

/**
 * Receives every event of the stream as the JSON text the daemon sent, before the callback of its kind. json is valid
 * during the call and not NUL-terminated. 0 goes on; anything else stops.
 */
typedef int32_t (*osb_event_fn)(const char *json, size_t size, void *user_data);

/**
 * Hears that an automatic renewal failed. Called on a thread of the host's, within its next call for this sandbox; may
 * call the library. sandbox and error are borrowed for the call.
 */
typedef void (*osb_renewal_fn)(osb_sandbox *sandbox, const osb_error *error, void *user_data);

/**
 * Receives a part of an answer's body. response is borrowed for the call and has the status and the headers; data is
 * valid during it and not NUL-terminated. 0 goes on; anything else stops, and osb_http_response_callback_value() gives
 * it back.
 */
typedef int32_t (*osb_body_fn)(const osb_http_response *response, const char *data, size_t size, void *user_data);

/**
 * Hears how many bytes of a transfer are done, and of how many (-1: not known). Called as they go and once more when
 * all is there; what that last call answers changes nothing. 0 goes on; anything else stops the transfer, which then
 * answers OSB_ERR_STOPPED.
 */
typedef int32_t (*osb_progress_fn)(uint64_t done, int64_t total, void *user_data);

/**
 * Gives the next bytes of an upload: writes at most size of them to buffer and answers how many. 0 is the end; a
 * negative number gives the upload up, which then answers OSB_ERR_STOPPED.
 */
typedef int64_t (*osb_read_fn)(void *buffer, size_t size, void *user_data);

/**
 * Receives the next bytes of a download, valid during the call. 0 goes on; anything else stops the download, which then
 * answers OSB_ERR_STOPPED.
 */
typedef int32_t (*osb_write_fn)(const void *data, size_t size, void *user_data);

/* ---- Version ----------------------------------------------------------------------------------------------------- */

/**
 * The version of the loaded library, e.g. "0.1.0"; OSB_VERSION_STRING is that of the header.
 *
 * @return Borrowed text, valid for ever.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_version(void);

/**
 * The loaded library's version as one number, comparable with OSB_VERSION_NUMBER: major * 1000000 + minor * 1000 +
 * patch.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int32_t osb_version_number(void);

/**
 * Tells whether the loaded library can serve a program built with the header of the version given. Pass
 * OSB_VERSION_MAJOR, OSB_VERSION_MINOR and OSB_VERSION_PATCH. Until 1.0 the minor version must be the same; from then
 * on the major.
 *
 * @param major  OSB_VERSION_MAJOR.
 * @param minor  OSB_VERSION_MINOR.
 * @param patch  OSB_VERSION_PATCH.
 *
 * Errors: OSB_ERR_VERSION when the library is older than the header, or of an incompatible line.
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_status osb_check_version(int32_t major, int32_t minor, int32_t patch);

/* ---- Error ------------------------------------------------------------------------------------------------------- */

/**
 * The constant's name, e.g. "OSB_ERR_NOT_FOUND"; "OSB_ERR_?" for a number that is none.
 *
 * @param status  Any number.
 * @return Borrowed text, valid for ever.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_status_name(osb_status status);

/**
 * What the failed call answered.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_status osb_error_status(const osb_error *error);

/**
 * One line for a person: what was tried and what went wrong. Never holds a key or token.
 *
 * @return Borrowed text, valid until the error is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_error_message(const osb_error *error);

/**
 * The HTTP status of the answer, 0 when there was none.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int32_t osb_error_http_status(const osb_error *error);

/**
 * The server's own error code, e.g. "DOCKER::SANDBOX_NOT_FOUND", NULL when it gave none.
 *
 * @return Borrowed text, valid until the error is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_error_code(const osb_error *error);

/**
 * The request id of the answer (its X-Request-ID), NULL when it had none.
 *
 * @return Borrowed text, valid until the error is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_error_request_id(const osb_error *error);

/**
 * The field or parameter that is to blame, e.g. "timeout", NULL when none is known.
 *
 * @return Borrowed text, valid until the error is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_error_field(const osb_error *error);

/**
 * 1 when the same call may succeed if it is made again later and making it again is safe.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int32_t osb_error_retryable(const osb_error *error);

/**
 * How many milliseconds the server asked to wait before another try (Retry-After), -1 when it did not.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int64_t osb_error_retry_after(const osb_error *error);

/**
 * The bytes that were not understood, as received (the first 64 KiB of them): the body of an answer, or the event of a
 * stream.
 *
 * @param size  Receives the number of bytes; may be NULL.
 * @return Borrowed bytes, valid until the error is freed, NULL when none were kept.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const void *osb_error_raw(const osb_error *error, size_t *size);

/**
 * The sandbox that a failed or cancelled osb_sandbox_create() had made, NULL when none is known to exist.
 *
 * @return Borrowed text, valid until the error is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_error_sandbox_id(const osb_error *error);

/**
 * Whether the sandbox left behind by a failed or cancelled osb_sandbox_create() has been deleted. The deletion goes on
 * in the background, whether or not anybody asks; this waits for its outcome as long as asked.
 *
 * @param timeout  How long to wait for the outcome, in milliseconds; 0 asks without waiting, -1 waits until it is known
 *                 (the deletion gives up after 30 s).
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_cleanup osb_error_cleanup(const osb_error *error, int64_t timeout);

/**
 * Releases an error.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_error_free(osb_error *error);

/* ---- Log --------------------------------------------------------------------------------------------------------- */

/**
 * Sends the log to a callback. Off by default; the library never writes to stdout or stderr.
 *
 * At OSB_LOG_DEBUG each request and answer is one line: method, URL, status, milliseconds, request id. Keys, tokens,
 * header values and bodies are never logged.
 *
 * @param level    The least important level that is delivered.
 * @param fn       May come on any thread, several at once; must not call the library. NULL turns the log off.
 * @param release  Called once when user_data is no longer used; may be NULL. Not called when this function fails.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for an unknown level.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_log(osb_config *config, osb_log_level level, osb_log_fn fn, void *user_data,
                                      osb_release_fn release);

/**
 * Logs each request and answer: the same as asking for OSB_LOG_DEBUG, for a program that turns it on and off by a
 * setting.
 *
 * @param on  1 or 0.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_debug(osb_config *config, int32_t on);

/* ---- Cancel ------------------------------------------------------------------------------------------------------ */

/**
 * Makes a cancellation that nothing has triggered yet.
 *
 * @return A cancellation to free with osb_cancel_free(), NULL when the process has no descriptor left for it.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_cancel *osb_cancel_new(void);

/**
 * Sets, moves or removes the deadline after which every call that uses this cancellation answers OSB_ERR_DEADLINE.
 * Reckoned on the monotonic clock from now.
 *
 * @param milliseconds  0 or more; -1 removes the deadline.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for a number below -1.
 * Threads: any; osb_cancel_trigger() also from a signal handler. Since 0.1.0.
 */
OSB_API osb_status osb_cancel_set_timeout(osb_cancel *cancel, int64_t milliseconds);

/**
 * Cancels: every call that uses it answers OSB_ERR_CANCELLED at once, and so does every later one. May be called any
 * number of times, from any thread and from a signal handler.
 *
 * Threads: any; osb_cancel_trigger() also from a signal handler. Since 0.1.0.
 */
OSB_API void osb_cancel_trigger(osb_cancel *cancel);

/**
 * 1 when it was triggered or its deadline has passed.
 *
 * Threads: any; osb_cancel_trigger() also from a signal handler. Since 0.1.0.
 */
OSB_API int32_t osb_cancel_is_triggered(const osb_cancel *cancel);

/**
 * Releases a cancellation; calls that are using it keep it.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_cancel_free(osb_cancel *cancel);

/* ---- Config ------------------------------------------------------------------------------------------------------ */

/**
 * Makes a config with the defaults: domain localhost:8080, protocol http, no key, and what the environment says at this
 * moment: OPEN_SANDBOX_DOMAIN, OPEN_SANDBOX_PROTOCOL, OPEN_SANDBOX_API_KEY.
 *
 * @return A config to free with osb_config_free().
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_config *osb_config_new(void);

/**
 * Sets the server's address.
 *
 * @param domain  "host", "host:port", "http://host/path", "[::1]:8080": scheme, port, path and a trailing slash are
 *                optional. User info, a query or a fragment are refused.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_domain(osb_config *config, const char *domain);

/**
 * Sets the protocol spoken to the server and to the sandboxes' endpoints.
 *
 * @param protocol  "http" or "https". A domain with another scheme is refused by osb_client_new().
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for anything else.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_protocol(osb_config *config, const char *protocol);

/**
 * Sets the API key, sent to the server as OPEN-SANDBOX-API-KEY (osb_config_set_key_header()). It never goes to a
 * sandbox, except through the server's proxy.
 *
 * @param key  NULL or "" for none.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for a key with control characters.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_api_key(osb_config *config, const char *key);

/**
 * Sets how long a unary call may take as a whole: 30 s by default. Streams are not subject to it.
 *
 * @param milliseconds  1 or more; -1 for no limit.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_request_timeout(osb_config *config, int64_t milliseconds);

/**
 * Sets how long making a connection may take, look-up and TLS included: 10 s by default.
 *
 * @param milliseconds  1 or more; -1 for no limit.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_connect_timeout(osb_config *config, int64_t milliseconds);

/**
 * Sets how long the first byte of an answer may take once the request is under way: 60 s by default.
 *
 * @param milliseconds  1 or more; -1 for no limit.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_first_byte_timeout(osb_config *config, int64_t milliseconds);

/**
 * Sets how long a stream may stay silent: 60 s by default. The daemon sends a ping every 3 s; a paused sandbox sends
 * none.
 *
 * @param milliseconds  1 or more; 0 or -1 for no limit.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_idle_timeout(osb_config *config, int64_t milliseconds);

/**
 * Adds a header to every request, or replaces the one of that name. Endpoint headers of a sandbox win over it.
 *
 * @param name   An HTTP token. Host, Content-Length, Content-Type, Transfer-Encoding, Connection, Keep-Alive, Upgrade,
 *               TE, Trailer, Expect, Proxy-Connection, Proxy-Authorization and the API key's header are refused.
 * @param value  Without control characters. NULL removes the header.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_header(osb_config *config, const char *name, const char *value);

/**
 * Sets the User-Agent: "libopensandbox/VERSION" by default.
 *
 * @param user_agent  Without control characters.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_user_agent(osb_config *config, const char *user_agent);

/**
 * Reaches sandboxes through the server's proxy instead of directly: for hosts that can reach nothing but the server.
 *
 * @param on  1 or 0, which is the default.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_use_server_proxy(osb_config *config, int32_t on);

/**
 * Sets the name of the header that carries the API key: OPEN-SANDBOX-API-KEY by default. For a proxy before the server
 * that wants it under another name, e.g. "X-API-Key".
 *
 * @param name  As for osb_config_set_header(); NULL for the default.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_key_header(osb_config *config, const char *name);

/**
 * Reaches endpoints on a host at another address: what the server calls host.docker.internal may be localhost from
 * here. One rule for each host; the endpoint's path stays.
 *
 * @param host         host or host:port as the server says it. Without a port it stands for all of them.
 * @param replacement  host or host:port; without a port the endpoint's stays. NULL forgets the rule.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_host_rewrite(osb_config *config, const char *host, const char *replacement);

/**
 * Sets the port that the daemon listens on inside sandboxes: 44772 by default.
 *
 * @param port  1 to 65535.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_daemon_port(osb_config *config, int32_t port);

/**
 * Sets how long the client remembers where a port of a sandbox is reached: 10 minutes by default. Pausing, resuming and
 * killing a sandbox by way of the same client make it forget.
 *
 * @param milliseconds  0 to ask each time; -1 for ever.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_endpoint_lifetime(osb_config *config, int64_t milliseconds);

/**
 * Sets how many endpoints the client remembers at the most: 1024 by default. The one not asked for longest is forgotten
 * first.
 *
 * @param count  0 to 1000000.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_endpoint_limit(osb_config *config, size_t count);

/**
 * Asks the server not to take this client's requests to sandboxes for signs of life, by the header
 * OpenSandbox-Access-Renew: skip. For somebody who only looks; see osb_create_options_set_renew_on_access().
 *
 * @param on  1 or 0, which is the default.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_skip_access_renew(osb_config *config, int32_t on);

/**
 * Releases a config; clients made from it keep what it said.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_config_free(osb_config *config);

/* ---- Connection -------------------------------------------------------------------------------------------------- */

/**
 * Sets how long a connection is kept when nobody uses it: 3 s by default, because servers and proxies drop them after 5
 * s, and a request on a connection that is being dropped is lost.
 *
 * @param milliseconds  0 or more.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_idle_age(osb_config *config, int64_t milliseconds);

/**
 * Sets after how much silence TCP asks whether the other side is still there: 60 s by default.
 *
 * @param milliseconds  1000 or more, counted in whole seconds; -1 for never.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_keep_alive(osb_config *config, int64_t milliseconds);

/**
 * Sets how many connections there may be at the same time. A call for which there is none waits, within its time
 * limits; so does a started execution.
 *
 * @param total     In all; 0 for no limit, which is the default.
 * @param per_host  To one host and port; 0 for no limit, which is the default.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for a negative number.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_max_connections(osb_config *config, int32_t total, int32_t per_host);

/**
 * Speaks HTTP/2 where the server offers it over TLS. Streams and transfers speak HTTP/1.1 all the same: there each has
 * a connection, and so a flow control, of its own.
 *
 * @param on  1, which is the default, or 0.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_http2(osb_config *config, int32_t on);

/**
 * Follows redirects of GET requests, other than streams, transfers and requests to ports: not at all by default,
 * because no server of OpenSandbox redirects its API. To another host, port or scheme no header goes along but
 * User-Agent: neither the key, nor an endpoint's headers, nor the config's. From https to http none is followed.
 *
 * @param most  How many in a row; 0, which is the default, to 20. One more is OSB_ERR_REDIRECT.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_max_redirects(osb_config *config, int32_t most);

/**
 * Sets how much a server can make us hold. Beyond it the call fails with OSB_ERR_TOO_LARGE, before the memory is taken.
 *
 * @param which  What of.
 * @param most   In bytes, 1024 to 1073741824; for OSB_LIMIT_PAGE in items, 1 to 1073741824.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_limit(osb_config *config, osb_limit which, size_t most);

/* ---- Trust ------------------------------------------------------------------------------------------------------- */

/**
 * Sets the file with the certificate authorities to trust, instead of the system's.
 *
 * @param path  A PEM file; NULL for the system's. It is read when a connection is made.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for an empty path.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_ca_file(osb_config *config, const char *path);

/**
 * Sets a directory with the certificate authorities to trust, named as OpenSSL's c_rehash does, instead of the
 * system's.
 *
 * Without osb_config_set_ca_file(), this and osb_config_set_ca_bytes() the authorities are those of SSL_CERT_FILE and
 * SSL_CERT_DIR, of the place libcurl was built to look at, or of wherever Debian, Fedora, Alpine or openSUSE keep them,
 * as found when the client is made. With any of them no other is trusted, by the server's connections and by those to
 * an https proxy.
 *
 * @param path  A directory; NULL for the system's.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for an empty path.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_ca_directory(osb_config *config, const char *path);

/**
 * Sets the certificate authorities to trust from memory, instead of the system's.
 *
 * @param pem       Certificates in PEM, in place of a file's; NULL for the system's. Copied.
 * @param pem_size  Their bytes: up to 16 MiB.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for no bytes, or too many.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_ca_bytes(osb_config *config, const void *pem, size_t pem_size);

/**
 * Sets the certificate that says who we are, for servers that ask. Both files are read when a connection is made: what
 * is wrong with them, and a server that refuses the certificate or misses it, is OSB_ERR_TLS then.
 *
 * @param certificate_file  A PEM file, with the chain up to the authority where there is one; NULL for none.
 * @param key_file          A PEM file with its key, which no password may protect; NULL when the certificate's file
 *                          holds it too.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for an empty path, or a key without a certificate.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_client_certificate(osb_config *config, const char *certificate_file,
                                                     const char *key_file);

/**
 * Sets the oldest version of TLS that is spoken: 1.2 by default.
 *
 * @param version  "1.2" or "1.3".
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for anything else.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_min_tls_version(osb_config *config, const char *version);

/**
 * Trusts whoever answers, server or proxy: neither certificate nor name are verified, and everything sent, keys
 * included, can be read and changed on its way. For experiments. There is no way back but another config.
 *
 * Errors: none but OSB_ERR_INVALID_HANDLE.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_disable_tls_verification(osb_config *config);

/* ---- Proxy ------------------------------------------------------------------------------------------------------- */

/**
 * Sets the proxy that connections are made through. Hosts on loopback are always reached directly.
 *
 * A proxy that cannot be reached, or refuses us, is OSB_ERR_PROXY; one that cannot reach the host OSB_ERR_CONNECT. Over
 * https the server's certificate is verified through it all the same, and it sees neither the key nor any other header.
 *
 * @param url  "[http|https|socks4|socks4a|socks5|socks5h://][user:password@]host[:port]", http without a scheme, 1080
 *             without a port (https: 443); socks5 and socks4 look the host's name up here, the others leave that to the
 *             proxy. "" for none; NULL for what the environment says, which is the default: http_proxy, https_proxy,
 *             all_proxy and no_proxy, also in upper case but for HTTP_PROXY, which a CGI program's client can set.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for another scheme, no host, or control characters.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_proxy(osb_config *config, const char *url);

/**
 * Sets what the proxy is told about who we are: in HTTP by the Basic scheme. A user in the proxy's URL goes before.
 *
 * @param user      NULL for nobody.
 * @param password  NULL for none.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_proxy_credentials(osb_config *config, const char *user, const char *password);

/**
 * Sets the hosts that are reached without the proxy.
 *
 * @param hosts  Names, domains (".example.com") and addresses, separated by commas; NULL for what the environment says
 *               where the proxy is the environment's, and for none where it is not.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_no_proxy(osb_config *config, const char *hosts);

/* ---- Retry ------------------------------------------------------------------------------------------------------- */

/**
 * Sets how often a call that fails is tried, in all: 3 times by default.
 *
 * Tried again is only what does no harm twice: a call with an idempotent method that was answered 429, 502 or 503, or
 * whose connection failed before any byte of an answer; and any call whose request never left. Commands and other
 * streams are never sent twice. A Retry-After of the server's is honoured up to 60 s; beyond it the call fails. The
 * request timeout and the cancel's deadline cover all tries and pauses together: where the next try would begin too
 * late, the failure is told at once.
 *
 * @param tries  1, for no retry, to 20.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_tries(osb_config *config, int32_t tries);

/**
 * Sets the pauses between tries: the first, and twice as long each time up to the longest, less up to a half by chance.
 * 0.5 s and 30 s by default.
 *
 * @param first    Milliseconds, 1 to 3600000.
 * @param longest  Milliseconds, first to 3600000.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_retry_pause(osb_config *config, int64_t first, int64_t longest);

/**
 * Calls back before each retry's pause, on the thread of the call that is retried. Look-ups of started executions are
 * retried without it, and are in the log.
 *
 * @param fn       NULL for none.
 * @param release  Called once when user_data is no longer used; may be NULL. Not called when this function fails.
 *
 * Errors: none but OSB_ERR_INVALID_HANDLE.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_on_retry(osb_config *config, osb_retry_fn fn, void *user_data, osb_release_fn release);

/* ---- Client ------------------------------------------------------------------------------------------------------ */

/**
 * Makes a client. No connection is made yet.
 *
 * @param config  NULL for the defaults and the environment, as osb_config_new() gives them. Copied.
 * @param out     Receives the client; free it with osb_client_free().
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT when the domain is malformed or its scheme contradicts the protocol,
 *           OSB_ERR_RESOURCES.
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_status osb_client_new(const osb_config *config, osb_client **out, osb_error **error);

/**
 * Releases a client. What was made from it keeps working and keeps it alive; with the last of them its connections are
 * closed, after deletions that failed creates left behind have finished (30 s at the most).
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_client_free(osb_client *client);

/* ---- Create options ---------------------------------------------------------------------------------------------- */

/**
 * Makes create options with the defaults: nothing to make a sandbox from yet, entrypoint tail -f /dev/null, cpu 1 and
 * memory 2Gi, a life of 10 minutes, ready within 30 s, looked at every 200 ms.
 *
 * @return Options to free with osb_create_options_free().
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_create_options *osb_create_options_new(void);

/**
 * Sets the image the sandbox is made from. A sandbox is made from exactly one of an image, a snapshot, a template and a
 * pool.
 *
 * @param image  A container image's name, e.g. "ubuntu:24.04"; not empty.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_image(osb_create_options *options, const char *image);

/**
 * Sets how long the sandbox lives before the server ends it, counted from its creation: 10 minutes by default. The wire
 * knows whole seconds, so a part of one is rounded up. Servers refuse less than 60 s.
 *
 * @param milliseconds  1 or more; -1 for no end (the same as osb_create_options_set_manual_cleanup()).
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_timeout(osb_create_options *options, int64_t milliseconds);

/**
 * Lets the sandbox live until somebody kills it.
 *
 * Errors: none but OSB_ERR_INVALID_HANDLE.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_manual_cleanup(osb_create_options *options);

/**
 * Adds an argument to the program the sandbox runs as its first process; the first one added replaces the default tail
 * -f /dev/null.
 *
 * @param argument  The program, then its arguments, one a call.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_add_entrypoint(osb_create_options *options, const char *argument);

/**
 * Sets a resource limit.
 *
 * @param name      "cpu", "memory", or whatever else the server knows.
 * @param quantity  In Kubernetes' notation: "500m", "2Gi". NULL removes the limit.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for an empty name or quantity.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_resource(osb_create_options *options, const char *name, const char *quantity);

/**
 * Sets an environment variable of the sandbox.
 *
 * @param name   Not empty, without "=".
 * @param value  NULL removes the variable from these options.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_env(osb_create_options *options, const char *name, const char *value);

/**
 * Sets a metadata entry: a label to find the sandbox by. The server holds names and values to Kubernetes' rules for
 * labels.
 *
 * @param key    Not empty.
 * @param value  NULL removes the entry from these options.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_metadata(osb_create_options *options, const char *key, const char *value);

/**
 * Sets how long osb_sandbox_create() may wait for the sandbox to be ready, endpoint look-up and health checks included,
 * from the moment the server has answered: 30 s by default.
 *
 * @param milliseconds  1 or more; -1 for no limit.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_ready_timeout(osb_create_options *options, int64_t milliseconds);

/**
 * Sets the pause between two looks at a sandbox that is not ready yet: 200 ms by default.
 *
 * @param milliseconds  1 to 3600000.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_poll_interval(osb_create_options *options, int64_t milliseconds);

/**
 * Returns from osb_sandbox_create() as soon as the server has answered, without waiting for the sandbox to be ready.
 *
 * @param on  1 or 0, which is the default.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_skip_health_check(osb_create_options *options, int32_t on);

/**
 * Replaces the built-in health check (an answer of the daemon's /ping) by the host's own, asked until it says 1 or the
 * ready timeout runs out. It is kept by the sandbox, for osb_sandbox_is_healthy() and osb_sandbox_wait_ready().
 *
 * @param fn       NULL for the built-in check.
 * @param release  Called once when user_data is no longer used; may be NULL. Not called when this function fails.
 *
 * Errors: none but OSB_ERR_INVALID_HANDLE.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_on_health_check(osb_create_options *options, osb_health_fn fn, void *user_data,
                                                      osb_release_fn release);

/**
 * Takes an HTTP request for health check: a GET through the endpoint of a port, answered with a status from 200 to 399.
 * For a sandbox whose own server has to be up before it is of use. In place of another health check.
 *
 * @param port  1 to 65535.
 * @param path  As for osb_http_request_set_path().
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_http_probe(osb_create_options *options, int32_t port, const char *path);

/**
 * Takes for health check that something listens on a TCP port, seen from inside the sandbox: whatever it speaks, and on
 * whichever of the sandbox's addresses. Its list of sockets is read by a command, which wants a POSIX shell there. In
 * place of another health check.
 *
 * @param port  1 to 65535.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_tcp_probe(osb_create_options *options, int32_t port);

/**
 * Sets the name and password that the image's registry asks for.
 *
 * @param username  Not empty; NULL for none of both.
 * @param password  Not empty; NULL for none of both.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT when one of them is NULL.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_registry_auth(osb_create_options *options, const char *username,
                                                        const char *password);

/**
 * Sets the snapshot the sandbox is made from, in place of an image.
 *
 * @param id  Not empty; NULL for none.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_snapshot(osb_create_options *options, const char *id);

/**
 * Sets the template the sandbox is made from, in place of an image. A template has fixed what runs: with it go a
 * timeout, metadata, a network policy and extensions alone.
 *
 * @param id  Not empty; NULL for none.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_template(osb_create_options *options, const char *id);

/**
 * Sets the pool that the sandbox is taken from, in place of an image: one of sandboxes that run already. The extension
 * "poolRef".
 *
 * @param name  Not empty; NULL for none.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_pool(osb_create_options *options, const char *name);

/**
 * Sets what the sandbox is sure to get of a resource, where osb_create_options_set_resource() is the most it can have.
 *
 * @param name      "cpu", "memory", or whatever else the server knows.
 * @param quantity  In Kubernetes' notation: "500m", "2Gi". NULL removes the request.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for an empty name or quantity.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_resource_request(osb_create_options *options, const char *name,
                                                           const char *quantity);

/**
 * Sets the machine the sandbox shall run on.
 *
 * @param os    "linux" or "windows"; NULL for none of both.
 * @param arch  "amd64" or "arm64"; NULL for none of both.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT when one of them is NULL. Other names are refused by osb_sandbox_create().
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_platform(osb_create_options *options, const char *os, const char *arch);

/**
 * Sets what the sandbox may reach. Without a policy it may reach everything.
 *
 * @param policy  Copied; NULL for none.
 *
 * Errors: none but OSB_ERR_INVALID_HANDLE.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_network_policy(osb_create_options *options, const osb_network_policy *policy);

/**
 * Starts the sandbox with the proxy that can put credentials into its requests. Wants a network policy.
 *
 * @param on  1 or 0, which is the default.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_credential_proxy(osb_create_options *options, int32_t on);

/**
 * Lets only those reach the sandbox's ports who have its token: it comes with the endpoints' headers, and this library
 * sends it along.
 *
 * @param on  1 or 0, which is the default.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_secure_access(osb_create_options *options, int32_t on);

/**
 * Adds storage that the sandbox mounts.
 *
 * @param volume  Copied.
 *
 * Errors: none but OSB_ERR_INVALID_HANDLE. What a volume lacks is told by osb_sandbox_create().
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_add_volume(osb_create_options *options, const osb_volume *volume);

/**
 * Sets an extension: a setting that the server or its platform understands and this library does not.
 *
 * @param key    Not empty.
 * @param value  NULL removes the extension from these options.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_extension(osb_create_options *options, const char *key, const char *value);

/**
 * Has the server move the sandbox's end each time somebody reaches it through the server: the extension
 * "access.renew.extend.seconds". osb_config_set_skip_access_renew() keeps a client's own requests from counting.
 *
 * @param milliseconds  How long it then lives on, 300000 to 86400000, rounded up to seconds; -1 for none.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_renew_on_access(osb_create_options *options, int64_t milliseconds);

/**
 * Sets a command that has to succeed before the sandbox's own program starts.
 *
 * @param hook  Copied; NULL for none. A time limit of up to three hours; a name and a schedule are not sent.
 *
 * Errors: none but OSB_ERR_INVALID_HANDLE. What a hook lacks is told by osb_sandbox_create().
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_pre_start(osb_create_options *options, const osb_hook *hook);

/**
 * Adds a command that runs time and again as long as the sandbox does.
 *
 * @param hook  Copied. It needs a name and a schedule; a time limit of up to five minutes.
 *
 * Errors: none but OSB_ERR_INVALID_HANDLE. What a hook lacks is told by osb_sandbox_create().
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_add_periodic(osb_create_options *options, const osb_hook *hook);

/**
 * Labels the sandbox with the metadata entry "osb-create-id", which is on by default. When the answer to a create is
 * lost, or the call is cancelled under way, a sandbox may exist that nobody knows of: it is then looked for by this
 * label, and deleted.
 *
 * The value is made anew for each create; a host that sets this metadata entry itself has chosen it, and has to see to
 * it that no other sandbox carries the same.
 *
 * @param on  1, which is the default, or 0.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_create_options_set_create_id(osb_create_options *options, int32_t on);

/**
 * Releases create options.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_create_options_free(osb_create_options *options);

/* ---- Volume ------------------------------------------------------------------------------------------------------ */

/**
 * Makes a volume without a name, a place or anything behind it. It takes a name, a mount path, and exactly one of a
 * host's path, a claim and a bucket.
 *
 * @return A volume to free with osb_volume_free().
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_volume *osb_volume_new(void);

/**
 * Sets the volume's name, unique among those of a sandbox.
 *
 * @param name  1 to 63 small letters, digits and "-", with a letter or digit at both ends.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT. The form is checked by osb_sandbox_create().
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_volume_set_name(osb_volume *volume, const char *name);

/**
 * Sets where the sandbox sees it.
 *
 * @param path  Absolute.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_volume_set_mount_path(osb_volume *volume, const char *path);

/**
 * Lets the sandbox read it only.
 *
 * @param on  1 or 0, which is the default.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_volume_set_read_only(osb_volume *volume, int32_t on);

/**
 * Mounts a folder of what is behind it instead of the whole.
 *
 * @param path  Relative, without ".."; NULL for the whole.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT. The form is checked by osb_sandbox_create().
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_volume_set_sub_path(osb_volume *volume, const char *path);

/**
 * Puts a path of the server's host behind it. Servers allow few of them.
 *
 * @param path  Absolute, on the host.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT. The form is checked by osb_sandbox_create().
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_volume_set_host(osb_volume *volume, const char *path);

/**
 * Puts a volume of the platform behind it: a PersistentVolumeClaim of Kubernetes, or a named volume of Docker. By
 * default it is made where it is missing, and stays when the sandbox goes.
 *
 * @param name  The claim's or volume's name, up to 253 bytes.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_volume_set_claim(osb_volume *volume, const char *name);

/**
 * Makes the claim where it is missing.
 *
 * @param on  1, which is the default, or 0.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1, and when the volume has no claim yet.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_volume_set_claim_create(osb_volume *volume, int32_t on);

/**
 * Deletes a claim that was made for the sandbox when the sandbox goes. One that was there before stays.
 *
 * @param on  1 or 0, which is the default.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1, and when the volume has no claim yet.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_volume_set_claim_delete(osb_volume *volume, int32_t on);

/**
 * Sets how a claim is made where it is missing. Docker has no use for it.
 *
 * @param storage_class  Kubernetes' StorageClass; NULL for the cluster's default.
 * @param storage        How much, e.g. "1Gi"; NULL for the cluster's default.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT, also when the volume has no claim yet.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_volume_set_claim_storage(osb_volume *volume, const char *storage_class, const char *storage);

/**
 * Adds an access mode that a claim is made with where it is missing.
 *
 * @param mode  Kubernetes' name, e.g. "ReadWriteOnce".
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT, also when the volume has no claim yet.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_volume_add_claim_access_mode(osb_volume *volume, const char *mode);

/**
 * Puts a bucket of Alibaba Cloud's object store behind it, mounted by ossfs.
 *
 * @param bucket      Its name, 3 to 63 bytes.
 * @param endpoint    Of the store, e.g. "oss-cn-hangzhou.aliyuncs.com".
 * @param key_id      The access key's id.
 * @param key_secret  The access key's secret; goes to the server as it is.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT. The name's length is checked by osb_sandbox_create().
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_volume_set_bucket(osb_volume *volume, const char *bucket, const char *endpoint,
                                         const char *key_id, const char *key_secret);

/**
 * Sets ossfs's major version.
 *
 * @param version  "1.0" or "2.0", which is the default.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT, also when the volume has no bucket yet. Other versions are refused by
 *           osb_sandbox_create().
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_volume_set_bucket_version(osb_volume *volume, const char *version);

/**
 * Adds an option of ossfs.
 *
 * @param option  As ossfs has it.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT, also when the volume has no bucket yet.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_volume_add_bucket_option(osb_volume *volume, const char *option);

/**
 * Releases a volume; options that it was added to have a copy.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_volume_free(osb_volume *volume);

/* ---- Network policy ---------------------------------------------------------------------------------------------- */

/**
 * Makes a policy that denies everything.
 *
 * @return A policy to free with osb_network_policy_free().
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_network_policy *osb_network_policy_new(void);

/**
 * Sets what becomes of what no rule is about.
 *
 * @param action  OSB_NETWORK_DENY, which is the default, or OSB_NETWORK_ALLOW.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for another number.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_network_policy_set_default(osb_network_policy *policy, osb_network_action action);

/**
 * Adds a rule. The first that is about a target decides.
 *
 * @param action  OSB_NETWORK_ALLOW or OSB_NETWORK_DENY.
 * @param target  A host's name, or those below one: "example.com", "*.example.com". Not empty.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_network_policy_add_rule(osb_network_policy *policy, osb_network_action action,
                                               const char *target);

/**
 * Releases a policy; options that it was set in have a copy.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_network_policy_free(osb_network_policy *policy);

/* ---- Hook -------------------------------------------------------------------------------------------------------- */

/**
 * Makes a hook without a command.
 *
 * @return A hook to free with osb_hook_free().
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_hook *osb_hook_new(void);

/**
 * Adds a word of the command: the program first, then its arguments. No shell is between.
 *
 * @param argument  Any text.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_hook_add_argument(osb_hook *hook, const char *argument);

/**
 * Sets how long the command may take: what the server's default is otherwise (60 s).
 *
 * @param milliseconds  1 or more, rounded up to seconds; -1 for the server's default. The most that a server takes is
 *                      checked by osb_sandbox_create().
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_hook_set_timeout(osb_hook *hook, int64_t milliseconds);

/**
 * Sets the name of a hook that runs time and again, unique among those of a sandbox.
 *
 * @param name  Not empty.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_hook_set_name(osb_hook *hook, const char *name);

/**
 * Sets when a hook runs that runs time and again.
 *
 * @param schedule  As the server understands it, e.g. "0 * * * *". Not empty.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_hook_set_schedule(osb_hook *hook, const char *schedule);

/**
 * Releases a hook; options that it was set in have a copy.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_hook_free(osb_hook *hook);

/* ---- Connect options --------------------------------------------------------------------------------------------- */

/**
 * Makes connect options with the defaults: ready within 30 s, looked at every 200 ms.
 *
 * @return Options to free with osb_connect_options_free().
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_connect_options *osb_connect_options_new(void);

/**
 * Sets how long the wait for the sandbox to be ready may take, endpoint look-up and health checks included: 30 s by
 * default.
 *
 * @param milliseconds  1 or more; -1 for no limit.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_connect_options_set_ready_timeout(osb_connect_options *options, int64_t milliseconds);

/**
 * Sets the pause between two looks at a sandbox: 200 ms by default.
 *
 * @param milliseconds  1 to 3600000.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_connect_options_set_poll_interval(osb_connect_options *options, int64_t milliseconds);

/**
 * Connects as soon as the server has told where the sandbox's daemon is, without waiting for it to be ready.
 *
 * @param on  1 or 0, which is the default.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_connect_options_set_skip_health_check(osb_connect_options *options, int32_t on);

/**
 * Replaces the built-in health check, as osb_create_options_on_health_check() does.
 *
 * @param fn       NULL for the built-in check.
 * @param release  Called once when user_data is no longer used; may be NULL. Not called when this function fails.
 *
 * Errors: none but OSB_ERR_INVALID_HANDLE.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_connect_options_on_health_check(osb_connect_options *options, osb_health_fn fn, void *user_data,
                                                       osb_release_fn release);

/**
 * Takes an HTTP request for health check, as osb_create_options_set_http_probe() does.
 *
 * @param port  1 to 65535.
 * @param path  As for osb_http_request_set_path().
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_connect_options_set_http_probe(osb_connect_options *options, int32_t port, const char *path);

/**
 * Takes for health check that something listens on a TCP port, as osb_create_options_set_tcp_probe() does.
 *
 * @param port  1 to 65535.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_connect_options_set_tcp_probe(osb_connect_options *options, int32_t port);

/**
 * Sets the port that this sandbox's daemon listens on, where it is not the config's.
 *
 * @param port  1 to 65535; -1 for the config's.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_connect_options_set_daemon_port(osb_connect_options *options, int32_t port);

/**
 * Releases connect options.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_connect_options_free(osb_connect_options *options);

/* ---- Sandbox ----------------------------------------------------------------------------------------------------- */

/**
 * Creates a sandbox and waits until it is ready: its daemon answers, or the custom health check says so.
 *
 * When it fails or is cancelled after the server made the sandbox, the sandbox is deleted in the background:
 * osb_error_sandbox_id() names it and osb_error_cleanup() tells whether that worked. When the answer is lost, or the
 * call cancelled before it came, the sandbox that may exist is looked for by its label
 * (osb_create_options_set_create_id()) for up to 30 s, and deleted: osb_error_sandbox_id() is NULL then, and
 * osb_error_cleanup() tells. A key that is refused, a name that does not resolve and a connection that keeps being
 * refused are answered at once, not when the ready timeout has run out.
 *
 * @param options  What to make; an image, a snapshot, a template or a pool is required. Copied.
 * @param out      Receives the sandbox; free it with osb_sandbox_free().
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT when the options break one of the server's rules, with the field's name, e.g.
 *           "volumes.0.name"
 *         OSB_ERR_QUOTA
 *         OSB_ERR_READY_TIMEOUT, with the last cause in the message
 *         OSB_ERR_UNHEALTHY when the custom health check gave up
 *         OSB_ERR_SANDBOX_FAILED when the sandbox ended instead
 *         OSB_ERR_OUTCOME_UNKNOWN when the answer was lost and the sandbox may exist.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_create(osb_client *client, const osb_create_options *options, osb_cancel *cancel,
                                      osb_sandbox **out, osb_error **error);

/**
 * Connects to a sandbox that exists: asks where its daemon is, and waits until it is ready.
 *
 * @param id       From osb_sandbox_id(), perhaps of another process; not empty.
 * @param options  NULL for the defaults. Copied.
 * @param out      Receives the sandbox; free it with osb_sandbox_free().
 *
 * Errors: OSB_ERR_NOT_FOUND when there is no such sandbox
 *         OSB_ERR_READY_TIMEOUT, OSB_ERR_UNHEALTHY and OSB_ERR_SANDBOX_FAILED as for osb_sandbox_create().
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_connect(osb_client *client, const char *id, const osb_connect_options *options,
                                       osb_cancel *cancel, osb_sandbox **out, osb_error **error);

/**
 * A handle for a sandbox that exists already, perhaps since another process created it. Asks nobody: what is wrong with
 * the id shows at the first use.
 *
 * @param id   From osb_sandbox_id(); not empty.
 * @param out  Receives the sandbox; free it with osb_sandbox_free().
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for an empty id.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_attach(osb_client *client, const char *id, osb_sandbox **out, osb_error **error);

/**
 * Resumes a paused sandbox and connects to it, as osb_sandbox_connect() does.
 *
 * @param id       The sandbox's id; not empty.
 * @param options  NULL for the defaults. Copied.
 * @param out      Receives the sandbox; free it with osb_sandbox_free().
 *
 * Errors: OSB_ERR_NOT_FOUND when there is no such sandbox
 *         OSB_ERR_CONFLICT when it is not paused
 *         OSB_ERR_READY_TIMEOUT, OSB_ERR_UNHEALTHY and OSB_ERR_SANDBOX_FAILED as for osb_sandbox_create().
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_connect_paused(osb_client *client, const char *id, const osb_connect_options *options,
                                              osb_cancel *cancel, osb_sandbox **out, osb_error **error);

/**
 * The sandbox's id.
 *
 * @return Borrowed text, valid until the sandbox is freed.
 *
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API const char *osb_sandbox_id(const osb_sandbox *sandbox);

/**
 * Asks the server for the sandbox's state and settings.
 *
 * @param out  Receives the information; free it with osb_sandbox_info_free().
 *
 * Errors: OSB_ERR_NOT_FOUND when the sandbox is gone.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_get_info(osb_sandbox *sandbox, osb_cancel *cancel, osb_sandbox_info **out,
                                        osb_error **error);

/**
 * Where a port of the sandbox is reached: from the client's memory (osb_config_set_endpoint_lifetime()), or from the
 * server. Of those who ask for the same one at the same time one does, and the others wait for its answer.
 *
 * @param port  1 to 65535; 44772 is the daemon.
 * @param out   Receives the endpoint; free it with osb_endpoint_free().
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for another port
 *         OSB_ERR_NOT_FOUND
 *         OSB_ERR_PROTOCOL when the server's answer is not host[:port][/path], or brings headers that would forge
 *           another request.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_get_endpoint(osb_sandbox *sandbox, int32_t port, osb_cancel *cancel, osb_endpoint **out,
                                            osb_error **error);

/**
 * The same by way of the server's proxy, whatever osb_config_set_use_server_proxy() says.
 *
 * @param port  1 to 65535.
 * @param out   Receives the endpoint; free it with osb_endpoint_free().
 *
 * Errors: As for osb_sandbox_get_endpoint().
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_get_proxy_endpoint(osb_sandbox *sandbox, int32_t port, osb_cancel *cancel,
                                                  osb_endpoint **out, osb_error **error);

/**
 * Asks the server for an endpoint that lets anybody in until it expires: for a browser, say, that cannot send headers.
 * Asked for each time, and directly, since servers sign none through their proxy.
 *
 * @param port        1 to 65535.
 * @param expires_at  When it expires, in milliseconds since 1970; the wire knows whole seconds, so a part of one is
 *                    dropped.
 * @param out         Receives the endpoint; free it with osb_endpoint_free().
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for another port or a time before 1970
 *         OSB_ERR_VALIDATION or OSB_ERR_UNSUPPORTED from a server that signs none.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_get_signed_endpoint(osb_sandbox *sandbox, int32_t port, int64_t expires_at,
                                                   osb_cancel *cancel, osb_endpoint **out, osb_error **error);

/**
 * Sends a request to a port of the sandbox, through its endpoint and with the endpoint's headers. What answers may be
 * anybody's program: any status is a response. The body is collected, or goes to the request's callback on this thread.
 *
 * @param port     1 to 65535.
 * @param request  NULL for GET /. Copied.
 * @param out      Receives the response; free it with osb_http_response_free().
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for another port
 *         OSB_ERR_TOO_LARGE for a body beyond its limit
 *         OSB_ERR_OUTCOME_UNKNOWN when a POST or PATCH was sent and the answer lost; a failure of the endpoint look-up.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_send_request(osb_sandbox *sandbox, int32_t port, const osb_http_request *request,
                                            osb_cancel *cancel, osb_http_response **out, osb_error **error);

/**
 * Asks the daemon once what the sandbox uses. It measures for a second before it answers.
 *
 * @param out  Receives the reading; free it with osb_metrics_free().
 *
 * Errors: OSB_ERR_PROTOCOL when the answer lacks a number.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_get_metrics(osb_sandbox *sandbox, osb_cancel *cancel, osb_metrics **out,
                                           osb_error **error);

/**
 * Asks the health check once: the daemon's /ping, or the custom one the sandbox was created with.
 *
 * @param out  Receives 1 or 0. A daemon that cannot be reached or answers badly is 0.
 *
 * Errors: OSB_ERR_UNAUTHORIZED or OSB_ERR_FORBIDDEN when the daemon refuses us; a failure of the endpoint look-up.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_is_healthy(osb_sandbox *sandbox, osb_cancel *cancel, int32_t *out, osb_error **error);

/**
 * Waits until the health check succeeds, as osb_sandbox_create() does.
 *
 * @param timeout  How long at the most, in milliseconds; -1 for ever, 0 looks once.
 *
 * Errors: OSB_ERR_READY_TIMEOUT, OSB_ERR_UNHEALTHY
 *         OSB_ERR_UNAUTHORIZED, OSB_ERR_FORBIDDEN, OSB_ERR_NOT_FOUND, OSB_ERR_RESOLVE and OSB_ERR_CONNECT at once
 *         OSB_ERR_SANDBOX_FAILED when the sandbox ended.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_wait_ready(osb_sandbox *sandbox, int64_t timeout, osb_cancel *cancel, osb_error **error);

/**
 * Waits until the server says that the sandbox is in a state.
 *
 * @param state    One of OSB_STATE_* but OSB_STATE_UNKNOWN. A sandbox that the server no longer knows counts as
 *                 OSB_STATE_TERMINATED.
 * @param timeout  How long at the most, in milliseconds; -1 for ever, 0 looks once.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT
 *         OSB_ERR_READY_TIMEOUT when the time is up
 *         OSB_ERR_SANDBOX_FAILED when the sandbox ended, so that it will never be in that state
 *         OSB_ERR_NOT_FOUND.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_wait_for_state(osb_sandbox *sandbox, osb_sandbox_state state, int64_t timeout,
                                              osb_cancel *cancel, osb_error **error);

/**
 * Pauses the sandbox: its processes stop where they are, and requests to it hang until it is resumed. Its end still
 * comes.
 *
 * Errors: OSB_ERR_CONFLICT when it is not running
 *         OSB_ERR_NOT_FOUND
 *         OSB_ERR_UNSUPPORTED.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_pause(osb_sandbox *sandbox, osb_cancel *cancel, osb_error **error);

/**
 * Resumes the paused sandbox and waits until it is ready, as it was when the handle was made; it may be reached
 * somewhere else then.
 *
 * Errors: OSB_ERR_CONFLICT when it is not paused
 *         OSB_ERR_NOT_FOUND
 *         OSB_ERR_READY_TIMEOUT, OSB_ERR_UNHEALTHY and OSB_ERR_SANDBOX_FAILED as for osb_sandbox_create().
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_resume(osb_sandbox *sandbox, osb_cancel *cancel, osb_error **error);

/**
 * Moves the sandbox's end to so many milliseconds from now, sooner or later than it was. Now is the server's: it is
 * taken from the Date of its answers, so that a wrong clock here does no harm. A client that has heard nothing from the
 * server yet asks it once more for that.
 *
 * @param milliseconds  How long the sandbox shall live from now; 1 or more.
 * @param out           Receives its new end in milliseconds since 1970; may be NULL.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT
 *         OSB_ERR_CONFLICT when it has no end
 *         OSB_ERR_NOT_FOUND.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_renew(osb_sandbox *sandbox, int64_t milliseconds, osb_cancel *cancel, int64_t *out,
                                     osb_error **error);

/**
 * Keeps the sandbox alive as long as this handle, or something made from it, is held: its end is moved at once and
 * whenever half of its time is over, in the background. Killing the sandbox ends that too.
 *
 * A renewal that fails is tried again; osb_sandbox_renewal_error() has the last failure, and the callback hears of
 * each. It is called on a thread of the host's: by the next call that asks the server or the daemon for this sandbox.
 * With the sandbox gone there are no more tries.
 *
 * @param milliseconds  How long the sandbox shall live from each renewal, 1000 or more; -1 for no more renewals.
 * @param fn            NULL for none.
 * @param release       Called once when user_data is no longer used; may be NULL. Not called when this function fails.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT
 *         OSB_ERR_RESOURCES when the client's thread could not be started.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_set_auto_renew(osb_sandbox *sandbox, int64_t milliseconds, osb_renewal_fn fn,
                                              void *user_data, osb_release_fn release, osb_error **error);

/**
 * Why the last automatic renewal failed.
 *
 * @return An error to free with osb_error_free(), NULL when the last renewal did not fail or there was none.
 *
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_error *osb_sandbox_renewal_error(const osb_sandbox *sandbox);

/**
 * Changes the sandbox's metadata: what the patch does not name stays as it is.
 *
 * @param patch  What to set and to remove. Copied.
 * @param out    Receives what the sandbox then is, to free with osb_sandbox_info_free(); may be NULL.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for what is no label
 *         OSB_ERR_NOT_FOUND.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_patch_metadata(osb_sandbox *sandbox, const osb_metadata_patch *patch, osb_cancel *cancel,
                                              osb_sandbox_info **out, osb_error **error);

/**
 * Ends the remote sandbox. The handle stays valid, to be freed.
 *
 * Errors: OSB_ERR_NOT_FOUND when it is gone already.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_kill(osb_sandbox *sandbox, osb_cancel *cancel, osb_error **error);

/**
 * Ends the remote sandbox and releases the handle, whatever comes of it: osb_sandbox_kill() and osb_sandbox_free() in
 * one. A sandbox that is gone already is fine.
 *
 * Errors: OSB_ERR_INVALID_HANDLE, and nothing is released; otherwise what the server said.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_destroy(osb_sandbox *sandbox, osb_cancel *cancel, osb_error **error);

/**
 * Releases the handle. The remote sandbox goes on; osb_sandbox_kill() ends it.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_sandbox_free(osb_sandbox *sandbox);

/* ---- Sandbox info ------------------------------------------------------------------------------------------------ */

/**
 * The sandbox's id.
 *
 * @return Borrowed text, valid until the information is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_sandbox_info_id(const osb_sandbox_info *info);

/**
 * The state; OSB_STATE_UNKNOWN for one this version does not know: osb_sandbox_info_state_text() has the server's word.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_sandbox_state osb_sandbox_info_state(const osb_sandbox_info *info);

/**
 * The state as the server wrote it, e.g. "Running".
 *
 * @return Borrowed text, valid until the information is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_sandbox_info_state_text(const osb_sandbox_info *info);

/**
 * The server's short reason for the state, e.g. "CONTAINER_RUNNING", NULL when it gave none.
 *
 * @return Borrowed text, valid until the information is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_sandbox_info_reason(const osb_sandbox_info *info);

/**
 * The server's message on the state, NULL when it gave none.
 *
 * @return Borrowed text, valid until the information is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_sandbox_info_message(const osb_sandbox_info *info);

/**
 * The image's name as the server knows it, NULL when the sandbox was made from something else.
 *
 * @return Borrowed text, valid until the information is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_sandbox_info_image(const osb_sandbox_info *info);

/**
 * The snapshot it was made from, NULL when it was made from something else.
 *
 * @return Borrowed text, valid until the information is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_sandbox_info_snapshot(const osb_sandbox_info *info);

/**
 * The operating system that was asked for, NULL when none was.
 *
 * @return Borrowed text, valid until the information is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_sandbox_info_platform_os(const osb_sandbox_info *info);

/**
 * The architecture that was asked for, NULL when none was.
 *
 * @return Borrowed text, valid until the information is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_sandbox_info_platform_arch(const osb_sandbox_info *info);

/**
 * How it came to be, e.g. "pool", NULL when it was made for its caller.
 *
 * @return Borrowed text, valid until the information is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_sandbox_info_allocation_mode(const osb_sandbox_info *info);

/**
 * The pool it was taken from, NULL when it was not.
 *
 * @return Borrowed text, valid until the information is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_sandbox_info_allocation_pool(const osb_sandbox_info *info);

/**
 * How far its taking has come, e.g. "allocated", NULL when there is none.
 *
 * @return Borrowed text, valid until the information is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_sandbox_info_allocation_state(const osb_sandbox_info *info);

/**
 * When it was created, in milliseconds since 1970; -1 when the server did not say.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int64_t osb_sandbox_info_created_at(const osb_sandbox_info *info);

/**
 * When the server will end it, in milliseconds since 1970; -1 when it never will.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int64_t osb_sandbox_info_expires_at(const osb_sandbox_info *info);

/**
 * When the state last changed, in milliseconds since 1970; -1 when the server did not say.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int64_t osb_sandbox_info_last_transition_at(const osb_sandbox_info *info);

/**
 * How many arguments its first process has.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API size_t osb_sandbox_info_entrypoint_count(const osb_sandbox_info *info);

/**
 * An argument of its first process.
 *
 * @param index  From 0; NULL is returned past the end.
 * @return Borrowed text, valid until the information is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_sandbox_info_entrypoint(const osb_sandbox_info *info, size_t index);

/**
 * How many metadata entries it has.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API size_t osb_sandbox_info_metadata_count(const osb_sandbox_info *info);

/**
 * The key of a metadata entry.
 *
 * @param index  From 0; NULL is returned past the end.
 * @return Borrowed text, valid until the information is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_sandbox_info_metadata_key(const osb_sandbox_info *info, size_t index);

/**
 * The value of a metadata entry.
 *
 * @param index  From 0; NULL is returned past the end.
 * @return Borrowed text, valid until the information is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_sandbox_info_metadata_value(const osb_sandbox_info *info, size_t index);

/**
 * The value of the metadata entry with this key, NULL when there is none.
 *
 * @param key  Compared byte for byte.
 * @return Borrowed text, valid until the information is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_sandbox_info_get_metadata(const osb_sandbox_info *info, const char *key);

/**
 * How many extensions it has.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API size_t osb_sandbox_info_extension_count(const osb_sandbox_info *info);

/**
 * The key of an extension.
 *
 * @param index  From 0; NULL is returned past the end.
 * @return Borrowed text, valid until the information is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_sandbox_info_extension_key(const osb_sandbox_info *info, size_t index);

/**
 * The value of an extension.
 *
 * @param index  From 0; NULL is returned past the end.
 * @return Borrowed text, valid until the information is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_sandbox_info_extension_value(const osb_sandbox_info *info, size_t index);

/**
 * The value of the extension with this key, NULL when there is none.
 *
 * @param key  Compared byte for byte.
 * @return Borrowed text, valid until the information is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_sandbox_info_get_extension(const osb_sandbox_info *info, const char *key);

/**
 * Releases the information.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_sandbox_info_free(osb_sandbox_info *info);

/* ---- Metadata patch ---------------------------------------------------------------------------------------------- */

/**
 * Makes a patch that changes nothing.
 *
 * @return A patch to free with osb_metadata_patch_free().
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_metadata_patch *osb_metadata_patch_new(void);

/**
 * Sets or removes a metadata entry; what the patch does not name stays as it is.
 *
 * @param key    Not empty.
 * @param value  NULL removes the entry from the sandbox.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT. The rules for labels are checked where the patch is used.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_metadata_patch_set(osb_metadata_patch *patch, const char *key, const char *value);

/**
 * Releases a patch.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_metadata_patch_free(osb_metadata_patch *patch);

/* ---- Metrics ----------------------------------------------------------------------------------------------------- */

/**
 * How many CPUs the sandbox has.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API double osb_metrics_cpu_count(const osb_metrics *metrics);

/**
 * How much of its CPUs it used while it was looked at, in percent.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API double osb_metrics_cpu_percentage(const osb_metrics *metrics);

/**
 * How much memory there is, in MiB.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API double osb_metrics_memory_total(const osb_metrics *metrics);

/**
 * How much of it is used, in MiB.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API double osb_metrics_memory_used(const osb_metrics *metrics);

/**
 * When the daemon looked, in milliseconds since 1970 by its own clock; -1 when it did not say.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int64_t osb_metrics_timestamp(const osb_metrics *metrics);

/**
 * Releases the reading.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_metrics_free(osb_metrics *metrics);

/* ---- Endpoint ---------------------------------------------------------------------------------------------------- */

/**
 * The endpoint as a URL with the config's protocol and without a trailing slash: append a path to it.
 *
 * @return Borrowed text, valid until the endpoint is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_endpoint_url(const osb_endpoint *endpoint);

/**
 * The endpoint as the server gave it: host[:port][/path].
 *
 * @return Borrowed text, valid until the endpoint is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_endpoint_address(const osb_endpoint *endpoint);

/**
 * How many headers must go with each request to this endpoint.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API size_t osb_endpoint_header_count(const osb_endpoint *endpoint);

/**
 * The name of such a header.
 *
 * @param index  From 0; NULL is returned past the end.
 * @return Borrowed text, valid until the endpoint is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_endpoint_header_name(const osb_endpoint *endpoint, size_t index);

/**
 * The value of such a header: a secret.
 *
 * @param index  From 0; NULL is returned past the end.
 * @return Borrowed text, valid until the endpoint is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_endpoint_header_value(const osb_endpoint *endpoint, size_t index);

/**
 * Releases an endpoint.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_endpoint_free(osb_endpoint *endpoint);

/* ---- H t t p request --------------------------------------------------------------------------------------------- */

/**
 * Makes a request: GET / without headers or body.
 *
 * @return A request to free with osb_http_request_free().
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_http_request *osb_http_request_new(void);

/**
 * Sets the method.
 *
 * @param method  "GET", "POST", "PUT", "PATCH" or "DELETE".
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for anything else.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_http_request_set_method(osb_http_request *request, const char *method);

/**
 * Sets the path, with its query: what follows the endpoint's URL.
 *
 * @param path  Begins with "/", percent-encoded where it has to be; "." and ".." are refused as segments, because they
 *              could lead out of the sandbox.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_http_request_set_path(osb_http_request *request, const char *path);

/**
 * Adds a header, or replaces the one of that name, in place of the config's. The endpoint's own headers win over it.
 *
 * @param name   As for osb_config_set_header(). For Content-Type see osb_http_request_set_body().
 * @param value  Without control characters. NULL removes the header.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_http_request_set_header(osb_http_request *request, const char *name, const char *value);

/**
 * Sets the body.
 *
 * @param data          Copied; NULL for an empty one.
 * @param size          Its bytes, up to 64 MiB.
 * @param content_type  The Content-Type; NULL for none.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_http_request_set_body(osb_http_request *request, const void *data, size_t size,
                                             const char *content_type);

/**
 * Sets how long the exchange may take as a whole: the config's request timeout by default, and no limit where the body
 * goes to a callback.
 *
 * @param milliseconds  1 or more; -1 for no limit.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_http_request_set_timeout(osb_http_request *request, int64_t milliseconds);

/**
 * Sets the largest body that is collected: 16 MiB by default. A larger one makes the call OSB_ERR_TOO_LARGE.
 *
 * @param size  In bytes; 0 takes none but an empty one. At the most 1 GiB.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_http_request_set_body_limit(osb_http_request *request, size_t size);

/**
 * Hands the body to a callback as it comes, instead of collecting it.
 *
 * @param fn       NULL collects it again.
 * @param release  Called once when user_data is no longer used; may be NULL. Not called when this function fails.
 *
 * Errors: none but OSB_ERR_INVALID_HANDLE.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_http_request_on_body(osb_http_request *request, osb_body_fn fn, void *user_data,
                                            osb_release_fn release);

/**
 * Releases a request.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_http_request_free(osb_http_request *request);

/* ---- H t t p response -------------------------------------------------------------------------------------------- */

/**
 * The HTTP status, whatever it is: one that is not a success is the answer of what runs in the sandbox, or of the way
 * there, and no error.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int32_t osb_http_response_status(const osb_http_response *response);

/**
 * How many headers it has.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API size_t osb_http_response_header_count(const osb_http_response *response);

/**
 * The name of a header.
 *
 * @param index  From 0; NULL is returned past the end.
 * @return Borrowed text, valid until the response is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_http_response_header_name(const osb_http_response *response, size_t index);

/**
 * The value of a header.
 *
 * @param index  From 0; NULL is returned past the end.
 * @return Borrowed text, valid until the response is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_http_response_header_value(const osb_http_response *response, size_t index);

/**
 * The value of the first header with this name, NULL when there is none.
 *
 * @param name  Compared without regard to the case of its letters.
 * @return Borrowed text, valid until the response is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_http_response_get_header(const osb_http_response *response, const char *name);

/**
 * The body, NUL-terminated beyond its size; empty when it went to a callback.
 *
 * @param size  Receives the number of bytes; may be NULL.
 * @return Borrowed bytes, valid until the response is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_http_response_body(const osb_http_response *response, size_t *size);

/**
 * What the callback answered to stop the body, 0 when it came to its end.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int32_t osb_http_response_callback_value(const osb_http_response *response);

/**
 * Releases a response.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_http_response_free(osb_http_response *response);

/* ---- Server ------------------------------------------------------------------------------------------------------ */

/**
 * Asks the server whether it is healthy. It needs no key for that.
 *
 * @param out  Receives 1 or 0.
 *
 * Errors: OSB_ERR_NOT_FOUND when there is no server of OpenSandbox.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_server_is_healthy(osb_client *client, osb_cancel *cancel, int32_t *out, osb_error **error);

/**
 * Asks the server what it is. It needs no key for that.
 *
 * @param out  Receives the information; free it with osb_server_info_free().
 *
 * Errors: OSB_ERR_UNSUPPORTED when it is older than the question.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_server_get_info(osb_client *client, osb_cancel *cancel, osb_server_info **out,
                                       osb_error **error);

/**
 * Lists sandboxes, a page of them. osb_server_iterate_sandboxes() goes through all pages.
 *
 * @param filter  NULL for all sandboxes. Copied.
 * @param out     Receives the page; free it with osb_sandbox_page_free().
 *
 * Errors: OSB_ERR_VALIDATION when the server refuses the filter.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_server_list_sandboxes(osb_client *client, const osb_sandbox_filter *filter, osb_cancel *cancel,
                                             osb_sandbox_page **out, osb_error **error);

/**
 * Begins to go through the sandboxes of all pages, one after the other. Asks nobody yet.
 *
 * @param filter  NULL for all sandboxes; its page is the first. Copied.
 * @param out     Receives the iterator; free it with osb_sandbox_iterator_free().
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_server_iterate_sandboxes(osb_client *client, const osb_sandbox_filter *filter,
                                                osb_sandbox_iterator **out, osb_error **error);

/**
 * Asks for a sandbox's state and settings.
 *
 * @param id   The sandbox's id; not empty.
 * @param out  Receives the information; free it with osb_sandbox_info_free().
 *
 * Errors: OSB_ERR_NOT_FOUND when there is no such sandbox.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_server_get_sandbox(osb_client *client, const char *id, osb_cancel *cancel,
                                          osb_sandbox_info **out, osb_error **error);

/**
 * Pauses a sandbox, as osb_sandbox_pause() does.
 *
 * @param id  The sandbox's id; not empty.
 *
 * Errors: OSB_ERR_NOT_FOUND when there is no such sandbox
 *         OSB_ERR_CONFLICT when it is not running.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_server_pause_sandbox(osb_client *client, const char *id, osb_cancel *cancel, osb_error **error);

/**
 * Resumes a paused sandbox without waiting for it to be ready.
 *
 * @param id  The sandbox's id; not empty.
 *
 * Errors: OSB_ERR_NOT_FOUND when there is no such sandbox
 *         OSB_ERR_CONFLICT when it is not paused.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_server_resume_sandbox(osb_client *client, const char *id, osb_cancel *cancel, osb_error **error);

/**
 * Moves a sandbox's end, as osb_sandbox_renew() does.
 *
 * @param id            The sandbox's id; not empty.
 * @param milliseconds  How long it shall live from now; 1 or more.
 * @param out           Receives its new end in milliseconds since 1970; may be NULL.
 *
 * Errors: OSB_ERR_NOT_FOUND when there is no such sandbox
 *         OSB_ERR_CONFLICT when it has no end.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_server_renew_sandbox(osb_client *client, const char *id, int64_t milliseconds,
                                            osb_cancel *cancel, int64_t *out, osb_error **error);

/**
 * Changes a sandbox's metadata, as osb_sandbox_patch_metadata() does.
 *
 * @param id     The sandbox's id; not empty.
 * @param patch  What to set and to remove. Copied.
 * @param out    Receives what the sandbox then is, to free with osb_sandbox_info_free(); may be NULL.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for what is no label
 *         OSB_ERR_NOT_FOUND when there is no such sandbox.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_server_patch_metadata(osb_client *client, const char *id, const osb_metadata_patch *patch,
                                             osb_cancel *cancel, osb_sandbox_info **out, osb_error **error);

/**
 * Ends a sandbox.
 *
 * @param id  The sandbox's id; not empty.
 *
 * Errors: OSB_ERR_NOT_FOUND when it is gone already.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_server_kill_sandbox(osb_client *client, const char *id, osb_cancel *cancel, osb_error **error);

/* ---- Server info ------------------------------------------------------------------------------------------------- */

/**
 * The server's version, e.g. "1.1.1".
 *
 * @return Borrowed text, valid until the information is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_server_info_version(const osb_server_info *info);

/**
 * Releases the information.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_server_info_free(osb_server_info *info);

/* ---- Sandbox filter ---------------------------------------------------------------------------------------------- */

/**
 * Makes a filter that lets every sandbox through, in the server's own page size.
 *
 * @return A filter to free with osb_sandbox_filter_free().
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_sandbox_filter *osb_sandbox_filter_new(void);

/**
 * Adds a state: sandboxes in one of those that were added come through.
 *
 * @param state  One of OSB_STATE_* but OSB_STATE_UNKNOWN.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for anything else.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_filter_add_state(osb_sandbox_filter *filter, osb_sandbox_state state);

/**
 * The same for a state that this version does not know.
 *
 * @param state  The server's word; not empty.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_filter_add_state_text(osb_sandbox_filter *filter, const char *state);

/**
 * Adds a metadata entry that sandboxes have to have.
 *
 * @param key    Not empty.
 * @param value  NULL removes it from this filter.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_filter_set_metadata(osb_sandbox_filter *filter, const char *key, const char *value);

/**
 * Sets the page to list, or the first one to go through.
 *
 * @param page  From 1, which is the default.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_filter_set_page(osb_sandbox_filter *filter, int32_t page);

/**
 * Sets how many sandboxes a page has: what the server's default is otherwise (20).
 *
 * @param size  1 to 200.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_filter_set_page_size(osb_sandbox_filter *filter, int32_t size);

/**
 * Releases a filter.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_sandbox_filter_free(osb_sandbox_filter *filter);

/* ---- Sandbox page ------------------------------------------------------------------------------------------------ */

/**
 * How many sandboxes are on it.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API size_t osb_sandbox_page_count(const osb_sandbox_page *page);

/**
 * A sandbox of it.
 *
 * @param index  From 0; NULL is returned past the end.
 * @return Borrowed information, valid until the page is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const osb_sandbox_info *osb_sandbox_page_info(const osb_sandbox_page *page, size_t index);

/**
 * Which page it is, from 1; -1 when the server did not say.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int64_t osb_sandbox_page_number(const osb_sandbox_page *page);

/**
 * How many sandboxes a page has at the most; -1 when the server did not say.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int64_t osb_sandbox_page_size(const osb_sandbox_page *page);

/**
 * How many sandboxes there are on all pages; -1 when the server did not say.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int64_t osb_sandbox_page_total_items(const osb_sandbox_page *page);

/**
 * How many pages there are; -1 when the server did not say.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int64_t osb_sandbox_page_total_pages(const osb_sandbox_page *page);

/**
 * 1 when another page follows.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int32_t osb_sandbox_page_has_next(const osb_sandbox_page *page);

/**
 * Releases a page and the information on it.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_sandbox_page_free(osb_sandbox_page *page);

/* ---- Sandbox iterator -------------------------------------------------------------------------------------------- */

/**
 * The next sandbox. The server is asked when a page is through. What begins or ends meanwhile may move the pages: no
 * sandbox comes twice from two of them in a row, and one may be missed. After a failure the same page is asked for
 * again.
 *
 * @param out  Receives the information, to free with osb_sandbox_info_free(), or NULL when there are no more.
 *
 * Errors: OSB_ERR_VALIDATION when the server refuses the filter.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_iterator_next(osb_sandbox_iterator *iterator, osb_cancel *cancel, osb_sandbox_info **out,
                                             osb_error **error);

/**
 * Releases an iterator.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_sandbox_iterator_free(osb_sandbox_iterator *iterator);

/* ---- Command options --------------------------------------------------------------------------------------------- */

/**
 * Makes command options with the defaults: the daemon's own directory and environment, no deadline, output collected up
 * to 16 MiB a stream, no callbacks.
 *
 * @return Options to free with osb_command_options_free().
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_command_options *osb_command_options_new(void);

/**
 * Sets the directory the command starts in.
 *
 * @param cwd  A path inside the sandbox; NULL for the daemon's own.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for an empty path.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_command_options_set_cwd(osb_command_options *options, const char *cwd);

/**
 * Sets an environment variable of the command, on top of the sandbox's.
 *
 * @param name   Not empty, without "=".
 * @param value  NULL removes the variable from these options.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_command_options_set_env(osb_command_options *options, const char *name, const char *value);

/**
 * Adds a word to the argument vector that is run in place of a command for the shell: first the program, then its
 * arguments. The command parameter of osb_command_run() and its like is then NULL. Where the daemon knows no argument
 * vectors, a shell is given the words quoted, and becomes the program.
 *
 * @param word  May be empty, except for the program.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_command_options_add_argv(osb_command_options *options, const char *word);

/**
 * Sets the user the command runs as.
 *
 * @param uid  0 to 4294967295; -1 for the daemon's own, which is the default.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_command_options_set_uid(osb_command_options *options, int64_t uid);

/**
 * Sets the group the command runs as; needs a user too.
 *
 * @param gid  0 to 4294967295; -1 for the user's own, which is the default.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_command_options_set_gid(osb_command_options *options, int64_t gid);

/**
 * Has the daemon end the command when it has run for so long. The result is then OSB_ENDED_TIMED_OUT with
 * OSB_ERR_COMMAND_TIMEOUT as its error, also for a command in the background, which no deadline of ours could end. In a
 * session it ends the shell's own work only: the call returns when what the command started has closed its output.
 *
 * @param milliseconds  1 or more; -1 for none, which is the default.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_command_options_set_timeout(osb_command_options *options, int64_t milliseconds);

/**
 * Runs the command in the background: it outlives its connection, this process and the handle, until it ends or
 * osb_execution_interrupt() ends it. Its output goes to a log that osb_execution_attach() follows from anywhere.
 *
 * @param on  1, or 0, which is the default.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_command_options_set_background(osb_command_options *options, int32_t on);

/**
 * Sets how many bytes of a started execution's output may wait for the host: 256 KiB by default.
 *
 * @param bytes  16 KiB to 1 GiB.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_command_options_set_buffer_limit(osb_command_options *options, size_t bytes);

/**
 * Sets how often the log of a background command is asked for: the pause grows from the first to the second while
 * nothing comes. 50 ms and 2 s by default.
 *
 * @param shortest  Milliseconds, 1 to 3600000.
 * @param longest   Milliseconds, shortest to 3600000.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_command_options_set_poll_interval(osb_command_options *options, int64_t shortest,
                                                         int64_t longest);

/**
 * Sets a deadline of our own, counted from the call: when it passes, the stream is closed, the daemon kills the
 * command, and the result is OSB_ENDED_TIMED_OUT with the output so far. A command in the background is not killed:
 * following it ends.
 *
 * @param milliseconds  1 or more; -1 for none, which is the default.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_command_options_set_deadline(osb_command_options *options, int64_t milliseconds);

/**
 * Collects the output in the result, or leaves it to the callbacks.
 *
 * @param on  1, which is the default, or 0.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_command_options_set_collect(osb_command_options *options, int32_t on);

/**
 * Sets how many bytes of stdout, and how many of stderr, are collected at the most: 16 MiB each by default. What comes
 * after is dropped and the result says so; callbacks still get everything.
 *
 * @param bytes  Up to 1 GiB.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for more.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_command_options_set_output_limit(osb_command_options *options, size_t bytes);

/**
 * Calls back with the execution's id as soon as the daemon has accepted the command.
 *
 * @param fn       NULL for none.
 * @param release  Called once when user_data is no longer used; may be NULL. Not called when this function fails.
 *
 * Errors: none but OSB_ERR_INVALID_HANDLE.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_command_options_on_init(osb_command_options *options, osb_init_fn fn, void *user_data,
                                               osb_release_fn release);

/**
 * Calls back with each line of standard output.
 *
 * @param fn       NULL for none.
 * @param release  Called once when user_data is no longer used; may be NULL. Not called when this function fails.
 *
 * Errors: none but OSB_ERR_INVALID_HANDLE.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_command_options_on_stdout(osb_command_options *options, osb_output_fn fn, void *user_data,
                                                 osb_release_fn release);

/**
 * Calls back with each line of standard error.
 *
 * @param fn       NULL for none.
 * @param release  Called once when user_data is no longer used; may be NULL. Not called when this function fails.
 *
 * Errors: none but OSB_ERR_INVALID_HANDLE.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_command_options_on_stderr(osb_command_options *options, osb_output_fn fn, void *user_data,
                                                 osb_release_fn release);

/**
 * Calls back with each representation of each result value; commands give none, code executions do.
 *
 * @param fn       NULL for none.
 * @param release  Called once when user_data is no longer used; may be NULL. Not called when this function fails.
 *
 * Errors: none but OSB_ERR_INVALID_HANDLE.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_command_options_on_result(osb_command_options *options, osb_value_fn fn, void *user_data,
                                                 osb_release_fn release);

/**
 * Calls back with the daemon's error event.
 *
 * @param fn       NULL for none.
 * @param release  Called once when user_data is no longer used; may be NULL. Not called when this function fails.
 *
 * Errors: none but OSB_ERR_INVALID_HANDLE.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_command_options_on_error(osb_command_options *options, osb_failure_fn fn, void *user_data,
                                                osb_release_fn release);

/**
 * Calls back when the daemon says that the command completed with exit code 0.
 *
 * @param fn       NULL for none.
 * @param release  Called once when user_data is no longer used; may be NULL. Not called when this function fails.
 *
 * Errors: none but OSB_ERR_INVALID_HANDLE.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_command_options_on_complete(osb_command_options *options, osb_complete_fn fn, void *user_data,
                                                   osb_release_fn release);

/**
 * Calls back with every event as the daemon sent it, pings and events of a type this version does not know included.
 *
 * @param fn       NULL for none.
 * @param release  Called once when user_data is no longer used; may be NULL. Not called when this function fails.
 *
 * Errors: none but OSB_ERR_INVALID_HANDLE.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_command_options_on_event(osb_command_options *options, osb_event_fn fn, void *user_data,
                                                osb_release_fn release);

/**
 * Calls back with the log of a background command: its standard output and standard error mixed, byte for byte, in
 * pieces that may end anywhere. Called by osb_execution_wait().
 *
 * @param fn       NULL for none.
 * @param release  Called once when user_data is no longer used; may be NULL. Not called when this function fails.
 *
 * Errors: none but OSB_ERR_INVALID_HANDLE.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_command_options_on_log(osb_command_options *options, osb_output_fn fn, void *user_data,
                                              osb_release_fn release);

/**
 * Releases command options.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_command_options_free(osb_command_options *options);

/* ---- Command ----------------------------------------------------------------------------------------------------- */

/**
 * Runs a shell command in the sandbox and waits until it has ended, calling back on this thread as its output comes.
 *
 * Returns at the command's last event: the second for which the daemon holds the stream open after it is not waited
 * for. A callback that answers anything but 0, the options' deadline, the cancel and its deadline all close the stream,
 * and the daemon then kills the command; the result tells which it was. What a callback answers to the last event
 * changes nothing: the command has ended. A non-zero exit code is a result, not an error.
 *
 * A command that the options put into the background is only started: the result is OSB_ENDED_RUNNING with the
 * execution's id.
 *
 * @param command  What the sandbox's shell shall run; not empty. NULL where the options have an argument vector.
 * @param options  NULL for the defaults. Copied.
 * @param out      Receives the result; free it with osb_result_free().
 *
 * Errors: An error means that the command is not known to have started. OSB_ERR_OUTCOME_UNKNOWN when the request was
 *           sent and no event came, so that it may have run
 *         OSB_ERR_PROTOCOL when the stream did not begin as the protocol says
 *         OSB_ERR_VALIDATION when the daemon refuses the request, e.g. for a directory that does not exist.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_command_run(osb_sandbox *sandbox, const char *command, const osb_command_options *options,
                                   osb_cancel *cancel, osb_result **out, osb_error **error);

/**
 * Starts a command and returns at once. What becomes of it, failures to reach the server or the daemon included, is
 * told by its events: pulled with osb_execution_next() or osb_execution_wait(), or taken from a queue with
 * osb_queue_poll().
 *
 * Its output waits in a buffer (osb_command_options_set_buffer_limit()). When the host lags and the buffer is full, the
 * connection is not read any further until there is room: nothing is dropped, no other execution is held up, and in the
 * end the command itself is stopped by its own full pipe. A server that gives up on such a stream makes it
 * OSB_ENDED_LOST, and the error says so.
 *
 * A command that the options put into the background is started and then followed, as osb_execution_attach() does.
 *
 * @param command    As for osb_command_run().
 * @param options    NULL for the defaults. Copied. Callbacks are called by osb_execution_wait() only.
 * @param queue      Where its events go; NULL to pull them from the execution itself. Kept alive by the execution.
 * @param user_data  The host's own pointer, given back by osb_event_user_data() and not touched otherwise.
 * @param out        Receives the execution; free it with osb_execution_free().
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT
 *         OSB_ERR_RESOURCES when the client's thread could not be started or no descriptor is left.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_command_start(osb_sandbox *sandbox, const char *command, const osb_command_options *options,
                                     osb_queue *queue, void *user_data, osb_execution **out, osb_error **error);

/**
 * Sets an environment variable for all later commands and sessions of the sandbox, by adding a line to the file that
 * its EXECD_ENVS names. The value is read back, because daemons differ in how they read that file.
 *
 * @param name   Letters, digits and "_", not beginning with a digit.
 * @param value  Not NULL: a variable cannot be taken away again.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT
 *         OSB_ERR_UNSUPPORTED when the sandbox was created without EXECD_ENVS, or when its daemon's file cannot hold
 *           the value
 *         OSB_ERR_SERVER when the file cannot be written.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_command_set_env(osb_sandbox *sandbox, const char *name, const char *value, osb_cancel *cancel,
                                       osb_error **error);

/* ---- Result ------------------------------------------------------------------------------------------------------ */

/**
 * How the command ended.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_ended osb_result_ended(const osb_result *result);

/**
 * The exit code; -1 unless the command ended as OSB_ENDED_EXITED.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int32_t osb_result_exit_code(const osb_result *result);

/**
 * The signal's number on Linux; -1 unless the command ended as OSB_ENDED_SIGNALLED and the daemon named a signal we
 * know.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int32_t osb_result_signal(const osb_result *result);

/**
 * What the callback answered that stopped the command; 0 unless it ended as OSB_ENDED_STOPPED.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int32_t osb_result_callback_value(const osb_result *result);

/**
 * The execution's id, as the daemon gave it.
 *
 * @return Borrowed text, valid until the result is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_result_execution_id(const osb_result *result);

/**
 * How long it ran, in milliseconds: the daemon's figure where it gave one, else ours from the first event to the last.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int64_t osb_result_duration(const osb_result *result);

/**
 * The standard output collected: one "\n" after each line. Not byte-exact, because the wire is not: it carries lines,
 * and bytes that are not UTF-8 arrive as U+FFFD.
 *
 * @param size  Receives the number of bytes; may be NULL.
 * @return Borrowed text, valid until the result is freed; "" when nothing was collected.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_result_stdout(const osb_result *result, size_t *size);

/**
 * The standard error collected, like osb_result_stdout().
 *
 * @param size  Receives the number of bytes; may be NULL.
 * @return Borrowed text, valid until the result is freed; "" when nothing was collected.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_result_stderr(const osb_result *result, size_t *size);

/**
 * 1 when more standard output came than the limit let us collect.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int32_t osb_result_stdout_truncated(const osb_result *result);

/**
 * 1 when more standard error came than the limit let us collect.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int32_t osb_result_stderr_truncated(const osb_result *result);

/**
 * Why the command did not end by itself: for OSB_ENDED_LOST what broke, for OSB_ENDED_TIMED_OUT and OSB_ENDED_CANCELLED
 * which limit or cancel it was. NULL otherwise.
 *
 * @return Borrowed, valid until the result is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const osb_error *osb_result_error(const osb_result *result);

/**
 * The name in the daemon's error event, e.g. "CommandExecError", NULL when there was none.
 *
 * @return Borrowed text, valid until the result is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_result_error_name(const osb_result *result);

/**
 * The value in the daemon's error event, e.g. "3", NULL when there was none.
 *
 * @return Borrowed text, valid until the result is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_result_error_value(const osb_result *result);

/**
 * The traceback in the daemon's error event, its lines joined by "\n", NULL when there was no error event.
 *
 * @return Borrowed text, valid until the result is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_result_error_traceback(const osb_result *result);

/**
 * Releases a result.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_result_free(osb_result *result);

/* ---- Execution --------------------------------------------------------------------------------------------------- */

/**
 * Follows a background command that was started before: by this process, by another one, or before a crash. Asks nobody
 * yet: without a queue it begins with the first osb_execution_next() or osb_execution_wait(), with one it begins now.
 *
 * Its log comes as OSB_EVENT_LOG, byte for byte and each byte once, whatever happens to the connections; each such
 * event has a cursor from which another follow goes on. Between two looks there is a pause
 * (osb_command_options_set_poll_interval()).
 *
 * @param id         The execution's id: osb_execution_id(), osb_result_execution_id(), or the data of
 *                   OSB_EVENT_STARTED.
 * @param cursor     From osb_event_cursor(); NULL for the log's beginning.
 * @param options    NULL for the defaults. Copied. Of them the deadline (for the follow: the command goes on), the
 *                   timeout (what the command was given, to tell its end by it from another kill), the limits, the poll
 *                   interval and the callbacks count.
 * @param queue      As for osb_command_start().
 * @param user_data  As for osb_command_start().
 * @param out        Receives the execution; free it with osb_execution_free(), which leaves the command running.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT
 *         OSB_ERR_RESOURCES. That there is no such command (OSB_ERR_NOT_FOUND), or that it runs in the foreground
 *           (OSB_ERR_CONFLICT), is told by the end.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_execution_attach(osb_sandbox *sandbox, const char *id, const char *cursor,
                                        const osb_command_options *options, osb_queue *queue, void *user_data,
                                        osb_execution **out, osb_error **error);

/**
 * The execution's id, NULL until the daemon has told it. For a command in a session it is the session's.
 *
 * @return Borrowed text, valid until the execution is freed.
 *
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API const char *osb_execution_id(const osb_execution *execution);

/**
 * Waits for the next event. Of the events of an execution each is given out once, OSB_EVENT_END being the last.
 *
 * @param timeout  How long at the most, in milliseconds; -1 for ever, 0 does not wait.
 * @param out      Receives the event, to be freed with osb_event_free(), or NULL when the time is up.
 *
 * Errors: OSB_ERR_ENDED after OSB_EVENT_END, and once osb_execution_wait() has told the end
 *         OSB_ERR_INVALID_ARGUMENT when the execution has a queue
 *         OSB_ERR_REENTRANT from inside a callback that osb_execution_wait() called for the same execution. The cancel
 *           ends the wait, not the execution.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_execution_next(osb_execution *execution, int64_t timeout, osb_cancel *cancel, osb_event **out,
                                      osb_error **error);

/**
 * Waits until the execution has ended, giving the events that nobody has pulled to the options' callbacks, on this
 * thread. May be called again, and by several threads.
 *
 * @param out  Receives the result; free it with osb_result_free().
 *
 * Errors: What osb_command_run() answers when the command is not known to have started
 *         OSB_ERR_INVALID_ARGUMENT when the execution has a queue
 *         OSB_ERR_REENTRANT from inside a callback of the same execution. The cancel ends the wait, not the execution.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_execution_wait(osb_execution *execution, osb_cancel *cancel, osb_result **out,
                                      osb_error **error);

/**
 * Cancels: closes the stream, whereupon the daemon kills the command and its process group; through the server's proxy,
 * which may hide the close, the daemon is asked to as well. The end is OSB_ENDED_CANCELLED, after the output that has
 * come, unless the command has ended before. Of a command in the background only the follow ends;
 * osb_execution_interrupt() ends the command. Does not wait.
 *
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API void osb_execution_cancel(osb_execution *execution);

/**
 * Asks the daemon to end the command, in the background or not, with SIGTERM and, three seconds later, with SIGKILL,
 * and waits until it has. The execution's events go on and tell how it ended. For a command in a session it kills the
 * command and ends the session.
 *
 * Errors: OSB_ERR_CONFLICT when the daemon has not accepted the command yet, or the command has ended
 *         OSB_ERR_NOT_FOUND when the daemon does not know it.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_execution_interrupt(osb_execution *execution, osb_cancel *cancel, osb_error **error);

/**
 * Asks the daemon what has become of the command. Does not begin to follow it.
 *
 * @param out  Receives the status; free it with osb_command_status_free().
 *
 * Errors: OSB_ERR_CONFLICT when the daemon has not accepted the command yet
 *         OSB_ERR_NOT_FOUND when it does not know it, as for commands in a session.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_execution_get_status(osb_execution *execution, osb_cancel *cancel, osb_command_status **out,
                                            osb_error **error);

/**
 * Releases an execution. If it is still running in the foreground, this cancels it: its stream is closed, and the
 * daemon kills the command. A queue delivers nothing more of it, its end neither. A command in the background goes on.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_execution_free(osb_execution *execution);

/* ---- Event ------------------------------------------------------------------------------------------------------- */

/**
 * What the event tells; OSB_EVENT_NONE on a wrong handle.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_kind osb_event_kind(const osb_event *event);

/**
 * The execution it is of: the very pointer that osb_command_start() gave, to compare with.
 *
 * @return Borrowed: the host's own handle. NULL once the host has freed the execution.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const osb_execution *osb_event_execution(const osb_event *event);

/**
 * The pointer that osb_command_start() was given for its execution.
 *
 * @return The host's own pointer.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void *osb_event_user_data(const osb_event *event);

/**
 * The event's number among its execution's: from 0, without a gap.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API uint64_t osb_event_sequence(const osb_event *event);

/**
 * When it happened, on the daemon's clock: milliseconds since 1970, -1 where the daemon does not say.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int64_t osb_event_timestamp(const osb_event *event);

/**
 * What the event carries: for OSB_EVENT_STDOUT and OSB_EVENT_STDERR a line without its terminator, for OSB_EVENT_LOG
 * bytes, for OSB_EVENT_STARTED the execution's id, for OSB_EVENT_RESULT the value, for OSB_EVENT_OTHER the daemon's
 * JSON.
 *
 * @param size  Receives the number of bytes; may be NULL.
 * @return Borrowed bytes, NUL-terminated, valid until the event is freed; NULL for other kinds.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_event_data(const osb_event *event, size_t *size);

/**
 * The MIME type of an OSB_EVENT_RESULT, NULL for other kinds.
 *
 * @return Borrowed text, valid until the event is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_event_mime_type(const osb_event *event);

/**
 * The name in an OSB_EVENT_ERROR, e.g. "CommandExecError", NULL for other kinds.
 *
 * @return Borrowed text, valid until the event is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_event_error_name(const osb_event *event);

/**
 * The value in an OSB_EVENT_ERROR, e.g. "3", NULL for other kinds.
 *
 * @return Borrowed text, valid until the event is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_event_error_value(const osb_event *event);

/**
 * The traceback in an OSB_EVENT_ERROR, its lines joined by "\n", NULL for other kinds.
 *
 * @return Borrowed text, valid until the event is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_event_error_traceback(const osb_event *event);

/**
 * How long the command ran, from an OSB_EVENT_COMPLETED: milliseconds, -1 for other kinds and where the daemon does not
 * say.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int64_t osb_event_duration(const osb_event *event);

/**
 * Where osb_execution_attach() goes on after an OSB_EVENT_LOG, in this process or another. Opaque: only this library
 * gives and takes it.
 *
 * @return Borrowed text, valid until the event is freed; NULL for other kinds.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_event_cursor(const osb_event *event);

/**
 * How the command ended, from an OSB_EVENT_END.
 *
 * @return Borrowed, valid until the event is freed; NULL for other kinds, and when the command is not known to have
 *         started.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const osb_result *osb_event_result(const osb_event *event);

/**
 * Why the command is not known to have started, from an OSB_EVENT_END: what osb_command_run() would have answered.
 *
 * @return Borrowed, valid until the event is freed; NULL for other kinds, and when there is a result.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const osb_error *osb_event_error(const osb_event *event);

/**
 * Releases an event.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_event_free(osb_event *event);

/* ---- Queue ------------------------------------------------------------------------------------------------------- */

/**
 * Makes a queue.
 *
 * @param out  Receives the queue; free it with osb_queue_free().
 *
 * Errors: OSB_ERR_RESOURCES when the process has no descriptor left for it.
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_status osb_queue_new(osb_queue **out, osb_error **error);

/**
 * The descriptor to wait for in an event loop: readable while osb_queue_poll() has something to give, and now and then
 * without. Level- triggered. For waiting only: never read, write or close it.
 *
 * @return A descriptor that lives as long as the queue, -1 on a wrong handle.
 *
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API int osb_queue_fd(const osb_queue *queue);

/**
 * Takes the events that have come, in order for each execution, and waits when there are none. Each event is given out
 * once, whichever thread asks; osb_event_sequence() tells the order where several do.
 *
 * @param timeout   How long to wait at the most, in milliseconds; -1 for ever, 0 does not wait.
 * @param events    Receives the events, to be freed with osb_event_free().
 * @param capacity  How many there is room for: 1 or more.
 * @param count     Receives how many were written; 0 when the time was up or osb_queue_wake() was called.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_queue_poll(osb_queue *queue, int64_t timeout, osb_event **events, size_t capacity, size_t *count,
                                  osb_error **error);

/**
 * Has the osb_queue_poll() that is waiting, or else the next one, return without waiting any longer.
 *
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API void osb_queue_wake(osb_queue *queue);

/**
 * Releases a queue. Nothing is cancelled: its executions go on, and what they have to tell goes nowhere.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_queue_free(osb_queue *queue);

/* ---- Command status ---------------------------------------------------------------------------------------------- */

/**
 * The execution's id.
 *
 * @return Borrowed text, valid until the status is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_command_status_id(const osb_command_status *status);

/**
 * 1 while the command runs.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int32_t osb_command_status_running(const osb_command_status *status);

/**
 * The exit code; -1 while the command runs, and when a signal ended it.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int32_t osb_command_status_exit_code(const osb_command_status *status);

/**
 * How the command failed, in the daemon's words: "exit status 4", "signal: killed". NULL while it runs, and when it
 * succeeded.
 *
 * @return Borrowed text, valid until the status is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_command_status_error(const osb_command_status *status);

/**
 * What was run, as the daemon was told.
 *
 * @return Borrowed text, valid until the status is freed; NULL where the daemon does not say.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_command_status_command(const osb_command_status *status);

/**
 * When the command was started, on the daemon's clock: milliseconds since 1970, -1 where the daemon does not say.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int64_t osb_command_status_started_at(const osb_command_status *status);

/**
 * When the command ended, on the daemon's clock: milliseconds since 1970, -1 while it runs.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int64_t osb_command_status_finished_at(const osb_command_status *status);

/**
 * Releases a status.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_command_status_free(osb_command_status *status);

/* ---- Session ----------------------------------------------------------------------------------------------------- */

/**
 * Creates a session: a shell whose directory and exported variables live on from one command to the next.
 *
 * @param cwd  The directory it begins in, made if need be; NULL for the daemon's own.
 * @param out  Receives the session; free it with osb_session_free().
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for an empty path.
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_status osb_session_create(osb_sandbox *sandbox, const char *cwd, osb_cancel *cancel, osb_session **out,
                                      osb_error **error);

/**
 * A handle for a session that exists already, perhaps since another process created it. Asks nobody.
 *
 * @param id   From osb_session_id().
 * @param out  Receives the session; free it with osb_session_free().
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for an empty id.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_session_attach(osb_sandbox *sandbox, const char *id, osb_session **out, osb_error **error);

/**
 * The session's id.
 *
 * @return Borrowed text, valid until the session is freed.
 *
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API const char *osb_session_id(const osb_session *session);

/**
 * Runs a command in the session, as osb_command_run() does in the sandbox: the same callbacks, the same result. Both of
 * its outputs come as standard output. One command at a time: what two of them at once leave behind is the one's or the
 * other's.
 *
 * @param command  As for osb_command_run(); an argument vector is quoted for the session's shell.
 * @param options  NULL for the defaults. Copied. A directory counts for this command. Variables, user, group and
 *                 background are not for a session.
 * @param out      Receives the result; free it with osb_result_free().
 *
 * Errors: As for osb_command_run()
 *         OSB_ERR_INVALID_ARGUMENT for options that are not for a session
 *         OSB_ERR_NOT_FOUND when there is no such session.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_session_run(osb_session *session, const char *command, const osb_command_options *options,
                                   osb_cancel *cancel, osb_result **out, osb_error **error);

/**
 * Starts a command in the session and returns at once, as osb_command_start() does in the sandbox.
 *
 * @param command    As for osb_session_run().
 * @param options    As for osb_session_run().
 * @param queue      As for osb_command_start().
 * @param user_data  As for osb_command_start().
 * @param out        Receives the execution; free it with osb_execution_free().
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT
 *         OSB_ERR_RESOURCES.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_session_start(osb_session *session, const char *command, const osb_command_options *options,
                                     osb_queue *queue, void *user_data, osb_execution **out, osb_error **error);

/**
 * Ends the remote session; a command that runs in it is killed. The handle stays valid, to be freed.
 *
 * Errors: OSB_ERR_NOT_FOUND when it is gone already.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_session_delete(osb_session *session, osb_cancel *cancel, osb_error **error);

/**
 * Releases the handle. The remote session goes on; osb_session_delete() ends it.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_session_free(osb_session *session);

/* ---- File options ------------------------------------------------------------------------------------------------ */

/**
 * Makes file options with the defaults: the daemon's own user, no mode, owner or group told, the whole file, verified,
 * resumed.
 *
 * @return Options to free with osb_file_options_free().
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_file_options *osb_file_options_new(void);

/**
 * Sets the permission bits of what is written, made or changed. Without them a new file gets the daemon's default (755)
 * and one that is written anew keeps its own.
 *
 * @param mode  1 to 07777, e.g. 0644; -1 for none, which is the default. The daemon takes 0 for none.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_file_options_set_mode(osb_file_options *options, int32_t mode);

/**
 * Sets the user who shall own what is written, made or changed.
 *
 * @param owner  A name that the sandbox knows; NULL for none, which is the default.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for an empty name.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_file_options_set_owner(osb_file_options *options, const char *owner);

/**
 * Sets the group of what is written, made or changed.
 *
 * @param group  A name that the sandbox knows; NULL for none, which is the default.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for an empty name.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_file_options_set_group(osb_file_options *options, const char *group);

/**
 * Has the daemon touch the files as a user of the sandbox, with no more than that user's rights. A daemon that cannot
 * answers OSB_ERR_UNSUPPORTED to the calls that ask for it.
 *
 * @param uid  0 to 4294967294; -1, with a gid of -1, for the daemon's own user, which is the default.
 * @param gid  0 to 4294967294, or -1.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT, also for one without the other.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_file_options_set_identity(osb_file_options *options, int64_t uid, int64_t gid);

/**
 * Has a read or download take a part of the file. What lies beyond the file's end is not there: fewer bytes come, or
 * none.
 *
 * @param offset  Where it begins, up to 2^63-1.
 * @param length  How many bytes; -1 for all to the end.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_file_options_set_range(osb_file_options *options, uint64_t offset, int64_t length);

/**
 * Has an upload ask afterwards how large the file is, and fail with OSB_ERR_INCOMPLETE if that is not what was sent.
 *
 * @param on  1, which is the default, or 0.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_file_options_set_verify(osb_file_options *options, int32_t on);

/**
 * Has a download go on after its connection was cut, from where it was, if the file is still the same: size and time of
 * change are compared, before going on and at the end. Where they leave it open, as for a file that was written in the
 * very second in which the download began, a download to a path begins anew, and one to a descriptor or a callback
 * fails. A read into memory always begins anew.
 *
 * @param on  1, which is the default, or 0.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_file_options_set_resume(osb_file_options *options, int32_t on);

/**
 * Has a download to a path give the file the permissions it has in the sandbox (never set-user-ID and the like), and an
 * upload from a path the ones it has on the host. For a symbolic link in the sandbox, whose target's mode the daemon
 * does not tell, it does nothing.
 *
 * @param on  1, or 0, which is the default.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for anything but 0 and 1.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_file_options_set_keep_mode(osb_file_options *options, int32_t on);

/**
 * Sets how many bytes a read may take into memory: 64 MiB by default. More is OSB_ERR_TOO_LARGE; a download has no
 * limit.
 *
 * @param bytes  0 to 1 TiB.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_file_options_set_read_limit(osb_file_options *options, size_t bytes);

/**
 * Sets who hears how far a transfer has come, on the thread that made the call.
 *
 * @param fn  NULL for nobody, which is the default.
 *
 * Errors: OSB_ERR_INVALID_HANDLE.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_file_options_on_progress(osb_file_options *options, osb_progress_fn fn, void *user_data,
                                                osb_release_fn release);

/**
 * Releases options.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_file_options_free(osb_file_options *options);

/* ---- Files ------------------------------------------------------------------------------------------------------- */

/**
 * Reads a file, or the options' range of it, into memory.
 *
 * @param path     An absolute path in the sandbox.
 * @param options  NULL for the defaults. Copied.
 * @param out      Receives the bytes; free them with osb_bytes_free().
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for a path that is not absolute
 *         OSB_ERR_NOT_FOUND
 *         OSB_ERR_CONFLICT for a directory
 *         OSB_ERR_TOO_LARGE for more than the options' read limit
 *         OSB_ERR_INCOMPLETE when not all of it came.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_read(osb_sandbox *sandbox, const char *path, const osb_file_options *options,
                                  osb_cancel *cancel, osb_bytes **out, osb_error **error);

/**
 * Reads some bytes of a file. What lies beyond its end is not there: fewer bytes come, or none.
 *
 * @param path     An absolute path in the sandbox.
 * @param offset   Where they begin, up to 2^63-1.
 * @param length   How many; 0 only looks whether the file is there.
 * @param options  NULL for the defaults. Copied. Their range does not count.
 * @param out      Receives the bytes; free them with osb_bytes_free().
 *
 * Errors: as for osb_files_read()
 *         OSB_ERR_INVALID_ARGUMENT also for an offset or a length that no file can have.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_read_range(osb_sandbox *sandbox, const char *path, uint64_t offset, uint64_t length,
                                        const osb_file_options *options, osb_cancel *cancel, osb_bytes **out,
                                        osb_error **error);

/**
 * Reads some lines of a file. They come without their ends (CR LF, too), joined by "\n"; the last one has none. Lines
 * beyond the file's end are not there.
 *
 * @param path     An absolute path in the sandbox.
 * @param first    The first line's number: 1 or more.
 * @param count    How many lines: 1 or more; -1 for all.
 * @param options  NULL for the defaults. Copied. Their range does not count.
 * @param out      Receives the bytes; free them with osb_bytes_free().
 *
 * Errors: as for osb_files_read().
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_read_lines(osb_sandbox *sandbox, const char *path, int64_t first, int64_t count,
                                        const osb_file_options *options, osb_cancel *cancel, osb_bytes **out,
                                        osb_error **error);

/**
 * Writes a file: what was there before is replaced, directories on the way are made.
 *
 * @param path     An absolute path in the sandbox.
 * @param data     What it shall hold; NULL where size is 0.
 * @param size     How many bytes.
 * @param options  NULL for the defaults. Copied.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for a path that is not absolute
 *         OSB_ERR_CONFLICT where a directory is
 *         OSB_ERR_FORBIDDEN
 *         OSB_ERR_VALIDATION for an owner that the sandbox does not know
 *         OSB_ERR_INCOMPLETE when less is there afterwards than was sent.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_write(osb_sandbox *sandbox, const char *path, const void *data, size_t size,
                                   const osb_file_options *options, osb_cancel *cancel, osb_error **error);

/**
 * Writes the files of a batch in one request, one after the other. It is not all or nothing: when one fails, those
 * before it are written.
 *
 * @param batch    Not empty. Borrowed for the call.
 * @param options  NULL for the defaults. Copied. Mode, owner and group are those of the batch's entries.
 *
 * Errors: as for osb_files_write()
 *         OSB_ERR_HOST_IO for a file of the host that cannot be read.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_write_many(osb_sandbox *sandbox, const osb_file_batch *batch,
                                        const osb_file_options *options, osb_cancel *cancel, osb_error **error);

/**
 * Writes a file with what a file of the host holds, in constant memory. A transfer has no time limit as a whole; the
 * config's idle timeout ends it when nothing can be sent for so long. It is sent once.
 *
 * @param host_path  A regular file; links are followed.
 * @param path       An absolute path in the sandbox.
 * @param options    NULL for the defaults. Copied.
 *
 * Errors: as for osb_files_write()
 *         OSB_ERR_HOST_IO when the host's file cannot be read, or became shorter meanwhile
 *         OSB_ERR_STOPPED by the progress callback.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_upload(osb_sandbox *sandbox, const char *host_path, const char *path,
                                    const osb_file_options *options, osb_cancel *cancel, osb_error **error);

/**
 * Writes a file with what can be read from a descriptor, from where it stands: a file, a pipe or a socket, blocking or
 * not.
 *
 * @param fd       Borrowed for the call.
 * @param size     How many bytes it gives; -1 for all to its end. Through the server's proxy it has to be known.
 * @param path     An absolute path in the sandbox.
 * @param options  NULL for the defaults. Copied.
 *
 * Errors: as for osb_files_upload()
 *         OSB_ERR_SIZE_UNKNOWN through the server's proxy
 *         OSB_ERR_INCOMPLETE when it ends too early
 *         OSB_ERR_OUTCOME_UNKNOWN when the connection broke: what was read cannot be given again.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_upload_fd(osb_sandbox *sandbox, int fd, int64_t size, const char *path,
                                       const osb_file_options *options, osb_cancel *cancel, osb_error **error);

/**
 * Writes a file with what a callback gives, on the thread that made the call.
 *
 * @param fn       Gives the bytes.
 * @param size     How many bytes it gives; -1 for all until it answers 0. Through the server's proxy it has to be
 *                 known.
 * @param path     An absolute path in the sandbox.
 * @param options  NULL for the defaults. Copied.
 *
 * Errors: as for osb_files_upload_fd()
 *         OSB_ERR_STOPPED by the callback.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_upload_from(osb_sandbox *sandbox, osb_read_fn fn, void *user_data, int64_t size,
                                         const char *path, const osb_file_options *options, osb_cancel *cancel,
                                         osb_error **error);

/**
 * Brings a file, or the options' range of it, to a path on the host, in constant memory and through as many connections
 * as it takes. It is there whole or not at all: written to a temporary file beside its name, which is renamed at the
 * end, and removed when anything fails. What has the name already gives way, a symbolic link itself and not what it
 * points to; a directory or a device does not.
 *
 * @param path       An absolute path in the sandbox.
 * @param host_path  Where to; its directory must exist.
 * @param options    NULL for the defaults. Copied.
 *
 * Errors: as for osb_files_read()
 *         OSB_ERR_HOST_IO when it cannot be written there, before anything is asked where that is known by then
 *         OSB_ERR_FILE_CHANGED when it changed after a cut
 *         OSB_ERR_STOPPED by the progress callback.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_download(osb_sandbox *sandbox, const char *path, const char *host_path,
                                      const osb_file_options *options, osb_cancel *cancel, osb_error **error);

/**
 * Brings a file, or the options' range of it, to a descriptor, where it stands: a file, a pipe or a socket, blocking or
 * not. What had come before a failure is written.
 *
 * @param path     An absolute path in the sandbox.
 * @param fd       Borrowed for the call.
 * @param options  NULL for the defaults. Copied.
 *
 * Errors: as for osb_files_download()
 *         OSB_ERR_BROKEN_PIPE when nobody reads from it any more, without a SIGPIPE.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_download_fd(osb_sandbox *sandbox, const char *path, int fd,
                                         const osb_file_options *options, osb_cancel *cancel, osb_error **error);

/**
 * Gives a file, or the options' range of it, to a callback, piece by piece, on the thread that made the call. What had
 * come before a failure was given.
 *
 * @param path     An absolute path in the sandbox.
 * @param fn       Takes the bytes.
 * @param options  NULL for the defaults. Copied.
 *
 * Errors: as for osb_files_download()
 *         OSB_ERR_STOPPED by the callback.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_download_to(osb_sandbox *sandbox, const char *path, osb_write_fn fn, void *user_data,
                                         const osb_file_options *options, osb_cancel *cancel, osb_error **error);

/**
 * Asks about several files, directories or links, which are not followed. All or nothing: one that is not there fails
 * the call.
 *
 * @param paths    Absolute paths in the sandbox.
 * @param count    How many: 1 or more.
 * @param options  Their identity counts; NULL for the defaults. Copied.
 * @param out      Receives a list with an entry for each, in their order; free it with osb_file_list_free().
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT
 *         OSB_ERR_NOT_FOUND.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_info(osb_sandbox *sandbox, const char *const *paths, size_t count,
                                  const osb_file_options *options, osb_cancel *cancel, osb_file_list **out,
                                  osb_error **error);

/**
 * Finds files below a directory by their names. Directories and what is behind symbolic links to them are not found.
 *
 * @param path     The directory's absolute path in the sandbox.
 * @param pattern  For the file's name, without its directories: "*.txt", "**" for all. NULL for all.
 * @param options  Their identity counts; NULL for the defaults. Copied.
 * @param out      Receives a list; free it with osb_file_list_free().
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT
 *         OSB_ERR_NOT_FOUND
 *         OSB_ERR_VALIDATION for a pattern that is none.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_search(osb_sandbox *sandbox, const char *path, const char *pattern,
                                    const osb_file_options *options, osb_cancel *cancel, osb_file_list **out,
                                    osb_error **error);

/**
 * Lists a directory, each directory's entries by their names. Symbolic links are not followed.
 *
 * @param path     The directory's absolute path in the sandbox.
 * @param depth    1 for its own entries, 2 for those of its directories too; 0 for none at all, -1 for all there is.
 * @param options  Their identity counts; NULL for the defaults. Copied.
 * @param out      Receives a list; free it with osb_file_list_free().
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT
 *         OSB_ERR_NOT_FOUND
 *         OSB_ERR_VALIDATION for what is no directory, or a symbolic link to one.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_list(osb_sandbox *sandbox, const char *path, int32_t depth,
                                  const osb_file_options *options, osb_cancel *cancel, osb_file_list **out,
                                  osb_error **error);

/**
 * Makes directories, and those on the way to them. One that is there already stays as it is.
 *
 * @param paths    Absolute paths in the sandbox.
 * @param count    How many: 1 or more.
 * @param options  Their mode, owner, group and identity count; NULL for the defaults. Copied.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT
 *         OSB_ERR_CONFLICT where a file is
 *         OSB_ERR_FORBIDDEN.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_make_dirs(osb_sandbox *sandbox, const char *const *paths, size_t count,
                                       const osb_file_options *options, osb_cancel *cancel, osb_error **error);

/**
 * Deletes files, one after the other until one fails. One that is not there is no failure.
 *
 * @param paths    Absolute paths in the sandbox.
 * @param count    How many: 1 or more.
 * @param options  Their identity counts; NULL for the defaults. Copied.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT
 *         OSB_ERR_CONFLICT for a directory
 *         OSB_ERR_FORBIDDEN.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_delete(osb_sandbox *sandbox, const char *const *paths, size_t count,
                                    const osb_file_options *options, osb_cancel *cancel, osb_error **error);

/**
 * Deletes directories with all that is in them, one after the other until one fails. One that is not there is no
 * failure.
 *
 * @param paths    Absolute paths in the sandbox.
 * @param count    How many: 1 or more.
 * @param options  Their identity counts; NULL for the defaults. Copied.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT
 *         OSB_ERR_FORBIDDEN.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_delete_dirs(osb_sandbox *sandbox, const char *const *paths, size_t count,
                                         const osb_file_options *options, osb_cancel *cancel, osb_error **error);

/**
 * Moves or renames files or directories, one after the other until one fails. What is at a target already does not give
 * way.
 *
 * @param sources  Absolute paths in the sandbox.
 * @param targets  As many: the new path of each.
 * @param count    How many: 1 or more.
 * @param options  Their identity counts; NULL for the defaults. Copied.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT
 *         OSB_ERR_NOT_FOUND
 *         OSB_ERR_CONFLICT when a target exists.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_move(osb_sandbox *sandbox, const char *const *sources, const char *const *targets,
                                  size_t count, const osb_file_options *options, osb_cancel *cancel, osb_error **error);

/**
 * Sets mode, owner and group of files and directories, one after the other until one fails; what the options do not
 * name stays.
 *
 * @param paths    Absolute paths in the sandbox.
 * @param count    How many: 1 or more.
 * @param options  At least one of mode, owner and group. Copied.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT, also for options that name nothing
 *         OSB_ERR_NOT_FOUND
 *         OSB_ERR_VALIDATION for an owner or group that the sandbox does not know
 *         OSB_ERR_FORBIDDEN.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_set_permissions(osb_sandbox *sandbox, const char *const *paths, size_t count,
                                             const osb_file_options *options, osb_cancel *cancel, osb_error **error);

/**
 * Replaces a text wherever it occurs in a file. The daemon reads the whole file for it.
 *
 * @param path      An absolute path in the sandbox.
 * @param old_text  What is looked for, byte for byte; not empty.
 * @param new_text  What comes in its place.
 * @param options   Their identity counts; NULL for the defaults. Copied.
 * @param replaced  Receives how often it did, -1 where the daemon does not say; may be NULL.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT
 *         OSB_ERR_NOT_FOUND
 *         OSB_ERR_FORBIDDEN.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_replace(osb_sandbox *sandbox, const char *path, const char *old_text, const char *new_text,
                                     const osb_file_options *options, osb_cancel *cancel, int64_t *replaced,
                                     osb_error **error);

/**
 * Writes a whole directory of the host below a directory of the sandbox, which is made if need be; what is there
 * already is overwritten. It goes as one archive, in constant memory, and is unpacked by the sandbox's own tar. Files,
 * directories and symbolic links, with their modes and times of change.
 *
 * @param host_path  A directory of the host. Its own name does not count.
 * @param path       The absolute path of the directory in the sandbox.
 * @param options    Owner, group, identity, verification and progress (of the archive's bytes) count; NULL for the
 *                   defaults. Copied.
 *
 * Errors: OSB_ERR_HOST_IO when something cannot be read, is no file, directory or link, or changes meanwhile
 *         OSB_ERR_UNSAFE_PATH for a symbolic link that is absolute or leads out of the directory
 *         OSB_ERR_UNSUPPORTED when the sandbox has no tar; as for osb_files_upload().
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_upload_tree(osb_sandbox *sandbox, const char *host_path, const char *path,
                                         const osb_file_options *options, osb_cancel *cancel, osb_error **error);

/**
 * Brings a whole directory of the sandbox to the host. It comes as one archive that the sandbox's own tar makes, in
 * constant memory, and is there whole or not at all: unpacked in a temporary directory beside its name, which is
 * renamed at the end, and removed when anything fails. What the sandbox sends is not trusted: names that are absolute
 * or lead out of the directory, symbolic links that do, and what is neither a file, a directory nor a link end the
 * download.
 *
 * @param path       The absolute path of the directory in the sandbox.
 * @param host_path  The directory to be made on the host. An empty one that is there gives way.
 * @param options    Identity, keeping modes, resumption and progress (of the archive's bytes) count; NULL for the
 *                   defaults. Copied.
 *
 * Errors: OSB_ERR_UNSAFE_PATH
 *         OSB_ERR_HOST_IO when it cannot be written there
 *         OSB_ERR_NOT_FOUND
 *         OSB_ERR_CONFLICT for what is no directory
 *         OSB_ERR_UNSUPPORTED when the sandbox has no tar
 *         OSB_ERR_INCOMPLETE when the archive ends in the middle; as for osb_files_download().
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_download_tree(osb_sandbox *sandbox, const char *path, const char *host_path,
                                           const osb_file_options *options, osb_cancel *cancel, osb_error **error);

/**
 * Watches a directory, by listing it at once and then, while osb_watch_next() is waited in, again and again: the daemon
 * has no call that tells of changes. What comes and goes between two looks is not seen. No thread and no connection is
 * kept for it.
 *
 * @param path      The directory's absolute path in the sandbox.
 * @param depth     1 for its own entries, more for those of its directories too, -1 for all there is.
 * @param interval  Milliseconds from one look to the next: 10 or more.
 * @param options   Their identity counts; NULL for the defaults. Copied.
 * @param out       Receives the watch; free it with osb_watch_free().
 *
 * Errors: as for osb_files_list().
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_files_watch(osb_sandbox *sandbox, const char *path, int32_t depth, int64_t interval,
                                   const osb_file_options *options, osb_cancel *cancel, osb_watch **out,
                                   osb_error **error);

/* ---- File batch -------------------------------------------------------------------------------------------------- */

/**
 * Makes an empty batch.
 *
 * @return A batch to free with osb_file_batch_free().
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_file_batch *osb_file_batch_new(void);

/**
 * Adds a file with these bytes.
 *
 * @param path     Its absolute path in the sandbox.
 * @param data     What it shall hold; copied. NULL where size is 0.
 * @param size     How many bytes.
 * @param options  Its mode, owner and group; NULL for none of them. Copied.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being filled. Since 0.1.0.
 */
OSB_API osb_status osb_file_batch_add(osb_file_batch *batch, const char *path, const void *data, size_t size,
                                      const osb_file_options *options, osb_error **error);

/**
 * Adds a file with what a file of the host holds when the batch is written.
 *
 * @param path       Its absolute path in the sandbox.
 * @param host_path  A regular file.
 * @param options    Its mode, owner and group; NULL for none of them. Copied.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being filled. Since 0.1.0.
 */
OSB_API osb_status osb_file_batch_add_file(osb_file_batch *batch, const char *path, const char *host_path,
                                           const osb_file_options *options, osb_error **error);

/**
 * How many files it holds.
 *
 * Threads: one at a time while it is being filled. Since 0.1.0.
 */
OSB_API size_t osb_file_batch_count(const osb_file_batch *batch);

/**
 * Releases a batch.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_file_batch_free(osb_file_batch *batch);

/* ---- File list --------------------------------------------------------------------------------------------------- */

/**
 * How many entries there are.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API size_t osb_file_list_count(const osb_file_list *list);

/**
 * An entry's path, as the daemon says it: absolute.
 *
 * @param index  From 0; NULL is returned past the end.
 * @return Borrowed text, valid until the list is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_file_list_path(const osb_file_list *list, size_t index);

/**
 * What an entry is.
 *
 * @param index  From 0; OSB_FILE_TYPE_UNKNOWN is returned past the end.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_file_type osb_file_list_type(const osb_file_list *list, size_t index);

/**
 * An entry's size in bytes.
 *
 * @param index  From 0; -1 is returned past the end.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int64_t osb_file_list_size(const osb_file_list *list, size_t index);

/**
 * An entry's permission bits, e.g. 0644; -1 where the daemon does not say.
 *
 * @param index  From 0; -1 is returned past the end.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int32_t osb_file_list_mode(const osb_file_list *list, size_t index);

/**
 * The name of an entry's owner, or the number where it has none.
 *
 * @param index  From 0; NULL is returned past the end.
 * @return Borrowed text, valid until the list is freed; NULL where the daemon does not say.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_file_list_owner(const osb_file_list *list, size_t index);

/**
 * The name of an entry's group, or the number where it has none.
 *
 * @param index  From 0; NULL is returned past the end.
 * @return Borrowed text, valid until the list is freed; NULL where the daemon does not say.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_file_list_group(const osb_file_list *list, size_t index);

/**
 * When an entry was last changed, on the sandbox's clock: milliseconds since 1970, -1 where the daemon does not say.
 *
 * @param index  From 0; -1 is returned past the end.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int64_t osb_file_list_modified_at(const osb_file_list *list, size_t index);

/**
 * When an entry was made, as far as its filesystem knows: milliseconds since 1970, -1 where the daemon does not say.
 *
 * @param index  From 0; -1 is returned past the end.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int64_t osb_file_list_created_at(const osb_file_list *list, size_t index);

/**
 * Releases a list.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_file_list_free(osb_file_list *list);

/* ---- Bytes ------------------------------------------------------------------------------------------------------- */

/**
 * The bytes.
 *
 * @param size  Receives how many there are; may be NULL.
 * @return Borrowed bytes, NUL-terminated, valid until they are freed; NULL on a wrong handle.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const void *osb_bytes_data(const osb_bytes *bytes, size_t *size);

/**
 * Releases bytes.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_bytes_free(osb_bytes *bytes);

/* ---- Watch ------------------------------------------------------------------------------------------------------- */

/**
 * The next change, in the order of paths for those that one look finds. Waits for it, looking again and again; each is
 * given out once.
 *
 * @param timeout  How long at the most, in milliseconds; -1 for ever, 0 looks at most once.
 * @param out      Receives the change, to be freed with osb_file_change_free(), or NULL when the time is up.
 *
 * Errors: OSB_ERR_NOT_FOUND while the directory is not there, and whatever else a look may come to: the watch goes on
 *           all the same.
 * Threads: any; those that wait at the same time take turns. Since 0.1.0.
 */
OSB_API osb_status osb_watch_next(osb_watch *watch, int64_t timeout, osb_cancel *cancel, osb_file_change **out,
                                  osb_error **error);

/**
 * Releases a watch. Nothing looks any more.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_watch_free(osb_watch *watch);

/* ---- File change ------------------------------------------------------------------------------------------------- */

/**
 * What happened; OSB_CHANGE_NONE on a wrong handle.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_change_kind osb_file_change_kind(const osb_file_change *change);

/**
 * The entry's absolute path.
 *
 * @return Borrowed text, valid until the change is freed.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API const char *osb_file_change_path(const osb_file_change *change);

/**
 * What the entry is; of a deleted one, what it was.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_file_type osb_file_change_type(const osb_file_change *change);

/**
 * The entry's size in bytes; of a deleted one, the last that was seen. -1 on a wrong handle.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int64_t osb_file_change_size(const osb_file_change *change);

/**
 * When the entry was last changed, on the sandbox's clock: milliseconds since 1970, -1 where the daemon does not say.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API int64_t osb_file_change_modified_at(const osb_file_change *change);

/**
 * Releases a change.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_file_change_free(osb_file_change *change);

#ifdef __cplusplus
}
#endif

#endif /* OPENSANDBOX_H */
