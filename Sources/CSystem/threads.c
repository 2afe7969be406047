#include "CSystem.h"

int csystem_thread_start(pthread_t *thread, void *(*body)(void *), void *argument) {
    sigset_t all, previous;
    sigfillset(&all);
    int status = pthread_sigmask(SIG_SETMASK, &all, &previous);
    if (status != 0) return status;
    status = pthread_create(thread, NULL, body, argument);
    pthread_sigmask(SIG_SETMASK, &previous, NULL);
    return status;
}

static void pipe_signal(sigset_t *set) {
    sigemptyset(set);
    sigaddset(set, SIGPIPE);
}

void csystem_signal_guard_begin(csystem_signal_guard *guard) {
    sigset_t pending, pipe;
    sigpending(&pending);
    guard->was_pending = sigismember(&pending, SIGPIPE);
    pipe_signal(&pipe);
    pthread_sigmask(SIG_BLOCK, &pipe, &guard->previous);
}

void csystem_signal_guard_end(const csystem_signal_guard *guard) {
    if (!guard->was_pending) {
        /* Takes back the one we may have caused; one that the host had pending before stays for the host. */
        sigset_t pipe;
        const struct timespec now = { 0, 0 };
        pipe_signal(&pipe);
        while (sigtimedwait(&pipe, NULL, &now) < 0 && errno == EINTR) { }
    }
    pthread_sigmask(SIG_SETMASK, &guard->previous, NULL);
}
