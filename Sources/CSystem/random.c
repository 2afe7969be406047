#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>

/* Swift's hash seeds come from arc4random_buf, which glibc has only from 2.36 on; with our own the library needs 2.34. It may not
   fail: without entropy (a very early boot) it waits for it. */
void arc4random_buf(void *buffer, size_t size);

void arc4random_buf(void *buffer, size_t size) {
    uint8_t *next = buffer;
    while (size > 0) {
        const ssize_t got = getrandom(next, size, 0);
        if (got < 0 && errno != EINTR) abort();
        if (got > 0) {
            next += got;
            size -= (size_t)got;
        }
    }
}
