#include "scripted.h"

#include "check.h"
#include "control.h"

#include <stdio.h>
#include <stdlib.h>

static int server(void)
{
    return control_port("OSB_SCRIPTED_PORT");
}

static const char *or_any(const char *pattern, const char *any)
{
    return pattern ? pattern : any;
}

void scripted_define(const char *name, const char *script)
{
    free(control_call(server(), "PUT", script, NULL, "script/%s", name));
}

struct scripted_domain scripted_door_domain(const char *name, int port)
{
    struct scripted_domain domain;
    snprintf(domain.text, sizeof domain.text, "127.0.0.1:%d/s/%s", port, name);
    return domain;
}

static struct scripted_domain domain_at(const char *variable, const char *name)
{
    return scripted_door_domain(name, control_port(variable));
}

struct scripted_domain scripted_domain(const char *name)
{
    return domain_at("OSB_SCRIPTED_PORT", name);
}

struct scripted_domain scripted_tls_domain(const char *name)
{
    return domain_at("OSB_SCRIPTED_TLS_PORT", name);
}

struct scripted_domain scripted_wrong_name_domain(const char *name)
{
    return domain_at("OSB_SCRIPTED_WRONG_NAME_PORT", name);
}

struct scripted_domain scripted_expired_domain(const char *name)
{
    return domain_at("OSB_SCRIPTED_EXPIRED_PORT", name);
}

struct scripted_domain scripted_mutual_domain(const char *name)
{
    return domain_at("OSB_SCRIPTED_MUTUAL_PORT", name);
}

struct scripted_domain scripted_tls12_domain(const char *name)
{
    return domain_at("OSB_SCRIPTED_TLS12_PORT", name);
}

struct scripted_domain scripted_domain_behind_faults(const char *name)
{
    return domain_at("OSB_FAULTS_PORT", name);
}

int scripted_open_door(const char *certificate)
{
    char *text = control_call(server(), "POST", "", NULL, "door?certificate=%s", certificate);
    int port = atoi(text);
    free(text);
    return port;
}

void scripted_present(int port, const char *certificate)
{
    free(control_call(server(), "PUT", "", NULL, "door?port=%d&certificate=%s", port, certificate));
}

static const char *file_in(const char *variable)
{
    const char *path = getenv(variable);
    if (!path)
        check_stop("%s is not set: run this through Tools/faults/with_servers.py", variable);
    return path;
}

const char *scripted_authority(void)
{
    return file_in("OSB_SCRIPTED_CA");
}

const char *scripted_stranger(void)
{
    return file_in("OSB_SCRIPTED_STRANGER_CA");
}

struct scripted_file scripted_file(const char *name)
{
    struct scripted_file file;
    snprintf(file.path, sizeof file.path, "%s/%s", file_in("OSB_CERTIFICATES"), name);
    return file;
}

long scripted_count(const char *name, const char *event, const char *method, const char *path)
{
    char *text = control_call(server(), "GET", "", NULL, "count?script=%s&event=%s&method=%s&path=%s",
                              name, event, or_any(method, "*"), or_any(path, "/**"));
    long count = strtol(text, NULL, 10);
    free(text);
    return count;
}

void scripted_wait(const char *name, const char *event, const char *method, const char *path, long count)
{
    free(control_call(server(), "GET", "", NULL, "wait?script=%s&event=%s&method=%s&path=%s&count=%ld",
                      name, event, or_any(method, "*"), or_any(path, "/**"), count));
}

char *scripted_requests(const char *name, const char *method, const char *path, size_t *size)
{
    return control_call(server(), "GET", "", size, "requests?script=%s&method=%s&path=%s",
                        name, or_any(method, "*"), or_any(path, "/**"));
}

void scripted_signal(const char *name, const char *signal)
{
    free(control_call(server(), "POST", "", NULL, "signal?script=%s&name=%s", name, signal));
}
