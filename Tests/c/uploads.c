/* Uploads: what is sent, how its size is told, and that less than all of it is never taken for whole. */
#include "check.h"
#include "faults.h"
#include "fixture.h"

#include <opensandbox.h>

#include <fcntl.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* More than goes in one piece, less than the scripted server remembers of a body. */
#define SIZE 500000
#define UPLOAD_AT(path) "on POST " path "/files/upload\n"
#define UPLOAD UPLOAD_AT("/execd")
#define UPLOADED UPLOAD "  respond 200\n"
#define INFO(size) "on GET /execd/files/info\n  respond 200 application/json {'/f':{'path':'/f','type':'file','size':" #size "}}\n"

struct upload {
    struct fixture fixture;
    osb_file_options *options;
    char path[64];
    osb_status status;
    osb_error *error;
};

/* With a file of SIZE bytes on the host. */
static struct upload upload_open_with(osb_config *config, const char *routes)
{
    struct upload upload = {.fixture = fixture_open_with(config, "uploads", routes), .path = "/tmp/osb-uploads-XXXXXX"};
    int fd = mkstemp(upload.path);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
    for (int i = 0; file && i < SIZE; i++)
        putc('0' + i % 10, file);
    if (!file || fclose(file) != 0)
        check_stop("no file to upload");
    upload.options = osb_file_options_new();
    return upload;
}

static struct upload upload_open(const char *routes)
{
    return upload_open_with(NULL, routes);
}

static void upload_close(struct upload *upload)
{
    unlink(upload->path);
    osb_error_free(upload->error);
    osb_file_options_free(upload->options);
    fixture_close(&upload->fixture);
}

static void send_path(struct upload *upload, const char *path)
{
    osb_error_free(upload->error);
    upload->error = NULL;
    upload->status = osb_files_upload(upload->fixture.sandbox, path, "/f", upload->options, NULL, &upload->error);
}

static void send_file(struct upload *upload)
{
    send_path(upload, upload->path);
}

static void send_fd(struct upload *upload, int fd, int64_t size, osb_cancel *cancel)
{
    osb_error_free(upload->error);
    upload->error = NULL;
    upload->status = osb_files_upload_fd(upload->fixture.sandbox, fd, size, "/f", upload->options, cancel, &upload->error);
}

static void check_failed(const struct upload *upload, osb_status status, const char *part)
{
    CHECK_INT(upload->status, status);
    CHECK_CONTAINS(osb_error_message(upload->error), part);
}

static long whole_uploads(void)
{
    return scripted_count("uploads", "request", "POST", "/execd/files/upload");
}

#define PROXIED "/sandboxes/sb-1/proxy/44772"

/* The one upload, whichever way it came; to be freed. */
static char *sent_request(size_t *size)
{
    int is_direct = scripted_count("uploads", "request", "POST", "/execd/files/upload") > 0;
    return scripted_requests("uploads", "POST", is_direct ? "/execd/files/upload" : PROXIED "/files/upload", size);
}

/* Its body with its chunks joined; to be freed. */
static char *sent_body(size_t *size)
{
    char *request = sent_request(size);
    char *body = strstr(request, "\r\n\r\n");
    if (!body)
        check_stop("no upload");
    body += 4;
    size_t head = (size_t)(body - request), filled = 0;
    if (strstr(request, "Transfer-Encoding: chunked") && strstr(request, "Transfer-Encoding: chunked") < body) {
        for (char *at = body;;) {
            char *end;
            size_t chunk = strtoul(at, &end, 16);
            if (chunk == 0)
                break;
            memmove(request + filled, end + 2, chunk);
            filled += chunk;
            at = end + 2 + chunk + 2;
        }
        *size = filled;
    } else {
        *size -= head;
        memmove(request, body, *size);
    }
    request[*size] = '\0';
    return request;
}

/* One file of the pattern, so many bytes of it. */
static void check_sent(long expected, const char *metadata)
{
    size_t size = 0;
    char *body = sent_body(&size);
    char *content = strstr(body, "application/octet-stream\r\n\r\n");
    CHECK_CONTAINS(body, metadata);
    if (CHECK(content != NULL)) {
        content += strlen("application/octet-stream\r\n\r\n");
        long count = 0;
        while (content[count] == '0' + (int)(count % 10))
            count++;
        CHECK_INT(count, expected);
        CHECK(strncmp(content + count, "\r\n--opensandbox-", 16) == 0);
        CHECK(size > 4 && strcmp(body + size - 4, "--\r\n") == 0);
    }
    free(body);
}

static void check_field(const char *field, int is_there)
{
    size_t size;
    char *request = sent_request(&size);
    char *end = strstr(request, "\r\n\r\n");
    if (end)
        *end = '\0';
    CHECK_INT(strstr(request, field) != NULL, is_there);
    free(request);
}

/* ---- All goes well ---- */

TEST(a_file_is_uploaded_in_chunks_when_reached_directly)
{
    struct upload upload = upload_open(UPLOADED INFO(500000));
    send_file(&upload);
    CHECK_INT(upload.status, OSB_OK);
    CHECK_STR(osb_error_message(upload.error), NULL);
    check_sent(SIZE, "{\"path\":\"/f\"}\r\n");
    check_field("Transfer-Encoding: chunked", 1);
    check_field("Content-Length:", 0);
    check_field("Expect:", 0);
    CHECK_INT(scripted_count("uploads", "request", "GET", "/execd/files/info"), 1);
    upload_close(&upload);
}

#define THROUGH_SERVER "on GET /v1/sandboxes/sb-1/endpoints/*\n  respond 200 application/json {'endpoint':'$BASE" PROXIED "'}\n"

static struct upload upload_open_through_server(void)
{
    osb_config *config = fixture_config("uploads");
    CHECK_INT(osb_config_set_use_server_proxy(config, 1), OSB_OK);
    return upload_open_with(config, THROUGH_SERVER UPLOAD_AT(PROXIED) "  respond 200\n"
        "on GET " PROXIED "/files/info\n  respond 200 application/json {'/f':{'path':'/f','type':'file','size':500000}}\n");
}

TEST(a_file_is_uploaded_with_its_length_through_the_server)
{
    struct upload upload = upload_open_through_server();
    send_file(&upload);
    CHECK_INT(upload.status, OSB_OK);
    check_sent(SIZE, "{\"path\":\"/f\"}\r\n");
    check_field("Transfer-Encoding:", 0);
    check_field("Content-Length: 500", 1);
    upload_close(&upload);
}

/* ---- Descriptors and callbacks ---- */

struct writer {
    int fd;
    long size;
};

static void *write_all(void *argument)
{
    struct writer *writer = argument;
    char bytes[1000];
    for (int i = 0; i < 1000; i++)
        bytes[i] = (char)('0' + i % 10);
    for (long done = 0; done < writer->size; done += 1000)
        if (write(writer->fd, bytes, 1000) != 1000)
            check_stop("a short write");
    close(writer->fd);
    return NULL;
}

static void check_from(int ends[2], int flags)
{
    struct upload upload = upload_open(UPLOADED INFO(500000));
    struct writer writer = {.fd = ends[1], .size = SIZE};
    pthread_t thread;
    CHECK_INT(fcntl(ends[0], F_SETFL, flags), 0);
    if (pthread_create(&thread, NULL, write_all, &writer) != 0)
        check_stop("no thread");
    send_fd(&upload, ends[0], -1, NULL);
    pthread_join(thread, NULL);
    close(ends[0]);
    CHECK_INT(upload.status, OSB_OK);
    check_sent(SIZE, "{\"path\":\"/f\"}\r\n");
    upload_close(&upload);
}

TEST(pipes_and_sockets_are_uploaded_blocking_or_not)
{
    int ends[2];
    for (int flags = 0; flags <= O_NONBLOCK; flags += O_NONBLOCK) {
        CHECK_INT(pipe(ends), 0);
        check_from(ends, flags);
        CHECK_INT(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
        check_from(ends, flags);
    }
}

TEST(a_descriptor_is_uploaded_from_where_it_stands)
{
    struct upload upload = upload_open(UPLOADED INFO(100));
    int fd = open(upload.path, O_RDONLY);
    CHECK_INT(lseek(fd, SIZE - 200, SEEK_SET), SIZE - 200);
    send_fd(&upload, fd, 100, NULL);
    CHECK_INT(upload.status, OSB_OK);
    CHECK_INT(lseek(fd, 0, SEEK_CUR), SIZE - 100);
    check_sent(100, "{\"path\":\"/f\"}\r\n");
    close(fd);
    upload_close(&upload);
}

TEST(a_size_that_is_not_known_cannot_go_through_the_server)
{
    struct upload upload = upload_open_through_server();
    int fd = open(upload.path, O_RDONLY);
    send_fd(&upload, fd, -1, NULL);
    check_failed(&upload, OSB_ERR_SIZE_UNKNOWN, "size has to be known");
    CHECK_INT(scripted_count("uploads", "head", "POST", PROXIED "/files/upload"), 0);
    CHECK_INT(lseek(fd, 0, SEEK_SET), 0);
    send_fd(&upload, fd, SIZE, NULL);
    CHECK_INT(upload.status, OSB_OK);
    check_sent(SIZE, "{\"path\":\"/f\"}\r\n");
    close(fd);
    upload_close(&upload);
}

struct giver {
    long given, size, fail_at;
    int64_t answer; /* at fail_at */
};

static int64_t give(void *buffer, size_t size, void *user_data)
{
    struct giver *giver = user_data;
    long count = giver->size - giver->given;
    if (giver->fail_at && giver->given >= giver->fail_at)
        return giver->answer;
    if (count > 777)
        count = 777;
    if (count > (long)size)
        count = (long)size;
    for (long i = 0; i < count; i++)
        ((char *)buffer)[i] = (char)('0' + (giver->given + i) % 10);
    giver->given += count;
    return count;
}

static void send_from(struct upload *upload, struct giver *giver, int64_t size)
{
    osb_error_free(upload->error);
    upload->error = NULL;
    upload->status = osb_files_upload_from(upload->fixture.sandbox, give, giver, size, "/f", upload->options, NULL, &upload->error);
}

TEST(a_callback_gives_what_is_uploaded)
{
    static const int64_t sizes[] = {-1, SIZE};
    for (int i = 0; i < 2; i++) {
        struct giver giver = {.size = SIZE};
        struct upload upload = upload_open(UPLOADED INFO(500000));
        send_from(&upload, &giver, sizes[i]);
        CHECK_INT(upload.status, OSB_OK);
        check_sent(SIZE, "{\"path\":\"/f\"}\r\n");
        upload_close(&upload);
    }
}

/* What a daemon would take for a whole file never reaches it. */
static void check_given_up(struct upload *upload, osb_status status, const char *part)
{
    check_failed(upload, status, part);
    CHECK_INT(osb_error_retryable(upload->error), 0);
    scripted_wait("uploads", "close", "POST", "/execd/files/upload", 1);
    CHECK_INT(whole_uploads(), 0);
    CHECK_INT(scripted_count("uploads", "request", "GET", "/execd/files/info"), 0);
}

TEST(a_callback_that_fails_gives_the_upload_up)
{
    struct giver giver = {.size = SIZE, .fail_at = 300000, .answer = -5};
    struct upload upload = upload_open(UPLOADED INFO(500000));
    send_from(&upload, &giver, -1);
    check_given_up(&upload, OSB_ERR_STOPPED, "answered -5");
    upload_close(&upload);
}

TEST(a_callback_that_claims_more_than_there_is_room_for_gives_the_upload_up)
{
    struct giver giver = {.size = SIZE, .fail_at = 300000, .answer = INT64_MAX};
    struct upload upload = upload_open(UPLOADED INFO(500000));
    send_from(&upload, &giver, -1);
    check_given_up(&upload, OSB_ERR_INVALID_ARGUMENT, "more bytes than there was room for");
    upload_close(&upload);
}

TEST(a_callback_that_ends_too_early_gives_the_upload_up)
{
    struct giver giver = {.size = 300000};
    struct upload upload = upload_open(UPLOADED INFO(300000));
    send_from(&upload, &giver, SIZE);
    check_given_up(&upload, OSB_ERR_INCOMPLETE, "200000 bytes too early");
    upload_close(&upload);
}

TEST(a_descriptor_that_ends_too_early_gives_the_upload_up)
{
    struct upload upload = upload_open(UPLOADED INFO(500000));
    int fd = open(upload.path, O_RDONLY);
    send_fd(&upload, fd, SIZE + 10, NULL);
    check_given_up(&upload, OSB_ERR_INCOMPLETE, "10 bytes too early");
    close(fd);
    upload_close(&upload);
}

struct progress {
    uint64_t last;
    int64_t total;
    int calls, stop_after, went_back;
};

static int32_t on_progress(uint64_t done, int64_t total, void *user_data)
{
    struct progress *progress = user_data;
    progress->went_back += done < progress->last;
    progress->last = done;
    progress->total = total;
    progress->calls++;
    return progress->stop_after && progress->calls >= progress->stop_after ? 9 : 0;
}

TEST(progress_is_told)
{
    struct progress progress = {0};
    struct upload upload = upload_open(UPLOADED INFO(500000));
    CHECK_INT(osb_file_options_on_progress(upload.options, on_progress, &progress, NULL), OSB_OK);
    send_file(&upload);
    CHECK_INT(upload.status, OSB_OK);
    CHECK(progress.calls > 1);
    CHECK_INT(progress.went_back, 0);
    CHECK_INT(progress.last, SIZE);
    CHECK_INT(progress.total, SIZE);
    upload_close(&upload);
}

TEST(a_progress_callback_gives_the_upload_up)
{
    struct progress progress = {.stop_after = 1};
    struct upload upload = upload_open(UPLOADED INFO(500000));
    CHECK_INT(osb_file_options_on_progress(upload.options, on_progress, &progress, NULL), OSB_OK);
    send_file(&upload);
    check_given_up(&upload, OSB_ERR_STOPPED, "answered 9");
    CHECK_INT(progress.calls, 1);
    upload_close(&upload);
}

/* ---- The host's file ---- */

TEST(what_cannot_be_read_is_told_before_anything_is_sent)
{
    char fifo[96];
    struct upload upload = upload_open(UPLOADED);
    long before = scripted_count("uploads", "request", NULL, NULL);
    snprintf(fifo, sizeof fifo, "%s-fifo", upload.path);
    CHECK_INT(mkfifo(fifo, 0600), 0);
    send_path(&upload, "/no/such/file");
    check_failed(&upload, OSB_ERR_HOST_IO, "open /no/such/file: No such file or directory");
    send_path(&upload, "/tmp");
    check_failed(&upload, OSB_ERR_HOST_IO, "no regular file");
    send_path(&upload, fifo); /* whose other end never comes */
    check_failed(&upload, OSB_ERR_HOST_IO, "no regular file");
    send_fd(&upload, 1 << 20, -1, NULL);
    check_failed(&upload, OSB_ERR_INVALID_ARGUMENT, "Bad file descriptor");
    CHECK_INT(scripted_count("uploads", "request", NULL, NULL), before);
    unlink(fifo);
    upload_close(&upload);
}

TEST(a_descriptor_that_cannot_be_read_gives_the_upload_up)
{
    struct upload upload = upload_open(UPLOADED INFO(500000));
    int fd = open(upload.path, O_WRONLY);
    send_fd(&upload, fd, -1, NULL);
    check_failed(&upload, OSB_ERR_HOST_IO, "Bad file descriptor");
    CHECK_INT(whole_uploads(), 0);
    close(fd);
    upload_close(&upload);
}

TEST(the_mode_is_kept_if_asked)
{
    struct upload upload = upload_open(UPLOADED INFO(500000));
    CHECK_INT(chmod(upload.path, 0640), 0);
    CHECK_INT(osb_file_options_set_keep_mode(upload.options, 1), OSB_OK);
    send_file(&upload);
    CHECK_INT(upload.status, OSB_OK);
    check_sent(SIZE, "{\"path\":\"/f\",\"mode\":640}\r\n");
    upload_close(&upload);
}

TEST(files_of_the_host_are_written_together)
{
    struct upload upload = upload_open(UPLOADED "on GET /execd/files/info\n  respond 200 application/json "
        "{'/a':{'path':'/a','type':'file','size':500000},'/b':{'path':'/b','type':'file','size':1}}\n");
    osb_file_batch *batch = osb_file_batch_new();
    CHECK_INT(osb_file_batch_add_file(batch, "/a", upload.path, NULL, NULL), OSB_OK);
    CHECK_INT(osb_file_batch_add(batch, "/b", "B", 1, NULL, NULL), OSB_OK);
    CHECK_INT(osb_files_write_many(upload.fixture.sandbox, batch, NULL, NULL, &upload.error), OSB_OK);
    check_sent(SIZE, "{\"path\":\"/b\"}\r\n");
    osb_file_batch_free(batch);
    upload_close(&upload);
}

/* ---- The way to the daemon ---- */

TEST(a_short_file_is_an_error)
{
    struct upload upload = upload_open(UPLOADED INFO(499999));
    send_file(&upload);
    check_failed(&upload, OSB_ERR_INCOMPLETE, "500000 bytes were sent to /f, of which 499999 are there");
    upload_close(&upload);
}

static void check_cut_at(int percent, int from_descriptor)
{
    char fault[64];
    osb_config *config = fixture_config("uploads");
    osb_config_set_domain(config, scripted_domain_behind_faults("uploads").text);
    struct upload upload = upload_open_with(config, UPLOADED INFO(500000));
    int32_t healthy = 0;
    CHECK_INT(osb_sandbox_is_healthy(upload.fixture.sandbox, NULL, &healthy, NULL), OSB_OK); /* the endpoint is looked up */
    snprintf(fault, sizeof fault, "cut up %d\n", SIZE / 100 * percent);
    faults_for_all(fault);
    if (from_descriptor) {
        int fd = open(upload.path, O_RDONLY);
        send_fd(&upload, fd, -1, NULL);
        close(fd);
    } else {
        send_file(&upload);
    }
    faults_clear();
    check_failed(&upload, from_descriptor ? OSB_ERR_OUTCOME_UNKNOWN : OSB_ERR_CONNECTION_LOST, "upload file");
    CHECK_INT(osb_error_retryable(upload.error), !from_descriptor);
    CHECK_INT(whole_uploads(), 0);
    CHECK_INT(scripted_count("uploads", "head", "POST", "/execd/files/upload"), 1);
    upload_close(&upload);
}

TEST(a_cut_at_10_percent_is_told) { check_cut_at(10, 0); }
TEST(a_cut_at_50_percent_is_told) { check_cut_at(50, 0); }
TEST(a_cut_at_99_percent_is_told) { check_cut_at(99, 0); }
TEST(a_cut_of_what_cannot_be_given_again_leaves_the_outcome_unknown) { check_cut_at(50, 1); }

TEST(a_refusal_is_told_in_the_daemons_words)
{
    struct upload upload = upload_open(UPLOAD "  respond 500 application/json {'code':'RUNTIME_ERROR','message':'write /f: no space left on device'}\n");
    send_file(&upload);
    check_failed(&upload, OSB_ERR_QUOTA, "no space left on device");
    upload_close(&upload);
}

/* Whoever reads nothing of the body for so long is given up. */
TEST(a_stalled_upload_times_out)
{
    osb_config *config = fixture_config("uploads");
    CHECK_INT(osb_config_set_idle_timeout(config, 300), OSB_OK);
    struct upload upload = upload_open_with(config, UPLOAD "  read 1000\n  stall\n");
    struct giver giver = {.size = 1L << 40};
    send_from(&upload, &giver, -1);
    check_failed(&upload, OSB_ERR_OUTCOME_UNKNOWN, "idle timeout");
    CHECK_INT(truncate(upload.path, 1L << 30), 0);
    send_file(&upload);
    check_failed(&upload, OSB_ERR_TIMEOUT, "idle timeout");
    upload_close(&upload);
}

/* The answer has its own limit, which begins when all is sent. */
TEST(an_answer_that_does_not_come_times_out)
{
    osb_config *config = fixture_config("uploads");
    CHECK_INT(osb_config_set_first_byte_timeout(config, 300), OSB_OK);
    struct upload upload = upload_open_with(config, UPLOAD "  stall\n");
    send_file(&upload);
    check_failed(&upload, OSB_ERR_TIMEOUT, "first-byte timeout");
    upload_close(&upload);
}

static void *trigger_when_begun(void *argument)
{
    scripted_wait("uploads", "head", "POST", "/execd/files/upload", 1);
    osb_cancel_trigger(argument);
    return NULL;
}

static void check_cancelled(int waits_for_host)
{
    int ends[2];
    pthread_t thread;
    struct upload upload = upload_open(UPLOAD "  read 1000\n  stall\n");
    osb_cancel *cancel = osb_cancel_new();
    CHECK_INT(pipe(ends), 0);
    CHECK_INT(write(ends[1], "0123456789", 10), 10); /* and nothing more */
    CHECK_INT(truncate(upload.path, 1L << 30), 0);
    if (pthread_create(&thread, NULL, trigger_when_begun, cancel) != 0)
        check_stop("no thread");
    if (waits_for_host)
        send_fd(&upload, ends[0], -1, cancel);
    else
        upload.status = osb_files_upload(upload.fixture.sandbox, upload.path, "/f", upload.options, cancel, &upload.error);
    pthread_join(thread, NULL);
    check_failed(&upload, OSB_ERR_CANCELLED, "cancelled");
    close(ends[0]);
    close(ends[1]);
    osb_cancel_free(cancel);
    upload_close(&upload);
}

TEST(a_cancel_ends_an_upload_that_waits_for_the_daemon) { check_cancelled(0); }
TEST(a_cancel_ends_an_upload_that_waits_for_a_pipe) { check_cancelled(1); }
