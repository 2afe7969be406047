#ifndef CSYSTEM_CLOCK_H
#define CSYSTEM_CLOCK_H

#include <stdint.h>
#include <time.h>

static inline int64_t csystem_milliseconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Milliseconds on a clock that no one sets. */
static inline int64_t csystem_monotonic_milliseconds(void) { return csystem_milliseconds(CLOCK_MONOTONIC); }

/* Microseconds on the same clock, for what happens within a millisecond. */
static inline int64_t csystem_monotonic_microseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* Milliseconds on a clock that no one sets and that goes on while the machine sleeps. */
static inline int64_t csystem_boot_milliseconds(void) { return csystem_milliseconds(CLOCK_BOOTTIME); }

/* Milliseconds since 1970, as whoever set the clock of this machine has it. */
static inline int64_t csystem_calendar_milliseconds(void) { return csystem_milliseconds(CLOCK_REALTIME); }

#endif
