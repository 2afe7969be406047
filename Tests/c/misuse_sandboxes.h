/* A part of misuse.c: what is wrong to give the functions about sandboxes, their options and their server. */

/* A call with &error and a handle `wrong` among its arguments. */
#define WRONG_CALLS(kind, call) EACH_WRONG(kind, wrong) REFUSED(call, OSB_ERR_INVALID_HANDLE, NULL)
/* The same where NULL is fine. */
#define WRONG_OPTIONS(kind, call) \
    EACH_WRONG(kind, wrong)       \
        if (wrong)                \
            REFUSED(call, OSB_ERR_INVALID_HANDLE, NULL)
#define WRONG_ARGUMENT(call, field) REFUSED(call, OSB_ERR_INVALID_ARGUMENT, field)

static const int32_t no_ports[] = {0, -1, -2, 65536, 65536 + 80, INT32_MIN, INT32_MAX};
static const char *const no_paths[] = {
    "", "a", "http://host/", "/a b", "/a\n", "/\x7f", "/h\xc3\xb6he", "/a#b", "/..", "/../v1", "/a/../b", "/./a", "/a/.", "/%2e%2E/a", "/.%2e", "/%2e",
};
static const char *const good_paths[] = {"/", "/a/b?c=../d", "/...", "/.a", "/a..", "//", "/%20", "/%2ea"};

#define NEW(function, free)            \
    MISUSE(function)                   \
    {                                  \
        void *made = function();       \
        CHECK(made != NULL);           \
        free(made);                    \
    }
/* A setter of one text that must not be empty. */
#define TEXT_SETTER(function, kind)                               \
    MISUSE(function)                                              \
    {                                                             \
        WRONG_HANDLES(kind, function(wrong, "text"));             \
        INVALID(function(live[kind], NULL));                      \
        INVALID(function(live[kind], ""));                        \
        EACH_NOT_UTF8(function(live[kind], *text));               \
    }
/* The same, and NULL takes it back. */
#define OPTIONAL_TEXT_SETTER(function, kind)                      \
    MISUSE(function)                                              \
    {                                                             \
        WRONG_HANDLES(kind, function(wrong, "text"));             \
        INVALID(function(live[kind], ""));                        \
        EACH_NOT_UTF8(function(live[kind], *text));               \
        VALID(function(live[kind], NULL));                        \
    }
/* A setter of a name and its value, NULL removing it. */
#define PAIR_SETTER(function, kind)                               \
    MISUSE(function)                                              \
    {                                                             \
        WRONG_HANDLES(kind, function(wrong, "name", "value"));    \
        INVALID(function(live[kind], NULL, "value"));             \
        INVALID(function(live[kind], "", "value"));               \
        INVALID(function(live[kind], "", NULL));                  \
        EACH_NOT_UTF8(function(live[kind], *text, "value"));      \
        EACH_NOT_UTF8(function(live[kind], "name", *text));       \
        VALID(function(live[kind], "never-set", NULL));           \
    }
/* Two texts that come together or not at all. */
#define COUPLE_SETTER(function, kind)                             \
    MISUSE(function)                                              \
    {                                                             \
        WRONG_HANDLES(kind, function(wrong, "one", "two"));       \
        INVALID(function(live[kind], NULL, "two"));               \
        INVALID(function(live[kind], "one", NULL));               \
        INVALID(function(live[kind], "", "two"));                 \
        INVALID(function(live[kind], "one", ""));                 \
        EACH_NOT_UTF8(function(live[kind], *text, "two"));        \
        EACH_NOT_UTF8(function(live[kind], "one", *text));        \
        VALID(function(live[kind], NULL, NULL));                  \
    }
#define INTERVAL_SETTER(function, kind)                                                          \
    MISUSE(function)                                                                             \
    {                                                                                            \
        static const int64_t none[] = {0, -1, -2, 3600001, INT64_MIN, INT64_MAX};                \
        WRONG_HANDLES(kind, function(wrong, 200));                                               \
        EACH(const int64_t, number, none) INVALID(function(live[kind], *number));                \
        VALID(function(live[kind], 1));                                                          \
    }
#define HTTP_PROBE_SETTER(function, kind)                                                        \
    MISUSE(function)                                                                             \
    {                                                                                            \
        WRONG_HANDLES(kind, function(wrong, 80, "/"));                                           \
        EACH(const int32_t, port, no_ports) INVALID(function(live[kind], *port, "/"));           \
        INVALID(function(live[kind], 80, NULL));                                                 \
        EACH_NOT_UTF8(function(live[kind], 80, *text));                                          \
        EACH(const char *const, path, no_paths) INVALID(function(live[kind], 80, *path));        \
        EACH(const char *const, path, good_paths) VALID(function(live[kind], 80, *path));        \
    }
#define PORT_SETTER(function, kind)                                                              \
    MISUSE(function)                                                                             \
    {                                                                                            \
        WRONG_HANDLES(kind, function(wrong, 80));                                                \
        EACH(const int32_t, port, no_ports)                                                      \
            if (*port != -1)                                                                     \
                INVALID(function(live[kind], *port));                                            \
        VALID(function(live[kind], 65535));                                                      \
        VALID(function(live[kind], 44772));                                                      \
    }

/* ---- Config ---- */

TRUTH_SETTER(osb_config_set_skip_access_renew, CONFIG)
PORT_SETTER(osb_config_set_daemon_port, CONFIG)

MISUSE(osb_config_set_key_header)
{
    static const char *const names[] = {"", "a b", "a:", "a\r\nb", "Host", "content-type", "h\xc3\xb6he"};
    WRONG_HANDLES(CONFIG, osb_config_set_key_header(wrong, "X-API-Key"));
    EACH_NOT_UTF8(osb_config_set_key_header(live[CONFIG], *text));
    EACH(const char *const, name, names) INVALID(osb_config_set_key_header(live[CONFIG], *name));
    VALID(osb_config_set_key_header(live[CONFIG], "X-API-Key"));
    VALID(osb_config_set_key_header(live[CONFIG], "open-sandbox-api-key"));
    VALID(osb_config_set_key_header(live[CONFIG], NULL));
}

MISUSE(osb_config_set_host_rewrite)
{
    static const char *const none[] = {"", "a/b", "a/", "/", "http://a", "user@a", "a:0", "a:65536", "a b", "[::1", "a?b"};
    WRONG_HANDLES(CONFIG, osb_config_set_host_rewrite(wrong, "a", "b"));
    INVALID(osb_config_set_host_rewrite(live[CONFIG], NULL, "b"));
    EACH_NOT_UTF8(osb_config_set_host_rewrite(live[CONFIG], *text, "b"));
    EACH_NOT_UTF8(osb_config_set_host_rewrite(live[CONFIG], "a", *text));
    EACH(const char *const, host, none)
    {
        INVALID(osb_config_set_host_rewrite(live[CONFIG], *host, "b"));
        INVALID(osb_config_set_host_rewrite(live[CONFIG], "a", *host));
    }
    VALID(osb_config_set_host_rewrite(live[CONFIG], "never-set", NULL));
}

MISUSE(osb_config_set_endpoint_lifetime)
{
    WRONG_HANDLES(CONFIG, osb_config_set_endpoint_lifetime(wrong, 1));
    EACH(const int64_t, number, no_durations) INVALID(osb_config_set_endpoint_lifetime(live[CONFIG], *number));
    VALID(osb_config_set_endpoint_lifetime(live[CONFIG], 0));
    VALID(osb_config_set_endpoint_lifetime(live[CONFIG], -1));
}

MISUSE(osb_config_set_endpoint_limit)
{
    static const size_t none[] = {1000001, SIZE_MAX / 2 + 1, SIZE_MAX};
    WRONG_HANDLES(CONFIG, osb_config_set_endpoint_limit(wrong, 1));
    EACH(const size_t, number, none) INVALID(osb_config_set_endpoint_limit(live[CONFIG], *number));
    VALID(osb_config_set_endpoint_limit(live[CONFIG], 0));
    VALID(osb_config_set_endpoint_limit(live[CONFIG], 1000000));
}

/* ---- Create options ---- */

TRUTH_SETTER(osb_create_options_set_credential_proxy, CREATE_OPTIONS)
TRUTH_SETTER(osb_create_options_set_secure_access, CREATE_OPTIONS)
TRUTH_SETTER(osb_create_options_set_create_id, CREATE_OPTIONS)
COUPLE_SETTER(osb_create_options_set_registry_auth, CREATE_OPTIONS)
COUPLE_SETTER(osb_create_options_set_platform, CREATE_OPTIONS)
OPTIONAL_TEXT_SETTER(osb_create_options_set_snapshot, CREATE_OPTIONS)
OPTIONAL_TEXT_SETTER(osb_create_options_set_template, CREATE_OPTIONS)
OPTIONAL_TEXT_SETTER(osb_create_options_set_pool, CREATE_OPTIONS)
PAIR_SETTER(osb_create_options_set_resource_request, CREATE_OPTIONS)
PAIR_SETTER(osb_create_options_set_extension, CREATE_OPTIONS)
HTTP_PROBE_SETTER(osb_create_options_set_http_probe, CREATE_OPTIONS)

MISUSE(osb_create_options_set_tcp_probe)
{
    WRONG_HANDLES(CREATE_OPTIONS, osb_create_options_set_tcp_probe(wrong, 80));
    EACH(const int32_t, port, no_ports) INVALID(osb_create_options_set_tcp_probe(live[CREATE_OPTIONS], *port));
}

MISUSE(osb_create_options_set_network_policy)
{
    WRONG_HANDLES(CREATE_OPTIONS, osb_create_options_set_network_policy(wrong, live[NETWORK_POLICY]));
    EACH_WRONG(NETWORK_POLICY, wrong)
        if (wrong)
            CHECK_INT(osb_create_options_set_network_policy(live[CREATE_OPTIONS], wrong), OSB_ERR_INVALID_HANDLE);
    VALID(osb_create_options_set_network_policy(live[CREATE_OPTIONS], NULL));
}

MISUSE(osb_create_options_add_volume)
{
    WRONG_HANDLES(CREATE_OPTIONS, osb_create_options_add_volume(wrong, live[VOLUME]));
    WRONG_HANDLES(VOLUME, osb_create_options_add_volume(live[CREATE_OPTIONS], wrong));
}

MISUSE(osb_create_options_set_pre_start)
{
    WRONG_HANDLES(CREATE_OPTIONS, osb_create_options_set_pre_start(wrong, live[HOOK]));
    EACH_WRONG(HOOK, wrong)
        if (wrong)
            CHECK_INT(osb_create_options_set_pre_start(live[CREATE_OPTIONS], wrong), OSB_ERR_INVALID_HANDLE);
    VALID(osb_create_options_set_pre_start(live[CREATE_OPTIONS], NULL));
}

MISUSE(osb_create_options_add_periodic)
{
    WRONG_HANDLES(CREATE_OPTIONS, osb_create_options_add_periodic(wrong, live[HOOK]));
    WRONG_HANDLES(HOOK, osb_create_options_add_periodic(live[CREATE_OPTIONS], wrong));
}

MISUSE(osb_create_options_set_renew_on_access)
{
    static const int64_t none[] = {0, 1, -2, 299999, 86400001, INT64_MIN, INT64_MAX};
    WRONG_HANDLES(CREATE_OPTIONS, osb_create_options_set_renew_on_access(wrong, 300000));
    EACH(const int64_t, number, none) INVALID(osb_create_options_set_renew_on_access(live[CREATE_OPTIONS], *number));
    VALID(osb_create_options_set_renew_on_access(live[CREATE_OPTIONS], 86400000));
    VALID(osb_create_options_set_renew_on_access(live[CREATE_OPTIONS], -1));
}

/* ---- Volume, network policy, hook ---- */

NEW(osb_volume_new, osb_volume_free)
FREE(osb_volume_free, VOLUME)
TEXT_SETTER(osb_volume_set_name, VOLUME)
TRUTH_SETTER(osb_volume_set_read_only, VOLUME)
OPTIONAL_TEXT_SETTER(osb_volume_set_sub_path, VOLUME)
TEXT_SETTER(osb_volume_set_host, VOLUME)
TEXT_SETTER(osb_volume_set_claim, VOLUME)

MISUSE(osb_volume_set_mount_path)
{
    WRONG_HANDLES(VOLUME, osb_volume_set_mount_path(wrong, "/mnt"));
    INVALID(osb_volume_set_mount_path(live[VOLUME], NULL));
    INVALID(osb_volume_set_mount_path(live[VOLUME], ""));
    INVALID(osb_volume_set_mount_path(live[VOLUME], "mnt"));
    EACH_NOT_UTF8(osb_volume_set_mount_path(live[VOLUME], *text));
}

/* What a claim or a bucket is to be changed in has to have one. */
static osb_volume *fresh;

#define WITH_FRESH_VOLUME for (fresh = osb_volume_new(); fresh; osb_volume_free(fresh), fresh = NULL)

MISUSE(osb_volume_set_claim_create)
{
    WRONG_HANDLES(VOLUME, osb_volume_set_claim_create(wrong, 1));
    WITH_FRESH_VOLUME
    {
        INVALID(osb_volume_set_claim_create(fresh, 1));
        VALID(osb_volume_set_claim(fresh, "claim"));
        EACH(const int32_t, number, no_truths) INVALID(osb_volume_set_claim_create(fresh, *number));
        VALID(osb_volume_set_claim_create(fresh, 0));
    }
}

MISUSE(osb_volume_set_claim_delete)
{
    WRONG_HANDLES(VOLUME, osb_volume_set_claim_delete(wrong, 1));
    WITH_FRESH_VOLUME
    {
        INVALID(osb_volume_set_claim_delete(fresh, 1));
        VALID(osb_volume_set_claim(fresh, "claim"));
        EACH(const int32_t, number, no_truths) INVALID(osb_volume_set_claim_delete(fresh, *number));
        VALID(osb_volume_set_claim_delete(fresh, 1));
    }
}

MISUSE(osb_volume_set_claim_storage)
{
    WRONG_HANDLES(VOLUME, osb_volume_set_claim_storage(wrong, "class", "1Gi"));
    WITH_FRESH_VOLUME
    {
        INVALID(osb_volume_set_claim_storage(fresh, NULL, NULL));
        VALID(osb_volume_set_claim(fresh, "claim"));
        INVALID(osb_volume_set_claim_storage(fresh, "", "1Gi"));
        INVALID(osb_volume_set_claim_storage(fresh, "class", ""));
        EACH_NOT_UTF8(osb_volume_set_claim_storage(fresh, *text, NULL));
        EACH_NOT_UTF8(osb_volume_set_claim_storage(fresh, NULL, *text));
        VALID(osb_volume_set_claim_storage(fresh, NULL, NULL));
    }
}

MISUSE(osb_volume_add_claim_access_mode)
{
    WRONG_HANDLES(VOLUME, osb_volume_add_claim_access_mode(wrong, "ReadWriteOnce"));
    WITH_FRESH_VOLUME
    {
        INVALID(osb_volume_add_claim_access_mode(fresh, "ReadWriteOnce"));
        VALID(osb_volume_set_claim(fresh, "claim"));
        INVALID(osb_volume_add_claim_access_mode(fresh, NULL));
        INVALID(osb_volume_add_claim_access_mode(fresh, ""));
        EACH_NOT_UTF8(osb_volume_add_claim_access_mode(fresh, *text));
    }
}

MISUSE(osb_volume_set_bucket)
{
    WRONG_HANDLES(VOLUME, osb_volume_set_bucket(wrong, "bucket", "endpoint", "id", "secret"));
    WITH_FRESH_VOLUME
    {
        for (int field = 0; field < 4; field++) {
            const char *const wrongs[] = {NULL, "", "\xff"};
            EACH(const char *const, wrong, wrongs)
            {
                const char *fields[] = {"bucket", "endpoint", "id", "secret"};
                fields[field] = *wrong;
                INVALID(osb_volume_set_bucket(fresh, fields[0], fields[1], fields[2], fields[3]));
            }
        }
        INVALID(osb_volume_set_bucket_version(fresh, "2.0")); /* there is still none */
    }
}

MISUSE(osb_volume_set_bucket_version)
{
    WRONG_HANDLES(VOLUME, osb_volume_set_bucket_version(wrong, "1.0"));
    WITH_FRESH_VOLUME
    {
        INVALID(osb_volume_set_bucket_version(fresh, "1.0"));
        VALID(osb_volume_set_bucket(fresh, "bucket", "endpoint", "id", "secret"));
        INVALID(osb_volume_set_bucket_version(fresh, NULL));
        INVALID(osb_volume_set_bucket_version(fresh, ""));
        EACH_NOT_UTF8(osb_volume_set_bucket_version(fresh, *text));
    }
}

MISUSE(osb_volume_add_bucket_option)
{
    WRONG_HANDLES(VOLUME, osb_volume_add_bucket_option(wrong, "option"));
    WITH_FRESH_VOLUME
    {
        INVALID(osb_volume_add_bucket_option(fresh, "option"));
        VALID(osb_volume_set_bucket(fresh, "bucket", "endpoint", "id", "secret"));
        INVALID(osb_volume_add_bucket_option(fresh, NULL));
        INVALID(osb_volume_add_bucket_option(fresh, ""));
        EACH_NOT_UTF8(osb_volume_add_bucket_option(fresh, *text));
    }
}

static const osb_network_action no_actions[] = {0, 3, -1, INT32_MIN, INT32_MAX};

NEW(osb_network_policy_new, osb_network_policy_free)
FREE(osb_network_policy_free, NETWORK_POLICY)

MISUSE(osb_network_policy_set_default)
{
    WRONG_HANDLES(NETWORK_POLICY, osb_network_policy_set_default(wrong, OSB_NETWORK_DENY));
    EACH(const osb_network_action, action, no_actions) INVALID(osb_network_policy_set_default(live[NETWORK_POLICY], *action));
}

MISUSE(osb_network_policy_add_rule)
{
    WRONG_HANDLES(NETWORK_POLICY, osb_network_policy_add_rule(wrong, OSB_NETWORK_DENY, "host"));
    EACH(const osb_network_action, action, no_actions) INVALID(osb_network_policy_add_rule(live[NETWORK_POLICY], *action, "host"));
    INVALID(osb_network_policy_add_rule(live[NETWORK_POLICY], OSB_NETWORK_ALLOW, NULL));
    INVALID(osb_network_policy_add_rule(live[NETWORK_POLICY], OSB_NETWORK_ALLOW, ""));
    EACH_NOT_UTF8(osb_network_policy_add_rule(live[NETWORK_POLICY], OSB_NETWORK_ALLOW, *text));
}

NEW(osb_hook_new, osb_hook_free)
FREE(osb_hook_free, HOOK)
TEXT_SETTER(osb_hook_set_name, HOOK)
TEXT_SETTER(osb_hook_set_schedule, HOOK)
LIMIT_SETTER(osb_hook_set_timeout, HOOK, OSB_ERR_INVALID_ARGUMENT)

MISUSE(osb_hook_add_argument)
{
    WRONG_HANDLES(HOOK, osb_hook_add_argument(wrong, "sh"));
    INVALID(osb_hook_add_argument(live[HOOK], NULL));
    EACH_NOT_UTF8(osb_hook_add_argument(live[HOOK], *text));
}

/* ---- Connect options, metadata patch, filter ---- */

NEW(osb_connect_options_new, osb_connect_options_free)
FREE(osb_connect_options_free, CONNECT_OPTIONS)
LIMIT_SETTER(osb_connect_options_set_ready_timeout, CONNECT_OPTIONS, OSB_ERR_INVALID_ARGUMENT)
INTERVAL_SETTER(osb_connect_options_set_poll_interval, CONNECT_OPTIONS)
TRUTH_SETTER(osb_connect_options_set_skip_health_check, CONNECT_OPTIONS)
CALLBACK_SETTER(osb_connect_options_on_health_check, CONNECT_OPTIONS, no_health)
HTTP_PROBE_SETTER(osb_connect_options_set_http_probe, CONNECT_OPTIONS)
PORT_SETTER(osb_connect_options_set_daemon_port, CONNECT_OPTIONS)

MISUSE(osb_connect_options_set_tcp_probe)
{
    WRONG_HANDLES(CONNECT_OPTIONS, osb_connect_options_set_tcp_probe(wrong, 80));
    EACH(const int32_t, port, no_ports) INVALID(osb_connect_options_set_tcp_probe(live[CONNECT_OPTIONS], *port));
}

NEW(osb_metadata_patch_new, osb_metadata_patch_free)
FREE(osb_metadata_patch_free, METADATA_PATCH)
PAIR_SETTER(osb_metadata_patch_set, METADATA_PATCH)

NEW(osb_sandbox_filter_new, osb_sandbox_filter_free)
FREE(osb_sandbox_filter_free, SANDBOX_FILTER)
TEXT_SETTER(osb_sandbox_filter_add_state_text, SANDBOX_FILTER)
PAIR_SETTER(osb_sandbox_filter_set_metadata, SANDBOX_FILTER)

MISUSE(osb_sandbox_filter_add_state)
{
    static const osb_sandbox_state none[] = {OSB_STATE_UNKNOWN, 9, -1, INT32_MIN, INT32_MAX};
    WRONG_HANDLES(SANDBOX_FILTER, osb_sandbox_filter_add_state(wrong, OSB_STATE_RUNNING));
    EACH(const osb_sandbox_state, state, none) INVALID(osb_sandbox_filter_add_state(live[SANDBOX_FILTER], *state));
}

MISUSE(osb_sandbox_filter_set_page)
{
    static const int32_t none[] = {0, -1, INT32_MIN};
    WRONG_HANDLES(SANDBOX_FILTER, osb_sandbox_filter_set_page(wrong, 1));
    EACH(const int32_t, page, none) INVALID(osb_sandbox_filter_set_page(live[SANDBOX_FILTER], *page));
    VALID(osb_sandbox_filter_set_page(live[SANDBOX_FILTER], INT32_MAX));
    VALID(osb_sandbox_filter_set_page(live[SANDBOX_FILTER], 1));
}

MISUSE(osb_sandbox_filter_set_page_size)
{
    static const int32_t none[] = {0, -1, 201, INT32_MIN, INT32_MAX};
    WRONG_HANDLES(SANDBOX_FILTER, osb_sandbox_filter_set_page_size(wrong, 1));
    EACH(const int32_t, size, none) INVALID(osb_sandbox_filter_set_page_size(live[SANDBOX_FILTER], *size));
    VALID(osb_sandbox_filter_set_page_size(live[SANDBOX_FILTER], 200));
}

/* ---- Sandbox ---- */

MISUSE(osb_sandbox_connect)
{
    osb_sandbox *out = (void *)untouched;
    osb_error *error = NULL;
    WRONG_CALLS(CLIENT, osb_sandbox_connect(wrong, "sb-1", NULL, NULL, &out, &error));
    WRONG_OPTIONS(CONNECT_OPTIONS, osb_sandbox_connect(live[CLIENT], "sb-1", wrong, NULL, &out, &error));
    WRONG_OPTIONS(CANCEL, osb_sandbox_connect(live[CLIENT], "sb-1", NULL, wrong, &out, &error));
    WRONG_ARGUMENT(osb_sandbox_connect(live[CLIENT], NULL, NULL, NULL, &out, &error), "id");
    WRONG_ARGUMENT(osb_sandbox_connect(live[CLIENT], "", NULL, NULL, &out, &error), "id");
    EACH(const char *const, text, not_utf8) WRONG_ARGUMENT(osb_sandbox_connect(live[CLIENT], *text, NULL, NULL, &out, &error), "id");
    WRONG_ARGUMENT(osb_sandbox_connect(live[CLIENT], "sb-1", NULL, NULL, NULL, &error), "out");
    CHECK(out == (void *)untouched);
}

MISUSE(osb_sandbox_connect_paused)
{
    osb_sandbox *out = (void *)untouched;
    osb_error *error = NULL;
    WRONG_CALLS(CLIENT, osb_sandbox_connect_paused(wrong, "sb-1", NULL, NULL, &out, &error));
    WRONG_OPTIONS(CONNECT_OPTIONS, osb_sandbox_connect_paused(live[CLIENT], "sb-1", wrong, NULL, &out, &error));
    WRONG_OPTIONS(CANCEL, osb_sandbox_connect_paused(live[CLIENT], "sb-1", NULL, wrong, &out, &error));
    WRONG_ARGUMENT(osb_sandbox_connect_paused(live[CLIENT], NULL, NULL, NULL, &out, &error), "id");
    WRONG_ARGUMENT(osb_sandbox_connect_paused(live[CLIENT], "", NULL, NULL, &out, &error), "id");
    EACH(const char *const, text, not_utf8) WRONG_ARGUMENT(osb_sandbox_connect_paused(live[CLIENT], *text, NULL, NULL, &out, &error), "id");
    WRONG_ARGUMENT(osb_sandbox_connect_paused(live[CLIENT], "sb-1", NULL, NULL, NULL, &error), "out");
    CHECK(out == (void *)untouched);
}

MISUSE(osb_sandbox_attach)
{
    osb_sandbox *out = (void *)untouched;
    osb_error *error = NULL;
    WRONG_CALLS(CLIENT, osb_sandbox_attach(wrong, "sb-1", &out, &error));
    WRONG_ARGUMENT(osb_sandbox_attach(live[CLIENT], NULL, &out, &error), "id");
    WRONG_ARGUMENT(osb_sandbox_attach(live[CLIENT], "", &out, &error), "id");
    EACH(const char *const, text, not_utf8) WRONG_ARGUMENT(osb_sandbox_attach(live[CLIENT], *text, &out, &error), "id");
    WRONG_ARGUMENT(osb_sandbox_attach(live[CLIENT], "sb-1", NULL, &error), "out");
    CHECK(out == (void *)untouched);
}

/* A call of a sandbox, a cancel and an error. */
#define PLAIN_CALL(function)                                                  \
    MISUSE(function)                                                          \
    {                                                                         \
        osb_error *error = NULL;                                              \
        WRONG_CALLS(SANDBOX, function(wrong, NULL, &error));                  \
        WRONG_OPTIONS(CANCEL, function(live[SANDBOX], wrong, &error));        \
        CHECK_INT(function(NULL, NULL, NULL), OSB_ERR_INVALID_HANDLE);        \
    }

PLAIN_CALL(osb_sandbox_pause)
PLAIN_CALL(osb_sandbox_resume)

/* On the shared sandbox's own handle a wrong call must not release it, which the tests after this one would notice. */
PLAIN_CALL(osb_sandbox_destroy)

MISUSE(osb_sandbox_renew)
{
    static const int64_t none[] = {0, -1, -2, INT64_MIN, INT64_MAX};
    int64_t out = 77;
    osb_error *error = NULL;
    WRONG_CALLS(SANDBOX, osb_sandbox_renew(wrong, 60000, NULL, &out, &error));
    WRONG_OPTIONS(CANCEL, osb_sandbox_renew(live[SANDBOX], 60000, wrong, &out, &error));
    EACH(const int64_t, number, none) WRONG_ARGUMENT(osb_sandbox_renew(live[SANDBOX], *number, NULL, &out, &error), "milliseconds");
    CHECK_INT(out, 77);
}

static void no_renewal(osb_sandbox *sandbox, const osb_error *error, void *user_data)
{
    (void)sandbox, (void)error, (void)user_data;
}

MISUSE(osb_sandbox_set_auto_renew)
{
    static const int64_t none[] = {0, 1, 999, -2, INT64_MIN, INT64_MAX};
    osb_error *error = NULL;
    releases = 0;
    WRONG_CALLS(SANDBOX, osb_sandbox_set_auto_renew(wrong, 60000, no_renewal, NULL, count_release, &error));
    EACH(const int64_t, number, none)
        WRONG_ARGUMENT(osb_sandbox_set_auto_renew(live[SANDBOX], *number, no_renewal, NULL, count_release, &error), "milliseconds");
    CHECK_INT(releases, 0);
    CHECK_INT(osb_sandbox_set_auto_renew(live[SANDBOX], -1, NULL, NULL, count_release, &error), OSB_OK);
    CHECK_INT(releases, 1);
}

MISUSE(osb_sandbox_renewal_error)
{
    EACH_WRONG(SANDBOX, wrong) CHECK(osb_sandbox_renewal_error(wrong) == NULL);
}

MISUSE(osb_sandbox_wait_for_state)
{
    static const osb_sandbox_state none[] = {OSB_STATE_UNKNOWN, 9, -1, INT32_MIN, INT32_MAX};
    osb_error *error = NULL;
    WRONG_CALLS(SANDBOX, osb_sandbox_wait_for_state(wrong, OSB_STATE_RUNNING, 0, NULL, &error));
    WRONG_OPTIONS(CANCEL, osb_sandbox_wait_for_state(live[SANDBOX], OSB_STATE_RUNNING, 0, wrong, &error));
    EACH(const osb_sandbox_state, state, none)
        WRONG_ARGUMENT(osb_sandbox_wait_for_state(live[SANDBOX], *state, 0, NULL, &error), "state");
    EACH(const int64_t, number, no_durations)
        WRONG_ARGUMENT(osb_sandbox_wait_for_state(live[SANDBOX], OSB_STATE_RUNNING, *number, NULL, &error), "timeout");
}

MISUSE(osb_sandbox_patch_metadata)
{
    osb_sandbox_info *out = (void *)untouched;
    osb_error *error = NULL;
    osb_metadata_patch *bad = osb_metadata_patch_new();
    VALID(osb_metadata_patch_set(bad, "opensandbox.io/mine", "x"));
    WRONG_CALLS(SANDBOX, osb_sandbox_patch_metadata(wrong, live[METADATA_PATCH], NULL, &out, &error));
    WRONG_CALLS(METADATA_PATCH, osb_sandbox_patch_metadata(live[SANDBOX], wrong, NULL, &out, &error));
    WRONG_OPTIONS(CANCEL, osb_sandbox_patch_metadata(live[SANDBOX], live[METADATA_PATCH], wrong, &out, &error));
    WRONG_ARGUMENT(osb_sandbox_patch_metadata(live[SANDBOX], bad, NULL, &out, &error), "metadata.opensandbox.io/mine");
    CHECK(out == (void *)untouched);
    osb_metadata_patch_free(bad);
}

MISUSE(osb_sandbox_get_proxy_endpoint)
{
    osb_endpoint *out = (void *)untouched;
    osb_error *error = NULL;
    WRONG_CALLS(SANDBOX, osb_sandbox_get_proxy_endpoint(wrong, 80, NULL, &out, &error));
    WRONG_OPTIONS(CANCEL, osb_sandbox_get_proxy_endpoint(live[SANDBOX], 80, wrong, &out, &error));
    EACH(const int32_t, port, no_ports)
        WRONG_ARGUMENT(osb_sandbox_get_proxy_endpoint(live[SANDBOX], *port, NULL, &out, &error), "port");
    WRONG_ARGUMENT(osb_sandbox_get_proxy_endpoint(live[SANDBOX], 80, NULL, NULL, &error), "out");
    CHECK(out == (void *)untouched);
}

MISUSE(osb_sandbox_get_signed_endpoint)
{
    static const int64_t none[] = {0, -1, 999, INT64_MIN};
    osb_endpoint *out = (void *)untouched;
    osb_error *error = NULL;
    WRONG_CALLS(SANDBOX, osb_sandbox_get_signed_endpoint(wrong, 80, 1000, NULL, &out, &error));
    WRONG_OPTIONS(CANCEL, osb_sandbox_get_signed_endpoint(live[SANDBOX], 80, 1000, wrong, &out, &error));
    EACH(const int32_t, port, no_ports)
        WRONG_ARGUMENT(osb_sandbox_get_signed_endpoint(live[SANDBOX], *port, 1000, NULL, &out, &error), "port");
    EACH(const int64_t, time, none)
        WRONG_ARGUMENT(osb_sandbox_get_signed_endpoint(live[SANDBOX], 80, *time, NULL, &out, &error), "expires_at");
    WRONG_ARGUMENT(osb_sandbox_get_signed_endpoint(live[SANDBOX], 80, 1000, NULL, NULL, &error), "out");
    CHECK(out == (void *)untouched);
}

MISUSE(osb_sandbox_send_request)
{
    osb_http_response *out = (void *)untouched;
    osb_error *error = NULL;
    WRONG_CALLS(SANDBOX, osb_sandbox_send_request(wrong, 80, NULL, NULL, &out, &error));
    WRONG_OPTIONS(HTTP_REQUEST, osb_sandbox_send_request(live[SANDBOX], 80, wrong, NULL, &out, &error));
    WRONG_OPTIONS(CANCEL, osb_sandbox_send_request(live[SANDBOX], 80, NULL, wrong, &out, &error));
    EACH(const int32_t, port, no_ports) WRONG_ARGUMENT(osb_sandbox_send_request(live[SANDBOX], *port, NULL, NULL, &out, &error), "port");
    WRONG_ARGUMENT(osb_sandbox_send_request(live[SANDBOX], 80, NULL, NULL, NULL, &error), "out");
    CHECK(out == (void *)untouched);
}

MISUSE(osb_sandbox_get_metrics)
{
    osb_metrics *out = (void *)untouched;
    osb_error *error = NULL;
    WRONG_CALLS(SANDBOX, osb_sandbox_get_metrics(wrong, NULL, &out, &error));
    WRONG_OPTIONS(CANCEL, osb_sandbox_get_metrics(live[SANDBOX], wrong, &out, &error));
    WRONG_ARGUMENT(osb_sandbox_get_metrics(live[SANDBOX], NULL, NULL, &error), "out");
    CHECK(out == (void *)untouched);
}

/* ---- What is told ---- */

TEXT_GETTER(osb_sandbox_info_snapshot, SANDBOX_INFO)
TEXT_GETTER(osb_sandbox_info_platform_os, SANDBOX_INFO)
TEXT_GETTER(osb_sandbox_info_platform_arch, SANDBOX_INFO)
TEXT_GETTER(osb_sandbox_info_allocation_mode, SANDBOX_INFO)
TEXT_GETTER(osb_sandbox_info_allocation_pool, SANDBOX_INFO)
TEXT_GETTER(osb_sandbox_info_allocation_state, SANDBOX_INFO)
GETTER(osb_sandbox_info_extension_count, SANDBOX_INFO, 0)
INDEXED_GETTER(osb_sandbox_info_extension_key, SANDBOX_INFO, osb_sandbox_info_extension_count)
INDEXED_GETTER(osb_sandbox_info_extension_value, SANDBOX_INFO, osb_sandbox_info_extension_count)

MISUSE(osb_sandbox_info_get_extension)
{
    EACH_WRONG(SANDBOX_INFO, wrong) CHECK(osb_sandbox_info_get_extension(wrong, "seat") == NULL);
    CHECK_STR(osb_sandbox_info_get_extension(live[SANDBOX_INFO], "seat"), "7");
    CHECK(osb_sandbox_info_get_extension(live[SANDBOX_INFO], NULL) == NULL);
    CHECK(osb_sandbox_info_get_extension(live[SANDBOX_INFO], "") == NULL);
    EACH(const char *const, text, not_utf8) CHECK(osb_sandbox_info_get_extension(live[SANDBOX_INFO], *text) == NULL);
}

GETTER(osb_metrics_cpu_count, METRICS, 0)
GETTER(osb_metrics_cpu_percentage, METRICS, 0)
GETTER(osb_metrics_memory_total, METRICS, 0)
GETTER(osb_metrics_memory_used, METRICS, 0)
GETTER(osb_metrics_timestamp, METRICS, -1)
FREE(osb_metrics_free, METRICS)

TEXT_GETTER(osb_server_info_version, SERVER_INFO)
FREE(osb_server_info_free, SERVER_INFO)

GETTER(osb_sandbox_page_count, SANDBOX_PAGE, 0)
INDEXED_GETTER(osb_sandbox_page_info, SANDBOX_PAGE, osb_sandbox_page_count)
GETTER(osb_sandbox_page_number, SANDBOX_PAGE, -1)
GETTER(osb_sandbox_page_size, SANDBOX_PAGE, -1)
GETTER(osb_sandbox_page_total_items, SANDBOX_PAGE, -1)
GETTER(osb_sandbox_page_total_pages, SANDBOX_PAGE, -1)
GETTER(osb_sandbox_page_has_next, SANDBOX_PAGE, 0)
FREE(osb_sandbox_page_free, SANDBOX_PAGE)
FREE(osb_sandbox_iterator_free, SANDBOX_ITERATOR)

/* ---- Requests to ports ---- */

NEW(osb_http_request_new, osb_http_request_free)
FREE(osb_http_request_free, HTTP_REQUEST)
LIMIT_SETTER(osb_http_request_set_timeout, HTTP_REQUEST, OSB_ERR_INVALID_ARGUMENT)

MISUSE(osb_http_request_set_method)
{
    static const char *const none[] = {"", "get", "HEAD", "OPTIONS", "GET ", "GET / HTTP/1.1\r\n"};
    WRONG_HANDLES(HTTP_REQUEST, osb_http_request_set_method(wrong, "GET"));
    INVALID(osb_http_request_set_method(live[HTTP_REQUEST], NULL));
    EACH_NOT_UTF8(osb_http_request_set_method(live[HTTP_REQUEST], *text));
    EACH(const char *const, name, none) INVALID(osb_http_request_set_method(live[HTTP_REQUEST], *name));
    VALID(osb_http_request_set_method(live[HTTP_REQUEST], "PATCH"));
}

MISUSE(osb_http_request_set_path)
{
    WRONG_HANDLES(HTTP_REQUEST, osb_http_request_set_path(wrong, "/"));
    INVALID(osb_http_request_set_path(live[HTTP_REQUEST], NULL));
    EACH_NOT_UTF8(osb_http_request_set_path(live[HTTP_REQUEST], *text));
    EACH(const char *const, path, no_paths)
        check_int(__FILE__, __LINE__, *path, osb_http_request_set_path(live[HTTP_REQUEST], *path), OSB_ERR_INVALID_ARGUMENT);
    EACH(const char *const, path, good_paths)
        check_int(__FILE__, __LINE__, *path, osb_http_request_set_path(live[HTTP_REQUEST], *path), OSB_OK);
}

MISUSE(osb_http_request_set_header)
{
    static const char *const names[] = {"", "a b", "Host", "content-type", "Content-Length", "OPEN-SANDBOX-API-KEY", "a\r\nb"};
    WRONG_HANDLES(HTTP_REQUEST, osb_http_request_set_header(wrong, "X-Name", "value"));
    INVALID(osb_http_request_set_header(live[HTTP_REQUEST], NULL, "value"));
    EACH_NOT_UTF8(osb_http_request_set_header(live[HTTP_REQUEST], *text, "value"));
    EACH_NOT_UTF8(osb_http_request_set_header(live[HTTP_REQUEST], "X-Name", *text));
    EACH(const char *const, name, names) INVALID(osb_http_request_set_header(live[HTTP_REQUEST], *name, "value"));
    EACH(const char *const, value, broken_values) INVALID(osb_http_request_set_header(live[HTTP_REQUEST], "X-Name", *value));
    VALID(osb_http_request_set_header(live[HTTP_REQUEST], "X-Never-Set", NULL));
}

MISUSE(osb_http_request_set_body)
{
    static const size_t none[] = {((size_t)64 << 20) + 1, SIZE_MAX / 2 + 1, SIZE_MAX};
    WRONG_HANDLES(HTTP_REQUEST, osb_http_request_set_body(wrong, "a", 1, NULL));
    INVALID(osb_http_request_set_body(live[HTTP_REQUEST], NULL, 1, NULL));
    EACH(const size_t, size, none) INVALID(osb_http_request_set_body(live[HTTP_REQUEST], "a", *size, NULL));
    INVALID(osb_http_request_set_body(live[HTTP_REQUEST], "a", 1, ""));
    EACH_NOT_UTF8(osb_http_request_set_body(live[HTTP_REQUEST], "a", 1, *text));
    EACH(const char *const, value, broken_values) INVALID(osb_http_request_set_body(live[HTTP_REQUEST], "a", 1, *value));
    VALID(osb_http_request_set_body(live[HTTP_REQUEST], NULL, 0, NULL));
}

MISUSE(osb_http_request_set_body_limit)
{
    static const size_t none[] = {((size_t)1 << 30) + 1, SIZE_MAX / 2 + 1, SIZE_MAX};
    WRONG_HANDLES(HTTP_REQUEST, osb_http_request_set_body_limit(wrong, 1));
    EACH(const size_t, number, none) INVALID(osb_http_request_set_body_limit(live[HTTP_REQUEST], *number));
    VALID(osb_http_request_set_body_limit(live[HTTP_REQUEST], 0));
    VALID(osb_http_request_set_body_limit(live[HTTP_REQUEST], (size_t)16 << 20));
}

static int32_t no_body(const osb_http_response *response, const char *data, size_t size, void *user_data)
{
    (void)response, (void)data, (void)size, (void)user_data;
    return 0;
}

CALLBACK_SETTER(osb_http_request_on_body, HTTP_REQUEST, no_body)

GETTER(osb_http_response_status, HTTP_RESPONSE, 0)
GETTER(osb_http_response_header_count, HTTP_RESPONSE, 0)
INDEXED_GETTER(osb_http_response_header_name, HTTP_RESPONSE, osb_http_response_header_count)
INDEXED_GETTER(osb_http_response_header_value, HTTP_RESPONSE, osb_http_response_header_count)
SIZED_GETTER(osb_http_response_body, HTTP_RESPONSE)
GETTER(osb_http_response_callback_value, HTTP_RESPONSE, 0)
FREE(osb_http_response_free, HTTP_RESPONSE)

MISUSE(osb_http_response_get_header)
{
    EACH_WRONG(HTTP_RESPONSE, wrong) CHECK(osb_http_response_get_header(wrong, "X-Seat") == NULL);
    CHECK_STR(osb_http_response_get_header(live[HTTP_RESPONSE], "x-sEAT"), "7");
    CHECK(osb_http_response_get_header(live[HTTP_RESPONSE], NULL) == NULL);
    CHECK(osb_http_response_get_header(live[HTTP_RESPONSE], "") == NULL);
    EACH(const char *const, text, not_utf8) CHECK(osb_http_response_get_header(live[HTTP_RESPONSE], *text) == NULL);
}

/* ---- Server ---- */

/* What every function that takes an id refuses, `id` being its name here. */
#define WRONG_IDS(call)                                                               \
    do {                                                                              \
        const char *const ids[] = {NULL, "", ".", ".."};                              \
        for (size_t i = 0; i < LENGTH(ids); i++) {                                    \
            const char *id = ids[i];                                                  \
            WRONG_ARGUMENT(call, "id");                                               \
        }                                                                             \
        for (size_t i = 0; i < LENGTH(not_utf8); i++) {                               \
            const char *id = not_utf8[i];                                             \
            WRONG_ARGUMENT(call, "id");                                               \
        }                                                                             \
    } while (0)

MISUSE(osb_server_is_healthy)
{
    int32_t out = 77;
    osb_error *error = NULL;
    WRONG_CALLS(CLIENT, osb_server_is_healthy(wrong, NULL, &out, &error));
    WRONG_OPTIONS(CANCEL, osb_server_is_healthy(live[CLIENT], wrong, &out, &error));
    WRONG_ARGUMENT(osb_server_is_healthy(live[CLIENT], NULL, NULL, &error), "out");
    CHECK_INT(out, 77);
}

MISUSE(osb_server_get_info)
{
    osb_server_info *out = (void *)untouched;
    osb_error *error = NULL;
    WRONG_CALLS(CLIENT, osb_server_get_info(wrong, NULL, &out, &error));
    WRONG_OPTIONS(CANCEL, osb_server_get_info(live[CLIENT], wrong, &out, &error));
    WRONG_ARGUMENT(osb_server_get_info(live[CLIENT], NULL, NULL, &error), "out");
    CHECK(out == (void *)untouched);
}

MISUSE(osb_server_list_sandboxes)
{
    osb_sandbox_page *out = (void *)untouched;
    osb_error *error = NULL;
    WRONG_CALLS(CLIENT, osb_server_list_sandboxes(wrong, NULL, NULL, &out, &error));
    WRONG_OPTIONS(SANDBOX_FILTER, osb_server_list_sandboxes(live[CLIENT], wrong, NULL, &out, &error));
    WRONG_OPTIONS(CANCEL, osb_server_list_sandboxes(live[CLIENT], NULL, wrong, &out, &error));
    WRONG_ARGUMENT(osb_server_list_sandboxes(live[CLIENT], NULL, NULL, NULL, &error), "out");
    CHECK(out == (void *)untouched);
}

MISUSE(osb_server_iterate_sandboxes)
{
    osb_sandbox_iterator *out = (void *)untouched;
    osb_error *error = NULL;
    WRONG_CALLS(CLIENT, osb_server_iterate_sandboxes(wrong, NULL, &out, &error));
    WRONG_OPTIONS(SANDBOX_FILTER, osb_server_iterate_sandboxes(live[CLIENT], wrong, &out, &error));
    WRONG_ARGUMENT(osb_server_iterate_sandboxes(live[CLIENT], NULL, NULL, &error), "out");
    CHECK(out == (void *)untouched);
}

MISUSE(osb_sandbox_iterator_next)
{
    osb_sandbox_info *out = (void *)untouched;
    osb_error *error = NULL;
    WRONG_CALLS(SANDBOX_ITERATOR, osb_sandbox_iterator_next(wrong, NULL, &out, &error));
    WRONG_OPTIONS(CANCEL, osb_sandbox_iterator_next(live[SANDBOX_ITERATOR], wrong, &out, &error));
    WRONG_ARGUMENT(osb_sandbox_iterator_next(live[SANDBOX_ITERATOR], NULL, NULL, &error), "out");
    CHECK(out == (void *)untouched);
}

MISUSE(osb_server_get_sandbox)
{
    osb_sandbox_info *out = (void *)untouched;
    osb_error *error = NULL;
    WRONG_CALLS(CLIENT, osb_server_get_sandbox(wrong, "sb-1", NULL, &out, &error));
    WRONG_OPTIONS(CANCEL, osb_server_get_sandbox(live[CLIENT], "sb-1", wrong, &out, &error));
    WRONG_IDS(osb_server_get_sandbox(live[CLIENT], id, NULL, &out, &error));
    WRONG_ARGUMENT(osb_server_get_sandbox(live[CLIENT], "sb-1", NULL, NULL, &error), "out");
    CHECK(out == (void *)untouched);
}

#define PLAIN_SERVER_CALL(function)                                           \
    MISUSE(function)                                                          \
    {                                                                         \
        osb_error *error = NULL;                                              \
        WRONG_CALLS(CLIENT, function(wrong, "sb-1", NULL, &error));           \
        WRONG_OPTIONS(CANCEL, function(live[CLIENT], "sb-1", wrong, &error)); \
        WRONG_IDS(function(live[CLIENT], id, NULL, &error));                  \
        CHECK_INT(function(NULL, "sb-1", NULL, NULL), OSB_ERR_INVALID_HANDLE); \
    }

PLAIN_SERVER_CALL(osb_server_pause_sandbox)
PLAIN_SERVER_CALL(osb_server_resume_sandbox)
PLAIN_SERVER_CALL(osb_server_kill_sandbox)

MISUSE(osb_server_renew_sandbox)
{
    static const int64_t none[] = {0, -1, -2, INT64_MIN, INT64_MAX};
    int64_t out = 77;
    osb_error *error = NULL;
    WRONG_CALLS(CLIENT, osb_server_renew_sandbox(wrong, "sb-1", 60000, NULL, &out, &error));
    WRONG_OPTIONS(CANCEL, osb_server_renew_sandbox(live[CLIENT], "sb-1", 60000, wrong, &out, &error));
    WRONG_IDS(osb_server_renew_sandbox(live[CLIENT], id, 60000, NULL, &out, &error));
    EACH(const int64_t, number, none)
        WRONG_ARGUMENT(osb_server_renew_sandbox(live[CLIENT], "sb-1", *number, NULL, &out, &error), "milliseconds");
    CHECK_INT(out, 77);
}

MISUSE(osb_server_patch_metadata)
{
    osb_sandbox_info *out = (void *)untouched;
    osb_error *error = NULL;
    WRONG_CALLS(CLIENT, osb_server_patch_metadata(wrong, "sb-1", live[METADATA_PATCH], NULL, &out, &error));
    WRONG_CALLS(METADATA_PATCH, osb_server_patch_metadata(live[CLIENT], "sb-1", wrong, NULL, &out, &error));
    WRONG_OPTIONS(CANCEL, osb_server_patch_metadata(live[CLIENT], "sb-1", live[METADATA_PATCH], wrong, &out, &error));
    WRONG_IDS(osb_server_patch_metadata(live[CLIENT], id, live[METADATA_PATCH], NULL, &out, &error));
    CHECK(out == (void *)untouched);
}
