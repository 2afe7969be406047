/* A command's output as it comes, both streams, and the command stopped from within a callback.
   The server comes from OPEN_SANDBOX_DOMAIN, OPEN_SANDBOX_PROTOCOL and OPEN_SANDBOX_API_KEY. */
#include <opensandbox.h>
#include <stdio.h>

static int32_t on_stdout(const char *line, size_t size, void *user_data) {
    int *lines = user_data;
    printf("out: %.*s\n", (int)size, line);
    return ++*lines == 3 ? 7 : 0; /* anything but 0 stops the command */
}

static int32_t on_stderr(const char *line, size_t size, void *user_data) {
    (void)user_data;
    printf("err: %.*s\n", (int)size, line);
    return 0;
}

int main(void) {
    int lines = 0, failed = 1;
    osb_error *error = NULL;
    osb_client *client = NULL;
    osb_sandbox *sandbox = NULL;
    osb_result *result = NULL;
    osb_create_options *create = osb_create_options_new();
    osb_command_options *run = osb_command_options_new();
    osb_create_options_set_image(create, "ubuntu:24.04");
    osb_command_options_set_cwd(run, "/tmp");
    osb_command_options_set_env(run, "WHAT", "line");
    osb_command_options_on_stdout(run, on_stdout, &lines, NULL);
    osb_command_options_on_stderr(run, on_stderr, NULL, NULL);
    if (osb_client_new(NULL, &client, &error) == OSB_OK && osb_sandbox_create(client, create, NULL, &sandbox, &error) == OSB_OK
        && osb_command_run(sandbox, "echo warning >&2; sleep 1; for i in 1 2 3 4 5; do echo $WHAT $i; sleep 0.3; done", run, NULL, &result, &error) == OSB_OK) {
        printf("stopped: %d, by %d\n", osb_result_ended(result) == OSB_ENDED_STOPPED, (int)osb_result_callback_value(result));
        failed = 0;
    } else {
        fprintf(stderr, "%s\n", osb_error_message(error));
    }
    if (sandbox) osb_sandbox_destroy(sandbox, NULL, NULL);
    osb_error_free(error);
    osb_result_free(result);
    osb_command_options_free(run);
    osb_create_options_free(create);
    osb_client_free(client);
    return failed;
}
