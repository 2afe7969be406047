#include "operations.h"

#include "attempt.h"
#include "heard.h"
#include "script.h"

void run_script(struct worker *worker, struct shared_sandbox *sandbox, osb_sandbox *handle, int is_inside)
{
    struct script script = script_draw(&worker->generator, 0);
    struct heard heard = {0};
    int by_callback = generator_percent(&worker->generator, 50);
    osb_command_options *options = osb_command_options_new();
    osb_result *result = NULL;
    osb_error *error = NULL;
    osb_command_options_set_deadline(options, COMMAND_DEADLINE);
    osb_command_options_set_collect(options, !by_callback);
    if (by_callback)
        osb_command_options_on_stdout(options, hear_line, &heard, NULL);
    struct attempt attempt = is_inside ? attempt_begin_inside(worker, "osb_command_run", sandbox) : attempt_begin(worker, "osb_command_run", sandbox);
    attempt_may_be_cancelled(&attempt, 20, 80);
    osb_status status = osb_command_run(handle, script.command, options, attempt.cancel, &result, &error);
    if (status == OSB_OK) {
        size_t size = heard.used;
        const char *text = by_callback ? heard_text(&heard) : osb_result_stdout(result, &size);
        enum outcome outcome = script_judge(&script, &attempt, result, text, size);
        if (outcome == OUTCOME_DONE && !by_callback && strcmp(osb_result_stderr(result, NULL), script.errors) != 0) {
            attempt_wrong(&attempt, "standard error is \"%.80s\"", osb_result_stderr(result, NULL));
            outcome = OUTCOME_WRONG;
        }
        attempt_end_as(&attempt, outcome);
    } else {
        attempt_end(&attempt, status, error);
    }
    osb_result_free(result);
    osb_command_options_free(options);
    free(heard.text);
    script_free(&script);
}

void run_command(struct worker *worker)
{
    struct shared_sandbox *sandbox = sandboxes_borrow(&worker->generator);
    if (!sandbox)
        return;
    run_script(worker, sandbox, sandbox->handle, 1);
    sandboxes_return(sandbox);
}
