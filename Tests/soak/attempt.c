#include "attempt.h"

#include "canceller.h"
#include "check.h"
#include "clock.h"

#include <stdarg.h>
#include <stdio.h>

/* Which failure may come of what. What is in no row may come of nothing. */
static const struct {
    osb_status status;
    unsigned causes;
} explanations[] = {
    {OSB_ERR_CONNECT, CHAOS_CUT | CHAOS_KILL},
    {OSB_ERR_CONNECTION_LOST, CHAOS_CUT | CHAOS_KILL},
    {OSB_ERR_INCOMPLETE, CHAOS_CUT | CHAOS_KILL},
    {OSB_ERR_OUTCOME_UNKNOWN, CHAOS_CUT | CHAOS_SILENCE | CHAOS_KILL},
    {OSB_ERR_TIMEOUT, CHAOS_SILENCE},
    {OSB_ERR_DEADLINE, CHAOS_SILENCE},
    {OSB_ERR_SERVER, CHAOS_UNAVAILABLE | CHAOS_KILL}, /* 502 of the server's own proxy */
    {OSB_ERR_RATE_LIMITED, CHAOS_BUSY},
    {OSB_ERR_READY_TIMEOUT, CHAOS_CUT | CHAOS_SILENCE | CHAOS_UNAVAILABLE | CHAOS_BUSY},
    {OSB_ERR_NOT_FOUND, CHAOS_KILL},
    {OSB_ERR_CANCELLED, CHAOS_CANCEL},
};

struct worker_name worker_name(const struct worker *worker)
{
    struct worker_name name;
    snprintf(name.text, sizeof name.text, "thread %d, %s, step %ld", worker->number, operation_name(worker->operation), worker->step);
    return name;
}

struct attempt attempt_begin(struct worker *worker, const char *call, struct shared_sandbox *sandbox)
{
    struct attempt attempt = {.worker = worker, .sandbox = sandbox, .cancel = osb_cancel_new(), .began = now_ms()};
    if (!attempt.cancel || osb_cancel_set_timeout(attempt.cancel, ATTEMPT_DEADLINE) != OSB_OK)
        check_stop("no cancel with a deadline");
    worker->since = attempt.began;
    worker->call = call;
    return attempt;
}

struct attempt attempt_begin_inside(struct worker *worker, const char *call, struct shared_sandbox *sandbox)
{
    struct attempt attempt = attempt_begin(worker, call, sandbox);
    attempt.is_faultless = !sandbox->is_proxied;
    return attempt;
}

void attempt_may_be_cancelled(struct attempt *attempt, int percent, int longest)
{
    struct generator *generator = &attempt->worker->generator;
    if (!generator_percent(generator, percent))
        return;
    attempt->is_cancelled = 1;
    canceller_arm(attempt->worker->number, attempt->cancel, generator_between(generator, 0, longest));
}

unsigned attempt_possible(const struct attempt *attempt)
{
    int is_condemned = attempt->sandbox && attempt->sandbox->is_condemned;
    /* A kill has the client forget the endpoint, which is asked for through the faults. */
    unsigned possible = attempt->is_faultless && !is_condemned ? 0 : chaos_since(attempt->began);
    if (attempt->is_cancelled)
        possible |= CHAOS_CANCEL;
    if (is_condemned)
        possible |= CHAOS_KILL;
    return possible;
}

void attempt_wrong(const struct attempt *attempt, const char *format, ...)
{
    char who[128], why[320];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, sizeof why, format, arguments);
    va_end(arguments);
    snprintf(who, sizeof who, "%s, %s", worker_name(attempt->worker).text, attempt->worker->call);
    report_failure(who, "%s", why);
}

static int is_explained(osb_status status, unsigned possible)
{
    for (size_t i = 0; i < sizeof explanations / sizeof *explanations; i++)
        if (explanations[i].status == status && explanations[i].causes & possible)
            return 1;
    return 0;
}

int attempt_explains(const struct attempt *attempt, osb_status status, const osb_error *error)
{
    unsigned possible = attempt_possible(attempt);
    const char *message = osb_error_message(error);
    if (osb_error_status(error) != status || !message || !*message)
        attempt_wrong(attempt, "%s comes with the error %s: %s", osb_status_name(status), osb_status_name(osb_error_status(error)),
                      message ? message : "no message");
    else if (!is_explained(status, possible))
        attempt_wrong(attempt, "%s (http %d, possible 0x%x): %s", osb_status_name(status), osb_error_http_status(error), possible, message);
    else if ((osb_error_http_status(error) == 503 || status == OSB_ERR_RATE_LIMITED) && osb_error_retry_after(error) != CHAOS_RETRY_AFTER)
        attempt_wrong(attempt, "%s asks to wait %lld ms, not %d", osb_status_name(status), (long long)osb_error_retry_after(error), CHAOS_RETRY_AFTER);
    else
        return 1;
    return 0;
}

enum outcome attempt_outcome(const struct attempt *attempt, osb_status status, const osb_error *error)
{
    if (status == OSB_OK && error)
        attempt_wrong(attempt, "OSB_OK comes with an error: %s", osb_error_message(error));
    if (status == OSB_OK)
        return error ? OUTCOME_WRONG : OUTCOME_DONE;
    if (!attempt_explains(attempt, status, error))
        return OUTCOME_WRONG;
    return status == OSB_ERR_CANCELLED ? OUTCOME_CANCELLED : OUTCOME_HINDERED;
}

int attempt_end(struct attempt *attempt, osb_status status, osb_error *error)
{
    return attempt_end_also(attempt, status, error, OSB_OK);
}

int attempt_end_also(struct attempt *attempt, osb_status status, osb_error *error, osb_status also)
{
    int is_also = status != OSB_OK && status == also;
    enum outcome outcome = is_also ? OUTCOME_HINDERED : attempt_outcome(attempt, status, error);
    osb_error_free(error);
    attempt_end_as(attempt, outcome);
    return status == OSB_OK;
}

void attempt_end_as(struct attempt *attempt, enum outcome outcome)
{
    canceller_disarm(attempt->worker->number);
    report_outcome(attempt->worker->operation, outcome, (attempt_possible(attempt) & ~(unsigned)CHAOS_SLOW) == 0);
    osb_cancel_free(attempt->cancel);
    attempt->cancel = NULL;
    attempt->worker->call = NULL;
}
