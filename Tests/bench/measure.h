/* What both contestants measure with. Results are lines "NAME VALUE" on standard output, for run.py. */
#ifndef MEASURE_H
#define MEASURE_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* Connections and look-ups are made before anything is measured. */
#define WARM_UP 20

/* Milliseconds on the monotonic clock. */
static inline double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* Milliseconds of processor time that this process has used, its system calls included. */
static inline double cpu(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

/* KiB of memory that are in use, the libraries' included. */
static inline double resident(void)
{
    long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%*s %ld", &pages) != 1) {
        fprintf(stderr, "/proc/self/statm cannot be read\n");
        exit(1);
    }
    fclose(file);
    return (double)pages * (double)sysconf(_SC_PAGESIZE) / 1024;
}

/* A connection each for very many streams: as many descriptors as may be had. */
static inline void raise_descriptor_limit(void)
{
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

static inline void report(const char *name, double value)
{
    printf("%s %.6f\n", name, value);
}

static inline int compare_times(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static inline void report_median(const char *name, double *times, size_t count)
{
    qsort(times, count, sizeof *times, compare_times);
    report(name, times[count / 2]);
}

_Noreturn static inline void stop(const char *what, const char *why)
{
    fprintf(stderr, "%s: %s\n", what, why);
    exit(1);
}

/* Room for so many times. */
static inline double *new_times(size_t count)
{
    double *times = calloc(count ? count : 1, sizeof *times);
    if (!times)
        stop("times", "no memory");
    return times;
}

#endif
