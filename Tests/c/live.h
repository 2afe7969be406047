/* The server that the conformance programs run against, a sandbox there that most of their tests share, and commands in it.
 *
 * The server is OSB_TEST_DOMAIN, OSB_TEST_PROTOCOL (http), OSB_TEST_API_KEY (none), and sandboxes are made from
 * OSB_TEST_IMAGE, which needs /bin/sh, seq, head and tr. OSB_TEST_USE_SERVER_PROXY=1 reaches them through the server. */
#ifndef LIVE_H
#define LIVE_H

#include "check.h"

#include <opensandbox.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A sandbox that a broken run leaves behind lives no longer than this. */
#define LIFETIME 300000

/* ---- The server ---- */

static inline const char *setting(const char *name, const char *otherwise)
{
    const char *value = getenv(name);
    if (value && *value)
        return value;
    if (!otherwise)
        check_stop("%s is not set", name);
    return otherwise;
}

_Noreturn static inline void stop(const char *what, const osb_error *error)
{
    check_stop("%s: %s: %s", what, osb_status_name(osb_error_status(error)), osb_error_message(error));
}

static inline osb_client *client_with_key(const char *key)
{
    osb_client *client = NULL;
    osb_error *error = NULL;
    osb_config *config = osb_config_new();
    CHECK_INT(osb_config_set_domain(config, setting("OSB_TEST_DOMAIN", NULL)), OSB_OK);
    CHECK_INT(osb_config_set_protocol(config, setting("OSB_TEST_PROTOCOL", "http")), OSB_OK);
    CHECK_INT(osb_config_set_api_key(config, key), OSB_OK);
    CHECK_INT(osb_config_set_use_server_proxy(config, strcmp(setting("OSB_TEST_USE_SERVER_PROXY", "0"), "1") == 0), OSB_OK);
    CHECK_INT(osb_config_set_request_timeout(config, 120000), OSB_OK); /* the first use of an image may have to fetch it */
    if (osb_client_new(config, &client, &error) != OSB_OK)
        stop("client", error);
    osb_config_free(config);
    return client;
}

static inline osb_client *new_client(void)
{
    return client_with_key(setting("OSB_TEST_API_KEY", ""));
}

static inline osb_create_options *new_options(void)
{
    osb_create_options *options = osb_create_options_new();
    CHECK_INT(osb_create_options_set_image(options, setting("OSB_TEST_IMAGE", "ubuntu:24.04")), OSB_OK);
    CHECK_INT(osb_create_options_set_timeout(options, LIFETIME), OSB_OK);
    CHECK_INT(osb_create_options_set_resource(options, "cpu", "500m"), OSB_OK);
    CHECK_INT(osb_create_options_set_resource(options, "memory", "256Mi"), OSB_OK);
    return options;
}

/* Takes the options; the sandbox keeps the client. */
static inline osb_sandbox *new_sandbox(osb_create_options *options)
{
    osb_client *client = new_client();
    osb_sandbox *sandbox = NULL;
    osb_error *error = NULL;
    if (osb_sandbox_create(client, options, NULL, &sandbox, &error) != OSB_OK)
        stop("create", error);
    osb_create_options_free(options);
    osb_client_free(client);
    return sandbox;
}

/* The one most tests share: made when it is first wanted, ended with the program. */
static osb_sandbox *shared;

static inline void end_shared(void)
{
    osb_sandbox_kill(shared, NULL, NULL);
    osb_sandbox_free(shared);
}

static inline osb_sandbox *sandbox(void)
{
    if (!shared) {
        osb_create_options *options = new_options();
        CHECK_INT(osb_create_options_set_env(options, "GREETING", "hello there"), OSB_OK);
        CHECK_INT(osb_create_options_set_metadata(options, "suite", "conformance"), OSB_OK);
        CHECK_INT(osb_create_options_set_metadata(options, "run", "a.b-c_d"), OSB_OK);
        shared = new_sandbox(options);
        atexit(end_shared);
    }
    return shared;
}

/* ---- Commands ---- */

static inline osb_result *run_with(const char *command, osb_command_options *options, osb_cancel *cancel)
{
    osb_result *result = NULL;
    osb_error *error = NULL;
    if (osb_command_run(sandbox(), command, options, cancel, &result, &error) != OSB_OK)
        stop(command, error);
    osb_command_options_free(options);
    return result;
}

static inline osb_result *run(const char *command)
{
    return run_with(command, NULL, NULL);
}

static inline void check_exited(const osb_result *result, int32_t code)
{
    CHECK_INT(osb_result_ended(result), OSB_ENDED_EXITED);
    CHECK_INT(osb_result_exit_code(result), code);
}

/* Runs a command to exit code 0 and holds its standard output against this. */
static inline void check_output(const char *command, const char *expected)
{
    osb_result *result = run(command);
    check_exited(result, 0);
    CHECK_STR(osb_result_stdout(result, NULL), expected);
    osb_result_free(result);
}

/* Looks from inside until the process whose id the command printed first is gone, or a zombie. */
static inline void check_gone(const osb_result *result)
{
    char command[320];
    long pid = strtol(osb_result_stdout(result, NULL), NULL, 10);
    REQUIRE(pid > 0);
    snprintf(command, sizeof command,
             "for i in $(seq 1 300); do [ -d /proc/%ld ] || exit 0; grep -q '^State:[[:space:]]*Z' /proc/%ld/status && exit 0; "
             "sleep 0.1; done; exit 1", pid, pid);
    osb_result *look = run(command);
    check_exited(look, 0);
    osb_result_free(look);
}

/* Prints the id of its process, which then stays for an hour. */
#define LONG_COMMAND "echo $$; exec sleep 3600"

#endif
