/* A sandbox's life: made, looked at, given more time, paused, resumed, found again by its id, ended.
   The server comes from OPEN_SANDBOX_DOMAIN, OPEN_SANDBOX_PROTOCOL and OPEN_SANDBOX_API_KEY. */
#include <opensandbox.h>
#include <stdio.h>
#include <stdlib.h>

static void must(osb_status status, osb_error *error) {
    if (status == OSB_OK) return;
    fprintf(stderr, "%s: %s\n", osb_status_name(status), osb_error_message(error));
    exit(1); /* the sandbox ends with its timeout */
}

static void tell(osb_sandbox *sandbox) {
    osb_error *error = NULL;
    osb_sandbox_info *info = NULL;
    must(osb_sandbox_get_info(sandbox, NULL, &info, &error), error);
    printf("%s, %lld s in all\n", osb_sandbox_info_state_text(info),
           (long long)(osb_sandbox_info_expires_at(info) - osb_sandbox_info_created_at(info)) / 60000 * 60);
    osb_sandbox_info_free(info);
}

int main(void) {
    osb_error *error = NULL;
    osb_client *client = NULL;
    osb_sandbox *sandbox = NULL, *again = NULL;
    osb_create_options *options = osb_create_options_new();
    osb_create_options_set_image(options, "ubuntu:24.04");
    osb_create_options_set_timeout(options, 5 * 60 * 1000);
    osb_create_options_set_metadata(options, "example", "lifecycle");

    must(osb_client_new(NULL, &client, &error), error);
    must(osb_sandbox_create(client, options, NULL, &sandbox, &error), error);
    tell(sandbox);

    must(osb_sandbox_renew(sandbox, 30 * 60 * 1000, NULL, NULL, &error), error);
    must(osb_sandbox_pause(sandbox, NULL, &error), error);
    must(osb_sandbox_wait_for_state(sandbox, OSB_STATE_PAUSED, 60000, NULL, &error), error);
    tell(sandbox);
    must(osb_sandbox_resume(sandbox, NULL, &error), error); /* waits until it is ready */
    tell(sandbox);

    must(osb_sandbox_connect(client, osb_sandbox_id(sandbox), NULL, NULL, &again, &error), error); /* from another process, say */
    osb_sandbox_free(sandbox);                                                                     /* leaves the sandbox running */
    must(osb_sandbox_destroy(again, NULL, &error), error);                                         /* ends it, and frees the handle */
    printf("ended\n");
    osb_create_options_free(options);
    osb_client_free(client);
    return 0;
}
