/* The rows of the fault matrix: every public call that reaches the network, and the requests it makes, in order. What a
 * new call of the header needs is a function here and an entry in `calls` (Tests/built looks whether one is missing). */
#ifndef MATRIX_CALLS_H
#define MATRIX_CALLS_H

#include "fixture.h"
#include "matrix_outcome.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

/* Where a call is made. Everything is the cell's own. */
struct place {
    osb_client *client;
    osb_sandbox *sandbox; /* that nobody has asked anything about yet */
    osb_cancel *cancel;
    int64_t deadline; /* the cancel's, for what takes none; milliseconds */
    char target[96];  /* a path of the host, for what is downloaded */
    struct outcome outcome;
};

/* What a request is to the call it belongs to: what is right for a fault depends on nothing else (matrix_expected.h). */
enum kind {
    NO_KIND,
    PREPARED,   /* made on the way to the call that the row is about: no fault is put into it */
    READ,       /* idempotent, its JSON is read */
    SAFE,       /* idempotent, its body does not matter */
    WRITE,      /* not idempotent, its JSON is read */
    ACT,        /* not idempotent, its body does not matter */
    LOOKED_FOR, /* a document that is asked for until it says what is waited for */
    WAITED_FOR, /* any success ends the wait */
    PROBE,      /* whether it fails is what the call tells */
    HEALTH,     /* the server's own word, of which 503 is one */
    PORT,       /* any answer is a response */
    PORT_ACT,   /* the same, of a request that is not idempotent */
    UP,         /* carries a mebibyte that can be given again */
    UP_ONCE,    /* one that cannot */
    DOWN,       /* a file, to where any amount goes */
    DOWN_READ,  /* a file, to memory, of which there is a limit */
    DOWN_RANGE, /* a part of a file */
    DOWN_TREE,  /* an archive */
    RUN,        /* the events of a command */
    SCRIPT,     /* of one that is only a part of the call */
    PULLED,     /* the events of an execution: the deadline ends the wait for them, not the command */
    STARTED,    /* the start of a command that is followed from then on */
    PULLED_READ, /* like READ, for an execution */
    LOG,        /* a look at the log of a command that is known to exist */
    LOG_FIRST,  /* the first look, which finds out */
    LOG_END,    /* one that finds nothing new */
    LOG_STATUS, /* whether the command has ended */
    QUEUED,     /* like PULLED, by way of a queue: that nothing comes in time is no failure */
    QUEUED_READ,
    BEHIND,     /* goes on behind the call: nobody hears what comes of it */
    KINDS
};

struct request {
    enum kind kind;
    const char *method, *path; /* a route of the scripted server; one that comes again is answered in turn */
    const char *type, *body;   /* of the answer that makes the call succeed; ' stands for " in JSON and events */
    size_t zeros;              /* so many NUL bytes are the body instead */
};

enum { MOST_REQUESTS = 7 };

struct call {
    const char *name; /* of the function; where it has several rows, what is special follows after a blank */
    void (*make)(struct place *place);
    struct request requests[MOST_REQUESTS];
    const char *healthy;  /* what comes of it where nothing is wrong; NULL is OK */
    const char *others;   /* more routes, for what a failure leaves behind */
};

/* ---- Requests ---- */

#define JSON "application/json"
#define RUNNING "{'id':'sb-1','status':{'state':'Running'}}"
#define LISTED "{'items':[{'id':'sb-1','status':{'state':'Running'}}],'pagination':{'page':1,'pageSize':1,'totalItems':1,'totalPages':1,'hasNextPage':false}}"
#define FIRST_OF_TWO "{'items':[{'id':'sb-1','status':{'state':'Running'}}],'pagination':{'page':1,'pageSize':1,'totalItems':2,'totalPages':2,'hasNextPage':true}}"
#define SECOND_OF_TWO "{'items':[{'id':'sb-2','status':{'state':'Running'}}],'pagination':{'page':2,'pageSize':1,'totalItems':2,'totalPages':2,'hasNextPage':false}}"
#define A_FILE(size) "{'/f':{'path':'/f','type':'file','size':" size ",'modified_at':'2026-11-23T05:36:55Z','mode':644,'owner':'root','group':'root'}}"
#define AN_ENTRY "[{'path':'/d/f','type':'file','size':1,'modified_at':'2026-11-23T05:36:55Z','mode':644}]"
#define MEBIBYTE "1048576"

#define EVENT_INIT "{'type':'init','text':'cmd-1','timestamp':1}\n\n"
#define EVENT_LINE(text) "{'type':'stdout','text':'" text "','timestamp':1}\n\n"
#define EVENT_COMPLETE "{'type':'execution_complete','execution_time':5,'timestamp':1}\n\n"
#define EVENTS EVENT_INIT EVENT_LINE("a line") EVENT_LINE("another line") EVENT_COMPLETE

#define LOOKED_UP_AS(kind) {kind, "GET", "/v1/sandboxes/sb-1/endpoints/*", JSON, "{'endpoint':'$BASE/execd'}", 0}
#define LOOKED_UP LOOKED_UP_AS(READ)
#define PINGED(kind) {kind, "GET", "/execd/ping", "text/plain", "pong", 0}
#define SERVER(kind, method, path, body) {kind, method, "/v1/sandboxes" path, JSON, body, 0}
#define DAEMON(kind, method, path, body) {kind, method, "/execd" path, JSON, body, 0}
#define TEXT(kind, method, path, body) {kind, method, "/execd" path, "text/plain", body, 0}
#define EVENTS_OF(kind, path, body) {kind, "POST", "/execd" path, "text/event-stream", body, 0}

/* ---- Calls ---- */

#define MAKE(name) static void name(struct place *place)
/* A call without an output. */
#define DO(call) note(&place->outcome, (call))
/* The same with one, which is a handle to be freed, a number, or a command's result. */
#define GET(type, release, call)                                            \
    do {                                                                    \
        type *out = untouched();                                            \
        const osb_status status = (call);                                   \
        if (note_output(&place->outcome, status, out != untouched()))       \
            release(out);                                                   \
    } while (0)
#define COUNT(type, call)                                                   \
    do {                                                                    \
        type out = UNTOUCHED_NUMBER;                                        \
        const osb_status status = (call);                                   \
        note_output(&place->outcome, status, out != UNTOUCHED_NUMBER);      \
    } while (0)
#define RESULT(call)                                                        \
    do {                                                                    \
        osb_result *out = untouched();                                      \
        const osb_status status = (call);                                   \
        if (note_output(&place->outcome, status, out != untouched())) {     \
            note_result(&place->outcome, out);                              \
            osb_result_free(out);                                           \
        }                                                                   \
    } while (0)
#define IS_HEALTHY(call)                                                    \
    do {                                                                    \
        int32_t out = UNTOUCHED_NUMBER;                                     \
        const osb_status status = (call);                                   \
        if (note_output(&place->outcome, status, out != UNTOUCHED_NUMBER))  \
            note_health(&place->outcome, out);                              \
    } while (0)
#define CANCEL place->cancel
#define ERROR &place->outcome.error

/* -- The server -- */

MAKE(server_is_healthy) { IS_HEALTHY(osb_server_is_healthy(place->client, CANCEL, &out, ERROR)); }

MAKE(server_get_info)
{
    GET(osb_server_info, osb_server_info_free, osb_server_get_info(place->client, CANCEL, &out, ERROR));
}

MAKE(server_list_sandboxes)
{
    GET(osb_sandbox_page, osb_sandbox_page_free, osb_server_list_sandboxes(place->client, NULL, CANCEL, &out, ERROR));
}

MAKE(server_get_sandbox)
{
    GET(osb_sandbox_info, osb_sandbox_info_free, osb_server_get_sandbox(place->client, "sb-1", CANCEL, &out, ERROR));
}

MAKE(server_pause_sandbox) { DO(osb_server_pause_sandbox(place->client, "sb-1", CANCEL, ERROR)); }
MAKE(server_resume_sandbox) { DO(osb_server_resume_sandbox(place->client, "sb-1", CANCEL, ERROR)); }
MAKE(server_renew_sandbox) { COUNT(int64_t, osb_server_renew_sandbox(place->client, "sb-1", 60000, CANCEL, &out, ERROR)); }
MAKE(server_kill_sandbox) { DO(osb_server_kill_sandbox(place->client, "sb-1", CANCEL, ERROR)); }

static osb_metadata_patch *a_patch(void)
{
    osb_metadata_patch *patch = osb_metadata_patch_new();
    osb_metadata_patch_set(patch, "team", "blue");
    return patch;
}

MAKE(server_patch_metadata)
{
    osb_metadata_patch *patch = a_patch();
    GET(osb_sandbox_info, osb_sandbox_info_free, osb_server_patch_metadata(place->client, "sb-1", patch, CANCEL, &out, ERROR));
    osb_metadata_patch_free(patch);
}

/* Two pages of one sandbox each. */
MAKE(sandbox_iterator_next)
{
    osb_sandbox_filter *filter = osb_sandbox_filter_new();
    osb_sandbox_iterator *iterator = NULL;
    osb_sandbox_filter_set_page_size(filter, 1);
    if (osb_server_iterate_sandboxes(place->client, filter, &iterator, NULL) != OSB_OK)
        check_stop("no iterator");
    GET(osb_sandbox_info, osb_sandbox_info_free, osb_sandbox_iterator_next(iterator, CANCEL, &out, ERROR));
    if (!has_failed(&place->outcome))
        GET(osb_sandbox_info, osb_sandbox_info_free, osb_sandbox_iterator_next(iterator, CANCEL, &out, ERROR));
    osb_sandbox_iterator_free(iterator);
    osb_sandbox_filter_free(filter);
}

/* -- A sandbox's life -- */

/* Its label is known, so that what a lost create has made is found and deleted at the first look. */
MAKE(sandbox_create)
{
    osb_create_options *options = osb_create_options_new();
    osb_create_options_set_image(options, "ubuntu:24.04");
    osb_create_options_set_metadata(options, "osb-create-id", "matrix");
    osb_create_options_set_poll_interval(options, 20);
    GET(osb_sandbox, osb_sandbox_free, osb_sandbox_create(place->client, options, CANCEL, &out, ERROR));
    osb_create_options_free(options);
}

MAKE(sandbox_connect)
{
    GET(osb_sandbox, osb_sandbox_free, osb_sandbox_connect(place->client, "sb-1", NULL, CANCEL, &out, ERROR));
}

MAKE(sandbox_connect_paused)
{
    GET(osb_sandbox, osb_sandbox_free, osb_sandbox_connect_paused(place->client, "sb-1", NULL, CANCEL, &out, ERROR));
}

MAKE(sandbox_get_info)
{
    GET(osb_sandbox_info, osb_sandbox_info_free, osb_sandbox_get_info(place->sandbox, CANCEL, &out, ERROR));
}

MAKE(sandbox_pause) { DO(osb_sandbox_pause(place->sandbox, CANCEL, ERROR)); }
MAKE(sandbox_resume) { DO(osb_sandbox_resume(place->sandbox, CANCEL, ERROR)); }
MAKE(sandbox_renew) { COUNT(int64_t, osb_sandbox_renew(place->sandbox, 60000, CANCEL, &out, ERROR)); }
MAKE(sandbox_kill) { DO(osb_sandbox_kill(place->sandbox, CANCEL, ERROR)); }
MAKE(sandbox_wait_ready) { DO(osb_sandbox_wait_ready(place->sandbox, -1, CANCEL, ERROR)); }
MAKE(sandbox_wait_for_state) { DO(osb_sandbox_wait_for_state(place->sandbox, OSB_STATE_RUNNING, -1, CANCEL, ERROR)); }

MAKE(sandbox_patch_metadata)
{
    osb_metadata_patch *patch = a_patch();
    GET(osb_sandbox_info, osb_sandbox_info_free, osb_sandbox_patch_metadata(place->sandbox, patch, CANCEL, &out, ERROR));
    osb_metadata_patch_free(patch);
}

/* It takes the handle. */
MAKE(sandbox_destroy)
{
    osb_sandbox *sandbox = NULL;
    if (osb_sandbox_attach(place->client, "sb-1", &sandbox, NULL) != OSB_OK)
        check_stop("no sandbox");
    DO(osb_sandbox_destroy(sandbox, CANCEL, ERROR));
}

MAKE(sandbox_is_healthy) { IS_HEALTHY(osb_sandbox_is_healthy(place->sandbox, CANCEL, &out, ERROR)); }

MAKE(sandbox_get_metrics)
{
    GET(osb_metrics, osb_metrics_free, osb_sandbox_get_metrics(place->sandbox, CANCEL, &out, ERROR));
}

/* -- Its ports -- */

MAKE(sandbox_get_endpoint)
{
    GET(osb_endpoint, osb_endpoint_free, osb_sandbox_get_endpoint(place->sandbox, 8080, CANCEL, &out, ERROR));
}

MAKE(sandbox_get_proxy_endpoint)
{
    GET(osb_endpoint, osb_endpoint_free, osb_sandbox_get_proxy_endpoint(place->sandbox, 8080, CANCEL, &out, ERROR));
}

MAKE(sandbox_get_signed_endpoint)
{
    GET(osb_endpoint, osb_endpoint_free, osb_sandbox_get_signed_endpoint(place->sandbox, 8080, 1800000000000, CANCEL, &out, ERROR));
}

MAKE(sandbox_send_request)
{
    GET(osb_http_response, osb_http_response_free, osb_sandbox_send_request(place->sandbox, 8080, NULL, CANCEL, &out, ERROR));
}

MAKE(sandbox_send_post)
{
    osb_http_request *request = osb_http_request_new();
    osb_http_request_set_method(request, "POST");
    GET(osb_http_response, osb_http_response_free, osb_sandbox_send_request(place->sandbox, 8080, request, CANCEL, &out, ERROR));
    osb_http_request_free(request);
}

/* -- Commands -- */

MAKE(command_run) { RESULT(osb_command_run(place->sandbox, "true", NULL, CANCEL, &out, ERROR)); }
MAKE(command_set_env) { DO(osb_command_set_env(place->sandbox, "NAME", "value", CANCEL, ERROR)); }

static osb_command_options *quick_options(int32_t background)
{
    osb_command_options *options = osb_command_options_new();
    osb_command_options_set_poll_interval(options, 1, 20);
    osb_command_options_set_background(options, background);
    return options;
}

MAKE(command_run_in_background)
{
    osb_command_options *options = quick_options(1);
    RESULT(osb_command_run(place->sandbox, "true", options, CANCEL, &out, ERROR));
    osb_command_options_free(options);
}

static osb_execution *started(struct place *place, int32_t background, osb_queue *queue)
{
    osb_command_options *options = quick_options(background);
    osb_execution *execution = NULL;
    if (osb_command_start(place->sandbox, "true", options, queue, NULL, &execution, NULL) != OSB_OK)
        check_stop("no execution was started");
    osb_command_options_free(options);
    return execution;
}

static osb_execution *attached(struct place *place)
{
    osb_command_options *options = quick_options(0);
    osb_execution *execution = NULL;
    if (osb_execution_attach(place->sandbox, "cmd-1", NULL, options, NULL, NULL, &execution, NULL) != OSB_OK)
        check_stop("no execution was attached to");
    osb_command_options_free(options);
    return execution;
}

static void wait_and_free(struct place *place, osb_execution *execution)
{
    RESULT(osb_execution_wait(execution, CANCEL, &out, ERROR));
    osb_execution_free(execution);
}

MAKE(execution_wait) { wait_and_free(place, started(place, 0, NULL)); }
MAKE(command_start_in_background) { wait_and_free(place, started(place, 1, NULL)); }
MAKE(execution_attach) { wait_and_free(place, attached(place)); }

MAKE(execution_next)
{
    osb_execution *execution = started(place, 0, NULL);
    int has_ended = 0;
    while (!has_ended) {
        osb_event *event = untouched();
        const osb_status status = osb_execution_next(execution, -1, CANCEL, &event, ERROR);
        if (!note_output(&place->outcome, status, event != untouched()))
            break;
        has_ended = note_event(&place->outcome, event);
        osb_event_free(event);
    }
    osb_execution_free(execution);
}

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* The queue takes no cancel: what has not ended by the deadline has not. */
static void poll_to_the_end(struct place *place, osb_queue *queue)
{
    const int64_t end = now() + place->deadline;
    int has_ended = 0;
    while (!has_ended) {
        osb_event *event = NULL;
        size_t count = UNTOUCHED_NUMBER;
        const int64_t left = end - now();
        const osb_status status = osb_queue_poll(queue, left > 0 ? left : 0, &event, 1, &count, ERROR);
        if (!note_output(&place->outcome, status, count != UNTOUCHED_NUMBER))
            return;
        if (count > 0)
            has_ended = note_event(&place->outcome, event);
        osb_event_free(event);
        if (!has_ended && (count == 0 || now() >= end)) {
            note_nothing(&place->outcome);
            return;
        }
    }
}

MAKE(queue_poll)
{
    osb_queue *queue = NULL;
    if (osb_queue_new(&queue, NULL) != OSB_OK)
        check_stop("no queue");
    osb_execution *execution = started(place, 0, queue);
    poll_to_the_end(place, queue);
    osb_execution_free(execution);
    osb_queue_free(queue);
}

MAKE(execution_interrupt)
{
    osb_execution *execution = attached(place);
    DO(osb_execution_interrupt(execution, CANCEL, ERROR));
    osb_execution_free(execution);
}

MAKE(execution_get_status)
{
    osb_execution *execution = attached(place);
    GET(osb_command_status, osb_command_status_free, osb_execution_get_status(execution, CANCEL, &out, ERROR));
    osb_execution_free(execution);
}

/* -- Sessions -- */

static osb_session *a_session(struct place *place)
{
    osb_session *session = NULL;
    if (osb_session_attach(place->sandbox, "session-1", &session, NULL) != OSB_OK)
        check_stop("no session");
    return session;
}

MAKE(session_create) { GET(osb_session, osb_session_free, osb_session_create(place->sandbox, NULL, CANCEL, &out, ERROR)); }

MAKE(session_run)
{
    osb_session *session = a_session(place);
    RESULT(osb_session_run(session, "true", NULL, CANCEL, &out, ERROR));
    osb_session_free(session);
}

MAKE(session_start)
{
    osb_session *session = a_session(place);
    osb_execution *execution = NULL;
    if (osb_session_start(session, "true", NULL, NULL, NULL, &execution, NULL) != OSB_OK)
        check_stop("no execution was started in the session");
    wait_and_free(place, execution);
    osb_session_free(session);
}

MAKE(session_delete)
{
    osb_session *session = a_session(place);
    DO(osb_session_delete(session, CANCEL, ERROR));
    osb_session_free(session);
}

/* -- Files -- */

enum { MEBIBYTES = 1 << 20 };
static const char mebibyte[MEBIBYTES];
static char host_file[96], host_tree[96]; /* what is uploaded; made by the test */

static const char *const paths[] = {"/f"}, *const targets[] = {"/g"};

MAKE(files_read) { GET(osb_bytes, osb_bytes_free, osb_files_read(place->sandbox, "/f", NULL, CANCEL, &out, ERROR)); }
MAKE(files_read_range) { GET(osb_bytes, osb_bytes_free, osb_files_read_range(place->sandbox, "/f", 2, 25, NULL, CANCEL, &out, ERROR)); }
MAKE(files_read_lines) { GET(osb_bytes, osb_bytes_free, osb_files_read_lines(place->sandbox, "/f", 1, 2, NULL, CANCEL, &out, ERROR)); }
MAKE(files_write) { DO(osb_files_write(place->sandbox, "/f", mebibyte, sizeof mebibyte, NULL, CANCEL, ERROR)); }
MAKE(files_write_a_little) { DO(osb_files_write(place->sandbox, "/f", mebibyte, 1, NULL, CANCEL, ERROR)); }
MAKE(files_upload) { DO(osb_files_upload(place->sandbox, host_file, "/f", NULL, CANCEL, ERROR)); }

/* No script knows the archive's name, which is made up anew each time, and by which it would be asked for. */
MAKE(files_upload_tree)
{
    osb_file_options *options = osb_file_options_new();
    osb_file_options_set_verify(options, 0);
    DO(osb_files_upload_tree(place->sandbox, host_tree, "/d", options, CANCEL, ERROR));
    osb_file_options_free(options);
}

MAKE(files_write_many)
{
    osb_file_batch *batch = osb_file_batch_new();
    osb_file_batch_add(batch, "/f", mebibyte, sizeof mebibyte, NULL, NULL);
    DO(osb_files_write_many(place->sandbox, batch, NULL, CANCEL, ERROR));
    osb_file_batch_free(batch);
}

MAKE(files_upload_fd)
{
    int descriptor = open(host_file, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        check_stop("%s cannot be opened", host_file);
    DO(osb_files_upload_fd(place->sandbox, descriptor, MEBIBYTES, "/f", NULL, CANCEL, ERROR));
    close(descriptor);
}

static int64_t give(void *buffer, size_t size, void *user_data)
{
    size_t *left = user_data, part = size < *left ? size : *left;
    memset(buffer, 0, part);
    *left -= part;
    return (int64_t)part;
}

MAKE(files_upload_from)
{
    size_t left = MEBIBYTES;
    DO(osb_files_upload_from(place->sandbox, give, &left, MEBIBYTES, "/f", NULL, CANCEL, ERROR));
}

MAKE(files_download)
{
    DO(osb_files_download(place->sandbox, "/f", place->target, NULL, CANCEL, ERROR));
    unlink(place->target);
}

MAKE(files_download_fd)
{
    int descriptor = open(place->target, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0)
        check_stop("%s cannot be made", place->target);
    unlink(place->target);
    DO(osb_files_download_fd(place->sandbox, "/f", descriptor, NULL, CANCEL, ERROR));
    close(descriptor);
}

static int32_t take(const void *data, size_t size, void *user_data)
{
    (void)data, (void)size, (void)user_data;
    return 0;
}

MAKE(files_download_to) { DO(osb_files_download_to(place->sandbox, "/f", take, NULL, NULL, CANCEL, ERROR)); }

MAKE(files_download_tree)
{
    osb_file_options *options = osb_file_options_new();
    osb_file_options_set_resume(options, 0);
    DO(osb_files_download_tree(place->sandbox, "/d", place->target, options, CANCEL, ERROR));
    osb_file_options_free(options);
    rmdir(place->target);
}

MAKE(files_info) { GET(osb_file_list, osb_file_list_free, osb_files_info(place->sandbox, paths, 1, NULL, CANCEL, &out, ERROR)); }
MAKE(files_search) { GET(osb_file_list, osb_file_list_free, osb_files_search(place->sandbox, "/d", "*", NULL, CANCEL, &out, ERROR)); }
MAKE(files_list) { GET(osb_file_list, osb_file_list_free, osb_files_list(place->sandbox, "/d", 1, NULL, CANCEL, &out, ERROR)); }
MAKE(files_make_dirs) { DO(osb_files_make_dirs(place->sandbox, paths, 1, NULL, CANCEL, ERROR)); }
MAKE(files_delete) { DO(osb_files_delete(place->sandbox, paths, 1, NULL, CANCEL, ERROR)); }
MAKE(files_delete_dirs) { DO(osb_files_delete_dirs(place->sandbox, paths, 1, NULL, CANCEL, ERROR)); }
MAKE(files_move) { DO(osb_files_move(place->sandbox, paths, targets, 1, NULL, CANCEL, ERROR)); }
MAKE(files_replace) { COUNT(int64_t, osb_files_replace(place->sandbox, "/f", "a", "b", NULL, CANCEL, &out, ERROR)); }

MAKE(files_set_permissions)
{
    osb_file_options *options = osb_file_options_new();
    osb_file_options_set_mode(options, 0600);
    DO(osb_files_set_permissions(place->sandbox, paths, 1, options, CANCEL, ERROR));
    osb_file_options_free(options);
}

MAKE(files_watch) { GET(osb_watch, osb_watch_free, osb_files_watch(place->sandbox, "/d", 1, 10, NULL, CANCEL, &out, ERROR)); }

MAKE(watch_next)
{
    osb_watch *watch = NULL;
    osb_error *error = NULL;
    if (osb_files_watch(place->sandbox, "/d", 1, 10, NULL, NULL, &watch, &error) != OSB_OK)
        fixture_stop("watch", error);
    GET(osb_file_change, osb_file_change_free, osb_watch_next(watch, -1, CANCEL, &out, ERROR));
    osb_watch_free(watch);
}

/* ---- The rows ---- */

#define MADE SERVER(WRITE, "POST", "", RUNNING)
#define LEFT_BEHIND \
    "on GET /v1/sandboxes\n  respond 200 " JSON " {'items':[{'id':'sb-1','status':{'state':'Running'},'metadata':{'osb-create-id':'matrix'}}]}\n" DELETE_ROUTE
#define GOT(kind) SERVER(kind, "GET", "/sb-1", RUNNING)
#define RENEWED SERVER(WRITE, "POST", "/sb-1/renew-expiration", "{'expiresAt':'2026-11-23T05:55:54Z'}")
#define PATCHED SERVER(WRITE, "PATCH", "/sb-1/metadata", RUNNING)
#define KILLED SERVER(SAFE, "DELETE", "/sb-1", "{}")
#define RAN(kind) EVENTS_OF(kind, "/command", EVENTS)
#define ENV_SET EVENTS_OF(SCRIPT, "/command", EVENT_INIT EVENT_LINE("value.") EVENT_COMPLETE)
#define BEGUN(kind) EVENTS_OF(kind, "/command", EVENT_INIT EVENT_COMPLETE)
#define LOG_READ(kind, body) TEXT(kind, "GET", "/command/cmd-1/logs", body)
#define STATUS_READ(kind) DAEMON(kind, "GET", "/command/status/cmd-1", "{'id':'cmd-1','running':false,'exit_code':0," \
    "'started_at':'2026-11-23T05:36:43.000Z','finished_at':'2026-11-23T05:36:44.250Z'}")
#define INFO_READ(size) DAEMON(READ, "GET", "/files/info", A_FILE(size))
#define UPLOADED(kind) DAEMON(kind, "POST", "/files/upload", "{}")
#define DOWNLOADED(kind) TEXT(kind, "GET", "/files/download", "the first line\nthe second line")
/* What is asked about a file whose download was cut: it is as long as the harmed answers say. */
#define LOOKED_AT \
    "on GET /execd/files/info\n  respond 200 " JSON " {'/f':{'path':'/f','type':'file','size':100000,'modified_at':'2026-11-23T05:36:55Z'}}\n"
#define LIST_READ(kind, body) DAEMON(kind, "GET", "/directories/list", body)

static const struct call calls[] = {
    {"osb_server_is_healthy", server_is_healthy, {{HEALTH, "GET", "/health", JSON, "{'status':'healthy'}", 0}}, "HEALTHY", NULL},
    {"osb_server_get_info", server_get_info, {{READ, "GET", "/version", JSON, "{'version':'1.1.1'}", 0}}, NULL, NULL},
    {"osb_server_list_sandboxes", server_list_sandboxes, {SERVER(READ, "GET", "", LISTED)}, NULL, NULL},
    {"osb_server_get_sandbox", server_get_sandbox, {GOT(READ)}, NULL, NULL},
    {"osb_server_pause_sandbox", server_pause_sandbox, {SERVER(ACT, "POST", "/sb-1/pause", "{}")}, NULL, NULL},
    {"osb_server_resume_sandbox", server_resume_sandbox, {SERVER(ACT, "POST", "/sb-1/resume", "{}")}, NULL, NULL},
    {"osb_server_renew_sandbox", server_renew_sandbox, {GOT(READ), RENEWED}, NULL, NULL},
    {"osb_server_patch_metadata", server_patch_metadata, {PATCHED}, NULL, NULL},
    {"osb_server_kill_sandbox", server_kill_sandbox, {KILLED}, NULL, NULL},
    {"osb_sandbox_iterator_next", sandbox_iterator_next, {SERVER(READ, "GET", "", FIRST_OF_TWO), SERVER(READ, "GET", "", SECOND_OF_TWO)}, NULL, NULL},

    {"osb_sandbox_create", sandbox_create, {MADE, LOOKED_UP_AS(LOOKED_FOR), PINGED(WAITED_FOR)}, NULL, LEFT_BEHIND},
    {"osb_sandbox_connect", sandbox_connect, {LOOKED_UP_AS(LOOKED_FOR), PINGED(WAITED_FOR)}, NULL, NULL},
    {"osb_sandbox_connect_paused", sandbox_connect_paused,
     {SERVER(ACT, "POST", "/sb-1/resume", "{}"), LOOKED_UP_AS(LOOKED_FOR), PINGED(WAITED_FOR)}, NULL, NULL},
    {"osb_sandbox_get_info", sandbox_get_info, {GOT(READ)}, NULL, NULL},
    {"osb_sandbox_pause", sandbox_pause, {SERVER(ACT, "POST", "/sb-1/pause", "{}")}, NULL, NULL},
    {"osb_sandbox_resume", sandbox_resume,
     {SERVER(ACT, "POST", "/sb-1/resume", "{}"), LOOKED_UP_AS(LOOKED_FOR), PINGED(WAITED_FOR)}, NULL, NULL},
    {"osb_sandbox_renew", sandbox_renew, {GOT(READ), RENEWED}, NULL, NULL},
    {"osb_sandbox_patch_metadata", sandbox_patch_metadata, {PATCHED}, NULL, NULL},
    {"osb_sandbox_kill", sandbox_kill, {KILLED}, NULL, NULL},
    {"osb_sandbox_destroy", sandbox_destroy, {KILLED}, NULL, NULL},
    {"osb_sandbox_wait_ready", sandbox_wait_ready, {LOOKED_UP_AS(LOOKED_FOR), PINGED(WAITED_FOR)}, NULL, NULL},
    {"osb_sandbox_wait_for_state", sandbox_wait_for_state, {GOT(LOOKED_FOR)}, NULL, NULL},
    {"osb_sandbox_is_healthy", sandbox_is_healthy, {LOOKED_UP, PINGED(PROBE)}, "HEALTHY", NULL},
    {"osb_sandbox_get_metrics", sandbox_get_metrics,
     {LOOKED_UP, DAEMON(READ, "GET", "/metrics", "{'cpu_count':2,'cpu_used_pct':1.5,'mem_total_mib':9,'mem_used_mib':3}")}, NULL, NULL},

    {"osb_sandbox_get_endpoint", sandbox_get_endpoint, {LOOKED_UP}, NULL, NULL},
    {"osb_sandbox_get_proxy_endpoint", sandbox_get_proxy_endpoint, {LOOKED_UP}, NULL, NULL},
    {"osb_sandbox_get_signed_endpoint", sandbox_get_signed_endpoint, {LOOKED_UP}, NULL, NULL},
    {"osb_sandbox_send_request", sandbox_send_request, {LOOKED_UP, TEXT(PORT, "GET", "/", "hello")}, NULL, NULL},
    {"osb_sandbox_send_request by POST", sandbox_send_post, {LOOKED_UP, TEXT(PORT_ACT, "POST", "/", "hello")}, NULL, NULL},

    {"osb_command_run", command_run, {LOOKED_UP, RAN(RUN)}, "EXITED", NULL},
    {"osb_command_run in the background", command_run_in_background, {LOOKED_UP, BEGUN(RUN)}, "RUNNING", NULL},
    {"osb_command_set_env", command_set_env, {LOOKED_UP, ENV_SET, ENV_SET}, NULL, NULL},
    {"osb_command_start in the background", command_start_in_background,
     {LOOKED_UP_AS(PULLED_READ), BEGUN(STARTED), LOG_READ(LOG, "some output"), LOG_READ(LOG_END, ""), STATUS_READ(LOG_STATUS), LOG_READ(LOG_END, "")},
     "EXITED", NULL},
    {"osb_execution_attach", execution_attach,
     {LOOKED_UP_AS(PULLED_READ), LOG_READ(LOG_FIRST, "some output"), LOG_READ(LOG_END, ""), STATUS_READ(LOG_STATUS), LOG_READ(LOG_END, "")}, "EXITED", NULL},
    {"osb_execution_wait", execution_wait, {LOOKED_UP_AS(PULLED_READ), RAN(PULLED)}, "EXITED", NULL},
    {"osb_execution_next", execution_next, {LOOKED_UP_AS(PULLED_READ), RAN(PULLED)}, "EXITED", NULL},
    {"osb_queue_poll", queue_poll, {LOOKED_UP_AS(QUEUED_READ), RAN(QUEUED)}, "EXITED", NULL},
    {"osb_execution_interrupt", execution_interrupt, {LOOKED_UP, DAEMON(SAFE, "DELETE", "/command", "{}")}, NULL, NULL},
    {"osb_execution_get_status", execution_get_status, {LOOKED_UP, STATUS_READ(READ)}, NULL, NULL},

    {"osb_session_create", session_create, {LOOKED_UP, DAEMON(WRITE, "POST", "/session", "{'session_id':'session-1'}")}, NULL, NULL},
    {"osb_session_run", session_run, {LOOKED_UP, EVENTS_OF(RUN, "/session/session-1/run", EVENTS)}, "EXITED", NULL},
    {"osb_session_start", session_start, {LOOKED_UP_AS(PULLED_READ), EVENTS_OF(PULLED, "/session/session-1/run", EVENTS)}, "EXITED", NULL},
    {"osb_session_delete", session_delete, {LOOKED_UP, DAEMON(SAFE, "DELETE", "/session/session-1", "{}")}, NULL, NULL},

    {"osb_files_upload_tree", files_upload_tree,
     {LOOKED_UP, UPLOADED(UP), RAN(SCRIPT), DAEMON(BEHIND, "DELETE", "/files", "{}")}, NULL, NULL},
    {"osb_files_download_tree", files_download_tree,
     {LOOKED_UP, RAN(SCRIPT), {DOWN_TREE, "GET", "/execd/files/download", "application/octet-stream", "", 1024},
      DAEMON(BEHIND, "DELETE", "/files", "{}")}, NULL, NULL},
    {"osb_files_read", files_read, {LOOKED_UP, DOWNLOADED(DOWN_READ)}, NULL, NULL},
    {"osb_files_read_range", files_read_range, {LOOKED_UP, DOWNLOADED(DOWN_RANGE)}, NULL, LOOKED_AT},
    {"osb_files_read_lines", files_read_lines, {LOOKED_UP, DOWNLOADED(DOWN_READ)}, NULL, NULL},
    {"osb_files_write", files_write, {LOOKED_UP, UPLOADED(UP), INFO_READ(MEBIBYTE)}, NULL, NULL},
    {"osb_files_write a little", files_write_a_little, {LOOKED_UP, UPLOADED(SAFE), INFO_READ("1")}, NULL, NULL},
    {"osb_files_write_many", files_write_many, {LOOKED_UP, UPLOADED(UP), INFO_READ(MEBIBYTE)}, NULL, NULL},
    {"osb_files_upload", files_upload, {LOOKED_UP, UPLOADED(UP), INFO_READ(MEBIBYTE)}, NULL, NULL},
    {"osb_files_upload_fd", files_upload_fd, {LOOKED_UP, UPLOADED(UP_ONCE), INFO_READ(MEBIBYTE)}, NULL, NULL},
    {"osb_files_upload_from", files_upload_from, {LOOKED_UP, UPLOADED(UP_ONCE), INFO_READ(MEBIBYTE)}, NULL, NULL},
    {"osb_files_download", files_download, {LOOKED_UP, DOWNLOADED(DOWN)}, NULL, LOOKED_AT},
    {"osb_files_download_fd", files_download_fd, {LOOKED_UP, DOWNLOADED(DOWN)}, NULL, LOOKED_AT},
    {"osb_files_download_to", files_download_to, {LOOKED_UP, DOWNLOADED(DOWN)}, NULL, LOOKED_AT},
    {"osb_files_info", files_info, {LOOKED_UP, INFO_READ("1")}, NULL, NULL},
    {"osb_files_search", files_search, {LOOKED_UP, DAEMON(READ, "GET", "/files/search", AN_ENTRY)}, NULL, NULL},
    {"osb_files_list", files_list, {LOOKED_UP, LIST_READ(READ, AN_ENTRY)}, NULL, NULL},
    {"osb_files_make_dirs", files_make_dirs, {LOOKED_UP, DAEMON(ACT, "POST", "/directories", "{}")}, NULL, NULL},
    {"osb_files_delete", files_delete, {LOOKED_UP, DAEMON(SAFE, "DELETE", "/files", "{}")}, NULL, NULL},
    {"osb_files_delete_dirs", files_delete_dirs, {LOOKED_UP, DAEMON(SAFE, "DELETE", "/directories", "{}")}, NULL, NULL},
    {"osb_files_move", files_move, {LOOKED_UP, DAEMON(ACT, "POST", "/files/mv", "{}")}, NULL, NULL},
    {"osb_files_set_permissions", files_set_permissions, {LOOKED_UP, DAEMON(ACT, "POST", "/files/permissions", "{}")}, NULL, NULL},
    {"osb_files_replace", files_replace, {LOOKED_UP, DAEMON(WRITE, "POST", "/files/replace", "{'/f':{'replacedCount':1}}")}, NULL, NULL},
    {"osb_files_watch", files_watch, {LOOKED_UP, LIST_READ(READ, AN_ENTRY)}, NULL, NULL},
    {"osb_watch_next", watch_next, {LOOKED_UP_AS(PREPARED), LIST_READ(PREPARED, "[]"), LIST_READ(READ, AN_ENTRY)}, NULL, NULL},
};

enum { CALLS = sizeof calls / sizeof *calls };

static int requests_of(const struct call *call)
{
    int count = 0;
    while (count < MOST_REQUESTS && call->requests[count].kind != NO_KIND)
        count++;
    return count;
}

#endif
