/* An event loop of your own, with poll(2): three commands run at once in one sandbox, and their output is printed as it comes. One
   thread, no callbacks. The server comes from OPEN_SANDBOX_DOMAIN, OPEN_SANDBOX_PROTOCOL and OPEN_SANDBOX_API_KEY.

       cc example_poll.c -lopensandbox -o example_poll */
#include <opensandbox.h>
#include <poll.h>
#include <stdio.h>
#include <sys/timerfd.h>
#include <unistd.h>

/* What we know of each command. Its address goes with the command as user_data and comes back with every event. */
struct job {
    const char *name, *command;
    osb_execution *execution;
    int is_running, exit_code;
};

static struct job jobs[] = {
    {"slow", "for i in 1 2 3; do sleep 0.2; echo \"step $i\"; done", NULL, 0, -1},
    {"quick", "echo one; echo two", NULL, 0, -1},
    {"failing", "echo 'something is wrong' >&2; exit 3", NULL, 0, -1},
};
enum { JOBS = sizeof jobs / sizeof *jobs };

static int fail(osb_error *error) {
    fprintf(stderr, "%s: %s\n", osb_status_name(osb_error_status(error)), osb_error_message(error));
    osb_error_free(error);
    return 1;
}

static void print_event(struct job *job, const osb_event *event) {
    size_t size;
    const char *data = osb_event_data(event, &size);
    switch (osb_event_kind(event)) {
    case OSB_EVENT_STDOUT: printf("%s: %.*s\n", job->name, (int)size, data); break;
    case OSB_EVENT_STDERR: printf("%s (stderr): %.*s\n", job->name, (int)size, data); break;
    case OSB_EVENT_END:
        /* The last event of each execution, exactly once. It has a result where the command is known to have started … */
        job->is_running = 0;
        if (osb_event_result(event)) {
            job->exit_code = osb_result_exit_code(osb_event_result(event));
            printf("%s: exit code %d\n", job->name, job->exit_code);
        } else { /* … and else an error. Both belong to the event. */
            printf("%s: %s\n", job->name, osb_error_message(osb_event_error(event)));
        }
        break;
    default: break; /* That it has started, and what later versions may tell. */
    }
    fflush(stdout);
}

/* Takes what has come, without waiting: it is the loop that waits. What does not fit into the array comes the next time round, because the
   descriptor stays readable. */
static int take_events(osb_queue *queue) {
    osb_event *events[32];
    size_t count = 0;
    osb_error *error = NULL;
    if (osb_queue_poll(queue, 0, events, 32, &count, &error) != OSB_OK) return fail(error);
    for (size_t i = 0; i < count; i++) {
        print_event(osb_event_user_data(events[i]), events[i]);
        osb_event_free(events[i]);
    }
    return 0;
}

static int count_running(void) {
    int running = 0;
    for (int i = 0; i < JOBS; i++) running += jobs[i].is_running;
    return running;
}

/* The loop. The library's descriptor is one among others; here there is a timer too, after which whatever still runs is cancelled. */
static int loop(osb_queue *queue) {
    struct itimerspec limit = {.it_value = {.tv_sec = 30}};
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC), status = timer < 0;
    timerfd_settime(timer, 0, &limit, NULL);
    struct pollfd ready[] = {{.fd = osb_queue_fd(queue), .events = POLLIN}, {.fd = timer, .events = POLLIN}};
    while (status == 0 && count_running() > 0) {
        if (poll(ready, 2, -1) < 0) continue; /* a signal */
        if (ready[0].revents) status = take_events(queue);
        if (ready[1].revents) {
            ready[1].fd = -1;                                                       /* once is enough */
            for (int i = 0; i < JOBS; i++) osb_execution_cancel(jobs[i].execution); /* their ends still come */
        }
    }
    if (timer >= 0) close(timer);
    return status;
}

int main(void) {
    osb_error *error = NULL;
    osb_client *client = NULL;
    osb_sandbox *sandbox = NULL;
    osb_queue *queue = NULL;
    int status = 0;

    osb_create_options *create = osb_create_options_new();
    osb_create_options_set_image(create, "ubuntu:24.04");
    if (osb_client_new(NULL, &client, &error) != OSB_OK || osb_sandbox_create(client, create, NULL, &sandbox, &error) != OSB_OK ||
        osb_queue_new(&queue, &error) != OSB_OK)
        status = fail(error);

    for (int i = 0; i < JOBS && status == 0; i++) {
        /* Returns at once: even a server that cannot be reached is told by an event. */
        if (osb_command_start(sandbox, jobs[i].command, NULL, queue, &jobs[i], &jobs[i].execution, &error) != OSB_OK) status = fail(error);
        jobs[i].is_running = status == 0;
    }
    if (status == 0) status = loop(queue);
    if (sandbox && osb_sandbox_kill(sandbox, NULL, &error) != OSB_OK) status = fail(error);

    /* In any order; NULL is fine. Freeing an execution that still ran would cancel it. */
    for (int i = 0; i < JOBS; i++) osb_execution_free(jobs[i].execution);
    osb_queue_free(queue);
    osb_sandbox_free(sandbox);
    osb_create_options_free(create);
    osb_client_free(client);
    return status;
}
