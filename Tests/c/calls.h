/* Every kind of call that works with a server, to be made under whatever circumstances a test brings about. In calm ones each answers
 * OSB_OK, and leaves nothing behind. */
#ifndef CALLS_H
#define CALLS_H

#include "events.h"
#include "fixture.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define CALLS_JSON "  respond 200 application/json "
/* Files are 1,024 NUL bytes, which is what an empty archive is too. */
#define CALLS_ROUTES \
    "on GET /health\n" CALLS_JSON "{'status':'healthy'}\n" \
    "on GET /version\n" CALLS_JSON "{'version':'1.1.1'}\n" \
    "on GET /v1/sandboxes\n" CALLS_JSON "{'items':[{'id':'sb-1','status':{'state':'Running'}}],'pagination':" \
        "{'page':1,'pageSize':20,'totalItems':1,'totalPages':1,'hasNextPage':false}}\n" \
    "on POST /v1/sandboxes/sb-1/renew-expiration\n" CALLS_JSON "{'expiresAt':'2026-11-23T05:55:54Z'}\n" \
    INFO_ROUTE \
    "on GET /execd/\n  respond 200 text/plain a page\n" \
    "on GET /execd/metrics\n  capture ex_63_metrics\n" \
    COMMAND_ROUTE STREAM INIT "  repeat 200 event {'type':'stdout','text':'line $I','timestamp':1}\n" COMPLETE \
    "on GET /execd/command/cmd-1/logs\n  header Execd-Commands-Tail-Cursor: 4\n  respond 200 text/plain 'one\\n'\n" \
    "on GET /execd/command/cmd-1/logs\n  header Execd-Commands-Tail-Cursor: 4\n  respond 200 text/plain ''\n" \
    "on GET /execd/command/status/cmd-1\n" CALLS_JSON "{'id':'cmd-1','running':false,'exit_code':0," \
        "'started_at':'2026-11-23T05:36:43.000Z','finished_at':'2026-11-23T05:36:44.250Z'}\n" \
    "on POST /execd/session\n" CALLS_JSON "{'session_id':'session-1'}\n" \
    "on POST /execd/session/session-1/run\n" WHOLE_STREAM \
    "on DELETE /execd/session/session-1\n  respond 200\n" \
    "on POST /execd/files/upload\n  respond 200\n" \
    "on GET /execd/files/info\n" CALLS_JSON "{'/f':{'path':'/f','type':'file','size':1024,'modified_at':'2026-11-23T05:36:55Z','mode':644}}\n" \
    "on GET /execd/files/download\n  head 200 application/octet-stream length 1024\n  repeat 1024 raw '\\0'\n" \
    "on GET /execd/files/search\n" CALLS_JSON "[{'path':'/f','size':1024,'type':'file','mode':644}]\n" \
    "on GET /execd/directories/list\n" CALLS_JSON "[{'path':'/f','size':1024,'type':'file','mode':644}]\n" \
    "on POST /execd/files/replace\n" CALLS_JSON "{'/f':{'replacedCount':1}}\n" \
    "on POST /execd/directories\n  respond 200\n" \
    "on DELETE /execd/directories\n  respond 200\n" \
    "on DELETE /execd/files\n  respond 200\n" \
    "on POST /execd/files/mv\n  respond 200\n" \
    "on POST /execd/files/permissions\n  respond 200\n"

#define CALLS_SIZE 1024

struct calls {
    struct fixture fixture;
    char directory[64], file[80], tree[80]; /* on the host: a file, and a directory with a file in it */
};

static inline void calls_write(const char *path)
{
    static const char content[CALLS_SIZE];
    FILE *file = fopen(path, "w");
    if (!file || fwrite(content, sizeof content, 1, file) != 1 || fclose(file) != 0)
        check_stop("no file on the host");
}

/* Takes the config; NULL is the usual. A test's own routes go before. */
static inline struct calls calls_open_with(osb_config *config, const char *script_name, const char *routes)
{
    struct calls calls = {.directory = "/tmp/osb-calls-XXXXXX"};
    char inner[96], *script = malloc(strlen(routes) + sizeof CALLS_ROUTES);
    if (!script || !mkdtemp(calls.directory))
        check_stop("no place on the host");
    sprintf(script, "%s%s", routes, CALLS_ROUTES);
    snprintf(calls.file, sizeof calls.file, "%s/file", calls.directory);
    snprintf(calls.tree, sizeof calls.tree, "%s/tree", calls.directory);
    snprintf(inner, sizeof inner, "%s/file", calls.tree);
    calls_write(calls.file);
    mkdir(calls.tree, 0700);
    calls_write(inner);
    calls.fixture = fixture_open_with(config, script_name, script);
    osb_command_options_set_poll_interval(calls.fixture.options, 1, 1);
    free(script);
    return calls;
}

static inline struct calls calls_open(const char *script_name)
{
    return calls_open_with(NULL, script_name, "");
}

static inline void calls_close(struct calls *calls)
{
    char inner[96];
    snprintf(inner, sizeof inner, "%s/file", calls->tree);
    unlink(inner);
    rmdir(calls->tree);
    unlink(calls->file);
    CHECK_INT(rmdir(calls->directory), 0); /* the calls leave nothing there */
    fixture_close(&calls->fixture);
}

/* ---- The server ---- */

static inline osb_status calls_health(struct calls *calls, osb_error **error)
{
    int32_t healthy = 0;
    return osb_server_is_healthy(calls->fixture.client, NULL, &healthy, error);
}

static inline osb_status calls_server_info(struct calls *calls, osb_error **error)
{
    osb_server_info *info = NULL;
    osb_status status = osb_server_get_info(calls->fixture.client, NULL, &info, error);
    osb_server_info_free(info);
    return status;
}

static inline osb_status calls_list(struct calls *calls, osb_error **error)
{
    osb_sandbox_page *page = NULL;
    osb_status status = osb_server_list_sandboxes(calls->fixture.client, NULL, NULL, &page, error);
    osb_sandbox_page_free(page);
    return status;
}

static inline osb_status calls_create(struct calls *calls, osb_error **error)
{
    osb_create_options *options = fixture_create_options();
    osb_sandbox *sandbox = NULL;
    osb_status status = osb_sandbox_create(calls->fixture.client, options, NULL, &sandbox, error);
    osb_create_options_free(options);
    osb_sandbox_free(sandbox);
    return status;
}

static inline osb_status calls_connect(struct calls *calls, osb_error **error)
{
    osb_sandbox *sandbox = NULL;
    osb_status status = osb_sandbox_connect(calls->fixture.client, "sb-1", NULL, NULL, &sandbox, error);
    osb_sandbox_free(sandbox);
    return status;
}

static inline osb_status calls_info(struct calls *calls, osb_error **error)
{
    osb_sandbox_info *info = NULL;
    osb_status status = osb_sandbox_get_info(calls->fixture.sandbox, NULL, &info, error);
    osb_sandbox_info_free(info);
    return status;
}

static inline osb_status calls_endpoint(struct calls *calls, osb_error **error)
{
    osb_endpoint *endpoint = NULL;
    osb_status status = osb_sandbox_get_endpoint(calls->fixture.sandbox, 8080, NULL, &endpoint, error);
    osb_endpoint_free(endpoint);
    return status;
}

static inline osb_status calls_port(struct calls *calls, osb_error **error)
{
    osb_http_response *response = NULL;
    osb_status status = osb_sandbox_send_request(calls->fixture.sandbox, 8080, NULL, NULL, &response, error);
    osb_http_response_free(response);
    return status;
}

static inline osb_status calls_metrics(struct calls *calls, osb_error **error)
{
    osb_metrics *metrics = NULL;
    osb_status status = osb_sandbox_get_metrics(calls->fixture.sandbox, NULL, &metrics, error);
    osb_metrics_free(metrics);
    return status;
}

static inline osb_status calls_ready(struct calls *calls, osb_error **error)
{
    return osb_sandbox_wait_ready(calls->fixture.sandbox, 0, NULL, error);
}

static inline osb_status calls_renew(struct calls *calls, osb_error **error)
{
    int64_t until = 0;
    return osb_sandbox_renew(calls->fixture.sandbox, 60000, NULL, &until, error);
}

/* ---- Commands ---- */

/* What a call whose command came to its end answers: OSB_OK, or what cut the command off. Takes the result. */
static inline osb_status calls_outcome(osb_status status, osb_result *result)
{
    if (status == OSB_OK && osb_result_ended(result) != OSB_ENDED_EXITED)
        status = osb_result_error(result) ? osb_error_status(osb_result_error(result)) : -1;
    osb_result_free(result);
    return status;
}

static inline osb_status calls_run(struct calls *calls, osb_error **error)
{
    osb_result *result = NULL;
    osb_status status = osb_command_run(calls->fixture.sandbox, "true", calls->fixture.options, NULL, &result, error);
    return calls_outcome(status, result);
}

static inline osb_status calls_wait(osb_status status, osb_execution *execution, osb_error **error)
{
    osb_result *result = NULL;
    if (status == OSB_OK) {
        status = osb_execution_wait(execution, NULL, &result, error);
        status = calls_outcome(status, result);
    }
    osb_execution_free(execution);
    return status;
}

static inline osb_status calls_start(struct calls *calls, osb_error **error)
{
    osb_execution *execution = NULL;
    osb_status status = osb_command_start(calls->fixture.sandbox, "true", calls->fixture.options, NULL, NULL, &execution, error);
    return calls_wait(status, execution, error);
}

static inline osb_status calls_follow(struct calls *calls, osb_error **error)
{
    osb_execution *execution = NULL;
    osb_status status = osb_execution_attach(calls->fixture.sandbox, "cmd-1", NULL, calls->fixture.options, NULL, NULL, &execution, error);
    return calls_wait(status, execution, error);
}

static inline osb_status calls_queue(struct calls *calls, osb_error **error)
{
    osb_queue *queue = NULL;
    osb_execution *execution = NULL;
    osb_status status = osb_queue_new(&queue, error);
    if (status == OSB_OK)
        status = osb_command_start(calls->fixture.sandbox, "true", calls->fixture.options, queue, NULL, &execution, error);
    for (int has_ended = status != OSB_OK; !has_ended;) {
        osb_event *events[16];
        size_t count = 0;
        status = osb_queue_poll(queue, -1, events, 16, &count, error);
        has_ended = status != OSB_OK;
        for (size_t i = 0; i < count; i++) {
            if (osb_event_kind(events[i]) == OSB_EVENT_END) {
                has_ended = 1;
                if (osb_event_error(events[i]))
                    status = osb_error_status(osb_event_error(events[i]));
                else if (osb_result_error(osb_event_result(events[i])))
                    status = osb_error_status(osb_result_error(osb_event_result(events[i])));
            }
            osb_event_free(events[i]);
        }
    }
    osb_execution_free(execution);
    osb_queue_free(queue);
    return status;
}

static inline osb_status calls_session(struct calls *calls, osb_error **error)
{
    osb_session *session = NULL;
    osb_result *result = NULL;
    osb_status status = osb_session_create(calls->fixture.sandbox, NULL, NULL, &session, error);
    if (status == OSB_OK) {
        status = osb_session_run(session, "true", NULL, NULL, &result, error);
        status = calls_outcome(status, result);
    }
    if (status == OSB_OK)
        status = osb_session_delete(session, NULL, error);
    osb_session_free(session);
    return status;
}

/* ---- Files ---- */

static inline osb_status calls_read(struct calls *calls, osb_error **error)
{
    osb_bytes *bytes = NULL;
    osb_status status = osb_files_read(calls->fixture.sandbox, "/f", NULL, NULL, &bytes, error);
    osb_bytes_free(bytes);
    return status;
}

static inline osb_status calls_write_file(struct calls *calls, osb_error **error)
{
    static const char content[CALLS_SIZE];
    return osb_files_write(calls->fixture.sandbox, "/f", content, sizeof content, NULL, NULL, error);
}

static inline osb_status calls_upload(struct calls *calls, osb_error **error)
{
    return osb_files_upload(calls->fixture.sandbox, calls->file, "/f", NULL, NULL, error);
}

/* A descriptor of the test's own that nothing can be read from is told as if the library had lacked it. */
static inline osb_status calls_upload_fd(struct calls *calls, osb_error **error)
{
    int fd = open(calls->file, O_RDONLY);
    if (fd < 0)
        return OSB_ERR_RESOURCES;
    osb_status status = osb_files_upload_fd(calls->fixture.sandbox, fd, -1, "/f", NULL, NULL, error);
    close(fd);
    return status;
}

static inline int64_t calls_give(void *buffer, size_t size, void *user_data)
{
    size_t *left = user_data, count = *left < size ? *left : size;
    memset(buffer, 0, count);
    *left -= count;
    return (int64_t)count;
}

static inline osb_status calls_upload_from(struct calls *calls, osb_error **error)
{
    size_t left = CALLS_SIZE;
    return osb_files_upload_from(calls->fixture.sandbox, calls_give, &left, -1, "/f", NULL, NULL, error);
}

static inline osb_status calls_download(struct calls *calls, osb_error **error)
{
    char path[96];
    snprintf(path, sizeof path, "%s/loaded", calls->directory);
    osb_status status = osb_files_download(calls->fixture.sandbox, "/f", path, NULL, NULL, error);
    unlink(path);
    return status;
}

static inline osb_status calls_download_fd(struct calls *calls, osb_error **error)
{
    int fd = open("/dev/null", O_WRONLY);
    if (fd < 0)
        return OSB_ERR_RESOURCES;
    osb_status status = osb_files_download_fd(calls->fixture.sandbox, "/f", fd, NULL, NULL, error);
    close(fd);
    return status;
}

static inline int32_t calls_take(const void *data, size_t size, void *user_data)
{
    (void)data;
    *(size_t *)user_data += size;
    return 0;
}

static inline osb_status calls_download_to(struct calls *calls, osb_error **error)
{
    size_t taken = 0;
    return osb_files_download_to(calls->fixture.sandbox, "/f", calls_take, &taken, NULL, NULL, error);
}

/* The script does not know the archive's name, to say how much of it came. */
static inline osb_file_options *calls_unverified(void)
{
    osb_file_options *options = osb_file_options_new();
    osb_file_options_set_verify(options, 0);
    return options;
}

static inline osb_status calls_upload_tree(struct calls *calls, osb_error **error)
{
    osb_file_options *options = calls_unverified();
    osb_status status = osb_files_upload_tree(calls->fixture.sandbox, calls->tree, "/t", options, NULL, error);
    osb_file_options_free(options);
    return status;
}

static inline osb_status calls_download_tree(struct calls *calls, osb_error **error)
{
    char path[96];
    osb_file_options *options = calls_unverified();
    snprintf(path, sizeof path, "%s/loaded", calls->directory);
    osb_status status = osb_files_download_tree(calls->fixture.sandbox, "/t", path, options, NULL, error);
    osb_file_options_free(options);
    rmdir(path);
    return status;
}

static inline osb_status calls_file_list(struct calls *calls, osb_error **error)
{
    osb_file_list *list = NULL;
    osb_status status = osb_files_list(calls->fixture.sandbox, "/", 1, NULL, NULL, &list, error);
    osb_file_list_free(list);
    return status;
}

static inline osb_status calls_file_info(struct calls *calls, osb_error **error)
{
    osb_file_list *list = NULL;
    osb_status status = osb_files_info(calls->fixture.sandbox, &(const char *){"/f"}, 1, NULL, NULL, &list, error);
    osb_file_list_free(list);
    return status;
}

static inline osb_status calls_make_dirs(struct calls *calls, osb_error **error)
{
    return osb_files_make_dirs(calls->fixture.sandbox, &(const char *){"/d"}, 1, NULL, NULL, error);
}

static inline osb_status calls_move(struct calls *calls, osb_error **error)
{
    return osb_files_move(calls->fixture.sandbox, &(const char *){"/a"}, &(const char *){"/b"}, 1, NULL, NULL, error);
}

static inline osb_status calls_delete_files(struct calls *calls, osb_error **error)
{
    return osb_files_delete(calls->fixture.sandbox, &(const char *){"/f"}, 1, NULL, NULL, error);
}

static const struct call {
    const char *name;
    osb_status (*make)(struct calls *calls, osb_error **error);
    int is_patient; /* asks again for a second to a minute while no answer comes */
} every_call[] = {
    {"is healthy", calls_health, 0}, {"server info", calls_server_info, 0}, {"list", calls_list, 0}, {"create", calls_create, 0},
    {"connect", calls_connect, 1}, {"info", calls_info, 0}, {"endpoint", calls_endpoint, 0}, {"request to a port", calls_port, 0},
    {"metrics", calls_metrics, 0}, {"wait ready", calls_ready, 0}, {"renew", calls_renew, 0}, {"run", calls_run, 0},
    {"start", calls_start, 0}, {"follow", calls_follow, 1}, {"queue", calls_queue, 0}, {"session", calls_session, 0},
    {"read", calls_read, 0}, {"write", calls_write_file, 0}, {"upload", calls_upload, 0}, {"upload from a descriptor", calls_upload_fd, 0},
    {"upload from a callback", calls_upload_from, 0}, {"download", calls_download, 1}, {"download to a descriptor", calls_download_fd, 1},
    {"download to a callback", calls_download_to, 1}, {"upload tree", calls_upload_tree, 0}, {"download tree", calls_download_tree, 0},
    {"list files", calls_file_list, 0}, {"file info", calls_file_info, 0}, {"make directories", calls_make_dirs, 0},
    {"move", calls_move, 0}, {"delete files", calls_delete_files, 0},
};

enum { CALLS = sizeof every_call / sizeof *every_call };

/* Makes a call, and checks that its error says what its status does. */
static inline osb_status calls_make(struct calls *calls, const struct call *call)
{
    osb_error *error = NULL;
    osb_status status = call->make(calls, &error);
    if (error) {
        CHECK_INT(osb_error_status(error), status);
        CHECK(*osb_error_message(error));
    }
    osb_error_free(error);
    return status;
}

/* Every kind of call that gives up at once, when no connection brings an answer. */
static inline void calls_fail_all(struct calls *calls, const char *script_name)
{
    scripted_define(script_name, "on * /**\n  reset\n");
    for (int i = 0; i < CALLS; i++)
        if (!every_call[i].is_patient && every_call[i].make != calls_endpoint) /* an endpoint is remembered */
            CHECK(calls_make(calls, &every_call[i]) != OSB_OK);
}

/* Every kind of call, each of which has to work. */
static inline void calls_make_all(struct calls *calls)
{
    for (int i = 0; i < CALLS; i++) {
        osb_error *error = NULL;
        osb_status status = every_call[i].make(calls, &error);
        if (status != OSB_OK)
            check_stop("%s: %s: %s", every_call[i].name, osb_status_name(status), osb_error_message(error));
    }
}

#endif
