/* Every way to run a command, on any OpenSandbox: executions, queues, background commands and sessions (live.h). */
#include "live.h"

#include <poll.h>
#include <pthread.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- Executions ---- */

static osb_execution *start_on(osb_queue *queue, const char *command, osb_command_options *options, void *user_data)
{
    osb_execution *execution = NULL;
    osb_error *error = NULL;
    if (osb_command_start(sandbox(), command, options, queue, user_data, &execution, &error) != OSB_OK)
        stop(command, error);
    osb_command_options_free(options);
    return execution;
}

static osb_execution *start(const char *command, osb_command_options *options)
{
    return start_on(NULL, command, options, NULL);
}

static osb_event *next(osb_execution *execution)
{
    osb_event *event = NULL;
    osb_error *error = NULL;
    if (osb_execution_next(execution, -1, NULL, &event, &error) != OSB_OK)
        stop("next", error);
    return event;
}

static osb_result *wait_for(osb_execution *execution)
{
    osb_result *result = NULL;
    osb_error *error = NULL;
    if (osb_execution_wait(execution, NULL, &result, &error) != OSB_OK)
        stop("wait", error);
    return result;
}

/* Pulls events until one of this kind, which is returned. */
static osb_event *next_of(osb_execution *execution, osb_kind kind)
{
    for (;;) {
        osb_event *event = next(execution);
        if (osb_event_kind(event) == kind)
            return event;
        if (osb_event_kind(event) == OSB_EVENT_END)
            check_stop("no event of kind %d came", (int)kind);
        osb_event_free(event);
    }
}

TEST(an_execution_tells_its_story_in_order)
{
    osb_execution *execution = start("echo one; sleep 0.2; echo two >&2; sleep 0.2; echo three; exit 3", NULL);
    char story[256] = "";
    uint64_t sequence = 0;
    for (int ended = 0; !ended;) {
        osb_event *event = next(execution);
        size_t size = 0;
        const char *data = osb_event_data(event, &size);
        char line[128];
        CHECK_INT(osb_event_sequence(event), sequence++);
        CHECK(osb_event_execution(event) == execution);
        ended = osb_event_kind(event) == OSB_EVENT_END;
        if (osb_event_kind(event) == OSB_EVENT_STARTED)
            CHECK_STR(data, osb_execution_id(execution));
        else if (ended)
            check_exited(osb_event_result(event), 3);
        else
            CHECK(osb_event_timestamp(event) > 0);
        snprintf(line, sizeof line, "%d:%.*s ", (int)osb_event_kind(event), osb_event_kind(event) == OSB_EVENT_STARTED ? 0 : (int)size, data ? data : "");
        strncat(story, line, sizeof story - strlen(story) - 1);
        osb_event_free(event);
    }
    CHECK_STR(story, "1: 2:one 3:two 2:three 6: 9: ");
    osb_execution_free(execution);
}

TEST(waiting_gives_what_running_gives)
{
    osb_execution *execution = start("echo out; echo err >&2; exit 5", NULL);
    osb_result *result = wait_for(execution);
    check_exited(result, 5);
    CHECK_STR(osb_result_stdout(result, NULL), "out\n");
    CHECK_STR(osb_result_stderr(result, NULL), "err\n");
    CHECK_STR(osb_result_execution_id(result), osb_execution_id(execution));
    osb_result_free(result);
    osb_execution_free(execution);
}

TEST(a_cancelled_execution_is_killed)
{
    osb_execution *execution = start(LONG_COMMAND, NULL);
    osb_event_free(next_of(execution, OSB_EVENT_STDOUT));
    osb_execution_cancel(execution);
    osb_result *result = wait_for(execution);
    CHECK_INT(osb_result_ended(result), OSB_ENDED_CANCELLED);
    CHECK_INT(osb_result_exit_code(result), -1);
    check_gone(result);
    osb_result_free(result);
    osb_execution_free(execution);
}

TEST(a_freed_execution_is_killed)
{
    osb_execution *execution = start(LONG_COMMAND, NULL);
    osb_event *event = next_of(execution, OSB_EVENT_STDOUT);
    char command[320];
    long pid = strtol(osb_event_data(event, NULL), NULL, 10);
    osb_event_free(event);
    REQUIRE(pid > 0);
    osb_execution_free(execution);
    /* The shell's own "echo" tells check_gone() which process it is about. */
    snprintf(command, sizeof command, "echo %ld", pid);
    osb_result *result = run(command);
    check_gone(result);
    osb_result_free(result);
}

TEST(an_interrupted_command_may_say_goodbye)
{
    osb_error *error = NULL;
    osb_execution *execution = start("trap 'echo bye; exit 9' TERM; echo ready; while :; do sleep 0.1; done", NULL);
    osb_event_free(next_of(execution, OSB_EVENT_STDOUT));
    if (osb_execution_interrupt(execution, NULL, &error) != OSB_OK)
        stop("interrupt", error);
    osb_result *result = wait_for(execution);
    check_exited(result, 9);
    CHECK_CONTAINS(osb_result_stdout(result, NULL), "bye\n");
    CHECK_INT(osb_execution_interrupt(execution, NULL, &error), OSB_ERR_CONFLICT);
    osb_error_free(error);
    osb_result_free(result);
    osb_execution_free(execution);
}

TEST(the_daemons_timeout_is_told_from_a_kill)
{
    osb_command_options *options = osb_command_options_new();
    CHECK_INT(osb_command_options_set_timeout(options, 1500), OSB_OK);
    osb_result *result = run_with("echo begun; sleep 60", options, NULL);
    CHECK_INT(osb_result_ended(result), OSB_ENDED_TIMED_OUT);
    CHECK_INT(osb_error_status(osb_result_error(result)), OSB_ERR_COMMAND_TIMEOUT);
    CHECK_STR(osb_result_stdout(result, NULL), "begun\n");
    osb_result_free(result);

    options = osb_command_options_new();
    CHECK_INT(osb_command_options_set_timeout(options, 3600000), OSB_OK);
    result = run_with("kill -9 $$", options, NULL);
    CHECK_INT(osb_result_ended(result), OSB_ENDED_SIGNALLED);
    CHECK_INT(osb_result_signal(result), 9);
    osb_result_free(result);
}

TEST(an_argument_vector_needs_no_quoting)
{
    static const char *const words[] = {"printf", "[%s]", "two words", "it's", "", "$HOME `id` \"x\" \\", "line\nline", "-n", "\xC3\xA9"};
    osb_command_options *options = osb_command_options_new();
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        CHECK_INT(osb_command_options_add_argv(options, words[i]), OSB_OK);
    osb_result *result = run_with(NULL, options, NULL);
    check_exited(result, 0);
    CHECK_STR(osb_result_stdout(result, NULL), "[two words][it's][][$HOME `id` \"x\" \\][line\nline][-n][\xC3\xA9]\n");
    osb_result_free(result);
}

TEST(a_command_may_run_as_somebody_else)
{
    osb_command_options *options = osb_command_options_new();
    CHECK_INT(osb_command_options_set_uid(options, 1234), OSB_OK);
    CHECK_INT(osb_command_options_set_gid(options, 2345), OSB_OK);
    osb_result *result = run_with("id -u; id -g", options, NULL);
    check_exited(result, 0);
    CHECK_STR(osb_result_stdout(result, NULL), "1234\n2345\n");
    osb_result_free(result);
}

/* ---- Queues ---- */

enum { MEMBERS = 64 };

/* Every line of every member, in order: member N counts from 0 to 100 N - 1 in lines of growing length. */
struct member {
    osb_execution *execution;
    long lines, ends;
};

static void take(struct member *members, const osb_event *event)
{
    struct member *member = osb_event_user_data(event);
    long number = member - members;
    size_t size = 0;
    const char *data = osb_event_data(event, &size);
    if (osb_event_kind(event) == OSB_EVENT_STDOUT) {
        char expected[32];
        snprintf(expected, sizeof expected, "%ld of %ld", member->lines++, number);
        CHECK_STR(data, expected);
    } else if (osb_event_kind(event) == OSB_EVENT_END) {
        member->ends++;
        REQUIRE(osb_event_result(event) != NULL);
        check_exited(osb_event_result(event), (int32_t)number);
    }
}

TEST(a_queue_follows_many_commands)
{
    struct member members[MEMBERS] = {0};
    osb_queue *queue = NULL;
    int ends = 0;
    REQUIRE(osb_queue_new(&queue, NULL) == OSB_OK);
    for (int i = 0; i < MEMBERS; i++) {
        char command[160];
        snprintf(command, sizeof command, "i=0; while [ $i -lt %d ]; do echo $i of %d; i=$((i+1)); done; exit %d", i * 20, i, i);
        members[i].execution = start_on(queue, command, NULL, &members[i]);
    }
    while (ends < MEMBERS) {
        osb_event *events[100];
        size_t count = 0;
        struct pollfd ready = {.fd = osb_queue_fd(queue), .events = POLLIN};
        CHECK(poll(&ready, 1, -1) == 1);
        REQUIRE(osb_queue_poll(queue, 0, events, sizeof events / sizeof *events, &count, NULL) == OSB_OK);
        for (size_t i = 0; i < count; i++) {
            take(members, events[i]);
            ends += osb_event_kind(events[i]) == OSB_EVENT_END;
            osb_event_free(events[i]);
        }
    }
    for (int i = 0; i < MEMBERS; i++) {
        CHECK_INT(members[i].lines, i * 20);
        CHECK_INT(members[i].ends, 1);
        osb_execution_free(members[i].execution);
    }
    osb_queue_free(queue);
}

/* ---- Background ---- */

static char *start_in_background(const char *command, osb_command_options *options)
{
    if (!options)
        options = osb_command_options_new();
    CHECK_INT(osb_command_options_set_background(options, 1), OSB_OK);
    osb_result *result = run_with(command, options, NULL);
    CHECK_INT(osb_result_ended(result), OSB_ENDED_RUNNING);
    char *id = strdup(osb_result_execution_id(result));
    osb_result_free(result);
    return id;
}

static osb_execution *attach(const char *id, const char *cursor, osb_command_options *options)
{
    osb_execution *execution = NULL;
    osb_error *error = NULL;
    if (osb_execution_attach(sandbox(), id, cursor, options, NULL, NULL, &execution, &error) != OSB_OK)
        stop("attach", error);
    osb_command_options_free(options);
    return execution;
}

TEST(a_background_command_outlives_its_connection)
{
    char *id = start_in_background("for i in 1 2 3; do echo out $i; echo err $i >&2; sleep 0.2; done; exit 4", NULL);
    osb_execution *execution = attach(id, NULL, NULL);
    osb_result *result = wait_for(execution);
    check_exited(result, 4);
    CHECK_STR(osb_result_stdout(result, NULL), "out 1\nerr 1\nout 2\nerr 2\nout 3\nerr 3\n");
    CHECK_STR(osb_result_execution_id(result), id);
    CHECK(osb_result_duration(result) >= 600);

    osb_command_status *status = NULL;
    REQUIRE(osb_execution_get_status(execution, NULL, &status, NULL) == OSB_OK);
    CHECK_STR(osb_command_status_id(status), id);
    CHECK_INT(osb_command_status_running(status), 0);
    CHECK_INT(osb_command_status_exit_code(status), 4);
    CHECK_STR(osb_command_status_error(status), "exit status 4");
    CHECK_CONTAINS(osb_command_status_command(status), "echo out $i");
    CHECK(osb_command_status_started_at(status) > 0);
    CHECK(osb_command_status_finished_at(status) >= osb_command_status_started_at(status));
    osb_command_status_free(status);
    osb_result_free(result);
    osb_execution_free(execution);
    free(id);
}

TEST(a_follow_goes_on_from_a_cursor)
{
    char *id = start_in_background("for i in $(seq 1 30); do printf 'part %s|' $i; sleep 0.02; done", NULL);
    char whole[1024] = "", expected[1024] = "", *cursor = NULL;
    for (int i = 1; i <= 30; i++)
        snprintf(expected + strlen(expected), sizeof expected - strlen(expected), "part %d|", i);
    /* Each follow takes one piece of the log and is given up. */
    for (int ended = 0; !ended;) {
        osb_execution *execution = attach(id, cursor, NULL);
        for (int done = 0; !done;) {
            osb_event *event = next(execution);
            size_t size = 0;
            const char *data = osb_event_data(event, &size);
            ended = osb_event_kind(event) == OSB_EVENT_END;
            done = ended || osb_event_kind(event) == OSB_EVENT_LOG;
            if (osb_event_kind(event) == OSB_EVENT_LOG) {
                strncat(whole, data, size);
                free(cursor);
                cursor = strdup(osb_event_cursor(event));
            }
            osb_event_free(event);
        }
        osb_execution_free(execution);
    }
    CHECK_STR(whole, expected);
    free(cursor);
    free(id);
}

/* The first process: starts a command, tells its id, and waits to be killed. */
_Noreturn static void be_the_first(const char *sandbox_id, int pipe_end)
{
    osb_client *client = new_client();
    osb_sandbox *same = NULL;
    osb_result *result = NULL;
    osb_command_options *options = osb_command_options_new();
    if (osb_sandbox_attach(client, sandbox_id, &same, NULL) != OSB_OK || osb_command_options_set_background(options, 1) != OSB_OK
        || osb_command_run(same, "echo begun; sleep 1; echo finished; exit 7", options, NULL, &result, NULL) != OSB_OK)
        _exit(1);
    const char *id = osb_result_execution_id(result);
    if (write(pipe_end, id, strlen(id)) <= 0)
        _exit(1);
    for (;;)
        pause();
}

TEST(another_process_takes_over_when_the_first_dies)
{
    int ids[2];
    REQUIRE(pipe(ids) == 0);
    const char *sandbox_id = osb_sandbox_id(sandbox()); /* the child's handles are dead */
    pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0)
        be_the_first(sandbox_id, ids[1]);
    close(ids[1]);
    char id[256] = "";
    REQUIRE(read(ids[0], id, sizeof id - 1) > 0);
    CHECK_INT(kill(child, 9), 0);
    CHECK(waitpid(child, NULL, 0) == child);
    close(ids[0]);

    osb_execution *execution = attach(id, NULL, NULL);
    osb_result *result = wait_for(execution);
    check_exited(result, 7);
    CHECK_STR(osb_result_stdout(result, NULL), "begun\nfinished\n");
    osb_result_free(result);
    osb_execution_free(execution);
}

TEST(a_background_command_is_interrupted)
{
    char *id = start_in_background("echo begun; sleep 3600", NULL);
    osb_execution *execution = attach(id, NULL, NULL);
    osb_event_free(next_of(execution, OSB_EVENT_LOG));
    REQUIRE(osb_execution_interrupt(execution, NULL, NULL) == OSB_OK);
    osb_result *result = wait_for(execution);
    CHECK_INT(osb_result_ended(result), OSB_ENDED_SIGNALLED);
    CHECK_INT(osb_result_signal(result), 15);
    osb_result_free(result);
    osb_execution_free(execution);
    free(id);
}

TEST(cancelling_a_follow_leaves_the_command_alone)
{
    char *id = start_in_background("echo begun; sleep 1; echo done", NULL);
    osb_execution *execution = attach(id, NULL, NULL);
    osb_event_free(next_of(execution, OSB_EVENT_LOG));
    osb_execution_cancel(execution);
    osb_result *result = wait_for(execution);
    CHECK_INT(osb_result_ended(result), OSB_ENDED_CANCELLED);
    osb_result_free(result);
    osb_execution_free(execution);

    execution = attach(id, NULL, NULL);
    result = wait_for(execution);
    check_exited(result, 0);
    CHECK_STR(osb_result_stdout(result, NULL), "begun\ndone\n");
    osb_result_free(result);
    osb_execution_free(execution);
    free(id);
}

TEST(a_background_commands_timeout_is_told)
{
    osb_command_options *options = osb_command_options_new();
    CHECK_INT(osb_command_options_set_timeout(options, 1200), OSB_OK);
    char *id = start_in_background("sleep 60", options);
    options = osb_command_options_new();
    CHECK_INT(osb_command_options_set_timeout(options, 1200), OSB_OK);
    osb_execution *execution = attach(id, NULL, options);
    osb_result *result = wait_for(execution);
    CHECK_INT(osb_result_ended(result), OSB_ENDED_TIMED_OUT);
    CHECK_INT(osb_error_status(osb_result_error(result)), OSB_ERR_COMMAND_TIMEOUT);
    osb_result_free(result);
    osb_execution_free(execution);
    free(id);
}

TEST(nobody_follows_what_is_not_there)
{
    osb_result *result = NULL;
    osb_error *error = NULL;
    osb_execution *execution = attach("0123456789abcdef0123456789abcdef", NULL, NULL);
    CHECK_INT(osb_execution_wait(execution, NULL, &result, &error), OSB_ERR_NOT_FOUND);
    osb_error_free(error);
    osb_execution_free(execution);
}

static int32_t count_zeros(const char *data, size_t size, void *user_data)
{
    uint64_t *count = user_data;
    for (size_t i = 0; i < size; i++)
        *count += data[i] == 0;
    return 0;
}

/* Peak memory of this process, in KiB. */
static long peak(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

TEST(a_log_of_a_gibibyte_is_followed_in_flat_memory)
{
    /* The library under valgrind or on a slow server has no business here. */
    static const uint64_t GIBIBYTE = (uint64_t)1 << 30;
    uint64_t zeros = 0;
    char *id = start_in_background("head -c 1073741824 /dev/zero", NULL);
    osb_command_options *options = osb_command_options_new();
    CHECK_INT(osb_command_options_set_collect(options, 0), OSB_OK);
    CHECK_INT(osb_command_options_on_log(options, count_zeros, &zeros, NULL), OSB_OK);
    osb_execution *execution = attach(id, NULL, options);
    long before = peak();
    osb_result *result = wait_for(execution);
    check_exited(result, 0);
    CHECK(zeros == GIBIBYTE);
    CHECK(peak() - before < 8 * 1024);
    osb_result_free(result);
    osb_execution_free(execution);
    free(id);
}

/* ---- Sessions ---- */

static osb_session *new_session(const char *cwd)
{
    osb_session *session = NULL;
    osb_error *error = NULL;
    if (osb_session_create(sandbox(), cwd, NULL, &session, &error) != OSB_OK)
        stop("session", error);
    return session;
}

static osb_result *run_in(osb_session *session, const char *command, osb_command_options *options)
{
    osb_result *result = NULL;
    osb_error *error = NULL;
    if (osb_session_run(session, command, options, NULL, &result, &error) != OSB_OK)
        stop(command, error);
    osb_command_options_free(options);
    return result;
}

TEST(a_session_remembers)
{
    osb_session *session = new_session("/tmp");
    osb_result *result = run_in(session, "pwd; export COLOUR='deep blue'; cd /; echo err >&2", NULL);
    check_exited(result, 0);
    CHECK_STR(osb_result_stdout(result, NULL), "/tmp\nerr\n");
    osb_result_free(result);

    osb_session *same = NULL;
    REQUIRE(osb_session_attach(sandbox(), osb_session_id(session), &same, NULL) == OSB_OK);
    result = run_in(same, "echo \"$COLOUR\"; pwd; false", NULL);
    check_exited(result, 1);
    CHECK_STR(osb_result_stdout(result, NULL), "deep blue\n/\n");
    osb_result_free(result);

    osb_execution *execution = NULL;
    REQUIRE(osb_session_start(session, "echo started in $PWD", NULL, NULL, NULL, &execution, NULL) == OSB_OK);
    result = wait_for(execution);
    check_exited(result, 0);
    CHECK_STR(osb_result_stdout(result, NULL), "started in /\n");
    osb_result_free(result);
    osb_execution_free(execution);

    CHECK_INT(osb_session_delete(session, NULL, NULL), OSB_OK);
    CHECK_INT(osb_session_delete(session, NULL, NULL), OSB_ERR_NOT_FOUND);
    CHECK_INT(osb_session_run(session, "true", NULL, NULL, &result, NULL), OSB_ERR_NOT_FOUND);
    osb_session_free(same);
    osb_session_free(session);
}

TEST(a_sessions_timeout_is_told)
{
    osb_session *session = new_session(NULL);
    osb_command_options *options = osb_command_options_new();
    CHECK_INT(osb_command_options_set_timeout(options, 1000), OSB_OK);
    osb_result *result = run_in(session, "echo begun; sleep 2", options);
    CHECK_INT(osb_result_ended(result), OSB_ENDED_TIMED_OUT);
    CHECK_INT(osb_error_status(osb_result_error(result)), OSB_ERR_COMMAND_TIMEOUT);
    CHECK_STR(osb_result_stdout(result, NULL), "begun\n");
    osb_result_free(result);
    osb_session_delete(session, NULL, NULL);
    osb_session_free(session);
}

/* ---- The sandbox's own variables ---- */

TEST(a_variable_is_set_for_later_commands)
{
    static const char *const values[] = {"plain", "two words", "a=b", "", "it's", "#1"};
    osb_create_options *options = new_options();
    CHECK_INT(osb_create_options_set_env(options, "EXECD_ENVS", "/tmp/variables/of/this"), OSB_OK);
    osb_sandbox *created = new_sandbox(options);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        osb_result *result = NULL;
        osb_error *error = NULL;
        char expected[64];
        if (osb_command_set_env(created, "SHADE", values[i], NULL, &error) != OSB_OK)
            stop(values[i], error);
        REQUIRE(osb_command_run(created, "printf '[%s]' \"$SHADE\"", NULL, NULL, &result, NULL) == OSB_OK);
        snprintf(expected, sizeof expected, "[%s]\n", values[i]);
        CHECK_STR(osb_result_stdout(result, NULL), expected);
        osb_result_free(result);
    }
    CHECK_INT(osb_sandbox_kill(created, NULL, NULL), OSB_OK);
    osb_sandbox_free(created);
    CHECK_INT(osb_command_set_env(sandbox(), "SHADE", "x", NULL, NULL), OSB_ERR_UNSUPPORTED);
}

/* ---- A sandbox that goes ---- */

TEST(a_sandbox_that_goes_takes_its_streams_along)
{
    osb_sandbox *created = new_sandbox(new_options());
    osb_execution *execution = NULL;
    REQUIRE(osb_command_start(created, "echo begun; sleep 3600", NULL, NULL, NULL, &execution, NULL) == OSB_OK);
    osb_event_free(next_of(execution, OSB_EVENT_STDOUT));
    CHECK_INT(osb_sandbox_kill(created, NULL, NULL), OSB_OK);
    osb_result *result = wait_for(execution);
    CHECK_INT(osb_result_ended(result), OSB_ENDED_LOST);
    CHECK_INT(osb_result_exit_code(result), -1);
    CHECK_STR(osb_result_stdout(result, NULL), "begun\n");
    CHECK(osb_result_error(result) != NULL);
    osb_result_free(result);
    osb_execution_free(execution);
    osb_sandbox_free(created);
}
