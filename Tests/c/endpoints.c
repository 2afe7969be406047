/* Where ports are reached: what is remembered of it and for how long, who asks, and what the config changes of it. */
#include "check.h"
#include "fixture.h"

#include <pthread.h>

#define JSON "application/json "
#define LOOKUP "/v1/sandboxes/sb-1/endpoints/*"

static long lookups(const char *name)
{
    return scripted_count(name, "request", "GET", LOOKUP);
}

static osb_sandbox *attach(osb_client *client, const char *id)
{
    osb_sandbox *sandbox = NULL;
    CHECK_INT(osb_sandbox_attach(client, id, &sandbox, NULL), OSB_OK);
    return sandbox;
}

static void ask(osb_sandbox *sandbox, int32_t port)
{
    osb_endpoint *endpoint = NULL;
    osb_error *error = NULL;
    if (osb_sandbox_get_endpoint(sandbox, port, NULL, &endpoint, &error) != OSB_OK)
        fixture_stop("endpoint", error);
    osb_endpoint_free(endpoint);
}

/* ---- What is remembered ---- */

TEST(an_endpoint_is_asked_for_once_by_all_handles_of_a_client)
{
    scripted_define("once", SANDBOX_ROUTES COMMAND_ROUTE WHOLE_STREAM);
    osb_client *client = fixture_client("once");
    osb_sandbox *first = attach(client, "sb-1"), *second = attach(client, "sb-1");
    ask(first, 44772);
    ask(second, 44772);
    osb_result_free(fixture_result(second, NULL, NULL));
    CHECK_INT(lookups("once"), 1);
    ask(first, 8080);
    CHECK_INT(lookups("once"), 2);
    osb_sandbox_free(first);
    osb_sandbox_free(second);

    /* Another client asks for itself. */
    osb_client *other = fixture_client("once");
    first = attach(other, "sb-1");
    ask(first, 44772);
    CHECK_INT(lookups("once"), 3);
    osb_sandbox_free(first);
    osb_client_free(other);
    osb_client_free(client);
}

TEST(an_endpoint_of_another_sandbox_is_another)
{
    scripted_define("other", "on GET /v1/sandboxes/*/endpoints/*\n  respond 200 " JSON "{'endpoint':'$BASE/execd'}\n");
    osb_client *client = fixture_client("other");
    osb_sandbox *first = attach(client, "sb-1"), *second = attach(client, "sb-2");
    ask(first, 80);
    ask(second, 80);
    ask(first, 80);
    CHECK_INT(scripted_count("other", "request", NULL, NULL), 2);
    osb_sandbox_free(first);
    osb_sandbox_free(second);
    osb_client_free(client);
}

static osb_client *client_remembering(const char *script, int64_t lifetime, size_t limit)
{
    osb_config *config = fixture_config(script);
    CHECK_INT(osb_config_set_endpoint_lifetime(config, lifetime), OSB_OK);
    CHECK_INT(osb_config_set_endpoint_limit(config, limit), OSB_OK);
    return fixture_client_with(config);
}

TEST(nothing_is_remembered_when_that_was_asked_for)
{
    static const struct {
        int64_t lifetime;
        size_t limit;
    } cases[] = {{0, 1024}, {-1, 0}};
    for (size_t i = 0; i < 2; i++) {
        scripted_define("forgetful", SANDBOX_ROUTES);
        osb_client *client = client_remembering("forgetful", cases[i].lifetime, cases[i].limit);
        osb_sandbox *sandbox = attach(client, "sb-1");
        ask(sandbox, 80);
        ask(sandbox, 80);
        CHECK_INT(lookups("forgetful"), 2);
        osb_sandbox_free(sandbox);
        osb_client_free(client);
    }
}

TEST(an_endpoint_is_forgotten_after_its_time)
{
    scripted_define("expiry", SANDBOX_ROUTES);
    osb_client *client = client_remembering("expiry", 1, 1024);
    osb_sandbox *sandbox = attach(client, "sb-1");
    do
        ask(sandbox, 80);
    while (lookups("expiry") < 3); /* a round trip takes longer than a millisecond, sooner or later */
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

TEST(the_one_not_asked_for_longest_is_forgotten_first)
{
    scripted_define("limit", SANDBOX_ROUTES);
    osb_client *client = client_remembering("limit", -1, 2);
    osb_sandbox *sandbox = attach(client, "sb-1");
    ask(sandbox, 1);
    ask(sandbox, 2);
    ask(sandbox, 1);
    ask(sandbox, 3); /* in the place of 2 */
    CHECK_INT(lookups("limit"), 3);
    ask(sandbox, 1);
    ask(sandbox, 3);
    CHECK_INT(lookups("limit"), 3);
    ask(sandbox, 2);
    CHECK_INT(lookups("limit"), 4);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

static osb_status end_by_server(osb_client *client, int verb)
{
    if (verb == 0)
        return osb_server_pause_sandbox(client, "sb-1", NULL, NULL);
    return verb == 1 ? osb_server_resume_sandbox(client, "sb-1", NULL, NULL) : osb_server_kill_sandbox(client, "sb-1", NULL, NULL);
}

static osb_status end_by_handle(osb_sandbox *sandbox, int verb)
{
    if (verb == 0)
        return osb_sandbox_pause(sandbox, NULL, NULL);
    return verb == 1 ? osb_sandbox_resume(sandbox, NULL, NULL) : osb_sandbox_kill(sandbox, NULL, NULL);
}

TEST(pausing_resuming_and_killing_make_it_forget)
{
    for (int verb = 0; verb < 3; verb++) {
        for (int by_handle = 0; by_handle < 2; by_handle++) {
            scripted_define("forget", SANDBOX_ROUTES "on POST /v1/sandboxes/sb-1/*\n  respond 202\n");
            osb_client *client = fixture_client("forget");
            osb_sandbox *sandbox = attach(client, "sb-1");
            ask(sandbox, 44772);
            ask(sandbox, 80);
            CHECK_INT(lookups("forget"), 2);
            CHECK_INT(by_handle ? end_by_handle(sandbox, verb) : end_by_server(client, verb), OSB_OK);
            ask(sandbox, 44772);
            ask(sandbox, 80);
            CHECK_INT(lookups("forget"), 4);
            osb_sandbox_free(sandbox);
            osb_client_free(client);
        }
    }
}

/* ---- Who asks ---- */

struct asker {
    pthread_t thread;
    osb_sandbox *sandbox;
    osb_cancel *cancel;
    osb_status status;
};

static void *ask_on_thread(void *argument)
{
    struct asker *asker = argument;
    osb_endpoint *endpoint = NULL;
    asker->status = osb_sandbox_get_endpoint(asker->sandbox, 80, asker->cancel, &endpoint, NULL);
    osb_endpoint_free(endpoint);
    return NULL;
}

enum { ASKERS = 8 };

static void start(struct asker *askers, osb_sandbox *sandbox, int count)
{
    for (int i = 0; i < count; i++) {
        askers[i] = (struct asker){.sandbox = sandbox};
        if (pthread_create(&askers[i].thread, NULL, ask_on_thread, &askers[i]))
            check_stop("no thread");
    }
}

TEST(of_many_who_ask_at_the_same_time_one_does)
{
    struct asker askers[ASKERS];
    scripted_define("flight", "on GET " LOOKUP "\n  wait-signal go\n  respond 200 " JSON "{'endpoint':'$BASE/execd'}\n");
    osb_client *client = fixture_client("flight");
    osb_sandbox *sandbox = attach(client, "sb-1");
    start(askers, sandbox, ASKERS);
    scripted_wait("flight", "request", NULL, NULL, 1);
    scripted_signal("flight", "go");
    for (int i = 0; i < ASKERS; i++) {
        pthread_join(askers[i].thread, NULL);
        CHECK_INT(askers[i].status, OSB_OK);
    }
    CHECK_INT(lookups("flight"), 1);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

TEST(what_the_server_refuses_is_refused_to_all_and_not_remembered)
{
    struct asker askers[ASKERS];
    scripted_define("refusal", "on GET " LOOKUP "\n  wait-signal go\n  respond 404 " JSON "{'code':'A::B','message':'no'}\n"
                    "on GET " LOOKUP "\n  respond 200 " JSON "{'endpoint':'$BASE/execd'}\n");
    osb_client *client = fixture_client("refusal");
    osb_sandbox *sandbox = attach(client, "sb-1");
    start(askers, sandbox, 1);
    scripted_wait("refusal", "request", NULL, NULL, 1);
    scripted_signal("refusal", "go");
    pthread_join(askers[0].thread, NULL);
    CHECK_INT(askers[0].status, OSB_ERR_NOT_FOUND);
    ask(sandbox, 80);
    CHECK_INT(lookups("refusal"), 2);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

TEST(who_waits_for_anothers_answer_can_be_cancelled_and_asks_when_that_one_is)
{
    struct asker first = {0}, second = {0};
    scripted_define("handover", "on GET " LOOKUP "\n  stall\non GET " LOOKUP "\n  stall\n"
                    "on GET " LOOKUP "\n  respond 200 " JSON "{'endpoint':'$BASE/execd'}\n");
    osb_client *client = fixture_client("handover");
    first.sandbox = second.sandbox = attach(client, "sb-1");
    first.cancel = osb_cancel_new();
    second.cancel = osb_cancel_new();
    REQUIRE(pthread_create(&first.thread, NULL, ask_on_thread, &first) == 0);
    scripted_wait("handover", "request", NULL, NULL, 1);
    REQUIRE(pthread_create(&second.thread, NULL, ask_on_thread, &second) == 0);
    osb_cancel_trigger(first.cancel); /* whether the second waits already or not: it asks for itself now */
    pthread_join(first.thread, NULL);
    CHECK_INT(first.status, OSB_ERR_CANCELLED);
    scripted_wait("handover", "request", NULL, NULL, 2);
    first.status = OSB_OK;
    osb_cancel *third = osb_cancel_new();
    osb_cancel_set_timeout(third, 1);
    osb_endpoint *none = NULL;
    CHECK_INT(osb_sandbox_get_endpoint(first.sandbox, 80, third, &none, NULL), OSB_ERR_DEADLINE); /* behind the second */
    osb_cancel_trigger(second.cancel);
    pthread_join(second.thread, NULL);
    CHECK_INT(second.status, OSB_ERR_CANCELLED);
    ask(first.sandbox, 80);
    CHECK_INT(lookups("handover"), 3);
    osb_cancel_free(first.cancel);
    osb_cancel_free(second.cancel);
    osb_cancel_free(third);
    osb_sandbox_free(first.sandbox);
    osb_client_free(client);
}

TEST(an_answer_that_comes_after_the_pause_is_not_remembered)
{
    struct asker asker = {0};
    scripted_define("late", "on GET " LOOKUP "\n  wait-signal go\n  respond 200 " JSON "{'endpoint':'$BASE/before'}\n"
                    "on GET " LOOKUP "\n  respond 200 " JSON "{'endpoint':'$BASE/after'}\n"
                    "on POST /v1/sandboxes/sb-1/pause\n  respond 202\n");
    osb_client *client = fixture_client("late");
    osb_sandbox *sandbox = attach(client, "sb-1");
    osb_endpoint *endpoint = NULL;
    start(&asker, sandbox, 1);
    scripted_wait("late", "request", "GET", NULL, 1);
    CHECK_INT(osb_sandbox_pause(sandbox, NULL, NULL), OSB_OK);
    /* Nor is it waited for any more. */
    CHECK_INT(osb_sandbox_get_endpoint(sandbox, 80, NULL, &endpoint, NULL), OSB_OK);
    CHECK_CONTAINS(osb_endpoint_url(endpoint), "/after");
    osb_endpoint_free(endpoint);
    scripted_signal("late", "go");
    pthread_join(asker.thread, NULL);
    CHECK_INT(asker.status, OSB_OK);
    CHECK_INT(osb_sandbox_get_endpoint(sandbox, 80, NULL, &endpoint, NULL), OSB_OK);
    CHECK_CONTAINS(osb_endpoint_url(endpoint), "/after");
    osb_endpoint_free(endpoint);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

/* ---- Kinds of endpoints ---- */

TEST(by_way_of_the_server_whatever_the_config_says)
{
    scripted_define("proxy", "on GET /v1/sandboxes/sb-1/endpoints/80?use_server_proxy=true\n"
                    "  respond 200 " JSON "{'endpoint':'$BASE/v1/sandboxes/sb-1/proxy/80'}\n" ENDPOINT_ROUTE);
    osb_client *client = fixture_client("proxy");
    osb_sandbox *sandbox = attach(client, "sb-1");
    osb_endpoint *direct = NULL, *proxied = NULL;
    CHECK_INT(osb_sandbox_get_endpoint(sandbox, 80, NULL, &direct, NULL), OSB_OK);
    for (int i = 0; i < 2; i++) {
        CHECK_INT(osb_sandbox_get_proxy_endpoint(sandbox, 80, NULL, &proxied, NULL), OSB_OK);
        CHECK_CONTAINS(osb_endpoint_url(proxied), "/v1/sandboxes/sb-1/proxy/80");
        osb_endpoint_free(proxied);
    }
    CHECK_CONTAINS(osb_endpoint_url(direct), "/execd");
    osb_endpoint_free(direct);
    CHECK_INT(scripted_count("proxy", "request", NULL, NULL), 2);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

TEST(a_signed_endpoint_is_asked_for_each_time_and_directly)
{
    osb_config *config = fixture_config("signed");
    osb_config_set_use_server_proxy(config, 1);
    scripted_define("signed", "on GET /v1/sandboxes/sb-1/endpoints/80?expires=1800000000\n"
                    "  respond 200 " JSON "{'endpoint':'$BASE/signed/abc'}\n");
    osb_client *client = fixture_client_with(config);
    osb_sandbox *sandbox = attach(client, "sb-1");
    for (int i = 0; i < 2; i++) {
        osb_endpoint *endpoint = NULL;
        CHECK_INT(osb_sandbox_get_signed_endpoint(sandbox, 80, 1800000000999, NULL, &endpoint, NULL), OSB_OK);
        CHECK_CONTAINS(osb_endpoint_url(endpoint), "/signed/abc");
        osb_endpoint_free(endpoint);
    }
    CHECK_INT(scripted_count("signed", "request", NULL, NULL), 2);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

/* ---- What the config changes ---- */

TEST(a_host_is_reached_at_another_address)
{
    static const struct {
        const char *from, *endpoint, *url; /* %s: the scripted server's host and port */
    } cases[] = {
        {"host.docker.internal", "host.docker.internal:9/a/b", "http://127.0.0.1:%s/a/b"},
        {"HOST.docker.internal", "host.docker.internal/a", "http://127.0.0.1:%s/a"},
        {"host.docker.internal:9", "host.docker.internal:9", "http://127.0.0.1:%s"},
        {"host.docker.internal:8", "host.docker.internal:9/a", "http://host.docker.internal:9/a"},
        {"docker.internal", "host.docker.internal:9/a", "http://host.docker.internal:9/a"},
        {"[::1]", "[::1]:9/a", "http://127.0.0.1:%s/a"},
        {"a", "b/a/a", "http://b/a/a"},
    };
    const struct scripted_domain domain = scripted_domain("rewrite");
    const char *port = strchr(domain.text, ':') + 1;
    int port_length = (int)strcspn(port, "/");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[256], target[32], number[8], url[128];
        osb_endpoint *endpoint = NULL;
        osb_config *config = fixture_config("rewrite");
        snprintf(number, sizeof number, "%.*s", port_length, port);
        snprintf(target, sizeof target, "127.0.0.1:%s", number);
        CHECK_INT(osb_config_set_host_rewrite(config, "unrelated", "elsewhere"), OSB_OK);
        CHECK_INT(osb_config_set_host_rewrite(config, cases[i].from, "to-be-replaced"), OSB_OK);
        CHECK_INT(osb_config_set_host_rewrite(config, cases[i].from, target), OSB_OK);
        snprintf(script, sizeof script, "on GET " LOOKUP "\n  respond 200 " JSON "{'endpoint':'%s'}\n", cases[i].endpoint);
        scripted_define("rewrite", script);
        osb_client *client = fixture_client_with(config);
        osb_sandbox *sandbox = attach(client, "sb-1");
        CHECK_INT(osb_sandbox_get_endpoint(sandbox, 80, NULL, &endpoint, NULL), OSB_OK);
        CHECK_STR(osb_endpoint_address(endpoint), cases[i].endpoint);
        snprintf(url, sizeof url, cases[i].url, number);
        CHECK_STR(osb_endpoint_url(endpoint), url);
        osb_endpoint_free(endpoint);
        osb_sandbox_free(sandbox);
        osb_client_free(client);
    }
}

TEST(a_replacement_without_a_port_keeps_the_endpoints)
{
    osb_config *config = fixture_config("port");
    osb_endpoint *endpoint = NULL;
    osb_config_set_host_rewrite(config, "inner", "outer");
    scripted_define("port", "on GET " LOOKUP "\n  respond 200 " JSON "{'endpoint':'inner:9/a'}\n");
    osb_client *client = fixture_client_with(config);
    osb_sandbox *sandbox = attach(client, "sb-1");
    CHECK_INT(osb_sandbox_get_endpoint(sandbox, 80, NULL, &endpoint, NULL), OSB_OK);
    CHECK_STR(osb_endpoint_url(endpoint), "http://outer:9/a");
    osb_endpoint_free(endpoint);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

TEST(the_daemons_port_is_the_configs)
{
    osb_config *config = fixture_config("daemon");
    osb_config_set_daemon_port(config, 45000);
    scripted_define("daemon", SANDBOX_ROUTES);
    osb_client *client = fixture_client_with(config);
    osb_sandbox *sandbox = attach(client, "sb-1");
    CHECK_INT(osb_sandbox_wait_ready(sandbox, -1, NULL, NULL), OSB_OK);
    CHECK_INT(scripted_count("daemon", "request", "GET", "/v1/sandboxes/sb-1/endpoints/45000"), 1);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

TEST(the_key_may_have_another_header)
{
    osb_config *config = fixture_config("header");
    osb_config_set_key_header(config, "X-API-Key");
    osb_config_set_header(config, "x-api-key", "not this one");
    osb_config_set_skip_access_renew(config, 1);
    scripted_define("header", SANDBOX_ROUTES);
    osb_client *client = fixture_client_with(config);
    osb_sandbox *sandbox = attach(client, "sb-1");
    CHECK_INT(osb_sandbox_wait_ready(sandbox, -1, NULL, NULL), OSB_OK);
    char *lookup = scripted_requests("header", NULL, LOOKUP, NULL), *ping = scripted_requests("header", NULL, "/execd/ping", NULL);
    CHECK_CONTAINS(lookup, "\r\nX-API-Key: " FIXTURE_KEY "\r\n");
    CHECK(strstr(lookup, "not this one") == NULL);
    CHECK(strcasestr(lookup, "OPEN-SANDBOX-API-KEY") == NULL);
    CHECK(strcasestr(lookup, "Access-Renew") == NULL);
    CHECK(strstr(ping, FIXTURE_KEY) == NULL);
    CHECK_CONTAINS(ping, "\r\nOpenSandbox-Access-Renew: skip\r\n");
    free(lookup);
    free(ping);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

/* ---- Executions ask too ---- */

enum { EXECUTIONS = 6 };

static osb_execution *start_command(osb_sandbox *sandbox)
{
    osb_execution *execution = NULL;
    osb_error *error = NULL;
    if (osb_command_start(sandbox, "true", NULL, NULL, NULL, &execution, &error) != OSB_OK)
        fixture_stop("start", error);
    return execution;
}

static osb_status wait_for(osb_execution *execution)
{
    osb_result *result = NULL;
    osb_status status = osb_execution_wait(execution, NULL, &result, NULL);
    if (status == OSB_OK)
        status = osb_result_error(result) ? osb_error_status(osb_result_error(result)) : OSB_OK;
    osb_result_free(result);
    return status;
}

TEST(executions_and_calls_share_one_question)
{
    osb_execution *executions[EXECUTIONS];
    struct asker asker;
    scripted_define("shared", COMMAND_ROUTE WHOLE_STREAM "on GET " LOOKUP "\n  wait-signal go\n  respond 200 " JSON "{'endpoint':'$BASE/execd'}\n");
    osb_config *config = fixture_config("shared");
    osb_client *client = fixture_client_with(config);
    osb_sandbox *sandbox = attach(client, "sb-1");
    for (int i = 0; i < EXECUTIONS; i++)
        executions[i] = start_command(sandbox);
    scripted_wait("shared", "request", "GET", LOOKUP, 1);
    /* A call that asks for the same port waits for the executions' answer. */
    asker = (struct asker){.sandbox = sandbox};
    osb_cancel *brief = osb_cancel_new();
    osb_endpoint *none = NULL;
    osb_cancel_set_timeout(brief, 1);
    CHECK_INT(osb_sandbox_get_endpoint(asker.sandbox, 44772, brief, &none, NULL), OSB_ERR_DEADLINE);
    scripted_signal("shared", "go");
    for (int i = 0; i < EXECUTIONS; i++) {
        CHECK_INT(wait_for(executions[i]), OSB_OK);
        osb_execution_free(executions[i]);
    }
    CHECK_INT(lookups("shared"), 1);
    CHECK_INT(scripted_count("shared", "request", "POST", "/execd/command"), EXECUTIONS);
    osb_cancel_free(brief);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

TEST(an_execution_that_is_cancelled_leaves_the_question_to_the_next)
{
    osb_execution *executions[EXECUTIONS];
    scripted_define("leave", COMMAND_ROUTE WHOLE_STREAM "on GET " LOOKUP "\n  stall\n"
                    "on GET " LOOKUP "\n  respond 200 " JSON "{'endpoint':'$BASE/execd'}\n");
    osb_client *client = fixture_client("leave");
    osb_sandbox *sandbox = attach(client, "sb-1");
    for (int i = 0; i < EXECUTIONS; i++)
        executions[i] = start_command(sandbox);
    scripted_wait("leave", "request", "GET", LOOKUP, 1);
    /* One of those that wait, at once; then the one that asks. */
    osb_execution_cancel(executions[EXECUTIONS - 1]);
    CHECK_INT(wait_for(executions[EXECUTIONS - 1]), OSB_ERR_CANCELLED);
    CHECK_INT(lookups("leave"), 1);
    osb_execution_cancel(executions[0]);
    CHECK_INT(wait_for(executions[0]), OSB_ERR_CANCELLED);
    for (int i = 1; i < EXECUTIONS - 1; i++)
        CHECK_INT(wait_for(executions[i]), OSB_OK);
    for (int i = 0; i < EXECUTIONS; i++)
        osb_execution_free(executions[i]);
    CHECK_INT(lookups("leave"), 2);
    CHECK_INT(scripted_count("leave", "request", "POST", "/execd/command"), EXECUTIONS - 2);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}
