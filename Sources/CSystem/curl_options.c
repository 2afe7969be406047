#include "CSystem.h"

CURLSH *csystem_share_new(csystem_curl_lock_fn lock, csystem_curl_unlock_fn unlock, void *context) {
    CURLSH *share = curl_share_init();
    if (share == NULL) return NULL;
    const int failed = curl_share_setopt(share, CURLSHOPT_LOCKFUNC, lock) != CURLSHE_OK
        || curl_share_setopt(share, CURLSHOPT_UNLOCKFUNC, unlock) != CURLSHE_OK
        || curl_share_setopt(share, CURLSHOPT_USERDATA, context) != CURLSHE_OK
        || curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS) != CURLSHE_OK
        || curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION) != CURLSHE_OK;
    if (failed) {
        curl_share_cleanup(share);
        return NULL;
    }
    return share;
}

CURLMcode csystem_multi_on_events(CURLM *multi, csystem_curl_socket_fn socket, csystem_curl_timer_fn timer, void *context) {
    CURLMcode status = curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, socket);
    if (status == CURLM_OK) status = curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
    if (status == CURLM_OK) status = curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, timer);
    if (status == CURLM_OK) status = curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
    return status;
}

CURLcode csystem_easy_set_blob(CURL *easy, CURLoption option, const void *data, size_t size) {
    struct curl_blob blob = { .data = (void *)data, .len = size, .flags = CURL_BLOB_COPY };
    return curl_easy_setopt(easy, option, &blob);
}

bool csystem_has_default_authorities(void) {
    const curl_version_info_data *version = curl_version_info(CURLVERSION_NOW);
    if (version->age < CURLVERSION_SEVENTH) return false;
    /* Without its file libcurl fails, whatever the directory holds. */
    const char *place = version->cainfo != NULL ? version->cainfo : version->capath;
    return place != NULL && access(place, R_OK) == 0;
}

bool csystem_is_proxy_url(const char *text) {
    static const char *const schemes[] = { "http", "https", "socks4", "socks4a", "socks5", "socks5h" };
    CURLU *url = curl_url();
    char *scheme = NULL;
    bool is_known = false;
    /* As libcurl reads it. */
    if (url != NULL && curl_url_set(url, CURLUPART_URL, text, CURLU_NON_SUPPORT_SCHEME | CURLU_GUESS_SCHEME) == CURLUE_OK
        && curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK)
        for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) is_known |= strcasecmp(scheme, schemes[i]) == 0;
    curl_free(scheme);
    curl_url_cleanup(url);
    return is_known;
}

bool csystem_proxy_found_nobody(CURL *easy) {
    switch (csystem_easy_get_long(easy, CURLINFO_PROXY_ERROR)) {
    case CURLPX_REPLY_CONNECTION_REFUSED:
    case CURLPX_REPLY_GENERAL_SERVER_FAILURE:
    case CURLPX_REPLY_HOST_UNREACHABLE:
    case CURLPX_REPLY_NETWORK_UNREACHABLE:
    case CURLPX_REPLY_TTL_EXPIRED: return true;
    default: return false;
    }
}

bool csystem_failed_at_proxy(CURL *easy, const char *message, const char *host) {
    enum { USED_PROXY = CURLINFO_LONG + 66 }; /* CURLINFO_USED_PROXY, which headers have since 8.7 */
    static const char beginning[] = "Failed to connect to ";
    const size_t length = strlen(host);
    long used = 0;
    if (curl_easy_getinfo(easy, (CURLINFO)USED_PROXY, &used) == CURLE_OK) return used != 0;
    if (strncmp(message, beginning, sizeof beginning - 1) != 0) return false;
    message += sizeof beginning - 1;
    return strncasecmp(message, host, length) != 0 || strncmp(message + length, " port ", 6) != 0;
}

char *csystem_resolve_url(const char *base, const char *location) {
    CURLU *url = curl_url();
    char *text = NULL, *copy = NULL;
    if (url != NULL && curl_url_set(url, CURLUPART_URL, base, 0) == CURLUE_OK && curl_url_set(url, CURLUPART_URL, location, 0) == CURLUE_OK
        && curl_url_get(url, CURLUPART_URL, &text, 0) == CURLUE_OK)
        copy = strdup(text);
    curl_free(text);
    curl_url_cleanup(url);
    return copy;
}
