/* What both contestants of a transfer do besides moving its bytes. */
#ifndef TRANSFER_H
#define TRANSFER_H

#include "measure.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Kilobytes of a line of /proc/self/status: VmRSS now, VmHWM at most so far. */
static inline double memory(const char *line)
{
    char text[256];
    double kilobytes = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(text, sizeof text, status))
        if (strncmp(text, line, strlen(line)) == 0)
            kilobytes = atof(text + strlen(line) + 1);
    if (status)
        fclose(status);
    return kilobytes;
}

/* From here on VmHWM tells the peak of what follows. */
static inline double begin_peak(void)
{
    FILE *references = fopen("/proc/self/clear_refs", "w");
    if (!references || fputs("5", references) < 0 || fclose(references) != 0)
        stop("peak", "/proc/self/clear_refs cannot be written");
    return memory("VmRSS:");
}

struct transfer {
    double before, cpu_before, idle;
};

static inline struct transfer begin_transfer(void)
{
    struct transfer transfer = {.idle = begin_peak()};
    transfer.cpu_before = cpu();
    transfer.before = now();
    return transfer;
}

static inline void end_transfer(const struct transfer *transfer, const char *name)
{
    char line[64];
    double wall = now() - transfer->before, used = cpu() - transfer->cpu_before;
    snprintf(line, sizeof line, "%s_wall", name);
    report(line, wall);
    snprintf(line, sizeof line, "%s_cpu", name);
    report(line, used);
    snprintf(line, sizeof line, "%s_peak", name);
    report(line, (memory("VmHWM:") - transfer->idle) / 1024);
}

static inline int open_or_stop(const char *path, int flags)
{
    int fd = open(path, flags);
    if (fd < 0)
        stop(path, "cannot be opened");
    return fd;
}

#endif
