/* Running a command: what is sent, what comes back, and when. */
#include "check.h"
#include "fixture.h"

#include <stdarg.h>

/* What the callbacks heard, in order, and what they shall answer. */
struct transcript {
    char text[4096];
    size_t used;
    long events, lines;
    const char *stop_at; /* the callback that answers stop_value */
    int32_t stop_value;
};

static int32_t hear(struct transcript *transcript, const char *what, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static int32_t hear(struct transcript *transcript, const char *what, const char *format, ...)
{
    va_list arguments;
    size_t room = sizeof transcript->text - transcript->used;
    int size = snprintf(transcript->text + transcript->used, room, "%s ", what);
    va_start(arguments, format);
    size += vsnprintf(transcript->text + transcript->used + size, room - (size_t)size, format, arguments);
    va_end(arguments);
    transcript->used += (size_t)size;
    transcript->text[transcript->used++] = '\n';
    transcript->text[transcript->used] = '\0';
    return transcript->stop_at && strcmp(transcript->stop_at, what) == 0 ? transcript->stop_value : 0;
}

static int32_t on_init(const char *execution_id, void *transcript)
{
    return hear(transcript, "init", "%s", execution_id);
}

static int32_t on_stdout(const char *data, size_t size, void *transcript)
{
    return hear(transcript, "stdout", "%.*s", (int)size, data);
}

static int32_t on_stderr(const char *data, size_t size, void *transcript)
{
    return hear(transcript, "stderr", "%.*s", (int)size, data);
}

static int32_t on_error(const char *name, const char *value, const char *traceback, void *transcript)
{
    return hear(transcript, "error", "%s %s %s", name, value, traceback);
}

static int32_t on_complete(int64_t duration, void *transcript)
{
    return hear(transcript, "complete", "%lld", (long long)duration);
}

static int32_t on_event(const char *json, size_t size, void *user_data)
{
    struct transcript *transcript = user_data;
    CHECK(size > 1 && json[0] == '{' && json[size - 1] == '}');
    transcript->events++;
    return transcript->stop_at && strcmp(transcript->stop_at, "event") == 0 ? transcript->stop_value : 0;
}

static void listen_to(osb_command_options *options, struct transcript *transcript)
{
    osb_command_options_on_init(options, on_init, transcript, NULL);
    osb_command_options_on_stdout(options, on_stdout, transcript, NULL);
    osb_command_options_on_stderr(options, on_stderr, transcript, NULL);
    osb_command_options_on_error(options, on_error, transcript, NULL);
    osb_command_options_on_complete(options, on_complete, transcript, NULL);
    osb_command_options_on_event(options, on_event, transcript, NULL);
}

/* Output that may hold anything, against text that does not. */
static void check_output(const char *output, size_t size, const char *expected)
{
    CHECK_STR(output, expected);
    CHECK_INT(size, strlen(expected));
}

static void check_collected(const struct fixture *fixture, const char *out, const char *err)
{
    size_t size = 99;
    const char *text = osb_result_stdout(fixture->result, &size);
    check_output(text, size, out);
    text = osb_result_stderr(fixture->result, &size);
    check_output(text, size, err);
}

/* ---- What the real daemon sends ---- */

/* Runs against a recorded answer of the real daemon. */
static struct fixture replay(const char *capture, struct transcript *transcript)
{
    char routes[256];
    snprintf(routes, sizeof routes, COMMAND_ROUTE "  capture %s\n", capture);
    struct fixture fixture = fixture_open("replay", routes);
    if (transcript)
        listen_to(fixture.options, transcript);
    fixture_run(&fixture, NULL);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK(fixture.error == NULL);
    return fixture;
}

TEST(a_command_exits_with_0)
{
    struct transcript heard = {0};
    struct fixture fixture = replay("ex_04_command_stdout_stderr_exit0", &heard);
    CHECK_STR(heard.text, "init 3cc509b8d47542d0b7b9cbeca78f6062\nstderr err1\nstdout out1\nstdout noeol\ncomplete 307\n");
    CHECK_INT(heard.events, 6); /* the ping too */
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_EXITED);
    CHECK_INT(osb_result_exit_code(fixture.result), 0);
    CHECK_INT(osb_result_signal(fixture.result), -1);
    CHECK_INT(osb_result_callback_value(fixture.result), 0);
    CHECK_STR(osb_result_execution_id(fixture.result), "3cc509b8d47542d0b7b9cbeca78f6062");
    CHECK_INT(osb_result_duration(fixture.result), 307);
    CHECK(osb_result_error(fixture.result) == NULL);
    CHECK_STR(osb_result_error_name(fixture.result), NULL);
    CHECK_STR(osb_result_error_value(fixture.result), NULL);
    CHECK_STR(osb_result_error_traceback(fixture.result), NULL);
    CHECK_INT(osb_result_stdout_truncated(fixture.result), 0);
    CHECK_INT(osb_result_stderr_truncated(fixture.result), 0);
    check_collected(&fixture, "out1\nnoeol\n", "err1\n");
    fixture_close(&fixture);
}

TEST(a_command_exits_with_3)
{
    struct transcript heard = {0};
    struct fixture fixture = replay("ex_05_command_exit3", &heard);
    CHECK_STR(heard.text, "init 907c688a690a43069040c55d7203a95a\nstdout a\nstderr b\nerror CommandExecError 3 exit status 3\n");
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_EXITED);
    CHECK_INT(osb_result_exit_code(fixture.result), 3);
    CHECK_STR(osb_result_error_name(fixture.result), "CommandExecError");
    CHECK_STR(osb_result_error_value(fixture.result), "3");
    CHECK_STR(osb_result_error_traceback(fixture.result), "exit status 3");
    CHECK(osb_result_error(fixture.result) == NULL);
    CHECK(osb_result_duration(fixture.result) >= 0);
    check_collected(&fixture, "a\n", "b\n");
    fixture_close(&fixture);
}

TEST(a_command_dies_of_a_signal)
{
    struct transcript heard = {0};
    struct fixture fixture = replay("ex_13_command_killed_by_signal", &heard);
    CHECK_STR(heard.text, "init b4664bad4cc44fe29336832b53b0f4e4\nerror CommandExecError -1 signal: killed\n");
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_SIGNALLED);
    CHECK_INT(osb_result_exit_code(fixture.result), -1);
    CHECK_INT(osb_result_signal(fixture.result), 9);
    CHECK(osb_result_error(fixture.result) == NULL);
    fixture_close(&fixture);
}

TEST(a_command_that_is_not_found_exits_with_127)
{
    struct fixture fixture = replay("ex_12_command_not_found_127", NULL);
    CHECK_INT(osb_result_exit_code(fixture.result), 127);
    check_collected(&fixture, "", "bash: line 1: nosuchcmd_x: command not found\n");
    fixture_close(&fixture);
}

TEST(text_comes_out_unescaped)
{
    struct fixture fixture = replay("ex_14_command_utf8_and_escapes", NULL);
    check_collected(&fixture,
        "h\xC3\xA9llo \xE2\x98\x83 \xF0\x9F\x98\x80\ntab\there\na\nb\nc\n<&>\"\\\n\xEF\xBF\xBD\xEF\xBF\xBD bin\n", "");
    fixture_close(&fixture);
}

TEST(an_empty_line_is_empty)
{
    struct transcript heard = {0};
    struct fixture fixture = replay("ex_15_command_empty_lines", &heard);
    CHECK_STR(heard.text, "init 1766ad9f8a294981af6f8df0e003577b\nstdout a\nstdout \nstdout \nstdout b\ncomplete 4\n");
    check_collected(&fixture, "a\n\n\nb\n", "");
    fixture_close(&fixture);
}

TEST(a_line_of_70_kilobytes_comes_whole)
{
    struct fixture fixture = replay("ex_16_command_large_line", NULL);
    size_t size = 0;
    const char *text = osb_result_stdout(fixture.result, &size);
    CHECK_INT(size, 70000 + 1 + 5);
    CHECK_INT(strspn(text, "x"), 70000);
    CHECK_STR(text + 70000, "\ndone\n");
    fixture_close(&fixture);
}

static int32_t count_lines(const char *data, size_t size, void *user_data)
{
    struct transcript *transcript = user_data;
    char expected[32];
    snprintf(expected, sizeof expected, "%ld", ++transcript->lines);
    CHECK(size == strlen(expected) && memcmp(data, expected, size) == 0);
    return 0;
}

TEST(many_lines_come_all_and_in_order)
{
    struct transcript counted = {0};
    struct fixture fixture = fixture_open("replay", COMMAND_ROUTE "  capture ex_29g_many_lines\n");
    osb_command_options_on_stdout(fixture.options, count_lines, &counted, NULL);
    fixture_run(&fixture, NULL);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_INT(osb_result_exit_code(fixture.result), 0);
    CHECK_INT(counted.lines, 2000);
    fixture_close(&fixture);
}

TEST(pieces_of_any_size_make_the_same_output)
{
    static const char *const pieces[] = {"drip 1", "drip 7"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        char routes[256];
        snprintf(routes, sizeof routes, COMMAND_ROUTE "  %s\n  capture ex_14_command_utf8_and_escapes\n", pieces[i]);
        struct fixture fixture = fixture_open("pieces", routes);
        fixture_run(&fixture, NULL);
        CHECK_INT(fixture.status, OSB_OK);
        CHECK_INT(osb_result_exit_code(fixture.result), 0);
        check_collected(&fixture,
            "h\xC3\xA9llo \xE2\x98\x83 \xF0\x9F\x98\x80\ntab\there\na\nb\nc\n<&>\"\\\n\xEF\xBF\xBD\xEF\xBF\xBD bin\n", "");
        fixture_close(&fixture);
    }
}

/* ---- What newer daemons and proxies may send ---- */

TEST(line_ends_that_a_daemon_keeps_are_stripped)
{
    struct transcript heard = {0};
    struct fixture fixture = fixture_open("ends",
        COMMAND_ROUTE STREAM INIT LINE("unix\\n") LINE("dos\\r\\n") LINE("\\r") LINE("") LINE("two\\n\\n") COMPLETE);
    listen_to(fixture.options, &heard);
    fixture_run(&fixture, NULL);
    CHECK_STR(heard.text, "init cmd-1\nstdout unix\nstdout dos\nstdout \nstdout \nstdout two\n\ncomplete 5\n");
    check_collected(&fixture, "unix\ndos\n\n\ntwo\n\n", "");
    fixture_close(&fixture);
}

TEST(standard_event_streams_are_understood)
{
    struct fixture fixture = fixture_open("standard",
        COMMAND_ROUTE STREAM
        "  chunk ': comment\\r\\nevent: x\\r\\ndata: {\"type\":\"init\",\"text\":\"cmd-1\"}\\r\\n\\r\\n'\n"
        "  chunk 'data: {\"type\":\"stdout\",\\ndata: \"text\":\"split\"}\\n\\n'\n"
        "  chunk '{\"type\":\"stdout\",\"text\":\"bare\"}\\n{\"type\":\"stdout\",\"text\":\"barer\"}\\n'\n"
        "  chunk 'data:{\"type\":\"execution_complete\"}\\n\\n'\n");
    fixture_run(&fixture, NULL);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_INT(osb_result_exit_code(fixture.result), 0);
    check_collected(&fixture, "split\nbare\nbarer\n", "");
    fixture_close(&fixture);
}

TEST(a_last_event_without_a_lines_end_counts)
{
    struct fixture fixture = fixture_open("unended",
        COMMAND_ROUTE STREAM INIT "  chunk {'type':'execution_complete','execution_time':5}\n");
    fixture_run(&fixture, NULL);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_EXITED);
    fixture_close(&fixture);
}

/* ---- What is sent ---- */

TEST(the_command_is_sent)
{
    struct fixture fixture = fixture_open("sent", COMMAND_ROUTE WHOLE_STREAM);
    osb_command_options_set_cwd(fixture.options, "/srv/\xC3\xA9");
    osb_command_options_set_env(fixture.options, "A", "1 \"2\"");
    osb_command_options_set_env(fixture.options, "B", "gone");
    osb_command_options_set_env(fixture.options, "B", NULL);
    osb_result *result = NULL;
    REQUIRE(osb_command_run(fixture.sandbox, "echo \"$A\" \\\n\t&& true", fixture.options, NULL, &result, NULL) == OSB_OK);
    osb_result_free(result);
    char *body = fixture_request_body("sent", "POST", "/execd/command");
    CHECK_STR(body, "{\"command\":\"echo \\\"$A\\\" \\\\\\n\\t&& true\",\"cwd\":\"/srv/\xC3\xA9\",\"envs\":{\"A\":\"1 \\\"2\\\"\"}}");
    free(body);
    fixture_close(&fixture);

    fixture = fixture_open("sent", COMMAND_ROUTE WHOLE_STREAM);
    fixture_run(&fixture, NULL);
    body = fixture_request_body("sent", "POST", "/execd/command");
    CHECK_STR(body, "{\"command\":\"true\"}");
    free(body);
    fixture_close(&fixture);
}

TEST(the_endpoint_is_asked_for_once)
{
    struct fixture fixture = fixture_open("once", COMMAND_ROUTE WHOLE_STREAM);
    for (int i = 0; i < 3; i++)
        fixture_run(&fixture, NULL);
    CHECK_INT(scripted_count("once", "request", "GET", "/v1/sandboxes/sb-1/endpoints/44772"), 1);
    CHECK_INT(scripted_count("once", "request", "POST", "/execd/command"), 3);
    fixture_close(&fixture);
}

TEST(a_command_that_the_daemon_refuses_is_an_error)
{
    struct fixture fixture = fixture_open("refused",
        COMMAND_ROUTE "  respond 400 application/json {'code':'INVALID_REQUEST_BODY','message':'no such directory: /x'}\n");
    fixture_run(&fixture, NULL);
    CHECK_INT(fixture.status, OSB_ERR_VALIDATION);
    CHECK(fixture.result == NULL);
    CHECK_STR(osb_error_code(fixture.error), "INVALID_REQUEST_BODY");
    CHECK_CONTAINS(osb_error_message(fixture.error), "no such directory: /x");
    fixture_close(&fixture);
}

/* ---- Collecting ---- */

#define TEN_LINES STREAM INIT "  repeat 10 event {'type':'stdout','text':'line $I','timestamp':1}\n" \
    "  repeat 10 event {'type':'stderr','text':'e','timestamp':1}\n" COMPLETE

TEST(output_is_collected_up_to_the_limit)
{
    static const struct {
        size_t limit, out_size, err_size;
        int out_truncated, err_truncated;
    } cases[] = {
        {70, 70, 20, 0, 0}, /* exactly what comes: ten lines of six bytes and their ends */
        {69, 69, 20, 1, 0}, /* all but the last line's end */
        {68, 68, 20, 1, 0},
        {7, 7, 7, 1, 1},
        {20, 20, 20, 1, 0},
        {1, 1, 1, 1, 1},
        {0, 0, 0, 1, 1},
    };
    struct transcript heard = {0};
    struct fixture fixture = fixture_open("limit", COMMAND_ROUTE TEN_LINES);
    osb_command_options_on_stdout(fixture.options, on_stdout, &heard, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char all[] = "line 0\nline 1\nline 2\nline 3\nline 4\nline 5\nline 6\nline 7\nline 8\nline 9\n";
        size_t size;
        heard.used = 0;
        CHECK_INT(osb_command_options_set_output_limit(fixture.options, cases[i].limit), OSB_OK);
        fixture_run(&fixture, NULL);
        CHECK_INT(fixture.status, OSB_OK);
        all[cases[i].out_size] = '\0';
        CHECK_STR(osb_result_stdout(fixture.result, &size), all);
        CHECK_INT(size, cases[i].out_size);
        osb_result_stderr(fixture.result, &size);
        CHECK_INT(size, cases[i].err_size);
        CHECK_INT(osb_result_stdout_truncated(fixture.result), cases[i].out_truncated);
        CHECK_INT(osb_result_stderr_truncated(fixture.result), cases[i].err_truncated);
        CHECK_CONTAINS(heard.text, "stdout line 9\n"); /* callbacks get everything */
    }
    fixture_close(&fixture);
}

TEST(output_need_not_be_collected)
{
    struct transcript heard = {0};
    struct fixture fixture = fixture_open("uncollected", COMMAND_ROUTE TEN_LINES);
    osb_command_options_set_collect(fixture.options, 0);
    osb_command_options_on_stdout(fixture.options, on_stdout, &heard, NULL);
    fixture_run(&fixture, NULL);
    CHECK_INT(osb_result_exit_code(fixture.result), 0);
    check_collected(&fixture, "", "");
    CHECK_INT(osb_result_stdout_truncated(fixture.result), 0);
    CHECK_CONTAINS(heard.text, "stdout line 9\n");
    fixture_close(&fixture);
}

/* ---- When it returns ---- */

TEST(a_callback_stops_the_command)
{
    static const char *const callbacks[] = {"event", "init", "stdout", "stderr"};
    for (size_t i = 0; i < sizeof callbacks / sizeof *callbacks; i++) {
        struct transcript heard = {.stop_at = callbacks[i], .stop_value = -7};
        struct fixture fixture = fixture_open("stopped",
            COMMAND_ROUTE STREAM INIT LINE("a") "  event {'type':'stderr','text':'b','timestamp':1}\n  stall\n");
        listen_to(fixture.options, &heard);
        fixture_run(&fixture, NULL);
        CHECK_INT(fixture.status, OSB_OK);
        CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_STOPPED);
        CHECK_INT(osb_result_callback_value(fixture.result), -7);
        CHECK_INT(osb_result_exit_code(fixture.result), -1);
        CHECK_STR(osb_result_execution_id(fixture.result), "cmd-1");
        scripted_wait("stopped", "abort", "POST", "/execd/command", 1); /* the daemon kills the command then */
        fixture_close(&fixture);
    }
}

TEST(a_callback_cannot_stop_a_command_that_has_ended)
{
    struct transcript heard = {.stop_at = "complete", .stop_value = -7};
    struct fixture fixture = fixture_open("ended", COMMAND_ROUTE WHOLE_STREAM);
    listen_to(fixture.options, &heard);
    fixture_run(&fixture, NULL);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_STR(heard.text, "init cmd-1\nstdout a line\ncomplete 5\n");
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_EXITED);
    CHECK_INT(osb_result_exit_code(fixture.result), 0);
    CHECK_INT(osb_result_callback_value(fixture.result), 0);
    fixture_close(&fixture);
}

TEST(nothing_is_delivered_after_a_callback_stopped)
{
    struct transcript heard = {.stop_at = "stdout", .stop_value = 1};
    struct fixture fixture = fixture_open("silent", COMMAND_ROUTE TEN_LINES);
    listen_to(fixture.options, &heard);
    fixture_run(&fixture, NULL);
    CHECK_STR(heard.text, "init cmd-1\nstdout line 0\n");
    check_collected(&fixture, "line 0\n", "");
    fixture_close(&fixture);
}

TEST(it_returns_at_the_last_event)
{
    static const char *const last[] = {
        COMPLETE,
        "  event {'type':'error','error':{'ename':'CommandExecError','evalue':'1','traceback':['exit status 1']}}\n",
    };
    for (size_t i = 0; i < sizeof last / sizeof *last; i++) {
        char routes[1024];
        snprintf(routes, sizeof routes, COMMAND_ROUTE STREAM INIT LINE("a") "%s  wait-signal returned\n" COMMAND_ROUTE WHOLE_STREAM, last[i]);
        struct fixture fixture = fixture_open("held", routes);
        fixture_run(&fixture, NULL);
        CHECK_INT(fixture.status, OSB_OK);
        CHECK_INT(osb_result_exit_code(fixture.result), (int)i);
        CHECK_INT(scripted_count("held", "answer", "POST", "/execd/command"), 0); /* still open */
        CHECK_INT(scripted_count("held", "abort", "POST", "/execd/command"), 0);

        fixture_run(&fixture, NULL); /* beside the one that is held open */
        CHECK_INT(osb_result_exit_code(fixture.result), 0);
        scripted_signal("held", "returned");
        scripted_wait("held", "answer", "POST", "/execd/command", 2);
        fixture_run(&fixture, NULL);
        CHECK_INT(osb_result_exit_code(fixture.result), 0);
        fixture_close(&fixture);
    }
}

TEST(streams_that_are_held_open_cost_little)
{
    struct fixture fixture = fixture_open("hoarder", COMMAND_ROUTE WHOLE_STREAM "  stall\n");
    for (int i = 0; i < 30; i++) {
        fixture_run(&fixture, NULL);
        CHECK_INT(fixture.status, OSB_OK);
        CHECK_INT(osb_result_exit_code(fixture.result), 0);
    }
    scripted_wait("hoarder", "abort", "POST", "/execd/command", 30 - 8); /* no more than 8 are kept */
    CHECK_INT(scripted_count("hoarder", "abort", "POST", "/execd/command"), 30 - 8);
    fixture_close(&fixture);
    scripted_wait("hoarder", "abort", "POST", "/execd/command", 30);
}

TEST(a_command_may_be_run_from_a_callback)
{
    static struct fixture fixture;
    fixture = fixture_open("nested", COMMAND_ROUTE WHOLE_STREAM);
    struct transcript heard = {0};
    listen_to(fixture.options, &heard);
    osb_command_options *outer = osb_command_options_new();
    osb_result *result = NULL;
    extern int32_t run_another(const char *data, size_t size, void *user_data);
    osb_command_options_on_stdout(outer, run_another, &fixture, NULL);
    CHECK_INT(osb_command_run(fixture.sandbox, "outer", outer, NULL, &result, NULL), OSB_OK);
    CHECK_INT(osb_result_exit_code(result), 0);
    CHECK_STR(osb_result_stdout(result, NULL), "a line\n");
    CHECK_STR(heard.text, "init cmd-1\nstdout a line\ncomplete 5\n");
    osb_result_free(result);
    osb_command_options_free(outer);
    fixture_close(&fixture);
}

int32_t run_another(const char *data, size_t size, void *user_data)
{
    struct fixture *fixture = user_data;
    fixture_run(fixture, NULL);
    CHECK_INT(fixture->status, OSB_OK);
    CHECK_INT(osb_result_exit_code(fixture->result), 0);
    CHECK(size == 6 && memcmp(data, "a line", 6) == 0); /* what we were given is still there */
    return 0;
}

/* ---- Deadlines ---- */

TEST(the_commands_own_deadline_ends_it)
{
    struct fixture fixture = fixture_open("deadline", COMMAND_ROUTE STREAM INIT LINE("so far") "  stall\n");
    osb_command_options_set_deadline(fixture.options, 1500);
    fixture_run(&fixture, NULL);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_TIMED_OUT);
    CHECK_INT(osb_result_exit_code(fixture.result), -1);
    CHECK_INT(osb_error_status(osb_result_error(fixture.result)), OSB_ERR_TIMEOUT);
    check_collected(&fixture, "so far\n", "");
    scripted_wait("deadline", "abort", "POST", "/execd/command", 1);
    fixture_close(&fixture);
}

static int32_t expire(const char *data, size_t size, void *cancel)
{
    (void)data, (void)size;
    CHECK_INT(osb_cancel_set_timeout(cancel, 1), OSB_OK);
    return 0;
}

TEST(the_cancels_deadline_ends_it)
{
    struct fixture fixture = fixture_open("expired", COMMAND_ROUTE STREAM INIT LINE("so far") "  stall\n");
    osb_cancel *cancel = osb_cancel_new();
    osb_command_options_on_stdout(fixture.options, expire, cancel, NULL);
    fixture_run(&fixture, cancel);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_TIMED_OUT);
    CHECK_INT(osb_error_status(osb_result_error(fixture.result)), OSB_ERR_DEADLINE);
    check_collected(&fixture, "so far\n", "");
    scripted_wait("expired", "abort", "POST", "/execd/command", 1);
    osb_cancel_free(cancel);
    fixture_close(&fixture);
}

/* ---- Streams that break ---- */

static void check_lost(struct fixture *fixture, osb_status cause)
{
    fixture_run(fixture, NULL);
    CHECK_INT(fixture->status, OSB_OK);
    CHECK_INT(osb_result_ended(fixture->result), OSB_ENDED_LOST);
    CHECK_INT(osb_result_exit_code(fixture->result), -1);
    CHECK_INT(osb_result_signal(fixture->result), -1);
    CHECK_INT(osb_error_status(osb_result_error(fixture->result)), cause);
    CHECK_STR(osb_result_execution_id(fixture->result), "cmd-1");
    CHECK_STR(osb_result_stdout(fixture->result, NULL), "so far\n");
}

TEST(a_stream_that_breaks_is_lost)
{
    static const char *const ends[] = {"  close\n", "  reset\n", "  end\n", "  chunk {'type':'stdout','te\n  close\n"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char routes[512];
        snprintf(routes, sizeof routes, COMMAND_ROUTE STREAM INIT LINE("so far") "%s", ends[i]);
        struct fixture fixture = fixture_open("broken", routes);
        check_lost(&fixture, OSB_ERR_CONNECTION_LOST);
        fixture_close(&fixture);
    }
}

TEST(a_stream_to_the_end_of_the_connection_needs_its_last_event_too)
{
    struct fixture fixture = fixture_open("to_end",
        COMMAND_ROUTE "  head 200 text/event-stream to-end\n" INIT LINE("so far")
        COMMAND_ROUTE "  head 200 text/event-stream to-end\n" INIT COMPLETE);
    check_lost(&fixture, OSB_ERR_CONNECTION_LOST);
    fixture_run(&fixture, NULL);
    CHECK_INT(osb_result_exit_code(fixture.result), 0);
    fixture_close(&fixture);
}

TEST(a_stream_that_falls_silent_is_lost)
{
    /* Head and events in one write, so that nothing but the silence can take its time. */
    osb_config *config = fixture_config("idle");
    osb_config_set_idle_timeout(config, 200);
    struct fixture fixture = fixture_open_with(config, "idle",
        COMMAND_ROUTE "  header Content-Length: 9999\n"
        "  respond 200 text/event-stream '{\"type\":\"init\",\"text\":\"cmd-1\"}\\n\\n{\"type\":\"stdout\",\"text\":\"so far\"}\\n\\n'\n"
        "  stall\n");
    check_lost(&fixture, OSB_ERR_TIMEOUT);
    CHECK_CONTAINS(osb_error_message(osb_result_error(fixture.result)), "silent");
    scripted_wait("idle", "abort", "POST", "/execd/command", 1);
    fixture_close(&fixture);
}

TEST(a_stream_that_ends_before_its_first_event_may_have_run)
{
    static const char *const answers[] = {"  close\n", "  reset\n", STREAM "  end\n", STREAM "  close\n", "  respond 200\n"};
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        char routes[512];
        snprintf(routes, sizeof routes, COMMAND_ROUTE "%s", answers[i]);
        struct fixture fixture = fixture_open("unbegun", routes);
        fixture_run(&fixture, NULL);
        CHECK_INT(fixture.status, OSB_ERR_OUTCOME_UNKNOWN);
        CHECK(fixture.result == NULL);
        CHECK_INT(osb_error_retryable(fixture.error), 0);
        CHECK_INT(scripted_count("unbegun", "request", "POST", "/execd/command"), 1);
        fixture_close(&fixture);
    }
}

TEST(no_first_byte_within_the_limit_may_have_run)
{
    osb_config *config = fixture_config("mute");
    osb_config_set_first_byte_timeout(config, 200);
    struct fixture fixture = fixture_open_with(config, "mute", COMMAND_ROUTE "  stall\n");
    fixture_run(&fixture, NULL);
    CHECK_INT(fixture.status, OSB_ERR_OUTCOME_UNKNOWN);
    CHECK_CONTAINS(osb_error_message(fixture.error), "first-byte");
    scripted_wait("mute", "abort", "POST", "/execd/command", 1);
    fixture_close(&fixture);
}
