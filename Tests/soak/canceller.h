/* The thread that triggers what another one's call is using. */
#ifndef CANCELLER_H
#define CANCELLER_H

#include <opensandbox.h>
#include <stdint.h>

void canceller_start(void);
void canceller_stop(void);

/* Triggers it in so many milliseconds, unless disarmed before. One for each worker, by its number. */
void canceller_arm(int worker, osb_cancel *cancel, int64_t milliseconds);
/* After this it is not touched any more. */
void canceller_disarm(int worker);

#endif
