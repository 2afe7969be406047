/* The library in libuv's event loop: two commands run at once in one sandbox, and a timer ticks beside them. One thread, which never waits
   anywhere but in uv_run(). The server comes from OPEN_SANDBOX_DOMAIN, OPEN_SANDBOX_PROTOCOL and OPEN_SANDBOX_API_KEY.

       cc example_libuv.c -lopensandbox -luv -o example_libuv */
#include <opensandbox.h>
#include <stdio.h>
#include <uv.h>

/* The queue of the library and the handle of libuv's that watches its descriptor. */
struct watch {
    uv_poll_t poll;
    uv_timer_t timer;
    osb_queue *queue;
    int running, ticks, status;
};

static int fail(osb_error *error) {
    fprintf(stderr, "%s: %s\n", osb_status_name(osb_error_status(error)), osb_error_message(error));
    osb_error_free(error);
    return 1;
}

static void print_event(struct watch *watch, const osb_event *event) {
    size_t size;
    const char *name = osb_event_user_data(event), *data = osb_event_data(event, &size);
    if (osb_event_kind(event) == OSB_EVENT_STDOUT) printf("%s: %.*s\n", name, (int)size, data);
    if (osb_event_kind(event) == OSB_EVENT_END) {
        printf("%s: exit code %d\n", name, (int)osb_result_exit_code(osb_event_result(event)));
        watch->running--;
    }
    fflush(stdout);
}

/* libuv calls this while the queue's descriptor is readable. It watches the level, as poll(2) does: what is left in the queue now has us
   called again. With nothing to deliver it may happen too, and then there are no events. */
static void on_readable(uv_poll_t *poll, int status, int which) {
    struct watch *watch = poll->data;
    osb_event *events[32];
    size_t count = 0;
    osb_error *error = NULL;
    (void)which;
    if (status < 0 || osb_queue_poll(watch->queue, 0, events, 32, &count, &error) != OSB_OK) {
        watch->status = status < 0 ? 1 : fail(error);
        watch->running = 0;
    }
    for (size_t i = 0; i < count; i++) {
        print_event(watch, events[i]);
        osb_event_free(events[i]);
    }
    if (watch->running == 0) { /* uv_run() returns when nothing is watched any more */
        uv_close((uv_handle_t *)&watch->poll, NULL);
        uv_close((uv_handle_t *)&watch->timer, NULL);
    }
}

/* The loop is free for other things while the commands run. */
static void on_tick(uv_timer_t *timer) {
    ((struct watch *)timer->data)->ticks++;
}

static int run_loop(struct watch *watch) {
    uv_loop_t *loop = uv_default_loop();
    watch->poll.data = watch->timer.data = watch;
    if (uv_poll_init(loop, &watch->poll, osb_queue_fd(watch->queue)) != 0 || uv_timer_init(loop, &watch->timer) != 0) return 1;
    uv_poll_start(&watch->poll, UV_READABLE, on_readable);
    uv_timer_start(&watch->timer, on_tick, 0, 100);
    uv_run(loop, UV_RUN_DEFAULT);
    printf("%s while they ran\n", watch->ticks > 1 ? "the timer ticked" : "the timer did not tick");
    return uv_loop_close(loop) != 0 ? 1 : watch->status;
}

int main(void) {
    static char *const names[] = {"first", "second"};
    static const char *const commands[] = {"sleep 0.5; echo 'half a second'", "echo at once"};
    osb_error *error = NULL;
    osb_client *client = NULL;
    osb_sandbox *sandbox = NULL;
    osb_execution *executions[2] = {NULL, NULL};
    struct watch watch = {0};
    int status = 0;

    osb_create_options *create = osb_create_options_new();
    osb_create_options_set_image(create, "ubuntu:24.04");
    if (osb_client_new(NULL, &client, &error) != OSB_OK || osb_sandbox_create(client, create, NULL, &sandbox, &error) != OSB_OK ||
        osb_queue_new(&watch.queue, &error) != OSB_OK)
        status = fail(error);
    for (int i = 0; i < 2 && status == 0; i++, watch.running++)
        if (osb_command_start(sandbox, commands[i], NULL, watch.queue, names[i], &executions[i], &error) != OSB_OK) status = fail(error);
    if (status == 0) status = run_loop(&watch);
    if (sandbox && osb_sandbox_kill(sandbox, NULL, &error) != OSB_OK) status = fail(error);

    /* The descriptor is the queue's: libuv must not watch it any more when the queue is freed. */
    for (int i = 0; i < 2; i++) osb_execution_free(executions[i]);
    osb_queue_free(watch.queue);
    osb_sandbox_free(sandbox);
    osb_create_options_free(create);
    osb_client_free(client);
    return status;
}
