/* The fault matrix: every public call that reaches the network (matrix_calls.h), with every fault (matrix_faults.h) in each
 * of the requests that it makes, one after the other. A cell is one such combination, with a client and a script of its
 * own: the call comes to what is right (matrix_expected.h) within its deadline, keeps to the rules of the interface, and
 * does its work with the same client once the fault is gone. The cells run in parallel; what came of them is printed, a
 * line a request.
 *
 * For where programs are slow, the environment may give MATRIX_EVERY=N, for each Nth cell only, and MATRIX_DEADLINE in
 * place of 200 ms. */
#include "check.h"
#include "entries.h"
#include "fixture.h"
#include "matrix_calls.h"
#include "matrix_expected.h"
#include "matrix_faults.h"
#include "matrix_outcome.h"
#include "matrix_script.h"

#include <pthread.h>
#include <sys/stat.h>

/* Milliseconds: what a call gets that is to end by its deadline, and one that is to end by itself. */
enum { DEADLINE = 200, PATIENCE = 60000 };
enum { THREADS = 16, MOST_CELLS = CALLS * (MOST_REQUESTS * FAULTS + 1), UNHARMED = -1 };

struct cell {
    const struct call *call;
    int request, fault; /* UNHARMED: nothing is wrong */
    const struct word *expected;
    int is_taken;
    struct outcome outcome;
    char wrong[160]; /* empty: all is right */
};

static struct cell cells[MOST_CELLS];
static size_t cell_count, next_cell;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char directory[] = "/tmp/osb-matrix-XXXXXX";

static int setting(const char *name, int otherwise)
{
    const char *text = getenv(name);
    const int value = text ? atoi(text) : 0;
    return value > 0 ? value : otherwise;
}

/* ---- One cell ---- */

/* A thread, and what one cell after the other has to itself on it. */
struct worker {
    int door;
    char script_name[32], target[96];
};

static int takes(const struct cell *cell, int client)
{
    return cell->fault != UNHARMED && (int)faults[cell->fault].client == client;
}

/* Short where the deadline is what ends the call. What comes before that in some cells gets more time for it. */
static int64_t deadline_of(const struct cell *cell)
{
    const int deadline = setting("MATRIX_DEADLINE", DEADLINE);
    const char *word = cell->expected->word;
    if (strcmp(word, "dead") == 0 || strcmp(word, "none") == 0)
        return deadline;
    return strcmp(word, "+dead") == 0 ? 5 * deadline : PATIENCE;
}

static osb_client *client_of(const struct cell *cell, const struct worker *worker)
{
    osb_config *config = fixture_config(worker->script_name);
    if (takes(cell, WRONG_CERTIFICATE)) {
        osb_config_set_domain(config, scripted_door_domain(worker->script_name, worker->door).text);
        osb_config_set_protocol(config, "https");
        osb_config_set_ca_file(config, scripted_authority());
    }
    if (takes(cell, SHORT_LIMITS)) {
        const int limit = 3 * setting("MATRIX_DEADLINE", DEADLINE);
        osb_config_set_request_timeout(config, limit);
        osb_config_set_first_byte_timeout(config, limit);
        osb_config_set_idle_timeout(config, limit);
    }
    return fixture_client_with(config);
}

static const char *healthy(const struct call *call)
{
    return call->healthy ? call->healthy : "OK";
}

static void make_call(struct cell *cell, struct place *place, int64_t deadline, const char *expected, const char *when)
{
    struct outcome *outcome = &place->outcome;
    *outcome = (struct outcome){0};
    place->deadline = deadline;
    place->cancel = osb_cancel_new();
    osb_cancel_set_timeout(place->cancel, deadline);
    cell->call->make(place);
    osb_cancel_free(place->cancel);
    osb_error_free(outcome->error);
    if (*cell->wrong)
        return;
    if (strcmp(outcome->text, expected) != 0)
        snprintf(cell->wrong, sizeof cell->wrong, "%s%s in place of %s", when, outcome->text, expected);
    else if (*outcome->broken)
        snprintf(cell->wrong, sizeof cell->wrong, "%s%s", when, outcome->broken);
}

static size_t index_of(const struct cell *cell)
{
    return (size_t)(cell - cells);
}

static void define(const struct cell *cell, const struct worker *worker, int fault)
{
    static __thread struct script script;
    struct scripted_domain elsewhere = scripted_domain_behind_faults("elsewhere");
    char address[200];
    snprintf(address, sizeof address, "%s/%zu", elsewhere.text, index_of(cell));
    compose(&script, cell->call, fault == UNHARMED ? UNHARMED : cell->request, fault == UNHARMED ? NULL : &faults[fault], address);
    scripted_define(worker->script_name, script.text);
}

static void check_not_elsewhere(struct cell *cell)
{
    char path[32];
    snprintf(path, sizeof path, "/%zu", index_of(cell));
    if (scripted_count("elsewhere", "head", NULL, path) != 0)
        snprintf(cell->wrong, sizeof cell->wrong, "the redirect was followed");
}

/* Those of the row and no others: a fault would be put into none that the table does not know. */
static void check_requests(struct cell *cell, const struct worker *worker)
{
    const long seen = scripted_count(worker->script_name, "request", NULL, NULL);
    if (seen != requests_of(cell->call) && !*cell->wrong)
        snprintf(cell->wrong, sizeof cell->wrong, "%ld requests in place of %d", seen, requests_of(cell->call));
}

static void run_cell(struct cell *cell, struct worker *worker)
{
    struct place place = {0};
    snprintf(place.target, sizeof place.target, "%s", worker->target);
    define(cell, worker, cell->fault);
    if (takes(cell, WRONG_CERTIFICATE))
        scripted_present(worker->door, cell->request == 0 ? "wrong-name" : "right");
    place.client = client_of(cell, worker);
    if (osb_sandbox_attach(place.client, "sb-1", &place.sandbox, NULL) != OSB_OK)
        check_stop("no sandbox");

    make_call(cell, &place, deadline_of(cell), cell->expected->outcome ? cell->expected->outcome : healthy(cell->call), "");
    cell->outcome = place.outcome;
    if (cell->fault != UNHARMED) {
        define(cell, worker, UNHARMED);
        if (takes(cell, WRONG_CERTIFICATE))
            scripted_present(worker->door, "right");
        make_call(cell, &place, PATIENCE, healthy(cell->call), "afterwards ");
    }
    osb_sandbox_free(place.sandbox);
    osb_client_free(place.client);
    if (cell->fault == UNHARMED)
        check_requests(cell, worker);
    if (cell->fault == REDIRECT)
        check_not_elsewhere(cell);
}

/* ---- All of them ---- */

static void add_cell(const struct call *call, int request, int fault)
{
    struct cell *cell = &cells[cell_count];
    cell->call = call;
    cell->request = request;
    cell->fault = fault;
    cell->expected = fault == UNHARMED ? &words[0] : expectation(call->requests[request].kind, fault);
    cell->is_taken = cell_count++ % (size_t)setting("MATRIX_EVERY", 1) == 0;
}

static void add_cells(void)
{
    for (const struct call *call = calls; call < calls + CALLS; call++) {
        add_cell(call, UNHARMED, UNHARMED);
        for (int request = 0; request < requests_of(call); request++)
            for (int fault = 0; fault < FAULTS && call->requests[request].kind != PREPARED; fault++)
                add_cell(call, request, fault);
    }
}

static struct cell *take_cell(void)
{
    pthread_mutex_lock(&lock);
    while (next_cell < cell_count && !cells[next_cell].is_taken)
        next_cell++;
    struct cell *cell = next_cell < cell_count ? &cells[next_cell++] : NULL;
    pthread_mutex_unlock(&lock);
    return cell;
}

static void *work(void *context)
{
    for (struct cell *cell; (cell = take_cell());)
        run_cell(cell, context);
    return NULL;
}

static void run_cells(void)
{
    static struct worker workers[THREADS];
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        workers[i].door = scripted_open_door("right");
        snprintf(workers[i].script_name, sizeof workers[i].script_name, "matrix-%d", i);
        snprintf(workers[i].target, sizeof workers[i].target, "%s/target-%d", directory, i);
        if (pthread_create(&threads[i], NULL, work, &workers[i]) != 0)
            check_stop("no thread could be started");
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
}

/* ---- What is printed ---- */

static void print_head(void)
{
    const int every = setting("MATRIX_EVERY", 1);
    printf("# The fault matrix. ");
    if (every > 1)
        printf("Each %dth cell only. ", every);
    for (size_t i = 0; i < WORDS; i++)
        printf("%s%s %s", i ? ", " : "", words[i].word, words[i].outcome ? words[i].outcome : "as if nothing were wrong");
    printf(". Wrong cells have a !.\n# %-35s %-8s", "", "");
    for (int fault = 0; fault < FAULTS; fault++)
        printf(" %-7s", faults[fault].name);
    printf("\n");
}

static void print_matrix(void)
{
    print_head();
    for (const struct cell *cell = cells; cell < cells + cell_count; cell++) {
        if (cell->fault == UNHARMED)
            continue;
        const struct request *request = &cell->call->requests[cell->request];
        if (cell->fault == 0)
            printf("# %-35s %d %-6s", cell->call->name, cell->request + 1, request->method);
        printf(" %s%-*s", *cell->wrong ? "!" : "", *cell->wrong ? 6 : 7,
               cell->is_taken ? written(cell->outcome.text, healthy(cell->call)) : ".");
        if (cell->fault == FAULTS - 1)
            printf("\n");
    }
}

/* ---- The tests ---- */

static int descriptors_before, tasks_before;

static void make_host_files(void)
{
    if (!mkdtemp(directory))
        check_stop("no directory for what is uploaded");
    snprintf(host_file, sizeof host_file, "%s/file", directory);
    snprintf(host_tree, sizeof host_tree, "%s/tree", directory);
    FILE *file = fopen(host_file, "w");
    if (!file || fwrite(mebibyte, 1, sizeof mebibyte, file) != sizeof mebibyte || fclose(file) != 0 || mkdir(host_tree, 0700) != 0)
        check_stop("%s cannot be filled", directory);
}

static void *do_nothing(void *context)
{
    return context;
}

/* A sanitizer starts a thread of its own with the program's first. */
static void count_what_is_there(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, do_nothing, NULL) != 0 || pthread_join(thread, NULL) != 0)
        check_stop("no thread could be started");
    descriptors_before = count_entries("/proc/self/fd");
    tasks_before = count_entries("/proc/self/task");
}

static void run_all(void)
{
    make_host_files();
    /* Another origin, which has an answer to whatever it would be asked. */
    scripted_define("elsewhere", "on * /**\n  respond 200 application/json {'endpoint':'$BASE/execd'}\n");
    add_cells();
    count_what_is_there();
    run_cells();
    print_matrix();
}

static void a_row(void)
{
    const struct call *call = check_subject();
    if (cell_count == 0)
        run_all();
    for (const struct cell *cell = cells; cell < cells + cell_count; cell++) {
        if (cell->call != call || !*cell->wrong)
            continue;
        const struct request *request = cell->fault == UNHARMED ? NULL : &call->requests[cell->request];
        char what[640];
        snprintf(what, sizeof what, "%s%s%s, %s: %s (%s)", request ? request->method : "", request ? " " : "", request ? request->path : "unharmed",
                 request ? faults[cell->fault].name : "no fault", cell->wrong, cell->outcome.message);
        printf("# wrong: %s: %s\n", call->name, what);
        check_true(__FILE__, __LINE__, what, 0);
    }
}

static void nothing_is_left(void)
{
    CHECK_INT(count_entries("/proc/self/fd"), descriptors_before);
    CHECK_INT(count_entries("/proc/self/task"), tasks_before);
    CHECK_INT(count_entries(directory), 2); /* what was uploaded, and nothing of what was downloaded */
    unlink(host_file);
    rmdir(host_tree);
    rmdir(directory);
}

__attribute__((constructor)) static void add_tests(void)
{
    static struct check_test rows[CALLS], last = {"matrix: nothing is left", nothing_is_left, NULL, NULL};
    static char names[CALLS][64];
    for (size_t i = 0; i < CALLS; i++) {
        snprintf(names[i], sizeof names[i], "matrix: %s", calls[i].name);
        rows[i] = (struct check_test){names[i], a_row, NULL, &calls[i]};
        check_add(&rows[i]);
    }
    check_add(&last);
}
