/* The account of the sandboxes: what each create of a round was told, and what has become of its sandbox. From any thread. */
#ifndef LEDGER_H
#define LEDGER_H

#include <opensandbox.h>

/* Every sandbox carries the run's label, and the number of its line here. */
#define LEDGER_RUN "soak-run"
#define LEDGER_LINE "soak-line"
const char *ledger_run(void);

/* A new line, for a create that begins: its number, or -1 when as many sandboxes as the run shall have may be alive. */
int ledger_open(void);
/* How its create ended. The error is taken. */
void ledger_created(int line, const char *id);
void ledger_failed(int line, osb_error *error);
/* A kill that the library called done, or not found; or one of which that is not known. */
void ledger_killed(int line, int certain);

/* How many may be alive. */
int ledger_alive(void);

/* At the end of a round, with all clients gone: what the account says against what the server says, asked directly. Kills what is left, and begins
 * a new account. What does not agree is a failure of the run. */
void ledger_close_round(void);

/* "created 120: 80 killed, 30 ended here, ..." for the whole run. */
void ledger_write(char *text, int size);
/* How many did not agree. */
long ledger_strangers(void);

#endif
