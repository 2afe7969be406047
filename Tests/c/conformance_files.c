/* What any OpenSandbox has to do for files: run against the local server and against real ones (live.h). */
#include "check.h"
#include "live.h"

#include <opensandbox.h>

#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#define HOME "/tmp/conformance-files"

/* ---- Calls that are expected to work ---- */

static osb_error *error;

static int worked(osb_status status)
{
    if (status != OSB_OK)
        stop("files", error);
    return 1;
}

static void put(const char *path, const char *text)
{
    worked(osb_files_write(sandbox(), path, text, strlen(text), NULL, NULL, &error));
}

static void check_holds(const char *path, const char *text)
{
    osb_bytes *bytes = NULL;
    size_t size = 0;
    worked(osb_files_read(sandbox(), path, NULL, NULL, &bytes, &error));
    CHECK_STR(osb_bytes_data(bytes, &size), text);
    CHECK_INT(size, strlen(text));
    osb_bytes_free(bytes);
}

static void check_refused(osb_status status, osb_status expected)
{
    CHECK_INT(status, expected);
    CHECK_INT(osb_error_status(error), expected);
    osb_error_free(error);
    error = NULL;
}

static void check_missing(const char *path)
{
    osb_file_list *list = NULL;
    check_refused(osb_files_info(sandbox(), &path, 1, NULL, NULL, &list, &error), OSB_ERR_NOT_FOUND);
}

/* A directory of the test's own. */
static const char *fresh(const char *name)
{
    static char path[256];
    const char *paths[] = {path};
    snprintf(path, sizeof path, HOME "/%s", name);
    worked(osb_files_delete_dirs(sandbox(), paths, 1, NULL, NULL, &error));
    worked(osb_files_make_dirs(sandbox(), paths, 1, NULL, NULL, &error));
    return path;
}

/* ---- Small files ---- */

TEST(what_is_written_is_read)
{
    fresh("small");
    put(HOME "/small/a", "hello\n");
    check_holds(HOME "/small/a", "hello\n");
    put(HOME "/small/a", "");
    check_holds(HOME "/small/a", "");
    put(HOME "/small/on/the/way/b", "directories are made");
    check_holds(HOME "/small/on/the/way/b", "directories are made");
}

TEST(bytes_of_any_value_come_back)
{
    char data[256], back[256] = {0};
    osb_bytes *bytes = NULL;
    size_t size = 0;
    for (int i = 0; i < 256; i++)
        data[i] = (char)i;
    worked(osb_files_write(sandbox(), HOME "/any", data, sizeof data, NULL, NULL, &error));
    worked(osb_files_read(sandbox(), HOME "/any", NULL, NULL, &bytes, &error));
    const char *read = osb_bytes_data(bytes, &size);
    CHECK_INT(size, sizeof data);
    if (size == sizeof data)
        memcpy(back, read, size);
    CHECK(memcmp(data, back, sizeof data) == 0);
    osb_bytes_free(bytes);
}

TEST(names_may_have_every_kind_of_character)
{
    static const char *const names[] = {HOME "/names/a b", HOME "/names/\"quoted\"", HOME "/names/it's", HOME "/names/new\nline", HOME "/names/50%41",
                                        HOME "/names/\xe2\x98\x83", HOME "/names/a&b=c?d#e+f;g", HOME "/names/back\\slash"};
    enum { COUNT = sizeof names / sizeof *names };
    osb_file_list *list = NULL;
    fresh("names");
    for (int i = 0; i < COUNT; i++) {
        put(names[i], names[i]);
        check_holds(names[i], names[i]);
    }
    worked(osb_files_info(sandbox(), names, COUNT, NULL, NULL, &list, &error));
    for (int i = 0; i < COUNT; i++) {
        CHECK_STR(osb_file_list_path(list, (size_t)i), names[i]);
        CHECK_INT(osb_file_list_size(list, (size_t)i), strlen(names[i]));
    }
    osb_file_list_free(list);
    worked(osb_files_list(sandbox(), HOME "/names", 1, NULL, NULL, &list, &error));
    CHECK_INT(osb_file_list_count(list), COUNT);
    osb_file_list_free(list);
    worked(osb_files_delete(sandbox(), names, COUNT, NULL, NULL, &error));
    check_missing(names[3]);
}

TEST(many_files_are_written_in_one_request)
{
    osb_file_batch *batch = osb_file_batch_new();
    osb_file_options *private = osb_file_options_new();
    osb_file_list *list = NULL;
    const char *paths[] = {HOME "/many/a", HOME "/many/b", HOME "/many/c"};
    fresh("many");
    CHECK_INT(osb_file_options_set_mode(private, 0600), OSB_OK);
    worked(osb_file_batch_add(batch, paths[0], "A", 1, private, &error));
    worked(osb_file_batch_add(batch, paths[1], NULL, 0, NULL, &error));
    worked(osb_file_batch_add(batch, paths[2], "CCC", 3, NULL, &error));
    worked(osb_files_write_many(sandbox(), batch, NULL, NULL, &error));
    check_holds(paths[0], "A");
    check_holds(paths[1], "");
    check_holds(paths[2], "CCC");
    worked(osb_files_info(sandbox(), paths, 3, NULL, NULL, &list, &error));
    CHECK_INT(osb_file_list_mode(list, 0), 0600);
    osb_file_list_free(list);
    osb_file_options_free(private);
    osb_file_batch_free(batch);
}

TEST(ranges_are_read)
{
    static const struct {
        uint64_t offset, length;
        const char *text;
    } ranges[] = {{0, 4, "0123"}, {3, 4, "3456"}, {8, 2, "89"}, {8, 100, "89"}, {9, 1, "9"}, {10, 5, ""}, {1000, 5, ""}, {4, 0, ""}, {0, INT64_MAX, "0123456789"}};
    put(HOME "/digits", "0123456789");
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        osb_bytes *bytes = NULL;
        worked(osb_files_read_range(sandbox(), HOME "/digits", ranges[i].offset, ranges[i].length, NULL, NULL, &bytes, &error));
        CHECK_STR(osb_bytes_data(bytes, NULL), ranges[i].text);
        osb_bytes_free(bytes);
    }
    osb_bytes *bytes = NULL;
    put(HOME "/digits", "");
    worked(osb_files_read_range(sandbox(), HOME "/digits", 0, 5, NULL, NULL, &bytes, &error));
    CHECK_STR(osb_bytes_data(bytes, NULL), "");
    osb_bytes_free(bytes);
}

TEST(lines_are_read)
{
    static const struct {
        int64_t first, count;
        const char *text;
    } parts[] = {{1, 2, "one\ntwo"}, {2, -1, "two\n\nfour"}, {3, 1, ""}, {4, 100, "four"}, {5, 1, ""}, {1000, -1, ""}};
    put(HOME "/lines", "one\r\ntwo\n\nfour\n");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        osb_bytes *bytes = NULL;
        worked(osb_files_read_lines(sandbox(), HOME "/lines", parts[i].first, parts[i].count, NULL, NULL, &bytes, &error));
        CHECK_STR(osb_bytes_data(bytes, NULL), parts[i].text);
        osb_bytes_free(bytes);
    }
}

TEST(what_is_not_there_is_told)
{
    osb_bytes *bytes = NULL;
    osb_file_list *list = NULL;
    const char *missing = HOME "/no/such", *other = HOME "/no/other";
    check_refused(osb_files_read(sandbox(), missing, NULL, NULL, &bytes, &error), OSB_ERR_NOT_FOUND);
    check_refused(osb_files_read_lines(sandbox(), missing, 1, -1, NULL, NULL, &bytes, &error), OSB_ERR_NOT_FOUND);
    check_refused(osb_files_list(sandbox(), missing, 1, NULL, NULL, &list, &error), OSB_ERR_NOT_FOUND);
    check_refused(osb_files_search(sandbox(), missing, NULL, NULL, NULL, &list, &error), OSB_ERR_NOT_FOUND);
    check_refused(osb_files_move(sandbox(), &missing, &other, 1, NULL, NULL, &error), OSB_ERR_NOT_FOUND);
    check_refused(osb_files_replace(sandbox(), missing, "a", "b", NULL, NULL, NULL, &error), OSB_ERR_NOT_FOUND);
    worked(osb_files_delete(sandbox(), &missing, 1, NULL, NULL, &error));
    worked(osb_files_delete_dirs(sandbox(), &missing, 1, NULL, NULL, &error));
}

TEST(a_directory_is_no_file)
{
    osb_bytes *bytes = NULL;
    const char *path = fresh("directory");
    check_refused(osb_files_read(sandbox(), path, NULL, NULL, &bytes, &error), OSB_ERR_CONFLICT);
    check_refused(osb_files_write(sandbox(), path, "x", 1, NULL, NULL, &error), OSB_ERR_CONFLICT);
    check_refused(osb_files_delete(sandbox(), &path, 1, NULL, NULL, &error), OSB_ERR_CONFLICT);
    check_refused(osb_files_download(sandbox(), path, "/tmp/osb-no-such-target", NULL, NULL, &error), OSB_ERR_CONFLICT);
}

/* ---- Directories, permissions, contents ---- */

TEST(directories_are_listed_as_deep_as_asked)
{
    osb_file_list *list = NULL;
    fresh("deep");
    put(HOME "/deep/a/b/c", "x");
    put(HOME "/deep/z", "xx");
    static const size_t counts[] = {0, 2, 3, 4};
    for (int32_t depth = 0; depth <= 3; depth++) {
        worked(osb_files_list(sandbox(), HOME "/deep", depth, NULL, NULL, &list, &error));
        CHECK_INT(osb_file_list_count(list), counts[depth]);
        osb_file_list_free(list);
    }
    worked(osb_files_list(sandbox(), HOME "/deep", -1, NULL, NULL, &list, &error));
    CHECK_INT(osb_file_list_count(list), 4);
    CHECK_STR(osb_file_list_path(list, 0), HOME "/deep/a");
    CHECK_INT(osb_file_list_type(list, 0), OSB_FILE_TYPE_DIRECTORY);
    CHECK_STR(osb_file_list_path(list, 2), HOME "/deep/a/b/c");
    CHECK_INT(osb_file_list_type(list, 2), OSB_FILE_TYPE_REGULAR);
    CHECK_STR(osb_file_list_path(list, 3), HOME "/deep/z");
    CHECK_INT(osb_file_list_size(list, 3), 2);
    CHECK(osb_file_list_modified_at(list, 3) > 1500000000000);
    osb_file_list_free(list);
    check_refused(osb_files_list(sandbox(), HOME "/deep/z", 1, NULL, NULL, &list, &error), OSB_ERR_VALIDATION);
}

TEST(files_are_found_by_name)
{
    osb_file_list *list = NULL;
    fresh("search");
    put(HOME "/search/a.txt", "");
    put(HOME "/search/sub/b.txt", "");
    put(HOME "/search/sub/c.md", "");
    worked(osb_files_search(sandbox(), HOME "/search", "*.txt", NULL, NULL, &list, &error));
    CHECK_INT(osb_file_list_count(list), 2);
    osb_file_list_free(list);
    worked(osb_files_search(sandbox(), HOME "/search", NULL, NULL, NULL, &list, &error));
    CHECK_INT(osb_file_list_count(list), 3);
    osb_file_list_free(list);
    worked(osb_files_search(sandbox(), HOME "/search", "*.none", NULL, NULL, &list, &error));
    CHECK_INT(osb_file_list_count(list), 0);
    osb_file_list_free(list);
}

TEST(modes_are_set_and_told)
{
    osb_file_options *options = osb_file_options_new();
    osb_file_list *list = NULL;
    const char *paths[] = {HOME "/modes/f", HOME "/modes/d"};
    fresh("modes");
    CHECK_INT(osb_file_options_set_mode(options, 0640), OSB_OK);
    worked(osb_files_write(sandbox(), paths[0], "x", 1, options, NULL, &error));
    CHECK_INT(osb_file_options_set_mode(options, 0710), OSB_OK);
    worked(osb_files_make_dirs(sandbox(), paths + 1, 1, options, NULL, &error));
    worked(osb_files_info(sandbox(), paths, 2, NULL, NULL, &list, &error));
    CHECK_INT(osb_file_list_mode(list, 0), 0640);
    CHECK_INT(osb_file_list_mode(list, 1), 0710);
    osb_file_list_free(list);
    CHECK_INT(osb_file_options_set_mode(options, 0400), OSB_OK);
    worked(osb_files_set_permissions(sandbox(), paths, 1, options, NULL, &error));
    worked(osb_files_info(sandbox(), paths, 1, NULL, NULL, &list, &error));
    CHECK_INT(osb_file_list_mode(list, 0), 0400);
    osb_file_list_free(list);
    osb_file_options_free(options);
}

TEST(files_are_moved_and_nothing_gives_way)
{
    const char *from[] = {HOME "/move/a"}, *to[] = {HOME "/move/sub/b"}, *taken[] = {HOME "/move/c"};
    fresh("move");
    put(from[0], "moved");
    put(taken[0], "stays");
    worked(osb_files_move(sandbox(), from, to, 1, NULL, NULL, &error));
    check_holds(to[0], "moved");
    check_missing(from[0]);
    check_refused(osb_files_move(sandbox(), to, taken, 1, NULL, NULL, &error), OSB_ERR_CONFLICT);
    check_holds(taken[0], "stays");
}

TEST(texts_are_replaced_and_counted)
{
    int64_t count = -7;
    put(HOME "/replace", "a b a b a");
    worked(osb_files_replace(sandbox(), HOME "/replace", "a", "xx", NULL, NULL, &count, &error));
    CHECK_INT(count, 3);
    check_holds(HOME "/replace", "xx b xx b xx");
    worked(osb_files_replace(sandbox(), HOME "/replace", "none", "x", NULL, NULL, &count, &error));
    CHECK_INT(count, 0);
    worked(osb_files_replace(sandbox(), HOME "/replace", " b", "", NULL, NULL, NULL, &error));
    check_holds(HOME "/replace", "xx xx xx");
}

/* Newer daemons act as another user; older ones are told apart. */
TEST(an_identity_is_used_or_said_to_be_unsupported)
{
    osb_file_options *options = osb_file_options_new();
    osb_bytes *bytes = NULL;
    put(HOME "/identity", "x");
    CHECK_INT(osb_file_options_set_identity(options, 0, 0), OSB_OK);
    osb_status status = osb_files_read(sandbox(), HOME "/identity", options, NULL, &bytes, &error);
    CHECK(status == OSB_OK || status == OSB_ERR_UNSUPPORTED);
    osb_error_free(error);
    error = NULL;
    osb_bytes_free(bytes);
    osb_file_options_free(options);
}

/* ---- Transfers ---- */

#define LARGE (5 * 1000 * 1000 + 7)

static char host_directory[64];

static void remove_host_directory(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", host_directory);
    if (system(command) != 0)
        check_stop("%s stays", host_directory);
}

static const char *host_path(const char *name)
{
    static char path[128];
    if (!*host_directory) {
        strcpy(host_directory, "/tmp/osb-conformance-XXXXXX");
        if (!mkdtemp(host_directory))
            check_stop("no directory on the host");
        atexit(remove_host_directory);
    }
    snprintf(path, sizeof path, "%s/%s", host_directory, name);
    return path;
}

static const char *large_file(void)
{
    const char *path = host_path("large");
    FILE *file = fopen(path, "w");
    for (int i = 0; file && i < LARGE; i++)
        putc((i * 7919 >> 3) & 255, file);
    if (!file || fclose(file) != 0)
        check_stop("%s cannot be written", path);
    return path;
}

static void check_large(const char *path)
{
    FILE *file = fopen(path, "r");
    int i = 0;
    if (!CHECK(file != NULL))
        return;
    for (int byte; (byte = getc(file)) != EOF && byte == ((i * 7919 >> 3) & 255);)
        i++;
    CHECK_INT(i, LARGE);
    CHECK(feof(file));
    fclose(file);
}

static int32_t on_progress(uint64_t done, int64_t total, void *user_data)
{
    uint64_t *last = user_data;
    CHECK(done >= *last);
    CHECK_INT(total, LARGE);
    *last = done;
    return 0;
}

TEST(a_large_file_goes_there_and_back)
{
    uint64_t last = 0;
    struct stat status;
    osb_file_options *options = osb_file_options_new();
    CHECK_INT(osb_file_options_on_progress(options, on_progress, &last, NULL), OSB_OK);
    CHECK_INT(osb_file_options_set_keep_mode(options, 1), OSB_OK);
    chmod(large_file(), 0640);
    worked(osb_files_upload(sandbox(), host_path("large"), HOME "/large", options, NULL, &error));
    CHECK_INT(last, LARGE);
    last = 0;
    worked(osb_files_download(sandbox(), HOME "/large", host_path("back"), options, NULL, &error));
    CHECK_INT(last, LARGE);
    check_large(host_path("back"));
    CHECK_INT(stat(host_path("back"), &status), 0);
    CHECK_INT(status.st_mode & 0777, 0640);
    osb_file_options_free(options);
}

TEST(a_part_of_a_large_file_comes_back)
{
    osb_file_options *options = osb_file_options_new();
    int fd;
    worked(osb_files_upload(sandbox(), large_file(), HOME "/large", NULL, NULL, &error));
    fd = open(host_path("parts"), O_CREAT | O_TRUNC | O_WRONLY, 0600);
    CHECK_INT(osb_file_options_set_range(options, 0, 1234567), OSB_OK);
    worked(osb_files_download_fd(sandbox(), HOME "/large", fd, options, NULL, &error));
    CHECK_INT(osb_file_options_set_range(options, 1234567, -1), OSB_OK);
    worked(osb_files_download_fd(sandbox(), HOME "/large", fd, options, NULL, &error));
    close(fd);
    check_large(host_path("parts"));
    osb_file_options_free(options);
}

struct pump {
    int from, to;
};

static void *pump_all(void *argument)
{
    struct pump *pump = argument;
    char bytes[65536];
    for (ssize_t got; (got = read(pump->from, bytes, sizeof bytes)) > 0;)
        if (write(pump->to, bytes, (size_t)got) != got)
            break;
    close(pump->to);
    return NULL;
}

/* A pipe has no size; through the server's proxy it has to be told. */
TEST(pipes_go_both_ways)
{
    int ends[2], through_server = strcmp(setting("OSB_TEST_USE_SERVER_PROXY", "0"), "1") == 0;
    pthread_t thread;
    CHECK_INT(pipe(ends), 0);
    struct pump pump = {.from = open(large_file(), O_RDONLY), .to = ends[1]};
    if (pthread_create(&thread, NULL, pump_all, &pump) != 0)
        check_stop("no thread");
    worked(osb_files_upload_fd(sandbox(), ends[0], through_server ? LARGE : -1, HOME "/piped", NULL, NULL, &error));
    pthread_join(thread, NULL);
    close(ends[0]);
    close(pump.from);

    CHECK_INT(pipe(ends), 0);
    pump = (struct pump){.from = ends[0], .to = open(host_path("piped"), O_CREAT | O_TRUNC | O_WRONLY, 0600)};
    if (pthread_create(&thread, NULL, pump_all, &pump) != 0)
        check_stop("no thread");
    worked(osb_files_download_fd(sandbox(), HOME "/piped", ends[1], NULL, NULL, &error));
    close(ends[1]);
    pthread_join(thread, NULL);
    close(ends[0]);
    check_large(host_path("piped"));
}

/* ---- Trees ---- */

static void shell(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void shell(const char *format, ...)
{
    char command[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(command, sizeof command, format, arguments);
    va_end(arguments);
    if (system(command) != 0)
        check_stop("failed: %s", command);
}

TEST(a_directory_goes_there_and_back)
{
    char source[128], back[128];
    osb_file_options *options = osb_file_options_new();
    snprintf(source, sizeof source, "%s", host_path("tree"));
    snprintf(back, sizeof back, "%s", host_path("tree-back"));
    shell("mkdir -p '%s/sub dir/empty' && cd '%s' && echo one > a && chmod 640 a && : > none && ln -s ../a 'sub dir/up' && head -c 300000 /dev/zero > zeros", source, source);
    shell("cd '%s' && n=$(printf 'n%%.0s' $(seq 200)) && echo long > \"sub dir/$n\" && ln -s $n 'sub dir/link'", source);
    fresh("trees");
    CHECK_INT(osb_file_options_set_keep_mode(options, 1), OSB_OK);
    worked(osb_files_upload_tree(sandbox(), source, HOME "/trees/it's", options, NULL, &error));
    check_holds(HOME "/trees/it's/a", "one\n");
    worked(osb_files_download_tree(sandbox(), HOME "/trees/it's", back, options, NULL, &error));
    shell("diff -r --no-dereference '%s' '%s' && test $(stat -c %%a '%s/a') = 640", source, back, back);
    check_refused(osb_files_download_tree(sandbox(), HOME "/trees/it's", back, NULL, NULL, &error), OSB_ERR_HOST_IO);
    check_refused(osb_files_download_tree(sandbox(), HOME "/trees/none", host_path("none"), NULL, NULL, &error), OSB_ERR_NOT_FOUND);
    check_refused(osb_files_download_tree(sandbox(), HOME "/trees/it's/a", host_path("none"), NULL, NULL, &error), OSB_ERR_CONFLICT);
    osb_file_options_free(options);
}

TEST(a_link_out_of_a_directory_does_not_come_to_the_host)
{
    char escape[128];
    osb_result *result = NULL;
    fresh("escape");
    snprintf(escape, sizeof escape, "%s", host_path("escape"));
    worked(osb_command_run(sandbox(), "cd " HOME "/escape && echo fine > a && ln -s /etc/passwd z", NULL, NULL, &result, &error));
    CHECK_INT(osb_result_exit_code(result), 0);
    osb_result_free(result);
    check_refused(osb_files_download_tree(sandbox(), HOME "/escape", escape, NULL, NULL, &error), OSB_ERR_UNSAFE_PATH);
    CHECK(access(escape, F_OK) != 0);
    shell("test -z \"$(ls -A '%s' | grep '[.]part$')\"", host_directory);
}

/* ---- Watching ---- */

static void check_change(osb_watch *watch, osb_change_kind kind, const char *path)
{
    osb_file_change *change = NULL;
    worked(osb_watch_next(watch, 10000, NULL, &change, &error));
    CHECK_INT(osb_file_change_kind(change), kind);
    CHECK_STR(osb_file_change_path(change), path);
    osb_file_change_free(change);
}

TEST(changes_of_a_directory_are_told)
{
    osb_watch *watch = NULL;
    osb_file_change *change = NULL;
    const char *a = HOME "/watch/a", *paths[] = {HOME "/watch/b"}, *moved[] = {HOME "/watch/c"};
    fresh("watch");
    put(a, "x");
    worked(osb_files_watch(sandbox(), HOME "/watch", -1, 10, NULL, NULL, &watch, &error));
    worked(osb_watch_next(watch, 0, NULL, &change, &error));
    CHECK(change == NULL);
    put(paths[0], "new");
    check_change(watch, OSB_CHANGE_CREATED, paths[0]);
    put(a, "xx");
    check_change(watch, OSB_CHANGE_CHANGED, a);
    worked(osb_files_move(sandbox(), paths, moved, 1, NULL, NULL, &error));
    check_change(watch, OSB_CHANGE_DELETED, paths[0]);
    check_change(watch, OSB_CHANGE_CREATED, moved[0]);
    worked(osb_watch_next(watch, 30, NULL, &change, &error));
    CHECK(change == NULL);
    worked(osb_files_delete_dirs(sandbox(), &(const char *){HOME "/watch"}, 1, NULL, NULL, &error));
    check_refused(osb_watch_next(watch, 10000, NULL, &change, &error), OSB_ERR_NOT_FOUND);
    fresh("watch");
    check_change(watch, OSB_CHANGE_DELETED, a);
    check_change(watch, OSB_CHANGE_DELETED, moved[0]);
    osb_watch_free(watch);
}
