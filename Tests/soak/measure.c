#include "measure.h"

#include "check.h"
#include "memory.h"

#include <dirent.h>
#include <stdio.h>
#include <unistd.h>

static int count_entries(const char *path)
{
    int count = 0;
    DIR *directory = opendir(path);
    if (!directory)
        check_stop("%s cannot be read", path);
    for (struct dirent *entry; (entry = readdir(directory));)
        count += entry->d_name[0] != '.';
    closedir(directory);
    return count;
}

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
