/* The threads that the library and libcurl start: where there is none to be had, what needs one says so, what does not goes on, and the
 * client works again when there is; and the last free waits for the end of ours. */
#include "calls.h"
#include "check.h"

#include <dlfcn.h>
#include <errno.h>
#include <netdb.h>
#include <pthread.h>

/* ---- A program's own pthread_create comes before libc's: it refuses as long as the test says so, and counts ---- */

static _Atomic int is_scarce, refused, begun, ended;

struct counted {
    void *(*body)(void *);
    void *argument;
};

static void *run_counted(void *context)
{
    struct counted counted = *(struct counted *)context;
    free(context);
    void *result = counted.body(counted.argument);
    ended++;
    return result;
}

/* Under other names, because the headers' own declarations are none that plain C can repeat. */
int scarce_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*body)(void *), void *argument) __asm__("pthread_create");

/* A sanitizer's, where there is one: it has to know every thread. */
int sanitizers_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*body)(void *), void *argument)
    __asm__("__interceptor_pthread_create") __attribute__((weak));

int scarce_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*body)(void *), void *argument)
{
    int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *) = sanitizers_create;
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "pthread_create");
    if (!real)
        check_stop("no pthread_create in libc");
    if (is_scarce) {
        refused++;
        return EAGAIN;
    }
    struct counted *counted = malloc(sizeof *counted);
    if (!counted)
        return EAGAIN;
    *counted = (struct counted){body, argument};
    int status = real(thread, attributes, run_counted, counted);
    if (status != 0)
        free(counted);
    else
        begun++;
    return status;
}

/* One name that leads here, without asking anybody. */
#define NAME "server.example"

int own_getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found) __asm__("getaddrinfo");

int own_getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found)
{
    int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
    *(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
    if (!real)
        check_stop("no getaddrinfo in libc");
    return real(name && strcmp(name, NAME) == 0 ? "127.0.0.1" : name, service, hints, found);
}

/* ---- Calls ---- */

static int needs_thread(const struct call *call)
{
    return call->make == calls_start || call->make == calls_follow || call->make == calls_queue;
}

TEST(what_needs_a_thread_says_so_and_the_rest_works)
{
    struct calls calls = calls_open("scarce");
    is_scarce = 1;
    for (int i = 0; i < CALLS; i++)
        CHECK_INT(calls_make(&calls, &every_call[i]), needs_thread(&every_call[i]) ? OSB_ERR_RESOURCES : OSB_OK);
    CHECK(refused > 0);
    is_scarce = 0;
    calls_make_all(&calls);
    calls_close(&calls);
}

TEST(automatic_renewal_needs_a_thread)
{
    struct calls calls = calls_open("renewal");
    osb_error *error = NULL;
    is_scarce = 1;
    CHECK_INT(osb_sandbox_set_auto_renew(calls.fixture.sandbox, 60000, NULL, NULL, NULL, &error), OSB_ERR_RESOURCES);
    CHECK_INT(osb_error_status(error), OSB_ERR_RESOURCES);
    is_scarce = 0;
    CHECK_INT(osb_sandbox_set_auto_renew(calls.fixture.sandbox, 60000, NULL, NULL, NULL, NULL), OSB_OK);
    osb_error_free(error);
    calls_close(&calls);
}

/* ---- The end ---- */

static void check_joined(osb_config *(*make_config)(const char *), const char *script)
{
    struct calls calls = calls_open_with(make_config(script), script, "");
    int before = begun;
    CHECK_INT(calls_health(&calls, NULL), OSB_OK);
    CHECK_INT(calls_run(&calls, NULL), OSB_OK);
    CHECK_INT(begun, before); /* blocking calls start none */
    calls_make_all(&calls);
    CHECK_INT(begun, before + 1);
    osb_client_free(calls.fixture.client); /* the sandbox keeps it */
    calls.fixture.client = NULL;
    CHECK_INT(calls_start(&calls, NULL), OSB_OK);
    CHECK_INT(ended, before);
    calls_close(&calls);
    CHECK_INT(ended, before + 1);
}

TEST(the_last_free_waits_for_the_librarys_thread)
{
    int before = begun - ended;
    check_joined(fixture_config, "joined");
    check_joined(fixture_tls_config, "joined-tls");
    CHECK_INT(begun - ended, before);
}

/* ---- What a failed create leaves behind ---- */

struct told {
    char text[2000];
};

static void keep_errors(osb_log_level level, const char *message, void *user_data)
{
    struct told *told = user_data;
    if (level == OSB_LOG_ERROR)
        snprintf(told->text + strlen(told->text), sizeof told->text - strlen(told->text), "%s\n", message);
}

/* Creates a sandbox with its label; gives the error. */
static osb_error *failed_create(const char *script, const char *routes, struct told *told)
{
    osb_config *config = fixture_config(script);
    osb_create_options *options = osb_create_options_new();
    osb_sandbox *sandbox = NULL;
    osb_error *error = NULL;
    osb_config_set_log(config, OSB_LOG_ERROR, keep_errors, told, NULL);
    scripted_define(script, routes);
    osb_client *client = fixture_client_with(config);
    osb_create_options_set_image(options, "ubuntu:24.04");
    osb_create_options_set_ready_timeout(options, 0);
    is_scarce = 1;
    CHECK(osb_sandbox_create(client, options, NULL, &sandbox, &error) != OSB_OK);
    CHECK_INT(osb_error_cleanup(error, -1), OSB_CLEANUP_FAILED);
    is_scarce = 0;
    osb_create_options_free(options);
    osb_client_free(client);
    return error;
}

TEST(a_sandbox_that_cannot_be_deleted_is_named)
{
    struct told told = {""};
    osb_error *error = failed_create("left", CREATE_ROUTE ENDPOINT_ROUTE "on GET /execd/ping\n  respond 503\n" DELETE_ROUTE, &told);
    CHECK_INT(osb_error_status(error), OSB_ERR_READY_TIMEOUT);
    CHECK_STR(osb_error_sandbox_id(error), "sb-1");
    CHECK_CONTAINS(told.text, "sandbox sb-1 was left behind: no thread could be started to delete it");
    osb_error_free(error);
}

TEST(a_sandbox_that_cannot_be_looked_for_is_told_by_its_label)
{
    struct told told = {""};
    osb_error *error = failed_create("lost", "on POST /v1/sandboxes\n  close\n", &told);
    CHECK_INT(osb_error_status(error), OSB_ERR_OUTCOME_UNKNOWN);
    CHECK_CONTAINS(told.text, "may have been left behind: no thread could be started to look for it");
    osb_error_free(error);
}

/* ---- libcurl's own thread, which looks names up ---- */

TEST(a_name_cannot_be_looked_up_without_a_thread)
{
    char domain[200];
    osb_config *config = osb_config_new();
    scripted_define("named", CALLS_ROUTES SANDBOX_ROUTES);
    snprintf(domain, sizeof domain, NAME "%s", strchr(scripted_domain("named").text, ':'));
    osb_config_set_domain(config, domain);
    struct calls calls = {.fixture.client = fixture_client_with(config)};
    osb_error *error = NULL;
    is_scarce = 1;
    CHECK_INT(calls_server_info(&calls, &error), OSB_ERR_RESOURCES);
    CHECK_CONTAINS(osb_error_message(error), "thread");
    is_scarce = 0;
    CHECK_INT(calls_server_info(&calls, NULL), OSB_OK);
    osb_error_free(error);
    osb_client_free(calls.fixture.client);
}
