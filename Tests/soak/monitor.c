#include "monitor.h"

#include "attempt.h"
#include "check.h"
#include "clock.h"
#include "ledger.h"
#include "measure.h"

#include <pthread.h>
#include <stdio.h>

/* A call that has all of its own deadlines behind it, and the half minute that the end of a client may take, and as long again, does not end. */
enum { INTERVAL = 5000, STUCK = 2 * (ATTEMPT_DEADLINE + 30000) };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed;
static pthread_t thread;
static const struct worker *workers;
static int count, round_number, stopping;
static const char *repeat;
static int64_t began;

static void look_for_stuck_calls(void)
{
    for (int i = 0; i < count; i++) {
        const char *call = workers[i].call;
        int64_t since = workers[i].since;
        if (call && now_ms() - since > STUCK)
            check_stop("%s: %s has not returned for %lld s; %s", worker_name(&workers[i]).text, call, (long long)(now_ms() - since) / 1000, repeat);
    }
}

/* The call that has gone on for longest. */
static void write_oldest_call(char *text, size_t size)
{
    int64_t now = now_ms(), oldest = now;
    snprintf(text, size, "no call");
    for (int i = 0; i < count; i++) {
        const char *call = workers[i].call;
        int64_t since = workers[i].since;
        if (call && since < oldest)
            snprintf(text, size, "%s for %.1f s", call, (double)(now - (oldest = since)) / 1000);
    }
}

static void print_progress(void)
{
    char text[600], oldest[64];
    struct measure measure = measure_now();
    report_write(text, sizeof text);
    write_oldest_call(oldest, sizeof oldest);
    printf("# %4lld s, round %d: %s; %d open, %.1f MiB allocated, %.1f MiB resident, %d descriptors, %d threads; in %s\n",
           (long long)(now_ms() - began) / 1000, round_number, text, ledger_alive(), (double)measure.allocated / 1048576,
           (double)measure.resident / 1048576, measure.descriptors, measure.threads, oldest);
    fflush(stdout);
}

static void *watch(void *argument)
{
    pthread_mutex_lock(&lock);
    for (int64_t next = now_ms() + INTERVAL; !stopping;) {
        struct timespec moment = timespec_of(next);
        pthread_cond_timedwait(&changed, &lock, &moment);
        if (stopping || now_ms() < next)
            continue;
        next += INTERVAL;
        print_progress();
        look_for_stuck_calls();
    }
    pthread_mutex_unlock(&lock);
    return argument;
}

void monitor_start(const struct worker *watched, int number, int round, const char *how)
{
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&changed, &attributes);
    pthread_condattr_destroy(&attributes);
    workers = watched;
    count = number;
    round_number = round;
    repeat = how;
    stopping = 0;
    if (began == 0)
        began = now_ms();
    if (pthread_create(&thread, NULL, watch, NULL) != 0)
        check_stop("no thread to watch");
}

void monitor_stop(void)
{
    pthread_mutex_lock(&lock);
    stopping = 1;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    pthread_join(thread, NULL);
    pthread_cond_destroy(&changed);
}
