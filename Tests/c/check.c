#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WATCHDOG_SECONDS = 120 };

static struct check_test *first, **last = &first;
static const char *volatile running = "no test";
static const void *subject;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int failures;
static char first_failure[1024];

void check_add(struct check_test *test)
{
    *last = test;
    last = &test->next;
}

const void *check_subject(void)
{
    return subject;
}

static void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    pthread_mutex_lock(&lock);
    if (failures++ == 0) {
        vsnprintf(first_failure, sizeof first_failure, format, arguments);
        for (char *at = first_failure; (at = strchr(at, '\n')); )
            *at = ' '; /* one line a test */
    }
    pthread_mutex_unlock(&lock);
    va_end(arguments);
}

int check_true(const char *file, int line, const char *what, int holds)
{
    if (!holds)
        fail("%s:%d: %s", file, line, what);
    return holds;
}

int check_int(const char *file, int line, const char *what, long long actual, long long expected)
{
    if (actual == expected)
        return 1;
    fail("%s:%d: %s is %lld, expected %lld", file, line, what, actual, expected);
    return 0;
}

static const char *shown(const char *text)
{
    return text ? text : "NULL";
}

int check_str(const char *file, int line, const char *what, const char *actual, const char *expected)
{
    if (actual && expected ? strcmp(actual, expected) == 0 : actual == expected)
        return 1;
    fail("%s:%d: %s is \"%.300s\", expected \"%.300s\"", file, line, what, shown(actual), shown(expected));
    return 0;
}

int check_contains(const char *file, int line, const char *what, const char *text, const char *part)
{
    if (text && strstr(text, part))
        return 1;
    fail("%s:%d: %s is \"%.300s\", which does not contain \"%.300s\"", file, line, what, shown(text), part);
    return 0;
}

_Noreturn void check_stop(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    printf("not ok - %s: ", running);
    vprintf(format, arguments);
    printf("\n");
    fflush(stdout);
    va_end(arguments);
    _exit(1);
}

/* Only what a signal handler may do: another thread may hold any lock. */
static void say(const char *text)
{
    if (write(STDOUT_FILENO, text, strlen(text)) < 0)
        return; /* nobody listens */
}

static void say_fate(const char *fate)
{
    say("not ok - ");
    say(running);
    say(": ");
    say(fate);
    say("\n");
}

static void on_alarm(int number)
{
    (void)number;
    say_fate("hangs");
    _exit(1);
}

static void on_death(int number)
{
    say_fate(number == SIGPIPE ? "died of SIGPIPE" : number == SIGABRT ? "aborted" : "crashed");
    raise(number); /* which now ends the program */
}

static void watch_over_tests(void)
{
    static const int deadly[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGPIPE};
    struct sigaction death = {.sa_handler = on_death, .sa_flags = SA_RESETHAND};
    struct sigaction watchdog = {.sa_handler = on_alarm};
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
        sigaction(deadly[i], &death, NULL);
    sigaction(SIGALRM, &watchdog, NULL);
}

static unsigned watchdog_seconds(void)
{
    const char *text = getenv("CHECK_WATCHDOG");
    int seconds = text ? atoi(text) : 0;
    return seconds > 0 ? (unsigned)seconds : WATCHDOG_SECONDS;
}

static int passes(const struct check_test *test)
{
    failures = 0;
    running = test->name;
    subject = test->subject;
    alarm(watchdog_seconds());
    test->run();
    alarm(0);
    pthread_mutex_lock(&lock);
    int failed = failures;
    pthread_mutex_unlock(&lock);
    if (failed == 0)
        printf("ok - %s\n", test->name);
    else if (failed == 1)
        printf("not ok - %s: %s\n", test->name, first_failure);
    else
        printf("not ok - %s: %s (and %d more)\n", test->name, first_failure, failed - 1);
    fflush(stdout);
    return failed == 0;
}

static int list(void)
{
    for (const struct check_test *test = first; test; test = test->next)
        puts(test->name);
    return 0;
}

int main(int count, char **arguments)
{
    int failed = 0, ran = 0;
    if (count > 1 && strcmp(arguments[1], "--list") == 0)
        return list();
    watch_over_tests();
    for (const struct check_test *test = first; test; test = test->next) {
        if (count > 1 && !strstr(test->name, arguments[1]))
            continue;
        ran++;
        failed += !passes(test);
    }
    if (ran == 0)
        check_stop("there is no such test");
    return failed != 0;
}
