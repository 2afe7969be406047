/* A sandbox's end, moved by hand and automatically, by the server's clock. */
#include "check.h"
#include "fixture.h"

#include <pthread.h>
#include <time.h>

#define JSON "application/json "
/* A server whose clock is two years behind. */
#define DATE "  header Date: Sat, 23 Nov 2024 05:35:54 GMT\n"
#define THEN 1732340154000LL
#define RENEWAL "on POST /v1/sandboxes/sb-1/renew-expiration\n"
#define RENEWED DATE "  respond 200 " JSON "{'expiresAt':'2026-11-23T05:55:54.5+01:00'}\n"
#define INFO "on GET /v1/sandboxes/sb-1\n" DATE "  respond 200 " JSON "{'id':'sb-1','status':{'state':'Running'}}\n"
#define RENEW_PATH "/v1/sandboxes/sb-1/renew-expiration"

static osb_sandbox *attach(osb_client *client)
{
    osb_sandbox *sandbox = NULL;
    CHECK_INT(osb_sandbox_attach(client, "sb-1", &sandbox, NULL), OSB_OK);
    return sandbox;
}

/* Milliseconds since 1970 of the last renewal's new end, by strptime and timegm's reckoning. */
static long long asked_end(const char *script)
{
    char *requests = scripted_requests(script, "POST", RENEW_PATH, NULL);
    char *last = NULL;
    for (char *at = requests; (at = strstr(at, "{\"expiresAt\":\"")) != NULL; at++)
        last = at + strlen("{\"expiresAt\":\"");
    int year, month, day, hour, minute, second, millisecond, length = 0;
    int count = last ? sscanf(last, "%4d-%2d-%2dT%2d:%2d:%2d.%3dZ\"}%n", &year, &month, &day, &hour, &minute, &second, &millisecond, &length) : 0;
    free(requests);
    if (!CHECK_INT(count, 7) || !CHECK(length > 0))
        return 0;
    struct tm time = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day, .tm_hour = hour, .tm_min = minute, .tm_sec = second};
    return (long long)timegm(&time) * 1000 + millisecond;
}

/* The end is reckoned from a second that began at `date`; this machine may be slow, but not by hours. */
static void check_end(const char *script, long long date, long long lifetime)
{
    long long end = asked_end(script);
    CHECK(end >= date + 1000 + lifetime);
    CHECK(end < date + 7200000 + lifetime);
}

/* ---- By hand ---- */

TEST(now_is_the_servers)
{
    int64_t end = 0;
    struct fixture fixture = fixture_open("clock", RENEWAL RENEWED "on POST /v1/sandboxes\n" DATE "  respond 202 " JSON
                                          "{'id':'sb-1','status':{'state':'Running'}}\n");
    CHECK_INT(osb_sandbox_renew(fixture.sandbox, 86400000, NULL, &end, NULL), OSB_OK);
    CHECK_INT(end, 1795409754500);
    CHECK_INT(scripted_count("clock", "request", NULL, NULL), 2); /* the answer to the create has told the time */
    check_end("clock", THEN, 86400000);
    fixture_close(&fixture);
}

TEST(who_has_heard_nothing_of_the_server_asks_it)
{
    scripted_define("ask", RENEWAL RENEWED INFO);
    osb_client *client = fixture_client("ask");
    osb_sandbox *sandbox = attach(client);
    CHECK_INT(osb_sandbox_renew(sandbox, 1, NULL, NULL, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_renew(sandbox, 60000, NULL, NULL, NULL), OSB_OK);
    CHECK_INT(scripted_count("ask", "request", "GET", NULL), 1);
    check_end("ask", THEN, 60000);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

#define REFUSED_AS_PAST "  header Date: Mon, 23 Nov 2026 05:35:54 GMT\n  respond 400 " JSON \
    "{'code':'DOCKER::INVALID_EXPIRATION','message':'New expiration time must be in the future.'}\n"

TEST(a_refusal_sets_the_clock_right)
{
    osb_error *error = NULL;
    scripted_define("right", RENEWAL REFUSED_AS_PAST RENEWAL RENEWED INFO);
    osb_client *client = fixture_client("right");
    osb_sandbox *sandbox = attach(client);
    CHECK_INT(osb_sandbox_renew(sandbox, 60000, NULL, NULL, NULL), OSB_OK);
    CHECK_INT(scripted_count("right", "request", "POST", NULL), 2);
    check_end("right", 1795412154000LL, 60000);
    /* Where the clock was right the refusal stands. */
    scripted_define("right", RENEWAL REFUSED_AS_PAST INFO);
    CHECK_INT(osb_server_renew_sandbox(client, "sb-1", 60000, NULL, NULL, &error), OSB_ERR_VALIDATION);
    osb_error_free(error);
    error = NULL;
    CHECK_INT(osb_server_renew_sandbox(client, "sb-1", 60000, NULL, NULL, &error), OSB_ERR_VALIDATION);
    CHECK_INT(scripted_count("right", "request", "POST", NULL), 3);
    osb_error_free(error);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

TEST(what_cannot_be_renewed_says_so)
{
    static const struct {
        const char *answer;
        osb_status status;
    } cases[] = {
        {"  capture lc_55_renew_manual_cleanup\n", OSB_ERR_CONFLICT},
        {"  capture flt_11_renew_after_expiry\n", OSB_ERR_NOT_FOUND},
        {"  respond 200 " JSON "{}\n", OSB_ERR_PROTOCOL},
        {"  respond 200 " JSON "{'expiresAt':'soon'}\n", OSB_ERR_PROTOCOL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[512];
        int64_t end = 77;
        snprintf(script, sizeof script, RENEWAL "%s" INFO, cases[i].answer);
        scripted_define("refused", script);
        osb_client *client = fixture_client("refused");
        osb_sandbox *sandbox = attach(client);
        CHECK_INT(osb_sandbox_renew(sandbox, 60000, NULL, &end, NULL), cases[i].status);
        CHECK_INT(end, 77);
        osb_sandbox_free(sandbox);
        osb_client_free(client);
    }
}

/* ---- Automatically ---- */

struct renewals {
    pthread_t host;
    int failures, released;
    osb_status status;
};

static void note_failure(osb_sandbox *sandbox, const osb_error *error, void *user_data)
{
    struct renewals *renewals = user_data;
    osb_sandbox_info *info = NULL;
    CHECK(pthread_equal(pthread_self(), renewals->host));
    CHECK_STR(osb_sandbox_id(sandbox), "sb-1");
    renewals->status = osb_error_status(error);
    renewals->failures++;
    osb_error_free((osb_error *)error); /* is not the host's: nothing happens */
    CHECK_INT(osb_sandbox_get_info(sandbox, NULL, &info, NULL), OSB_OK); /* a callback may call the library */
    osb_sandbox_info_free(info);
}

static void release_renewals(void *user_data)
{
    ((struct renewals *)user_data)->released++;
}

TEST(a_held_sandbox_is_renewed_time_and_again)
{
    struct renewals renewals = {.host = pthread_self()};
    osb_error *error = NULL;
    scripted_define("auto", RENEWAL RENEWED INFO);
    osb_client *client = fixture_client("auto");
    osb_sandbox *sandbox = attach(client);
    CHECK_INT(osb_sandbox_set_auto_renew(sandbox, 1000, note_failure, &renewals, release_renewals, &error), OSB_OK);
    scripted_wait("auto", "answer", "POST", RENEW_PATH, 3);
    CHECK_INT(scripted_count("auto", "request", "GET", NULL), 1); /* for the time */
    check_end("auto", THEN, 1000);
    CHECK(osb_sandbox_renewal_error(sandbox) == NULL);
    CHECK_INT(renewals.released, 0);
    osb_sandbox_free(sandbox);
    CHECK_INT(renewals.released, 1);
    CHECK_INT(renewals.failures, 0);
    osb_client_free(client);
}

/* Makes the library's news be there: what a renewal came to is settled soon after the server has answered it. */
static osb_error *wait_for_failure(osb_sandbox *sandbox)
{
    osb_error *error;
    while ((error = osb_sandbox_renewal_error(sandbox)) == NULL)
        ;
    return error;
}

TEST(a_renewal_that_fails_is_told_on_the_hosts_thread_and_tried_again)
{
    struct renewals renewals = {.host = pthread_self()};
    osb_sandbox_info *info = NULL;
    scripted_define("failing", RENEWAL DATE "  respond 500 " JSON "{'code':'A::B','message':'not now'}\n" RENEWAL RENEWED INFO);
    osb_client *client = fixture_client("failing");
    osb_sandbox *sandbox = attach(client);
    CHECK_INT(osb_sandbox_set_auto_renew(sandbox, 10000, note_failure, &renewals, release_renewals, NULL), OSB_OK);
    osb_error *error = wait_for_failure(sandbox);
    CHECK_INT(osb_error_status(error), OSB_ERR_SERVER);
    CHECK_STR(osb_error_code(error), "A::B");
    osb_error_free(error);
    CHECK_INT(renewals.failures, 0); /* nobody has called for the sandbox yet */
    CHECK_INT(osb_sandbox_get_info(sandbox, NULL, &info, NULL), OSB_OK);
    osb_sandbox_info_free(info);
    CHECK_INT(renewals.failures, 1);
    CHECK_INT(renewals.status, OSB_ERR_SERVER);
    CHECK_INT(osb_sandbox_get_info(sandbox, NULL, &info, NULL), OSB_OK);
    osb_sandbox_info_free(info);
    CHECK_INT(renewals.failures, 1); /* told once */
    scripted_wait("failing", "answer", "POST", RENEW_PATH, 2);
    while ((error = osb_sandbox_renewal_error(sandbox)) != NULL)
        osb_error_free(error);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

TEST(a_sandbox_that_is_gone_is_not_renewed_any_more)
{
    osb_error *error = NULL;
    scripted_define("gone", RENEWAL DATE "  respond 404 " JSON "{'code':'DOCKER::SANDBOX_NOT_FOUND','message':'gone'}\n" INFO);
    osb_client *client = fixture_client("gone");
    osb_sandbox *sandbox = attach(client);
    CHECK_INT(osb_sandbox_set_auto_renew(sandbox, 1000, NULL, NULL, NULL, NULL), OSB_OK);
    error = wait_for_failure(sandbox);
    CHECK_INT(osb_error_status(error), OSB_ERR_NOT_FOUND);
    osb_error_free(error);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

TEST(a_new_setting_takes_the_place_of_the_old_one)
{
    struct renewals first = {.host = pthread_self()}, second = {.host = pthread_self()};
    scripted_define("setting", RENEWAL RENEWED INFO DELETE_ROUTE);
    osb_client *client = fixture_client("setting");
    osb_sandbox *sandbox = attach(client);
    CHECK_INT(osb_sandbox_set_auto_renew(sandbox, 3600000, note_failure, &first, release_renewals, NULL), OSB_OK);
    scripted_wait("setting", "answer", "POST", RENEW_PATH, 1);
    CHECK_INT(osb_sandbox_set_auto_renew(sandbox, 7200000, note_failure, &second, release_renewals, NULL), OSB_OK);
    CHECK_INT(first.released, 1);
    scripted_wait("setting", "answer", "POST", RENEW_PATH, 2);
    check_end("setting", THEN, 7200000);
    CHECK_INT(osb_sandbox_kill(sandbox, NULL, NULL), OSB_OK); /* ends that too */
    CHECK_INT(second.released, 1);
    CHECK_INT(osb_sandbox_set_auto_renew(sandbox, -1, NULL, NULL, NULL, NULL), OSB_OK);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}
