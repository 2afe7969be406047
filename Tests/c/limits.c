/* How much a server can make us hold. */
#include "check.h"
#include "fixture.h"

#define JSON "application/json "
#define GET_ROUTE "on GET /v1/sandboxes/sb-1\n"
#define RUNNING "  respond 200 " JSON "{'id':'sb-1','status':{'state':'Running'}}\n"

static osb_config *limited_config(const char *name, osb_limit which, size_t most)
{
    osb_config *config = fixture_config(name);
    CHECK_INT(osb_config_set_limit(config, which, most), OSB_OK);
    return config;
}

/* Takes the config. */
static osb_status ask(osb_config *config, char *message, size_t size)
{
    osb_sandbox_info *info = NULL;
    osb_error *error = NULL;
    osb_client *client = fixture_client_with(config);
    osb_status status = osb_server_get_sandbox(client, "sb-1", NULL, &info, &error);
    snprintf(message, size, "%s", error ? osb_error_message(error) : "");
    osb_sandbox_info_free(info);
    osb_error_free(error);
    osb_client_free(client);
    return status;
}

TEST(a_body_beyond_its_limit_is_refused)
{
    char message[200];
    scripted_define("body", GET_ROUTE "  head 200 application/json chunked\n  repeat 2000 chunk ' '\n"
        "  chunk {'id':'sb-1','status':{'state':'Running'}}\n");
    CHECK_INT(ask(limited_config("body", OSB_LIMIT_BODY, 2000), message, sizeof message), OSB_ERR_TOO_LARGE);
    CHECK_CONTAINS(message, "2000 bytes");
    CHECK_INT(ask(limited_config("body", OSB_LIMIT_BODY, 3000), message, sizeof message), OSB_OK);
}

TEST(one_that_announces_too_much_is_not_waited_for)
{
    char message[200];
    scripted_define("announced", GET_ROUTE "  head 200 application/json length 1073741824\n  stall\n");
    CHECK_INT(ask(fixture_config("announced"), message, sizeof message), OSB_ERR_TOO_LARGE);
    CHECK_INT(ask(limited_config("announced", OSB_LIMIT_BODY, 1024), message, sizeof message), OSB_ERR_TOO_LARGE);
}

TEST(the_default_for_a_body_is_16_mebibytes)
{
    char message[200];
    scripted_define("default", GET_ROUTE "  head 200 application/json to-end\n  repeat forever raw '                                '\n");
    CHECK_INT(ask(fixture_config("default"), message, sizeof message), OSB_ERR_TOO_LARGE);
    CHECK_CONTAINS(message, "16777216 bytes");
}

TEST(it_holds_for_what_an_error_says_too)
{
    char message[200];
    scripted_define("error", GET_ROUTE "  head 500 text/plain chunked\n  repeat 2000 chunk 'x'\n");
    CHECK_INT(ask(limited_config("error", OSB_LIMIT_BODY, 1024), message, sizeof message), OSB_ERR_TOO_LARGE);
    CHECK_INT(ask(fixture_config("error"), message, sizeof message), OSB_ERR_SERVER);
}

TEST(a_field_line_beyond_its_limit_is_refused)
{
    char message[200];
    scripted_define("line", GET_ROUTE "  big-header X-Long 3000\n" RUNNING);
    CHECK_INT(ask(limited_config("line", OSB_LIMIT_LINE, 2000), message, sizeof message), OSB_ERR_TOO_LARGE);
    CHECK_CONTAINS(message, "header");
    CHECK_INT(ask(limited_config("line", OSB_LIMIT_LINE, 4000), message, sizeof message), OSB_OK);
    scripted_define("line", GET_ROUTE "  big-header X-Long 66000\n" RUNNING);
    CHECK_INT(ask(fixture_config("line"), message, sizeof message), OSB_ERR_TOO_LARGE);
}

TEST(fields_beyond_their_limit_are_refused)
{
    char message[200];
    scripted_define("head", GET_ROUTE "  big-header X-A 1500\n  big-header X-B 1500\n" RUNNING);
    CHECK_INT(ask(limited_config("head", OSB_LIMIT_HEAD, 2000), message, sizeof message), OSB_ERR_TOO_LARGE);
    CHECK_INT(ask(limited_config("head", OSB_LIMIT_HEAD, 4000), message, sizeof message), OSB_OK);
}

#define LONG_EVENT "  raw '{\"type\":\"stdout\",\"timestamp\":1,\"text\":\"'\n  repeat 3000 pieces 100 raw 'x'\n  raw '\"}\\n\\n'\n"
#define LONG_STREAM COMMAND_ROUTE "  head 200 text/event-stream to-end\n  raw '{\"type\":\"init\",\"text\":\"cmd-1\",\"timestamp\":1}\\n\\n'\n" LONG_EVENT \
    "  raw '{\"type\":\"execution_complete\",\"execution_time\":5,\"timestamp\":1}\\n\\n'\n"

TEST(an_event_beyond_its_limit_loses_the_stream)
{
    struct fixture fixture = fixture_open_with(limited_config("event", OSB_LIMIT_EVENT, 2000), "event", LONG_STREAM);
    fixture_run(&fixture, NULL);
    CHECK_INT(fixture.status, OSB_OK); /* it had begun */
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_LOST);
    CHECK_INT(osb_error_status(osb_result_error(fixture.result)), OSB_ERR_TOO_LARGE);
    CHECK_CONTAINS(osb_error_message(osb_result_error(fixture.result)), "2000 bytes");
    fixture_close(&fixture);
    fixture = fixture_open_with(limited_config("event", OSB_LIMIT_EVENT, 4000), "event", LONG_STREAM);
    fixture_run(&fixture, NULL);
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_EXITED);
    fixture_close(&fixture);
}

TEST(so_it_does_for_an_execution)
{
    struct fixture fixture = fixture_open_with(limited_config("event-2", OSB_LIMIT_EVENT, 2000), "event-2", LONG_STREAM);
    osb_execution *execution = NULL;
    CHECK_INT(osb_command_start(fixture.sandbox, "true", fixture.options, NULL, NULL, &execution, NULL), OSB_OK);
    CHECK_INT(osb_execution_wait(execution, NULL, &fixture.result, NULL), OSB_OK);
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_LOST);
    CHECK_INT(osb_error_status(osb_result_error(fixture.result)), OSB_ERR_TOO_LARGE);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(a_page_beyond_its_limit_is_refused)
{
    osb_sandbox_page *page = NULL;
    osb_error *error = NULL;
    scripted_define("page", "on GET /v1/sandboxes\n  respond 200 " JSON "{'items':[{'id':'a','status':{'state':'Running'}},"
        "{'id':'b','status':{'state':'Running'}},{'id':'c','status':{'state':'Running'}}],'pagination':{'page':1,'hasNextPage':false}}\n");
    osb_client *client = fixture_client_with(limited_config("page", OSB_LIMIT_PAGE, 2));
    CHECK_INT(osb_server_list_sandboxes(client, NULL, NULL, &page, &error), OSB_ERR_TOO_LARGE);
    CHECK_CONTAINS(osb_error_message(error), "3 items");
    osb_error_free(error);
    osb_client_free(client);
    client = fixture_client_with(limited_config("page", OSB_LIMIT_PAGE, 3));
    CHECK_INT(osb_server_list_sandboxes(client, NULL, NULL, &page, NULL), OSB_OK);
    osb_sandbox_page_free(page);
    osb_client_free(client);
}

TEST(each_client_has_limits_of_its_own)
{
    char message[200];
    scripted_define("own", GET_ROUTE "  head 200 application/json chunked\n  repeat 2000 chunk ' '\n"
        "  chunk {'id':'sb-1','status':{'state':'Running'}}\n");
    osb_config *config = limited_config("own", OSB_LIMIT_BODY, 1024);
    osb_client *small = fixture_client_with(config);
    CHECK_INT(ask(fixture_config("own"), message, sizeof message), OSB_OK);
    osb_sandbox_info *info = NULL;
    CHECK_INT(osb_server_get_sandbox(small, "sb-1", NULL, &info, NULL), OSB_ERR_TOO_LARGE);
    osb_client_free(small);
}
