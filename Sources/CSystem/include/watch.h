/* A set of descriptors to wait for, any number of them at the price of those that are ready: epoll. */
#ifndef CSYSTEM_WATCH_H
#define CSYSTEM_WATCH_H

#include <stdbool.h>
#include <sys/epoll.h>

enum { CSYSTEM_WATCH_BATCH = 64 };

typedef struct csystem_ready {
    int descriptor;
    bool readable, writable, failed;
} csystem_ready;

/* -1 when there is no descriptor left. */
static inline int csystem_watch_new(void) { return epoll_create1(EPOLL_CLOEXEC); }

/* Watches a descriptor, anew or otherwise than before. 0 or an errno. */
int csystem_watch_set(int watch, int descriptor, bool readable, bool writable);

/* Forgets a descriptor; one that is closed has been forgotten already. */
void csystem_watch_remove(int watch, int descriptor);

/* Who is ready, a batch at the most, or 0 when the time is up or a signal came. Milliseconds, -1 for ever. */
int csystem_watch_wait(int watch, csystem_ready ready[CSYSTEM_WATCH_BATCH], int milliseconds);

#endif
