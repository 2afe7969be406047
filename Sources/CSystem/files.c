#include "CSystem.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

static int64_t answer(int64_t result) { return result < 0 ? -1 - (int64_t)errno : result; }

const char *csystem_error_text(int error) {
    const char *text = strerrordesc_np(error);
    return text != NULL ? text : "an unknown error";
}

bool csystem_is_would_block(int error) { return error == EAGAIN || error == EWOULDBLOCK; }
bool csystem_is_broken_pipe(int error) { return error == EPIPE || error == ECONNRESET; }
bool csystem_is_no_such_file(int error) { return error == ENOENT; }

static bool has_size_limit(rlim_t *limit) {
    struct rlimit limits;
    if (getrlimit(RLIMIT_FSIZE, &limits) != 0 || limits.rlim_cur == RLIM_INFINITY) return false;
    *limit = limits.rlim_cur;
    return true;
}

int64_t csystem_channel_kind_of(int descriptor) {
    struct stat status;
    rlim_t limit;
    if (fstat(descriptor, &status) != 0) return answer(-1);
    if (S_ISSOCK(status.st_mode)) return CSYSTEM_CHANNEL_SOCKET;
    /* /dev/null and its kind never make anybody wait. */
    enum { MEMORY_DEVICES = 1 };
    if (S_ISCHR(status.st_mode) && major(status.st_rdev) == MEMORY_DEVICES) return CSYSTEM_CHANNEL_FILE;
    if (!S_ISREG(status.st_mode) && !S_ISBLK(status.st_mode) && !S_ISDIR(status.st_mode)) return CSYSTEM_CHANNEL_PIPE;
    return has_size_limit(&limit) ? CSYSTEM_CHANNEL_LIMITED_FILE : CSYSTEM_CHANNEL_FILE;
}

static bool is_ready(int descriptor, short events) {
    struct pollfd wanted = { .fd = descriptor, .events = events };
    return poll(&wanted, 1, 0) > 0;
}

int64_t csystem_channel_read(int descriptor, csystem_channel_kind kind, uint8_t *bytes, size_t count) {
    ssize_t got;
    if (kind == CSYSTEM_CHANNEL_PIPE && !is_ready(descriptor, POLLIN)) return -1 - (int64_t)EAGAIN;
    do {
        got = kind == CSYSTEM_CHANNEL_SOCKET ? recv(descriptor, bytes, count, MSG_DONTWAIT) : read(descriptor, bytes, count);
    } while (got < 0 && errno == EINTR);
    return answer(got);
}

/* How many of so many bytes may be written before the limit would be crossed, which is a signal. */
static size_t room_below_limit(int descriptor, size_t count) {
    rlim_t limit;
    struct stat status;
    if (!has_size_limit(&limit)) return count;
    const int flags = fcntl(descriptor, F_GETFL);
    const bool appends = flags >= 0 && (flags & O_APPEND) != 0;
    const off_t position = appends && fstat(descriptor, &status) == 0 ? status.st_size : lseek(descriptor, 0, SEEK_CUR);
    if (position < 0) return count;
    if ((rlim_t)position >= limit) return 0;
    return limit - (rlim_t)position < count ? (size_t)(limit - (rlim_t)position) : count;
}

int64_t csystem_channel_write(int descriptor, csystem_channel_kind kind, const uint8_t *bytes, size_t count) {
    ssize_t put;
    csystem_signal_guard guard;
    if (kind == CSYSTEM_CHANNEL_LIMITED_FILE) {
        const size_t room = room_below_limit(descriptor, count);
        if (room == 0 && count > 0) return -1 - (int64_t)EFBIG;
        count = room;
    }
    if (kind == CSYSTEM_CHANNEL_PIPE) {
        /* A pipe that is ready takes this much without blocking, also where the host left it in blocking mode. */
        if (!is_ready(descriptor, POLLOUT)) return -1 - (int64_t)EAGAIN;
        if (count > PIPE_BUF) count = PIPE_BUF;
        csystem_signal_guard_begin(&guard);
    }
    do {
        put = kind == CSYSTEM_CHANNEL_SOCKET ? send(descriptor, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT) : write(descriptor, bytes, count);
    } while (put < 0 && errno == EINTR);
    const int64_t result = answer(put);
    if (kind == CSYSTEM_CHANNEL_PIPE) csystem_signal_guard_end(&guard);
    return result;
}

void csystem_channel_wait(int descriptor, bool to_write, int other, int milliseconds) {
    struct pollfd wanted[] = { { .fd = descriptor, .events = to_write ? POLLOUT : POLLIN }, { .fd = other, .events = POLLIN } };
    poll(wanted, 2, milliseconds);
}

static void describe(const struct stat *status, csystem_file_status *out) {
    out->is_file = S_ISREG(status->st_mode);
    out->is_directory = S_ISDIR(status->st_mode);
    out->is_link = S_ISLNK(status->st_mode);
    out->mode = status->st_mode & 0777;
    out->size = status->st_size;
    out->modified_at = status->st_mtime;
}

int64_t csystem_file_status_at(const char *path, csystem_file_status *status) {
    struct stat found;
    if (stat(path, &found) != 0) return answer(-1);
    describe(&found, status);
    return 0;
}

int64_t csystem_file_open(const char *path, bool follows, csystem_file_status *status) {
    struct stat found;
    /* Not to wait for the other end of a pipe that goes by this name. */
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | (follows ? 0 : O_NOFOLLOW));
    if (descriptor < 0) return answer(-1);
    if (fstat(descriptor, &found) != 0 || !S_ISREG(found.st_mode)) {
        close(descriptor);
        return -1 - (int64_t)EINVAL;
    }
    describe(&found, status);
    return descriptor;
}

int64_t csystem_directory_open(const char *path) { return answer(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)); }

int64_t csystem_directory_enter(int directory, const char *name) {
    return answer(openat(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

int64_t csystem_directory_is_empty(int directory, const char *name) {
    const int64_t entered = csystem_directory_enter(directory, name);
    if (entered < 0) return entered;
    DIR *entries = fdopendir((int)entered);
    if (entries == NULL) {
        const int64_t failed = answer(-1);
        close((int)entered);
        return failed;
    }
    int64_t is_empty = 1;
    for (struct dirent *entry; is_empty && (entry = readdir(entries)) != NULL;)
        is_empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    closedir(entries);
    return is_empty;
}

int64_t csystem_directory_make(int directory, const char *name, uint32_t mode) { return answer(mkdirat(directory, name, mode)); }

int64_t csystem_file_create(int directory, const char *name, uint32_t mode) {
    return answer(openat(directory, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
}

int64_t csystem_file_look(int directory, const char *name, csystem_file_status *status) {
    struct stat found;
    if (fstatat(directory, name, &found, AT_SYMLINK_NOFOLLOW) != 0) return answer(-1);
    describe(&found, status);
    return 0;
}

int64_t csystem_file_clear(int descriptor) {
    return answer(lseek(descriptor, 0, SEEK_SET) < 0 ? -1 : ftruncate(descriptor, 0));
}

int64_t csystem_file_set_mode(int descriptor, uint32_t mode) { return answer(fchmod(descriptor, mode)); }

int64_t csystem_file_set_modified(int descriptor, int64_t seconds) {
    const struct timespec times[] = { { .tv_nsec = UTIME_OMIT }, { .tv_sec = (time_t)seconds } };
    return answer(futimens(descriptor, times));
}

int64_t csystem_file_close(int descriptor) { return answer(close(descriptor)); }

int64_t csystem_file_rename(int directory, const char *from, const char *to) { return answer(renameat(directory, from, directory, to)); }

int64_t csystem_file_link(int directory, const char *name, int to_directory, const char *to_name) {
    return answer(linkat(to_directory, to_name, directory, name, 0));
}

int64_t csystem_link_make(int directory, const char *name, const char *target) { return answer(symlinkat(target, directory, name)); }

void csystem_file_remove(int directory, const char *name) { unlinkat(directory, name, 0); }

/* Removes what is in a directory of the root; its directories are moved up into the root, so that none is too deep to be reached. */
static bool empty_into(int root, const char *name) {
    const int64_t directory = csystem_directory_enter(root, name);
    DIR *entries = directory < 0 ? NULL : fdopendir((int)directory);
    if (entries == NULL) {
        if (directory >= 0) close((int)directory);
        return false;
    }
    bool has_changed = false;
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        char moved[32];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        snprintf(moved, sizeof moved, "%llx", (unsigned long long)csystem_random());
        if (unlinkat(dirfd(entries), entry->d_name, 0) == 0 || renameat(dirfd(entries), entry->d_name, root, moved) == 0)
            has_changed = true;
    }
    closedir(entries);
    return unlinkat(root, name, AT_REMOVEDIR) == 0 || has_changed;
}

void csystem_tree_remove(int parent, const char *name) {
    const int64_t root = csystem_directory_enter(parent, name);
    DIR *entries = root < 0 ? NULL : fdopendir((int)root);
    if (entries != NULL) {
        bool has_changed;
        do {
            has_changed = false;
            rewinddir(entries);
            for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
                if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
                if (unlinkat(dirfd(entries), entry->d_name, 0) == 0 || empty_into(dirfd(entries), entry->d_name)) has_changed = true;
            }
        } while (has_changed);
        closedir(entries);
    } else if (root >= 0) {
        close((int)root);
    }
    unlinkat(parent, name, AT_REMOVEDIR);
}

uint64_t csystem_random(void) {
    uint64_t bits = 0;
    /* Without entropy what follows from it is a name that may be taken, which whoever uses it notices. */
    if (getrandom(&bits, sizeof bits, 0) != (ssize_t)sizeof bits) bits ^= (uint64_t)csystem_monotonic_microseconds();
    return bits;
}
