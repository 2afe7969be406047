/* libcurl's variadic calls, one function for each type of argument. */
#ifndef CSYSTEM_CURL_OPTIONS_H
#define CSYSTEM_CURL_OPTIONS_H

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <errno.h>
#include <stdbool.h>
#include <sys/socket.h>

static inline CURLcode csystem_easy_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode csystem_easy_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode csystem_easy_set_text(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode csystem_easy_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode csystem_easy_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}

/* libcurl copies the bytes. */
CURLcode csystem_easy_set_blob(CURL *easy, CURLoption option, const void *data, size_t size);

/* The URL that `location` names from `base`; free with csystem_free_bytes(). NULL where it names none. */
char *csystem_resolve_url(const char *base, const char *location);

/* Whether the authorities that libcurl was built to look for are there. */
bool csystem_has_default_authorities(void);

/* Whether libcurl would take it for the address of a proxy that it can speak to. */
bool csystem_is_proxy_url(const char *text);

/* Whether a SOCKS proxy could not connect to the host that it was asked for. */
bool csystem_proxy_found_nobody(CURL *easy);

/* Whether a connection that could not be made, as the message says, was one to a proxy rather than to this host. */
bool csystem_failed_at_proxy(CURL *easy, const char *message, const char *host);

typedef size_t (*csystem_curl_data_fn)(char *data, size_t size, size_t count, void *context);
static inline CURLcode csystem_easy_on_data(CURL *easy, CURLoption option, csystem_curl_data_fn fn) {
    return curl_easy_setopt(easy, option, fn);
}

typedef int (*csystem_curl_prereq_fn)(void *context, char *peer, char *local, int peer_port, int local_port);
static inline CURLcode csystem_easy_on_prereq(CURL *easy, csystem_curl_prereq_fn fn, void *context) {
    CURLcode status = curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, fn);
    return status != CURLE_OK ? status : curl_easy_setopt(easy, CURLOPT_PREREQDATA, context);
}

typedef curl_socket_t (*csystem_curl_open_fn)(void *context, curlsocktype purpose, struct curl_sockaddr *address);
static inline CURLcode csystem_easy_on_open(CURL *easy, csystem_curl_open_fn fn, void *context) {
    CURLcode status = curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, fn);
    return status != CURLE_OK ? status : curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, context);
}

/* A socket for an address of libcurl's, which a program that the host starts does not inherit; the error, negative, where there is none. */
static inline int csystem_socket_open(const struct curl_sockaddr *address) {
    const int descriptor = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    return descriptor >= 0 ? descriptor : -errno;
}

static inline long csystem_easy_get_long(CURL *easy, CURLINFO info) {
    long value = 0;
    return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}
static inline void *csystem_easy_get_private(CURL *easy) {
    char *value = NULL;
    return curl_easy_getinfo(easy, CURLINFO_PRIVATE, &value) == CURLE_OK ? value : NULL;
}

static inline CURLMcode csystem_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

typedef int (*csystem_curl_socket_fn)(CURL *easy, curl_socket_t socket, int what, void *context, void *socket_context);
typedef int (*csystem_curl_timer_fn)(CURLM *multi, long milliseconds, void *context);
/* Has libcurl say which sockets to watch, and when to look in again without one. */
CURLMcode csystem_multi_on_events(CURLM *multi, csystem_curl_socket_fn socket, csystem_curl_timer_fn timer, void *context);

/* The transfer whose end is next in the multi's queue of messages, NULL when there is none. */
static inline CURL *csystem_multi_next_done(CURLM *multi, CURLcode *code) {
    int left;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left)) != NULL) {
        if (message->msg == CURLMSG_DONE) {
            *code = message->data.result;
            return message->easy_handle;
        }
    }
    return NULL;
}

typedef void (*csystem_curl_lock_fn)(CURL *easy, curl_lock_data data, curl_lock_access access, void *context);
typedef void (*csystem_curl_unlock_fn)(CURL *easy, curl_lock_data data, void *context);
/* A share of name look-ups and TLS sessions; the caller gives the locks. */
CURLSH *csystem_share_new(csystem_curl_lock_fn lock, csystem_curl_unlock_fn unlock, void *context);

#endif
