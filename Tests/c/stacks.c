/* Threads with small stacks: no call needs more than 128 KiB of its caller's. */
#include "calls.h"
#include "check.h"

#include <pthread.h>

enum { STACK = 128 << 10, LEVELS = 64 };

static void *make_all(void *calls)
{
    calls_make_all(calls);
    return NULL;
}

static void on_small_stack(void *(*body)(void *), void *argument)
{
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    CHECK_INT(pthread_attr_setstacksize(&attributes, STACK), 0);
    if (pthread_create(&thread, &attributes, body, argument) != 0)
        check_stop("no thread");
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
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
