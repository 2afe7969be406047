/* Small stacks: no call needs more than 128 KiB of its caller's, nor does the library's own thread, which has whatever the process gives a
 * thread by default. */
#include "calls.h"
#include "check.h"

#include <pthread.h>

enum { STACK = 128 << 10 };

static void *make_all(void *calls)
{
    calls_make_all(calls);
    return NULL;
}

/* Also those that are started from there. */
static void on_small_stack(void *(*body)(void *), void *argument)
{
    pthread_attr_t before, small;
    pthread_t thread;
    pthread_getattr_default_np(&before);
    pthread_attr_init(&small);
    CHECK_INT(pthread_attr_setstacksize(&small, STACK), 0);
    CHECK_INT(pthread_setattr_default_np(&small), 0);
    if (pthread_create(&thread, NULL, body, argument) != 0)
        check_stop("no thread");
    pthread_join(thread, NULL);
    pthread_setattr_default_np(&before);
    pthread_attr_destroy(&small);
    pthread_attr_destroy(&before);
}

TEST(every_call_works)
{
    struct calls calls = calls_open("stacks");
    on_small_stack(make_all, &calls);
    calls_close(&calls);
}

TEST(every_call_works_over_tls)
{
    struct calls calls = calls_open_with(fixture_tls_config("stacks-tls"), "stacks-tls", "");
    on_small_stack(make_all, &calls);
    calls_close(&calls);
}

/* ---- The deepest that answers may be ---- */

/* JSON may be 64 levels deep: these, and the one or two around them. */
#define TIMES_10(text) text text text text text text text text text text
#define DEEP TIMES_10("[[[[[[") TIMES_10("]]]]]]")
#define TOO_DEEP TIMES_10("[[[[[[[[[[") TIMES_10("]]]]]]]]]]")

static void *read_deep_answers(void *context)
{
    struct calls *calls = context;
    osb_error *error = NULL;
    CHECK_INT(calls_info(calls, NULL), OSB_OK);
    CHECK_INT(calls_info(calls, NULL), OSB_ERR_PROTOCOL);
    CHECK_INT(calls_server_info(calls, &error), OSB_ERR_SERVER);
    CHECK_STR(osb_error_message(error), "get version: deep");
    CHECK_INT(calls_run(calls, NULL), OSB_OK);
    CHECK_INT(calls_start(calls, NULL), OSB_OK);
    osb_error_free(error);
    return NULL;
}

TEST(answers_as_deep_as_they_may_be_are_read)
{
    struct calls calls = calls_open_with(NULL, "deep",
        "on * /v1/sandboxes/sb-1\n" CALLS_JSON "{'id':'sb-1','status':{'state':'Running'},'deep':" DEEP "}\n"
        "on * /v1/sandboxes/sb-1\n" CALLS_JSON "{'id':'sb-1','status':{'state':'Running'},'deep':" TOO_DEEP "}\n"
        "on * /version\n  respond 500 application/json {'code':'X','message':'deep','deep':" DEEP "}\n"
        "on * /execd/command\n" STREAM INIT "  event {'type':'result','results':{'text/plain':'x'},'deep':" DEEP ",'timestamp':1}\n" COMPLETE);
    on_small_stack(read_deep_answers, &calls);
    calls_close(&calls);
}
