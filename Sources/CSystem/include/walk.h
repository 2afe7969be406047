/* A directory tree of the host, entry by entry: a directory before what is in it, each directory's entries by their names. */
#ifndef CSYSTEM_WALK_H
#define CSYSTEM_WALK_H

#include <stdint.h>

typedef enum csystem_entry_kind {
    CSYSTEM_ENTRY_FILE,
    CSYSTEM_ENTRY_DIRECTORY,
    CSYSTEM_ENTRY_LINK,
    CSYSTEM_ENTRY_OTHER,
} csystem_entry_kind;

typedef struct csystem_walk_entry {
    csystem_entry_kind kind;
    /* Valid until the next one. */
    const char *path;
    /* Below the root, without a slash before it; empty for the root itself. */
    const char *name;
    /* The target of a link, NULL for others. */
    const char *target;
    uint32_t mode;
    int64_t size, modified_at;
} csystem_walk_entry;

typedef struct csystem_walk csystem_walk;

/* NULL where there is no memory. A root that is a link is followed. */
csystem_walk *csystem_walk_open(const char *root);
/* 1 for an entry, 0 after the last, or a failure (files.h), of which `entry` has the path. */
int64_t csystem_walk_next(csystem_walk *walk, csystem_walk_entry *entry);
void csystem_walk_close(csystem_walk *walk);

#endif
