/* The host's files and descriptors. What fails answers -1 minus errno's value, never a signal: see csystem_failed(). */
#ifndef CSYSTEM_FILES_H
#define CSYSTEM_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* How a descriptor is read, written and waited for. */
typedef enum csystem_channel_kind {
    CSYSTEM_CHANNEL_FILE,
    /* A file in a process whose files may not grow beyond a limit: crossing it is SIGXFSZ. */
    CSYSTEM_CHANNEL_LIMITED_FILE,
    CSYSTEM_CHANNEL_SOCKET,
    /* A pipe, a terminal, another device. */
    CSYSTEM_CHANNEL_PIPE,
} csystem_channel_kind;

/* The errno in the answer of a function here; 0 when it did not fail. */
static inline int csystem_failed(int64_t answer) { return answer < 0 ? (int)(-answer - 1) : 0; }

/* The C library's words for an errno, in English, valid for ever. */
const char *csystem_error_text(int error);
bool csystem_is_would_block(int error);
bool csystem_is_broken_pipe(int error);
bool csystem_is_no_such_file(int error);

/* A kind, or a failure when it is no descriptor. */
int64_t csystem_channel_kind_of(int descriptor);
/* At the most so many bytes; EAGAIN when it would have to wait. A read of 0 is the end. */
int64_t csystem_channel_read(int descriptor, csystem_channel_kind kind, uint8_t *bytes, size_t count);
int64_t csystem_channel_write(int descriptor, csystem_channel_kind kind, const uint8_t *bytes, size_t count);
/* Waits until it can be read (or written), `other` (-1: none) is readable, or the time is up. Milliseconds, -1 for ever. */
void csystem_channel_wait(int descriptor, bool to_write, int other, int milliseconds);

/* What a path of the host is. */
typedef struct csystem_file_status {
    bool is_file, is_directory, is_link;
    uint32_t mode; /* the nine permission bits */
    int64_t size, modified_at; /* seconds since 1970 */
} csystem_file_status;

/* Follows links. 0, or a failure. */
int64_t csystem_file_status_at(const char *path, csystem_file_status *status);
/* Opens a regular file: its descriptor. Anything else fails with EINVAL, a link that is not to be followed with ELOOP. */
int64_t csystem_file_open(const char *path, bool follows, csystem_file_status *status);

/* The directory of a path, which later calls stay in whatever becomes of its name: its descriptor. */
int64_t csystem_directory_open(const char *path);
/* The directory `name` in a directory, not through a link. */
int64_t csystem_directory_enter(int directory, const char *name);
/* 1 when it is, 0 when it is not, or a failure. */
int64_t csystem_directory_is_empty(int directory, const char *name);
int64_t csystem_directory_make(int directory, const char *name, uint32_t mode);
/* Makes a file that was not there; `mode` is subject to the process's mask. Its descriptor. */
int64_t csystem_file_create(int directory, const char *name, uint32_t mode);
/* A file's, or with `name` that of an entry of a directory; links are not followed. */
int64_t csystem_file_look(int directory, const char *name, csystem_file_status *status);
/* Takes all away that was written. */
int64_t csystem_file_clear(int descriptor);
int64_t csystem_file_set_mode(int descriptor, uint32_t mode);
int64_t csystem_file_set_modified(int descriptor, int64_t seconds);
/* Tells what a delayed write came to. */
int64_t csystem_file_close(int descriptor);
int64_t csystem_file_rename(int directory, const char *from, const char *to);
int64_t csystem_file_link(int directory, const char *name, int to_directory, const char *to_name);
int64_t csystem_link_make(int directory, const char *name, const char *target);
void csystem_file_remove(int directory, const char *name);
/* A directory and all that is in it, however deep; links are removed, not followed. */
void csystem_tree_remove(int parent, const char *name);

/* 64 random bits. */
uint64_t csystem_random(void);

#endif
