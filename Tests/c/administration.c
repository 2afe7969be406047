/* The server and its sandboxes by their ids: lists, pages, an iterator over all of them, and what is done to one without a handle. */
#include "check.h"
#include "fixture.h"

#include <pthread.h>

#define JSON "application/json "
#define LIST "on GET /v1/sandboxes\n"
#define ITEM(id) "{'id':'" id "','status':{'state':'Running'}}"
#define PAGE(items, page, next) "  respond 200 " JSON "{'items':[" items "],'pagination':{'page':" page ",'pageSize':2,'totalItems':5,'totalPages':3,'hasNextPage':" next "}}\n"

static long seen(const char *name, const char *method, const char *path)
{
    return scripted_count(name, "request", method, path);
}

/* ---- The server itself ---- */

TEST(the_servers_health)
{
    static const struct {
        const char *answer;
        osb_status status;
        int32_t healthy;
    } cases[] = {
        {"  capture lc_01_health\n", OSB_OK, 1},
        {"  respond 200 " JSON "{'status':'starting'}\n", OSB_OK, 0},
        {"  respond 200 " JSON "{}\n", OSB_OK, 0},
        {"  respond 503 " JSON "{'status':'unhealthy'}\n", OSB_OK, 0},
        {"  respond 200 text/html <html></html>\n", OSB_ERR_PROTOCOL, 77},
        {"  respond 404\n", OSB_ERR_NOT_FOUND, 77},
        {"  close\n", OSB_ERR_CONNECTION_LOST, 77},
        {"  raw 'HTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\n'\n  close\n", OSB_ERR_CONNECTION_LOST, 77},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[256];
        int32_t healthy = 77;
        snprintf(script, sizeof script, "on GET /health\n%s", cases[i].answer);
        scripted_define("health", script);
        osb_client *client = fixture_client("health");
        CHECK_INT(osb_server_is_healthy(client, NULL, &healthy, NULL), cases[i].status);
        CHECK_INT(healthy, cases[i].healthy);
        osb_client_free(client);
    }
}

TEST(the_servers_version)
{
    osb_server_info *info = NULL;
    osb_error *error = NULL;
    scripted_define("version", "on GET /version\n  respond 200 " JSON "{'version':'1.1.1'}\non GET /version\n  respond 404 " JSON "{'detail':'Not Found'}\n"
                    "on GET /version\n  respond 200 " JSON "{}\n");
    osb_client *client = fixture_client("version");
    CHECK_INT(osb_server_get_info(client, NULL, &info, NULL), OSB_OK);
    CHECK_STR(osb_server_info_version(info), "1.1.1");
    osb_server_info_free(info);
    CHECK_INT(osb_server_get_info(client, NULL, &info, &error), OSB_ERR_UNSUPPORTED);
    osb_error_free(error);
    CHECK_INT(osb_server_get_info(client, NULL, &info, &error), OSB_ERR_PROTOCOL);
    CHECK_STR(osb_error_field(error), "version");
    osb_error_free(error);
    osb_client_free(client);
}

/* ---- Lists ---- */

static osb_sandbox_page *list(osb_client *client, const osb_sandbox_filter *filter)
{
    osb_sandbox_page *page = NULL;
    osb_error *error = NULL;
    if (osb_server_list_sandboxes(client, filter, NULL, &page, &error) != OSB_OK)
        fixture_stop("list", error);
    return page;
}

TEST(a_recorded_list_is_read)
{
    scripted_define("list", LIST "  capture lc_06_list\n" LIST "  capture lc_63_list_unknown_state\n" LIST "  respond 200 " JSON "{'items':[]}\n");
    osb_client *client = fixture_client("list");
    osb_sandbox_page *page = list(client, NULL);
    CHECK_INT(osb_sandbox_page_count(page), 1);
    const osb_sandbox_info *info = osb_sandbox_page_info(page, 0);
    CHECK_STR(osb_sandbox_info_id(info), "22239e5f-3aed-4f52-a87b-bd097c2507bd");
    CHECK_STR(osb_sandbox_info_image(info), "ubuntu:latest");
    CHECK_STR(osb_sandbox_info_get_metadata(info, "team"), "a.b");
    osb_sandbox_info_free((osb_sandbox_info *)info); /* is the page's: nothing happens */
    CHECK_STR(osb_sandbox_info_id(info), "22239e5f-3aed-4f52-a87b-bd097c2507bd");
    CHECK_INT(osb_sandbox_page_number(page), 1);
    CHECK_INT(osb_sandbox_page_size(page), 5);
    CHECK_INT(osb_sandbox_page_total_items(page), 1);
    CHECK_INT(osb_sandbox_page_total_pages(page), 1);
    CHECK_INT(osb_sandbox_page_has_next(page), 0);
    osb_sandbox_page_free(page);
    page = list(client, NULL);
    CHECK_INT(osb_sandbox_page_count(page), 0);
    CHECK_INT(osb_sandbox_page_total_items(page), 0);
    osb_sandbox_page_free(page);
    page = list(client, NULL);
    CHECK_INT(osb_sandbox_page_number(page), -1);
    CHECK_INT(osb_sandbox_page_total_items(page), -1);
    CHECK_INT(osb_sandbox_page_has_next(page), 0);
    osb_sandbox_page_free(page);
    osb_client_free(client);
}

static void check_query(const osb_sandbox_filter *filter, const char *query)
{
    char line[512];
    scripted_define("query", LIST "  respond 200 " JSON "{'items':[]}\n");
    osb_client *client = fixture_client("query");
    osb_sandbox_page_free(list(client, filter));
    char *request = scripted_requests("query", NULL, NULL, NULL);
    snprintf(line, sizeof line, "GET /s/query/v1/sandboxes%s HTTP/1.1\r\n", query);
    CHECK_CONTAINS(request, line);
    free(request);
    osb_client_free(client);
}

TEST(a_filter_is_a_query)
{
    osb_sandbox_filter *filter = osb_sandbox_filter_new();
    check_query(NULL, "");
    check_query(filter, "");
    osb_sandbox_filter_add_state(filter, OSB_STATE_RUNNING);
    osb_sandbox_filter_add_state(filter, OSB_STATE_PAUSED);
    osb_sandbox_filter_add_state(filter, OSB_STATE_RUNNING);
    osb_sandbox_filter_add_state_text(filter, "Day dreaming");
    check_query(filter, "?state=Running&state=Paused&state=Day%20dreaming");
    osb_sandbox_filter_set_page(filter, 3);
    osb_sandbox_filter_set_page_size(filter, 200);
    check_query(filter, "?state=Running&state=Paused&state=Day%20dreaming&page=3&pageSize=200");
    osb_sandbox_filter_free(filter);

    filter = osb_sandbox_filter_new();
    osb_sandbox_filter_set_metadata(filter, "who", "me");
    check_query(filter, "?metadata=who%3Dme");
    osb_sandbox_filter_set_metadata(filter, "a&b", "c=d%\xC3\xA9");
    check_query(filter, "?metadata=who%3Dme%26a%2526b%3Dc%253Dd%2525%25C3%25A9");
    osb_sandbox_filter_set_metadata(filter, "who", NULL);
    osb_sandbox_filter_set_metadata(filter, "a&b", "");
    check_query(filter, "?metadata=a%2526b%3D");
    osb_sandbox_filter_free(filter);
}

TEST(a_list_that_makes_no_sense_is_refused)
{
    static const struct {
        const char *answer;
        osb_status status;
        const char *field;
    } cases[] = {
        {"  respond 200 " JSON "{}\n", OSB_ERR_PROTOCOL, "items"},
        {"  respond 200 " JSON "{'items':{}}\n", OSB_ERR_PROTOCOL, "items"},
        {"  respond 200 " JSON "{'items':[{'id':7}]}\n", OSB_ERR_PROTOCOL, "id"},
        {"  respond 200 " JSON "{'items':[null]}\n", OSB_ERR_PROTOCOL, "id"},
        {"  respond 200 " JSON "[]\n", OSB_ERR_PROTOCOL, "items"},
        {"  capture lc_50_list_bad_page\n", OSB_ERR_VALIDATION, "query.page"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[256];
        osb_sandbox_page *page = NULL;
        osb_error *error = NULL;
        snprintf(script, sizeof script, LIST "%s", cases[i].answer);
        scripted_define("nonsense", script);
        osb_client *client = fixture_client("nonsense");
        CHECK_INT(osb_server_list_sandboxes(client, NULL, NULL, &page, &error), cases[i].status);
        CHECK_STR(osb_error_field(error), cases[i].field);
        CHECK(page == NULL);
        osb_error_free(error);
        osb_client_free(client);
    }
}

/* ---- The iterator ---- */

static osb_sandbox_iterator *iterate(osb_client *client, const osb_sandbox_filter *filter)
{
    osb_sandbox_iterator *iterator = NULL;
    CHECK_INT(osb_server_iterate_sandboxes(client, filter, &iterator, NULL), OSB_OK);
    return iterator;
}

/* The ids that come, one after the other. */
static void check_ids(osb_sandbox_iterator *iterator, const char *expected)
{
    char ids[256] = "";
    osb_sandbox_info *info = NULL;
    osb_error *error = NULL;
    while (osb_sandbox_iterator_next(iterator, NULL, &info, &error) == OSB_OK && info) {
        size_t used = strlen(ids);
        snprintf(ids + used, sizeof ids - used, "%s ", osb_sandbox_info_id(info));
        osb_sandbox_info_free(info);
        info = NULL;
    }
    if (error)
        fixture_stop("next", error);
    CHECK_STR(ids, expected);
}

#define PAGE_ROUTE(number) "on GET /v1/sandboxes?page=" number "\n"

TEST(the_iterator_goes_through_all_pages)
{
    scripted_define("pages", PAGE_ROUTE("1") PAGE(ITEM("a") "," ITEM("b"), "1", "true") PAGE_ROUTE("2") PAGE(ITEM("c") "," ITEM("d"), "2", "true")
                    PAGE_ROUTE("3") PAGE(ITEM("e"), "3", "false"));
    osb_client *client = fixture_client("pages");
    osb_sandbox_iterator *iterator = iterate(client, NULL);
    osb_client_free(client); /* it keeps what it needs */
    CHECK_INT(seen("pages", NULL, NULL), 0);
    check_ids(iterator, "a b c d e ");
    check_ids(iterator, "");
    CHECK_INT(seen("pages", NULL, NULL), 3);
    osb_sandbox_iterator_free(iterator);
}

TEST(the_iterator_keeps_to_its_filter)
{
    osb_sandbox_filter *filter = osb_sandbox_filter_new();
    osb_sandbox_filter_add_state(filter, OSB_STATE_RUNNING);
    osb_sandbox_filter_set_page(filter, 2);
    osb_sandbox_filter_set_page_size(filter, 1);
    scripted_define("filtered", "on GET /v1/sandboxes?state=Running&page=2&pageSize=1\n" PAGE(ITEM("b"), "2", "true")
                    "on GET /v1/sandboxes?state=Running&page=3&pageSize=1\n" PAGE(ITEM("c"), "3", "false"));
    osb_client *client = fixture_client("filtered");
    osb_sandbox_iterator *iterator = iterate(client, filter);
    osb_sandbox_filter_free(filter);
    check_ids(iterator, "b c ");
    osb_sandbox_iterator_free(iterator);
    osb_client_free(client);
}

TEST(a_sandbox_that_moves_to_the_next_page_comes_once)
{
    scripted_define("moved", PAGE_ROUTE("1") PAGE(ITEM("a") "," ITEM("b"), "1", "true") PAGE_ROUTE("2") PAGE(ITEM("b") "," ITEM("c"), "2", "false"));
    osb_client *client = fixture_client("moved");
    osb_sandbox_iterator *iterator = iterate(client, NULL);
    check_ids(iterator, "a b c ");
    osb_sandbox_iterator_free(iterator);
    osb_client_free(client);
}

TEST(a_server_that_always_has_another_page_is_believed_until_it_is_empty)
{
    scripted_define("endless", PAGE_ROUTE("1") PAGE(ITEM("a"), "1", "true") PAGE_ROUTE("2") PAGE(ITEM("a"), "2", "true") PAGE_ROUTE("3") PAGE("", "3", "true"));
    osb_client *client = fixture_client("endless");
    osb_sandbox_iterator *iterator = iterate(client, NULL);
    check_ids(iterator, "a ");
    CHECK_INT(seen("endless", NULL, NULL), 3);
    osb_sandbox_iterator_free(iterator);
    osb_client_free(client);
}

TEST(after_a_failure_the_same_page_is_asked_for_again)
{
    osb_sandbox_info *info = (void *)1;
    scripted_define("again", PAGE_ROUTE("1") PAGE(ITEM("a"), "1", "true") PAGE_ROUTE("2") "  respond 503\n" PAGE_ROUTE("2") PAGE(ITEM("b"), "2", "false"));
    osb_client *client = fixture_client("again");
    osb_sandbox_iterator *iterator = iterate(client, NULL);
    osb_sandbox_info *first = NULL;
    CHECK_INT(osb_sandbox_iterator_next(iterator, NULL, &first, NULL), OSB_OK);
    osb_sandbox_info_free(first);
    CHECK_INT(osb_sandbox_iterator_next(iterator, NULL, &info, NULL), OSB_ERR_SERVER);
    CHECK(info == (void *)1);
    check_ids(iterator, "b ");
    osb_sandbox_iterator_free(iterator);
    osb_client_free(client);
}

struct taker {
    pthread_t thread;
    osb_sandbox_iterator *iterator;
    int taken;
};

static void *take_all(void *argument)
{
    struct taker *taker = argument;
    osb_sandbox_info *info = NULL;
    while (osb_sandbox_iterator_next(taker->iterator, NULL, &info, NULL) == OSB_OK && info) {
        taker->taken++;
        osb_sandbox_info_free(info);
        info = NULL;
    }
    return NULL;
}

TEST(several_threads_share_an_iterator)
{
    enum { THREADS = 4 };
    struct taker takers[THREADS];
    int taken = 0;
    scripted_define("shared", PAGE_ROUTE("1") PAGE(ITEM("a") "," ITEM("b"), "1", "true") PAGE_ROUTE("2") PAGE(ITEM("c") "," ITEM("d"), "2", "true")
                    PAGE_ROUTE("3") PAGE(ITEM("e"), "3", "false"));
    osb_client *client = fixture_client("shared");
    osb_sandbox_iterator *iterator = iterate(client, NULL);
    for (int i = 0; i < THREADS; i++) {
        takers[i] = (struct taker){.iterator = iterator};
        REQUIRE(pthread_create(&takers[i].thread, NULL, take_all, &takers[i]) == 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(takers[i].thread, NULL);
        taken += takers[i].taken;
    }
    CHECK_INT(taken, 5);
    osb_sandbox_iterator_free(iterator);
    osb_client_free(client);
}

/* ---- By id ---- */

TEST(what_can_be_done_to_a_sandbox_without_a_handle)
{
    osb_sandbox_info *info = NULL;
    osb_metadata_patch *patch = osb_metadata_patch_new();
    int64_t end = 0;
    osb_metadata_patch_set(patch, "team", "red");
    scripted_define("by-id", "on GET /v1/sandboxes/sb-1\n  header Date: Mon, 23 Nov 2026 05:35:54 GMT\n  respond 200 " JSON ITEM("sb-1") "\n"
        "on PATCH /v1/sandboxes/sb-1/metadata\n  respond 200 " JSON ITEM("sb-1") "\n"
        "on POST /v1/sandboxes/sb-1/renew-expiration\n  respond 200 " JSON "{'expiresAt':'2026-11-23T05:55:54Z'}\n"
        "on POST /v1/sandboxes/sb-1/*\n  respond 202\non DELETE /v1/sandboxes/sb-1\n  respond 204\n");
    osb_client *client = fixture_client("by-id");
    CHECK_INT(osb_server_get_sandbox(client, "sb-1", NULL, &info, NULL), OSB_OK);
    CHECK_STR(osb_sandbox_info_id(info), "sb-1");
    osb_sandbox_info_free(info);
    info = NULL;
    CHECK_INT(osb_server_pause_sandbox(client, "sb-1", NULL, NULL), OSB_OK);
    CHECK_INT(osb_server_resume_sandbox(client, "sb-1", NULL, NULL), OSB_OK);
    CHECK_INT(osb_server_renew_sandbox(client, "sb-1", 60000, NULL, &end, NULL), OSB_OK);
    CHECK_INT(end, 1795413354000);
    CHECK_INT(osb_server_renew_sandbox(client, "sb-1", 60000, NULL, NULL, NULL), OSB_OK);
    CHECK_INT(osb_server_patch_metadata(client, "sb-1", patch, NULL, &info, NULL), OSB_OK);
    CHECK_STR(osb_sandbox_info_id(info), "sb-1");
    osb_sandbox_info_free(info);
    CHECK_INT(osb_server_kill_sandbox(client, "sb-1", NULL, NULL), OSB_OK);
    CHECK_INT(seen("by-id", NULL, NULL), 7);
    CHECK_INT(seen("by-id", "POST", "/v1/sandboxes/sb-1/pause"), 1);
    CHECK_INT(seen("by-id", "POST", "/v1/sandboxes/sb-1/resume"), 1);
    CHECK_INT(seen("by-id", "DELETE", "/v1/sandboxes/sb-1"), 1);
    char *body = fixture_request_body("by-id", "PATCH", NULL);
    CHECK_STR(body, "{\"team\":\"red\"}");
    free(body);
    osb_metadata_patch_free(patch);
    osb_client_free(client);
}
