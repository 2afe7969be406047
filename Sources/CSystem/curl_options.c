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
