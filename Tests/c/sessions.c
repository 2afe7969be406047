/* Sessions: what is sent, and what the daemon's answers mean. */
#include "check.h"
#include "events.h"
#include "fixture.h"
#include "scripted.h"

#define CREATE_SESSION "on POST /execd/session\n  respond 200 application/json {'session_id':'session-1'}\n"
#define RUN_PATH "/execd/session/session-1/run"
#define RUN_ROUTE "on POST " RUN_PATH "\n"
#define SESSION_INIT "  event {'type':'init','text':'session-1','timestamp':1}\n"
#define STREAM_OF(text) STREAM SESSION_INIT LINE(text) COMPLETE

/* A sandbox and a session in it. */
struct seat {
    struct fixture fixture;
    osb_session *session;
};

static struct seat take_seat(const char *routes)
{
    char all[4096];
    snprintf(all, sizeof all, "%s" CREATE_SESSION, routes);
    struct seat seat = {.fixture = fixture_open("session", all)};
    osb_error *error = NULL;
    if (osb_session_create(seat.fixture.sandbox, NULL, NULL, &seat.session, &error) != OSB_OK)
        fixture_stop("session", error);
    return seat;
}

static void leave_seat(struct seat *seat)
{
    osb_session_free(seat->session);
    fixture_close(&seat->fixture);
}

/* Runs in the session with the fixture's options; what came of the one before is freed. */
static void run_in(struct seat *seat, const char *command)
{
    struct fixture *fixture = &seat->fixture;
    fixture_forget(fixture);
    fixture->status = osb_session_run(seat->session, command, fixture->options, NULL, &fixture->result, &fixture->error);
}

static osb_execution *start_in_session(struct seat *seat, const char *command, osb_queue *queue, void *user_data)
{
    osb_execution *execution = NULL;
    osb_error *error = NULL;
    if (osb_session_start(seat->session, command, seat->fixture.options, queue, user_data, &execution, &error) != OSB_OK)
        fixture_stop("start", error);
    return execution;
}

/* ---- Create, attach, delete ---- */

static void check_create(const char *cwd, const char *body)
{
    struct fixture fixture = fixture_open("create", CREATE_SESSION);
    osb_session *session = NULL;
    CHECK_INT(osb_session_create(fixture.sandbox, cwd, NULL, &session, NULL), OSB_OK);
    CHECK_STR(osb_session_id(session), "session-1");
    char *sent = fixture_request_body("create", "POST", "/execd/session");
    CHECK_STR(sent, body);
    free(sent);
    osb_session_free(session);
    fixture_close(&fixture);
}

TEST(a_session_is_created)
{
    check_create(NULL, "{}");
    check_create("/srv/\xC3\xA9", "{\"cwd\":\"/srv/\xC3\xA9\"}");
}

TEST(a_session_without_an_id_is_none)
{
    static const char *const answers[] = {"{}", "{'session_id':''}", "{'session_id':7}", "{'session_id':'a\\u0000b'}", "[]", "garbage"};
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        char routes[256];
        snprintf(routes, sizeof routes, "on POST /execd/session\n  respond 200 application/json %s\n", answers[i]);
        struct fixture fixture = fixture_open("none", routes);
        osb_session *session = NULL;
        osb_error *error = NULL;
        CHECK_INT(osb_session_create(fixture.sandbox, NULL, NULL, &session, &error), OSB_ERR_PROTOCOL);
        CHECK(session == NULL);
        osb_error_free(error);
        fixture_close(&fixture);
    }
}

TEST(a_session_is_attached_without_asking)
{
    struct fixture fixture = fixture_open("attach", RUN_ROUTE STREAM_OF("here"));
    osb_session *session = NULL;
    osb_result *result = NULL;
    CHECK_INT(osb_session_attach(fixture.sandbox, "session-1", &session, NULL), OSB_OK);
    CHECK_STR(osb_session_id(session), "session-1");
    CHECK_INT(scripted_count("attach", "head", NULL, "/execd/**"), 0);
    CHECK_INT(osb_session_run(session, "pwd", NULL, NULL, &result, NULL), OSB_OK);
    CHECK_STR(osb_result_stdout(result, NULL), "here\n");
    osb_result_free(result);
    osb_session_free(session);
    fixture_close(&fixture);
}

TEST(an_id_cannot_lead_elsewhere)
{
    struct fixture fixture = fixture_open("odd", "on POST /execd/**\n" STREAM_OF("here"));
    osb_session *session = NULL;
    osb_result *result = NULL;
    CHECK_INT(osb_session_attach(fixture.sandbox, "../a b/?x#\xC3\xA9", &session, NULL), OSB_OK);
    CHECK_INT(osb_session_run(session, "pwd", NULL, NULL, &result, NULL), OSB_OK);
    osb_result_free(result);
    char *sent = scripted_requests("odd", "POST", "/execd/**", NULL);
    CHECK_CONTAINS(sent, "/execd/session/..%2Fa%20b%2F%3Fx%23%C3%A9/run HTTP/1.1");
    free(sent);
    osb_session_free(session);
    fixture_close(&fixture);
}

TEST(a_session_is_deleted_once)
{
    struct seat seat = take_seat("on DELETE /execd/session/session-1\n  capture ex_74_session_delete\n"
                                 "on DELETE /execd/session/session-1\n  capture ex_76_session_delete_404\n");
    CHECK_INT(osb_session_delete(seat.session, NULL, NULL), OSB_OK);
    CHECK_INT(osb_session_delete(seat.session, NULL, &seat.fixture.error), OSB_ERR_NOT_FOUND);
    CHECK_STR(osb_session_id(seat.session), "session-1");
    leave_seat(&seat);
}

TEST(freeing_a_session_leaves_it_be)
{
    struct seat seat = take_seat("on DELETE /execd/session/session-1\n  respond 200\n");
    leave_seat(&seat);
    CHECK_INT(scripted_count("session", "head", "DELETE", NULL), 0);
}

/* ---- Run ---- */

TEST(a_command_in_a_session_is_a_command)
{
    struct seat seat = take_seat(RUN_ROUTE "  capture ex_71_session_run\n");
    run_in(&seat, "export Q=1; cd /; pwd; echo e 1>&2");
    CHECK_INT(seat.fixture.status, OSB_OK);
    CHECK_INT(osb_result_ended(seat.fixture.result), OSB_ENDED_EXITED);
    CHECK_INT(osb_result_exit_code(seat.fixture.result), 0);
    CHECK_INT(osb_result_duration(seat.fixture.result), 7);
    CHECK_STR(osb_result_stdout(seat.fixture.result, NULL), "/\ne\n"); /* both outputs */
    CHECK_STR(osb_result_stderr(seat.fixture.result, NULL), "");
    char *body = fixture_request_body("session", "POST", RUN_PATH);
    CHECK_STR(body, "{\"command\":\"export Q=1; cd /; pwd; echo e 1>&2\"}");
    free(body);
    leave_seat(&seat);
}

static void check_body(struct seat *seat, const char *command, const char *expected)
{
    scripted_define("session", SANDBOX_ROUTES RUN_ROUTE STREAM_OF("a line"));
    run_in(seat, command);
    CHECK_INT(seat->fixture.status, OSB_OK);
    char *body = fixture_request_body("session", "POST", RUN_PATH);
    CHECK_STR(body, expected);
    free(body);
}

TEST(options_for_a_session_are_sent)
{
    struct seat seat = take_seat(RUN_ROUTE STREAM_OF("a line"));
    osb_command_options_set_cwd(seat.fixture.options, "/srv");
    osb_command_options_set_timeout(seat.fixture.options, 1500);
    check_body(&seat, "true", "{\"command\":\"true\",\"cwd\":\"/srv\",\"timeout\":1500}");
    leave_seat(&seat);
}

TEST(an_argument_vector_is_quoted_for_the_sessions_shell)
{
    struct seat seat = take_seat(RUN_ROUTE STREAM_OF("a line"));
    osb_command_options_add_argv(seat.fixture.options, "cd"); /* a word of the shell's own works: there is no exec before it */
    osb_command_options_add_argv(seat.fixture.options, "it's $HOME");
    check_body(&seat, NULL, "{\"command\":\"'cd' 'it'\\\\''s $HOME'\"}");
    leave_seat(&seat);
}

TEST(a_timeout_within_the_stream_is_understood)
{
    struct seat seat = take_seat(RUN_ROUTE "  capture ex_73_session_run_timeout\n");
    osb_command_options_set_timeout(seat.fixture.options, 1000);
    run_in(&seat, "sleep 20");
    CHECK_INT(seat.fixture.status, OSB_OK);
    CHECK_INT(osb_result_ended(seat.fixture.result), OSB_ENDED_TIMED_OUT);
    CHECK_INT(osb_error_status(osb_result_error(seat.fixture.result)), OSB_ERR_COMMAND_TIMEOUT);
    osb_execution *execution = start_in_session(&seat, "sleep 20", NULL, NULL);
    struct story story = whole_story(execution);
    CHECK_STR(strstr(story.text, "end "), "end timed out OSB_ERR_COMMAND_TIMEOUT\n");
    osb_execution_free(execution);
    leave_seat(&seat);
}

TEST(a_failure_within_the_stream_is_no_timeout_where_none_was_asked_for)
{
    struct seat seat = take_seat(RUN_ROUTE "  capture ex_73_session_run_timeout\n"
        RUN_ROUTE STREAM SESSION_INIT "  chunk {'code':'RUNTIME_ERROR','message':'error running in session. bash died'}\n");
    run_in(&seat, "sleep 20");
    CHECK_INT(osb_result_ended(seat.fixture.result), OSB_ENDED_LOST);
    CHECK_INT(osb_error_status(osb_result_error(seat.fixture.result)), OSB_ERR_PROTOCOL);
    osb_command_options_set_timeout(seat.fixture.options, 1000);
    run_in(&seat, "sleep 20");
    CHECK_INT(osb_result_ended(seat.fixture.result), OSB_ENDED_LOST);
    CHECK_CONTAINS(osb_error_message(osb_result_error(seat.fixture.result)), "bash died");
    leave_seat(&seat);
}

TEST(a_session_that_is_gone_is_not_found)
{
    struct seat seat = take_seat(RUN_ROUTE "  capture ex_75_session_run_404\n");
    run_in(&seat, "echo x");
    CHECK_INT(seat.fixture.status, OSB_ERR_NOT_FOUND);
    CHECK_INT(osb_error_http_status(seat.fixture.error), 500); /* the daemon's own word for it */
    osb_execution *execution = start_in_session(&seat, "echo x", NULL, NULL);
    struct story story = whole_story(execution);
    CHECK_STR(story.text, "end failed OSB_ERR_NOT_FOUND\n");
    osb_execution_free(execution);
    leave_seat(&seat);
}

/* ---- Start ---- */

TEST(a_command_is_started_in_a_session)
{
    struct seat seat = take_seat(RUN_ROUTE STREAM_OF("here"));
    osb_execution *execution = start_in_session(&seat, "pwd", NULL, NULL);
    struct story story = whole_story(execution);
    CHECK_STR(story.text, "started session-1\nstdout here\ncompleted 5\nend exited 0\n");
    CHECK_STR(osb_execution_id(execution), "session-1");
    osb_execution_free(execution);
    leave_seat(&seat);
}

TEST(a_command_in_a_session_ends_in_a_queue)
{
    struct story story = {0};
    osb_queue *queue = NULL;
    struct seat seat = take_seat(RUN_ROUTE STREAM_OF("here"));
    CHECK_INT(osb_queue_new(&queue, NULL), OSB_OK);
    story.user_data = &story;
    osb_execution *execution = start_in_session(&seat, "pwd", queue, &story);
    osb_session_free(seat.session); /* not needed any more */
    seat.session = NULL;
    while (!story.ended) {
        osb_event *event = NULL;
        size_t count = 0;
        CHECK_INT(osb_queue_poll(queue, -1, &event, 1, &count, NULL), OSB_OK);
        if (count == 1)
            story_take(&story, event);
    }
    CHECK_STR(story.text, "started session-1\nstdout here\ncompleted 5\nend exited 0\n");
    osb_execution_free(execution);
    osb_queue_free(queue);
    leave_seat(&seat);
}

TEST(cancelling_closes_the_stream_and_leaves_the_session)
{
    struct seat seat = take_seat(RUN_ROUTE STREAM SESSION_INIT "  stall\n");
    osb_execution *execution = start_in_session(&seat, "sleep 20", NULL, NULL);
    osb_event_free(next_event(execution));
    osb_execution_cancel(execution);
    osb_event *event = last_event(execution);
    CHECK_INT(osb_result_ended(osb_event_result(event)), OSB_ENDED_CANCELLED);
    osb_event_free(event);
    scripted_wait("session", "abort", "POST", RUN_PATH, 1);
    osb_execution_free(execution);
    leave_seat(&seat);
    CHECK_INT(scripted_count("session", "head", "DELETE", NULL), 0); /* which would end the session with it */
}
