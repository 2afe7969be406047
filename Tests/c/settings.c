/* Two clients of one process, with nothing in common: what one is told is never in a request of the other's, however they interleave. */
#include "calls.h"
#include "check.h"

#include <pthread.h>

enum { ROUNDS = 20, THREADS = 3 };

struct side {
    const char *script;
    osb_client *client;
    osb_sandbox *sandbox;
    int rounds;
    _Atomic int lines; /* in its log */
};

static void log_line(osb_log_level level, const char *message, void *user_data)
{
    struct side *side = user_data;
    (void)level;
    if (strstr(message, "/s/"))
        CHECK_CONTAINS(message, side->script); /* the URL is of its own server */
    side->lines++;
}

static const char routes[] =
    "on GET /version\n  respond 200 application/json {'version':'1.1.1'}\n"
    INFO_ROUTE SANDBOX_ROUTES COMMAND_ROUTE WHOLE_STREAM;

static void *work(void *context)
{
    struct side *side = context;
    struct calls calls = {.fixture = {.client = side->client, .sandbox = side->sandbox}};
    for (int i = 0; i < ROUNDS; i++) {
        CHECK_INT(calls_server_info(&calls, NULL), OSB_OK);
        CHECK_INT(calls_info(&calls, NULL), OSB_OK);
        CHECK_INT(calls_run(&calls, NULL), OSB_OK);
        CHECK_INT(calls_start(&calls, NULL), OSB_OK);
    }
    return NULL;
}

static size_t occurrences(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, part)); at++)
        count++;
    return count;
}

/* Every request has the one side's words, and none the other's. */
static void check_requests(const char *script, const char *const *own, const char *const *others)
{
    char *requests = scripted_requests(script, NULL, NULL, NULL);
    size_t count = (size_t)scripted_count(script, "request", NULL, NULL);
    CHECK(count >= THREADS * ROUNDS * 4);
    for (int i = 0; own[i]; i++)
        CHECK_INT(occurrences(requests, own[i]), count);
    for (int i = 0; others[i]; i++)
        CHECK_INT(occurrences(requests, others[i]), 0);
    free(requests);
}

TEST(each_clients_requests_are_its_own)
{
    static const char *const red[] = {"X-Side: red\r\n", "User-Agent: red/1\r\n", NULL}, *const blue[] = {"X-Side: blue\r\n", "User-Agent: blue/2\r\n", NULL};
    static const char *const red_alone[] = {"blue", "X-Blue-Key", NULL}, *const blue_alone[] = {"red", "OPEN-SANDBOX-API-KEY", NULL};
    struct side sides[2] = {{.script = "red"}, {.script = "blue"}};
    osb_config *configs[2] = {fixture_config("red"), fixture_tls_config("blue")};
    pthread_t threads[2][THREADS];

    osb_config_set_api_key(configs[0], "key-of-red");
    osb_config_set_header(configs[0], "X-Side", "red");
    osb_config_set_user_agent(configs[0], "red/1");
    osb_config_set_request_timeout(configs[0], 60000);
    osb_config_set_log(configs[0], OSB_LOG_DEBUG, log_line, &sides[0], NULL);
    osb_config_set_api_key(configs[1], "key-of-blue");
    osb_config_set_key_header(configs[1], "X-Blue-Key");
    osb_config_set_header(configs[1], "X-Side", "blue");
    osb_config_set_user_agent(configs[1], "blue/2");
    osb_config_set_request_timeout(configs[1], -1);
    osb_config_set_use_server_proxy(configs[1], 1);

    for (int i = 0; i < 2; i++) {
        scripted_define(sides[i].script, routes);
        sides[i].client = fixture_client_with(configs[i]);
        sides[i].sandbox = fixture_sandbox(sides[i].client);
    }
    for (int i = 0; i < 2 * THREADS; i++)
        if (pthread_create(&threads[i % 2][i / 2], NULL, work, &sides[i % 2]) != 0)
            check_stop("no thread");
    for (int i = 0; i < 2 * THREADS; i++)
        pthread_join(threads[i % 2][i / 2], NULL);
    for (int i = 0; i < 2; i++) {
        osb_sandbox_free(sides[i].sandbox);
        osb_client_free(sides[i].client);
    }
    check_requests("red", red, red_alone);
    check_requests("blue", blue, blue_alone);
    CHECK_INT(sides[0].lines, scripted_count("red", "request", NULL, NULL));
    CHECK_INT(sides[1].lines, 0);
    CHECK_INT(scripted_count("red", "request", "GET", "/v1/sandboxes/sb-1/endpoints/44772?use_server_proxy=true"), 0);
    CHECK_INT(scripted_count("blue", "request", "GET", "/v1/sandboxes/sb-1/endpoints/44772"), 1);
    CHECK_INT(scripted_count("blue", "request", "GET", "/v1/sandboxes/sb-1/endpoints/44772?use_server_proxy=true"), 1);
}

/* The one trusts an authority that the other does not, whichever of them was there first. */
TEST(a_clients_trust_is_its_own)
{
    scripted_define("trusted", routes);
    for (int first = 0; first < 2; first++) {
        struct calls calls[2];
        for (int i = 0; i < 2; i++) {
            osb_config *config = fixture_tls_config("trusted");
            if (i != first)
                osb_config_set_ca_file(config, scripted_stranger());
            calls[i] = (struct calls){.fixture.client = fixture_client_with(config)};
        }
        for (int round = 0; round < 3; round++)
            for (int i = 0; i < 2; i++)
                CHECK_INT(calls_server_info(&calls[i], NULL), i == first ? OSB_OK : OSB_ERR_TLS);
        osb_client_free(calls[0].fixture.client);
        CHECK_INT(calls_server_info(&calls[1], NULL), first == 1 ? OSB_OK : OSB_ERR_TLS);
        osb_client_free(calls[1].fixture.client);
    }
}

/* Limits of time: the one gives up, the other waits on. */
TEST(a_clients_limits_are_its_own)
{
    scripted_define("limits", "on GET /version\n  wait-signal go\n  respond 200 application/json {'version':'1.1.1'}\n");
    osb_config *hasty = fixture_config("limits"), *patient = fixture_config("limits");
    osb_config_set_request_timeout(hasty, 100);
    osb_config_set_request_timeout(patient, -1);
    struct calls one = {.fixture.client = fixture_client_with(hasty)}, other = {.fixture.client = fixture_client_with(patient)};
    CHECK_INT(calls_server_info(&one, NULL), OSB_ERR_TIMEOUT);
    scripted_signal("limits", "go");
    CHECK_INT(calls_server_info(&other, NULL), OSB_OK);
    osb_client_free(one.fixture.client);
    osb_client_free(other.fixture.client);
}
