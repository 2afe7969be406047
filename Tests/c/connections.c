/* Connections: how many there are, how long they stay, how they are made. */
#include "check.h"
#include "fixture.h"

#include <dirent.h>
#include <dlfcn.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#define JSON "application/json "
#define GET_ROUTE "on GET /v1/sandboxes/sb-1\n"
#define RUNNING "  respond 200 " JSON "{'id':'sb-1','status':{'state':'Running'}}\n"
/* Is answered when the test says so. */
#define HELD_ROUTE "on GET /v1/sandboxes/held\n  wait-signal go\n" RUNNING
#define HELD_COMMAND COMMAND_ROUTE STREAM INIT "  wait-signal go\n" LINE("a line") COMPLETE

static osb_status get(osb_client *client, const char *id, osb_cancel *cancel)
{
    osb_sandbox_info *info = NULL;
    osb_status status = osb_server_get_sandbox(client, id, cancel, &info, NULL);
    osb_sandbox_info_free(info);
    return status;
}

/* A call on a thread of its own. */
struct call {
    pthread_t thread;
    osb_client *client;
    const char *id;
    osb_status status;
};

static void *run_call(void *context)
{
    struct call *call = context;
    call->status = get(call->client, call->id, NULL);
    return NULL;
}

static struct call *begin_call(osb_client *client, const char *id)
{
    struct call *call = calloc(1, sizeof *call);
    call->client = client;
    call->id = id;
    call->status = -1;
    if (pthread_create(&call->thread, NULL, run_call, call) != 0)
        check_stop("no thread");
    return call;
}

static osb_status end_call(struct call *call)
{
    pthread_join(call->thread, NULL);
    osb_status status = call->status;
    free(call);
    return status;
}

static osb_config *limited_config(const char *name, int32_t total, int32_t per_host)
{
    osb_config *config = fixture_config(name);
    CHECK_INT(osb_config_set_max_connections(config, total, per_host), OSB_OK);
    return config;
}

static long connections(const char *name)
{
    return scripted_count(name, "connection", NULL, NULL);
}

/* Visits the process's sockets that are connected over the Internet's protocols; returns their number. */
static int each_socket(void (*visit)(int descriptor))
{
    int count = 0;
    DIR *directory = opendir("/proc/self/fd");
    for (struct dirent *entry; (entry = readdir(directory));) {
        struct sockaddr_storage peer;
        socklen_t size = sizeof peer;
        int descriptor = atoi(entry->d_name);
        if (getpeername(descriptor, (struct sockaddr *)&peer, &size) != 0 || (peer.ss_family != AF_INET && peer.ss_family != AF_INET6))
            continue;
        count++;
        if (visit)
            visit(descriptor);
    }
    closedir(directory);
    return count;
}

/* ---- How many ---- */

TEST(a_call_beyond_the_limit_waits_for_a_connection)
{
    scripted_define("limit", HELD_ROUTE GET_ROUTE RUNNING);
    osb_client *client = fixture_client_with(limited_config("limit", 1, 0));
    struct call *held = begin_call(client, "held");
    scripted_wait("limit", "request", NULL, "/v1/sandboxes/held", 1);
    struct call *waiting[4];
    for (int i = 0; i < 4; i++)
        waiting[i] = begin_call(client, "sb-1");
    osb_cancel *cancel = osb_cancel_new();
    osb_cancel_set_timeout(cancel, 50);
    CHECK_INT(get(client, "sb-1", cancel), OSB_ERR_DEADLINE);
    CHECK_INT(scripted_count("limit", "request", NULL, "/v1/sandboxes/sb-1"), 0);
    scripted_signal("limit", "go");
    CHECK_INT(end_call(held), OSB_OK);
    for (int i = 0; i < 4; i++)
        CHECK_INT(end_call(waiting[i]), OSB_OK);
    CHECK_INT(connections("limit"), 1);
    osb_cancel_free(cancel);
    osb_client_free(client);
}

TEST(a_call_waits_no_longer_than_its_timeout_or_its_cancel)
{
    osb_config *config = limited_config("waits", 0, 1);
    osb_config_set_request_timeout(config, 1500);
    struct fixture fixture = fixture_open_with(config, "waits", HELD_COMMAND GET_ROUTE RUNNING);
    osb_execution *execution = NULL;
    osb_cancel *cancel = osb_cancel_new();
    CHECK_INT(osb_sandbox_wait_ready(fixture.sandbox, -1, NULL, NULL), OSB_OK);
    CHECK_INT(osb_command_start(fixture.sandbox, "true", fixture.options, NULL, NULL, &execution, NULL), OSB_OK);
    scripted_wait("waits", "head", "POST", "/execd/command", 1);
    osb_cancel_set_timeout(cancel, 50);
    CHECK_INT(get(fixture.client, "sb-1", cancel), OSB_ERR_DEADLINE);
    CHECK_INT(get(fixture.client, "sb-1", NULL), OSB_ERR_TIMEOUT);
    osb_cancel_trigger(cancel);
    CHECK_INT(get(fixture.client, "sb-1", cancel), OSB_ERR_CANCELLED);
    CHECK_INT(scripted_count("waits", "head", "GET", "/v1/sandboxes/sb-1"), 0);
    scripted_signal("waits", "go");
    CHECK_INT(osb_execution_wait(execution, NULL, &fixture.result, NULL), OSB_OK);
    CHECK_INT(osb_result_exit_code(fixture.result), 0);
    CHECK_INT(get(fixture.client, "sb-1", NULL), OSB_OK);
    osb_cancel_free(cancel);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(an_unused_connection_makes_room_for_one_that_is_wanted)
{
    struct fixture fixture = fixture_open_with(limited_config("room", 1, 0), "room", COMMAND_ROUTE WHOLE_STREAM);
    for (int i = 0; i < 3; i++) {
        osb_execution *execution = NULL;
        CHECK_INT(osb_sandbox_wait_ready(fixture.sandbox, -1, NULL, NULL), OSB_OK); /* leaves one behind */
        CHECK_INT(osb_command_start(fixture.sandbox, "true", fixture.options, NULL, NULL, &execution, NULL), OSB_OK);
        CHECK_INT(osb_execution_wait(execution, NULL, &fixture.result, NULL), OSB_OK);
        CHECK_INT(osb_result_exit_code(fixture.result), 0);
        fixture_forget(&fixture);
        osb_execution_free(execution);
        fixture_run(&fixture, NULL);
        CHECK_INT(fixture.status, OSB_OK);
        fixture_forget(&fixture);
    }
    fixture_close(&fixture);
}

TEST(so_it_does_between_hosts)
{
    char script[400];
    snprintf(script, sizeof script, "on GET /v1/sandboxes/sb-1/endpoints/*\n  respond 200 " JSON "{'endpoint':'%s/execd'}\n" CREATE_ROUTE,
             scripted_domain_behind_faults("hosts").text);
    char routes[800];
    snprintf(routes, sizeof routes, "%s" COMMAND_ROUTE WHOLE_STREAM, script);
    struct fixture fixture = fixture_open_with(limited_config("hosts", 1, 1), "hosts", routes);
    for (int i = 0; i < 3; i++) {
        fixture_run(&fixture, NULL);
        CHECK_INT(fixture.status, OSB_OK);
        CHECK_INT(osb_sandbox_kill(fixture.sandbox, NULL, NULL), OSB_OK);
    }
    fixture_close(&fixture);
}

TEST(the_limit_of_one_host_is_not_anothers)
{
    scripted_define("one", HELD_ROUTE);
    scripted_define("other", GET_ROUTE RUNNING);
    char script[600];
    snprintf(script, sizeof script, HELD_ROUTE "on GET /v1/sandboxes/sb-1/endpoints/*\n  respond 200 " JSON "{'endpoint':'%s/execd'}\n" CREATE_ROUTE
             PING_ROUTE, scripted_domain_behind_faults("apart").text);
    scripted_define("apart", script);
    osb_client *client = fixture_client_with(limited_config("apart", 0, 1));
    osb_sandbox *sandbox = NULL;
    osb_endpoint *endpoint = NULL;
    CHECK_INT(osb_sandbox_attach(client, "sb-1", &sandbox, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_get_endpoint(sandbox, 44772, NULL, &endpoint, NULL), OSB_OK);
    osb_endpoint_free(endpoint);
    struct call *held = begin_call(client, "held");
    scripted_wait("apart", "request", NULL, "/v1/sandboxes/held", 1);
    int32_t healthy = 0;
    CHECK_INT(osb_sandbox_is_healthy(sandbox, NULL, &healthy, NULL), OSB_OK);
    CHECK_INT(healthy, 1);
    scripted_signal("apart", "go");
    CHECK_INT(end_call(held), OSB_OK);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

#define MANY 60
#define AT_ONCE 4

TEST(sixty_executions_share_four_connections)
{
    struct fixture fixture = fixture_open_with(limited_config("sixty", AT_ONCE, 0), "sixty",
        COMMAND_ROUTE STREAM INIT LINE("one") LINE("two") "  delay 5\n" LINE("three") COMPLETE);
    CHECK_INT(osb_sandbox_wait_ready(fixture.sandbox, -1, NULL, NULL), OSB_OK);
    osb_queue *queue = NULL;
    osb_execution *executions[MANY];
    CHECK_INT(osb_queue_new(&queue, NULL), OSB_OK);
    int before = each_socket(NULL) - 1 /* the wait's */, most = 0, over = 0, lines = 0;
    for (int i = 0; i < MANY; i++)
        CHECK_INT(osb_command_start(fixture.sandbox, "true", fixture.options, queue, NULL, &executions[i], NULL), OSB_OK);
    while (over < MANY) {
        osb_event *events[16];
        size_t count = 0;
        CHECK_INT(osb_queue_poll(queue, -1, events, 16, &count, NULL), OSB_OK);
        int now = each_socket(NULL) - before;
        most = now > most ? now : most;
        for (size_t i = 0; i < count; i++) {
            lines += osb_event_kind(events[i]) == OSB_EVENT_STDOUT;
            if (osb_event_kind(events[i]) == OSB_EVENT_END) {
                CHECK_INT(osb_result_exit_code(osb_event_result(events[i])), 0);
                over++;
            }
            osb_event_free(events[i]);
        }
    }
    CHECK(most >= 1 && most <= AT_ONCE);
    CHECK_INT(lines, MANY * 3);
    for (int i = 0; i < MANY; i++)
        osb_execution_free(executions[i]);
    osb_queue_free(queue);
    fixture_close(&fixture);
}

TEST(an_execution_that_waits_for_a_connection_can_be_cancelled)
{
    struct fixture fixture = fixture_open_with(limited_config("queued", 1, 0), "queued", HELD_COMMAND);
    osb_execution *first = NULL, *second = NULL;
    CHECK_INT(osb_sandbox_wait_ready(fixture.sandbox, -1, NULL, NULL), OSB_OK);
    CHECK_INT(osb_command_start(fixture.sandbox, "true", fixture.options, NULL, NULL, &first, NULL), OSB_OK);
    scripted_wait("queued", "head", "POST", "/execd/command", 1);
    CHECK_INT(osb_command_start(fixture.sandbox, "true", fixture.options, NULL, NULL, &second, NULL), OSB_OK);
    osb_execution_cancel(second);
    CHECK_INT(osb_execution_wait(second, NULL, &fixture.result, &fixture.error), OSB_ERR_CANCELLED);
    fixture_forget(&fixture);
    scripted_signal("queued", "go");
    CHECK_INT(osb_execution_wait(first, NULL, &fixture.result, NULL), OSB_OK);
    CHECK_INT(osb_result_exit_code(fixture.result), 0);
    CHECK_INT(scripted_count("queued", "head", "POST", "/execd/command"), 1);
    osb_execution_free(first);
    osb_execution_free(second);
    fixture_close(&fixture);
}

TEST(a_client_with_a_full_budget_can_be_freed)
{
    struct fixture fixture = fixture_open_with(limited_config("full", 1, 0), "full", HELD_COMMAND);
    osb_execution *executions[3];
    CHECK_INT(osb_sandbox_wait_ready(fixture.sandbox, -1, NULL, NULL), OSB_OK);
    for (int i = 0; i < 3; i++)
        CHECK_INT(osb_command_start(fixture.sandbox, "true", fixture.options, NULL, NULL, &executions[i], NULL), OSB_OK);
    scripted_wait("full", "head", "POST", "/execd/command", 1);
    for (int i = 0; i < 3; i++)
        osb_execution_free(executions[i]);
    fixture_close(&fixture);
    scripted_wait("full", "close", NULL, NULL, 1);
}

/* ---- How long they stay ---- */

TEST(a_connection_is_kept_and_used_again)
{
    scripted_define("kept", GET_ROUTE RUNNING);
    osb_client *client = fixture_client("kept");
    for (int i = 0; i < 5; i++)
        CHECK_INT(get(client, "sb-1", NULL), OSB_OK);
    CHECK_INT(connections("kept"), 1);
    osb_client_free(client);
}

TEST(one_that_may_not_stay_unused_is_closed)
{
    scripted_define("brief", GET_ROUTE RUNNING);
    osb_config *config = fixture_config("brief");
    CHECK_INT(osb_config_set_idle_age(config, 1), OSB_OK);
    osb_client *client = fixture_client_with(config);
    CHECK_INT(get(client, "sb-1", NULL), OSB_OK);
    struct timespec pause = {.tv_nsec = 20000000}; /* what is tested is that time has passed */
    nanosleep(&pause, NULL);
    CHECK_INT(get(client, "sb-1", NULL), OSB_OK);
    CHECK_INT(connections("brief"), 2);
    osb_client_free(client);
}

/* ---- How they are made ---- */

static int kept_alive, silence;

static void note_keep_alive(int descriptor)
{
    int on = 0, seconds = 0;
    socklen_t size = sizeof on;
    getsockopt(descriptor, SOL_SOCKET, SO_KEEPALIVE, &on, &size);
    size = sizeof seconds;
    getsockopt(descriptor, IPPROTO_TCP, TCP_KEEPIDLE, &seconds, &size);
    if (on) {
        kept_alive++;
        silence = seconds;
    }
}

/* How many of the sockets after a call ask after their other side; `milliseconds` of 0 leaves the default. */
static int probing_sockets(int64_t milliseconds)
{
    scripted_define("alive", GET_ROUTE RUNNING);
    osb_config *config = fixture_config("alive");
    if (milliseconds)
        CHECK_INT(osb_config_set_keep_alive(config, milliseconds), OSB_OK);
    osb_client *client = fixture_client_with(config);
    CHECK_INT(get(client, "sb-1", NULL), OSB_OK);
    kept_alive = silence = 0;
    each_socket(note_keep_alive);
    osb_client_free(client);
    return kept_alive;
}

TEST(keep_alive_is_settable)
{
    CHECK_INT(probing_sockets(0), 1);
    CHECK_INT(silence, 60);
    CHECK_INT(probing_sockets(7000), 1);
    CHECK_INT(silence, 7);
    CHECK_INT(probing_sockets(-1), 0);
}

/* ---- Several addresses ---- */

/* libcurl asks for names through this, too. "two.test" has an address where a connection is never answered, and then one that is. */
static struct addrinfo two[2];
static struct sockaddr_in addresses[2];

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
    int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
    *(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
    if (!name || strcmp(name, "two.test") != 0)
        return real(name, service, hints, out);
    *out = two;
    return 0;
}

void freeaddrinfo(struct addrinfo *list)
{
    void (*real)(struct addrinfo *);
    *(void **)&real = dlsym(RTLD_NEXT, "freeaddrinfo");
    if (list != two)
        real(list);
}

/* A port of 127.0.0.2 whose listener has no room: what knocks there hears nothing. */
static int deaf_listener(int port, int knocks[2])
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(0x7f000002)};
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 0) != 0)
        check_stop("no deaf listener");
    for (int i = 0; i < 2; i++) {
        knocks[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        connect(knocks[i], (struct sockaddr *)&address, sizeof address);
    }
    return listener;
}

/* A config for a script by a name whose first address is dead. */
struct two_addresses {
    int listener, knocks[2];
};

static osb_config *two_addresses_config(const char *script, struct two_addresses *ends)
{
    struct scripted_domain domain = scripted_domain(script);
    int port = atoi(strchr(domain.text, ':') + 1);
    char name[200];
    ends->listener = deaf_listener(port, ends->knocks);
    for (int i = 0; i < 2; i++) {
        addresses[i] = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(i == 0 ? 0x7f000002 : 0x7f000001)};
        two[i] = (struct addrinfo){.ai_family = AF_INET, .ai_socktype = SOCK_STREAM, .ai_addrlen = sizeof addresses[i],
                                   .ai_addr = (struct sockaddr *)&addresses[i], .ai_next = i == 0 ? &two[1] : NULL};
    }
    snprintf(name, sizeof name, "two.test%s", strchr(domain.text, ':'));
    osb_config *config = fixture_config(script);
    osb_config_set_domain(config, name);
    osb_config_set_connect_timeout(config, 4000);
    return config;
}

static void close_two_addresses(struct two_addresses *ends)
{
    close(ends->listener);
    close(ends->knocks[0]);
    close(ends->knocks[1]);
}

TEST(when_the_first_address_is_dead_the_second_answers)
{
    struct two_addresses ends;
    scripted_define("two", GET_ROUTE RUNNING);
    osb_client *client = fixture_client_with(two_addresses_config("two", &ends));
    CHECK_INT(get(client, "sb-1", NULL), OSB_OK);
    CHECK_INT(scripted_count("two", "request", NULL, NULL), 1);
    osb_client_free(client);
    close_two_addresses(&ends);
}

TEST(so_it_does_for_an_execution)
{
    struct two_addresses ends;
    osb_sandbox *sandbox = NULL;
    osb_execution *execution = NULL;
    osb_result *result = NULL;
    osb_error *error = NULL;
    scripted_define("two", SANDBOX_ROUTES COMMAND_ROUTE WHOLE_STREAM);
    osb_client *client = fixture_client_with(two_addresses_config("two", &ends));
    CHECK_INT(osb_sandbox_attach(client, "sb-1", &sandbox, NULL), OSB_OK);
    CHECK_INT(osb_command_start(sandbox, "true", NULL, NULL, NULL, &execution, NULL), OSB_OK);
    if (osb_execution_wait(execution, NULL, &result, &error) != OSB_OK)
        fixture_stop("wait", error);
    CHECK_INT(osb_result_exit_code(result), 0);
    osb_result_free(result);
    osb_execution_free(execution);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
    close_two_addresses(&ends);
}

/* ---- Freed while in use ---- */

TEST(a_client_freed_while_a_call_runs_is_there_until_the_call_ends)
{
    scripted_define("freed", HELD_ROUTE);
    osb_client *client = fixture_client("freed");
    struct call *held = begin_call(client, "held");
    scripted_wait("freed", "request", NULL, NULL, 1);
    osb_client_free(client);
    scripted_signal("freed", "go");
    CHECK_INT(end_call(held), OSB_OK);
    scripted_wait("freed", "close", NULL, NULL, 1);
}
