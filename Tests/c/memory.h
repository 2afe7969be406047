/* How much the program has allocated. */
#ifndef MEMORY_H
#define MEMORY_H

#include <malloc.h>

/* Bytes. (Under valgrind, which has an allocator of its own, none.) */
static inline size_t allocated(void)
{
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

#endif
