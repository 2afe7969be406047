#include "CSystem.h"

#include <fts.h>
#include <limits.h>
#include <sys/stat.h>

struct csystem_walk {
    FTS *tree;
    int is_begun;
    size_t root_length;
    char target[PATH_MAX];
};

static int by_name(const FTSENT **left, const FTSENT **right) { return strcmp((*left)->fts_name, (*right)->fts_name); }

csystem_walk *csystem_walk_open(const char *root) {
    csystem_walk *walk = calloc(1, sizeof *walk);
    char *name = strdup(root);
    if (walk != NULL && name != NULL) {
        /* A trailing slash would stand twice in the paths. */
        walk->root_length = strlen(name);
        while (walk->root_length > 1 && name[walk->root_length - 1] == '/') name[--walk->root_length] = '\0';
        char *roots[] = { name, NULL };
        walk->tree = fts_open(roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, by_name);
    }
    free(name);
    if (walk != NULL && walk->tree == NULL) {
        free(walk);
        return NULL;
    }
    return walk;
}

int64_t csystem_walk_next(csystem_walk *walk, csystem_walk_entry *entry) {
    FTSENT *found;
    do {
        errno = 0;
        walk->is_begun = 1;
        found = fts_read(walk->tree);
        if (found == NULL) return errno == 0 ? 0 : -1 - (int64_t)errno;
    } while (found->fts_info == FTS_DP);

    entry->path = found->fts_path;
    entry->name = found->fts_path + walk->root_length;
    while (*entry->name == '/') entry->name++;
    entry->target = NULL;
    switch (found->fts_info) {
    case FTS_D: entry->kind = CSYSTEM_ENTRY_DIRECTORY; break;
    case FTS_F: entry->kind = CSYSTEM_ENTRY_FILE; break;
    case FTS_SL: case FTS_SLNONE: entry->kind = CSYSTEM_ENTRY_LINK; break;
    case FTS_DEFAULT: entry->kind = CSYSTEM_ENTRY_OTHER; break;
    case FTS_DC: return -1 - (int64_t)ELOOP;
    default: return -1 - (int64_t)(found->fts_errno != 0 ? found->fts_errno : EIO);
    }
    entry->mode = found->fts_statp->st_mode & 0777;
    entry->size = found->fts_statp->st_size;
    entry->modified_at = found->fts_statp->st_mtime;
    if (entry->kind == CSYSTEM_ENTRY_LINK) {
        const ssize_t length = readlink(found->fts_accpath, walk->target, sizeof walk->target - 1);
        if (length < 0) return -1 - (int64_t)errno;
        walk->target[length] = '\0';
        entry->target = walk->target;
    }
    return 1;
}

void csystem_walk_close(csystem_walk *walk) {
    if (walk == NULL) return;
    /* fts_close() looks at the level of the entry it stands at, which nobody has set before the first read (glibc 2.36): it leaks then. */
    if (!walk->is_begun) (void)fts_read(walk->tree);
    fts_close(walk->tree);
    free(walk);
}
