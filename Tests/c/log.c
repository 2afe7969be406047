/* The log: off unless asked for, one line for each request and answer, and never a secret. */
#include "check.h"
#include "scripted.h"

#include <opensandbox.h>
#include <stdio.h>
#include <string.h>

static const char *const SCRIPT =
    "on POST /v1/sandboxes\n"
    "  header X-Request-ID: req-1\n"
    "  respond 202 application/json {'id':'sb-1','status':{'state':'Running'}}\n"
    "on DELETE /v1/sandboxes/sb-1\n"
    "  respond 500 application/json {'code':'X','message':'broken'}\n";

struct log {
    char text[8192];
    int lines;
    int released;
    int worst;
};

static void on_log(int32_t level, const char *message, void *user_data)
{
    struct log *log = user_data;
    size_t used = strlen(log->text);
    snprintf(log->text + used, sizeof log->text - used, "%d %s\n", (int)level, message);
    log->lines++;
    if (log->worst == 0 || level < log->worst) log->worst = level;
}

static void on_release(void *user_data)
{
    struct log *log = user_data;
    log->released++;
}

/* Creates a sandbox and fails to end it, with a key and a header that are secrets. */
static void make_traffic(osb_config *config)
{
    osb_client *client = NULL;
    osb_sandbox *sandbox = NULL;
    osb_create_options *options = osb_create_options_new();
    CHECK_INT(osb_config_set_domain(config, scripted_domain("log").text), OSB_OK);
    CHECK_INT(osb_config_set_api_key(config, "key-that-is-secret"), OSB_OK);
    CHECK_INT(osb_config_set_header(config, "X-Token", "token-that-is-secret"), OSB_OK);
    CHECK_INT(osb_create_options_set_image(options, "image"), OSB_OK);
    CHECK_INT(osb_create_options_set_skip_health_check(options, 1), OSB_OK);
    CHECK_INT(osb_client_new(config, &client, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_create(client, options, NULL, &sandbox, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_kill(sandbox, NULL, NULL), OSB_ERR_SERVER);
    osb_sandbox_free(sandbox);
    osb_create_options_free(options);
    osb_client_free(client);
}

static void check_debug_lines(const struct log *log)
{
    CHECK_INT(log->lines, 2);
    CHECK_CONTAINS(log->text, "POST http://");
    CHECK_CONTAINS(log->text, "/v1/sandboxes 202 request-id req-1 ");
    CHECK_CONTAINS(log->text, "DELETE http://");
    CHECK_CONTAINS(log->text, "/v1/sandboxes/sb-1 500 ");
    CHECK_CONTAINS(log->text, " ms\n");
    CHECK(strstr(log->text, "secret") == NULL);
}

TEST(each_request_is_one_line_at_debug_level)
{
    struct log log = { .lines = 0 };
    osb_config *config = osb_config_new();
    scripted_define("log", SCRIPT);
    CHECK_INT(osb_config_set_log(config, OSB_LOG_DEBUG, on_log, &log, on_release), OSB_OK);
    make_traffic(config);
    osb_config_free(config);
    check_debug_lines(&log);
    CHECK_INT(log.released, 1);
}

TEST(the_debug_switch_logs_requests_at_any_level)
{
    struct log log = { .lines = 0 };
    osb_config *config = osb_config_new();
    scripted_define("log", SCRIPT);
    CHECK_INT(osb_config_set_log(config, OSB_LOG_ERROR, on_log, &log, on_release), OSB_OK);
    CHECK_INT(osb_config_set_debug(config, 1), OSB_OK);
    make_traffic(config);
    osb_config_free(config);
    check_debug_lines(&log);
}

TEST(less_important_lines_are_not_delivered)
{
    struct log log = { .lines = 0 };
    osb_config *config = osb_config_new();
    scripted_define("log", SCRIPT);
    CHECK_INT(osb_config_set_log(config, OSB_LOG_INFO, on_log, &log, on_release), OSB_OK);
    make_traffic(config);
    osb_config_free(config);
    CHECK_INT(log.lines, 0);
    CHECK_INT(log.released, 1);
}

TEST(a_sandbox_that_stays_behind_is_logged_as_an_error)
{
    struct log log = { .lines = 0 };
    osb_config *config = osb_config_new();
    osb_client *client = NULL;
    osb_sandbox *sandbox = NULL;
    osb_error *error = NULL;
    osb_create_options *options = osb_create_options_new();
    scripted_define("log",
        "on POST /v1/sandboxes\n"
        "  respond 202 application/json {'id':'sb-1','status':{'state':'Failed'}}\n"
        "on DELETE /v1/sandboxes/sb-1\n"
        "  respond 500 application/json {'code':'X','message':'broken'}\n");
    osb_config_set_domain(config, scripted_domain("log").text);
    osb_config_set_log(config, OSB_LOG_ERROR, on_log, &log, on_release);
    osb_create_options_set_image(options, "image");
    CHECK_INT(osb_client_new(config, &client, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_create(client, options, NULL, &sandbox, &error), OSB_ERR_SANDBOX_FAILED);
    CHECK_INT(osb_error_cleanup(error, -1), OSB_CLEANUP_FAILED);
    CHECK_STR(osb_error_sandbox_id(error), "sb-1");
    osb_error_free(error);
    osb_create_options_free(options);
    osb_client_free(client);
    osb_config_free(config);
    CHECK_INT(log.worst, OSB_LOG_ERROR);
    CHECK_CONTAINS(log.text, "sb-1");
    CHECK_INT(log.released, 1);
}

TEST(an_unknown_level_is_refused_and_nothing_is_released)
{
    struct log log = { .lines = 0 };
    osb_config *config = osb_config_new();
    CHECK_INT(osb_config_set_log(config, 99, on_log, &log, on_release), OSB_ERR_INVALID_ARGUMENT);
    CHECK_INT(osb_config_set_debug(config, 2), OSB_ERR_INVALID_ARGUMENT);
    osb_config_free(config);
    CHECK_INT(log.released, 0);
}
