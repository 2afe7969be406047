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
    const bool tells = version->age >= CURLVERSION_SEVENTH;
    return tells && ((version->cainfo != NULL && access(version->cainfo, R_OK) == 0) || (version->capath != NULL && access(version->capath, R_OK) == 0));
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
