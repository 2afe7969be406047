#include "chaos.h"

#include "check.h"
#include "clock.h"
#include "faults.h"
#include "generator.h"

#include <pthread.h>
#include <stdio.h>

/* What a fault has begun comes to its end a little after it was cleared: a FIN has to arrive. Milliseconds. */
enum { SETTLING = 700, LOST_CREATE = 34000, FAULT_KINDS = 5 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_t thread;
static struct generator generator;
static int64_t round_end;
static int stopping;
/* The last moment at which each fault was possible; INT64_MAX while it is. */
static int64_t possible_until[FAULT_KINDS];
static int creates, creates_are_spared;

static void make_condition(void)
{
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&changed, &attributes);
    pthread_condattr_destroy(&attributes);
}

/* ---- What is possible ---- */

unsigned chaos_since(int64_t began)
{
    unsigned kinds = 0;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < FAULT_KINDS; i++)
        if (possible_until[i] >= began)
            kinds |= 1u << i;
    pthread_mutex_unlock(&lock);
    return kinds;
}

static void set_possible(unsigned kinds, int64_t until)
{
    pthread_mutex_lock(&lock);
    for (int i = 0; i < FAULT_KINDS; i++)
        if (kinds & 1u << i)
            possible_until[i] = until;
    pthread_mutex_unlock(&lock);
}

int chaos_may_lose_creates(void)
{
    pthread_mutex_lock(&lock);
    int may = round_end - now_ms() > LOST_CREATE;
    pthread_mutex_unlock(&lock);
    return may;
}

int chaos_enter_create(void)
{
    pthread_mutex_lock(&lock);
    int welcome = !creates_are_spared;
    creates += welcome;
    pthread_mutex_unlock(&lock);
    return welcome;
}

void chaos_leave_create(void)
{
    pthread_mutex_lock(&lock);
    creates--;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void spare_creates(int spare)
{
    pthread_mutex_lock(&lock);
    creates_are_spared = spare;
    while (spare && creates > 0)
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
}

/* ---- The faults ---- */

static const char *direction(void)
{
    static const char *const directions[] = {"up ", "down ", ""};
    return directions[generator_between(&generator, 0, 2)];
}

/* For all connections, or for the next few. Returns what they are, with whether they lose requests. */
static unsigned draw(char *text, int size, int *answers, int *loses_requests)
{
    const char *where = direction();
    int kind = generator_between(&generator, 0, 9);
    *answers = 0;
    *loses_requests = 0;
    switch (kind) {
    case 0: case 1:
        snprintf(text, (size_t)size, "latency %s%d", where, generator_between(&generator, 1, 120));
        return CHAOS_SLOW;
    case 2:
        snprintf(text, (size_t)size, "drip %s%d %d", where, generator_between(&generator, 64, 2048), generator_between(&generator, 1, 8));
        return CHAOS_SLOW;
    case 3: case 4: case 5: case 6:
        /* From 1: a cut after 0 bytes ends connections in the middle of what they carry the other way. */
        snprintf(text, (size_t)size, "%s %s%d", kind == 6 ? "reset" : "cut", where, generator_between(&generator, 1, 3000));
        *loses_requests = *where != 'd';
        return CHAOS_CUT;
    case 7:
        snprintf(text, (size_t)size, "silence %s%d", where, generator_between(&generator, 0, 600));
        *loses_requests = *where != 'd';
        return CHAOS_SILENCE;
    default:
        *answers = kind == 8 ? 503 : 429;
        return kind == 8 ? CHAOS_UNAVAILABLE : CHAOS_BUSY;
    }
}

/* False when the round is over before that. */
static int wait_for(int64_t milliseconds)
{
    int64_t until = now_ms() + milliseconds;
    struct timespec moment = timespec_of(until);
    pthread_mutex_lock(&lock);
    while (!stopping && now_ms() < until)
        pthread_cond_timedwait(&changed, &lock, &moment);
    int go_on = !stopping;
    pthread_mutex_unlock(&lock);
    return go_on;
}

static void spell(void)
{
    char text[64];
    int answers, loses_requests;
    unsigned kinds = draw(text, sizeof text, &answers, &loses_requests);
    int spares = loses_requests && !chaos_may_lose_creates();
    if (spares)
        spare_creates(1);
    set_possible(kinds, INT64_MAX);
    char retry_after[32];
    snprintf(retry_after, sizeof retry_after, "Retry-After: %d", CHAOS_RETRY_AFTER / 1000);
    if (answers)
        faults_answer(generator_between(&generator, 1, 8), answers, retry_after);
    else if (generator_percent(&generator, 50))
        faults_for_all(text);
    else
        faults_for_next(generator_between(&generator, 1, 8), text);
    wait_for(generator_between(&generator, 100, kinds & CHAOS_SILENCE ? 500 : 1200));
    faults_clear();
    set_possible(kinds, now_ms() + SETTLING);
    if (spares)
        spare_creates(0);
}

static void *change_faults(void *argument)
{
    while (wait_for(generator_between(&generator, 200, 1800)))
        spell();
    return argument;
}

void chaos_start(uint64_t seed, uint64_t round, int64_t end)
{
    pthread_once(&once, make_condition);
    generator = generator_of(seed, round << 32);
    round_end = end;
    stopping = 0;
    if (pthread_create(&thread, NULL, change_faults, NULL) != 0)
        check_stop("no thread for the faults");
}

void chaos_stop(void)
{
    pthread_mutex_lock(&lock);
    stopping = 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    pthread_join(thread, NULL);
}
