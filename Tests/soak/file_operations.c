#include "operations.h"

#include "attempt.h"
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes and how far they have gone, for a transfer by callback. */
struct content {
    unsigned char *bytes;
    size_t size, done;
    int is_wrong;
};

static struct content draw(struct generator *generator)
{
    static const int most[] = {0, 100, 20000, 300000};
    size_t size = (size_t)generator_between(generator, 0, most[generator_between(generator, 0, 3)]);
    struct content content = {.bytes = malloc(size + 8), .size = size};
    if (!content.bytes)
        check_stop("no memory");
    for (size_t i = 0; i < size; i += 8) {
        uint64_t next = generator_next(generator);
        memcpy(content.bytes + i, &next, sizeof next);
    }
    return content;
}

static int64_t give(void *buffer, size_t size, void *user_data)
{
    struct content *content = user_data;
    size_t left = content->size - content->done, given = size < left ? size : left;
    memcpy(buffer, content->bytes + content->done, given);
    content->done += given;
    return (int64_t)given;
}

static int32_t compare(const void *data, size_t size, void *user_data)
{
    struct content *content = user_data;
    if (size > content->size - content->done || memcmp(data, content->bytes + content->done, size) != 0)
        content->is_wrong = 1;
    else
        content->done += size;
    return content->is_wrong;
}

static int upload(struct worker *worker, struct shared_sandbox *sandbox, const char *path, struct content *content)
{
    osb_error *error = NULL;
    int by_callback = generator_percent(&worker->generator, 50);
    struct attempt attempt = attempt_begin_inside(worker, by_callback ? "osb_files_upload_from" : "osb_files_write", sandbox);
    attempt_may_be_cancelled(&attempt, 15, 40);
    content->done = 0;
    osb_status status = by_callback ? osb_files_upload_from(sandbox->handle, give, content, (int64_t)content->size, path, NULL, attempt.cancel, &error)
                                    : osb_files_write(sandbox->handle, path, content->bytes, content->size, NULL, attempt.cancel, &error);
    return attempt_end(&attempt, status, error);
}

/* An upload that failed is there whole or not at all. */
static void download(struct worker *worker, struct shared_sandbox *sandbox, const char *path, struct content *content, int is_there)
{
    osb_error *error = NULL;
    osb_bytes *bytes = NULL;
    osb_status status;
    int by_callback = generator_percent(&worker->generator, 50);
    struct attempt attempt = attempt_begin_inside(worker, by_callback ? "osb_files_download_to" : "osb_files_read", sandbox);
    attempt_may_be_cancelled(&attempt, 15, 40);
    content->done = 0;
    if (by_callback) {
        status = osb_files_download_to(sandbox->handle, path, compare, content, NULL, attempt.cancel, &error);
    } else {
        status = osb_files_read(sandbox->handle, path, NULL, attempt.cancel, &bytes, &error);
        size_t size = 0;
        const void *data = status == OSB_OK ? osb_bytes_data(bytes, &size) : NULL;
        if (status == OSB_OK)
            compare(data, size, content);
    }
    if (content->is_wrong || (status == OSB_OK && content->done != content->size))
        attempt_wrong(&attempt, "%zu of %zu bytes are right", content->done, content->size);
    attempt_end_also(&attempt, status, error, is_there ? OSB_OK : OSB_ERR_NOT_FOUND);
    osb_bytes_free(bytes);
}

static void delete_file(struct worker *worker, struct shared_sandbox *sandbox, const char *path)
{
    osb_error *error = NULL;
    struct attempt attempt = attempt_begin_inside(worker, "osb_files_delete", sandbox);
    osb_status status = osb_files_delete(sandbox->handle, &path, 1, NULL, attempt.cancel, &error);
    attempt_end(&attempt, status, error);
}

void transfer_file(struct worker *worker)
{
    char path[64];
    struct shared_sandbox *sandbox = sandboxes_borrow(&worker->generator);
    if (!sandbox)
        return;
    struct content content = draw(&worker->generator);
    snprintf(path, sizeof path, "/tmp/soak-%d-%ld", worker->number, worker->step);
    int is_there = upload(worker, sandbox, path, &content);
    download(worker, sandbox, path, &content, is_there);
    delete_file(worker, sandbox, path);
    free(content.bytes);
    sandboxes_return(sandbox);
}
