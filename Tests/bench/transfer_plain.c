/* A file each way through libcurl alone, as its manual does it: a mime upload of a file, a download to a descriptor.
 *
 *     transfer_plain DOMAIN FILE      DOMAIN is the daemon's */
#include "transfer.h"

#include <curl/curl.h>

static size_t take(char *data, size_t size, size_t count, void *context)
{
    return (size_t)write(*(int *)context, data, size * count);
}

static size_t drop(char *data, size_t size, size_t count, void *context)
{
    (void)data, (void)context;
    return size * count;
}

static void perform(CURL *easy, const char *domain, const char *path)
{
    char url[256];
    long status = 0;
    snprintf(url, sizeof url, "http://%s%s", domain, path);
    curl_easy_setopt(easy, CURLOPT_URL, url);
    CURLcode code = curl_easy_perform(easy);
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    if (code != CURLE_OK || status != 200)
        stop("curl_easy_perform", curl_easy_strerror(code));
}

int main(int argc, char **argv)
{
    if (argc != 3)
        stop("transfer_plain", "DOMAIN FILE");
    CURL *easy = curl_easy_init();
    if (!easy)
        stop("curl_easy_init", "no handle");
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, drop);
    perform(easy, argv[1], "/ping");

    struct transfer transfer = begin_transfer();
    curl_mime *mime = curl_mime_init(easy);
    curl_mimepart *part = curl_mime_addpart(mime);
    curl_mime_name(part, "metadata");
    curl_mime_filename(part, "metadata");
    curl_mime_data(part, "{\"path\":\"/f\"}", CURL_ZERO_TERMINATED);
    part = curl_mime_addpart(mime);
    curl_mime_name(part, "file");
    curl_mime_filedata(part, argv[2]);
    curl_easy_setopt(easy, CURLOPT_MIMEPOST, mime);
    perform(easy, argv[1], "/files/upload");
    end_transfer(&transfer, "up");
    curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
    curl_mime_free(mime);

    int fd = open_or_stop("/dev/null", O_WRONLY);
    transfer = begin_transfer();
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &fd);
    perform(easy, argv[1], "/files/download?path=/f");
    end_transfer(&transfer, "down");
    close(fd);
    curl_easy_cleanup(easy);
    return 0;
}
