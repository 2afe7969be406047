/* Which calls are tried again, how often, after which pauses, and who hears of it. */
#include "check.h"
#include "fixture.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#define JSON "application/json "
#define GET_ROUTE "on GET /v1/sandboxes/sb-1\n"
#define PAUSE_ROUTE "on POST /v1/sandboxes/sb-1/pause\n"
#define BUSY(status) "  respond " #status " " JSON "{'code':'BUSY','message':'come back'}\n"
#define RUNNING "  respond 200 " JSON "{'id':'sb-1','status':{'state':'Running'}}\n"
#define MOST_RETRIES 32

/* What the host heard. */
struct retries {
    int count, released;
    int32_t tried[MOST_RETRIES];
    int64_t pause[MOST_RETRIES];
    osb_status status[MOST_RETRIES];
    osb_cancel *cancels; /* is triggered at the first retry */
};

static void note(int32_t tried, int64_t pause, const osb_error *error, void *user_data)
{
    struct retries *retries = user_data;
    if (retries->count < MOST_RETRIES) {
        retries->tried[retries->count] = tried;
        retries->pause[retries->count] = pause;
        retries->status[retries->count] = osb_error_status(error);
    }
    retries->count++;
    if (retries->cancels)
        osb_cancel_trigger(retries->cancels);
}

static void release(void *user_data)
{
    struct retries *retries = user_data;
    retries->released++;
}

/* As a host has it that sets nothing, but for the pauses, which are a few milliseconds. */
static osb_config *retrying_config(const char *name, struct retries *retries)
{
    osb_config *config = osb_config_new();
    osb_config_set_domain(config, scripted_domain(name).text);
    osb_config_set_api_key(config, FIXTURE_KEY);
    CHECK_INT(osb_config_set_retry_pause(config, 2, 4), OSB_OK);
    CHECK_INT(osb_config_on_retry(config, note, retries, release), OSB_OK);
    return config;
}

/* One call, and how it went. */
struct asked {
    osb_status status;
    char message[200];
    int32_t http_status;
};

static struct asked end_of(osb_status status, osb_error *error)
{
    struct asked asked = {.status = status, .http_status = osb_error_http_status(error)};
    snprintf(asked.message, sizeof asked.message, "%s", error ? osb_error_message(error) : "");
    osb_error_free(error);
    return asked;
}

/* A GET to the server. */
static struct asked ask(osb_client *client, osb_cancel *cancel)
{
    osb_sandbox_info *info = NULL;
    osb_error *error = NULL;
    osb_status status = osb_server_get_sandbox(client, "sb-1", cancel, &info, &error);
    osb_sandbox_info_free(info);
    return end_of(status, error);
}

/* The same of a new client. Takes the config. */
static struct asked ask_with(osb_config *config)
{
    osb_client *client = fixture_client_with(config);
    struct asked asked = ask(client, NULL);
    osb_client_free(client);
    return asked;
}

/* A POST to the server. */
static struct asked pause_sandbox(osb_config *config)
{
    osb_client *client = fixture_client_with(config);
    osb_error *error = NULL;
    osb_status status = osb_server_pause_sandbox(client, "sb-1", NULL, &error);
    osb_client_free(client);
    return end_of(status, error);
}

static long seen(const char *name, const char *method, const char *path)
{
    return scripted_count(name, "request", method, path);
}

/* ---- Which ---- */

TEST(a_busy_server_is_asked_again)
{
    struct retries retries = {0};
    scripted_define("busy", GET_ROUTE BUSY(503) GET_ROUTE BUSY(429) GET_ROUTE RUNNING);
    CHECK_INT(ask_with(retrying_config("busy", &retries)).status, OSB_OK);
    CHECK_INT(seen("busy", NULL, NULL), 3);
    CHECK_INT(retries.count, 2);
    CHECK_INT(retries.tried[0], 1);
    CHECK_INT(retries.tried[1], 2);
    CHECK_INT(retries.status[0], OSB_ERR_SERVER);
    CHECK_INT(retries.status[1], OSB_ERR_RATE_LIMITED);
    CHECK_INT(retries.released, 1);
}

TEST(after_three_tries_the_last_failure_is_told)
{
    struct retries retries = {0};
    scripted_define("always", GET_ROUTE BUSY(502));
    struct asked asked = ask_with(retrying_config("always", &retries));
    CHECK_INT(asked.status, OSB_ERR_SERVER);
    CHECK_INT(asked.http_status, 502);
    CHECK_CONTAINS(asked.message, "come back");
    CHECK_CONTAINS(asked.message, "try 3");
    CHECK_INT(seen("always", NULL, NULL), 3);
    CHECK_INT(retries.count, 2);
}

TEST(other_answers_are_final)
{
    static const int finals[] = {400, 401, 403, 404, 409, 422, 500, 501, 504, 302};
    for (size_t i = 0; i < sizeof finals / sizeof *finals; i++) {
        struct retries retries = {0};
        char script[200];
        snprintf(script, sizeof script, GET_ROUTE "  respond %d\n", finals[i]);
        scripted_define("final", script);
        CHECK_INT(ask_with(retrying_config("final", &retries)).http_status, finals[i]);
        CHECK_INT(seen("final", NULL, NULL), 1);
        CHECK_INT(retries.count, 0);
    }
}

TEST(what_is_not_idempotent_is_not_sent_twice)
{
    static const char *const answers[] = {BUSY(503), BUSY(429), "  close\n", "  reset\n"};
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        struct retries retries = {0};
        char script[300];
        snprintf(script, sizeof script, PAUSE_ROUTE "%s", answers[i]);
        scripted_define("post", script);
        CHECK(pause_sandbox(retrying_config("post", &retries)).status != OSB_OK);
        CHECK_INT(seen("post", NULL, NULL), 1);
        CHECK_INT(retries.count, 0);
    }
}

TEST(a_connection_lost_before_any_answer_is_made_anew)
{
    static const char *const ends[] = {"  close\n", "  reset\n"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct retries retries = {0};
        char script[300];
        snprintf(script, sizeof script, GET_ROUTE "%s" GET_ROUTE RUNNING, ends[i]);
        scripted_define("lost", script);
        CHECK_INT(ask_with(retrying_config("lost", &retries)).status, OSB_OK);
        CHECK_INT(retries.count, 1);
        CHECK_INT(retries.status[0], OSB_ERR_CONNECTION_LOST);
        CHECK_INT(seen("lost", NULL, NULL), 2);
    }
}

TEST(an_answer_that_had_begun_is_not_asked_for_again)
{
    static const char *const cuts[] = {
        "  head 200 application/json length 10\n  raw '{'\n  close\n",
        "  raw 'HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\n'\n  close\n",
        "  raw 'what is this\\r\\n\\r\\n'\n  close\n",
    };
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        struct retries retries = {0};
        char script[300];
        snprintf(script, sizeof script, GET_ROUTE "%s", cuts[i]);
        scripted_define("begun", script);
        CHECK(ask_with(retrying_config("begun", &retries)).status != OSB_OK);
        CHECK_INT(seen("begun", NULL, NULL), 1);
        CHECK_INT(retries.count, 0);
    }
}

/* A config for a port of ours that nobody listens on; close the descriptor afterwards. */
static osb_config *refused_config(struct retries *retries, int *descriptor)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    char domain[64];
    *descriptor = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(*descriptor, (struct sockaddr *)&address, size) != 0 || getsockname(*descriptor, (struct sockaddr *)&address, &size) != 0)
        check_stop("no port");
    osb_config *config = retrying_config("refused", retries);
    snprintf(domain, sizeof domain, "127.0.0.1:%d", ntohs(address.sin_port));
    osb_config_set_domain(config, domain);
    return config;
}

TEST(what_never_left_is_sent_again_whatever_it_is)
{
    struct retries retries = {0};
    int descriptor;
    struct asked asked = pause_sandbox(refused_config(&retries, &descriptor));
    CHECK_INT(asked.status, OSB_ERR_CONNECT);
    CHECK_CONTAINS(asked.message, "try 3");
    CHECK_INT(retries.count, 2);
    CHECK_INT(retries.status[0], OSB_ERR_CONNECT);
    close(descriptor);
}

TEST(a_create_that_never_left_is_sent_again)
{
    struct retries retries = {0};
    int descriptor;
    osb_client *client = fixture_client_with(refused_config(&retries, &descriptor));
    osb_create_options *options = fixture_create_options();
    osb_sandbox *sandbox = NULL;
    CHECK_INT(osb_sandbox_create(client, options, NULL, &sandbox, NULL), OSB_ERR_CONNECT);
    CHECK_INT(retries.count, 2);
    osb_create_options_free(options);
    osb_client_free(client);
    close(descriptor);
}

TEST(a_create_that_was_answered_is_sent_once)
{
    struct retries retries = {0};
    scripted_define("created", "on POST /v1/sandboxes\n" BUSY(503));
    osb_client *client = fixture_client_with(retrying_config("created", &retries));
    osb_create_options *options = fixture_create_options();
    osb_sandbox *sandbox = NULL;
    CHECK_INT(osb_sandbox_create(client, options, NULL, &sandbox, NULL), OSB_ERR_SERVER);
    CHECK_INT(seen("created", NULL, NULL), 1);
    osb_create_options_free(options);
    osb_client_free(client);
}

TEST(a_command_is_never_sent_twice)
{
    static const char *const answers[] = {BUSY(503), BUSY(429), "  close\n", "  reset\n"};
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        struct retries retries = {0};
        char routes[300];
        snprintf(routes, sizeof routes, COMMAND_ROUTE "%s", answers[i]);
        struct fixture fixture = fixture_open_with(retrying_config("command", &retries), "command", routes);
        fixture_run(&fixture, NULL);
        CHECK(fixture.status != OSB_OK);
        CHECK_INT(seen("command", NULL, "/execd/command"), 1);
        CHECK_INT(retries.count, 0);
        fixture_close(&fixture);
    }
}

TEST(the_look_up_before_a_command_is_tried_again)
{
    struct retries retries = {0};
    struct fixture fixture = fixture_open_with(retrying_config("look-up", &retries), "look-up",
        "on GET /v1/sandboxes/sb-1/endpoints/*\n" BUSY(503) "on GET /v1/sandboxes/sb-1/endpoints/*\n  close\n" COMMAND_ROUTE WHOLE_STREAM);
    fixture_run(&fixture, NULL);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_INT(retries.count, 1); /* libcurl itself sees to a kept connection that died */
    CHECK_INT(seen("look-up", NULL, "/v1/sandboxes/sb-1/endpoints/*"), 3);
    fixture_close(&fixture);
}

TEST(so_is_that_before_a_started_execution)
{
    struct retries retries = {0};
    struct fixture fixture = fixture_open_with(retrying_config("started", &retries), "started",
        "on GET /v1/sandboxes/sb-1/endpoints/*\n" BUSY(503) "on GET /v1/sandboxes/sb-1/endpoints/*\n  close\n" COMMAND_ROUTE WHOLE_STREAM);
    osb_execution *execution = NULL;
    osb_result *result = NULL;
    CHECK_INT(osb_command_start(fixture.sandbox, "true", fixture.options, NULL, NULL, &execution, NULL), OSB_OK);
    CHECK_INT(osb_execution_wait(execution, NULL, &result, NULL), OSB_OK);
    CHECK_INT(osb_result_exit_code(result), 0);
    CHECK_INT(seen("started", NULL, "/v1/sandboxes/sb-1/endpoints/*"), 3);
    osb_result_free(result);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(the_deletion_behind_a_failed_create_is_tried_again)
{
    struct retries retries = {0};
    scripted_define("behind", "on GET /execd/ping\n  respond 401\non DELETE /v1/sandboxes/sb-1\n" BUSY(503)
        "on DELETE /v1/sandboxes/sb-1\n  close\n" SANDBOX_ROUTES);
    osb_client *client = fixture_client_with(retrying_config("behind", &retries));
    osb_create_options *options = fixture_create_options();
    osb_sandbox *sandbox = NULL;
    osb_error *error = NULL;
    CHECK_INT(osb_sandbox_create(client, options, NULL, &sandbox, &error), OSB_ERR_UNAUTHORIZED);
    osb_create_options_free(options);
    osb_client_free(client); /* waits for it */
    CHECK_INT(osb_error_cleanup(error, -1), OSB_CLEANUP_DONE);
    CHECK_INT(seen("behind", "DELETE", NULL), 3);
    osb_error_free(error);
}

TEST(who_asks_again_anyhow_is_not_asked_for_again_besides)
{
    struct retries retries = {0};
    scripted_define("anyhow", "on GET /execd/ping\n" BUSY(503) "on GET /execd/ping\n" BUSY(503)
        "on GET /v1/sandboxes/sb-1/endpoints/*\n" BUSY(503) SANDBOX_ROUTES);
    osb_client *client = fixture_client_with(retrying_config("anyhow", &retries));
    osb_connect_options *options = osb_connect_options_new();
    osb_sandbox *sandbox = NULL;
    osb_connect_options_set_poll_interval(options, 1);
    CHECK_INT(osb_sandbox_connect(client, "sb-1", options, NULL, &sandbox, NULL), OSB_OK);
    CHECK_INT(retries.count, 0);
    osb_connect_options_free(options);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

TEST(a_port_that_was_lost_is_asked_again_and_what_it_answers_is_an_answer)
{
    struct retries retries = {0};
    struct fixture fixture = fixture_open_with(retrying_config("port", &retries), "port",
        "on GET /execd/\n  close\non GET /execd/\n  close\non GET /execd/\n" BUSY(503));
    osb_http_response *response = NULL;
    CHECK_INT(osb_sandbox_send_request(fixture.sandbox, 8080, NULL, NULL, &response, NULL), OSB_OK);
    CHECK_INT(osb_http_response_status(response), 503);
    CHECK_INT(retries.count, 1);
    CHECK_INT(seen("port", NULL, "/execd/"), 3);
    osb_http_response_free(response);
    fixture_close(&fixture);
}

/* ---- Whether at all ---- */

TEST(retries_can_be_turned_off)
{
    struct retries retries = {0};
    scripted_define("off", GET_ROUTE BUSY(503));
    osb_config *config = retrying_config("off", &retries);
    CHECK_INT(osb_config_set_tries(config, 1), OSB_OK);
    struct asked asked = ask_with(config);
    CHECK_INT(asked.status, OSB_ERR_SERVER);
    CHECK(strstr(asked.message, "try") == NULL);
    CHECK_INT(seen("off", NULL, NULL), 1);
    CHECK_INT(retries.count, 0);
    CHECK_INT(retries.released, 1);
}

TEST(each_client_has_a_policy_of_its_own)
{
    struct retries one = {0}, ten = {0};
    scripted_define("own", GET_ROUTE BUSY(503));
    osb_config *config = retrying_config("own", &ten);
    osb_config_set_tries(config, 10);
    osb_client *patient = fixture_client_with(config);
    config = retrying_config("own", &one);
    osb_config_set_tries(config, 2);
    osb_client *hasty = fixture_client_with(config);
    ask(patient, NULL);
    ask(hasty, NULL);
    CHECK_INT(ten.count, 9);
    CHECK_INT(one.count, 1);
    osb_client_free(patient);
    osb_client_free(hasty);
}

/* ---- When ---- */

TEST(pauses_double_and_have_a_limit)
{
    static const int64_t full[] = {40, 80, 100, 100, 100};
    struct retries retries = {0};
    scripted_define("pauses", GET_ROUTE BUSY(503));
    osb_config *config = retrying_config("pauses", &retries);
    osb_config_set_tries(config, 6);
    osb_config_set_retry_pause(config, 40, 100);
    ask_with(config);
    CHECK_INT(retries.count, 5);
    for (int i = 0; i < 5; i++) {
        CHECK(retries.pause[i] >= full[i] / 2);
        CHECK(retries.pause[i] <= full[i]);
    }
}

/* The first pause that a busy server's answer leads to, of which nothing is waited; -1 when there was none. */
static int64_t pause_after(const char *answer, int64_t request_timeout)
{
    struct retries retries = {.cancels = osb_cancel_new()};
    char script[400];
    snprintf(script, sizeof script, GET_ROUTE "%s", answer);
    scripted_define("retry-after", script);
    osb_config *config = retrying_config("retry-after", &retries);
    osb_config_set_request_timeout(config, request_timeout);
    osb_client *client = fixture_client_with(config);
    struct asked asked = ask(client, retries.cancels);
    CHECK_INT(asked.status, retries.count == 0 ? OSB_ERR_RATE_LIMITED : OSB_ERR_CANCELLED);
    CHECK_INT(seen("retry-after", NULL, NULL), 1);
    osb_cancel_free(retries.cancels);
    osb_client_free(client);
    return retries.count == 0 ? -1 : retries.pause[0];
}

TEST(the_servers_own_word_counts_up_to_a_minute)
{
    CHECK_INT(pause_after("  header Retry-After: 7\n  respond 429\n", 120000), 7000);
    CHECK_INT(pause_after("  header Retry-After: 60\n  respond 429\n", 120000), 60000);
    CHECK_INT(pause_after("  header Retry-After: 61\n  respond 429\n", 120000), -1);
    CHECK_INT(pause_after("  header Date: Tue, 24 Nov 2026 10:00:00 GMT\n  header Retry-After: Tue, 24 Nov 2026 10:00:09 GMT\n  respond 429\n",
                          120000), 9000);
    CHECK_INT(pause_after("  header Date: Tue, 24 Nov 2026 10:00:00 GMT\n  header Retry-After: Tue, 24 Nov 2026 10:01:01 GMT\n  respond 429\n",
                          120000), -1);
    CHECK_INT(pause_after("  header Retry-After: 0\n  respond 429\n", 120000), 0);
}

TEST(what_is_no_time_is_not_waited_for)
{
    static const char *const none[] = {"soon", "-5", "99999999999999999999", "1.5", ""};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        char answer[100];
        snprintf(answer, sizeof answer, "  header Retry-After: %s\n  respond 429\n", none[i]);
        int64_t pause = pause_after(answer, 120000);
        CHECK(pause >= 1 && pause <= 2);
    }
}

TEST(a_deadline_that_would_pass_ends_the_call_at_once)
{
    CHECK_INT(pause_after("  header Retry-After: 30\n  respond 429\n", 29000), -1);
    struct retries retries = {0};
    scripted_define("deadline", GET_ROUTE "  header Retry-After: 30\n  respond 503\n");
    osb_client *client = fixture_client_with(retrying_config("deadline", &retries));
    osb_cancel *cancel = osb_cancel_new();
    osb_cancel_set_timeout(cancel, 20000);
    CHECK_INT(ask(client, cancel).status, OSB_ERR_SERVER);
    CHECK_INT(retries.count, 0);
    osb_cancel_free(cancel);
    osb_client_free(client);
}

TEST(one_request_timeout_covers_all_tries)
{
    struct retries retries = {0};
    scripted_define("timeout", GET_ROUTE BUSY(503) GET_ROUTE "  stall\n");
    osb_config *config = retrying_config("timeout", &retries);
    osb_config_set_request_timeout(config, 2000);
    struct asked asked = ask_with(config);
    CHECK_INT(asked.status, OSB_ERR_TIMEOUT);
    CHECK_INT(retries.count, 1);
    CHECK_INT(seen("timeout", "GET", NULL), 2);
}

TEST(a_pause_can_be_cancelled)
{
    struct retries retries = {.cancels = osb_cancel_new()};
    scripted_define("cancelled", GET_ROUTE BUSY(503));
    osb_config *config = retrying_config("cancelled", &retries);
    osb_config_set_retry_pause(config, 20000, 20000);
    osb_client *client = fixture_client_with(config);
    struct asked asked = ask(client, retries.cancels);
    CHECK_INT(asked.status, OSB_ERR_CANCELLED);
    CHECK_INT(seen("cancelled", NULL, NULL), 1);
    osb_cancel_free(retries.cancels);
    osb_client_free(client);
}
