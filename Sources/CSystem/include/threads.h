#ifndef CSYSTEM_THREADS_H
#define CSYSTEM_THREADS_H

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <time.h>

/* A condition that waits on the monotonic clock, so that a set clock neither hurries nor delays anybody. */
static inline int csystem_condition_init(pthread_cond_t *condition) {
    pthread_condattr_t attributes;
    int status = pthread_condattr_init(&attributes);
    if (status != 0) return status;
    status = pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    if (status == 0) status = pthread_cond_init(condition, &attributes);
    pthread_condattr_destroy(&attributes);
    return status;
}

/* Waits until `milliseconds` on the monotonic clock. */
static inline int csystem_condition_wait_until(pthread_cond_t *condition, pthread_mutex_t *mutex, int64_t milliseconds) {
    struct timespec when = { .tv_sec = (time_t)(milliseconds / 1000), .tv_nsec = (long)(milliseconds % 1000) * 1000000 };
    return pthread_cond_timedwait(condition, mutex, &when);
}

/* Starts a thread that no signal of the host is ever delivered to. 0 or an errno. */
int csystem_thread_start(pthread_t *thread, void *(*body)(void *), void *argument);

/* SIGPIPE blocked on this thread while libcurl writes to a TLS connection, which OpenSSL does with write(2). */
typedef struct csystem_signal_guard {
    sigset_t previous;
    int was_pending;
} csystem_signal_guard;

void csystem_signal_guard_begin(csystem_signal_guard *guard);
void csystem_signal_guard_end(const csystem_signal_guard *guard);

#endif
