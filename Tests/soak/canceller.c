#include "canceller.h"

#include "check.h"
#include "clock.h"
#include "worker.h"

#include <pthread.h>

static struct {
    osb_cancel *cancel; /* NULL: nothing to do */
    int64_t due;
} armed[WORKERS];

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed;
static pthread_t thread;
static int stopping;

/* Triggers what is due. Returns when the next one is. */
static int64_t trigger_due(void)
{
    int64_t next = INT64_MAX;
    for (int i = 0; i < WORKERS; i++) {
        if (armed[i].cancel && armed[i].due <= now_ms()) {
            osb_cancel_trigger(armed[i].cancel);
            armed[i].cancel = NULL;
        }
        if (armed[i].cancel && armed[i].due < next)
            next = armed[i].due;
    }
    return next;
}

static void *trigger(void *argument)
{
    pthread_mutex_lock(&lock);
    while (!stopping) {
        int64_t next = trigger_due();
        if (next == INT64_MAX) {
            pthread_cond_wait(&changed, &lock);
        } else {
            struct timespec moment = timespec_of(next);
            pthread_cond_timedwait(&changed, &lock, &moment);
        }
    }
    pthread_mutex_unlock(&lock);
    return argument;
}

void canceller_start(void)
{
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&changed, &attributes);
    pthread_condattr_destroy(&attributes);
    stopping = 0;
    if (pthread_create(&thread, NULL, trigger, NULL) != 0)
        check_stop("no thread to cancel");
}

void canceller_stop(void)
{
    pthread_mutex_lock(&lock);
    stopping = 1;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    pthread_join(thread, NULL);
    pthread_cond_destroy(&changed);
}

void canceller_arm(int worker, osb_cancel *cancel, int64_t milliseconds)
{
    pthread_mutex_lock(&lock);
    armed[worker].cancel = cancel;
    armed[worker].due = now_ms() + milliseconds;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
}

void canceller_disarm(int worker)
{
    pthread_mutex_lock(&lock);
    armed[worker].cancel = NULL;
    pthread_mutex_unlock(&lock);
}
