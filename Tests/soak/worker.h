/* A thread that does one operation after the other. */
#ifndef WORKER_H
#define WORKER_H

#include "generator.h"
#include "report.h"

#include <stdatomic.h>
#include <stdint.h>

enum { WORKERS = 16 };

struct worker {
    int number;
    struct generator generator;
    enum operation operation;
    long step;                  /* how many operations it has begun in this run */
    _Atomic(const char *) call; /* the call that it is in, NULL in none */
    _Atomic int64_t since;      /* when that began, on the monotonic clock */
};

/* "thread 3, create, step 17" */
struct worker_name {
    char text[64];
};
struct worker_name worker_name(const struct worker *worker);

#endif
