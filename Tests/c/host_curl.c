/* A host that uses libcurl itself: its set-up, its handles and its share go on before, beside and after ours. Linked with: -lcurl */
#include "calls.h"
#include "check.h"

#include <curl/curl.h>
#include <pthread.h>

static const char routes[] = "on GET /host\n  respond 200 text/plain of the host\n";

struct page {
    char text[64];
    size_t size;
};

static size_t keep(char *data, size_t size, size_t count, void *context)
{
    struct page *page = context;
    size_t bytes = size * count;
    if (page->size + bytes >= sizeof page->text)
        return 0;
    memcpy(page->text + page->size, data, bytes);
    page->size += bytes;
    return bytes;
}

static CURL *host_handle(const char *script, CURLSH *share, struct page *page)
{
    char url[200];
    CURL *easy = curl_easy_init();
    if (!easy)
        check_stop("no handle");
    *page = (struct page){0};
    snprintf(url, sizeof url, "http://%s/host", scripted_domain(script).text);
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_SHARE, share);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, page);
    return easy;
}

static void check_easy(const char *script, CURLSH *share)
{
    struct page page;
    CURL *easy = host_handle(script, share, &page);
    CHECK_INT(curl_easy_perform(easy), CURLE_OK);
    CHECK_STR(page.text, "of the host");
    curl_easy_cleanup(easy);
}

/* A multi handle with a transfer in it, begun. */
struct under_way {
    CURLM *multi;
    CURL *easy;
    struct page page;
};

static void begin(struct under_way *transfer, const char *script, CURLSH *share)
{
    int running = 0;
    transfer->multi = curl_multi_init();
    transfer->easy = host_handle(script, share, &transfer->page);
    CHECK_INT(curl_multi_add_handle(transfer->multi, transfer->easy), CURLM_OK);
    CHECK_INT(curl_multi_perform(transfer->multi, &running), CURLM_OK);
}

static void finish(struct under_way *transfer)
{
    int running = 1;
    while (running && curl_multi_perform(transfer->multi, &running) == CURLM_OK && running)
        curl_multi_poll(transfer->multi, NULL, 0, 1000, NULL);
    CHECK_STR(transfer->page.text, "of the host");
    curl_multi_remove_handle(transfer->multi, transfer->easy);
    curl_easy_cleanup(transfer->easy);
    curl_multi_cleanup(transfer->multi);
}

/* Before, while and after a client lives. */
static void check_side_by_side(osb_config *config, const char *script, CURLSH *share)
{
    struct under_way transfer;
    scripted_define("host", routes);
    check_easy("host", share);
    begin(&transfer, "host", share);
    struct calls calls = calls_open_with(config, script, "");
    check_easy("host", share);
    calls_make_all(&calls);
    check_easy("host", share);
    calls_close(&calls);
    finish(&transfer);
    check_easy("host", share);
}

TEST(a_host_that_sets_libcurl_up_itself)
{
    CHECK_INT(curl_global_init(CURL_GLOBAL_DEFAULT), CURLE_OK);
    check_side_by_side(NULL, "beside", NULL);
    curl_global_cleanup();
    check_side_by_side(fixture_tls_config("beside-tls"), "beside-tls", NULL); /* libcurl sets itself up, as it does for whoever forgot */
}

TEST(a_host_that_cleans_up_while_a_client_lives)
{
    CHECK_INT(curl_global_init(CURL_GLOBAL_DEFAULT), CURLE_OK);
    struct calls calls = calls_open_with(fixture_tls_config("lives"), "lives", "");
    calls_make_all(&calls);
    curl_global_cleanup(); /* the host's own, of which it knows no more transfers */
    calls_make_all(&calls);
    calls_close(&calls);
    calls = calls_open_with(fixture_tls_config("lives"), "lives", "");
    calls_make_all(&calls);
    calls_close(&calls);
}

TEST(a_host_with_a_share_of_its_own)
{
    CHECK_INT(curl_global_init(CURL_GLOBAL_DEFAULT), CURLE_OK);
    CURLSH *share = curl_share_init();
    curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
    curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT);
    curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE);
    check_side_by_side(NULL, "shared", share);
    CHECK_INT(curl_share_cleanup(share), CURLSHE_OK);
    curl_global_cleanup();
}

static void *use_curl(void *nothing)
{
    for (int i = 0; i < 50; i++)
        check_easy("host", NULL);
    return nothing;
}

TEST(a_host_that_uses_libcurl_on_another_thread)
{
    pthread_t thread;
    scripted_define("host", routes);
    REQUIRE(pthread_create(&thread, NULL, use_curl, NULL) == 0);
    struct calls calls = calls_open_with(fixture_tls_config("threads"), "threads", "");
    for (int i = 0; i < 3; i++)
        calls_make_all(&calls);
    calls_close(&calls);
    pthread_join(thread, NULL);
}
