/* The same work through libopensandbox, every event parsed and every line delivered.
 *
 *     library DOMAIN unary|true|stream|idle|many COUNT */
#include "measure.h"

#include <opensandbox.h>
#include <string.h>

static void require(osb_status status, osb_error *error, const char *what)
{
    if (status != OSB_OK)
        stop(what, osb_error_message(error));
}

static osb_sandbox *new_sandbox(const char *domain)
{
    osb_error *error = NULL;
    osb_client *client = NULL;
    osb_sandbox *sandbox = NULL;
    osb_config *config = osb_config_new();
    osb_create_options *options = osb_create_options_new();
    require(osb_config_set_domain(config, domain), NULL, "domain");
    require(osb_create_options_set_image(options, "ubuntu:24.04"), NULL, "image");
    require(osb_client_new(config, &client, &error), error, "client");
    require(osb_sandbox_create(client, options, NULL, &sandbox, &error), error, "create");
    osb_create_options_free(options);
    osb_config_free(config);
    osb_client_free(client);
    return sandbox;
}

static void ask_health(osb_sandbox *sandbox)
{
    int32_t healthy = 0;
    osb_error *error = NULL;
    require(osb_sandbox_is_healthy(sandbox, NULL, &healthy, &error), error, "health");
    if (!healthy)
        stop("health", "not healthy");
}

static void run(osb_sandbox *sandbox, const osb_command_options *options)
{
    osb_error *error = NULL;
    osb_result *result = NULL;
    require(osb_command_run(sandbox, "true", options, NULL, &result, &error), error, "run");
    if (osb_result_ended(result) != OSB_ENDED_EXITED || osb_result_exit_code(result) != 0)
        stop("run", "the command did not end well");
    osb_result_free(result);
}

static void unary(osb_sandbox *sandbox, size_t count)
{
    double *times = new_times(count);
    for (int i = 0; i < WARM_UP; i++)
        ask_health(sandbox);
    double cpu_before = cpu();
    for (size_t i = 0; i < count; i++) {
        double before = now();
        ask_health(sandbox);
        times[i] = now() - before;
    }
    report("cpu", (cpu() - cpu_before) / (double)count);
    report_median("round_trip", times, count);
    free(times);
}

static int32_t note_time(int64_t duration, void *at)
{
    (void)duration;
    *(double *)at = now();
    return 0;
}

static void run_true(osb_sandbox *sandbox, osb_command_options *options, size_t count)
{
    double terminal_at = 0;
    double *finished = new_times(count), *terminals = new_times(count);
    osb_command_options_on_complete(options, note_time, &terminal_at, NULL);
    for (size_t i = 0; i < count; i++) {
        double before = now();
        run(sandbox, options);
        finished[i] = now() - before;
        terminals[i] = terminal_at - before;
    }
    report_median("terminal", terminals, count);
    report_median("finished", finished, count);
    free(terminals);
    free(finished);
}

static int32_t count_line(const char *line, size_t size, void *lines)
{
    (void)line;
    (void)size;
    ++*(size_t *)lines;
    return 0;
}

static void stream(osb_sandbox *sandbox, osb_command_options *options)
{
    size_t lines = 0;
    osb_command_options_on_stdout(options, count_line, &lines, NULL);
    osb_command_options_set_collect(options, 0);
    double before = now(), cpu_before = cpu();
    run(sandbox, options);
    report("cpu", cpu() - cpu_before);
    report("wall", now() - before);
    report("lines", (double)lines);
}

/* ---- Many streams on one queue ---- */

struct crowd {
    osb_queue *queue;
    osb_execution **executions;
    size_t count, started, lines, ended;
};

static struct crowd new_crowd(size_t count)
{
    osb_error *error = NULL;
    struct crowd crowd = {0};
    raise_descriptor_limit();
    crowd.executions = calloc(count + 1, sizeof(osb_execution *));
    if (!crowd.executions)
        stop("crowd", "no memory");
    require(osb_queue_new(&crowd.queue, &error), error, "queue");
    return crowd;
}

static void free_crowd(struct crowd *crowd)
{
    for (size_t i = 0; i < crowd->count; i++)
        osb_execution_free(crowd->executions[i]);
    osb_queue_free(crowd->queue);
    free(crowd->executions);
}

static void start(struct crowd *crowd, osb_sandbox *sandbox, const osb_command_options *options, size_t count)
{
    osb_error *error = NULL;
    for (size_t i = 0; i < count; i++, crowd->count++)
        require(osb_command_start(sandbox, "true", options, crowd->queue, NULL, &crowd->executions[crowd->count], &error), error, "start");
}

static void take_events(struct crowd *crowd)
{
    osb_event *events[256];
    size_t count = 0;
    osb_error *error = NULL;
    require(osb_queue_poll(crowd->queue, -1, events, 256, &count, &error), error, "poll");
    for (size_t i = 0; i < count; i++) {
        osb_kind kind = osb_event_kind(events[i]);
        crowd->started += kind == OSB_EVENT_STARTED;
        crowd->lines += kind == OSB_EVENT_STDOUT;
        crowd->ended += kind == OSB_EVENT_END;
        osb_event_free(events[i]);
    }
}

/* Streams that have brought a line each and fall silent: what one of them takes. */
static void idle(osb_sandbox *sandbox, const osb_command_options *options, size_t count)
{
    struct crowd crowd = new_crowd(count);
    start(&crowd, sandbox, options, 1);
    while (crowd.lines < 1)
        take_events(&crowd);
    double before = resident();
    start(&crowd, sandbox, options, count);
    while (crowd.lines < 1 + count)
        take_events(&crowd);
    report("memory", (resident() - before) / (double)count);
    free_crowd(&crowd);
}

/* What an event takes while all streams are open, neither beginning nor ending. */
static void many(osb_sandbox *sandbox, const osb_command_options *options, size_t count)
{
    struct crowd crowd = new_crowd(count);
    start(&crowd, sandbox, options, count);
    while (crowd.started < count)
        take_events(&crowd);
    double before = cpu(), began = now();
    size_t lines_before = crowd.lines;
    while (crowd.ended == 0)
        take_events(&crowd);
    double lines = (double)(crowd.lines - lines_before);
    report("cpu", (cpu() - before) / lines);
    report("rate", lines / (now() - began));
    while (crowd.ended < count)
        take_events(&crowd);
    free_crowd(&crowd);
}

int main(int argc, char **argv)
{
    if (argc != 4)
        stop("library", "DOMAIN unary|true|stream|idle|many COUNT");
    size_t count = strtoul(argv[3], NULL, 10);
    osb_sandbox *sandbox = new_sandbox(argv[1]);
    osb_command_options *options = osb_command_options_new();
    if (strcmp(argv[2], "unary") == 0)
        unary(sandbox, count);
    else if (strcmp(argv[2], "true") == 0)
        run_true(sandbox, options, count);
    else if (strcmp(argv[2], "idle") == 0)
        idle(sandbox, options, count);
    else if (strcmp(argv[2], "many") == 0)
        many(sandbox, options, count);
    else
        stream(sandbox, options);
    osb_command_options_free(options);
    osb_sandbox_free(sandbox);
    return 0;
}
