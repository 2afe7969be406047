#include "sandboxes.h"

#include "check.h"

#include <pthread.h>
#include <stdlib.h>

enum { ROOM = 64, FEWEST = 4 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
/* Those that are not condemned. */
static struct shared_sandbox *present[ROOM];
static int count;

void sandboxes_add(osb_sandbox *handle, int line, int is_proxied)
{
    struct shared_sandbox *sandbox = malloc(sizeof *sandbox);
    if (!sandbox)
        check_stop("no memory");
    *sandbox = (struct shared_sandbox){.handle = handle, .line = line, .is_proxied = is_proxied};
    pthread_mutex_lock(&lock);
    if (count == ROOM)
        check_stop("more sandboxes than the ledger allows");
    present[count++] = sandbox;
    pthread_mutex_unlock(&lock);
}

/* A random one, or else the next one after it, that may be had. */
static struct shared_sandbox *find(struct generator *generator, int alone)
{
    int first = count > 0 ? generator_between(generator, 0, count - 1) : 0;
    for (int i = 0; i < count; i++) {
        struct shared_sandbox *sandbox = present[(first + i) % count];
        if (!sandbox->is_taken && (!alone || sandbox->users == 0))
            return sandbox;
    }
    return NULL;
}

static void forget(struct shared_sandbox *sandbox)
{
    for (int i = 0; i < count; i++)
        if (present[i] == sandbox)
            present[i] = present[--count];
}

struct shared_sandbox *sandboxes_borrow(struct generator *generator)
{
    pthread_mutex_lock(&lock);
    struct shared_sandbox *sandbox = find(generator, 0);
    if (sandbox)
        sandbox->users++;
    pthread_mutex_unlock(&lock);
    return sandbox;
}

struct shared_sandbox *sandboxes_take(struct generator *generator)
{
    pthread_mutex_lock(&lock);
    struct shared_sandbox *sandbox = find(generator, 1);
    if (sandbox) {
        sandbox->users++;
        sandbox->is_taken = 1;
    }
    pthread_mutex_unlock(&lock);
    return sandbox;
}

struct shared_sandbox *sandboxes_condemn(struct generator *generator)
{
    pthread_mutex_lock(&lock);
    struct shared_sandbox *sandbox = count > FEWEST ? find(generator, 0) : NULL;
    if (sandbox) {
        sandbox->users++;
        sandbox->is_condemned = 1;
        forget(sandbox);
    }
    pthread_mutex_unlock(&lock);
    return sandbox;
}

void sandboxes_condemn_this(struct shared_sandbox *sandbox)
{
    pthread_mutex_lock(&lock);
    sandbox->is_condemned = 1;
    forget(sandbox);
    pthread_mutex_unlock(&lock);
}

void sandboxes_return(struct shared_sandbox *sandbox)
{
    pthread_mutex_lock(&lock);
    sandbox->is_taken = 0;
    int is_last = --sandbox->users == 0 && sandbox->is_condemned;
    pthread_mutex_unlock(&lock);
    if (!is_last)
        return;
    osb_sandbox_free(sandbox->handle);
    free(sandbox);
}

void sandboxes_close(void)
{
    while (count > 0) {
        struct shared_sandbox *sandbox = present[--count];
        osb_sandbox_free(sandbox->handle);
        free(sandbox);
    }
}
