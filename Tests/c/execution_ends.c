/* Executions that are cancelled, left, not started, too late, broken or not listened to: how each of them ends. */
#include "check.h"
#include "events.h"
#include "fixture.h"
#include "memory.h"
#include "scripted.h"

#define LOOKUP "on GET /v1/sandboxes/sb-1/endpoints/44772\n"
#define COMMAND "/execd/command"

static long aborts(const char *name)
{
    return scripted_count(name, "abort", "POST", COMMAND);
}

/* ---- Cancel ---- */

/* Cancels, once this was seen at the server (NULL: at once), an execution whose story is then to be this. */
static void check_cancelled(const char *routes, const char *event, const char *method, const char *path, const char *expected)
{
    struct fixture fixture = fixture_open("cancel", routes);
    osb_execution *execution = start(&fixture);
    if (event)
        scripted_wait("cancel", event, method, path, 1);
    osb_execution_cancel(execution);
    struct story story = whole_story(execution);
    CHECK_STR(story.text, expected);
    osb_execution_cancel(execution); /* once more, when it has ended */
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(cancelled_at_once)
{
    check_cancelled(COMMAND_ROUTE "  stall\n", NULL, NULL, NULL, "end failed OSB_ERR_CANCELLED\n");
}

TEST(cancelled_while_it_looks_up_the_daemon)
{
    check_cancelled(LOOKUP "  stall\n", "request", "GET", "/v1/sandboxes/sb-1/endpoints/44772", "end failed OSB_ERR_CANCELLED\n");
}

TEST(cancelled_before_the_answers_head)
{
    check_cancelled(COMMAND_ROUTE "  stall\n", "request", "POST", COMMAND, "end failed OSB_ERR_CANCELLED\n");
    check_cancelled(COMMAND_ROUTE STREAM "  stall\n", "request", "POST", COMMAND, "end failed OSB_ERR_CANCELLED\n");
    check_cancelled(COMMAND_ROUTE "  header Content-Length: 99\n  respond 400 application/json '{'\n  stall\n", "request", "POST", COMMAND,
        "end failed OSB_ERR_CANCELLED\n");
}

TEST(cancelled_in_the_middle_of_the_stream)
{
    struct fixture fixture = fixture_open("cancel", COMMAND_ROUTE STREAM INIT LINE("one") "  stall\n");
    osb_execution *execution = start(&fixture);
    struct story story = {.execution = execution};
    story_take(&story, next_event(execution));
    story_take(&story, next_event(execution));
    osb_execution_cancel(execution);
    osb_execution_cancel(execution);
    story = rest_of_story(execution, story);
    CHECK_STR(story.text, "started cmd-1\nstdout one\nend cancelled OSB_ERR_CANCELLED\n");
    scripted_wait("cancel", "abort", "POST", COMMAND, 1);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(what_came_before_a_cancel_is_delivered)
{
    struct fixture fixture = fixture_open("cancel", COMMAND_ROUTE STREAM INIT LINE("one") LINE("two") "  stall\n");
    osb_execution *execution = start(&fixture);
    struct story story = {.execution = execution};
    story_take(&story, next_event(execution));
    story_take(&story, next_event(execution)); /* "two" came with it or is still on its way */
    osb_event *event = next_event(execution);
    osb_execution_cancel(execution);
    story_take(&story, event);
    story = rest_of_story(execution, story);
    CHECK_STR(story.text, "started cmd-1\nstdout one\nstdout two\nend cancelled OSB_ERR_CANCELLED\n");
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(completion_beats_cancel)
{
    struct fixture fixture = fixture_open("complete", COMMAND_ROUTE WHOLE_STREAM "  stall\n");
    osb_execution *execution = start(&fixture);
    struct story story = {.execution = execution};
    do
        story_take(&story, next_event(execution));
    while (!strstr(story.text, "completed"));
    osb_execution_cancel(execution); /* the stream is still open, and the end was not read */
    story = rest_of_story(execution, story);
    CHECK_STR(story.text, "started cmd-1\nstdout a line\ncompleted 5\nend exited 0\n");
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(a_command_that_has_ended_unread_was_not_cancelled)
{
    struct fixture fixture = fixture_open("unread", COMMAND_ROUTE WHOLE_STREAM);
    osb_execution *execution = start(&fixture);
    scripted_wait("unread", "answer", "POST", COMMAND, 1);
    struct story story = {.execution = execution};
    story_take(&story, next_event(execution)); /* it is all here by now, or comes in the same moment: read to the last event but one */
    story_take(&story, next_event(execution));
    story_take(&story, next_event(execution));
    osb_execution_cancel(execution);
    story = rest_of_story(execution, story);
    CHECK_STR(story.text, "started cmd-1\nstdout a line\ncompleted 5\nend exited 0\n");
    osb_execution_free(execution);
    fixture_close(&fixture);
}

/* A stream of which more comes than may wait, and that never ends by itself. */
#define FLOOD STREAM INIT "  repeat forever event {'type':'stdout','text':'0123456789012345678901234567890123456789','timestamp':1}\n"

/* Has more of a flood come than may wait: by the time that other executions have begun and ended, the I/O thread, which serves all of
 * them in turn, has come across it too. */
static void let_it_pause(struct fixture *fixture, osb_execution *flood)
{
    osb_event_free(next_event(flood));
    for (int i = 0; i < 3; i++) {
        struct story story = story_of(fixture);
        CHECK_STR(story.text, "started cmd-1\nstdout a line\ncompleted 5\nend exited 0\n");
    }
}

TEST(cancelled_while_it_is_paused)
{
    struct fixture fixture = fixture_open("paused", COMMAND_ROUTE FLOOD COMMAND_ROUTE WHOLE_STREAM);
    osb_command_options_set_buffer_limit(fixture.options, 16 << 10);
    osb_command_options_set_collect(fixture.options, 0);
    osb_execution *execution = start(&fixture);
    let_it_pause(&fixture, execution);
    osb_execution_cancel(execution);
    scripted_wait("paused", "abort", "POST", COMMAND, 1);
    osb_event *event = last_event(execution);
    CHECK_INT(osb_result_ended(osb_event_result(event)), OSB_ENDED_CANCELLED);
    osb_event_free(event);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(a_cancel_through_the_server_asks_the_daemon_too)
{
    osb_config *config = fixture_config("proxied");
    osb_config_set_use_server_proxy(config, 1);
    struct fixture fixture = fixture_open_with(config, "proxied",
        LOOKUP "  respond 200 application/json {'endpoint':'$BASE/v1/sandboxes/sb-1/proxy/44772'}\n"
        "on POST /v1/sandboxes/sb-1/proxy/44772/command\n" STREAM INIT LINE("one") "  stall\n"
        "on DELETE /v1/sandboxes/sb-1/proxy/44772/command\n  respond 200\n");
    osb_execution *execution = start(&fixture);
    osb_event_free(next_event(execution));
    osb_execution_cancel(execution);
    osb_event *event = last_event(execution);
    CHECK_INT(osb_result_ended(osb_event_result(event)), OSB_ENDED_CANCELLED);
    osb_event_free(event);
    osb_execution_free(execution);
    scripted_wait("proxied", "request", "DELETE", "/v1/sandboxes/sb-1/proxy/44772/command?id=cmd-1", 1);
    fixture_close(&fixture);
    CHECK_INT(scripted_count("proxied", "request", "DELETE", NULL), 1);
}

/* ---- Free ---- */

TEST(freeing_a_running_execution_closes_its_stream)
{
    struct fixture fixture = fixture_open("free", COMMAND_ROUTE STREAM INIT LINE("one") "  stall\n");
    osb_execution *execution = start(&fixture);
    osb_event_free(next_event(execution));
    osb_execution_free(execution);
    scripted_wait("free", "abort", "POST", COMMAND, 1);
    fixture_close(&fixture);
}

TEST(freeing_an_execution_that_has_ended_closes_nothing)
{
    struct fixture fixture = fixture_open("kept", COMMAND_ROUTE WHOLE_STREAM "  wait-signal freed\n");
    for (int i = 0; i < 3; i++) {
        struct story story = story_of(&fixture);
        CHECK_STR(story.text, "started cmd-1\nstdout a line\ncompleted 5\nend exited 0\n");
    }
    scripted_signal("kept", "freed");
    scripted_wait("kept", "answer", "POST", COMMAND, 3);
    CHECK_INT(aborts("kept"), 0);
    CHECK_INT(scripted_count("kept", "close", NULL, NULL), 0);
    fixture_close(&fixture);
}

TEST(an_execution_outlives_the_handles_of_its_client_and_sandbox)
{
    struct fixture fixture = fixture_open("orphan", COMMAND_ROUTE STREAM INIT "  wait-signal go\n" LINE("a line") COMPLETE);
    osb_execution *execution = start(&fixture);
    fixture_close(&fixture);
    scripted_signal("orphan", "go");
    struct story story = whole_story(execution);
    CHECK_STR(story.text, "started cmd-1\nstdout a line\ncompleted 5\nend exited 0\n");
    osb_execution_free(execution);
}

/* ---- What keeps it from starting ---- */

static void check_not_started(const char *routes, osb_status expected, const char *message)
{
    struct fixture fixture = fixture_open("unstarted", routes);
    osb_execution *execution = start(&fixture);
    osb_event *event = next_event(execution);
    CHECK_INT(osb_event_kind(event), OSB_EVENT_END);
    CHECK_INT(osb_event_sequence(event), 0);
    CHECK(osb_event_result(event) == NULL);
    const osb_error *error = osb_event_error(event);
    CHECK_INT(osb_error_status(error), expected);
    CHECK_CONTAINS(osb_error_message(error), message);
    osb_error_free((osb_error *)error); /* borrowed: nothing happens */
    CHECK(osb_event_error(event) == error);
    CHECK(osb_execution_id(execution) == NULL);
    osb_event_free(event);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(a_lookup_that_fails_is_told_by_the_end)
{
    check_not_started(LOOKUP "  respond 404 application/json {'code':'DOCKER::SANDBOX_NOT_FOUND','message':'gone'}\n", OSB_ERR_NOT_FOUND, "gone");
    check_not_started(LOOKUP "  respond 401 application/json {'code':'INVALID_API_KEY','message':'no'}\n", OSB_ERR_UNAUTHORIZED, "no");
    check_not_started(LOOKUP "  respond 200 application/json {'endpoint':7}\n", OSB_ERR_PROTOCOL, "endpoint");
    check_not_started(LOOKUP "  respond 200 application/json garbage\n", OSB_ERR_PROTOCOL, "endpoint");
    check_not_started(LOOKUP "  raw 'no HTTP at all\\r\\n\\r\\n'\n  close\n", OSB_ERR_PROTOCOL, "endpoint");
    check_not_started(LOOKUP "  close\n", OSB_ERR_CONNECTION_LOST, "endpoint");
    check_not_started(LOOKUP "  respond 200 application/json {'endpoint':'127.0.0.1:1'}\n", OSB_ERR_CONNECT, "command");
}

TEST(a_lookup_that_failed_is_tried_again_by_the_next_execution)
{
    struct fixture fixture = fixture_open("again",
        LOOKUP "  respond 503\n" LOOKUP "  respond 200 application/json {'endpoint':'$BASE/execd'}\n" COMMAND_ROUTE WHOLE_STREAM);
    struct story story = story_of(&fixture);
    CHECK_STR(story.text, "end failed OSB_ERR_SERVER\n");
    for (int i = 0; i < 2; i++) {
        story = story_of(&fixture);
        CHECK_STR(story.text, "started cmd-1\nstdout a line\ncompleted 5\nend exited 0\n");
    }
    CHECK_INT(scripted_count("again", "request", "GET", "/v1/sandboxes/sb-1/endpoints/44772"), 2);
    fixture_close(&fixture);
}

TEST(an_answer_that_is_no_stream_is_told_by_the_end)
{
    check_not_started(COMMAND_ROUTE "  respond 400 application/json {'code':'X','message':'bad'}\n", OSB_ERR_VALIDATION, "bad");
    check_not_started(COMMAND_ROUTE "  respond 401 application/json {'error':'Unauthorized: token'}\n", OSB_ERR_UNAUTHORIZED, "token");
    check_not_started(COMMAND_ROUTE "  respond 404 text/plain '404 page not found'\n", OSB_ERR_NOT_FOUND, "404");
    check_not_started(COMMAND_ROUTE "  respond 500 application/json {'code':'RUNTIME_ERROR','message':'worse'}\n", OSB_ERR_SERVER, "worse");
    check_not_started(COMMAND_ROUTE "  respond 202 application/json {}\n", OSB_ERR_PROTOCOL, "202");
    check_not_started(COMMAND_ROUTE "  respond 204\n", OSB_ERR_PROTOCOL, "204");
    check_not_started(COMMAND_ROUTE "  close\n", OSB_ERR_OUTCOME_UNKNOWN, "command");
    check_not_started(COMMAND_ROUTE STREAM "  end\n", OSB_ERR_OUTCOME_UNKNOWN, "may have run");
    check_not_started(COMMAND_ROUTE STREAM LINE("no init") "  stall\n", OSB_ERR_PROTOCOL, "before init");
    check_not_started(COMMAND_ROUTE STREAM "  event garbage\n  stall\n", OSB_ERR_PROTOCOL, "may have run");
}

/* ---- Time limits ---- */

static void check_deadline(const char *routes, const char *expected)
{
    struct fixture fixture = fixture_open("deadline", routes);
    osb_command_options_set_deadline(fixture.options, 300);
    struct story story = story_of(&fixture);
    CHECK_STR(story.text, expected);
    fixture_close(&fixture);
}

TEST(the_commands_own_deadline_ends_it)
{
    check_deadline(COMMAND_ROUTE STREAM INIT LINE("one") "  stall\n", "started cmd-1\nstdout one\nend timed out OSB_ERR_TIMEOUT\n");
    scripted_wait("deadline", "abort", "POST", COMMAND, 1);
    check_deadline(COMMAND_ROUTE "  stall\n", "end failed OSB_ERR_OUTCOME_UNKNOWN\n");
    check_deadline(LOOKUP "  stall\n", "end failed OSB_ERR_TIMEOUT\n");
}

TEST(the_deadline_counts_while_nobody_reads)
{
    struct fixture fixture = fixture_open("lagging", COMMAND_ROUTE FLOOD);
    osb_command_options_set_buffer_limit(fixture.options, 16 << 10);
    osb_command_options_set_deadline(fixture.options, 300);
    osb_execution *execution = start(&fixture);
    scripted_wait("lagging", "abort", "POST", COMMAND, 1);
    osb_event *event = last_event(execution);
    CHECK_INT(osb_result_ended(osb_event_result(event)), OSB_ENDED_TIMED_OUT);
    CHECK_INT(osb_error_status(osb_result_error(osb_event_result(event))), OSB_ERR_TIMEOUT);
    osb_event_free(event);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

#define KILLED_AT(stamp) \
    STREAM "  event {'type':'init','text':'cmd-1','timestamp':1795412193569}\n" \
    "  event {'type':'error','timestamp':" stamp ",'error':{'ename':'CommandExecError','evalue':'-1','traceback':['signal: killed']}}\n"

static void check_kill(const char *routes, int64_t timeout, const char *end)
{
    struct fixture fixture = fixture_open("kill", routes);
    osb_command_options_set_timeout(fixture.options, timeout);
    struct story story = story_of(&fixture);
    CHECK_STR(strstr(story.text, "end "), end);
    fixture_close(&fixture);
}

TEST(a_kill_when_the_servers_timeout_ran_out_is_the_timeouts)
{
    check_kill(COMMAND_ROUTE "  capture ex_07_command_timeout\n", 1500, "end timed out OSB_ERR_COMMAND_TIMEOUT\n");
    check_kill(COMMAND_ROUTE KILLED_AT("1795412195069"), 1500, "end timed out OSB_ERR_COMMAND_TIMEOUT\n");
    check_kill(COMMAND_ROUTE KILLED_AT("1795412195900"), 1500, "end timed out OSB_ERR_COMMAND_TIMEOUT\n");
    check_kill(COMMAND_ROUTE KILLED_AT("1795412194069"), 1500, "end signalled 9\n"); /* long before it */
    check_kill(COMMAND_ROUTE KILLED_AT("1795412195069"), -1, "end signalled 9\n"); /* there was none */
    check_kill(COMMAND_ROUTE KILLED_AT("1795412190000"), 1500, "end signalled 9\n"); /* a clock that was set back */
}

/* ---- Streams that break ---- */

static void check_lost(osb_config *config, const char *routes, const char *end, const char *message)
{
    struct fixture fixture = fixture_open_with(config, "broken", routes);
    osb_execution *execution = start(&fixture);
    struct story story = {.execution = execution};
    story_take(&story, next_event(execution));
    story_take(&story, next_event(execution));
    CHECK_STR(story.text, "started cmd-1\nstdout so far\n");
    osb_event *event = next_event(execution);
    REQUIRE(osb_event_kind(event) == OSB_EVENT_END);
    CHECK_CONTAINS(osb_error_message(osb_result_error(osb_event_result(event))), message);
    CHECK_STR(osb_result_stdout(osb_event_result(event), NULL), "so far\n");
    CHECK_INT(osb_result_exit_code(osb_event_result(event)), -1);
    struct story last = {.events = 2, .execution = execution};
    story_take(&last, event);
    CHECK_STR(last.text, end);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(a_stream_that_breaks_is_lost)
{
#define SO_FAR COMMAND_ROUTE STREAM INIT LINE("so far")
    check_lost(NULL, SO_FAR "  close\n", "end lost OSB_ERR_CONNECTION_LOST\n", "");
    check_lost(NULL, SO_FAR "  reset\n", "end lost OSB_ERR_CONNECTION_LOST\n", "");
    check_lost(NULL, SO_FAR "  end\n", "end lost OSB_ERR_CONNECTION_LOST\n", "ended before the command did");
    check_lost(NULL, SO_FAR "  chunk {'type':'stdout','te\n  close\n", "end lost OSB_ERR_CONNECTION_LOST\n", "");
    check_lost(NULL, SO_FAR "  chunk {'type':'stdout','te\n  end\n", "end lost OSB_ERR_PROTOCOL\n", "not what the protocol says");
    check_lost(NULL, SO_FAR "  event garbage\n  stall\n", "end lost OSB_ERR_PROTOCOL\n", "not what the protocol says");
    check_lost(NULL, SO_FAR "  raw 'no chunk\\r\\n'\n  stall\n", "end lost OSB_ERR_CONNECTION_LOST\n", "chunk");
    check_lost(NULL, SO_FAR INIT "  stall\n", "end lost OSB_ERR_PROTOCOL\n", "second init");
}

TEST(nonsense_closes_the_stream)
{
    struct fixture fixture = fixture_open("nonsense", COMMAND_ROUTE STREAM INIT "  event garbage\n  stall\n");
    struct story story = story_of(&fixture);
    CHECK_STR(story.text, "started cmd-1\nend lost OSB_ERR_PROTOCOL\n");
    scripted_wait("nonsense", "abort", "POST", COMMAND, 1);
    fixture_close(&fixture);
}

TEST(a_stream_that_falls_silent_is_lost)
{
    osb_config *config = fixture_config("broken");
    osb_config_set_idle_timeout(config, 300);
    check_lost(config, SO_FAR "  stall\n", "end lost OSB_ERR_TIMEOUT\n", "silent");
    scripted_wait("broken", "abort", "POST", COMMAND, 1);
}

TEST(pings_keep_a_stream_alive)
{
    osb_config *config = fixture_config("pinged");
    osb_config_set_idle_timeout(config, 500);
    struct fixture fixture = fixture_open_with(config, "pinged",
        COMMAND_ROUTE STREAM INIT "  repeat 10 every 100 event {'type':'ping','text':'pong','timestamp':1}\n" COMPLETE);
    struct story story = story_of(&fixture);
    CHECK_STR(story.text, "started cmd-1\ncompleted 5\nend exited 0\n");
    fixture_close(&fixture);
}

/* ---- Consumers that lag ---- */

#define MANY_LINES "  repeat 8000 event {'type':'stdout','text':'0123456789012345678901234567890123456789 $I','timestamp':1}\n"

TEST(a_consumer_that_lags_loses_nothing)
{
    struct fixture fixture = fixture_open("lag", COMMAND_ROUTE STREAM INIT MANY_LINES COMPLETE COMMAND_ROUTE WHOLE_STREAM);
    osb_command_options_set_buffer_limit(fixture.options, 16 << 10);
    osb_command_options_set_collect(fixture.options, 0);
    osb_execution *execution = start(&fixture);
    let_it_pause(&fixture, execution);
    for (int i = 0; i < 8000; i++) {
        char expected[64];
        osb_event *event = next_event(execution);
        snprintf(expected, sizeof expected, "0123456789012345678901234567890123456789 %d", i);
        CHECK_STR(osb_event_data(event, NULL), expected);
        osb_event_free(event);
    }
    struct story story = rest_of_story(execution, (struct story){.events = 8001});
    CHECK_STR(story.text, "completed 5\nend exited 0\n");
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(a_paused_stream_that_the_server_gives_up_on_is_lost_and_says_so)
{
    static const char *const ends[] = {"reset", "close", "end"}; /* the last is what the server's proxy makes of the others */
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char routes[512];
        snprintf(routes, sizeof routes, COMMAND_ROUTE STREAM INIT
            "  repeat 8000 event {'type':'stdout','text':'0123456789012345678901234567890123456789','timestamp':1}\n"
            "  wait-signal over\n  %s\n" COMMAND_ROUTE WHOLE_STREAM, ends[i]);
        struct fixture fixture = fixture_open("given_up", routes);
        osb_command_options_set_buffer_limit(fixture.options, 16 << 10);
        osb_command_options_set_collect(fixture.options, 0);
        osb_execution *execution = start(&fixture);
        let_it_pause(&fixture, execution);
        scripted_signal("given_up", "over");
        osb_event *event = last_event(execution);
        const osb_result *result = osb_event_result(event);
        CHECK_INT(osb_result_ended(result), OSB_ENDED_LOST);
        CHECK_INT(osb_error_status(osb_result_error(result)), OSB_ERR_CONNECTION_LOST);
        CHECK_CONTAINS(osb_error_message(osb_result_error(result)), "it had been paused for ");
        CHECK_CONTAINS(osb_error_message(osb_result_error(result)), "because its events were not taken");
        osb_event_free(event);
        osb_execution_free(execution);
        fixture_close(&fixture);
    }
}

TEST(a_consumer_that_never_reads_costs_its_buffer_and_holds_up_nobody)
{
    struct fixture fixture = fixture_open("never", COMMAND_ROUTE FLOOD COMMAND_ROUTE STREAM INIT MANY_LINES COMPLETE);
    osb_command_options_set_collect(fixture.options, 0);
    osb_queue *queue = NULL;
    CHECK_INT(osb_queue_new(&queue, NULL), OSB_OK);
    osb_execution *idle = start(&fixture);
    osb_event_free(next_event(idle));
    osb_execution_free(start_in(&fixture, queue, NULL)); /* makes what is made once */
    size_t before = allocated();
    for (int i = 0; i < 3; i++) {
        osb_execution *execution = start(&fixture);
        for (int line = -1; line < 8000; line++)
            osb_event_free(next_event(execution));
        struct story story = rest_of_story(execution, (struct story){.events = 8001});
        CHECK_STR(story.text, "completed 5\nend exited 0\n");
        osb_execution_free(execution);
    }
    /* 2 MB have gone by, and the flood could have brought gigabytes; what is allowed here is below both. */
    CHECK(allocated() < before + (1 << 20));
    CHECK(aborts("never") < 2); /* the idle one is still open: only the one freed at once may be gone */
    osb_execution_free(idle);
    osb_queue_free(queue);
    fixture_close(&fixture);
}

TEST(executions_that_have_ended_leave_nothing_behind)
{
    size_t before = 0;
    struct fixture fixture = fixture_open("past", COMMAND_ROUTE WHOLE_STREAM);
    for (int i = 0; i < 500; i++) {
        struct story story = story_of(&fixture);
        CHECK(story.ended);
        if (i == 100) /* what is made once is made */
            before = allocated();
    }
    CHECK(allocated() < before + (200 << 10)); /* half a KiB for each is too much */
    fixture_close(&fixture);
}
