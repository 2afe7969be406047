/* Cancelling a call in each of its phases. Nothing here depends on a clock: another thread triggers once it has seen that
 * the call is where it should be, and what the call waits for never comes. */
#include "check.h"
#include "fixture.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- A program's own getaddrinfo and connect come before libc's: for every library in it ---- */

#define SLOW_HOST "slow-host.invalid"

static sem_t lookup_begun, lookup_may_end, lookup_ended;
static sem_t connect_begun;
static _Atomic in_port_t watched_port;

static void *libc_function(const char *name)
{
    void *function = dlsym(RTLD_NEXT, name);
    if (!function)
        check_stop("no %s in libc", name);
    return function;
}

static void wait_for(sem_t *semaphore)
{
    while (sem_wait(semaphore) != 0 && errno == EINTR)
        ;
}

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **result)
{
    if (!node || strcmp(node, SLOW_HOST) != 0) {
        int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
        *(void **)&real = libc_function("getaddrinfo");
        return real(node, service, hints, result);
    }
    sem_post(&lookup_begun);
    wait_for(&lookup_may_end);
    sem_post(&lookup_ended);
    return EAI_NONAME;
}

/* Under another name, because the header's own declaration is not one that plain C can repeat. */
int watched_connect(int descriptor, const struct sockaddr *address, socklen_t size) __asm__("connect");

int watched_connect(int descriptor, const struct sockaddr *address, socklen_t size)
{
    int (*real)(int, const struct sockaddr *, socklen_t);
    *(void **)&real = libc_function("connect");
    int status = real(descriptor, address, size);
    int error = errno;
    if (address->sa_family == AF_INET && ((const struct sockaddr_in *)(const void *)address)->sin_port == watched_port && watched_port != 0)
        sem_post(&connect_begun);
    errno = error;
    return status;
}

__attribute__((constructor)) static void make_semaphores(void)
{
    sem_init(&lookup_begun, 0, 0);
    sem_init(&lookup_may_end, 0, 0);
    sem_init(&lookup_ended, 0, 0);
    sem_init(&connect_begun, 0, 0);
}

/* ---- Who triggers, and when ---- */

struct trigger {
    osb_cancel *cancel;
    sem_t *semaphore;                                        /* after this, or */
    const char *script_name, *event, *method, *path;         /* after this was seen at the server */
    int by_signal;
    pthread_t caller, thread;
};

static osb_cancel *volatile cancelled_by_signal;

static void on_signal(int number)
{
    (void)number;
    osb_cancel_trigger(cancelled_by_signal);
}

static void *trigger(void *argument)
{
    struct trigger *trigger = argument;
    if (trigger->semaphore)
        wait_for(trigger->semaphore);
    else
        scripted_wait(trigger->script_name, trigger->event, trigger->method, trigger->path, 1);
    if (trigger->by_signal)
        pthread_kill(trigger->caller, SIGUSR1);
    else
        osb_cancel_trigger(trigger->cancel);
    return NULL;
}

static void arm(struct trigger *armed)
{
    armed->cancel = osb_cancel_new();
    armed->caller = pthread_self();
    if (pthread_create(&armed->thread, NULL, trigger, armed) != 0)
        check_stop("no thread");
}

static void disarm(struct trigger *armed)
{
    pthread_join(armed->thread, NULL);
    CHECK_INT(osb_cancel_is_triggered(armed->cancel), 1);
    osb_cancel_free(armed->cancel);
}

/* ---- Create ---- */

struct outcome {
    osb_status status;
    osb_sandbox *sandbox;
    osb_error *error;
};

static struct outcome create(osb_client *client, osb_create_options *options, osb_cancel *cancel)
{
    struct outcome outcome = {0};
    outcome.status = osb_sandbox_create(client, options, cancel, &outcome.sandbox, &outcome.error);
    CHECK(outcome.sandbox == NULL);
    CHECK_INT(osb_error_status(outcome.error), outcome.status);
    CHECK_INT(osb_error_retryable(outcome.error), 0);
    osb_create_options_free(options);
    return outcome;
}

static osb_client *client_at(const char *domain)
{
    osb_config *config = osb_config_new();
    osb_config_set_domain(config, domain);
    osb_config_set_connect_timeout(config, -1);
    return fixture_client_with(config);
}

TEST(during_a_name_lookup)
{
    struct trigger armed = {.semaphore = &lookup_begun};
    osb_client *client = client_at(SLOW_HOST ":80");
    arm(&armed);
    struct outcome outcome = create(client, fixture_create_options(), armed.cancel);
    CHECK_INT(outcome.status, OSB_ERR_CANCELLED);
    osb_error_free(outcome.error);
    osb_client_free(client); /* while the look-up goes on */
    disarm(&armed);
    sem_post(&lookup_may_end);
    wait_for(&lookup_ended);
}

TEST(during_a_name_lookup_by_deadline)
{
    osb_client *client = client_at(SLOW_HOST ":80");
    osb_cancel *cancel = osb_cancel_new();
    osb_cancel_set_timeout(cancel, 20);
    struct outcome outcome = create(client, fixture_create_options(), cancel);
    CHECK_INT(outcome.status, OSB_ERR_DEADLINE);
    osb_error_free(outcome.error);
    osb_client_free(client);
    osb_cancel_free(cancel);
    wait_for(&lookup_begun);
    sem_post(&lookup_may_end);
    wait_for(&lookup_ended);
}

/* A port that takes no more connections: those who wait in its queue are never fetched. */
struct full_port {
    int listener, waiting[8];
    in_port_t port;
};

static struct full_port fill_port(void)
{
    struct full_port full;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    full.listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(full.listener, (struct sockaddr *)&address, size) != 0 || listen(full.listener, 0) != 0 ||
        getsockname(full.listener, (struct sockaddr *)&address, &size) != 0)
        check_stop("no port: %s", strerror(errno));
    for (size_t i = 0; i < sizeof full.waiting / sizeof *full.waiting; i++) {
        full.waiting[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        if (connect(full.waiting[i], (struct sockaddr *)&address, size) != 0 && errno != EINPROGRESS)
            check_stop("connect: %s", strerror(errno));
    }
    full.port = address.sin_port;
    return full;
}

static void close_port(struct full_port *full)
{
    for (size_t i = 0; i < sizeof full->waiting / sizeof *full->waiting; i++)
        close(full->waiting[i]);
    close(full->listener);
}

TEST(during_the_connect)
{
    char domain[64];
    struct full_port full = fill_port();
    struct trigger armed = {.semaphore = &connect_begun};
    snprintf(domain, sizeof domain, "127.0.0.1:%d", ntohs(full.port));
    osb_client *client = client_at(domain);
    arm(&armed);
    watched_port = full.port;
    struct outcome outcome = create(client, fixture_create_options(), armed.cancel);
    watched_port = 0;
    CHECK_INT(outcome.status, OSB_ERR_CANCELLED);
    osb_error_free(outcome.error);
    disarm(&armed);
    osb_client_free(client);
    close_port(&full);
}

TEST(waiting_for_the_creates_answer)
{
    scripted_define("create", "on POST /v1/sandboxes\n  stall\n");
    osb_client *client = fixture_client("create");
    struct trigger armed = {.script_name = "create", .event = "request"};
    arm(&armed);
    struct outcome outcome = create(client, fixture_create_options(), armed.cancel);
    CHECK_INT(outcome.status, OSB_ERR_CANCELLED);
    CHECK_STR(osb_error_sandbox_id(outcome.error), NULL);
    CHECK_INT(osb_error_cleanup(outcome.error, -1), OSB_CLEANUP_NONE);
    scripted_wait("create", "abort", "POST", NULL, 1);
    osb_error_free(outcome.error);
    disarm(&armed);
    osb_client_free(client);
}

/* A create that is cancelled once this was seen at the server has made a sandbox, which is deleted. */
static void check_cancelled_readiness(const char *script, const char *event, const char *path)
{
    scripted_define("ready", script);
    osb_client *client = fixture_client("ready");
    osb_create_options *options = fixture_create_options();
    osb_create_options_set_poll_interval(options, 3600000);
    osb_create_options_set_ready_timeout(options, -1);
    struct trigger armed = {.script_name = "ready", .event = event, .method = "GET", .path = path};
    arm(&armed);
    struct outcome outcome = create(client, options, armed.cancel);
    CHECK_INT(outcome.status, OSB_ERR_CANCELLED);
    CHECK_STR(osb_error_sandbox_id(outcome.error), "sb-1");
    CHECK_INT(osb_error_cleanup(outcome.error, -1), OSB_CLEANUP_DONE);
    CHECK_INT(scripted_count("ready", "request", "DELETE", "/v1/sandboxes/sb-1"), 1);
    osb_error_free(outcome.error);
    disarm(&armed);
    osb_client_free(client);
}

TEST(waiting_for_the_endpoint)
{
    check_cancelled_readiness("on GET /v1/sandboxes/sb-1/endpoints/44772\n  stall\n" CREATE_ROUTE DELETE_ROUTE, "request",
        "/v1/sandboxes/sb-1/endpoints/44772");
}

TEST(waiting_for_the_ping)
{
    check_cancelled_readiness("on GET /execd/ping\n  stall\n" CREATE_ROUTE ENDPOINT_ROUTE DELETE_ROUTE, "request", "/execd/ping");
}

TEST(between_two_pings)
{
    check_cancelled_readiness("on GET /execd/ping\n  respond 503\n" CREATE_ROUTE ENDPOINT_ROUTE DELETE_ROUTE, "answer", "/execd/ping");
}

static int32_t cancel_and_wait_longer(osb_sandbox *sandbox, void *cancel)
{
    (void)sandbox;
    osb_cancel_trigger(cancel);
    return 0;
}

TEST(inside_a_health_check)
{
    scripted_define("check", SANDBOX_ROUTES);
    osb_client *client = fixture_client("check");
    osb_create_options *options = fixture_create_options();
    osb_cancel *cancel = osb_cancel_new();
    osb_create_options_on_health_check(options, cancel_and_wait_longer, cancel, NULL);
    osb_create_options_set_poll_interval(options, 3600000);
    struct outcome outcome = create(client, options, cancel);
    CHECK_INT(outcome.status, OSB_ERR_CANCELLED);
    CHECK_INT(osb_error_cleanup(outcome.error, -1), OSB_CLEANUP_DONE);
    osb_error_free(outcome.error);
    osb_cancel_free(cancel);
    osb_client_free(client);
}

/* ---- Run ---- */

TEST(during_a_lookup_of_the_sandboxs_name)
{
    struct fixture fixture = fixture_open("slow",
        "on GET /v1/sandboxes/sb-1/endpoints/44772\n  respond 200 application/json {'endpoint':'" SLOW_HOST "'}\n");
    struct trigger armed = {.semaphore = &lookup_begun};
    arm(&armed);
    fixture_run(&fixture, armed.cancel);
    CHECK_INT(fixture.status, OSB_ERR_CANCELLED);
    CHECK(fixture.result == NULL);
    disarm(&armed);
    osb_sandbox_info *info = NULL; /* the client is none the worse for it */
    CHECK_INT(osb_sandbox_get_info(fixture.sandbox, NULL, &info, NULL), OSB_ERR_NOT_FOUND);
    sem_post(&lookup_may_end);
    wait_for(&lookup_ended);
    fixture_close(&fixture);
}

static void check_cancelled_before_init(const char *routes, int by_signal)
{
    struct fixture fixture = fixture_open("before", routes);
    struct trigger armed = {.script_name = "before", .event = "request", .method = "POST", .path = "/execd/command", .by_signal = by_signal};
    arm(&armed);
    cancelled_by_signal = armed.cancel;
    fixture_run(&fixture, armed.cancel);
    CHECK_INT(fixture.status, OSB_ERR_CANCELLED);
    CHECK(fixture.result == NULL);
    CHECK_INT(osb_error_retryable(fixture.error), 0);
    scripted_wait("before", "abort", "POST", "/execd/command", 1);
    disarm(&armed);
    fixture_close(&fixture);
}

TEST(before_the_first_event)
{
    check_cancelled_before_init(COMMAND_ROUTE "  stall\n", 0);
    check_cancelled_before_init(COMMAND_ROUTE STREAM "  stall\n", 0);
}

TEST(from_a_signal_handler)
{
    struct sigaction action = {.sa_handler = on_signal}, before;
    sigaction(SIGUSR1, &action, &before);
    check_cancelled_before_init(COMMAND_ROUTE "  stall\n", 1);
    sigaction(SIGUSR1, &before, NULL);
}

/* The result of a command that was cancelled after its first line of output. */
static void check_cancelled(struct fixture *fixture)
{
    CHECK_INT(fixture->status, OSB_OK);
    CHECK_INT(osb_result_ended(fixture->result), OSB_ENDED_CANCELLED);
    CHECK_INT(osb_result_exit_code(fixture->result), -1);
    CHECK_INT(osb_error_status(osb_result_error(fixture->result)), OSB_ERR_CANCELLED);
    CHECK_STR(osb_result_stdout(fixture->result, NULL), "so far\n");
    scripted_wait("stream", "abort", "POST", "/execd/command", 1); /* the daemon kills the command then */
}

static int32_t post(const char *data, size_t size, void *semaphore)
{
    (void)data, (void)size;
    sem_post(semaphore);
    return 0;
}

TEST(within_the_stream)
{
    sem_t line_seen;
    sem_init(&line_seen, 0, 0);
    struct fixture fixture = fixture_open("stream", COMMAND_ROUTE STREAM INIT LINE("so far") "  stall\n");
    struct trigger armed = {.semaphore = &line_seen};
    osb_command_options_on_stdout(fixture.options, post, &line_seen, NULL);
    arm(&armed);
    fixture_run(&fixture, armed.cancel);
    check_cancelled(&fixture);
    disarm(&armed);
    fixture_close(&fixture);
    sem_destroy(&line_seen);
}

TEST(within_a_stream_that_never_pauses)
{
    sem_t line_seen;
    sem_init(&line_seen, 0, 0);
    struct fixture fixture = fixture_open("flood",
        COMMAND_ROUTE STREAM INIT "  repeat forever event {'type':'stdout','text':'flood','timestamp':1}\n");
    struct trigger armed = {.semaphore = &line_seen};
    osb_command_options_set_collect(fixture.options, 0);
    osb_command_options_on_stdout(fixture.options, post, &line_seen, NULL);
    arm(&armed);
    fixture_run(&fixture, armed.cancel);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_CANCELLED);
    scripted_wait("flood", "abort", "POST", "/execd/command", 1);
    disarm(&armed);
    fixture_close(&fixture);
    sem_destroy(&line_seen);
}

static int32_t cancel_at_output(const char *data, size_t size, void *cancel)
{
    (void)data, (void)size;
    osb_cancel_trigger(cancel);
    return 0;
}

TEST(inside_a_callback)
{
    struct fixture fixture = fixture_open("stream", COMMAND_ROUTE STREAM INIT LINE("so far") "  stall\n");
    osb_cancel *cancel = osb_cancel_new();
    osb_command_options_on_stdout(fixture.options, cancel_at_output, cancel, NULL);
    fixture_run(&fixture, cancel);
    check_cancelled(&fixture);
    osb_cancel_free(cancel);
    fixture_close(&fixture);
}

static int32_t cancel_at_the_end(int64_t duration, void *cancel)
{
    (void)duration;
    osb_cancel_trigger(cancel);
    return 0;
}

TEST(completion_beats_cancel)
{
    struct fixture fixture = fixture_open("complete", COMMAND_ROUTE WHOLE_STREAM "  stall\n");
    osb_cancel *cancel = osb_cancel_new();
    osb_command_options_on_complete(fixture.options, cancel_at_the_end, cancel, NULL);
    fixture_run(&fixture, cancel);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_EXITED);
    CHECK_INT(osb_result_exit_code(fixture.result), 0);
    osb_cancel_free(cancel);
    fixture_close(&fixture);
}

/* ---- Executions, where libcurl has not come to the request yet ---- */

static osb_execution *start(const struct fixture *fixture)
{
    osb_execution *execution = NULL;
    osb_error *error = NULL;
    if (osb_command_start(fixture->sandbox, "true", NULL, NULL, NULL, &execution, &error) != OSB_OK)
        fixture_stop("start", error);
    return execution;
}

/* Cancels an execution, whose end then comes at once and says so. */
static void check_cancelled_unsent(osb_execution *execution)
{
    osb_event *event = NULL;
    osb_execution_cancel(execution);
    CHECK_INT(osb_execution_next(execution, -1, NULL, &event, NULL), OSB_OK);
    CHECK_INT(osb_event_kind(event), OSB_EVENT_END);
    CHECK(osb_event_result(event) == NULL);
    CHECK_INT(osb_error_status(osb_event_error(event)), OSB_ERR_CANCELLED);
    osb_event_free(event);
    osb_execution_free(execution);
}

#define SLOW_ENDPOINT \
    "on GET /v1/sandboxes/sb-1/endpoints/44772\n  respond 200 application/json {'endpoint':'" SLOW_HOST "'}\n"

TEST(an_execution_during_a_name_lookup)
{
    struct fixture fixture = fixture_open("slow", SLOW_ENDPOINT);
    osb_execution *execution = start(&fixture);
    wait_for(&lookup_begun);
    check_cancelled_unsent(execution);
    fixture_close(&fixture); /* while the look-up goes on */
    sem_post(&lookup_may_end);
    wait_for(&lookup_ended);
}

TEST(an_execution_that_is_freed_during_a_name_lookup)
{
    struct fixture fixture = fixture_open("slow", SLOW_ENDPOINT);
    osb_execution *execution = start(&fixture);
    wait_for(&lookup_begun);
    osb_execution_free(execution);
    fixture_close(&fixture);
    sem_post(&lookup_may_end);
    wait_for(&lookup_ended);
}

TEST(an_execution_during_the_connect)
{
    char routes[256];
    struct full_port full = fill_port();
    snprintf(routes, sizeof routes,
        "on GET /v1/sandboxes/sb-1/endpoints/44772\n  respond 200 application/json {'endpoint':'127.0.0.1:%d'}\n", ntohs(full.port));
    struct fixture fixture = fixture_open("connecting", routes);
    watched_port = full.port;
    osb_execution *execution = start(&fixture);
    wait_for(&connect_begun);
    watched_port = 0;
    check_cancelled_unsent(execution);
    fixture_close(&fixture);
    close_port(&full);
}

/* ---- Before the call ---- */

/* Every call that asks a server gives this answer, and the server hears nothing of it. */
static void check_nothing_is_sent(osb_cancel *cancel, osb_status expected)
{
    struct fixture fixture = fixture_open("unsent", COMMAND_ROUTE WHOLE_STREAM);
    long before = scripted_count("unsent", "head", NULL, NULL);
    osb_sandbox_info *info = NULL;
    osb_endpoint *endpoint = NULL;
    int32_t healthy = -1;

    struct outcome outcome = create(fixture.client, fixture_create_options(), cancel);
    CHECK_INT(outcome.status, expected);
    CHECK_STR(osb_error_sandbox_id(outcome.error), NULL);
    osb_error_free(outcome.error);
    CHECK_INT(osb_sandbox_get_info(fixture.sandbox, cancel, &info, NULL), expected);
    CHECK_INT(osb_sandbox_get_endpoint(fixture.sandbox, 44772, cancel, &endpoint, NULL), expected);
    CHECK_INT(osb_sandbox_is_healthy(fixture.sandbox, cancel, &healthy, NULL), expected);
    CHECK_INT(osb_sandbox_wait_ready(fixture.sandbox, -1, cancel, NULL), expected);
    CHECK_INT(osb_sandbox_kill(fixture.sandbox, cancel, NULL), expected);
    fixture_run(&fixture, cancel);
    CHECK_INT(fixture.status, expected);
    CHECK(info == NULL && endpoint == NULL && healthy == -1 && fixture.result == NULL);

    /* The kept connection is whole, and what is sent over it now is answered: nothing of the above was on its way. */
    fixture_run(&fixture, NULL);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_INT(scripted_count("unsent", "head", NULL, NULL), before + 2); /* the look-up of the endpoint, and the command */

    fixture_run(&fixture, cancel); /* with the endpoint known */
    CHECK_INT(fixture.status, expected);
    CHECK_INT(osb_sandbox_is_healthy(fixture.sandbox, cancel, &healthy, NULL), expected);
    fixture_run(&fixture, NULL);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_INT(scripted_count("unsent", "head", NULL, NULL), before + 3);
    fixture_close(&fixture);
}

TEST(before_the_call)
{
    osb_cancel *cancel = osb_cancel_new();
    osb_cancel_trigger(cancel);
    osb_cancel_trigger(cancel);
    check_nothing_is_sent(cancel, OSB_ERR_CANCELLED);
    osb_cancel_free(cancel);
}

TEST(a_deadline_that_passed_before_the_call)
{
    osb_cancel *cancel = osb_cancel_new();
    osb_cancel_set_timeout(cancel, 0);
    CHECK_INT(osb_cancel_is_triggered(cancel), 1);
    check_nothing_is_sent(cancel, OSB_ERR_DEADLINE);
    osb_cancel_free(cancel);
}

TEST(a_deadline_may_be_taken_back)
{
    struct fixture fixture = fixture_open("taken_back", COMMAND_ROUTE WHOLE_STREAM);
    osb_cancel *cancel = osb_cancel_new();
    osb_cancel_set_timeout(cancel, 0);
    osb_cancel_set_timeout(cancel, -1);
    CHECK_INT(osb_cancel_is_triggered(cancel), 0);
    for (int i = 0; i < 2; i++) { /* good for many calls */
        fixture_run(&fixture, cancel);
        CHECK_INT(osb_result_exit_code(fixture.result), 0);
    }
    osb_cancel_free(cancel);
    fixture_close(&fixture);
}
