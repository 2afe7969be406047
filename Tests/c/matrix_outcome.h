/* What came of a call, as one text: the status without its OSB_ERR_, or what the call has told: how a command ended and,
 * after a blank, why; whether something is healthy; OK. And what a call must keep to whatever comes of it. */
#ifndef MATRIX_OUTCOME_H
#define MATRIX_OUTCOME_H

#include <opensandbox.h>
#include <stdio.h>
#include <string.h>

struct outcome {
    osb_error *error;
    char text[64];
    char message[160]; /* why, for the reader of a failure */
    char broken[96];   /* the rule that the call did not keep to; empty otherwise */
};

/* What outputs are before a call that must not write them when it fails. */
enum { UNTOUCHED_NUMBER = 77777 };
static inline void *untouched(void)
{
    static char somewhere;
    return &somewhere;
}

static inline const char *plain(osb_status status)
{
    const char *name = osb_status_name(status);
    return strncmp(name, "OSB_ERR_", 8) == 0 ? name + 8 : strncmp(name, "OSB_", 4) == 0 ? name + 4 : name;
}

static inline void break_rule(struct outcome *outcome, const char *rule)
{
    if (!*outcome->broken)
        snprintf(outcome->broken, sizeof outcome->broken, "%s", rule);
}

static inline int has_failed(const struct outcome *outcome)
{
    return outcome->error != NULL;
}

static inline void tell_cause(struct outcome *outcome, const osb_error *error)
{
    const char *message = osb_error_message(error);
    if (!message || !*message)
        break_rule(outcome, "an error without a message");
    snprintf(outcome->message, sizeof outcome->message, "%s", message ? message : "");
}

static inline int note(struct outcome *outcome, osb_status status)
{
    snprintf(outcome->text, sizeof outcome->text, "%s", plain(status));
    if (status == OSB_OK && outcome->error)
        break_rule(outcome, "an error beside OK");
    if (status != OSB_OK && !outcome->error)
        break_rule(outcome, "a failure without an error");
    if (outcome->error && osb_error_status(outcome->error) != status)
        break_rule(outcome, "an error of another status than the call's");
    if (outcome->error)
        tell_cause(outcome, outcome->error);
    return status == OSB_OK;
}

static inline int note_output(struct outcome *outcome, osb_status status, int is_written)
{
    if (status != OSB_OK && is_written)
        break_rule(outcome, "an output written by a call that failed");
    if (status == OSB_OK && !is_written)
        break_rule(outcome, "an output not written by a call that succeeded");
    return note(outcome, status) && is_written;
}

static inline void note_health(struct outcome *outcome, int32_t healthy)
{
    snprintf(outcome->text, sizeof outcome->text, "%s", healthy == 1 ? "HEALTHY" : "UNHEALTHY");
}

static inline void note_nothing(struct outcome *outcome)
{
    snprintf(outcome->text, sizeof outcome->text, "NOTHING");
}

static inline const char *ended(osb_ended ended)
{
    static const char *const names[] = {"UNKNOWN", "EXITED", "SIGNALLED", "TIMED_OUT", "CANCELLED", "STOPPED", "LOST", "RUNNING"};
    return ended >= 0 && (size_t)ended < sizeof names / sizeof *names ? names[ended] : "?";
}

static inline void note_result(struct outcome *outcome, const osb_result *result)
{
    const osb_error *error = osb_result_error(result);
    snprintf(outcome->text, sizeof outcome->text, "%s%s%s", ended(osb_result_ended(result)), error ? " " : "",
             error ? plain(osb_error_status(error)) : "");
    if (error)
        tell_cause(outcome, error);
    if (osb_result_ended(result) == OSB_ENDED_LOST && !error)
        break_rule(outcome, "a lost command without a cause");
    if ((osb_result_exit_code(result) >= 0) != (osb_result_ended(result) == OSB_ENDED_EXITED))
        break_rule(outcome, "an exit code of a command that has not exited, or none of one that has");
}

/* Whether it was the end. */
static inline int note_event(struct outcome *outcome, const osb_event *event)
{
    if (osb_event_kind(event) != OSB_EVENT_END)
        return 0;
    const osb_result *result = osb_event_result(event);
    const osb_error *error = osb_event_error(event);
    if (result)
        note_result(outcome, result);
    else
        snprintf(outcome->text, sizeof outcome->text, "%s", error ? plain(osb_error_status(error)) : "an end without a result or an error");
    if (!result && error)
        tell_cause(outcome, error);
    return 1;
}

#endif
