/* Looking after the sandboxes of a server without connecting to any of them: list, pause, renew, label, end.
   The server comes from OPEN_SANDBOX_DOMAIN, OPEN_SANDBOX_PROTOCOL and OPEN_SANDBOX_API_KEY. */
#include <opensandbox.h>
#include <stdio.h>
#include <stdlib.h>

static void must(osb_status status, osb_error *error) {
    if (status == OSB_OK) return;
    fprintf(stderr, "%s: %s\n", osb_status_name(status), osb_error_message(error));
    exit(1);
}

int main(void) {
    osb_error *error = NULL;
    osb_client *client = NULL;
    osb_server_info *server = NULL;
    must(osb_client_new(NULL, &client, &error), error);
    must(osb_server_get_info(client, NULL, &server, &error), error);
    printf("server %s\n", osb_server_info_version(server));

    osb_create_options *options = osb_create_options_new();
    osb_create_options_set_image(options, "ubuntu:24.04");
    osb_create_options_set_metadata(options, "example", "administration");
    osb_create_options_set_skip_health_check(options, 1);
    for (int i = 0; i < 3; i++) {
        osb_sandbox *sandbox = NULL;
        must(osb_sandbox_create(client, options, NULL, &sandbox, &error), error);
        osb_sandbox_free(sandbox); /* it goes on without us */
    }

    /* All that are ours, page by page. */
    int count = 0;
    osb_sandbox_iterator *iterator = NULL;
    osb_sandbox_info *info = NULL;
    osb_metadata_patch *patch = osb_metadata_patch_new();
    osb_sandbox_filter *filter = osb_sandbox_filter_new();
    osb_sandbox_filter_add_state(filter, OSB_STATE_RUNNING);
    osb_sandbox_filter_set_metadata(filter, "example", "administration");
    osb_sandbox_filter_set_page_size(filter, 2);
    osb_metadata_patch_set(patch, "seen", "yes");
    must(osb_server_iterate_sandboxes(client, filter, &iterator, &error), error);
    osb_status status;
    while ((status = osb_sandbox_iterator_next(iterator, NULL, &info, &error)) == OSB_OK && info) {
        const char *id = osb_sandbox_info_id(info);
        must(osb_server_renew_sandbox(client, id, 60 * 60 * 1000, NULL, NULL, &error), error);
        must(osb_server_patch_metadata(client, id, patch, NULL, NULL, &error), error);
        count++;
        osb_sandbox_info_free(info);
        info = NULL;
    }
    must(status, error);
    printf("%d renewed and labelled\n", count);

    /* And a page of them, to end them. */
    osb_sandbox_page *page = NULL;
    osb_sandbox_filter_set_metadata(filter, "seen", "yes");
    osb_sandbox_filter_set_page_size(filter, 200);
    must(osb_server_list_sandboxes(client, filter, NULL, &page, &error), error);
    for (size_t i = 0; i < osb_sandbox_page_count(page); i++) {
        const char *id = osb_sandbox_info_id(osb_sandbox_page_info(page, i));
        if (i == 0) must(osb_server_pause_sandbox(client, id, NULL, &error), error); /* a paused one can be ended too */
        must(osb_server_kill_sandbox(client, id, NULL, &error), error);
    }
    printf("%zu ended\n", osb_sandbox_page_count(page));

    osb_sandbox_page_free(page);
    osb_metadata_patch_free(patch);
    osb_sandbox_iterator_free(iterator);
    osb_sandbox_filter_free(filter);
    osb_create_options_free(options);
    osb_server_info_free(server);
    osb_client_free(client);
    return 0;
}
