/* The thread that changes the faults of the proxy as it goes, and what was possible when. */
#ifndef CHAOS_H
#define CHAOS_H

#include <stdint.h>

/* What may have kept a call from what it was to do: the faults, and what other threads of ours do. */
enum {
    CHAOS_SLOW = 1,         /* latency, drip: never a reason to fail */
    CHAOS_CUT = 2,          /* connections end, with FIN or RST */
    CHAOS_SILENCE = 4,      /* bytes are swallowed: nothing comes until a time limit passes */
    CHAOS_UNAVAILABLE = 8,  /* 503 in the server's stead */
    CHAOS_BUSY = 16,        /* 429 */
    CHAOS_CANCEL = 32,      /* the call's osb_cancel is triggered under way */
    CHAOS_KILL = 64         /* the sandbox is killed under way */
};

/* What the 503 and 429 ask for, in milliseconds. */
#define CHAOS_RETRY_AFTER 1000

/* Changes faults from now on until chaos_stop(), which leaves none. The round ends at that moment of the monotonic clock. */
void chaos_start(uint64_t seed, uint64_t round, int64_t round_end);
void chaos_stop(void);

/* The faults that may have touched what began then and ends now. */
unsigned chaos_since(int64_t began);

/* A create whose request is lost is looked for by the library for half a minute. Where the round cannot wait for that, faults that lose
 * requests and creates keep out of each other's way: 0 is that a create is not welcome now. */
int chaos_enter_create(void);
void chaos_leave_create(void);
/* Whether the round can wait for it. */
int chaos_may_lose_creates(void);

#endif
