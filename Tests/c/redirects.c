/* Redirects: not followed unless asked, and then without anything secret to another origin. */
#include "check.h"
#include "fixture.h"

#define JSON "application/json "
#define GET_ROUTE "on GET /v1/sandboxes/sb-1\n"
#define RUNNING "  respond 200 " JSON "{'id':'sb-1','status':{'state':'Running'}}\n"
#define MOVED "on GET /v1/moved\n" RUNNING

static long seen(const char *name)
{
    return scripted_count(name, "head", NULL, NULL);
}

/* Defines "from", which answers so, and "to", where a redirect may lead. */
static void define(const char *answer)
{
    char script[1024];
    snprintf(script, sizeof script, GET_ROUTE "%s" MOVED, answer);
    scripted_define("from", script);
    scripted_define("to", MOVED);
}

/* Follows as many; takes the config. */
static osb_status ask(osb_config *config, int32_t most, char *message, size_t size)
{
    osb_sandbox_info *info = NULL;
    osb_error *error = NULL;
    osb_config_set_max_redirects(config, most);
    osb_config_set_header(config, "X-Team-Secret", "hush");
    osb_client *client = fixture_client_with(config);
    osb_status status = osb_server_get_sandbox(client, "sb-1", NULL, &info, &error);
    if (status == OSB_OK)
        CHECK_STR(osb_sandbox_info_id(info), "sb-1");
    snprintf(message, size, "%s", error ? osb_error_message(error) : "");
    osb_sandbox_info_free(info);
    osb_error_free(error);
    osb_client_free(client);
    return status;
}

static void answer_with_location(char *answer, size_t size, int status, const char *location)
{
    snprintf(answer, size, "  header Location: %s\n  respond %d\n", location, status);
}

/* The other origin is the same server behind the fault proxy: another port. */
static const char *elsewhere(const char *path)
{
    static char url[300];
    snprintf(url, sizeof url, "http://%s%s", scripted_domain_behind_faults("to").text, path);
    return url;
}

TEST(redirects_are_not_followed_by_themselves)
{
    static const int statuses[] = {301, 302, 303, 307, 308};
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        char answer[400], message[200];
        answer_with_location(answer, sizeof answer, statuses[i], elsewhere("/v1/moved"));
        define(answer);
        CHECK_INT(ask(fixture_config("from"), 0, message, sizeof message), OSB_ERR_REDIRECT);
        CHECK_INT(seen("from"), 1);
        CHECK_INT(seen("to"), 0);
    }
}

TEST(within_an_origin_they_are_followed_with_everything)
{
    static const int statuses[] = {301, 302, 303, 307, 308};
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        char answer[400], message[200];
        answer_with_location(answer, sizeof answer, statuses[i], "/s/from/v1/moved");
        define(answer);
        CHECK_INT(ask(fixture_config("from"), 1, message, sizeof message), OSB_OK);
        char *request = scripted_requests("from", "GET", "/v1/moved", NULL);
        CHECK_CONTAINS(request, "OPEN-SANDBOX-API-KEY: " FIXTURE_KEY);
        CHECK_CONTAINS(request, "X-Team-Secret: hush");
        free(request);
    }
}

TEST(a_relative_location_is_resolved)
{
    char answer[400], message[200];
    answer_with_location(answer, sizeof answer, 302, "../moved");
    define(answer);
    CHECK_INT(ask(fixture_config("from"), 1, message, sizeof message), OSB_OK);
}

TEST(nothing_secret_goes_to_another_origin)
{
    char answer[400], message[200];
    answer_with_location(answer, sizeof answer, 307, elsewhere("/v1/moved"));
    define(answer);
    CHECK_INT(ask(fixture_config("from"), 1, message, sizeof message), OSB_OK);
    char *request = scripted_requests("to", NULL, NULL, NULL);
    CHECK_CONTAINS(request, "User-Agent: libopensandbox/");
    CHECK(strcasestr(request, "OPEN-SANDBOX") == NULL);
    CHECK(strstr(request, FIXTURE_KEY) == NULL);
    CHECK(strcasestr(request, "Secret") == NULL);
    CHECK(strstr(request, "hush") == NULL);
    free(request);
}

TEST(an_endpoints_headers_stay_at_home_too)
{
    char routes[1024];
    snprintf(routes, sizeof routes, "on GET /v1/sandboxes/sb-1/endpoints/*\n  respond 200 " JSON
             "{'endpoint':'$BASE/execd','headers':{'X-EXECD-ACCESS-TOKEN':'token-1','OPENSANDBOX-SIGNATURE':'token-2'}}\n"
             "on GET /execd/metrics\n  header Location: %s\n  respond 302\n", elsewhere("/v1/metrics"));
    scripted_define("to", "on GET /v1/metrics\n  respond 200 " JSON "{'cpu_count':1,'cpu_used_pct':1,'mem_total_mib':1,'mem_used_mib':1,'timestamp':1}\n");
    osb_config *config = fixture_config("home");
    osb_config_set_max_redirects(config, 3);
    struct fixture fixture = fixture_open_with(config, "home", routes);
    osb_metrics *metrics = NULL;
    CHECK_INT(osb_sandbox_get_metrics(fixture.sandbox, NULL, &metrics, NULL), OSB_OK);
    char *at_home = scripted_requests("home", "GET", "/execd/metrics", NULL), *away = scripted_requests("to", NULL, NULL, NULL);
    CHECK_CONTAINS(at_home, "token-1");
    CHECK_CONTAINS(at_home, "token-2");
    CHECK(strstr(away, "token-") == NULL);
    CHECK(strcasestr(away, "EXECD") == NULL);
    CHECK(strcasestr(away, "OPENSANDBOX-") == NULL);
    free(at_home);
    free(away);
    osb_metrics_free(metrics);
    fixture_close(&fixture);
}

TEST(what_did_not_travel_once_does_not_come_back)
{
    char answer[400], message[200], script[600];
    answer_with_location(answer, sizeof answer, 302, elsewhere("/v1/moved"));
    define(answer);
    snprintf(script, sizeof script, "on GET /v1/moved\n  header Location: http://%s/v1/moved\n  respond 302\n", scripted_domain("from").text);
    scripted_define("to", script);
    CHECK_INT(ask(fixture_config("from"), 2, message, sizeof message), OSB_OK);
    char *request = scripted_requests("from", "GET", "/v1/moved", NULL);
    CHECK(strstr(request, FIXTURE_KEY) == NULL);
    free(request);
}

TEST(more_than_were_asked_for_are_told)
{
    char message[200];
    scripted_define("from", GET_ROUTE "  header Location: /s/from/v1/sandboxes/sb-1\n  respond 302\n");
    CHECK_INT(ask(fixture_config("from"), 3, message, sizeof message), OSB_ERR_REDIRECT);
    CHECK_CONTAINS(message, "more than 3 redirects");
    CHECK_INT(seen("from"), 4);
}

TEST(only_reading_is_redirected)
{
    osb_error *error = NULL;
    scripted_define("from", "on * /**\n  header Location: /s/from/v1/moved\n  respond 307\n");
    osb_config *config = fixture_config("from");
    osb_config_set_max_redirects(config, 5);
    osb_client *client = fixture_client_with(config);
    CHECK_INT(osb_server_pause_sandbox(client, "sb-1", NULL, &error), OSB_ERR_REDIRECT);
    CHECK_INT(osb_error_http_status(error), 307);
    osb_error_free(error);
    CHECK_INT(osb_server_kill_sandbox(client, "sb-1", NULL, NULL), OSB_ERR_REDIRECT);
    CHECK_INT(seen("from"), 2);
    osb_client_free(client);
}

TEST(none_leads_from_tls_to_plain_text)
{
    char answer[400], message[200];
    answer_with_location(answer, sizeof answer, 302, elsewhere("/v1/moved"));
    define(answer);
    CHECK_INT(ask(fixture_tls_config("from"), 5, message, sizeof message), OSB_ERR_REDIRECT);
    CHECK_CONTAINS(message, "https to http");
    CHECK_INT(seen("to"), 0);
}

TEST(a_location_that_makes_no_sense_is_told)
{
    static const char *const none[] = {"file:///etc/passwd", "ftp://127.0.0.1/a", "http://", "gopher://127.0.0.1:70/x"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        char answer[400], message[200];
        answer_with_location(answer, sizeof answer, 302, none[i]);
        define(answer);
        CHECK_INT(ask(fixture_config("from"), 5, message, sizeof message), OSB_ERR_REDIRECT);
        CHECK_INT(seen("from"), 1);
    }
}

TEST(a_redirect_without_a_location_is_an_answer)
{
    char message[200];
    define("  respond 302\n");
    CHECK_INT(ask(fixture_config("from"), 5, message, sizeof message), OSB_ERR_REDIRECT);
    define("  respond 304\n");
    CHECK_INT(ask(fixture_config("from"), 5, message, sizeof message), OSB_ERR_REDIRECT);
}
