/* The quick start: makes a sandbox, streams a command's output as it comes, and ends the sandbox.
   The server comes from OPEN_SANDBOX_DOMAIN, OPEN_SANDBOX_PROTOCOL and OPEN_SANDBOX_API_KEY. */
#include <opensandbox.h>
#include <stdio.h>

static int32_t on_line(const char *line, size_t size, void *user_data) {
    (void)user_data;
    printf("%.*s\n", (int)size, line);
    fflush(stdout);
    return 0;
}

static int fail(osb_error *error) {
    fprintf(stderr, "%s: %s\n", osb_status_name(osb_error_status(error)), osb_error_message(error));
    osb_error_free(error);
    return 1;
}

int main(void) {
    osb_error *error = NULL;
    osb_client *client = NULL;
    osb_sandbox *sandbox = NULL;
    osb_result *result = NULL;
    int exit_code = 1;

    osb_create_options *create = osb_create_options_new();
    osb_command_options *run = osb_command_options_new();
    osb_create_options_set_image(create, "ubuntu:24.04");
    osb_command_options_on_stdout(run, on_line, NULL, NULL);

    if (osb_client_new(NULL, &client, &error) != OSB_OK || osb_sandbox_create(client, create, NULL, &sandbox, &error) != OSB_OK) {
        fail(error);
    } else {
        printf("sandbox %s\n", osb_sandbox_id(sandbox));
        const char *command = "for i in 1 2 3 4 5; do echo \"line $i\"; sleep 0.5; done";
        if (osb_command_run(sandbox, command, run, NULL, &result, &error) != OSB_OK) {
            fail(error);
        } else {
            printf("exit code %d after %lld ms\n", (int)osb_result_exit_code(result), (long long)osb_result_duration(result));
            exit_code = osb_result_ended(result) == OSB_ENDED_EXITED ? (int)osb_result_exit_code(result) : 1;
        }
        if (osb_sandbox_kill(sandbox, NULL, &error) != OSB_OK) exit_code = fail(error);
    }

    osb_result_free(result);
    osb_sandbox_free(sandbox);
    osb_command_options_free(run);
    osb_create_options_free(create);
    osb_client_free(client);
    return exit_code;
}
