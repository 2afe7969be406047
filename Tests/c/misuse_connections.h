/* A part of misuse.c: what is wrong to give the functions about connections and retries. */

OPTIONAL_TEXT_SETTER(osb_config_set_ca_directory, CONFIG)

MISUSE(osb_config_set_ca_bytes)
{
    WRONG_HANDLES(CONFIG, osb_config_set_ca_bytes(wrong, "pem", 3));
    INVALID(osb_config_set_ca_bytes(live[CONFIG], "pem", 0));
    INVALID(osb_config_set_ca_bytes(live[CONFIG], "pem", SIZE_MAX));
    INVALID(osb_config_set_ca_bytes(live[CONFIG], "pem", (16 << 20) + 1));
    VALID(osb_config_set_ca_bytes(live[CONFIG], "pem", 3));
    VALID(osb_config_set_ca_bytes(live[CONFIG], NULL, 3));
}

MISUSE(osb_config_set_client_certificate)
{
    WRONG_HANDLES(CONFIG, osb_config_set_client_certificate(wrong, "certificate.pem", "key.pem"));
    INVALID(osb_config_set_client_certificate(live[CONFIG], "", NULL));
    INVALID(osb_config_set_client_certificate(live[CONFIG], "certificate.pem", ""));
    EACH_NOT_UTF8(osb_config_set_client_certificate(live[CONFIG], *text, NULL));
    EACH_NOT_UTF8(osb_config_set_client_certificate(live[CONFIG], "certificate.pem", *text));
    VALID(osb_config_set_client_certificate(live[CONFIG], "certificate.pem", NULL));
    VALID(osb_config_set_client_certificate(live[CONFIG], NULL, NULL));
}

MISUSE(osb_config_set_min_tls_version)
{
    static const char *const none[] = {"", "1", "1.0", "1.1", "1.4", "TLS1.2", "1.2 ", "1.20"};
    WRONG_HANDLES(CONFIG, osb_config_set_min_tls_version(wrong, "1.3"));
    INVALID(osb_config_set_min_tls_version(live[CONFIG], NULL));
    EACH_NOT_UTF8(osb_config_set_min_tls_version(live[CONFIG], *text));
    EACH(const char *const, version, none) INVALID(osb_config_set_min_tls_version(live[CONFIG], *version));
    VALID(osb_config_set_min_tls_version(live[CONFIG], "1.3"));
    VALID(osb_config_set_min_tls_version(live[CONFIG], "1.2"));
}

MISUSE(osb_config_disable_tls_verification)
{
    osb_config *config = osb_config_new();
    WRONG_HANDLES(CONFIG, osb_config_disable_tls_verification(wrong));
    VALID(osb_config_disable_tls_verification(config));
    osb_config_free(config);
}

MISUSE(osb_config_set_proxy)
{
    WRONG_HANDLES(CONFIG, osb_config_set_proxy(wrong, "proxy:3128"));
    EACH_NOT_UTF8(osb_config_set_proxy(live[CONFIG], *text));
    EACH(const char *const, value, broken_values) INVALID(osb_config_set_proxy(live[CONFIG], *value));
    VALID(osb_config_set_proxy(live[CONFIG], "socks5h://proxy:1080"));
    VALID(osb_config_set_proxy(live[CONFIG], ""));
    VALID(osb_config_set_proxy(live[CONFIG], NULL));
}

MISUSE(osb_config_set_proxy_credentials)
{
    WRONG_HANDLES(CONFIG, osb_config_set_proxy_credentials(wrong, "user", "secret"));
    EACH_NOT_UTF8(osb_config_set_proxy_credentials(live[CONFIG], *text, "secret"));
    EACH_NOT_UTF8(osb_config_set_proxy_credentials(live[CONFIG], "user", *text));
    VALID(osb_config_set_proxy_credentials(live[CONFIG], "user", "se:cr\xC3\xA9t"));
    VALID(osb_config_set_proxy_credentials(live[CONFIG], "user", NULL));
    VALID(osb_config_set_proxy_credentials(live[CONFIG], NULL, NULL));
}

MISUSE(osb_config_set_no_proxy)
{
    WRONG_HANDLES(CONFIG, osb_config_set_no_proxy(wrong, "host"));
    EACH_NOT_UTF8(osb_config_set_no_proxy(live[CONFIG], *text));
    VALID(osb_config_set_no_proxy(live[CONFIG], ".example.com,10.0.0.1"));
    VALID(osb_config_set_no_proxy(live[CONFIG], ""));
    VALID(osb_config_set_no_proxy(live[CONFIG], NULL));
}

MISUSE(osb_config_set_idle_age)
{
    static const int64_t none[] = {-1, -2, INT64_MIN, INT64_MAX};
    WRONG_HANDLES(CONFIG, osb_config_set_idle_age(wrong, 1000));
    EACH(const int64_t, number, none) INVALID(osb_config_set_idle_age(live[CONFIG], *number));
    VALID(osb_config_set_idle_age(live[CONFIG], 0));
    VALID(osb_config_set_idle_age(live[CONFIG], 3000));
}

MISUSE(osb_config_set_keep_alive)
{
    static const int64_t none[] = {0, 1, 999, -2, INT64_MIN, INT64_MAX};
    WRONG_HANDLES(CONFIG, osb_config_set_keep_alive(wrong, 1000));
    EACH(const int64_t, number, none) INVALID(osb_config_set_keep_alive(live[CONFIG], *number));
    VALID(osb_config_set_keep_alive(live[CONFIG], -1));
    VALID(osb_config_set_keep_alive(live[CONFIG], 1000));
    VALID(osb_config_set_keep_alive(live[CONFIG], 60000));
}

MISUSE(osb_config_set_max_connections)
{
    static const int32_t none[] = {-1, -2, INT32_MIN};
    WRONG_HANDLES(CONFIG, osb_config_set_max_connections(wrong, 1, 1));
    EACH(const int32_t, number, none)
    {
        INVALID(osb_config_set_max_connections(live[CONFIG], *number, 1));
        INVALID(osb_config_set_max_connections(live[CONFIG], 1, *number));
    }
    VALID(osb_config_set_max_connections(live[CONFIG], INT32_MAX, INT32_MAX));
    VALID(osb_config_set_max_connections(live[CONFIG], 1, 0));
    VALID(osb_config_set_max_connections(live[CONFIG], 0, 0));
}

TRUTH_SETTER(osb_config_set_http2, CONFIG)

MISUSE(osb_config_set_max_redirects)
{
    static const int32_t none[] = {-1, 21, INT32_MIN, INT32_MAX};
    WRONG_HANDLES(CONFIG, osb_config_set_max_redirects(wrong, 1));
    EACH(const int32_t, number, none) INVALID(osb_config_set_max_redirects(live[CONFIG], *number));
    VALID(osb_config_set_max_redirects(live[CONFIG], 20));
    VALID(osb_config_set_max_redirects(live[CONFIG], 0));
}

MISUSE(osb_config_set_limit)
{
    static const osb_limit none[] = {0, 6, -1, INT32_MIN, INT32_MAX};
    static const osb_limit all[] = {OSB_LIMIT_BODY, OSB_LIMIT_HEAD, OSB_LIMIT_LINE, OSB_LIMIT_EVENT, OSB_LIMIT_PAGE};
    osb_config *config = osb_config_new();
    WRONG_HANDLES(CONFIG, osb_config_set_limit(wrong, OSB_LIMIT_BODY, 4096));
    EACH(const osb_limit, which, none) INVALID(osb_config_set_limit(config, *which, 4096));
    EACH(const osb_limit, which, all)
    {
        INVALID(osb_config_set_limit(config, *which, 0));
        INVALID(osb_config_set_limit(config, *which, (1 << 30) + 1));
        INVALID(osb_config_set_limit(config, *which, SIZE_MAX));
        VALID(osb_config_set_limit(config, *which, 1024));
        VALID(osb_config_set_limit(config, *which, 1 << 30));
        CHECK_INT(osb_config_set_limit(config, *which, 1023), *which == OSB_LIMIT_PAGE ? OSB_OK : OSB_ERR_INVALID_ARGUMENT);
    }
    osb_config_free(config);
}

MISUSE(osb_config_set_tries)
{
    static const int32_t none[] = {0, -1, 21, INT32_MIN, INT32_MAX};
    WRONG_HANDLES(CONFIG, osb_config_set_tries(wrong, 3));
    EACH(const int32_t, number, none) INVALID(osb_config_set_tries(live[CONFIG], *number));
    VALID(osb_config_set_tries(live[CONFIG], 20));
    VALID(osb_config_set_tries(live[CONFIG], 1));
}

MISUSE(osb_config_set_retry_pause)
{
    static const int64_t none[] = {0, -1, 3600001, INT64_MIN, INT64_MAX};
    WRONG_HANDLES(CONFIG, osb_config_set_retry_pause(wrong, 1, 1));
    EACH(const int64_t, number, none)
    {
        INVALID(osb_config_set_retry_pause(live[CONFIG], *number, 3600000));
        INVALID(osb_config_set_retry_pause(live[CONFIG], 1, *number));
    }
    INVALID(osb_config_set_retry_pause(live[CONFIG], 2, 1));
    VALID(osb_config_set_retry_pause(live[CONFIG], 1, 3600000));
    VALID(osb_config_set_retry_pause(live[CONFIG], 500, 30000));
}

static void no_retry(int32_t tried, int64_t pause, const osb_error *error, void *user_data)
{
    (void)tried, (void)pause, (void)error, (void)user_data;
}

CALLBACK_SETTER(osb_config_on_retry, CONFIG, no_retry)
