#include "front.h"

#include "control.h"

#include <stdio.h>
#include <stdlib.h>

static int front(void)
{
    return control_port("OSB_HTTP2_CONTROL_PORT");
}

struct front_domain front_domain(const char *name)
{
    struct front_domain domain;
    snprintf(domain.text, sizeof domain.text, "127.0.0.1:%d/s/%s", control_port("OSB_HTTP2_PORT"), name);
    return domain;
}

void front_reset(void)
{
    free(control_call(front(), "DELETE", "", NULL, "settings"));
}

void front_go_away(int requests, const char *when)
{
    free(control_call(front(), "PUT", "", NULL, "goaway?requests=%d&when=%s", requests, when));
}

long front_count(const char *what)
{
    char *text = control_call(front(), "GET", "", NULL, "count?of=%s", what);
    long count = strtol(text, NULL, 10);
    free(text);
    return count;
}
