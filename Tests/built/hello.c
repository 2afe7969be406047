/* What a user of the installed library writes first: it makes and frees what needs no server. */
#include <opensandbox.h>
#include <stdio.h>

int main(void)
{
    osb_client *client = NULL;
    osb_status status = osb_check_version(OSB_VERSION_MAJOR, OSB_VERSION_MINOR, OSB_VERSION_PATCH);
    if (status == OSB_OK)
        status = osb_client_new(NULL, &client, NULL);
    osb_client_free(client);
    printf("opensandbox %s: %s\n", osb_version(), osb_status_name(status));
    return status != OSB_OK;
}
