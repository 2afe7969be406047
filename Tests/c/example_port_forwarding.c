/* A web server in a sandbox, and a page fetched from it.
   The server comes from OPEN_SANDBOX_DOMAIN, OPEN_SANDBOX_PROTOCOL and OPEN_SANDBOX_API_KEY. */
#include <opensandbox.h>
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **arguments) {
    int32_t port = count > 1 ? atoi(arguments[1]) : 8080;
    osb_error *error = NULL; osb_client *client = NULL; osb_sandbox *sandbox = NULL; osb_http_response *page = NULL;
    char command[128];
    snprintf(command, sizeof command, "cd /tmp && echo 'hello from inside' >index.html && exec python3 -m http.server %d", (int)port);
    osb_create_options *options = osb_create_options_new();
    osb_create_options_set_image(options, "python:3.12");
    osb_create_options_add_entrypoint(options, "sh");
    osb_create_options_add_entrypoint(options, "-c");
    osb_create_options_add_entrypoint(options, command);
    osb_create_options_set_http_probe(options, port, "/");                                       /* ready when it serves */
    int ok = osb_client_new(NULL, &client, &error) == OSB_OK
        && osb_sandbox_create(client, options, NULL, &sandbox, &error) == OSB_OK
        && osb_sandbox_send_request(sandbox, port, NULL, NULL, &page, &error) == OSB_OK;         /* GET / */
    if (ok) printf("%d %s", (int)osb_http_response_status(page), osb_http_response_body(page, NULL));
    else fprintf(stderr, "%s\n", osb_error_message(error));

    osb_endpoint *endpoint = NULL;                                                               /* for any other client */
    if (ok && osb_sandbox_get_endpoint(sandbox, port, NULL, &endpoint, NULL) == OSB_OK) printf("at %s\n", osb_endpoint_url(endpoint));
    if (sandbox) osb_sandbox_destroy(sandbox, NULL, NULL);
    osb_endpoint_free(endpoint); osb_http_response_free(page); osb_error_free(error);
    osb_create_options_free(options); osb_client_free(client);
    return !ok;
}
