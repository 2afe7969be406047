/* A sandbox's life: handles for one that exists, its states, its end, its metadata, what it uses. */
#include "check.h"
#include "fixture.h"

#include <pthread.h>

#define JSON "application/json "
#define SANDBOX(state) JSON "{'id':'sb-1','status':{'state':'" state "'}}\n"
#define GET_ROUTE "on GET /v1/sandboxes/sb-1\n"
#define PAUSE_ROUTE "on POST /v1/sandboxes/sb-1/pause\n  respond 202\n"
#define RESUME_ROUTE "on POST /v1/sandboxes/sb-1/resume\n  respond 202\n"
#define GONE "  respond 404 " JSON "{'code':'DOCKER::SANDBOX_NOT_FOUND','message':'no sandbox sb-1'}\n"

static long seen(const char *name, const char *method, const char *path)
{
    return scripted_count(name, "request", method, path);
}

static osb_sandbox *attach(osb_client *client, const char *id)
{
    osb_sandbox *sandbox = NULL;
    CHECK_INT(osb_sandbox_attach(client, id, &sandbox, NULL), OSB_OK);
    return sandbox;
}

static osb_connect_options *quick_options(void)
{
    osb_connect_options *options = osb_connect_options_new();
    CHECK_INT(osb_connect_options_set_poll_interval(options, 5), OSB_OK);
    return options;
}

/* ---- Handles ---- */

TEST(a_handle_from_an_id_costs_no_request)
{
    scripted_define("attach", SANDBOX_ROUTES COMMAND_ROUTE WHOLE_STREAM);
    osb_client *client = fixture_client("attach");
    osb_sandbox *sandbox = attach(client, "sb-1");
    CHECK_STR(osb_sandbox_id(sandbox), "sb-1");
    CHECK_INT(seen("attach", NULL, NULL), 0);
    osb_result_free(fixture_result(sandbox, NULL, NULL));
    CHECK_INT(seen("attach", NULL, NULL), 2); /* endpoint, command */
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

TEST(an_id_is_quoted_in_paths)
{
    osb_error *error = NULL;
    scripted_define("quoting", "on * /**\n  respond 404\n");
    osb_client *client = fixture_client("quoting");
    osb_sandbox *sandbox = attach(client, "../a b?c#d/\xC3\xA9");
    CHECK_INT(osb_sandbox_pause(sandbox, NULL, &error), OSB_ERR_NOT_FOUND);
    char *request = scripted_requests("quoting", NULL, NULL, NULL);
    CHECK_CONTAINS(request, "POST /s/quoting/v1/sandboxes/..%2Fa%20b%3Fc%23d%2F%C3%A9/pause HTTP/1.1\r\n");
    free(request);
    osb_error_free(error);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

TEST(connecting_waits_until_the_sandbox_is_ready)
{
    osb_sandbox *sandbox = NULL;
    osb_error *error = NULL;
    scripted_define("connect", "on GET /execd/ping\n  respond 503\non GET /execd/ping\n  respond 503\n" SANDBOX_ROUTES);
    osb_client *client = fixture_client("connect");
    osb_connect_options *options = quick_options();
    if (osb_sandbox_connect(client, "sb-1", options, NULL, &sandbox, &error) != OSB_OK)
        fixture_stop("connect", error);
    CHECK_STR(osb_sandbox_id(sandbox), "sb-1");
    CHECK_INT(seen("connect", "GET", "/execd/ping"), 3);
    CHECK_INT(seen("connect", NULL, "/v1/**"), 1);
    osb_connect_options_free(options);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

TEST(connecting_without_a_health_check_asks_for_the_endpoint_alone)
{
    osb_sandbox *sandbox = NULL;
    scripted_define("skip", SANDBOX_ROUTES);
    osb_client *client = fixture_client("skip");
    osb_connect_options *options = quick_options();
    osb_connect_options_set_skip_health_check(options, 1);
    osb_connect_options_set_daemon_port(options, 45000);
    CHECK_INT(osb_sandbox_connect(client, "sb-1", options, NULL, &sandbox, NULL), OSB_OK);
    CHECK_INT(seen("skip", NULL, NULL), 1);
    CHECK_INT(seen("skip", "GET", "/v1/sandboxes/sb-1/endpoints/45000"), 1);
    osb_connect_options_free(options);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

TEST(a_sandbox_that_is_not_there_cannot_be_connected_to)
{
    osb_sandbox *none = NULL;
    osb_error *error = NULL;
    scripted_define("missing", "on GET /v1/sandboxes/sb-1/endpoints/*\n" GONE);
    osb_client *client = fixture_client("missing");
    CHECK_INT(osb_sandbox_connect(client, "sb-1", NULL, NULL, &none, &error), OSB_ERR_NOT_FOUND);
    CHECK_STR(osb_error_code(error), "DOCKER::SANDBOX_NOT_FOUND");
    CHECK_INT(osb_error_cleanup(error, 0), OSB_CLEANUP_NONE);
    CHECK(none == NULL);
    CHECK_INT(seen("missing", "DELETE", NULL), 0); /* it is not ours to delete */
    osb_error_free(error);
    osb_client_free(client);
}

struct health {
    int asked, healthy_after, given_up, released;
    const char *id;
};

static int32_t check_health(osb_sandbox *sandbox, void *user_data)
{
    struct health *health = user_data;
    CHECK_STR(osb_sandbox_id(sandbox), health->id);
    if (health->given_up)
        return 7;
    return ++health->asked >= health->healthy_after;
}

static void release_health(void *user_data)
{
    ((struct health *)user_data)->released++;
}

TEST(the_hosts_own_health_check_is_asked_on_connect_and_on_resume)
{
    struct health health = {.healthy_after = 3, .id = "sb-1"};
    osb_sandbox *sandbox = NULL;
    scripted_define("health", SANDBOX_ROUTES RESUME_ROUTE PAUSE_ROUTE);
    osb_client *client = fixture_client("health");
    osb_connect_options *options = quick_options();
    osb_connect_options_on_health_check(options, check_health, &health, release_health);
    CHECK_INT(osb_sandbox_connect(client, "sb-1", options, NULL, &sandbox, NULL), OSB_OK);
    osb_connect_options_free(options);
    CHECK_INT(health.asked, 3);
    CHECK_INT(seen("health", NULL, NULL), 0);
    CHECK_INT(osb_sandbox_pause(sandbox, NULL, NULL), OSB_OK);
    health.asked = 0;
    CHECK_INT(osb_sandbox_resume(sandbox, NULL, NULL), OSB_OK);
    CHECK_INT(health.asked, 3);
    health.given_up = 1;
    CHECK_INT(osb_sandbox_resume(sandbox, NULL, NULL), OSB_ERR_UNHEALTHY);
    CHECK_INT(health.released, 0);
    osb_sandbox_free(sandbox);
    CHECK_INT(health.released, 1);
    osb_client_free(client);
}

TEST(a_paused_sandbox_is_resumed_and_connected_to)
{
    osb_sandbox *sandbox = NULL;
    osb_error *error = NULL;
    scripted_define("paused", SANDBOX_ROUTES "on POST /v1/sandboxes/sb-1/resume\n  respond 202\n"
                    "on POST /v1/sandboxes/sb-1/resume\n  respond 409 " JSON "{'code':'DOCKER::SANDBOX_NOT_PAUSED','message':'it runs'}\n");
    osb_client *client = fixture_client("paused");
    CHECK_INT(osb_sandbox_connect_paused(client, "sb-1", NULL, NULL, &sandbox, NULL), OSB_OK);
    CHECK_INT(seen("paused", "POST", "/v1/sandboxes/sb-1/resume"), 1);
    CHECK_INT(seen("paused", "GET", "/execd/ping"), 1);
    osb_sandbox_free(sandbox);
    sandbox = NULL;
    CHECK_INT(osb_sandbox_connect_paused(client, "sb-1", NULL, NULL, &sandbox, &error), OSB_ERR_CONFLICT);
    CHECK_STR(osb_error_code(error), "DOCKER::SANDBOX_NOT_PAUSED");
    CHECK(sandbox == NULL);
    osb_error_free(error);
    osb_client_free(client);
}

/* ---- States ---- */

TEST(pausing_has_no_body_and_says_when_it_cannot_be)
{
    osb_error *error = NULL;
    struct fixture fixture = fixture_open("pause", PAUSE_ROUTE
        "on POST /v1/sandboxes/sb-1/pause\n  respond 409 " JSON "{'code':'DOCKER::SANDBOX_NOT_RUNNING','message':'not running'}\n");
    CHECK_INT(osb_sandbox_pause(fixture.sandbox, NULL, &error), OSB_OK);
    char *body = fixture_request_body("pause", "POST", "/v1/sandboxes/sb-1/pause");
    CHECK_STR(body, "");
    free(body);
    CHECK_INT(osb_sandbox_pause(fixture.sandbox, NULL, &error), OSB_ERR_CONFLICT);
    CHECK_STR(osb_error_code(error), "DOCKER::SANDBOX_NOT_RUNNING");
    osb_error_free(error);
    fixture_close(&fixture);
}

static osb_sandbox *watched(osb_client *client)
{
    osb_create_options *options = fixture_create_options();
    osb_sandbox *sandbox = NULL;
    osb_create_options_set_skip_health_check(options, 1);
    osb_create_options_set_poll_interval(options, 5);
    CHECK_INT(osb_sandbox_create(client, options, NULL, &sandbox, NULL), OSB_OK);
    osb_create_options_free(options);
    return sandbox;
}

/* Waits for a state at a server that answers these, one after the other. */
static osb_status wait_for(osb_sandbox_state state, int64_t timeout, const char *answers, osb_error **error)
{
    char script[2048];
    snprintf(script, sizeof script, "%s" CREATE_ROUTE, answers);
    scripted_define("states", script);
    osb_client *client = fixture_client("states");
    osb_sandbox *sandbox = watched(client);
    osb_status status = osb_sandbox_wait_for_state(sandbox, state, timeout, NULL, error);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
    return status;
}

TEST(waiting_for_a_state_ends_when_it_is_there)
{
    osb_error *error = NULL;
    CHECK_INT(wait_for(OSB_STATE_PAUSED, -1, GET_ROUTE "  respond 200 " SANDBOX("Pausing") GET_ROUTE "  respond 200 " SANDBOX("Dreaming")
                       GET_ROUTE "  respond 503\n" GET_ROUTE "  respond 200 " SANDBOX("Paused"), &error), OSB_OK);
    CHECK_INT(seen("states", "GET", "/v1/sandboxes/sb-1"), 4);
    CHECK_INT(wait_for(OSB_STATE_FAILED, -1, GET_ROUTE "  respond 200 " SANDBOX("Stopping") GET_ROUTE "  respond 200 " SANDBOX("Failed"), &error),
              OSB_OK);
    /* What has ended is taken off the list. */
    CHECK_INT(wait_for(OSB_STATE_TERMINATED, -1, GET_ROUTE "  respond 200 " SANDBOX("Running") GET_ROUTE GONE, &error), OSB_OK);
    CHECK(error == NULL);
}

TEST(waiting_for_a_state_that_will_not_come_says_so)
{
    osb_error *error = NULL;
    CHECK_INT(wait_for(OSB_STATE_RUNNING, -1, GET_ROUTE "  respond 200 " JSON
                       "{'id':'sb-1','status':{'state':'Failed','reason':'EXITED','message':'exit code 3'}}\n", &error), OSB_ERR_SANDBOX_FAILED);
    CHECK_CONTAINS(osb_error_message(error), "Failed: exit code 3");
    osb_error_free(error);
    CHECK_INT(wait_for(OSB_STATE_RUNNING, -1, GET_ROUTE GONE, &error), OSB_ERR_NOT_FOUND);
    osb_error_free(error);
    CHECK_INT(wait_for(OSB_STATE_RUNNING, -1, GET_ROUTE "  respond 401 " JSON "{'code':'INVALID_API_KEY','message':'no'}\n", &error),
              OSB_ERR_UNAUTHORIZED);
    osb_error_free(error);
    CHECK_INT(wait_for(OSB_STATE_PAUSED, 0, GET_ROUTE "  respond 200 " SANDBOX("Running"), &error), OSB_ERR_READY_TIMEOUT);
    CHECK_CONTAINS(osb_error_message(error), "Running");
    CHECK_INT(seen("states", "GET", "/v1/sandboxes/sb-1"), 1); /* 0 looks once */
    osb_error_free(error);
    CHECK_INT(wait_for(OSB_STATE_PAUSED, 30, GET_ROUTE "  respond 200 " SANDBOX("Running"), &error), OSB_ERR_READY_TIMEOUT);
    osb_error_free(error);
}

static void *trigger_when_asked(void *cancel)
{
    scripted_wait("states", "request", "GET", "/v1/sandboxes/sb-1", 2);
    osb_cancel_trigger(cancel);
    return NULL;
}

TEST(a_cancel_ends_the_wait_for_a_state)
{
    osb_error *error = NULL;
    pthread_t thread;
    scripted_define("states", GET_ROUTE "  respond 200 " SANDBOX("Running") CREATE_ROUTE);
    osb_client *client = fixture_client("states");
    osb_sandbox *sandbox = watched(client);
    osb_cancel *cancel = osb_cancel_new();
    REQUIRE(pthread_create(&thread, NULL, trigger_when_asked, cancel) == 0);
    CHECK_INT(osb_sandbox_wait_for_state(sandbox, OSB_STATE_PAUSED, -1, cancel, &error), OSB_ERR_CANCELLED);
    pthread_join(thread, NULL);
    osb_error_free(error);
    osb_cancel_free(cancel);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

/* ---- Its end ---- */

TEST(destroying_ends_it_and_releases_the_handle)
{
    static const struct {
        const char *answer;
        osb_status status;
    } cases[] = {{"  respond 204\n", OSB_OK}, {GONE, OSB_OK}, {"  respond 500\n", OSB_ERR_SERVER}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[512];
        struct health health = {.id = "sb-1"};
        osb_create_options *options = fixture_create_options();
        osb_sandbox *sandbox = NULL;
        osb_error *error = NULL;
        snprintf(script, sizeof script, "on DELETE /v1/sandboxes/sb-1\n%s" CREATE_ROUTE, cases[i].answer);
        scripted_define("destroy", script);
        osb_client *client = fixture_client("destroy");
        osb_create_options_set_skip_health_check(options, 1);
        osb_create_options_on_health_check(options, check_health, &health, release_health);
        CHECK_INT(osb_sandbox_create(client, options, NULL, &sandbox, NULL), OSB_OK);
        osb_create_options_free(options);
        CHECK_INT(osb_sandbox_destroy(sandbox, NULL, &error), cases[i].status);
        CHECK_INT(seen("destroy", "DELETE", NULL), 1);
        CHECK_INT(health.released, 1); /* with the handle */
        osb_error_free(error);
        osb_client_free(client);
    }
}

/* ---- Metadata ---- */

TEST(a_patch_sets_and_removes)
{
    struct fixture fixture = fixture_open("patch", "on PATCH /v1/sandboxes/sb-1/metadata\n  respond 200 " JSON
        "{'id':'sb-1','status':{'state':'Running'},'metadata':{'who':'you'}}\n");
    osb_sandbox_info *info = NULL;
    osb_metadata_patch *patch = osb_metadata_patch_new();
    osb_metadata_patch_set(patch, "who", "me");
    osb_metadata_patch_set(patch, "team", NULL);
    osb_metadata_patch_set(patch, "who", "you");
    osb_metadata_patch_set(patch, "a.b/c", "");
    CHECK_INT(osb_sandbox_patch_metadata(fixture.sandbox, patch, NULL, &info, NULL), OSB_OK);
    char *request = scripted_requests("patch", "PATCH", NULL, NULL);
    CHECK(strcasestr(request, "\r\nContent-Type: application/json\r\n") != NULL);
    CHECK_STR(strstr(request, "\r\n\r\n") + 4, "{\"team\":null,\"who\":\"you\",\"a.b/c\":\"\"}");
    free(request);
    CHECK_STR(osb_sandbox_info_get_metadata(info, "who"), "you");
    osb_sandbox_info_free(info);
    CHECK_INT(osb_sandbox_patch_metadata(fixture.sandbox, patch, NULL, NULL, NULL), OSB_OK); /* who does not want to know */
    osb_metadata_patch_free(patch);
    fixture_close(&fixture);
}

/* ---- What the server tells ---- */

TEST(the_information_has_every_field_of_other_origins)
{
    struct fixture fixture = fixture_open("origins", GET_ROUTE "  respond 200 " JSON
        "{'id':'sb-1','status':{'state':'Running'},'snapshotId':'snap-1','platform':{'os':'linux','arch':'riscv64'},"
        "'allocation':{'mode':'pool','poolRef':'warm','state':'allocated'},'extensions':{'a':'1','b':''}}\n"
        GET_ROUTE "  respond 200 " JSON "{'id':'sb-1','status':{'state':'Running'},'extensions':{'a':1}}\n");
    osb_sandbox_info *info = NULL;
    osb_error *error = NULL;
    REQUIRE(osb_sandbox_get_info(fixture.sandbox, NULL, &info, NULL) == OSB_OK);
    CHECK_STR(osb_sandbox_info_snapshot(info), "snap-1");
    CHECK_STR(osb_sandbox_info_platform_os(info), "linux");
    CHECK_STR(osb_sandbox_info_platform_arch(info), "riscv64");
    CHECK_STR(osb_sandbox_info_allocation_mode(info), "pool");
    CHECK_STR(osb_sandbox_info_allocation_pool(info), "warm");
    CHECK_STR(osb_sandbox_info_allocation_state(info), "allocated");
    CHECK_INT(osb_sandbox_info_extension_count(info), 2);
    CHECK_STR(osb_sandbox_info_extension_key(info, 1), "b");
    CHECK_STR(osb_sandbox_info_extension_value(info, 1), "");
    CHECK_STR(osb_sandbox_info_get_extension(info, "a"), "1");
    osb_sandbox_info_free(info);
    CHECK_INT(osb_sandbox_get_info(fixture.sandbox, NULL, &info, &error), OSB_ERR_PROTOCOL);
    CHECK_STR(osb_error_field(error), "extensions");
    osb_error_free(error);
    fixture_close(&fixture);
}

TEST(a_reading_of_what_it_uses)
{
    struct fixture fixture = fixture_open("metrics", "on GET /execd/metrics\n  capture ex_63_metrics\n"
        "on GET /execd/metrics\n  respond 200 " JSON "{'cpu_count':1,'cpu_used_pct':0,'mem_total_mib':'much','mem_used_mib':0}\n");
    osb_metrics *metrics = NULL;
    osb_error *error = NULL;
    REQUIRE(osb_sandbox_get_metrics(fixture.sandbox, NULL, &metrics, NULL) == OSB_OK);
    CHECK(osb_metrics_cpu_count(metrics) == 2);
    CHECK(osb_metrics_cpu_percentage(metrics) == 2.4752475247395473);
    CHECK(osb_metrics_memory_total(metrics) == 24105.5625);
    CHECK(osb_metrics_memory_used(metrics) == 503.48046875);
    CHECK_INT(osb_metrics_timestamp(metrics), 1795412220790);
    osb_metrics_free(metrics);
    CHECK_INT(osb_sandbox_get_metrics(fixture.sandbox, NULL, &metrics, &error), OSB_ERR_PROTOCOL);
    CHECK_STR(osb_error_field(error), "mem_total_mib");
    osb_error_free(error);
    fixture_close(&fixture);
}
