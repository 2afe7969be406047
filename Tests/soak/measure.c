#include "measure.h"

#include "check.h"
#include "entries.h"
#include "memory.h"

#include <stdio.h>
#include <unistd.h>

static size_t resident_pages(void)
{
    size_t size = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%zu %zu", &size, &resident) != 2)
        check_stop("/proc/self/statm cannot be read");
    fclose(file);
    return resident;
}

struct measure measure_now(void)
{
    return (struct measure){
        .allocated = allocated(),
        .resident = resident_pages() * (size_t)sysconf(_SC_PAGESIZE),
        .descriptors = count_entries("/proc/self/fd") - 1, /* without the one that it is read through */
        .threads = count_entries("/proc/self/task"),
    };
}

struct measure measure_trimmed(void)
{
    malloc_trim(0);
    return measure_now();
}
