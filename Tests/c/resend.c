/* A kept connection that dies unanswered: libcurl sends again by itself, which for a command would mean running it twice. */
#include "check.h"
#include "fixture.h"

/* Everything before went over one connection, and it is free: the next request will go over it too. */
static void check_kept(const char *script_name)
{
    CHECK_INT(scripted_count(script_name, "connection", NULL, NULL), 1);
    CHECK_INT(scripted_count(script_name, "close", NULL, NULL), 0);
}

static void check_sent_once(const char *script_name, const char *path, const osb_error *error, osb_status status, long requests)
{
    CHECK_INT(status, OSB_ERR_OUTCOME_UNKNOWN);
    CHECK_INT(osb_error_status(error), OSB_ERR_OUTCOME_UNKNOWN);
    CHECK_INT(osb_error_retryable(error), 0);
    CHECK_INT(scripted_count(script_name, "head", "POST", path), requests);
}

TEST(a_command_is_sent_once)
{
    static const char *const deaths[] = {"  close\n", "  reset\n"};
    for (size_t i = 0; i < sizeof deaths / sizeof *deaths; i++) {
        char routes[1024];
        snprintf(routes, sizeof routes, COMMAND_ROUTE WHOLE_STREAM COMMAND_ROUTE "%s" COMMAND_ROUTE WHOLE_STREAM, deaths[i]);
        struct fixture fixture = fixture_open("command", routes);
        fixture_run(&fixture, NULL);
        CHECK_INT(osb_result_exit_code(fixture.result), 0);
        scripted_wait("command", "answer", "POST", "/execd/command", 1); /* so that its connection is free */
        check_kept("command");

        fixture_run(&fixture, NULL);
        CHECK(fixture.result == NULL);
        check_sent_once("command", "/execd/command", fixture.error, fixture.status, 2);
        CHECK_INT(scripted_count("command", "connection", NULL, NULL), 1);

        fixture_run(&fixture, NULL); /* on a connection of its own */
        CHECK_INT(osb_result_exit_code(fixture.result), 0);
        CHECK_INT(scripted_count("command", "head", "POST", "/execd/command"), 3);
        fixture_close(&fixture);
    }
}

TEST(a_create_is_sent_once)
{
    struct fixture fixture = fixture_open("create", CREATE_ROUTE "on POST /v1/sandboxes\n  close\n");
    check_kept("create");
    osb_create_options *options = fixture_create_options();
    osb_sandbox *sandbox = NULL;
    osb_error *error = NULL;
    osb_status status = osb_sandbox_create(fixture.client, options, NULL, &sandbox, &error);
    CHECK(sandbox == NULL);
    check_sent_once("create", "/v1/sandboxes", error, status, 2);
    CHECK_STR(osb_error_sandbox_id(error), NULL);
    osb_error_free(error);
    osb_create_options_free(options);
    fixture_close(&fixture);
}

TEST(a_question_may_be_sent_again)
{
    struct fixture fixture = fixture_open("question",
        "on GET /v1/sandboxes/sb-1\n  close\n"
        "on GET /v1/sandboxes/sb-1\n  respond 200 application/json {'id':'sb-1','status':{'state':'Running'}}\n");
    check_kept("question");
    osb_sandbox_info *info = NULL;
    CHECK_INT(osb_sandbox_get_info(fixture.sandbox, NULL, &info, NULL), OSB_OK);
    CHECK_STR(osb_sandbox_info_id(info), "sb-1");
    CHECK_INT(scripted_count("question", "request", "GET", "/v1/sandboxes/sb-1"), 2);
    osb_sandbox_info_free(info);
    fixture_close(&fixture);
}

TEST(a_connection_that_died_in_the_meantime_costs_nothing)
{
    struct fixture fixture = fixture_open("stale",
        "on GET /v1/sandboxes/sb-1\n  respond 200 application/json {'id':'sb-1','status':{'state':'Running'}}\n  close\n"
        COMMAND_ROUTE WHOLE_STREAM);
    osb_sandbox_info *info = NULL;
    CHECK_INT(osb_sandbox_get_info(fixture.sandbox, NULL, &info, NULL), OSB_OK);
    osb_sandbox_info_free(info);
    scripted_wait("stale", "answer", "GET", "/v1/sandboxes/sb-1", 1);
    fixture_run(&fixture, NULL);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_INT(osb_result_exit_code(fixture.result), 0);
    CHECK_INT(scripted_count("stale", "head", "POST", "/execd/command"), 1);
    fixture_close(&fixture);
}

TEST(an_answer_that_broke_off_is_not_asked_for_again)
{
    struct fixture fixture = fixture_open("broken", COMMAND_ROUTE WHOLE_STREAM COMMAND_ROUTE STREAM INIT "  reset\n" COMMAND_ROUTE WHOLE_STREAM);
    fixture_run(&fixture, NULL);
    scripted_wait("broken", "answer", "POST", "/execd/command", 1);
    fixture_run(&fixture, NULL);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_LOST);
    CHECK_INT(scripted_count("broken", "head", "POST", "/execd/command"), 2);
    fixture_close(&fixture);
}
