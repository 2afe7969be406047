/* The sandboxes that the workers share: several use one at the same time, and one may kill it meanwhile. */
#ifndef SANDBOXES_H
#define SANDBOXES_H

#include "generator.h"

#include <opensandbox.h>
#include <stdatomic.h>

struct shared_sandbox {
    osb_sandbox *handle;
    int line;       /* in the ledger */
    int is_proxied; /* its daemon is reached through the server, and so through the faults */
    atomic_int is_condemned; /* somebody kills it */
    int users, is_taken; /* sandboxes.c's */
};

/* Takes the handle. */
void sandboxes_add(osb_sandbox *handle, int line, int is_proxied);

/* One to use beside others; NULL when there is none. To be given back. */
struct shared_sandbox *sandboxes_borrow(struct generator *generator);
/* One that nobody else uses until it is given back; NULL when there is none. */
struct shared_sandbox *sandboxes_take(struct generator *generator);
/* One to kill: nobody gets it any more, others may be using it. NULL where the others would have too few left. To be given back. */
struct shared_sandbox *sandboxes_condemn(struct generator *generator);
/* The same for one that is borrowed or taken already. */
void sandboxes_condemn_this(struct shared_sandbox *sandbox);

/* Whoever gives back a condemned one last frees its handle. */
void sandboxes_return(struct shared_sandbox *sandbox);

/* Forgets those that nobody uses: their handles are freed, the sandboxes live on. */
void sandboxes_close(void);

#endif
