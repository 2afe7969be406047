/* TLS as the host sets it: whom to trust and from where, who we are, which versions are spoken, and what a refusal says. */
#include "check.h"
#include "fixture.h"

#include <sys/wait.h>
#include <unistd.h>

/* A config for a server over TLS, which trusts the system's authorities as yet. */
static osb_config *config_for(struct scripted_domain domain)
{
    osb_config *config = fixture_config("trust");
    osb_config_set_domain(config, domain.text);
    osb_config_set_protocol(config, "https");
    return config;
}

static osb_config *config_trusting(struct scripted_domain domain)
{
    osb_config *config = config_for(domain);
    CHECK_INT(osb_config_set_ca_file(config, scripted_authority()), OSB_OK);
    return config;
}

/* One call, a create, of a client that trusts as the config says. Takes the config. */
static osb_status create(osb_config *config, osb_error **error)
{
    scripted_define("trust", SANDBOX_ROUTES);
    return fixture_try(config, error);
}

static void check_trusted(osb_config *config)
{
    osb_error *error = NULL;
    CHECK_INT(create(config, &error), OSB_OK);
    CHECK_STR(osb_error_message(error), NULL);
    CHECK_INT(scripted_count("trust", "request", "POST", "/v1/sandboxes"), 1);
    osb_error_free(error);
}

/* Nothing of the request is seen, the key least of all, and the message says this. */
static void check_refused(osb_config *config, const char *part)
{
    osb_error *error = NULL;
    CHECK_INT(create(config, &error), OSB_ERR_TLS);
    CHECK_CONTAINS(osb_error_message(error), part);
    CHECK_INT(osb_error_retryable(error), 0);
    CHECK_INT(scripted_count("trust", "head", NULL, NULL), 0);
    osb_error_free(error);
}

static char *content(const char *path, size_t *size)
{
    FILE *file = fopen(path, "r");
    char *bytes = calloc(1, 1 << 16);
    if (!file || !bytes)
        check_stop("%s cannot be read", path);
    *size = fread(bytes, 1, 1 << 16, file);
    fclose(file);
    return bytes;
}

static osb_config *config_with_bytes(const char *path)
{
    size_t size = 0;
    char *pem = content(path, &size);
    osb_config *config = config_for(scripted_tls_domain("trust"));
    CHECK_INT(osb_config_set_ca_bytes(config, pem, size), OSB_OK);
    memset(pem, 'x', size); /* it is copied */
    free(pem);
    return config;
}

/* ---- Whom to trust ---- */

TEST(authorities_come_from_a_directory)
{
    osb_config *config = config_for(scripted_tls_domain("trust"));
    CHECK_INT(osb_config_set_ca_directory(config, scripted_file("authorities").path), OSB_OK);
    check_trusted(config);
    config = config_for(scripted_tls_domain("trust"));
    osb_config_set_ca_directory(config, "/nonexistent/authorities");
    check_refused(config, "/nonexistent/authorities");
}

TEST(authorities_come_from_memory)
{
    check_trusted(config_with_bytes(scripted_authority()));
    check_refused(config_with_bytes(scripted_stranger()), "certificate");
    check_refused(config_with_bytes(__FILE__), "certificate");
}

TEST(authorities_from_everywhere_are_trusted_together)
{
    osb_config *config = config_with_bytes(scripted_stranger());
    osb_config_set_ca_directory(config, scripted_file("authorities").path);
    check_trusted(config);
    config = config_for(scripted_tls_domain("trust"));
    osb_config_set_ca_file(config, scripted_stranger());
    osb_config_set_ca_directory(config, scripted_file("authorities").path);
    check_trusted(config);
}

TEST(bytes_stand_in_for_a_file)
{
    osb_config *config = config_with_bytes(scripted_stranger());
    osb_config_set_ca_file(config, scripted_authority());
    check_refused(config, "certificate");
}

TEST(authorities_that_are_taken_back_are_the_systems_again)
{
    osb_config *config = config_trusting(scripted_tls_domain("trust"));
    osb_config_set_ca_file(config, NULL);
    osb_config_set_ca_directory(config, scripted_file("authorities").path);
    osb_config_set_ca_directory(config, NULL);
    osb_config_set_ca_bytes(config, "x", 1);
    osb_config_set_ca_bytes(config, NULL, 0);
    check_refused(config, "certificate");
}

TEST(authorities_that_make_no_sense_are_refused_at_once)
{
    osb_config *config = osb_config_new();
    CHECK_INT(osb_config_set_ca_bytes(config, "", 0), OSB_ERR_INVALID_ARGUMENT);
    CHECK_INT(osb_config_set_ca_bytes(config, "x", (size_t)(16 << 20) + 1), OSB_ERR_INVALID_ARGUMENT);
    CHECK_INT(osb_config_set_ca_directory(config, ""), OSB_ERR_INVALID_ARGUMENT);
    CHECK_INT(osb_config_set_ca_file(config, ""), OSB_ERR_INVALID_ARGUMENT);
    osb_config_free(config);
}

/* ---- The environment ---- */

static void with_variable(const char *name, const char *value, void (*run)(void))
{
    setenv(name, value, 1);
    run();
    unsetenv(name);
}

static void check_system_trusted(void)
{
    check_trusted(config_for(scripted_tls_domain("trust")));
}

static void check_system_refused(void)
{
    check_refused(config_for(scripted_tls_domain("trust")), "certificate");
}

static void check_stranger_refused(void)
{
    osb_config *config = config_for(scripted_tls_domain("trust"));
    osb_config_set_ca_file(config, scripted_stranger());
    check_refused(config, "certificate");
}

TEST(the_environment_names_a_file_or_a_directory)
{
    with_variable("SSL_CERT_FILE", scripted_authority(), check_system_trusted);
    with_variable("SSL_CERT_DIR", scripted_file("authorities").path, check_system_trusted);
    with_variable("SSL_CERT_FILE", scripted_stranger(), check_system_refused);
    with_variable("SSL_CERT_FILE", "", check_system_refused);
    setenv("SSL_CERT_DIR", scripted_file("authorities").path, 1);
    with_variable("SSL_CERT_FILE", scripted_stranger(), check_system_trusted);
    unsetenv("SSL_CERT_DIR");
    check_system_refused();
}

TEST(authorities_of_the_config_go_before_the_environments)
{
    with_variable("SSL_CERT_FILE", scripted_authority(), check_stranger_refused);
    with_variable("SSL_CERT_DIR", scripted_file("authorities").path, check_stranger_refused);
}

TEST(the_environment_is_read_when_a_client_is_made)
{
    scripted_define("trust", SANDBOX_ROUTES);
    setenv("SSL_CERT_FILE", scripted_authority(), 1);
    osb_client *client = fixture_client_with(config_for(scripted_tls_domain("trust")));
    unsetenv("SSL_CERT_FILE");
    osb_sandbox_free(fixture_sandbox(client));
    osb_client_free(client);
}

/* ---- What is verified ---- */

TEST(a_refusal_says_what_was_wrong)
{
    check_refused(config_trusting(scripted_wrong_name_domain("trust")), "target host name '127.0.0.1'");
    check_refused(config_trusting(scripted_expired_domain("trust")), "expired");
    check_refused(config_for(scripted_tls_domain("trust")), "unable to get local issuer certificate");
    osb_config *config = config_for(scripted_tls_domain("trust"));
    osb_config_set_ca_file(config, "/nonexistent/ca.pem");
    check_refused(config, "/nonexistent/ca.pem");
}

TEST(nothing_is_verified_once_that_was_asked_for)
{
    struct scripted_domain domains[] = {
        scripted_tls_domain("trust"), scripted_wrong_name_domain("trust"), scripted_expired_domain("trust"),
    };
    for (size_t i = 0; i < sizeof domains / sizeof *domains; i++) {
        check_refused(config_for(domains[i]), "");
        osb_config *config = config_for(domains[i]);
        CHECK_INT(osb_config_disable_tls_verification(config), OSB_OK);
        check_trusted(config);
    }
}

TEST(a_config_that_verifies_nothing_leaves_others_alone)
{
    osb_config *careless = config_for(scripted_tls_domain("trust"));
    osb_config_disable_tls_verification(careless);
    osb_client *client = fixture_client_with(careless);
    scripted_define("trust", SANDBOX_ROUTES);
    osb_sandbox *sandbox = fixture_sandbox(client);
    check_refused(config_for(scripted_tls_domain("trust")), "certificate");
    osb_sandbox_free(sandbox);
    osb_client_free(client);
}

/* ---- Who we are ---- */

static osb_config *config_as(const char *certificate, const char *key)
{
    osb_config *config = config_trusting(scripted_mutual_domain("trust"));
    CHECK_INT(osb_config_set_client_certificate(config, certificate, key), OSB_OK);
    return config;
}

TEST(a_client_certificate_is_shown_to_whoever_asks)
{
    check_trusted(config_as(scripted_file("client.pem").path, scripted_file("client.key").path));
    check_trusted(config_as(scripted_file("client-with-key.pem").path, NULL));
}

TEST(a_client_certificate_is_no_harm_where_nobody_asks)
{
    osb_config *config = config_trusting(scripted_tls_domain("trust"));
    osb_config_set_client_certificate(config, scripted_file("client.pem").path, scripted_file("client.key").path);
    check_trusted(config);
}

TEST(a_server_that_misses_or_refuses_a_client_certificate_is_told)
{
    check_refused(config_as(NULL, NULL), "certificate required");
    check_refused(config_as(scripted_file("stranger-client.pem").path, scripted_file("stranger-client.key").path), "unknown ca");
}

TEST(client_certificates_that_cannot_be_used_are_named)
{
    struct scripted_file certificate = scripted_file("client.pem");
    check_refused(config_as("/nonexistent/client.pem", scripted_file("client.key").path), "/nonexistent/client.pem");
    check_refused(config_as(__FILE__, scripted_file("client.key").path), __FILE__);
    check_refused(config_as(certificate.path, NULL), certificate.path);
    check_refused(config_as(certificate.path, "/nonexistent/client.key"), "/nonexistent/client.key");
    check_refused(config_as(certificate.path, __FILE__), __FILE__);
    check_refused(config_as(certificate.path, scripted_file("stranger-client.key").path), "key");
}

TEST(a_key_behind_a_password_is_refused)
{
    struct scripted_file key = scripted_file("encrypted.key");
    check_refused(config_as(scripted_file("client.pem").path, key.path), key.path);
    check_refused(config_as(scripted_file("client.pem").path, key.path), "behind a password");
}

/* OpenSSL asks on the terminal, and on standard error in a process that has none. */
TEST(nobody_is_asked_for_a_password)
{
    int ends[2];
    char asked[64];
    REQUIRE(pipe(ends) == 0);
    scripted_define("trust", SANDBOX_ROUTES);
    fflush(stdout);
    pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        setsid();
        dup2(ends[1], STDERR_FILENO);
        _exit(create(config_as(scripted_file("client.pem").path, scripted_file("encrypted.key").path), NULL));
    }
    int status = 0;
    close(ends[1]);
    CHECK_INT(read(ends[0], asked, sizeof asked), 0);
    CHECK_INT(waitpid(child, &status, 0), child);
    CHECK_INT(WIFEXITED(status) ? WEXITSTATUS(status) : -1, OSB_ERR_TLS);
    close(ends[0]);
}

TEST(client_certificates_that_make_no_sense_are_refused_at_once)
{
    osb_config *config = osb_config_new();
    CHECK_INT(osb_config_set_client_certificate(config, NULL, "client.key"), OSB_ERR_INVALID_ARGUMENT);
    CHECK_INT(osb_config_set_client_certificate(config, "", "client.key"), OSB_ERR_INVALID_ARGUMENT);
    CHECK_INT(osb_config_set_client_certificate(config, "client.pem", ""), OSB_ERR_INVALID_ARGUMENT);
    osb_config_free(config);
}

/* ---- Versions ---- */

TEST(versions_of_tls_older_than_the_least_are_not_spoken)
{
    osb_config *config = config_trusting(scripted_tls12_domain("trust"));
    CHECK_INT(osb_config_set_min_tls_version(config, "1.3"), OSB_OK);
    check_refused(config, "protocol version");
    config = config_trusting(scripted_tls_domain("trust"));
    CHECK_INT(osb_config_set_min_tls_version(config, "1.3"), OSB_OK);
    check_trusted(config);
    config = config_trusting(scripted_tls12_domain("trust"));
    CHECK_INT(osb_config_set_min_tls_version(config, "1.2"), OSB_OK);
    check_trusted(config);
    check_trusted(config_trusting(scripted_tls12_domain("trust")));
}

TEST(versions_of_tls_are_two)
{
    osb_config *config = osb_config_new();
    const char *others[] = {"1.1", "1.4", "", "TLSv1.2", "1.2 ", NULL};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        CHECK_INT(osb_config_set_min_tls_version(config, others[i]), OSB_ERR_INVALID_ARGUMENT);
    osb_config_free(config);
}
