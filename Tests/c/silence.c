/* Nothing on standard output or standard error, whatever happens: both lead into a file while every kind of call works, fails, and fails
 * before there is a connection, with the log asked for and not. */
#include "calls.h"
#include "check.h"

struct ears {
    int output, error; /* where the two led before */
    int file;
};

static struct ears listen_closely(void)
{
    char path[] = "/tmp/osb-silence-XXXXXX";
    fflush(stdout);
    fflush(stderr);
    struct ears ears = {.output = dup(STDOUT_FILENO), .error = dup(STDERR_FILENO), .file = mkstemp(path)};
    if (ears.output < 0 || ears.error < 0 || ears.file < 0)
        check_stop("no file to listen at");
    unlink(path);
    dup2(ears.file, STDOUT_FILENO);
    dup2(ears.file, STDERR_FILENO);
    return ears;
}

static void check_silent(struct ears *ears)
{
    char said[400] = "";
    fflush(stdout); /* what the library might have left in the host's own buffers */
    fflush(stderr);
    dup2(ears->output, STDOUT_FILENO);
    dup2(ears->error, STDERR_FILENO);
    if (pread(ears->file, said, sizeof said - 1, 0) < 0)
        check_stop("no file to listen at");
    CHECK_STR(said, "");
    close(ears->output);
    close(ears->error);
    close(ears->file);
}

static void work_and_fail(osb_config *config, const char *script)
{
    struct calls calls = calls_open_with(config, script, "");
    calls_make_all(&calls);
    calls_fail_all(&calls, script);
    calls_close(&calls);
}

TEST(calls_that_work_and_fail_say_nothing)
{
    struct ears ears = listen_closely();
    work_and_fail(NULL, "silence");
    check_silent(&ears);
}

static void count_line(osb_log_level level, const char *message, void *user_data)
{
    (void)level, (void)message;
    ++*(_Atomic int *)user_data;
}

TEST(calls_over_tls_that_are_logged_say_nothing_either)
{
    _Atomic int lines = 0;
    struct ears ears = listen_closely();
    osb_config *config = fixture_tls_config("silence-tls");
    osb_config_set_log(config, OSB_LOG_DEBUG, count_line, (void *)&lines, NULL);
    work_and_fail(config, "silence-tls");
    check_silent(&ears);
    CHECK(lines > CALLS);
}

TEST(debugging_without_a_log_says_nothing)
{
    struct ears ears = listen_closely();
    osb_config *config = fixture_config("silence-debug");
    CHECK_INT(osb_config_set_debug(config, 1), OSB_OK);
    work_and_fail(config, "silence-debug");
    check_silent(&ears);
}

static void check_create_fails(osb_config *config, osb_status status)
{
    struct calls calls = {.fixture.client = fixture_client_with(config)};
    CHECK_INT(calls_create(&calls, NULL), status);
    osb_client_free(calls.fixture.client);
}

TEST(servers_that_cannot_be_reached_or_trusted_leave_nothing_to_say)
{
    struct ears ears = listen_closely();
    scripted_define("untrusted", "on * /**\n  respond 200\n");
    osb_config *nowhere = fixture_config("untrusted"), *nameless = fixture_config("untrusted"), *untrusted = fixture_tls_config("untrusted");
    osb_config *misnamed = fixture_tls_config("untrusted"), *no_file = fixture_tls_config("untrusted");
    osb_config_set_domain(nowhere, "127.0.0.1:1");
    check_create_fails(nowhere, OSB_ERR_CONNECT);
    osb_config_set_domain(nameless, "no.such.name.invalid");
    check_create_fails(nameless, OSB_ERR_RESOLVE);
    osb_config_set_ca_file(untrusted, scripted_stranger());
    check_create_fails(untrusted, OSB_ERR_TLS);
    osb_config_set_domain(misnamed, scripted_wrong_name_domain("untrusted").text);
    check_create_fails(misnamed, OSB_ERR_TLS);
    osb_config_set_ca_file(no_file, "/nonexistent/ca.pem");
    check_create_fails(no_file, OSB_ERR_TLS);
    check_silent(&ears);
}

static const char *const nonsense[] = {
    "  respond 200 application/json {\n", "  respond 200 application/json [[[[[[[[\n", "  respond 202 application/json {'id':1}\n",
    "  respond 200 text/event-stream data: }{\n", "  raw HTTP/9.9 999 Nonsense\n  close\n", "  raw nonsense\n  close\n",
    "  head 200 application/json length 99999999\n  raw x\n  close\n", "  header Content-Length: -5\n  respond 200 application/json {}\n",
    "  head 200 text/event-stream chunked\n  raw zzz\n  close\n", "  big-header X-Long 300000\n  respond 200\n",
    "  respond 500 application/json {'code':{},'message':[]}\n", "  respond 500 text/html <html>\n",
};

TEST(nonsense_leaves_nothing_to_say)
{
    struct ears ears = listen_closely();
    for (size_t i = 0; i < sizeof nonsense / sizeof *nonsense; i++) {
        char script[256];
        struct calls calls = calls_open("nonsense");
        calls_make_all(&calls);
        snprintf(script, sizeof script, "on * /**\n%s", nonsense[i]);
        scripted_define("nonsense", script);
        for (int kind = 0; kind < CALLS; kind++)
            if (!every_call[kind].is_patient)
                calls_make(&calls, &every_call[kind]);
        calls_close(&calls);
    }
    check_silent(&ears);
}

TEST(mistakes_of_the_host_leave_nothing_to_say)
{
    struct ears ears = listen_closely();
    struct calls calls = {0};
    for (int kind = 0; kind < CALLS; kind++)
        if (every_call[kind].make != calls_queue)
            CHECK(calls_make(&calls, &every_call[kind]) != OSB_OK);
    check_silent(&ears);
}
