#include "operations.h"

#include "attempt.h"
#include "clients.h"
#include "ledger.h"
#include "live.h"

/* Times a kill whose answer is lost is tried. */
enum { KILLS = 3 };

static struct shared_client *any_client(struct worker *worker)
{
    return clients_borrow(generator_between(&worker->generator, 0, CLIENTS - 1));
}

/* ---- Create ---- */

static osb_create_options *options_of(int line)
{
    char number[16];
    osb_create_options *options = new_options();
    snprintf(number, sizeof number, "%d", line);
    CHECK_INT(osb_create_options_set_metadata(options, LEDGER_RUN, ledger_run()), OSB_OK);
    CHECK_INT(osb_create_options_set_metadata(options, LEDGER_LINE, number), OSB_OK);
    CHECK_INT(osb_create_options_set_ready_timeout(options, 20000), OSB_OK);
    return options;
}

static void create_line(struct worker *worker, int line)
{
    struct shared_client *shared = any_client(worker);
    osb_create_options *options = options_of(line);
    osb_sandbox *sandbox = NULL;
    osb_error *error = NULL;
    struct attempt attempt = attempt_begin(worker, "osb_sandbox_create", NULL);
    if (chaos_may_lose_creates())
        attempt_may_be_cancelled(&attempt, 15, 150);
    osb_status status = osb_sandbox_create(shared->client, options, attempt.cancel, &sandbox, &error);
    attempt_end_as(&attempt, attempt_outcome(&attempt, status, error));
    if (status == OSB_OK) {
        ledger_created(line, osb_sandbox_id(sandbox));
        sandboxes_add(sandbox, line, shared->is_proxied);
    } else {
        ledger_failed(line, error); /* it knows of what may be left behind */
    }
    osb_create_options_free(options);
    clients_return(shared);
}

void create_sandbox(struct worker *worker)
{
    if (!chaos_enter_create())
        return;
    int line = ledger_open();
    if (line >= 0)
        create_line(worker, line);
    chaos_leave_create();
}

/* ---- Kill ---- */

/* Of a sandbox that is condemned. */
static void kill_condemned(struct worker *worker, struct shared_sandbox *sandbox)
{
    int is_gone = 0;
    for (int i = 0; i < KILLS && !is_gone; i++) {
        struct shared_client *shared = any_client(worker);
        osb_error *error = NULL;
        struct attempt attempt = attempt_begin(worker, "osb_sandbox_kill", NULL);
        unsigned may_repeat = CHAOS_CUT | CHAOS_SILENCE; /* the first answer was lost, and the request sent again */
        int by_handle = generator_percent(&worker->generator, 50);
        osb_status status = by_handle ? osb_sandbox_kill(sandbox->handle, attempt.cancel, &error)
                                      : osb_server_kill_sandbox(shared->client, osb_sandbox_id(sandbox->handle), attempt.cancel, &error);
        is_gone = status == OSB_OK || status == OSB_ERR_NOT_FOUND;
        attempt_end_also(&attempt, status, error, i > 0 || attempt_possible(&attempt) & may_repeat ? OSB_ERR_NOT_FOUND : OSB_OK);
        clients_return(shared);
    }
    ledger_killed(sandbox->line, is_gone);
}

void kill_sandbox(struct worker *worker)
{
    struct shared_sandbox *sandbox = sandboxes_condemn(&worker->generator);
    if (!sandbox)
        return;
    kill_condemned(worker, sandbox);
    sandboxes_return(sandbox);
}

/* ---- Pause ---- */

static osb_sandbox_state state_of(osb_sandbox *handle, struct worker *worker, struct shared_sandbox *sandbox)
{
    osb_sandbox_info *info = NULL;
    osb_error *error = NULL;
    struct attempt attempt = attempt_begin(worker, "osb_sandbox_get_info", sandbox);
    osb_status status = osb_sandbox_get_info(handle, attempt.cancel, &info, &error);
    osb_sandbox_state state = OSB_STATE_UNKNOWN;
    if (status == OSB_OK) {
        const char *line = osb_sandbox_info_get_metadata(info, LEDGER_LINE);
        state = osb_sandbox_info_state(info);
        if (strcmp(osb_sandbox_info_id(info), osb_sandbox_id(handle)) != 0 || !line || atoi(line) != sandbox->line)
            attempt_wrong(&attempt, "it is about another sandbox");
    }
    attempt_end(&attempt, status, error);
    osb_sandbox_info_free(info);
    return state;
}

static int pauses(struct worker *worker, struct shared_sandbox *sandbox)
{
    osb_error *error = NULL;
    struct attempt attempt = attempt_begin(worker, "osb_sandbox_pause", sandbox);
    osb_status status = osb_sandbox_pause(sandbox->handle, attempt.cancel, &error);
    return attempt_end(&attempt, status, error);
}

static int resumes(struct worker *worker, struct shared_sandbox *sandbox)
{
    osb_error *error = NULL;
    struct attempt attempt = attempt_begin(worker, "osb_sandbox_resume", sandbox);
    osb_status status = osb_sandbox_resume(sandbox->handle, attempt.cancel, &error);
    return attempt_end(&attempt, status, error);
}

void pause_and_resume(struct worker *worker)
{
    struct shared_sandbox *sandbox = sandboxes_take(&worker->generator);
    if (!sandbox)
        return;
    int is_paused = pauses(worker, sandbox);
    if (is_paused) {
        osb_sandbox_state state = state_of(sandbox->handle, worker, sandbox);
        if (state != OSB_STATE_PAUSED && state != OSB_STATE_UNKNOWN)
            report_failure(worker_name(worker).text, "a paused sandbox is in state %d", state);
    }
    /* One that may be paused is of no use to anybody. */
    if (is_paused && resumes(worker, sandbox)) {
        run_script(worker, sandbox, sandbox->handle, 1);
    } else {
        sandboxes_condemn_this(sandbox);
        kill_condemned(worker, sandbox);
    }
    sandboxes_return(sandbox);
}

/* ---- Questions ---- */

void get_info(struct worker *worker)
{
    struct shared_sandbox *sandbox = sandboxes_borrow(&worker->generator);
    if (!sandbox)
        return;
    osb_sandbox_state state = state_of(sandbox->handle, worker, sandbox);
    if (state != OSB_STATE_RUNNING && state != OSB_STATE_UNKNOWN && !sandbox->is_condemned)
        report_failure(worker_name(worker).text, "a running sandbox is in state %d", state);
    sandboxes_return(sandbox);
}

void list_page(struct worker *worker)
{
    int size = generator_between(&worker->generator, 1, 10);
    struct shared_client *shared = any_client(worker);
    osb_sandbox_filter *filter = osb_sandbox_filter_new();
    osb_sandbox_page *page = NULL;
    osb_error *error = NULL;
    osb_sandbox_filter_set_metadata(filter, LEDGER_RUN, ledger_run());
    osb_sandbox_filter_set_page_size(filter, size);
    osb_sandbox_filter_set_page(filter, generator_between(&worker->generator, 1, 3));
    struct attempt attempt = attempt_begin(worker, "osb_server_list_sandboxes", NULL);
    attempt_may_be_cancelled(&attempt, 10, 10);
    osb_status status = osb_server_list_sandboxes(shared->client, filter, attempt.cancel, &page, &error);
    osb_sandbox_filter_free(filter);
    clients_return(shared);
    size_t count = status == OSB_OK ? osb_sandbox_page_count(page) : 0;
    if (count > (size_t)size)
        attempt_wrong(&attempt, "%zu sandboxes on a page of %d", count, size);
    for (size_t i = 0; i < count; i++) {
        const char *run = osb_sandbox_info_get_metadata(osb_sandbox_page_info(page, i), LEDGER_RUN);
        if (!run || strcmp(run, ledger_run()) != 0)
            attempt_wrong(&attempt, "a sandbox of another run: %s", osb_sandbox_info_id(osb_sandbox_page_info(page, i)));
    }
    attempt_end(&attempt, status, error);
    osb_sandbox_page_free(page);
}

/* ---- Clients ---- */

/* A handle of another client for a sandbox that others use. The client is freed before its sandbox is used. */
void use_own_client(struct worker *worker)
{
    struct shared_sandbox *sandbox = sandboxes_borrow(&worker->generator);
    osb_sandbox *attached = NULL;
    if (!sandbox)
        return;
    osb_client *client = client_through_faults(generator_percent(&worker->generator, 50));
    if (osb_sandbox_attach(client, osb_sandbox_id(sandbox->handle), &attached, NULL) != OSB_OK)
        report_failure(worker_name(worker).text, "a sandbox cannot be attached");
    osb_client_free(client);
    run_script(worker, sandbox, attached, 0);
    osb_sandbox_free(attached);
    sandboxes_return(sandbox);
}

void renew_client(struct worker *worker)
{
    struct attempt attempt = attempt_begin(worker, "osb_client_free", NULL);
    clients_renew(generator_between(&worker->generator, 0, CLIENTS - 1));
    attempt_end_as(&attempt, OUTCOME_DONE);
}
