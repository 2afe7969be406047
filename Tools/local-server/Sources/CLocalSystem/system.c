#include "CLocalSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void awaited_signals(sigset_t *set) {
    sigemptyset(set);
    sigaddset(set, SIGCHLD);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGHUP);
}

void local_signals_block(void) {
    sigset_t set;
    awaited_signals(&set);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
}

int local_signals_wait(void) {
    sigset_t set;
    awaited_signals(&set);
    int signal_number = 0;
    while (sigwait(&set, &signal_number) != 0) {}
    return signal_number;
}

int local_pidfd(pid_t pid) {
    long descriptor = syscall(SYS_pidfd_open, pid, 0);
    return descriptor < 0 ? -errno : (int)descriptor;
}

void local_pidfd_signal(int pidfd, int signal_number) {
    syscall(SYS_pidfd_send_signal, pidfd, signal_number, NULL, 0);
}

void local_adopt_orphans(void) {
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
}

int local_pipe(int ends[2]) {
    return pipe2(ends, O_CLOEXEC) == 0 ? 0 : -errno;
}

int local_pipe_waiting(int descriptor) {
    int count = 0;
    return ioctl(descriptor, FIONREAD, &count) == 0 ? count : 0;
}

ptrdiff_t local_find(const void *text, size_t size, const void *wanted, size_t wanted_size) {
    const char *found = memmem(text, size, wanted, wanted_size);
    return found == NULL ? -1 : found - (const char *)text;
}

const int local_path_only = O_PATH;
const int local_unnamed_file = O_TMPFILE;

int local_copy_file(int source, int target, int64_t *copied) {
    static const size_t most = 64u << 20;
    char buffer[1 << 16];
    bool in_kernel = true;
    *copied = 0;
    while (true) {
        ssize_t count = in_kernel ? copy_file_range(source, NULL, target, NULL, most, 0) : read(source, buffer, sizeof buffer);
        if (count < 0 && errno == EINTR) { continue; }
        if (count < 0 && in_kernel && *copied == 0) { in_kernel = false; continue; }
        if (count < 0) { return -errno; }
        if (count == 0) { return 0; }
        if (!in_kernel) {
            for (ssize_t done = 0; done < count;) {
                ssize_t written = write(target, buffer + done, (size_t)(count - done));
                if (written < 0 && errno == EINTR) { continue; }
                if (written < 0) { return -errno; }
                done += written;
            }
        }
        *copied += count;
    }
}

int local_open_root(const char *path) {
    int descriptor = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    return descriptor < 0 ? -errno : descriptor;
}

int local_open_in_root(int root, const char *path, int flags, mode_t mode) {
    struct open_how how = {
        .flags = (unsigned)(flags | O_CLOEXEC),
        .mode = mode,
        .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS,
    };
    long descriptor = syscall(SYS_openat2, root, path, &how, sizeof how);
    return descriptor < 0 ? -errno : (int)descriptor;
}

pid_t local_ended_child(void) {
    siginfo_t ended = { 0 };
    int result;
    do { result = waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT); } while (result != 0 && errno == EINTR);
    return result == 0 ? ended.si_pid : 0;
}
