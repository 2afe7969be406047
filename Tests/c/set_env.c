/* Variables that outlive a command: what is written into the daemon's file, and what comes of it. */
#include "check.h"
#include "fixture.h"
#include "scripted.h"

/* What the daemon's shell says when it is asked for the value that it has now. */
#define WRITTEN COMMAND_ROUTE STREAM INIT COMPLETE
#define READ_BACK(value) COMMAND_ROUTE STREAM INIT LINE(value ".") COMPLETE

#define APPENDED(line) \
    "{\"command\":\"[ -n \\\"${EXECD_ENVS:-}\\\" ] || exit 78\\n" \
    "mkdir -p \\\"$(dirname \\\"$EXECD_ENVS\\\")\\\" && printf '%s\\\\n' " line " >> \\\"$EXECD_ENVS\\\"\"}\n"
#define ASKED "{\"command\":\"printf '%s.' \\\"$NAME\\\"\"}\n"

static void check_set_env(const char *routes, const char *value, osb_status expected, const char *sent)
{
    struct fixture fixture = fixture_open("variable", routes);
    osb_error *error = NULL;
    CHECK_INT(osb_command_set_env(fixture.sandbox, "NAME", value, NULL, &error), expected);
    CHECK((error == NULL) == (expected == OSB_OK));
    osb_error_free(error);
    char *bodies = fixture_request_bodies("variable", "POST", "/execd/command");
    CHECK_STR(bodies, sent);
    free(bodies);
    fixture_close(&fixture);
}

TEST(a_variable_is_written_and_read_back)
{
    check_set_env(WRITTEN READ_BACK("plain"), "plain", OSB_OK, APPENDED("'NAME=plain'") ASKED);
    check_set_env(WRITTEN READ_BACK(""), "", OSB_OK, APPENDED("'NAME='") ASKED);
}

TEST(a_daemon_that_reads_the_plain_spelling_otherwise_gets_it_quoted)
{
    check_set_env(WRITTEN READ_BACK("a") WRITTEN READ_BACK("a b"), "a b", OSB_OK,
        APPENDED("'NAME=a b'") ASKED APPENDED("'NAME='\\\\''a b'\\\\'''") ASKED);
}

TEST(what_a_daemon_might_misread_is_quoted_from_the_first)
{
    check_set_env(WRITTEN READ_BACK("$HOME"), "$HOME", OSB_OK, APPENDED("'NAME='\\\\''$HOME'\\\\'''") ASKED);
    check_set_env(WRITTEN READ_BACK(" a "), " a ", OSB_OK, APPENDED("'NAME='\\\\'' a '\\\\'''") ASKED);
    check_set_env(WRITTEN COMMAND_ROUTE STREAM INIT LINE("a") LINE("b.") COMPLETE, "a\nb", OSB_OK,
        APPENDED("'NAME=\\\"a\\\\nb\\\"'") ASKED);
}

TEST(a_value_that_the_daemons_file_cannot_hold_is_unsupported)
{
    struct fixture fixture = fixture_open("variable", WRITTEN READ_BACK("something else") WRITTEN READ_BACK("something else"));
    osb_error *error = NULL;
    CHECK_INT(osb_command_set_env(fixture.sandbox, "NAME", "a b", NULL, &error), OSB_ERR_UNSUPPORTED);
    CHECK_STR(osb_error_field(error), "value");
    osb_error_free(error);
    fixture_close(&fixture);
}

#define EXIT_WITH(code, text) COMMAND_ROUTE STREAM INIT "  event {'type':'stderr','text':'" text "'}\n" \
    "  event {'type':'error','error':{'ename':'CommandExecError','evalue':'" code "','traceback':['exit status " code "']}}\n"

TEST(a_sandbox_without_the_file_is_unsupported)
{
    struct fixture fixture = fixture_open("variable", EXIT_WITH("78", ""));
    osb_error *error = NULL;
    CHECK_INT(osb_command_set_env(fixture.sandbox, "NAME", "1", NULL, &error), OSB_ERR_UNSUPPORTED);
    CHECK_CONTAINS(osb_error_message(error), "EXECD_ENVS");
    osb_error_free(error);
    CHECK_INT(scripted_count("variable", "request", "POST", "/execd/command"), 1);
    fixture_close(&fixture);
}

TEST(a_file_that_cannot_be_written_is_told_in_the_shells_words)
{
    struct fixture fixture = fixture_open("variable", EXIT_WITH("1", "cannot create /envs: Permission denied"));
    osb_error *error = NULL;
    CHECK_INT(osb_command_set_env(fixture.sandbox, "NAME", "1", NULL, &error), OSB_ERR_SERVER);
    CHECK_CONTAINS(osb_error_message(error), "Permission denied");
    osb_error_free(error);
    fixture_close(&fixture);
}

TEST(a_variable_whose_reading_back_breaks_is_not_set_for_sure)
{
    check_set_env(WRITTEN COMMAND_ROUTE STREAM INIT "  close\n", "1", OSB_ERR_CONNECTION_LOST, APPENDED("'NAME=1'") ASKED);
    check_set_env(COMMAND_ROUTE STREAM INIT "  close\n", "1", OSB_ERR_CONNECTION_LOST, APPENDED("'NAME=1'"));
    check_set_env(COMMAND_ROUTE "  close\n", "1", OSB_ERR_OUTCOME_UNKNOWN, APPENDED("'NAME=1'"));
}
