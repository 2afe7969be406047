/* Every option of a create as it goes over the wire, and every rule that is checked before anything does. */
#include "check.h"
#include "fixture.h"

#define IMAGE "{\"image\":{\"uri\":\"ubuntu:24.04\"},"
#define PROGRAM "\"entrypoint\":[\"tail\",\"-f\",\"/dev/null\"],\"timeout\":600,"
#define LIMITS "\"resourceLimits\":{\"cpu\":\"1\",\"memory\":\"2Gi\"}"

typedef void (*configure_fn)(osb_create_options *options);

/* A volume that lacks nothing but what is behind it. */
static osb_volume *volume_named(const char *name)
{
    osb_volume *volume = osb_volume_new();
    CHECK_INT(osb_volume_set_name(volume, name), OSB_OK);
    CHECK_INT(osb_volume_set_mount_path(volume, "/mnt"), OSB_OK);
    return volume;
}

/* Takes the volume. */
static void add_volume(osb_create_options *options, osb_volume *volume)
{
    CHECK_INT(osb_create_options_add_volume(options, volume), OSB_OK);
    osb_volume_free(volume);
}

static osb_hook *hook_running(const char *program)
{
    osb_hook *hook = osb_hook_new();
    if (program)
        CHECK_INT(osb_hook_add_argument(hook, program), OSB_OK);
    return hook;
}

static void set_pre_start(osb_create_options *options, osb_hook *hook)
{
    CHECK_INT(osb_create_options_set_pre_start(options, hook), OSB_OK);
    osb_hook_free(hook);
}

static void add_periodic(osb_create_options *options, const char *name, const char *schedule, osb_hook *hook)
{
    if (name)
        CHECK_INT(osb_hook_set_name(hook, name), OSB_OK);
    if (schedule)
        CHECK_INT(osb_hook_set_schedule(hook, schedule), OSB_OK);
    CHECK_INT(osb_create_options_add_periodic(options, hook), OSB_OK);
    osb_hook_free(hook);
}

static void set_policy(osb_create_options *options)
{
    osb_network_policy *policy = osb_network_policy_new();
    CHECK_INT(osb_create_options_set_network_policy(options, policy), OSB_OK);
    osb_network_policy_free(policy);
}

/* ---- Bodies ---- */

static void with_registry_auth(osb_create_options *options) { osb_create_options_set_registry_auth(options, "me", "secret"); }

static void with_snapshot(osb_create_options *options)
{
    osb_create_options_set_snapshot(options, "snap-1");
    osb_create_options_set_manual_cleanup(options);
}

static void with_template(osb_create_options *options)
{
    osb_create_options_set_template(options, "tpl-1");
    osb_create_options_set_metadata(options, "team", "red");
    osb_create_options_set_extension(options, "a.b/c", "x");
    set_policy(options);
}

static void with_pool(osb_create_options *options) { osb_create_options_set_pool(options, "warm"); }

static void with_pool_and_program(osb_create_options *options)
{
    osb_create_options_set_pool(options, "warm");
    osb_create_options_add_entrypoint(options, "serve");
    osb_create_options_set_resource(options, "memory", NULL);
}

static void with_resources(osb_create_options *options)
{
    osb_create_options_set_resource(options, "gpu", "1");
    osb_create_options_set_resource(options, "memory", "1Gi");
    osb_create_options_set_resource_request(options, "cpu", "250m");
    osb_create_options_set_resource_request(options, "gone", "1");
    osb_create_options_set_resource_request(options, "gone", NULL);
}

static void with_platform(osb_create_options *options) { osb_create_options_set_platform(options, "linux", "arm64"); }

static void with_network(osb_create_options *options)
{
    osb_network_policy *policy = osb_network_policy_new();
    osb_network_policy_set_default(policy, OSB_NETWORK_ALLOW);
    osb_network_policy_add_rule(policy, OSB_NETWORK_DENY, "*.example.com");
    osb_network_policy_add_rule(policy, OSB_NETWORK_ALLOW, "example.com");
    osb_create_options_set_network_policy(options, policy);
    osb_network_policy_add_rule(policy, OSB_NETWORK_DENY, "added after the copy");
    osb_network_policy_free(policy);
    osb_create_options_set_credential_proxy(options, 1);
    osb_create_options_set_secure_access(options, 1);
}

static void with_extensions(osb_create_options *options)
{
    osb_create_options_set_extension(options, "bootstrap.execd.isolation", "enable");
    osb_create_options_set_renew_on_access(options, 300001);
    osb_create_options_set_pool(options, "gone");
    osb_create_options_set_pool(options, NULL);
}

static void with_volumes(osb_create_options *options)
{
    osb_volume *host = volume_named("work"), *claim = volume_named("models-1"), *bucket = volume_named("b");
    osb_volume_set_host(host, "/data");
    osb_volume_set_read_only(host, 1);
    osb_volume_set_sub_path(host, "a/b");
    osb_volume_set_claim(claim, "shared");
    osb_volume_set_claim_create(claim, 0);
    osb_volume_set_claim_delete(claim, 1);
    osb_volume_set_claim_storage(claim, "fast", "1Gi");
    osb_volume_add_claim_access_mode(claim, "ReadWriteOnce");
    osb_volume_set_bucket(bucket, "my-bucket", "oss.example.com", "id", "secret");
    osb_volume_set_bucket_version(bucket, "1.0");
    osb_volume_add_bucket_option(bucket, "allow_other");
    add_volume(options, host);
    add_volume(options, claim);
    add_volume(options, bucket);
}

static void with_plain_volumes(osb_create_options *options)
{
    osb_volume *host = volume_named("a"), *claim = volume_named("b");
    osb_volume_set_host(host, "C:\\data");
    osb_volume_set_claim(claim, "c");
    add_volume(options, host);
    add_volume(options, claim);
}

static void with_hooks(osb_create_options *options)
{
    osb_hook *start = hook_running("sh");
    osb_hook_add_argument(start, "-c");
    osb_hook_add_argument(start, "");
    osb_hook_set_timeout(start, 1001);
    osb_hook_set_name(start, "not for this one");
    set_pre_start(options, start);
    add_periodic(options, "sweep", "0 * * * *", hook_running("sweep"));
    osb_hook *limited = hook_running("b");
    osb_hook_set_timeout(limited, 300000);
    add_periodic(options, "b", "@hourly", limited);
}

static const struct {
    configure_fn configure;
    int has_image;
    const char *body;
} bodies[] = {
    {with_registry_auth, 1, "{\"image\":{\"uri\":\"ubuntu:24.04\",\"auth\":{\"username\":\"me\",\"password\":\"secret\"}}," PROGRAM LIMITS "}"},
    {with_snapshot, 0, "{\"snapshotId\":\"snap-1\",\"entrypoint\":[\"tail\",\"-f\",\"/dev/null\"],\"timeout\":null," LIMITS "}"},
    {with_template, 0, "{\"templateId\":\"tpl-1\",\"timeout\":600,\"metadata\":{\"team\":\"red\"},"
     "\"networkPolicy\":{\"defaultAction\":\"deny\",\"egress\":[]},\"extensions\":{\"a.b/c\":\"x\"}}"},
    {with_pool, 0, "{\"timeout\":600,\"extensions\":{\"poolRef\":\"warm\"}}"},
    {with_pool_and_program, 0, "{\"entrypoint\":[\"serve\"],\"timeout\":600,\"resourceLimits\":{\"cpu\":\"1\"},\"extensions\":{\"poolRef\":\"warm\"}}"},
    {with_resources, 1, IMAGE PROGRAM "\"resourceLimits\":{\"cpu\":\"1\",\"memory\":\"1Gi\",\"gpu\":\"1\"},\"resourceRequests\":{\"cpu\":\"250m\"}}"},
    {with_platform, 1, IMAGE PROGRAM LIMITS ",\"platform\":{\"os\":\"linux\",\"arch\":\"arm64\"}}"},
    {with_network, 1, IMAGE PROGRAM LIMITS ",\"networkPolicy\":{\"defaultAction\":\"allow\",\"egress\":["
     "{\"action\":\"deny\",\"target\":\"*.example.com\"},{\"action\":\"allow\",\"target\":\"example.com\"}]},"
     "\"credentialProxy\":{\"enabled\":true},\"secureAccess\":true}"},
    {with_extensions, 1, IMAGE PROGRAM LIMITS
     ",\"extensions\":{\"bootstrap.execd.isolation\":\"enable\",\"access.renew.extend.seconds\":\"301\"}}"},
    {with_volumes, 1, IMAGE PROGRAM LIMITS ",\"volumes\":["
     "{\"name\":\"work\",\"host\":{\"path\":\"/data\"},\"mountPath\":\"/mnt\",\"readOnly\":true,\"subPath\":\"a/b\"},"
     "{\"name\":\"models-1\",\"pvc\":{\"claimName\":\"shared\",\"createIfNotExists\":false,\"deleteOnSandboxTermination\":true,"
     "\"storageClass\":\"fast\",\"storage\":\"1Gi\",\"accessModes\":[\"ReadWriteOnce\"]},\"mountPath\":\"/mnt\",\"readOnly\":false},"
     "{\"name\":\"b\",\"ossfs\":{\"bucket\":\"my-bucket\",\"endpoint\":\"oss.example.com\",\"version\":\"1.0\",\"options\":[\"allow_other\"],"
     "\"accessKeyId\":\"id\",\"accessKeySecret\":\"secret\"},\"mountPath\":\"/mnt\",\"readOnly\":false}]}"},
    {with_plain_volumes, 1, IMAGE PROGRAM LIMITS ",\"volumes\":["
     "{\"name\":\"a\",\"host\":{\"path\":\"C:\\\\data\"},\"mountPath\":\"/mnt\",\"readOnly\":false},"
     "{\"name\":\"b\",\"pvc\":{\"claimName\":\"c\",\"createIfNotExists\":true,\"deleteOnSandboxTermination\":false},\"mountPath\":\"/mnt\","
     "\"readOnly\":false}]}"},
    {with_hooks, 1, IMAGE PROGRAM LIMITS ",\"lifecycle\":{\"preStart\":{\"command\":[\"sh\",\"-c\",\"\"],\"timeoutSeconds\":2},\"periodic\":["
     "{\"name\":\"sweep\",\"schedule\":\"0 * * * *\",\"command\":[\"sweep\"]},"
     "{\"name\":\"b\",\"schedule\":\"@hourly\",\"command\":[\"b\"],\"timeoutSeconds\":300}]}}"},
};

static osb_create_options *options_for(configure_fn configure, int has_image)
{
    osb_create_options *options = osb_create_options_new();
    osb_create_options_set_create_id(options, 0);
    osb_create_options_set_skip_health_check(options, 1);
    if (has_image)
        osb_create_options_set_image(options, "ubuntu:24.04");
    configure(options);
    return options;
}

TEST(every_option_goes_over_the_wire_as_the_server_knows_it)
{
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        osb_sandbox *sandbox = NULL;
        osb_error *error = NULL;
        scripted_define("bodies", SANDBOX_ROUTES);
        osb_client *client = fixture_client("bodies");
        osb_create_options *options = options_for(bodies[i].configure, bodies[i].has_image);
        if (osb_sandbox_create(client, options, NULL, &sandbox, &error) != OSB_OK)
            fixture_stop("create", error);
        char *body = fixture_request_body("bodies", "POST", "/v1/sandboxes");
        CHECK_STR(body, bodies[i].body);
        free(body);
        osb_sandbox_free(sandbox);
        osb_create_options_free(options);
        osb_client_free(client);
    }
}

TEST(a_create_is_labelled)
{
    char first[64] = "";
    for (int i = 0; i < 2; i++) {
        scripted_define("label", SANDBOX_ROUTES);
        osb_client *client = fixture_client("label");
        osb_create_options *options = fixture_create_options();
        osb_sandbox *sandbox = NULL;
        osb_create_options_set_create_id(options, 1);
        osb_create_options_set_metadata(options, "team", "red");
        CHECK_INT(osb_sandbox_create(client, options, NULL, &sandbox, NULL), OSB_OK);
        char *body = fixture_request_body("label", "POST", "/v1/sandboxes");
        char *label = strstr(body, "\"metadata\":{\"team\":\"red\",\"osb-create-id\":\"");
        if (CHECK(label != NULL)) {
            label += strlen("\"metadata\":{\"team\":\"red\",\"osb-create-id\":\"");
            CHECK_INT(strspn(label, "0123456789abcdef"), 32);
            CHECK(strncmp(label + 32, "\"}", 2) == 0);
            CHECK(strncmp(first, label, 32) != 0); /* another each time */
            snprintf(first, sizeof first, "%.32s", label);
        }
        free(body);
        osb_sandbox_free(sandbox);
        osb_create_options_free(options);
        osb_client_free(client);
    }
}

/* ---- Rules ---- */

#define RULE(name, ...) static void name(osb_create_options *options) { __VA_ARGS__; }

RULE(nothing, (void)options)
RULE(image_and_snapshot, osb_create_options_set_snapshot(options, "s"))
RULE(image_and_template, osb_create_options_set_template(options, "t"))
RULE(image_and_pool, osb_create_options_set_pool(options, "p"))
RULE(image_and_pool_extension, osb_create_options_set_extension(options, "poolRef", "p"))
RULE(snapshot_and_template, osb_create_options_set_snapshot(options, "s"), osb_create_options_set_template(options, "t"))
RULE(auth_of_a_snapshot, osb_create_options_set_snapshot(options, "s"), osb_create_options_set_registry_auth(options, "a", "b"))
#define TEMPLATE_RULE(name, ...) RULE(name, osb_create_options_set_template(options, "t"), __VA_ARGS__)
TEMPLATE_RULE(endless_template, osb_create_options_set_manual_cleanup(options))
TEMPLATE_RULE(template_entrypoint, osb_create_options_add_entrypoint(options, "sh"))
TEMPLATE_RULE(template_env, osb_create_options_set_env(options, "A", "b"))
TEMPLATE_RULE(template_limits, osb_create_options_set_resource(options, "cpu", "1"))
TEMPLATE_RULE(template_requests, osb_create_options_set_resource_request(options, "cpu", "1"))
TEMPLATE_RULE(template_platform, osb_create_options_set_platform(options, "linux", "amd64"))
TEMPLATE_RULE(template_proxy, set_policy(options), osb_create_options_set_credential_proxy(options, 1))
TEMPLATE_RULE(template_access, osb_create_options_set_secure_access(options, 1))
TEMPLATE_RULE(template_volumes, add_volume(options, volume_named("a")))
TEMPLATE_RULE(template_hooks, set_pre_start(options, hook_running("sh")))
#define POOL_RULE(name, ...) RULE(name, osb_create_options_set_pool(options, "p"), __VA_ARGS__)
POOL_RULE(pool_platform, osb_create_options_set_platform(options, "linux", "amd64"))
POOL_RULE(pool_proxy, set_policy(options), osb_create_options_set_credential_proxy(options, 1))
POOL_RULE(pool_hooks, add_periodic(options, "a", "b", hook_running("sh")))
RULE(proxy_without_policy, osb_create_options_set_credential_proxy(options, 1))
RULE(strange_system, osb_create_options_set_platform(options, "plan9", "amd64"))
RULE(strange_machine, osb_create_options_set_platform(options, "linux", "vax"))
RULE(reserved_variable, osb_create_options_set_env(options, "OPENSANDBOX_LIFECYCLE", "x"))
RULE(reserved_label, osb_create_options_set_metadata(options, "opensandbox.io/x", "x"))
RULE(long_label, osb_create_options_set_metadata(options, "a", "0123456789012345678901234567890123456789012345678901234567890123"))
RULE(odd_label_value, osb_create_options_set_metadata(options, "a", "-a"))
RULE(odd_label_name, osb_create_options_set_metadata(options, "a b", "x"))
RULE(odd_label_prefix, osb_create_options_set_metadata(options, "A.b/c", "x"))
RULE(nameless_label, osb_create_options_set_metadata(options, "a.b/", "x"))

static void volume_rule(osb_create_options *options, const char *name, const char *host, const char *claim, const char *sub_path)
{
    osb_volume *volume = volume_named(name);
    if (host)
        osb_volume_set_host(volume, host);
    if (claim)
        osb_volume_set_claim(volume, claim);
    if (sub_path)
        osb_volume_set_sub_path(volume, sub_path);
    add_volume(options, volume);
}

static void bucket_rule(osb_create_options *options, const char *bucket, const char *version)
{
    osb_volume *volume = volume_named("a");
    osb_volume_set_bucket(volume, bucket, "e", "i", "s");
    osb_volume_set_bucket_version(volume, version);
    add_volume(options, volume);
}

RULE(capital_volume, volume_rule(options, "Work", "/d", NULL, NULL))
RULE(dashed_volume, volume_rule(options, "work-", "/d", NULL, NULL))
RULE(long_volume, volume_rule(options, "a123456789012345678901234567890123456789012345678901234567890123", "/d", NULL, NULL))
RULE(nameless_volume, add_volume(options, osb_volume_new()))
RULE(twin_volumes, volume_rule(options, "a", "/d", NULL, NULL), volume_rule(options, "a", "/e", NULL, NULL))
RULE(empty_volume, volume_rule(options, "a", NULL, NULL, NULL))
RULE(double_volume, volume_rule(options, "a", "/d", "c", NULL))
RULE(relative_host, volume_rule(options, "a", "d", NULL, NULL))
RULE(relative_drive, volume_rule(options, "a", "C:d", NULL, NULL))
RULE(absolute_sub_path, volume_rule(options, "a", "/d", NULL, "/e"))
RULE(climbing_sub_path, volume_rule(options, "a", "/d", NULL, "e/../../f"))
RULE(short_bucket, bucket_rule(options, "ab", "2.0"))
RULE(strange_bucket, bucket_rule(options, "abc", "3.0"))

static void placeless_volume(osb_create_options *options)
{
    osb_volume *volume = osb_volume_new();
    osb_volume_set_name(volume, "a");
    osb_volume_set_host(volume, "/d");
    add_volume(options, volume);
}

static void long_claim(osb_create_options *options)
{
    char name[255];
    memset(name, 'a', 254);
    name[254] = '\0';
    volume_rule(options, "a", NULL, name, NULL);
}

static osb_hook *slow_hook(int64_t milliseconds)
{
    osb_hook *hook = hook_running("sh");
    CHECK_INT(osb_hook_set_timeout(hook, milliseconds), OSB_OK);
    return hook;
}

RULE(empty_hook, set_pre_start(options, hook_running(NULL)))
RULE(blank_hook, set_pre_start(options, hook_running(" ")))
RULE(slow_start, set_pre_start(options, slow_hook(10800001)))
RULE(slow_periodic, add_periodic(options, "a", "b", slow_hook(300001)))
RULE(nameless_hook, add_periodic(options, NULL, "b", hook_running("sh")))
RULE(blank_name, add_periodic(options, " ", "b", hook_running("sh")))
RULE(timeless_hook, add_periodic(options, "a", NULL, hook_running("sh")))
RULE(empty_periodic, add_periodic(options, "a", "b", hook_running(NULL)))
RULE(twin_hooks, add_periodic(options, "a", "b", hook_running("sh")), add_periodic(options, "a", "c", hook_running("sh")))

static const struct {
    configure_fn configure;
    int has_image;
    const char *field;
} rules[] = {
    {nothing, 0, "image"},
    {image_and_snapshot, 1, "snapshotId"},
    {image_and_template, 1, "templateId"},
    {image_and_pool, 1, "extensions.poolRef"},
    {image_and_pool_extension, 1, "extensions.poolRef"},
    {snapshot_and_template, 0, "templateId"},
    {auth_of_a_snapshot, 0, "image.auth"},
    {endless_template, 0, "timeout"},
    {template_entrypoint, 0, "entrypoint"},
    {template_env, 0, "env"},
    {template_limits, 0, "resourceLimits"},
    {template_requests, 0, "resourceRequests"},
    {template_platform, 0, "platform"},
    {template_proxy, 0, "credentialProxy"},
    {template_access, 0, "secureAccess"},
    {template_volumes, 0, "volumes"},
    {template_hooks, 0, "lifecycle"},
    {pool_platform, 0, "platform"},
    {pool_proxy, 0, "credentialProxy"},
    {pool_hooks, 0, "lifecycle"},
    {proxy_without_policy, 1, "credentialProxy"},
    {strange_system, 1, "platform.os"},
    {strange_machine, 1, "platform.arch"},
    {reserved_variable, 1, "env.OPENSANDBOX_LIFECYCLE"},
    {reserved_label, 1, "metadata.opensandbox.io/x"},
    {long_label, 1, "metadata.a"},
    {odd_label_value, 1, "metadata.a"},
    {odd_label_name, 1, "metadata.a b"},
    {odd_label_prefix, 1, "metadata.A.b/c"},
    {nameless_label, 1, "metadata.a.b/"},
    {capital_volume, 1, "volumes.0.name"},
    {dashed_volume, 1, "volumes.0.name"},
    {long_volume, 1, "volumes.0.name"},
    {nameless_volume, 1, "volumes.0.name"},
    {twin_volumes, 1, "volumes.1.name"},
    {empty_volume, 1, "volumes.0"},
    {double_volume, 1, "volumes.0"},
    {placeless_volume, 1, "volumes.0.mountPath"},
    {relative_host, 1, "volumes.0.host.path"},
    {relative_drive, 1, "volumes.0.host.path"},
    {absolute_sub_path, 1, "volumes.0.subPath"},
    {climbing_sub_path, 1, "volumes.0.subPath"},
    {long_claim, 1, "volumes.0.pvc.claimName"},
    {short_bucket, 1, "volumes.0.ossfs.bucket"},
    {strange_bucket, 1, "volumes.0.ossfs.version"},
    {empty_hook, 1, "lifecycle.preStart.command"},
    {blank_hook, 1, "lifecycle.preStart.command"},
    {slow_start, 1, "lifecycle.preStart.timeoutSeconds"},
    {slow_periodic, 1, "lifecycle.periodic.0.timeoutSeconds"},
    {nameless_hook, 1, "lifecycle.periodic.0.name"},
    {blank_name, 1, "lifecycle.periodic.0.name"},
    {timeless_hook, 1, "lifecycle.periodic.0.schedule"},
    {empty_periodic, 1, "lifecycle.periodic.0.command"},
    {twin_hooks, 1, "lifecycle.periodic.1.name"},
};

TEST(what_breaks_a_rule_is_not_sent_and_names_the_field)
{
    scripted_define("rules", SANDBOX_ROUTES);
    osb_client *client = fixture_client("rules");
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        osb_sandbox *none = NULL;
        osb_error *error = NULL;
        osb_create_options *options = options_for(rules[i].configure, rules[i].has_image);
        check_int(__FILE__, __LINE__, rules[i].field, osb_sandbox_create(client, options, NULL, &none, &error), OSB_ERR_INVALID_ARGUMENT);
        CHECK_STR(osb_error_field(error), rules[i].field);
        CHECK_CONTAINS(osb_error_message(error), rules[i].field);
        CHECK(none == NULL);
        osb_sandbox_free(none);
        osb_error_free(error);
        osb_create_options_free(options);
    }
    CHECK_INT(scripted_count("rules", "request", NULL, NULL), 0);
    osb_client_free(client);
}
