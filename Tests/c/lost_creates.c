/* A create whose answer never comes may have made a sandbox: it is found by its label, and deleted. */
#include "check.h"
#include "fixture.h"

#include <pthread.h>

#define JSON "application/json "
#define LIST "on GET /v1/sandboxes\n"
#define NONE_YET LIST "  respond 200 " JSON "{'items':[]}\n"
#define LABEL "0123456789abcdef0123456789abcdef"
#define FOUND LIST "  respond 200 " JSON "{'items':[{'id':'sb-9','status':{'state':'Running'},'metadata':{'osb-create-id':'" LABEL "'}}]}\n"
/* A server that knows nothing of the filter lists whatever there is. */
#define OTHERS LIST "  respond 200 " JSON "{'items':[{'id':'sb-7','status':{'state':'Running'}}," \
    "{'id':'sb-8','status':{'state':'Running'},'metadata':{'osb-create-id':'" LABEL "0'}}]}\n"
#define DELETED "on DELETE /v1/sandboxes/sb-9\n  respond 204\n"

static osb_create_options *labelled_options(void)
{
    osb_create_options *options = fixture_create_options();
    CHECK_INT(osb_create_options_set_create_id(options, 1), OSB_OK);
    CHECK_INT(osb_create_options_set_metadata(options, "osb-create-id", LABEL), OSB_OK); /* made anew for each create otherwise */
    return options;
}

struct outcome {
    osb_client *client;
    osb_error *error;
};

static struct outcome create(const char *name, const char *script, osb_cancel *cancel, osb_status expected)
{
    struct outcome outcome = {0};
    osb_sandbox *none = NULL;
    osb_create_options *options = labelled_options();
    if (script)
        scripted_define(name, script);
    outcome.client = fixture_client(name);
    CHECK_INT(osb_sandbox_create(outcome.client, options, cancel, &none, &outcome.error), expected);
    CHECK(none == NULL);
    osb_create_options_free(options);
    return outcome;
}

static void finish(struct outcome *outcome)
{
    osb_error_free(outcome->error);
    osb_client_free(outcome->client);
}

/* The label that the create carried is the one that is looked for. */
static void check_label(const char *name)
{
    char *body = fixture_request_body(name, "POST", "/v1/sandboxes");
    char *lists = scripted_requests(name, "GET", "/v1/sandboxes", NULL);
    CHECK_CONTAINS(body, "\"osb-create-id\":\"" LABEL "\"");
    CHECK_CONTAINS(lists, "/v1/sandboxes?metadata=osb-create-id%3D" LABEL " HTTP/1.1\r\n");
    free(lists);
    free(body);
}

TEST(whatever_becomes_of_the_answer_the_sandbox_is_deleted)
{
    static const struct {
        const char *answer;
        osb_status status;
    } cases[] = {
        {"  close\n", OSB_ERR_OUTCOME_UNKNOWN},
        {"  reset\n", OSB_ERR_OUTCOME_UNKNOWN},
        {"  header Content-Length: 500\n  respond 202 " JSON "{'id':'sb-9',\n  close\n", OSB_ERR_OUTCOME_UNKNOWN},
        {"  respond 202 text/html <html></html>\n", OSB_ERR_PROTOCOL},
        {"  respond 202 " JSON "{'status':{'state':'Running'}}\n", OSB_ERR_PROTOCOL},
        {"  respond 502 text/html <html></html>\n", OSB_ERR_SERVER},
        {"  respond 504\n", OSB_ERR_SERVER},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[1024];
        snprintf(script, sizeof script, "on POST /v1/sandboxes\n%s" FOUND DELETED, cases[i].answer);
        struct outcome outcome = create("whatever", script, NULL, cases[i].status);
        CHECK_STR(osb_error_sandbox_id(outcome.error), NULL);
        CHECK_INT(osb_error_cleanup(outcome.error, -1), OSB_CLEANUP_DONE);
        CHECK_INT(scripted_count("whatever", "request", "DELETE", "/v1/sandboxes/sb-9"), 1);
        check_label("whatever");
        finish(&outcome);
    }
}

TEST(what_was_refused_is_not_looked_for)
{
    static const char *const answers[] = {
        "  respond 422 " JSON "{'detail':'no'}\n", "  respond 500 " JSON "{'code':'DOCKER::SANDBOX_START_FAILED','message':'no'}\n", "  respond 429\n",
        "  respond 503\n",
    };
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        char script[512];
        osb_sandbox *none = NULL;
        osb_error *error = NULL;
        osb_create_options *options = labelled_options();
        snprintf(script, sizeof script, "on POST /v1/sandboxes\n%s" FOUND DELETED, answers[i]);
        scripted_define("refused", script);
        osb_client *client = fixture_client("refused");
        CHECK(osb_sandbox_create(client, options, NULL, &none, &error) != OSB_OK);
        CHECK_INT(osb_error_cleanup(error, -1), OSB_CLEANUP_NONE);
        CHECK_INT(scripted_count("refused", "request", NULL, NULL), 1);
        osb_error_free(error);
        osb_create_options_free(options);
        osb_client_free(client);
    }
}

TEST(without_the_label_nothing_is_looked_for)
{
    osb_sandbox *none = NULL;
    osb_error *error = NULL;
    osb_create_options *options = fixture_create_options();
    scripted_define("unlabelled", "on POST /v1/sandboxes\n  close\n" FOUND DELETED);
    osb_client *client = fixture_client("unlabelled");
    CHECK_INT(osb_sandbox_create(client, options, NULL, &none, &error), OSB_ERR_OUTCOME_UNKNOWN);
    CHECK_INT(osb_error_cleanup(error, -1), OSB_CLEANUP_NONE);
    osb_error_free(error);
    osb_create_options_free(options);
    osb_client_free(client);
    CHECK_INT(scripted_count("unlabelled", "request", NULL, NULL), 1);
}

static void *trigger_when_asked(void *cancel)
{
    scripted_wait("cancelled", "request", "POST", "/v1/sandboxes", 1);
    osb_cancel_trigger(cancel);
    return NULL;
}

TEST(a_create_that_is_cancelled_under_way_leaves_nothing_behind)
{
    pthread_t thread;
    osb_cancel *cancel = osb_cancel_new();
    scripted_define("cancelled", "on POST /v1/sandboxes\n  stall\n" NONE_YET FOUND DELETED);
    REQUIRE(pthread_create(&thread, NULL, trigger_when_asked, cancel) == 0);
    struct outcome outcome = create("cancelled", NULL, cancel, OSB_ERR_CANCELLED);
    pthread_join(thread, NULL);
    osb_client_free(outcome.client); /* waits for it */
    outcome.client = NULL;
    CHECK_INT(osb_error_cleanup(outcome.error, 0), OSB_CLEANUP_DONE);
    CHECK_INT(scripted_count("cancelled", "request", "GET", "/v1/sandboxes"), 2); /* the server was still making it */
    CHECK_INT(scripted_count("cancelled", "request", "DELETE", NULL), 1);
    osb_cancel_free(cancel);
    finish(&outcome);
}

TEST(a_create_that_never_left_is_not_looked_for)
{
    osb_cancel *cancel = osb_cancel_new();
    osb_cancel_trigger(cancel);
    struct outcome outcome = create("never", FOUND DELETED, cancel, OSB_ERR_CANCELLED);
    CHECK_INT(osb_error_cleanup(outcome.error, -1), OSB_CLEANUP_NONE);
    CHECK_INT(scripted_count("never", "request", NULL, NULL), 0);
    osb_cancel_free(cancel);
    finish(&outcome);
}

TEST(a_look_or_a_deletion_that_fails_is_tried_again)
{
    struct outcome outcome = create("again", "on POST /v1/sandboxes\n  close\n" LIST "  respond 503\n" LIST "  respond 200 text/html <p>\n" FOUND
                                    "on DELETE /v1/sandboxes/sb-9\n  respond 409 " JSON "{'code':'A::B','message':'still starting'}\n" DELETED,
                                    NULL, OSB_ERR_OUTCOME_UNKNOWN);
    CHECK_INT(osb_error_cleanup(outcome.error, -1), OSB_CLEANUP_DONE);
    CHECK_INT(scripted_count("again", "request", "GET", "/v1/sandboxes"), 4);
    CHECK_INT(scripted_count("again", "request", "DELETE", NULL), 2);
    finish(&outcome);
}

TEST(nobody_elses_sandbox_is_deleted)
{
    struct outcome outcome = create("others", "on POST /v1/sandboxes\n  close\n" OTHERS FOUND DELETED "on DELETE /**\n  respond 204\n", NULL,
                                    OSB_ERR_OUTCOME_UNKNOWN);
    CHECK_INT(osb_error_cleanup(outcome.error, -1), OSB_CLEANUP_DONE);
    CHECK_INT(scripted_count("others", "request", "GET", "/v1/sandboxes"), 2);
    CHECK_INT(scripted_count("others", "request", "DELETE", NULL), 1);
    finish(&outcome);
}

TEST(one_that_is_gone_by_itself_is_fine)
{
    struct outcome outcome = create("gone", "on POST /v1/sandboxes\n  close\n" FOUND "on DELETE /v1/sandboxes/sb-9\n  respond 404\n", NULL,
                                    OSB_ERR_OUTCOME_UNKNOWN);
    CHECK_INT(osb_error_cleanup(outcome.error, -1), OSB_CLEANUP_DONE);
    finish(&outcome);
}

static void count_lines(osb_log_level level, const char *line, void *user_data)
{
    if (level == OSB_LOG_ERROR && strstr(line, "osb-create-id="))
        ++*(int *)user_data;
}

TEST(what_the_server_does_not_let_us_look_for_is_told)
{
    int lines = 0;
    osb_sandbox *none = NULL;
    osb_error *error = NULL;
    osb_config *config = fixture_config("forbidden");
    osb_create_options *options = labelled_options();
    osb_config_set_log(config, OSB_LOG_ERROR, count_lines, &lines, NULL);
    scripted_define("forbidden", "on POST /v1/sandboxes\n  close\n" LIST "  respond 403\n");
    osb_client *client = fixture_client_with(config);
    CHECK_INT(osb_sandbox_create(client, options, NULL, &none, &error), OSB_ERR_OUTCOME_UNKNOWN);
    CHECK_INT(osb_error_cleanup(error, -1), OSB_CLEANUP_FAILED);
    osb_client_free(client);
    CHECK_INT(lines, 1);
    osb_error_free(error);
    osb_create_options_free(options);
}

/* Takes as long as the library looks: half a minute. */
TEST(where_there_is_none_nothing_was_left_behind)
{
    struct outcome outcome = create("nothing", "on POST /v1/sandboxes\n  close\n" NONE_YET, NULL, OSB_ERR_OUTCOME_UNKNOWN);
    CHECK_INT(osb_error_cleanup(outcome.error, 0), OSB_CLEANUP_PENDING);
    osb_client_free(outcome.client);
    outcome.client = NULL;
    CHECK_INT(osb_error_cleanup(outcome.error, 0), OSB_CLEANUP_NONE);
    CHECK_INT(scripted_count("nothing", "request", "GET", "/v1/sandboxes"), 7);
    finish(&outcome);
}
