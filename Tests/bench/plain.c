/* The measure of things: libcurl alone, an easy handle in a loop or many in a multi handle, nothing parsed.
 *
 *     plain DOMAIN unary|true|stream|idle COUNT */
#include "measure.h"

#include <curl/curl.h>
#include <string.h>

static const char *terminal = "execution_complete"; /* what is looked for */

struct sink {
    size_t bytes;
    double terminal_at; /* 0 until it was seen */
};

static size_t take(char *data, size_t size, size_t count, void *context)
{
    struct sink *sink = context;
    (void)data;
    sink->bytes += size * count;
    return size * count;
}

static size_t take_and_look(char *data, size_t size, size_t count, void *context)
{
    struct sink *sink = context;
    if (memmem(data, size * count, terminal, strlen(terminal)))
        sink->terminal_at = now();
    return take(data, size, count, context);
}

static CURL *new_handle(const char *domain, const char *path, struct sink *sink)
{
    char url[256];
    CURL *easy = curl_easy_init();
    if (!easy)
        stop("curl_easy_init", "no handle");
    snprintf(url, sizeof url, "http://%s%s", domain, path);
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, sink);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take);
    return easy;
}

static CURL *new_command(const char *domain, struct sink *sink, struct curl_slist *headers)
{
    CURL *easy = new_handle(domain, "/execd/command", sink);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, "{\"command\":\"true\"}");
    return easy;
}

static void perform(CURL *easy)
{
    long status = 0;
    CURLcode code = curl_easy_perform(easy);
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    if (code != CURLE_OK || status != 200)
        stop("curl_easy_perform", curl_easy_strerror(code));
}

static void unary(const char *domain, size_t count)
{
    struct sink sink = {0, 0};
    CURL *easy = new_handle(domain, "/execd/ping", &sink);
    double *times = new_times(count);
    for (int i = 0; i < WARM_UP; i++)
        perform(easy);
    double cpu_before = cpu();
    for (size_t i = 0; i < count; i++) {
        double before = now();
        perform(easy);
        times[i] = now() - before;
    }
    report("cpu", (cpu() - cpu_before) / (double)count);
    report_median("round_trip", times, count);
    free(times);
    curl_easy_cleanup(easy);
}

static void run_true(const char *domain, size_t count, struct curl_slist *headers)
{
    struct sink sink = {0, 0};
    CURL *easy = new_command(domain, &sink, headers);
    double *finished = new_times(count), *terminals = new_times(count);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_and_look);
    for (size_t i = 0; i < count; i++) {
        double before = now();
        perform(easy);
        finished[i] = now() - before;
        terminals[i] = sink.terminal_at - before;
    }
    report_median("terminal", terminals, count);
    report_median("finished", finished, count);
    free(terminals);
    free(finished);
    curl_easy_cleanup(easy);
}

static void stream(const char *domain, struct curl_slist *headers)
{
    struct sink sink = {0, 0};
    CURL *easy = new_command(domain, &sink, headers);
    double before = now(), cpu_before = cpu();
    perform(easy);
    report("cpu", cpu() - cpu_before);
    report("wall", now() - before);
    report("bytes", (double)sink.bytes);
    curl_easy_cleanup(easy);
}

/* Adds so many streams to the multi handle, and waits until each has brought its line. */
static void open_streams(CURLM *multi, CURL **handles, struct sink *sinks, size_t count, const char *domain, struct curl_slist *headers)
{
    for (size_t i = 0; i < count; i++) {
        handles[i] = new_command(domain, &sinks[i], headers);
        curl_easy_setopt(handles[i], CURLOPT_WRITEFUNCTION, take_and_look);
        curl_multi_add_handle(multi, handles[i]);
    }
    for (size_t waiting = count; waiting > 0;) {
        int running;
        waiting = 0;
        if (curl_multi_poll(multi, NULL, 0, 1000, NULL) != CURLM_OK || curl_multi_perform(multi, &running) != CURLM_OK)
            stop("curl_multi_perform", "failed");
        for (size_t i = 0; i < count; i++)
            waiting += sinks[i].terminal_at == 0;
    }
}

/* Streams that have brought a line each and fall silent: what one of them takes. */
static void idle(const char *domain, size_t count, struct curl_slist *headers)
{
    CURLM *multi = curl_multi_init();
    CURL **handles = calloc(count + 1, sizeof *handles);
    struct sink *sinks = calloc(count + 1, sizeof *sinks);
    if (!multi || !handles || !sinks)
        stop("idle", "no memory");
    raise_descriptor_limit();
    terminal = "idle from here";
    open_streams(multi, handles, sinks, 1, domain, headers);
    double before = resident();
    open_streams(multi, handles + 1, sinks + 1, count, domain, headers);
    report("memory", (resident() - before) / (double)count);
    for (size_t i = 0; i <= count; i++) {
        curl_multi_remove_handle(multi, handles[i]);
        curl_easy_cleanup(handles[i]);
    }
    curl_multi_cleanup(multi);
    free(handles);
    free(sinks);
}

int main(int argc, char **argv)
{
    if (argc != 4)
        stop("plain", "DOMAIN unary|true|stream|idle COUNT");
    size_t count = strtoul(argv[3], NULL, 10);
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    if (strcmp(argv[2], "unary") == 0)
        unary(argv[1], count);
    else if (strcmp(argv[2], "true") == 0)
        run_true(argv[1], count, headers);
    else if (strcmp(argv[2], "idle") == 0)
        idle(argv[1], count, headers);
    else
        stream(argv[1], headers);
    curl_slist_free_all(headers);
    return 0;
}
