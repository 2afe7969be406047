#include "forward.h"

#include "control.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int proxy(void)
{
    return control_port("OSB_FORWARD_CONTROL_PORT");
}

struct forward_url forward_url(const char *scheme_and_user)
{
    struct forward_url url;
    int is_secure = strncmp(scheme_and_user, "https", 5) == 0;
    int port = control_port(is_secure ? "OSB_FORWARD_TLS_PORT" : "OSB_FORWARD_PORT");
    snprintf(url.text, sizeof url.text, "%s127.0.0.1:%d", scheme_and_user, port);
    return url;
}

void forward_reset(void)
{
    free(control_call(proxy(), "DELETE", "", NULL, "settings"));
}

void forward_demand(const char *credentials)
{
    free(control_call(proxy(), "PUT", credentials, NULL, "credentials"));
}

void forward_refuse(int code)
{
    free(control_call(proxy(), "PUT", "", NULL, "refusal?code=%d", code));
}

long forward_count(const char *kind)
{
    char *text = control_call(proxy(), "GET", "", NULL, "count?of=%s", kind);
    long count = strtol(text, NULL, 10);
    free(text);
    return count;
}

char *forward_record(void)
{
    return control_call(proxy(), "GET", "", NULL, "record");
}
