/* One thing that a worker tries: with a deadline of the library's own, perhaps cancelled from another thread, and with an outcome that has to make
 * sense under what was possible meanwhile. */
#ifndef ATTEMPT_H
#define ATTEMPT_H

#include "chaos.h"
#include "sandboxes.h"
#include "worker.h"

#include <opensandbox.h>

/* What the cancel of each attempt allows it, in milliseconds. */
enum { ATTEMPT_DEADLINE = 25000 };

struct attempt {
    struct worker *worker;
    struct shared_sandbox *sandbox; /* NULL: none that could be killed */
    int is_faultless;               /* its bytes do not pass the faults */
    osb_cancel *cancel;
    int is_cancelled;               /* another thread triggers the cancel, if it comes to that */
    int64_t began;
};

/* call: a literal, for the watchdog and for what is printed. */
struct attempt attempt_begin(struct worker *worker, const char *call, struct shared_sandbox *sandbox);
/* The same for a request to the daemon of a sandbox whose endpoint is known. */
struct attempt attempt_begin_inside(struct worker *worker, const char *call, struct shared_sandbox *sandbox);
/* Has it cancelled from another thread, so often in a hundred, after up to so many milliseconds. */
void attempt_may_be_cancelled(struct attempt *attempt, int percent, int longest);

/* What was possible from its beginning to now: bits of CHAOS_*. */
unsigned attempt_possible(const struct attempt *attempt);
/* Holds a failure against what was possible, and against itself. True when it is right. The error is borrowed. */
int attempt_explains(const struct attempt *attempt, osb_status status, const osb_error *error);
/* What that comes to. */
enum outcome attempt_outcome(const struct attempt *attempt, osb_status status, const osb_error *error);

/* The end of it. The error is freed. Tells the outcome: true for OSB_OK. A status that makes no sense is a failure of the run, but for `also`. */
int attempt_end(struct attempt *attempt, osb_status status, osb_error *error);
int attempt_end_also(struct attempt *attempt, osb_status status, osb_error *error, osb_status also);
/* The end of one whose outcome was judged elsewhere. */
void attempt_end_as(struct attempt *attempt, enum outcome outcome);

/* A failure of the run, with the attempt's thread, operation, step and call before it. */
void attempt_wrong(const struct attempt *attempt, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
