#include "CLocalSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { MOST_DESCRIPTORS = 8, CLEAR_OF_THE_LOW_ONES = 64 };

static struct rlimit inherited_file_limit;

void local_raise_file_limit(void) {
    if (getrlimit(RLIMIT_NOFILE, &inherited_file_limit) != 0) { return; }
    struct rlimit raised = inherited_file_limit;
    raised.rlim_cur = raised.rlim_max;
    setrlimit(RLIMIT_NOFILE, &raised);
}

int local_namespaces(bool user, bool network) {
    return CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS
        | (user ? CLONE_NEWUSER : 0) | (network ? CLONE_NEWNET : 0);
}

/* What the forked processes tell the server: first which pid it is, and then, if it never became the program, why. */
struct report {
    int32_t step;   /* 0: value is the pid */
    int32_t value;  /* errno of the step */
};

static void tell(int reports, int step, int value) {
    struct report report = { step, value };
    while (write(reports, &report, sizeof report) < 0 && errno == EINTR) {}
}

static _Noreturn void fail(int reports, int step) {
    tell(reports, step, errno);
    _exit(127);
}

/* Everything a sandboxed root may do to files and processes of its own, and nothing that reaches the host:
   no mounting, no devices, no modules, no tracing across users, no raw network. */
static bool is_kept(int capability) {
    switch (capability) {
    case CAP_CHOWN: case CAP_DAC_OVERRIDE: case CAP_FOWNER: case CAP_FSETID: case CAP_KILL: case CAP_SETGID:
    case CAP_SETUID: case CAP_NET_BIND_SERVICE: case CAP_SYS_CHROOT: case CAP_AUDIT_WRITE: case CAP_SETFCAP:
        return true;
    default:
        return false;
    }
}

static void drop_capabilities(int reports) {
    for (int capability = 0; capability <= CAP_LAST_CAP; capability++) {
        if (is_kept(capability)) { continue; }
        /* EPERM: an ordinary user has none to drop. EINVAL: older kernel without that capability. */
        if (prctl(PR_CAPBSET_DROP, capability) != 0 && errno != EPERM && errno != EINVAL) { fail(reports, LOCAL_STEP_RIGHTS); }
    }
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) { fail(reports, LOCAL_STEP_RIGHTS); }
}

static void take_identity(const struct local_process *process, int reports) {
    if (process->uid < 0 && process->gid < 0) { return; }
    gid_t gid = process->gid >= 0 ? (gid_t)process->gid : (gid_t)process->uid;
    if (setgroups(0, NULL) != 0 || setresgid(gid, gid, gid) != 0) { fail(reports, LOCAL_STEP_RIGHTS); }
    if (process->uid >= 0) {
        uid_t uid = (uid_t)process->uid;
        if (setresuid(uid, uid, uid) != 0) { fail(reports, LOCAL_STEP_RIGHTS); }
    }
}

/* Moves the descriptors to 0, 1, 2 ... by way of numbers that are none of those. */
static void place_descriptors(const struct local_process *process, int reports) {
    int moved[MOST_DESCRIPTORS];
    for (size_t i = 0; i < process->descriptor_count; i++) {
        moved[i] = fcntl(process->descriptors[i], F_DUPFD_CLOEXEC, CLEAR_OF_THE_LOW_ONES);
        if (moved[i] < 0) { fail(reports, LOCAL_STEP_DESCRIPTORS); }
    }
    for (size_t i = 0; i < process->descriptor_count; i++) {
        if (dup2(moved[i], (int)i) < 0) { fail(reports, LOCAL_STEP_DESCRIPTORS); }
    }
    syscall(SYS_close_range, (unsigned)process->descriptor_count, ~0u, 1u << 2 /* CLOSE_RANGE_CLOEXEC */);
}

static void default_signals(void) {
    for (int signal_number = 1; signal_number < NSIG; signal_number++) { signal(signal_number, SIG_DFL); }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* The last of the forked processes: becomes the program. Only async-signal-safe calls, the server has threads. */
static _Noreturn void become(const struct local_process *process, int reports) {
    reports = fcntl(reports, F_DUPFD_CLOEXEC, CLEAR_OF_THE_LOW_ONES);
    if (reports < 0) { _exit(127); }
    setpgid(0, 0);
    place_descriptors(process, reports);
    if (inherited_file_limit.rlim_max != 0) { setrlimit(RLIMIT_NOFILE, &inherited_file_limit); }
    if (process->confined) { drop_capabilities(reports); }
    take_identity(process, reports);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (chdir(process->directory != NULL ? process->directory : "/") != 0) { fail(reports, LOCAL_STEP_DIRECTORY); }
    umask(022);
    default_signals();
    environ = (char **)process->environment;
    execvp(process->arguments[0], process->arguments);
    fail(reports, LOCAL_STEP_PROGRAM);
}

/* The first forked process: a pid namespace is entered by children only, so it joins and starts the one that runs the
   program, as a child of the server (CLONE_PARENT). */
static _Noreturn void enter(const struct local_process *process, int reports) {
    if (setns(process->sandbox, process->namespaces) != 0) { fail(reports, LOCAL_STEP_NAMESPACE); }
    long pid = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
    if (pid < 0) { fail(reports, LOCAL_STEP_FORK); }
    if (pid == 0) { become(process, reports); }
    tell(reports, 0, (int32_t)pid);
    _exit(0);
}

static bool next_report(int reports, struct report *report) {
    ssize_t count;
    do { count = read(reports, report, sizeof *report); } while (count < 0 && errno == EINTR);
    return count == (ssize_t)sizeof *report;
}

static void reap(pid_t pid) {
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {}
}

pid_t local_process_start(const struct local_process *process, int *failed_step) {
    int reports[2];
    *failed_step = LOCAL_STEP_FORK;
    if (process->descriptor_count > MOST_DESCRIPTORS) { return -EINVAL; }
    if (pipe2(reports, O_CLOEXEC) != 0) { return -errno; }

    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t first = fork();
    int problem = errno;
    if (first == 0) {
        if (process->sandbox >= 0) { enter(process, reports[1]); }
        become(process, reports[1]);
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(reports[1]);
    if (first < 0) { close(reports[0]); return -problem; }

    /* Ends when the program runs, for then the writing end is closed. */
    pid_t pid = process->sandbox >= 0 ? -1 : first;
    struct report report;
    problem = 0;
    while (next_report(reports[0], &report)) {
        if (report.step == 0) { pid = report.value; continue; }
        *failed_step = report.step;
        problem = report.value;
    }
    close(reports[0]);
    if (process->sandbox >= 0) { reap(first); }
    if (problem != 0 && pid > 0) { reap(pid); }
    if (problem == 0 && pid < 0) { problem = ECHILD; }
    return problem != 0 ? -problem : pid;
}
