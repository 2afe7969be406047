/* A sandbox that cannot reach anybody.
   The server comes from OPEN_SANDBOX_DOMAIN, OPEN_SANDBOX_PROTOCOL and OPEN_SANDBOX_API_KEY. */
#include <opensandbox.h>
#include <stdio.h>

int main(void) {
    int failed = 1;
    osb_error *error = NULL;
    osb_client *client = NULL;
    osb_sandbox *sandbox = NULL;
    osb_result *result = NULL;
    osb_create_options *options = osb_create_options_new();
    osb_network_policy *policy = osb_network_policy_new(); /* denies what no rule allows */
    /* osb_network_policy_add_rule(policy, OSB_NETWORK_ALLOW, "*.example.com"); where the server has a filter for that */
    osb_create_options_set_image(options, "ubuntu:24.04");
    osb_create_options_set_network_policy(options, policy);
    if (osb_client_new(NULL, &client, &error) == OSB_OK && osb_sandbox_create(client, options, NULL, &sandbox, &error) == OSB_OK
        && osb_command_run(sandbox, "(exec 3<>/dev/tcp/192.0.2.1/80) 2>/dev/null || echo unreachable", NULL, NULL, &result, &error) == OSB_OK) {
        printf("%s", osb_result_stdout(result, NULL));
        failed = 0;
    } else if (osb_error_status(error) == OSB_ERR_VALIDATION) {
        printf("this server has no network policies: %s\n", osb_error_message(error));
    } else {
        fprintf(stderr, "%s\n", osb_error_message(error));
    }
    if (sandbox) osb_sandbox_destroy(sandbox, NULL, NULL);
    osb_error_free(error);
    osb_result_free(result);
    osb_network_policy_free(policy);
    osb_create_options_free(options);
    osb_client_free(client);
    return failed;
}
