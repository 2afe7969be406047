/* A wall clock that is set a day forth or back in the middle of a call: no time limit, age or duration notices. */
#include "calls.h"
#include "check.h"

#include <dlfcn.h>
#include <pthread.h>
#include <sys/time.h>
#include <time.h>

/* ---- A program's own clocks come before libc's: those that can be set are off by as much as the test says ---- */

static _Atomic long long offset, asked; /* seconds; how often somebody looked at a clock that is off */

static void *real(const char *name)
{
    void *function = dlsym(RTLD_NEXT, name);
    if (!function)
        check_stop("no %s in libc", name);
    return function;
}

/* Under other names, because the headers' own declarations are none that plain C can repeat. */
int own_clock_gettime(clockid_t clock, struct timespec *now) __asm__("clock_gettime");
int own_gettimeofday(struct timeval *now, void *zone) __asm__("gettimeofday");
time_t own_time(time_t *now) __asm__("time");

int own_clock_gettime(clockid_t clock, struct timespec *now)
{
    static int (*from_libc)(clockid_t, struct timespec *);
    if (!from_libc)
        *(void **)&from_libc = real("clock_gettime");
    int status = from_libc(clock, now);
    if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) {
        now->tv_sec += offset;
        asked++;
    }
    return status;
}

int own_gettimeofday(struct timeval *now, void *zone)
{
    struct timespec real_now;
    (void)zone;
    own_clock_gettime(CLOCK_REALTIME, &real_now);
    *now = (struct timeval){real_now.tv_sec, real_now.tv_nsec / 1000};
    return 0;
}

time_t own_time(time_t *now)
{
    struct timespec real_now;
    own_clock_gettime(CLOCK_REALTIME, &real_now);
    if (now)
        *now = real_now.tv_sec;
    return real_now.tv_sec;
}

#define DAY 86400
static const long long jumps[] = {DAY, -DAY};
enum { JUMPS = sizeof jumps / sizeof *jumps };

/* In callbacks, each of which comes in the middle of a call. */
static long long next_jump;

static void jump(void)
{
    offset += next_jump;
}

static int32_t jump_at_line(const char *data, size_t size, void *user_data)
{
    (void)data, (void)size;
    jump();
    scripted_signal(user_data, "go");
    return 0;
}

/* ---- What must not notice ---- */

static void check_command_goes_on(osb_config *(*make)(const char *), const char *script)
{
    for (int i = 0; i < JUMPS; i++) {
        osb_config *config = make(script);
        offset = 0; /* certificates have their days */
        osb_config_set_idle_timeout(config, 30000);
        osb_config_set_first_byte_timeout(config, 30000);
        struct fixture fixture = fixture_open_with(config, script, COMMAND_ROUTE STREAM INIT LINE("a line") "  wait-signal go\n" LINE("another") COMPLETE);
        osb_cancel *cancel = osb_cancel_new();
        next_jump = jumps[i];
        osb_cancel_set_timeout(cancel, 60000);
        osb_command_options_set_deadline(fixture.options, 60000);
        osb_command_options_on_stdout(fixture.options, jump_at_line, (void *)script, NULL);
        fixture_run(&fixture, cancel);
        CHECK_INT(fixture.status, OSB_OK);
        CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_EXITED);
        CHECK_STR(osb_result_stdout(fixture.result, NULL), "a line\nanother\n");
        CHECK_INT(osb_result_duration(fixture.result), 5); /* as the daemon has it */

        osb_result *result = NULL;
        offset = 0;
        osb_execution *execution = start(&fixture);
        CHECK_INT(osb_execution_wait(execution, cancel, &result, NULL), OSB_OK);
        CHECK_INT(osb_result_ended(result), OSB_ENDED_EXITED);
        osb_result_free(result);
        osb_execution_free(execution);
        osb_cancel_free(cancel);
        fixture_close(&fixture);
    }
}

TEST(a_command_within_its_limits_goes_on) { check_command_goes_on(fixture_config, "goes-on"); }
TEST(a_command_over_tls_within_its_limits_goes_on) { check_command_goes_on(fixture_tls_config, "goes-on-tls"); }

TEST(every_call_works_whatever_the_day_is)
{
    struct calls calls = calls_open("days");
    for (int i = 0; i < JUMPS; i++) {
        offset = jumps[i];
        calls_make_all(&calls);
    }
    calls_close(&calls);
}

/* ---- What must come to its end all the same ---- */

static int32_t jump_back(const char *data, size_t size, void *user_data)
{
    (void)data, (void)size, (void)user_data;
    offset -= DAY;
    return 0;
}

TEST(a_deadline_passes_although_the_clock_was_set_back)
{
    struct fixture fixture = fixture_open("stalls", COMMAND_ROUTE STREAM INIT LINE("a line") "  stall\n");
    osb_command_options_set_deadline(fixture.options, 300);
    osb_command_options_on_stdout(fixture.options, jump_back, NULL, NULL);
    fixture_run(&fixture, NULL);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_TIMED_OUT);

    osb_result *result = NULL;
    offset = 0;
    osb_execution *execution = start(&fixture);
    CHECK_INT(osb_execution_wait(execution, NULL, &result, NULL), OSB_OK);
    CHECK_INT(osb_result_ended(result), OSB_ENDED_TIMED_OUT);
    osb_result_free(result);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

static _Atomic int has_heard;

static int32_t hear(const char *data, size_t size, void *user_data)
{
    (void)data, (void)size, (void)user_data;
    has_heard = 1;
    return 0;
}

/* After the line, while the library waits for the next. */
static void *set_back_once_heard(void *script)
{
    while (!has_heard)
        scripted_count(script, "request", NULL, NULL);
    scripted_count(script, "request", NULL, NULL);
    offset -= DAY;
    return NULL;
}

TEST(a_silent_stream_is_lost_although_the_clock_was_set_back)
{
    osb_config *config = fixture_config("silent");
    osb_config_set_idle_timeout(config, 300);
    struct fixture fixture = fixture_open_with(config, "silent", COMMAND_ROUTE STREAM INIT LINE("a line") "  stall\n");
    pthread_t thread;
    osb_command_options_on_stdout(fixture.options, hear, NULL, NULL);
    REQUIRE(pthread_create(&thread, NULL, set_back_once_heard, "silent") == 0);
    fixture_run(&fixture, NULL);
    pthread_join(thread, NULL);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_LOST);
    fixture_close(&fixture);
}

static void *set_back_once_asked(void *script)
{
    scripted_wait(script, "request", "GET", "/execd/ping", 1);
    offset -= DAY;
    return NULL;
}

TEST(waiting_for_readiness_ends_although_the_clock_was_set_back)
{
    struct fixture fixture = fixture_open("unready", "on * /execd/ping\n  respond 503\n");
    pthread_t thread;
    REQUIRE(pthread_create(&thread, NULL, set_back_once_asked, "unready") == 0);
    CHECK_INT(osb_sandbox_wait_ready(fixture.sandbox, 500, NULL, NULL), OSB_ERR_READY_TIMEOUT);
    pthread_join(thread, NULL);
    fixture_close(&fixture);
}

/* ---- What is kept ---- */

TEST(a_kept_connection_and_an_endpoint_do_not_age)
{
    struct calls calls = calls_open("kept");
    CHECK_INT(calls_metrics(&calls, NULL), OSB_OK);
    long connections = scripted_count("kept", "connection", NULL, NULL);
    long endpoints = scripted_count("kept", "request", "GET", "/v1/sandboxes/sb-1/endpoints/*");
    for (int i = 0; i < JUMPS; i++) {
        offset += jumps[i];
        CHECK_INT(calls_metrics(&calls, NULL), OSB_OK);
    }
    CHECK_INT(scripted_count("kept", "connection", NULL, NULL), connections);
    CHECK_INT(scripted_count("kept", "request", "GET", "/v1/sandboxes/sb-1/endpoints/*"), endpoints);
    calls_close(&calls);
}

/* ---- The server's time is the server's ---- */

TEST(a_renewal_is_asked_for_by_the_servers_clock)
{
    struct fixture fixture = fixture_open("renew", "on GET /v1/sandboxes/sb-1\n  header Date: Mon, 23 Nov 2026 05:36:43 GMT\n"
        "  respond 200 application/json {'id':'sb-1','status':{'state':'Running'}}\n"
        "on POST /v1/sandboxes/sb-1/renew-expiration\n  respond 200 application/json {'expiresAt':'2026-11-23T05:55:54Z'}\n");
    osb_sandbox_info *info = NULL;
    int64_t until = 0;
    CHECK_INT(osb_sandbox_get_info(fixture.sandbox, NULL, &info, NULL), OSB_OK);
    osb_sandbox_info_free(info);
    offset += DAY;
    CHECK_INT(osb_sandbox_renew(fixture.sandbox, 600000, NULL, &until, NULL), OSB_OK);
    char *body = fixture_request_body("renew", "POST", "/v1/sandboxes/sb-1/renew-expiration");
    CHECK_CONTAINS(body, "2026-11-23T05:4");
    free(body);
    fixture_close(&fixture);
}

TEST(retry_after_as_a_date_is_told_by_the_servers_clock)
{
    struct calls calls = calls_open_with(NULL, "retry", "on * /version\n  header Date: Mon, 23 Nov 2026 05:36:00 GMT\n"
        "  header Retry-After: Mon, 23 Nov 2026 05:36:07 GMT\n  respond 429 application/json {}\n");
    for (int i = 0; i < JUMPS; i++) {
        osb_error *error = NULL;
        offset += jumps[i];
        CHECK_INT(calls_server_info(&calls, &error), OSB_ERR_RATE_LIMITED);
        CHECK_INT(osb_error_retry_after(error), 7000);
        osb_error_free(error);
    }
    calls_close(&calls);
}

/* Without this the other tests could not fail. */
TEST(the_library_sees_the_clock_of_these_tests)
{
    struct calls calls = calls_open("sees");
    long long before = asked;
    CHECK_INT(calls_renew(&calls, NULL), OSB_OK); /* asked for by this machine's clock while the server has not told its own */
    CHECK(asked > before);
    calls_close(&calls);
}
