/* Who owns what, and until when: handles freed in every order and in the middle of calls, options and callbacks that
 * go before the call that uses them, user_data released once. */
#include "check.h"
#include "fixture.h"
#include "scripted.h"

#include <opensandbox.h>

#include <stdlib.h>
#include <string.h>

static const char script[] =
    INFO_ROUTE ENDPOINT_8080_ROUTE SANDBOX_ROUTES COMMAND_ROUTE STREAM INIT
    LINE("one")
    "  event {'type':'stderr','text':'bad','timestamp':1}\n"
    "  event {'type':'result','results':{'text/plain':'4'},'timestamp':1}\n"
    LINE("two")
    COMPLETE;

/* ---- Handles in every order ---- */

/* What one client gives the host. */
struct handles {
    osb_client *client;
    osb_sandbox *sandbox;
    osb_sandbox_info *info;
    osb_endpoint *endpoint;
    osb_result *result;
};

enum { HANDLES = 5 };

static void open_handles(struct handles *handles)
{
    handles->client = fixture_client("ownership");
    handles->sandbox = fixture_sandbox(handles->client);
    handles->result = fixture_result(handles->sandbox, NULL, NULL);
    CHECK_INT(osb_sandbox_get_info(handles->sandbox, NULL, &handles->info, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_get_endpoint(handles->sandbox, 8080, NULL, &handles->endpoint, NULL), OSB_OK);
}

/* Frees one of them, and forgets it. */
static void free_handle(struct handles *handles, int which)
{
    switch (which) {
    case 0: osb_client_free(handles->client); handles->client = NULL; break;
    case 1: osb_sandbox_free(handles->sandbox); handles->sandbox = NULL; break;
    case 2: osb_sandbox_info_free(handles->info); handles->info = NULL; break;
    case 3: osb_endpoint_free(handles->endpoint); handles->endpoint = NULL; break;
    case 4: osb_result_free(handles->result); handles->result = NULL; break;
    }
}

static void check_what_is_left_works(const struct handles *handles)
{
    if (handles->sandbox) {
        int32_t healthy = 0;
        CHECK_STR(osb_sandbox_id(handles->sandbox), "sb-1");
        CHECK_INT(osb_sandbox_is_healthy(handles->sandbox, NULL, &healthy, NULL), OSB_OK);
        CHECK_INT(healthy, 1);
    }
    if (handles->info) {
        CHECK_STR(osb_sandbox_info_image(handles->info), "img");
        CHECK_STR(osb_sandbox_info_get_metadata(handles->info, "team"), "blue");
    }
    if (handles->endpoint)
        CHECK_STR(osb_endpoint_header_name(handles->endpoint, 0), "X-Seat");
    if (handles->result)
        CHECK_STR(osb_result_stdout(handles->result, NULL), "one\ntwo\n");
}

/* The order with this number, of the 120 there are. */
static void order_numbered(int number, int order[HANDLES])
{
    int left[HANDLES] = {0, 1, 2, 3, 4};
    for (int count = HANDLES; count > 0; count--) {
        int chosen = number % count;
        number /= count;
        order[HANDLES - count] = left[chosen];
        memmove(left + chosen, left + chosen + 1, (size_t)(count - chosen - 1) * sizeof *left);
    }
}

TEST(handles_are_freed_in_every_order)
{
    scripted_define("ownership", script);
    for (int number = 0; number < 120; number++) {
        struct handles handles = {0};
        int order[HANDLES];
        order_numbered(number, order);
        open_handles(&handles);
        for (int i = 0; i < HANDLES; i++) {
            free_handle(&handles, order[i]);
            check_what_is_left_works(&handles);
        }
    }
}

TEST(a_sandbox_does_not_need_the_handle_of_its_client)
{
    scripted_define("ownership", script);
    osb_client *client = fixture_client("ownership");
    osb_sandbox *sandbox = fixture_sandbox(client);
    osb_client_free(client);
    osb_result *result = fixture_result(sandbox, NULL, NULL);
    CHECK_INT(osb_sandbox_kill(sandbox, NULL, NULL), OSB_OK);
    osb_sandbox_free(sandbox);
    CHECK_INT(osb_result_exit_code(result), 0);
    osb_result_free(result);
}

TEST(freeing_ends_nothing_at_the_server)
{
    scripted_define("ownership", script);
    osb_client *client = fixture_client("ownership");
    osb_sandbox_free(fixture_sandbox(client));
    osb_client_free(client);
    CHECK_INT(scripted_count("ownership", "request", "DELETE", NULL), 0);
}

static int32_t give_up(osb_sandbox *sandbox, void *user_data)
{
    (void)user_data;
    osb_sandbox_free(sandbox); /* borrowed: nothing happens */
    CHECK_STR(osb_sandbox_id(sandbox), "sb-1");
    return -1;
}

TEST(an_error_outlives_the_client_and_knows_what_became_of_the_sandbox)
{
    scripted_define("ownership", script);
    osb_client *client = fixture_client("ownership");
    osb_create_options *options = osb_create_options_new();
    osb_sandbox *sandbox = NULL;
    osb_error *error = NULL;
    osb_create_options_set_image(options, "img");
    osb_create_options_on_health_check(options, give_up, NULL, NULL);
    CHECK_INT(osb_sandbox_create(client, options, NULL, &sandbox, &error), OSB_ERR_UNHEALTHY);
    osb_create_options_free(options);
    osb_client_free(client); /* waits for the deletion */
    CHECK_INT(osb_error_cleanup(error, 0), OSB_CLEANUP_DONE);
    CHECK_STR(osb_error_sandbox_id(error), "sb-1");
    CHECK_INT(scripted_count("ownership", "request", "DELETE", "/v1/sandboxes/sb-1"), 1);
    osb_error_free(error);
}

/* ---- Borrowed ---- */

TEST(borrowed_text_stays_where_it_is_while_its_owner_lives)
{
    scripted_define("ownership", script);
    struct handles handles = {0};
    open_handles(&handles);
    const char *id = osb_sandbox_id(handles.sandbox), *image = osb_sandbox_info_image(handles.info);
    const char *url = osb_endpoint_url(handles.endpoint), *out = osb_result_stdout(handles.result, NULL);
    osb_result_free(fixture_result(handles.sandbox, NULL, NULL));
    free_handle(&handles, 0);
    CHECK(osb_sandbox_id(handles.sandbox) == id);
    CHECK(osb_sandbox_info_image(handles.info) == image);
    CHECK(osb_endpoint_url(handles.endpoint) == url);
    CHECK(osb_result_stdout(handles.result, NULL) == out);
    CHECK_STR(id, "sb-1");
    CHECK_STR(image, "img");
    CHECK_CONTAINS(url, "/execd");
    CHECK_STR(out, "one\ntwo\n");
    for (int which = 1; which < HANDLES; which++)
        free_handle(&handles, which);
}

static int32_t stop_at_once(const char *data, size_t size, void *user_data)
{
    (void)data, (void)size, (void)user_data;
    return 7;
}

TEST(the_error_of_a_result_belongs_to_the_result)
{
    scripted_define("ownership", SANDBOX_ROUTES COMMAND_ROUTE STREAM INIT
                    "  close\n");
    osb_client *client = fixture_client("ownership");
    osb_sandbox *sandbox = fixture_sandbox(client);
    osb_result *result = fixture_result(sandbox, NULL, NULL);
    const osb_error *error = osb_result_error(result);
    CHECK_INT(osb_result_ended(result), OSB_ENDED_LOST);
    osb_error_free((osb_error *)error); /* borrowed: nothing happens */
    CHECK(osb_result_error(result) == error);
    CHECK_INT(osb_error_status(error), OSB_ERR_CONNECTION_LOST);
    osb_result_free(result);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

/* ---- Options are copied ---- */

TEST(a_client_keeps_what_its_config_said)
{
    scripted_define("ownership", script);
    osb_client *client = NULL;
    osb_config *config = fixture_config("ownership");
    CHECK_INT(osb_client_new(config, &client, NULL), OSB_OK);
    CHECK_INT(osb_config_set_domain(config, "elsewhere.invalid"), OSB_OK);
    osb_sandbox_free(fixture_sandbox(client));
    osb_config_free(config);
    osb_sandbox_free(fixture_sandbox(client));
    osb_client_free(client);
}

/* ---- Callbacks ---- */

/* A user_data that counts its own release. */
struct witness {
    int calls, releases;
};

static void release(void *user_data)
{
    ((struct witness *)user_data)->releases++;
}

static int32_t see_init(const char *execution_id, void *user_data)
{
    ((struct witness *)user_data)->calls += strcmp(execution_id, "cmd-1") == 0;
    return 0;
}

static int32_t see_bytes(const char *data, size_t size, void *user_data)
{
    (void)data;
    ((struct witness *)user_data)->calls += size > 0;
    return 0;
}

static int32_t see_value(const char *mime_type, const char *data, size_t size, void *user_data)
{
    ((struct witness *)user_data)->calls += mime_type && data && size == 1;
    return 0;
}

static int32_t see_failure(const char *name, const char *value, const char *traceback, void *user_data)
{
    ((struct witness *)user_data)->calls += name && value && traceback;
    return 0;
}

static int32_t see_complete(int64_t duration, void *user_data)
{
    ((struct witness *)user_data)->calls += duration == 5;
    return 0;
}

enum { CALLBACKS = 7 };

static void set_callbacks(osb_command_options *options, struct witness *witnesses)
{
    CHECK_INT(osb_command_options_on_init(options, see_init, witnesses, release), OSB_OK);
    CHECK_INT(osb_command_options_on_stdout(options, see_bytes, witnesses + 1, release), OSB_OK);
    CHECK_INT(osb_command_options_on_stderr(options, see_bytes, witnesses + 2, release), OSB_OK);
    CHECK_INT(osb_command_options_on_result(options, see_value, witnesses + 3, release), OSB_OK);
    CHECK_INT(osb_command_options_on_error(options, see_failure, witnesses + 4, release), OSB_OK);
    CHECK_INT(osb_command_options_on_complete(options, see_complete, witnesses + 5, release), OSB_OK);
    CHECK_INT(osb_command_options_on_event(options, see_bytes, witnesses + 6, release), OSB_OK);
}

static void check_releases(const struct witness *witnesses, int count, int expected)
{
    for (int i = 0; i < count; i++)
        CHECK_INT(witnesses[i].releases, expected);
}

TEST(user_data_is_released_once_when_its_callback_is_set_anew_or_its_options_are_freed)
{
    struct witness first[CALLBACKS] = {{0}}, second[CALLBACKS] = {{0}};
    osb_command_options *options = osb_command_options_new();
    set_callbacks(options, first);
    check_releases(first, CALLBACKS, 0);
    set_callbacks(options, second);
    check_releases(first, CALLBACKS, 1);
    check_releases(second, CALLBACKS, 0);
    osb_command_options_free(options);
    check_releases(first, CALLBACKS, 1);
    check_releases(second, CALLBACKS, 1);
}

TEST(user_data_is_released_after_the_last_call_that_uses_it)
{
    static const int calls[CALLBACKS] = {1, 2, 1, 1, 0, 1, 6};
    struct witness witnesses[CALLBACKS] = {{0}};
    scripted_define("ownership", script);
    osb_client *client = fixture_client("ownership");
    osb_sandbox *sandbox = fixture_sandbox(client);
    osb_command_options *options = osb_command_options_new();
    set_callbacks(options, witnesses);
    for (int run = 1; run <= 3; run++) {
        osb_result_free(fixture_result(sandbox, options, NULL));
        check_releases(witnesses, CALLBACKS, 0);
        for (int i = 0; i < CALLBACKS; i++)
            CHECK_INT(witnesses[i].calls, calls[i] * run);
    }
    osb_command_options_free(options);
    check_releases(witnesses, CALLBACKS, 1); /* the transfers of calls that have returned hold none of it */
    osb_sandbox_free(sandbox);
    osb_client_free(client);
    check_releases(witnesses, CALLBACKS, 1);
}

/* Hears an execution to its end. */
static void drain(osb_execution *execution)
{
    for (osb_event *event = NULL; osb_execution_next(execution, -1, NULL, &event, NULL) == OSB_OK; osb_event_free(event))
        ;
}

TEST(user_data_is_released_after_the_last_execution_that_uses_it)
{
    static const int calls[CALLBACKS] = {1, 2, 1, 1, 0, 1, 6};
    struct witness witnesses[CALLBACKS] = {{0}};
    osb_execution *waited = NULL, *pulled = NULL, *left = NULL;
    osb_result *result = NULL;
    scripted_define("ownership", script);
    osb_client *client = fixture_client("ownership");
    osb_sandbox *sandbox = fixture_sandbox(client);
    osb_command_options *options = osb_command_options_new();
    set_callbacks(options, witnesses);
    CHECK_INT(osb_command_start(sandbox, "true", options, NULL, NULL, &waited, NULL), OSB_OK);
    CHECK_INT(osb_command_start(sandbox, "true", options, NULL, NULL, &pulled, NULL), OSB_OK);
    CHECK_INT(osb_command_start(sandbox, "true", options, NULL, NULL, &left, NULL), OSB_OK);
    osb_command_options_free(options);
    check_releases(witnesses, CALLBACKS, 0);
    CHECK_INT(osb_execution_wait(waited, NULL, &result, NULL), OSB_OK);
    osb_result_free(result);
    drain(pulled); /* whose callbacks are called by osb_execution_wait() only */
    for (int i = 0; i < CALLBACKS; i++)
        CHECK_INT(witnesses[i].calls, calls[i]);
    osb_execution_free(waited);
    osb_execution_free(pulled);
    check_releases(witnesses, CALLBACKS, 0);
    osb_execution_free(left); /* while it is running, perhaps */
    osb_sandbox_free(sandbox);
    osb_client_free(client); /* waits for the client's thread, which held what was running */
    check_releases(witnesses, CALLBACKS, 1);
}

TEST(an_event_outlives_all_it_came_from)
{
    osb_execution *execution = NULL;
    osb_queue *queue = NULL;
    osb_event *events[8];
    size_t count = 0;
    int mine;
    scripted_define("ownership", script);
    osb_client *client = fixture_client("ownership");
    osb_sandbox *sandbox = fixture_sandbox(client);
    CHECK_INT(osb_queue_new(&queue, NULL), OSB_OK);
    CHECK_INT(osb_command_start(sandbox, "true", NULL, queue, &mine, &execution, NULL), OSB_OK);
    while (count < 7) { /* started, four of the command's own, completed, end */
        size_t got = 0;
        CHECK_INT(osb_queue_poll(queue, -1, events + count, 8 - count, &got, NULL), OSB_OK);
        count += got;
    }
    osb_sandbox_free(sandbox);
    osb_client_free(client);
    osb_queue_free(queue);
    CHECK(osb_event_execution(events[0]) == execution);
    osb_execution_free(execution);
    CHECK(osb_event_execution(events[0]) == NULL);
    CHECK(osb_event_user_data(events[0]) == &mine);
    CHECK_STR(osb_event_data(events[1], NULL), "one");
    CHECK_STR(osb_result_stdout(osb_event_result(events[6]), NULL), "one\ntwo\n");
    for (size_t i = 0; i < count; i++)
        osb_event_free(events[i]);
}

/* A queue, its member and what they stand on. */
struct group {
    osb_client *client;
    osb_sandbox *sandbox;
    osb_queue *queue;
    osb_execution *execution;
    osb_event *event;
};

static void free_member_of_group(struct group *group, int which)
{
    switch (which) {
    case 0: osb_client_free(group->client); break;
    case 1: osb_sandbox_free(group->sandbox); break;
    case 2: osb_queue_free(group->queue); break;
    case 3: osb_execution_free(group->execution); break;
    case 4: osb_event_free(group->event); break;
    }
}

TEST(a_running_execution_and_its_queue_are_freed_in_every_order)
{
    scripted_define("ownership", SANDBOX_ROUTES COMMAND_ROUTE STREAM INIT "  repeat 5 every 1 event {'type':'stdout','text':'a','timestamp':1}\n"
                    COMPLETE);
    for (int number = 0; number < 120; number++) {
        struct group group = {0};
        int order[HANDLES];
        size_t count = 0;
        order_numbered(number, order);
        group.client = fixture_client("ownership");
        group.sandbox = fixture_sandbox(group.client);
        CHECK_INT(osb_queue_new(&group.queue, NULL), OSB_OK);
        CHECK_INT(osb_command_start(group.sandbox, "true", NULL, group.queue, NULL, &group.execution, NULL), OSB_OK);
        while (count == 0)
            CHECK_INT(osb_queue_poll(group.queue, -1, &group.event, 1, &count, NULL), OSB_OK);
        for (int i = 0; i < HANDLES; i++)
            free_member_of_group(&group, order[i]);
    }
}

TEST(a_session_needs_nobodys_handle)
{
    scripted_define("ownership", SANDBOX_ROUTES
                    "on POST /execd/session\n  respond 200 application/json {'session_id':'session-1'}\n"
                    "on DELETE /execd/session/session-1\n  respond 200\n");
    osb_session *session = NULL;
    osb_client *client = fixture_client("ownership");
    osb_sandbox *sandbox = fixture_sandbox(client);
    CHECK_INT(osb_session_create(sandbox, NULL, NULL, &session, NULL), OSB_OK);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
    CHECK_STR(osb_session_id(session), "session-1");
    CHECK_INT(scripted_count("ownership", "request", "DELETE", NULL), 0);
    CHECK_INT(osb_session_delete(session, NULL, NULL), OSB_OK);
    CHECK_STR(osb_session_id(session), "session-1");
    osb_session_free(session);
}

static int32_t be_healthy(osb_sandbox *sandbox, void *user_data)
{
    ((struct witness *)user_data)->calls += strcmp(osb_sandbox_id(sandbox), "sb-1") == 0;
    return 1;
}

TEST(a_health_check_is_kept_by_its_sandboxes)
{
    struct witness witness = {0, 0};
    int32_t healthy = 0;
    scripted_define("ownership", script);
    osb_client *client = fixture_client("ownership");
    osb_sandbox *one = NULL, *other = NULL;
    osb_create_options *options = osb_create_options_new();
    osb_create_options_set_image(options, "img");
    osb_create_options_on_health_check(options, be_healthy, &witness, release);
    CHECK_INT(osb_sandbox_create(client, options, NULL, &one, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_create(client, options, NULL, &other, NULL), OSB_OK);
    osb_create_options_free(options);
    osb_client_free(client);
    CHECK_INT(osb_sandbox_is_healthy(one, NULL, &healthy, NULL), OSB_OK);
    osb_sandbox_free(one);
    CHECK_INT(osb_sandbox_wait_ready(other, 0, NULL, NULL), OSB_OK);
    CHECK_INT(witness.calls, 4);
    CHECK_INT(witness.releases, 0);
    osb_sandbox_free(other);
    CHECK_INT(witness.releases, 1);
}

static void see_log(osb_log_level level, const char *message, void *user_data)
{
    ((struct witness *)user_data)->calls += level == OSB_LOG_DEBUG && *message;
}

TEST(a_log_is_kept_by_all_that_came_of_its_config)
{
    struct witness replaced = {0, 0}, witness = {0, 0};
    scripted_define("ownership", script);
    osb_config *config = fixture_config("ownership");
    CHECK_INT(osb_config_set_log(config, OSB_LOG_DEBUG, see_log, &replaced, release), OSB_OK);
    CHECK_INT(osb_config_set_log(config, OSB_LOG_DEBUG, see_log, &witness, release), OSB_OK);
    CHECK_INT(replaced.releases, 1);
    osb_client *client = fixture_client_with(config);
    osb_sandbox *sandbox = fixture_sandbox(client);
    osb_client_free(client);
    CHECK_INT(witness.releases, 0);
    int before = witness.calls;
    CHECK_INT(osb_sandbox_kill(sandbox, NULL, NULL), OSB_OK);
    CHECK(witness.calls > before);
    osb_sandbox_free(sandbox);
    CHECK_INT(witness.releases, 1);
    CHECK_INT(replaced.calls, 0);
}

/* Sets another callback in the middle of being replaced itself. */
struct rebel {
    osb_command_options *options;
    struct witness *next;
    int releases;
};

static void rebel_release(void *user_data)
{
    struct rebel *rebel = user_data;
    rebel->releases++;
    CHECK_INT(osb_command_options_on_stdout(rebel->options, see_bytes, rebel->next, release), OSB_OK);
}

TEST(a_release_function_may_call_the_library)
{
    struct witness replacing = {0, 0}, last = {0, 0};
    osb_command_options *options = osb_command_options_new();
    struct rebel rebel = {options, &last, 0};
    CHECK_INT(osb_command_options_on_stdout(options, see_bytes, &rebel, rebel_release), OSB_OK);
    CHECK_INT(osb_command_options_on_stdout(options, see_bytes, &replacing, release), OSB_OK);
    CHECK_INT(rebel.releases, 1);
    CHECK_INT(replacing.releases, 1); /* replaced by the one the release function set */
    CHECK_INT(last.releases, 0);
    osb_command_options_free(options);
    CHECK_INT(rebel.releases, 1);
    CHECK_INT(replacing.releases, 1);
    CHECK_INT(last.releases, 1);
}

/* ---- From inside a callback ---- */

/* All that a running command stands on. */
struct ground {
    osb_client *client;
    osb_sandbox *sandbox;
    osb_command_options *options;
    osb_cancel *cancel;
    struct witness lines;
    int nested;
};

static int32_t pull_the_ground_away(const char *data, size_t size, void *user_data)
{
    struct ground *ground = user_data;
    (void)data, (void)size;
    ground->lines.calls++;
    osb_command_options_free(ground->options);
    osb_sandbox_free(ground->sandbox);
    osb_client_free(ground->client);
    osb_cancel_free(ground->cancel);
    ground->options = NULL;
    ground->sandbox = NULL;
    ground->client = NULL;
    ground->cancel = NULL;
    CHECK_INT(ground->lines.releases, 0);
    return 0;
}

static void release_ground(void *user_data)
{
    ((struct ground *)user_data)->lines.releases++;
}

TEST(everything_may_be_freed_while_a_command_is_running_on_it)
{
    scripted_define("ownership", script);
    struct ground ground = {0};
    ground.client = fixture_client("ownership");
    ground.sandbox = fixture_sandbox(ground.client);
    ground.options = osb_command_options_new();
    ground.cancel = osb_cancel_new();
    osb_command_options_on_stdout(ground.options, pull_the_ground_away, &ground, release_ground);
    osb_result *result = fixture_result(ground.sandbox, ground.options, ground.cancel);
    CHECK_INT(ground.lines.calls, 2); /* freeing NULL the second time */
    CHECK_INT(ground.lines.releases, 1);
    CHECK_STR(osb_result_stdout(result, NULL), "one\ntwo\n");
    CHECK_INT(osb_result_exit_code(result), 0);
    osb_result_free(result);
}

static int32_t call_from_inside(const char *data, size_t size, void *user_data)
{
    struct ground *ground = user_data;
    osb_sandbox_info *info = NULL;
    osb_endpoint *endpoint = NULL;
    CHECK(size == 3 && (memcmp(data, "one", 3) == 0 || memcmp(data, "two", 3) == 0));
    CHECK_INT(osb_sandbox_get_info(ground->sandbox, NULL, &info, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_get_endpoint(ground->sandbox, 80, NULL, &endpoint, NULL), OSB_OK);
    osb_sandbox_info_free(info);
    osb_endpoint_free(endpoint);
    osb_sandbox_free(fixture_sandbox(ground->client));
    if (ground->nested < 3) {
        ground->nested++;
        osb_result *result = fixture_result(ground->sandbox, ground->options, NULL);
        CHECK_STR(osb_result_stdout(result, NULL), "one\ntwo\n");
        osb_result_free(result);
    }
    CHECK(memcmp(data, "one", 3) == 0 || memcmp(data, "two", 3) == 0); /* valid until we return, whatever was done here */
    ground->lines.calls++;
    return 0;
}

TEST(a_callback_may_make_any_call_even_the_one_it_belongs_to)
{
    scripted_define("ownership", script);
    struct ground ground = {0};
    ground.client = fixture_client("ownership");
    ground.sandbox = fixture_sandbox(ground.client);
    ground.options = osb_command_options_new();
    osb_command_options_on_stdout(ground.options, call_from_inside, &ground, release_ground);
    osb_result *result = fixture_result(ground.sandbox, ground.options, NULL);
    CHECK_STR(osb_result_stdout(result, NULL), "one\ntwo\n");
    CHECK_INT(ground.lines.calls, 2 * 4);
    osb_result_free(result);
    osb_command_options_free(ground.options);
    CHECK_INT(ground.lines.releases, 1);
    osb_sandbox_free(ground.sandbox);
    osb_client_free(ground.client);
}

TEST(a_stopped_command_gives_up_its_callbacks_when_it_returns)
{
    struct witness witness = {0, 0};
    scripted_define("ownership", script);
    osb_client *client = fixture_client("ownership");
    osb_sandbox *sandbox = fixture_sandbox(client);
    osb_command_options *options = osb_command_options_new();
    osb_command_options_on_stdout(options, stop_at_once, &witness, release);
    osb_result *result = fixture_result(sandbox, options, NULL);
    osb_command_options_free(options);
    CHECK_INT(witness.releases, 1);
    CHECK_INT(osb_result_ended(result), OSB_ENDED_STOPPED);
    CHECK_INT(osb_result_callback_value(result), 7);
    osb_result_free(result);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}
