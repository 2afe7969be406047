/* Talking to a port of a sandbox, and asking one whether the sandbox is ready. */
#include "check.h"
#include "fixture.h"

#define JSON "application/json "
#define PORT_ENDPOINT "on GET /v1/sandboxes/sb-1/endpoints/*\n" \
    "  respond 200 " JSON "{'endpoint':'$BASE/port','headers':{'X-Seat':'7'}}\n"

static struct fixture open_port(const char *name, const char *routes)
{
    char script[2048];
    snprintf(script, sizeof script, "%s" PORT_ENDPOINT, routes);
    return fixture_open(name, script);
}

static osb_http_response *send(struct fixture *fixture, const osb_http_request *request)
{
    osb_http_response *response = NULL;
    osb_error *error = NULL;
    if (osb_sandbox_send_request(fixture->sandbox, 8080, request, NULL, &response, &error) != OSB_OK)
        fixture_stop("send request", error);
    return response;
}

/* ---- Requests ---- */

TEST(the_plainest_request_gets_a_page)
{
    struct fixture fixture = open_port("plain", "on GET /port/\n  header Set-Cookie: a=1\n  header Set-Cookie: b=2\n  respond 200 text/html <p>hi</p>\n");
    size_t size = 0;
    osb_http_response *response = send(&fixture, NULL);
    CHECK_INT(osb_http_response_status(response), 200);
    CHECK_STR(osb_http_response_body(response, &size), "<p>hi</p>");
    CHECK_INT(size, 9);
    CHECK_STR(osb_http_response_get_header(response, "content-TYPE"), "text/html");
    CHECK_STR(osb_http_response_get_header(response, "Set-Cookie"), "a=1");
    int cookies = 0;
    for (size_t i = 0; i < osb_http_response_header_count(response); i++)
        if (strcmp(osb_http_response_header_name(response, i), "Set-Cookie") == 0)
            cookies += *osb_http_response_header_value(response, i);
    CHECK_INT(cookies, 'a' + 'b');
    CHECK_INT(osb_http_response_callback_value(response), 0);
    osb_http_response_free(response);

    char *request = scripted_requests("plain", NULL, "/port/", NULL);
    CHECK_CONTAINS(request, "GET /s/plain/port/ HTTP/1.1\r\n");
    CHECK_CONTAINS(request, "\r\nX-Seat: 7\r\n");
    CHECK(strcasestr(request, "Content-Type") == NULL);
    CHECK(strstr(request, FIXTURE_KEY) == NULL);
    free(request);
    fixture_close(&fixture);
}

TEST(a_request_has_a_method_a_path_headers_and_a_body)
{
    static const char *const methods[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
    struct fixture fixture = open_port("whole", "on * /port/**\n  respond 201 text/plain made\n");
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        char line[64];
        osb_http_request *request = osb_http_request_new();
        osb_http_request_set_method(request, methods[i]);
        osb_http_request_set_path(request, "/a%20b/c?d=e&f=../g");
        osb_http_request_set_header(request, "X-Own", "one");
        osb_http_request_set_header(request, "x-own", "two");
        osb_http_request_set_header(request, "X-Seat", "not mine to say");
        osb_http_request_set_header(request, "User-Agent", "tests/2");
        osb_http_request_set_body(request, "a\0b", 3, "application/octet-stream");
        osb_http_response *response = send(&fixture, request);
        CHECK_INT(osb_http_response_status(response), 201);
        osb_http_response_free(response);
        osb_http_request_free(request);

        size_t size = 0;
        char *seen = scripted_requests("whole", methods[i], "/port/**", &size);
        snprintf(line, sizeof line, "%s /s/whole/port/a%%20b/c?d=e&f=../g HTTP/1.1\r\n", methods[i]);
        CHECK_CONTAINS(seen, line);
        CHECK_CONTAINS(seen, "\r\nx-own: two\r\n");
        CHECK(strstr(seen, "one") == NULL);
        CHECK_CONTAINS(seen, "\r\nX-Seat: 7\r\n");
        CHECK(strstr(seen, "not mine") == NULL);
        CHECK_CONTAINS(seen, "\r\nUser-Agent: tests/2\r\n");
        CHECK_CONTAINS(seen, "\r\nContent-Type: application/octet-stream\r\n");
        CHECK(size > 3 && memcmp(seen + size - 3, "a\0b", 3) == 0);
        free(seen);
    }
    fixture_close(&fixture);
}

TEST(an_empty_body_is_a_body)
{
    struct fixture fixture = open_port("empty", "on POST /port/\n  respond 204\n");
    osb_http_request *request = osb_http_request_new();
    osb_http_request_set_method(request, "POST");
    osb_http_request_set_body(request, NULL, 0, NULL);
    osb_http_response *response = send(&fixture, request);
    CHECK_INT(osb_http_response_status(response), 204);
    CHECK_STR(osb_http_response_body(response, NULL), "");
    char *seen = scripted_requests("empty", "POST", "/port/", NULL);
    CHECK_CONTAINS(seen, "\r\nContent-Length: 0\r\n");
    CHECK(strcasestr(seen, "Content-Type") == NULL);
    free(seen);
    osb_http_response_free(response);
    osb_http_request_free(request);
    fixture_close(&fixture);
}

TEST(any_status_is_an_answer)
{
    static const int statuses[] = {302, 404, 500, 502};
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        char route[160];
        snprintf(route, sizeof route, "on GET /port/\n  header Location: http://127.0.0.1:1/\n  respond %d text/plain no\n", statuses[i]);
        struct fixture fixture = open_port("any", route);
        osb_http_response *response = send(&fixture, NULL);
        CHECK_INT(osb_http_response_status(response), statuses[i]);
        CHECK_STR(osb_http_response_body(response, NULL), "no");
        osb_http_response_free(response);
        fixture_close(&fixture);
    }
}

TEST(a_body_beyond_its_limit_is_an_error)
{
    struct fixture fixture = open_port("large", "on GET /port/\n  respond 200 text/plain 12345678\n");
    osb_http_request *request = osb_http_request_new();
    osb_http_response *response = NULL;
    osb_error *error = NULL;
    osb_http_request_set_body_limit(request, 7);
    CHECK_INT(osb_sandbox_send_request(fixture.sandbox, 8080, request, NULL, &response, &error), OSB_ERR_TOO_LARGE);
    CHECK_INT(osb_error_http_status(error), 200);
    CHECK(response == NULL);
    osb_error_free(error);
    osb_http_request_set_body_limit(request, 8);
    response = send(&fixture, request);
    CHECK_STR(osb_http_response_body(response, NULL), "12345678");
    osb_http_response_free(response);
    osb_http_request_free(request);
    fixture_close(&fixture);
}

struct body {
    char text[64];
    int status, parts, stop_after, released;
};

static int32_t take(const osb_http_response *response, const char *data, size_t size, void *user_data)
{
    struct body *body = user_data;
    body->status = osb_http_response_status(response);
    CHECK_STR(osb_http_response_get_header(response, "X-Kind"), "stream");
    CHECK_STR(osb_http_response_body(response, NULL), NULL);
    strncat(body->text, data, size);
    return ++body->parts == body->stop_after ? 42 : 0;
}

static void release_body(void *user_data)
{
    ((struct body *)user_data)->released++;
}

#define STREAMED "on GET /port/\n  header X-Kind: stream\n  head 206 text/plain chunked\n  chunk one \n"

TEST(a_body_may_be_taken_as_it_comes)
{
    struct fixture fixture = open_port("streamed", STREAMED "  wait-signal go\n  chunk two\n");
    struct body body = {.stop_after = -1};
    osb_http_request *request = osb_http_request_new();
    osb_http_request_on_body(request, take, &body, release_body);
    scripted_signal("streamed", "go");
    osb_http_response *response = send(&fixture, request);
    CHECK_STR(body.text, "onetwo");
    CHECK_INT(body.status, 206);
    CHECK_INT(osb_http_response_status(response), 206);
    CHECK_STR(osb_http_response_body(response, NULL), "");
    CHECK_INT(osb_http_response_callback_value(response), 0);
    CHECK_INT(body.released, 0);
    osb_http_request_free(request);
    CHECK_INT(body.released, 1);
    osb_http_response_free(response);
    fixture_close(&fixture);
}

TEST(a_callback_ends_a_body_that_has_no_end)
{
    struct fixture fixture = open_port("endless", STREAMED "  repeat forever every 1 chunk more \n");
    struct body body = {.stop_after = 3};
    osb_http_request *request = osb_http_request_new();
    osb_http_request_on_body(request, take, &body, NULL);
    osb_http_response *response = send(&fixture, request);
    CHECK_INT(osb_http_response_callback_value(response), 42);
    scripted_wait("endless", "abort", "GET", "/port/", 1);
    osb_http_request_free(request);
    osb_http_response_free(response);
    fixture_close(&fixture);
}

TEST(a_request_that_may_have_been_carried_out_says_so)
{
    struct fixture fixture = open_port("lost", "on * /port/\n  close\n");
    osb_http_request *request = osb_http_request_new();
    osb_http_response *response = NULL;
    CHECK_INT(osb_sandbox_send_request(fixture.sandbox, 8080, request, NULL, &response, NULL), OSB_ERR_CONNECTION_LOST);
    osb_http_request_set_method(request, "POST");
    CHECK_INT(osb_sandbox_send_request(fixture.sandbox, 8080, request, NULL, &response, NULL), OSB_ERR_OUTCOME_UNKNOWN);
    CHECK_INT(scripted_count("lost", "request", "POST", "/port/"), 1);
    CHECK(response == NULL);
    osb_http_request_free(request);
    fixture_close(&fixture);
}

TEST(a_request_has_a_time_limit_of_its_own)
{
    struct fixture fixture = open_port("slow", "on GET /port/\n  stall\n");
    osb_http_request *request = osb_http_request_new();
    osb_http_response *response = NULL;
    osb_http_request_set_timeout(request, 20);
    CHECK_INT(osb_sandbox_send_request(fixture.sandbox, 8080, request, NULL, &response, NULL), OSB_ERR_TIMEOUT);
    CHECK(response == NULL);
    osb_http_request_free(request);
    fixture_close(&fixture);
}

/* ---- Probes ---- */

static osb_status wait_probed(struct fixture *fixture, int64_t timeout, int32_t port, const char *path, osb_error **error)
{
    osb_sandbox *sandbox = NULL;
    osb_connect_options *options = osb_connect_options_new();
    osb_connect_options_set_poll_interval(options, 5);
    osb_connect_options_set_ready_timeout(options, timeout);
    if (path)
        CHECK_INT(osb_connect_options_set_http_probe(options, port, path), OSB_OK);
    else
        CHECK_INT(osb_connect_options_set_tcp_probe(options, port), OSB_OK);
    osb_status status = osb_sandbox_connect(fixture->client, "sb-1", options, NULL, &sandbox, error);
    if (status == OSB_OK) {
        int32_t healthy = 0;
        CHECK_INT(osb_sandbox_is_healthy(sandbox, NULL, &healthy, NULL), OSB_OK);
        CHECK_INT(healthy, 1);
    }
    osb_connect_options_free(options);
    osb_sandbox_free(sandbox);
    return status;
}

TEST(an_http_probe_waits_for_a_good_status)
{
    struct fixture fixture = open_port("http-probe", "on GET /port/up?now\n  close\non GET /port/up?now\n  respond 502\non GET /port/up?now\n  respond 404\n"
        "on GET /port/up?now\n  header Location: /\n  respond 302\n");
    osb_error *error = NULL;
    if (wait_probed(&fixture, -1, 8080, "/up?now", &error) != OSB_OK)
        fixture_stop("connect", error);
    CHECK_INT(scripted_count("http-probe", "request", "GET", "/port/up?now"), 5); /* and once to ask whether it is healthy */
    CHECK_INT(scripted_count("http-probe", "request", "GET", "/execd/ping"), 0);
    char *request = scripted_requests("http-probe", "GET", "/port/up?now", NULL);
    CHECK_CONTAINS(request, "\r\nX-Seat: 7\r\n");
    free(request);
    fixture_close(&fixture);
}

TEST(an_http_probe_does_not_wait_for_a_body_that_has_no_end)
{
    struct fixture fixture = open_port("endless-probe", "on GET /port/\n  head 200 text/plain chunked\n  repeat forever every 1 chunk more\n");
    osb_error *error = NULL;
    CHECK_INT(wait_probed(&fixture, -1, 8080, "/", &error), OSB_OK);
    fixture_close(&fixture);
}

TEST(a_server_that_is_long_in_coming_is_waited_for)
{
    struct fixture fixture = fixture_open("refusing", "on GET /v1/sandboxes/sb-1/endpoints/*\n  respond 200 " JSON "{'endpoint':'127.0.0.1:1'}\n" INFO_ROUTE);
    osb_error *error = NULL;
    /* Longer than a daemon may refuse before it is taken for absent. */
    CHECK_INT(wait_probed(&fixture, 1500, 8080, "/", &error), OSB_ERR_READY_TIMEOUT);
    osb_error_free(error);
    fixture_close(&fixture);
}

TEST(a_probe_that_is_never_answered_well_tells_how_it_was)
{
    struct fixture fixture = open_port("bad-probe", "on GET /port/\n  respond 503\n");
    osb_error *error = NULL;
    CHECK_INT(wait_probed(&fixture, 1500, 8080, "/", &error), OSB_ERR_READY_TIMEOUT);
    CHECK_CONTAINS(osb_error_message(error), "HTTP 503");
    osb_error_free(error);
    fixture_close(&fixture);
}

#define FAILING "on POST /port/command\n" STREAM INIT \
    "  event {'type':'error','error':{'ename':'CommandExecError','evalue':'1','traceback':['exit status 1']},'timestamp':1}\n"

TEST(a_tcp_probe_looks_from_inside)
{
    struct fixture fixture = open_port("tcp-probe", FAILING "on POST /port/command\n" STREAM INIT COMPLETE);
    osb_error *error = NULL;
    if (wait_probed(&fixture, -1, 8080, NULL, &error) != OSB_OK)
        fixture_stop("connect", error);
    CHECK_INT(scripted_count("tcp-probe", "request", "POST", "/port/command"), 3);
    char *body = scripted_requests("tcp-probe", "POST", NULL, NULL);
    CHECK_CONTAINS(body, "':1F90 [0-9A-F]*:0000 0A '"); /* 8080 in /proc/net/tcp, listening */
    free(body);
    fixture_close(&fixture);
}

TEST(a_tcp_probe_that_finds_nobody_says_so)
{
    /* The second look is cut short by the end of the wait, which says nothing. */
    struct fixture fixture = open_port("no-tcp", FAILING "on POST /port/command\n" STREAM "  stall\n");
    osb_error *error = NULL;
    CHECK_INT(wait_probed(&fixture, 1500, 8080, NULL, &error), OSB_ERR_READY_TIMEOUT);
    CHECK_CONTAINS(osb_error_message(error), "nothing listens on port 8080");
    osb_error_free(error);
    fixture_close(&fixture);
}
