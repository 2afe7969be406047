/* Streams that make no sense: lost once the command is known to run, a protocol error before; never a success. */
#include "check.h"
#include "fixture.h"

/* Runs against these steps; the fixture is the caller's to close. */
static struct fixture run_against(const char *steps)
{
    size_t size = strlen(steps) + sizeof COMMAND_ROUTE;
    char *routes = malloc(size);
    if (!routes)
        check_stop("no memory");
    snprintf(routes, size, "%s%s", COMMAND_ROUTE, steps);
    struct fixture fixture = fixture_open("nonsense", routes);
    free(routes);
    fixture_run(&fixture, NULL);
    return fixture;
}

static void check_raw(const osb_error *error, const char *expected)
{
    size_t size = 0;
    const char *raw = osb_error_raw(error, &size);
    if (CHECK(raw != NULL) && !CHECK(size == strlen(expected) && memcmp(raw, expected, size) == 0))
        CHECK_STR(raw, expected);
}

struct nonsense {
    const char *steps; /* after the events that made sense */
    const char *raw;
    const char *in_message;
};

/* ---- In a command that runs ---- */

static const struct nonsense in_a_command[] = {
    {"  event {'type':'stdout','text':'cut\n", "{'type':'stdout','text':'cut", ""},
    {"  event nonsense\n", "nonsense", ""},
    {"  event <html>502 Bad Gateway</html>\n", "<html>502 Bad Gateway</html>", ""},
    {"  event ['an','array']\n", "['an','array']", ""},
    {"  event '\"text\"'\n", "'text'", ""},
    {"  event {'type':'stdout','text':'two'}{}\n", "{'type':'stdout','text':'two'}{}", ""},
    {"  event {'type':'stdout','text':7}\n", "{'type':'stdout','text':7}", ""},
    {"  event {'type':'stderr','text':null}\n", "{'type':'stderr','text':null}", ""},
    {"  event {'type':'stdout','text':['a']}\n", "{'type':'stdout','text':['a']}", ""},
    {"  event {'type':7,'text':'a'}\n", "{'type':7,'text':'a'}", ""},
    {"  event {'type':{'stdout':1}}\n", "{'type':{'stdout':1}}", ""},
    {"  event {'type':'stdout','text':'\\ud800'}\n", "{'type':'stdout','text':'\\ud800'}", ""},
    {"  event {'type':'stdout','text':'a\\udc00b'}\n", "{'type':'stdout','text':'a\\udc00b'}", ""},
    {"  event {'type':'stdout','text':'\\ud800\\ud800'}\n", "{'type':'stdout','text':'\\ud800\\ud800'}", ""},
    {"  event {'type':'stdout','text':'\\x'}\n", "{'type':'stdout','text':'\\x'}", ""},
    {"  event '{\"type\":\"stdout\",\"text\":\"\\xff\"}'\n", "{'type':'stdout','text':'\xff'}", ""},
    {"  event '{\"type\":\"stdout\",\"text\":\"\\xed\\xa0\\x80\"}'\n", "{'type':'stdout','text':'\xed\xa0\x80'}", ""},
    {"  event '{\"type\":\"stdout\",\"text\":\"\\x01\"}'\n", "{'type':'stdout','text':'\x01'}", ""},
    {"  event {'type':'init','text':'cmd-2'}\n", "{'type':'init','text':'cmd-2'}", "second init"},
    {"  event {'code':'RUNTIME_ERROR','message':'timeout after 1s'}\n", "{'code':'RUNTIME_ERROR','message':'timeout after 1s'}",
     "timeout after 1s"},
    {"  chunk {'code':'RUNTIME_ERROR','message':'unended'}\n", "{'code':'RUNTIME_ERROR','message':'unended'}", "unended"},
    {"  event {'type':'error','error':{'ename':'CommandExecError','evalue':'x'}}\n",
     "{'type':'error','error':{'ename':'CommandExecError','evalue':'x'}}", "exit code"},
    {"  event {'type':'error','error':{'ename':'E','evalue':''}}\n", "{'type':'error','error':{'ename':'E','evalue':''}}", "exit code"},
    {"  event {'type':'error','error':{'ename':'E','evalue':3}}\n", "{'type':'error','error':{'ename':'E','evalue':3}}", "exit code"},
    {"  event {'type':'error','error':{'ename':'E','evalue':'3x'}}\n", "{'type':'error','error':{'ename':'E','evalue':'3x'}}", "exit code"},
    {"  event {'type':'error','error':{'ename':'E','evalue':'99999999999'}}\n",
     "{'type':'error','error':{'ename':'E','evalue':'99999999999'}}", "exit code"},
    {"  event {'type':'error','error':'3'}\n", "{'type':'error','error':'3'}", "exit code"},
    {"  event {'type':'error'}\n", "{'type':'error'}", "exit code"},
};

/* The event as it was written, with the quotes it had on the wire. */
static char *on_the_wire(const char *event)
{
    char *copy = strdup(event);
    for (char *at = copy; copy && *at; at++)
        if (*at == '\'')
            *at = '"';
    return copy;
}

TEST(nonsense_in_a_stream_loses_the_command)
{
    for (size_t i = 0; i < sizeof in_a_command / sizeof *in_a_command; i++) {
        const struct nonsense *nonsense = &in_a_command[i];
        char steps[1024];
        /* A success that comes after it must not make good what went before. */
        snprintf(steps, sizeof steps, STREAM INIT LINE("so far") "%s" "  chunk '\\n\\n'\n" COMPLETE, nonsense->steps);
        struct fixture fixture = run_against(steps);
        CHECK_INT(fixture.status, OSB_OK);
        CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_LOST);
        CHECK_INT(osb_result_exit_code(fixture.result), -1);
        CHECK_INT(osb_result_signal(fixture.result), -1);
        CHECK_STR(osb_result_execution_id(fixture.result), "cmd-1");
        CHECK_STR(osb_result_stdout(fixture.result, NULL), "so far\n");
        const osb_error *cause = osb_result_error(fixture.result);
        CHECK_INT(osb_error_status(cause), OSB_ERR_PROTOCOL);
        CHECK_CONTAINS(osb_error_message(cause), nonsense->in_message);
        char *raw = on_the_wire(nonsense->raw);
        check_raw(cause, raw);
        free(raw);
        fixture_close(&fixture);
    }
}

TEST(an_error_event_that_makes_no_sense_is_told_all_the_same)
{
    struct fixture fixture = run_against(STREAM INIT
        "  event {'type':'error','error':{'ename':'Odd','evalue':'x','traceback':['one',2,'three']}}\n");
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_LOST);
    CHECK_STR(osb_result_error_name(fixture.result), "Odd");
    CHECK_STR(osb_result_error_value(fixture.result), "x");
    CHECK_STR(osb_result_error_traceback(fixture.result), "one\nthree");
    fixture_close(&fixture);
}

TEST(a_signal_that_nobody_knows_is_a_signal)
{
    struct fixture fixture = run_against(STREAM INIT
        "  event {'type':'error','error':{'ename':'CommandExecError','evalue':'-1','traceback':['signal: of fire']}}\n");
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_SIGNALLED);
    CHECK_INT(osb_result_signal(fixture.result), -1);
    CHECK_INT(osb_result_exit_code(fixture.result), -1);
    fixture_close(&fixture);
}

TEST(nothing_counts_after_the_last_event)
{
    static const char *const after[] = {
        "{\"type\":\"stdout\",\"text\":\"late\"}",
        "{\"type\":\"init\",\"text\":\"cmd-2\"}",
        "{\"type\":\"execution_complete\"}",
        "{\"type\":\"error\",\"error\":{\"evalue\":\"1\"}}",
        "nonsense",
    };
    for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
        char steps[512];
        snprintf(steps, sizeof steps,
            STREAM INIT "  chunk '{\"type\":\"execution_complete\",\"execution_time\":1}\\n\\n%s\\n\\n'\n", after[i]);
        struct fixture fixture = run_against(steps);
        CHECK_INT(fixture.status, OSB_OK);
        CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_EXITED);
        CHECK_INT(osb_result_exit_code(fixture.result), 0);
        CHECK_STR(osb_result_stdout(fixture.result, NULL), "");
        CHECK(osb_result_error(fixture.result) == NULL);
        fixture_close(&fixture);
    }
}

TEST(a_ping_after_the_last_event_is_harmless)
{
    struct fixture fixture = run_against(
        STREAM INIT "  chunk '{\"type\":\"execution_complete\"}\\n\\n{\"type\":\"ping\",\"text\":\"pong\"}\\n\\n'\n");
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_EXITED);
    fixture_close(&fixture);
}

/* ---- What may be odd and is no nonsense ---- */

struct raw_events {
    char text[1024];
};

static int32_t note_event(const char *json, size_t size, void *user_data)
{
    struct raw_events *events = user_data;
    size_t used = strlen(events->text);
    snprintf(events->text + used, sizeof events->text - used, "%.*s\n", (int)size, json);
    return 0;
}

TEST(events_of_an_unknown_type_are_passed_on)
{
    struct raw_events events = {""};
    struct fixture fixture = fixture_open("unknown", COMMAND_ROUTE STREAM
        "  event {'type':'prelude'}\n" INIT
        "  event {'type':'telemetry','text':7,'deep':[[{}]]}\n"
        "  event {'type':''}\n"
        "  event {}\n"
        "  event {'type':'execution_complete','execution_time':'soon'}\n");
    osb_command_options_on_event(fixture.options, note_event, &events, NULL);
    fixture_run(&fixture, NULL);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_INT(osb_result_exit_code(fixture.result), 0);
    CHECK_STR(events.text, "{\"type\":\"prelude\"}\n{\"type\":\"init\",\"text\":\"cmd-1\",\"timestamp\":1}\n"
                           "{\"type\":\"telemetry\",\"text\":7,\"deep\":[[{}]]}\n{\"type\":\"\"}\n{}\n"
                           "{\"type\":\"execution_complete\",\"execution_time\":\"soon\"}\n");
    fixture_close(&fixture);
}

TEST(nul_in_output_is_delivered_with_its_size)
{
    struct fixture fixture = run_against(STREAM INIT LINE("a\\u0000b") LINE("\\u0000") COMPLETE);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_INT(osb_result_exit_code(fixture.result), 0);
    size_t size = 0;
    const char *text = osb_result_stdout(fixture.result, &size);
    CHECK_INT(size, 6);
    CHECK(text && memcmp(text, "a\0b\n\0\n", 7) == 0);
    fixture_close(&fixture);
}

TEST(numbers_out_of_range_count_as_absent)
{
    struct fixture fixture = run_against(STREAM "  event {'type':'init','text':'cmd-1','timestamp':1e400}\n"
        "  event {'type':'stdout','text':'a','timestamp':99999999999999999999999}\n"
        "  event {'type':'execution_complete','execution_time':99999999999999999999999,'eid':-1.5}\n");
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_INT(osb_result_exit_code(fixture.result), 0);
    CHECK(osb_result_duration(fixture.result) >= 0);
    fixture_close(&fixture);
}

TEST(depth_has_its_limit)
{
    char steps[8192] = STREAM INIT "  event {'type':'x','deep':";
    size_t used = strlen(steps);
    memset(steps + used, '[', 5000);
    snprintf(steps + used + 5000, sizeof steps - used - 5000, "\n" COMPLETE);
    struct fixture fixture = run_against(steps);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_LOST);
    CHECK_INT(osb_error_status(osb_result_error(fixture.result)), OSB_ERR_PROTOCOL);
    fixture_close(&fixture);
}

/* ---- Before a command is known to run ---- */

static const struct nonsense before_init[] = {
    {STREAM COMPLETE, "{'type':'execution_complete','execution_time':5,'timestamp':1}", "before init"},
    {STREAM LINE("early") INIT COMPLETE, "{'type':'stdout','text':'early','timestamp':1}", "before init"},
    {STREAM "  event {'type':'error','error':{'evalue':'1'}}\n", "{'type':'error','error':{'evalue':'1'}}", "before init"},
    {STREAM "  event {'type':'init'}\n" COMPLETE, "{'type':'init'}", "execution id"},
    {STREAM "  event {'type':'init','text':''}\n" COMPLETE, "{'type':'init','text':''}", "execution id"},
    {STREAM "  event {'type':'init','text':'a\\u0000b'}\n" COMPLETE, "{'type':'init','text':'a\\u0000b'}", "execution id"},
    {STREAM "  event {'type':'init','text':7}\n" COMPLETE, "{'type':'init','text':7}", ""},
    {STREAM "  event {'code':'RUNTIME_ERROR','message':'no shell'}\n", "{'code':'RUNTIME_ERROR','message':'no shell'}", "no shell"},
    {"  respond 200 text/html <html>login</html>\n", "<html>login</html>", ""},
    {"  respond 200 application/json {'id':\n", "{'id':", ""},
    {"  respond 202 application/json {'id':'cmd-1'}\n", "{'id':'cmd-1'}", "202"},
    {"  head 206 text/event-stream chunked\n" INIT COMPLETE,
     "{'type':'init','text':'cmd-1','timestamp':1}\n\n{'type':'execution_complete','execution_time':5,'timestamp':1}\n\n", "206"},
};

TEST(nonsense_before_init_is_a_protocol_error)
{
    for (size_t i = 0; i < sizeof before_init / sizeof *before_init; i++) {
        struct fixture fixture = run_against(before_init[i].steps);
        CHECK_INT(fixture.status, OSB_ERR_PROTOCOL);
        CHECK(fixture.result == NULL);
        CHECK_CONTAINS(osb_error_message(fixture.error), before_init[i].in_message);
        char *raw = on_the_wire(before_init[i].raw);
        check_raw(fixture.error, raw);
        free(raw);
        CHECK_INT(osb_error_retryable(fixture.error), 0);
        fixture_close(&fixture);
    }
}

/* ---- Answers that are no HTTP ---- */

TEST(an_answer_that_is_no_http_is_no_success)
{
    static const struct {
        const char *steps;
        osb_status status;
    } cases[] = {
        {"  raw 'nonsense\\r\\n\\r\\n'\n  close\n", OSB_ERR_PROTOCOL},
        {"  raw 'HTTP/1.1 abc OK\\r\\n\\r\\n'\n  close\n", OSB_ERR_PROTOCOL},
        {"  raw 'HTTP/9.9 200 OK\\r\\n\\r\\n'\n  close\n", OSB_ERR_PROTOCOL},
        {"  raw 'SSH-2.0-OpenSSH_9.2\\r\\n'\n  close\n", OSB_ERR_PROTOCOL},
        {"  raw '\\x00\\x01\\x02\\xff\\xfe'\n  close\n", OSB_ERR_PROTOCOL},
        {"  raw 'HTTP/1.1 200 OK\\r\\nContent-Length: -5\\r\\n\\r\\n'\n  close\n", OSB_ERR_PROTOCOL},
        {"  raw 'HTTP/1.1 200 OK\\r\\nContent-Length: 1x\\r\\n\\r\\n'\n  close\n", OSB_ERR_OUTCOME_UNKNOWN},
        {"  raw 'HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nxyz\\r\\n'\n  close\n", OSB_ERR_OUTCOME_UNKNOWN},
        {"  raw 'HTTP/1.1 2'\n  close\n", OSB_ERR_OUTCOME_UNKNOWN},
        {"  raw 'HTTP/1.1 200 OK\\r\\n'\n  close\n", OSB_ERR_OUTCOME_UNKNOWN},
        {"  raw 'HTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\nX-Cut: sho'\n  close\n", OSB_ERR_OUTCOME_UNKNOWN},
        {"  big-header X-Big 1048576\n" STREAM INIT COMPLETE, OSB_ERR_TOO_LARGE},
        {"  raw 'HTTP/1.1 200 OK\\r\\n'\n  repeat forever raw 'X-Endless: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\\r\\n'\n",
         OSB_ERR_TOO_LARGE},
        {"  raw 'HTTP/1.1 200 OK\\r\\nX-Endless: '\n  repeat forever raw xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n",
         OSB_ERR_TOO_LARGE},
        {"  raw 'HTTP/1.1 100 Continue\\r\\n\\r\\n'\n  repeat forever raw 'HTTP/1.1 100 Continue\\r\\n\\r\\n'\n", OSB_ERR_TOO_LARGE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture fixture = run_against(cases[i].steps);
        CHECK(fixture.result == NULL);
        CHECK_INT(fixture.status, cases[i].status);
        CHECK_INT(osb_error_retryable(fixture.error), 0);
        fixture_close(&fixture);
    }
}

TEST(nonsense_in_the_framing_of_a_stream_loses_the_command)
{
    static const char *const steps[] = {
        STREAM INIT "  raw 'xyz\\r\\n'\n  close\n",
        STREAM INIT "  raw 'ffffffffffffffffff\\r\\n'\n  close\n",
        STREAM INIT "  raw '-5\\r\\nabc\\r\\n'\n  close\n",
        "  head 200 text/event-stream length 9999\n" INIT "  close\n",
    };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct fixture fixture = run_against(steps[i]);
        CHECK_INT(fixture.status, OSB_OK);
        CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_LOST);
        CHECK_INT(osb_error_status(osb_result_error(fixture.result)), OSB_ERR_CONNECTION_LOST);
        fixture_close(&fixture);
    }
}

TEST(a_refusal_without_an_end_is_cut_off)
{
    struct fixture fixture = run_against("  head 500 text/plain chunked\n  repeat forever chunk noise noise noise noise noise\n");
    CHECK_INT(fixture.status, OSB_ERR_SERVER);
    size_t size = 0;
    CHECK(osb_error_raw(fixture.error, &size) != NULL);
    CHECK_INT(size, 64 << 10);
    scripted_wait("nonsense", "abort", "POST", "/execd/command", 1);
    fixture_close(&fixture);
}

/* ---- Unary answers ---- */

TEST(information_that_makes_no_sense_is_a_protocol_error)
{
    static const char *const answers[] = {
        "  respond 200 application/json {}\n",
        "  respond 200 application/json {'id':'sb-1','status':[]}\n",
        "  respond 200 application/json {'id':'\\ud800','status':{'state':'Running'}}\n",
        "  respond 200 application/json null\n",
        "  respond 200 text/html <html></html>\n",
        "  respond 204\n",
        "  respond 200\n",
    };
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        char routes[256];
        snprintf(routes, sizeof routes, "on GET /v1/sandboxes/sb-1\n%s", answers[i]);
        struct fixture fixture = fixture_open("info", routes);
        osb_sandbox_info *info = NULL;
        osb_error *error = NULL;
        CHECK_INT(osb_sandbox_get_info(fixture.sandbox, NULL, &info, &error), OSB_ERR_PROTOCOL);
        CHECK(info == NULL);
        osb_error_free(error);
        fixture_close(&fixture);
    }
}
