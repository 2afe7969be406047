/* One call to a tool's control port (Tools/faults/README.md). */
#ifndef CONTROL_H
#define CONTROL_H

#include <stddef.h>

/* The number in this environment variable. Without it the program stops: it wants Tools/faults/with_servers.py. */
int control_port(const char *variable);

/* Returns the answer's body with a NUL after it, to be freed, and its size (which may be NULL). Anything but 200 stops
 * the program with the reason. The target may be printed from a format. */
char *control_call(int port, const char *method, const char *body, size_t *size, const char *target, ...)
    __attribute__((format(printf, 5, 6)));

#endif
