/* What any OpenSandbox has to do for this library's users: the life of sandboxes, their ports, and the administration. See live.h for how
 * to name the server.
 *
 * What a server may refuse, because its platform has no such thing, is held to being refused in its own words. OSB_TEST_HOST_PATH is a
 * folder of the server's host that sandboxes may mount; without it a refusal is expected. The image needs perl. */
#include "live.h"

#include <pthread.h>
#include <time.h>
#include <unistd.h>

/* A label that this run's sandboxes have to themselves. */
static const char *mark(void)
{
    static char text[32];
    if (!*text)
        snprintf(text, sizeof text, "m%ld.%ld", (long)getpid(), (long)time(NULL));
    return text;
}

static osb_client *client(void)
{
    static osb_client *made;
    if (!made)
        made = new_client();
    return made;
}

static osb_create_options *marked_options(void)
{
    osb_create_options *options = new_options();
    CHECK_INT(osb_create_options_set_metadata(options, "mark", mark()), OSB_OK);
    return options;
}

/* Takes the options. */
static osb_sandbox *create(osb_create_options *options)
{
    osb_sandbox *created = NULL;
    osb_error *error = NULL;
    if (osb_sandbox_create(client(), options, NULL, &created, &error) != OSB_OK)
        stop("create", error);
    osb_create_options_free(options);
    return created;
}

static void end(osb_sandbox *created)
{
    osb_error *error = NULL;
    if (osb_sandbox_destroy(created, NULL, &error) != OSB_OK)
        stop("destroy", error);
}

/* What a command in this sandbox prints. */
static void check_inside(osb_sandbox *where, const char *command, const char *expected)
{
    osb_result *result = NULL;
    osb_error *error = NULL;
    if (osb_command_run(where, command, NULL, NULL, &result, &error) != OSB_OK)
        stop(command, error);
    CHECK_STR(osb_result_stdout(result, NULL), expected);
    osb_result_free(result);
}

static osb_sandbox_state state_of(osb_sandbox *where)
{
    osb_sandbox_info *info = NULL;
    osb_error *error = NULL;
    if (osb_sandbox_get_info(where, NULL, &info, &error) != OSB_OK)
        stop("info", error);
    osb_sandbox_state state = osb_sandbox_info_state(info);
    osb_sandbox_info_free(info);
    return state;
}

static int64_t end_of(osb_sandbox *where)
{
    osb_sandbox_info *info = NULL;
    CHECK_INT(osb_sandbox_get_info(where, NULL, &info, NULL), OSB_OK);
    int64_t end = osb_sandbox_info_expires_at(info);
    osb_sandbox_info_free(info);
    return end;
}

/* ---- Handles ---- */

TEST(a_sandbox_is_found_again_by_its_id)
{
    osb_sandbox *attached = NULL, *connected = NULL;
    osb_connect_options *options = osb_connect_options_new();
    CHECK_INT(osb_connect_options_set_ready_timeout(options, 60000), OSB_OK);
    CHECK_INT(osb_connect_options_set_poll_interval(options, 100), OSB_OK);
    CHECK_INT(osb_connect_options_set_daemon_port(options, -1), OSB_OK);
    CHECK_INT(osb_sandbox_attach(client(), osb_sandbox_id(sandbox()), &attached, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_connect(client(), osb_sandbox_id(sandbox()), options, NULL, &connected, NULL), OSB_OK);
    check_inside(attached, "echo attached", "attached\n");
    check_inside(connected, "echo connected", "connected\n");
    CHECK_INT(osb_connect_options_set_skip_health_check(options, 1), OSB_OK);
    osb_connect_options_free(options);
    osb_sandbox_free(attached);
    osb_sandbox_free(connected);
}

TEST(an_id_that_is_nobodys_is_not_found)
{
    osb_sandbox *none = NULL;
    osb_error *error = NULL;
    CHECK_INT(osb_sandbox_connect(client(), "00000000-0000-0000-0000-000000000000", NULL, NULL, &none, &error), OSB_ERR_NOT_FOUND);
    CHECK_INT(osb_error_http_status(error), 404);
    CHECK(osb_error_code(error) != NULL);
    CHECK(none == NULL);
    osb_error_free(error);
}

/* ---- States ---- */

TEST(a_sandbox_pauses_and_goes_on)
{
    osb_error *error = NULL;
    osb_sandbox *own = create(marked_options());
    check_inside(own, "echo kept >/tmp/file; cat /tmp/file", "kept\n");
    CHECK_INT(osb_sandbox_resume(own, NULL, &error), OSB_ERR_CONFLICT);
    CHECK(osb_error_code(error) != NULL);
    osb_error_free(error);
    error = NULL;

    if (osb_sandbox_pause(own, NULL, &error) != OSB_OK)
        stop("pause", error);
    CHECK_INT(osb_sandbox_wait_for_state(own, OSB_STATE_PAUSED, 60000, NULL, NULL), OSB_OK);
    CHECK_INT(state_of(own), OSB_STATE_PAUSED);
    CHECK_INT(osb_sandbox_pause(own, NULL, NULL), OSB_ERR_CONFLICT);
    CHECK_INT(osb_sandbox_wait_ready(own, 1000, NULL, &error), OSB_ERR_READY_TIMEOUT); /* requests to it hang */
    osb_error_free(error);
    error = NULL;
    if (osb_sandbox_resume(own, NULL, &error) != OSB_OK)
        stop("resume", error);
    CHECK_INT(state_of(own), OSB_STATE_RUNNING);
    check_inside(own, "cat /tmp/file", "kept\n");

    osb_sandbox *again = NULL;
    CHECK_INT(osb_sandbox_pause(own, NULL, NULL), OSB_OK);
    if (osb_sandbox_connect_paused(client(), osb_sandbox_id(own), NULL, NULL, &again, &error) != OSB_OK)
        stop("connect paused", error);
    check_inside(again, "cat /tmp/file", "kept\n");
    osb_sandbox_free(again);

    CHECK_INT(osb_server_pause_sandbox(client(), osb_sandbox_id(own), NULL, NULL), OSB_OK);
    CHECK_INT(osb_server_resume_sandbox(client(), osb_sandbox_id(own), NULL, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_wait_for_state(own, OSB_STATE_RUNNING, 60000, NULL, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_wait_ready(own, 60000, NULL, NULL), OSB_OK);
    end(own);
}

TEST(a_sandbox_that_is_ended_is_waited_for)
{
    osb_sandbox *own = create(marked_options());
    CHECK_INT(osb_server_kill_sandbox(client(), osb_sandbox_id(own), NULL, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_wait_for_state(own, OSB_STATE_TERMINATED, 60000, NULL, NULL), OSB_OK);
    CHECK_INT(osb_server_kill_sandbox(client(), osb_sandbox_id(own), NULL, NULL), OSB_ERR_NOT_FOUND);
    end(own); /* one that is gone already is fine */
}

/* ---- Its end ---- */

TEST(its_end_is_moved)
{
    int64_t end_said = 0;
    osb_sandbox *own = create(marked_options());
    int64_t first = end_of(own);
    CHECK_INT(osb_sandbox_renew(own, 2 * LIFETIME, NULL, &end_said, NULL), OSB_OK);
    CHECK(end_said > first + LIFETIME / 2);
    CHECK(llabs(end_of(own) - end_said) < 1000); /* servers keep whole seconds, or finer ones */
    CHECK_INT(osb_server_renew_sandbox(client(), osb_sandbox_id(own), 3 * LIFETIME, NULL, &end_said, NULL), OSB_OK);
    CHECK(end_said > first + LIFETIME + LIFETIME / 2);
    end(own);
}

static void never(osb_sandbox *renewed, const osb_error *error, void *user_data)
{
    (void)renewed, (void)user_data;
    check_stop("not renewed: %s", osb_error_message(error));
}

TEST(a_held_sandbox_lives_on_by_itself)
{
    osb_sandbox *own = create(marked_options());
    int64_t first = end_of(own);
    CHECK_INT(osb_sandbox_set_auto_renew(own, 3 * LIFETIME, never, NULL, NULL, NULL), OSB_OK);
    while (end_of(own) < first + LIFETIME)
        ;
    CHECK(osb_sandbox_renewal_error(own) == NULL);
    CHECK_INT(osb_sandbox_set_auto_renew(own, -1, NULL, NULL, NULL, NULL), OSB_OK);
    end(own);
}

TEST(a_sandbox_without_an_end_cannot_be_renewed)
{
    osb_error *error = NULL;
    osb_create_options *options = marked_options();
    osb_create_options_set_manual_cleanup(options);
    osb_sandbox *own = create(options);
    CHECK_INT(osb_sandbox_renew(own, LIFETIME, NULL, NULL, &error), OSB_ERR_CONFLICT);
    CHECK(osb_error_code(error) != NULL);
    osb_error_free(error);
    end(own);
}

/* ---- Metadata and lists ---- */

TEST(metadata_are_changed_and_found)
{
    osb_sandbox_info *info = NULL;
    osb_create_options *options = marked_options();
    osb_metadata_patch *patch = osb_metadata_patch_new();
    CHECK_INT(osb_create_options_set_metadata(options, "gone", "soon"), OSB_OK);
    osb_sandbox *own = create(options);
    CHECK_INT(osb_metadata_patch_set(patch, "gone", NULL), OSB_OK);
    CHECK_INT(osb_metadata_patch_set(patch, "new", "a.b-c_d"), OSB_OK);
    CHECK_INT(osb_sandbox_patch_metadata(own, patch, NULL, &info, NULL), OSB_OK);
    CHECK_STR(osb_sandbox_info_get_metadata(info, "new"), "a.b-c_d");
    CHECK_STR(osb_sandbox_info_get_metadata(info, "mark"), mark());
    CHECK_STR(osb_sandbox_info_get_metadata(info, "gone"), NULL);
    CHECK(osb_sandbox_info_get_metadata(info, "osb-create-id") != NULL);
    osb_sandbox_info_free(info);
    info = NULL;
    CHECK_INT(osb_server_patch_metadata(client(), osb_sandbox_id(own), patch, NULL, NULL, NULL), OSB_OK);
    CHECK_INT(osb_server_get_sandbox(client(), osb_sandbox_id(own), NULL, &info, NULL), OSB_OK);
    CHECK_STR(osb_sandbox_info_get_metadata(info, "new"), "a.b-c_d");
    osb_sandbox_info_free(info);
    osb_metadata_patch_free(patch);

    osb_sandbox_page *page = NULL;
    osb_sandbox_filter *filter = osb_sandbox_filter_new();
    osb_sandbox_filter_set_metadata(filter, "mark", mark());
    osb_sandbox_filter_set_metadata(filter, "new", "a.b-c_d");
    CHECK_INT(osb_server_list_sandboxes(client(), filter, NULL, &page, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_page_count(page), 1);
    CHECK_STR(osb_sandbox_info_id(osb_sandbox_page_info(page, 0)), osb_sandbox_id(own));
    osb_sandbox_page_free(page);
    osb_sandbox_filter_set_metadata(filter, "new", "another");
    CHECK_INT(osb_server_list_sandboxes(client(), filter, NULL, &page, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_page_count(page), 0);
    osb_sandbox_page_free(page);
    osb_sandbox_filter_free(filter);
    end(own);
}

TEST(all_sandboxes_are_gone_through_page_by_page)
{
    enum { COUNT = 3 };
    osb_sandbox *own[COUNT];
    osb_sandbox_filter *filter = osb_sandbox_filter_new();
    osb_sandbox_page *page = NULL;
    osb_sandbox_iterator *iterator = NULL;
    osb_sandbox_info *info = NULL;
    int found[COUNT] = {0}, all = 0;
    for (int i = 0; i < COUNT; i++) {
        osb_create_options *options = marked_options();
        osb_create_options_set_metadata(options, "kind", "listed");
        osb_create_options_set_skip_health_check(options, 1);
        own[i] = create(options);
    }
    CHECK_INT(osb_sandbox_filter_add_state(filter, OSB_STATE_RUNNING), OSB_OK);
    CHECK_INT(osb_sandbox_filter_add_state(filter, OSB_STATE_PENDING), OSB_OK);
    CHECK_INT(osb_sandbox_filter_add_state_text(filter, "Dreaming"), OSB_OK);
    osb_sandbox_filter_set_metadata(filter, "mark", mark());
    osb_sandbox_filter_set_metadata(filter, "kind", "listed");
    CHECK_INT(osb_sandbox_filter_set_page_size(filter, 1), OSB_OK);
    CHECK_INT(osb_sandbox_filter_set_page(filter, 2), OSB_OK);
    CHECK_INT(osb_server_list_sandboxes(client(), filter, NULL, &page, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_page_count(page), 1);
    CHECK_INT(osb_sandbox_page_number(page), 2);
    CHECK_INT(osb_sandbox_page_size(page), 1);
    CHECK_INT(osb_sandbox_page_total_items(page), COUNT);
    CHECK_INT(osb_sandbox_page_total_pages(page), COUNT);
    CHECK_INT(osb_sandbox_page_has_next(page), 1);
    osb_sandbox_page_free(page);

    osb_sandbox_filter_set_page(filter, 1);
    CHECK_INT(osb_server_iterate_sandboxes(client(), filter, &iterator, NULL), OSB_OK);
    while (osb_sandbox_iterator_next(iterator, NULL, &info, NULL) == OSB_OK && info) {
        all++;
        for (int i = 0; i < COUNT; i++)
            found[i] += strcmp(osb_sandbox_info_id(info), osb_sandbox_id(own[i])) == 0;
        osb_sandbox_info_free(info);
        info = NULL;
    }
    CHECK_INT(all, COUNT);
    for (int i = 0; i < COUNT; i++) {
        CHECK_INT(found[i], 1);
        end(own[i]);
    }
    osb_sandbox_iterator_free(iterator);
    osb_sandbox_filter_free(filter);
}

TEST(the_server_tells_of_itself)
{
    int32_t healthy = 0;
    osb_server_info *info = NULL;
    CHECK_INT(osb_server_is_healthy(client(), NULL, &healthy, NULL), OSB_OK);
    CHECK_INT(healthy, 1);
    osb_status status = osb_server_get_info(client(), NULL, &info, NULL);
    CHECK(status == OSB_OK || status == OSB_ERR_UNSUPPORTED);
    if (status == OSB_OK)
        CHECK(strchr(osb_server_info_version(info), '.') != NULL);
    osb_server_info_free(info);
}

TEST(what_it_uses_is_measured)
{
    osb_metrics *metrics = NULL;
    osb_error *error = NULL;
    if (osb_sandbox_get_metrics(sandbox(), NULL, &metrics, &error) != OSB_OK)
        stop("metrics", error);
    CHECK(osb_metrics_cpu_count(metrics) > 0);
    CHECK(osb_metrics_cpu_percentage(metrics) >= 0);
    CHECK(osb_metrics_memory_total(metrics) > 0);
    CHECK(osb_metrics_memory_used(metrics) > 0);
    CHECK(osb_metrics_memory_used(metrics) <= osb_metrics_memory_total(metrics));
    CHECK(osb_metrics_timestamp(metrics) > 1700000000000);
    osb_metrics_free(metrics);
}

/* ---- Ports ---- */

/* A server that sends each request back. Sandboxes of the local server share its ports. */
static int32_t free_port(void)
{
    static int32_t offset;
    return 20000 + ((int32_t)getpid() * 16 + offset++) % 20000;
}

static const char *echo_server(int32_t port)
{
    static char script[1024];
    snprintf(script, sizeof script,
             "use IO::Socket::INET; my $s = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => %d, Listen => 5, ReuseAddr => 1) or die; "
             "while (my $c = $s->accept) { my ($t, $n) = ('', 0); "
             "while (<$c>) { $t .= $_; $n = $1 if /^content-length: *(\\d+)/i; last if /^\\r?\\n$/ } "
             "if ($n) { read($c, my $b, $n); $t .= $b } "
             "print $c \"HTTP/1.1 203 Echo\\r\\nContent-Type: text/plain\\r\\nX-Kind: echo\\r\\nContent-Length: \" . length($t) . "
             "\"\\r\\nConnection: close\\r\\n\\r\\n$t\"; close $c }",
             (int)port);
    return script;
}

static osb_sandbox *echoing(int32_t port, int tcp)
{
    osb_create_options *options = marked_options();
    osb_create_options_add_entrypoint(options, "perl");
    osb_create_options_add_entrypoint(options, "-e");
    osb_create_options_add_entrypoint(options, echo_server(port));
    CHECK_INT(osb_create_options_set_poll_interval(options, 100), OSB_OK);
    CHECK_INT(tcp ? osb_create_options_set_tcp_probe(options, port) : osb_create_options_set_http_probe(options, port, "/up"), OSB_OK);
    return create(options);
}

struct taken {
    char text[4096];
    int32_t status;
};

static int32_t take(const osb_http_response *response, const char *data, size_t size, void *user_data)
{
    struct taken *taken = user_data;
    taken->status = osb_http_response_status(response);
    strncat(taken->text, data, size < 2000 ? size : 2000);
    return 0;
}

TEST(a_port_of_a_sandbox_is_talked_to)
{
    int32_t port = free_port();
    osb_sandbox *own = echoing(port, 0);
    osb_http_request *request = osb_http_request_new();
    osb_http_response *response = NULL;
    osb_error *error = NULL;
    CHECK_INT(osb_http_request_set_method(request, "POST"), OSB_OK);
    CHECK_INT(osb_http_request_set_path(request, "/a%20b?c=d"), OSB_OK);
    CHECK_INT(osb_http_request_set_header(request, "X-Own", "mine"), OSB_OK);
    CHECK_INT(osb_http_request_set_body(request, "a body", 6, "text/x-test"), OSB_OK);
    CHECK_INT(osb_http_request_set_timeout(request, 60000), OSB_OK);
    CHECK_INT(osb_http_request_set_body_limit(request, 4096), OSB_OK);
    if (osb_sandbox_send_request(own, port, request, NULL, &response, &error) != OSB_OK)
        stop("send request", error);
    CHECK_INT(osb_http_response_status(response), 203);
    CHECK_STR(osb_http_response_get_header(response, "x-kind"), "echo");
    const char *body = osb_http_response_body(response, NULL);
    CHECK_CONTAINS(body, "POST /a%20b?c=d HTTP/1.1\r\n");
    CHECK(strcasestr(body, "\r\nX-Own: mine\r\n") != NULL);
    CHECK(strcasestr(body, "\r\nContent-Type: text/x-test\r\n") != NULL);
    CHECK_CONTAINS(body, "\r\n\r\na body");
    CHECK_INT(osb_http_response_callback_value(response), 0);
    osb_http_response_free(response);

    struct taken taken = {0};
    CHECK_INT(osb_http_request_on_body(request, take, &taken, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_send_request(own, port, request, NULL, &response, NULL), OSB_OK);
    CHECK_INT(taken.status, 203);
    CHECK_CONTAINS(taken.text, "\r\n\r\na body");
    osb_http_response_free(response);
    osb_http_request_free(request);
    end(own);
}

TEST(a_sandbox_is_ready_when_something_listens)
{
    int32_t port = free_port();
    osb_sandbox *own = echoing(port, 1), *connected = NULL;
    osb_http_response *response = NULL;
    osb_connect_options *options = osb_connect_options_new();
    CHECK_INT(osb_sandbox_send_request(own, port, NULL, NULL, &response, NULL), OSB_OK);
    CHECK_INT(osb_http_response_status(response), 203);
    osb_http_response_free(response);
    CHECK_INT(osb_connect_options_set_tcp_probe(options, port), OSB_OK);
    CHECK_INT(osb_sandbox_connect(client(), osb_sandbox_id(own), options, NULL, &connected, NULL), OSB_OK);
    osb_sandbox_free(connected);
    connected = NULL;
    CHECK_INT(osb_connect_options_set_http_probe(options, port, "/"), OSB_OK);
    CHECK_INT(osb_sandbox_connect(client(), osb_sandbox_id(own), options, NULL, &connected, NULL), OSB_OK);
    osb_sandbox_free(connected);
    osb_connect_options_free(options);
    end(own);
}

TEST(where_nothing_listens_the_probes_say_so)
{
    osb_sandbox *none = NULL;
    osb_error *error = NULL;
    osb_connect_options *options = osb_connect_options_new();
    CHECK_INT(osb_connect_options_set_ready_timeout(options, 1500), OSB_OK);
    CHECK_INT(osb_connect_options_set_tcp_probe(options, free_port()), OSB_OK);
    CHECK_INT(osb_sandbox_connect(client(), osb_sandbox_id(sandbox()), options, NULL, &none, &error), OSB_ERR_READY_TIMEOUT);
    CHECK_CONTAINS(osb_error_message(error), "listens");
    osb_error_free(error);
    CHECK_INT(osb_connect_options_set_http_probe(options, free_port(), "/"), OSB_OK);
    CHECK_INT(osb_sandbox_connect(client(), osb_sandbox_id(sandbox()), options, NULL, &none, &error), OSB_ERR_READY_TIMEOUT);
    osb_error_free(error);
    osb_connect_options_free(options);
}

static int32_t healthy_at_once(osb_sandbox *asked, void *user_data)
{
    (void)asked;
    ++*(int *)user_data;
    return 1;
}

TEST(the_hosts_own_health_check_is_asked)
{
    int asked = 0;
    osb_sandbox *connected = NULL;
    osb_connect_options *options = osb_connect_options_new();
    CHECK_INT(osb_connect_options_on_health_check(options, healthy_at_once, &asked, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_connect(client(), osb_sandbox_id(sandbox()), options, NULL, &connected, NULL), OSB_OK);
    CHECK_INT(asked, 1);
    osb_connect_options_free(options);
    osb_sandbox_free(connected);
}

TEST(endpoints_of_every_kind)
{
    osb_endpoint *endpoint = NULL;
    osb_error *error = NULL;
    CHECK_INT(osb_sandbox_get_proxy_endpoint(sandbox(), 44772, NULL, &endpoint, NULL), OSB_OK);
    CHECK_CONTAINS(osb_endpoint_url(endpoint), "/proxy/44772");
    CHECK_CONTAINS(osb_endpoint_url(endpoint), osb_sandbox_id(sandbox()));
    osb_endpoint_free(endpoint);
    endpoint = NULL;
    osb_status status = osb_sandbox_get_signed_endpoint(sandbox(), 8080, ((int64_t)time(NULL) + 600) * 1000, NULL, &endpoint, &error);
    CHECK(status == OSB_OK || status == OSB_ERR_VALIDATION || status == OSB_ERR_UNSUPPORTED);
    if (status == OSB_OK)
        CHECK_CONTAINS(osb_endpoint_url(endpoint), "://");
    else
        CHECK(osb_error_code(error) != NULL);
    osb_endpoint_free(endpoint);
    osb_error_free(error);
}

TEST(what_the_config_says_of_endpoints)
{
    osb_client *own = NULL;
    osb_sandbox *attached = NULL;
    osb_config *config = osb_config_new();
    osb_config_set_domain(config, setting("OSB_TEST_DOMAIN", NULL));
    osb_config_set_protocol(config, setting("OSB_TEST_PROTOCOL", "http"));
    osb_config_set_api_key(config, setting("OSB_TEST_API_KEY", ""));
    CHECK_INT(osb_config_set_key_header(config, "OPEN-SANDBOX-API-KEY"), OSB_OK);
    CHECK_INT(osb_config_set_host_rewrite(config, "127.0.0.1", "localhost"), OSB_OK);
    CHECK_INT(osb_config_set_daemon_port(config, 44772), OSB_OK);
    CHECK_INT(osb_config_set_endpoint_lifetime(config, 1000), OSB_OK);
    CHECK_INT(osb_config_set_endpoint_limit(config, 1), OSB_OK);
    CHECK_INT(osb_config_set_skip_access_renew(config, 1), OSB_OK);
    CHECK_INT(osb_client_new(config, &own, NULL), OSB_OK);
    osb_config_free(config);
    CHECK_INT(osb_sandbox_attach(own, osb_sandbox_id(sandbox()), &attached, NULL), OSB_OK);
    check_inside(attached, "echo here", "here\n");
    osb_sandbox_free(attached);
    osb_client_free(own);
}

/* ---- What a sandbox can be created with ---- */

TEST(a_sandbox_with_everything_that_goes_everywhere)
{
    osb_sandbox_info *info = NULL;
    osb_create_options *options = marked_options();
    osb_hook *hook = osb_hook_new(), *periodic = osb_hook_new();
    osb_hook_add_argument(hook, "sh");
    osb_hook_add_argument(hook, "-c");
    osb_hook_add_argument(hook, "echo before >/tmp/hooked");
    CHECK_INT(osb_hook_set_timeout(hook, 30000), OSB_OK);
    osb_hook_add_argument(periodic, "true");
    osb_hook_set_name(periodic, "nothing");
    osb_hook_set_schedule(periodic, "0 * * * *");
    CHECK_INT(osb_create_options_set_pre_start(options, hook), OSB_OK);
    CHECK_INT(osb_create_options_add_periodic(options, periodic), OSB_OK);
    CHECK_INT(osb_create_options_set_resource_request(options, "cpu", "100m"), OSB_OK);
    CHECK_INT(osb_create_options_set_extension(options, "tests.example/run", "yes"), OSB_OK);
    CHECK_INT(osb_create_options_set_renew_on_access(options, 300000), OSB_OK);
    CHECK_INT(osb_create_options_set_create_id(options, 1), OSB_OK);
    osb_sandbox *own = create(options);
    check_inside(own, "cat /tmp/hooked", "before\n");
    CHECK_INT(osb_sandbox_get_info(own, NULL, &info, NULL), OSB_OK);
    CHECK(osb_sandbox_info_get_metadata(info, "osb-create-id") != NULL);
    CHECK(osb_sandbox_info_snapshot(info) == NULL);
    CHECK(osb_sandbox_info_allocation_mode(info) == NULL);
    CHECK(osb_sandbox_info_allocation_pool(info) == NULL);
    CHECK(osb_sandbox_info_allocation_state(info) == NULL);
    for (size_t i = 0; i < osb_sandbox_info_extension_count(info); i++) /* whether it tells them is the server's choice */
        CHECK_STR(osb_sandbox_info_get_extension(info, osb_sandbox_info_extension_key(info, i)), osb_sandbox_info_extension_value(info, i));
    osb_sandbox_info_free(info);
    osb_hook_free(hook);
    osb_hook_free(periodic);
    end(own);
}

/* Takes the options: a sandbox, or NULL where the server refuses them in its own words. */
static osb_sandbox *create_or_refusal(osb_create_options *options)
{
    osb_sandbox *created = NULL;
    osb_error *error = NULL;
    osb_status status = osb_sandbox_create(client(), options, NULL, &created, &error);
    if (status != OSB_OK) {
        CHECK(status >= 200 && status < 300);
        CHECK(osb_error_http_status(error) >= 400);
        CHECK(osb_error_code(error) != NULL || osb_error_field(error) != NULL);
        CHECK_INT(osb_error_cleanup(error, -1), OSB_CLEANUP_NONE);
    }
    osb_error_free(error);
    osb_create_options_free(options);
    return created;
}

TEST(a_sandbox_of_this_machines_kind)
{
    osb_create_options *options = marked_options();
    osb_sandbox_info *info = NULL;
#if defined(__aarch64__)
    osb_create_options_set_platform(options, "linux", "arm64");
#else
    osb_create_options_set_platform(options, "linux", "amd64");
#endif
    osb_sandbox *own = create_or_refusal(options);
    if (!own)
        return;
    CHECK_INT(osb_sandbox_get_info(own, NULL, &info, NULL), OSB_OK);
    if (osb_sandbox_info_platform_os(info)) {
        CHECK_STR(osb_sandbox_info_platform_os(info), "linux");
        CHECK(osb_sandbox_info_platform_arch(info) != NULL);
    }
    osb_sandbox_info_free(info);
    end(own);
}

TEST(a_sandbox_without_a_network)
{
    osb_create_options *options = marked_options();
    osb_network_policy *policy = osb_network_policy_new();
    CHECK_INT(osb_network_policy_set_default(policy, OSB_NETWORK_DENY), OSB_OK);
    CHECK_INT(osb_create_options_set_network_policy(options, policy), OSB_OK);
    osb_sandbox *own = create_or_refusal(options);
    if (own) {
        check_inside(own, "echo works", "works\n");
        end(own);
    }
    /* With a rule and the proxy for credentials: what few servers have. */
    options = marked_options();
    CHECK_INT(osb_network_policy_add_rule(policy, OSB_NETWORK_ALLOW, "example.com"), OSB_OK);
    CHECK_INT(osb_create_options_set_network_policy(options, policy), OSB_OK);
    CHECK_INT(osb_create_options_set_credential_proxy(options, 1), OSB_OK);
    own = create_or_refusal(options);
    if (own)
        end(own);
    osb_network_policy_free(policy);
}

TEST(a_sandbox_that_is_reached_with_its_token_alone)
{
    osb_create_options *options = marked_options();
    CHECK_INT(osb_create_options_set_secure_access(options, 1), OSB_OK);
    osb_sandbox *own = create_or_refusal(options);
    if (!own)
        return;
    check_inside(own, "echo works", "works\n");
    end(own);
}

TEST(a_sandbox_with_a_folder_of_the_host)
{
    const char *folder = getenv("OSB_TEST_HOST_PATH");
    osb_create_options *options = marked_options();
    osb_volume *volume = osb_volume_new();
    osb_volume_set_name(volume, "shared");
    osb_volume_set_mount_path(volume, "/mnt/shared");
    CHECK_INT(osb_volume_set_host(volume, folder ? folder : "/etc"), OSB_OK);
    CHECK_INT(osb_volume_set_read_only(volume, folder == NULL), OSB_OK);
    CHECK_INT(osb_create_options_add_volume(options, volume), OSB_OK);
    osb_volume_free(volume);
    osb_sandbox *own = create_or_refusal(options);
    CHECK_INT(own != NULL, folder != NULL);
    if (!own)
        return;
    check_inside(own, "echo there >/mnt/shared/file && cat /mnt/shared/file", "there\n");
    end(own);

    options = marked_options();
    volume = osb_volume_new();
    osb_volume_set_name(volume, "shared");
    osb_volume_set_mount_path(volume, "/mnt/shared");
    osb_volume_set_host(volume, folder);
    osb_volume_set_read_only(volume, 1);
    CHECK_INT(osb_create_options_add_volume(options, volume), OSB_OK);
    osb_volume_free(volume);
    own = create(options);
    check_inside(own, "cat /mnt/shared/file; echo more >>/mnt/shared/file || echo refused", "there\nrefused\n");
    end(own);
}

TEST(volumes_of_a_platform_are_taken_or_refused)
{
    osb_volume *claim = osb_volume_new(), *bucket = osb_volume_new();
    osb_volume_set_name(claim, "claim");
    osb_volume_set_mount_path(claim, "/mnt/claim");
    osb_volume_set_claim(claim, "there-is-no-such-claim");
    CHECK_INT(osb_volume_set_claim_create(claim, 0), OSB_OK);
    CHECK_INT(osb_volume_set_claim_delete(claim, 0), OSB_OK);
    CHECK_INT(osb_volume_set_claim_storage(claim, "standard", "1Gi"), OSB_OK);
    CHECK_INT(osb_volume_add_claim_access_mode(claim, "ReadWriteOnce"), OSB_OK);
    osb_volume_set_name(bucket, "bucket");
    osb_volume_set_mount_path(bucket, "/mnt/bucket");
    CHECK_INT(osb_volume_set_bucket(bucket, "no-such-bucket", "oss.invalid", "id", "secret"), OSB_OK);
    CHECK_INT(osb_volume_set_bucket_version(bucket, "2.0"), OSB_OK);
    CHECK_INT(osb_volume_add_bucket_option(bucket, "allow_other"), OSB_OK);
    CHECK_INT(osb_volume_set_sub_path(bucket, "a"), OSB_OK);
    osb_volume *volumes[] = {claim, bucket};
    for (int i = 0; i < 2; i++) {
        osb_create_options *options = marked_options();
        CHECK_INT(osb_create_options_add_volume(options, volumes[i]), OSB_OK);
        osb_sandbox *own = create_or_refusal(options);
        CHECK(own == NULL); /* neither exists */
        if (own)
            end(own);
        osb_volume_free(volumes[i]);
    }
}

TEST(what_a_sandbox_is_made_from_has_to_exist)
{
    for (int i = 0; i < 4; i++) {
        osb_create_options *options = osb_create_options_new();
        if (i == 0)
            CHECK_INT(osb_create_options_set_snapshot(options, "00000000-0000-0000-0000-000000000000"), OSB_OK);
        if (i == 1)
            CHECK_INT(osb_create_options_set_template(options, "there-is-no-such-template"), OSB_OK);
        if (i == 2)
            CHECK_INT(osb_create_options_set_pool(options, "there-is-no-such-pool"), OSB_OK);
        if (i == 3) {
            CHECK_INT(osb_create_options_set_image(options, "127.0.0.1:5/there-is-no-such-image:1"), OSB_OK);
            CHECK_INT(osb_create_options_set_registry_auth(options, "nobody", "nothing"), OSB_OK);
        }
        osb_sandbox *own = create_or_refusal(options);
        CHECK(own == NULL);
        if (own)
            end(own);
    }
}

TEST(no_sandbox_of_this_run_is_left)
{
    osb_sandbox_page *page = NULL;
    osb_sandbox_filter *filter = osb_sandbox_filter_new();
    osb_sandbox_filter_set_metadata(filter, "mark", mark());
    CHECK_INT(osb_server_list_sandboxes(client(), filter, NULL, &page, NULL), OSB_OK);
    CHECK_INT(osb_sandbox_page_total_items(page), 0);
    osb_sandbox_page_free(page);
    osb_sandbox_filter_free(filter);
    osb_client_free(client());
}
