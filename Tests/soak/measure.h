/* What the process holds at a moment. */
#ifndef MEASURE_H
#define MEASURE_H

#include <stddef.h>

struct measure {
    size_t allocated; /* bytes in use of malloc, of all threads' arenas: what a leak adds to */
    size_t resident;  /* bytes of memory that the kernel has given: what malloc does not count too (mappings, stacks), and what it does not give back */
    int descriptors;
    int threads;
};

struct measure measure_now(void);

/* The same once malloc has given back what it can. */
struct measure measure_trimmed(void);

#endif
