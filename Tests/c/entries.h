/* How many entries a directory has: threads in /proc/self/task, descriptors in /proc/self/fd, files. */
#ifndef ENTRIES_H
#define ENTRIES_H

#include "check.h"

#include <dirent.h>
#include <string.h>

/* Without "." and "..". Of /proc/self/fd one entry is that by which it is read. */
static inline int count_entries(const char *path)
{
    int count = 0;
    DIR *directory = opendir(path);
    if (!directory)
        check_stop("%s cannot be read", path);
    for (const struct dirent *entry; (entry = readdir(directory));)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(directory);
    return count;
}

#endif
