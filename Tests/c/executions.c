/* Commands that run while the host does other things: what each tells, and who hears it. */
#include "check.h"
#include "events.h"
#include "fixture.h"
#include "scripted.h"

#include <pthread.h>

#define STDERR(text) "  event {'type':'stderr','text':'" text "','timestamp':2}\n"
#define FAILED(value, traceback) \
    "  event {'type':'error','error':{'ename':'CommandExecError','evalue':'" value "','traceback':['" traceback "']},'timestamp':1}\n"
#define COMMAND "/execd/command"

/* ---- Events ---- */

TEST(events_come_in_order)
{
    struct fixture fixture = fixture_open("order", COMMAND_ROUTE STREAM INIT
        "  event {'type':'ping','text':'pong','timestamp':1}\n" LINE("one") STDERR("bad") LINE("") LINE("\\n")
        "  event {'type':'novelty','text':'x','timestamp':1}\n"
        "  event {'type':'result','results':{'text':'4','image/png':'aGk='},'timestamp':1}\n" LINE("two") COMPLETE);
    osb_execution *execution = start(&fixture);
    struct story story = whole_story(execution);
    CHECK_STR(story.text, "started cmd-1\nstdout one\nstderr bad\nstdout \nstdout \n"
        "other {\"type\":\"novelty\",\"text\":\"x\",\"timestamp\":1}\n"
        "result text/plain 4\nresult image/png aGk=\nstdout two\ncompleted 5\nend exited 0\n");
    CHECK_STR(osb_execution_id(execution), "cmd-1");
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(each_event_has_the_fields_of_its_kind_and_no_others)
{
    int mine;
    size_t size = 77;
    struct fixture fixture = fixture_open("fields", COMMAND_ROUTE STREAM
        "  event {'type':'init','text':'cmd-1','timestamp':1795412203945}\n"
        "  event {'type':'stdout','text':'a\\u0000b','timestamp':1795412203946}\n"
        "  event {'type':'result','results':{'text/html':'<p>'}}\n"
        "  event {'type':'error','error':{'ename':'CommandExecError','evalue':'3','traceback':['one','two']},'timestamp':3}\n");
    osb_execution *execution = start_in(&fixture, NULL, &mine);

    osb_event *event = next_event(execution);
    CHECK_INT(osb_event_kind(event), OSB_EVENT_STARTED);
    CHECK_INT(osb_event_sequence(event), 0);
    CHECK_INT(osb_event_timestamp(event), 1795412203945);
    CHECK(osb_event_execution(event) == execution);
    CHECK(osb_event_user_data(event) == &mine);
    CHECK_STR(osb_event_data(event, &size), "cmd-1");
    CHECK_INT(size, 5);
    CHECK(!osb_event_mime_type(event) && !osb_event_error_name(event) && !osb_event_error_value(event) && !osb_event_error_traceback(event));
    CHECK(osb_event_duration(event) == -1 && !osb_event_cursor(event) && !osb_event_result(event) && !osb_event_error(event));
    osb_event_free(event);

    event = next_event(execution);
    CHECK_INT(osb_event_kind(event), OSB_EVENT_STDOUT);
    CHECK_INT(osb_event_sequence(event), 1);
    CHECK_INT(osb_event_timestamp(event), 1795412203946);
    const char *data = osb_event_data(event, &size);
    CHECK(size == 3 && memcmp(data, "a\0b", 4) == 0);
    CHECK(!osb_event_cursor(event) && !osb_event_mime_type(event));
    osb_event_free(event);

    event = next_event(execution);
    CHECK_INT(osb_event_kind(event), OSB_EVENT_RESULT);
    CHECK_INT(osb_event_timestamp(event), -1); /* none was given */
    CHECK_STR(osb_event_mime_type(event), "text/html");
    CHECK_STR(osb_event_data(event, NULL), "<p>");
    osb_event_free(event);

    event = next_event(execution);
    CHECK_INT(osb_event_kind(event), OSB_EVENT_ERROR);
    CHECK_STR(osb_event_error_name(event), "CommandExecError");
    CHECK_STR(osb_event_error_value(event), "3");
    CHECK_STR(osb_event_error_traceback(event), "one\ntwo");
    CHECK(osb_event_data(event, &size) == NULL);
    CHECK_INT(size, 0);
    osb_event_free(event);

    event = next_event(execution);
    CHECK_INT(osb_event_kind(event), OSB_EVENT_END);
    CHECK_INT(osb_event_sequence(event), 4);
    CHECK_INT(osb_event_timestamp(event), -1);
    CHECK(osb_event_error(event) == NULL);
    const osb_result *result = osb_event_result(event);
    CHECK_INT(osb_result_ended(result), OSB_ENDED_EXITED);
    CHECK_INT(osb_result_exit_code(result), 3);
    CHECK_STR(osb_result_error_traceback(result), "one\ntwo");
    data = osb_result_stdout(result, &size);
    CHECK(size == 4 && memcmp(data, "a\0b\n", 5) == 0);
    osb_result_free((osb_result *)result); /* borrowed: nothing happens */
    CHECK(osb_event_result(event) == result);
    osb_execution_free(execution);
    CHECK(osb_event_execution(event) == NULL); /* the handle is gone; what else the event has is not */
    CHECK(osb_event_user_data(event) == &mine);
    CHECK_INT(osb_result_exit_code(osb_event_result(event)), 3);
    osb_event_free(event);
    fixture_close(&fixture);
}

TEST(recorded_streams_end_as_they_did)
{
    static const struct {
        const char *capture, *end;
    } cases[] = {
        {"ex_04_command_stdout_stderr_exit0", "end exited 0\n"},
        {"ex_05_command_exit3", "end exited 3\n"},
        {"ex_12_command_not_found_127", "end exited 127\n"},
        {"ex_13_command_killed_by_signal", "end signalled 9\n"},
        {"ex_26_interrupt_running_stream", "end signalled 15\n"},
        {"ex_09_command_bad_cwd", "end failed OSB_ERR_VALIDATION\n"},
        {"flt_04_sandbox_killed_mid_stream_direct\n  close", "end lost OSB_ERR_CONNECTION_LOST\n"},
        {"flt_06_sandbox_killed_mid_stream_server_proxy", "end lost OSB_ERR_CONNECTION_LOST\n"}, /* which the proxy ends cleanly */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char routes[256];
        snprintf(routes, sizeof routes, COMMAND_ROUTE "  capture %s\n", cases[i].capture);
        struct fixture fixture = fixture_open("recorded", routes);
        struct story story = story_of(&fixture);
        CHECK_STR(strstr(story.text, "end "), cases[i].end);
        fixture_close(&fixture);
    }
}

TEST(many_events_of_one_piece_come_one_by_one)
{
    struct fixture fixture = fixture_open("many", COMMAND_ROUTE STREAM INIT
        "  repeat 5000 pieces 5000 event {'type':'stdout','text':'line $I','timestamp':1}\n" COMPLETE);
    osb_command_options_set_collect(fixture.options, 0);
    osb_execution *execution = start(&fixture);
    osb_event_free(next_event(execution));
    for (int i = 0; i < 5000; i++) {
        char expected[32];
        osb_event *event = next_event(execution);
        snprintf(expected, sizeof expected, "line %d", i);
        CHECK_STR(osb_event_data(event, NULL), expected);
        CHECK_INT(osb_event_sequence(event), i + 1);
        osb_event_free(event);
    }
    struct story story = rest_of_story(execution, (struct story){.events = 5001});
    CHECK_STR(story.text, "completed 5\nend exited 0\n");
    osb_execution_free(execution);
    fixture_close(&fixture);
}

/* ---- Next ---- */

TEST(next_does_not_wait_when_it_shall_not)
{
    struct fixture fixture = fixture_open("empty", COMMAND_ROUTE "  wait-signal go\n" STREAM INIT "  wait-signal never\n");
    osb_execution *execution = start(&fixture);
    osb_event *event = (osb_event *)&fixture;
    CHECK_INT(osb_execution_next(execution, 0, NULL, &event, NULL), OSB_OK);
    CHECK(event == NULL);
    event = (osb_event *)&fixture;
    CHECK_INT(osb_execution_next(execution, 20, NULL, &event, NULL), OSB_OK);
    CHECK(event == NULL);
    CHECK(osb_execution_id(execution) == NULL);
    scripted_signal("empty", "go");
    event = next_event(execution);
    CHECK_INT(osb_event_kind(event), OSB_EVENT_STARTED);
    osb_event_free(event);
    CHECK_STR(osb_execution_id(execution), "cmd-1");
    CHECK_INT(osb_execution_next(execution, 0, NULL, &event, NULL), OSB_OK);
    CHECK(event == NULL);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(next_after_the_end_says_so)
{
    struct fixture fixture = fixture_open("after", COMMAND_ROUTE WHOLE_STREAM);
    osb_execution *execution = start(&fixture);
    struct story story = whole_story(execution);
    CHECK_STR(story.text, "started cmd-1\nstdout a line\ncompleted 5\nend exited 0\n");
    for (int64_t timeout = -1; timeout < 2; timeout++) {
        osb_event *event = (osb_event *)&fixture;
        osb_error *error = NULL;
        CHECK_INT(osb_execution_next(execution, timeout, NULL, &event, &error), OSB_ERR_ENDED);
        CHECK_INT(osb_error_status(error), OSB_ERR_ENDED);
        CHECK(event == (osb_event *)&fixture);
        osb_error_free(error);
    }
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(a_cancel_ends_the_wait_and_not_the_execution)
{
    struct fixture fixture = fixture_open("waiting", COMMAND_ROUTE STREAM INIT "  wait-signal go\n" LINE("a line") COMPLETE);
    osb_cancel *cancel = osb_cancel_new(), *late = osb_cancel_new();
    osb_execution *execution = start(&fixture);
    struct story story = {.execution = execution};
    osb_event *event = NULL;
    osb_result *result = NULL;
    story_take(&story, next_event(execution));
    osb_cancel_trigger(cancel);
    osb_cancel_set_timeout(late, 20);
    CHECK_INT(osb_execution_next(execution, -1, cancel, &event, NULL), OSB_ERR_CANCELLED);
    CHECK_INT(osb_execution_next(execution, -1, late, &event, NULL), OSB_ERR_DEADLINE);
    CHECK_INT(osb_execution_wait(execution, cancel, &result, NULL), OSB_ERR_CANCELLED);
    CHECK_INT(osb_execution_wait(execution, late, &result, NULL), OSB_ERR_DEADLINE);
    CHECK(event == NULL && result == NULL);
    CHECK_INT(scripted_count("waiting", "abort", "POST", COMMAND), 0);
    scripted_signal("waiting", "go");
    story = rest_of_story(execution, story);
    CHECK_STR(story.text, "started cmd-1\nstdout a line\ncompleted 5\nend exited 0\n");
    osb_execution_free(execution);
    osb_cancel_free(cancel);
    osb_cancel_free(late);
    fixture_close(&fixture);
}

static void *trigger(void *cancel)
{
    osb_cancel_trigger(cancel);
    return NULL;
}

TEST(a_cancel_from_another_thread_ends_the_wait)
{
    struct fixture fixture = fixture_open("waiting", COMMAND_ROUTE "  stall\n");
    osb_execution *execution = start(&fixture);
    for (int i = 0; i < 20; i++) {
        pthread_t thread;
        osb_cancel *cancel = osb_cancel_new();
        osb_event *event = NULL;
        REQUIRE(pthread_create(&thread, NULL, trigger, cancel) == 0);
        CHECK_INT(osb_execution_next(execution, -1, cancel, &event, NULL), OSB_ERR_CANCELLED);
        pthread_join(thread, NULL);
        osb_cancel_free(cancel);
    }
    osb_execution_free(execution);
    fixture_close(&fixture);
}

/* ---- Wait ---- */

/* What the callbacks heard. */
struct heard {
    char text[512];
    struct fixture *fixture;
    osb_execution *execution;
    int calls;
    int32_t answer;
};

static int32_t hear(struct heard *heard, const char *what, const char *data, size_t size)
{
    size_t used = strlen(heard->text);
    snprintf(heard->text + used, sizeof heard->text - used, "%s %.*s\n", what, (int)size, data);
    heard->calls++;
    return heard->answer;
}

static int32_t hear_init(const char *execution_id, void *heard)
{
    return hear(heard, "init", execution_id, strlen(execution_id));
}

static int32_t hear_stdout(const char *data, size_t size, void *heard)
{
    return hear(heard, "stdout", data, size);
}

static int32_t hear_stderr(const char *data, size_t size, void *heard)
{
    return hear(heard, "stderr", data, size);
}

static int32_t hear_complete(int64_t duration, void *heard)
{
    return hear(heard, duration == 5 ? "complete" : "complete?", "", 0);
}

static void listen_to(osb_command_options *options, struct heard *heard)
{
    osb_command_options_on_init(options, hear_init, heard, NULL);
    osb_command_options_on_stdout(options, hear_stdout, heard, NULL);
    osb_command_options_on_stderr(options, hear_stderr, heard, NULL);
    osb_command_options_on_complete(options, hear_complete, heard, NULL);
}

static osb_result *wait_for_result(osb_execution *execution)
{
    osb_result *result = NULL;
    osb_error *error = NULL;
    if (osb_execution_wait(execution, NULL, &result, &error) != OSB_OK)
        fixture_stop("wait", error);
    return result;
}

TEST(wait_calls_back_and_gives_the_result)
{
    struct heard heard = {0};
    struct fixture fixture = fixture_open("wait", COMMAND_ROUTE STREAM INIT LINE("one") STDERR("bad") LINE("two") COMPLETE);
    listen_to(fixture.options, &heard);
    osb_execution *execution = start(&fixture);
    osb_command_options_free(fixture.options); /* copied */
    fixture.options = NULL;
    for (int i = 0; i < 3; i++) { /* the same result each time, and no callback is called again */
        osb_result *result = wait_for_result(execution);
        CHECK_INT(osb_result_ended(result), OSB_ENDED_EXITED);
        CHECK_INT(osb_result_exit_code(result), 0);
        CHECK_INT(osb_result_duration(result), 5);
        CHECK_STR(osb_result_execution_id(result), "cmd-1");
        CHECK_STR(osb_result_stdout(result, NULL), "one\ntwo\n");
        CHECK_STR(osb_result_stderr(result, NULL), "bad\n");
        CHECK_STR(heard.text, "init cmd-1\nstdout one\nstderr bad\nstdout two\ncomplete \n");
        osb_result_free(result);
    }
    osb_event *event = NULL;
    CHECK_INT(osb_execution_next(execution, -1, NULL, &event, NULL), OSB_ERR_ENDED); /* the end was the result */
    CHECK(event == NULL);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(wait_calls_back_with_what_nobody_has_pulled)
{
    struct heard heard = {0};
    struct fixture fixture = fixture_open("pulled", COMMAND_ROUTE STREAM INIT LINE("one") LINE("two") COMPLETE);
    listen_to(fixture.options, &heard);
    osb_execution *execution = start(&fixture);
    osb_event_free(next_event(execution));
    osb_event_free(next_event(execution));
    osb_result *result = wait_for_result(execution);
    CHECK_STR(heard.text, "stdout two\ncomplete \n");
    CHECK_STR(osb_result_stdout(result, NULL), "one\ntwo\n");
    osb_result_free(result);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

static int32_t hear_value(const char *mime_type, const char *data, size_t size, void *heard)
{
    return hear(heard, mime_type, data, size);
}

TEST(wait_calls_back_with_the_rest_of_an_event_that_was_pulled_in_part)
{
    struct heard heard = {0};
    struct fixture fixture = fixture_open("parts", COMMAND_ROUTE STREAM INIT
        "  event {'type':'result','results':{'text/plain':'4','text/html':'<b>4</b>'}}\n" COMPLETE);
    osb_command_options_on_result(fixture.options, hear_value, &heard, NULL);
    osb_execution *execution = start(&fixture);
    osb_event_free(next_event(execution));
    osb_event *event = next_event(execution);
    CHECK_STR(osb_event_mime_type(event), "text/plain");
    osb_event_free(event);
    osb_result_free(wait_for_result(execution));
    CHECK_STR(heard.text, "text/html <b>4</b>\n");
    osb_execution_free(execution);
    fixture_close(&fixture);
}

static int32_t cancel_token(const char *data, size_t size, void *cancel)
{
    (void)data, (void)size;
    osb_cancel_trigger(cancel);
    return 0;
}

TEST(a_cancel_ends_the_wait_for_a_stream_that_never_pauses)
{
    struct fixture fixture = fixture_open("flood",
        COMMAND_ROUTE STREAM INIT "  repeat forever event {'type':'stdout','text':'flood','timestamp':1}\n");
    osb_cancel *cancel = osb_cancel_new();
    osb_result *result = NULL;
    osb_command_options_set_collect(fixture.options, 0);
    osb_command_options_on_stdout(fixture.options, cancel_token, cancel, NULL);
    osb_execution *execution = start(&fixture);
    CHECK_INT(osb_execution_wait(execution, cancel, &result, NULL), OSB_ERR_CANCELLED);
    CHECK(result == NULL);
    osb_event_free(next_event(execution)); /* it goes on */
    osb_execution_free(execution);
    osb_cancel_free(cancel);
    fixture_close(&fixture);
}

static int32_t cancel_token_at_the_end(int64_t duration, void *cancel)
{
    (void)duration;
    osb_cancel_trigger(cancel);
    return 0;
}

TEST(the_end_comes_before_a_cancel_of_the_wait)
{
    struct fixture fixture = fixture_open("late", COMMAND_ROUTE WHOLE_STREAM);
    osb_cancel *cancel = osb_cancel_new();
    osb_result *result = NULL;
    osb_command_options_on_complete(fixture.options, cancel_token_at_the_end, cancel, NULL);
    osb_execution *execution = start(&fixture);
    CHECK_INT(osb_execution_wait(execution, cancel, &result, NULL), OSB_OK);
    CHECK_INT(osb_result_exit_code(result), 0);
    osb_result_free(result);
    osb_execution_free(execution);
    osb_cancel_free(cancel);
    fixture_close(&fixture);
}

static void *wait_on_thread(void *execution)
{
    osb_result *result = wait_for_result(execution);
    CHECK_INT(osb_result_exit_code(result), 0);
    CHECK_STR(osb_result_stdout(result, NULL), "one\ntwo\n");
    osb_result_free(result);
    return NULL;
}

TEST(two_threads_wait_for_one_execution)
{
    struct heard heard = {0};
    struct fixture fixture = fixture_open("pair", COMMAND_ROUTE STREAM INIT LINE("one") "  wait-signal go\n" LINE("two") COMPLETE);
    listen_to(fixture.options, &heard);
    osb_execution *execution = start(&fixture);
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        REQUIRE(pthread_create(&threads[i], NULL, wait_on_thread, execution) == 0);
    scripted_signal("pair", "go");
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    CHECK_STR(heard.text, "init cmd-1\nstdout one\nstdout two\ncomplete \n"); /* each once, one at a time */
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(a_failure_to_start_is_waits_error)
{
    struct fixture fixture = fixture_open("refused", COMMAND_ROUTE "  respond 400 application/json {'code':'X','message':'no such directory: /x'}\n");
    osb_execution *execution = start(&fixture);
    for (int i = 0; i < 2; i++) {
        osb_result *result = NULL;
        osb_error *error = NULL;
        CHECK_INT(osb_execution_wait(execution, NULL, &result, &error), OSB_ERR_VALIDATION);
        CHECK_CONTAINS(osb_error_message(error), "no such directory: /x");
        CHECK_STR(osb_error_code(error), "X");
        CHECK(result == NULL);
        osb_error_free(error);
    }
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(what_a_queue_delivers_is_not_to_be_pulled)
{
    struct fixture fixture = fixture_open("queued", COMMAND_ROUTE WHOLE_STREAM);
    osb_queue *queue = NULL;
    osb_event *event = NULL;
    osb_result *result = NULL;
    osb_error *error = NULL;
    CHECK_INT(osb_queue_new(&queue, NULL), OSB_OK);
    osb_execution *execution = start_in(&fixture, queue, NULL);
    CHECK_INT(osb_execution_next(execution, -1, NULL, &event, &error), OSB_ERR_INVALID_ARGUMENT);
    CHECK_STR(osb_error_field(error), "execution");
    osb_error_free(error);
    CHECK_INT(osb_execution_wait(execution, NULL, &result, NULL), OSB_ERR_INVALID_ARGUMENT);
    CHECK(event == NULL && result == NULL);
    osb_execution_free(execution);
    osb_queue_free(queue);
    fixture_close(&fixture);
}

/* ---- Callbacks that call the library ---- */

static int32_t call_the_same_execution(const char *data, size_t size, void *user_data)
{
    struct heard *heard = user_data;
    osb_event *event = NULL;
    osb_result *result = NULL;
    osb_error *error = NULL;
    CHECK_INT(osb_execution_next(heard->execution, -1, NULL, &event, &error), OSB_ERR_REENTRANT);
    CHECK_INT(osb_error_status(error), OSB_ERR_REENTRANT);
    osb_error_free(error);
    CHECK_INT(osb_execution_wait(heard->execution, NULL, &result, NULL), OSB_ERR_REENTRANT);
    CHECK(event == NULL && result == NULL);
    return hear(heard, "stdout", data, size);
}

TEST(an_execution_cannot_be_pulled_from_inside_its_own_callback)
{
    struct heard heard = {0};
    struct fixture fixture = fixture_open("reentrant", COMMAND_ROUTE STREAM INIT LINE("one") LINE("two") COMPLETE);
    osb_command_options_on_stdout(fixture.options, call_the_same_execution, &heard, NULL);
    heard.execution = start(&fixture);
    osb_result_free(wait_for_result(heard.execution));
    CHECK_STR(heard.text, "stdout one\nstdout two\n");
    osb_execution_free(heard.execution);
    fixture_close(&fixture);
}

static int32_t run_and_start_others(const char *data, size_t size, void *user_data)
{
    struct heard *heard = user_data;
    struct fixture *fixture = heard->fixture;
    osb_result *result = fixture_result(fixture->sandbox, NULL, NULL);
    CHECK_STR(osb_result_stdout(result, NULL), "inner\n");
    osb_result_free(result);
    osb_execution *execution = NULL;
    CHECK_INT(osb_command_start(fixture->sandbox, "true", NULL, NULL, NULL, &execution, NULL), OSB_OK);
    struct story story = whole_story(execution);
    CHECK_STR(story.text, "started cmd-1\nstdout inner\ncompleted 5\nend exited 0\n");
    osb_execution_free(execution);
    return hear(heard, "stdout", data, size);
}

TEST(other_commands_may_be_run_from_a_callback)
{
    struct fixture fixture = fixture_open("nested",
        COMMAND_ROUTE STREAM INIT LINE("outer one") LINE("outer two") COMPLETE
        COMMAND_ROUTE STREAM INIT LINE("inner") COMPLETE);
    struct heard heard = {.fixture = &fixture};
    osb_command_options_on_stdout(fixture.options, run_and_start_others, &heard, NULL);
    osb_execution *execution = start(&fixture);
    osb_result_free(wait_for_result(execution));
    CHECK_STR(heard.text, "stdout outer one\nstdout outer two\n");
    osb_execution_free(execution);
    fixture_close(&fixture);
}

static int32_t free_it(const char *data, size_t size, void *user_data)
{
    struct heard *heard = user_data;
    osb_execution_free(heard->execution);
    heard->execution = NULL;
    return hear(heard, "stdout", data, size); /* the data is still there */
}

TEST(an_execution_may_be_freed_from_its_own_callback)
{
    struct heard heard = {0};
    struct fixture fixture = fixture_open("freed", COMMAND_ROUTE STREAM INIT LINE("one") "  stall\n");
    osb_command_options_on_stdout(fixture.options, free_it, &heard, NULL);
    heard.execution = start(&fixture);
    osb_result *result = NULL;
    CHECK_INT(osb_execution_wait(heard.execution, NULL, &result, NULL), OSB_OK);
    CHECK_INT(osb_result_ended(result), OSB_ENDED_CANCELLED);
    CHECK_STR(osb_result_stdout(result, NULL), "one\n");
    CHECK_STR(heard.text, "stdout one\n");
    osb_result_free(result);
    scripted_wait("freed", "abort", "POST", COMMAND, 1);
    fixture_close(&fixture);
}

static int32_t cancel_it(const char *data, size_t size, void *user_data)
{
    struct heard *heard = user_data;
    osb_execution_cancel(heard->execution);
    return hear(heard, "stdout", data, size);
}

TEST(an_execution_may_be_cancelled_from_its_own_callback)
{
    struct heard heard = {0};
    struct fixture fixture = fixture_open("self", COMMAND_ROUTE STREAM INIT LINE("one") "  stall\n");
    osb_command_options_on_stdout(fixture.options, cancel_it, &heard, NULL);
    heard.execution = start(&fixture);
    osb_result *result = wait_for_result(heard.execution);
    CHECK_INT(osb_result_ended(result), OSB_ENDED_CANCELLED);
    CHECK_STR(heard.text, "stdout one\n");
    osb_result_free(result);
    osb_execution_free(heard.execution);
    scripted_wait("self", "abort", "POST", COMMAND, 1);
    fixture_close(&fixture);
}

TEST(a_callback_stops_an_execution_with_its_value)
{
    struct heard heard = {.answer = 42};
    struct fixture fixture = fixture_open("stopped", COMMAND_ROUTE STREAM INIT LINE("one") LINE("two") "  stall\n");
    osb_command_options_on_stdout(fixture.options, hear_stdout, &heard, NULL);
    osb_execution *execution = start(&fixture);
    for (int i = 0; i < 2; i++) {
        osb_result *result = wait_for_result(execution);
        CHECK_INT(osb_result_ended(result), OSB_ENDED_STOPPED);
        CHECK_INT(osb_result_callback_value(result), 42);
        CHECK_STR(osb_result_stdout(result, NULL), "one\n");
        CHECK_STR(heard.text, "stdout one\n");
        osb_result_free(result);
    }
    scripted_wait("stopped", "abort", "POST", COMMAND, 1); /* the daemon kills the command then */
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(a_callback_cannot_stop_an_execution_that_has_ended)
{
    struct heard heard = {.answer = 42};
    struct fixture fixture = fixture_open("over", COMMAND_ROUTE WHOLE_STREAM);
    osb_command_options_on_complete(fixture.options, hear_complete, &heard, NULL);
    osb_execution *execution = start(&fixture);
    osb_result *result = wait_for_result(execution);
    CHECK_INT(osb_result_ended(result), OSB_ENDED_EXITED);
    CHECK_INT(osb_result_callback_value(result), 0);
    CHECK_INT(heard.calls, 1);
    osb_result_free(result);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

/* ---- Interrupt and status ---- */

TEST(interrupt_asks_the_daemon)
{
    struct fixture fixture = fixture_open("interrupt",
        COMMAND_ROUTE STREAM INIT "  wait-signal interrupted\n" FAILED("-1", "signal: terminated")
        "on DELETE /execd/command\n  respond 200\n"
        "on DELETE /execd/command\n  respond 500 application/json {'code':'RUNTIME_ERROR','message':'error interruptting. no such session'}\n");
    osb_execution *execution = start(&fixture);
    osb_error *error = NULL;
    osb_event_free(next_event(execution));
    CHECK_INT(osb_execution_interrupt(execution, NULL, NULL), OSB_OK);
    scripted_signal("interrupt", "interrupted");
    CHECK_INT(scripted_count("interrupt", "request", "DELETE", "/execd/command?id=cmd-1"), 1);
    struct story story = rest_of_story(execution, (struct story){.events = 1});
    CHECK_STR(story.text, "error CommandExecError -1 signal: terminated\nend signalled 15\n");
    CHECK_INT(osb_execution_interrupt(execution, NULL, &error), OSB_ERR_NOT_FOUND);
    osb_error_free(error);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(a_command_that_the_daemon_has_not_accepted_has_no_status)
{
    struct fixture fixture = fixture_open("early", COMMAND_ROUTE "  stall\n");
    osb_execution *execution = start(&fixture);
    osb_command_status *status = NULL;
    osb_error *error = NULL;
    CHECK_INT(osb_execution_interrupt(execution, NULL, &error), OSB_ERR_CONFLICT);
    osb_error_free(error);
    CHECK_INT(osb_execution_get_status(execution, NULL, &status, NULL), OSB_ERR_CONFLICT);
    CHECK(status == NULL);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(the_status_is_what_the_daemon_says)
{
    struct fixture fixture = fixture_open("status",
        COMMAND_ROUTE STREAM INIT "  stall\n"
        "on GET /execd/command/status/cmd-1\n  respond 200 application/json {'id':'cmd-1','content':'sleep 9','running':true,"
        "'started_at':'2026-11-23T05:36:43.947290192Z'}\n"
        "on GET /execd/command/status/cmd-1\n  capture ex_18_status_running\n"
        "on GET /execd/command/status/cmd-1\n  capture ex_23_status_404\n"
        "on GET /execd/command/status/cmd-1\n  respond 200 application/json {'id':'cmd-1'}\n");
    osb_execution *execution = start(&fixture);
    osb_command_status *status = NULL;
    osb_error *error = NULL;
    osb_event_free(next_event(execution));
    CHECK_INT(osb_execution_get_status(execution, NULL, &status, NULL), OSB_OK);
    CHECK_STR(osb_command_status_id(status), "cmd-1");
    CHECK_INT(osb_command_status_running(status), 1);
    CHECK_INT(osb_command_status_exit_code(status), -1);
    CHECK_STR(osb_command_status_error(status), NULL);
    CHECK_STR(osb_command_status_command(status), "sleep 9");
    CHECK_INT(osb_command_status_started_at(status), 1795412203947);
    CHECK_INT(osb_command_status_finished_at(status), -1);
    osb_command_status_free(status);
    CHECK_INT(osb_execution_get_status(execution, NULL, &status, NULL), OSB_OK);
    CHECK_STR(osb_command_status_id(status), "d596da503add459f84cff7bd97b53164");
    CHECK_INT(osb_command_status_running(status), 0);
    CHECK_INT(osb_command_status_exit_code(status), 4);
    CHECK_STR(osb_command_status_error(status), "exit status 4");
    CHECK_STR(osb_command_status_command(status), "for i in 1 2 3; do echo l$i; echo e$i 1>&2; sleep 0.3; done; exit 4");
    CHECK_INT(osb_command_status_finished_at(status), 1795412204859);
    osb_command_status_free(status);
    status = NULL;
    CHECK_INT(osb_execution_get_status(execution, NULL, &status, NULL), OSB_ERR_NOT_FOUND);
    CHECK_INT(osb_execution_get_status(execution, NULL, &status, &error), OSB_ERR_PROTOCOL);
    CHECK(status == NULL);
    osb_error_free(error);
    osb_execution_free(execution);
    fixture_close(&fixture);
}
