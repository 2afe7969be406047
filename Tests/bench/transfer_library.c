/* The same through libopensandbox: verified, resumable, with progress.
 *
 *     transfer_library DOMAIN FILE      DOMAIN is the lifecycle server's */
#include "transfer.h"

#include <opensandbox.h>

static void require(osb_status status, osb_error *error, const char *what)
{
    if (status != OSB_OK)
        stop(what, osb_error_message(error));
}

static int32_t on_progress(uint64_t done, int64_t total, void *user_data)
{
    *(uint64_t *)user_data = done;
    return total >= 0 && done > (uint64_t)total;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        stop("transfer_library", "DOMAIN FILE");
    osb_error *error = NULL;
    osb_client *client = NULL;
    osb_sandbox *sandbox = NULL;
    osb_config *config = osb_config_new();
    osb_create_options *create = osb_create_options_new();
    osb_file_options *options = osb_file_options_new();
    uint64_t done = 0;
    require(osb_config_set_domain(config, argv[1]), NULL, "domain");
    require(osb_create_options_set_image(create, "ubuntu:24.04"), NULL, "image");
    require(osb_file_options_on_progress(options, on_progress, &done, NULL), NULL, "progress");
    require(osb_client_new(config, &client, &error), error, "client");
    require(osb_sandbox_create(client, create, NULL, &sandbox, &error), error, "create");

    struct transfer transfer = begin_transfer();
    require(osb_files_upload(sandbox, argv[2], "/f", options, NULL, &error), error, "upload");
    end_transfer(&transfer, "up");
    report("up_bytes", (double)done);

    int fd = open_or_stop("/dev/null", O_WRONLY);
    transfer = begin_transfer();
    require(osb_files_download_fd(sandbox, "/f", fd, options, NULL, &error), error, "download");
    end_transfer(&transfer, "down");
    report("down_bytes", (double)done);
    close(fd);

    osb_file_options_free(options);
    osb_create_options_free(create);
    osb_config_free(config);
    osb_sandbox_free(sandbox);
    osb_client_free(client);
    return 0;
}
