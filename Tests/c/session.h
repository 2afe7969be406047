/* What a test begins with that is not about beginnings: a script's client, and a sandbox made with it. What goes wrong
 * here stops the program. */
#ifndef SESSION_H
#define SESSION_H

#include "check.h"
#include "scripted.h"

#include <opensandbox.h>

#include <stddef.h>

/* The routes of a sandbox sb-1 without its command; a script goes on with "on POST /execd/command". */
#define SESSION_ROUTES                                                                                            \
    "on POST /v1/sandboxes\n"                                                                                     \
    "  respond 202 application/json {'id':'sb-1','status':{'state':'Running'}}\n"                                 \
    "on GET /v1/sandboxes/sb-1\n"                                                                                 \
    "  respond 200 application/json {'id':'sb-1','status':{'state':'Running','reason':'CONTAINER_RUNNING'},"      \
    "'image':{'uri':'img'},'entrypoint':['tail','-f'],'metadata':{'team':'blue'},'createdAt':'2026-11-23T00:00:00Z'}\n" \
    "on DELETE /v1/sandboxes/sb-1\n"                                                                              \
    "  respond 204\n"                                                                                             \
    "on GET /v1/sandboxes/sb-1/endpoints/*\n"                                                                     \
    "  respond 200 application/json {'endpoint':'$BASE/execd','headers':{'X-Seat':'7'}}\n"                        \
    "on GET /execd/ping\n"                                                                                        \
    "  respond 200\n"

static inline osb_config *session_config(struct scripted_domain domain)
{
    osb_config *config = osb_config_new();
    if (osb_config_set_domain(config, domain.text) != OSB_OK)
        check_stop("the domain %s is refused", domain.text);
    return config;
}

static inline _Noreturn void session_stop(const char *what, osb_error *error)
{
    check_stop("%s: %s: %s", what, osb_status_name(osb_error_status(error)), osb_error_message(error));
}

/* Takes the config. */
static inline osb_client *session_client_with(osb_config *config)
{
    osb_client *client = NULL;
    osb_error *error = NULL;
    if (osb_client_new(config, &client, &error) != OSB_OK)
        session_stop("osb_client_new", error);
    osb_config_free(config);
    return client;
}

static inline osb_client *session_client(const char *script)
{
    return session_client_with(session_config(scripted_domain(script)));
}

static inline osb_sandbox *session_sandbox(osb_client *client)
{
    osb_sandbox *sandbox = NULL;
    osb_error *error = NULL;
    osb_create_options *options = osb_create_options_new();
    osb_create_options_set_image(options, "img");
    if (osb_sandbox_create(client, options, NULL, &sandbox, &error) != OSB_OK)
        session_stop("osb_sandbox_create", error);
    osb_create_options_free(options);
    return sandbox;
}

static inline osb_result *session_run(osb_sandbox *sandbox, const osb_command_options *options, osb_cancel *cancel)
{
    osb_result *result = NULL;
    osb_error *error = NULL;
    if (osb_command_run(sandbox, "true", options, cancel, &result, &error) != OSB_OK)
        session_stop("osb_command_run", error);
    return result;
}

#endif
