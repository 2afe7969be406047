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

/* Waits until the descriptor (-1: none) is readable or the time is up. Milliseconds, -1 for ever. A signal ends it early. */
static inline void csystem_wait_readable(int descriptor, int milliseconds) {
    struct pollfd wanted = { .fd = descriptor, .events = POLLIN, .revents = 0 };
    poll(&wanted, 1, milliseconds);
}

#endif
