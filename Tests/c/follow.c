/* Background commands and following them: each byte of the log once, whatever happens on the way. */
#include "check.h"
#include "events.h"
#include "fixture.h"
#include "memory.h"
#include "scripted.h"

#include <dlfcn.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- A program's own connect comes before libc's: it refuses as often as it is told to the library's thread ---- */

static _Atomic int refusals;

/* Under another name, because the header's own declaration is not one that plain C can repeat. */
int refusing_connect(int descriptor, const struct sockaddr *address, socklen_t size) __asm__("connect");

int refusing_connect(int descriptor, const struct sockaddr *address, socklen_t size)
{
    int (*real)(int, const struct sockaddr *, socklen_t);
    *(void **)&real = dlsym(RTLD_NEXT, "connect");
    if (!real)
        check_stop("no connect in libc");
    if (address->sa_family == AF_INET && gettid() != getpid() && refusals > 0) {
        refusals--;
        errno = ECONNREFUSED;
        return -1;
    }
    return real(descriptor, address, size);
}

/* ---- Scripts ---- */

#define LOGS "on GET /execd/command/cmd-1/logs\n"
#define STATUS "on GET /execd/command/status/cmd-1\n"
#define PAGE(tail, text) LOGS "  header Execd-Commands-Tail-Cursor: " tail "\n  respond 200 text/plain " text "\n"
#define NOTHING(tail) PAGE(tail, "''")
#define RUNNING STATUS "  respond 200 application/json {'id':'cmd-1','running':true,'started_at':'2026-11-23T05:36:43Z'}\n"
#define EXITED(code) \
    STATUS "  respond 200 application/json {'id':'cmd-1','running':false,'exit_code':" code "," \
    "'started_at':'2026-11-23T05:36:43.000Z','finished_at':'2026-11-23T05:36:44.250Z'}\n"
#define KILLED \
    STATUS "  respond 200 application/json {'id':'cmd-1','running':false,'exit_code':-1,'error':'signal: killed'," \
    "'started_at':'2026-11-23T05:36:43.000Z','finished_at':'2026-11-23T05:36:44.250Z'}\n"
#define NOT_FOUND LOGS "  capture ex_24_logs_404\n"
#define BACKGROUND COMMAND_ROUTE STREAM INIT COMPLETE

/* Looks that follow each other at once: nothing here waits for a time to pass. */
static struct fixture open_follow(const char *name, const char *routes)
{
    struct fixture fixture = fixture_open(name, routes);
    CHECK_INT(osb_command_options_set_poll_interval(fixture.options, 1, 1), OSB_OK);
    return fixture;
}

static osb_execution *attach_in(const struct fixture *fixture, const char *cursor, osb_queue *queue, void *user_data)
{
    osb_execution *execution = NULL;
    osb_error *error = NULL;
    if (osb_execution_attach(fixture->sandbox, "cmd-1", cursor, fixture->options, queue, user_data, &execution, &error) != OSB_OK)
        fixture_stop("attach", error);
    return execution;
}

static osb_execution *attach(const struct fixture *fixture, const char *cursor)
{
    return attach_in(fixture, cursor, NULL, NULL);
}

static void check_no_interrupt(const char *name)
{
    CHECK_INT(scripted_count(name, "head", "DELETE", NULL), 0);
}

/* Follows from the beginning to the end, and leaves the command alone. */
static void check_follow(const char *routes, const char *expected)
{
    struct fixture fixture = open_follow("follow", routes);
    osb_execution *execution = attach(&fixture, NULL);
    struct story story = whole_story(execution);
    CHECK_STR(story.text, expected);
    osb_execution_free(execution);
    fixture_close(&fixture);
    check_no_interrupt("follow");
}

/* The cursors that were asked for, one after the other, each with a blank before it. */
static char *cursors(const char *name)
{
    char *requests = scripted_requests(name, "GET", "/execd/command/cmd-1/logs", NULL), *all = calloc(1, strlen(requests) + 1);
    size_t used = 0;
    if (!all)
        check_stop("no memory");
    for (const char *at = requests; (at = strstr(at, "cursor="));) {
        size_t length = strcspn(at += strlen("cursor="), " &\r\n");
        all[used++] = ' ';
        memcpy(all + used, at, length);
        used += length;
    }
    free(requests);
    return all;
}

static void check_cursors(const char *name, const char *expected)
{
    char *asked = cursors(name);
    CHECK_STR(asked, expected);
    free(asked);
}

/* ---- Starting ---- */

TEST(a_background_command_is_started_and_followed)
{
    struct fixture fixture = open_follow("background",
        BACKGROUND PAGE("4", "'one\\n'") PAGE("8", "'two\\n'") NOTHING("8") EXITED("4"));
    osb_command_options_set_background(fixture.options, 1);
    osb_execution *execution = start(&fixture);
    struct story story = whole_story(execution);
    CHECK_STR(story.text, "started cmd-1\nlog one\n\nlog two\n\nend exited 4\n");
    CHECK_STR(osb_execution_id(execution), "cmd-1");
    char *body = fixture_request_body("background", "POST", "/execd/command");
    CHECK_STR(body, "{\"command\":\"true\",\"background\":true}");
    free(body);
    check_cursors("background", " 0 4 8 8"); /* once more after its end: what it wrote between the last look and that */
    osb_execution_free(execution);
    fixture_close(&fixture);
    check_no_interrupt("background");
}

TEST(a_background_command_that_is_run_is_only_started)
{
    struct fixture fixture = open_follow("run", BACKGROUND);
    osb_command_options_set_background(fixture.options, 1);
    fixture_run(&fixture, NULL);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_RUNNING);
    CHECK_INT(osb_result_exit_code(fixture.result), -1);
    CHECK_STR(osb_result_execution_id(fixture.result), "cmd-1");
    CHECK(osb_result_error(fixture.result) == NULL);
    fixture_close(&fixture);
    CHECK_INT(scripted_count("run", "head", "GET", "/execd/command/cmd-1/logs"), 0);
    check_no_interrupt("run");
}

static void check_not_started(const char *routes, const char *expected)
{
    struct fixture fixture = open_follow("unstarted", routes);
    osb_command_options_set_background(fixture.options, 1);
    struct story story = story_of(&fixture);
    CHECK_STR(story.text, expected);
    fixture_close(&fixture);
}

TEST(a_background_command_that_does_not_start_says_why)
{
    check_not_started(COMMAND_ROUTE "  respond 400 application/json {'code':'X','message':'no'}\n", "end failed OSB_ERR_VALIDATION\n");
    check_not_started(COMMAND_ROUTE "  close\n", "end failed OSB_ERR_OUTCOME_UNKNOWN\n");
    check_not_started(COMMAND_ROUTE STREAM "  event garbage\n  stall\n", "end failed OSB_ERR_PROTOCOL\n");
    check_not_started(COMMAND_ROUTE STREAM INIT "  event garbage\n  stall\n", "end failed OSB_ERR_PROTOCOL\n");
    check_not_started("on GET /v1/sandboxes/sb-1/endpoints/44772\n  respond 404\n", "end failed OSB_ERR_NOT_FOUND\n");
    check_not_started(COMMAND_ROUTE STREAM INIT
        "  event {'type':'error','error':{'ename':'CommandExecError','evalue':'1','traceback':['exit status 1']}}\n",
        "end failed OSB_ERR_SERVER\n");
}

TEST(a_stream_that_breaks_after_the_start_does_not_matter)
{
    struct fixture fixture = open_follow("broken", COMMAND_ROUTE STREAM INIT "  close\n" PAGE("4", "'one\\n'") NOTHING("4") EXITED("0"));
    osb_command_options_set_background(fixture.options, 1);
    struct story story = story_of(&fixture);
    CHECK_STR(story.text, "started cmd-1\nlog one\n\nend exited 0\n");
    fixture_close(&fixture);
}

TEST(a_command_that_the_daemon_has_not_filed_yet_is_asked_for_again)
{
    struct fixture fixture = open_follow("unfiled", BACKGROUND NOT_FOUND NOT_FOUND PAGE("4", "'one\\n'") NOTHING("4") EXITED("0"));
    osb_command_options_set_background(fixture.options, 1);
    struct story story = story_of(&fixture);
    CHECK_STR(story.text, "started cmd-1\nlog one\n\nend exited 0\n");
    fixture_close(&fixture);
}

TEST(a_vector_in_the_background_is_quoted_where_it_has_to_be)
{
    struct fixture fixture = open_follow("vector",
        COMMAND_ROUTE "  capture ex_10_command_missing\n" BACKGROUND PAGE("4", "'one\\n'") NOTHING("4") EXITED("0"));
    osb_execution *execution = NULL;
    osb_command_options_set_background(fixture.options, 1);
    osb_command_options_add_argv(fixture.options, "prog");
    CHECK_INT(osb_command_start(fixture.sandbox, NULL, fixture.options, NULL, NULL, &execution, NULL), OSB_OK);
    struct story story = whole_story(execution);
    CHECK_STR(story.text, "started cmd-1\nlog one\n\nend exited 0\n");
    CHECK_INT(scripted_count("vector", "request", "POST", "/execd/command"), 2);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

/* ---- Attaching ---- */

TEST(recorded_answers_are_followed)
{
    struct fixture fixture = open_follow("recorded",
        "on GET /execd/command/*/logs\n  capture ex_19_logs_cursor0\non GET /execd/command/*/logs\n"
        "  header Execd-Commands-Tail-Cursor: 18\n  respond 200\non GET /execd/command/status/*\n  capture ex_20_status_done\n");
    osb_execution *execution = NULL;
    CHECK_INT(osb_execution_attach(fixture.sandbox, "d596da503add459f84cff7bd97b53164", NULL, fixture.options, NULL, NULL, &execution, NULL), OSB_OK);
    CHECK_STR(osb_execution_id(execution), "d596da503add459f84cff7bd97b53164");
    struct story story = whole_story(execution);
    CHECK_STR(story.text, "started d596da503add459f84cff7bd97b53164\nlog l1\ne1\nl2\ne2\nl3\ne3\n\nend exited 4\n");
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(nothing_is_asked_before_somebody_wants_to_know)
{
    struct fixture fixture = open_follow("lazy", NOTHING("0") EXITED("0"));
    osb_execution *execution = attach(&fixture, NULL);
    CHECK_STR(osb_execution_id(execution), "cmd-1");
    osb_execution_free(execution);
    CHECK_INT(scripted_count("lazy", "head", "GET", "/execd/**"), 0);
    fixture_close(&fixture);
}

TEST(a_status_does_not_begin_to_follow)
{
    struct fixture fixture = open_follow("asked", EXITED("3"));
    osb_execution *execution = attach(&fixture, NULL);
    osb_command_status *status = NULL;
    CHECK_INT(osb_execution_get_status(execution, NULL, &status, NULL), OSB_OK);
    CHECK_INT(osb_command_status_exit_code(status), 3);
    osb_command_status_free(status);
    osb_execution_free(execution);
    CHECK_INT(scripted_count("asked", "head", "GET", "/execd/command/cmd-1/logs"), 0);
    fixture_close(&fixture);
}

TEST(a_follow_begins_by_itself_in_a_queue)
{
    struct story story = {0};
    osb_queue *queue = NULL;
    struct fixture fixture = open_follow("queued", PAGE("4", "'one\\n'") NOTHING("4") EXITED("0"));
    CHECK_INT(osb_queue_new(&queue, NULL), OSB_OK);
    story.user_data = &story;
    osb_execution *execution = attach_in(&fixture, NULL, queue, &story);
    story.execution = execution;
    while (!story.ended) {
        osb_event *event = NULL;
        size_t count = 0;
        CHECK_INT(osb_queue_poll(queue, -1, &event, 1, &count, NULL), OSB_OK);
        if (count == 1)
            story_take(&story, event);
    }
    CHECK_STR(story.text, "started cmd-1\nlog one\n\nend exited 0\n");
    osb_execution_free(execution);
    osb_queue_free(queue);
    fixture_close(&fixture);
}

TEST(a_command_that_has_written_nothing_has_started_all_the_same)
{
    check_follow(NOTHING("0") RUNNING NOTHING("0") EXITED("0"), "started cmd-1\nend exited 0\n");
}

TEST(what_it_wrote_at_the_very_end_comes_too)
{
    check_follow(NOTHING("0") PAGE("5", "'last\\n'") EXITED("0"), "started cmd-1\nlog last\n\nend exited 0\n");
}

TEST(bytes_come_as_they_are)
{
    struct fixture fixture = open_follow("bytes", PAGE("7", "'a\\0b\\xff\\r\\n\\x01'") NOTHING("7") EXITED("0"));
    osb_execution *execution = attach(&fixture, NULL);
    size_t size = 0;
    osb_event_free(next_event(execution));
    osb_event *event = next_event(execution);
    CHECK_INT(osb_event_kind(event), OSB_EVENT_LOG);
    const char *data = osb_event_data(event, &size);
    CHECK(size == 7 && memcmp(data, "a\0b\xff\r\n\x01", 8) == 0);
    CHECK_INT(osb_event_timestamp(event), -1);
    osb_event_free(event);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(the_end_tells_how_the_command_ended)
{
    check_follow(NOTHING("0") KILLED, "started cmd-1\nend signalled 9\n");
    check_follow(NOTHING("0") STATUS "  respond 200 application/json {'id':'cmd-1','running':false}\n",
        "started cmd-1\nend lost OSB_ERR_PROTOCOL\n");
    check_follow(NOTHING("0") STATUS "  respond 200 application/json {'id':'cmd-1'}\n", "started cmd-1\nend lost OSB_ERR_PROTOCOL\n");
    check_follow(NOTHING("0") STATUS "  respond 200 application/json garbage\n", "started cmd-1\nend lost OSB_ERR_PROTOCOL\n");
}

static void check_kill(int64_t timeout, const char *expected)
{
    struct fixture fixture = open_follow("kill", NOTHING("0") KILLED); /* after 1250 ms */
    osb_command_options_set_timeout(fixture.options, timeout);
    osb_execution *execution = attach(&fixture, NULL);
    struct story story = whole_story(execution);
    CHECK_STR(story.text, expected);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(a_kill_when_the_servers_timeout_ran_out_is_the_timeouts)
{
    check_kill(1200, "started cmd-1\nend timed out OSB_ERR_COMMAND_TIMEOUT\n");
    check_kill(1300, "started cmd-1\nend timed out OSB_ERR_COMMAND_TIMEOUT\n"); /* the daemon's times are a little late */
    check_kill(5000, "started cmd-1\nend signalled 9\n");
    check_kill(-1, "started cmd-1\nend signalled 9\n");
}

static int32_t hear_log(const char *data, size_t size, void *user_data)
{
    struct story *story = user_data;
    story_add(story, "[%.*s]", (int)size, data);
    return story->ended;
}

TEST(wait_gives_the_log_to_its_callback)
{
    struct story story = {0};
    osb_result *result = NULL;
    struct fixture fixture = open_follow("wait", PAGE("4", "'one\\n'") PAGE("8", "'two\\n'") NOTHING("8") EXITED("3"));
    osb_command_options_on_log(fixture.options, hear_log, &story, NULL);
    osb_execution *execution = attach(&fixture, NULL);
    CHECK_INT(osb_execution_wait(execution, NULL, &result, NULL), OSB_OK);
    CHECK_STR(story.text, "[one\n][two\n]");
    CHECK_INT(osb_result_exit_code(result), 3);
    CHECK_INT(osb_result_duration(result), 1250);
    CHECK_STR(osb_result_stdout(result, NULL), "one\ntwo\n");
    CHECK_STR(osb_result_stderr(result, NULL), "");
    CHECK_STR(osb_result_execution_id(result), "cmd-1");
    osb_result_free(result);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(a_callback_that_stops_ends_the_follow_alone)
{
    struct story story = {.ended = 7}; /* what it answers */
    osb_result *result = NULL;
    struct fixture fixture = open_follow("stop", PAGE("4", "'one\\n'") PAGE("8", "'two\\n'") NOTHING("8") RUNNING);
    osb_command_options_on_log(fixture.options, hear_log, &story, NULL);
    osb_execution *execution = attach(&fixture, NULL);
    CHECK_INT(osb_execution_wait(execution, NULL, &result, NULL), OSB_OK);
    CHECK_STR(story.text, "[one\n]");
    CHECK_INT(osb_result_ended(result), OSB_ENDED_STOPPED);
    CHECK_INT(osb_result_callback_value(result), 7);
    osb_result_free(result);
    osb_execution_free(execution);
    fixture_close(&fixture);
    check_no_interrupt("stop");
}

/* ---- Cursors ---- */

TEST(a_follow_goes_on_from_an_events_cursor)
{
    struct fixture fixture = open_follow("cursor", PAGE("10", "'0123456789'") PAGE("14", "'abcd'") NOTHING("14") RUNNING);
    char cursor[64];
    osb_execution *execution = attach(&fixture, NULL);
    osb_event_free(next_event(execution));
    osb_event *event = next_event(execution);
    CHECK_STR(osb_event_data(event, NULL), "0123456789");
    snprintf(cursor, sizeof cursor, "%s", osb_event_cursor(event));
    osb_event_free(event);
    osb_execution_free(execution); /* gone before the rest came, or after: its cursor stays what it was */
    fixture_close(&fixture);

    fixture = open_follow("cursor", PAGE("14", "'abcd'") NOTHING("14") EXITED("0"));
    execution = attach(&fixture, cursor);
    struct story story = whole_story(execution);
    CHECK_STR(story.text, "started cmd-1\nlog abcd\nend exited 0\n");
    check_cursors("cursor", " 10 14 14");
    osb_execution_free(execution);
    fixture_close(&fixture);
}

#define CUT_PAGE(tail, length, text) \
    LOGS "  header Execd-Commands-Tail-Cursor: " tail "\n  head 200 text/plain length " length "\n  raw " text "\n  close\n"

TEST(a_page_cut_in_the_middle_goes_on_at_the_very_byte)
{
    check_follow(CUT_PAGE("12", "12", "'hello '") PAGE("12", "'world\\n'") NOTHING("12") EXITED("0"),
        "started cmd-1\nlog hello \nlog world\n\nend exited 0\n");
    check_cursors("follow", " 0 6 12 12");
    check_follow(CUT_PAGE("12", "12", "'hello '") CUT_PAGE("12", "6", "'wor'") PAGE("12", "'ld\\n'") NOTHING("12") EXITED("0"),
        "started cmd-1\nlog hello \nlog wor\nlog ld\n\nend exited 0\n");
    check_cursors("follow", " 0 6 9 12 12");
}

TEST(where_the_daemon_does_not_count_bytes_it_goes_on_at_the_very_byte_too)
{
    /* Its cursor counts lines: the page is asked for again, and what was delivered of it is dropped. */
    check_follow(CUT_PAGE("1", "12", "'hello '") PAGE("1", "'hello world\\n'") NOTHING("1") EXITED("0"),
        "started cmd-1\nlog hello \nlog world\n\nend exited 0\n");
    check_cursors("follow", " 0 0 1 1");
    check_follow(CUT_PAGE("1", "12", "'hello '") CUT_PAGE("1", "12", "'hello wor'") CUT_PAGE("1", "12", "'hel'") PAGE("1", "'hello world\\n'")
        NOTHING("1") EXITED("0"),
        "started cmd-1\nlog hello \nlog wor\nlog ld\n\nend exited 0\n");
    check_cursors("follow", " 0 0 0 0 1 1");
}

TEST(a_page_without_a_cursor_or_a_length_is_not_doubled)
{
    check_follow(LOGS "  respond 200 text/plain 'hello\\n'\n" LOGS "  respond 200 text/plain 'hello\\nworld\\n'\n"
        LOGS "  respond 200 text/plain 'hello\\nworld\\n'\n" EXITED("0"),
        "started cmd-1\nlog hello\n\nlog world\n\nend exited 0\n");
    check_cursors("follow", " 0 0 0 0");
    check_follow(LOGS "  header Execd-Commands-Tail-Cursor: 6\n  head 200 text/plain chunked\n  chunk 'hello\\n'\n" NOTHING("6") EXITED("0"),
        "started cmd-1\nlog hello\n\nend exited 0\n");
    check_cursors("follow", " 0 6 6");
}

TEST(a_cursor_within_a_page_is_good_in_another_follow)
{
    struct fixture fixture = open_follow("within", CUT_PAGE("1", "12", "'hello '") LOGS "  stall\n");
    char cursor[64];
    osb_execution *execution = attach(&fixture, NULL);
    osb_event_free(next_event(execution));
    osb_event *event = next_event(execution);
    snprintf(cursor, sizeof cursor, "%s", osb_event_cursor(event));
    osb_event_free(event);
    osb_execution_free(execution);
    fixture_close(&fixture);

    fixture = open_follow("within", PAGE("1", "'hello world\\n'") NOTHING("1") EXITED("0"));
    execution = attach(&fixture, cursor);
    struct story story = whole_story(execution);
    CHECK_STR(story.text, "started cmd-1\nlog world\n\nend exited 0\n");
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(a_cursor_that_is_none_is_told_at_once)
{
    struct fixture fixture = open_follow("none", NOTHING("0") EXITED("0"));
    osb_execution *execution = NULL;
    osb_error *error = NULL;
    CHECK_INT(osb_execution_attach(fixture.sandbox, "cmd-1", "line 7", NULL, NULL, NULL, &execution, &error), OSB_ERR_INVALID_ARGUMENT);
    CHECK_STR(osb_error_field(error), "cursor");
    CHECK(execution == NULL);
    osb_error_free(error);
    fixture_close(&fixture);
}

TEST(a_daemons_cursor_that_is_none_is_not_taken)
{
    check_follow(PAGE("7&cursor=9", "'hello\\n'") LOGS "  respond 200 text/plain 'hello\\n'\n" EXITED("0"),
        "started cmd-1\nlog hello\n\nend exited 0\n");
    check_cursors("follow", " 0 0 0");
}

/* ---- Trouble on the way ---- */

TEST(a_connection_that_is_refused_for_a_while_is_waited_for)
{
    struct fixture fixture = open_follow("refused", PAGE("4", "'one\\n'") NOTHING("4") EXITED("0"));
    osb_execution *execution = attach(&fixture, NULL);
    refusals = 5;
    struct story story = whole_story(execution);
    CHECK_STR(story.text, "end failed OSB_ERR_CONNECT\n"); /* the look-up is not repeated: nothing has been followed yet */
    osb_execution_free(execution);
    refusals = 0;
    fixture_run(&fixture, NULL); /* looks the daemon up */
    refusals = 5;
    execution = attach(&fixture, NULL);
    story = whole_story(execution);
    CHECK_STR(story.text, "started cmd-1\nlog one\n\nend exited 0\n");
    CHECK_INT(refusals, 0);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(a_server_in_trouble_is_waited_for)
{
    check_follow(LOGS "  respond 503\n" LOGS "  respond 504\n" LOGS "  reset\n" PAGE("4", "'one\\n'") LOGS "  close\n" NOTHING("4")
        STATUS "  respond 502\n" EXITED("0"),
        "started cmd-1\nlog one\n\nend exited 0\n");
    check_cursors("follow", " 0 0 0 0 4 4 4 4");
}

TEST(a_page_that_falls_silent_is_asked_for_again)
{
    osb_config *config = fixture_config("silent");
    osb_config_set_idle_timeout(config, 300);
    struct fixture fixture = fixture_open_with(config, "silent",
        LOGS "  header Execd-Commands-Tail-Cursor: 12\n  head 200 text/plain length 12\n  raw 'hello '\n  stall\n"
        PAGE("12", "'world\\n'") NOTHING("12") EXITED("0"));
    osb_command_options_set_poll_interval(fixture.options, 1, 1);
    osb_execution *execution = attach(&fixture, NULL);
    struct story story = whole_story(execution);
    CHECK_STR(story.text, "started cmd-1\nlog hello \nlog world\n\nend exited 0\n");
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(a_server_in_trouble_is_not_waited_for_for_ever)
{
    osb_config *config = fixture_config("down");
    osb_config_set_idle_timeout(config, 200);
    struct fixture fixture = fixture_open_with(config, "down", PAGE("4", "'one\\n'") LOGS "  respond 503\n");
    osb_command_options_set_poll_interval(fixture.options, 1, 1);
    osb_execution *execution = attach(&fixture, NULL);
    struct story story = whole_story(execution);
    CHECK_STR(story.text, "started cmd-1\nlog one\n\nend lost OSB_ERR_SERVER\n");
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(a_command_that_the_daemon_does_not_know_cannot_be_followed)
{
    check_follow(NOT_FOUND, "end failed OSB_ERR_NOT_FOUND\n");
    check_follow(LOGS "  respond 404 application/json {'code':'X','message':'gone'}\n", "end failed OSB_ERR_NOT_FOUND\n");
    check_follow(LOGS "  respond 401 application/json {'error':'Unauthorized'}\n", "end failed OSB_ERR_UNAUTHORIZED\n");
    check_follow(PAGE("4", "'one\\n'") NOT_FOUND, "started cmd-1\nlog one\n\nend lost OSB_ERR_NOT_FOUND\n"); /* any more */
    check_follow(PAGE("4", "'one\\n'") NOTHING("4") STATUS "  capture ex_23_status_404\n", "started cmd-1\nlog one\n\nend lost OSB_ERR_NOT_FOUND\n");
}

TEST(a_command_in_the_foreground_cannot_be_followed)
{
    check_follow(LOGS "  capture ex_29f_foreground_logs_unsupported\n", "end failed OSB_ERR_CONFLICT\n");
}

/* ---- Leaving it ---- */

TEST(cancelling_ends_the_follow_alone)
{
    struct fixture fixture = open_follow("cancel", PAGE("4", "'one\\n'") NOTHING("4") RUNNING);
    osb_execution *execution = attach(&fixture, NULL);
    struct story story = {.execution = execution};
    story_take(&story, next_event(execution));
    story_take(&story, next_event(execution));
    osb_execution_cancel(execution);
    osb_execution_cancel(execution);
    story = rest_of_story(execution, story);
    CHECK_STR(story.text, "started cmd-1\nlog one\n\nend cancelled OSB_ERR_CANCELLED\n");
    osb_execution_free(execution);
    fixture_close(&fixture);
    check_no_interrupt("cancel");
}

TEST(cancelling_ends_a_follow_that_waits_for_an_answer)
{
    static const char *const routes[] = {LOGS "  stall\n", NOTHING("0") STATUS "  stall\n", LOGS "  header Content-Length: 9\n  respond 200 text/plain 'one'\n  stall\n"};
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        struct fixture fixture = open_follow("stalled", routes[i]);
        osb_execution *execution = attach(&fixture, NULL);
        osb_event *event = NULL;
        CHECK_INT(osb_execution_next(execution, 0, NULL, &event, NULL), OSB_OK);
        osb_event_free(event);
        scripted_wait("stalled", "request", "GET", i == 1 ? "/execd/command/status/cmd-1" : "/execd/command/cmd-1/logs", 1);
        osb_execution_cancel(execution);
        event = last_event(execution);
        CHECK(osb_event_result(event) ? osb_result_ended(osb_event_result(event)) == OSB_ENDED_CANCELLED
                                      : osb_error_status(osb_event_error(event)) == OSB_ERR_CANCELLED);
        osb_event_free(event);
        scripted_wait("stalled", "abort", "GET", NULL, 1);
        osb_execution_free(execution);
        fixture_close(&fixture);
    }
}

TEST(freeing_ends_the_follow_alone)
{
    struct fixture fixture = open_follow("free", PAGE("4", "'one\\n'") NOTHING("4") RUNNING);
    osb_execution *execution = attach(&fixture, NULL);
    osb_event_free(next_event(execution));
    osb_event_free(next_event(execution));
    osb_execution_free(execution);
    fixture_close(&fixture); /* waits for the library's thread: it has given up following */
    check_no_interrupt("free");
}

TEST(the_deadline_ends_the_follow_alone)
{
    struct fixture fixture = open_follow("deadline", PAGE("4", "'one\\n'") NOTHING("4") RUNNING);
    osb_command_options_set_deadline(fixture.options, 300);
    osb_execution *execution = attach(&fixture, NULL);
    struct story story = whole_story(execution);
    CHECK_STR(story.text, "started cmd-1\nlog one\n\nend timed out OSB_ERR_TIMEOUT\n");
    osb_execution_free(execution);
    fixture_close(&fixture);
    check_no_interrupt("deadline");
}

TEST(interrupting_asks_the_daemon_and_the_follow_tells)
{
    struct fixture fixture = open_follow("interrupt",
        PAGE("4", "'one\\n'") NOTHING("4") RUNNING STATUS "  wait-signal interrupted\n  respond 200 application/json "
        "{'id':'cmd-1','running':false,'exit_code':-1,'error':'signal: terminated'}\n"
        "on DELETE /execd/command\n  respond 200\n");
    osb_execution *execution = attach(&fixture, NULL);
    struct story story = {.execution = execution};
    story_take(&story, next_event(execution));
    story_take(&story, next_event(execution));
    CHECK_INT(osb_execution_interrupt(execution, NULL, NULL), OSB_OK);
    CHECK_INT(scripted_count("interrupt", "request", "DELETE", "/execd/command?id=cmd-1"), 1);
    scripted_signal("interrupt", "interrupted");
    story = rest_of_story(execution, story);
    CHECK_STR(story.text, "started cmd-1\nlog one\n\nend signalled 15\n");
    osb_execution_free(execution);
    fixture_close(&fixture);
}

/* ---- How often, and how much ---- */

static long looks(const char *name)
{
    return scripted_count(name, "head", "GET", "/execd/command/cmd-1/logs");
}

static osb_execution *follow_with(struct fixture *fixture, int64_t shortest, int64_t longest)
{
    CHECK_INT(osb_command_options_set_poll_interval(fixture->options, shortest, longest), OSB_OK);
    osb_execution *execution = attach(fixture, NULL);
    osb_event_free(next_event(execution));
    return execution;
}

TEST(looks_grow_rare_while_nothing_comes)
{
    struct fixture steady = open_follow("steady", NOTHING("0") RUNNING), growing = open_follow("growing", NOTHING("0") RUNNING);
    struct fixture rare = open_follow("rare", NOTHING("0") RUNNING);
    osb_execution *once = follow_with(&rare, 3600000, 3600000);
    osb_execution *first = follow_with(&growing, 1, 3600000), *second = follow_with(&steady, 1, 1);
    scripted_wait("steady", "head", "GET", "/execd/command/cmd-1/logs", 400);
    /* By half more each time: no 30 of such pauses fit into the time that a test may take. */
    CHECK(looks("growing") < 30);
    CHECK(looks("growing") > 1);
    CHECK_INT(looks("rare"), 1);
    osb_execution_free(once);
    osb_execution_free(first);
    osb_execution_free(second);
    fixture_close(&steady);
    fixture_close(&growing);
    fixture_close(&rare);
}

enum { LONG_LOG = 4 << 20 };

TEST(a_long_log_comes_whole_to_a_consumer_that_lags)
{
    struct fixture fixture = open_follow("long",
        LOGS "  header Execd-Commands-Tail-Cursor: 4194304\n  head 200 text/plain length 4194304\n  repeat 262144 raw '0123456789abcde\\n'\n"
        NOTHING("4194304") EXITED("0"));
    osb_command_options_set_buffer_limit(fixture.options, 16 << 10);
    osb_command_options_set_collect(fixture.options, 0);
    osb_execution *execution = attach(&fixture, NULL);
    size_t total = 0;
    osb_event *event = next_event(execution);
    for (; osb_event_kind(event) != OSB_EVENT_END; event = next_event(execution)) {
        size_t size = 0;
        const char *data = osb_event_data(event, &size);
        if (osb_event_kind(event) == OSB_EVENT_LOG) {
            for (size_t i = 0; i < size; i++)
                if (data[i] != "0123456789abcde\n"[(total + i) % 16])
                    check_stop("byte %zu of the log is not what was sent", total + i);
            total += size;
            if (total < LONG_LOG) {
                char cursor[32];
                snprintf(cursor, sizeof cursor, "%zu", total);
                CHECK_STR(osb_event_cursor(event), cursor);
            }
        }
        osb_event_free(event);
    }
    CHECK_INT(total, LONG_LOG);
    CHECK_INT(osb_result_exit_code(osb_event_result(event)), 0);
    osb_event_free(event);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

enum { CRUMBS = 200000 };

TEST(a_log_in_crumbs_costs_no_more_than_its_bytes)
{
    struct fixture fixture = open_follow("crumbs",
        LOGS "  header Execd-Commands-Tail-Cursor: 200000\n  head 200 text/plain chunked\n  repeat 200000 chunk 'x'\n"
        NOTHING("200000") EXITED("0"));
    osb_command_options_set_collect(fixture.options, 0);
    size_t before = allocated(), total = 0;
    osb_execution *execution = attach(&fixture, NULL);
    osb_event_free(next_event(execution));
    scripted_wait("crumbs", "request", "GET", "/execd/command/status/cmd-1", 1); /* it is all here, and nobody has taken any of it */
    CHECK(allocated() < before + (2 << 20));
    osb_event *event = next_event(execution);
    for (; osb_event_kind(event) != OSB_EVENT_END; event = next_event(execution)) {
        size_t size = 0;
        osb_event_data(event, &size);
        total += size;
        osb_event_free(event);
    }
    CHECK_INT(total, CRUMBS);
    osb_event_free(event);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(follows_that_have_ended_leave_nothing_behind)
{
    size_t before = 0;
    struct fixture fixture = open_follow("past", NOTHING("4") EXITED("0"));
    osb_command_options_set_deadline(fixture.options, 3600000);
    for (int i = 0; i < 500; i++) {
        osb_execution *execution = attach(&fixture, NULL);
        osb_event_free(last_event(execution));
        osb_execution_free(execution);
        if (i == 100) /* what is made once is made */
            before = allocated();
    }
    CHECK(allocated() < before + (200 << 10)); /* half a KiB for each is too much */
    fixture_close(&fixture);
}
