/* osb-ls: the sandboxes of a server, one a line; with --kill-older-than, the end of those that have lived too long.
 *
 * On a terminal a table with a line of progress while it is put together; otherwise plain lines with tabs between their fields and no
 * heading. Ages are by this machine's clock. The server comes from OPEN_SANDBOX_DOMAIN, OPEN_SANDBOX_PROTOCOL and OPEN_SANDBOX_API_KEY.
 *
 *     cc osb-ls.c -lopensandbox -o osb-ls */
#include <opensandbox.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char usage[] =
    "osb-ls [--state STATE]… [--label KEY=VALUE]… [--kill-older-than AGE] [--dry-run]\n"
    "\n"
    "  --state STATE          only sandboxes in this state, e.g. Running; several: in one of them\n"
    "  --label KEY=VALUE      only sandboxes with this metadata entry; several: with all of them\n"
    "  --kill-older-than AGE  ends those that were created longer ago: 90s, 15m, 12h, 7d\n"
    "  --dry-run              with it: only tells which those are\n";

enum { ID, STATE, AGE, IMAGE, METADATA, COLUMNS };

struct row {
    char *fields[COLUMNS];
    int64_t created_at;
};

struct table {
    struct row *rows;
    size_t count, capacity;
};

_Noreturn static void out_of_memory(void)
{
    fputs("osb-ls: no memory\n", stderr);
    exit(1);
}

/* The error's words; frees it. */
static void complain(const char *about, osb_error *error)
{
    fprintf(stderr, "osb-ls: %s%s%s\n", about ? about : "", about ? ": " : "", osb_error_message(error));
    osb_error_free(error);
}

/* ---- Progress ---- */

static int shows_progress;

static void progress(const char *what, size_t count)
{
    if (shows_progress)
        fprintf(stderr, "\r%s %zu\033[K", what, count);
}

static void end_progress(void)
{
    if (shows_progress)
        fputs("\r\033[K", stderr);
}

/* ---- Text ---- */

/* A copy in which nothing steers a terminal or breaks a line. */
static char *plain(const char *text)
{
    char *copy = strdup(text ? text : "-");
    if (!copy)
        out_of_memory();
    for (char *at = copy; *at; at++)
        if ((unsigned char)*at < 32 || *at == 127)
            *at = '?';
    return copy;
}

static char *age_text(int64_t created_at, int64_t now)
{
    char text[32];
    long long seconds = created_at < 0 ? -1 : (long long)(now - created_at) / 1000;
    if (created_at < 0)
        snprintf(text, sizeof text, "-");
    else if (seconds < 120)
        snprintf(text, sizeof text, "%llds", seconds < 0 ? 0 : seconds);
    else if (seconds < 2 * 3600)
        snprintf(text, sizeof text, "%lldm", seconds / 60);
    else if (seconds < 2 * 86400)
        snprintf(text, sizeof text, "%lldh", seconds / 3600);
    else
        snprintf(text, sizeof text, "%lldd", seconds / 86400);
    return plain(text);
}

/* "a=1 b=2". */
static char *metadata_text(const osb_sandbox_info *info)
{
    size_t size = 1;
    for (size_t i = 0; i < osb_sandbox_info_metadata_count(info); i++)
        size += strlen(osb_sandbox_info_metadata_key(info, i)) + strlen(osb_sandbox_info_metadata_value(info, i)) + 2;
    char *text = malloc(size), *at = text;
    if (!text)
        out_of_memory();
    *text = '\0';
    for (size_t i = 0; i < osb_sandbox_info_metadata_count(info); i++)
        at += sprintf(at, "%s%s=%s", i ? " " : "", osb_sandbox_info_metadata_key(info, i), osb_sandbox_info_metadata_value(info, i));
    char *copy = plain(*text ? text : NULL);
    free(text);
    return copy;
}

/* Milliseconds; -1 for what is no age. */
static int64_t parse_age(const char *text)
{
    static const struct {
        char unit;
        int64_t seconds;
    } units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}};
    char *end;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    if (errno || end == text || number < 0 || number > 1000000000 || !*end || end[1])
        return -1;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (units[i].unit == *end)
            return number * units[i].seconds * 1000;
    return -1;
}

/* ---- The table ---- */

static void add_row(struct table *table, const osb_sandbox_info *info, int64_t now)
{
    if (table->count == table->capacity) {
        table->capacity = table->capacity ? 2 * table->capacity : 64;
        table->rows = realloc(table->rows, table->capacity * sizeof *table->rows);
        if (!table->rows)
            out_of_memory();
    }
    struct row *row = &table->rows[table->count++];
    const char *image = osb_sandbox_info_image(info);
    row->created_at = osb_sandbox_info_created_at(info);
    row->fields[ID] = plain(osb_sandbox_info_id(info));
    row->fields[STATE] = plain(osb_sandbox_info_state_text(info));
    row->fields[AGE] = age_text(row->created_at, now);
    row->fields[IMAGE] = plain(image ? image : osb_sandbox_info_snapshot(info));
    row->fields[METADATA] = metadata_text(info);
}

static void free_table(struct table *table)
{
    for (size_t i = 0; i < table->count; i++)
        for (int column = 0; column < COLUMNS; column++)
            free(table->rows[i].fields[column]);
    free(table->rows);
}

static void print_table(const struct table *table)
{
    static const char *const heading[COLUMNS] = {"ID", "STATE", "AGE", "IMAGE", "METADATA"};
    int widths[COLUMNS];
    if (!isatty(STDOUT_FILENO)) {
        for (size_t i = 0; i < table->count; i++)
            for (int column = 0; column < COLUMNS; column++)
                printf("%s%c", table->rows[i].fields[column], column == COLUMNS - 1 ? '\n' : '\t');
        return;
    }
    for (int column = 0; column < COLUMNS; column++) {
        widths[column] = (int)strlen(heading[column]);
        for (size_t i = 0; i < table->count; i++) {
            size_t width = strlen(table->rows[i].fields[column]);
            if (width > (size_t)widths[column] && width < 1000)
                widths[column] = (int)width;
        }
    }
    for (size_t i = 0; i <= table->count; i++)
        for (int column = 0; column < COLUMNS; column++) {
            const char *field = i ? table->rows[i - 1].fields[column] : heading[column];
            if (column == COLUMNS - 1)
                printf("%s\n", field);
            else
                printf("%-*s  ", widths[column], field);
        }
}

static int read_table(osb_client *client, const osb_sandbox_filter *filter, int64_t now, struct table *table)
{
    osb_sandbox_iterator *iterator = NULL;
    osb_sandbox_info *info = NULL;
    osb_error *error = NULL;
    osb_status status = osb_server_iterate_sandboxes(client, filter, &iterator, &error);
    while (status == OSB_OK && (status = osb_sandbox_iterator_next(iterator, NULL, &info, &error)) == OSB_OK && info) {
        add_row(table, info, now);
        progress("reading", table->count);
        osb_sandbox_info_free(info);
        info = NULL;
    }
    osb_sandbox_iterator_free(iterator);
    end_progress();
    if (status != OSB_OK)
        complain(NULL, error);
    return status == OSB_OK;
}

/* What has lived longer is ended, and what is left of the table is that. */
static int kill_old(osb_client *client, struct table *table, int64_t before, int dry_run)
{
    int ok = 1;
    size_t killed = 0;
    for (size_t i = 0; i < table->count; i++) {
        osb_error *error = NULL;
        struct row *row = &table->rows[i];
        if (row->created_at < 0 || row->created_at >= before)
            continue;
        osb_status status = dry_run ? OSB_OK : osb_server_kill_sandbox(client, row->fields[ID], NULL, &error);
        if (status != OSB_OK && status != OSB_ERR_NOT_FOUND) {
            end_progress();
            complain(row->fields[ID], error);
            ok = 0;
            continue;
        }
        osb_error_free(error);
        struct row kept = table->rows[killed];
        table->rows[killed++] = *row;
        *row = kept;
        progress(dry_run ? "would end" : "ended", killed);
    }
    end_progress();
    for (size_t i = killed; i < table->count; i++)
        for (int column = 0; column < COLUMNS; column++)
            free(table->rows[i].fields[column]);
    table->count = killed;
    return ok;
}

/* ---- The program ---- */

static int add_label(osb_sandbox_filter *filter, char *label)
{
    char *equals = strchr(label, '=');
    if (!equals)
        return 0;
    *equals = '\0';
    return osb_sandbox_filter_set_metadata(filter, label, equals + 1) == OSB_OK;
}

int main(int count, char **arguments)
{
    osb_sandbox_filter *filter = osb_sandbox_filter_new();
    int64_t oldest = -1;
    int dry_run = 0;
    osb_sandbox_filter_set_page_size(filter, 200);
    for (int i = 1; i < count; i++) {
        char *option = arguments[i], *value = i + 1 < count ? arguments[i + 1] : NULL;
        if (strcmp(option, "--help") == 0)
            return fputs(usage, stdout) < 0;
        if (strcmp(option, "--dry-run") == 0) {
            dry_run = 1;
            continue;
        }
        int ok = value != NULL;
        if (ok && strcmp(option, "--state") == 0)
            ok = osb_sandbox_filter_add_state_text(filter, value) == OSB_OK;
        else if (ok && strcmp(option, "--label") == 0)
            ok = add_label(filter, value);
        else if (ok && strcmp(option, "--kill-older-than") == 0)
            ok = (oldest = parse_age(value)) >= 0;
        else
            ok = 0;
        if (!ok) {
            fprintf(stderr, "osb-ls: %s%s%s is nothing it knows\n\n%s", option, value ? " " : "", value ? value : "", usage);
            osb_sandbox_filter_free(filter);
            return 2;
        }
        i++;
    }

    osb_client *client = NULL;
    osb_error *error = NULL;
    struct table table = {0};
    struct timespec clock;
    clock_gettime(CLOCK_REALTIME, &clock);
    int64_t now = (int64_t)clock.tv_sec * 1000 + clock.tv_nsec / 1000000;
    shows_progress = isatty(STDERR_FILENO);
    int ok = osb_client_new(NULL, &client, &error) == OSB_OK;
    if (!ok)
        complain(NULL, error);
    ok = ok && read_table(client, filter, now, &table);
    if (ok && oldest >= 0)
        ok = kill_old(client, &table, now - oldest, dry_run);
    print_table(&table);
    free_table(&table);
    osb_client_free(client);
    osb_sandbox_filter_free(filter);
    return !ok;
}
