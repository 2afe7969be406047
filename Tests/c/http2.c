/* HTTP/2, where a server offers it over TLS: calls share a connection, streams and transfers have theirs in HTTP/1.1, and a
 * server that goes away (GOAWAY) costs nobody anything. */
#include "check.h"
#include "events.h"
#include "fixture.h"
#include "front.h"

#include <pthread.h>

enum { THREADS = 8, CALLS = 125, SIZE = 400000 };

#define ROUTES COMMAND_ROUTE WHOLE_STREAM "on POST /execd/files/upload\n  respond 200\n" \
    "on GET /execd/files/info\n  respond 200 application/json {'/f':{'path':'/f','type':'file','size':2}," \
    "'/g':{'path':'/g','type':'file','size':400000}}\n" \
    "on GET /execd/files/download\n  respond 200 application/octet-stream hi\n" INFO_ROUTE

static osb_config *front_config(void)
{
    osb_config *config = fixture_tls_config("http2");
    osb_config_set_domain(config, front_domain("http2").text);
    return config;
}

static struct fixture open_with(osb_config *config)
{
    front_reset();
    return fixture_open_with(config, "http2", ROUTES);
}

/* How many of a script's requests came in HTTP/2. */
static long in_http2(const char *method, const char *path)
{
    char *requests = scripted_requests("http2", method, path, NULL);
    long count = 0;
    for (const char *at = requests; (at = strstr(at, FRONT_MARK)); at++)
        count++;
    free(requests);
    return count;
}

static void check_all(const char *method, const char *path, long requests)
{
    CHECK_INT(scripted_count("http2", "request", method, path), requests);
    CHECK_INT(in_http2(method, path), requests);
}

static void check_none(const char *method, const char *path, long requests)
{
    CHECK_INT(scripted_count("http2", "request", method, path), requests);
    CHECK_INT(in_http2(method, path), 0);
}

static osb_status get_info(osb_sandbox *sandbox, osb_error **error)
{
    osb_sandbox_info *info = NULL;
    osb_status status = osb_sandbox_get_info(sandbox, NULL, &info, error);
    if (status == OSB_OK)
        CHECK_STR(osb_sandbox_info_id(info), "sb-1");
    osb_sandbox_info_free(info);
    return status;
}

static char large[SIZE];

/* Calls, streams and transfers in turn, so that each finds the other's connection. */
static void do_everything(struct fixture *fixture)
{
    memset(large, '~', SIZE);
    for (int i = 0; i < 3; i++) {
        osb_error *error = NULL;
        CHECK_INT(get_info(fixture->sandbox, &error), OSB_OK);
        CHECK_STR(osb_error_message(error), NULL);
        osb_error_free(error);
        fixture_run(fixture, NULL);
        CHECK_INT(fixture->status, OSB_OK);
        CHECK_STR(osb_result_stdout(fixture->result, NULL), "a line\n");
        osb_execution *execution = start(fixture);
        struct story story = whole_story(execution);
        CHECK_STR(story.text, "started cmd-1\nstdout a line\ncompleted 5\nend exited 0\n");
        osb_execution_free(execution);
        CHECK_INT(osb_files_write(fixture->sandbox, "/f", "hi", 2, NULL, NULL, NULL), OSB_OK); /* small enough for a call */
        CHECK_INT(osb_files_write(fixture->sandbox, "/g", large, SIZE, NULL, NULL, NULL), OSB_OK);
        osb_bytes *bytes = NULL;
        CHECK_INT(osb_files_read(fixture->sandbox, "/f", NULL, NULL, &bytes, NULL), OSB_OK);
        CHECK(osb_bytes_data(bytes, NULL) && memcmp(osb_bytes_data(bytes, NULL), "hi", 2) == 0);
        osb_bytes_free(bytes);
    }
}

TEST(calls_speak_http2_streams_and_transfers_do_not)
{
    struct fixture fixture = open_with(front_config());
    do_everything(&fixture);
    CHECK_INT(osb_sandbox_kill(fixture.sandbox, NULL, NULL), OSB_OK);
    check_all("POST", "/v1/sandboxes", 1);
    check_all("GET", "/v1/sandboxes/sb-1", 3);
    check_all("DELETE", "/v1/sandboxes/sb-1", 1);
    check_none("POST", "/execd/command", 6);
    CHECK_INT(scripted_count("http2", "request", "POST", "/execd/files/upload"), 6);
    CHECK_INT(in_http2("POST", "/execd/files/upload"), 3);
    check_none("GET", "/execd/files/download", 3);
    CHECK_INT(front_count("connections"), 1);
    fixture_close(&fixture);
}

TEST(http2_is_not_spoken_where_it_is_switched_off)
{
    osb_config *config = front_config();
    CHECK_INT(osb_config_set_http2(config, 0), OSB_OK);
    struct fixture fixture = open_with(config);
    do_everything(&fixture);
    CHECK_INT(front_count("connections"), 0);
    check_none("GET", "/v1/sandboxes/sb-1", 3);
    fixture_close(&fixture);
    config = osb_config_new();
    CHECK_INT(osb_config_set_http2(config, 2), OSB_ERR_INVALID_ARGUMENT);
    CHECK_INT(osb_config_set_http2(config, -1), OSB_ERR_INVALID_ARGUMENT);
    osb_config_free(config);
}

TEST(http2_is_not_spoken_where_it_is_not_offered)
{
    struct fixture fixture = fixture_open_with(fixture_tls_config("http2"), "http2", ROUTES);
    do_everything(&fixture);
    check_none("GET", "/v1/sandboxes/sb-1", 3);
    fixture_close(&fixture);
}

/* ---- Many at once ---- */

static void *call(void *context)
{
    struct fixture *fixture = context;
    for (int i = 0; i < CALLS; i++) {
        osb_error *error = NULL;
        if (get_info(fixture->sandbox, &error) != OSB_OK)
            CHECK_STR(osb_error_message(error), "no error");
        osb_error_free(error);
    }
    return NULL;
}

static void call_from_threads(struct fixture *fixture)
{
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, call, fixture) != 0)
            check_stop("no thread could be started");
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
}

TEST(a_thousand_calls_from_eight_threads_speak_http2)
{
    struct fixture fixture = open_with(front_config());
    call_from_threads(&fixture);
    check_all("GET", "/v1/sandboxes/sb-1", THREADS * CALLS);
    CHECK(front_count("connections") <= THREADS + 1);
    fixture_close(&fixture);
}

/* ---- Servers that go away ---- */

TEST(a_server_that_goes_away_after_an_answer_is_not_noticed)
{
    struct fixture fixture = open_with(front_config());
    front_go_away(10, "after");
    call_from_threads(&fixture);
    check_all("GET", "/v1/sandboxes/sb-1", THREADS * CALLS);
    CHECK(front_count("goaways") >= THREADS * CALLS / 10 - THREADS);
    fixture_close(&fixture);
}

TEST(a_request_that_a_server_went_away_from_is_met_once)
{
    struct fixture fixture = open_with(front_config());
    front_go_away(10, "instead");
    call_from_threads(&fixture);
    check_all("GET", "/v1/sandboxes/sb-1", THREADS * CALLS);
    CHECK(front_count("refused") >= THREADS * CALLS / 10 - THREADS);
    fixture_close(&fixture);
}

TEST(a_create_that_a_server_went_away_from_is_never_made_twice)
{
    struct fixture fixture = open_with(front_config());
    front_go_away(3, "instead");
    osb_create_options *options = fixture_create_options();
    osb_create_options_set_skip_health_check(options, 1);
    long made = 1;
    for (int i = 0; i < 12; i++) {
        osb_sandbox *sandbox = NULL;
        osb_error *error = NULL;
        osb_status status = osb_sandbox_create(fixture.client, options, NULL, &sandbox, &error);
        made += status == OSB_OK;
        if (status != OSB_OK)
            CHECK_INT(status, OSB_ERR_OUTCOME_UNKNOWN);
        osb_error_free(error);
        osb_sandbox_free(sandbox);
    }
    check_all("POST", "/v1/sandboxes", made);
    CHECK(front_count("refused") >= 1);
    osb_create_options_free(options);
    fixture_close(&fixture);
}
