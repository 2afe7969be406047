#ifndef CSYSTEM_DESCRIPTORS_H
#define CSYSTEM_DESCRIPTORS_H

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* A descriptor that becomes readable once csystem_event_signal() was called; -1 when there is none left. */
static inline int csystem_event_new(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

/* Safe in a signal handler: one write, errno kept. */
static inline void csystem_event_signal(int descriptor) {
    const int saved = errno;
    const uint64_t one = 1;
    ssize_t written = write(descriptor, &one, sizeof one);
    (void)written; /* It fails only when the counter is full, and then it is readable already. */
    errno = saved;
}

/* Takes the signals back: not readable until the next one. */
static inline void csystem_event_clear(int descriptor) {
    uint64_t count;
    ssize_t got = read(descriptor, &count, sizeof count);
    (void)got; /* It fails only when there was none. */
}

/* Waits until one of the two (-1: none) is readable or the time is up. Milliseconds, -1 for ever. A signal ends it early. */
static inline void csystem_wait_either(int first, int second, int milliseconds) {
    struct pollfd wanted[] = { { .fd = first, .events = POLLIN }, { .fd = second, .events = POLLIN } };
    poll(wanted, 2, milliseconds);
}

/* Waits until the descriptor (-1: none) is readable or the time is up. Milliseconds, -1 for ever. A signal ends it early. */
static inline void csystem_wait_readable(int descriptor, int milliseconds) {
    struct pollfd wanted = { .fd = descriptor, .events = POLLIN, .revents = 0 };
    poll(&wanted, 1, milliseconds);
}

#endif
