#include "ledger.h"

#include "live.h"
#include "report.h"

#include <pthread.h>
#include <time.h>
#include <unistd.h>

enum { MOST_ALIVE = 24, LINES = 8192 };

enum fate {
    FATE_BEGUN,    /* the create is under way */
    FATE_OURS,     /* created, and not killed */
    FATE_KILLED,   /* a kill was told as done */
    FATE_DOUBTFUL, /* a kill was tried, and its answer did not come */
    FATE_FAILED    /* the create failed: its error knows of the sandbox that may exist */
};

struct line {
    enum fate fate;
    char id[48]; /* of a sandbox that was created */
    osb_error *error;
    osb_cleanup cleanup;
    int seen;    /* by the server's list */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct line lines[LINES];
static int used;
static struct {
    long created, killed, doubtful, ended, refused, cleaned, left, wrong;
} total;

const char *ledger_run(void)
{
    static char text[40];
    if (!*text)
        snprintf(text, sizeof text, "r%ld.%ld", (long)getpid(), (long)time(NULL));
    return text;
}

/* ---- While the round goes on ---- */

static int may_be_alive(struct line *line)
{
    if (line->fate == FATE_FAILED && line->cleanup == OSB_CLEANUP_PENDING)
        line->cleanup = osb_error_cleanup(line->error, 0);
    switch (line->fate) {
    case FATE_KILLED: return 0;
    case FATE_FAILED: return line->cleanup == OSB_CLEANUP_PENDING || line->cleanup == OSB_CLEANUP_FAILED;
    default: return 1;
    }
}

static int count_alive(void)
{
    int count = 0;
    for (int i = 0; i < used; i++)
        count += may_be_alive(&lines[i]);
    return count;
}

int ledger_alive(void)
{
    pthread_mutex_lock(&lock);
    int count = count_alive();
    pthread_mutex_unlock(&lock);
    return count;
}

int ledger_open(void)
{
    int line = -1;
    pthread_mutex_lock(&lock);
    if (used < LINES && count_alive() < MOST_ALIVE) {
        line = used++;
        lines[line] = (struct line){.fate = FATE_BEGUN};
    }
    pthread_mutex_unlock(&lock);
    return line;
}

void ledger_created(int line, const char *id)
{
    pthread_mutex_lock(&lock);
    lines[line].fate = FATE_OURS;
    snprintf(lines[line].id, sizeof lines[line].id, "%s", id ? id : "");
    pthread_mutex_unlock(&lock);
}

void ledger_failed(int line, osb_error *error)
{
    pthread_mutex_lock(&lock);
    lines[line].fate = FATE_FAILED;
    lines[line].error = error;
    lines[line].cleanup = osb_error_cleanup(error, 0);
    pthread_mutex_unlock(&lock);
}

void ledger_killed(int line, int certain)
{
    pthread_mutex_lock(&lock);
    lines[line].fate = certain ? FATE_KILLED : FATE_DOUBTFUL;
    pthread_mutex_unlock(&lock);
}

/* ---- At its end ---- */

static void disagree(const char *what, int number, const char *id)
{
    total.wrong++;
    report_failure("the account", "%s: line %d, sandbox %s", what, number, id && *id ? id : "?");
}

/* The library's last word on each create that failed. */
static void hear_of_failed_creates(void)
{
    for (int i = 0; i < used; i++) {
        if (lines[i].fate != FATE_FAILED)
            continue;
        lines[i].cleanup = osb_error_cleanup(lines[i].error, 0);
        if (lines[i].cleanup == OSB_CLEANUP_PENDING) /* the end of the client waits for it */
            disagree("a deletion goes on although its client is gone", i, osb_error_sandbox_id(lines[i].error));
    }
}

/* A sandbox that the server still has. */
static void compare(const osb_sandbox_info *info)
{
    const char *id = osb_sandbox_info_id(info), *text = osb_sandbox_info_get_metadata(info, LEDGER_LINE);
    int number = text ? atoi(text) : -1;
    if (number < 0 || number >= used) {
        disagree("a sandbox that nobody knows of", number, id);
        return;
    }
    struct line *line = &lines[number];
    if (line->seen++)
        disagree("a create made two sandboxes", number, id);
    else if (line->fate == FATE_KILLED)
        disagree("a kill was told as done, and the sandbox lives", number, id);
    else if (line->fate == FATE_BEGUN)
        disagree("a create never ended", number, id);
    else if (line->fate == FATE_FAILED && line->cleanup != OSB_CLEANUP_FAILED)
        disagree(line->cleanup == OSB_CLEANUP_DONE ? "a failed create told that its sandbox is gone, and it lives"
                                                   : "a failed create told that it left nothing behind, and there is a sandbox", number, id);
    else if (line->fate == FATE_OURS && strcmp(line->id, id ? id : "") != 0)
        disagree("a sandbox has another id than its handle", number, id);
}

/* All pages' sandboxes of this run: compared if asked for, and killed. Returns how many there were. */
static int end_all(osb_client *client, int compares)
{
    osb_sandbox_filter *filter = osb_sandbox_filter_new();
    osb_sandbox_page *page = NULL;
    osb_error *error = NULL;
    osb_sandbox_filter_set_metadata(filter, LEDGER_RUN, ledger_run());
    osb_sandbox_filter_set_page_size(filter, 200); /* more than there can be */
    if (osb_server_list_sandboxes(client, filter, NULL, &page, &error) != OSB_OK)
        stop("list for the account", error);
    int count = (int)osb_sandbox_page_count(page);
    for (int i = 0; i < count; i++) {
        const osb_sandbox_info *info = osb_sandbox_page_info(page, (size_t)i);
        if (compares)
            compare(info);
        if (osb_server_kill_sandbox(client, osb_sandbox_info_id(info), NULL, &error) != OSB_OK)
            stop("kill for the account", error);
    }
    osb_sandbox_page_free(page);
    osb_sandbox_filter_free(filter);
    return count;
}

static void add_up(void)
{
    for (int i = 0; i < used; i++) {
        struct line *line = &lines[i];
        if (line->fate == FATE_OURS && !line->seen)
            disagree("a sandbox that nobody killed is gone", i, line->id);
        total.created += line->fate != FATE_FAILED;
        total.killed += line->fate == FATE_KILLED;
        total.doubtful += line->fate == FATE_DOUBTFUL;
        total.ended += line->fate == FATE_OURS;
        total.refused += line->fate == FATE_FAILED && line->cleanup == OSB_CLEANUP_NONE;
        total.cleaned += line->fate == FATE_FAILED && line->cleanup == OSB_CLEANUP_DONE;
        total.left += line->fate == FATE_FAILED && line->cleanup == OSB_CLEANUP_FAILED;
        osb_error_free(line->error);
    }
    used = 0;
}

void ledger_close_round(void)
{
    pthread_mutex_lock(&lock);
    osb_client *client = new_client(); /* of OSB_TEST_DOMAIN: not through the faults */
    hear_of_failed_creates();
    end_all(client, 1);
    if (end_all(client, 0) > 0)
        disagree("sandboxes live on after they were killed", -1, NULL);
    osb_client_free(client);
    add_up();
    pthread_mutex_unlock(&lock);
}

void ledger_write(char *text, int size)
{
    pthread_mutex_lock(&lock);
    snprintf(text, (size_t)size,
             "%ld created: %ld killed, %ld with a kill in doubt, %ld ended with their round; "
             "%ld creates failed: %ld left nothing behind, %ld were cleaned up, %ld told as left behind; %ld unaccounted for",
             total.created, total.killed, total.doubtful, total.ended, total.refused + total.cleaned + total.left, total.refused, total.cleaned,
             total.left, total.wrong);
    pthread_mutex_unlock(&lock);
}

long ledger_strangers(void)
{
    pthread_mutex_lock(&lock);
    long count = total.wrong;
    pthread_mutex_unlock(&lock);
    return count;
}
