/* The thread that tells every few seconds how the run goes, and ends it when a call is stuck. */
#ifndef MONITOR_H
#define MONITOR_H

#include "worker.h"

/* Watches the workers, and the caller as one of them, until monitor_stop(). */
void monitor_start(const struct worker *workers, int count, int round, const char *repeat);
void monitor_stop(void);

#endif
