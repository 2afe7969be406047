/* Everything at once, for as long as asked: threads that create, run, transfer, cancel and kill in random order through a proxy that harms the traffic,
 * in rounds with a quiet point after each, at which everything is freed, measured and accounted for. README.md tells what it holds the library to.
 *
 * SOAK_SECONDS and SOAK_SEED say how long and in which order; run.py sets them. */
#include "canceller.h"
#include "chaos.h"
#include "clients.h"
#include "clock.h"
#include "ledger.h"
#include "live.h"
#include "measure.h"
#include "monitor.h"
#include "operations.h"
#include "sandboxes.h"

#include <pthread.h>

/* The first round warms up: what is made once and kept, by libc, libcurl and the library, is there after it. Milliseconds. */
enum { LEAST_ROUNDS = 3, LONGEST_ROUND = 60000, MOST_ROUNDS = 10000, FAILURES_ENOUGH = 20 };

/* How much more there may be at the last quiet point than at the first after the warm-up. Allocated bytes are exact but for what libc keeps with the
 * stacks of threads that have ended, so little is allowed. Resident ones are not: arenas keep pages in which something small is left, and which those
 * are changes with the order of things. */
enum { ALLOCATED_MORE = 32 << 10, RESIDENT_MORE = 16 << 20 };

/* How often in a hundred. */
static const struct {
    int percent;
    enum operation operation;
    void (*run)(struct worker *);
} operations[] = {
    {13, OPERATION_CREATE, create_sandbox},
    {17, OPERATION_RUN, run_command},
    {10, OPERATION_QUEUE, follow_queue},
    {10, OPERATION_BACKGROUND, follow_background},
    {3, OPERATION_INTERRUPT, interrupt_background},
    {16, OPERATION_TRANSFER, transfer_file},
    {6, OPERATION_LIST, list_page},
    {8, OPERATION_INFO, get_info},
    {3, OPERATION_PAUSE, pause_and_resume},
    {8, OPERATION_KILL, kill_sandbox},
    {4, OPERATION_OWN_CLIENT, use_own_client},
    {2, OPERATION_RENEW_CLIENT, renew_client},
};

static struct worker workers[WORKERS + 1]; /* the last one is the thread that goes round */
static int64_t round_end;
static struct measure quiet[MOST_ROUNDS];
static int rounds;

/* ---- A round ---- */

struct round {
    uint64_t seed;
    int number;
    int64_t length;
    const char *repeat; /* how to have the run again */
};

static void work(struct worker *worker)
{
    int drawn = generator_between(&worker->generator, 1, 100);
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        drawn -= operations[i].percent;
        if (drawn > 0)
            continue;
        worker->step++;
        worker->operation = operations[i].operation;
        operations[i].run(worker);
        return;
    }
}

static void *work_to_the_end(void *worker)
{
    while (now_ms() < round_end && report_failures() < FAILURES_ENOUGH)
        work(worker);
    return worker;
}

static void run_workers(void)
{
    pthread_t threads[WORKERS];
    for (int i = 0; i < WORKERS; i++)
        if (pthread_create(&threads[i], NULL, work_to_the_end, &workers[i]) != 0)
            check_stop("no thread to work");
    for (int i = 0; i < WORKERS; i++)
        pthread_join(threads[i], NULL);
}

/* All threads have ended: every handle is freed, and what the library still owes is done. */
static void free_everything(void)
{
    struct worker *self = &workers[WORKERS];
    self->since = now_ms();
    self->call = "osb_client_free";
    sandboxes_close();
    clients_close();
    self->call = NULL;
}

static void *go_round(void *argument)
{
    struct round *round = argument;
    round_end = now_ms() + round->length;
    clients_open();
    canceller_start();
    monitor_start(workers, WORKERS + 1, round->number, round->repeat);
    chaos_start(round->seed, (uint64_t)round->number, round_end);
    run_workers();
    chaos_stop();
    canceller_stop();
    free_everything();
    monitor_stop();
    ledger_close_round();
    return argument;
}

/* On a thread of its own: what malloc keeps for a thread when that frees something counts as allocated, and goes with the thread. */
static void run_round(struct round *round)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, go_round, round) != 0)
        check_stop("no thread for a round");
    pthread_join(thread, NULL);
    struct measure *now = &quiet[round->number];
    *now = measure_trimmed();
    printf("# quiet after round %d: %zu bytes allocated, %zu resident, %d descriptors, %d threads\n", round->number, now->allocated, now->resident,
           now->descriptors, now->threads);
    fflush(stdout);
}

/* ---- The run ---- */

static void print_summary(void)
{
    char text[600];
    report_write(text, sizeof text);
    printf("# calls (done/hindered/cancelled): %s; %ld of them with no fault possible\n", text, report_calm_count());
    ledger_write(text, sizeof text);
    printf("# sandboxes: %s\n", text);
}

/* All rounds, once. */
static void soak(void)
{
    static char repeat[128];
    if (*repeat)
        return;
    int64_t seconds = atoll(setting("SOAK_SECONDS", NULL)), length;
    uint64_t seed = strtoull(setting("SOAK_SEED", NULL), NULL, 10);
    snprintf(repeat, sizeof repeat, "again: make soak SOAK_SEED=%llu SOAK_MINUTES=%s", (unsigned long long)seed, setting("SOAK_MINUTES", "?"));
    printf("# seed %llu; %s\n", (unsigned long long)seed, repeat);
    for (int i = 0; i <= WORKERS; i++)
        workers[i] = (struct worker){.number = i, .generator = generator_of(seed, (uint64_t)i + 1)};
    rounds = (int)(seconds * 1000 / LONGEST_ROUND);
    rounds = rounds < LEAST_ROUNDS ? LEAST_ROUNDS : rounds > MOST_ROUNDS ? MOST_ROUNDS : rounds;
    length = seconds * 1000 / rounds;
    for (int i = 0; i < rounds && report_failures() < FAILURES_ENOUGH; i++)
        run_round(&(struct round){.seed = seed, .number = i, .length = length, .repeat = repeat});
    print_summary();
}

static const struct measure *first_quiet(void)
{
    return &quiet[1];
}

static const struct measure *last_quiet(void)
{
    return &quiet[rounds - 1];
}

/* ---- What it has to be ---- */

TEST(every_operation_ends_as_it_may)
{
    soak();
    CHECK_STR(report_first_failure(), NULL);
    CHECK_INT(report_failures(), 0);
}

TEST(there_were_operations_of_every_fate)
{
    soak();
    CHECK(report_calm_count() > 0);
    CHECK(report_count(OUTCOME_DONE) > 0);
    CHECK(report_count(OUTCOME_HINDERED) > 0);
    CHECK(report_count(OUTCOME_CANCELLED) > 0);
    CHECK_INT(report_count(OUTCOME_WRONG), 0);
}

TEST(every_sandbox_is_accounted_for)
{
    soak();
    CHECK_INT(ledger_strangers(), 0);
}

TEST(memory_is_flat)
{
    soak();
    if (last_quiet()->allocated > first_quiet()->allocated)
        CHECK(last_quiet()->allocated - first_quiet()->allocated <= ALLOCATED_MORE);
    if (last_quiet()->resident > first_quiet()->resident)
        CHECK(last_quiet()->resident - first_quiet()->resident <= RESIDENT_MORE);
}

TEST(descriptors_and_threads_are_flat)
{
    soak();
    CHECK_INT(last_quiet()->descriptors, first_quiet()->descriptors);
    CHECK_INT(last_quiet()->threads, first_quiet()->threads);
}
