/* A command for a sandbox's shell, and what it has to print. */
#ifndef SCRIPT_H
#define SCRIPT_H

#include "attempt.h"
#include "generator.h"

#include <opensandbox.h>

/* Our own deadline for one, beside that of the attempt's cancel. Milliseconds. */
enum { COMMAND_DEADLINE = 20000 };

struct script {
    char command[160];
    int exit_code;
    char *output; /* its standard output, to be freed */
    size_t size;
    const char *errors; /* its standard error */
};

/* Of any length from nothing to thousands of lines, some with pauses. Without anything on standard error if it shall be quiet. */
struct script script_draw(struct generator *generator, int is_quiet);
void script_free(struct script *script);

/* Holds the end of a command against what it was to do and what was possible. The text is what was heard of its standard output: of a command
 * that came to no end of its own the beginning. Returns the outcome. */
enum outcome script_judge(const struct script *script, const struct attempt *attempt, const osb_result *result, const char *text, size_t size);

#endif
