#include "clients.h"

#include "live.h"

#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct shared_client *present[CLIENTS];

osb_client *client_through_faults(int is_proxied)
{
    char domain[32];
    osb_client *client = NULL;
    osb_error *error = NULL;
    osb_config *config = osb_config_new();
    snprintf(domain, sizeof domain, "127.0.0.1:%s", setting("OSB_FAULTS_PORT", NULL));
    CHECK_INT(osb_config_set_domain(config, domain), OSB_OK);
    CHECK_INT(osb_config_set_protocol(config, setting("OSB_TEST_PROTOCOL", "http")), OSB_OK);
    CHECK_INT(osb_config_set_api_key(config, setting("OSB_TEST_API_KEY", "")), OSB_OK);
    CHECK_INT(osb_config_set_use_server_proxy(config, is_proxied), OSB_OK);
    CHECK_INT(osb_config_set_request_timeout(config, REQUEST_TIMEOUT), OSB_OK);
    CHECK_INT(osb_config_set_first_byte_timeout(config, REQUEST_TIMEOUT), OSB_OK);
    CHECK_INT(osb_config_set_idle_timeout(config, IDLE_TIMEOUT), OSB_OK);
    if (osb_client_new(config, &client, &error) != OSB_OK)
        stop("client", error);
    osb_config_free(config);
    return client;
}

static struct shared_client *new_shared(int number)
{
    struct shared_client *shared = malloc(sizeof *shared);
    if (!shared)
        check_stop("no memory");
    *shared = (struct shared_client){.client = client_through_faults(number % 2), .is_proxied = number % 2, .users = 1};
    return shared;
}

void clients_open(void)
{
    for (int i = 0; i < CLIENTS; i++)
        present[i] = new_shared(i);
}

void clients_close(void)
{
    for (int i = 0; i < CLIENTS; i++)
        clients_return(present[i]);
}

struct shared_client *clients_borrow(int number)
{
    pthread_mutex_lock(&lock);
    struct shared_client *shared = present[number];
    shared->users++;
    pthread_mutex_unlock(&lock);
    return shared;
}

void clients_return(struct shared_client *shared)
{
    pthread_mutex_lock(&lock);
    int is_last = --shared->users == 0;
    pthread_mutex_unlock(&lock);
    if (!is_last)
        return;
    osb_client_free(shared->client); /* may wait for what it owes */
    free(shared);
}

void clients_renew(int number)
{
    struct shared_client *next = new_shared(number);
    pthread_mutex_lock(&lock);
    struct shared_client *before = present[number];
    present[number] = next;
    pthread_mutex_unlock(&lock);
    clients_return(before);
}
