/* Files: what is asked of the daemon and what is made of its answers, its recorded ones first. Transfers have programs of
 * their own. */
#include "check.h"
#include "fixture.h"

#include <opensandbox.h>

/* One call and what came of it. */
struct files {
    struct fixture fixture;
    osb_file_options *options;
    osb_status status;
    osb_error *error;
    osb_bytes *bytes;
    osb_file_list *list;
};

static struct files files_open(const char *routes)
{
    struct files files = {.fixture = fixture_open("files", routes)};
    files.options = osb_file_options_new();
    return files;
}

/* Against a recorded answer of the real daemon. */
static struct files files_replay(const char *route, const char *capture)
{
    char routes[256];
    snprintf(routes, sizeof routes, "on %s\n  capture %s\n", route, capture);
    return files_open(routes);
}

static void files_close(struct files *files)
{
    osb_file_list_free(files->list);
    osb_bytes_free(files->bytes);
    osb_error_free(files->error);
    osb_file_options_free(files->options);
    fixture_close(&files->fixture);
}

static osb_sandbox *sandbox(const struct files *files)
{
    return files->fixture.sandbox;
}

static void read_file(struct files *files, const char *path)
{
    files->status = osb_files_read(sandbox(files), path, files->options, NULL, &files->bytes, &files->error);
}

static void check_bytes(const struct files *files, const char *expected)
{
    size_t size = 99;
    const char *data = osb_bytes_data(files->bytes, &size);
    CHECK_INT(files->status, OSB_OK);
    CHECK_STR(data, expected);
    CHECK_INT(size, strlen(expected));
}

static void check_failed(const struct files *files, osb_status status, const char *part)
{
    CHECK_INT(files->status, status);
    CHECK_INT(osb_error_status(files->error), status);
    CHECK_CONTAINS(osb_error_message(files->error), part);
    CHECK(files->bytes == NULL);
    CHECK(files->list == NULL);
}

/* The first line of the one request on this route. */
static void check_request_line(const char *method, const char *path, const char *expected)
{
    char *requests = scripted_requests("files", method, path, NULL);
    char *end = strstr(requests, "\r\n");
    if (end)
        *end = '\0';
    CHECK_STR(requests, expected);
    free(requests);
}

static void check_request_has(const char *method, const char *path, const char *part)
{
    char *requests = scripted_requests("files", method, path, NULL);
    CHECK_CONTAINS(requests, part);
    free(requests);
}

/* ---- Reading ---- */

#define DOWNLOAD "GET /execd/files/download"

TEST(a_file_is_read)
{
    struct files files = files_replay(DOWNLOAD, "ex_34_download");
    read_file(&files, "/srv/lines.txt");
    check_bytes(&files, "line1\nline2\nline3\nline4\n");
    check_request_line("GET", "/execd/files/download", "GET /s/files/execd/files/download?path=%2Fsrv%2Flines.txt HTTP/1.1");
    files_close(&files);
}

TEST(an_empty_file_is_read)
{
    struct files files = files_replay(DOWNLOAD, "ex_97_download_empty_file");
    read_file(&files, "/empty");
    check_bytes(&files, "");
    files_close(&files);
}

TEST(a_name_with_every_kind_of_character_is_read)
{
    struct files files = files_replay(DOWNLOAD, "ex_98_download_unicode_name");
    read_file(&files, "/\xe2\x98\x83 \"a\"\n%41&b=c?d#e+f.txt");
    check_bytes(&files, "s\n");
    check_request_line("GET", "/execd/files/download",
                       "GET /s/files/execd/files/download?path=%2F%E2%98%83%20%22a%22%0A%2541%26b%3Dc%3Fd%23e%2Bf.txt HTTP/1.1");
    files_close(&files);
}

TEST(a_range_is_read)
{
    struct files files = files_replay(DOWNLOAD, "ex_35_download_range");
    files.status = osb_files_read_range(sandbox(&files), "/srv/lines.txt", 6, 5, files.options, NULL, &files.bytes, &files.error);
    check_bytes(&files, "line2");
    check_request_has("GET", "/execd/files/download", "\r\nRange: bytes=6-10\r\n");
    files_close(&files);
}

TEST(a_range_that_goes_beyond_the_largest_offset_is_left_open)
{
    struct files files = files_replay(DOWNLOAD, "ex_37_download_range_416");
    files.status = osb_files_read_range(sandbox(&files), "/f", 1000, INT64_MAX, files.options, NULL, &files.bytes, &files.error);
    check_bytes(&files, "");
    check_request_has("GET", "/execd/files/download", "\r\nRange: bytes=1000-\r\n");
    files_close(&files);
}

TEST(a_range_beyond_the_end_is_empty)
{
    struct files files = files_replay(DOWNLOAD, "ex_37_download_range_416");
    files.status = osb_files_read_range(sandbox(&files), "/f", 1000, 1001, files.options, NULL, &files.bytes, &files.error);
    check_bytes(&files, "");
    files_close(&files);
}

TEST(a_refusal_of_a_range_that_lies_within_the_file_is_an_error)
{
    struct files files = files_replay(DOWNLOAD, "ex_37_download_range_416");
    files.status = osb_files_read_range(sandbox(&files), "/f", 10, 5, files.options, NULL, &files.bytes, &files.error);
    check_failed(&files, OSB_ERR_HTTP, "invalid range");
    files_close(&files);
}

TEST(the_part_of_a_range_that_is_there_is_read)
{
    struct files files = files_open("on " DOWNLOAD "\n  header Content-Range: bytes 20-23/24\n  respond 206 text/plain ne4!\n");
    files.status = osb_files_read_range(sandbox(&files), "/f", 20, 100, files.options, NULL, &files.bytes, &files.error);
    check_bytes(&files, "ne4!");
    files_close(&files);
}

TEST(a_range_of_no_bytes_only_looks_whether_the_file_is_there)
{
    struct files files = files_replay("GET /execd/files/info", "ex_44_info_404");
    files.status = osb_files_read_range(sandbox(&files), "/srv/sandboxes/run/cap/none.txt", 5, 0, files.options, NULL, &files.bytes, &files.error);
    check_failed(&files, OSB_ERR_NOT_FOUND, "no such file");
    files_close(&files);

    files = files_replay("GET /execd/files/info", "ex_91_info_default_mode");
    files.status = osb_files_read_range(sandbox(&files), "/srv/sandboxes/run/cap/c.txt", 5, 0, files.options, NULL, &files.bytes, &files.error);
    check_bytes(&files, "");
    CHECK_INT(scripted_count("files", "request", "GET", "/execd/files/download"), 0);
    files_close(&files);
}

TEST(a_server_that_knows_no_ranges_gives_the_whole_and_the_range_is_taken_from_it)
{
    struct files files = files_open("on " DOWNLOAD "\n  respond 200 application/octet-stream 0123456789\n");
    files.status = osb_files_read_range(sandbox(&files), "/f", 3, 4, files.options, NULL, &files.bytes, &files.error);
    check_bytes(&files, "3456");
    files_close(&files);
}

TEST(another_part_than_the_one_asked_for_is_refused)
{
    struct files files = files_replay(DOWNLOAD, "ex_35_download_range"); /* bytes 6-10 */
    files.status = osb_files_read_range(sandbox(&files), "/f", 5, 5, files.options, NULL, &files.bytes, &files.error);
    check_failed(&files, OSB_ERR_PROTOCOL, "not the part");
    files_close(&files);
}

TEST(lines_are_read)
{
    struct files files = files_replay(DOWNLOAD, "ex_39_download_lines");
    files.status = osb_files_read_lines(sandbox(&files), "/srv/lines.txt", 2, 2, files.options, NULL, &files.bytes, &files.error);
    check_bytes(&files, "line2\nline3");
    check_request_line("GET", "/execd/files/download", "GET /s/files/execd/files/download?path=%2Fsrv%2Flines.txt&offset=2&limit=2 HTTP/1.1");
    files_close(&files);
}

TEST(all_lines_are_read)
{
    struct files files = files_replay(DOWNLOAD, "ex_39_download_lines");
    files.status = osb_files_read_lines(sandbox(&files), "/srv/lines.txt", 2, -1, files.options, NULL, &files.bytes, &files.error);
    check_bytes(&files, "line2\nline3");
    check_request_line("GET", "/execd/files/download", "GET /s/files/execd/files/download?path=%2Fsrv%2Flines.txt&offset=2 HTTP/1.1");
    files_close(&files);
}

TEST(a_file_that_is_not_there_is_not_read)
{
    struct files files = files_replay(DOWNLOAD, "ex_40_download_404");
    read_file(&files, "/srv/sandboxes/run/cap/none.txt");
    check_failed(&files, OSB_ERR_NOT_FOUND, "no such file or directory");
    CHECK_STR(osb_error_code(files.error), "FILE_NOT_FOUND");
    files_close(&files);
}

/* It is announced with 2^63-1 bytes. */
TEST(a_directory_is_not_read)
{
    struct files files = files_replay(DOWNLOAD, "ex_41_download_dir");
    read_file(&files, "/srv");
    check_failed(&files, OSB_ERR_CONFLICT, "directory");
    files_close(&files);
}

TEST(bytes_of_any_value_are_read)
{
    struct files files = files_open("on " DOWNLOAD "\n  respond 200 application/octet-stream \"a\\0\\xff\\r\\nb\"\n");
    size_t size = 0;
    read_file(&files, "/f");
    const char *data = osb_bytes_data(files.bytes, &size);
    CHECK_INT(size, 6);
    CHECK(data && memcmp(data, "a\0\xff\r\nb", 7) == 0);
    files_close(&files);
}

TEST(a_read_has_a_limit)
{
    struct files files = files_open("on " DOWNLOAD "\n  respond 200 application/octet-stream 0123456789\n");
    CHECK_INT(osb_file_options_set_read_limit(files.options, 10), OSB_OK);
    read_file(&files, "/f");
    check_bytes(&files, "0123456789");
    osb_bytes_free(files.bytes);
    files.bytes = NULL;
    CHECK_INT(osb_file_options_set_read_limit(files.options, 9), OSB_OK);
    read_file(&files, "/f");
    check_failed(&files, OSB_ERR_TOO_LARGE, "9 bytes");
    files_close(&files);
}

TEST(a_read_begins_anew_after_a_cut)
{
    struct files files = files_open("on " DOWNLOAD "\n  head 200 application/octet-stream length 10\n  cut 4\n  raw 0123456789\n"
                                    "on " DOWNLOAD "\n  respond 200 application/octet-stream abcdefghij\n");
    read_file(&files, "/f");
    check_bytes(&files, "abcdefghij");
    files_close(&files);
}

TEST(a_read_that_is_cut_again_and_again_fails)
{
    struct files files = files_open("on " DOWNLOAD "\n  head 200 application/octet-stream length 10\n  cut 4\n  raw 0123456789\n");
    read_file(&files, "/f");
    check_failed(&files, OSB_ERR_CONNECTION_LOST, "read file");
    CHECK_INT(osb_error_retryable(files.error), 1);
    files_close(&files);
}

TEST(an_answer_without_a_length_is_compared_with_the_files_size)
{
    static const char routes[] = "on " DOWNLOAD "\n  head 200 application/octet-stream chunked\n  chunk 01234\n"
        "on GET /execd/files/info\n  respond 200 application/json {'/f':{'path':'/f','type':'file','size':9,'modified_at':''}}\n";
    struct files files = files_open(routes);
    read_file(&files, "/f");
    check_failed(&files, OSB_ERR_INCOMPLETE, "5 bytes came of a file of 9");
    files_close(&files);
}

/* ---- Writing ---- */

#define UPLOAD "on POST /execd/files/upload\n"
#define UPLOADED UPLOAD "  respond 200\n"
#define INFO_OF(path, size) "on GET /execd/files/info\n  respond 200 application/json " \
    "{'" path "':{'path':'" path "','type':'file','size':" #size ",'modified_at':'2026-11-23T05:36:55.1Z','mode':644}}\n"

/* The body with its boundary, which is random, as "B". */
static char *multipart_body(void)
{
    char *body = fixture_request_body("files", "POST", "/execd/files/upload");
    char boundary[128];
    char *end = strstr(body, "\r\n");
    if (!end || end - body < 3 || end - body >= (int)sizeof boundary || strncmp(body, "--", 2) != 0)
        check_stop("no multipart body: %s", body);
    snprintf(boundary, sizeof boundary, "%.*s", (int)(end - body - 2), body + 2);
    for (char *at = body; (at = strstr(at, boundary)) != NULL; at++) {
        *at = 'B';
        memmove(at + 1, at + strlen(boundary), strlen(at + strlen(boundary)) + 1);
    }
    return body;
}

#define PART(metadata, content)                                                                             \
    "--B\r\nContent-Disposition: form-data; name=\"metadata\"; filename=\"metadata\"\r\n"                   \
    "Content-Type: application/json\r\n\r\n" metadata "\r\n"                                                \
    "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n"                           \
    "Content-Type: application/octet-stream\r\n\r\n" content "\r\n"

TEST(a_file_is_written)
{
    struct files files = files_open(UPLOADED INFO_OF("/d/f", 5));
    CHECK_INT(osb_files_write(sandbox(&files), "/d/f", "hello", 5, NULL, NULL, &files.error), OSB_OK);
    char *body = multipart_body();
    CHECK_STR(body, PART("{\"path\":\"/d/f\"}", "hello") "--B--\r\n");
    free(body);
    check_request_has("POST", "/execd/files/upload", "\r\nContent-Type: multipart/form-data; boundary=opensandbox-");
    check_request_has("POST", "/execd/files/upload", "\r\nContent-Length: ");
    files_close(&files);
}

TEST(mode_owner_and_group_are_told)
{
    struct files files = files_open(UPLOADED INFO_OF("/f", 0));
    CHECK_INT(osb_file_options_set_mode(files.options, 0640), OSB_OK);
    CHECK_INT(osb_file_options_set_owner(files.options, "al\"ice"), OSB_OK);
    CHECK_INT(osb_file_options_set_group(files.options, "staff"), OSB_OK);
    CHECK_INT(osb_files_write(sandbox(&files), "/f", NULL, 0, files.options, NULL, &files.error), OSB_OK);
    char *body = multipart_body();
    CHECK_STR(body, PART("{\"path\":\"/f\",\"mode\":640,\"owner\":\"al\\\"ice\",\"group\":\"staff\"}", "") "--B--\r\n");
    free(body);
    files_close(&files);
}

TEST(a_name_with_every_kind_of_character_is_written)
{
    struct files files = files_open(UPLOADED INFO_OF("/\\u0022\\n\xe2\x98\x83%41", 1));
    CHECK_INT(osb_files_write(sandbox(&files), "/\"\n\xe2\x98\x83%41", "x", 1, files.options, NULL, &files.error), OSB_OK);
    char *body = multipart_body();
    CHECK_STR(body, PART("{\"path\":\"/\\\"\\n\xe2\x98\x83%41\"}", "x") "--B--\r\n");
    free(body);
    check_request_line("GET", "/execd/files/info", "GET /s/files/execd/files/info?path=%2F%22%0A%E2%98%83%2541 HTTP/1.1");
    files_close(&files);
}

TEST(many_files_are_written_in_one_request)
{
    struct files files = files_open(UPLOADED "on GET /execd/files/info\n  respond 200 application/json "
        "{'/a':{'path':'/a','type':'file','size':1},'/b':{'path':'/b','type':'file','size':0},'/c':{'path':'/c','type':'file','size':3}}\n");
    osb_file_batch *batch = osb_file_batch_new();
    CHECK_INT(osb_file_options_set_mode(files.options, 0600), OSB_OK);
    CHECK_INT(osb_file_batch_add(batch, "/a", "A", 1, files.options, NULL), OSB_OK);
    CHECK_INT(osb_file_batch_add(batch, "/b", NULL, 0, NULL, NULL), OSB_OK);
    CHECK_INT(osb_file_batch_add(batch, "/c", "CCC", 3, NULL, NULL), OSB_OK);
    CHECK_INT(osb_file_batch_count(batch), 3);
    CHECK_INT(osb_files_write_many(sandbox(&files), batch, NULL, NULL, &files.error), OSB_OK);
    char *body = multipart_body();
    CHECK_STR(body, PART("{\"path\":\"/a\",\"mode\":600}", "A") PART("{\"path\":\"/b\"}", "") PART("{\"path\":\"/c\"}", "CCC") "--B--\r\n");
    free(body);
    osb_file_batch_free(batch);
    files_close(&files);
}

TEST(a_short_file_is_an_error)
{
    struct files files = files_open(UPLOADED INFO_OF("/f", 4));
    files.status = osb_files_write(sandbox(&files), "/f", "hello", 5, NULL, NULL, &files.error);
    check_failed(&files, OSB_ERR_INCOMPLETE, "5 bytes were sent to /f, of which 4 are there");
    files_close(&files);
}

TEST(verification_can_be_left_out)
{
    struct files files = files_open(UPLOADED);
    CHECK_INT(osb_file_options_set_verify(files.options, 0), OSB_OK);
    CHECK_INT(osb_files_write(sandbox(&files), "/f", "hello", 5, files.options, NULL, &files.error), OSB_OK);
    CHECK_INT(scripted_count("files", "request", "GET", "/execd/files/info"), 0);
    files_close(&files);
}

static void check_write_refused(const char *capture, osb_status status, const char *part)
{
    struct files files = files_replay("POST /execd/files/upload", capture);
    files.status = osb_files_write(sandbox(&files), "/f", "x", 1, NULL, NULL, &files.error);
    check_failed(&files, status, part);
    files_close(&files);
}

TEST(a_directory_is_not_written) { check_write_refused("ex_93_upload_onto_directory", OSB_ERR_CONFLICT, "is a directory"); }
TEST(an_unknown_owner_is_told) { check_write_refused("ex_94_upload_bad_owner", OSB_ERR_VALIDATION, "nosuchuser"); }
TEST(a_request_that_is_malformed_is_told) { check_write_refused("ex_31_upload_no_filename", OSB_ERR_VALIDATION, "metadata file is missing"); }

/* ---- Paths ---- */

TEST(relative_and_empty_paths_are_refused_before_anything_is_sent)
{
    static const char *const wrong[] = {"", "f", "./f", "../f", "~/f", "~"};
    struct files files = files_open("");
    long before = scripted_count("files", "request", NULL, NULL);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CHECK_INT(osb_files_read(sandbox(&files), wrong[i], NULL, NULL, &files.bytes, NULL), OSB_ERR_INVALID_ARGUMENT);
        CHECK_INT(osb_files_write(sandbox(&files), wrong[i], "x", 1, NULL, NULL, NULL), OSB_ERR_INVALID_ARGUMENT);
        CHECK_INT(osb_files_list(sandbox(&files), wrong[i], 1, NULL, NULL, &files.list, NULL), OSB_ERR_INVALID_ARGUMENT);
        CHECK_INT(osb_files_search(sandbox(&files), wrong[i], NULL, NULL, NULL, &files.list, NULL), OSB_ERR_INVALID_ARGUMENT);
        CHECK_INT(osb_files_info(sandbox(&files), &wrong[i], 1, NULL, NULL, &files.list, NULL), OSB_ERR_INVALID_ARGUMENT);
        CHECK_INT(osb_files_delete(sandbox(&files), &wrong[i], 1, NULL, NULL, NULL), OSB_ERR_INVALID_ARGUMENT);
        CHECK_INT(osb_files_delete_dirs(sandbox(&files), &wrong[i], 1, NULL, NULL, NULL), OSB_ERR_INVALID_ARGUMENT);
        CHECK_INT(osb_files_make_dirs(sandbox(&files), &wrong[i], 1, NULL, NULL, NULL), OSB_ERR_INVALID_ARGUMENT);
        CHECK_INT(osb_files_move(sandbox(&files), &wrong[i], &(const char *){"/f"}, 1, NULL, NULL, NULL), OSB_ERR_INVALID_ARGUMENT);
        CHECK_INT(osb_files_move(sandbox(&files), &(const char *){"/f"}, &wrong[i], 1, NULL, NULL, NULL), OSB_ERR_INVALID_ARGUMENT);
        CHECK_INT(osb_files_replace(sandbox(&files), wrong[i], "a", "b", NULL, NULL, NULL, NULL), OSB_ERR_INVALID_ARGUMENT);
    }
    CHECK_INT(scripted_count("files", "request", NULL, NULL), before);
    files_close(&files);
}

/* ---- Information ---- */

static void check_entry(const osb_file_list *list, size_t index, const char *path, osb_file_type type, int64_t size, int32_t mode)
{
    CHECK_STR(osb_file_list_path(list, index), path);
    CHECK_INT(osb_file_list_type(list, index), type);
    CHECK_INT(osb_file_list_size(list, index), size);
    CHECK_INT(osb_file_list_mode(list, index), mode);
    CHECK_STR(osb_file_list_owner(list, index), "root");
    CHECK_STR(osb_file_list_group(list, index), "root");
}

/* In the order of the question, which is not that of the answer. */
TEST(several_files_are_asked_about)
{
    static const char *const paths[] = {"/srv/sandboxes/run/cap/lines.txt", "/srv/sandboxes/run/cap/d1"};
    struct files files = files_replay("GET /execd/files/info", "ex_43_info");
    CHECK_INT(osb_files_info(sandbox(&files), paths, 2, NULL, NULL, &files.list, &files.error), OSB_OK);
    CHECK_INT(osb_file_list_count(files.list), 2);
    check_entry(files.list, 0, paths[0], OSB_FILE_TYPE_REGULAR, 24, 0644);
    check_entry(files.list, 1, paths[1], OSB_FILE_TYPE_DIRECTORY, 4096, 0755);
    CHECK_INT(osb_file_list_modified_at(files.list, 0), 1795412215550);
    CHECK_INT(osb_file_list_created_at(files.list, 0), 1795412215550);
    check_request_line("GET", "/execd/files/info",
                       "GET /s/files/execd/files/info?path=%2Fsrv%2Fsandboxes%2Frun%2Fcap%2Flines.txt&path=%2Fsrv%2Fsandboxes%2Frun%2Fcap%2Fd1 HTTP/1.1");
    files_close(&files);
}

TEST(one_file_that_is_not_there_fails_the_question)
{
    static const char *const paths[] = {"/a", "/srv/sandboxes/run/cap/none.txt"};
    struct files files = files_replay("GET /execd/files/info", "ex_44_info_404");
    files.status = osb_files_info(sandbox(&files), paths, 2, NULL, NULL, &files.list, &files.error);
    check_failed(&files, OSB_ERR_NOT_FOUND, "none.txt");
    files_close(&files);
}

TEST(an_answer_that_leaves_a_file_out_is_refused)
{
    static const char *const paths[] = {"/srv/sandboxes/run/cap/lines.txt", "/srv/sandboxes/run/cap/d2"};
    struct files files = files_replay("GET /execd/files/info", "ex_43_info");
    files.status = osb_files_info(sandbox(&files), paths, 2, NULL, NULL, &files.list, &files.error);
    check_failed(&files, OSB_ERR_PROTOCOL, "/srv/sandboxes/run/cap/d2");
    files_close(&files);
}

TEST(many_names_are_asked_about_in_requests_that_servers_take)
{
    enum { COUNT = 300 };
    static char names[COUNT][128];
    const char *paths[COUNT];
    size_t size = 0;
    struct files files = files_open("on GET /execd/files/info\n  respond 404 application/json {'code':'FILE_NOT_FOUND','message':'no such file'}\n"
                                    "on DELETE /execd/files\n  respond 200\n");
    for (int i = 0; i < COUNT; i++) {
        snprintf(names[i], sizeof names[i], "/some/directory/with/a/rather/long/name/and/a/file/in/it/%d", i);
        paths[i] = names[i];
    }
    CHECK_INT(osb_files_delete(sandbox(&files), paths, COUNT, NULL, NULL, &files.error), OSB_OK);
    char *requests = scripted_requests("files", "DELETE", "/execd/files", &size);
    long count = 0, seen = 0;
    for (char *line = requests; (line = strstr(line, "DELETE /s/files")) != NULL; line++) {
        char *end = strstr(line, " HTTP/1.1");
        CHECK(end && end - line < 9000);
        count++;
    }
    for (char *at = requests; (at = strstr(at, "path=")) != NULL; at++)
        seen++;
    CHECK(count > 1);
    CHECK_INT(seen, COUNT);
    free(requests);
    files_close(&files);
}

TEST(files_are_found_by_name)
{
    struct files files = files_replay("GET /execd/files/search", "ex_45_search");
    CHECK_INT(osb_files_search(sandbox(&files), "/srv/sandboxes/run/cap", "**/*.txt", NULL, NULL, &files.list, &files.error), OSB_OK);
    CHECK_INT(osb_file_list_count(files.list), 4);
    check_entry(files.list, 0, "/srv/sandboxes/run/cap/d1/a.txt", OSB_FILE_TYPE_REGULAR, 3, 0644);
    check_request_line("GET", "/execd/files/search",
                       "GET /s/files/execd/files/search?path=%2Fsrv%2Fsandboxes%2Frun%2Fcap&pattern=%2A%2A%2F%2A.txt HTTP/1.1");
    files_close(&files);
}

TEST(nothing_found_is_an_empty_list)
{
    struct files files = files_replay("GET /execd/files/search", "ex_46_search_no_match");
    CHECK_INT(osb_files_search(sandbox(&files), "/srv", NULL, NULL, NULL, &files.list, &files.error), OSB_OK);
    CHECK(files.list != NULL);
    CHECK_INT(osb_file_list_count(files.list), 0);
    check_request_line("GET", "/execd/files/search", "GET /s/files/execd/files/search?path=%2Fsrv HTTP/1.1");
    files_close(&files);
}

TEST(a_directory_is_listed)
{
    struct files files = files_replay("GET /execd/directories/list", "ex_57_dirlist_depth2");
    CHECK_INT(osb_files_list(sandbox(&files), "/srv/sandboxes/run/cap", 2, NULL, NULL, &files.list, &files.error), OSB_OK);
    CHECK_INT(osb_file_list_count(files.list), 7);
    check_entry(files.list, 0, "/srv/sandboxes/run/cap/d1", OSB_FILE_TYPE_DIRECTORY, 4096, 0755);
    check_entry(files.list, 1, "/srv/sandboxes/run/cap/d1/a.txt", OSB_FILE_TYPE_REGULAR, 3, 0644);
    check_request_line("GET", "/execd/directories/list", "GET /s/files/execd/directories/list?path=%2Fsrv%2Fsandboxes%2Frun%2Fcap&depth=2 HTTP/1.1");
    files_close(&files);
}

TEST(what_the_daemon_does_not_say_is_not_there)
{
    struct files files = files_open("on GET /execd/directories/list\n  respond 200 application/json "
        "[{'path':'/a','size':1},{'path':'/b','size':2,'type':'symlink','mode':888,'modified_at':'never'},{'path':'/c','size':3,'type':'other','mode':7777},"
        "{'path':'/d','size':4,'type':'new','mode':-1}]\n");
    CHECK_INT(osb_files_list(sandbox(&files), "/", -1, NULL, NULL, &files.list, &files.error), OSB_OK);
    CHECK_INT(osb_file_list_count(files.list), 4);
    CHECK_INT(osb_file_list_type(files.list, 0), OSB_FILE_TYPE_UNKNOWN);
    CHECK_INT(osb_file_list_type(files.list, 1), OSB_FILE_TYPE_SYMLINK);
    CHECK_INT(osb_file_list_type(files.list, 2), OSB_FILE_TYPE_OTHER);
    CHECK_INT(osb_file_list_type(files.list, 3), OSB_FILE_TYPE_UNKNOWN);
    CHECK_INT(osb_file_list_mode(files.list, 0), -1);
    CHECK_INT(osb_file_list_mode(files.list, 1), -1);
    CHECK_INT(osb_file_list_mode(files.list, 2), 07777);
    CHECK_INT(osb_file_list_mode(files.list, 3), -1);
    CHECK_STR(osb_file_list_owner(files.list, 0), NULL);
    CHECK_INT(osb_file_list_modified_at(files.list, 0), -1);
    CHECK_INT(osb_file_list_modified_at(files.list, 1), -1);
    check_request_line("GET", "/execd/directories/list", "GET /s/files/execd/directories/list?path=%2F&depth=2147483647 HTTP/1.1");
    files_close(&files);
}

static void check_list_refused(const char *answer, const char *part)
{
    char routes[256];
    snprintf(routes, sizeof routes, "on GET /execd/directories/list\n  respond 200 application/json %s\n", answer);
    struct files files = files_open(routes);
    files.status = osb_files_list(sandbox(&files), "/", 1, NULL, NULL, &files.list, &files.error);
    check_failed(&files, OSB_ERR_PROTOCOL, part);
    files_close(&files);
}

TEST(a_list_that_is_none_is_refused)
{
    check_list_refused("{}", "no list");
    check_list_refused("[1]", "no path or no size");
    check_list_refused("[{'path':'/a'}]", "no path or no size");
    check_list_refused("[{'size':1}]", "no path or no size");
    check_list_refused("[{'path':'','size':1}]", "no path or no size");
    check_list_refused("[{'path':'/a','size':1}", "not JSON");
}

TEST(a_directory_that_is_not_there_is_not_listed)
{
    struct files files = files_replay("GET /execd/directories/list", "ex_58_dirlist_404");
    files.status = osb_files_list(sandbox(&files), "/srv/sandboxes/run/nonono", 1, NULL, NULL, &files.list, &files.error);
    check_failed(&files, OSB_ERR_NOT_FOUND, "nonono");
    files_close(&files);
}

/* ---- Changing ---- */

static void check_body(const char *method, const char *path, const char *expected)
{
    char *body = fixture_request_body("files", method, path);
    CHECK_STR(body, expected);
    free(body);
}

TEST(directories_are_made)
{
    static const char *const paths[] = {"/a/b", "/c"};
    struct files files = files_replay("POST /execd/directories", "ex_55_mkdirs");
    CHECK_INT(osb_file_options_set_mode(files.options, 0750), OSB_OK);
    CHECK_INT(osb_files_make_dirs(sandbox(&files), paths, 2, files.options, NULL, &files.error), OSB_OK);
    check_body("POST", "/execd/directories", "{\"/a/b\":{\"mode\":750},\"/c\":{\"mode\":750}}");
    files_close(&files);
}

TEST(files_are_deleted)
{
    static const char *const paths[] = {"/a b", "/c"};
    struct files files = files_replay("DELETE /execd/files", "ex_61_rm_files");
    CHECK_INT(osb_files_delete(sandbox(&files), paths, 2, NULL, NULL, &files.error), OSB_OK);
    check_request_line("DELETE", "/execd/files", "DELETE /s/files/execd/files?path=%2Fa%20b&path=%2Fc HTTP/1.1");
    files_close(&files);
}

TEST(directories_are_deleted)
{
    struct files files = files_replay("DELETE /execd/directories", "ex_59_rmdir");
    CHECK_INT(osb_files_delete_dirs(sandbox(&files), &(const char *){"/d"}, 1, NULL, NULL, &files.error), OSB_OK);
    check_request_line("DELETE", "/execd/directories", "DELETE /s/files/execd/directories?path=%2Fd HTTP/1.1");
    files_close(&files);
}

TEST(files_are_moved)
{
    static const char *const sources[] = {"/a", "/b"}, *const targets[] = {"/c", "/d"};
    struct files files = files_replay("POST /execd/files/mv", "ex_50_mv");
    CHECK_INT(osb_files_move(sandbox(&files), sources, targets, 2, NULL, NULL, &files.error), OSB_OK);
    check_body("POST", "/execd/files/mv", "[{\"src\":\"/a\",\"dest\":\"/c\"},{\"src\":\"/b\",\"dest\":\"/d\"}]");
    files_close(&files);
}

TEST(what_is_not_there_is_not_moved)
{
    struct files files = files_replay("POST /execd/files/mv", "ex_51_mv_404");
    files.status = osb_files_move(sandbox(&files), &(const char *){"/a"}, &(const char *){"/b"}, 1, NULL, NULL, &files.error);
    check_failed(&files, OSB_ERR_NOT_FOUND, "source path not found");
    files_close(&files);
}

TEST(a_target_that_exists_does_not_give_way)
{
    struct files files = files_open("on POST /execd/files/mv\n  respond 500 application/json {'code':'RUNTIME_ERROR','message':"
                                    "'error accessing file: destination path already exists: /b'}\n");
    files.status = osb_files_move(sandbox(&files), &(const char *){"/a"}, &(const char *){"/b"}, 1, NULL, NULL, &files.error);
    check_failed(&files, OSB_ERR_CONFLICT, "already exists");
    files_close(&files);
}

TEST(permissions_are_set)
{
    struct files files = files_replay("POST /execd/files/permissions", "ex_48_permissions");
    CHECK_INT(osb_file_options_set_mode(files.options, 0755), OSB_OK);
    CHECK_INT(osb_file_options_set_owner(files.options, "root"), OSB_OK);
    CHECK_INT(osb_files_set_permissions(sandbox(&files), &(const char *){"/f"}, 1, files.options, NULL, &files.error), OSB_OK);
    check_body("POST", "/execd/files/permissions", "{\"/f\":{\"mode\":755,\"owner\":\"root\"}}");
    files_close(&files);
}

/* The daemon answers 500 where it means 404. */
TEST(permissions_of_what_is_not_there_are_not_set)
{
    struct files files = files_replay("POST /execd/files/permissions", "ex_49_permissions_404");
    CHECK_INT(osb_file_options_set_mode(files.options, 0755), OSB_OK);
    files.status = osb_files_set_permissions(sandbox(&files), &(const char *){"/f"}, 1, files.options, NULL, &files.error);
    check_failed(&files, OSB_ERR_NOT_FOUND, "no such file");
    CHECK_INT(osb_error_http_status(files.error), 500);
    files_close(&files);
}

TEST(a_text_is_replaced_and_counted)
{
    int64_t count = -7;
    struct files files = files_replay("POST /execd/files/replace", "ex_53_replace_verbose");
    CHECK_INT(osb_files_replace(sandbox(&files), "/srv/sandboxes/run/cap/lines2.txt", "line3", "L3", NULL, NULL, &count, &files.error), OSB_OK);
    CHECK_INT(count, 1);
    check_body("POST", "/execd/files/replace", "{\"/srv/sandboxes/run/cap/lines2.txt\":{\"old\":\"line3\",\"new\":\"L3\"}}");
    check_request_line("POST", "/execd/files/replace", "POST /s/files/execd/files/replace?verbose=true HTTP/1.1");
    files_close(&files);
}

TEST(a_daemon_that_does_not_count_is_taken_at_its_word)
{
    int64_t count = -7;
    struct files files = files_replay("POST /execd/files/replace", "ex_52_replace");
    CHECK_INT(osb_files_replace(sandbox(&files), "/f", "a", "", NULL, NULL, &count, &files.error), OSB_OK);
    CHECK_INT(count, -1);
    CHECK_INT(osb_files_replace(sandbox(&files), "/f", "a", "", NULL, NULL, NULL, &files.error), OSB_OK);
    files_close(&files);
}

TEST(nothing_is_replaced_in_a_file_that_is_not_there)
{
    int64_t count = -7;
    struct files files = files_replay("POST /execd/files/replace", "ex_54_replace_404");
    files.status = osb_files_replace(sandbox(&files), "/f", "a", "b", NULL, NULL, &count, &files.error);
    check_failed(&files, OSB_ERR_NOT_FOUND, "no such file");
    CHECK_INT(count, -7);
    files_close(&files);
}

/* ---- As another user ---- */

TEST(the_identity_is_part_of_the_path)
{
    struct files files = files_open("on GET /execd/v1/filesystem/1000/4294967294/files/download\n  respond 200 text/plain mine\n");
    CHECK_INT(osb_file_options_set_identity(files.options, 1000, 4294967294), OSB_OK);
    read_file(&files, "/f");
    check_bytes(&files, "mine");
    files_close(&files);
}

TEST(a_daemon_without_identities_is_told)
{
    struct files files = files_replay("GET /execd/v1/filesystem/0/0/files/download", "ex_86_route_404");
    CHECK_INT(osb_file_options_set_identity(files.options, 0, 0), OSB_OK);
    read_file(&files, "/f");
    check_failed(&files, OSB_ERR_UNSUPPORTED, "does not act as another user");
    CHECK_INT(osb_file_options_set_identity(files.options, -1, -1), OSB_OK);
    files_close(&files);
}

TEST(a_daemon_without_a_call_is_told)
{
    struct files files = files_replay("GET /execd/directories/list", "ex_86_route_404");
    files.status = osb_files_list(sandbox(&files), "/", 1, NULL, NULL, &files.list, &files.error);
    check_failed(&files, OSB_ERR_UNSUPPORTED, "no such call");
    files_close(&files);
}
