/* What can go wrong, and what an error tells of it.
   The server comes from OPEN_SANDBOX_DOMAIN, OPEN_SANDBOX_PROTOCOL and OPEN_SANDBOX_API_KEY. */
#include <opensandbox.h>
#include <stdio.h>

/* Takes the error. */
static void tell(const char *what, osb_error *error) {
    const char *code = osb_error_code(error), *field = osb_error_field(error);
    printf("%s: %s", what, osb_status_name(osb_error_status(error)));
    if (field) printf(", field %s", field);
    if (code) printf(", code %s", code);
    if (osb_error_http_status(error)) printf(", HTTP %d", (int)osb_error_http_status(error));
    if (osb_error_retryable(error)) printf(", worth another try");
    if (osb_error_retry_after(error) >= 0) printf(" in %lld ms", (long long)osb_error_retry_after(error));
    printf("\n");
    osb_error_free(error);
}

int main(void) {
    osb_error *error = NULL;
    osb_client *client = NULL;
    osb_sandbox *sandbox = NULL;
    osb_create_options *options = osb_create_options_new();
    if (osb_client_new(NULL, &client, &error) != OSB_OK) return tell("client", error), 1;

    /* Caught before anything is sent. */
    if (osb_sandbox_create(client, options, NULL, &sandbox, &error) != OSB_OK) tell("no image", error);

    /* Refused by the server. */
    error = NULL;
    osb_create_options_set_image(options, "ubuntu:24.04");
    osb_create_options_set_timeout(options, 1000);
    if (osb_sandbox_create(client, options, NULL, &sandbox, &error) != OSB_OK) tell("too short a life", error);

    error = NULL;
    if (osb_sandbox_connect(client, "no-such-sandbox", NULL, NULL, &sandbox, &error) != OSB_OK) tell("no such sandbox", error);

    /* A deadline of one's own: whatever was made until then is deleted in the background, and the error tells how that went. */
    error = NULL;
    osb_cancel *deadline = osb_cancel_new();
    osb_cancel_set_timeout(deadline, 3000);
    osb_create_options_set_timeout(options, 60000);
    osb_create_options_set_http_probe(options, 9, "/never");
    osb_create_options_set_ready_timeout(options, 60000);
    if (osb_sandbox_create(client, options, deadline, &sandbox, &error) != OSB_OK) {
        printf("cleaned up: %d\n", osb_error_cleanup(error, -1) == OSB_CLEANUP_DONE);
        tell("not ready in time", error);
    }
    osb_cancel_free(deadline);
    osb_create_options_free(options);
    osb_client_free(client);
    return 0;
}
