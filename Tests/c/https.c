/* TLS: only whom the client's authority vouches for is spoken to. */
#include "check.h"
#include "fixture.h"

static osb_config *tls_config(struct scripted_domain domain, const char *authority)
{
    osb_config *config = osb_config_new();
    osb_config_set_domain(config, domain.text);
    osb_config_set_protocol(config, "https");
    osb_config_set_api_key(config, FIXTURE_KEY);
    osb_config_set_ca_file(config, authority);
    return config;
}

TEST(a_server_that_the_authority_vouches_for_is_spoken_to)
{
    struct fixture fixture = fixture_open_with(tls_config(scripted_tls_domain("tls"), scripted_authority()), "tls",
        COMMAND_ROUTE WHOLE_STREAM);
    CHECK_INT(osb_sandbox_wait_ready(fixture.sandbox, -1, NULL, NULL), OSB_OK);
    for (int i = 0; i < 2; i++) {
        fixture_run(&fixture, NULL);
        CHECK_INT(fixture.status, OSB_OK);
        CHECK_INT(osb_result_exit_code(fixture.result), 0);
        CHECK_STR(osb_result_stdout(fixture.result, NULL), "a line\n");
    }
    osb_endpoint *endpoint = NULL;
    CHECK_INT(osb_sandbox_get_endpoint(fixture.sandbox, 44772, NULL, &endpoint, NULL), OSB_OK);
    CHECK_CONTAINS(osb_endpoint_url(endpoint), "https://127.0.0.1:");
    osb_endpoint_free(endpoint);
    CHECK_INT(osb_sandbox_kill(fixture.sandbox, NULL, NULL), OSB_OK);
    fixture_close(&fixture);
}

static void check_refused(struct scripted_domain domain, const char *authority)
{
    scripted_define("tls", SANDBOX_ROUTES);
    osb_client *client = fixture_client_with(tls_config(domain, authority));
    osb_create_options *options = fixture_create_options();
    osb_sandbox *sandbox = NULL;
    osb_error *error = NULL;
    CHECK_INT(osb_sandbox_create(client, options, NULL, &sandbox, &error), OSB_ERR_TLS);
    CHECK(sandbox == NULL);
    CHECK_STR(osb_error_sandbox_id(error), NULL);
    CHECK_INT(osb_error_http_status(error), 0);
    CHECK_INT(scripted_count("tls", "head", NULL, NULL), 0); /* the key least of all */
    osb_error_free(error);
    osb_create_options_free(options);
    osb_client_free(client);
}

TEST(without_its_authority_a_server_is_refused)
{
    check_refused(scripted_tls_domain("tls"), NULL);
}

TEST(a_server_of_another_authority_is_refused)
{
    check_refused(scripted_tls_domain("tls"), scripted_stranger());
}

TEST(a_server_of_another_name_is_refused)
{
    check_refused(scripted_wrong_name_domain("tls"), scripted_authority());
}

TEST(an_authority_file_that_is_missing_or_none_is_refused)
{
    check_refused(scripted_tls_domain("tls"), "/nonexistent/ca.pem");
    check_refused(scripted_tls_domain("tls"), __FILE__);
}

TEST(a_stream_that_is_cut_without_a_farewell_is_lost)
{
    struct fixture fixture = fixture_open_with(tls_config(scripted_tls_domain("tls"), scripted_authority()), "tls",
        COMMAND_ROUTE "  head 200 text/event-stream to-end\n" INIT LINE("so far") "  close\n");
    fixture_run(&fixture, NULL);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_LOST);
    CHECK_STR(osb_result_stdout(fixture.result, NULL), "so far\n");
    fixture_close(&fixture);
}

TEST(a_tls_stream_is_cancelled_too)
{
    struct fixture fixture = fixture_open_with(tls_config(scripted_tls_domain("tls"), scripted_authority()), "tls",
        COMMAND_ROUTE STREAM INIT LINE("so far") "  stall\n");
    osb_cancel *cancel = osb_cancel_new();
    osb_cancel_set_timeout(cancel, 1500);
    fixture_run(&fixture, cancel);
    CHECK_INT(fixture.status, OSB_OK);
    CHECK_INT(osb_result_ended(fixture.result), OSB_ENDED_TIMED_OUT);
    scripted_wait("tls", "abort", "POST", "/execd/command", 1);
    osb_cancel_free(cancel);
    fixture_close(&fixture);
}
