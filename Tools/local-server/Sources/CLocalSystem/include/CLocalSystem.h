/* What the local server needs of Linux and Swift's Glibc module does not offer. */
#ifndef C_LOCAL_SYSTEM_H
#define C_LOCAL_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* The step of starting a process that failed. */
enum local_step {
    LOCAL_STEP_FORK = 1,
    LOCAL_STEP_NAMESPACE,
    LOCAL_STEP_DESCRIPTORS,
    LOCAL_STEP_RIGHTS,
    LOCAL_STEP_DIRECTORY,
    LOCAL_STEP_PROGRAM,
};

/* A process to start, as leader of a process group of its own. */
struct local_process {
    char *const *arguments;    /* NULL-terminated; [0] is looked up in the environment's PATH */
    char *const *environment;  /* NULL-terminated */
    const char *directory;     /* NULL: the root of where it runs */
    const int *descriptors;    /* become 0, 1, 2 ... of the process; nothing else is inherited */
    size_t descriptor_count;
    int sandbox;               /* pidfd of the process whose namespaces it joins, or -1 */
    int namespaces;            /* which of them: CLONE_NEW... */
    bool confined;             /* without the capabilities that reach beyond a sandbox, and without new privileges */
    int64_t uid, gid;          /* -1: as the server */
};

/* Answers the pid, or -errno with the step that failed. To be called from a thread that lives as long as
   the server: the kernel kills the process when that thread ends. */
pid_t local_process_start(const struct local_process *process, int *failed_step);

/* Namespaces a sandbox has of its own, as a mask of CLONE_NEW..., for local_process.namespaces. */
int local_namespaces(bool user, bool network);

/* Blocks the signals the server waits for, in this thread and those it starts. */
void local_signals_block(void);

/* Waits for one of them and answers it. */
int local_signals_wait(void);

/* A pidfd for the process, or -errno. */
int local_pidfd(pid_t pid);

/* Sends a signal to the process a pidfd stands for. */
void local_pidfd_signal(int pidfd, int signal_number);

/* Orphans of children become children of this process, so that it reaps them. */
void local_adopt_orphans(void);

/* Raises this process's limit of open files to the most it may have; processes it starts keep the old one. */
void local_raise_file_limit(void);

/* Both ends close-on-exec. 0 or -errno. */
int local_pipe(int ends[2]);

/* Bytes waiting in a pipe. */
int local_pipe_waiting(int descriptor);

/* Opens a directory as the root of later look-ups. A descriptor or -errno. */
int local_open_root(const char *path);

/* Where one run of bytes stands in another for the first time, or -1. */
ptrdiff_t local_find(const void *text, size_t size, const void *wanted, size_t wanted_size);

/* O_PATH: opens for looking and for finding what is below only. */
extern const int local_path_only;

/* O_TMPFILE: a file without a name, in the directory that is opened. */
extern const int local_unnamed_file;

/* Copies what is left of `source` to `target`, within the kernel where it can. 0 or -errno. */
int local_copy_file(int source, int target, int64_t *copied);

/* Opens `path` with `root` (a directory's descriptor) as the file system's root, so that neither a link nor ".." leads
   out of it. `flags` and `mode` are those of open(2), and `mode` is 0 where nothing is made. A descriptor or -errno. */
int local_open_in_root(int root, const char *path, int flags, mode_t mode);

/* A child that has ended and was not waited for yet, or 0. It is left as it is. */
pid_t local_ended_child(void);

#endif
