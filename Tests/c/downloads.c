/* Downloads: whole or not at all, whatever happens to the connection, the file, the host's disk and the host's callbacks. */
#include "check.h"
#include "faults.h"
#include "fixture.h"

#include <opensandbox.h>

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* The file in the sandbox: "0123456789" again and again. */
#define SIZE 1000000
#define PATH "/f"

#define INFO(second) "on GET /execd/files/info\n  respond 200 application/json " \
    "{'/f':{'path':'/f','type':'file','size':1000000,'modified_at':'2026-11-23T05:36:" second "Z','mode':4751}}\n"
#define DOWNLOAD "on GET /execd/files/download\n"
/* The head of a whole answer: when the file was last changed, and when the answer was begun. */
#define DATED(modified, date) DOWNLOAD "  header Last-Modified: Mon, 23 Nov 2026 05:36:" modified " GMT\n" \
    "  header Date: Mon, 23 Nov 2026 05:36:" date " GMT\n"
#define HEAD DATED("55", "56") "  head 200 application/octet-stream length 1000000\n"
#define WHOLE HEAD "  repeat 100000 raw 0123456789\n"
#define CUT_AT(n) HEAD "  cut " #n "\n  repeat 100000 raw 0123456789\n"
#define REST(first, tens) DOWNLOAD "  header Content-Range: bytes " #first "-999999/1000000\n" \
    "  head 206 application/octet-stream length " #tens "0\n  repeat " #tens " raw 0123456789\n"

/* ---- A place on the host, empty before and to be looked at afterwards ---- */

struct place {
    struct fixture fixture;
    osb_file_options *options;
    char directory[64], path[80];
    osb_status status;
    osb_error *error;
};

static struct place place_open_with(osb_config *config, const char *routes)
{
    struct place place = {.fixture = fixture_open_with(config, "downloads", routes), .directory = "/tmp/osb-downloads-XXXXXX"};
    if (!mkdtemp(place.directory))
        check_stop("no directory to download to");
    snprintf(place.path, sizeof place.path, "%s/target", place.directory);
    place.options = osb_file_options_new();
    return place;
}

static struct place place_open(const char *routes)
{
    return place_open_with(NULL, routes);
}

static void check_entries(const struct place *place, int expected)
{
    int count = 0;
    DIR *directory = opendir(place->directory);
    for (struct dirent *entry; directory && (entry = readdir(directory)) != NULL;)
        count += entry->d_name[0] != '.' || strlen(entry->d_name) > 2;
    CHECK_INT(count, expected);
    closedir(directory);
}

static void place_close(struct place *place)
{
    unlink(place->path);
    check_entries(place, 0); /* no temporary file is left behind, ever */
    rmdir(place->directory);
    osb_error_free(place->error);
    osb_file_options_free(place->options);
    fixture_close(&place->fixture);
}

static osb_sandbox *sandbox(const struct place *place)
{
    return place->fixture.sandbox;
}

static void download(struct place *place)
{
    osb_error_free(place->error);
    place->error = NULL;
    place->status = osb_files_download(sandbox(place), PATH, place->path, place->options, NULL, &place->error);
}

static void check_content(const char *path, long from, long size)
{
    FILE *file = fopen(path, "rb");
    long at = from;
    if (!CHECK(file != NULL))
        return;
    for (int byte; (byte = getc(file)) != EOF; at++)
        if (byte != '0' + (int)(at % 10)) {
            CHECK_INT(byte, '0' + at % 10);
            break;
        }
    CHECK_INT(at - from, size);
    fclose(file);
}

static void check_whole(const struct place *place)
{
    CHECK_INT(place->status, OSB_OK);
    CHECK_STR(osb_error_message(place->error), NULL);
    check_content(place->path, 0, SIZE);
    check_entries(place, 1);
}

/* Nothing of it can be seen. */
static void check_nothing(const struct place *place, osb_status status, const char *part)
{
    CHECK_INT(place->status, status);
    CHECK_CONTAINS(osb_error_message(place->error), part);
    check_entries(place, 0);
}

static long downloads(void)
{
    return scripted_count("downloads", "head", "GET", "/execd/files/download");
}

static void check_ranges(const char *first, const char *second)
{
    char *requests = scripted_requests("downloads", "GET", "/execd/files/download", NULL);
    char *at = strstr(requests, "Range: ");
    CHECK_CONTAINS(at ? at : "no range", first);
    if (second)
        CHECK_CONTAINS(at && strstr(at + 1, "Range: ") ? strstr(at + 1, "Range: ") : "no second range", second);
    free(requests);
}

static void write_file(const char *path, const char *text, mode_t mode)
{
    FILE *file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0 || chmod(path, mode) != 0)
        check_stop("%s cannot be written", path);
}

static mode_t mode_of(const char *path)
{
    struct stat status = {0};
    lstat(path, &status);
    return status.st_mode & 07777;
}

/* ---- All goes well ---- */

TEST(a_file_is_downloaded)
{
    struct place place = place_open(INFO("55.1") WHOLE);
    mode_t mask = umask(027);
    download(&place);
    umask(mask);
    check_whole(&place);
    CHECK_INT(mode_of(place.path), 0640);
    CHECK_INT(downloads(), 1);
    place_close(&place);
}

TEST(an_empty_file_is_downloaded)
{
    struct place place = place_open("on GET /execd/files/info\n  respond 200 application/json {'/f':{'path':'/f','type':'file','size':0}}\n"
                                    DOWNLOAD "  capture ex_97_download_empty_file\n");
    download(&place);
    CHECK_INT(place.status, OSB_OK);
    check_content(place.path, 0, 0);
    place_close(&place);
}

/* Never a set-user-ID bit, whatever the sandbox says. */
TEST(the_mode_is_kept_if_asked)
{
    struct place place = place_open(INFO("55.1") WHOLE);
    CHECK_INT(osb_file_options_set_keep_mode(place.options, 1), OSB_OK);
    download(&place);
    check_whole(&place);
    CHECK_INT(mode_of(place.path), 0751);
    place_close(&place);
}

TEST(a_file_that_has_the_name_gives_way_and_hands_on_its_mode)
{
    struct place place = place_open(INFO("55.1") WHOLE);
    write_file(place.path, "former", 0604);
    download(&place);
    check_whole(&place);
    CHECK_INT(mode_of(place.path), 0604);
    place_close(&place);
}

TEST(a_symbolic_link_that_has_the_name_gives_way_and_is_not_followed)
{
    char other[96];
    struct place place = place_open(INFO("55.1") WHOLE);
    snprintf(other, sizeof other, "%s/other", place.directory);
    write_file(other, "untouched", 0600);
    CHECK_INT(symlink("other", place.path), 0);
    download(&place);
    CHECK_INT(place.status, OSB_OK);
    check_content(place.path, 0, SIZE);
    FILE *file = fopen(other, "r");
    char text[16] = "";
    CHECK(file && fgets(text, sizeof text, file));
    CHECK_STR(text, "untouched");
    if (file)
        fclose(file);
    unlink(other);
    place_close(&place);
}

TEST(a_range_is_downloaded)
{
    struct place place = place_open(INFO("55.1") DOWNLOAD "  header Content-Range: bytes 3-12/1000000\n  respond 206 text/plain 3456789012\n");
    CHECK_INT(osb_file_options_set_range(place.options, 3, 10), OSB_OK);
    download(&place);
    CHECK_INT(place.status, OSB_OK);
    check_content(place.path, 3, 10);
    check_ranges("Range: bytes=3-12\r\n", NULL);
    place_close(&place);
}

TEST(sizes_beyond_4_gib_are_numbers_like_others)
{
    struct place place = place_open(
        "on GET /execd/files/info\n  respond 200 application/json {'/f':{'path':'/f','type':'file','size':9000000000}}\n"
        DOWNLOAD "  header Content-Range: bytes 8999999993-8999999999/9000000000\n  respond 206 text/plain 3456789\n");
    CHECK_INT(osb_file_options_set_range(place.options, 8999999993, -1), OSB_OK);
    download(&place);
    CHECK_INT(place.status, OSB_OK);
    check_content(place.path, 3, 7);
    check_ranges("Range: bytes=8999999993-\r\n", NULL);
    place_close(&place);
}

TEST(a_symbolic_link_in_the_sandbox_is_followed)
{
    struct place place = place_open("on GET /execd/files/info\n  respond 200 application/json {'/f':{'path':'/f','type':'symlink','size':7,'mode':777}}\n"
                                    WHOLE);
    CHECK_INT(osb_file_options_set_keep_mode(place.options, 1), OSB_OK);
    mode_t mask = umask(022);
    download(&place);
    umask(mask);
    check_whole(&place);
    CHECK_INT(mode_of(place.path), 0644);
    place_close(&place);
}

/* ---- Cuts ---- */

struct progress {
    uint64_t last;
    int64_t total;
    int calls, stop_after;
    int went_back;
};

static int32_t on_progress(uint64_t done, int64_t total, void *user_data)
{
    struct progress *progress = user_data;
    progress->went_back += done < progress->last;
    progress->last = done;
    progress->total = total;
    progress->calls++;
    return progress->stop_after && progress->calls >= progress->stop_after ? 17 : 0;
}

static void check_resumed(const char *routes, const char *range)
{
    struct progress progress = {0};
    struct place place = place_open(routes);
    CHECK_INT(osb_file_options_on_progress(place.options, on_progress, &progress, NULL), OSB_OK);
    download(&place);
    check_whole(&place);
    check_ranges(range, NULL);
    CHECK_INT(downloads(), 2);
    CHECK_INT(progress.went_back, 0);
    CHECK_INT(progress.last, SIZE);
    CHECK_INT(progress.total, SIZE);
    place_close(&place);
}

TEST(a_cut_at_10_percent_is_not_noticed) { check_resumed(INFO("55.1") CUT_AT(100000) REST(100000, 90000), "Range: bytes=100000-\r\n"); }
TEST(a_cut_at_50_percent_is_not_noticed) { check_resumed(INFO("55.1") CUT_AT(500000) REST(500000, 50000), "Range: bytes=500000-\r\n"); }
TEST(a_cut_at_99_percent_is_not_noticed) { check_resumed(INFO("55.1") CUT_AT(990000) REST(990000, 1000), "Range: bytes=990000-\r\n"); }

TEST(a_reset_is_not_noticed)
{
    check_resumed(INFO("55.1") HEAD "  cut 500000 reset\n  repeat 100000 raw 0123456789\n"
                  REST(500000, 50000), "Range: bytes=500000-\r\n");
}

/* As the server's proxy ends it when the daemon's connection has broken. */
TEST(an_answer_that_ends_well_but_early_is_not_taken_for_whole)
{
    check_resumed(INFO("55.1") DATED("55", "56") "  head 200 application/octet-stream chunked\n  repeat 50000 chunk 0123456789\n"
                  REST(500000, 50000), "Range: bytes=500000-\r\n");
}

TEST(several_cuts_are_not_noticed)
{
    struct place place = place_open(INFO("55.1") CUT_AT(300000)
        DOWNLOAD "  header Content-Range: bytes 300000-999999/1000000\n  head 206 application/octet-stream length 700000\n"
        "  cut 400000\n  repeat 70000 raw 0123456789\n" REST(700000, 30000));
    download(&place);
    check_whole(&place);
    check_ranges("Range: bytes=300000-\r\n", "Range: bytes=700000-\r\n");
    place_close(&place);
}

TEST(a_bad_gateway_on_the_way_is_not_noticed)
{
    struct place place = place_open(INFO("55.1") CUT_AT(500000) DOWNLOAD "  respond 502 text/plain Bad Gateway\n" REST(500000, 50000));
    download(&place);
    check_whole(&place);
    place_close(&place);
}

TEST(a_range_goes_on_after_a_cut)
{
    struct place place = place_open(INFO("55.1")
        DOWNLOAD "  header Content-Range: bytes 100000-899999/1000000\n  head 206 application/octet-stream length 800000\n"
        "  cut 300000\n  repeat 80000 raw 0123456789\n"
        DOWNLOAD "  header Content-Range: bytes 400000-899999/1000000\n  head 206 application/octet-stream length 500000\n"
        "  repeat 50000 raw 0123456789\n");
    CHECK_INT(osb_file_options_set_range(place.options, 100000, 800000), OSB_OK);
    download(&place);
    CHECK_INT(place.status, OSB_OK);
    check_content(place.path, 0, 800000);
    check_ranges("Range: bytes=100000-899999\r\n", "Range: bytes=400000-899999\r\n");
    place_close(&place);
}

TEST(a_server_that_knows_no_ranges_gives_the_whole_again_and_what_is_there_is_skipped)
{
    struct place place = place_open(INFO("55.1") CUT_AT(500000) WHOLE);
    download(&place);
    check_whole(&place);
    place_close(&place);
}

TEST(a_stalled_answer_is_taken_up_elsewhere)
{
    osb_config *config = fixture_config("downloads");
    CHECK_INT(osb_config_set_idle_timeout(config, 300), OSB_OK);
    struct place place = place_open_with(config, INFO("55.1")
        HEAD "  cut 500000 stall\n  repeat 100000 raw 0123456789\n" REST(500000, 50000));
    download(&place);
    check_whole(&place);
    place_close(&place);
}

TEST(without_resume_a_cut_is_an_error)
{
    struct place place = place_open(INFO("55.1") CUT_AT(500000) REST(500000, 50000));
    CHECK_INT(osb_file_options_set_resume(place.options, 0), OSB_OK);
    download(&place);
    check_nothing(&place, OSB_ERR_CONNECTION_LOST, "download file");
    CHECK_INT(downloads(), 1);
    place_close(&place);
}

TEST(cuts_without_end_are_an_error)
{
    struct place place = place_open(INFO("55.1") CUT_AT(0));
    download(&place);
    check_nothing(&place, OSB_ERR_CONNECTION_LOST, "download file");
    place_close(&place);
}

TEST(what_was_there_before_stays_when_a_download_fails)
{
    char text[16] = "";
    struct place place = place_open(INFO("55.1") CUT_AT(500000));
    CHECK_INT(osb_file_options_set_resume(place.options, 0), OSB_OK);
    write_file(place.path, "former", 0600);
    download(&place);
    CHECK_INT(place.status, OSB_ERR_CONNECTION_LOST);
    FILE *file = fopen(place.path, "r");
    CHECK(file && fgets(text, sizeof text, file));
    CHECK_STR(text, "former");
    if (file)
        fclose(file);
    check_entries(&place, 1);
    place_close(&place);
}

/* ---- The file changes meanwhile ---- */

TEST(a_file_written_anew_after_a_cut_is_told)
{
    struct place place = place_open(INFO("57.0") CUT_AT(500000) REST(500000, 50000));
    download(&place);
    check_nothing(&place, OSB_ERR_FILE_CHANGED, "changed");
    CHECK_INT(downloads(), 1);
    place_close(&place);
}

TEST(a_file_written_anew_while_it_goes_on_is_told)
{
    struct place place = place_open(INFO("55.1") INFO("55.2") CUT_AT(500000) REST(500000, 50000));
    download(&place);
    check_nothing(&place, OSB_ERR_FILE_CHANGED, "changed");
    CHECK_INT(downloads(), 2);
    place_close(&place);
}

/* A part is told apart by the nanosecond, because it is asked about before. */
TEST(a_part_of_a_file_written_anew_after_a_cut_is_told)
{
    struct place place = place_open(INFO("55.1") INFO("55.2")
        DOWNLOAD "  header Content-Range: bytes 100000-899999/1000000\n  head 206 application/octet-stream length 800000\n"
        "  cut 300000\n  repeat 80000 raw 0123456789\n");
    CHECK_INT(osb_file_options_set_range(place.options, 100000, 800000), OSB_OK);
    download(&place);
    check_nothing(&place, OSB_ERR_FILE_CHANGED, "changed");
    CHECK_INT(downloads(), 1);
    place_close(&place);
}

/* In the second in which it was begun to be read the file may have been changed once more, and nothing would tell. */
#define JUST_WRITTEN DATED("55", "55") "  head 200 application/octet-stream length 1000000\n  cut 500000\n  repeat 100000 raw 0123456789\n"
#define UNDATED DOWNLOAD "  head 200 application/octet-stream length 1000000\n  cut 500000\n  repeat 100000 raw 0123456789\n"

TEST(a_file_that_may_have_changed_is_downloaded_anew)
{
    static const char *const routes[] = {INFO("55.1") JUST_WRITTEN WHOLE, INFO("55.1") UNDATED WHOLE};
    for (int i = 0; i < 2; i++) {
        struct place place = place_open(routes[i]);
        download(&place);
        check_whole(&place);
        CHECK_INT(downloads(), 2);
        check_ranges("no range", NULL);
        place_close(&place);
    }
}

TEST(what_cannot_be_taken_back_is_not_mixed)
{
    int fd;
    struct place place = place_open(INFO("55.1") JUST_WRITTEN WHOLE);
    fd = open("/dev/null", O_WRONLY);
    place.status = osb_files_download_fd(sandbox(&place), PATH, fd, place.options, NULL, &place.error);
    check_nothing(&place, OSB_ERR_CONNECTION_LOST, "download file");
    CHECK_INT(downloads(), 1);
    close(fd);
    place_close(&place);
}

TEST(a_file_of_another_size_is_told)
{
    struct place place = place_open(INFO("55.1") CUT_AT(500000)
        DOWNLOAD "  header Content-Range: bytes 500000-999998/999999\n  head 206 application/octet-stream length 499999\n  repeat 49999 raw 0123456789\n");
    download(&place);
    check_nothing(&place, OSB_ERR_FILE_CHANGED, "1000000 bytes");
    place_close(&place);
}

TEST(a_link_that_leads_elsewhere_is_told)
{
    struct place place = place_open("on GET /execd/files/info\n  respond 200 application/json {'/f':{'path':'/f','type':'symlink','size':7}}\n"
                                    CUT_AT(500000) DATED("57", "58") "  head 200 application/octet-stream length 1000000\n");
    download(&place);
    check_nothing(&place, OSB_ERR_FILE_CHANGED, "changed");
    place_close(&place);
}

TEST(another_part_than_the_one_asked_for_is_refused)
{
    struct place place = place_open(INFO("55.1") CUT_AT(500000) REST(400000, 60000));
    download(&place);
    check_nothing(&place, OSB_ERR_PROTOCOL, "not the part");
    place_close(&place);
}

/* ---- The sandbox goes away ---- */

TEST(a_sandbox_killed_in_the_middle_is_told_when_reached_directly)
{
    struct place place = place_open(INFO("55.1") HEAD "  cut 500000 reset\n  repeat 100000 raw 0123456789\n"
                                    "on GET /execd/files/info\n  reset\n" DOWNLOAD "  reset\n");
    download(&place);
    check_nothing(&place, OSB_ERR_CONNECTION_LOST, "download file");
    place_close(&place);
}

TEST(a_sandbox_killed_in_the_middle_is_told_when_reached_through_the_server)
{
    struct place place = place_open(INFO("55.1") "on GET /execd/files/info\n  respond 404 application/json {'code':'DOCKER::SANDBOX_NOT_FOUND','message':'gone'}\n"
                                    DATED("55", "56") "  head 200 application/octet-stream chunked\n  repeat 50000 chunk 0123456789\n");
    download(&place);
    check_nothing(&place, OSB_ERR_NOT_FOUND, "gone");
    place_close(&place);
}

TEST(a_directory_is_told)
{
    struct place place = place_open(DOWNLOAD "  capture ex_41_download_dir\n");
    download(&place);
    check_nothing(&place, OSB_ERR_CONFLICT, "directory");
    place_close(&place);
}

/* ---- The host's side fails ---- */

static long requests(void)
{
    return scripted_count("downloads", "request", NULL, NULL);
}

/* Found out before anything is asked. */
static void check_refused_at_once(struct place *place, const char *path, osb_status status, const char *part)
{
    long before = requests();
    osb_error_free(place->error);
    place->error = NULL;
    place->status = osb_files_download(sandbox(place), PATH, path, place->options, NULL, &place->error);
    check_nothing(place, status, part);
    CHECK_INT(requests(), before);
}

TEST(where_nothing_can_be_written_nothing_is_asked)
{
    char path[128];
    struct place place = place_open(INFO("55.1") WHOLE);
    snprintf(path, sizeof path, "%s/no-such/target", place.directory);
    check_refused_at_once(&place, path, OSB_ERR_HOST_IO, "No such file or directory");
    check_refused_at_once(&place, place.directory, OSB_ERR_HOST_IO, "directory");
    check_refused_at_once(&place, "/dev/null", OSB_ERR_HOST_IO, "neither a file nor a link");
    check_refused_at_once(&place, "/", OSB_ERR_INVALID_ARGUMENT, "not the name of a file");
    snprintf(path, sizeof path, "%s/..", place.directory);
    check_refused_at_once(&place, path, OSB_ERR_INVALID_ARGUMENT, "not the name of a file");
    place_close(&place);
}

TEST(a_read_only_directory_is_told)
{
    enum { NOBODY = 65534 };
    struct place place = place_open(INFO("55.1") WHOLE);
    CHECK_INT(chmod(place.directory, 0555), 0);
    int is_root = geteuid() == 0; /* whom no permission stops */
    if (is_root)
        CHECK_INT(seteuid(NOBODY), 0);
    check_refused_at_once(&place, place.path, OSB_ERR_HOST_IO, "Permission denied");
    if (is_root)
        CHECK_INT(seteuid(0), 0);
    CHECK_INT(chmod(place.directory, 0755), 0);
    place_close(&place);
}

/* Beyond the limit the kernel would send SIGXFSZ, which ends a program. */
TEST(a_file_that_may_not_grow_any_more_is_told)
{
    struct rlimit former, limit;
    struct place place = place_open(INFO("55.1") WHOLE);
    CHECK_INT(getrlimit(RLIMIT_FSIZE, &former), 0);
    limit = former;
    limit.rlim_cur = 300001;
    CHECK_INT(setrlimit(RLIMIT_FSIZE, &limit), 0);
    download(&place);
    CHECK_INT(setrlimit(RLIMIT_FSIZE, &former), 0);
    check_nothing(&place, OSB_ERR_HOST_IO, "File too large");
    place_close(&place);
}

static void download_fd(struct place *place, int fd, osb_cancel *cancel)
{
    osb_error_free(place->error);
    place->error = NULL;
    place->status = osb_files_download_fd(sandbox(place), PATH, fd, place->options, cancel, &place->error);
}

TEST(a_full_disk_is_told)
{
    struct place place = place_open(INFO("55.1") WHOLE);
    int fd = open("/dev/full", O_WRONLY);
    download_fd(&place, fd, NULL);
    check_nothing(&place, OSB_ERR_HOST_IO, "No space left on device");
    close(fd);
    place_close(&place);
}

TEST(a_descriptor_that_cannot_be_written_is_told)
{
    struct place place = place_open(INFO("55.1") WHOLE);
    int fd = open("/dev/zero", O_RDONLY);
    download_fd(&place, fd, NULL);
    check_nothing(&place, OSB_ERR_HOST_IO, "Bad file descriptor");
    close(fd);
    download_fd(&place, 1 << 20, NULL);
    check_nothing(&place, OSB_ERR_INVALID_ARGUMENT, "Bad file descriptor");
    place_close(&place);
}

/* With SIGPIPE as it is by default, which would end this program. */
TEST(nobody_reading_from_a_pipe_is_a_status)
{
    int ends[2];
    struct place place = place_open(INFO("55.1") WHOLE);
    CHECK_INT(pipe(ends), 0);
    close(ends[0]);
    download_fd(&place, ends[1], NULL);
    check_nothing(&place, OSB_ERR_BROKEN_PIPE, "Broken pipe");
    close(ends[1]);
    CHECK_INT(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    close(ends[0]);
    download_fd(&place, ends[1], NULL);
    check_nothing(&place, OSB_ERR_BROKEN_PIPE, "Broken pipe");
    close(ends[1]);
    place_close(&place);
}

/* What a reader on another thread makes of what comes. */
struct reader {
    int fd;
    long size, wrong;
};

static void *read_all(void *argument)
{
    struct reader *reader = argument;
    char bytes[1000];
    for (ssize_t got; (got = read(reader->fd, bytes, sizeof bytes)) > 0;)
        for (ssize_t i = 0; i < got; i++)
            reader->wrong += bytes[i] != '0' + (int)(reader->size++ % 10);
    return NULL;
}

static void check_through(int ends[2], int flags)
{
    struct place place = place_open(INFO("55.1") CUT_AT(500000) REST(500000, 50000));
    struct reader reader = {.fd = ends[0]};
    pthread_t thread;
    CHECK_INT(fcntl(ends[1], F_SETFL, flags), 0);
    if (pthread_create(&thread, NULL, read_all, &reader) != 0)
        check_stop("no thread");
    download_fd(&place, ends[1], NULL);
    close(ends[1]);
    pthread_join(thread, NULL);
    close(ends[0]);
    CHECK_INT(place.status, OSB_OK);
    CHECK_INT(reader.size, SIZE);
    CHECK_INT(reader.wrong, 0);
    place_close(&place);
}

TEST(pipes_and_sockets_are_written_blocking_or_not)
{
    int ends[2];
    for (int flags = 0; flags <= O_NONBLOCK; flags += O_NONBLOCK) {
        CHECK_INT(pipe(ends), 0);
        check_through(ends, flags);
        CHECK_INT(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
        check_through(ends, flags);
    }
}

TEST(a_file_is_written_from_where_its_descriptor_stands)
{
    struct place place = place_open(INFO("55.1") WHOLE);
    int fd = open(place.path, O_RDWR | O_CREAT, 0600);
    CHECK_INT(write(fd, "0123456789xx", 12), 12);
    CHECK_INT(lseek(fd, 10, SEEK_SET), 10);
    download_fd(&place, fd, NULL);
    close(fd);
    CHECK_INT(place.status, OSB_OK);
    check_content(place.path, 0, SIZE + 10);
    place_close(&place);
}

/* ---- Callbacks and cancel ---- */

struct taken {
    long size, wrong, stop_at;
};

static int32_t take(const void *data, size_t size, void *user_data)
{
    struct taken *taken = user_data;
    for (size_t i = 0; i < size; i++)
        taken->wrong += ((const char *)data)[i] != '0' + (int)(taken->size++ % 10);
    return taken->stop_at && taken->size >= taken->stop_at ? 42 : 0;
}

TEST(a_callback_takes_what_comes)
{
    struct taken taken = {0};
    struct place place = place_open(INFO("55.1") CUT_AT(500000) REST(500000, 50000));
    CHECK_INT(osb_files_download_to(sandbox(&place), PATH, take, &taken, place.options, NULL, &place.error), OSB_OK);
    CHECK_INT(taken.size, SIZE);
    CHECK_INT(taken.wrong, 0);
    place_close(&place);
}

TEST(a_callback_that_fails_stops_the_download)
{
    struct taken taken = {.stop_at = 500000};
    struct place place = place_open(INFO("55.1") WHOLE);
    place.status = osb_files_download_to(sandbox(&place), PATH, take, &taken, place.options, NULL, &place.error);
    check_nothing(&place, OSB_ERR_STOPPED, "42");
    CHECK(taken.size < SIZE);
    CHECK_INT(downloads(), 1);
    place_close(&place);
}

TEST(a_progress_callback_stops_the_download)
{
    struct progress progress = {.stop_after = 3};
    struct place place = place_open(INFO("55.1") WHOLE);
    CHECK_INT(osb_file_options_on_progress(place.options, on_progress, &progress, NULL), OSB_OK);
    download(&place);
    check_nothing(&place, OSB_ERR_STOPPED, "17");
    CHECK_INT(progress.calls, 3);
    place_close(&place);
}

static int32_t trigger(uint64_t done, int64_t total, void *cancel)
{
    (void)total;
    if (done >= SIZE / 2)
        osb_cancel_trigger(cancel);
    return 0;
}

TEST(a_cancel_ends_the_download)
{
    osb_cancel *cancel = osb_cancel_new();
    struct place place = place_open(INFO("55.1") HEAD "  cut 600000 stall\n  repeat 100000 raw 0123456789\n");
    CHECK_INT(osb_file_options_on_progress(place.options, trigger, cancel, NULL), OSB_OK);
    place.status = osb_files_download(sandbox(&place), PATH, place.path, place.options, cancel, &place.error);
    check_nothing(&place, OSB_ERR_CANCELLED, "cancelled");
    osb_cancel_free(cancel);
    place_close(&place);
}

static void *trigger_when_full(void *argument)
{
    scripted_wait("downloads", "head", "GET", "/execd/files/download", 1);
    osb_cancel_trigger(argument);
    return NULL;
}

/* The host's own side is what is waited for here. */
TEST(a_cancel_ends_a_download_that_waits_for_a_full_pipe)
{
    int ends[2];
    pthread_t thread;
    osb_cancel *cancel = osb_cancel_new();
    struct place place = place_open(INFO("55.1") WHOLE);
    CHECK_INT(pipe(ends), 0);
    if (pthread_create(&thread, NULL, trigger_when_full, cancel) != 0)
        check_stop("no thread");
    download_fd(&place, ends[1], cancel);
    pthread_join(thread, NULL);
    check_nothing(&place, OSB_ERR_CANCELLED, "cancelled");
    close(ends[0]);
    close(ends[1]);
    osb_cancel_free(cancel);
    place_close(&place);
}

TEST(a_deadline_ends_a_download_that_waits_for_a_full_pipe)
{
    int ends[2];
    osb_cancel *cancel = osb_cancel_new();
    struct place place = place_open(INFO("55.1") WHOLE);
    CHECK_INT(pipe(ends), 0);
    CHECK_INT(osb_cancel_set_timeout(cancel, 300), OSB_OK);
    download_fd(&place, ends[1], cancel);
    check_nothing(&place, OSB_ERR_DEADLINE, "deadline");
    close(ends[0]);
    close(ends[1]);
    osb_cancel_free(cancel);
    place_close(&place);
}
