/* Creates whose answers are cut on their way leave no sandbox behind, whatever server it is. Beside a fault proxy in front of it
 * (Tools/faults/with_proxy.py). */
#include "live.h"
#include "faults.h"

#include <time.h>
#include <unistd.h>

enum { CREATES = 10 };

static osb_client *client_through_faults(void)
{
    char domain[32];
    osb_client *client = NULL;
    osb_error *error = NULL;
    osb_config *config = osb_config_new();
    snprintf(domain, sizeof domain, "127.0.0.1:%s", setting("OSB_FAULTS_PORT", NULL));
    osb_config_set_domain(config, domain);
    osb_config_set_protocol(config, setting("OSB_TEST_PROTOCOL", "http"));
    osb_config_set_api_key(config, setting("OSB_TEST_API_KEY", ""));
    osb_config_set_request_timeout(config, 120000);
    if (osb_client_new(config, &client, &error) != OSB_OK)
        stop("client", error);
    osb_config_free(config);
    return client;
}

TEST(ten_creates_whose_answers_are_cut_leave_nothing_behind)
{
    char mark[32];
    osb_error *errors[CREATES] = {0};
    snprintf(mark, sizeof mark, "lost.%ld.%ld", (long)getpid(), (long)time(NULL));
    for (int i = 0; i < CREATES; i++) {
        osb_sandbox *none = NULL;
        osb_client *client = client_through_faults(); /* a connection of its own, which is cut after some bytes of the answer */
        osb_create_options *options = new_options();
        char fault[32];
        osb_create_options_set_metadata(options, "mark", mark);
        snprintf(fault, sizeof fault, "cut down %d", 20 + 50 * i);
        faults_for_next(1, fault);
        CHECK_INT(osb_sandbox_create(client, options, NULL, &none, &errors[i]), OSB_ERR_OUTCOME_UNKNOWN);
        CHECK(none == NULL);
        osb_create_options_free(options);
        osb_client_free(client); /* waits for what it owes */
        CHECK_INT(osb_error_cleanup(errors[i], 0), OSB_CLEANUP_DONE);
        osb_error_free(errors[i]);
    }
    osb_sandbox_page *page = NULL;
    osb_client *client = new_client();
    osb_sandbox_filter *filter = osb_sandbox_filter_new();
    osb_sandbox_filter_set_metadata(filter, "mark", mark);
    CHECK_INT(osb_server_list_sandboxes(client, filter, NULL, &page, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_page_total_items(page), 0);
    osb_sandbox_page_free(page);
    osb_sandbox_filter_free(filter);
    osb_client_free(client);
}
