/* fork(): in the child every handle answers that it was inherited, frees are harmless, a new client works; and the
 * parent's connections are none the worse. */
#include "check.h"
#include "fixture.h"
#include "scripted.h"

#include <opensandbox.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <valgrind/valgrind.h>

#define EXIT_3 \
    "  event {'type':'error','error':{'ename':'CommandExecError','evalue':'3','traceback':['exit status 3']},'timestamp':1}\n"

static const char script[] =
    INFO_ROUTE ENDPOINT_8080_ROUTE SANDBOX_ROUTES
    "on GET /execd/command/status/cmd-1\n  respond 200 application/json {'id':'cmd-1','running':true,'exit_code':4}\n"
    "on POST /execd/session\n  respond 200 application/json {'session_id':'session-1'}\n"
    COMMAND_ROUTE STREAM INIT LINE("one") LINE("two") EXIT_3;

/* One of each kind. */
static osb_error *error;
static osb_cancel *cancel;
static osb_config *config;
static osb_client *client;
static osb_create_options *create_options;
static osb_sandbox *sandbox;
static osb_sandbox_info *info;
static osb_endpoint *endpoint;
static osb_command_options *command_options;
static osb_result *result;
static osb_execution *execution; /* its first event is taken, the others wait */
static osb_event *event;
static osb_queue *queue;
static osb_command_status *command_status;
static osb_session *session;

static int releases;

static void count_release(void *user_data)
{
    (void)user_data;
    releases++;
}

static int32_t on_line(const char *data, size_t size, void *user_data)
{
    (void)data, (void)size, (void)user_data;
    return 0;
}

static void open_handles(osb_config *settings)
{
    osb_sandbox *unused = NULL;
    releases = 0;
    scripted_define("fork", script);
    scripted_define("child", script);
    config = settings;
    CHECK_INT(osb_client_new(config, &client, NULL), OSB_OK);
    cancel = osb_cancel_new();
    create_options = fixture_create_options();
    command_options = osb_command_options_new();
    osb_command_options_on_stdout(command_options, on_line, NULL, count_release);
    CHECK_INT(osb_sandbox_create(client, NULL, NULL, &unused, &error), OSB_ERR_INVALID_ARGUMENT);
    sandbox = fixture_sandbox(client);
    result = fixture_result(sandbox, command_options, cancel);
    CHECK_INT(osb_sandbox_get_info(sandbox, NULL, &info, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_get_endpoint(sandbox, 8080, NULL, &endpoint, NULL), OSB_OK);
    CHECK_INT(osb_queue_new(&queue, NULL), OSB_OK);
    CHECK_INT(osb_session_create(sandbox, NULL, NULL, &session, NULL), OSB_OK);
    CHECK_INT(osb_command_start(sandbox, "true", command_options, NULL, &releases, &execution, NULL), OSB_OK);
    CHECK_INT(osb_execution_next(execution, -1, NULL, &event, NULL), OSB_OK);
    CHECK_INT(osb_execution_get_status(execution, NULL, &command_status, NULL), OSB_OK);
}

/* In a child this must change nothing: the handles are the parent's. */
static void free_handles(void)
{
    osb_client_free(client);
    osb_sandbox_free(sandbox);
    osb_error_free(error);
    osb_cancel_free(cancel);
    osb_config_free(config);
    osb_create_options_free(create_options);
    osb_sandbox_info_free(info);
    osb_endpoint_free(endpoint);
    osb_command_options_free(command_options);
    osb_result_free(result);
    osb_execution_free(execution);
    osb_event_free(event);
    osb_queue_free(queue);
    osb_command_status_free(command_status);
    osb_session_free(session);
}

/* ---- The child's side: its checks go to the parent by its exit status ---- */

static int wrong; /* in the child: the line of the first check that failed */

#define EXPECT(condition)            \
    do {                             \
        if (!(condition) && !wrong) \
            wrong = __LINE__;        \
    } while (0)

/* Runs in a child what checks with EXPECT. The line comes back through a pipe: an exit status is too narrow for it. */
static int line_that_failed_in_child(void (*body)(void))
{
    int ends[2], line = -1, status = 0;
    if (pipe(ends) != 0)
        check_stop("no pipe");
    fflush(stdout);
    pid_t child = fork();
    if (child < 0)
        check_stop("no child");
    if (child == 0) {
        body();
        EXPECT(VALGRIND_COUNT_ERRORS == 0);
        ssize_t told = write(ends[1], &wrong, sizeof wrong);
        /* No way out that valgrind looks for leaks at: what OpenSSL keeps for each thread is lost here with the threads. */
        kill(getpid(), told == (ssize_t)sizeof wrong ? SIGKILL : SIGABRT);
    }
    close(ends[1]);
    ssize_t heard = read(ends[0], &line, sizeof line);
    close(ends[0]);
    CHECK_INT(waitpid(child, &status, 0), child);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    return heard == (ssize_t)sizeof line ? line : -1;
}

static void expect_forked(osb_status status, osb_error **told)
{
    EXPECT(status == OSB_ERR_FORKED);
    EXPECT(*told != NULL && osb_error_status(*told) == OSB_ERR_FORKED && osb_error_message(*told) != NULL);
    osb_error_free(*told);
    *told = NULL;
}

static void expect_calls_to_say_forked(void)
{
    static char untouched[1];
    osb_error *told = NULL;
    void *poison = untouched;
    osb_client *new_client = poison;
    osb_sandbox *new_sandbox = poison;
    osb_sandbox_info *new_info = poison;
    osb_endpoint *new_endpoint = poison;
    osb_result *new_result = poison;
    osb_execution *new_execution = poison;
    osb_event *new_event = poison;
    osb_command_status *new_status = poison;
    osb_session *new_session = poison;
    size_t count = 77;
    int32_t healthy = 77;
    expect_forked(osb_client_new(config, &new_client, &told), &told);
    expect_forked(osb_sandbox_create(client, create_options, NULL, &new_sandbox, &told), &told);
    expect_forked(osb_sandbox_get_info(sandbox, NULL, &new_info, &told), &told);
    expect_forked(osb_sandbox_get_endpoint(sandbox, 80, NULL, &new_endpoint, &told), &told);
    expect_forked(osb_sandbox_is_healthy(sandbox, NULL, &healthy, &told), &told);
    expect_forked(osb_sandbox_wait_ready(sandbox, 0, NULL, &told), &told);
    expect_forked(osb_sandbox_kill(sandbox, NULL, &told), &told);
    expect_forked(osb_command_run(sandbox, "true", command_options, cancel, &new_result, &told), &told);
    expect_forked(osb_command_start(sandbox, "true", command_options, queue, NULL, &new_execution, &told), &told);
    expect_forked(osb_command_set_env(sandbox, "NAME", "value", NULL, &told), &told);
    expect_forked(osb_execution_attach(sandbox, "cmd-1", NULL, NULL, NULL, NULL, &new_execution, &told), &told);
    expect_forked(osb_execution_next(execution, -1, NULL, &new_event, &told), &told);
    expect_forked(osb_execution_wait(execution, NULL, &new_result, &told), &told);
    expect_forked(osb_execution_interrupt(execution, NULL, &told), &told);
    expect_forked(osb_execution_get_status(execution, NULL, &new_status, &told), &told);
    expect_forked(osb_queue_poll(queue, -1, &new_event, 1, &count, &told), &told);
    expect_forked(osb_session_create(sandbox, NULL, NULL, &new_session, &told), &told);
    expect_forked(osb_session_attach(sandbox, "session-1", &new_session, &told), &told);
    expect_forked(osb_session_run(session, "true", NULL, NULL, &new_result, &told), &told);
    expect_forked(osb_session_start(session, "true", NULL, NULL, NULL, &new_execution, &told), &told);
    expect_forked(osb_session_delete(session, NULL, &told), &told);
    osb_execution_cancel(execution);
    osb_queue_wake(queue);
    EXPECT(new_execution == poison && new_event == poison && new_status == poison && new_session == poison && count == 77);
    EXPECT(new_client == poison && new_sandbox == poison && new_info == poison);
    EXPECT(new_endpoint == poison && new_result == poison && healthy == 77);
}

static void expect_setters_to_say_forked(void)
{
    EXPECT(osb_cancel_set_timeout(cancel, 1) == OSB_ERR_FORKED);
    EXPECT(osb_config_set_domain(config, "host") == OSB_ERR_FORKED);
    EXPECT(osb_config_set_protocol(config, "http") == OSB_ERR_FORKED);
    EXPECT(osb_config_set_api_key(config, "key") == OSB_ERR_FORKED);
    EXPECT(osb_config_set_request_timeout(config, 1) == OSB_ERR_FORKED);
    EXPECT(osb_config_set_connect_timeout(config, 1) == OSB_ERR_FORKED);
    EXPECT(osb_config_set_first_byte_timeout(config, 1) == OSB_ERR_FORKED);
    EXPECT(osb_config_set_idle_timeout(config, 1) == OSB_ERR_FORKED);
    EXPECT(osb_config_set_header(config, "X-Name", "value") == OSB_ERR_FORKED);
    EXPECT(osb_config_set_user_agent(config, "agent") == OSB_ERR_FORKED);
    EXPECT(osb_config_set_use_server_proxy(config, 1) == OSB_ERR_FORKED);
    EXPECT(osb_config_set_ca_file(config, NULL) == OSB_ERR_FORKED);
    EXPECT(osb_config_set_debug(config, 1) == OSB_ERR_FORKED);
    EXPECT(osb_config_set_log(config, OSB_LOG_INFO, NULL, NULL, count_release) == OSB_ERR_FORKED);
    EXPECT(osb_create_options_set_image(create_options, "img") == OSB_ERR_FORKED);
    EXPECT(osb_create_options_set_timeout(create_options, 1) == OSB_ERR_FORKED);
    EXPECT(osb_create_options_set_manual_cleanup(create_options) == OSB_ERR_FORKED);
    EXPECT(osb_create_options_add_entrypoint(create_options, "sh") == OSB_ERR_FORKED);
    EXPECT(osb_create_options_set_resource(create_options, "cpu", "1") == OSB_ERR_FORKED);
    EXPECT(osb_create_options_set_env(create_options, "NAME", "value") == OSB_ERR_FORKED);
    EXPECT(osb_create_options_set_metadata(create_options, "key", "value") == OSB_ERR_FORKED);
    EXPECT(osb_create_options_set_ready_timeout(create_options, 1) == OSB_ERR_FORKED);
    EXPECT(osb_create_options_set_poll_interval(create_options, 1) == OSB_ERR_FORKED);
    EXPECT(osb_create_options_set_skip_health_check(create_options, 1) == OSB_ERR_FORKED);
    EXPECT(osb_create_options_on_health_check(create_options, NULL, NULL, count_release) == OSB_ERR_FORKED);
    EXPECT(osb_command_options_set_cwd(command_options, "/") == OSB_ERR_FORKED);
    EXPECT(osb_command_options_set_env(command_options, "NAME", "value") == OSB_ERR_FORKED);
    EXPECT(osb_command_options_set_deadline(command_options, 1) == OSB_ERR_FORKED);
    EXPECT(osb_command_options_set_collect(command_options, 1) == OSB_ERR_FORKED);
    EXPECT(osb_command_options_set_output_limit(command_options, 1) == OSB_ERR_FORKED);
    EXPECT(osb_command_options_on_init(command_options, NULL, NULL, count_release) == OSB_ERR_FORKED);
    EXPECT(osb_command_options_on_stdout(command_options, NULL, NULL, count_release) == OSB_ERR_FORKED);
    EXPECT(osb_command_options_on_stderr(command_options, NULL, NULL, count_release) == OSB_ERR_FORKED);
    EXPECT(osb_command_options_on_result(command_options, NULL, NULL, count_release) == OSB_ERR_FORKED);
    EXPECT(osb_command_options_on_error(command_options, NULL, NULL, count_release) == OSB_ERR_FORKED);
    EXPECT(osb_command_options_on_complete(command_options, NULL, NULL, count_release) == OSB_ERR_FORKED);
    EXPECT(osb_command_options_on_event(command_options, NULL, NULL, count_release) == OSB_ERR_FORKED);
    EXPECT(osb_command_options_on_log(command_options, NULL, NULL, count_release) == OSB_ERR_FORKED);
    EXPECT(osb_command_options_add_argv(command_options, "true") == OSB_ERR_FORKED);
    EXPECT(osb_command_options_set_uid(command_options, 1) == OSB_ERR_FORKED);
    EXPECT(osb_command_options_set_gid(command_options, 1) == OSB_ERR_FORKED);
    EXPECT(osb_command_options_set_timeout(command_options, 1) == OSB_ERR_FORKED);
    EXPECT(osb_command_options_set_background(command_options, 1) == OSB_ERR_FORKED);
    EXPECT(osb_command_options_set_buffer_limit(command_options, 16 << 10) == OSB_ERR_FORKED);
    EXPECT(osb_command_options_set_poll_interval(command_options, 1, 1) == OSB_ERR_FORKED);
    EXPECT(releases == 0);
}

static void expect_getters_to_give_nothing(void)
{
    size_t size = 77;
    osb_cancel_trigger(cancel);
    EXPECT(osb_cancel_is_triggered(cancel) == 0);
    EXPECT(osb_error_status(error) == OSB_OK && osb_error_http_status(error) == 0);
    EXPECT(!osb_error_message(error) && !osb_error_code(error) && !osb_error_request_id(error) && !osb_error_field(error));
    EXPECT(osb_error_retryable(error) == 0 && osb_error_retry_after(error) == -1);
    EXPECT(!osb_error_raw(error, &size) && size == 0 && !osb_error_sandbox_id(error));
    EXPECT(osb_error_cleanup(error, -1) == OSB_CLEANUP_NONE);
    EXPECT(!osb_sandbox_id(sandbox));
    EXPECT(!osb_sandbox_info_id(info) && osb_sandbox_info_state(info) == OSB_STATE_UNKNOWN && !osb_sandbox_info_state_text(info));
    EXPECT(!osb_sandbox_info_reason(info) && !osb_sandbox_info_message(info) && !osb_sandbox_info_image(info));
    EXPECT(osb_sandbox_info_created_at(info) == -1 && osb_sandbox_info_expires_at(info) == -1);
    EXPECT(osb_sandbox_info_last_transition_at(info) == -1);
    EXPECT(osb_sandbox_info_entrypoint_count(info) == 0 && !osb_sandbox_info_entrypoint(info, 0));
    EXPECT(osb_sandbox_info_metadata_count(info) == 0 && !osb_sandbox_info_metadata_key(info, 0));
    EXPECT(!osb_sandbox_info_metadata_value(info, 0) && !osb_sandbox_info_get_metadata(info, "team"));
    EXPECT(!osb_endpoint_url(endpoint) && !osb_endpoint_address(endpoint) && osb_endpoint_header_count(endpoint) == 0);
    EXPECT(!osb_endpoint_header_name(endpoint, 0) && !osb_endpoint_header_value(endpoint, 0));
    EXPECT(osb_result_ended(result) == OSB_ENDED_UNKNOWN && osb_result_exit_code(result) == -1 && osb_result_signal(result) == -1);
    EXPECT(osb_result_callback_value(result) == 0 && !osb_result_execution_id(result) && osb_result_duration(result) == -1);
    size = 77;
    EXPECT(!osb_result_stdout(result, &size) && size == 0);
    size = 77;
    EXPECT(!osb_result_stderr(result, &size) && size == 0);
    EXPECT(osb_result_stdout_truncated(result) == 0 && osb_result_stderr_truncated(result) == 0 && !osb_result_error(result));
    EXPECT(!osb_result_error_name(result) && !osb_result_error_value(result) && !osb_result_error_traceback(result));
    EXPECT(!osb_execution_id(execution) && osb_queue_fd(queue) == -1 && !osb_session_id(session));
    EXPECT(osb_event_kind(event) == OSB_EVENT_NONE && !osb_event_execution(event) && !osb_event_user_data(event));
    EXPECT(osb_event_sequence(event) == 0 && osb_event_timestamp(event) == -1 && osb_event_duration(event) == -1);
    size = 77;
    EXPECT(!osb_event_data(event, &size) && size == 0 && !osb_event_mime_type(event) && !osb_event_cursor(event));
    EXPECT(!osb_event_error_name(event) && !osb_event_error_value(event) && !osb_event_error_traceback(event));
    EXPECT(!osb_event_result(event) && !osb_event_error(event));
    EXPECT(!osb_command_status_id(command_status) && osb_command_status_running(command_status) == 0);
    EXPECT(osb_command_status_exit_code(command_status) == -1 && !osb_command_status_error(command_status));
    EXPECT(!osb_command_status_command(command_status) && osb_command_status_started_at(command_status) == -1);
    EXPECT(osb_command_status_finished_at(command_status) == -1);
}

static void expect_inherited_handles_to_be_dead(void)
{
    expect_calls_to_say_forked();
    expect_setters_to_say_forked();
    expect_getters_to_give_nothing();
    free_handles();
    EXPECT(releases == 0);
    expect_calls_to_say_forked(); /* frees are as harmless as that */
    EXPECT(strcmp(osb_version(), OSB_VERSION_STRING) == 0);
}

static void expect_new_client_to_work(osb_config *settings)
{
    osb_client *own = fixture_client_with(settings);
    osb_sandbox *own_sandbox = fixture_sandbox(own);
    osb_result *own_result = fixture_result(own_sandbox, NULL, NULL);
    EXPECT(strcmp(osb_result_stdout(own_result, NULL), "one\ntwo\n") == 0);
    EXPECT(osb_result_exit_code(own_result) == 3);
    osb_result_free(own_result);
    osb_execution *own_execution = NULL; /* on a thread of the child's own */
    EXPECT(osb_command_start(own_sandbox, "true", NULL, NULL, NULL, &own_execution, NULL) == OSB_OK);
    EXPECT(osb_execution_wait(own_execution, NULL, &own_result, NULL) == OSB_OK);
    EXPECT(strcmp(osb_result_stdout(own_result, NULL), "one\ntwo\n") == 0);
    osb_result_free(own_result);
    osb_execution_free(own_execution);
    osb_sandbox_free(own_sandbox);
    osb_client_free(own);
}

static void live_on_plain(void)
{
    expect_inherited_handles_to_be_dead();
    expect_new_client_to_work(fixture_config("child"));
}

static void live_on_tls(void)
{
    expect_inherited_handles_to_be_dead();
    expect_new_client_to_work(fixture_tls_config("child"));
}

/* ---- The parent's side ---- */

static void check_parent_is_unharmed(void)
{
    osb_endpoint *again = NULL;
    CHECK_INT(scripted_count("fork", "close", NULL, NULL), 0); /* nobody has hung up in its name */
    CHECK_INT(osb_sandbox_get_endpoint(sandbox, 8080, cancel, &again, NULL), OSB_OK);
    CHECK_STR(osb_endpoint_header_value(again, 0), "7");
    osb_endpoint_free(again);
    CHECK_INT(osb_cancel_is_triggered(cancel), 0); /* though the child tried */
    CHECK_STR(osb_sandbox_id(sandbox), "sb-1");
    CHECK_STR(osb_result_stdout(result, NULL), "one\ntwo\n");
    CHECK_STR(osb_error_field(error), "image");
    osb_result *another = fixture_result(sandbox, command_options, cancel);
    CHECK_INT(osb_result_exit_code(another), 3);
    osb_result_free(another);
    CHECK_STR(osb_session_id(session), "session-1");
    CHECK_STR(osb_event_data(event, NULL), "cmd-1");
    CHECK(osb_event_execution(event) == execution && osb_event_user_data(event) == &releases);
    CHECK_INT(osb_execution_wait(execution, NULL, &another, NULL), OSB_OK); /* though the child tried to cancel it, and freed it */
    CHECK_INT(osb_result_exit_code(another), 3);
    CHECK_STR(osb_result_stdout(another, NULL), "one\ntwo\n");
    osb_result_free(another);
    CHECK_INT(releases, 0);
    free_handles();
    CHECK_INT(releases, 1);
}

TEST(a_child_cannot_use_or_harm_what_it_inherits)
{
    open_handles(fixture_config("fork"));
    CHECK_INT(line_that_failed_in_child(live_on_plain), 0);
    check_parent_is_unharmed();
}

TEST(a_child_cannot_use_or_harm_what_it_inherits_over_tls)
{
    open_handles(fixture_tls_config("fork"));
    CHECK_INT(line_that_failed_in_child(live_on_tls), 0);
    check_parent_is_unharmed();
}

static osb_client *halting_client;
static osb_sandbox *halting_sandbox;

static void free_what_is_in_use(void)
{
    osb_sandbox_free(halting_sandbox);
    osb_client_free(halting_client);
    live_on_tls();
}

static int32_t fork_at_first_line(const char *data, size_t size, void *user_data)
{
    int *lines = user_data;
    (void)data, (void)size;
    if (++*lines == 1) {
        CHECK_INT(line_that_failed_in_child(free_what_is_in_use), 0);
        scripted_signal("halting", "go"); /* the rest has to come over the connection that the child had too */
    }
    return 0;
}

TEST(a_fork_in_the_middle_of_a_command_does_not_disturb_it)
{
    int lines = 0;
    open_handles(fixture_tls_config("fork"));
    scripted_define("halting", SANDBOX_ROUTES COMMAND_ROUTE STREAM INIT LINE("one") "  wait-signal go\n" LINE("two") EXIT_3);
    halting_client = fixture_client_with(fixture_tls_config("halting"));
    halting_sandbox = fixture_sandbox(halting_client);
    osb_command_options *forking = osb_command_options_new();
    osb_command_options_on_stdout(forking, fork_at_first_line, &lines, NULL);
    osb_result *forked = fixture_result(halting_sandbox, forking, NULL);
    CHECK_INT(lines, 2);
    CHECK_STR(osb_result_stdout(forked, NULL), "one\ntwo\n");
    CHECK_INT(osb_result_exit_code(forked), 3);
    osb_result_free(forked);
    osb_command_options_free(forking);
    osb_sandbox_free(halting_sandbox);
    osb_client_free(halting_client);
    free_handles();
}

static osb_client *streaming_client;
static osb_sandbox *streaming_sandbox;
static osb_execution *streaming;
static osb_queue *streaming_queue;

static void free_what_is_streaming(void)
{
    osb_execution_cancel(streaming);
    osb_execution_free(streaming);
    osb_queue_free(streaming_queue);
    osb_sandbox_free(streaming_sandbox);
    osb_client_free(streaming_client); /* its thread is not in this process: nobody waits for it */
    live_on_tls();
}

TEST(a_fork_in_the_middle_of_an_execution_does_not_disturb_it)
{
    open_handles(fixture_tls_config("fork"));
    scripted_define("streaming", SANDBOX_ROUTES COMMAND_ROUTE STREAM INIT LINE("one") "  wait-signal go\n" LINE("two") EXIT_3);
    streaming_client = fixture_client_with(fixture_tls_config("streaming"));
    streaming_sandbox = fixture_sandbox(streaming_client);
    CHECK_INT(osb_queue_new(&streaming_queue, NULL), OSB_OK);
    CHECK_INT(osb_command_start(streaming_sandbox, "true", NULL, streaming_queue, NULL, &streaming, NULL), OSB_OK);
    for (int kind = OSB_EVENT_STARTED; kind != OSB_EVENT_END;) {
        osb_event *next = NULL;
        size_t count = 0;
        CHECK_INT(osb_queue_poll(streaming_queue, -1, &next, 1, &count, NULL), OSB_OK);
        if (count == 0)
            continue;
        kind = osb_event_kind(next);
        if (kind == OSB_EVENT_STDOUT && osb_event_sequence(next) == 1) {
            CHECK_INT(line_that_failed_in_child(free_what_is_streaming), 0);
            scripted_signal("streaming", "go");
        }
        if (kind == OSB_EVENT_END) {
            CHECK_INT(osb_result_exit_code(osb_event_result(next)), 3);
            CHECK_STR(osb_result_stdout(osb_event_result(next), NULL), "one\ntwo\n");
        }
        osb_event_free(next);
    }
    CHECK_INT(scripted_count("streaming", "abort", NULL, NULL), 0);
    osb_execution_free(streaming);
    osb_queue_free(streaming_queue);
    osb_sandbox_free(streaming_sandbox);
    osb_client_free(streaming_client);
    free_handles();
}

static osb_client *childs_client;
static osb_sandbox *childs_sandbox;

static void expect_childs_handles_to_be_dead(void)
{
    osb_error *told = NULL;
    EXPECT(!osb_sandbox_id(childs_sandbox));
    expect_forked(osb_sandbox_kill(childs_sandbox, NULL, &told), &told);
    osb_sandbox_free(childs_sandbox);
    osb_client_free(childs_client);
    expect_inherited_handles_to_be_dead();
}

static void be_a_parent(void)
{
    childs_client = fixture_client("child");
    childs_sandbox = fixture_sandbox(childs_client);
    EXPECT(line_that_failed_in_child(expect_childs_handles_to_be_dead) == 0);
    EXPECT(osb_sandbox_kill(childs_sandbox, NULL, NULL) == OSB_OK);
    osb_sandbox_free(childs_sandbox);
    osb_client_free(childs_client);
}

TEST(what_a_child_makes_is_dead_in_its_own_child)
{
    open_handles(fixture_config("fork"));
    CHECK_INT(line_that_failed_in_child(be_a_parent), 0);
    check_parent_is_unharmed();
}
