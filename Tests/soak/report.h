/* What the run has to tell: what was done, what came of it, and what was wrong. From any thread. */
#ifndef REPORT_H
#define REPORT_H

#include <stdint.h>

/* Each thing that a worker does. A name here is a name in the progress lines. */
#define OPERATIONS(X) \
    X(CREATE, "create") X(RUN, "run") X(QUEUE, "queue") X(BACKGROUND, "background") X(INTERRUPT, "interrupt") X(TRANSFER, "transfer") \
    X(LIST, "list") X(INFO, "info") X(PAUSE, "pause") X(KILL, "kill") X(OWN_CLIENT, "own client") X(RENEW_CLIENT, "renew client")

enum operation {
#define X(name, text) OPERATION_##name,
    OPERATIONS(X)
#undef X
    OPERATION_COUNT
};

enum outcome {
/* The worse, the later. */
    OUTCOME_DONE,     /* as if there were no faults */
    OUTCOME_HINDERED, /* by what may hinder it */
    OUTCOME_CANCELLED,
    OUTCOME_WRONG,
    OUTCOME_COUNT
};

const char *operation_name(enum operation operation);

/* calm: no fault was possible, so that OUTCOME_DONE was the only right one. */
void report_outcome(enum operation operation, enum outcome outcome, int calm);
/* What the run cannot be right with. Printed at once, with the seed; the first one is kept. who: "thread 3, create, step 17". */
void report_failure(const char *who, const char *format, ...) __attribute__((format(printf, 2, 3)));

long report_count(enum outcome outcome);
long report_calm_count(void);
long report_failures(void);
/* NULL while there is none. */
const char *report_first_failure(void);

/* Calls by operation, done/hindered/cancelled: "create 12/1/0, run 90/4/7, ..." */
void report_write(char *text, int size);

#endif
