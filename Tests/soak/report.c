#include "report.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>

#define X(name, text) text,
static const char *const names[] = {OPERATIONS(X)};
#undef X

static atomic_long counts[OPERATION_COUNT][OUTCOME_COUNT], calm_ones;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long failures;
static char first[512];

const char *operation_name(enum operation operation)
{
    return names[operation];
}

void report_outcome(enum operation operation, enum outcome outcome, int calm)
{
    counts[operation][outcome]++;
    calm_ones += calm != 0;
}

void report_failure(const char *who, const char *format, ...)
{
    char why[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, sizeof why, format, arguments);
    va_end(arguments);
    pthread_mutex_lock(&lock);
    if (failures++ == 0)
        snprintf(first, sizeof first, "%s: %s", who, why);
    printf("# wrong: %s: %s\n", who, why);
    fflush(stdout);
    pthread_mutex_unlock(&lock);
}

long report_count(enum outcome outcome)
{
    long count = 0;
    for (int i = 0; i < OPERATION_COUNT; i++)
        count += counts[i][outcome];
    return count;
}

long report_calm_count(void)
{
    return calm_ones;
}

long report_failures(void)
{
    pthread_mutex_lock(&lock);
    long count = failures;
    pthread_mutex_unlock(&lock);
    return count;
}

const char *report_first_failure(void)
{
    return report_failures() ? first : NULL;
}

void report_write(char *text, int size)
{
    int used = 0;
    for (int i = 0; i < OPERATION_COUNT && used < size; i++)
        used += snprintf(text + used, (size_t)(size - used), "%s%s %ld/%ld/%ld", i ? ", " : "", names[i], (long)counts[i][OUTCOME_DONE],
                         (long)counts[i][OUTCOME_HINDERED], (long)counts[i][OUTCOME_CANCELLED]);
}
