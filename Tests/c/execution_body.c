/* What a command that is started is sent as, argument vectors above all. */
#include "check.h"
#include "events.h"
#include "fixture.h"
#include "scripted.h"

#define COMMAND "/execd/command"

static void check_body(const struct fixture *fixture, const char *command, const char *expected)
{
    osb_execution *execution = NULL;
    scripted_define("body", SANDBOX_ROUTES COMMAND_ROUTE WHOLE_STREAM);
    CHECK_INT(osb_command_start(fixture->sandbox, command, fixture->options, NULL, NULL, &execution, NULL), OSB_OK);
    osb_event_free(last_event(execution));
    osb_execution_free(execution);
    char *body = fixture_request_body("body", "POST", COMMAND);
    CHECK_STR(body, expected);
    free(body);
}

TEST(options_are_sent)
{
    struct fixture fixture = fixture_open("body", COMMAND_ROUTE WHOLE_STREAM);
    check_body(&fixture, "true", "{\"command\":\"true\"}");
    osb_command_options_set_cwd(fixture.options, "/srv");
    osb_command_options_set_env(fixture.options, "A", "1");
    osb_command_options_set_uid(fixture.options, 4294967295);
    osb_command_options_set_gid(fixture.options, 0);
    osb_command_options_set_timeout(fixture.options, 1500);
    check_body(&fixture, "true",
        "{\"command\":\"true\",\"cwd\":\"/srv\",\"envs\":{\"A\":\"1\"},\"uid\":4294967295,\"gid\":0,\"timeout\":1500}");
    osb_command_options_set_gid(fixture.options, -1);
    osb_command_options_set_timeout(fixture.options, -1);
    check_body(&fixture, "true", "{\"command\":\"true\",\"cwd\":\"/srv\",\"envs\":{\"A\":\"1\"},\"uid\":4294967295}");
    fixture_close(&fixture);
}

TEST(a_group_needs_a_user)
{
    struct fixture fixture = fixture_open("group", COMMAND_ROUTE WHOLE_STREAM);
    osb_execution *execution = NULL;
    osb_error *error = NULL;
    osb_command_options_set_gid(fixture.options, 100);
    CHECK_INT(osb_command_start(fixture.sandbox, "true", fixture.options, NULL, NULL, &execution, &error), OSB_ERR_INVALID_ARGUMENT);
    CHECK_STR(osb_error_field(error), "gid");
    CHECK(execution == NULL);
    osb_error_free(error);
    CHECK_INT(scripted_count("group", "head", "POST", COMMAND), 0);
    fixture_close(&fixture);
}

static const char *const words[] = {"-c", "a b", "it's", "\"", "two\nlines", "", "$HOME `id` \\", "\xC3\xA9"};

#define ARGV_BODY "{\"argv\":[\"prog\",\"-c\",\"a b\",\"it's\",\"\\\"\",\"two\\nlines\",\"\",\"$HOME `id` \\\\\",\"\xC3\xA9\"]}"
#define QUOTED_BODY \
    "{\"command\":\"exec 'prog' '-c' 'a b' 'it'\\\\''s' '\\\"' 'two\\nlines' '' '$HOME `id` \\\\' '\xC3\xA9'\"}"
#define KNOWS_NO_VECTORS "  capture ex_10_command_missing\n"

static void add_words(osb_command_options *options, const char *program)
{
    CHECK_INT(osb_command_options_add_argv(options, program), OSB_OK);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        CHECK_INT(osb_command_options_add_argv(options, words[i]), OSB_OK);
}

static osb_execution *start_vector(struct fixture *fixture)
{
    osb_execution *execution = NULL;
    osb_error *error = NULL;
    if (osb_command_start(fixture->sandbox, NULL, fixture->options, NULL, NULL, &execution, &error) != OSB_OK)
        fixture_stop("start", error);
    return execution;
}

static void hear_vector(struct fixture *fixture)
{
    osb_execution *execution = start_vector(fixture);
    struct story story = whole_story(execution);
    CHECK_STR(story.text, "started cmd-1\nstdout a line\ncompleted 5\nend exited 0\n");
    osb_execution_free(execution);
}

TEST(an_argument_vector_is_sent_as_one)
{
    struct fixture fixture = fixture_open("vector", COMMAND_ROUTE WHOLE_STREAM);
    add_words(fixture.options, "prog");
    hear_vector(&fixture);
    char *sent = fixture_request_bodies("vector", "POST", COMMAND);
    CHECK_STR(sent, ARGV_BODY "\n");
    free(sent);
    fixture_close(&fixture);
}

TEST(a_daemon_that_knows_no_vectors_gets_them_quoted)
{
    struct fixture fixture = fixture_open("quoted", COMMAND_ROUTE KNOWS_NO_VECTORS COMMAND_ROUTE WHOLE_STREAM);
    add_words(fixture.options, "prog");
    hear_vector(&fixture);
    hear_vector(&fixture); /* it is asked once what it knows */
    osb_result *result = NULL;
    CHECK_INT(osb_command_run(fixture.sandbox, NULL, fixture.options, NULL, &result, NULL), OSB_OK);
    osb_result_free(result);
    char *sent = fixture_request_bodies("quoted", "POST", COMMAND);
    CHECK_STR(sent, ARGV_BODY "\n" QUOTED_BODY "\n" QUOTED_BODY "\n" QUOTED_BODY "\n");
    free(sent);
    fixture_close(&fixture);
}

TEST(a_blocking_run_gets_them_quoted_too)
{
    struct fixture fixture = fixture_open("quoted", COMMAND_ROUTE KNOWS_NO_VECTORS COMMAND_ROUTE WHOLE_STREAM);
    osb_result *result = NULL;
    add_words(fixture.options, "prog");
    for (int i = 0; i < 2; i++) {
        CHECK_INT(osb_command_run(fixture.sandbox, NULL, fixture.options, NULL, &result, NULL), OSB_OK);
        osb_result_free(result);
    }
    char *sent = fixture_request_bodies("quoted", "POST", COMMAND);
    CHECK_STR(sent, ARGV_BODY "\n" QUOTED_BODY "\n" QUOTED_BODY "\n");
    free(sent);
    fixture_close(&fixture);
}

TEST(a_program_whose_name_begins_with_a_dash_is_no_option)
{
    struct fixture fixture = fixture_open("dash", COMMAND_ROUTE KNOWS_NO_VECTORS COMMAND_ROUTE WHOLE_STREAM);
    osb_command_options_add_argv(fixture.options, "-x");
    hear_vector(&fixture);
    char *sent = fixture_request_bodies("dash", "POST", COMMAND);
    CHECK_STR(sent, "{\"argv\":[\"-x\"]}\n{\"command\":\"exec -- '-x'\"}\n");
    free(sent);
    fixture_close(&fixture);
}

TEST(a_vector_that_is_refused_for_another_reason_is_not_sent_again)
{
    struct fixture fixture = fixture_open("other",
        COMMAND_ROUTE "  respond 400 application/json {'code':'INVALID_REQUEST_BODY','message':'no such directory'}\n");
    osb_command_options_add_argv(fixture.options, "prog");
    osb_execution *execution = start_vector(&fixture);
    struct story story = whole_story(execution);
    CHECK_STR(story.text, "end failed OSB_ERR_VALIDATION\n");
    CHECK_INT(scripted_count("other", "request", "POST", COMMAND), 1);
    osb_execution_free(execution);
    fixture_close(&fixture);
}

TEST(a_daemon_that_always_says_so_is_not_asked_for_ever)
{
    struct fixture fixture = fixture_open("stubborn", COMMAND_ROUTE KNOWS_NO_VECTORS);
    osb_command_options_add_argv(fixture.options, "prog");
    osb_execution *execution = start_vector(&fixture);
    struct story story = whole_story(execution);
    CHECK_STR(story.text, "end failed OSB_ERR_VALIDATION\n");
    CHECK_INT(scripted_count("stubborn", "request", "POST", COMMAND), 2);
    osb_execution_free(execution);
    fixture_close(&fixture);
}
