/* Queues: one descriptor for any number of executions, from an event loop's side and from many threads'. */
#include "check.h"
#include "entries.h"
#include "events.h"
#include "fixture.h"
#include "scripted.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#define COMMAND "/execd/command"

static osb_queue *new_queue(void)
{
    osb_queue *queue = NULL;
    osb_error *error = NULL;
    if (osb_queue_new(&queue, &error) != OSB_OK)
        fixture_stop("queue", error);
    return queue;
}

/* How many came. */
static size_t poll_queue(osb_queue *queue, int64_t timeout, osb_event **events, size_t capacity)
{
    size_t count = 0;
    osb_error *error = NULL;
    if (osb_queue_poll(queue, timeout, events, capacity, &count, &error) != OSB_OK)
        fixture_stop("poll", error);
    CHECK(count <= capacity);
    return count;
}

static int is_readable(osb_queue *queue, int timeout)
{
    struct pollfd ready = {.fd = osb_queue_fd(queue), .events = POLLIN};
    CHECK(ready.fd >= 0);
    return poll(&ready, 1, timeout) == 1 && (ready.revents & POLLIN);
}

/* Takes what the queue gives, each event to the story that is its execution's user_data, until so many have ended. */
static void poll_until_ended(osb_queue *queue, int count)
{
    while (count > 0) {
        osb_event *events[8];
        size_t got = poll_queue(queue, -1, events, 8);
        for (size_t i = 0; i < got; i++) {
            struct story *story = osb_event_user_data(events[i]);
            story_take(story, events[i]);
            count -= story->ended;
        }
    }
}

/* ---- The descriptor ---- */

TEST(the_descriptor_is_readable_while_there_is_something)
{
    struct story story = {0};
    struct fixture fixture = fixture_open("level", COMMAND_ROUTE "  wait-signal go\n" WHOLE_STREAM);
    osb_queue *queue = new_queue();
    osb_event *event = NULL;
    CHECK(!is_readable(queue, 0));
    story.user_data = &story;
    osb_execution *execution = start_in(&fixture, queue, &story);
    CHECK_INT(poll_queue(queue, 0, &event, 1), 0);
    CHECK(!is_readable(queue, 0));
    scripted_signal("level", "go");
    for (int i = 0; i < 4; i++) { /* started, line, completed, end: one at a time */
        while (!event) {
            CHECK(is_readable(queue, -1));
            CHECK(is_readable(queue, 0)); /* still: it is level-triggered */
            poll_queue(queue, 0, &event, 1);
        }
        story_take(&story, event);
        event = NULL;
    }
    CHECK_STR(story.text, "started cmd-1\nstdout a line\ncompleted 5\nend exited 0\n");
    CHECK_INT(poll_queue(queue, 0, &event, 1), 0);
    CHECK(!is_readable(queue, 0));
    osb_execution_free(execution);
    osb_queue_free(queue);
    fixture_close(&fixture);
}

TEST(poll_waits_no_longer_than_it_shall)
{
    osb_queue *queue = new_queue();
    osb_event *event = (osb_event *)queue;
    CHECK_INT(poll_queue(queue, 0, &event, 1), 0);
    CHECK_INT(poll_queue(queue, 20, &event, 1), 0);
    CHECK(event == (osb_event *)queue);
    osb_queue_free(queue);
}

TEST(a_wake_ends_the_next_poll)
{
    osb_queue *queue = new_queue();
    osb_event *event = NULL;
    osb_queue_wake(queue);
    osb_queue_wake(queue); /* two are as good as one */
    CHECK(is_readable(queue, 0));
    CHECK_INT(poll_queue(queue, -1, &event, 1), 0);
    CHECK_INT(poll_queue(queue, 0, &event, 1), 0);
    CHECK(!is_readable(queue, 0));
    osb_queue_wake(queue);
    CHECK_INT(poll_queue(queue, -1, &event, 1), 0);
    osb_queue_free(queue);
}

static void *wake(void *queue)
{
    osb_queue_wake(queue);
    return NULL;
}

TEST(a_wake_from_another_thread_ends_a_poll)
{
    osb_queue *queue = new_queue();
    for (int i = 0; i < 50; i++) {
        pthread_t thread;
        osb_event *event = NULL;
        REQUIRE(pthread_create(&thread, NULL, wake, queue) == 0);
        CHECK_INT(poll_queue(queue, -1, &event, 1), 0);
        pthread_join(thread, NULL);
    }
    osb_queue_free(queue);
}

/* ---- Many executions ---- */

TEST(a_loud_execution_does_not_keep_a_quiet_one_waiting)
{
    struct story quiet = {0};
    struct fixture fixture = fixture_open("loud",
        COMMAND_ROUTE STREAM INIT "  repeat forever event {'type':'stdout','text':'loud','timestamp':1}\n" COMMAND_ROUTE WHOLE_STREAM);
    osb_command_options_set_collect(fixture.options, 0);
    osb_queue *queue = new_queue();
    osb_execution *loud = start_in(&fixture, queue, NULL);
    scripted_wait("loud", "request", "POST", COMMAND, 1);
    quiet.user_data = &quiet;
    osb_execution *execution = start_in(&fixture, queue, &quiet);
    while (!quiet.ended) {
        osb_event *events[256];
        size_t count = poll_queue(queue, -1, events, 256);
        for (size_t i = 0; i < count; i++)
            if (osb_event_user_data(events[i]))
                story_take(&quiet, events[i]);
            else
                osb_event_free(events[i]);
    }
    CHECK_STR(quiet.text, "started cmd-1\nstdout a line\ncompleted 5\nend exited 0\n");
    /* However much the caller has room for, a poll comes back. */
    static osb_event *many[100000];
    size_t count = poll_queue(queue, 0, many, sizeof many / sizeof *many);
    CHECK(count < sizeof many / sizeof *many);
    for (size_t i = 0; i < count; i++)
        osb_event_free(many[i]);
    osb_execution_free(loud);
    osb_execution_free(execution);
    osb_queue_free(queue);
    fixture_close(&fixture);
}

TEST(executions_of_two_clients_share_a_queue)
{
    struct story stories[2];
    memset(stories, 0, sizeof stories);
    struct fixture one = fixture_open("one", COMMAND_ROUTE STREAM INIT LINE("of one") COMPLETE);
    struct fixture other = fixture_open("other", COMMAND_ROUTE STREAM INIT LINE("of the other") COMPLETE);
    osb_queue *queue = new_queue();
    stories[0].user_data = &stories[0];
    stories[1].user_data = &stories[1];
    osb_execution *first = start_in(&one, queue, &stories[0]), *second = start_in(&other, queue, &stories[1]);
    poll_until_ended(queue, 2);
    CHECK_STR(stories[0].text, "started cmd-1\nstdout of one\ncompleted 5\nend exited 0\n");
    CHECK_STR(stories[1].text, "started cmd-1\nstdout of the other\ncompleted 5\nend exited 0\n");
    osb_execution_free(first);
    osb_execution_free(second);
    osb_queue_free(queue);
    fixture_close(&one);
    fixture_close(&other);
}

TEST(each_queue_gives_its_own)
{
    struct story stories[4];
    memset(stories, 0, sizeof stories);
    osb_execution *executions[4];
    osb_queue *queues[2] = {new_queue(), new_queue()};
    struct fixture fixture = fixture_open("two", COMMAND_ROUTE WHOLE_STREAM);
    for (int i = 0; i < 4; i++) {
        stories[i].user_data = &stories[i];
        executions[i] = start_in(&fixture, queues[i % 2], &stories[i]);
    }
    poll_until_ended(queues[0], 2);
    CHECK(stories[0].ended && stories[2].ended && stories[1].events == 0 && stories[3].events == 0);
    poll_until_ended(queues[1], 2);
    for (int i = 0; i < 4; i++) {
        CHECK_STR(stories[i].text, "started cmd-1\nstdout a line\ncompleted 5\nend exited 0\n");
        osb_execution_free(executions[i]);
    }
    osb_queue_free(queues[0]);
    osb_queue_free(queues[1]);
    fixture_close(&fixture);
}

TEST(a_cancelled_execution_ends_in_its_queue)
{
    struct story story = {0};
    struct fixture fixture = fixture_open("cancel", COMMAND_ROUTE STREAM INIT "  stall\n");
    osb_queue *queue = new_queue();
    story.user_data = &story;
    osb_execution *execution = start_in(&fixture, queue, &story);
    osb_event *event = NULL;
    CHECK_INT(poll_queue(queue, -1, &event, 1), 1);
    story_take(&story, event);
    osb_execution_cancel(execution);
    poll_until_ended(queue, 1);
    CHECK_STR(story.text, "started cmd-1\nend cancelled OSB_ERR_CANCELLED\n");
    osb_execution_free(execution);
    osb_queue_free(queue);
    fixture_close(&fixture);
}

/* ---- Free ---- */

TEST(freeing_a_queue_cancels_nothing)
{
    struct fixture fixture = fixture_open("freed", COMMAND_ROUTE STREAM INIT "  wait-signal go\n" LINE("late") COMPLETE);
    osb_queue *queue = new_queue();
    osb_execution *execution = start_in(&fixture, queue, NULL);
    osb_event *event = NULL;
    CHECK_INT(poll_queue(queue, -1, &event, 1), 1);
    osb_queue_free(queue);
    CHECK_INT(osb_event_kind(event), OSB_EVENT_STARTED);
    CHECK(osb_event_execution(event) == execution);
    osb_event_free(event);
    scripted_signal("freed", "go");
    scripted_wait("freed", "answer", "POST", COMMAND, 1);
    CHECK_INT(scripted_count("freed", "abort", "POST", COMMAND), 0);
    CHECK_STR(osb_execution_id(execution), "cmd-1");
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(freeing_a_member_of_a_freed_queue_ends_its_stream)
{
    struct fixture fixture = fixture_open("member", COMMAND_ROUTE STREAM INIT "  stall\n");
    osb_queue *queue = new_queue();
    osb_execution *execution = start_in(&fixture, queue, NULL);
    scripted_wait("member", "request", "POST", COMMAND, 1);
    osb_queue_free(queue);
    osb_execution_free(execution);
    scripted_wait("member", "abort", "POST", COMMAND, 1);
    fixture_close(&fixture);
}

TEST(nothing_comes_of_an_execution_that_was_freed)
{
    struct story stories[3];
    memset(stories, 0, sizeof stories);
    osb_execution *executions[3];
    struct fixture fixture = fixture_open("gone", COMMAND_ROUTE WHOLE_STREAM);
    osb_queue *queue = new_queue();
    for (int i = 0; i < 3; i++) {
        stories[i].user_data = &stories[i];
        executions[i] = start_in(&fixture, queue, &stories[i]);
    }
    scripted_wait("gone", "answer", "POST", COMMAND, 3); /* their events have come, or are about to */
    osb_execution_free(executions[1]);
    poll_until_ended(queue, 2);
    osb_event *event = NULL;
    CHECK_INT(poll_queue(queue, 0, &event, 1), 0);
    CHECK_INT(stories[1].events, 0);
    CHECK_STR(stories[0].text, "started cmd-1\nstdout a line\ncompleted 5\nend exited 0\n");
    CHECK_STR(stories[2].text, "started cmd-1\nstdout a line\ncompleted 5\nend exited 0\n");
    osb_execution_free(executions[0]);
    osb_execution_free(executions[2]);
    osb_queue_free(queue);
    fixture_close(&fixture);
}

/* ---- Two threads on one queue ---- */

enum { SHARED = 20, SHARED_LINES = 300, SHARED_EVENTS = SHARED_LINES + 3 };

struct shared {
    osb_queue *queue;
    _Atomic int ended;
    _Atomic unsigned char seen[SHARED][SHARED_EVENTS];
};

static void take_shared(struct shared *shared, osb_event *event)
{
    char expected[32];
    size_t which = (size_t)((char *)osb_event_user_data(event) - (char *)0);
    uint64_t sequence = osb_event_sequence(event);
    REQUIRE(which < SHARED && sequence < SHARED_EVENTS);
    shared->seen[which][sequence]++;
    snprintf(expected, sizeof expected, "line %d", (int)sequence - 1);
    if (sequence == 0)
        CHECK_INT(osb_event_kind(event), OSB_EVENT_STARTED);
    else if (sequence <= SHARED_LINES)
        CHECK_STR(osb_event_data(event, NULL), expected);
    else
        CHECK_INT(osb_event_kind(event), sequence == SHARED_LINES + 1 ? OSB_EVENT_COMPLETED : OSB_EVENT_END);
    if (osb_event_kind(event) == OSB_EVENT_END)
        shared->ended++;
}

static void *take_until_all_have_ended(void *argument)
{
    struct shared *shared = argument;
    while (shared->ended < SHARED) {
        osb_event *events[7];
        size_t count = poll_queue(shared->queue, -1, events, 7);
        for (size_t i = 0; i < count; i++) {
            take_shared(shared, events[i]);
            osb_event_free(events[i]);
        }
    }
    osb_queue_wake(shared->queue); /* for whoever still waits */
    return NULL;
}

TEST(two_threads_on_one_queue_get_each_event_once)
{
    static struct shared shared;
    pthread_t threads[2];
    osb_execution *executions[SHARED];
    struct fixture fixture = fixture_open("shared",
        COMMAND_ROUTE STREAM INIT "  repeat 300 pieces 3 event {'type':'stdout','text':'line $I','timestamp':1}\n" COMPLETE);
    shared.queue = new_queue();
    for (int i = 0; i < 2; i++)
        REQUIRE(pthread_create(&threads[i], NULL, take_until_all_have_ended, &shared) == 0);
    for (int i = 0; i < SHARED; i++)
        executions[i] = start_in(&fixture, shared.queue, (char *)0 + i);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    CHECK_INT(shared.ended, SHARED);
    for (int i = 0; i < SHARED; i++)
        for (int sequence = 0; sequence < SHARED_EVENTS; sequence++)
            CHECK_INT(shared.seen[i][sequence], 1);
    for (int i = 0; i < SHARED; i++)
        osb_execution_free(executions[i]);
    osb_queue_free(shared.queue);
    fixture_close(&fixture);
}

/* ---- A thousand at once ---- */

enum { THOUSAND = 1000, KINDS = 10 };

/* Ten kinds of command, each with a sandbox of its own: this many lines, each with this much after its number. */
static const struct {
    int lines, padding;
} kinds[KINDS] = {{0, 0}, {1, 0}, {2, 2000}, {3, 10}, {10, 70}, {50, 0}, {100, 30}, {200, 200}, {500, 5}, {1000, 40}};

struct member {
    osb_execution *execution;
    int kind, is_streaming, has_ended;
    uint64_t events;
};

static void pad(char *text, size_t size, int padding)
{
    size_t used = strlen(text);
    for (int i = 0; i < padding && used + 1 < size; i++)
        text[used++] = (char)('a' + i % 26);
    text[used] = '\0';
}

static void define_thousand(void)
{
    static char script[65536];
    size_t used = 0;
    for (int i = 0; i < KINDS; i++) {
        char padding[4096] = "";
        pad(padding, sizeof padding, kinds[i].padding);
        used += (size_t)snprintf(script + used, sizeof script - used,
            "on POST /v1/sandboxes\n  respond 202 application/json {'id':'sb-%d','status':{'state':'Running'}}\n"
            "on GET /v1/sandboxes/sb-%d/endpoints/44772\n  respond 200 application/json {'endpoint':'$BASE/execd-%d'}\n"
            "on POST /execd-%d/command\n  head 200 text/event-stream chunked\n"
            "  event {'type':'init','text':'cmd-%d','timestamp':1}\n  wait-signal go\n", i, i, i, i, i);
        if (kinds[i].lines > 0)
            used += (size_t)snprintf(script + used, sizeof script - used,
                "  repeat %d pieces 7 event {'type':'stdout','text':'kind %d line $I %s','timestamp':1}\n", kinds[i].lines, i, padding);
        used += (size_t)snprintf(script + used, sizeof script - used, "  event {'type':'execution_complete','execution_time':%d,'timestamp':1}\n", i);
    }
    scripted_define("thousand", script);
}

/* Checks an event against what this member's command writes at this place. */
static void take_in_turn(struct member *member, const osb_event *event)
{
    int lines = kinds[member->kind].lines;
    uint64_t place = member->events++;
    char expected[4096];
    size_t size = 0;
    CHECK_INT(osb_event_sequence(event), place);
    CHECK(osb_event_execution(event) == member->execution);
    if (place == 0) {
        snprintf(expected, sizeof expected, "cmd-%d", member->kind);
        CHECK_STR(osb_event_data(event, NULL), expected);
        member->is_streaming = osb_event_kind(event) == OSB_EVENT_STARTED;
    } else if (place <= (uint64_t)lines) {
        snprintf(expected, sizeof expected, "kind %d line %d ", member->kind, (int)place - 1);
        pad(expected, sizeof expected, kinds[member->kind].padding);
        CHECK_STR(osb_event_data(event, &size), expected);
        CHECK_INT(size, strlen(expected));
    } else if (place == (uint64_t)lines + 1) {
        CHECK_INT(osb_event_kind(event), OSB_EVENT_COMPLETED);
        CHECK_INT(osb_event_duration(event), member->kind);
    } else {
        CHECK_INT(place, lines + 2);
        CHECK_INT(osb_event_kind(event), OSB_EVENT_END);
        CHECK_INT(osb_result_ended(osb_event_result(event)), OSB_ENDED_EXITED);
        CHECK_INT(osb_result_exit_code(osb_event_result(event)), 0);
        member->has_ended = 1;
    }
}

static void take_all(osb_queue *queue, int *streaming, int *ended)
{
    osb_event *events[512];
    size_t count = poll_queue(queue, -1, events, 512);
    for (size_t i = 0; i < count; i++) {
        struct member *member = osb_event_user_data(events[i]);
        int was_streaming = member->is_streaming;
        take_in_turn(member, events[i]);
        *streaming += member->is_streaming - was_streaming;
        *ended += member->has_ended;
        osb_event_free(events[i]);
    }
}

static void set_descriptor_limit(rlim_t limit)
{
    struct rlimit limits;
    getrlimit(RLIMIT_NOFILE, &limits);
    limits.rlim_cur = limit < limits.rlim_max ? limit : limits.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limits) != 0)
        check_stop("no other limit of descriptors");
}

TEST(a_thousand_executions_stream_at_once)
{
    static struct member members[THOUSAND];
    struct rlimit before;
    int streaming = 0, ended = 0;
    const int threads = count_entries("/proc/self/task"); /* this one, and a sanitizer's */
    getrlimit(RLIMIT_NOFILE, &before);
    if (before.rlim_max < THOUSAND + 100)
        check_stop("the hard limit of descriptors is %ld: too low for this test", (long)before.rlim_max);
    set_descriptor_limit(before.rlim_max);

    define_thousand();
    osb_client *client = fixture_client("thousand");
    osb_command_options *options = osb_command_options_new();
    osb_sandbox *sandboxes[KINDS];
    osb_queue *queue = new_queue();
    osb_command_options_set_collect(options, 0);
    for (int i = 0; i < KINDS; i++)
        sandboxes[i] = fixture_sandbox(client);
    for (int i = 0; i < THOUSAND; i++) {
        osb_error *error = NULL;
        members[i].kind = i % KINDS;
        if (osb_command_start(sandboxes[i % KINDS], "true", options, queue, &members[i], &members[i].execution, &error) != OSB_OK)
            fixture_stop("start", error);
    }
    while (streaming < THOUSAND)
        take_all(queue, &streaming, &ended);
    CHECK_INT(ended, 0); /* all of them are open now */
    CHECK_INT(count_entries("/proc/self/task"), threads + 1); /* the library's */
    scripted_signal("thousand", "go");
    while (ended < THOUSAND)
        take_all(queue, &streaming, &ended);
    for (int i = 0; i < THOUSAND; i++) {
        CHECK_INT(members[i].events, kinds[members[i].kind].lines + 3);
        osb_execution_free(members[i].execution);
    }
    osb_event *event = NULL;
    CHECK_INT(poll_queue(queue, 0, &event, 1), 0);
    osb_queue_free(queue);
    osb_command_options_free(options);
    for (int i = 0; i < KINDS; i++)
        osb_sandbox_free(sandboxes[i]);
    osb_client_free(client);
    set_descriptor_limit(before.rlim_cur);
}

/* ---- No descriptors ---- */

/* Leaves so many descriptors to be had. */
static void leave_descriptors(int count)
{
    int lowest = open("/dev/null", O_RDONLY);
    if (lowest < 0)
        check_stop("no descriptor");
    close(lowest);
    set_descriptor_limit((rlim_t)(lowest + count));
}

TEST(running_out_of_descriptors_is_told)
{
    struct rlimit before;
    int failures = 0, successes = 0;
    getrlimit(RLIMIT_NOFILE, &before);
    for (int left = 0; left < 12; left++) {
        struct fixture fixture = fixture_open("scarce", COMMAND_ROUTE WHOLE_STREAM);
        osb_execution *execution = NULL;
        osb_error *error = NULL;
        leave_descriptors(left);
        osb_status status = osb_command_start(fixture.sandbox, "true", NULL, NULL, NULL, &execution, &error);
        if (status == OSB_OK) {
            osb_event *event = last_event(execution);
            if (osb_event_result(event))
                successes += osb_result_exit_code(osb_event_result(event)) == 0;
            else
                failures += osb_error_status(osb_event_error(event)) == OSB_ERR_RESOURCES;
            osb_event_free(event);
            osb_execution_free(execution);
        } else {
            failures += status == OSB_ERR_RESOURCES && osb_error_status(error) == status && !execution;
            osb_error_free(error);
        }
        set_descriptor_limit(before.rlim_cur);
        CHECK_INT(failures + successes, left + 1); /* nothing else ever comes of it */

        struct story story = story_of(&fixture); /* and with descriptors all is well again */
        CHECK_STR(story.text, "started cmd-1\nstdout a line\ncompleted 5\nend exited 0\n");
        fixture_close(&fixture);
    }
    CHECK(failures > 0 && successes > 0);
}

TEST(a_queue_needs_a_descriptor)
{
    struct rlimit before;
    osb_queue *queue = NULL;
    osb_error *error = NULL;
    getrlimit(RLIMIT_NOFILE, &before);
    leave_descriptors(0);
    osb_status status = osb_queue_new(&queue, &error);
    set_descriptor_limit(before.rlim_cur);
    CHECK_INT(status, OSB_ERR_RESOURCES);
    CHECK_INT(osb_error_status(error), OSB_ERR_RESOURCES);
    CHECK(queue == NULL);
    osb_error_free(error);
}

TEST(a_follow_that_could_not_begin_begins_when_it_can)
{
    struct rlimit before;
    struct fixture fixture = fixture_open("later", "on GET /execd/command/cmd-1/logs\n  capture ex_24_logs_404\n");
    osb_execution *execution = NULL;
    osb_event *event = NULL;
    osb_error *error = NULL;
    CHECK_INT(osb_execution_attach(fixture.sandbox, "cmd-1", NULL, NULL, NULL, NULL, &execution, NULL), OSB_OK);
    getrlimit(RLIMIT_NOFILE, &before);
    leave_descriptors(0);
    for (int i = 0; i < 2; i++) {
        CHECK_INT(osb_execution_next(execution, -1, NULL, &event, &error), OSB_ERR_RESOURCES);
        CHECK(event == NULL);
        osb_error_free(error);
    }
    set_descriptor_limit(before.rlim_cur);
    struct story story = whole_story(execution);
    CHECK_STR(story.text, "end failed OSB_ERR_NOT_FOUND\n");
    osb_execution_free(execution);
    fixture_close(&fixture);
}
