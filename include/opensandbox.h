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
 *            any server status (2xx), OSB_ERR_PROTOCOL and OSB_ERR_TOO_LARGE.
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

    /** The sandbox was not ready within the ready timeout. */
    OSB_ERR_READY_TIMEOUT = 400,
    /** The health check says that the sandbox is not healthy. */
    OSB_ERR_UNHEALTHY = 401,
    /** The sandbox failed or ended before it was ready. */
    OSB_ERR_SANDBOX_FAILED = 402,
    /** The daemon ended the command because the timeout that it was given ran out. */
    OSB_ERR_COMMAND_TIMEOUT = 403,

    /** The osb_cancel was triggered. */
    OSB_ERR_CANCELLED = 500,
    /** The osb_cancel's own deadline passed. */
    OSB_ERR_DEADLINE = 501
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

/** What a server can make us hold. */
typedef int32_t osb_limit;
enum {
    /** The body of an answer to a call that is no stream or transfer: 16 MiB by default. */
    OSB_LIMIT_BODY = 1,
    /**
     * All header fields of an answer together: 256 KiB by default. Whatever it is, libcurl takes no single one beyond
     * 100 KiB.
     */
    OSB_LIMIT_HEAD = 2,
    /** One event of a stream: 64 MiB by default. */
    OSB_LIMIT_EVENT = 3
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
 * Sets the API key, sent to the server as OPEN-SANDBOX-API-KEY. It never goes to a sandbox, except through the server's
 * proxy.
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
 * Sets the file with the certificate authorities to trust, instead of the system's.
 *
 * @param path  A PEM file; NULL for the system's. It is read when a connection is made.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for an empty path.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_ca_file(osb_config *config, const char *path);

/**
 * Releases a config; clients made from it keep what it said.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_config_free(osb_config *config);

/* ---- Connection -------------------------------------------------------------------------------------------------- */

/**
 * Sets a directory with the certificate authorities to trust, named as OpenSSL's c_rehash does, instead of the
 * system's.
 *
 * Without any of these three settings the authorities are those of SSL_CERT_FILE or SSL_CERT_DIR, of the place libcurl
 * was built to look at, or of wherever Debian, Fedora, Alpine or openSUSE keep them.
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
 * @param pem       Certificates in PEM; NULL for the system's. Copied.
 * @param pem_size  Their bytes: up to 16 MiB.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for no bytes, or too many.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_ca_bytes(osb_config *config, const void *pem, size_t pem_size);

/**
 * Sets the certificate that says who we are, for servers that ask.
 *
 * @param certificate_file  A PEM file; NULL for none.
 * @param key_file          A PEM file with its key; NULL when the certificate's file holds it too.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for an empty path.
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
 * Trusts whoever answers: neither certificate nor name are verified, and everything sent, keys included, can be read
 * and changed on its way. For experiments. There is no way back but another config.
 *
 * Errors: none but OSB_ERR_INVALID_HANDLE.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_disable_tls_verification(osb_config *config);

/**
 * Sets the proxy that connections are made through. Hosts on loopback are always reached directly.
 *
 * @param url  "[http|https|socks4|socks4a|socks5|socks5h://]host[:port]"; "" for none; NULL for what the environment
 *             says (http_proxy, https_proxy, all_proxy, no_proxy), which is the default.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for control characters.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_proxy(osb_config *config, const char *url);

/**
 * Sets what the proxy is told about who we are.
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
 * Follows redirects of GET requests: not at all by default, because no server of OpenSandbox redirects its API. To
 * another host, port or scheme no header goes along but User-Agent: neither the key, nor an endpoint's headers, nor the
 * config's. From https to http none is followed.
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
 * @param bytes  1 KiB to 1 GiB.
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT.
 * Threads: one at a time while it is being configured. Since 0.1.0.
 */
OSB_API osb_status osb_config_set_limit(osb_config *config, osb_limit which, size_t bytes);

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
 * Makes create options with the defaults: no image yet, entrypoint tail -f /dev/null, cpu 1 and memory 2Gi, a life of
 * 10 minutes, ready within 30 s, looked at every 200 ms.
 *
 * @return Options to free with osb_create_options_free().
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API osb_create_options *osb_create_options_new(void);

/**
 * Sets the image the sandbox is made from. Required.
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
 * Releases create options.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_create_options_free(osb_create_options *options);

/* ---- Sandbox ----------------------------------------------------------------------------------------------------- */

/**
 * Creates a sandbox and waits until it is ready: its daemon answers, or the custom health check says so.
 *
 * When it fails or is cancelled after the server made the sandbox, the sandbox is deleted in the background:
 * osb_error_sandbox_id() names it and osb_error_cleanup() tells whether that worked. A key that is refused, a name that
 * does not resolve and a connection that keeps being refused are answered at once, not when the ready timeout has run
 * out.
 *
 * @param options  What to make; an image is required. Copied.
 * @param out      Receives the sandbox; free it with osb_sandbox_free().
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT when no image is set
 *         OSB_ERR_READY_TIMEOUT, with the last cause in the message
 *         OSB_ERR_UNHEALTHY when the custom health check gave up
 *         OSB_ERR_SANDBOX_FAILED when the sandbox ended instead
 *         OSB_ERR_OUTCOME_UNKNOWN when the answer was lost and the sandbox may exist.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_create(osb_client *client, const osb_create_options *options, osb_cancel *cancel,
                                      osb_sandbox **out, osb_error **error);

/**
 * A handle for a sandbox that exists already, perhaps since another process created it. Asks nobody: what is wrong with
 * the id shows at the first use.
 *
 * @param id   From osb_sandbox_id().
 * @param out  Receives the sandbox; free it with osb_sandbox_free().
 *
 * Errors: OSB_ERR_INVALID_ARGUMENT for an empty id.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_attach(osb_client *client, const char *id, osb_sandbox **out, osb_error **error);

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
 * Asks the server where a port of the sandbox is reached.
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
 *         OSB_ERR_UNAUTHORIZED, OSB_ERR_FORBIDDEN, OSB_ERR_RESOLVE and OSB_ERR_CONNECT at once.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_wait_ready(osb_sandbox *sandbox, int64_t timeout, osb_cancel *cancel, osb_error **error);

/**
 * Ends the remote sandbox. The handle stays valid, to be freed.
 *
 * Errors: OSB_ERR_NOT_FOUND when it is gone already.
 * Threads: any, at the same time. Since 0.1.0.
 */
OSB_API osb_status osb_sandbox_kill(osb_sandbox *sandbox, osb_cancel *cancel, osb_error **error);

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
 * Releases the information.
 *
 * Threads: any. Since 0.1.0.
 */
OSB_API void osb_sandbox_info_free(osb_sandbox_info *info);

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
 * Errors: OSB_ERR_ENDED after OSB_EVENT_END
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

#ifdef __cplusplus
}
#endif

#endif /* OPENSANDBOX_H */
