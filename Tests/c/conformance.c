/* What any OpenSandbox has to do for this library's users: run against the local server and against real ones (live.h). */
#include "live.h"

#include <pthread.h>

/* ---- The sandbox ---- */

TEST(a_sandbox_is_what_was_asked_for)
{
    osb_sandbox_info *info = NULL;
    REQUIRE(osb_sandbox_get_info(sandbox(), NULL, &info, NULL) == OSB_OK);
    CHECK_STR(osb_sandbox_info_id(info), osb_sandbox_id(sandbox()));
    CHECK_INT(osb_sandbox_info_state(info), OSB_STATE_RUNNING);
    CHECK_STR(osb_sandbox_info_state_text(info), "Running");
    CHECK(osb_sandbox_info_image(info) != NULL);
    CHECK_STR(osb_sandbox_info_get_metadata(info, "suite"), "conformance");
    CHECK_STR(osb_sandbox_info_get_metadata(info, "run"), "a.b-c_d");
    CHECK(osb_sandbox_info_created_at(info) > 0);
    /* Servers count from slightly different moments. */
    int64_t life = osb_sandbox_info_expires_at(info) - osb_sandbox_info_created_at(info);
    CHECK(life > LIFETIME - 60000 && life < LIFETIME + 60000);
    REQUIRE(osb_sandbox_info_entrypoint_count(info) == 3);
    CHECK_STR(osb_sandbox_info_entrypoint(info, 0), "tail");
    osb_sandbox_info_free(info);
}

TEST(its_environment_reaches_commands)
{
    check_output("echo \"$GREETING\"", "hello there\n");
}

TEST(its_ports_have_endpoints)
{
    static const int32_t ports[] = {44772, 8080, 3000};
    for (size_t i = 0; i < sizeof ports / sizeof *ports; i++) {
        osb_endpoint *endpoint = NULL;
        REQUIRE(osb_sandbox_get_endpoint(sandbox(), ports[i], NULL, &endpoint, NULL) == OSB_OK);
        const char *protocol = setting("OSB_TEST_PROTOCOL", "http");
        const char *url = osb_endpoint_url(endpoint);
        CHECK(strncmp(url, protocol, strlen(protocol)) == 0);
        CHECK_CONTAINS(url, "://");
        CHECK_CONTAINS(url, osb_endpoint_address(endpoint));
        osb_endpoint_free(endpoint);
    }
}

TEST(it_is_healthy_and_stays_ready)
{
    int32_t healthy = 0;
    CHECK_INT(osb_sandbox_is_healthy(sandbox(), NULL, &healthy, NULL), OSB_OK);
    CHECK_INT(healthy, 1);
    CHECK_INT(osb_sandbox_wait_ready(sandbox(), 0, NULL, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_wait_ready(sandbox(), -1, NULL, NULL), OSB_OK);
}

TEST(a_sandbox_may_live_until_it_is_killed)
{
    osb_create_options *options = new_options();
    osb_sandbox_info *info = NULL;
    osb_error *error = NULL;
    osb_create_options_set_manual_cleanup(options);
    osb_create_options_set_skip_health_check(options, 1);
    osb_create_options_add_entrypoint(options, "sleep");
    osb_create_options_add_entrypoint(options, "3600");
    osb_sandbox *own = new_sandbox(options);
    CHECK_INT(osb_sandbox_wait_ready(own, 60000, NULL, NULL), OSB_OK);
    if (CHECK_INT(osb_sandbox_get_info(own, NULL, &info, NULL), OSB_OK)) {
        CHECK_INT(osb_sandbox_info_expires_at(info), -1);
        CHECK_INT(osb_sandbox_info_entrypoint_count(info), 2);
        CHECK_STR(osb_sandbox_info_entrypoint(info, 1), "3600");
    }
    osb_sandbox_info_free(info);

    CHECK_INT(osb_sandbox_kill(own, NULL, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_get_info(own, NULL, &info, &error), OSB_ERR_NOT_FOUND);
    CHECK_INT(osb_error_http_status(error), 404);
    CHECK(osb_error_code(error) != NULL);
    osb_error_free(error);
    CHECK_INT(osb_sandbox_kill(own, NULL, NULL), OSB_ERR_NOT_FOUND);
    osb_result *result = NULL;
    CHECK(osb_command_run(own, "true", NULL, NULL, &result, NULL) != OSB_OK);
    CHECK(result == NULL);
    osb_sandbox_free(own);
}

static int32_t give_up(osb_sandbox *created, void *user_data)
{
    (void)created;
    (void)user_data;
    return -1;
}

TEST(a_create_that_is_given_up_leaves_nothing_behind)
{
    osb_client *client = new_client();
    osb_create_options *options = new_options();
    osb_sandbox *none = NULL;
    osb_error *error = NULL;
    osb_create_options_on_health_check(options, give_up, NULL, NULL);
    CHECK_INT(osb_sandbox_create(client, options, NULL, &none, &error), OSB_ERR_UNHEALTHY);
    CHECK(osb_error_sandbox_id(error) != NULL);
    CHECK_INT(osb_error_cleanup(error, -1), OSB_CLEANUP_DONE);
    osb_error_free(error);
    osb_create_options_free(options);
    osb_client_free(client);
}

TEST(an_image_that_cannot_be_had_is_the_servers_error)
{
    osb_client *client = new_client();
    osb_create_options *options = new_options();
    osb_sandbox *none = NULL;
    osb_error *error = NULL;
    osb_create_options_set_image(options, "127.0.0.1:5/there-is-no-such-image:1");
    CHECK_INT(osb_sandbox_create(client, options, NULL, &none, &error), OSB_ERR_SERVER);
    CHECK(none == NULL);
    CHECK(osb_error_http_status(error) >= 500);
    CHECK(osb_error_code(error) != NULL);
    CHECK(osb_error_request_id(error) != NULL);
    CHECK(osb_error_sandbox_id(error) == NULL);
    osb_error_free(error);
    osb_create_options_free(options);
    osb_client_free(client);
}

TEST(a_lifetime_below_the_servers_least_names_the_field)
{
    osb_client *client = new_client();
    osb_create_options *options = new_options();
    osb_sandbox *none = NULL;
    osb_error *error = NULL;
    osb_create_options_set_timeout(options, 1);
    CHECK_INT(osb_sandbox_create(client, options, NULL, &none, &error), OSB_ERR_VALIDATION);
    CHECK_STR(osb_error_field(error), "timeout");
    osb_error_free(error);
    osb_create_options_free(options);
    osb_client_free(client);
}

TEST(a_wrong_key_is_refused)
{
    /* A server without a key takes any. */
    if (!*setting("OSB_TEST_API_KEY", ""))
        return;
    static const char *const keys[] = {"not-the-key", NULL};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        osb_client *client = client_with_key(keys[i]);
        osb_create_options *options = new_options();
        osb_sandbox *none = NULL;
        osb_error *error = NULL;
        CHECK_INT(osb_sandbox_create(client, options, NULL, &none, &error), OSB_ERR_UNAUTHORIZED);
        CHECK_INT(osb_error_http_status(error), 401);
        CHECK_INT(osb_error_cleanup(error, 0), OSB_CLEANUP_NONE);
        osb_error_free(error);
        osb_create_options_free(options);
        osb_client_free(client);
    }
}

/* ---- How commands end ---- */

TEST(exit_codes)
{
    static const struct {
        const char *command;
        int32_t code;
    } cases[] = {{"true", 0}, {"exit 3", 3}, {"exit 255", 255}, {"there-is-no-such-command", 127}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        osb_result *result = run(cases[i].command);
        check_exited(result, cases[i].code);
        CHECK_INT(osb_result_signal(result), -1);
        CHECK(osb_result_error(result) == NULL);
        CHECK(*osb_result_execution_id(result) != '\0');
        CHECK(osb_result_duration(result) >= 0);
        if (cases[i].code == 0)
            CHECK(osb_result_error_name(result) == NULL);
        else
            CHECK_STR(osb_result_error_name(result), "CommandExecError");
        osb_result_free(result);
    }
}

TEST(signals)
{
    static const struct {
        const char *command;
        int32_t number;
    } cases[] = {{"kill -9 $$", 9}, {"kill -15 $$", 15}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        osb_result *result = run(cases[i].command);
        CHECK_INT(osb_result_ended(result), OSB_ENDED_SIGNALLED);
        CHECK_INT(osb_result_signal(result), cases[i].number);
        CHECK_INT(osb_result_exit_code(result), -1);
        osb_result_free(result);
    }
}

TEST(a_deadline_ends_the_command)
{
    osb_command_options *options = osb_command_options_new();
    osb_command_options_set_deadline(options, 3000);
    osb_result *result = run_with(LONG_COMMAND, options, NULL);
    CHECK_INT(osb_result_ended(result), OSB_ENDED_TIMED_OUT);
    CHECK(osb_result_error(result) != NULL);
    check_gone(result);
    osb_result_free(result);
}

/* Triggered by a thread once the command has printed a line. */
struct canceller {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int printed;
    osb_cancel *cancel;
};

static int32_t tell_canceller(const char *line, size_t size, void *user_data)
{
    struct canceller *canceller = user_data;
    (void)line;
    (void)size;
    pthread_mutex_lock(&canceller->lock);
    canceller->printed = 1;
    pthread_cond_signal(&canceller->changed);
    pthread_mutex_unlock(&canceller->lock);
    return 0;
}

static void *cancel_when_printed(void *argument)
{
    struct canceller *canceller = argument;
    pthread_mutex_lock(&canceller->lock);
    while (!canceller->printed)
        pthread_cond_wait(&canceller->changed, &canceller->lock);
    pthread_mutex_unlock(&canceller->lock);
    osb_cancel_trigger(canceller->cancel);
    return NULL;
}

TEST(a_cancel_from_another_thread_ends_the_command)
{
    struct canceller canceller = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, osb_cancel_new()};
    osb_command_options *options = osb_command_options_new();
    pthread_t thread;
    sandbox();
    REQUIRE(pthread_create(&thread, NULL, cancel_when_printed, &canceller) == 0);
    osb_command_options_on_stdout(options, tell_canceller, &canceller, NULL);
    osb_result *result = run_with(LONG_COMMAND, options, canceller.cancel);
    pthread_join(thread, NULL);
    CHECK_INT(osb_result_ended(result), OSB_ENDED_CANCELLED);
    CHECK_INT(osb_error_status(osb_result_error(result)), OSB_ERR_CANCELLED);
    check_gone(result);
    osb_result_free(result);
    osb_cancel_free(canceller.cancel);
}

static int32_t answer_42(const char *line, size_t size, void *user_data)
{
    (void)line;
    (void)size;
    (void)user_data;
    return 42;
}

TEST(a_callback_ends_the_command)
{
    osb_command_options *options = osb_command_options_new();
    osb_command_options_on_stdout(options, answer_42, NULL, NULL);
    osb_result *result = run_with(LONG_COMMAND, options, NULL);
    CHECK_INT(osb_result_ended(result), OSB_ENDED_STOPPED);
    CHECK_INT(osb_result_callback_value(result), 42);
    check_gone(result);
    osb_result_free(result);
}

TEST(a_directory_that_is_not_there_is_refused)
{
    osb_command_options *options = osb_command_options_new();
    osb_result *none = NULL;
    osb_error *error = NULL;
    osb_command_options_set_cwd(options, "/there/is/no/such/directory");
    CHECK_INT(osb_command_run(sandbox(), "pwd", options, NULL, &none, &error), OSB_ERR_VALIDATION);
    CHECK(none == NULL);
    CHECK_INT(osb_error_http_status(error), 400);
    osb_error_free(error);
    osb_command_options_free(options);
}

/* ---- What commands get and give ---- */

TEST(a_commands_own_directory_and_environment)
{
    osb_command_options *options = osb_command_options_new();
    osb_command_options_set_cwd(options, "/usr");
    osb_command_options_set_env(options, "NAME", "it's \"quoted\" $HOME `x` \\ \xC3\xA4");
    osb_command_options_set_env(options, "GREETING", "another");
    osb_result *result = run_with("pwd; printf '%s\\n' \"$NAME\"; echo $GREETING", options, NULL);
    check_exited(result, 0);
    CHECK_STR(osb_result_stdout(result, NULL), "/usr\nit's \"quoted\" $HOME `x` \\ \xC3\xA4\nanother\n");
    osb_result_free(result);
}

TEST(the_two_outputs_are_kept_apart)
{
    osb_result *result = run("echo out; echo err >&2; echo out again; exit 4");
    check_exited(result, 4);
    CHECK_STR(osb_result_stdout(result, NULL), "out\nout again\n");
    CHECK_STR(osb_result_stderr(result, NULL), "err\n");
    osb_result_free(result);
}

TEST(text_of_every_kind)
{
    check_output("printf 'h\\303\\244\\303\\237lich \\346\\227\\245\\346\\234\\254 \\360\\237\\216\\211\\n'",
                 "h\xC3\xA4\xC3\x9Flich \xE6\x97\xA5\xE6\x9C\xAC \xF0\x9F\x8E\x89\n");
    check_output("echo '<a href=\"x\">&amp; \\ / {\"type\":\"stdout\"}</a>'", "<a href=\"x\">&amp; \\ / {\"type\":\"stdout\"}</a>\n");
    check_output("printf 'tab\\there\\n'", "tab\there\n");
}

struct lines {
    char sizes[64];
    size_t used;
};

static int32_t note_size(const char *line, size_t size, void *user_data)
{
    struct lines *lines = user_data;
    (void)line;
    if (lines->used < sizeof lines->sizes - 8)
        lines->used += (size_t)snprintf(lines->sizes + lines->used, 8, "%zu ", size % 100000);
    return 0;
}

TEST(empty_lines_are_lines)
{
    struct lines lines = {{0}, 0};
    osb_command_options *options = osb_command_options_new();
    osb_command_options_on_stdout(options, note_size, &lines, NULL);
    osb_result *result = run_with("printf 'a\\n\\n\\nbc\\n'", options, NULL);
    check_exited(result, 0);
    CHECK_STR(lines.sizes, "1 0 0 2 ");
    CHECK_STR(osb_result_stdout(result, NULL), "a\n\n\nbc\n");
    osb_result_free(result);
}

TEST(a_last_line_may_lack_its_end)
{
    check_output("printf 'a\\nb'", "a\nb\n");
}

TEST(a_large_line_comes_in_one_piece)
{
    struct lines lines = {{0}, 0};
    size_t size = 0;
    osb_command_options *options = osb_command_options_new();
    osb_command_options_on_stdout(options, note_size, &lines, NULL);
    osb_result *result = run_with("head -c 70000 /dev/zero | tr '\\0' x; echo", options, NULL);
    check_exited(result, 0);
    CHECK_STR(lines.sizes, "70000 ");
    const char *output = osb_result_stdout(result, &size);
    CHECK_INT(size, 70001);
    CHECK_INT(strspn(output, "x"), 70000);
    osb_result_free(result);
}

struct counter {
    long expected;
    long wrong;
};

static int32_t count_up(const char *line, size_t size, void *user_data)
{
    struct counter *counter = user_data;
    char number[24];
    int length = snprintf(number, sizeof number, "%ld", counter->expected);
    if ((size_t)length != size || memcmp(number, line, size) != 0)
        counter->wrong++;
    counter->expected++;
    return 0;
}

TEST(five_thousand_lines_come_in_their_order)
{
    struct counter counter = {1, 0};
    osb_command_options *options = osb_command_options_new();
    osb_command_options_on_stdout(options, count_up, &counter, NULL);
    osb_command_options_set_output_limit(options, 100);
    osb_result *result = run_with("seq 1 5000", options, NULL);
    check_exited(result, 0);
    CHECK_INT(counter.expected, 5001);
    CHECK_INT(counter.wrong, 0);
    size_t size = 0;
    osb_result_stdout(result, &size);
    CHECK_INT(size, 100);
    CHECK_INT(osb_result_stdout_truncated(result), 1);
    osb_result_free(result);
}

/* What came, in a word each. */
struct story {
    char text[256];
    char id[80];
    int events;
};

static void tell(struct story *story, const char *word)
{
    size_t used = strlen(story->text);
    snprintf(story->text + used, sizeof story->text - used, "%s ", word);
}

static int32_t tell_init(const char *id, void *user_data)
{
    struct story *story = user_data;
    tell(story, "init");
    snprintf(story->id, sizeof story->id, "%s", id);
    return 0;
}

static int32_t tell_stdout(const char *line, size_t size, void *user_data)
{
    char word[32];
    snprintf(word, sizeof word, "%.*s", (int)size, line);
    tell(user_data, word);
    return 0;
}

static int32_t tell_error(const char *name, const char *value, const char *traceback, void *user_data)
{
    (void)traceback;
    tell(user_data, name);
    tell(user_data, value);
    return 0;
}

static int32_t tell_complete(int64_t duration, void *user_data)
{
    tell(user_data, duration >= 0 ? "complete" : "complete without its duration");
    return 0;
}

static int32_t count_event(const char *json, size_t size, void *user_data)
{
    struct story *story = user_data;
    CHECK(size > 2 && json[0] == '{' && json[size - 1] == '}');
    story->events++;
    return 0;
}

TEST(callbacks_tell_the_whole_story)
{
    static const struct {
        const char *command;
        const char *story;
    } cases[] = {{"echo a; echo b", "init a b complete "}, {"echo a; exit 3", "init a CommandExecError 3 "}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct story story = {{0}, {0}, 0};
        osb_command_options *options = osb_command_options_new();
        osb_command_options_on_init(options, tell_init, &story, NULL);
        osb_command_options_on_stdout(options, tell_stdout, &story, NULL);
        osb_command_options_on_error(options, tell_error, &story, NULL);
        osb_command_options_on_complete(options, tell_complete, &story, NULL);
        osb_command_options_on_event(options, count_event, &story, NULL);
        osb_command_options_set_collect(options, 0);
        osb_result *result = run_with(cases[i].command, options, NULL);
        CHECK_STR(story.text, cases[i].story);
        CHECK_STR(osb_result_execution_id(result), story.id);
        CHECK_STR(osb_result_stdout(result, NULL), "");
        CHECK(story.events >= 3);
        osb_result_free(result);
    }
}

static int32_t call_again(const char *line, size_t size, void *user_data)
{
    int *calls = user_data;
    int32_t healthy = 0;
    osb_sandbox_info *info = NULL;
    (void)line;
    (void)size;
    check_output("echo inner", "inner\n");
    CHECK_INT(osb_sandbox_is_healthy(sandbox(), NULL, &healthy, NULL), OSB_OK);
    CHECK_INT(healthy, 1);
    CHECK_INT(osb_sandbox_get_info(sandbox(), NULL, &info, NULL), OSB_OK);
    osb_sandbox_info_free(info);
    ++*calls;
    return 0;
}

TEST(a_callback_may_call_the_library)
{
    int calls = 0;
    osb_command_options *options = osb_command_options_new();
    osb_command_options_on_stdout(options, call_again, &calls, NULL);
    osb_result *result = run_with("echo one; echo two", options, NULL);
    check_exited(result, 0);
    CHECK_INT(calls, 2);
    osb_result_free(result);
}
