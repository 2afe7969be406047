#include "watch.h"

#include <errno.h>

int csystem_watch_set(int watch, int descriptor, bool readable, bool writable) {
    struct epoll_event event = { .events = (readable ? EPOLLIN : 0) | (writable ? EPOLLOUT : 0), .data.fd = descriptor };
    if (epoll_ctl(watch, EPOLL_CTL_MOD, descriptor, &event) == 0) return 0;
    if (errno != ENOENT) return errno;
    return epoll_ctl(watch, EPOLL_CTL_ADD, descriptor, &event) == 0 ? 0 : errno;
}

void csystem_watch_remove(int watch, int descriptor) {
    struct epoll_event unused = { 0 };
    epoll_ctl(watch, EPOLL_CTL_DEL, descriptor, &unused);
}

int csystem_watch_wait(int watch, csystem_ready ready[CSYSTEM_WATCH_BATCH], int milliseconds) {
    struct epoll_event events[CSYSTEM_WATCH_BATCH];
    const int count = epoll_wait(watch, events, CSYSTEM_WATCH_BATCH, milliseconds);
    for (int i = 0; i < count; i++) {
        ready[i].descriptor = events[i].data.fd;
        ready[i].readable = (events[i].events & EPOLLIN) != 0;
        ready[i].writable = (events[i].events & EPOLLOUT) != 0;
        ready[i].failed = (events[i].events & (EPOLLERR | EPOLLHUP)) != 0;
    }
    return count > 0 ? count : 0;
}
