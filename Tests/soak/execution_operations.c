#include "operations.h"

#include "attempt.h"
#include "heard.h"
#include "script.h"

#include <signal.h>
#include <stdio.h>

enum { MOST_EXECUTIONS = 6 };

/* ---- Several in a queue ---- */

struct member {
    struct script script;
    struct heard heard;
    osb_execution *execution; /* NULL once it is freed: nothing more is heard of it */
    uint64_t events;
    uint64_t cancelled_at; /* after so many of them; 0: not at all */
    int is_ended;
    enum outcome outcome;
};

static void judge_end(struct member *member, const struct attempt *attempt, const osb_event *event)
{
    const osb_result *result = osb_event_result(event);
    const osb_error *error = osb_event_error(event);
    member->is_ended = 1;
    if (result)
        member->outcome = script_judge(&member->script, attempt, result, heard_text(&member->heard), member->heard.used);
    else
        member->outcome = attempt_outcome(attempt, osb_error_status(error), error);
}

/* Takes the event, which is freed. */
static void take_event(struct member *member, const struct attempt *attempt, osb_event *event)
{
    size_t size = 0;
    const char *data = osb_event_data(event, &size);
    if (member->is_ended)
        attempt_wrong(attempt, "an event of kind %d after the end", osb_event_kind(event));
    if (osb_event_sequence(event) != member->events++)
        attempt_wrong(attempt, "event %llu comes as event %llu", (unsigned long long)osb_event_sequence(event), (unsigned long long)member->events - 1);
    switch (osb_event_kind(event)) {
    case OSB_EVENT_STDOUT: hear_line(data, size, &member->heard); break;
    case OSB_EVENT_LOG: hear(&member->heard, data, size); break;
    case OSB_EVENT_END: judge_end(member, attempt, event); break;
    case OSB_EVENT_STARTED: case OSB_EVENT_STDERR: case OSB_EVENT_ERROR: case OSB_EVENT_COMPLETED: break;
    default: attempt_wrong(attempt, "an event of kind %d", osb_event_kind(event));
    }
    osb_event_free(event);
    if (member->events == member->cancelled_at)
        osb_execution_cancel(member->execution);
}

static int count_open(const struct member *members, int count)
{
    int open = 0;
    for (int i = 0; i < count; i++)
        open += members[i].execution && !members[i].is_ended;
    return open;
}

static void start_members(struct member *members, int count, struct shared_sandbox *sandbox, osb_queue *queue, struct attempt *attempt)
{
    osb_command_options *options = osb_command_options_new();
    osb_command_options_set_deadline(options, COMMAND_DEADLINE);
    osb_command_options_set_buffer_limit(options, 16 << 10);
    for (int i = 0; i < count; i++) {
        osb_error *error = NULL;
        members[i].script = script_draw(&attempt->worker->generator, 0);
        if (osb_command_start(sandbox->handle, members[i].script.command, options, queue, &members[i], &members[i].execution, &error) != OSB_OK)
            attempt_wrong(attempt, "start: %s", osb_error_message(error));
        osb_error_free(error);
    }
    osb_command_options_free(options); /* they keep what it said */
}

/* Frees some of them before their end: what they were is cancelled. */
static void drop_some(struct member *members, int count, struct generator *generator)
{
    for (int i = 0; i < count; i++) {
        if (!generator_percent(generator, 15))
            continue;
        osb_execution_free(members[i].execution);
        members[i].execution = NULL;
    }
}

/* At once, or after some of their events. */
static void cancel_some(struct member *members, int count, struct generator *generator)
{
    for (int i = 0; i < count; i++) {
        members[i].cancelled_at = (uint64_t)generator_between(generator, 0, 40);
        if (members[i].execution && members[i].cancelled_at % 4 == 0)
            osb_execution_cancel(members[i].execution);
    }
}

static void poll_to_the_end(struct member *members, int count, osb_queue *queue, struct attempt *attempt)
{
    while (count_open(members, count) > 0) {
        osb_event *events[32];
        size_t got = 0;
        osb_error *error = NULL;
        if (osb_queue_poll(queue, 1000, events, 32, &got, &error) != OSB_OK) {
            attempt_wrong(attempt, "poll: %s", osb_error_message(error));
            osb_error_free(error);
            return;
        }
        for (size_t i = 0; i < got; i++) {
            struct member *member = osb_event_user_data(events[i]);
            if (member->execution)
                take_event(member, attempt, events[i]);
            else /* it came before the handle was freed */
                osb_event_free(events[i]);
        }
    }
}

void follow_queue(struct worker *worker)
{
    struct generator *generator = &worker->generator;
    struct shared_sandbox *sandbox = sandboxes_borrow(generator);
    struct member members[MOST_EXECUTIONS];
    int count = generator_between(generator, 1, MOST_EXECUTIONS);
    osb_queue *queue = NULL;
    if (!sandbox)
        return;
    memset(members, 0, sizeof members);
    struct attempt attempt = attempt_begin_inside(worker, "osb_queue_poll", sandbox);
    if (osb_queue_new(&queue, NULL) != OSB_OK)
        attempt_wrong(&attempt, "no queue");
    start_members(members, count, sandbox, queue, &attempt);
    drop_some(members, count, generator);
    attempt.is_cancelled = generator_percent(generator, 25);
    if (attempt.is_cancelled)
        cancel_some(members, count, generator);
    if (!generator_percent(generator, 10)) /* else it is freed under what still runs */
        poll_to_the_end(members, count, queue, &attempt);
    osb_queue_free(queue);
    enum outcome outcome = OUTCOME_DONE;
    for (int i = 0; i < count; i++) {
        if (members[i].outcome > outcome)
            outcome = members[i].outcome;
        osb_execution_free(members[i].execution);
        free(members[i].heard.text);
        script_free(&members[i].script);
    }
    attempt_end_as(&attempt, outcome);
    sandboxes_return(sandbox);
}

/* ---- In the background ---- */

static osb_command_options *background_options(void)
{
    osb_command_options *options = osb_command_options_new();
    osb_command_options_set_background(options, 1);
    osb_command_options_set_deadline(options, COMMAND_DEADLINE);
    osb_command_options_set_poll_interval(options, 10, 200);
    return options;
}

/* Lets go of it, and goes on from the cursor with another handle. */
static void attach_again(struct member *member, struct shared_sandbox *sandbox, const char *cursor, const osb_command_options *options,
                         const struct attempt *attempt)
{
    osb_execution *again = NULL;
    osb_error *error = NULL;
    const char *id = osb_execution_id(member->execution);
    if (osb_execution_attach(sandbox->handle, id, cursor, options, NULL, NULL, &again, &error) != OSB_OK)
        attempt_wrong(attempt, "attach: %s", osb_error_message(error));
    osb_error_free(error);
    osb_execution_free(member->execution);
    member->execution = again;
    member->events = 0;
}

void follow_background(struct worker *worker)
{
    struct generator *generator = &worker->generator;
    struct shared_sandbox *sandbox = sandboxes_borrow(generator);
    if (!sandbox)
        return;
    int attaches_again = generator_percent(generator, 40);
    struct member member = {.script = script_draw(generator, 1)};
    struct attempt attempt = attempt_begin_inside(worker, "osb_execution_next", sandbox);
    osb_command_options *options = background_options();
    osb_error *error = NULL;
    if (osb_command_start(sandbox->handle, member.script.command, options, NULL, NULL, &member.execution, &error) != OSB_OK)
        attempt_wrong(&attempt, "start: %s", osb_error_message(error));
    osb_error_free(error);
    while (member.execution && !member.is_ended) {
        osb_event *event = NULL;
        error = NULL;
        osb_status status = osb_execution_next(member.execution, 1000, NULL, &event, &error);
        if (status != OSB_OK) {
            attempt_wrong(&attempt, "next: %s", osb_error_message(error));
            osb_error_free(error);
            break;
        }
        if (!event)
            continue;
        char cursor[256] = "";
        if (attaches_again && osb_event_cursor(event))
            snprintf(cursor, sizeof cursor, "%s", osb_event_cursor(event));
        take_event(&member, &attempt, event);
        if (*cursor) {
            attaches_again = 0;
            attach_again(&member, sandbox, cursor, options, &attempt);
        }
    }
    osb_command_options_free(options);
    osb_execution_free(member.execution);
    free(member.heard.text);
    script_free(&member.script);
    attempt_end_as(&attempt, member.outcome);
    sandboxes_return(sandbox);
}

static void judge_interrupted(const struct attempt *attempt, const osb_result *result)
{
    int is_terminated = osb_result_ended(result) == OSB_ENDED_SIGNALLED && osb_result_signal(result) == SIGTERM;
    if (!is_terminated && !(attempt_possible(attempt) & ~(unsigned)CHAOS_SLOW))
        attempt_wrong(attempt, "an interrupted command ended as %d, signal %d", osb_result_ended(result), osb_result_signal(result));
}

void interrupt_background(struct worker *worker)
{
    struct shared_sandbox *sandbox = sandboxes_borrow(&worker->generator);
    if (!sandbox)
        return;
    osb_command_options *options = background_options();
    osb_execution *execution = NULL;
    osb_result *started = NULL, *ended = NULL;
    osb_error *error = NULL;
    struct attempt attempt = attempt_begin_inside(worker, "osb_execution_interrupt", sandbox);
    /* exec: the signal is for the process that is waited for. */
    osb_status status = osb_command_run(sandbox->handle, "exec sleep 60", options, attempt.cancel, &started, &error);
    if (status == OSB_OK)
        status = osb_execution_attach(sandbox->handle, osb_result_execution_id(started), NULL, options, NULL, NULL, &execution, &error);
    if (status == OSB_OK)
        status = osb_execution_interrupt(execution, attempt.cancel, &error);
    if (status == OSB_OK)
        status = osb_execution_wait(execution, attempt.cancel, &ended, &error);
    if (status == OSB_OK)
        judge_interrupted(&attempt, ended);
    osb_result_free(started);
    osb_result_free(ended);
    osb_execution_free(execution);
    osb_command_options_free(options);
    /* One that is sent again because its answer was lost finds that the command has ended. */
    attempt_end_also(&attempt, status, error, attempt_possible(&attempt) & (CHAOS_CUT | CHAOS_SILENCE) ? OSB_ERR_CONFLICT : OSB_OK);
    sandboxes_return(sandbox);
}
