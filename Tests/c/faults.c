#include "faults.h"

#include "control.h"

#include <stdlib.h>

static int proxy(void)
{
    return control_port("OSB_FAULTS_CONTROL_PORT");
}

void faults_for_all(const char *faults)
{
    free(control_call(proxy(), "PUT", faults, NULL, "faults?connections=all"));
}

void faults_for_next(int connections, const char *faults)
{
    free(control_call(proxy(), "PUT", faults, NULL, "faults?connections=%d", connections));
}

void faults_answer(int requests, int status, const char *headers)
{
    free(control_call(proxy(), "PUT", headers, NULL, "statuses?status=%d&count=%d", status, requests));
}

void faults_clear(void)
{
    free(control_call(proxy(), "DELETE", "", NULL, "faults"));
}

long faults_count(const char *what)
{
    char *text = control_call(proxy(), "GET", "", NULL, "count?of=%s", what);
    long count = strtol(text, NULL, 10);
    free(text);
    return count;
}

void faults_wait(const char *what, long count)
{
    free(control_call(proxy(), "GET", "", NULL, "wait?of=%s&count=%ld", what, count));
}
