/* A client whose server is a script, a sandbox there, and a command in it. What is not expected to fail, and does, stops
 * the program with the library's own words. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include "check.h"
#include "scripted.h"

#include <opensandbox.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIXTURE_KEY "key-of-the-tests"

/* Routes: a test's own go before those it shares, because the first that takes a request answers it. */
#define CREATE_ROUTE "on POST /v1/sandboxes\n  respond 202 application/json {'id':'sb-1','status':{'state':'Running'}}\n"
#define ENDPOINT_ROUTE "on GET /v1/sandboxes/sb-1/endpoints/*\n  respond 200 application/json {'endpoint':'$BASE/execd'}\n"
#define PING_ROUTE "on GET /execd/ping\n  respond 200\n"
#define DELETE_ROUTE "on DELETE /v1/sandboxes/sb-1\n  respond 204\n"
/* For getters: something in each of them. */
#define INFO_ROUTE "on GET /v1/sandboxes/sb-1\n  respond 200 application/json {'id':'sb-1','status':{'state':'Running'}," \
    "'image':{'uri':'img'},'entrypoint':['tail','-f'],'metadata':{'team':'blue'},'extensions':{'seat':'7'}}\n"
#define ENDPOINT_8080_ROUTE "on GET /v1/sandboxes/sb-1/endpoints/8080\n" \
    "  respond 200 application/json {'endpoint':'$BASE/execd','headers':{'X-Seat':'7'}}\n"
#define SANDBOX_ROUTES CREATE_ROUTE ENDPOINT_ROUTE PING_ROUTE DELETE_ROUTE

#define COMMAND_ROUTE "on POST /execd/command\n"
#define STREAM "  head 200 text/event-stream chunked\n"
#define INIT "  event {'type':'init','text':'cmd-1','timestamp':1}\n"
#define LINE(text) "  event {'type':'stdout','text':'" text "','timestamp':1}\n"
#define COMPLETE "  event {'type':'execution_complete','execution_time':5,'timestamp':1}\n"
#define WHOLE_STREAM STREAM INIT LINE("a line") COMPLETE

_Noreturn static inline void fixture_stop(const char *what, const osb_error *error)
{
    check_stop("%s: %s: %s", what, osb_status_name(osb_error_status(error)), osb_error_message(error));
}

/* A config for a script, with the key. What fails has failed: retries have tests of their own. */
static inline osb_config *fixture_config(const char *script_name)
{
    osb_config *config = osb_config_new();
    osb_config_set_tries(config, 1);
    osb_config_set_domain(config, scripted_domain(script_name).text);
    osb_config_set_api_key(config, FIXTURE_KEY);
    return config;
}

/* The same over TLS. */
static inline osb_config *fixture_tls_config(const char *script_name)
{
    osb_config *config = fixture_config(script_name);
    osb_config_set_domain(config, scripted_tls_domain(script_name).text);
    osb_config_set_protocol(config, "https");
    osb_config_set_ca_file(config, scripted_authority());
    return config;
}

/* Takes the config. */
static inline osb_client *fixture_client_with(osb_config *config)
{
    osb_client *client = NULL;
    osb_error *error = NULL;
    if (osb_client_new(config, &client, &error) != OSB_OK)
        fixture_stop("client", error);
    osb_config_free(config);
    return client;
}

static inline osb_client *fixture_client(const char *script_name)
{
    return fixture_client_with(fixture_config(script_name));
}

/* Without the label that differs each time. */
static inline osb_create_options *fixture_create_options(void)
{
    osb_create_options *options = osb_create_options_new();
    osb_create_options_set_image(options, "ubuntu:24.04");
    osb_create_options_set_create_id(options, 0);
    return options;
}

/* What one call of a client of its own comes to: a create, after which nobody waits. Takes the config. */
static inline osb_status fixture_try(osb_config *config, osb_error **error)
{
    osb_client *client = fixture_client_with(config);
    osb_create_options *options = fixture_create_options();
    osb_sandbox *sandbox = NULL;
    osb_create_options_set_skip_health_check(options, 1);
    osb_status status = osb_sandbox_create(client, options, NULL, &sandbox, error);
    osb_create_options_free(options);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
    return status;
}

/* A sandbox that nobody has waited for: its endpoint is not looked up yet. */
static inline osb_sandbox *fixture_sandbox(osb_client *client)
{
    osb_create_options *options = fixture_create_options();
    osb_sandbox *sandbox = NULL;
    osb_error *error = NULL;
    osb_create_options_set_skip_health_check(options, 1);
    if (osb_sandbox_create(client, options, NULL, &sandbox, &error) != OSB_OK)
        fixture_stop("create", error);
    osb_create_options_free(options);
    return sandbox;
}

/* What came of a command that is known to have started. */
static inline osb_result *fixture_result(osb_sandbox *sandbox, const osb_command_options *options, osb_cancel *cancel)
{
    osb_result *result = NULL;
    osb_error *error = NULL;
    if (osb_command_run(sandbox, "true", options, cancel, &result, &error) != OSB_OK)
        fixture_stop("run", error);
    return result;
}

/* A command and what came of it. */
struct fixture {
    osb_client *client;
    osb_sandbox *sandbox;
    osb_command_options *options;
    osb_status status;
    osb_result *result;
    osb_error *error;
};

/* Defines the script with the routes of a sandbox after it, and makes the sandbox. Takes the config; NULL is the usual. */
static inline struct fixture fixture_open_with(osb_config *config, const char *script_name, const char *routes)
{
    struct fixture fixture = {0};
    size_t size = strlen(routes) + sizeof SANDBOX_ROUTES;
    char *script = malloc(size);
    if (!script)
        check_stop("no memory");
    snprintf(script, size, "%s%s", routes, SANDBOX_ROUTES);
    scripted_define(script_name, script);
    free(script);
    fixture.client = fixture_client_with(config ? config : fixture_config(script_name));
    fixture.sandbox = fixture_sandbox(fixture.client);
    fixture.options = osb_command_options_new();
    return fixture;
}

static inline struct fixture fixture_open(const char *script_name, const char *routes)
{
    return fixture_open_with(NULL, script_name, routes);
}

static inline void fixture_forget(struct fixture *fixture)
{
    osb_result_free(fixture->result);
    osb_error_free(fixture->error);
    fixture->result = NULL;
    fixture->error = NULL;
}

/* Runs a command with the fixture's options; what came of the one before is freed. */
static inline void fixture_run(struct fixture *fixture, osb_cancel *cancel)
{
    fixture_forget(fixture);
    fixture->status = osb_command_run(fixture->sandbox, "true", fixture->options, cancel, &fixture->result, &fixture->error);
}

static inline void fixture_close(struct fixture *fixture)
{
    fixture_forget(fixture);
    osb_command_options_free(fixture->options);
    osb_sandbox_free(fixture->sandbox);
    osb_client_free(fixture->client);
}

/* The body of the one request that a script saw on this route; to be freed. */
static inline char *fixture_request_body(const char *script_name, const char *method, const char *path)
{
    char *requests = scripted_requests(script_name, method, path, NULL);
    char *body = strstr(requests, "\r\n\r\n");
    if (!body)
        check_stop("no request to %s", path);
    memmove(requests, body + 4, strlen(body + 4) + 1);
    return requests;
}

/* The bodies of all requests that a script saw on this route, each with a line's end; to be freed. */
static inline char *fixture_request_bodies(const char *script_name, const char *method, const char *path)
{
    size_t size = 0, used = 0;
    char *requests = scripted_requests(script_name, method, path, &size), *bodies = calloc(1, size + 1);
    char next[16];
    if (!bodies)
        check_stop("no memory");
    snprintf(next, sizeof next, "%s /", method);
    for (const char *at = requests; (at = strstr(at, "\r\n\r\n"));) {
        const char *end = strstr(at += 4, next);
        size_t length = end ? (size_t)(end - at) : strlen(at);
        memcpy(bodies + used, at, length);
        used += length;
        bodies[used++] = '\n';
    }
    free(requests);
    return bodies;
}

#endif
