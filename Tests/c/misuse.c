/* Every function of the header, with everything that is wrong to give it. One test a function, named for it: what
 * --list prints is compared with the header's description, so that no function is forgotten (Tests/built). */
#include "check.h"
#include "fixture.h"
#include "scripted.h"

#include <opensandbox.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- One live handle of each kind ---- */

enum kind { ERROR, CANCEL, CONFIG, CLIENT, CREATE_OPTIONS, SANDBOX, SANDBOX_INFO, ENDPOINT, COMMAND_OPTIONS, RESULT, EXECUTION, EVENT, QUEUE, COMMAND_STATUS, SESSION,
            VOLUME, NETWORK_POLICY, HOOK, CONNECT_OPTIONS, METADATA_PATCH, METRICS, HTTP_REQUEST, HTTP_RESPONSE, SERVER_INFO,
            SANDBOX_FILTER, SANDBOX_PAGE, SANDBOX_ITERATOR,
            FILE_OPTIONS, FILE_BATCH, FILE_LIST, BYTES, WATCH, FILE_CHANGE, NONE };

static void *live[NONE + 1]; /* the last is NULL */
static char untouched[1];    /* where outputs point before a call that must not write them */

static const char script[] =
    INFO_ROUTE ENDPOINT_8080_ROUTE SANDBOX_ROUTES COMMAND_ROUTE STREAM INIT
    LINE("out") COMPLETE
    "on GET /execd/directories/list\n  respond 200 application/json []\n"
    "on GET /execd/directories/list\n  respond 200 application/json "
    "[{'path':'/f','type':'file','size':1,'mode':644,'owner':'root','group':'root','modified_at':'2026-11-23T05:36:55Z','created_at':'2026-11-23T05:36:55Z'}]\n"
    "on GET /execd/files/download\n  respond 200 text/plain content\n"
    "on GET /execd/command/status/cmd-1\n  respond 200 application/json {'id':'cmd-1','running':true}\n"
    "on POST /execd/session\n  respond 200 application/json {'session_id':'session-1'}\n"
    "on GET /execd/metrics\n  respond 200 application/json {'cpu_count':2,'cpu_used_pct':1.5,'mem_total_mib':9,'mem_used_mib':3}\n"
    "on GET /execd/\n  header X-Seat: 7\n  respond 200 text/plain hello\n"
    "on GET /version\n  respond 200 application/json {'version':'1.1.1'}\n"
    "on GET /v1/sandboxes\n  respond 200 application/json {'items':[{'id':'sb-1','status':{'state':'Running'}}]}\n";

static void free_handles(void)
{
    osb_error_free(live[ERROR]);
    osb_cancel_free(live[CANCEL]);
    osb_config_free(live[CONFIG]);
    osb_client_free(live[CLIENT]);
    osb_create_options_free(live[CREATE_OPTIONS]);
    osb_sandbox_free(live[SANDBOX]);
    osb_sandbox_info_free(live[SANDBOX_INFO]);
    osb_endpoint_free(live[ENDPOINT]);
    osb_command_options_free(live[COMMAND_OPTIONS]);
    osb_result_free(live[RESULT]);
    osb_execution_free(live[EXECUTION]);
    osb_event_free(live[EVENT]);
    osb_queue_free(live[QUEUE]);
    osb_command_status_free(live[COMMAND_STATUS]);
    osb_session_free(live[SESSION]);
    osb_volume_free(live[VOLUME]);
    osb_network_policy_free(live[NETWORK_POLICY]);
    osb_hook_free(live[HOOK]);
    osb_connect_options_free(live[CONNECT_OPTIONS]);
    osb_metadata_patch_free(live[METADATA_PATCH]);
    osb_metrics_free(live[METRICS]);
    osb_http_request_free(live[HTTP_REQUEST]);
    osb_http_response_free(live[HTTP_RESPONSE]);
    osb_server_info_free(live[SERVER_INFO]);
    osb_sandbox_filter_free(live[SANDBOX_FILTER]);
    osb_sandbox_page_free(live[SANDBOX_PAGE]);
    osb_sandbox_iterator_free(live[SANDBOX_ITERATOR]);
    osb_file_options_free(live[FILE_OPTIONS]);
    osb_file_batch_free(live[FILE_BATCH]);
    osb_file_list_free(live[FILE_LIST]);
    osb_bytes_free(live[BYTES]);
    osb_watch_free(live[WATCH]);
    osb_file_change_free(live[FILE_CHANGE]);
}

/* An execution that has ended, its first event, and what else is about executions. */
static void make_execution(void)
{
    osb_execution *execution = NULL;
    osb_event *event = NULL;
    osb_queue *queue = NULL;
    osb_command_status *status = NULL;
    osb_session *session = NULL;
    osb_result *result = NULL;
    CHECK_INT(osb_command_start(live[SANDBOX], "true", NULL, NULL, NULL, &execution, NULL), OSB_OK);
    CHECK_INT(osb_execution_next(execution, -1, NULL, &event, NULL), OSB_OK);
    CHECK_INT(osb_execution_wait(execution, NULL, &result, NULL), OSB_OK);
    osb_result_free(result);
    CHECK_INT(osb_execution_get_status(execution, NULL, &status, NULL), OSB_OK);
    CHECK_INT(osb_queue_new(&queue, NULL), OSB_OK);
    CHECK_INT(osb_session_create(live[SANDBOX], NULL, NULL, &session, NULL), OSB_OK);
    live[EXECUTION] = execution;
    live[EVENT] = event;
    live[QUEUE] = queue;
    live[COMMAND_STATUS] = status;
    live[SESSION] = session;
}

static void make_options(void)
{
    live[VOLUME] = osb_volume_new();
    live[NETWORK_POLICY] = osb_network_policy_new();
    live[HOOK] = osb_hook_new();
    live[CONNECT_OPTIONS] = osb_connect_options_new();
    live[METADATA_PATCH] = osb_metadata_patch_new();
    live[HTTP_REQUEST] = osb_http_request_new();
    live[SANDBOX_FILTER] = osb_sandbox_filter_new();
}

/* What the server and a port have to say. */
static void make_answers(void)
{
    osb_metrics *metrics = NULL;
    osb_http_response *response = NULL;
    osb_server_info *info = NULL;
    osb_sandbox_page *page = NULL;
    osb_sandbox_iterator *iterator = NULL;
    CHECK_INT(osb_sandbox_get_metrics(live[SANDBOX], NULL, &metrics, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_send_request(live[SANDBOX], 8080, NULL, NULL, &response, NULL), OSB_OK);
    CHECK_INT(osb_server_get_info(live[CLIENT], NULL, &info, NULL), OSB_OK);
    CHECK_INT(osb_server_list_sandboxes(live[CLIENT], NULL, NULL, &page, NULL), OSB_OK);
    CHECK_INT(osb_server_iterate_sandboxes(live[CLIENT], NULL, &iterator, NULL), OSB_OK);
    live[METRICS] = metrics;
    live[HTTP_RESPONSE] = response;
    live[SERVER_INFO] = info;
    live[SANDBOX_PAGE] = page;
    live[SANDBOX_ITERATOR] = iterator;
}

static void make_file_handles(void)
{
    osb_file_list *list = NULL;
    osb_bytes *bytes = NULL;
    osb_watch *watch = NULL;
    osb_file_change *change = NULL;
    live[FILE_OPTIONS] = osb_file_options_new();
    live[FILE_BATCH] = osb_file_batch_new();
    CHECK_INT(osb_file_batch_add(live[FILE_BATCH], "/f", "x", 1, NULL, NULL), OSB_OK);
    CHECK_INT(osb_files_watch(live[SANDBOX], "/", 1, 10, NULL, NULL, &watch, NULL), OSB_OK);
    CHECK_INT(osb_watch_next(watch, -1, NULL, &change, NULL), OSB_OK);
    CHECK_INT(osb_files_list(live[SANDBOX], "/", 1, NULL, NULL, &list, NULL), OSB_OK);
    CHECK_INT(osb_files_read(live[SANDBOX], "/f", NULL, NULL, &bytes, NULL), OSB_OK);
    live[FILE_LIST] = list;
    live[BYTES] = bytes;
    live[WATCH] = watch;
    live[FILE_CHANGE] = change;
}

static void make_handles(void)
{
    osb_sandbox *unused = NULL;
    osb_error *error = NULL;
    osb_sandbox_info *info = NULL;
    osb_endpoint *endpoint = NULL;
    scripted_define("misuse", script);
    live[CANCEL] = osb_cancel_new();
    live[CONFIG] = fixture_config("misuse");
    live[CLIENT] = fixture_client("misuse");
    live[CREATE_OPTIONS] = osb_create_options_new();
    live[SANDBOX] = fixture_sandbox(live[CLIENT]);
    live[COMMAND_OPTIONS] = osb_command_options_new();
    live[RESULT] = fixture_result(live[SANDBOX], NULL, NULL);
    CHECK_INT(osb_sandbox_get_info(live[SANDBOX], NULL, &info, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_get_endpoint(live[SANDBOX], 8080, NULL, &endpoint, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_create(live[CLIENT], NULL, NULL, &unused, &error), OSB_ERR_INVALID_ARGUMENT);
    live[SANDBOX_INFO] = info;
    live[ENDPOINT] = endpoint;
    live[ERROR] = error;
    make_execution();
    make_options();
    make_answers();
    make_file_handles();
    atexit(free_handles);
}

static void check_handles_are_intact(void)
{
    CHECK_STR(osb_error_field(live[ERROR]), "image");
    CHECK_INT(osb_cancel_is_triggered(live[CANCEL]), 0);
    CHECK_INT(osb_config_set_debug(live[CONFIG], 0), OSB_OK);
    CHECK_INT(osb_create_options_set_image(live[CREATE_OPTIONS], "img"), OSB_OK);
    CHECK_STR(osb_sandbox_id(live[SANDBOX]), "sb-1");
    CHECK_STR(osb_sandbox_info_id(live[SANDBOX_INFO]), "sb-1");
    CHECK_STR(osb_endpoint_header_value(live[ENDPOINT], 0), "7");
    CHECK_INT(osb_command_options_set_cwd(live[COMMAND_OPTIONS], NULL), OSB_OK);
    CHECK_STR(osb_result_stdout(live[RESULT], NULL), "out\n");
    CHECK_STR(osb_execution_id(live[EXECUTION]), "cmd-1");
    CHECK_STR(osb_event_data(live[EVENT], NULL), "cmd-1");
    CHECK(osb_queue_fd(live[QUEUE]) >= 0);
    CHECK_INT(osb_command_status_running(live[COMMAND_STATUS]), 1);
    CHECK_STR(osb_session_id(live[SESSION]), "session-1");
    CHECK_INT(osb_volume_set_read_only(live[VOLUME], 0), OSB_OK);
    CHECK_INT(osb_network_policy_set_default(live[NETWORK_POLICY], OSB_NETWORK_DENY), OSB_OK);
    CHECK_INT(osb_hook_set_timeout(live[HOOK], -1), OSB_OK);
    CHECK_INT(osb_connect_options_set_skip_health_check(live[CONNECT_OPTIONS], 0), OSB_OK);
    CHECK_INT(osb_metadata_patch_set(live[METADATA_PATCH], "key", NULL), OSB_OK);
    CHECK_INT(osb_metrics_timestamp(live[METRICS]), -1);
    CHECK_INT(osb_http_request_set_path(live[HTTP_REQUEST], "/"), OSB_OK);
    CHECK_STR(osb_http_response_body(live[HTTP_RESPONSE], NULL), "hello");
    CHECK_STR(osb_server_info_version(live[SERVER_INFO]), "1.1.1");
    CHECK_INT(osb_sandbox_filter_set_page(live[SANDBOX_FILTER], 1), OSB_OK);
    CHECK_INT(osb_sandbox_page_count(live[SANDBOX_PAGE]), 1);
    CHECK_INT(osb_file_options_set_verify(live[FILE_OPTIONS], 1), OSB_OK);
    CHECK_INT(osb_file_batch_count(live[FILE_BATCH]), 1);
    CHECK_STR(osb_file_list_path(live[FILE_LIST], 0), "/f");
    CHECK_STR(osb_bytes_data(live[BYTES], NULL), "content");
    CHECK_INT(osb_file_change_kind(live[FILE_CHANGE]), OSB_CHANGE_CREATED);
}

static long requests(void)
{
    return scripted_count("misuse", "request", NULL, NULL);
}

static void meet(void (*misuse)(void))
{
    if (!live[CLIENT])
        make_handles();
    long before = requests();
    misuse();
    CHECK_INT(requests(), before); /* nothing was sent */
    check_handles_are_intact();
}

/* ---- How misuse is written down ---- */

#define MISUSE(function)                             \
    static void wrong_##function(void);              \
    TEST(function##_misused) { meet(wrong_##function); } \
    static void wrong_##function(void)

/* Each pointer that is no handle of this kind: those of all other kinds, and NULL. */
#define EACH_WRONG(kind, handle)                                    \
    for (int other = ERROR; other <= NONE; other++)                 \
        for (void *handle = live[other], *once = live; once && other != (kind); once = NULL)

static void check_refusal(int line, const char *call, osb_status status, osb_status expected, osb_error **error,
                          const char *field)
{
    check_int(__FILE__, line, call, status, expected);
    if (!check_true(__FILE__, line, "an error is given", *error != NULL))
        return;
    check_int(__FILE__, line, "osb_error_status", osb_error_status(*error), expected);
    check_str(__FILE__, line, "osb_error_field", osb_error_field(*error), field);
    check_true(__FILE__, line, "a message is given", osb_error_message(*error) && *osb_error_message(*error));
    check_int(__FILE__, line, "osb_error_http_status", osb_error_http_status(*error), 0);
    check_int(__FILE__, line, "osb_error_retryable", osb_error_retryable(*error), 0);
    check_true(__FILE__, line, "no sandbox is named", osb_error_sandbox_id(*error) == NULL);
    osb_error_free(*error);
    *error = NULL;
}

/* A call with &error among its arguments that fails with this status, this argument being to blame (NULL: none). */
#define REFUSED(call, status, field) check_refusal(__LINE__, #call, (call), (status), &error, (field))

/* A setter, which has no error object. */
#define INVALID(call) CHECK_INT(call, OSB_ERR_INVALID_ARGUMENT)
#define VALID(call) CHECK_INT(call, OSB_OK)
#define WRONG_HANDLES(kind, call) EACH_WRONG(kind, wrong) CHECK_INT(call, OSB_ERR_INVALID_HANDLE)

#define LENGTH(array) (sizeof(array) / sizeof *(array))
#define EACH(type, element, array) for (type *element = (array); element < (array) + LENGTH(array); element++)

static const char *const not_utf8[] = {
    "\xff", "a\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "good\x80",
};
static const char *const broken_values[] = {"a\rb", "a\nb", "a\r\nX-Forged: 1", "\x01", "\x7f", "\n"};
static const int64_t no_durations[] = {-2, INT64_MIN, INT64_MAX, INT64_MAX / 2};
static const int32_t no_truths[] = {-1, 2, INT32_MIN, INT32_MAX};
static const char *const no_environment_names[] = {"", "A=B", "=", "=A"};

#define EACH_NOT_UTF8(call) EACH(const char *const, text, not_utf8) INVALID(call)

/* ---- Getters: nothing for a wrong handle ---- */

#define GETTER(function, kind, nothing) \
    MISUSE(function) { EACH_WRONG(kind, wrong) CHECK_INT(function(wrong), nothing); }
#define TEXT_GETTER(function, kind) \
    MISUSE(function) { EACH_WRONG(kind, wrong) CHECK(function(wrong) == NULL); }
#define INDEXED_GETTER(function, kind, count)                                     \
    MISUSE(function)                                                              \
    {                                                                             \
        EACH_WRONG(kind, wrong) CHECK(function(wrong, 0) == NULL);                \
        CHECK(function(live[kind], count(live[kind]) - 1) != NULL);               \
        CHECK(function(live[kind], count(live[kind])) == NULL);                   \
        CHECK(function(live[kind], SIZE_MAX) == NULL);                            \
        CHECK(function(live[kind], SIZE_MAX / 2 + 1) == NULL);                    \
    }
#define SIZED_GETTER(function, kind)                \
    MISUSE(function)                                \
    {                                               \
        EACH_WRONG(kind, wrong)                     \
        {                                           \
            size_t size = 77;                       \
            CHECK(function(wrong, &size) == NULL);  \
            CHECK_INT(size, 0);                     \
            CHECK(function(wrong, NULL) == NULL);   \
        }                                           \
    }
/* Freeing NULL or what is of another kind does nothing: all handles are used after it. */
#define FREE(function, kind) \
    MISUSE(function) { EACH_WRONG(kind, wrong) function(wrong); }

GETTER(osb_error_status, ERROR, OSB_OK)
TEXT_GETTER(osb_error_message, ERROR)
GETTER(osb_error_http_status, ERROR, 0)
TEXT_GETTER(osb_error_code, ERROR)
TEXT_GETTER(osb_error_request_id, ERROR)
TEXT_GETTER(osb_error_field, ERROR)
GETTER(osb_error_retryable, ERROR, 0)
GETTER(osb_error_retry_after, ERROR, -1)
SIZED_GETTER(osb_error_raw, ERROR)
TEXT_GETTER(osb_error_sandbox_id, ERROR)
FREE(osb_error_free, ERROR)

GETTER(osb_cancel_is_triggered, CANCEL, 0)
FREE(osb_cancel_trigger, CANCEL)
FREE(osb_cancel_free, CANCEL)
FREE(osb_config_free, CONFIG)
FREE(osb_client_free, CLIENT)
FREE(osb_create_options_free, CREATE_OPTIONS)
FREE(osb_command_options_free, COMMAND_OPTIONS)

TEXT_GETTER(osb_sandbox_id, SANDBOX)
FREE(osb_sandbox_free, SANDBOX)

TEXT_GETTER(osb_sandbox_info_id, SANDBOX_INFO)
GETTER(osb_sandbox_info_state, SANDBOX_INFO, OSB_STATE_UNKNOWN)
TEXT_GETTER(osb_sandbox_info_state_text, SANDBOX_INFO)
TEXT_GETTER(osb_sandbox_info_reason, SANDBOX_INFO)
TEXT_GETTER(osb_sandbox_info_message, SANDBOX_INFO)
TEXT_GETTER(osb_sandbox_info_image, SANDBOX_INFO)
GETTER(osb_sandbox_info_created_at, SANDBOX_INFO, -1)
GETTER(osb_sandbox_info_expires_at, SANDBOX_INFO, -1)
GETTER(osb_sandbox_info_last_transition_at, SANDBOX_INFO, -1)
GETTER(osb_sandbox_info_entrypoint_count, SANDBOX_INFO, 0)
INDEXED_GETTER(osb_sandbox_info_entrypoint, SANDBOX_INFO, osb_sandbox_info_entrypoint_count)
GETTER(osb_sandbox_info_metadata_count, SANDBOX_INFO, 0)
INDEXED_GETTER(osb_sandbox_info_metadata_key, SANDBOX_INFO, osb_sandbox_info_metadata_count)
INDEXED_GETTER(osb_sandbox_info_metadata_value, SANDBOX_INFO, osb_sandbox_info_metadata_count)
FREE(osb_sandbox_info_free, SANDBOX_INFO)

TEXT_GETTER(osb_endpoint_url, ENDPOINT)
TEXT_GETTER(osb_endpoint_address, ENDPOINT)
GETTER(osb_endpoint_header_count, ENDPOINT, 0)
INDEXED_GETTER(osb_endpoint_header_name, ENDPOINT, osb_endpoint_header_count)
INDEXED_GETTER(osb_endpoint_header_value, ENDPOINT, osb_endpoint_header_count)
FREE(osb_endpoint_free, ENDPOINT)

GETTER(osb_result_ended, RESULT, OSB_ENDED_UNKNOWN)
GETTER(osb_result_exit_code, RESULT, -1)
GETTER(osb_result_signal, RESULT, -1)
GETTER(osb_result_callback_value, RESULT, 0)
TEXT_GETTER(osb_result_execution_id, RESULT)
GETTER(osb_result_duration, RESULT, -1)
SIZED_GETTER(osb_result_stdout, RESULT)
SIZED_GETTER(osb_result_stderr, RESULT)
GETTER(osb_result_stdout_truncated, RESULT, 0)
GETTER(osb_result_stderr_truncated, RESULT, 0)
TEXT_GETTER(osb_result_error, RESULT)
TEXT_GETTER(osb_result_error_name, RESULT)
TEXT_GETTER(osb_result_error_value, RESULT)
TEXT_GETTER(osb_result_error_traceback, RESULT)
FREE(osb_result_free, RESULT)

TEXT_GETTER(osb_execution_id, EXECUTION)
FREE(osb_execution_cancel, EXECUTION)
FREE(osb_execution_free, EXECUTION)

GETTER(osb_event_kind, EVENT, OSB_EVENT_NONE)
TEXT_GETTER(osb_event_execution, EVENT)
TEXT_GETTER(osb_event_user_data, EVENT)
GETTER(osb_event_sequence, EVENT, 0)
GETTER(osb_event_timestamp, EVENT, -1)
SIZED_GETTER(osb_event_data, EVENT)
TEXT_GETTER(osb_event_mime_type, EVENT)
TEXT_GETTER(osb_event_error_name, EVENT)
TEXT_GETTER(osb_event_error_value, EVENT)
TEXT_GETTER(osb_event_error_traceback, EVENT)
GETTER(osb_event_duration, EVENT, -1)
TEXT_GETTER(osb_event_cursor, EVENT)
TEXT_GETTER(osb_event_result, EVENT)
TEXT_GETTER(osb_event_error, EVENT)
FREE(osb_event_free, EVENT)

GETTER(osb_queue_fd, QUEUE, -1)
FREE(osb_queue_wake, QUEUE)
FREE(osb_queue_free, QUEUE)

TEXT_GETTER(osb_command_status_id, COMMAND_STATUS)
GETTER(osb_command_status_running, COMMAND_STATUS, 0)
GETTER(osb_command_status_exit_code, COMMAND_STATUS, -1)
TEXT_GETTER(osb_command_status_error, COMMAND_STATUS)
TEXT_GETTER(osb_command_status_command, COMMAND_STATUS)
GETTER(osb_command_status_started_at, COMMAND_STATUS, -1)
GETTER(osb_command_status_finished_at, COMMAND_STATUS, -1)
FREE(osb_command_status_free, COMMAND_STATUS)

TEXT_GETTER(osb_session_id, SESSION)
FREE(osb_session_free, SESSION)

MISUSE(osb_error_cleanup)
{
    static const int64_t timeouts[] = {INT64_MIN, -2, -1, 0, INT64_MAX};
    EACH(const int64_t, timeout, timeouts)
    {
        EACH_WRONG(ERROR, wrong) CHECK_INT(osb_error_cleanup(wrong, *timeout), OSB_CLEANUP_NONE);
        CHECK_INT(osb_error_cleanup(live[ERROR], *timeout), OSB_CLEANUP_NONE);
    }
}

MISUSE(osb_sandbox_info_get_metadata)
{
    EACH_WRONG(SANDBOX_INFO, wrong) CHECK(osb_sandbox_info_get_metadata(wrong, "team") == NULL);
    CHECK_STR(osb_sandbox_info_get_metadata(live[SANDBOX_INFO], "team"), "blue");
    CHECK(osb_sandbox_info_get_metadata(live[SANDBOX_INFO], NULL) == NULL);
    CHECK(osb_sandbox_info_get_metadata(live[SANDBOX_INFO], "") == NULL);
    EACH(const char *const, text, not_utf8) CHECK(osb_sandbox_info_get_metadata(live[SANDBOX_INFO], *text) == NULL);
}

/* ---- Version and names ---- */

MISUSE(osb_version) { CHECK_STR(osb_version(), OSB_VERSION_STRING); }
MISUSE(osb_version_number) { CHECK_INT(osb_version_number(), OSB_VERSION_NUMBER); }

MISUSE(osb_check_version)
{
    static const int32_t wrong[] = {-1, INT32_MIN, INT32_MAX};
    VALID(osb_check_version(OSB_VERSION_MAJOR, OSB_VERSION_MINOR, OSB_VERSION_PATCH));
    EACH(const int32_t, number, wrong)
    {
        CHECK_INT(osb_check_version(*number, OSB_VERSION_MINOR, OSB_VERSION_PATCH), OSB_ERR_VERSION);
        CHECK_INT(osb_check_version(OSB_VERSION_MAJOR, *number, OSB_VERSION_PATCH), OSB_ERR_VERSION);
        CHECK_INT(osb_check_version(OSB_VERSION_MAJOR, OSB_VERSION_MINOR, *number), OSB_ERR_VERSION);
    }
    CHECK_INT(osb_check_version(OSB_VERSION_MAJOR + 1, 0, 0), OSB_ERR_VERSION);
    CHECK_INT(osb_check_version(OSB_VERSION_MAJOR, OSB_VERSION_MINOR, OSB_VERSION_PATCH + 1), OSB_ERR_VERSION);
}

MISUSE(osb_status_name)
{
    static const osb_status none[] = {-1, 9, 99, 303, 503, 606, INT32_MIN, INT32_MAX};
    CHECK_STR(osb_status_name(OSB_OK), "OSB_OK");
    CHECK_STR(osb_status_name(OSB_ERR_DEADLINE), "OSB_ERR_DEADLINE");
    EACH(const osb_status, number, none) CHECK_STR(osb_status_name(*number), "OSB_ERR_?");
}

/* ---- Cancel ---- */

MISUSE(osb_cancel_new)
{
    osb_cancel *cancel = osb_cancel_new();
    CHECK_INT(osb_cancel_is_triggered(cancel), 0);
    osb_cancel_free(cancel);
}

MISUSE(osb_cancel_set_timeout)
{
    WRONG_HANDLES(CANCEL, osb_cancel_set_timeout(wrong, 1));
    EACH(const int64_t, number, no_durations) INVALID(osb_cancel_set_timeout(live[CANCEL], *number));
    CHECK_INT(osb_cancel_is_triggered(live[CANCEL]), 0);
    VALID(osb_cancel_set_timeout(live[CANCEL], 0));
    CHECK_INT(osb_cancel_is_triggered(live[CANCEL]), 1);
    VALID(osb_cancel_set_timeout(live[CANCEL], -1));
}

/* ---- Config ---- */

#define TRUTH_SETTER(function, kind)                                                     \
    MISUSE(function)                                                                     \
    {                                                                                    \
        WRONG_HANDLES(kind, function(wrong, 1));                                         \
        EACH(const int32_t, number, no_truths) INVALID(function(live[kind], *number));   \
        VALID(function(live[kind], 1));                                                  \
        VALID(function(live[kind], 0));                                                  \
    }
#define LIMIT_SETTER(function, kind, zero)                                               \
    MISUSE(function)                                                                     \
    {                                                                                    \
        WRONG_HANDLES(kind, function(wrong, 1000));                                      \
        EACH(const int64_t, number, no_durations) INVALID(function(live[kind], *number)); \
        CHECK_INT(function(live[kind], 0), zero);                                        \
        VALID(function(live[kind], 1));                                                  \
        VALID(function(live[kind], -1));                                                 \
        VALID(function(live[kind], 20000));                                              \
    }

TRUTH_SETTER(osb_config_set_debug, CONFIG)
TRUTH_SETTER(osb_config_set_use_server_proxy, CONFIG)
LIMIT_SETTER(osb_config_set_request_timeout, CONFIG, OSB_ERR_INVALID_ARGUMENT)
LIMIT_SETTER(osb_config_set_connect_timeout, CONFIG, OSB_ERR_INVALID_ARGUMENT)
LIMIT_SETTER(osb_config_set_first_byte_timeout, CONFIG, OSB_ERR_INVALID_ARGUMENT)
LIMIT_SETTER(osb_config_set_idle_timeout, CONFIG, OSB_OK)

static int releases;

static void count_release(void *user_data)
{
    (void)user_data;
    releases++;
}

static void ignore_line(osb_log_level level, const char *message, void *user_data)
{
    (void)level, (void)message, (void)user_data;
}

MISUSE(osb_config_set_log)
{
    static const osb_log_level none[] = {0, 5, -1, INT32_MIN, INT32_MAX};
    releases = 0;
    WRONG_HANDLES(CONFIG, osb_config_set_log(wrong, OSB_LOG_INFO, ignore_line, NULL, count_release));
    EACH(const osb_log_level, level, none)
        INVALID(osb_config_set_log(live[CONFIG], *level, ignore_line, NULL, count_release));
    CHECK_INT(releases, 0);
    VALID(osb_config_set_log(live[CONFIG], OSB_LOG_INFO, NULL, NULL, NULL));
}

static void expect_environment_refused(const char *variable, const char *value, const char *field)
{
    osb_client *out = (void *)untouched;
    osb_error *error = NULL;
    setenv(variable, value, 1);
    REFUSED(osb_client_new(NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, field);
    unsetenv(variable);
    CHECK(out == (void *)untouched);
}

MISUSE(osb_config_new)
{
    expect_environment_refused("OPEN_SANDBOX_PROTOCOL", "ftp", "protocol");
    expect_environment_refused("OPEN_SANDBOX_DOMAIN", "user@host", "domain");
    expect_environment_refused("OPEN_SANDBOX_API_KEY", "a\nb", "key");
}

static const char *const bad_domains[] = {
    "", "/", "/path", ":80", "http://", "https:///path", "user@host", "http://user:secret@host/", "host?query", "host/path?query",
    "host#fragment", "host/#", "host:0", "host:-1", "host:+80", "host:65536", "host:99999999999999999999", "host:", "host:80x",
    "host: 80", "host:80:81", "a b", "host\n", "h\tost", "host\r\nX: 1", "ftp://host", "http:/host", "://host", "http://http://host",
    "h\xc3\xb6st", "h%6fst", "ho\\st", "<host>", "host/a b", "host/\"",
    "[::1", "::1", "[::1]x", "[::1]:", "[::1]:0", "[::1]:65536", "[]", "[]:80", "[::g]", "[1::2::3]", "[12345::1]", "[1:2:3:4:5:6:7]",
    "[1:2:3:4:5:6:7:8:9]", "[:]", "[127.0.0.1]", "[::1%25eth0]", "[[::1]]", "http://[::1",
};
static const char *const good_domains[] = {
    "host", "host:1", "host:65535", "HOST.example", "a-b_c.d", "127.0.0.1:8080", "host/", "host/path/", "http://host:80/a/b", "https://host",
    "[::]", "[::1]", "[::1]:8080", "http://[fe80::1:2]:80/path/", "[2001:db8:0:0:0:0:0:1]", "[::ffff:127.0.0.1]:80",
};

MISUSE(osb_config_set_domain)
{
    WRONG_HANDLES(CONFIG, osb_config_set_domain(wrong, "host"));
    INVALID(osb_config_set_domain(live[CONFIG], NULL));
    EACH_NOT_UTF8(osb_config_set_domain(live[CONFIG], *text));
    EACH(const char *const, domain, bad_domains)
        check_int(__FILE__, __LINE__, *domain, osb_config_set_domain(live[CONFIG], *domain), OSB_ERR_INVALID_ARGUMENT);
    EACH(const char *const, domain, good_domains)
        check_int(__FILE__, __LINE__, *domain, osb_config_set_domain(live[CONFIG], *domain), OSB_OK);
}

MISUSE(osb_config_set_protocol)
{
    static const char *const none[] = {"", "ftp", "HTTP", "http:", "http://", "https ", "httpss"};
    WRONG_HANDLES(CONFIG, osb_config_set_protocol(wrong, "http"));
    INVALID(osb_config_set_protocol(live[CONFIG], NULL));
    EACH_NOT_UTF8(osb_config_set_protocol(live[CONFIG], *text));
    EACH(const char *const, name, none) INVALID(osb_config_set_protocol(live[CONFIG], *name));
    VALID(osb_config_set_protocol(live[CONFIG], "https"));
    VALID(osb_config_set_protocol(live[CONFIG], "http"));
}

MISUSE(osb_config_set_api_key)
{
    WRONG_HANDLES(CONFIG, osb_config_set_api_key(wrong, "key"));
    EACH_NOT_UTF8(osb_config_set_api_key(live[CONFIG], *text));
    EACH(const char *const, value, broken_values) INVALID(osb_config_set_api_key(live[CONFIG], *value));
    VALID(osb_config_set_api_key(live[CONFIG], ""));
    VALID(osb_config_set_api_key(live[CONFIG], NULL));
}

MISUSE(osb_config_set_header)
{
    static const char *const names[] = {
        "", " ", "a b", "a:", ":a", "a\r\nb", "a\n", "a\t", "(a)", "a/b", "a@b", "a\"", "\x7f", "h\xc3\xb6he",
        "Host", "host", "HOST", "Content-Length", "content-length", "Transfer-Encoding", "Connection", "Upgrade", "TE", "te", "Trailer",
        "Expect", "Content-Type", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "OPEN-SANDBOX-API-KEY", "open-sandbox-api-key",
    };
    WRONG_HANDLES(CONFIG, osb_config_set_header(wrong, "X-Name", "value"));
    INVALID(osb_config_set_header(live[CONFIG], NULL, "value"));
    EACH_NOT_UTF8(osb_config_set_header(live[CONFIG], *text, "value"));
    EACH_NOT_UTF8(osb_config_set_header(live[CONFIG], "X-Name", *text));
    EACH(const char *const, name, names)
    {
        check_int(__FILE__, __LINE__, *name, osb_config_set_header(live[CONFIG], *name, "value"), OSB_ERR_INVALID_ARGUMENT);
        check_int(__FILE__, __LINE__, *name, osb_config_set_header(live[CONFIG], *name, NULL), OSB_ERR_INVALID_ARGUMENT);
    }
    EACH(const char *const, value, broken_values) INVALID(osb_config_set_header(live[CONFIG], "X-Name", *value));
    VALID(osb_config_set_header(live[CONFIG], "X-!#$%&'*+-.^_`|~0aZ", "tab\tand h\xc3\xb6he"));
    VALID(osb_config_set_header(live[CONFIG], "X-Name", ""));
    VALID(osb_config_set_header(live[CONFIG], "X-Never-Set", NULL));
}

MISUSE(osb_config_set_user_agent)
{
    WRONG_HANDLES(CONFIG, osb_config_set_user_agent(wrong, "agent"));
    INVALID(osb_config_set_user_agent(live[CONFIG], NULL));
    EACH_NOT_UTF8(osb_config_set_user_agent(live[CONFIG], *text));
    EACH(const char *const, value, broken_values) INVALID(osb_config_set_user_agent(live[CONFIG], *value));
}

MISUSE(osb_config_set_ca_file)
{
    WRONG_HANDLES(CONFIG, osb_config_set_ca_file(wrong, "ca.pem"));
    INVALID(osb_config_set_ca_file(live[CONFIG], ""));
    EACH_NOT_UTF8(osb_config_set_ca_file(live[CONFIG], *text));
    VALID(osb_config_set_ca_file(live[CONFIG], NULL));
}

/* ---- Client ---- */

static void expect_contradiction(const char *domain, const char *protocol)
{
    osb_client *out = (void *)untouched;
    osb_error *error = NULL;
    osb_config *config = osb_config_new();
    VALID(osb_config_set_domain(config, domain));
    VALID(osb_config_set_protocol(config, protocol));
    REFUSED(osb_client_new(config, &out, &error), OSB_ERR_INVALID_ARGUMENT, "domain");
    CHECK(out == (void *)untouched);
    osb_config_free(config);
}

MISUSE(osb_client_new)
{
    osb_client *out = (void *)untouched;
    osb_error *error = NULL;
    EACH_WRONG(CONFIG, wrong)
        if (wrong) /* NULL is the defaults */
            REFUSED(osb_client_new(wrong, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    CHECK_INT(osb_client_new(live[CLIENT], &out, NULL), OSB_ERR_INVALID_HANDLE);
    CHECK(out == (void *)untouched);
    REFUSED(osb_client_new(live[CONFIG], NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    CHECK_INT(osb_client_new(NULL, NULL, NULL), OSB_ERR_INVALID_ARGUMENT);
    expect_contradiction("http://host", "https");
    expect_contradiction("https://host:8080/path", "http");
}

/* ---- Create options ---- */

TRUTH_SETTER(osb_create_options_set_skip_health_check, CREATE_OPTIONS)
LIMIT_SETTER(osb_create_options_set_timeout, CREATE_OPTIONS, OSB_ERR_INVALID_ARGUMENT)
LIMIT_SETTER(osb_create_options_set_ready_timeout, CREATE_OPTIONS, OSB_ERR_INVALID_ARGUMENT)

MISUSE(osb_create_options_new)
{
    osb_sandbox *out = (void *)untouched;
    osb_error *error = NULL;
    osb_create_options *options = osb_create_options_new();
    REFUSED(osb_sandbox_create(live[CLIENT], options, NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, "image");
    CHECK(out == (void *)untouched);
    osb_create_options_free(options);
}

MISUSE(osb_create_options_set_image)
{
    WRONG_HANDLES(CREATE_OPTIONS, osb_create_options_set_image(wrong, "img"));
    INVALID(osb_create_options_set_image(live[CREATE_OPTIONS], NULL));
    INVALID(osb_create_options_set_image(live[CREATE_OPTIONS], ""));
    EACH_NOT_UTF8(osb_create_options_set_image(live[CREATE_OPTIONS], *text));
}

MISUSE(osb_create_options_set_manual_cleanup)
{
    WRONG_HANDLES(CREATE_OPTIONS, osb_create_options_set_manual_cleanup(wrong));
}

MISUSE(osb_create_options_add_entrypoint)
{
    WRONG_HANDLES(CREATE_OPTIONS, osb_create_options_add_entrypoint(wrong, "sh"));
    INVALID(osb_create_options_add_entrypoint(live[CREATE_OPTIONS], NULL));
    EACH_NOT_UTF8(osb_create_options_add_entrypoint(live[CREATE_OPTIONS], *text));
}

MISUSE(osb_create_options_set_resource)
{
    osb_create_options *options = live[CREATE_OPTIONS];
    WRONG_HANDLES(CREATE_OPTIONS, osb_create_options_set_resource(wrong, "cpu", "1"));
    INVALID(osb_create_options_set_resource(options, NULL, "1"));
    INVALID(osb_create_options_set_resource(options, "", "1"));
    INVALID(osb_create_options_set_resource(options, "", NULL));
    INVALID(osb_create_options_set_resource(options, "cpu", ""));
    EACH_NOT_UTF8(osb_create_options_set_resource(options, *text, "1"));
    EACH_NOT_UTF8(osb_create_options_set_resource(options, "cpu", *text));
    VALID(osb_create_options_set_resource(options, "never-set", NULL));
}

MISUSE(osb_create_options_set_env)
{
    osb_create_options *options = live[CREATE_OPTIONS];
    WRONG_HANDLES(CREATE_OPTIONS, osb_create_options_set_env(wrong, "NAME", "value"));
    INVALID(osb_create_options_set_env(options, NULL, "value"));
    EACH(const char *const, name, no_environment_names) INVALID(osb_create_options_set_env(options, *name, "value"));
    EACH(const char *const, name, no_environment_names) INVALID(osb_create_options_set_env(options, *name, NULL));
    EACH_NOT_UTF8(osb_create_options_set_env(options, *text, "value"));
    EACH_NOT_UTF8(osb_create_options_set_env(options, "NAME", *text));
    VALID(osb_create_options_set_env(options, "NEVER_SET", NULL));
}

MISUSE(osb_create_options_set_metadata)
{
    osb_create_options *options = live[CREATE_OPTIONS];
    WRONG_HANDLES(CREATE_OPTIONS, osb_create_options_set_metadata(wrong, "key", "value"));
    INVALID(osb_create_options_set_metadata(options, NULL, "value"));
    INVALID(osb_create_options_set_metadata(options, "", "value"));
    EACH_NOT_UTF8(osb_create_options_set_metadata(options, *text, "value"));
    EACH_NOT_UTF8(osb_create_options_set_metadata(options, "key", *text));
    VALID(osb_create_options_set_metadata(options, "never-set", NULL));
}

MISUSE(osb_create_options_set_poll_interval)
{
    static const int64_t none[] = {0, -1, -2, 3600001, INT64_MIN, INT64_MAX};
    WRONG_HANDLES(CREATE_OPTIONS, osb_create_options_set_poll_interval(wrong, 200));
    EACH(const int64_t, number, none) INVALID(osb_create_options_set_poll_interval(live[CREATE_OPTIONS], *number));
    VALID(osb_create_options_set_poll_interval(live[CREATE_OPTIONS], 1));
    VALID(osb_create_options_set_poll_interval(live[CREATE_OPTIONS], 3600000));
}

/* A callback without a function is none, and its user_data is not needed: released at once. A wrong handle keeps it. */
#define CALLBACK_SETTER(function, kind, fn)                        \
    MISUSE(function)                                               \
    {                                                              \
        releases = 0;                                              \
        WRONG_HANDLES(kind, function(wrong, fn, NULL, count_release)); \
        CHECK_INT(releases, 0);                                    \
        VALID(function(live[kind], NULL, NULL, count_release));    \
        CHECK_INT(releases, 1);                                    \
        VALID(function(live[kind], fn, NULL, NULL));               \
        VALID(function(live[kind], NULL, NULL, NULL));             \
        CHECK_INT(releases, 1);                                    \
    }

static int32_t no_health(osb_sandbox *sandbox, void *user_data)
{
    (void)sandbox, (void)user_data;
    return -1;
}

CALLBACK_SETTER(osb_create_options_on_health_check, CREATE_OPTIONS, no_health)

/* ---- Sandbox ---- */

MISUSE(osb_sandbox_create)
{
    osb_sandbox *out = (void *)untouched;
    osb_error *error = NULL;
    osb_create_options *options = live[CREATE_OPTIONS];
    VALID(osb_create_options_set_image(options, "img"));
    EACH_WRONG(CLIENT, wrong) REFUSED(osb_sandbox_create(wrong, options, NULL, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(CREATE_OPTIONS, wrong)
        if (wrong)
            REFUSED(osb_sandbox_create(live[CLIENT], wrong, NULL, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(CANCEL, wrong)
        if (wrong)
            REFUSED(osb_sandbox_create(live[CLIENT], options, wrong, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    REFUSED(osb_sandbox_create(live[CLIENT], NULL, NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, "image");
    REFUSED(osb_sandbox_create(live[CLIENT], options, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    CHECK_INT(osb_sandbox_create(NULL, options, NULL, &out, NULL), OSB_ERR_INVALID_HANDLE);
    CHECK(out == (void *)untouched);
}

MISUSE(osb_sandbox_get_info)
{
    osb_sandbox_info *out = (void *)untouched;
    osb_error *error = NULL;
    EACH_WRONG(SANDBOX, wrong) REFUSED(osb_sandbox_get_info(wrong, NULL, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(CANCEL, wrong)
        if (wrong)
            REFUSED(osb_sandbox_get_info(live[SANDBOX], wrong, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    REFUSED(osb_sandbox_get_info(live[SANDBOX], NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    CHECK_INT(osb_sandbox_get_info(NULL, NULL, &out, NULL), OSB_ERR_INVALID_HANDLE);
    CHECK(out == (void *)untouched);
}

MISUSE(osb_sandbox_get_endpoint)
{
    static const int32_t no_ports[] = {0, -1, 65536, 65536 + 80, INT32_MIN, INT32_MAX};
    osb_endpoint *out = (void *)untouched;
    osb_error *error = NULL;
    EACH_WRONG(SANDBOX, wrong) REFUSED(osb_sandbox_get_endpoint(wrong, 80, NULL, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(CANCEL, wrong)
        if (wrong)
            REFUSED(osb_sandbox_get_endpoint(live[SANDBOX], 80, wrong, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH(const int32_t, port, no_ports)
        REFUSED(osb_sandbox_get_endpoint(live[SANDBOX], *port, NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, "port");
    REFUSED(osb_sandbox_get_endpoint(live[SANDBOX], 80, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    CHECK_INT(osb_sandbox_get_endpoint(live[SANDBOX], 0, NULL, &out, NULL), OSB_ERR_INVALID_ARGUMENT);
    CHECK(out == (void *)untouched);
}

MISUSE(osb_sandbox_is_healthy)
{
    int32_t out = 77;
    osb_error *error = NULL;
    EACH_WRONG(SANDBOX, wrong) REFUSED(osb_sandbox_is_healthy(wrong, NULL, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(CANCEL, wrong)
        if (wrong)
            REFUSED(osb_sandbox_is_healthy(live[SANDBOX], wrong, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    REFUSED(osb_sandbox_is_healthy(live[SANDBOX], NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    CHECK_INT(osb_sandbox_is_healthy(NULL, NULL, &out, NULL), OSB_ERR_INVALID_HANDLE);
    CHECK_INT(out, 77);
}

MISUSE(osb_sandbox_wait_ready)
{
    osb_error *error = NULL;
    EACH_WRONG(SANDBOX, wrong) REFUSED(osb_sandbox_wait_ready(wrong, 0, NULL, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(CANCEL, wrong)
        if (wrong)
            REFUSED(osb_sandbox_wait_ready(live[SANDBOX], 0, wrong, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH(const int64_t, number, no_durations)
        REFUSED(osb_sandbox_wait_ready(live[SANDBOX], *number, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "timeout");
    INVALID(osb_sandbox_wait_ready(live[SANDBOX], -2, NULL, NULL));
}

MISUSE(osb_sandbox_kill)
{
    osb_error *error = NULL;
    EACH_WRONG(SANDBOX, wrong) REFUSED(osb_sandbox_kill(wrong, NULL, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(CANCEL, wrong)
        if (wrong)
            REFUSED(osb_sandbox_kill(live[SANDBOX], wrong, &error), OSB_ERR_INVALID_HANDLE, NULL);
    CHECK_INT(osb_sandbox_kill(NULL, NULL, NULL), OSB_ERR_INVALID_HANDLE);
}

/* ---- Command options ---- */

TRUTH_SETTER(osb_command_options_set_collect, COMMAND_OPTIONS)
TRUTH_SETTER(osb_command_options_set_background, COMMAND_OPTIONS)
LIMIT_SETTER(osb_command_options_set_deadline, COMMAND_OPTIONS, OSB_ERR_INVALID_ARGUMENT)
LIMIT_SETTER(osb_command_options_set_timeout, COMMAND_OPTIONS, OSB_ERR_INVALID_ARGUMENT)

#define IDENTITY_SETTER(function)                                                                  \
    MISUSE(function)                                                                               \
    {                                                                                              \
        static const int64_t none[] = {-2, (int64_t)UINT32_MAX + 1, INT64_MIN, INT64_MAX};         \
        WRONG_HANDLES(COMMAND_OPTIONS, function(wrong, 0));                                        \
        EACH(const int64_t, number, none) INVALID(function(live[COMMAND_OPTIONS], *number));       \
        VALID(function(live[COMMAND_OPTIONS], 0));                                                 \
        VALID(function(live[COMMAND_OPTIONS], UINT32_MAX));                                        \
        VALID(function(live[COMMAND_OPTIONS], -1));                                                \
    }

IDENTITY_SETTER(osb_command_options_set_uid)
IDENTITY_SETTER(osb_command_options_set_gid)

MISUSE(osb_command_options_add_argv)
{
    osb_command_options *options = osb_command_options_new();
    WRONG_HANDLES(COMMAND_OPTIONS, osb_command_options_add_argv(wrong, "true"));
    INVALID(osb_command_options_add_argv(options, NULL));
    INVALID(osb_command_options_add_argv(options, "")); /* no program */
    EACH_NOT_UTF8(osb_command_options_add_argv(options, *text));
    VALID(osb_command_options_add_argv(options, "true"));
    VALID(osb_command_options_add_argv(options, ""));
    INVALID(osb_command_options_add_argv(options, NULL));
    osb_command_options_free(options);
}

MISUSE(osb_command_options_set_buffer_limit)
{
    static const size_t none[] = {0, 1, (16 << 10) - 1, ((size_t)1 << 30) + 1, SIZE_MAX / 2 + 1, SIZE_MAX};
    WRONG_HANDLES(COMMAND_OPTIONS, osb_command_options_set_buffer_limit(wrong, 16 << 10));
    EACH(const size_t, number, none) INVALID(osb_command_options_set_buffer_limit(live[COMMAND_OPTIONS], *number));
    VALID(osb_command_options_set_buffer_limit(live[COMMAND_OPTIONS], (size_t)1 << 30));
    VALID(osb_command_options_set_buffer_limit(live[COMMAND_OPTIONS], 16 << 10));
}

MISUSE(osb_command_options_set_poll_interval)
{
    static const int64_t none[][2] = {
        {0, 1}, {-1, 1}, {2, 1}, {1, 0}, {1, -1}, {1, 3600001}, {3600001, 3600001}, {INT64_MIN, 1}, {1, INT64_MAX}, {INT64_MAX, INT64_MAX},
    };
    WRONG_HANDLES(COMMAND_OPTIONS, osb_command_options_set_poll_interval(wrong, 1, 1));
    for (size_t i = 0; i < LENGTH(none); i++)
        INVALID(osb_command_options_set_poll_interval(live[COMMAND_OPTIONS], none[i][0], none[i][1]));
    VALID(osb_command_options_set_poll_interval(live[COMMAND_OPTIONS], 1, 1));
    VALID(osb_command_options_set_poll_interval(live[COMMAND_OPTIONS], 3600000, 3600000));
}

MISUSE(osb_command_options_new)
{
    osb_command_options *options = osb_command_options_new();
    CHECK(options != NULL);
    osb_command_options_free(options);
}

MISUSE(osb_command_options_set_cwd)
{
    WRONG_HANDLES(COMMAND_OPTIONS, osb_command_options_set_cwd(wrong, "/"));
    INVALID(osb_command_options_set_cwd(live[COMMAND_OPTIONS], ""));
    EACH_NOT_UTF8(osb_command_options_set_cwd(live[COMMAND_OPTIONS], *text));
    VALID(osb_command_options_set_cwd(live[COMMAND_OPTIONS], NULL));
}

MISUSE(osb_command_options_set_env)
{
    osb_command_options *options = live[COMMAND_OPTIONS];
    WRONG_HANDLES(COMMAND_OPTIONS, osb_command_options_set_env(wrong, "NAME", "value"));
    INVALID(osb_command_options_set_env(options, NULL, "value"));
    EACH(const char *const, name, no_environment_names) INVALID(osb_command_options_set_env(options, *name, "value"));
    EACH(const char *const, name, no_environment_names) INVALID(osb_command_options_set_env(options, *name, NULL));
    EACH_NOT_UTF8(osb_command_options_set_env(options, *text, "value"));
    EACH_NOT_UTF8(osb_command_options_set_env(options, "NAME", *text));
    VALID(osb_command_options_set_env(options, "NEVER_SET", NULL));
}

MISUSE(osb_command_options_set_output_limit)
{
    static const size_t none[] = {((size_t)1 << 30) + 1, SIZE_MAX / 2, SIZE_MAX / 2 + 1, SIZE_MAX};
    WRONG_HANDLES(COMMAND_OPTIONS, osb_command_options_set_output_limit(wrong, 1));
    EACH(const size_t, number, none) INVALID(osb_command_options_set_output_limit(live[COMMAND_OPTIONS], *number));
    VALID(osb_command_options_set_output_limit(live[COMMAND_OPTIONS], 0));
    VALID(osb_command_options_set_output_limit(live[COMMAND_OPTIONS], (size_t)1 << 30));
}

static int32_t on_init(const char *execution_id, void *user_data)
{
    (void)execution_id, (void)user_data;
    return 0;
}

static int32_t on_bytes(const char *data, size_t size, void *user_data)
{
    (void)data, (void)size, (void)user_data;
    return 0;
}

static int32_t on_value(const char *mime_type, const char *data, size_t size, void *user_data)
{
    (void)mime_type, (void)data, (void)size, (void)user_data;
    return 0;
}

static int32_t on_failure(const char *name, const char *value, const char *traceback, void *user_data)
{
    (void)name, (void)value, (void)traceback, (void)user_data;
    return 0;
}

static int32_t on_complete(int64_t duration, void *user_data)
{
    (void)duration, (void)user_data;
    return 0;
}

CALLBACK_SETTER(osb_command_options_on_init, COMMAND_OPTIONS, on_init)
CALLBACK_SETTER(osb_command_options_on_stdout, COMMAND_OPTIONS, on_bytes)
CALLBACK_SETTER(osb_command_options_on_stderr, COMMAND_OPTIONS, on_bytes)
CALLBACK_SETTER(osb_command_options_on_result, COMMAND_OPTIONS, on_value)
CALLBACK_SETTER(osb_command_options_on_error, COMMAND_OPTIONS, on_failure)
CALLBACK_SETTER(osb_command_options_on_complete, COMMAND_OPTIONS, on_complete)
CALLBACK_SETTER(osb_command_options_on_event, COMMAND_OPTIONS, on_bytes)
CALLBACK_SETTER(osb_command_options_on_log, COMMAND_OPTIONS, on_bytes)

/* ---- Command ---- */

static char *longer_than_64_mib(void)
{
    size_t size = ((size_t)64 << 20) + 1;
    char *text = malloc(size + 1);
    if (!text)
        check_stop("no memory");
    memset(text, 'a', size);
    text[size] = '\0';
    return text;
}

MISUSE(osb_command_run)
{
    osb_result *out = (void *)untouched;
    osb_error *error = NULL;
    osb_sandbox *sandbox = live[SANDBOX];
    EACH_WRONG(SANDBOX, wrong) REFUSED(osb_command_run(wrong, "true", NULL, NULL, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(COMMAND_OPTIONS, wrong)
        if (wrong)
            REFUSED(osb_command_run(sandbox, "true", wrong, NULL, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(CANCEL, wrong)
        if (wrong)
            REFUSED(osb_command_run(sandbox, "true", NULL, wrong, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    REFUSED(osb_command_run(sandbox, NULL, NULL, NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, "command");
    REFUSED(osb_command_run(sandbox, "", NULL, NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, "command");
    EACH(const char *const, text, not_utf8)
        REFUSED(osb_command_run(sandbox, *text, NULL, NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, "command");
    REFUSED(osb_command_run(sandbox, "true", NULL, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    char *text = longer_than_64_mib();
    REFUSED(osb_command_run(sandbox, text, NULL, NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, "command");
    free(text);
    INVALID(osb_command_run(sandbox, "", NULL, NULL, &out, NULL));
    CHECK(out == (void *)untouched);
}

/* What a command is given wrong, to run it or to start it. */
#define WRONG_COMMANDS(call_with)                                                                           \
    do {                                                                                                    \
        osb_command_options *vector = osb_command_options_new(), *group = osb_command_options_new();        \
        VALID(osb_command_options_add_argv(vector, "true"));                                                \
        VALID(osb_command_options_set_gid(group, 1));                                                       \
        REFUSED(call_with("true", vector), OSB_ERR_INVALID_ARGUMENT, "command"); /* the one or the other */ \
        REFUSED(call_with("true", group), OSB_ERR_INVALID_ARGUMENT, "gid");                                 \
        REFUSED(call_with(NULL, NULL), OSB_ERR_INVALID_ARGUMENT, "command");                                \
        REFUSED(call_with("", NULL), OSB_ERR_INVALID_ARGUMENT, "command");                                  \
        EACH(const char *const, text, not_utf8)                                                             \
            REFUSED(call_with(*text, NULL), OSB_ERR_INVALID_ARGUMENT, "command");                           \
        EACH_WRONG(COMMAND_OPTIONS, wrong)                                                                  \
            if (wrong)                                                                                      \
                REFUSED(call_with("true", wrong), OSB_ERR_INVALID_HANDLE, NULL);                            \
        osb_command_options_free(vector);                                                                   \
        osb_command_options_free(group);                                                                    \
    } while (0)

MISUSE(osb_command_start)
{
    osb_execution *out = (void *)untouched;
    osb_error *error = NULL;
#define START(command, options) osb_command_start(live[SANDBOX], command, options, NULL, NULL, &out, &error)
    WRONG_COMMANDS(START);
    EACH_WRONG(SANDBOX, wrong) REFUSED(osb_command_start(wrong, "true", NULL, NULL, NULL, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(QUEUE, wrong)
        if (wrong)
            REFUSED(osb_command_start(live[SANDBOX], "true", NULL, wrong, NULL, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    REFUSED(osb_command_start(live[SANDBOX], "true", NULL, NULL, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    INVALID(osb_command_start(live[SANDBOX], NULL, NULL, NULL, NULL, &out, NULL));
    CHECK(out == (void *)untouched);
}

MISUSE(osb_command_set_env)
{
    static const char *const no_names[] = {"", "=", "A=B", "1A", "A-B", "A B", "A.B", "A\n", "$A", "\xc3\xa4"};
    osb_error *error = NULL;
    EACH_WRONG(SANDBOX, wrong) REFUSED(osb_command_set_env(wrong, "A", "1", NULL, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(CANCEL, wrong)
        if (wrong)
            REFUSED(osb_command_set_env(live[SANDBOX], "A", "1", wrong, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH(const char *const, name, no_names)
        REFUSED(osb_command_set_env(live[SANDBOX], *name, "1", NULL, &error), OSB_ERR_INVALID_ARGUMENT, "name");
    EACH(const char *const, text, not_utf8)
    {
        REFUSED(osb_command_set_env(live[SANDBOX], *text, "1", NULL, &error), OSB_ERR_INVALID_ARGUMENT, "name");
        REFUSED(osb_command_set_env(live[SANDBOX], "A", *text, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "value");
    }
    REFUSED(osb_command_set_env(live[SANDBOX], NULL, "1", NULL, &error), OSB_ERR_INVALID_ARGUMENT, "name");
    REFUSED(osb_command_set_env(live[SANDBOX], "A", NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "value");
    INVALID(osb_command_set_env(live[SANDBOX], "", "1", NULL, NULL));
}

/* ---- Executions ---- */

MISUSE(osb_execution_attach)
{
    static const char *const no_cursors[] = {"", "x", "-1", "+1", "1+", "1+x", "1+-1", "1+1+1", "1 ", "0x1", "1&cursor=2",
        "11111111111111111111111111111111111111111111111111111111111111111", "1+99999999999999999999"};
    osb_execution *out = (void *)untouched;
    osb_error *error = NULL;
#define ATTACH(id, cursor, options, queue) osb_execution_attach(live[SANDBOX], id, cursor, options, queue, NULL, &out, &error)
    EACH_WRONG(SANDBOX, wrong) REFUSED(osb_execution_attach(wrong, "x", NULL, NULL, NULL, NULL, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(COMMAND_OPTIONS, wrong)
        if (wrong)
            REFUSED(ATTACH("x", NULL, wrong, NULL), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(QUEUE, wrong)
        if (wrong)
            REFUSED(ATTACH("x", NULL, NULL, wrong), OSB_ERR_INVALID_HANDLE, NULL);
    REFUSED(ATTACH(NULL, NULL, NULL, NULL), OSB_ERR_INVALID_ARGUMENT, "id");
    REFUSED(ATTACH("", NULL, NULL, NULL), OSB_ERR_INVALID_ARGUMENT, "id");
    EACH(const char *const, text, not_utf8)
    {
        REFUSED(ATTACH(*text, NULL, NULL, NULL), OSB_ERR_INVALID_ARGUMENT, "id");
        REFUSED(ATTACH("x", *text, NULL, NULL), OSB_ERR_INVALID_ARGUMENT, "cursor");
    }
    EACH(const char *const, cursor, no_cursors) REFUSED(ATTACH("x", *cursor, NULL, live[QUEUE]), OSB_ERR_INVALID_ARGUMENT, "cursor");
    REFUSED(osb_execution_attach(live[SANDBOX], "x", NULL, NULL, NULL, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    CHECK(out == (void *)untouched);
}

MISUSE(osb_execution_next)
{
    osb_event *out = (void *)untouched;
    osb_error *error = NULL;
    EACH_WRONG(EXECUTION, wrong) REFUSED(osb_execution_next(wrong, 0, NULL, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(CANCEL, wrong)
        if (wrong)
            REFUSED(osb_execution_next(live[EXECUTION], 0, wrong, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH(const int64_t, number, no_durations)
        REFUSED(osb_execution_next(live[EXECUTION], *number, NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, "timeout");
    REFUSED(osb_execution_next(live[EXECUTION], 0, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    CHECK_INT(osb_execution_next(NULL, 0, NULL, &out, NULL), OSB_ERR_INVALID_HANDLE);
    CHECK(out == (void *)untouched);
}

MISUSE(osb_execution_wait)
{
    osb_result *out = (void *)untouched;
    osb_error *error = NULL;
    EACH_WRONG(EXECUTION, wrong) REFUSED(osb_execution_wait(wrong, NULL, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(CANCEL, wrong)
        if (wrong)
            REFUSED(osb_execution_wait(live[EXECUTION], wrong, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    REFUSED(osb_execution_wait(live[EXECUTION], NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    CHECK_INT(osb_execution_wait(NULL, NULL, &out, NULL), OSB_ERR_INVALID_HANDLE);
    CHECK(out == (void *)untouched);
}

MISUSE(osb_execution_interrupt)
{
    osb_error *error = NULL;
    EACH_WRONG(EXECUTION, wrong) REFUSED(osb_execution_interrupt(wrong, NULL, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(CANCEL, wrong)
        if (wrong)
            REFUSED(osb_execution_interrupt(live[EXECUTION], wrong, &error), OSB_ERR_INVALID_HANDLE, NULL);
    CHECK_INT(osb_execution_interrupt(NULL, NULL, NULL), OSB_ERR_INVALID_HANDLE);
}

MISUSE(osb_execution_get_status)
{
    osb_command_status *out = (void *)untouched;
    osb_error *error = NULL;
    EACH_WRONG(EXECUTION, wrong) REFUSED(osb_execution_get_status(wrong, NULL, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(CANCEL, wrong)
        if (wrong)
            REFUSED(osb_execution_get_status(live[EXECUTION], wrong, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    REFUSED(osb_execution_get_status(live[EXECUTION], NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    CHECK_INT(osb_execution_get_status(NULL, NULL, &out, NULL), OSB_ERR_INVALID_HANDLE);
    CHECK(out == (void *)untouched);
}

/* ---- Queues ---- */

MISUSE(osb_queue_new)
{
    osb_error *error = NULL;
    REFUSED(osb_queue_new(NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    INVALID(osb_queue_new(NULL, NULL));
}

MISUSE(osb_queue_poll)
{
    osb_event *event = (void *)untouched;
    size_t count = 77;
    osb_error *error = NULL;
    EACH_WRONG(QUEUE, wrong) REFUSED(osb_queue_poll(wrong, 0, &event, 1, &count, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH(const int64_t, number, no_durations)
        REFUSED(osb_queue_poll(live[QUEUE], *number, &event, 1, &count, &error), OSB_ERR_INVALID_ARGUMENT, "timeout");
    REFUSED(osb_queue_poll(live[QUEUE], 0, NULL, 1, &count, &error), OSB_ERR_INVALID_ARGUMENT, "events");
    REFUSED(osb_queue_poll(live[QUEUE], 0, &event, 0, &count, &error), OSB_ERR_INVALID_ARGUMENT, "capacity");
    REFUSED(osb_queue_poll(live[QUEUE], 0, &event, 1, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "count");
    INVALID(osb_queue_poll(live[QUEUE], -1, NULL, 0, NULL, NULL));
    CHECK(event == (void *)untouched && count == 77);
    VALID(osb_queue_poll(live[QUEUE], 0, &event, SIZE_MAX, &count, &error)); /* as much as there is, which is nothing */
    CHECK(event == (void *)untouched && count == 0);
}

/* ---- Sessions ---- */

MISUSE(osb_session_create)
{
    osb_session *out = (void *)untouched;
    osb_error *error = NULL;
    EACH_WRONG(SANDBOX, wrong) REFUSED(osb_session_create(wrong, NULL, NULL, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(CANCEL, wrong)
        if (wrong)
            REFUSED(osb_session_create(live[SANDBOX], NULL, wrong, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    REFUSED(osb_session_create(live[SANDBOX], "", NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, "cwd");
    EACH(const char *const, text, not_utf8) REFUSED(osb_session_create(live[SANDBOX], *text, NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, "cwd");
    REFUSED(osb_session_create(live[SANDBOX], NULL, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    CHECK(out == (void *)untouched);
}

MISUSE(osb_session_attach)
{
    osb_session *out = (void *)untouched;
    osb_error *error = NULL;
    EACH_WRONG(SANDBOX, wrong) REFUSED(osb_session_attach(wrong, "x", &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    REFUSED(osb_session_attach(live[SANDBOX], NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, "id");
    REFUSED(osb_session_attach(live[SANDBOX], "", &out, &error), OSB_ERR_INVALID_ARGUMENT, "id");
    EACH(const char *const, text, not_utf8) REFUSED(osb_session_attach(live[SANDBOX], *text, &out, &error), OSB_ERR_INVALID_ARGUMENT, "id");
    REFUSED(osb_session_attach(live[SANDBOX], "x", NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    CHECK(out == (void *)untouched);
}

/* What a session has no words for. */
#define WRONG_SESSION_OPTIONS(call_with)                                            \
    do {                                                                            \
        osb_command_options *options = osb_command_options_new();                   \
        VALID(osb_command_options_set_env(options, "A", "1"));                      \
        REFUSED(call_with("true", options), OSB_ERR_INVALID_ARGUMENT, "env");       \
        VALID(osb_command_options_set_env(options, "A", NULL));                     \
        VALID(osb_command_options_set_uid(options, 0));                             \
        REFUSED(call_with("true", options), OSB_ERR_INVALID_ARGUMENT, "uid");       \
        VALID(osb_command_options_set_uid(options, -1));                            \
        VALID(osb_command_options_set_background(options, 1));                      \
        REFUSED(call_with("true", options), OSB_ERR_INVALID_ARGUMENT, "background"); \
        osb_command_options_free(options);                                          \
    } while (0)

MISUSE(osb_session_run)
{
    osb_result *out = (void *)untouched;
    osb_error *error = NULL;
#define RUN_IN_SESSION(command, options) osb_session_run(live[SESSION], command, options, NULL, &out, &error)
    WRONG_COMMANDS(RUN_IN_SESSION);
    WRONG_SESSION_OPTIONS(RUN_IN_SESSION);
    EACH_WRONG(SESSION, wrong) REFUSED(osb_session_run(wrong, "true", NULL, NULL, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(CANCEL, wrong)
        if (wrong)
            REFUSED(osb_session_run(live[SESSION], "true", NULL, wrong, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    REFUSED(osb_session_run(live[SESSION], "true", NULL, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    CHECK(out == (void *)untouched);
}

MISUSE(osb_session_start)
{
    osb_execution *out = (void *)untouched;
    osb_error *error = NULL;
#define START_IN_SESSION(command, options) osb_session_start(live[SESSION], command, options, NULL, NULL, &out, &error)
    WRONG_COMMANDS(START_IN_SESSION);
    WRONG_SESSION_OPTIONS(START_IN_SESSION);
    EACH_WRONG(SESSION, wrong) REFUSED(osb_session_start(wrong, "true", NULL, NULL, NULL, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(QUEUE, wrong)
        if (wrong)
            REFUSED(osb_session_start(live[SESSION], "true", NULL, wrong, NULL, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    REFUSED(osb_session_start(live[SESSION], "true", NULL, NULL, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    CHECK(out == (void *)untouched);
}

MISUSE(osb_session_delete)
{
    osb_error *error = NULL;
    EACH_WRONG(SESSION, wrong) REFUSED(osb_session_delete(wrong, NULL, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(CANCEL, wrong)
        if (wrong)
            REFUSED(osb_session_delete(live[SESSION], wrong, &error), OSB_ERR_INVALID_HANDLE, NULL);
    CHECK_INT(osb_session_delete(NULL, NULL, NULL), OSB_ERR_INVALID_HANDLE);
}

#include "misuse_sandboxes.h"
#include "misuse_connections.h"
#include "misuse_files.h"
