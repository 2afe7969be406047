/* Proxies: everything goes through each kind of them, only what should goes through one, what they refuse is told as theirs,
 * and nobody learns a secret. FORWARD_NAME is reached through the proxy alone; 0.0.0.0 is this machine too, but not loopback
 * by name, so it is reached either way. */
#include "check.h"
#include "control.h"
#include "events.h"
#include "fixture.h"
#include "forward.h"

enum { SIZE = 400000 };

#define UPLOAD_ROUTES \
    "on POST /execd/files/upload\n  respond 200\n" \
    "on GET /execd/files/info\n  respond 200 application/json {'/f':{'path':'/f','type':'file','size':400000}}\n"
#define ALL_ROUTES COMMAND_ROUTE WHOLE_STREAM UPLOAD_ROUTES

/* A config for the script by a host's name, without a proxy as yet. */
static osb_config *config_at(const char *protocol, const char *host)
{
    char domain[160];
    osb_config *config = fixture_config("proxies");
    snprintf(domain, sizeof domain, "%s/s/proxies", host);
    osb_config_set_domain(config, domain);
    osb_config_set_protocol(config, protocol);
    osb_config_set_ca_file(config, scripted_authority());
    return config;
}

static osb_config *config_through(const char *scheme_and_user, const char *protocol, const char *host)
{
    osb_config *config = config_at(protocol, host);
    CHECK_INT(osb_config_set_proxy(config, forward_url(scheme_and_user).text), OSB_OK);
    return config;
}

/* A config for this machine by an address that is not loopback's, with the environment's proxy. */
static osb_config *config_here(void)
{
    char host[64];
    snprintf(host, sizeof host, "0.0.0.0:%d", control_port("OSB_SCRIPTED_PORT"));
    return config_at("http", host);
}

static void begin(void)
{
    forward_reset();
    scripted_define("proxies", ALL_ROUTES SANDBOX_ROUTES);
}

static long asked(void)
{
    return forward_count("http") + forward_count("connect") + forward_count("socks4") + forward_count("socks5");
}

static void check_through(osb_config *config)
{
    long before = asked();
    osb_error *error = NULL;
    CHECK_INT(fixture_try(config, &error), OSB_OK);
    CHECK_STR(osb_error_message(error), NULL);
    CHECK_INT(asked() - before, 1);
    osb_error_free(error);
}

static void check_direct(osb_config *config)
{
    long before = asked();
    osb_error *error = NULL;
    CHECK_INT(fixture_try(config, &error), OSB_OK);
    CHECK_STR(osb_error_message(error), NULL);
    CHECK_INT(asked() - before, 0);
    osb_error_free(error);
}

/* The server sees nothing, and the message says this and no secret. */
static void check_failed(osb_config *config, osb_status status, const char *part)
{
    osb_error *error = NULL;
    CHECK_INT(fixture_try(config, &error), status);
    CHECK_CONTAINS(osb_error_message(error), part);
    CHECK(!strstr(osb_error_message(error), "secret"));
    CHECK_INT(scripted_count("proxies", "head", NULL, NULL), 0);
    osb_error_free(error);
}

/* ---- Kinds ---- */

struct kind {
    const char *scheme, *plain, *secure; /* what the proxy is asked, for http and for https */
};

static const struct kind KINDS[] = {
    {"", "http", "connect"},           {"http://", "http", "connect"},    {"https://", "http", "connect"},
    {"socks4a://", "socks4", "socks4"}, {"socks5h://", "socks5", "socks5"},
};

enum { KIND_COUNT = sizeof KINDS / sizeof *KINDS };

static void upload(osb_sandbox *sandbox)
{
    char *data = calloc(1, SIZE);
    osb_error *error = NULL;
    if (!data)
        check_stop("no memory");
    memset(data, '~', SIZE);
    CHECK_INT(osb_files_write(sandbox, "/f", data, SIZE, NULL, NULL, &error), OSB_OK);
    CHECK_STR(osb_error_message(error), NULL);
    osb_error_free(error);
    free(data);
    char *body = fixture_request_body("proxies", "POST", "/execd/files/upload");
    long sent = 0;
    for (const char *at = body; *at; at++)
        sent += *at == '~'; /* which nothing else has, whatever chunks it came in */
    CHECK_INT(sent, SIZE);
    free(body);
}

/* Calls, a stream each way it can be had, and a transfer. */
static void do_everything(osb_config *config)
{
    struct fixture fixture = fixture_open_with(config, "proxies", ALL_ROUTES);
    CHECK_INT(osb_sandbox_wait_ready(fixture.sandbox, -1, NULL, NULL), OSB_OK);
    for (int i = 0; i < 2; i++) {
        fixture_run(&fixture, NULL);
        CHECK_INT(fixture.status, OSB_OK);
        CHECK_STR(osb_result_stdout(fixture.result, NULL), "a line\n");
    }
    osb_execution *execution = start(&fixture);
    struct story story = whole_story(execution);
    CHECK_STR(story.text, "started cmd-1\nstdout a line\ncompleted 5\nend exited 0\n");
    osb_execution_free(execution);
    upload(fixture.sandbox);
    CHECK_INT(osb_sandbox_kill(fixture.sandbox, NULL, NULL), OSB_OK);
    fixture_close(&fixture);
}

TEST(everything_goes_through_every_kind_of_proxy)
{
    for (int i = 0; i < KIND_COUNT; i++) {
        begin();
        do_everything(config_through(KINDS[i].scheme, "http", FORWARD_NAME));
        CHECK(forward_count(KINDS[i].plain) >= 1);
        CHECK_INT(forward_count(KINDS[i].plain), asked());
        CHECK_INT(scripted_count("proxies", "request", "POST", "/execd/command"), 3);
    }
}

TEST(everything_goes_through_every_kind_of_proxy_over_tls)
{
    for (int i = 0; i < KIND_COUNT; i++) {
        begin();
        do_everything(config_through(KINDS[i].scheme, "https", FORWARD_NAME));
        CHECK(forward_count(KINDS[i].secure) >= 1);
        CHECK_INT(forward_count(KINDS[i].secure), asked());
        CHECK_INT(scripted_count("proxies", "request", "POST", "/execd/command"), 3);
    }
}

TEST(names_are_looked_up_by_the_proxy_where_its_scheme_says_so)
{
    const char *schemes[] = {"socks4://", "socks5://", "socks4a://", "socks5h://"};
    for (int i = 0; i < 4; i++) {
        begin();
        check_through(config_through(schemes[i], "http", "0.0.0.0:80"));
        char *record = forward_record();
        CHECK_CONTAINS(record, " 0.0.0.0:80\r\n");
        free(record);
    }
    begin();
    check_failed(config_through("socks4://", "http", FORWARD_NAME), OSB_ERR_PROXY, FORWARD_NAME);
    CHECK_INT(asked(), 0);
}

TEST(a_stream_through_a_proxy_is_cancelled_and_cut_like_any)
{
    begin();
    struct fixture fixture = fixture_open_with(config_through("http://", "https", FORWARD_NAME), "proxies",
        COMMAND_ROUTE STREAM INIT LINE("so far") "  stall\n" COMMAND_ROUTE STREAM INIT LINE("so far") "  reset\n");
    osb_cancel *cancel = osb_cancel_new();
    osb_cancel_set_timeout(cancel, 1500);
    fixture_run(&fixture, cancel);
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_TIMED_OUT);
    scripted_wait("proxies", "abort", "POST", "/execd/command", 1);
    osb_cancel_free(cancel);
    fixture_run(&fixture, NULL);
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_LOST);
    CHECK_STR(osb_result_stdout(fixture.result, NULL), "so far\n");
    fixture_close(&fixture);
}

/* Or a call whose connection broke before any would not be made again. */
TEST(an_answer_to_connect_is_no_answer_of_the_servers)
{
    osb_config *config = config_through("http://", "https", FORWARD_NAME);
    osb_sandbox_info *info = NULL;
    osb_error *error = NULL;
    forward_reset();
    scripted_define("proxies", "on GET /v1/sandboxes/sb-1\n  close\n" INFO_ROUTE);
    osb_config_set_tries(config, 2);
    osb_client *client = fixture_client_with(config);
    CHECK_INT(osb_server_get_sandbox(client, "sb-1", NULL, &info, &error), OSB_OK);
    CHECK_STR(osb_error_message(error), NULL);
    CHECK_INT(forward_count("connect"), 2);
    osb_error_free(error);
    osb_sandbox_info_free(info);
    osb_client_free(client);
}

TEST(the_servers_certificate_is_verified_through_a_proxy_and_so_is_the_proxys)
{
    begin();
    osb_config *config = config_through("http://", "https", "192.0.2.1");
    check_failed(config, OSB_ERR_TLS, "192.0.2.1");
    config = config_through("https://", "http", FORWARD_NAME);
    osb_config_set_ca_file(config, scripted_stranger());
    check_failed(config, OSB_ERR_TLS, "certificate");
    config = config_through("https://", "http", FORWARD_NAME);
    osb_config_set_ca_file(config, NULL);
    osb_config_disable_tls_verification(config);
    check_through(config);
}

/* ---- Secrets ---- */

TEST(a_proxy_that_is_asked_to_connect_sees_no_header_of_ours)
{
    begin();
    osb_config *config = config_through("http://", "https", FORWARD_NAME);
    osb_config_set_header(config, "X-Token", "token-that-is-secret");
    do_everything(config);
    char *record = forward_record();
    CHECK_CONTAINS(record, "CONNECT " FORWARD_NAME ":443 HTTP/1.1\r\nHost: " FORWARD_NAME ":443\r\n");
    CHECK(!strstr(record, FIXTURE_KEY));
    CHECK(!strstr(record, "secret"));
    CHECK(!strcasestr(record, "API-KEY"));
    CHECK(!strcasestr(record, "User-Agent"));
    free(record);
}

TEST(a_server_sees_nothing_that_was_the_proxys)
{
    const char *schemes[] = {"http", "https"};
    for (int i = 0; i < 2; i++) {
        begin();
        forward_demand("user:secret");
        check_through(config_through("http://user:secret@", schemes[i], FORWARD_NAME));
        char *requests = scripted_requests("proxies", NULL, NULL, NULL);
        CHECK_CONTAINS(requests, "OPEN-SANDBOX-API-KEY: " FIXTURE_KEY "\r\n");
        CHECK(!strcasestr(requests, "proxy"));
        free(requests);
    }
}

static char logged[1 << 16];

static void on_log(osb_log_level level, const char *message, void *user_data)
{
    (void)level, (void)user_data;
    strncat(logged, message, sizeof logged - strlen(logged) - 1);
}

TEST(the_log_has_no_credentials)
{
    const char *schemes[] = {"http://user:secret@", "http://user:secret-and-wrong@", "socks5h://user:secret-and-wrong@"};
    begin();
    forward_demand("user:secret");
    logged[0] = '\0';
    for (int i = 0; i < 3; i++) {
        osb_config *config = config_through(schemes[i], "https", FORWARD_NAME);
        osb_config_set_log(config, OSB_LOG_DEBUG, on_log, NULL, NULL);
        osb_config_set_debug(config, 1);
        osb_error *error = NULL;
        CHECK_INT(fixture_try(config, &error), i == 0 ? OSB_OK : OSB_ERR_PROXY);
        osb_error_free(error);
    }
    CHECK_CONTAINS(logged, "POST https://" FORWARD_NAME "/s/proxies/v1/sandboxes");
    CHECK_CONTAINS(logged, "407");
    CHECK(!strstr(logged, "secret"));
}

/* ---- Credentials ---- */

TEST(a_proxy_takes_the_credentials_of_its_url_or_of_the_config)
{
    for (int i = 0; i < KIND_COUNT; i++) {
        for (int secure = 0; secure < 2; secure++) {
            char with_user[64];
            const char *scheme = KINDS[i].scheme, *protocol = secure ? "https" : "http";
            if (!scheme[0] || strncmp(scheme, "socks4", 6) == 0)
                continue;
            begin();
            forward_demand("user:pass word");
            snprintf(with_user, sizeof with_user, "%suser:pass%%20word@", scheme);
            check_through(config_through(with_user, protocol, FORWARD_NAME));
            osb_config *config = config_through(scheme, protocol, FORWARD_NAME);
            CHECK_INT(osb_config_set_proxy_credentials(config, "user", "pass word"), OSB_OK);
            check_through(config);
        }
    }
}

TEST(a_proxy_that_wants_other_credentials_or_any_is_told)
{
    for (int i = 0; i < KIND_COUNT; i++) {
        for (int secure = 0; secure < 2; secure++) {
            const char *scheme = KINDS[i].scheme, *protocol = secure ? "https" : "http";
            if (strncmp(scheme, "socks4", 6) == 0)
                continue;
            begin();
            forward_demand("user:right");
            const char *part = strncmp(scheme, "socks", 5) == 0 ? "the proxy: " : "credentials";
            check_failed(config_through(scheme, protocol, FORWARD_NAME), OSB_ERR_PROXY, part);
            osb_config *config = config_through(scheme, protocol, FORWARD_NAME);
            osb_config_set_proxy_credentials(config, "user", "wrong-and-secret");
            check_failed(config, OSB_ERR_PROXY, part);
            config = config_through(scheme, protocol, FORWARD_NAME);
            osb_config_set_proxy_credentials(config, "user", "right");
            osb_config_set_proxy_credentials(config, NULL, NULL);
            check_failed(config, OSB_ERR_PROXY, part);
        }
    }
}

TEST(a_407_is_told_with_its_status)
{
    osb_error *error = NULL;
    begin();
    forward_demand("user:right");
    CHECK_INT(fixture_try(config_through("http://", "http", FORWARD_NAME), &error), OSB_ERR_PROXY);
    CHECK_INT(osb_error_http_status(error), 407);
    CHECK_INT(osb_error_retryable(error), 0);
    osb_error_free(error);
}

TEST(a_socks4_proxy_knows_a_user)
{
    begin();
    forward_demand("user:");
    check_through(config_through("socks4a://user@", "http", FORWARD_NAME));
    begin();
    forward_demand("other:");
    check_failed(config_through("socks4a://user@", "http", FORWARD_NAME), OSB_ERR_PROXY, "SOCKS4");
}

/* ---- Failures of the proxy's own ---- */

TEST(a_proxy_that_is_not_there_is_told)
{
    const char *schemes[] = {"http://", "https://", "socks4a://", "socks5h://", "http://user:secret@"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        char url[80];
        for (int secure = 0; secure < 2; secure++) {
            osb_error *error = NULL;
            osb_config *config = config_at(secure ? "https" : "http", FORWARD_NAME);
            begin();
            snprintf(url, sizeof url, "%s127.0.0.1:1", schemes[i]);
            osb_config_set_proxy(config, url);
            CHECK_INT(fixture_try(config, &error), OSB_ERR_PROXY);
            CHECK_CONTAINS(osb_error_message(error), "127.0.0.1 port 1");
            CHECK(!strstr(osb_error_message(error), "secret"));
            CHECK_INT(osb_error_retryable(error), 1);
            osb_error_free(error);
        }
    }
}

TEST(a_server_that_is_not_there_is_no_proxys_failure)
{
    osb_error *error = NULL;
    osb_config *config = config_through("http://", "http", "0.0.0.0:1");
    osb_config_set_no_proxy(config, "0.0.0.0");
    CHECK_INT(fixture_try(config, &error), OSB_ERR_CONNECT);
    CHECK_CONTAINS(osb_error_message(error), "0.0.0.0 port 1");
    osb_error_free(error);
}

TEST(a_proxy_whose_name_nobody_knows_is_told)
{
    begin();
    osb_config *config = config_at("https", FORWARD_NAME);
    osb_config_set_proxy(config, "http://user:secret@proxy.invalid:3128");
    check_failed(config, OSB_ERR_PROXY, "proxy.invalid");
}

TEST(a_proxy_that_cannot_reach_the_host_is_no_proxy_that_refuses_us)
{
    begin();
    forward_refuse(502);
    check_failed(config_through("http://", "https", FORWARD_NAME), OSB_ERR_CONNECT, "the proxy answers CONNECT with 502");
    forward_refuse(403);
    check_failed(config_through("http://", "https", FORWARD_NAME), OSB_ERR_PROXY, "the proxy answers CONNECT with 403");
    forward_refuse(5); /* RFC 1928: connection refused */
    check_failed(config_through("socks5h://", "https", FORWARD_NAME), OSB_ERR_CONNECT, "SOCKS5");
    forward_refuse(2); /* not allowed by ruleset */
    check_failed(config_through("socks5h://", "https", FORWARD_NAME), OSB_ERR_PROXY, "SOCKS5");
    forward_reset();
}

/* ---- What goes through it ---- */

TEST(hosts_that_need_no_proxy_are_reached_without)
{
    const char *direct[] = {"0.0.0.0", "*", "0.0.0.0/8", "a.example, 0.0.0.0", "0.0.0.0,b.example"}, *through[] = {"", "example", "10.0.0.0"};
    begin();
    for (size_t i = 0; i < sizeof direct / sizeof *direct; i++) {
        osb_config *config = config_here();
        osb_config_set_proxy(config, forward_url("http://").text);
        CHECK_INT(osb_config_set_no_proxy(config, direct[i]), OSB_OK);
        check_direct(config);
    }
    for (size_t i = 0; i < sizeof through / sizeof *through; i++) {
        osb_config *config = config_here();
        osb_config_set_proxy(config, forward_url("http://").text);
        osb_config_set_no_proxy(config, through[i]);
        check_through(config);
    }
}

TEST(a_domain_covers_the_names_below_it)
{
    begin();
    osb_config *config = config_through("http://", "http", FORWARD_NAME);
    osb_config_set_no_proxy(config, ".test");
    check_failed(config, OSB_ERR_RESOLVE, FORWARD_NAME);
    config = config_through("http://", "http", FORWARD_NAME);
    osb_config_set_no_proxy(config, "box.test");
    check_through(config);
}

TEST(loopback_is_reached_directly_whatever_is_said)
{
    struct scripted_domain domain = scripted_domain("proxies");
    char localhost[160];
    begin();
    snprintf(localhost, sizeof localhost, "localhost%s", strchr(domain.text, ':'));
    setenv("http_proxy", forward_url("http://").text, 1);
    setenv("all_proxy", forward_url("http://").text, 1);
    for (int i = 0; i < 4; i++) {
        osb_config *config = fixture_config("proxies");
        osb_config_set_domain(config, i % 2 ? localhost : domain.text);
        if (i / 2)
            osb_config_set_proxy(config, forward_url("http://").text);
        check_direct(config);
    }
    unsetenv("http_proxy");
    unsetenv("all_proxy");
}

/* ---- The environment ---- */

static void check_with(const char *variable, const char *value, void (*check)(osb_config *), osb_config *config)
{
    setenv(variable, value, 1);
    check(config);
    unsetenv(variable);
}

TEST(the_environments_proxy_is_the_default)
{
    struct forward_url url = forward_url("http://");
    begin();
    check_direct(config_here());
    check_with("http_proxy", url.text, check_through, config_here());
    check_with("all_proxy", url.text, check_through, config_here());
    check_with("ALL_PROXY", url.text, check_through, config_here());
    check_with("ALL_PROXY", forward_url("socks5h://").text, check_through, config_at("http", FORWARD_NAME));
    check_with("https_proxy", url.text, check_through, config_at("https", FORWARD_NAME));
    check_with("HTTPS_PROXY", url.text, check_through, config_at("https", FORWARD_NAME));
    check_with("https_proxy", url.text, check_direct, config_here());
    check_with("HTTP_PROXY", url.text, check_direct, config_here());
}

TEST(the_environments_exceptions_are_kept)
{
    begin();
    setenv("http_proxy", forward_url("http://").text, 1);
    check_with("no_proxy", "0.0.0.0", check_direct, config_here());
    check_with("NO_PROXY", "a.example,0.0.0.0", check_direct, config_here());
    check_with("no_proxy", "a.example", check_through, config_here());
    osb_config *config = config_here();
    osb_config_set_no_proxy(config, ""); /* of the config's own */
    check_with("no_proxy", "0.0.0.0", check_through, config);
    unsetenv("http_proxy");
    config = config_here();
    osb_config_set_proxy(config, forward_url("http://").text); /* whose exceptions are not the environment's */
    check_with("no_proxy", "0.0.0.0", check_through, config);
}

TEST(the_config_goes_before_the_environment)
{
    begin();
    osb_config *config = config_here();
    CHECK_INT(osb_config_set_proxy(config, ""), OSB_OK);
    check_with("http_proxy", forward_url("http://").text, check_direct, config);
    check_with("http_proxy", "http://127.0.0.1:1", check_through, config_through("http://", "http", FORWARD_NAME));
    config = config_here();
    osb_config_set_proxy(config, "");
    CHECK_INT(osb_config_set_proxy(config, NULL), OSB_OK);
    check_with("http_proxy", forward_url("http://").text, check_through, config);
}

TEST(the_environments_proxy_is_given_the_configs_credentials)
{
    begin();
    forward_demand("user:secret");
    osb_config *config = config_here();
    osb_config_set_proxy_credentials(config, "user", "secret");
    check_with("http_proxy", forward_url("http://").text, check_through, config);
}

TEST(urls_that_are_no_proxys_are_refused_at_once)
{
    const char *bad[] = {"ftp://proxy.example", "http://", "http://proxy:99999", "http://proxy\r\nX: y", "http://pro xy", "://", "socks6://proxy",
                         "http://user:secret@:3128", "\xff"};
    osb_config *config = osb_config_new();
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (!CHECK_INT(osb_config_set_proxy(config, bad[i]), OSB_ERR_INVALID_ARGUMENT))
            CHECK_STR(bad[i], "refused");
    const char *good[] = {"proxy", "proxy.example:3128", "http://proxy/", "HTTP://proxy:1", "socks5h://[::1]:1080", "https://u:p@proxy", "", NULL};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!CHECK_INT(osb_config_set_proxy(config, good[i]), OSB_OK))
            CHECK_STR(good[i], "taken");
    osb_config_free(config);
}

TEST(urls_of_the_environment_that_are_no_proxys_are_told_without_their_secrets)
{
    const char *bad[] = {"ftp://user:secret@127.0.0.1:1", "http://user:secret@127.0.0.1:99999", "nonsense://user:secret@127.0.0.1"};
    begin();
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        setenv("http_proxy", bad[i], 1);
        check_failed(config_at("http", FORWARD_NAME), OSB_ERR_PROXY, "proxy");
    }
    unsetenv("http_proxy");
}
