/* A sandbox is ready when its own server is, not before: by a probe of a port, or by a health check of one's own.
   The server comes from OPEN_SANDBOX_DOMAIN, OPEN_SANDBOX_PROTOCOL and OPEN_SANDBOX_API_KEY. */
#include <opensandbox.h>
#include <stdio.h>

/* 1 is healthy, 0 not yet, anything else gives up. May call the library. */
static int32_t file_is_there(osb_sandbox *sandbox, void *user_data) {
    osb_result *result = NULL;
    ++*(int *)user_data;
    osb_status status = osb_command_run(sandbox, "test -f /tmp/started", NULL, NULL, &result, NULL);
    int healthy = status == OSB_OK && osb_result_exit_code(result) == 0;
    osb_result_free(result);
    return healthy;
}

static int fail(osb_error *error) {
    fprintf(stderr, "%s: %s\n", osb_status_name(osb_error_status(error)), osb_error_message(error));
    osb_error_free(error);
    return 1;
}

int main(void) {
    int asked = 0, failed = 0;
    osb_error *error = NULL;
    osb_client *client = NULL;
    osb_sandbox *sandbox = NULL;
    osb_create_options *options = osb_create_options_new();
    osb_create_options_set_image(options, "ubuntu:24.04");
    osb_create_options_add_entrypoint(options, "sh");
    osb_create_options_add_entrypoint(options, "-c");
    osb_create_options_add_entrypoint(options, "sleep 1; touch /tmp/started; sleep 3600");
    osb_create_options_on_health_check(options, file_is_there, &asked, NULL);
    osb_create_options_set_ready_timeout(options, 60000);

    if (osb_client_new(NULL, &client, &error) != OSB_OK || osb_sandbox_create(client, options, NULL, &sandbox, &error) != OSB_OK) {
        failed = fail(error);
    } else {
        int32_t healthy = 0;
        osb_sandbox_is_healthy(sandbox, NULL, &healthy, NULL);
        printf("healthy: %d, asked more than once: %d\n", (int)healthy, asked > 1);
        if (osb_sandbox_destroy(sandbox, NULL, &error) != OSB_OK) failed = fail(error);
    }
    /* Ready-made: osb_create_options_set_http_probe(options, 8080, "/health") and osb_create_options_set_tcp_probe(options, 5432). */
    osb_create_options_free(options);
    osb_client_free(client);
    return failed;
}
