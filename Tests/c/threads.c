/* Many threads on one client, one cancel, one result: what each gets is its own, byte for byte. */
#include "check.h"
#include "fixture.h"
#include "scripted.h"

#include <opensandbox.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 8, RUNS = 3, LINES = 100 };

/* Starts a thread for each element of an array, and waits for all of them. */
static void on_threads(int count, void *(*body)(void *), void *elements, size_t size)
{
    pthread_t threads[THREADS];
    for (int i = 0; i < count; i++)
        if (pthread_create(&threads[i], NULL, body, (char *)elements + (size_t)i * size) != 0)
            check_stop("no thread could be started");
    for (int i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
}

/* ---- One client ---- */

/* The next sandbox is sb-0, then sb-1, …; each has a daemon of its own, whose output says whose it is. */
static void define_crowd(void)
{
    static char script[16384];
    size_t used = 0;
    for (int i = 0; i < THREADS; i++)
        used += (size_t)snprintf(script + used, sizeof script - used,
                                 "on POST /v1/sandboxes\n"
                                 "  respond 202 application/json {'id':'sb-%d','status':{'state':'Running'}}\n"
                                 "on GET /v1/sandboxes/sb-%d/endpoints/44772\n"
                                 "  respond 200 application/json {'endpoint':'$BASE/execd-%d'}\n"
                                 "on POST /execd-%d/command\n"
                                 "  head 200 text/event-stream chunked\n"
                                 "  event {'type':'init','text':'cmd-%d','timestamp':1}\n"
                                 "  repeat %d pieces 7 event {'type':'stdout','text':'sb-%d says line $I','timestamp':1}\n"
                                 "  event {'type':'execution_complete','execution_time':5,'timestamp':1}\n",
                                 i, i, i, i, i, LINES, i);
    scripted_define("crowd", script);
}

struct member {
    osb_client *client;
    char id[16], expected[LINES * 32];
    size_t seen; /* bytes of expected that the callback has been given */
    int ran;
};

static int32_t compare_line(const char *data, size_t size, void *user_data)
{
    struct member *member = user_data;
    const char *at = member->expected + member->seen;
    CHECK(strncmp(at, data, size) == 0 && at[size] == '\n');
    member->seen += size + 1;
    return 0;
}

static void expect_output(struct member *member)
{
    size_t used = 0;
    for (int line = 0; line < LINES; line++)
        used += (size_t)snprintf(member->expected + used, sizeof member->expected - used, "%s says line %d\n", member->id, line);
}

static void *create_and_run(void *context)
{
    struct member *member = context;
    osb_sandbox *sandbox = fixture_sandbox(member->client);
    osb_command_options *options = osb_command_options_new();
    snprintf(member->id, sizeof member->id, "%s", osb_sandbox_id(sandbox));
    expect_output(member);
    osb_command_options_on_stdout(options, compare_line, member, NULL);
    for (int run = 0; run < RUNS; run++) {
        member->seen = 0;
        osb_result *result = fixture_result(sandbox, options, NULL);
        size_t size;
        CHECK_STR(osb_result_stdout(result, &size), member->expected);
        CHECK_INT(size, strlen(member->expected));
        CHECK_INT(member->seen, size);
        CHECK_INT(osb_result_exit_code(result), 0);
        CHECK_CONTAINS(osb_result_execution_id(result), strchr(member->id, '-'));
        osb_result_free(result);
        member->ran++;
    }
    osb_command_options_free(options);
    osb_sandbox_free(sandbox);
    return NULL;
}

static void run_crowd(osb_client *client)
{
    static struct member members[THREADS];
    memset(members, 0, sizeof members);
    for (int i = 0; i < THREADS; i++)
        members[i].client = client;
    on_threads(THREADS, create_and_run, members, sizeof *members);
    for (int i = 0; i < THREADS; i++) {
        CHECK_INT(members[i].ran, RUNS);
        for (int other = 0; other < i; other++)
            CHECK(strcmp(members[i].id, members[other].id) != 0);
    }
    CHECK_INT(scripted_count("crowd", "request", "POST", "/v1/sandboxes"), THREADS);
}

TEST(threads_on_one_client_get_their_own_output)
{
    define_crowd();
    osb_client *client = fixture_client("crowd");
    run_crowd(client);
    osb_client_free(client);
}

TEST(threads_on_one_client_over_tls_get_their_own_output)
{
    define_crowd();
    osb_client *client = fixture_client_with(fixture_tls_config("crowd"));
    run_crowd(client);
    osb_client_free(client);
}

/* ---- Executions ---- */

static void *start_and_pull(void *context)
{
    struct member *member = context;
    osb_sandbox *sandbox = fixture_sandbox(member->client);
    snprintf(member->id, sizeof member->id, "%s", osb_sandbox_id(sandbox));
    expect_output(member);
    for (int run = 0; run < RUNS; run++) {
        osb_execution *execution = NULL;
        osb_event *event = NULL;
        uint64_t sequence = 0;
        member->seen = 0;
        CHECK_INT(osb_command_start(sandbox, "true", NULL, NULL, NULL, &execution, NULL), OSB_OK);
        while (osb_execution_next(execution, -1, NULL, &event, NULL) == OSB_OK) {
            size_t size = 0;
            const char *data = osb_event_data(event, &size);
            CHECK_INT(osb_event_sequence(event), sequence++);
            if (osb_event_kind(event) == OSB_EVENT_STDOUT)
                compare_line(data, size, member);
            if (osb_event_kind(event) == OSB_EVENT_END)
                CHECK_STR(osb_result_stdout(osb_event_result(event), NULL), member->expected);
            osb_event_free(event);
        }
        CHECK_INT(sequence, LINES + 3);
        CHECK_INT(member->seen, strlen(member->expected));
        osb_execution_free(execution);
        member->ran++;
    }
    osb_sandbox_free(sandbox);
    return NULL;
}

TEST(threads_pull_their_own_executions_of_one_client)
{
    static struct member members[THREADS];
    define_crowd();
    osb_client *client = fixture_client("crowd");
    for (int i = 0; i < THREADS; i++)
        members[i].client = client;
    on_threads(THREADS, start_and_pull, members, sizeof *members);
    for (int i = 0; i < THREADS; i++)
        CHECK_INT(members[i].ran, RUNS);
    osb_client_free(client);
}

static void *start_cancel_and_free(void *context)
{
    osb_sandbox *sandbox = *(osb_sandbox **)context;
    for (int i = 0; i < 50; i++) {
        osb_execution *execution = NULL;
        osb_event *event = NULL;
        CHECK_INT(osb_command_start(sandbox, "true", NULL, NULL, NULL, &execution, NULL), OSB_OK);
        for (int pulled = 0; pulled < i % 4; pulled++) {
            CHECK_INT(osb_execution_next(execution, -1, NULL, &event, NULL), OSB_OK);
            osb_event_free(event);
        }
        if (i % 3 == 0)
            osb_execution_cancel(execution);
        osb_execution_free(execution);
    }
    return NULL;
}

TEST(executions_are_left_in_any_state_by_many_threads)
{
    osb_sandbox *shared[THREADS];
    scripted_define("left", SANDBOX_ROUTES COMMAND_ROUTE STREAM INIT "  repeat 200 event {'type':'stdout','text':'line $I','timestamp':1}\n" COMPLETE);
    osb_client *client = fixture_client("left");
    osb_sandbox *sandbox = fixture_sandbox(client);
    for (int i = 0; i < THREADS; i++)
        shared[i] = sandbox;
    on_threads(THREADS, start_cancel_and_free, shared, sizeof *shared);
    osb_result *result = fixture_result(sandbox, NULL, NULL);
    CHECK_INT(osb_result_exit_code(result), 0);
    osb_result_free(result);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

/* ---- A client freed by one thread while others use what came of it ---- */

static pthread_barrier_t barrier;

static void *outlive_the_client(void *context)
{
    osb_sandbox *sandbox = *(osb_sandbox **)context;
    pthread_barrier_wait(&barrier);
    for (int run = 0; run < RUNS; run++) {
        osb_result *result = fixture_result(sandbox, NULL, NULL);
        CHECK_INT(osb_result_exit_code(result), 0);
        osb_result_free(result);
    }
    osb_sandbox_free(sandbox);
    return NULL;
}

static void *free_the_client(void *client)
{
    pthread_barrier_wait(&barrier);
    osb_client_free(client);
    return NULL;
}

TEST(a_client_may_be_freed_while_its_sandboxes_are_in_use)
{
    osb_sandbox *sandboxes[4];
    pthread_t freeing;
    define_crowd();
    osb_client *client = fixture_client("crowd");
    for (int i = 0; i < 4; i++)
        sandboxes[i] = fixture_sandbox(client);
    pthread_barrier_init(&barrier, NULL, 5);
    REQUIRE(pthread_create(&freeing, NULL, free_the_client, client) == 0);
    on_threads(4, outlive_the_client, sandboxes, sizeof *sandboxes);
    pthread_join(freeing, NULL);
    pthread_barrier_destroy(&barrier);
}

/* ---- One cancel ---- */

static const char stalling[] =
    SANDBOX_ROUTES COMMAND_ROUTE STREAM INIT LINE("so far")
    "  stall\n";

struct stalled {
    osb_sandbox *sandbox;
    osb_cancel *cancel;
    osb_result *result;
};

static int32_t arrive(const char *data, size_t size, void *user_data)
{
    (void)data, (void)size, (void)user_data;
    pthread_barrier_wait(&barrier);
    return 0;
}

static void *run_until_cancelled(void *context)
{
    struct stalled *stalled = context;
    osb_command_options *options = osb_command_options_new();
    osb_command_options_on_stdout(options, arrive, NULL, NULL);
    stalled->result = fixture_result(stalled->sandbox, options, stalled->cancel);
    osb_command_options_free(options);
    return NULL;
}

static void *cancel_all(void *cancel)
{
    pthread_barrier_wait(&barrier); /* all of them have had their line of output */
    osb_cancel_trigger(cancel);
    return NULL;
}

TEST(one_cancel_ends_the_calls_of_four_threads)
{
    struct stalled calls[4];
    pthread_t cancelling;
    scripted_define("stalling", stalling);
    osb_client *client = fixture_client("stalling");
    osb_sandbox *sandbox = fixture_sandbox(client);
    osb_cancel *cancel = osb_cancel_new();
    for (int i = 0; i < 4; i++)
        calls[i] = (struct stalled){sandbox, cancel, NULL};
    pthread_barrier_init(&barrier, NULL, 5);
    REQUIRE(pthread_create(&cancelling, NULL, cancel_all, cancel) == 0);
    on_threads(4, run_until_cancelled, calls, sizeof *calls);
    pthread_join(cancelling, NULL);
    pthread_barrier_destroy(&barrier);
    for (int i = 0; i < 4; i++) {
        CHECK_INT(osb_result_ended(calls[i].result), OSB_ENDED_CANCELLED);
        CHECK_INT(osb_error_status(osb_result_error(calls[i].result)), OSB_ERR_CANCELLED);
        CHECK_STR(osb_result_stdout(calls[i].result, NULL), "so far\n");
        osb_result_free(calls[i].result);
    }
    scripted_wait("stalling", "abort", "POST", "/execd/command", 4); /* the server saw each stream closed */

    osb_result *later = NULL;
    CHECK_INT(osb_command_run(sandbox, "true", NULL, cancel, &later, NULL), OSB_ERR_CANCELLED);
    CHECK_INT(scripted_count("stalling", "request", "POST", "/execd/command"), 4);
    CHECK(later == NULL);
    osb_cancel_free(cancel);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

/* ---- One result ---- */

static void *read_result(void *context)
{
    const osb_result *result = *(const osb_result **)context;
    for (int i = 0; i < 200; i++) {
        size_t size = 0;
        CHECK_STR(osb_result_stdout(result, &size), "so far\n");
        CHECK_INT(size, 7);
        CHECK_STR(osb_result_stderr(result, NULL), "");
        CHECK_STR(osb_result_execution_id(result), "cmd-1");
        CHECK_INT(osb_result_ended(result), OSB_ENDED_LOST);
        CHECK_INT(osb_error_status(osb_result_error(result)), OSB_ERR_CONNECTION_LOST);
        CHECK(osb_error_message(osb_result_error(result)) != NULL);
        CHECK_INT(osb_result_exit_code(result), -1);
    }
    return NULL;
}

TEST(one_result_is_read_by_eight_threads)
{
    scripted_define("broken", SANDBOX_ROUTES COMMAND_ROUTE STREAM INIT LINE("so far") "  close\n");
    osb_client *client = fixture_client("broken");
    osb_sandbox *sandbox = fixture_sandbox(client);
    osb_result *result = fixture_result(sandbox, NULL, NULL), *shared[THREADS];
    for (int i = 0; i < THREADS; i++)
        shared[i] = result;
    on_threads(THREADS, read_result, shared, sizeof *shared);
    osb_result_free(result);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}
