/* Makes a client of the server at the domain given, over TLS, and one call, and prints what came of it: "OSB_OK", or a status and a message.
 * A second argument is a file of authorities to trust instead of the system's. */
#include <opensandbox.h>
#include <stdio.h>

int main(int count, char **arguments)
{
    osb_config *config = osb_config_new();
    osb_client *client = NULL;
    osb_sandbox_info *info = NULL;
    osb_error *error = NULL;
    osb_config_set_domain(config, count > 1 ? arguments[1] : NULL);
    osb_config_set_protocol(config, "https");
    osb_config_set_tries(config, 1);
    if (count > 2)
        osb_config_set_ca_file(config, arguments[2]);
    osb_status status = osb_client_new(config, &client, &error);
    if (status == OSB_OK)
        status = osb_server_get_sandbox(client, "sb-1", NULL, &info, &error);
    printf("%s %s\n", osb_status_name(status), error ? osb_error_message(error) : "");
    osb_error_free(error);
    osb_sandbox_info_free(info);
    osb_client_free(client);
    osb_config_free(config);
    return 0;
}
