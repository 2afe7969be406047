/* A full table of descriptors: whatever number of free ones there is, each call works or says what was lacking, none is lost, and when there
 * are some again the same client works. */
#include "calls.h"
#include "check.h"
#include "entries.h"

#include <sys/resource.h>
#include <valgrind/valgrind.h>

/* More free ones than any call wants. */
enum { MOST_LEFT = 20 };

static void set_limit(rlim_t count)
{
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = count;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
        check_stop("the limit of descriptors stays");
}

/* Leaves so many descriptors to be had. */
static void leave_descriptors(int count)
{
    int lowest = open("/dev/null", O_RDONLY);
    if (lowest < 0)
        check_stop("no descriptor");
    close(lowest);
    set_limit((rlim_t)(lowest + count));
}

/* libcurl calls a file of authorities that it could not open one that is wrong. */
static int is_clear(osb_status status, int is_tls)
{
    return status == OSB_OK || status == OSB_ERR_RESOURCES || (is_tls && status == OSB_ERR_TLS);
}

/* A client that knows nothing and keeps no connection yet, so that every descriptor it needs is missed. */
static void start_afresh(struct calls *calls, osb_config *config)
{
    osb_sandbox_free(calls->fixture.sandbox);
    osb_client_free(calls->fixture.client);
    calls->fixture.client = fixture_client_with(config);
    CHECK_INT(osb_sandbox_attach(calls->fixture.client, "sb-1", &calls->fixture.sandbox, NULL), OSB_OK);
}

static void check_every_number(osb_config *(*make_config)(const char *), const char *script, int is_tls)
{
    struct rlimit before;
    int failures = 0, successes = 0;
    getrlimit(RLIMIT_NOFILE, &before);
    /* Valgrind takes its time; and one short of a file's descriptor it makes the file, and then says that it could not. */
    const int step = RUNNING_ON_VALGRIND ? 5 : 1;
    for (int left = 0; left <= MOST_LEFT; left += step) {
        for (int i = 0; i < CALLS; i++) {
            int descriptors = count_entries("/proc/self/fd");
            struct calls calls = calls_open_with(make_config(script), script, "");
            start_afresh(&calls, make_config(script));
            leave_descriptors(left);
            osb_status status = calls_make(&calls, &every_call[i]);
            set_limit(before.rlim_cur);
            if (!is_clear(status, is_tls))
                check_int(__FILE__, __LINE__, every_call[i].name, status, OSB_ERR_RESOURCES);
            failures += status != OSB_OK;
            successes += status == OSB_OK;
            if (left == MOST_LEFT)
                check_int(__FILE__, __LINE__, every_call[i].name, status, OSB_OK);
            check_int(__FILE__, __LINE__, every_call[i].name, calls_make(&calls, &every_call[i]), OSB_OK);
            calls_close(&calls);
            check_int(__FILE__, __LINE__, every_call[i].name, count_entries("/proc/self/fd"), descriptors);
        }
    }
    CHECK(failures >= CALLS && successes > CALLS);
}

TEST(every_call_works_or_says_what_was_lacking)
{
    check_every_number(fixture_config, "scarce", 0);
}

TEST(every_call_over_tls_works_or_says_what_was_lacking)
{
    check_every_number(fixture_tls_config, "scarce-tls", 1);
}

/* What is made without asking a server. */
TEST(a_cancel_and_a_client_without_descriptors)
{
    struct rlimit before;
    osb_config *config = fixture_config("none");
    osb_client *client = NULL;
    getrlimit(RLIMIT_NOFILE, &before);
    leave_descriptors(0);
    osb_cancel *cancel = osb_cancel_new();
    osb_status status = osb_client_new(config, &client, NULL);
    set_limit(before.rlim_cur);
    CHECK(cancel == NULL); /* as the header says */
    CHECK(status == OSB_OK || status == OSB_ERR_RESOURCES);
    CHECK((client != NULL) == (status == OSB_OK));
    osb_client_free(client);
    osb_config_free(config);
}
