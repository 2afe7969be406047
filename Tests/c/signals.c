/* Signals: the library sets no handler, lets none disturb it, takes none that is meant for the host, and raises none: not even SIGPIPE. */
#include "calls.h"
#include "check.h"

#include <dirent.h>
#include <dlfcn.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <time.h>

/* ---- A program's own sigaction comes before libc's: it counts who changes what a signal does ---- */

static _Atomic int changes;

/* Under another name, because the header's own declaration is not one that plain C can repeat. */
int counting_sigaction(int number, const struct sigaction *action, struct sigaction *previous) __asm__("sigaction");

/* A sanitizer's, where there is one: it has to know every handler. */
int sanitizers_sigaction(int number, const struct sigaction *action, struct sigaction *previous)
    __asm__("__interceptor_sigaction") __attribute__((weak));

int counting_sigaction(int number, const struct sigaction *action, struct sigaction *previous)
{
    int (*real)(int, const struct sigaction *, struct sigaction *) = sanitizers_sigaction;
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "sigaction");
    if (!real)
        check_stop("no sigaction in libc");
    if (action)
        changes++;
    return real(number, action, previous);
}

/* ---- Dispositions ---- */

enum { SIGNALS = 64 };

struct dispositions {
    struct sigaction actions[SIGNALS + 1];
    sigset_t mask;
};

static struct dispositions dispositions(void)
{
    struct dispositions all = {0};
    for (int number = 1; number <= SIGNALS; number++)
        sigaction(number, NULL, &all.actions[number]);
    pthread_sigmask(SIG_SETMASK, NULL, &all.mask);
    return all;
}

static void check_same(const struct dispositions *before)
{
    struct dispositions now = dispositions();
    for (int number = 1; number <= SIGNALS; number++) {
        CHECK(now.actions[number].sa_handler == before->actions[number].sa_handler);
        CHECK_INT(now.actions[number].sa_flags, before->actions[number].sa_flags);
        CHECK_INT(sigismember(&now.mask, number), sigismember(&before->mask, number));
    }
}

static void check_calls_change_nothing(osb_config *config, const char *script)
{
    struct dispositions before = dispositions();
    struct calls calls = calls_open_with(config, script, "");
    int changed = changes;
    calls_make_all(&calls);
    check_same(&before);
    calls_fail_all(&calls, script);
    check_same(&before);
    calls_close(&calls);
    check_same(&before);
    CHECK_INT(changes, changed);
}

TEST(no_call_changes_what_a_signal_does)
{
    check_calls_change_nothing(NULL, "dispositions");
}

TEST(no_call_over_tls_changes_what_a_signal_does)
{
    check_calls_change_nothing(fixture_tls_config("dispositions-tls"), "dispositions-tls");
}

/* ---- Signals for the host ---- */

static void leave_alone(int number)
{
    (void)number;
}

/* Those a thread brings upon itself, which valgrind takes so whoever sent them. */
static int is_a_faults(int number)
{
    return number == SIGSEGV || number == SIGBUS || number == SIGILL || number == SIGFPE || number == SIGTRAP;
}

/* A signal for the process goes to any thread that has not blocked it. */
TEST(the_librarys_thread_takes_no_signal_of_the_host)
{
    static const struct timespec now = {0, 0};
    struct calls calls = calls_open("others");
    sigset_t all, previous;
    CHECK_INT(calls_make(&calls, &every_call[0]), OSB_OK);
    CHECK_INT(calls_start(&calls, NULL), OSB_OK); /* the thread is there from here on */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &previous);
    for (int number = 1; number < SIGSYS; number++) {
        struct sigaction handler = {.sa_handler = leave_alone}, before;
        sigset_t one;
        if (number == SIGKILL || number == SIGSTOP || is_a_faults(number))
            continue;
        sigemptyset(&one);
        sigaddset(&one, number);
        sigaction(number, &handler, &before);
        kill(getpid(), number);
        CHECK_INT(calls_start(&calls, NULL), OSB_OK); /* by which time the thread would have taken it */
        CHECK_INT(sigtimedwait(&one, NULL, &now), number);
        sigaction(number, &before, NULL);
    }
    pthread_sigmask(SIG_SETMASK, &previous, NULL);
    calls_close(&calls);
}

/* ---- A storm of them ---- */

enum { ENOUGH = 300 };

static _Atomic int arrived, blows;

static void on_storm(int number)
{
    (void)number;
    arrived++;
}

/* Signals every thread but the calling one. */
static void strike(void)
{
    DIR *tasks = opendir("/proc/self/task");
    if (!tasks)
        check_stop("no /proc/self/task");
    for (const struct dirent *entry; (entry = readdir(tasks));) {
        int thread = atoi(entry->d_name);
        if (thread > 0 && thread != gettid())
            syscall(SYS_tgkill, getpid(), thread, SIGUSR1);
    }
    closedir(tasks);
}

static void *storm(void *nothing)
{
    const struct timespec breath = {0, 100000}; /* or nobody else would come to do anything */
    while (blows) {
        strike();
        nanosleep(&breath, NULL);
    }
    return nothing;
}

struct weather {
    pthread_t thread;
    struct sigaction before;
};

static struct weather storm_begin(void)
{
    struct weather weather;
    struct sigaction handler = {.sa_handler = on_storm}; /* without SA_RESTART: system calls are cut short */
    sigaction(SIGUSR1, &handler, &weather.before);
    arrived = 0;
    blows = 1;
    if (pthread_create(&weather.thread, NULL, storm, NULL) != 0)
        check_stop("no thread");
    return weather;
}

static void storm_end(struct weather *weather)
{
    blows = 0;
    pthread_join(weather->thread, NULL);
    sigaction(SIGUSR1, &weather->before, NULL);
}

static void check_calls_in_storm(osb_config *config, const char *script)
{
    struct calls calls = calls_open_with(config, script, "");
    struct weather weather = storm_begin();
    do
        calls_make_all(&calls);
    while (arrived < ENOUGH);
    storm_end(&weather);
    calls_close(&calls);
}

TEST(every_call_works_in_a_storm_of_signals)
{
    check_calls_in_storm(NULL, "storm");
}

TEST(every_call_works_over_tls_in_a_storm_of_signals)
{
    check_calls_in_storm(fixture_tls_config("storm-tls"), "storm-tls");
}

static int to_upload[2] = {-1, -1}; /* a pipe */

/* Waits for the storm to have hit the waiting call often, then has the server, and who reads from the pipe, go on. */
static void *go_on_after_storm(void *script)
{
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &one, NULL);
    while (arrived < ENOUGH)
        sched_yield();
    scripted_signal(script, "go");
    if (to_upload[1] >= 0) {
        CHECK_INT(write(to_upload[1], script, 1), 1);
        close(to_upload[1]);
    }
    return NULL;
}

static osb_status upload_from_pipe(struct calls *calls, osb_error **error)
{
    osb_file_options *options = calls_unverified();
    osb_status status = osb_files_upload_fd(calls->fixture.sandbox, to_upload[0], -1, "/f", options, NULL, error);
    osb_file_options_free(options);
    return status;
}

static void check_waits_through_storm(osb_status (*wait)(struct calls *calls, osb_error **error), const char *script)
{
    pthread_t thread;
    struct calls calls = calls_open_with(NULL, script, COMMAND_ROUTE STREAM INIT "  wait-signal go\n" LINE("late") COMPLETE
        "on GET /version\n  wait-signal go\n  respond 200 application/json {'version':'1.1.1'}\n"
        "on GET /execd/files/download\n  head 200 application/octet-stream length 4\n  raw ab\n  wait-signal go\n  raw cd\n");
    struct weather weather = storm_begin();
    if (pthread_create(&thread, NULL, go_on_after_storm, (void *)script) != 0)
        check_stop("no thread");
    CHECK_INT(wait(&calls, NULL), OSB_OK);
    CHECK(arrived >= ENOUGH);
    pthread_join(thread, NULL);
    storm_end(&weather);
    calls_close(&calls);
}

TEST(a_unary_call_waits_through_a_storm) { check_waits_through_storm(calls_server_info, "storm-unary"); }
TEST(a_command_waits_through_a_storm) { check_waits_through_storm(calls_run, "storm-run"); }
TEST(an_execution_waits_through_a_storm) { check_waits_through_storm(calls_start, "storm-start"); }
TEST(a_queue_waits_through_a_storm) { check_waits_through_storm(calls_queue, "storm-queue"); }
TEST(a_download_waits_through_a_storm) { check_waits_through_storm(calls_download_to, "storm-download"); }

TEST(an_upload_from_a_pipe_waits_through_a_storm)
{
    REQUIRE(pipe(to_upload) == 0);
    check_waits_through_storm(upload_from_pipe, "storm-upload");
    close(to_upload[0]);
    to_upload[1] = -1;
}

/* ---- SIGPIPE, which ends the program where it is not caught: this one says so ---- */

/* A whole answer whose connection is reset once it has arrived. */
#define THEN_RESET "  head 200 application/json length 19\n  raw {'version':'1.1.1'}\n  reset\n"

TEST(a_kept_tls_connection_that_was_reset_is_dropped)
{
    for (int again = 0; again < 2; again++) {
        scripted_define("kept", "on GET /version\n" THEN_RESET "on GET /version\n  respond 200 application/json {'version':'1.1.1'}\n");
        struct calls calls = {.fixture.client = fixture_client_with(fixture_tls_config("kept"))};
        CHECK_INT(calls_server_info(&calls, NULL), OSB_OK);
        scripted_wait("kept", "answer", NULL, NULL, 1);
        if (again)
            CHECK_INT(calls_server_info(&calls, NULL), OSB_OK);
        osb_client_free(calls.fixture.client);
    }
}

static int32_t cancel_once_reset(const char *data, size_t size, void *user_data)
{
    (void)data, (void)size;
    scripted_signal("reset", "go");
    scripted_wait("reset", "answer", "POST", "/execd/command", 1);
    osb_cancel_trigger(user_data);
    return 0;
}

TEST(a_command_over_tls_is_cancelled_when_its_connection_was_reset)
{
    struct fixture fixture = fixture_open_with(fixture_tls_config("reset"), "reset",
        COMMAND_ROUTE STREAM INIT LINE("a line") "  wait-signal go\n  reset\n");
    osb_cancel *cancel = osb_cancel_new();
    osb_command_options_on_stdout(fixture.options, cancel_once_reset, cancel, NULL);
    fixture_run(&fixture, cancel);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK(osb_result_ended(fixture.result) == OSB_ENDED_CANCELLED || osb_result_ended(fixture.result) == OSB_ENDED_LOST);
    fixture_close(&fixture);
    osb_cancel_free(cancel);
}

/* The host's own that is pending stays the host's. */
TEST(a_pending_sigpipe_of_the_host_stays)
{
    static const struct timespec now = {0, 0};
    struct calls calls = calls_open_with(fixture_tls_config("pending"), "pending", "");
    sigset_t pipe, previous;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, &previous);
    pthread_kill(pthread_self(), SIGPIPE);
    calls_make_all(&calls);
    CHECK_INT(sigtimedwait(&pipe, NULL, &now), SIGPIPE);
    pthread_sigmask(SIG_SETMASK, &previous, NULL);
    calls_close(&calls);
}

static int64_t give_for_ever(void *buffer, size_t size, void *user_data)
{
    (void)user_data;
    memset(buffer, 'x', size);
    return (int64_t)size;
}

static void check_upload_cut(osb_config *config, const char *script, const char *end)
{
    char routes[128];
    osb_error *error = NULL;
    snprintf(routes, sizeof routes, "on POST /execd/files/upload\n  read 100000\n  %s\n", end);
    struct fixture fixture = fixture_open_with(config, script, routes);
    osb_status status = osb_files_upload_from(fixture.sandbox, give_for_ever, NULL, -1, "/f", NULL, NULL, &error);
    CHECK(status == OSB_ERR_OUTCOME_UNKNOWN || status == OSB_ERR_CONNECTION_LOST);
    CHECK_INT(osb_error_status(error), status);
    osb_error_free(error);
    fixture_close(&fixture);
}

TEST(an_upload_whose_connection_ends_is_a_status)
{
    for (int i = 0; i < 20; i++) {
        check_upload_cut(NULL, "cut", i % 2 ? "reset" : "close");
        check_upload_cut(fixture_tls_config("cut-tls"), "cut-tls", i % 2 ? "reset" : "close");
    }
}
