#include "script.h"

#include "check.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t write_lines(char *text, size_t room, int first, int last)
{
    size_t used = 0;
    for (int i = first; i <= last; i++)
        used += (size_t)snprintf(text + used, room - used, "%d\n", i);
    return used;
}

struct script script_draw(struct generator *generator, int is_quiet)
{
    static const int most[] = {0, 3, 40, 400, 4000};
    struct script script = {.errors = is_quiet ? "" : "oops\n"};
    script.exit_code = generator_percent(generator, 30) ? generator_between(generator, 1, 120) : 0;
    int lines = generator_between(generator, 0, most[generator_between(generator, 0, 4)]);
    int half = lines / 2;
    size_t room = (size_t)lines * 8 + 1;
    const char *pause = generator_percent(generator, 30) ? "sleep 0.05; " : "";
    script.output = malloc(room);
    if (!script.output)
        check_stop("no memory");
    script.size = write_lines(script.output, room, 1, lines);
    script.output[script.size] = '\0';
    snprintf(script.command, sizeof script.command, "seq 1 %d; %s%sseq %d %d; exit %d", half, pause, is_quiet ? "" : "echo oops >&2; ", half + 1, lines,
             script.exit_code);
    return script;
}

void script_free(struct script *script)
{
    free(script->output);
    script->output = NULL;
}

static enum outcome judge_unfinished(const struct attempt *attempt, const osb_result *result)
{
    const osb_error *cause = osb_result_error(result);
    unsigned possible = attempt_possible(attempt);
    osb_ended ended = osb_result_ended(result);
    int is_right = 0;
    if (ended == OSB_ENDED_SIGNALLED)
        is_right = possible & CHAOS_KILL && osb_result_signal(result) == SIGKILL;
    else if (ended == OSB_ENDED_CANCELLED)
        is_right = possible & CHAOS_CANCEL && osb_error_status(cause) == OSB_ERR_CANCELLED;
    else if (ended == OSB_ENDED_TIMED_OUT)
        is_right = possible & CHAOS_SILENCE && cause;
    else if (ended == OSB_ENDED_LOST)
        is_right = possible & (CHAOS_CUT | CHAOS_SILENCE | CHAOS_KILL) && cause && attempt_explains(attempt, osb_error_status(cause), cause);
    if (!is_right)
        attempt_wrong(attempt, "it ended as %d, signal %d, for %s (possible 0x%x)", ended, osb_result_signal(result),
                      cause ? osb_error_message(cause) : "no reason", possible);
    if (!is_right || osb_result_exit_code(result) != -1)
        return OUTCOME_WRONG;
    return ended == OSB_ENDED_CANCELLED ? OUTCOME_CANCELLED : OUTCOME_HINDERED;
}

enum outcome script_judge(const struct script *script, const struct attempt *attempt, const osb_result *result, const char *text, size_t size)
{
    int is_whole = osb_result_ended(result) == OSB_ENDED_EXITED;
    if (size > script->size || memcmp(text, script->output, size) != 0 || (is_whole && size != script->size)) {
        attempt_wrong(attempt, "%zu bytes of output, not %zu, or others, from: %s", size, script->size, script->command);
        return OUTCOME_WRONG;
    }
    if (!is_whole)
        return judge_unfinished(attempt, result);
    if (osb_result_exit_code(result) == script->exit_code)
        return OUTCOME_DONE;
    attempt_wrong(attempt, "exit code %d from: %s", osb_result_exit_code(result), script->command);
    return OUTCOME_WRONG;
}
