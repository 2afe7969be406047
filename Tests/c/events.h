/* What an execution tells, as text: a line an event, so that a test compares all of it at once.
 *
 *     started cmd-1
 *     stdout a line
 *     error CommandExecError 3 exit status 3
 *     completed 5
 *     end exited 0                                how it ended, with the cause's status where there is one
 *     end failed OSB_ERR_NOT_FOUND                not known to have started */
#ifndef EVENTS_H
#define EVENTS_H

#include "fixture.h"

#include <stdarg.h>

/* What has been told so far by one execution; zeroed to begin with. */
struct story {
    char text[8192];
    size_t used;
    uint64_t events;
    const osb_execution *execution; /* checked with each event, where it is given */
    void *user_data;
    int ended;
};

__attribute__((format(printf, 2, 3))) static inline void story_add(struct story *story, const char *format, ...)
{
    va_list arguments;
    size_t room = sizeof story->text - story->used;
    va_start(arguments, format);
    int size = vsnprintf(story->text + story->used, room, format, arguments);
    va_end(arguments);
    if (size < 0 || (size_t)size >= room)
        check_stop("a story grew too long: %s", story->text);
    story->used += (size_t)size;
}

static inline const char *ended_name(osb_ended ended)
{
    static const char *const names[] = {"unknown", "exited", "signalled", "timed out", "cancelled", "stopped", "lost", "running"};
    return ended >= 0 && (size_t)ended < sizeof names / sizeof *names ? names[ended] : "?";
}

static inline void story_add_result(struct story *story, const osb_result *result)
{
    story_add(story, "end %s", ended_name(osb_result_ended(result)));
    if (osb_result_ended(result) == OSB_ENDED_EXITED)
        story_add(story, " %d", osb_result_exit_code(result));
    if (osb_result_ended(result) == OSB_ENDED_SIGNALLED)
        story_add(story, " %d", osb_result_signal(result));
    if (osb_result_ended(result) == OSB_ENDED_STOPPED)
        story_add(story, " %d", osb_result_callback_value(result));
    if (osb_result_error(result))
        story_add(story, " %s", osb_status_name(osb_error_status(osb_result_error(result))));
    story_add(story, "\n");
}

/* What every event has in common, whatever its kind. */
static inline void story_check_event(struct story *story, const osb_event *event)
{
    CHECK(!story->ended); /* nothing comes after the end */
    CHECK_INT(osb_event_sequence(event), story->events);
    CHECK(osb_event_user_data(event) == story->user_data);
    if (story->execution)
        CHECK(osb_event_execution(event) == story->execution);
    story->events++;
}

/* Takes the event, which is freed. */
static inline void story_take(struct story *story, osb_event *event)
{
    size_t size = 0;
    const char *data = osb_event_data(event, &size);
    story_check_event(story, event);
    switch (osb_event_kind(event)) {
    case OSB_EVENT_STARTED: story_add(story, "started %s\n", data); break;
    case OSB_EVENT_STDOUT: story_add(story, "stdout %.*s\n", (int)size, data); break;
    case OSB_EVENT_STDERR: story_add(story, "stderr %.*s\n", (int)size, data); break;
    case OSB_EVENT_LOG: story_add(story, "log %.*s\n", (int)size, data); break;
    case OSB_EVENT_RESULT: story_add(story, "result %s %.*s\n", osb_event_mime_type(event), (int)size, data); break;
    case OSB_EVENT_OTHER: story_add(story, "other %.*s\n", (int)size, data); break;
    case OSB_EVENT_COMPLETED: story_add(story, "completed %lld\n", (long long)osb_event_duration(event)); break;
    case OSB_EVENT_ERROR:
        story_add(story, "error %s %s %s\n", osb_event_error_name(event), osb_event_error_value(event), osb_event_error_traceback(event));
        break;
    case OSB_EVENT_END:
        story->ended = 1;
        CHECK((osb_event_result(event) != NULL) != (osb_event_error(event) != NULL)); /* the one or the other */
        if (osb_event_result(event))
            story_add_result(story, osb_event_result(event));
        else
            story_add(story, "end failed %s\n", osb_status_name(osb_error_status(osb_event_error(event))));
        break;
    default: story_add(story, "an event of kind %d\n", osb_event_kind(event));
    }
    osb_event_free(event);
}

/* The execution's next event, or the program's end. */
static inline osb_event *next_event(osb_execution *execution)
{
    osb_event *event = NULL;
    osb_error *error = NULL;
    if (osb_execution_next(execution, -1, NULL, &event, &error) != OSB_OK)
        fixture_stop("next", error);
    return event;
}

/* Its last event; what comes before it is freed. */
static inline osb_event *last_event(osb_execution *execution)
{
    osb_event *event = next_event(execution);
    while (osb_event_kind(event) != OSB_EVENT_END) {
        osb_event_free(event);
        event = next_event(execution);
    }
    return event;
}

/* All that is left of it, to the end. */
static inline struct story rest_of_story(osb_execution *execution, struct story so_far)
{
    struct story story = so_far;
    story.execution = execution;
    while (!story.ended)
        story_take(&story, next_event(execution));
    return story;
}

static inline struct story whole_story(osb_execution *execution)
{
    return rest_of_story(execution, (struct story){0});
}

/* An execution of the fixture's options, with nothing to come in the way. */
static inline osb_execution *start_in(struct fixture *fixture, osb_queue *queue, void *user_data)
{
    osb_execution *execution = NULL;
    osb_error *error = NULL;
    if (osb_command_start(fixture->sandbox, "true", fixture->options, queue, user_data, &execution, &error) != OSB_OK)
        fixture_stop("start", error);
    return execution;
}

static inline osb_execution *start(struct fixture *fixture)
{
    return start_in(fixture, NULL, NULL);
}

/* Starts one, hears all of it, and frees it. */
static inline struct story story_of(struct fixture *fixture)
{
    osb_execution *execution = start(fixture);
    struct story story = whole_story(execution);
    osb_execution_free(execution);
    return story;
}

#endif
