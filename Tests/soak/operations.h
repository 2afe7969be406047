/* What the workers do. Each draws what it needs from the worker's generator, holds every outcome against what was possible, and leaves nothing of
 * its own behind. One that finds no sandbox to work on does nothing. */
#ifndef OPERATIONS_H
#define OPERATIONS_H

#include "sandboxes.h"
#include "worker.h"

#include <opensandbox.h>

/* On sandboxes and clients. */
void create_sandbox(struct worker *worker);
void kill_sandbox(struct worker *worker);
void pause_and_resume(struct worker *worker);
void get_info(struct worker *worker);
void list_page(struct worker *worker);
void use_own_client(struct worker *worker);
void renew_client(struct worker *worker);

/* On commands that are waited for, and on executions. */
void run_command(struct worker *worker);
void follow_queue(struct worker *worker);
void follow_background(struct worker *worker);
void interrupt_background(struct worker *worker);

/* On files. */
void transfer_file(struct worker *worker);

/* A command in this sandbox, through this handle of it. is_inside: the handle knows the daemon's endpoint. */
void run_script(struct worker *worker, struct shared_sandbox *sandbox, osb_sandbox *handle, int is_inside);

#endif
