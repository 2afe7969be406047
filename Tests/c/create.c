/* Creating a sandbox: what is sent, how readiness is found, what becomes of what a failed create has made. */
#include "check.h"
#include "fixture.h"

#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#define JSON "application/json "

/* What came of a create. */
struct outcome {
    osb_client *client;
    osb_create_options *options;
    osb_status status;
    osb_sandbox *sandbox;
    osb_error *error;
};

static struct outcome begin_with(osb_config *config, const char *name, const char *script)
{
    struct outcome outcome = {0};
    scripted_define(name, script);
    outcome.client = fixture_client_with(config ? config : fixture_config(name));
    outcome.options = fixture_create_options();
    osb_create_options_set_poll_interval(outcome.options, 5);
    return outcome;
}

static struct outcome begin(const char *name, const char *script)
{
    return begin_with(NULL, name, script);
}

static void create(struct outcome *outcome)
{
    outcome->status = osb_sandbox_create(outcome->client, outcome->options, NULL, &outcome->sandbox, &outcome->error);
}

static void finish(struct outcome *outcome)
{
    osb_error_free(outcome->error);
    osb_sandbox_free(outcome->sandbox);
    osb_create_options_free(outcome->options);
    osb_client_free(outcome->client);
}

static long requests_seen(const char *name, const char *method, const char *path)
{
    return scripted_count(name, "request", method, path);
}

/* ---- What is sent ---- */

TEST(the_defaults_are_sent)
{
    struct outcome outcome = begin("defaults", SANDBOX_ROUTES);
    create(&outcome);
    CHECK_INT(outcome.status, OSB_OK);
    CHECK_STR(osb_sandbox_id(outcome.sandbox), "sb-1");

    char *request = scripted_requests("defaults", "POST", "/v1/sandboxes", NULL);
    CHECK(strstr(request, "POST /s/defaults/v1/sandboxes HTTP/1.1\r\n") == request);
    CHECK(strcasestr(request, "\r\nOPEN-SANDBOX-API-KEY: " FIXTURE_KEY "\r\n") != NULL);
    CHECK(strcasestr(request, "\r\nContent-Type: application/json\r\n") != NULL);
    CHECK(strcasestr(request, "\r\nUser-Agent: libopensandbox/" OSB_VERSION_STRING "\r\n") != NULL);
    CHECK(strcasestr(request, "\r\nExpect:") == NULL);
    CHECK_STR(strstr(request, "\r\n\r\n") + 4, "{\"image\":{\"uri\":\"ubuntu:24.04\"},\"entrypoint\":[\"tail\",\"-f\",\"/dev/null\"],"
                                              "\"timeout\":600,\"resourceLimits\":{\"cpu\":\"1\",\"memory\":\"2Gi\"}}");
    free(request);
    CHECK_INT(requests_seen("defaults", NULL, NULL), 3); /* create, endpoint, ping */
    finish(&outcome);
}

TEST(every_option_is_sent)
{
    struct outcome outcome = begin("options", SANDBOX_ROUTES);
    osb_create_options *options = outcome.options;
    osb_create_options_set_image(options, "registry:5000/a/b@sha256:0");
    osb_create_options_set_timeout(options, 60001); /* the wire knows seconds: rounded up */
    osb_create_options_add_entrypoint(options, "sh");
    osb_create_options_add_entrypoint(options, "");
    osb_create_options_set_resource(options, "cpu", "500m");
    osb_create_options_set_resource(options, "memory", NULL);
    osb_create_options_set_resource(options, "gpu", "1");
    osb_create_options_set_env(options, "A", "one");
    osb_create_options_set_env(options, "A", "\"two\"\n\\ \xC3\xA9");
    osb_create_options_set_env(options, "GONE", "x");
    osb_create_options_set_env(options, "GONE", NULL);
    osb_create_options_set_env(options, "EMPTY", "");
    osb_create_options_set_metadata(options, "team", "red");
    create(&outcome);
    CHECK_INT(outcome.status, OSB_OK);

    char *body = fixture_request_body("options", "POST", "/v1/sandboxes");
    CHECK_STR(body, "{\"image\":{\"uri\":\"registry:5000/a/b@sha256:0\"},\"entrypoint\":[\"sh\",\"\"],\"timeout\":61,"
                    "\"resourceLimits\":{\"cpu\":\"500m\",\"gpu\":\"1\"},"
                    "\"env\":{\"A\":\"\\\"two\\\"\\n\\\\ \xC3\xA9\",\"EMPTY\":\"\"},\"metadata\":{\"team\":\"red\"}}");
    free(body);
    finish(&outcome);
}

TEST(manual_cleanup_sends_a_null_timeout)
{
    for (int by_timeout = 0; by_timeout < 2; by_timeout++) {
        struct outcome outcome = begin("manual", SANDBOX_ROUTES);
        if (by_timeout)
            osb_create_options_set_timeout(outcome.options, -1);
        else
            osb_create_options_set_manual_cleanup(outcome.options);
        create(&outcome);
        CHECK_INT(outcome.status, OSB_OK);
        char *body = fixture_request_body("manual", "POST", "/v1/sandboxes");
        CHECK_CONTAINS(body, "\"timeout\":null,");
        free(body);
        finish(&outcome);
    }
}

TEST(the_key_goes_to_the_server_and_never_to_a_sandbox)
{
    struct fixture fixture = fixture_open("key", COMMAND_ROUTE WHOLE_STREAM);
    CHECK_INT(osb_sandbox_wait_ready(fixture.sandbox, -1, NULL, NULL), OSB_OK);
    fixture_run(&fixture, NULL);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_INT(osb_sandbox_kill(fixture.sandbox, NULL, NULL), OSB_OK);

    static const char *const of_server[] = {"/v1/sandboxes", "/v1/sandboxes/sb-1/endpoints/44772", "/v1/sandboxes/sb-1"};
    for (size_t i = 0; i < sizeof of_server / sizeof *of_server; i++) {
        char *request = scripted_requests("key", NULL, of_server[i], NULL);
        CHECK_CONTAINS(request, FIXTURE_KEY);
        free(request);
    }
    char *of_sandbox = scripted_requests("key", NULL, "/execd/**", NULL);
    CHECK_CONTAINS(of_sandbox, "/execd/ping");
    CHECK_CONTAINS(of_sandbox, "/execd/command");
    CHECK(strstr(of_sandbox, FIXTURE_KEY) == NULL);
    CHECK(strcasestr(of_sandbox, "OPEN-SANDBOX-API-KEY") == NULL);
    free(of_sandbox);
    fixture_close(&fixture);
}

TEST(the_key_goes_along_through_the_servers_proxy)
{
    osb_config *config = fixture_config("proxied");
    osb_config_set_use_server_proxy(config, 1);
    struct outcome outcome = begin_with(config, "proxied",
        "on GET /v1/sandboxes/sb-1/endpoints/44772?use_server_proxy=true\n"
        "  respond 200 " JSON "{'endpoint':'$BASE/v1/sandboxes/sb-1/proxy/44772'}\n"
        "on GET /v1/sandboxes/sb-1/proxy/44772/ping\n  respond 200\n"
        "on POST /v1/sandboxes/sb-1/proxy/44772/command\n" WHOLE_STREAM
        CREATE_ROUTE);
    create(&outcome);
    CHECK_INT(outcome.status, OSB_OK);
    osb_result *result = NULL;
    CHECK_INT(osb_command_run(outcome.sandbox, "true", NULL, NULL, &result, NULL), OSB_OK);
    osb_result_free(result);
    static const char *const paths[] = {"/v1/sandboxes/sb-1/proxy/44772/ping", "/v1/sandboxes/sb-1/proxy/44772/command"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        char *request = scripted_requests("proxied", NULL, paths[i], NULL);
        CHECK(strcasestr(request, "\r\nOPEN-SANDBOX-API-KEY: " FIXTURE_KEY "\r\n") != NULL);
        free(request);
    }
    finish(&outcome);
}

TEST(a_direct_endpoint_never_sees_the_key_although_the_proxy_was_asked_for)
{
    osb_config *config = fixture_config("unproxied");
    osb_config_set_use_server_proxy(config, 1);
    struct outcome outcome = begin_with(config, "unproxied", CREATE_ROUTE ENDPOINT_ROUTE PING_ROUTE);
    create(&outcome);
    CHECK_INT(outcome.status, OSB_OK);
    char *ping = scripted_requests("unproxied", NULL, "/execd/ping", NULL);
    CHECK_CONTAINS(ping, "GET ");
    CHECK(strstr(ping, FIXTURE_KEY) == NULL);
    free(ping);
    finish(&outcome);
}

TEST(an_endpoints_path_and_headers_go_along)
{
    osb_config *config = fixture_config("headers");
    osb_config_set_header(config, "X-Team", "red");
    osb_config_set_header(config, "X-Execd-Access-Token", "mine");
    osb_config_set_user_agent(config, "tests/1");
    struct outcome outcome = begin_with(config, "headers",
        "on GET /v1/sandboxes/sb-1/endpoints/44772\n"
        "  respond 200 " JSON "{'endpoint':'$BASE/a/b/proxy/44772/','headers':{'X-EXECD-ACCESS-TOKEN':'theirs','X-Empty':''}}\n"
        "on GET /a/b/proxy/44772/ping\n  respond 200\n" CREATE_ROUTE);
    create(&outcome);
    CHECK_INT(outcome.status, OSB_OK);

    char *ping = scripted_requests("headers", "GET", "/a/b/proxy/44772/ping", NULL);
    CHECK_CONTAINS(ping, "\r\nX-EXECD-ACCESS-TOKEN: theirs\r\n");
    CHECK(strstr(ping, "mine") == NULL);
    CHECK_CONTAINS(ping, "\r\nX-Empty:\r\n");
    CHECK_CONTAINS(ping, "\r\nX-Team: red\r\n");
    CHECK_CONTAINS(ping, "\r\nUser-Agent: tests/1\r\n");
    free(ping);
    char *lookup = scripted_requests("headers", "GET", "/v1/sandboxes/sb-1/endpoints/44772", NULL);
    CHECK_CONTAINS(lookup, "\r\nX-Execd-Access-Token: mine\r\n");
    CHECK(strstr(lookup, "theirs") == NULL);
    free(lookup);

    osb_endpoint *endpoint = NULL;
    CHECK_INT(osb_sandbox_get_endpoint(outcome.sandbox, 44772, NULL, &endpoint, NULL), OSB_OK);
    char url[256], address[256];
    snprintf(address, sizeof address, "%s/a/b/proxy/44772/", scripted_domain("headers").text);
    snprintf(url, sizeof url, "http://%s/a/b/proxy/44772", scripted_domain("headers").text);
    CHECK_STR(osb_endpoint_address(endpoint), address);
    CHECK_STR(osb_endpoint_url(endpoint), url);
    CHECK_INT(osb_endpoint_header_count(endpoint), 2);
    CHECK_STR(osb_endpoint_header_name(endpoint, 0), "X-EXECD-ACCESS-TOKEN");
    CHECK_STR(osb_endpoint_header_value(endpoint, 0), "theirs");
    CHECK_STR(osb_endpoint_header_value(endpoint, 1), "");
    CHECK_STR(osb_endpoint_header_name(endpoint, 2), NULL);
    osb_endpoint_free(endpoint);
    finish(&outcome);
}

/* ---- What the server tells ---- */

TEST(the_information_has_every_field)
{
    struct fixture fixture = fixture_open("info",
        "on GET /v1/sandboxes/sb-1\n  respond 200 " JSON
        "{'id':'sb-1','image':{'uri':'ubuntu:latest'},'status':{'state':'Paused','reason':'USER','message':'by hand',"
        "'lastTransitionAt':'2026-11-23T05:35:53.338890Z'},'metadata':{'team':'red','empty':''},'entrypoint':['tail','-f'],"
        "'createdAt':'2026-11-23T05:35:53Z','expiresAt':'2026-11-23T07:35:53.5+02:00','new':[1,{}]}\n"
        "on GET /v1/sandboxes/sb-1\n  respond 200 " JSON
        "{'id':'sb-1','status':{'state':'Dreaming'},'metadata':null,'expiresAt':null}\n");
    osb_sandbox_info *info = NULL;
    REQUIRE(osb_sandbox_get_info(fixture.sandbox, NULL, &info, NULL) == OSB_OK);
    CHECK_STR(osb_sandbox_info_id(info), "sb-1");
    CHECK_INT(osb_sandbox_info_state(info), OSB_STATE_PAUSED);
    CHECK_STR(osb_sandbox_info_state_text(info), "Paused");
    CHECK_STR(osb_sandbox_info_reason(info), "USER");
    CHECK_STR(osb_sandbox_info_message(info), "by hand");
    CHECK_STR(osb_sandbox_info_image(info), "ubuntu:latest");
    CHECK_INT(osb_sandbox_info_created_at(info), 1795412153000);
    CHECK_INT(osb_sandbox_info_expires_at(info), 1795412153500);
    CHECK_INT(osb_sandbox_info_last_transition_at(info), 1795412153338);
    CHECK_INT(osb_sandbox_info_entrypoint_count(info), 2);
    CHECK_STR(osb_sandbox_info_entrypoint(info, 1), "-f");
    CHECK_STR(osb_sandbox_info_entrypoint(info, 2), NULL);
    CHECK_INT(osb_sandbox_info_metadata_count(info), 2);
    CHECK_STR(osb_sandbox_info_metadata_key(info, 0), "team");
    CHECK_STR(osb_sandbox_info_metadata_value(info, 0), "red");
    CHECK_STR(osb_sandbox_info_metadata_key(info, 2), NULL);
    CHECK_STR(osb_sandbox_info_get_metadata(info, "empty"), "");
    CHECK_STR(osb_sandbox_info_get_metadata(info, "Team"), NULL);
    osb_sandbox_info_free(info);

    REQUIRE(osb_sandbox_get_info(fixture.sandbox, NULL, &info, NULL) == OSB_OK);
    CHECK_INT(osb_sandbox_info_state(info), OSB_STATE_UNKNOWN);
    CHECK_STR(osb_sandbox_info_state_text(info), "Dreaming");
    CHECK_STR(osb_sandbox_info_reason(info), NULL);
    CHECK_STR(osb_sandbox_info_image(info), NULL);
    CHECK_INT(osb_sandbox_info_created_at(info), -1);
    CHECK_INT(osb_sandbox_info_expires_at(info), -1);
    CHECK_INT(osb_sandbox_info_entrypoint_count(info), 0);
    CHECK_INT(osb_sandbox_info_metadata_count(info), 0);
    osb_sandbox_info_free(info);
    fixture_close(&fixture);
}

struct refusal {
    const char *answer; /* the steps */
    osb_status status;
    int http_status;
    const char *code, *in_message, *field, *request_id;
    long long retry_after;
    int retryable;
};

static const struct refusal refusals[] = {
    {"  header X-Request-ID: r-1\n  respond 404 " JSON "{'code':'DOCKER::SANDBOX_NOT_FOUND','message':'no sandbox sb-1'}\n",
     OSB_ERR_NOT_FOUND, 404, "DOCKER::SANDBOX_NOT_FOUND", "no sandbox sb-1", NULL, "r-1", -1, 0},
    {"  respond 422 " JSON "{'detail':[{'type':'missing','loc':['body','image','uri'],'msg':'Field required','input':{}},"
     "{'loc':['body','b'],'msg':'other'}]}\n",
     OSB_ERR_VALIDATION, 422, NULL, "Field required", "image.uri", NULL, -1, 0},
    {"  respond 422 " JSON "{'detail':[{'loc':['query','ids',0],'msg':'bad'}]}\n",
     OSB_ERR_VALIDATION, 422, NULL, "bad", "query.ids.0", NULL, -1, 0},
    {"  respond 422 " JSON "{'detail':[{'loc':'body','msg':7}]}\n", OSB_ERR_VALIDATION, 422, NULL, "422", NULL, NULL, -1, 0},
    {"  respond 422 " JSON "{'detail':[]}\n", OSB_ERR_VALIDATION, 422, NULL, "422", NULL, NULL, -1, 0},
    {"  respond 400 " JSON "{'detail':{'code':'SANDBOX::INVALID_PARAMETER','message':'too long'}}\n",
     OSB_ERR_VALIDATION, 400, "SANDBOX::INVALID_PARAMETER", "too long", NULL, NULL, -1, 0},
    {"  respond 404 " JSON "{'detail':'Not Found'}\n", OSB_ERR_NOT_FOUND, 404, NULL, "Not Found", NULL, NULL, -1, 0},
    {"  respond 401 " JSON "{'error':'Unauthorized: invalid or missing header'}\n",
     OSB_ERR_UNAUTHORIZED, 401, NULL, "Unauthorized: invalid", NULL, NULL, -1, 0},
    {"  respond 401 " JSON "{'code':'MISSING_API_KEY','message':'no key'}\n",
     OSB_ERR_UNAUTHORIZED, 401, "MISSING_API_KEY", "no key", NULL, NULL, -1, 0},
    {"  respond 403 text/plain forbidden by a proxy\n", OSB_ERR_FORBIDDEN, 403, NULL, "forbidden by a proxy", NULL, NULL, -1, 0},
    {"  respond 409 " JSON "{'code':'DOCKER::SANDBOX_NOT_RUNNING'}\n",
     OSB_ERR_CONFLICT, 409, "DOCKER::SANDBOX_NOT_RUNNING", "409", NULL, NULL, -1, 0},
    {"  header Retry-After: 7\n  respond 429 " JSON "{'code':'X','message':'slow down'}\n",
     OSB_ERR_RATE_LIMITED, 429, "X", "slow down", NULL, NULL, 7000, 1},
    {"  header Retry-After: soon\n  respond 429\n", OSB_ERR_RATE_LIMITED, 429, NULL, "429", NULL, NULL, -1, 1},
    {"  header Retry-After: 99999999999999999999\n  respond 503\n", OSB_ERR_SERVER, 503, NULL, "503", NULL, NULL, -1, 1},
    {"  header Retry-After: -1\n  respond 503\n", OSB_ERR_SERVER, 503, NULL, "503", NULL, NULL, -1, 1},
    {"  respond 403 " JSON "{'code':'KUBERNETES::QUOTA_EXCEEDED','message':'no more'}\n",
     OSB_ERR_QUOTA, 403, "KUBERNETES::QUOTA_EXCEEDED", "no more", NULL, NULL, -1, 0},
    {"  respond 501 " JSON "{'code':'SANDBOX::API_NOT_SUPPORTED','message':'not here'}\n",
     OSB_ERR_UNSUPPORTED, 501, "SANDBOX::API_NOT_SUPPORTED", "not here", NULL, NULL, -1, 0},
    {"  respond 500 " JSON "{'code':'DOCKER::SANDBOX_IMAGE_PULL_FAILED','message':'no such image'}\n",
     OSB_ERR_SERVER, 500, "DOCKER::SANDBOX_IMAGE_PULL_FAILED", "no such image", NULL, NULL, -1, 0},
    {"  respond 502 text/html '<html><body>Bad Gateway</body></html>'\n", OSB_ERR_SERVER, 502, NULL, "502", NULL, NULL, -1, 1},
    {"  respond 500 " JSON "{'code':7,'message':['a']}\n", OSB_ERR_SERVER, 500, NULL, "500", NULL, NULL, -1, 0},
    {"  respond 500 " JSON "{'code':'X','mess\n", OSB_ERR_SERVER, 500, NULL, "", NULL, NULL, -1, 0},
    {"  respond 400 text/plain '\\xff\\xfe\\x00 binary'\n", OSB_ERR_VALIDATION, 400, NULL, "", NULL, NULL, -1, 0},
    {"  respond 418\n", OSB_ERR_HTTP, 418, NULL, "418", NULL, NULL, -1, 0},
    {"  header Location: http://127.0.0.1:1/\n  respond 302\n", OSB_ERR_REDIRECT, 302, NULL, "302", NULL, NULL, -1, 0},
};

TEST(errors_of_every_shape_are_told)
{
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const struct refusal *refusal = &refusals[i];
        char script[1024];
        snprintf(script, sizeof script, "on POST /v1/sandboxes\n%s", refusal->answer);
        struct outcome outcome = begin("refusal", script);
        create(&outcome);
        CHECK_INT(outcome.status, refusal->status);
        CHECK_INT(osb_error_status(outcome.error), refusal->status);
        CHECK_INT(osb_error_http_status(outcome.error), refusal->http_status);
        CHECK_STR(osb_error_code(outcome.error), refusal->code);
        CHECK_CONTAINS(osb_error_message(outcome.error), refusal->in_message);
        CHECK_STR(osb_error_field(outcome.error), refusal->field);
        CHECK_STR(osb_error_request_id(outcome.error), refusal->request_id);
        CHECK_INT(osb_error_retry_after(outcome.error), refusal->retry_after);
        CHECK_INT(osb_error_retryable(outcome.error), refusal->retryable);
        CHECK_STR(osb_error_sandbox_id(outcome.error), NULL);
        CHECK_INT(osb_error_cleanup(outcome.error, 0), OSB_CLEANUP_NONE);
        CHECK_INT(requests_seen("refusal", NULL, NULL), 1);
        finish(&outcome);
    }
}

/* ---- Bad answers to a create ---- */

static void check_refused_answer(const char *steps, const char *sandbox_id)
{
    char script[1024];
    snprintf(script, sizeof script, "on POST /v1/sandboxes\n%s" DELETE_ROUTE, steps);
    struct outcome outcome = begin("nonsense", script);
    create(&outcome);
    CHECK_INT(outcome.status, OSB_ERR_PROTOCOL);
    CHECK(outcome.sandbox == NULL);
    size_t size = 0;
    CHECK(osb_error_raw(outcome.error, &size) != NULL || strstr(steps, "respond 20") == NULL);
    CHECK_STR(osb_error_sandbox_id(outcome.error), sandbox_id);
    CHECK_INT(osb_error_cleanup(outcome.error, -1), sandbox_id ? OSB_CLEANUP_DONE : OSB_CLEANUP_NONE);
    CHECK_INT(requests_seen("nonsense", "DELETE", NULL), sandbox_id ? 1 : 0);
    finish(&outcome);
}

TEST(an_answer_that_is_no_sandbox_is_refused)
{
    static const char *const answers[] = {
        "  respond 202 " JSON "{'status':{'state':'Running'}}\n",
        "  respond 202 " JSON "{'id':7,'status':{'state':'Running'}}\n",
        "  respond 202 " JSON "{'id':null,'status':{'state':'Running'}}\n",
        "  respond 202 " JSON "{'id':'','status':{'state':'Running'}}\n",
        "  respond 202 " JSON "{'id':'a\\u0000b','status':{'state':'Running'}}\n",
        "  respond 202 " JSON "['id']\n",
        "  respond 202 " JSON "'\"sb-1\"'\n",
        "  respond 202 " JSON "{'id':'sb-1','status':{'state':'Run\n",
        "  respond 202 " JSON "{'id':'sb-1','status':{'state':'Running'}} {}\n",
        "  respond 200 text/html '<html>login</html>'\n",
        "  respond 202 text/html '<html>login</html>'\n",
        "  respond 202\n",
        "  respond 200 " JSON "\n",
        "  respond 204\n",
    };
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        check_refused_answer(answers[i], NULL);
}

TEST(a_sandbox_whose_description_makes_no_sense_is_deleted)
{
    static const char *const answers[] = {
        "  respond 202 " JSON "{'id':'sb-1'}\n",
        "  respond 202 " JSON "{'id':'sb-1','status':'Running'}\n",
        "  respond 202 " JSON "{'id':'sb-1','status':{'state':1}}\n",
        "  respond 202 " JSON "{'id':'sb-1','status':{'state':'Running'},'entrypoint':[1]}\n",
        "  respond 202 " JSON "{'id':'sb-1','status':{'state':'Running'},'metadata':{'a':1}}\n",
    };
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        check_refused_answer(answers[i], "sb-1");
}

TEST(the_bytes_that_made_no_sense_are_kept)
{
    struct outcome outcome = begin("raw", "on POST /v1/sandboxes\n  respond 202 text/html '<html>login</html>'\n");
    create(&outcome);
    size_t size = 0;
    const void *raw = osb_error_raw(outcome.error, &size);
    CHECK_INT(osb_error_http_status(outcome.error), 202);
    CHECK_INT(size, 18);
    CHECK(raw && memcmp(raw, "<html>login</html>", 18) == 0);
    finish(&outcome);
}

TEST(a_create_whose_answer_is_lost_has_an_unknown_outcome)
{
    static const char *const answers[] = {
        "  close\n",
        "  reset\n",
        "  header Content-Length: 500\n  respond 202 " JSON "{'id':'sb-1',\n  close\n",
        "  head 202 application/json chunked\n  chunk {'id':'sb-1'\n  close\n",
    };
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        char script[1024];
        snprintf(script, sizeof script, "on POST /v1/sandboxes\n%s", answers[i]);
        struct outcome outcome = begin("lost", script);
        create(&outcome);
        CHECK_INT(outcome.status, OSB_ERR_OUTCOME_UNKNOWN);
        CHECK_INT(osb_error_retryable(outcome.error), 0);
        CHECK_INT(requests_seen("lost", NULL, NULL), 1);
        finish(&outcome);
    }
}

TEST(an_answer_beyond_the_limit_is_refused)
{
    struct outcome outcome = begin("large", "on POST /v1/sandboxes\n  head 202 application/json chunked\n"
                                            "  repeat forever chunk xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n");
    create(&outcome);
    CHECK_INT(outcome.status, OSB_ERR_TOO_LARGE);
    scripted_wait("large", "abort", NULL, NULL, 1);
    finish(&outcome);
}

/* ---- Endpoints ---- */

static void check_refused_endpoint(osb_sandbox *sandbox, const char *name, const char *answer)
{
    char script[1024];
    osb_endpoint *endpoint = NULL;
    osb_error *error = NULL;
    snprintf(script, sizeof script, "on GET /v1/sandboxes/sb-1/endpoints/44772\n  respond 200 " JSON "%s\n", answer);
    scripted_define(name, script);
    CHECK_INT(osb_sandbox_get_endpoint(sandbox, 44772, NULL, &endpoint, &error), OSB_ERR_PROTOCOL);
    CHECK(endpoint == NULL);
    CHECK_STR(osb_error_field(error), "endpoint");
    CHECK(osb_error_raw(error, NULL) != NULL);
    osb_error_free(error);
}

TEST(an_endpoint_that_is_no_host_port_and_path_is_refused)
{
    static const char *const answers[] = {
        "{}", "{'endpoint':7}", "{'endpoint':null}", "{'endpoint':''}", "{'endpoint':'/path'}", "{'endpoint':':80'}",
        "{'endpoint':'http://host'}", "{'endpoint':'ftp://host'}", "{'endpoint':'a b'}", "{'endpoint':'user@host'}",
        "{'endpoint':'user:pass@host:1'}", "{'endpoint':'host?q=1'}", "{'endpoint':'host/p?q=1'}", "{'endpoint':'host#f'}",
        "{'endpoint':'host:0'}", "{'endpoint':'host:65536'}", "{'endpoint':'host:99999999999999999999'}",
        "{'endpoint':'host:'}", "{'endpoint':'host:+1'}", "{'endpoint':'host:80x'}", "{'endpoint':'[::1'}",
        "{'endpoint':'[::1]x:80'}", "{'endpoint':'[g::]'}", "{'endpoint':'host\\r\\nX: y'}", "{'endpoint':'host/\\u0000'}",
        "{'endpoint':'host\\\\evil'}", "{'endpoint':'h\\u00e9'}",
    };
    struct fixture fixture = fixture_open("endpoint", "on GET /none\n  respond 200\n");
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        check_refused_endpoint(fixture.sandbox, "endpoint", answers[i]);
    fixture_close(&fixture);
}

TEST(endpoint_headers_that_would_forge_a_request_are_refused)
{
    static const char *const headers[] = {
        "'Host':'evil'", "'hOST':'evil'", "'Content-Length':'0'", "'Transfer-Encoding':'chunked'", "'Connection':'close'",
        "'Upgrade':'h2c'", "'TE':'trailers'", "'Trailer':'x'", "'Expect':'100-continue'", "'Content-Type':'text/plain'",
        "'OPEN-SANDBOX-API-KEY':'x'", "'X-A':'a\\r\\nHost: evil'", "'X-A':'a\\nb'", "'X-A':'a\\u0000b'", "'X\\r\\nHost':'evil'",
        "'':'a'", "'X A':'a'", "'X:A':'a'", "'X-A':7", "'X-A':null", "'X-A':['a']", "'X-\\u00e9':'a'",
    };
    struct fixture fixture = fixture_open("forged", "on GET /none\n  respond 200\n");
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        char answer[256];
        snprintf(answer, sizeof answer, "{'endpoint':'$BASE','headers':{'X-Fine':'x',%s}}", headers[i]);
        check_refused_endpoint(fixture.sandbox, "forged", answer);
    }
    fixture_close(&fixture);
}

/* ---- Readiness ---- */

TEST(an_address_not_known_yet_is_waited_for)
{
    struct outcome outcome = begin("pod",
        CREATE_ROUTE
        "on GET /v1/sandboxes/sb-1/endpoints/44772\n"
        "  respond 404 " JSON "{'code':'KUBERNETES::POD_IP_NOT_AVAILABLE','message':'not yet'}\n"
        "on GET /v1/sandboxes/sb-1/endpoints/44772\n"
        "  respond 503\n"
        "on GET /v1/sandboxes/sb-1/endpoints/44772\n"
        "  respond 200 " JSON "{'endpoint':'$BASE/execd'}\n"
        "on GET /execd/ping\n  respond 502\n"
        "on GET /execd/ping\n  close\n"
        "on GET /execd/ping\n  respond 200\n");
    create(&outcome);
    CHECK_INT(outcome.status, OSB_OK);
    CHECK_INT(requests_seen("pod", NULL, "/v1/sandboxes/sb-1/endpoints/44772"), 3);
    CHECK(requests_seen("pod", NULL, "/execd/ping") >= 3);
    finish(&outcome);
}

/* A create that fails while it waits: its sandbox is deleted once. */
static void check_given_up(struct outcome *outcome, const char *name, osb_status status)
{
    create(outcome);
    CHECK_INT(outcome->status, status);
    CHECK(outcome->sandbox == NULL);
    CHECK_STR(osb_error_sandbox_id(outcome->error), "sb-1");
    CHECK_INT(osb_error_cleanup(outcome->error, -1), OSB_CLEANUP_DONE);
    CHECK_INT(requests_seen(name, "DELETE", "/v1/sandboxes/sb-1"), 1);
}

TEST(a_refused_key_is_answered_at_once)
{
    static const struct {
        const char *routes;
        osb_status status;
    } cases[] = {
        {"on GET /v1/sandboxes/sb-1/endpoints/44772\n  respond 401 " JSON "{'code':'INVALID_API_KEY','message':'no'}\n", OSB_ERR_UNAUTHORIZED},
        {"on GET /v1/sandboxes/sb-1/endpoints/44772\n  respond 403\n", OSB_ERR_FORBIDDEN},
        {"on GET /execd/ping\n  respond 401 " JSON "{'error':'Unauthorized'}\n", OSB_ERR_UNAUTHORIZED},
        {"on GET /execd/ping\n  respond 403\n", OSB_ERR_FORBIDDEN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[1024];
        /* The route's second turn, in what follows, would be a success. */
        snprintf(script, sizeof script, "%s" SANDBOX_ROUTES, cases[i].routes);
        struct outcome outcome = begin("refused", script);
        check_given_up(&outcome, "refused", cases[i].status);
        finish(&outcome);
    }
}

static void endpoint_elsewhere(char *script, size_t size, const char *address)
{
    snprintf(script, size, "on GET /v1/sandboxes/sb-1/endpoints/*\n  respond 200 " JSON "{'endpoint':'%s'}\n" CREATE_ROUTE DELETE_ROUTE, address);
}

TEST(a_name_that_does_not_resolve_is_answered_as_that)
{
    char script[1024];
    endpoint_elsewhere(script, sizeof script, "no-such-host.invalid:44772");
    struct outcome outcome = begin("nowhere", script);
    osb_create_options_set_ready_timeout(outcome.options, -1);
    check_given_up(&outcome, "nowhere", OSB_ERR_RESOLVE);
    CHECK_CONTAINS(osb_error_message(outcome.error), "no-such-host.invalid");
    finish(&outcome);
}

TEST(a_connection_that_keeps_being_refused_is_answered_as_that)
{
    /* A port that is ours, and that nobody listens on. */
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    REQUIRE(bind(descriptor, (struct sockaddr *)&address, size) == 0);
    REQUIRE(getsockname(descriptor, (struct sockaddr *)&address, &size) == 0);

    char script[1024], endpoint[64];
    snprintf(endpoint, sizeof endpoint, "127.0.0.1:%d", ntohs(address.sin_port));
    endpoint_elsewhere(script, sizeof script, endpoint);
    struct outcome outcome = begin("refusing", script);
    osb_create_options_set_ready_timeout(outcome.options, -1);
    check_given_up(&outcome, "refusing", OSB_ERR_CONNECT);
    finish(&outcome);
    close(descriptor);
}

TEST(a_ready_timeout_tells_what_stood_in_the_way)
{
    struct outcome outcome = begin("unready",
        "on GET /execd/ping\n  respond 503 " JSON "{'code':'WARMING','message':'still starting'}\n"
        CREATE_ROUTE ENDPOINT_ROUTE DELETE_ROUTE);
    osb_create_options_set_ready_timeout(outcome.options, 1000);
    check_given_up(&outcome, "unready", OSB_ERR_READY_TIMEOUT);
    CHECK_CONTAINS(osb_error_message(outcome.error), "still starting");
    CHECK_STR(osb_error_code(outcome.error), "WARMING");
    finish(&outcome);
}

TEST(a_try_that_the_ready_timeout_cuts_short_hides_nothing)
{
    struct outcome outcome = begin("short",
        "on GET /execd/ping\n  respond 503 " JSON "{'code':'WARMING','message':'still starting'}\n"
        "on GET /execd/ping\n  stall\n" CREATE_ROUTE ENDPOINT_ROUTE DELETE_ROUTE);
    osb_create_options_set_ready_timeout(outcome.options, 600);
    check_given_up(&outcome, "short", OSB_ERR_READY_TIMEOUT);
    CHECK_CONTAINS(osb_error_message(outcome.error), "still starting");
    finish(&outcome);
}

TEST(the_ready_timeout_ends_a_ping_that_is_not_answered)
{
    struct outcome outcome = begin("mute", "on GET /execd/ping\n  stall\n" CREATE_ROUTE ENDPOINT_ROUTE DELETE_ROUTE);
    osb_create_options_set_ready_timeout(outcome.options, 300);
    check_given_up(&outcome, "mute", OSB_ERR_READY_TIMEOUT);
    finish(&outcome);
}

struct health {
    int asked, not_yet, last_answer, released, endpoints;
};

static int32_t check_health(osb_sandbox *sandbox, void *user_data)
{
    struct health *health = user_data;
    osb_endpoint *endpoint = NULL;
    if (osb_sandbox_get_endpoint(sandbox, 8080, NULL, &endpoint, NULL) == OSB_OK)
        health->endpoints++;
    osb_endpoint_free(endpoint);
    return health->asked++ < health->not_yet ? 0 : health->last_answer;
}

static void release_health(void *user_data)
{
    struct health *health = user_data;
    health->released++;
}

TEST(a_custom_health_check_decides)
{
    struct outcome outcome = begin("custom", SANDBOX_ROUTES);
    struct health health = {.not_yet = 2, .last_answer = 1};
    osb_create_options_on_health_check(outcome.options, check_health, &health, release_health);
    create(&outcome);
    CHECK_INT(outcome.status, OSB_OK);
    CHECK_INT(health.asked, 3);
    CHECK_INT(health.endpoints, 3);
    CHECK_INT(requests_seen("custom", NULL, "/execd/ping"), 0);

    int32_t healthy = -1;
    CHECK_INT(osb_sandbox_is_healthy(outcome.sandbox, NULL, &healthy, NULL), OSB_OK);
    CHECK_INT(healthy, 1);
    CHECK_INT(health.asked, 4);
    health.last_answer = 0;
    CHECK_INT(osb_sandbox_is_healthy(outcome.sandbox, NULL, &healthy, NULL), OSB_OK);
    CHECK_INT(healthy, 0);
    CHECK_INT(osb_sandbox_wait_ready(outcome.sandbox, 0, NULL, NULL), OSB_ERR_READY_TIMEOUT);
    CHECK_INT(health.released, 0);
    finish(&outcome);
    CHECK_INT(health.released, 1);
}

TEST(a_custom_health_check_may_give_up)
{
    struct outcome outcome = begin("hopeless", SANDBOX_ROUTES);
    struct health health = {.not_yet = 1, .last_answer = -1};
    osb_create_options_on_health_check(outcome.options, check_health, &health, release_health);
    check_given_up(&outcome, "hopeless", OSB_ERR_UNHEALTHY);
    CHECK_INT(health.asked, 2);
    finish(&outcome);
    CHECK_INT(health.released, 1);
}

TEST(the_health_check_may_be_skipped)
{
    struct outcome outcome = begin("skipped", CREATE_ROUTE);
    osb_create_options_set_skip_health_check(outcome.options, 1);
    create(&outcome);
    CHECK_INT(outcome.status, OSB_OK);
    CHECK_INT(requests_seen("skipped", NULL, NULL), 1);
    finish(&outcome);
}

TEST(a_daemon_is_healthy_when_it_answers)
{
    struct fixture fixture = fixture_open("healthy",
        "on GET /execd/ping\n  respond 200\n"
        "on GET /execd/ping\n  respond 500\n");
    int32_t healthy = -1;
    CHECK_INT(osb_sandbox_is_healthy(fixture.sandbox, NULL, &healthy, NULL), OSB_OK);
    CHECK_INT(healthy, 1);
    CHECK_INT(osb_sandbox_is_healthy(fixture.sandbox, NULL, &healthy, NULL), OSB_OK);
    CHECK_INT(healthy, 0);
    fixture_close(&fixture);

    fixture = fixture_open("unhealthy", "on GET /execd/ping\n  respond 401\n");
    healthy = -1;
    CHECK_INT(osb_sandbox_is_healthy(fixture.sandbox, NULL, &healthy, NULL), OSB_ERR_UNAUTHORIZED);
    CHECK_INT(healthy, -1);
    fixture_close(&fixture);
}

/* ---- What a failed create leaves behind ---- */

#define FAILED_ROUTE "on POST /v1/sandboxes\n  respond 202 " JSON "{'id':'sb-1','status':{'state':'Failed'}}\n"

TEST(a_sandbox_that_failed_is_deleted)
{
    struct outcome outcome = begin("failed", FAILED_ROUTE DELETE_ROUTE);
    check_given_up(&outcome, "failed", OSB_ERR_SANDBOX_FAILED);
    CHECK_INT(requests_seen("failed", NULL, NULL), 2);
    finish(&outcome);
}

TEST(a_sandbox_that_is_gone_counts_as_deleted)
{
    struct outcome outcome = begin("gone", FAILED_ROUTE "on DELETE /v1/sandboxes/sb-1\n  respond 404\n");
    check_given_up(&outcome, "gone", OSB_ERR_SANDBOX_FAILED);
    finish(&outcome);
}

TEST(a_deletion_that_fails_is_told)
{
    struct outcome outcome = begin("undeletable", FAILED_ROUTE "on DELETE /v1/sandboxes/sb-1\n  respond 500\n");
    create(&outcome);
    CHECK_INT(outcome.status, OSB_ERR_SANDBOX_FAILED);
    CHECK_INT(osb_error_cleanup(outcome.error, -1), OSB_CLEANUP_FAILED);
    CHECK_INT(osb_error_cleanup(outcome.error, 0), OSB_CLEANUP_FAILED);
    CHECK_INT(requests_seen("undeletable", "DELETE", NULL), 1);
    finish(&outcome);
}

TEST(a_deletion_goes_on_behind_the_callers_back)
{
    struct outcome outcome = begin("pending", FAILED_ROUTE "on DELETE /v1/sandboxes/sb-1\n  wait-signal go\n  respond 204\n");
    create(&outcome);
    CHECK_INT(outcome.status, OSB_ERR_SANDBOX_FAILED);
    scripted_wait("pending", "request", "DELETE", NULL, 1);
    CHECK_INT(osb_error_cleanup(outcome.error, 0), OSB_CLEANUP_PENDING);
    CHECK_INT(osb_error_cleanup(outcome.error, 10), OSB_CLEANUP_PENDING);
    scripted_signal("pending", "go");
    CHECK_INT(osb_error_cleanup(outcome.error, -1), OSB_CLEANUP_DONE);
    finish(&outcome);
}

static void *let_it_go(void *name)
{
    scripted_wait(name, "request", "DELETE", NULL, 1);
    scripted_signal(name, "go");
    return NULL;
}

TEST(freeing_the_client_waits_for_the_deletion)
{
    struct outcome outcome = begin("outlived", FAILED_ROUTE "on DELETE /v1/sandboxes/sb-1\n  wait-signal go\n  respond 204\n");
    create(&outcome);
    CHECK_INT(outcome.status, OSB_ERR_SANDBOX_FAILED);
    pthread_t thread;
    REQUIRE(pthread_create(&thread, NULL, let_it_go, (void *)"outlived") == 0);
    osb_client_free(outcome.client);
    outcome.client = NULL;
    CHECK_INT(scripted_count("outlived", "answer", "DELETE", NULL), 1);
    CHECK_INT(osb_error_cleanup(outcome.error, 0), OSB_CLEANUP_DONE);
    pthread_join(thread, NULL);
    finish(&outcome);
}

TEST(an_id_is_quoted_in_paths)
{
    struct outcome outcome = begin("quoted",
        "on POST /v1/sandboxes\n  respond 202 " JSON "{'id':'a/b?c d%\\u00e9','status':{'state':'Failed'}}\n"
        "on DELETE /**\n  respond 204\n");
    create(&outcome);
    CHECK_INT(outcome.status, OSB_ERR_SANDBOX_FAILED);
    CHECK_INT(osb_error_cleanup(outcome.error, -1), OSB_CLEANUP_DONE);
    char *deletion = scripted_requests("quoted", "DELETE", NULL, NULL);
    CHECK_CONTAINS(deletion, "/v1/sandboxes/a%2Fb%3Fc%20d%25%C3%A9 HTTP/1.1\r\n");
    free(deletion);
    finish(&outcome);
}
