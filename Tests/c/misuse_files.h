/* A part of misuse.c: what is wrong to give the functions about files. */

GETTER(osb_file_batch_count, FILE_BATCH, 0)
FREE(osb_file_batch_free, FILE_BATCH)
FREE(osb_file_options_free, FILE_OPTIONS)
GETTER(osb_file_list_count, FILE_LIST, 0)
INDEXED_GETTER(osb_file_list_path, FILE_LIST, osb_file_list_count)
INDEXED_GETTER(osb_file_list_owner, FILE_LIST, osb_file_list_count)
INDEXED_GETTER(osb_file_list_group, FILE_LIST, osb_file_list_count)
FREE(osb_file_list_free, FILE_LIST)
SIZED_GETTER(osb_bytes_data, BYTES)
FREE(osb_bytes_free, BYTES)
FREE(osb_watch_free, WATCH)
GETTER(osb_file_change_kind, FILE_CHANGE, OSB_CHANGE_NONE)
TEXT_GETTER(osb_file_change_path, FILE_CHANGE)
GETTER(osb_file_change_type, FILE_CHANGE, OSB_FILE_TYPE_UNKNOWN)
GETTER(osb_file_change_size, FILE_CHANGE, -1)
GETTER(osb_file_change_modified_at, FILE_CHANGE, -1)
FREE(osb_file_change_free, FILE_CHANGE)

#define INDEXED_NUMBER(function, nothing)                                   \
    MISUSE(function)                                                        \
    {                                                                       \
        EACH_WRONG(FILE_LIST, wrong) CHECK_INT(function(wrong, 0), nothing); \
        CHECK(function(live[FILE_LIST], 0) != (nothing));                   \
        CHECK_INT(function(live[FILE_LIST], 1), nothing);                   \
        CHECK_INT(function(live[FILE_LIST], SIZE_MAX), nothing);            \
        CHECK_INT(function(live[FILE_LIST], SIZE_MAX / 2 + 1), nothing);    \
    }
INDEXED_NUMBER(osb_file_list_type, OSB_FILE_TYPE_UNKNOWN)
INDEXED_NUMBER(osb_file_list_size, -1)
INDEXED_NUMBER(osb_file_list_mode, -1)
INDEXED_NUMBER(osb_file_list_modified_at, -1)
INDEXED_NUMBER(osb_file_list_created_at, -1)

TRUTH_SETTER(osb_file_options_set_verify, FILE_OPTIONS)
TRUTH_SETTER(osb_file_options_set_resume, FILE_OPTIONS)
TRUTH_SETTER(osb_file_options_set_keep_mode, FILE_OPTIONS)

MISUSE(osb_file_options_new)
{
    osb_file_options *options = osb_file_options_new();
    VALID(osb_file_options_set_mode(options, 0644));
    osb_file_options_free(options);
}

MISUSE(osb_file_options_set_mode)
{
    static const int32_t none[] = {0, -2, 010000, INT32_MIN, INT32_MAX};
    WRONG_HANDLES(FILE_OPTIONS, osb_file_options_set_mode(wrong, 0644));
    EACH(const int32_t, mode, none) INVALID(osb_file_options_set_mode(live[FILE_OPTIONS], *mode));
    VALID(osb_file_options_set_mode(live[FILE_OPTIONS], 07777));
    VALID(osb_file_options_set_mode(live[FILE_OPTIONS], 1));
    VALID(osb_file_options_set_mode(live[FILE_OPTIONS], -1));
}

#define NAME_SETTER(function)                                     \
    MISUSE(function)                                              \
    {                                                             \
        WRONG_HANDLES(FILE_OPTIONS, function(wrong, "name"));     \
        INVALID(function(live[FILE_OPTIONS], ""));                \
        EACH_NOT_UTF8(function(live[FILE_OPTIONS], *text));       \
        VALID(function(live[FILE_OPTIONS], "name"));              \
        VALID(function(live[FILE_OPTIONS], NULL));                \
    }
NAME_SETTER(osb_file_options_set_owner)
NAME_SETTER(osb_file_options_set_group)

MISUSE(osb_file_options_set_identity)
{
    static const int64_t none[] = {-2, 4294967295, INT64_MIN, INT64_MAX};
    WRONG_HANDLES(FILE_OPTIONS, osb_file_options_set_identity(wrong, 0, 0));
    EACH(const int64_t, number, none)
    {
        INVALID(osb_file_options_set_identity(live[FILE_OPTIONS], *number, 0));
        INVALID(osb_file_options_set_identity(live[FILE_OPTIONS], 0, *number));
    }
    INVALID(osb_file_options_set_identity(live[FILE_OPTIONS], -1, 0));
    INVALID(osb_file_options_set_identity(live[FILE_OPTIONS], 0, -1));
    VALID(osb_file_options_set_identity(live[FILE_OPTIONS], 0, 4294967294));
    VALID(osb_file_options_set_identity(live[FILE_OPTIONS], -1, -1));
}

MISUSE(osb_file_options_set_range)
{
    WRONG_HANDLES(FILE_OPTIONS, osb_file_options_set_range(wrong, 0, 1));
    INVALID(osb_file_options_set_range(live[FILE_OPTIONS], (uint64_t)INT64_MAX + 1, 1));
    INVALID(osb_file_options_set_range(live[FILE_OPTIONS], UINT64_MAX, 1));
    INVALID(osb_file_options_set_range(live[FILE_OPTIONS], 0, -2));
    INVALID(osb_file_options_set_range(live[FILE_OPTIONS], 0, INT64_MIN));
    VALID(osb_file_options_set_range(live[FILE_OPTIONS], INT64_MAX, INT64_MAX));
    VALID(osb_file_options_set_range(live[FILE_OPTIONS], 0, -1));
}

MISUSE(osb_file_options_set_read_limit)
{
    WRONG_HANDLES(FILE_OPTIONS, osb_file_options_set_read_limit(wrong, 1));
    INVALID(osb_file_options_set_read_limit(live[FILE_OPTIONS], SIZE_MAX));
    INVALID(osb_file_options_set_read_limit(live[FILE_OPTIONS], SIZE_MAX / 2 + 1));
    INVALID(osb_file_options_set_read_limit(live[FILE_OPTIONS], ((size_t)1 << 40) + 1));
    VALID(osb_file_options_set_read_limit(live[FILE_OPTIONS], 0));
    VALID(osb_file_options_set_read_limit(live[FILE_OPTIONS], (size_t)64 << 20));
}

static int32_t on_progress(uint64_t done, int64_t total, void *user_data)
{
    (void)done, (void)total, (void)user_data;
    return 0;
}

CALLBACK_SETTER(osb_file_options_on_progress, FILE_OPTIONS, on_progress)

MISUSE(osb_file_batch_new)
{
    osb_error *error = NULL;
    osb_file_batch *batch = osb_file_batch_new();
    CHECK_INT(osb_file_batch_count(batch), 0);
    REFUSED(osb_files_write_many(live[SANDBOX], batch, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "batch");
    osb_file_batch_free(batch);
}

/* What every path of a sandbox is refused for. */
static const char *const relative_paths[] = {"", "f", "./f", "~/f"};

#define EACH_NO_PATH(call, field)                                                      \
    do {                                                                               \
        EACH(const char *const, path, relative_paths) REFUSED(call, OSB_ERR_INVALID_ARGUMENT, field); \
        EACH(const char *const, path, not_utf8) REFUSED(call, OSB_ERR_INVALID_ARGUMENT, field); \
        for (const char *none = NULL, *const *path = &none, *once = ""; once; once = NULL)      \
            REFUSED(call, OSB_ERR_INVALID_ARGUMENT, field);                            \
    } while (0)

MISUSE(osb_file_batch_add)
{
    osb_error *error = NULL;
    osb_file_batch *batch = live[FILE_BATCH];
    EACH_WRONG(FILE_BATCH, wrong) REFUSED(osb_file_batch_add(wrong, "/f", "x", 1, NULL, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(FILE_OPTIONS, wrong)
        if (wrong)
            REFUSED(osb_file_batch_add(batch, "/f", "x", 1, wrong, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_NO_PATH(osb_file_batch_add(batch, *path, "x", 1, NULL, &error), "path");
    REFUSED(osb_file_batch_add(batch, "/f", NULL, 1, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "data");
    REFUSED(osb_file_batch_add(batch, "/f", "x", SIZE_MAX, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "size");
}

MISUSE(osb_file_batch_add_file)
{
    osb_error *error = NULL;
    osb_file_batch *batch = live[FILE_BATCH];
    EACH_WRONG(FILE_BATCH, wrong) REFUSED(osb_file_batch_add_file(wrong, "/f", "f", NULL, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(FILE_OPTIONS, wrong)
        if (wrong)
            REFUSED(osb_file_batch_add_file(batch, "/f", "f", wrong, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_NO_PATH(osb_file_batch_add_file(batch, *path, "f", NULL, &error), "path");
    REFUSED(osb_file_batch_add_file(batch, "/f", NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "host_path");
    REFUSED(osb_file_batch_add_file(batch, "/f", "", NULL, &error), OSB_ERR_INVALID_ARGUMENT, "host_path");
}

/* What all calls on files have in common: `call` has `sandbox`, `options` and `cancel` among its arguments, and &error. */
#define FILE_CALL(call)                                                                                         \
    osb_error *error = NULL;                                                                                    \
    osb_sandbox *sandbox = live[SANDBOX];                                                                       \
    osb_file_options *options = NULL;                                                                           \
    osb_cancel *cancel = NULL;                                                                                  \
    EACH_WRONG(SANDBOX, wrong) { sandbox = wrong; REFUSED(call, OSB_ERR_INVALID_HANDLE, NULL); }                \
    sandbox = live[SANDBOX];                                                                                    \
    EACH_WRONG(FILE_OPTIONS, wrong) if (wrong) { options = wrong; REFUSED(call, OSB_ERR_INVALID_HANDLE, NULL); } \
    options = NULL;                                                                                             \
    EACH_WRONG(CANCEL, wrong) if (wrong) { cancel = wrong; REFUSED(call, OSB_ERR_INVALID_HANDLE, NULL); }       \
    cancel = NULL;

static int64_t give_nothing(void *buffer, size_t size, void *user_data)
{
    (void)buffer, (void)size, (void)user_data;
    return 0;
}

static int32_t take_anything(const void *data, size_t size, void *user_data)
{
    (void)data, (void)size, (void)user_data;
    return 0;
}

MISUSE(osb_files_read)
{
    osb_bytes *out = (void *)untouched;
    FILE_CALL(osb_files_read(sandbox, "/f", options, cancel, &out, &error))
    EACH_NO_PATH(osb_files_read(sandbox, *path, NULL, NULL, &out, &error), "path");
    REFUSED(osb_files_read(sandbox, "/f", NULL, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    CHECK(out == (void *)untouched);
}

MISUSE(osb_files_read_range)
{
    osb_bytes *out = (void *)untouched;
    FILE_CALL(osb_files_read_range(sandbox, "/f", 0, 1, options, cancel, &out, &error))
    EACH_NO_PATH(osb_files_read_range(sandbox, *path, 0, 1, NULL, NULL, &out, &error), "path");
    REFUSED(osb_files_read_range(sandbox, "/f", (uint64_t)INT64_MAX + 1, 1, NULL, NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, "offset");
    REFUSED(osb_files_read_range(sandbox, "/f", 0, UINT64_MAX, NULL, NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, "length");
    REFUSED(osb_files_read_range(sandbox, "/f", 0, 1, NULL, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    CHECK(out == (void *)untouched);
}

MISUSE(osb_files_read_lines)
{
    static const int64_t no_first[] = {0, -1, INT64_MIN}, no_count[] = {0, -2, INT64_MIN};
    osb_bytes *out = (void *)untouched;
    FILE_CALL(osb_files_read_lines(sandbox, "/f", 1, 1, options, cancel, &out, &error))
    EACH_NO_PATH(osb_files_read_lines(sandbox, *path, 1, 1, NULL, NULL, &out, &error), "path");
    EACH(const int64_t, number, no_first)
        REFUSED(osb_files_read_lines(sandbox, "/f", *number, 1, NULL, NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, "first");
    EACH(const int64_t, number, no_count)
        REFUSED(osb_files_read_lines(sandbox, "/f", 1, *number, NULL, NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, "count");
    REFUSED(osb_files_read_lines(sandbox, "/f", 1, 1, NULL, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    CHECK(out == (void *)untouched);
}

MISUSE(osb_files_write)
{
    FILE_CALL(osb_files_write(sandbox, "/f", "x", 1, options, cancel, &error))
    EACH_NO_PATH(osb_files_write(sandbox, *path, "x", 1, NULL, NULL, &error), "path");
    REFUSED(osb_files_write(sandbox, "/f", NULL, 1, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "data");
    REFUSED(osb_files_write(sandbox, "/f", "x", SIZE_MAX, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "size");
    REFUSED(osb_files_write(sandbox, "/f", "x", SIZE_MAX / 2 + 1, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "size");
}

MISUSE(osb_files_write_many)
{
    osb_file_batch *batch = live[FILE_BATCH];
    FILE_CALL(osb_files_write_many(sandbox, batch, options, cancel, &error))
    EACH_WRONG(FILE_BATCH, wrong) REFUSED(osb_files_write_many(sandbox, wrong, NULL, NULL, &error), OSB_ERR_INVALID_HANDLE, NULL);
}

MISUSE(osb_files_upload)
{
    FILE_CALL(osb_files_upload(sandbox, "/dev/null", "/f", options, cancel, &error))
    EACH_NO_PATH(osb_files_upload(sandbox, "/dev/null", *path, NULL, NULL, &error), "path");
    REFUSED(osb_files_upload(sandbox, NULL, "/f", NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "host_path");
    REFUSED(osb_files_upload(sandbox, "", "/f", NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "host_path");
}

MISUSE(osb_files_upload_fd)
{
    FILE_CALL(osb_files_upload_fd(sandbox, 0, -1, "/f", options, cancel, &error))
    EACH_NO_PATH(osb_files_upload_fd(sandbox, 0, -1, *path, NULL, NULL, &error), "path");
    REFUSED(osb_files_upload_fd(sandbox, -1, -1, "/f", NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "fd");
    REFUSED(osb_files_upload_fd(sandbox, INT32_MAX, -1, "/f", NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "fd");
    REFUSED(osb_files_upload_fd(sandbox, 0, -2, "/f", NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "size");
    REFUSED(osb_files_upload_fd(sandbox, 0, INT64_MIN, "/f", NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "size");
}

MISUSE(osb_files_upload_from)
{
    FILE_CALL(osb_files_upload_from(sandbox, give_nothing, NULL, -1, "/f", options, cancel, &error))
    EACH_NO_PATH(osb_files_upload_from(sandbox, give_nothing, NULL, -1, *path, NULL, NULL, &error), "path");
    REFUSED(osb_files_upload_from(sandbox, NULL, NULL, -1, "/f", NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "fn");
    REFUSED(osb_files_upload_from(sandbox, give_nothing, NULL, -2, "/f", NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "size");
}

MISUSE(osb_files_download)
{
    FILE_CALL(osb_files_download(sandbox, "/f", "/tmp/osb-misuse", options, cancel, &error))
    EACH_NO_PATH(osb_files_download(sandbox, *path, "/tmp/osb-misuse", NULL, NULL, &error), "path");
    REFUSED(osb_files_download(sandbox, "/f", NULL, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "host_path");
    REFUSED(osb_files_download(sandbox, "/f", "", NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "host_path");
}

MISUSE(osb_files_download_fd)
{
    FILE_CALL(osb_files_download_fd(sandbox, "/f", 1, options, cancel, &error))
    EACH_NO_PATH(osb_files_download_fd(sandbox, *path, 1, NULL, NULL, &error), "path");
    REFUSED(osb_files_download_fd(sandbox, "/f", -1, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "fd");
    REFUSED(osb_files_download_fd(sandbox, "/f", INT32_MAX, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "fd");
}

MISUSE(osb_files_download_to)
{
    FILE_CALL(osb_files_download_to(sandbox, "/f", take_anything, NULL, options, cancel, &error))
    EACH_NO_PATH(osb_files_download_to(sandbox, *path, take_anything, NULL, NULL, NULL, &error), "path");
    REFUSED(osb_files_download_to(sandbox, "/f", NULL, NULL, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "fn");
}

/* Calls that take several paths. */
#define PATHS_CALL(call)                                                                  \
    const char *good = "/f", *const *paths = &good;                                       \
    size_t count = 1;                                                                     \
    FILE_CALL(call)                                                                       \
    EACH(const char *const, path, relative_paths) { paths = path; REFUSED(call, OSB_ERR_INVALID_ARGUMENT, "paths"); } \
    EACH(const char *const, path, not_utf8) { paths = path; REFUSED(call, OSB_ERR_INVALID_ARGUMENT, "paths"); } \
    const char *null_path = NULL;                                                         \
    paths = &null_path;                                                                   \
    REFUSED(call, OSB_ERR_INVALID_ARGUMENT, "paths");                                     \
    paths = NULL;                                                                         \
    REFUSED(call, OSB_ERR_INVALID_ARGUMENT, "paths");                                     \
    count = 0;                                                                            \
    REFUSED(call, OSB_ERR_INVALID_ARGUMENT, "paths");                                     \
    paths = &good;                                                                        \
    REFUSED(call, OSB_ERR_INVALID_ARGUMENT, "paths");                                     \
    count = SIZE_MAX;                                                                     \
    REFUSED(call, OSB_ERR_INVALID_ARGUMENT, "count");                                     \
    count = 1;

MISUSE(osb_files_info)
{
    osb_file_list *out = (void *)untouched;
    PATHS_CALL(osb_files_info(sandbox, paths, count, options, cancel, &out, &error))
    REFUSED(osb_files_info(sandbox, paths, count, options, cancel, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    CHECK(out == (void *)untouched);
}

MISUSE(osb_files_make_dirs) { PATHS_CALL(osb_files_make_dirs(sandbox, paths, count, options, cancel, &error)) }
MISUSE(osb_files_delete) { PATHS_CALL(osb_files_delete(sandbox, paths, count, options, cancel, &error)) }
MISUSE(osb_files_delete_dirs) { PATHS_CALL(osb_files_delete_dirs(sandbox, paths, count, options, cancel, &error)) }

MISUSE(osb_files_set_permissions)
{
    PATHS_CALL(osb_files_set_permissions(sandbox, paths, count, options, cancel, &error))
    REFUSED(osb_files_set_permissions(sandbox, paths, count, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "options");
    REFUSED(osb_files_set_permissions(sandbox, paths, count, live[FILE_OPTIONS], NULL, &error), OSB_ERR_INVALID_ARGUMENT, "options");
}

MISUSE(osb_files_move)
{
    const char *good = "/f", *none = NULL;
    FILE_CALL(osb_files_move(sandbox, &good, &good, 1, options, cancel, &error))
    EACH_NO_PATH(osb_files_move(sandbox, path, &good, 1, NULL, NULL, &error), "sources");
    EACH_NO_PATH(osb_files_move(sandbox, &good, path, 1, NULL, NULL, &error), "targets");
    REFUSED(osb_files_move(sandbox, NULL, &good, 1, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "sources");
    REFUSED(osb_files_move(sandbox, &good, NULL, 1, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "targets");
    REFUSED(osb_files_move(sandbox, &none, &good, 1, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "sources");
    REFUSED(osb_files_move(sandbox, &good, &good, 0, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "sources");
    REFUSED(osb_files_move(sandbox, &good, &good, SIZE_MAX, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "count");
}

MISUSE(osb_files_search)
{
    osb_file_list *out = (void *)untouched;
    FILE_CALL(osb_files_search(sandbox, "/", "*", options, cancel, &out, &error))
    EACH_NO_PATH(osb_files_search(sandbox, *path, "*", NULL, NULL, &out, &error), "path");
    REFUSED(osb_files_search(sandbox, "/", "", NULL, NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, "pattern");
    EACH(const char *const, text, not_utf8)
        REFUSED(osb_files_search(sandbox, "/", *text, NULL, NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, "pattern");
    REFUSED(osb_files_search(sandbox, "/", "*", NULL, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    CHECK(out == (void *)untouched);
}

MISUSE(osb_files_list)
{
    osb_file_list *out = (void *)untouched;
    FILE_CALL(osb_files_list(sandbox, "/", 1, options, cancel, &out, &error))
    EACH_NO_PATH(osb_files_list(sandbox, *path, 1, NULL, NULL, &out, &error), "path");
    REFUSED(osb_files_list(sandbox, "/", -2, NULL, NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, "depth");
    REFUSED(osb_files_list(sandbox, "/", INT32_MIN, NULL, NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, "depth");
    REFUSED(osb_files_list(sandbox, "/", 1, NULL, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    CHECK(out == (void *)untouched);
}

MISUSE(osb_files_replace)
{
    int64_t replaced = 77;
    FILE_CALL(osb_files_replace(sandbox, "/f", "a", "b", options, cancel, &replaced, &error))
    EACH_NO_PATH(osb_files_replace(sandbox, *path, "a", "b", NULL, NULL, &replaced, &error), "path");
    REFUSED(osb_files_replace(sandbox, "/f", "", "b", NULL, NULL, &replaced, &error), OSB_ERR_INVALID_ARGUMENT, "old_text");
    REFUSED(osb_files_replace(sandbox, "/f", NULL, "b", NULL, NULL, &replaced, &error), OSB_ERR_INVALID_ARGUMENT, "old_text");
    REFUSED(osb_files_replace(sandbox, "/f", "a", NULL, NULL, NULL, &replaced, &error), OSB_ERR_INVALID_ARGUMENT, "new_text");
    EACH(const char *const, text, not_utf8)
    {
        REFUSED(osb_files_replace(sandbox, "/f", *text, "b", NULL, NULL, &replaced, &error), OSB_ERR_INVALID_ARGUMENT, "old_text");
        REFUSED(osb_files_replace(sandbox, "/f", "a", *text, NULL, NULL, &replaced, &error), OSB_ERR_INVALID_ARGUMENT, "new_text");
    }
    CHECK_INT(replaced, 77);
}

MISUSE(osb_files_upload_tree)
{
    FILE_CALL(osb_files_upload_tree(sandbox, "/no/such", "/d", options, cancel, &error))
    EACH_NO_PATH(osb_files_upload_tree(sandbox, "/no/such", *path, NULL, NULL, &error), "path");
    REFUSED(osb_files_upload_tree(sandbox, NULL, "/d", NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "host_path");
    REFUSED(osb_files_upload_tree(sandbox, "", "/d", NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "host_path");
    REFUSED(osb_files_upload_tree(sandbox, "/no/such", "/d", NULL, NULL, &error), OSB_ERR_HOST_IO, NULL);
}

MISUSE(osb_files_download_tree)
{
    FILE_CALL(osb_files_download_tree(sandbox, "/d", "/tmp/osb-misuse", options, cancel, &error))
    EACH_NO_PATH(osb_files_download_tree(sandbox, *path, "/tmp/osb-misuse", NULL, NULL, &error), "path");
    REFUSED(osb_files_download_tree(sandbox, "/d", NULL, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "host_path");
    REFUSED(osb_files_download_tree(sandbox, "/d", "", NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "host_path");
    REFUSED(osb_files_download_tree(sandbox, "/d", "/", NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "host_path");
    REFUSED(osb_files_download_tree(sandbox, "/d", "/no/such/directory", NULL, NULL, &error), OSB_ERR_HOST_IO, NULL);
    REFUSED(osb_files_download_tree(sandbox, "/d", "/tmp", NULL, NULL, &error), OSB_ERR_HOST_IO, NULL);
}

MISUSE(osb_files_watch)
{
    static const int32_t no_depths[] = {0, -2, INT32_MIN};
    static const int64_t no_intervals[] = {-2, -1, 0, 9, INT64_MIN, INT64_MAX};
    osb_watch *out = (void *)untouched;
    FILE_CALL(osb_files_watch(sandbox, "/", 1, 10, options, cancel, &out, &error))
    EACH_NO_PATH(osb_files_watch(sandbox, *path, 1, 10, NULL, NULL, &out, &error), "path");
    EACH(const int32_t, number, no_depths)
        REFUSED(osb_files_watch(sandbox, "/", *number, 10, NULL, NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, "depth");
    EACH(const int64_t, number, no_intervals)
        REFUSED(osb_files_watch(sandbox, "/", 1, *number, NULL, NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, "interval");
    REFUSED(osb_files_watch(sandbox, "/", 1, 10, NULL, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    CHECK(out == (void *)untouched);
}

MISUSE(osb_watch_next)
{
    osb_file_change *out = (void *)untouched;
    osb_error *error = NULL;
    osb_watch *watch = live[WATCH];
    EACH_WRONG(WATCH, wrong) REFUSED(osb_watch_next(wrong, 0, NULL, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH_WRONG(CANCEL, wrong)
        if (wrong)
            REFUSED(osb_watch_next(watch, 0, wrong, &out, &error), OSB_ERR_INVALID_HANDLE, NULL);
    EACH(const int64_t, number, no_durations) REFUSED(osb_watch_next(watch, *number, NULL, &out, &error), OSB_ERR_INVALID_ARGUMENT, "timeout");
    REFUSED(osb_watch_next(watch, 0, NULL, NULL, &error), OSB_ERR_INVALID_ARGUMENT, "out");
    CHECK(out == (void *)untouched);
}
